/**
 * Which way is up, where the decoder does not tell: the EXIF orientation of TIFF files, and of the EXIF blocks of PNG and
 * WebP. (JPEG's comes with the decoded frame.) An EXIF block is a small TIFF file itself.
 */
#include "media-private.h"

#include <string.h>

#define ORIENTATION_TAG 274
#define SHORT_TYPE 3

struct tiff {
    const uint8_t *bytes;
    size_t length;
    bool big_endian;
};

/* A number of two or four bytes; 0 beyond the end. */
static uint32_t number(const struct tiff *tiff, size_t at, int n)
{
    uint32_t value = 0;
    if (at > tiff->length || tiff->length - at < (size_t) n)
        return 0;
    for (int i = 0; i < n; i++)
        value |= (uint32_t) tiff->bytes[at + (size_t) i] << 8 * (tiff->big_endian ? n - 1 - i : i);
    return value;
}

/* Looks through the first directory: a count, then entries of twelve bytes (tag, type, count, value). */
static int tiff_orientation(const uint8_t *bytes, size_t length)
{
    struct tiff tiff = { bytes, length, length > 0 && bytes[0] == 'M' };
    if (number(&tiff, 2, 2) != 42)
        return 1;
    size_t directory = number(&tiff, 4, 4), n = number(&tiff, directory, 2);
    for (size_t i = 0; i < n; i++) {
        size_t entry = directory + 2 + 12 * i;
        if (number(&tiff, entry, 2) == ORIENTATION_TAG && number(&tiff, entry + 2, 2) == SHORT_TYPE)
            return (int) number(&tiff, entry + 8, 2);
    }
    return 1;
}

/* How a file of chunks is laid out. */
struct chunks {
    size_t first;        /* where the first chunk is */
    size_t size, kind;   /* where a chunk's size and kind are in it */
    size_t behind, even; /* bytes behind its data; whether data is padded to a whole number of this many */
    bool big_endian;
    const char *exif;
};

static int chunk_orientation(const struct chunks *layout, const uint8_t *bytes, size_t length)
{
    struct tiff file = { bytes, length, layout->big_endian };
    size_t at = layout->first;
    while (at < length && length - at >= 8) {
        size_t size = number(&file, at + layout->size, 4);
        if (size > length - at - 8)
            return 1;
        if (memcmp(bytes + at + layout->kind, layout->exif, 4) == 0) {
            bool named =
                size >= 6 && memcmp(bytes + at + 8, "Exif\0", 6) == 0; /* as in a JPEG, though it should not be */
            return tiff_orientation(bytes + at + 8 + (named ? 6 : 0), size - (named ? 6 : 0));
        }
        at += 8 + (size + layout->even - 1) / layout->even * layout->even + layout->behind;
    }
    return 1;
}

int fms_exif_orientation(enum AVCodecID codec, const uint8_t *bytes, size_t length)
{
    static const struct chunks png = { 8, 0, 4, 4, 1, true, "eXIf" }, webp = { 12, 4, 0, 0, 2, false, "EXIF" };
    if (codec == AV_CODEC_ID_TIFF)
        return tiff_orientation(bytes, length);
    if (codec == AV_CODEC_ID_PNG)
        return chunk_orientation(&png, bytes, length);
    return codec == AV_CODEC_ID_WEBP ? chunk_orientation(&webp, bytes, length) : 1;
}
