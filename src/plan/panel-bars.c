/*
 * Bar charts: a row a bar, its label before it and its value behind it, because labels are words and words lie. Several
 * series stand under one another in their row. Bars grow one after another.
 */
#include "panel-private.h"

enum { GROW_MS = 900, ROW_STAGGER_MS = 140, LABEL_PERMILLE = 340 };

struct bars {
    struct fms_making *making;
    const struct fms_panel *panel;
    struct fms_area area;
    struct fms_text_layer like;
    int64_t label_w, value_w, gap, row_h;
    int64_t low, high; /* of the values, zero among them */
    int64_t start;
};

static size_t n_bars(const struct fms_panel *panel)
{
    return panel->n_rows - panel->has_head;
}

static int64_t value_of(const struct bars *bars, size_t row, size_t series)
{
    return bars->panel->values[row * bars->panel->n_series + series];
}

static const char *value_text(const struct bars *bars, size_t row, size_t series)
{
    const char *written = fms_panel_cell(bars->panel, row + bars->panel->has_head, series + 1);
    const char *unit = bars->panel->unit;
    if (value_of(bars, row, series) == FMS_NO_VALUE || !*unit || g_str_has_suffix(written, unit))
        return written;
    return fms_panel_with_unit(bars->making, bars->panel, written);
}

static void find_range(struct bars *bars)
{
    for (size_t row = 0; row < n_bars(bars->panel); row++)
        for (size_t series = 0; series < bars->panel->n_series; series++) {
            int64_t value = value_of(bars, row, series);
            if (value == FMS_NO_VALUE)
                continue;
            bars->low = MIN(bars->low, value);
            bars->high = MAX(bars->high, value);
        }
}

static int64_t widest_value(const struct bars *bars)
{
    int64_t widest = 0;
    for (size_t row = 0; row < n_bars(bars->panel); row++)
        for (size_t series = 0; series < bars->panel->n_series; series++) {
            const char *text = value_text(bars, row, series);
            int32_t w, h;
            fms_panel_extent(bars->making, &bars->like, &text, 1, 1, &w, &h);
            widest = MAX(widest, w);
        }
    return widest;
}

/* Sizes that follow from the size of type. */
static void measure(struct bars *bars)
{
    const struct fms_panel *panel = bars->panel;
    int32_t w, h;
    const char *const *labels = panel->cells + panel->has_head * panel->n_columns;
    fms_panel_extent(bars->making, &bars->like, labels, n_bars(panel), panel->n_columns, &w, &h);
    bars->gap = bars->like.size_px / 2;
    bars->label_w = MIN(w + 2, bars->area.w * LABEL_PERMILLE / 1000);
    bars->value_w = widest_value(bars) + 2;
    bars->row_h =
        MIN(bars->area.h / (int64_t) MAX(n_bars(panel), 1), bars->like.size_px * (2 + (int64_t) panel->n_series));
}

static int64_t least_row(const struct bars *bars)
{
    return bars->like.size_px * (int64_t) MAX(bars->panel->n_series, 1) * 5 / 4;
}

static void fit(struct bars *bars)
{
    measure(bars);
    while (bars->row_h < least_row(bars) && bars->like.size_px > bars->like.min_size_px) {
        bars->like.size_px = MAX(bars->like.min_size_px, bars->like.size_px * 94 / 100);
        measure(bars);
    }
}

static void add_text(struct bars *bars, const char *text, struct fms_area place, enum fms_align align, int64_t frame)
{
    if (!*text)
        return;
    struct fms_layer layer = fms_panel_text(bars->making, "panel.area", text, frame);
    layer.text.size_px = bars->like.size_px;
    layer.text.halign = align;
    layer.text.valign = FMS_ALIGN_CENTRE;
    fms_panel_put(bars->making, &layer, place, bars->area);
}

static void add_bar(struct bars *bars, size_t row, size_t series, struct fms_area lane, int64_t frame)
{
    int64_t value = value_of(bars, row, series), span = MAX(bars->high - bars->low, 1);
    if (value == FMS_NO_VALUE)
        return;
    /* Values are cut to a millionth of their span, so that no product overflows. */
    int64_t unit = MAX(span / 1000000, 1), zero = lane.w * (-bars->low / unit) / (span / unit);
    int64_t length = lane.w * (ABS(value) / unit) / (span / unit);
    struct fms_area bar = { lane.x + zero - (value < 0 ? length : 0), lane.y, MAX(length, 2), lane.h };
    struct fms_area value_place = { bar.x + (value < 0 ? zero - bar.x + lane.x : bar.w) + bars->gap / 2,
                                    lane.y - bars->like.size_px / 2, bars->value_w + bars->gap / 2,
                                    lane.h + bars->like.size_px };
    value_place.x = MAX(value_place.x, lane.x + zero + bars->gap / 2);
    struct fms_box_layer *box = fms_making_box(bars->making, fms_making_mirror(bars->making, bar, bars->area),
                                               fms_panel_series(bars->making->stage->theme, series), frame, GROW_MS);
    bool from_right = fms_making_is_rtl(bars->making) != (value < 0);
    box->growth = from_right ? FMS_GROW_LEFTWARD : FMS_GROW_RIGHTWARD;
    box->radius_px = MIN(lane.h / 6, 6);
    add_text(bars, value_text(bars, row, series), value_place, FMS_ALIGN_START,
             frame + fms_making_frames(bars->making, GROW_MS * 6 / 10));
}

static void add_row(struct bars *bars, size_t row, int64_t y, int64_t frame)
{
    const struct fms_panel *panel = bars->panel;
    int64_t n = (int64_t) panel->n_series, thick = bars->row_h * 6 / 10 / MAX(n, 1);
    struct fms_area label = { bars->area.x, y, bars->label_w, bars->row_h };
    add_text(bars, fms_panel_cell(panel, row + panel->has_head, 0), label, FMS_ALIGN_END, frame);
    for (size_t series = 0; series < panel->n_series; series++) {
        struct fms_area lane = { bars->area.x + bars->label_w + bars->gap, 0, 0, thick * 9 / 10 };
        lane.y = y + (bars->row_h - thick * n) / 2 + thick * (int64_t) series;
        lane.w = bars->area.w - bars->label_w - 2 * bars->gap - bars->value_w;
        add_bar(bars, row, series, lane, frame);
    }
}

/* What the colours mean, above the bars. */
static int64_t add_legend(struct bars *bars)
{
    if (bars->panel->n_series < 2 || !bars->panel->has_head)
        return 0;
    int64_t x = bars->area.x, height = bars->like.size_px * 2;
    for (size_t series = 0; series < bars->panel->n_series; series++) {
        const char *name = fms_panel_cell(bars->panel, 0, series + 1);
        int64_t side = bars->like.size_px / 2;
        int32_t w, h;
        fms_panel_extent(bars->making, &bars->like, &name, 1, 1, &w, &h);
        struct fms_area key = { x, bars->area.y + (height - side) / 2, side, side };
        fms_making_box(bars->making, fms_making_mirror(bars->making, key, bars->area),
                       fms_panel_series(bars->making->stage->theme, series), bars->start, 200)
            ->growth = FMS_GROW_NONE;
        struct fms_area text = { x + side + bars->gap / 2, bars->area.y, w + bars->gap, height };
        add_text(bars, name, text, FMS_ALIGN_START, bars->start);
        x += side + w + 2 * bars->gap;
    }
    return height;
}

void fms_panel_bars(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    struct bars bars = { .making = making, .panel = panel, .start = start };
    if (n_bars(panel) == 0 || panel->n_series == 0)
        return;
    bars.area = fms_panel_area(making, panel, "panel.area", start);
    bars.like = fms_panel_text(making, "panel.area", "0", start).text;
    find_range(&bars);
    int64_t legend = add_legend(&bars);
    bars.area.y += legend;
    bars.area.h -= legend;
    fit(&bars);
    int64_t spare = bars.area.h - bars.row_h * (int64_t) n_bars(panel), y = bars.area.y;
    y += *panel->title ? MIN(spare / 4, bars.row_h / 2) : spare / 2;
    for (size_t row = 0; row < n_bars(panel); row++)
        add_row(&bars, row, y + (int64_t) row * bars.row_h,
                start + (int64_t) row * fms_making_frames(making, ROW_STAGGER_MS));
}
