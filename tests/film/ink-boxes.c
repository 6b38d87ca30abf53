/*
 * Where the ink of every text of a film stands: each is drawn alone, in white on black, as the compositor draws it, and the
 * frame's pixels are looked at. The world is one of paper: any picture is there, words are said at an even pace; fonts and sizes
 * are the real ones, so that nothing is spoken and nothing is encoded.
 *
 *     ink-boxes [--no-contrast|--only-contrast] THEMES THEME WIDTHxHEIGHT[@PLATFORM] LOGO SCRIPT …
 *
 * prints a line for each text, fields parted by tabs: script, shot, kind, x0, y0, x1, y1 of its ink (papers included), size as
 * set, least size, first and last frame, stack, its least contrast in hundredths to what is behind it where pictures are white or
 * black (-1: not measured), element, font files, text. Diagnostics go to stderr; where there are errors, it fails.
 */
#include "board.h"
#include "ink-contrast.h"
#include "picture.h"
#include "plan.h"
#include "poster-scene-private.h"
#include "scenes-private.h"
#include "script.h"
#include "theme.h"
#include "timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INK_LUMA = 60, SAMPLES_A_CHARACTER = 2880 };

struct paper {
    TALLOC_CTX *ctx;
    const char *folder;
};

/* ---- a world of paper ---- */

static const struct fms_asset *asset(void *user, const char *name, GError **error)
{
    const struct paper *paper = user;
    struct fms_asset *made = talloc_zero(paper->ctx, struct fms_asset);
    made->name = made->path = talloc_strdup(made, name);
    made->kind = g_str_has_suffix(name, ".ogg") ? FMS_ASSET_SOUND : FMS_ASSET_STILL;
    made->width_px = 3840;
    made->height_px = 2160;
    made->creator = "Ada Example";
    made->licence = "CC BY 4.0";
    return made;
}

static const struct fms_source *text(void *user, const char *name, GError **error)
{
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "there is no such file");
    return NULL;
}

static bool parts_words(gunichar c)
{
    return g_unichar_isspace(c);
}

/* Every word of a line at an even pace; ideographs one by one. */
static const struct fms_take *take(void *user, const struct fms_line *line, GError **error)
{
    const struct paper *paper = user;
    struct fms_take *made = talloc_zero(paper->ctx, struct fms_take);
    GArray *words = g_array_new(FALSE, FALSE, sizeof(struct fms_word));
    int64_t t = 0;
    for (const char *at = line->text; *at;) {
        const char *begin = at;
        if (parts_words(g_utf8_get_char(at))) {
            at = g_utf8_next_char(at);
            continue;
        }
        int64_t from = t;
        do {
            t += SAMPLES_A_CHARACTER;
            at = g_utf8_next_char(at);
        } while (*at && !parts_words(g_utf8_get_char(at)) && !g_unichar_iswide(g_utf8_get_char(at)));
        struct fms_word word = { (int32_t) (begin - line->text), (int32_t) (at - line->text), from, t };
        g_array_append_val(words, word);
    }
    made->path = "";
    made->n_samples = t > 0 ? t : FMS_EMPTY_TAKE_SAMPLES;
    made->n_words = words->len;
    made->words = talloc_memdup(made, words->data, words->len * sizeof(struct fms_word));
    g_array_free(words, TRUE);
    return made;
}

static const char *fonts(void *user, const char *family, int weight, bool italic, const char *language,
                         const char *words, GError **error)
{
    const struct paper *paper = user;
    return fms_fonts_of(paper->ctx, family, weight, italic, language, words, NULL, error) ? "fonts" : NULL;
}

static const char *text_fonts(void *user, const struct fms_text_layer *layer, GError **error)
{
    const struct paper *paper = user;
    return fms_fonts_of_text(paper->ctx, layer, NULL, error) ? "fonts" : NULL;
}

static bool measure(void *user, const struct fms_text_layer *layer, int32_t *width_px, int32_t *height_px,
                    GError **error)
{
    fms_text_measure(layer, width_px, height_px);
    return true;
}

static int64_t roll_height(void *user, const struct fms_roll_layer *roll, int32_t width_px, int32_t height_px,
                           GError **error)
{
    return fms_roll_height(roll, width_px, height_px, error);
}

static char *font_titles(void *user, TALLOC_CTX *ctx, const char *family, int weight, const char *language,
                         const char *words)
{
    return fms_fonts_titles(ctx, family, weight, language, words);
}

/* ---- one text alone ---- */

struct box {
    int32_t x0, y0, x1, y1; /**< half open; nothing where x0 ≥ x1 */
};

static struct box ink_of(const struct fms_frame *frame)
{
    struct box box = { INT32_MAX, INT32_MAX, 0, 0 };
    for (int32_t y = 0; y < frame->height_px; y++) {
        const uint8_t *row = frame->plane[0] + y * frame->stride_bytes[0];
        for (int32_t x = 0; x < frame->width_px; x++) {
            if (row[x] < INK_LUMA)
                continue;
            box.x0 = x < box.x0 ? x : box.x0;
            box.x1 = x + 1 > box.x1 ? x + 1 : box.x1;
            box.y0 = y < box.y0 ? y : box.y0;
            box.y1 = y + 1;
        }
    }
    return box;
}

/* All of it there from the first frame on, and seen; the others of its stack keep their room and are not. */
static void show_text(struct fms_text_layer *layer, bool shown)
{
    layer->rgba = shown ? 0xFFFFFFFF : 0;
    layer->strong_rgba = layer->strong_rgba & 255 && shown ? 0xFFFFFFFF : 0;
    layer->mark_rgba = 0;
    layer->paper_rgba = layer->paper_rgba & 255 && shown ? 0xFFFFFFFF : 0;
    layer->entrance = FMS_ENTER_CUT;
    layer->enter_frame = 0;
    layer->leave_frame = -1;
    layer->n_cues = 0;
}

static bool is_seen_alone(const struct fms_layer *layer)
{
    return layer->kind == FMS_LAYER_TEXT || layer->kind == FMS_LAYER_COUNTER || layer->kind == FMS_LAYER_ROLL;
}

/* The layers without which layer `i` would stand elsewhere, and it. */
static size_t alone(const struct fms_scene *scene, size_t i, struct fms_layer *layers, size_t *at)
{
    const struct fms_layer *shown = &scene->layers[i];
    int64_t stack = shown->kind == FMS_LAYER_TEXT ? shown->text.stack : 0;
    size_t n = 0;
    for (size_t k = 0; k < scene->n_layers; k++) {
        const struct fms_layer *layer = &scene->layers[k];
        bool with = k == i || (stack && ((layer->kind == FMS_LAYER_TEXT && layer->text.stack == stack) ||
                                         (layer->kind == FMS_LAYER_BOX && layer->box.stack == stack)));
        if (!with)
            continue;
        layers[n] = *layer;
        if (layer->kind == FMS_LAYER_TEXT)
            show_text(&layers[n].text, k == i);
        else if (layer->kind == FMS_LAYER_BOX)
            layers[n].box.rgba = 0;
        if (k == i)
            *at = n;
        n++;
    }
    struct fms_layer *own = &layers[*at];
    if (own->kind == FMS_LAYER_COUNTER) {
        own->counter.rgba = 0xFFFFFFFF;
        own->counter.enter_frame = own->counter.enter_frames = 0;
        own->counter.leave_frame = -1;
    } else if (own->kind == FMS_LAYER_ROLL) {
        own->roll.rgba = own->roll.muted_rgba = 0xFFFFFFFF;
    }
    return n;
}

static void widen(struct box *all, struct box more)
{
    all->x0 = MIN(all->x0, more.x0);
    all->y0 = MIN(all->y0, more.y0);
    all->x1 = MAX(all->x1, more.x1);
    all->y1 = MAX(all->y1, more.y1);
}

/* A roll is looked at every third of its frame's height. */
static struct box look(const struct fms_scene *scene, struct fms_picture *picture, const struct fms_layer *layer)
{
    struct fms_frame *frame = fms_frame_new(scene->width_px, scene->height_px);
    struct box box = { INT32_MAX, INT32_MAX, 0, 0 };
    bool rolls = layer->kind == FMS_LAYER_ROLL;
    int64_t step = rolls ? MAX(1, scene->height_px / MAX(3 * layer->roll.speed_px, 1)) : scene->n_frames;
    for (int64_t n = rolls ? 0 : scene->n_frames - 1; n < scene->n_frames; n += step) {
        g_assert_true(fms_picture_frame(picture, n, frame, NULL));
        widen(&box, ink_of(frame));
    }
    fms_frame_free(frame);
    return box;
}

static char *fonts_of(TALLOC_CTX *ctx, const struct fms_layer *layer)
{
    if (layer->kind != FMS_LAYER_TEXT)
        return talloc_strdup(ctx, "");
    char **files = fms_fonts_of_text(ctx, &layer->text, NULL, NULL), *joined = talloc_strdup(ctx, "");
    for (size_t i = 0; files && files[i]; i++) {
        char *base = g_path_get_basename(files[i]);
        joined = talloc_asprintf_append(joined, "%s%s", i ? " " : "", base);
        g_free(base);
    }
    return joined;
}

static const char *words_of(const struct fms_layer *layer)
{
    return layer->kind == FMS_LAYER_TEXT      ? layer->text.text
           : layer->kind == FMS_LAYER_COUNTER ? layer->counter.pattern
                                              : "(roll)";
}

/* ---- its line ---- */

/* What is asked for. */
static bool without_contrast, only_contrast;
static struct fms_asset *logo;

static const char *panel_called(const struct fms_panel *panel)
{
    static const char *const names[] = {
        [FMS_BOARD_TEXT] = "words",     [FMS_BOARD_CODE] = "code",    [FMS_BOARD_LIST] = "list",
        [FMS_BOARD_TABLE] = "table",    [FMS_BOARD_BARS] = "chart",   [FMS_BOARD_LINES] = "chart",
        [FMS_BOARD_NUMBER] = "counter", [FMS_BOARD_DATE] = "counter",
    };
    return panel ? names[panel->kind] : "panel";
}

/* The element that a layer is part of; that of a slot, but panels are of many kinds. */
static const char *element_of(TALLOC_CTX *ctx, const struct fms_shot *shot, const struct fms_layer *layer)
{
    const struct fms_panel *panel = shot ? shot->panel : NULL;
    if (layer->kind == FMS_LAYER_STILL)
        return shot && shot->kind == FMS_SHOT_END ? "end" : "bug";
    if (layer->kind == FMS_LAYER_ROLL)
        return "credits";
    const char *slot = layer->kind == FMS_LAYER_TEXT ? layer->text.slot : NULL;
    if (!slot || g_str_has_prefix(slot, "number."))
        return "counter";
    bool of_panel = g_str_has_prefix(slot, "panel.") || g_str_has_prefix(slot, "list.");
    return of_panel ? panel_called(panel) : talloc_strndup(ctx, slot, strcspn(slot, "."));
}

/* A logo is not written: only how it stands out is asked. */
static void tell_logo(TALLOC_CTX *ctx, const char *script, const struct fms_shot *shot, const char *label, size_t i,
                      const struct fms_layer *layer, struct ink_backdrops *behind)
{
    printf("%s\t%s\tlogo\t0\t0\t0\t0\t0\t0\t0\t0\t0\t%d\t%s\t\t(logo)\n", script, label,
           ink_contrast_of_layer(behind, i, NULL, 0), element_of(ctx, shot, layer));
}

static struct box look_at(const struct fms_scene *just, const struct fms_layer *layer, size_t at, int *size_px)
{
    struct fms_picture *picture = fms_picture_open(just, 0, NULL, NULL);
    g_assert_nonnull(picture);
    struct box box = look(just, picture, layer);
    *size_px = fms_picture_type_px(picture, at);
    fms_picture_close(picture);
    return box;
}

static void tell(TALLOC_CTX *ctx, const char *script, const struct fms_shot *shot, const char *label,
                 const struct fms_scene *scene, size_t i, struct ink_backdrops *behind)
{
    struct fms_layer *layers = talloc_array(ctx, struct fms_layer, scene->n_layers);
    const struct fms_layer *layer = &scene->layers[i];
    bool is_text = layer->kind == FMS_LAYER_TEXT;
    struct fms_scene just = *scene;
    size_t at = 0;
    int size_px = 0;
    just.n_layers = alone(scene, i, layers, &at);
    just.layers = layers;
    struct box box = only_contrast ? (struct box){ 0 } : look_at(&just, &layers[at], at, &size_px);
    int64_t from = is_text ? layer->text.enter_frame : 0, to = scene->n_frames;
    if (is_text && layer->text.leave_frame >= 0)
        to = layer->text.leave_frame;
    char *words = g_strescape(words_of(layer), NULL), *plain = g_strcompress(words);
    g_strdelimit(plain, "\t\n", '|');
    printf("%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t%s\n", script, label,
           is_text                         ? "text"
           : layer->kind == FMS_LAYER_ROLL ? "roll"
                                           : "counter",
           box.x0, box.y0, box.x1, box.y1, size_px, is_text ? (int) layer->text.min_size_px : 0, (int) from, (int) to,
           is_text ? (int) layer->text.stack : 0, without_contrast ? -1 : ink_contrast_of_layer(behind, i, &just, at),
           element_of(ctx, shot, layer), only_contrast ? "" : fonts_of(ctx, layer), plain);
    g_free(words);
    g_free(plain);
}

static void tell_scene(TALLOC_CTX *ctx, const char *script, const struct fms_shot *shot, const char *label,
                       const struct fms_scene *scene)
{
    struct ink_backdrops *behind = ink_backdrops_open(scene, logo);
    for (size_t i = 0; i < scene->n_layers; i++) {
        const struct fms_layer *layer = &scene->layers[i];
        if (is_seen_alone(layer))
            tell(ctx, script, shot, label, scene, i, behind);
        else if (only_contrast && layer->kind == FMS_LAYER_STILL && logo && layer->still.asset == logo)
            tell_logo(ctx, script, shot, label, i, layer, behind);
    }
    ink_backdrops_close(behind);
}

/* ---- a film of paper ---- */

static const struct fms_timeline *timeline_of(TALLOC_CTX *ctx, const struct fms_source *source,
                                              const struct fms_theme *theme, const struct fms_world *world,
                                              const struct fms_plan_settings *settings, struct fms_diags *diags)
{
    struct fms_script *script = fms_script_read(ctx, source, fms_script_format_of(source), world, diags);
    struct fms_board *board = script ? fms_board_direct(ctx, script, world, diags) : NULL;
    if (!board)
        return NULL;
    int64_t frames = fms_plan_credits_frames(board, theme, world, settings, diags);
    const struct fms_timeline *timeline = fms_timeline_resolve(ctx, board, settings->video.rate, world, frames, diags);
    return timeline ? fms_plan_rooms(ctx, timeline, theme, world, settings, frames, diags) : NULL;
}

/* Each shot's scene, whole, and the poster's. */
static void tell_film(TALLOC_CTX *ctx, const char *name, const struct fms_stage *stage)
{
    const struct fms_timeline *timeline = stage->timeline;
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_shot *shot = timeline->shots[i].shot;
        tell_scene(ctx, name, shot, shot->name, fms_scene_of_shot(ctx, stage, i));
    }
    int64_t frame;
    const struct fms_scene *poster = fms_scene_of_poster(ctx, stage, &frame);
    if (poster)
        tell_scene(ctx, name, NULL, "poster", poster);
}

static bool tell_script(const char *path, const struct fms_theme *theme, const struct fms_plan_settings *settings)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct paper paper = { ctx, NULL };
    const struct fms_world world = { .user = &paper,
                                     .asset = asset,
                                     .text = text,
                                     .take = take,
                                     .fonts = fonts,
                                     .measure = measure,
                                     .roll_height = roll_height,
                                     .text_fonts = text_fonts,
                                     .font_titles = font_titles };
    char *bytes = NULL, *name = g_path_get_basename(path);
    gsize length = 0;
    const struct fms_source *source = NULL;
    if (g_file_get_contents(path, &bytes, &length, NULL))
        source = fms_source_new(ctx, path, bytes, length, diags);
    const struct fms_timeline *timeline = source ? timeline_of(ctx, source, theme, &world, settings, diags) : NULL;
    if (timeline) {
        const struct fms_stage stage = { timeline, theme, &world, settings, timeline->board->language, diags };
        tell_film(ctx, name, &stage);
    }
    fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
    g_free(bytes);
    g_free(name);
    bool good = timeline && fms_diags_n_errors(diags) == 0;
    talloc_free(ctx);
    return good;
}

/* What a theme draws is no ink of words, but it is behind them. */
static struct fms_asset *drawing(TALLOC_CTX *ctx, const char *path, GError **error)
{
    struct fms_asset *made = talloc_zero(ctx, struct fms_asset);
    made->kind = FMS_ASSET_VECTOR;
    made->name = made->path = talloc_strdup(made, path);
    made->digest = fms_digest_of_bytes(path, strlen(path));
    return fms_drawing_size(path, &made->width_px, &made->height_px, error) ? made : NULL;
}

static const struct fms_asset *theme_drawing(void *user, enum fms_theme_place place, const char *path, GError **error)
{
    return drawing(user, path, error);
}

static bool is_asked(int *argc, char ***argv, const char *option)
{
    if (*argc < 2 || strcmp((*argv)[1], option) != 0)
        return false;
    (*argc)--;
    (*argv)++;
    return true;
}

static const struct fms_platform *platform_of(const char *shape)
{
    const char *at = strchr(shape, '@');
    return at ? fms_platform_named(at + 1, strlen(at + 1)) : NULL;
}

int main(int argc, char **argv)
{
    int width = 0, height = 0;
    without_contrast = is_asked(&argc, &argv, "--no-contrast");
    only_contrast = is_asked(&argc, &argv, "--only-contrast");
    bool good = argc > 5 && sscanf(argv[3], "%dx%d", &width, &height) == 2;
    if (!good)
        return 2;
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const char *const folders[] = { argv[1], NULL };
    const struct fms_theme_files files = { .folders = folders, .user = ctx, .drawing = theme_drawing };
    struct fms_theme *theme = fms_theme_load(ctx, &files, argv[2], NULL, (struct fms_span){ 0 }, diags);
    const struct fms_plan_settings settings = { .video = { width, height, { 30, 1 }, "veryfast", 200 },
                                                .platform = platform_of(argv[3]),
                                                .loudness_clufs = -1600,
                                                .encoder = "paper",
                                                .compositor = "paper",
                                                .voice = "paper",
                                                .voice_title = "Paper" };
    if (theme)
        theme->logo = logo = drawing(ctx, argv[4], NULL);
    for (int i = 5; theme && i < argc; i++)
        good = tell_script(argv[i], theme, &settings) && good;
    fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
    talloc_free(ctx);
    return theme && good ? 0 : 1;
}
