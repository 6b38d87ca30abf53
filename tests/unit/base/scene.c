/*
 * Recipes: whatever is drawn or heard with is in the key. Every field of every layer, line and cue sheet is changed in
 * turn, and each change must make another recipe.
 */
#include "scene.h"

#include "cuesheet.h"

#include <string.h>

static char *scene_text(const struct fms_scene *scene)
{
    GString *recipe = g_string_new(NULL);
    fms_scene_recipe(scene, recipe);
    return g_string_free(recipe, FALSE);
}

static char *layer_text(const struct fms_layer *layer)
{
    struct fms_scene scene = { .width_px = 16, .height_px = 8, .rate = { 30, 1 }, .n_layers = 1, .layers = layer };
    return scene_text(&scene);
}

static void assert_differs(char *before, char *after, const char *field)
{
    if (!strcmp(before, after))
        g_error("'%s' is not in the recipe", field);
    g_free(before);
    g_free(after);
}

/* Changes one field of `layer`'s member `part` and expects another recipe. */
#define NUM(f)                                                                                                         \
    {                                                                                                                  \
        struct fms_layer changed = layer;                                                                              \
        changed.PART.f += 1;                                                                                           \
        assert_differs(layer_text(&layer), layer_text(&changed), #f);                                                  \
    }
#define STR(f)                                                                                                         \
    {                                                                                                                  \
        struct fms_layer changed = layer;                                                                              \
        changed.PART.f = "other";                                                                                      \
        assert_differs(layer_text(&layer), layer_text(&changed), #f);                                                  \
    }

static void fields_of_layers(void)
{
    struct fms_layer layer = { .kind = FMS_LAYER_GROUND };
#define PART ground
    FMS_GROUND_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_STILL };
#define PART still
    FMS_STILL_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_CLIP };
#define PART clip
    FMS_CLIP_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_BOX };
#define PART box
    FMS_BOX_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_TEXT };
#define PART text
    FMS_TEXT_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_COUNTER };
#define PART counter
    FMS_COUNTER_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_CURVE };
#define PART curve
    FMS_CURVE_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_SCRIM };
#define PART scrim
    FMS_SCRIM_FIELDS(NUM, STR)
#undef PART
    layer = (struct fms_layer){ .kind = FMS_LAYER_ROLL };
#define PART roll
    FMS_ROLL_FIELDS(NUM, STR)
#undef PART
}
#undef NUM
#undef STR

static void cues_and_rows(void)
{
    struct fms_text_cue cues[2] = { { 0, 4 }, { 5, 9 } }, other[2] = { { 0, 4 }, { 5, 10 } },
                        third[2] = { { 0, 4 }, { 6, 9 } };
    struct fms_layer text = { .kind = FMS_LAYER_TEXT, .text = { .n_cues = 2, .cues = cues } }, changed = text;
    changed.text.cues = other;
    assert_differs(layer_text(&text), layer_text(&changed), "frame of a cue");
    changed.text.cues = third;
    assert_differs(layer_text(&text), layer_text(&changed), "begin of a cue");
    changed.text = (struct fms_text_layer){ .n_cues = 1, .cues = cues };
    assert_differs(layer_text(&text), layer_text(&changed), "number of cues");

    struct fms_roll_row row = { FMS_ROLL_PAIR, "a", "b" };
    struct fms_roll_row rows[] = { { FMS_ROLL_TEXT, "a", "b" },
                                   { FMS_ROLL_PAIR, "c", "b" },
                                   { FMS_ROLL_PAIR, "a", "c" } };
    struct fms_layer roll = { .kind = FMS_LAYER_ROLL, .roll = { .n_rows = 1, .rows = &row } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_layer with = roll;
        with.roll.rows = &rows[i];
        assert_differs(layer_text(&roll), layer_text(&with), "row of a roll");
    }
}

static void runs_and_points(void)
{
    struct fms_text_run run = { 2, 5, FMS_STYLE_STRONG };
    struct fms_text_run runs[] = { { 1, 5, FMS_STYLE_STRONG },
                                   { 2, 6, FMS_STYLE_STRONG },
                                   { 2, 5, FMS_STYLE_MARK },
                                   { 2, 5, FMS_STYLE_STRONG, "reading" } };
    struct fms_layer text = { .kind = FMS_LAYER_TEXT, .text = { .n_runs = 1, .runs = &run } }, none = text;
    none.text.n_runs = 0;
    assert_differs(layer_text(&text), layer_text(&none), "number of runs");
    for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
        struct fms_layer with = text;
        with.text.runs = &runs[i];
        assert_differs(layer_text(&text), layer_text(&with), "run of a text");
    }
    struct fms_curve_point points[3] = { { 0, 4 }, { 5, 9 }, { 7, 7 } }, other[2] = { { 0, 4 }, { 6, 9 } },
                           third[2] = { { 0, 4 }, { 5, 8 } };
    struct fms_layer curve = { .kind = FMS_LAYER_CURVE, .curve = { .n_points = 2, .points = points } };
    struct fms_layer changed[] = { curve, curve, curve };
    changed[0].curve.points = other;
    changed[1].curve.points = third;
    changed[2].curve.n_points = 3;
    for (size_t i = 0; i < G_N_ELEMENTS(changed); i++)
        assert_differs(layer_text(&curve), layer_text(&changed[i]), "point of a curve");
}

static void frames_of_scenes(void)
{
    struct fms_scene scene = { .width_px = 16, .height_px = 8, .rate = { 30, 1 }, .n_frames = 10 };
    struct fms_scene others[] = { scene, scene, scene, scene };
    others[0].width_px++;
    others[1].height_px++;
    others[2].rate.num = 25;
    others[3].rate.den = 2;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_differs(scene_text(&scene), scene_text(&others[i]), "frame of a scene");
    struct fms_scene longer = scene;
    longer.n_frames = 11;
    char *a = scene_text(&scene), *b = scene_text(&longer);
    g_assert_cmpstr(a, ==, b); /* a longer scene that starts the same draws the same */
    g_free(a);
    g_free(b);
}

static char *line_text(const struct fms_line *line)
{
    GString *recipe = g_string_new(NULL);
    fms_line_recipe(line, recipe);
    return g_string_free(recipe, FALSE);
}

static void fields_of_lines(void)
{
    const struct fms_line line = { "a", "en", "", 155, 1000, 0, "" };
#define NUM(f)                                                                                                         \
    {                                                                                                                  \
        struct fms_line changed = line;                                                                                \
        changed.f += 1;                                                                                                \
        assert_differs(line_text(&line), line_text(&changed), #f);                                                     \
    }
#define STR(f)                                                                                                         \
    {                                                                                                                  \
        struct fms_line changed = line;                                                                                \
        changed.f = "other";                                                                                           \
        assert_differs(line_text(&line), line_text(&changed), #f);                                                     \
    }
    FMS_LINE_FIELDS(NUM, STR)
#undef NUM
#undef STR
}

static char *sheet_text(const struct fms_cuesheet *sheet)
{
    GString *recipe = g_string_new(NULL);
    fms_cuesheet_recipe(sheet, recipe);
    return g_string_free(recipe, FALSE);
}

static void fields_of_cuesheets(void)
{
    struct fms_take takes[2] = { { .sound = { "k" } }, { .sound = { "l" } } };
    struct fms_asset assets[2] = { { .digest = { "m" } }, { .digest = { "n" } } };
    const struct fms_voice_cue voice = { &takes[0], 5 };
    const struct fms_voice_cue voices[] = {
        { &takes[1], 5 }, { &takes[0], 6 }, { &takes[0], 5, 1, 0 }, { &takes[0], 5, 0, 1 }
    };
    const struct fms_silence silence = { 7, 8 }, silences[] = { { 6, 8 }, { 7, 9 } };
    const struct fms_music_cue music = { &assets[0], 0, 9, 0, 1, 2, true };
    const struct fms_music_cue musics[] = {
        { &assets[1], 0, 9, 0, 1, 2, true },  { &assets[0], 1, 9, 0, 1, 2, true }, { &assets[0], 0, 8, 0, 1, 2, true },
        { &assets[0], 0, 9, 1, 1, 2, true },  { &assets[0], 0, 9, 0, 2, 2, true }, { &assets[0], 0, 9, 0, 1, 3, true },
        { &assets[0], 0, 9, 0, 1, 2, false },
    };
    const struct fms_sound_cue sound = { &assets[0], 3, 4, 9, 0, 1, 2, true, false, 1000 };
    const struct fms_sound_cue sounds[] = {
        { &assets[1], 3, 4, 9, 0, 1, 2, true, false, 1000 }, { &assets[0], 4, 4, 9, 0, 1, 2, true, false, 1000 },
        { &assets[0], 3, 5, 9, 0, 1, 2, true, false, 1000 }, { &assets[0], 3, 4, 8, 0, 1, 2, true, false, 1000 },
        { &assets[0], 3, 4, 9, 1, 1, 2, true, false, 1000 }, { &assets[0], 3, 4, 9, 0, 2, 2, true, false, 1000 },
        { &assets[0], 3, 4, 9, 0, 1, 3, true, false, 1000 }, { &assets[0], 3, 4, 9, 0, 1, 2, false, false, 1000 },
        { &assets[0], 3, 4, 9, 0, 1, 2, true, true, 1000 },  { &assets[0], 3, 4, 9, 0, 1, 2, true, false, 999 },
    };
    struct fms_cuesheet sheet = { 100, -1600, -100, 192000, 10, 1, &silence, 1, &voice, 1, &music, 1, &sound };
    enum { N_VOICES = G_N_ELEMENTS(voices), N_SILENCES = G_N_ELEMENTS(silences), N_MUSIC = G_N_ELEMENTS(musics) };
    struct fms_cuesheet others[5 + N_VOICES + N_SILENCES + N_MUSIC + G_N_ELEMENTS(sounds)], *next = others + 5;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        others[i] = sheet;
    others[0].n_samples++;
    others[1].loudness_clufs++;
    others[2].true_peak_cdbtp++;
    others[3].bitrate++;
    others[4].voice_over_lu++;
    for (size_t i = 0; i < N_VOICES; i++)
        next++->voices = &voices[i];
    for (size_t i = 0; i < N_SILENCES; i++)
        next++->silences = &silences[i];
    for (size_t i = 0; i < N_MUSIC; i++)
        next++->music = &musics[i];
    for (size_t i = 0; i < G_N_ELEMENTS(sounds); i++)
        next++->sounds = &sounds[i];
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        assert_differs(sheet_text(&sheet), sheet_text(&others[i]), "field of a cue sheet");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recipe/layers", fields_of_layers);
    g_test_add_func("/recipe/cues", cues_and_rows);
    g_test_add_func("/recipe/runs", runs_and_points);
    g_test_add_func("/recipe/scene", frames_of_scenes);
    g_test_add_func("/recipe/line", fields_of_lines);
    g_test_add_func("/recipe/cuesheet", fields_of_cuesheets);
    return g_test_run();
}
