/*
 * Tables: columns as wide as their words, as far as there is room; numbers to the right; a rule under the head and a
 * fainter one under each row; row after row appears.
 */
#include "panel-private.h"

enum { ROW_STAGGER_MS = 130, RULE_MS = 350 };

struct table {
    struct fms_making *making;
    const struct fms_panel *panel;
    struct fms_area area;
    struct fms_text_layer like;
    int64_t *widths, *heights; /* of columns and rows, without their padding */
    int64_t pad;
};

static struct fms_text_layer cell_layer(const struct table *table, size_t row, size_t column)
{
    struct fms_text_layer layer = table->like;
    layer.text = fms_panel_cell(table->panel, row, column);
    layer.weight = table->panel->has_head && row == 0 ? 600 : layer.weight;
    return layer;
}

/* How wide a column would like to be. */
static int64_t natural_width(const struct table *table, size_t column)
{
    int64_t widest = 0;
    for (size_t row = 0; row < table->panel->n_rows; row++) {
        struct fms_text_layer layer = cell_layer(table, row, column);
        int32_t w = 0, h;
        layer.w = 20000;
        if (*layer.text)
            fms_making_measure(table->making, &layer, &w, &h);
        widest = MAX(widest, w + 2);
    }
    return widest;
}

/*
 * Columns narrower than an even share keep their width, those that are wider share what is left. @return whether all
 * are as wide as they would like to be.
 */
static bool share_widths(struct table *table)
{
    size_t n = table->panel->n_columns, open = n;
    int64_t room = table->area.w - 2 * table->pad * (int64_t) n;
    bool *settled = g_new0(bool, n), all = true;
    for (size_t i = 0; i < n; i++)
        table->widths[i] = natural_width(table, i);
    for (bool again = true; again && open > 0;) {
        again = false;
        int64_t share = room / (int64_t) open;
        for (size_t i = 0; i < n; i++)
            if (!settled[i] && table->widths[i] <= share) {
                settled[i] = again = true;
                room -= table->widths[i];
                open--;
            }
    }
    for (size_t i = 0; i < n; i++)
        if (!settled[i]) {
            table->widths[i] = MAX(1, room / (int64_t) open);
            all = false;
        }
    g_free(settled);
    return all;
}

static int64_t measure(struct table *table)
{
    int64_t height = 0;
    for (size_t row = 0; row < table->panel->n_rows; row++) {
        table->heights[row] = table->like.size_px;
        for (size_t column = 0; column < table->panel->n_columns; column++) {
            struct fms_text_layer layer = cell_layer(table, row, column);
            int32_t w, h = 0;
            layer.w = table->widths[column];
            if (*layer.text)
                fms_making_measure(table->making, &layer, &w, &h);
            table->heights[row] = MAX(table->heights[row], h);
        }
        height += table->heights[row] + 2 * table->pad;
    }
    return height;
}

static int64_t fit(struct table *table)
{
    int64_t height;
    for (;;) {
        table->pad = table->like.size_px * 4 / 10;
        bool roomy = share_widths(table);
        height = measure(table);
        if ((roomy && height <= table->area.h) || table->like.size_px <= table->like.min_size_px)
            return height;
        table->like.size_px = MAX(table->like.min_size_px, table->like.size_px * 94 / 100);
    }
}

/* What is left of the width goes to the columns, so that the table is as wide as its rules. */
static void spread(struct table *table)
{
    size_t n = table->panel->n_columns;
    int64_t spare = table->area.w - 2 * table->pad * (int64_t) n;
    for (size_t i = 0; i < n; i++)
        spare -= table->widths[i];
    for (size_t i = 0; i < n && spare > 0; i++)
        table->widths[i] += spare / (int64_t) n;
}

/* A column of numbers: every cell under the head begins like one or is empty. */
static bool is_numeric(const struct fms_panel *panel, size_t column)
{
    size_t n = 0;
    for (size_t row = panel->has_head; row < panel->n_rows; row++) {
        const char *cell = fms_panel_cell(panel, row, column);
        const char *at = cell;
        while (*at && !g_unichar_isalnum(g_utf8_get_char(at)))
            at = g_utf8_next_char(at);
        if (*cell && !g_unichar_isdigit(g_utf8_get_char(at)))
            return false;
        n += *cell != '\0';
    }
    return n > 0;
}

/* Numbers stand at the far side. */
static enum fms_align align_of(const struct table *table, size_t column)
{
    return is_numeric(table->panel, column) ? FMS_ALIGN_END : FMS_ALIGN_START;
}

static void add_cell(struct table *table, size_t row, size_t column, struct fms_area place, int64_t frame)
{
    const char *text = fms_panel_cell(table->panel, row, column);
    if (!*text)
        return;
    bool is_head = table->panel->has_head && row == 0;
    struct fms_layer layer = fms_panel_text(table->making, "panel.area", text, frame);
    layer.text.size_px = table->like.size_px;
    layer.text.weight = is_head ? 600 : layer.text.weight;
    layer.text.rgba = is_head ? table->making->stage->theme->muted : layer.text.rgba;
    layer.text.halign = align_of(table, column);
    place.h += 2;
    if (is_head) /* another weight may be another file */
        layer.text.fonts =
            fms_stage_fonts(table->making->stage, table->making->shot->span, layer.text.family, 600, false, text);
    fms_panel_put(table->making, &layer, place, table->area);
}

static void add_row(struct table *table, size_t row, int64_t y, int64_t frame)
{
    const struct fms_theme *theme = table->making->stage->theme;
    bool is_head = table->panel->has_head && row == 0;
    int64_t x = table->area.x, height = table->heights[row] + 2 * table->pad;
    for (size_t column = 0; column < table->panel->n_columns; column++) {
        struct fms_area place = { x + table->pad, y + table->pad, table->widths[column], table->heights[row] };
        add_cell(table, row, column, place, frame);
        x += table->widths[column] + 2 * table->pad;
    }
    struct fms_area rule = { table->area.x, y + height - 2, table->area.w, is_head ? 3 : 2 };
    if (is_head || row + 1 < table->panel->n_rows)
        fms_making_box(table->making, rule, is_head ? theme->accent : theme->panel, frame, RULE_MS);
}

void fms_panel_table(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    struct table table = { .making = making, .panel = panel };
    table.area = fms_panel_area(making, panel, "panel.area", start);
    table.like = fms_panel_text(making, "panel.area", "0", start).text;
    table.widths = talloc_zero_array(making->scene, int64_t, panel->n_columns + 1);
    table.heights = talloc_zero_array(making->scene, int64_t, panel->n_rows + 1);
    int64_t y = table.area.y, spare = table.area.h - fit(&table);
    spread(&table);
    making->room = spare < 0 ? FMS_ROOM_TOO_HIGH : making->room;
    y += *panel->title ? 0 : MAX(0, spare) / 2;
    for (size_t row = 0; row < panel->n_rows; row++) {
        add_row(&table, row, y, start + (int64_t) row * fms_making_frames(making, ROW_STAGGER_MS));
        y += table.heights[row] + 2 * table.pad;
    }
}
