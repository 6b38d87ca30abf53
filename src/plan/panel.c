/*
 * Panels of every kind, and what they share: a title above an area, texts put where the panel wants them, the colours of
 * series. Words and counters are laid out here; code, lists, tables and charts each have a file of their own.
 */
#include "panel-private.h"

#include <string.h>

enum { COUNT_MS = 1600, STAGGER_MS = 230 };

struct fms_area fms_panel_area(struct fms_making *making, const struct fms_panel *panel, const char *slot,
                               int64_t start)
{
    struct fms_area area = fms_making_area(making, fms_making_slot_called(making, slot));
    struct fms_area title = fms_making_area(making, fms_making_slot_called(making, "panel.title"));
    if (*panel->title)
        fms_making_text(making, "panel.title", panel->title, start);
    else {
        area.h += area.y - title.y;
        area.y = title.y;
    }
    return area;
}

struct fms_layer fms_panel_text(struct fms_making *making, const char *slot, const char *text, int64_t enter_frame)
{
    struct fms_layer layer = fms_making_text_layer(making, fms_making_slot_called(making, slot), text, enter_frame);
    layer.text.stack = 0;
    layer.text.valign = FMS_ALIGN_START;
    fms_making_typeset(making, &layer.text, false);
    return layer;
}

void fms_panel_extent(const struct fms_making *making, const struct fms_text_layer *like, const char *const *texts,
                      size_t n, size_t stride, int32_t *w, int32_t *h)
{
    *w = *h = 0;
    for (size_t i = 0; i < n; i++) {
        struct fms_text_layer layer = *like;
        int32_t text_w, text_h;
        layer.text = texts[i * stride];
        layer.w = 20000;
        if (!*layer.text)
            continue;
        fms_making_measure(making, &layer, &text_w, &text_h);
        *w = MAX(*w, text_w);
        *h = MAX(*h, text_h);
    }
}

const char *fms_panel_cell(const struct fms_panel *panel, size_t row, size_t column)
{
    return row < panel->n_rows && column < panel->n_columns ? panel->cells[row * panel->n_columns + column] : "";
}

uint32_t fms_panel_series(const struct fms_theme *theme, size_t i)
{
    const uint32_t colours[] = { theme->accent, theme->series2, theme->series3, theme->series4 };
    return colours[i % G_N_ELEMENTS(colours)];
}

void fms_panel_put(struct fms_making *making, struct fms_layer *text, struct fms_area place, struct fms_area in)
{
    place = fms_making_mirror(making, place, in);
    text->text.x = place.x;
    text->text.y = place.y;
    text->text.w = place.w;
    text->text.h = place.h;
    fms_making_add(making, text);
}

const char *fms_panel_with_unit(const struct fms_making *making, const struct fms_panel *panel, const char *number)
{
    bool tight = !strcmp(panel->unit, "%") || !strcmp(panel->unit, "°");
    return *panel->unit ? talloc_asprintf(making->scene, "%s%s%s", number, tight ? "" : "\u00a0", panel->unit) : number;
}

const char *fms_panel_number(const struct fms_making *making, const struct fms_panel *panel, int64_t millionths,
                             int decimals)
{
    const struct fms_number_style *style = fms_number_style_of(making->stage->language);
    return fms_panel_with_unit(making, panel, fms_number_text(making->scene, style, millionths, decimals));
}

static void add_words(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    const struct fms_slot *slot = fms_making_slot_called(making, "panel.text");
    struct fms_layer layer = fms_making_text_layer(making, slot, panel->text, start);
    fms_making_style(making, &layer.text, panel->runs, panel->n_runs);
    fms_making_add(making, &layer);
}

static bool is_year(const struct fms_panel *panel)
{
    GDate from, to;
    g_date_clear(&from, 1);
    g_date_clear(&to, 1);
    int64_t epoch = 719163; /* GLib's number of 1970-01-01 */
    if (panel->from + epoch < 1 || panel->to + epoch < 1)
        return false;
    g_date_set_julian(&from, (guint32) (panel->from + epoch));
    g_date_set_julian(&to, (guint32) (panel->to + epoch));
    return g_date_get_day_of_year(&from) == 1 && g_date_get_day_of_year(&to) == 1;
}

static void add_counter(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    static const char digits[] = "0123456789";
    const struct fms_number_style *style = fms_number_style_of(making->stage->language);
    const struct fms_slot *slot = fms_making_slot_called(making, "number.value");
    bool is_date = panel->kind == FMS_BOARD_DATE;
    const char *pattern = !is_date ? panel->pattern : is_year(panel) ? "{y}" : style->date;
    int64_t most = MAX(ABS(panel->from), ABS(panel->to));
    const char *drawn = talloc_asprintf(making->scene, "%s%s%s%s%s−", pattern, is_date ? style->months : "",
                                        style->group, style->point, digits);
    struct fms_layer text = fms_making_text_layer(making, slot, drawn, start), layer = { .kind = FMS_LAYER_COUNTER };
    layer.counter = (struct fms_counter_layer){
        .kind = is_date ? FMS_COUNTER_DATE : FMS_COUNTER_NUMBER,
        .from = panel->from,
        .to = panel->to,
        .decimals = panel->decimals,
        .pattern = pattern,
        .group = is_date          ? ""
                 : panel->grouped ? style->group
                                  : fms_number_group(style, most),
        .point = style->point,
        .months = style->months,
        .language = text.text.language,
        .family = text.text.family,
        .fonts = text.text.fonts,
        .weight = text.text.weight,
        .size_px = text.text.size_px,
        .min_size_px = text.text.min_size_px,
        .rgba = text.text.rgba,
        .x = text.text.x,
        .y = text.text.y,
        .w = text.text.w,
        .h = text.text.h,
        .halign = text.text.halign,
        .valign = text.text.valign,
        .count_begin = start,
        .count_end = start + fms_making_frames(making, COUNT_MS),
        .enter_frame = start,
        .enter_frames = text.text.enter_frames,
        .leave_frame = -1,
    };
    fms_making_add(making, &layer);
    fms_making_text(making, "number.label", panel->title, start + fms_making_frames(making, STAGGER_MS));
}

void fms_making_panel(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    static void (*const makers[])(struct fms_making *, const struct fms_panel *, int64_t) = {
        [FMS_BOARD_TEXT] = add_words,        [FMS_BOARD_CODE] = fms_panel_code, [FMS_BOARD_LIST] = fms_panel_list,
        [FMS_BOARD_TABLE] = fms_panel_table, [FMS_BOARD_BARS] = fms_panel_bars, [FMS_BOARD_LINES] = fms_panel_lines,
        [FMS_BOARD_NUMBER] = add_counter,    [FMS_BOARD_DATE] = add_counter,
    };
    makers[panel->kind](making, panel, start);
}
