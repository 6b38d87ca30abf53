/* EXIF orientation where we read it ourselves: in both byte orders, in chunks, and where a file lies. */
#include "media-private.h"

#define II(value) "II*\0\x08\0\0\0\x02\0\x01\x01\x03\0\x01\0\0\0\x09\0\0\0\x12\x01\x03\0\x01\0\0\0" value "\0\0\0"
#define MM(value) "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" value "\0\0"
#define PNG "\x89PNG\r\n\x1a\n"

static void test_files(void)
{
    static const struct {
        enum AVCodecID codec;
        const char *bytes;
        size_t length;
        int want;
    } rows[] = {
#define ROW(codec, bytes, want) { AV_CODEC_ID_##codec, bytes, sizeof(bytes) - 1, want }
        ROW(TIFF, II("\x06"), 6),
        ROW(TIFF, MM("\x08"), 8),
        ROW(TIFF, "", 1),
        ROW(TIFF, "II*\0", 1),
        ROW(TIFF, "II*\0\xff\xff\xff\xff", 1),           /* a directory beyond the end */
        ROW(TIFF, "II*\0\x08\0\0\0\xff\xff\x12\x01", 1), /* entries beyond the end */
        ROW(TIFF, "II+\0\x08\0\0\0", 1),                 /* BigTIFF */
        ROW(PNG,
            PNG "\0\0\0\x02tEXtab0000\0\0\0\x16"
                "eXIf" MM("\x03") "0000",
            3),
        ROW(PNG,
            PNG "\0\0\0\x1c"
                "eXIf\0\0\0\x06"
                "Exif\0\0" MM("\x05"),
            1), /* a size beyond the end */
        ROW(PNG,
            PNG "\0\0\0\x1c"
                "eXIfExif\0\0" MM("\x05") "0000",
            5),
        ROW(PNG,
            PNG "\xff\xff\xff\xff"
                "IDAT",
            1),
        ROW(PNG, PNG "\0\0\0\0", 1),
        ROW(WEBP, "RIFF\0\0\0\0WEBPVP8 \x03\0\0\0abc\0EXIF\x16\0\0\0" MM("\x07"), 7),
        ROW(WEBP, "RIFF\0\0\0\0WEBPVP8 \x03\0\0\0abc\0", 1),
        ROW(GIF, "GIF89a", 1),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree uint8_t *bytes = g_memdup2(rows[i].bytes, rows[i].length); /* so that the sanitizer sees its end */
        g_test_message("row %zu", i);
        g_assert_cmpint(fms_exif_orientation(rows[i].codec, bytes, rows[i].length), ==, rows[i].want);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exif/files", test_files);
    return g_test_run();
}
