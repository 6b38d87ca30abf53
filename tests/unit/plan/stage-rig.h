/* What the tests of this room share: a small film on paper, with a world that knows every font and measures by counting. */
#pragma once

#include "board.h"
#include "plan.h"
#include "theme.h"
#include "timeline.h"

#include <string.h>

/* A film of words shots with one beat each, 100 frames long, dissolving into one another for 12 frames. */
enum { SHOTS_MAX = 5, SHOT_FRAMES = 100, HALF = 6 };

struct fixture {
    TALLOC_CTX *ctx;
    struct fms_diags *diags;
    struct fms_theme *theme;
    struct fms_asset picture;
    struct fms_shot shots[SHOTS_MAX];
    struct fms_beat beats[SHOTS_MAX];
    struct fms_place_shot places[SHOTS_MAX];
    struct fms_place_beat place_beats[SHOTS_MAX];
    struct fms_take take;
    struct fms_word words[2];
    struct fms_board board;
    struct fms_timeline timeline;
    struct fms_world world;
    struct fms_plan_settings settings;
};

static inline const char *world_fonts(void *user, const char *family, int weight, bool italic, const char *language,
                                      const char *text, GError **error)
{
    if (!strchr(text, '\1'))
        return "f0";
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "no font has U+0001");
    return NULL;
}

/* Every character is half as wide as it is high; lines are broken anywhere. */
static inline bool world_measure(void *user, const struct fms_text_layer *text, int32_t *width_px, int32_t *height_px,
                                 GError **error)
{
    int64_t n = g_utf8_strlen(text->text, -1), each = MAX(text->size_px / 2, 1), a_line = MAX(text->w / each, 1);
    *width_px = (int32_t) (MIN(n, a_line) * each);
    *height_px = (int32_t) ((n + a_line - 1) / a_line * text->size_px * 6 / 5);
    return true;
}

static inline void load_theme(struct fixture *fix)
{
    char *folder = g_build_filename(g_getenv("FMS_TEST_DATA"), "..", "themes", NULL);
    const char *folders[] = { folder, NULL };
    const struct fms_theme_files files = { .folders = folders };
    fix->theme = fms_theme_load(fix->ctx, &files, "evening", NULL, (struct fms_span){ 0 }, fix->diags);
    g_assert_nonnull(fix->theme);
    g_free(folder);
}

static inline void place_shot(struct fixture *fix, size_t i, size_t n, const char *text)
{
    fix->beats[i] = (struct fms_beat){ .line = { .text = text, .language = "en", .voice = "" }, .shown = true };
    fix->shots[i] =
        (struct fms_shot){ .kind = FMS_SHOT_WORDS, .name = text, .n_beats = 1, .beats = &fix->beats[i], .words = text };
    fix->places[i] = (struct fms_place_shot){ .shot = &fix->shots[i],
                                              .begin = (int64_t) i * SHOT_FRAMES,
                                              .end = (int64_t) (i + 1) * SHOT_FRAMES,
                                              .head = i ? HALF : 0,
                                              .how = i ? FMS_TRANSITION_DISSOLVE : FMS_TRANSITION_CUT,
                                              .tail = i + 1 < n ? HALF : 0,
                                              .first_beat = i };
    fix->place_beats[i] =
        (struct fms_place_beat){ &fix->beats[i], &fix->take, ((int64_t) i * SHOT_FRAMES + 10) * 1600, i };
}

static inline void set_up(struct fixture *fix, const char *const *texts, size_t n)
{
    *fix = (struct fixture){ .ctx = talloc_new(NULL) };
    fix->diags = fms_diags_new(fix->ctx);
    load_theme(fix);
    fix->words[0] = (struct fms_word){ 0, 4, 0, 8000 };
    fix->words[1] = (struct fms_word){ 4, 8, 16000, 24000 };
    fix->take =
        (struct fms_take){ .path = "", .sound = { "k" }, .n_samples = 24000, .n_words = 2, .words = fix->words };
    for (size_t i = 0; i < n; i++)
        place_shot(fix, i, n, texts[i]);
    fix->board = (struct fms_board){ .title = "T",
                                     .series = "",
                                     .author = "",
                                     .language = "en",
                                     .theme = "",
                                     .captions = "burned",
                                     .n_shots = n,
                                     .shots = fix->shots };
    fix->timeline = (struct fms_timeline){ .board = &fix->board,
                                           .rate = { 30, 1 },
                                           .n_frames = (int64_t) n * SHOT_FRAMES,
                                           .n_shots = n,
                                           .shots = fix->places,
                                           .n_beats = n,
                                           .beats = fix->place_beats };
    fix->world = (struct fms_world){ .user = fix, .fonts = world_fonts, .measure = world_measure };
    fix->settings = (struct fms_plan_settings){ .video = { 1920, 1080, { 30, 1 }, "veryfast", 200 },
                                                .loudness_clufs = -1600,
                                                .encoder = "e1",
                                                .compositor = "c1",
                                                .voice = "v1",
                                                .voice_title = "V" };
}
