#include "delivery.h"

#include "diags.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static const struct fms_source script = { "/home/ada/talk.md", "One.\r\n海 two.\n\nThree.\n", 24 };

static const struct fms_asset harbour = { .name = "harbour.jpg",
                                          .path = "/home/ada/harbour.jpg",
                                          .kind = FMS_ASSET_STILL,
                                          .digest = { "ab12" },
                                          .size_bytes = 1234,
                                          .width_px = 640,
                                          .height_px = 480,
                                          .creator = "Jo \"J\" Example" };
static const struct fms_view harbour_view = { .asset = &harbour, .alt = "" };
static const struct fms_asset bed = { .name = "bed.ogg",
                                      .path = "/home/ada/bed.ogg",
                                      .kind = FMS_ASSET_SOUND,
                                      .digest = { "cd34" },
                                      .size_bytes = 99,
                                      .duration = FMS_MS(1500),
                                      .has_sound = true };

static const struct fms_shot shots[] = {
    { .kind = FMS_SHOT_TITLE, .name = "title", .span = { NULL, 0, 0 } },
    { .kind = FMS_SHOT_PICTURE, .name = "p2.1", .span = { &script, 10, 13 }, .view = &harbour_view },
    { .kind = FMS_SHOT_WORDS, .name = "p1.1", .span = { &script, 0, 4 } },
    { .kind = FMS_SHOT_WORDS, .name = "p3.1", .span = { &script, 16, 22 } },
};
static const struct fms_credit credits[] = { { "Director", "Jo Example" }, { "", "Thank you" } };
static const struct fms_citation citations[] = { { "Ada Example, A Book of Seas" } };
static const struct fms_board board = { .title = "Tides",
                                        .series = "",
                                        .author = "",
                                        .language = "en-gb",
                                        .n_shots = 4,
                                        .shots = shots,
                                        .n_credits = 2,
                                        .credits = credits,
                                        .n_citations = 1,
                                        .citations = citations };
static const struct fms_place_shot places[] = {
    { .shot = &shots[0], .begin = 0, .end = 30 },
    { .shot = &shots[1], .begin = 30, .end = 61 },
    { .shot = &shots[2], .begin = 61, .end = 90 },
    { .shot = &shots[3], .begin = 90, .end = 120 },
};
static const struct fms_chapter chapters[] = { { 0, FMS_MS(4000), "Tides" } };
static const struct fms_timeline film = { .board = &board,
                                          .rate = { 30, 1 },
                                          .n_frames = 120,
                                          .n_shots = 4,
                                          .shots = places,
                                          .n_cues = 3,
                                          .n_chapters = 1,
                                          .chapters = chapters };
static const struct fms_asset *const assets[] = { &harbour, &bed };

static struct fms_report_film facts(void)
{
    return (struct fms_report_film){ .timeline = &film,
                                     .film = "talk.mp4",
                                     .aspect = "16:9",
                                     .film_digest = { "ef56" },
                                     .film_bytes = INT64_C(5000000000),
                                     .width_px = 1920,
                                     .height_px = 1080,
                                     .integrated_lufs = -16.0249,
                                     .range_lu = -0.001,
                                     .true_peak_dbtp = -HUGE_VAL,
                                     .voice = "eSpeak",
                                     .n_assets = 2,
                                     .assets = assets };
}

/* The value at a path, as JSON. */
static char *value_at(const char *json, const char *path)
{
    JsonParser *parser = json_parser_new();
    GError *error = NULL;
    json_parser_load_from_data(parser, json, -1, &error);
    g_assert_no_error(error);
    JsonNode *found = json_path_query(path, json_parser_get_root(parser), &error);
    g_assert_no_error(error);
    char *text = json_to_string(found, FALSE);
    json_node_unref(found);
    g_object_unref(parser);
    return text;
}

static void test_values(void)
{
    static const struct {
        const char *path, *expected;
    } rows[] = {
        { "$.generator", "[\"Filmset 0.1.0\"]" },
        { "$.film.file", "[\"talk.mp4\"]" },
        { "$.film.sha256", "[\"ef56\"]" },
        { "$.film.bytes", "[5000000000]" },
        { "$.film.rate", "[\"30/1\"]" },
        { "$.film.frames", "[120]" },
        { "$.film.duration", "[\"00:00:04.000\"]" },
        { "$.film.duration_ms", "[4000]" },
        { "$.loudness.integrated_lufs", "[\"-16.02\"]" },
        { "$.loudness.range_lu", "[\"0.00\"]" },   /* no negative nought */
        { "$.loudness.true_peak_dbtp", "[null]" }, /* silence has no number */
        { "$.captions", "[3]" },
        { "$.chapters[0].end", "[\"00:00:04.000\"]" },
        { "$.shots[*].name", "[\"title\",\"p2.1\",\"p1.1\",\"p3.1\"]" },
        { "$.shots[*].kind", "[\"title\",\"picture\",\"words\",\"words\"]" },
        { "$.shots[1].begin", "[\"00:00:01.000\"]" },
        { "$.shots[1].end", "[\"00:00:02.033\"]" },
        { "$.shots[*].script", "[null,\"talk.md:2:3\",\"talk.md:1:1\",\"talk.md:4:1\"]" }, /* no folder */
        { "$.shots[1].asset", "[\"harbour.jpg\"]" },
        { "$.assets[*].kind", "[\"still\",\"sound\"]" },
        { "$.assets[*].width", "[640,null]" },
        { "$.assets[*].duration_ms", "[null,1500]" },
        { "$.assets[*].creator", "[\"Jo \\\"J\\\" Example\",null]" },
        { "$.assets[*].licence", "[null,null]" },
        { "$.sources[*]", "[\"Ada Example, A Book of Seas\"]" },
        { "$.credits[*].role", "[\"Director\",\"\"]" },
    };
    struct fms_report_film known = facts();
    GString *report = fms_delivery_report(&known, 1, "Filmset 0.1.0");
    g_assert_true(g_str_has_suffix(report->str, "}\n"));
    g_assert_null(strstr(report->str, "/home"));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *found = value_at(report->str, rows[i].path);
        g_assert_cmpstr(found, ==, rows[i].expected);
        g_free(found);
    }
    g_string_free(report, TRUE);
}

/* Of several films each is told of; of one that was not made, its name. */
static void test_several(void)
{
    static const struct {
        const char *path, *expected;
    } rows[] = {
        { "$.generator", "[\"Filmset 0.1.0\"]" },
        { "$.films[*].name", "[\"talk.16x9.mp4\",\"talk.9x16.mp4\"]" },
        { "$.films[*].aspect", "[\"16:9\",\"9:16\"]" },
        { "$.films[*].made", "[true,false]" },
        { "$.films[*].captions", "[3]" },
        { "$.films[0].film.frames", "[120]" },
    };
    struct fms_report_film films[] = { facts(), facts() };
    films[0].film = "talk.16x9.mp4";
    films[1] = (struct fms_report_film){ .film = "talk.9x16.mp4", .aspect = "9:16" };
    GString *report = fms_delivery_report(films, G_N_ELEMENTS(films), "Filmset 0.1.0");
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        char *found = value_at(report->str, rows[i].path);
        g_assert_cmpstr(found, ==, rows[i].expected);
        g_free(found);
    }
    g_string_free(report, TRUE);
}

/* The place of a shot is what the messages say, wherever its lines end. */
static void test_places(void)
{
    for (size_t i = 1; i < G_N_ELEMENTS(shots); i++) {
        struct fms_place place = fms_source_place(&script, shots[i].span.begin);
        struct fms_report_film known = facts();
        GString *report = fms_delivery_report(&known, 1, "Filmset 0.1.0");
        char *expected = g_strdup_printf("\"talk.md:%zu:%zu\"", place.line, place.column);
        g_assert_nonnull(strstr(report->str, expected));
        g_free(expected);
        g_string_free(report, TRUE);
    }
}

/* The same report whatever the locale thinks of decimal points. */
static void test_same_twice(void)
{
    struct fms_report_film known = facts();
    GString *a = fms_delivery_report(&known, 1, "Filmset 0.1.0");
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        g_test_skip("this machine has no German locale");
    GString *b = fms_delivery_report(&known, 1, "Filmset 0.1.0");
    setlocale(LC_ALL, "C");
    g_assert_cmpstr(a->str, ==, b->str);
    g_string_free(a, TRUE);
    g_string_free(b, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/values", test_values);
    g_test_add_func("/report/several", test_several);
    g_test_add_func("/report/places", test_places);
    g_test_add_func("/report/same-twice", test_same_twice);
    return g_test_run();
}
