/* What may not be opened: files that are something else, that point elsewhere, that lie, or that do not end. */
#include "rig.h"

#include <sys/stat.h>

static void refuse(const char *name, enum fms_world_error code)
{
    struct fms_asset asset = { 0 };
    g_autofree char *path = rig_path(name);
    g_autoptr(GError) probe = NULL, clip = NULL, sound = NULL;
    g_test_message("%s", name);
    g_assert_false(fms_media_probe(path, &asset, &probe));
    g_assert_error(probe, FMS_WORLD_ERROR, (int) code);
    g_assert_null(fms_clip_open(path, &(struct fms_clip_view){ .speed_permille = 1000, .rate = { 25, 1 } }, &clip));
    g_assert_error(clip, FMS_WORLD_ERROR, (int) code);
    g_assert_null(fms_pcm_open(path, 0, &sound));
    g_assert_error(sound, FMS_WORLD_ERROR, (int) code);
}

/* Each would open another file if it were followed; secret.mp4 lies beside it and is good. */
static void test_pointers(void)
{
    static const struct {
        const char *name, *text;
    } rows[] = {
        { "words.mp4", "Stand in a harbour for a day and the sea will leave you.\n" },
        { "concat.mp4", "ffconcat version 1.0\nfile secret.mp4\n" },
        { "hls.mp4", "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nsecret.mp4\n#EXT-X-ENDLIST\n" },
        { "hls.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile:secret.mp4\n#EXT-X-ENDLIST\n" },
        { "dash.mpd",
          "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet>"
          "<Representation id=\"1\"><BaseURL>secret.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>" },
        { "session.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP "
                         "96\na=rtpmap:96 H264/90000\n" },
        { "meta.mp4", ";FFMETADATA1\ntitle=x\n" },
        { "captions.mp4", "WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n" },
        { "captions.srt", "1\n00:00:00,000 --> 00:00:01,000\nhello\n\n2\n00:00:01,000 --> 00:00:02,000\nhello\n" },
        { "drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>" },
        { "frame%03d.mp4", "x" },
        { "zero.mp4", "" },
    };
    RIG_DO("ffmpeg -v error -y -f lavfi -i testsrc2=s=64x48:r=25:d=1 -c:v libx264 -pix_fmt yuv420p secret.mp4");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        rig_write(rows[i].name, rows[i].text, strlen(rows[i].text));
        refuse(rows[i].name, FMS_WORLD_UNREADABLE);
    }
}

static void test_not_files(void)
{
    g_autofree char *fifo = rig_path("fifo.mp4");
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
    refuse("fifo.mp4", FMS_WORLD_FORBIDDEN);
    refuse(".", FMS_WORLD_FORBIDDEN);
    refuse("not-there.mp4", FMS_WORLD_MISSING);
}

/* A name that looks like a protocol is a name. */
static void test_names(void)
{
    static const char *const names[] = { "http:x.mp4", "concat:a|b.mp4", "data:,x.mp4",
                                         "-f.mp4",     "%03d.mp4",       "a b'c.mp4" };
    RIG_DO("ffmpeg -v error -y -f lavfi -i testsrc2=s=64x48:r=25:d=1 -c:v libx264 -pix_fmt yuv420p good.mp4");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        struct fms_asset asset = { 0 };
        g_autofree char *from = rig_path("good.mp4"), *path = rig_path(names[i]), *bytes = NULL;
        gsize length;
        g_assert_true(g_file_get_contents(from, &bytes, &length, NULL));
        rig_write(names[i], bytes, length);
        g_test_message("%s", names[i]);
        g_assert_true(fms_media_probe(path, &asset, NULL));
        g_assert_cmpint(asset.size_bytes, ==, (int64_t) length);
    }
}

/* A sequence header that says 16383 × 14335, in a container that shows its streams only when they come. */
static void test_too_large(void)
{
    static const guint8 sequence[] = { 0, 0, 1, 0xb3 }, extension[] = { 0, 0, 1, 0xb5 };
    struct fms_asset asset = { 0 };
    g_autofree char *path = rig_path("large.mpg"), *bytes = NULL;
    g_autoptr(GError) error = NULL;
    gsize length;
    RIG_DO("ffmpeg -v error -y -f lavfi -i testsrc2=s=64x48:r=25:d=1 -c:v mpeg2video large.mpg");
    g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
    for (gsize i = 0; i + 8 < length; i++) {
        if (memcmp(bytes + i, sequence, 4) == 0)
            memcpy(bytes + i + 4, "\xff\xf7\xff", 3);
        if (memcmp(bytes + i, extension, 4) == 0 && (guint8) bytes[i + 4] >> 4 == 1) {
            bytes[i + 5] |= 1;
            bytes[i + 6] |= (char) 0xe0;
        }
    }
    rig_write("large.mpg", bytes, length);
    g_assert_false(fms_media_probe(path, &asset, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_assert_cmpstr(error->message, ==, "its pictures are larger than 40 megapixels");
}

/* Bytes changed, cut and doubled by a fixed rule: whatever comes, nothing breaks, and it ends. */
static void test_mutations(void)
{
    static const char *const seeds[] = { "seed.mp4",    "seed.mkv",   "seed.ogg",   "seed.mp3",  "seed.wav",
                                         "seed.avi",    "seed.png",   "seed.jpg",   "seed.webp", "seed.gif",
                                         "seed.tiff",   "seed.bmp",   "seed.heic",  "seed.avif", "inks.jpg",
                                         "moving.webp", "moving.gif", "moving.apng" };
    static const char av[] = "ffmpeg -v error -y -f lavfi -i testsrc2=s=64x48:r=25:d=1 -f lavfi -i sine=d=1";
    RIG_DO("%s -c:v libx264 -c:a aac -pix_fmt yuv420p seed.mp4 && %s -c:v libvpx -c:a libopus -deadline realtime "
           "seed.mkv && "
           "%s -c:v mpeg4 -c:a mp2 seed.avi && %s -vn -c:a libvorbis seed.ogg && %s -vn seed.mp3 && %s -vn seed.wav",
           av, av, av, av, av, av);
    RIG_DO("convert -size 60x40 plasma:red-blue seed.png && for f in jpg webp gif tiff bmp heic "
           "avif; do convert seed.png seed.$f; done && convert seed.png -colorspace CMYK inks.jpg");
    RIG_DO("for f in webp gif apng; do ffmpeg -v error -y -f lavfi -i testsrc2=s=64x48:r=10:d=0.5 moving.$f; done");
    GRand *rand = g_rand_new_with_seed(7);
    for (size_t i = 0; i < G_N_ELEMENTS(seeds); i++) {
        g_autofree char *from = rig_path(seeds[i]), *path = rig_path("mutant"), *bytes = NULL;
        gsize length;
        g_assert_true(g_file_get_contents(from, &bytes, &length, NULL));
        for (int round = 0; round < 40; round++) {
            g_autofree char *mutant = g_memdup2(bytes, length);
            gsize front = round % 2 ? MIN(length, 512) : length;
            for (int k = 0; k < 1 + round % 8; k++)
                mutant[g_rand_int_range(rand, 0, (gint32) front)] = (char) g_rand_int_range(rand, 0, 256);
            rig_write("mutant", mutant, round % 5 ? length : (gsize) g_rand_int_range(rand, 0, (gint32) length));
            struct fms_asset asset = { 0 };
            struct fms_raster raster;
            float out[2 * 4096];
            fms_media_probe(path, &asset, NULL);
            struct fms_clip_view view = { FMS_MS(500), 0, 1000, FMS_CLIP_FREEZE, 0, { 25, 1 } };
            struct fms_clip_reader *clip = fms_clip_open(path, &view, NULL);
            for (int n = 0; clip && n < 20; n++)
                fms_clip_next(clip, &raster, NULL);
            fms_clip_close(clip);
            struct fms_pcm_reader *pcm = fms_pcm_open(path, 0, NULL);
            for (int n = 0; pcm && n < 1000 && fms_pcm_read(pcm, out, 4096, NULL) > 0; n++)
                continue;
            fms_pcm_close(pcm);
            struct fms_film_facts facts;
            fms_film_examine(path, NULL, &facts, NULL, NULL);
        }
    }
    g_rand_free(rand);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    rig_open();
    g_test_add_func("/input/pointers", test_pointers);
    g_test_add_func("/input/not-files", test_not_files);
    g_test_add_func("/input/names", test_names);
    g_test_add_func("/input/too-large", test_too_large);
    g_test_add_func("/input/mutations", test_mutations);
    return rig_close(g_test_run());
}
