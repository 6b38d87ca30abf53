/*
 * Everything that a theme sets, on one sheet: the house's sample script is planned as a film in each shape, and of every scene
 * the frame is drawn on which most of it is seen. Nothing is encoded; the sample is spoken, for its words decide the times.
 */
#include "themes-private.h"

#include "media.h"
#include "picture.h"
#include "sheet-private.h"

#include <string.h>

#define SHAPES_USUAL "16:9,1:1,9:16"
#define SAMPLE "sample/sample.md"
#define SAMPLE_LOGO "sample/logo.svg"

enum { GAP_PX = 8, COLUMNS = 3 };

/* A sheet that is drawn. */
struct sheet {
    const struct fms_sheet_request *request;
    struct fms_house *house; /* of the sample */
    struct fms_pixels_port port;
    struct fms_frame *frame;
    size_t n_cells;
    int32_t cell_w, cell_h, label_px;
};

/* ---- the sample ---- */

static bool give_logo(struct fms_house *house)
{
    char *path = fms_house_data(house, SAMPLE_LOGO);
    GError *error = NULL;
    if (!house->theme->logo && path)
        house->theme->logo = fms_house_own_asset(house, path, &error);
    g_clear_error(&error);
    return house->theme->logo;
}

static bool plan_sample(TALLOC_CTX *ctx, struct sheet *sheet, struct fms_theme *theme, struct fms_diags *diags)
{
    struct fms_film_request *request = talloc_zero(ctx, struct fms_film_request);
    *request = (struct fms_film_request){ .script = fms_house_data(request, SAMPLE),
                                          .store = sheet->request->store,
                                          .aspect = sheet->request->aspect ? sheet->request->aspect : SHAPES_USUAL,
                                          .size = "1080p",
                                          .crf_tenths = -1 };
    if (!request->script) {
        fms_error(diags, fms_nowhere, "machine.failed", "install the program's data again",
                  "the sample script is not installed");
        return false;
    }
    sheet->house = fms_house_open(ctx, request, diags);
    sheet->house->theme = theme;
    sheet->port = fms_house_port(sheet->house);
    give_logo(sheet->house);
    return fms_house_run_stages(sheet->house, "plan") && fms_diags_n_errors(diags) == 0;
}

/* ---- where everything stands ---- */

static int32_t even(int64_t n)
{
    return (int32_t) (n + 1) & ~1;
}

/* Width of a variant's frames on the sheet. */
static int32_t width_on(const struct sheet *sheet, const struct fms_variant *variant)
{
    const struct fms_video_settings *video = &variant->settings.video;
    return even((int64_t) sheet->request->row_px * video->width_px / video->height_px);
}

static void arrange(struct sheet *sheet)
{
    const struct fms_house *house = sheet->house;
    sheet->label_px = MAX(11, sheet->request->row_px / 12);
    sheet->cell_h = even(sheet->request->row_px) + even(2 * sheet->label_px) + GAP_PX;
    for (size_t i = 0; i < house->n_variants; i++)
        sheet->cell_w += width_on(sheet, &house->variants[i]) + GAP_PX;
    sheet->cell_w += 2 * GAP_PX;
    sheet->n_cells = house->variants[0].timeline->n_shots + 1;
}

static int32_t cell_x(const struct sheet *sheet, size_t i)
{
    return 2 * GAP_PX + (int32_t) (i % COLUMNS) * sheet->cell_w;
}

static int32_t cell_y(const struct sheet *sheet, size_t i)
{
    return 2 * sheet->label_px + 2 * GAP_PX + (int32_t) (i / COLUMNS) * sheet->cell_h;
}

static int32_t sheet_width(const struct sheet *sheet)
{
    return 2 * GAP_PX + COLUMNS * sheet->cell_w;
}

static int32_t sheet_height(const struct sheet *sheet)
{
    return even(cell_y(sheet, COLUMNS * ((sheet->n_cells + COLUMNS - 1) / COLUMNS)));
}

/* ---- labels ---- */

static const char *panel_label(const struct fms_panel *panel)
{
    static const char *const labels[] = {
        [FMS_BOARD_TEXT] = "words shown", [FMS_BOARD_CODE] = "code",        [FMS_BOARD_LIST] = "list",
        [FMS_BOARD_TABLE] = "table",      [FMS_BOARD_BARS] = "chart, bars", [FMS_BOARD_LINES] = "chart, lines",
        [FMS_BOARD_NUMBER] = "counter",   [FMS_BOARD_DATE] = "date",
    };
    return labels[panel->kind];
}

static const char *label_of(const struct fms_shot *shot)
{
    static const char *const labels[] = {
        [FMS_SHOT_TITLE] = "title",
        [FMS_SHOT_CHAPTER] = "chapter",
        [FMS_SHOT_PICTURE] = "picture, lower third, caption, bug",
        [FMS_SHOT_WORDS] = "words in motion",
        [FMS_SHOT_QUOTE] = "quotation",
        [FMS_SHOT_CREDITS] = "credits",
        [FMS_SHOT_END] = "end card",
    };
    return shot->kind == FMS_SHOT_PANEL ? panel_label(shot->panel) : labels[shot->kind];
}

static struct fms_layer label(const struct sheet *sheet, const char *text, int32_t x, int32_t y)
{
    struct fms_layer layer = { .kind = FMS_LAYER_TEXT };
    layer.text = (struct fms_text_layer){ .text = text,
                                          .language = "en",
                                          .family = "Noto Sans",
                                          .weight = 500,
                                          .size_px = sheet->label_px,
                                          .min_size_px = sheet->label_px,
                                          .rgba = 0xE0E0E0FF,
                                          .x = x,
                                          .y = y,
                                          .w = sheet->cell_w,
                                          .h = 2 * sheet->label_px,
                                          .line_permille = 1000,
                                          .leave_frame = -1 };
    return layer;
}

/* A dark sheet with the theme's name and a label for each cell. */
static bool draw_labels(TALLOC_CTX *ctx, struct sheet *sheet, GError **error)
{
    const struct fms_theme *theme = sheet->house->theme;
    const struct fms_timeline *timeline = sheet->house->variants[0].timeline;
    struct fms_layer *layers = talloc_array(ctx, struct fms_layer, sheet->n_cells + 2);
    struct fms_scene scene = { sheet_width(sheet), sheet_height(sheet), { 30, 1 }, 1, sheet->n_cells + 2, layers };
    layers[0] = (struct fms_layer){ .kind = FMS_LAYER_BOX };
    layers[0].box = (struct fms_box_layer){
        .w = scene.width_px, .h = scene.height_px, .rgba = 0x181818FF, .growth = FMS_GROW_NONE, .leave_frame = -1
    };
    layers[1] = label(sheet, talloc_asprintf(ctx, "%s — %s", theme->title, theme->use), 2 * GAP_PX, GAP_PX);
    layers[1].text.w = scene.width_px - 4 * GAP_PX;
    for (size_t i = 0; i < sheet->n_cells; i++)
        layers[i + 2] = label(sheet, i < timeline->n_shots ? label_of(timeline->shots[i].shot) : "poster",
                              cell_x(sheet, i), cell_y(sheet, i));
    struct fms_picture *picture = fms_picture_open(&scene, 0, &sheet->port, error);
    sheet->frame = fms_frame_new(scene.width_px, scene.height_px);
    bool good = picture && fms_picture_frame(picture, 0, sheet->frame, error);
    if (picture)
        fms_picture_close(picture);
    return good;
}

/* ---- frames ---- */

static bool draw(const struct sheet *sheet, const struct fms_scene *scene, int64_t n, size_t cell, int32_t x, int32_t w,
                 GError **error)
{
    struct fms_picture *picture = fms_picture_open(scene, n, &sheet->port, error);
    if (!picture)
        return false;
    struct fms_frame *frame = fms_frame_new(scene->width_px, scene->height_px);
    bool good = fms_picture_frame(picture, n, frame, error);
    if (good)
        fms_sheet_paste(sheet->frame, frame, even(cell_x(sheet, cell) + x),
                        even(cell_y(sheet, cell) + 2 * sheet->label_px), w, even(sheet->request->row_px));
    fms_frame_free(frame);
    fms_picture_close(picture);
    return good;
}

/* In another shape there may be more shots than there are cells. */
static bool draw_moment(const struct sheet *sheet, const struct fms_sheet_moment *moment, size_t cell, int32_t x,
                        int32_t w, GError **error)
{
    return !moment->scene || cell + 1 >= sheet->n_cells || draw(sheet, moment->scene, moment->frame, cell, x, w, error);
}

/* The sample has no transitions: a segment that begins with a scene's first frame begins a shot, others go on with it. */
static bool draw_variant(const struct sheet *sheet, const struct fms_variant *variant, int32_t x, GError **error)
{
    const struct fms_plan *plan = variant->plan;
    int32_t w = width_on(sheet, variant);
    size_t n_shots = 0;
    struct fms_sheet_moment best = { NULL };
    bool good = true;
    for (size_t i = 0; good && i < plan->n_steps; i++) {
        const struct fms_segment *segment = &plan->steps[i].segment;
        if (plan->steps[i].kind == FMS_STEP_POSTER)
            good = draw(sheet, segment->scene, segment->from, sheet->n_cells - 1, x, w, error);
        if (plan->steps[i].kind != FMS_STEP_SEGMENT)
            continue;
        struct fms_sheet_moment here = fms_sheet_moment(segment->scene, segment->from, segment->n);
        if (segment->from == 0) {
            good = draw_moment(sheet, &best, n_shots - 1, x, w, error);
            n_shots++;
        }
        if (segment->from == 0 || here.n_seen >= best.n_seen)
            best = here;
    }
    return good && draw_moment(sheet, &best, n_shots - 1, x, w, error);
}

static bool draw_sheet(TALLOC_CTX *ctx, struct sheet *sheet, GError **error)
{
    int32_t x = 0;
    bool good = draw_labels(ctx, sheet, error);
    for (size_t i = 0; good && i < sheet->house->n_variants; i++) {
        good = draw_variant(sheet, &sheet->house->variants[i], x, error);
        x += width_on(sheet, &sheet->house->variants[i]) + GAP_PX;
    }
    return good && fms_jpeg_write(sheet->request->output, sheet->frame, 0, error);
}

enum fms_outcome fms_film_theme_sheet(TALLOC_CTX *ctx, const struct fms_sheet_request *request, struct fms_diags *diags)
{
    struct fms_theme_on_desk desk;
    struct sheet sheet = { .request = request };
    GError *error = NULL;
    if (!fms_theme_open(ctx, request->theme, &desk, diags))
        return FMS_SCRIPT_AT_FAULT;
    if (!plan_sample(ctx, &sheet, desk.theme, diags))
        return sheet.house ? fms_house_outcome(sheet.house, false) : FMS_MACHINE_AT_FAULT;
    arrange(&sheet);
    bool good = draw_sheet(ctx, &sheet, &error);
    if (!good) {
        fms_error(diags, fms_nowhere, "machine.output", NULL, "the sheet cannot be made: %s", error->message);
        g_error_free(error);
    }
    fms_frame_free(sheet.frame);
    return good ? FMS_DONE : FMS_MACHINE_AT_FAULT;
}
