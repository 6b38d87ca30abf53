/* From frames and samples to a film: writers, join, examination, and what the ffmpeg program says of the result. */
#include "rig.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define WIDTH 320
#define HEIGHT 180

static void write_segment(const char *name, int64_t first, int64_t n, int32_t num, int32_t den, int32_t crf_tenths)
{
    g_autofree char *path = rig_path(name);
    g_autoptr(GError) error = NULL;
    struct fms_video_params params = { WIDTH, HEIGHT, num, den, "veryfast", crf_tenths };
    struct fms_video_writer *writer = fms_video_open(path, &params, &error);
    g_assert_no_error(error);
    struct fms_frame *frame = fms_frame_new(WIDTH, HEIGHT);
    for (int64_t i = 0; i < n; i++) {
        rig_fill(frame, first + i);
        g_assert_true(fms_video_write(writer, frame, &error));
    }
    fms_frame_free(frame);
    g_assert_true(fms_video_close(writer, &error));
}

/* A click a second, so that time can be heard. */
static void write_sound(const char *name, int64_t n)
{
    g_autofree char *path = rig_path(name);
    g_autoptr(GError) error = NULL;
    g_autofree float *samples = g_new0(float, 2 * (size_t) n);
    for (int64_t i = 24000; i < n; i += FMS_SAMPLE_RATE)
        samples[2 * i] = samples[2 * i + 1] = 0.9f;
    struct fms_audio_writer *writer = fms_audio_open(path, 192000, &error);
    g_assert_no_error(error);
    for (int64_t at = 0; at < n; at += 1000)
        g_assert_true(fms_audio_write(writer, samples + 2 * at, MIN(1000, n - at), &error));
    g_assert_true(fms_audio_close(writer, &error));
}

struct film {
    int32_t num, den;
    int64_t frames[4];
};

static const struct film films[] = {
    { 30, 1, { 40, 1, 2, 57 } }, /* segments too short for the encoder's own delay */
    { 25, 1, { 1, 75, 3, 21 } }, { 30000, 1001, { 37, 5, 2, 61 } }, { 24000, 1001, { 11, 30, 1, 1 } },
    { 60, 1, { 90, 4, 90, 1 } }, { 24, 1, { 24, 24, 24, 300 } }, /* longer than a group of pictures */
};

static int64_t film_frames(const struct film *film)
{
    int64_t n = 0;
    for (int i = 0; i < 4; i++)
        n += film->frames[i];
    return n;
}

static const char *const names[] = { "a.mp4", "b.mp4", "c.mp4", "d.mp4" };

static bool join(const struct film *film, const char *name, GError **error)
{
    struct fms_rate rate = { film->num, film->den };
    fms_ticks end = fms_ticks_from_frames(film_frames(film), rate), third = end / 3;
    g_autofree char *a = rig_path("a.mp4"), *b = rig_path("b.mp4"), *c = rig_path("c.mp4"), *d = rig_path("d.mp4");
    g_autofree char *sound = rig_path("sound.mp4"), *path = rig_path(name);
    const char *segments[] = { a, b, c, d };
    struct fms_join_text captions[] = { { FMS_MS(100), FMS_MS(500), "First <line>\nsecond" },
                                        { third, end - FMS_MS(200), "Ebbe & Flut — 潮" } };
    struct fms_join_text chapters[] = { { 0, third, "Opening" }, { third, end, "Zwei Flutberge" } };
    struct fms_join_params params = {
        .segments = segments,
        .segment_frames = film->frames,
        .n_segments = 4,
        .sound = sound,
        .n_frames = film_frames(film),
        .rate_num = film->num,
        .rate_den = film->den,
        .title = "Tides",
        .series = "One-minute science",
        .author = "Jo Example",
        .language = "de-AT",
        .credits = "Director: Jo Example",
        .captions = captions,
        .n_captions = 2,
        .chapters = chapters,
        .n_chapters = 2,
    };
    return fms_film_join(path, &params, error);
}

static void make_parts(const struct film *film)
{
    int64_t first = 0;
    for (int i = 0; i < 4; first += film->frames[i++])
        write_segment(names[i], first, film->frames[i], film->num, film->den, 200);
    write_sound("sound.mp4", film_frames(film) * FMS_SAMPLE_RATE * film->den / film->num);
}

static void test_examine(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(films); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = rig_path("film.mp4");
        struct fms_rate rate = { films[i].num, films[i].den };
        struct fms_film_facts facts;
        make_parts(&films[i]);
        join(&films[i], "film.mp4", &error);
        g_assert_no_error(error);
        g_assert_true(fms_film_examine(path, NULL, &facts, NULL, &error));
        g_assert_cmpint(facts.n_frames, ==, film_frames(&films[i]));
        g_assert_cmpint(facts.video, ==, fms_ticks_from_frames(facts.n_frames, rate));
        g_assert_cmpint(ABS(facts.video - facts.sound), <=, fms_ticks_from_samples(1));
        g_assert_true(facts.contiguous);
        g_assert_true(facts.moov_first);
        g_assert_cmpint(facts.n_keyframes, >=, 4);
        g_assert_cmpint(facts.width_px, ==, WIDTH);
        g_assert_cmpint(facts.height_px, ==, HEIGHT);
    }
}

/* What stands in the film is what stood in the segments, frame for frame; nothing complains. */
static void test_plays(void)
{
    g_autoptr(GError) error = NULL;
    make_parts(&films[2]);
    join(&films[2], "film.mp4", &error);
    g_assert_no_error(error);
    g_autofree char *said = rig_run("ffmpeg -v warning -xerror -i film.mp4 -f null -");
    g_assert_cmpstr(said, ==, "");
    g_autofree char *whole =
        rig_run("ffmpeg -v error -i film.mp4 -map 0:v -f framemd5 - | grep -v '^#' | awk '{print $NF}'");
    g_autofree char *parts = rig_run("for f in a b c d; do ffmpeg -v error -i $f.mp4 -map 0:v -f framemd5 - | grep -v "
                                     "'^#' | awk '{print $NF}'; done");
    g_assert_cmpstr(whole, ==, parts);
    g_autofree char *count = rig_run("ffmpeg -v error -i film.mp4 -map 0:v -f framemd5 - | grep -vc '^#'");
    g_assert_cmpint(atoi(count), ==, film_frames(&films[2]));
}

static void expect(const char *options, const char *want)
{
    g_autofree char *got = rig_run("ffprobe -v error %s film.mp4", options);
    g_assert_cmpstr(got, ==, want);
}

static void test_ffprobe(void)
{
    static const struct {
        const char *options, *want;
    } rows[] = {
        { "-select_streams v -of csv=p=0 -show_entries "
          "stream=codec_name,profile,pix_fmt,color_range,color_space,color_transfer,color_primaries,chroma_location",
          "h264,High,yuv420p,tv,bt709,bt709,bt709,left" },
        { "-select_streams v -of csv=p=0 -show_entries "
          "stream=codec_tag_string,r_frame_rate,avg_frame_rate,start_time,nb_frames,sample_aspect_ratio",
          "avc1,1:1,30000/1001,30000/1001,0.000000,105" },
        { "-select_streams a -of csv=p=0 -show_entries stream=codec_name,profile,sample_rate,channels,start_time",
          "aac,LC,48000,2,0.000000" },
        { "-select_streams s:0 -of csv=p=0 -show_entries stream=codec_tag_string,start_time:stream_disposition=default",
          "tx3g,0.000000,0" },
        { "-of csv=p=0 -show_entries stream_tags=language,handler_name",
          "deu,Pictures\ndeu,Sound\ndeu,Captions\ndeu,SubtitleHandler" },
        { "-of default=nw=1 -show_entries format_tags",
          "TAG:major_brand=isom\nTAG:minor_version=512\nTAG:compatible_brands=isomiso2avc1mp41\nTAG:title=Tides\n"
          "TAG:artist=Jo Example\nTAG:album=One-minute science\nTAG:comment=Director: Jo Example" },
        { "-of csv=p=0 -show_chapters -show_entries chapter=start_time,end_time:chapter_tags=title",
          "0.000000,1.167833,Opening\n1.167833,3.503500,Zwei Flutberge" },
        { "-select_streams s:0 -of csv=p=0 -show_entries packet=pts_time,duration_time,size",
          "0.000000,0.100000,2\n0.100000,0.400000,21\n0.500000,0.667833,2\n1.167833,2.135667,21\n3.303500,0.200000,2" },
    };
    g_autoptr(GError) error = NULL;
    make_parts(&films[2]);
    join(&films[2], "film.mp4", &error);
    g_assert_no_error(error);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        expect(rows[i].options, rows[i].want);
}

static void test_same_twice(void)
{
    const struct film *film = &films[0];
    g_autoptr(GError) error = NULL;
    make_parts(film);
    g_assert_true(join(film, "one.mp4", &error));
    RIG_DO("mkdir -p first && mv [abcd].mp4 sound.mp4 first");
    make_parts(film);
    g_assert_true(join(film, "two.mp4", &error));
    RIG_DO("cmp one.mp4 two.mp4 && cmp a.mp4 first/a.mp4 && cmp sound.mp4 first/sound.mp4 && rm -r first");
}

static void test_refuses(void)
{
    const struct film *film = &films[0];
    struct film longer = *film;
    longer.frames[1]++;
    make_parts(film);
    g_autofree char *path = rig_path("bad.mp4");
    g_autoptr(GError) wrong_count = NULL, wrong_header = NULL, short_sound = NULL;
    g_assert_false(join(&longer, "bad.mp4", &wrong_count));
    g_assert_error(wrong_count, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    write_segment("b.mp4", 0, film->frames[1], film->num, film->den, 400);
    g_assert_false(join(film, "bad.mp4", &wrong_header));
    g_assert_error(wrong_header, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    make_parts(film);
    write_sound("sound.mp4", 48000);
    g_assert_false(join(film, "bad.mp4", &short_sound));
    g_assert_error(short_sound, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

/* Parts that rotted in the store: an answer comes, and a film that is written can be read. */
static void test_mutations(void)
{
    static const char *const victims[] = { "a.mp4", "sound.mp4" };
    GRand *rand = g_rand_new_with_seed(3);
    for (size_t i = 0; i < G_N_ELEMENTS(victims); i++) {
        g_autofree char *path = rig_path(victims[i]), *film = rig_path("film.mp4"), *bytes = NULL;
        gsize length;
        make_parts(&films[0]);
        g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
        for (int round = 0; round < 60; round++) {
            g_autofree char *mutant = g_memdup2(bytes, length);
            for (int k = 0; k < 1 + round % 8; k++)
                mutant[g_rand_int_range(rand, 0, (gint32) length)] = (char) g_rand_int_range(rand, 0, 256);
            rig_write(victims[i], mutant, round % 5 ? length : (gsize) g_rand_int_range(rand, 0, (gint32) length));
            struct fms_film_facts facts;
            if (join(&films[0], "film.mp4", NULL) && fms_film_examine(film, NULL, &facts, NULL, NULL))
                g_assert_cmpint(facts.n_frames, ==, film_frames(&films[0]));
        }
    }
    g_rand_free(rand);
}

/* Sound that is longer than the film ends with it. */
static void test_trims(void)
{
    const struct film *film = &films[0];
    struct fms_film_facts facts;
    g_autofree char *path = rig_path("film.mp4");
    make_parts(film);
    write_sound("sound.mp4", 48000 * 10 + 77);
    g_assert_true(join(film, "film.mp4", NULL));
    g_assert_true(fms_film_examine(path, NULL, &facts, NULL, NULL));
    g_assert_cmpint(facts.sound, ==, facts.video);
}

/* What the tests know of keyframes, and how often they were asked and told. */
struct memory {
    GHashTable *known;
    int n_recalled, n_remembered;
};

static bool recall_keyframe(void *user, const struct fms_digest *key, bool *black)
{
    struct memory *memory = user;
    gpointer found = g_hash_table_lookup(memory->known, key->hex);
    *black = found && GPOINTER_TO_INT(found) == 2;
    memory->n_recalled += found != NULL;
    return found != NULL;
}

static void remember_keyframe(void *user, const struct fms_digest *key, bool black)
{
    struct memory *memory = user;
    memory->n_remembered++;
    g_hash_table_insert(memory->known, g_strdup(key->hex), GINT_TO_POINTER(black ? 2 : 1));
}

/* The second time, nothing is decoded, and the same is found. */
static void examine_twice(const char *path, const GArray *black)
{
    struct memory memory = { .known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
    const struct fms_keyframe_memory port = { &memory, recall_keyframe, remember_keyframe };
    for (int i = 0; i < 2; i++) {
        struct fms_film_facts facts;
        g_autoptr(GArray) again = g_array_new(FALSE, FALSE, sizeof(int64_t));
        g_assert_true(fms_film_examine(path, &port, &facts, again, NULL));
        g_assert_cmpmem(again->data, again->len * sizeof(int64_t), black->data, black->len * sizeof(int64_t));
        g_assert_cmpint(memory.n_recalled, ==, i * facts.n_keyframes);
        g_assert_cmpint(memory.n_remembered, ==, facts.n_keyframes);
    }
    g_hash_table_destroy(memory.known);
}

/* Dark first, dark again later: the first group of pictures is 209 frames long. */
static void test_black(void)
{
    struct fms_video_params params = { 64, 64, 25, 1, "ultrafast", 200 };
    g_autofree char *path = rig_path("black.mp4");
    g_autoptr(GArray) black = g_array_new(FALSE, FALSE, sizeof(int64_t));
    struct fms_video_writer *writer = fms_video_open(path, &params, NULL);
    struct fms_frame *frame = fms_frame_new(64, 64);
    rig_fill(frame, 0);
    for (int i = 0; i < 450; i++) {
        for (int y = 0; y < 64; y++)
            memset(frame->plane[0] + y * frame->stride_bytes[0], i < 10 || i > 400 ? 16 : 120, 64);
        g_assert_true(fms_video_write(writer, frame, NULL));
    }
    g_assert_true(fms_video_close(writer, NULL));
    fms_frame_free(frame);
    struct fms_film_facts facts;
    g_assert_true(fms_film_examine(path, NULL, &facts, black, NULL));
    g_assert_cmpint(facts.sound, ==, 0);
    g_assert_cmpint(facts.n_keyframes, ==, 3);
    g_assert_cmpuint(black->len, ==, 2);
    g_assert_cmpint(g_array_index(black, int64_t, 0), ==, 0);
    g_assert_cmpint(g_array_index(black, int64_t, 1), ==, 418);
    examine_twice(path, black);
}

/* A disk that takes only so many bytes of a file, wherever in the writing that is. */
static void test_full_disk(void)
{
    g_autofree char *good = rig_path("film.mp4"), *path = rig_path("bad.mp4");
    struct rlimit before, small;
    struct stat about;
    make_parts(&films[0]);
    g_assert_true(join(&films[0], "film.mp4", NULL));
    g_assert_cmpint(stat(good, &about), ==, 0);
    signal(SIGXFSZ, SIG_IGN);
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
    for (int eighth = 0; eighth < 8; eighth++) {
        g_autoptr(GError) error = NULL;
        small = before;
        small.rlim_cur = (rlim_t) (about.st_size * eighth / 8);
        setrlimit(RLIMIT_FSIZE, &small);
        bool joined = join(&films[0], "bad.mp4", &error);
        setrlimit(RLIMIT_FSIZE, &before);
        g_assert_false(joined);
        g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
        g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    }
}

static void test_no_folder(void)
{
    struct fms_video_params params = { WIDTH, HEIGHT, 30, 1, "veryfast", 200 };
    g_autoptr(GError) error = NULL;
    g_assert_null(fms_video_open("/nowhere/at/all.mp4", &params, &error));
    g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
}

/* Lossless is not a thing of the High profile. */
static void test_no_start(void)
{
    struct fms_video_params params = { WIDTH, HEIGHT, 30, 1, "veryfast", 0 };
    g_autofree char *path = rig_path("bad.mp4");
    g_autoptr(GError) video = NULL;
    g_assert_null(fms_video_open(path, &params, &video));
    g_assert_error(video, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
    g_assert_nonnull(strstr(video->message, "libx264"));
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void test_version(void)
{
    g_assert_nonnull(strstr(fms_media_version(), ", libx264.so."));
    g_assert_null(strstr(fms_media_version(), ", no "));
    g_assert_true(fms_media_version() == fms_media_version());
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    rig_open();
    g_test_add_func("/join/version", test_version);
    g_test_add_func("/join/examine", test_examine);
    g_test_add_func("/join/plays", test_plays);
    g_test_add_func("/join/ffprobe", test_ffprobe);
    g_test_add_func("/join/same-twice", test_same_twice);
    g_test_add_func("/join/refuses", test_refuses);
    g_test_add_func("/join/mutations", test_mutations);
    g_test_add_func("/join/trims", test_trims);
    g_test_add_func("/join/black", test_black);
    g_test_add_func("/join/full-disk", test_full_disk);
    g_test_add_func("/join/no-folder", test_no_folder);
    g_test_add_func("/join/no-start", test_no_start);
    return rig_close(g_test_run());
}
