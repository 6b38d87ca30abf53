/*
 * Line charts: a grid with round values, a curve a series that is drawn from its first point to its last, labels under it as
 * far as they do not touch, and the name of each series where there are several.
 */
#include "panel-private.h"

enum { DRAW_MS = 2200, TICKS = 4 };

struct lines {
    struct fms_making *making;
    const struct fms_panel *panel;
    struct fms_area area, plot; /* all of it; what the curves fill */
    struct fms_text_layer like;
    int64_t low, high, step; /* millionths; whole steps */
    int decimals;            /* of a step */
    int64_t start;
    int32_t line_h;
};

static size_t n_points(const struct fms_panel *panel)
{
    return panel->n_rows - panel->has_head;
}

static int64_t value_of(const struct lines *lines, size_t row, size_t series)
{
    return lines->panel->values[row * lines->panel->n_series + series];
}

/* 1, 2 or 5 with as many noughts as make about TICKS steps of the range. */
static int64_t round_step(int64_t range)
{
    static const int64_t heads[] = { 1, 2, 5, 10 };
    int64_t rough = MAX(range / TICKS, 1), unit = 1;
    while (unit <= rough / 10)
        unit *= 10;
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++)
        if (heads[i] * unit >= rough)
            return heads[i] * unit;
    return 10 * unit;
}

static int64_t floor_to(int64_t value, int64_t step)
{
    int64_t rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

/* Zero belongs to a chart unless all its values are far from it. */
static bool find_range(struct lines *lines)
{
    int64_t low = INT64_MAX, high = INT64_MIN;
    for (size_t i = 0; i < n_points(lines->panel) * lines->panel->n_series; i++) {
        int64_t value = lines->panel->values[i];
        if (value == FMS_NO_VALUE)
            continue;
        low = MIN(low, value);
        high = MAX(high, value);
    }
    if (low > high)
        return false;
    bool one = low == high;
    low = low > 0 && (one || low < high / 3 * 2) ? 0 : low;
    high = high < 0 && (one || high > low / 3 * 2) ? 0 : high;
    lines->step = round_step(MAX(high - low, 1));
    lines->low = floor_to(low, lines->step);
    lines->high = floor_to(high + lines->step - 1, lines->step);
    lines->high += lines->high == lines->low ? lines->step : 0;
    for (int64_t unit = 1000000; lines->decimals < 6 && lines->step % unit; unit /= 10)
        lines->decimals++;
    return true;
}

static int64_t y_of(const struct lines *lines, int64_t value)
{
    int64_t span = lines->high - lines->low, unit = MAX(span / 1000000, 1);
    return lines->plot.y + lines->plot.h - lines->plot.h * ((value - lines->low) / unit) / MAX(span / unit, 1);
}

static int64_t x_of(const struct lines *lines, size_t row)
{
    size_t n = n_points(lines->panel);
    return lines->plot.x + (n > 1 ? lines->plot.w * (int64_t) row / (int64_t) (n - 1) : lines->plot.w / 2);
}

static void add_text(struct lines *lines, const char *text, struct fms_area place, enum fms_align align, uint32_t rgba)
{
    if (!*text)
        return;
    struct fms_layer layer = fms_panel_text(lines->making, "panel.area", text, lines->start);
    layer.text.size_px = lines->like.size_px;
    layer.text.rgba = rgba;
    layer.text.halign = align;
    layer.text.valign = FMS_ALIGN_CENTRE;
    fms_panel_put(lines->making, &layer, place, lines->area);
}

static int64_t widest_tick(const struct lines *lines)
{
    int32_t w, h;
    const char *ends[] = { fms_panel_number(lines->making, lines->panel, lines->low, lines->decimals),
                           fms_panel_number(lines->making, lines->panel, lines->high, lines->decimals) };
    fms_panel_extent(lines->making, &lines->like, ends, 2, 1, &w, &h);
    return w + 2;
}

static void place_plot(struct lines *lines)
{
    const char *sample = "0";
    int32_t w;
    fms_panel_extent(lines->making, &lines->like, &sample, 1, 1, &w, &lines->line_h);
    bool names = lines->panel->n_series > 1 && lines->panel->has_head;
    int64_t left = widest_tick(lines) + lines->like.size_px / 2,
            head = names ? lines->line_h * 3 / 2 : lines->line_h / 2;
    lines->plot =
        (struct fms_area){ lines->area.x + left, lines->area.y + head, lines->area.w - left - lines->like.size_px / 2,
                           lines->area.h - head - lines->line_h * 2 };
}

static void add_grid(struct lines *lines)
{
    const struct fms_theme *theme = lines->making->stage->theme;
    for (int64_t value = lines->low; value <= lines->high; value += lines->step) {
        int64_t y = y_of(lines, value);
        struct fms_area rule = { lines->plot.x, y - 1, lines->plot.w, 2 };
        struct fms_area label = { lines->area.x, y - lines->line_h / 2,
                                  lines->plot.x - lines->area.x - lines->like.size_px / 2, lines->line_h + 2 };
        fms_making_box(lines->making, fms_making_mirror(lines->making, rule, lines->area), theme->panel, lines->start,
                       400);
        add_text(lines, fms_panel_number(lines->making, lines->panel, value, lines->decimals), label, FMS_ALIGN_END,
                 theme->muted);
    }
}

/* The left of a label's place, which lies inside the area. */
static int64_t label_x(const struct lines *lines, size_t row, int64_t room)
{
    return CLAMP(x_of(lines, row) - room / 2, lines->area.x, MAX(lines->area.x, lines->area.x + lines->area.w - room));
}

/* Labels from the first on; one that would touch the one before or the last is left out, the last is never. */
static void add_labels(struct lines *lines)
{
    const struct fms_panel *panel = lines->panel;
    size_t n = n_points(panel);
    int32_t w, h;
    fms_panel_extent(lines->making, &lines->like, panel->cells + panel->has_head * panel->n_columns, n,
                     panel->n_columns, &w, &h);
    int64_t step = 1, room = w + lines->like.size_px, last = label_x(lines, n - 1, room);
    while (step < (int64_t) n && lines->plot.w * step / MAX((int64_t) n - 1, 1) < room)
        step++;
    for (size_t row = 0; row < n; row++) {
        bool is_last = row + 1 == n, near_last = x_of(lines, row) + w / 2 > last;
        if (!is_last && ((int64_t) row % step || (near_last && row > 0)))
            continue;
        struct fms_area place = { label_x(lines, row, room), lines->plot.y + lines->plot.h + lines->line_h / 2, room,
                                  lines->line_h * 3 / 2 };
        add_text(lines, fms_panel_cell(panel, row + panel->has_head, 0), place, FMS_ALIGN_CENTRE,
                 lines->making->stage->theme->muted);
    }
}

static void add_names(struct lines *lines)
{
    int64_t x = lines->plot.x;
    for (size_t series = 0; series < lines->panel->n_series; series++) {
        const char *name = fms_panel_cell(lines->panel, 0, series + 1);
        int32_t w, h;
        fms_panel_extent(lines->making, &lines->like, &name, 1, 1, &w, &h);
        struct fms_area place = { x, lines->area.y, w + 4, lines->line_h * 5 / 4 };
        add_text(lines, name, place, FMS_ALIGN_START, fms_panel_series(lines->making->stage->theme, series));
        x += w + lines->like.size_px;
    }
}

/* A value on its own is a dot. */
static void add_point(struct lines *lines, size_t series, size_t row)
{
    int64_t side = fms_stage_px(lines->making->stage, 18);
    struct fms_area dot = { x_of(lines, row) - side / 2, y_of(lines, value_of(lines, row, series)) - side / 2, side,
                            side };
    struct fms_box_layer *box =
        fms_making_box(lines->making, fms_making_mirror(lines->making, dot, lines->area),
                       fms_panel_series(lines->making->stage->theme, series), lines->start, 400);
    box->growth = FMS_GROW_NONE;
    box->radius_px = side / 2;
}

/* A run of values without a gap, from `row` on. @return the first row behind it. */
static size_t add_run(struct lines *lines, size_t series, size_t row)
{
    size_t n = n_points(lines->panel), first = row;
    while (row < n && value_of(lines, row, series) != FMS_NO_VALUE)
        row++;
    if (row == first)
        return row + 1;
    if (row - first == 1) {
        add_point(lines, series, first);
        return row + 1;
    }
    struct fms_curve_point *points = talloc_array(lines->making->scene, struct fms_curve_point, row - first);
    bool mirrored = fms_making_is_rtl(lines->making);
    for (size_t i = first; i < row; i++) {
        int64_t x = x_of(lines, i), across = 2 * lines->area.x + lines->area.w;
        points[i - first].x = (int32_t) (10 * (mirrored ? across - x : x));
        points[i - first].y = (int32_t) (10 * y_of(lines, value_of(lines, i, series)));
    }
    uint32_t rgba = fms_panel_series(lines->making->stage->theme, series);
    struct fms_layer layer = { .kind = FMS_LAYER_CURVE };
    layer.curve = (struct fms_curve_layer){ .rgba = rgba, .n_points = row - first, .points = points };
    layer.curve.width_tenths = fms_stage_px(lines->making->stage, 60); /* six thousandths of the shorter side */
    layer.curve.area_rgba = lines->panel->n_series == 1 ? (rgba & 0xFFFFFF00) | 0x2E : 0;
    layer.curve.base_y = y_of(lines, CLAMP(0, lines->low, lines->high));
    layer.curve.dot_tenths = n <= 16 ? layer.curve.width_tenths * 3 / 2 : 0;
    layer.curve.enter_frame = lines->start + fms_making_frames(lines->making, 300);
    layer.curve.enter_frames = fms_making_frames(lines->making, DRAW_MS);
    layer.curve.leave_frame = -1;
    fms_making_add(lines->making, &layer);
    return row + 1;
}

void fms_panel_lines(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    struct lines lines = { .making = making, .panel = panel, .start = start };
    if (n_points(panel) == 0 || panel->n_series == 0 || !find_range(&lines))
        return;
    lines.area = fms_panel_area(making, panel, "panel.area", start);
    lines.like = fms_panel_text(making, "panel.area", "0", start).text;
    lines.like.size_px = lines.like.size_px * 85 / 100;
    place_plot(&lines);
    add_grid(&lines);
    add_labels(&lines);
    if (panel->n_series > 1 && panel->has_head)
        add_names(&lines);
    for (size_t series = 0; series < panel->n_series; series++)
        for (size_t row = 0; row < n_points(panel);)
            row = add_run(&lines, series, row);
}
