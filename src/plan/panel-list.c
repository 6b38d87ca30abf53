/*
 * Lists: items under one another, each with its bullet or number, as large as all of them allow; an item appears when
 * the voice comes to it. What lies in another item stands further in, closer to it, behind a dash or a quieter number.
 */
#include "panel-private.h"

enum { DEEPEST = 3 }; /* further in there is no room for words */

struct list {
    struct fms_making *making;
    const struct fms_panel *panel;
    struct fms_area area;
    struct fms_text_layer like; /* an item's style, at the size that is tried */
    int64_t gap, indent;        /* between items; from a mark to its words, and from a level to the next */
    int32_t *heights;
};

static int64_t level_of(const struct list *list, size_t i)
{
    return list->panel->levels ? MIN(list->panel->levels[i], DEEPEST) : 0;
}

/* From the list's edge to an item's words. */
static int64_t inset_of(const struct list *list, size_t i)
{
    return list->indent * (1 + level_of(list, i));
}

static int64_t gap_before(const struct list *list, size_t i)
{
    return i == 0 ? 0 : level_of(list, i) > 0 ? list->gap / 2 : list->gap;
}

/* Height of the whole list at the size of `like`. */
static int64_t measure(struct list *list, int64_t full_size)
{
    const struct fms_slot *slot = fms_making_slot_called(list->making, "list.item");
    int64_t height = 0, size = list->like.size_px;
    list->gap = fms_stage_px(list->making->stage, slot->gap) * size / MAX(full_size, 1);
    list->indent = size * 13 / 10;
    for (size_t i = 0; i < list->panel->n_rows; i++) {
        struct fms_text_layer item = list->like;
        int32_t width;
        item.text = fms_panel_cell(list->panel, i, 0);
        item.w = list->area.w - inset_of(list, i);
        fms_making_measure(list->making, &item, &width, &list->heights[i]);
        height += list->heights[i] + gap_before(list, i);
    }
    return height;
}

static int64_t fit(struct list *list)
{
    int64_t full = list->like.size_px, least = list->like.min_size_px, height;
    while ((height = measure(list, full)) > list->area.h && list->like.size_px > least)
        list->like.size_px = MAX(least, list->like.size_px * 94 / 100);
    return height;
}

/* A dot; further in, a dash. */
static void add_bullet(struct list *list, size_t i, int64_t y, int64_t frame)
{
    int64_t size = list->like.size_px, side = MAX(6, size / 5), middle = y + size * 6 / 10 + size / 12;
    int64_t left = list->area.x + inset_of(list, i) - list->indent + side / 2;
    struct fms_area mark = { left, middle - side / 2, side, side };
    if (level_of(list, i) > 0)
        mark = (struct fms_area){ left, middle - MAX(1, size / 30), side * 2, MAX(2, size / 15) };
    struct fms_box_layer *box = fms_making_box(list->making, fms_making_mirror(list->making, mark, list->area),
                                               list->making->stage->theme->accent, frame, 200);
    box->growth = FMS_GROW_NONE;
    box->radius_px = mark.h / 2;
}

static void add_mark(struct list *list, size_t i, int64_t y, int64_t frame)
{
    int32_t number = list->panel->numbers ? list->panel->numbers[i] : 0;
    if (number == 0) {
        add_bullet(list, i, y, frame);
        return;
    }
    const char *text = talloc_asprintf(list->making->scene, "%d", number);
    struct fms_layer layer = fms_panel_text(list->making, "list.item", text, frame);
    int64_t inset = inset_of(list, i);
    struct fms_area place = { list->area.x + inset - list->indent, y, list->indent, list->heights[i] + 2 };
    layer.text.size_px = list->like.size_px;
    layer.text.rgba = level_of(list, i) > 0 ? list->making->stage->theme->muted : list->making->stage->theme->accent;
    fms_panel_put(list->making, &layer, place, list->area);
}

static void add_item(struct list *list, size_t i, int64_t y, int64_t frame)
{
    struct fms_layer layer = fms_panel_text(list->making, "list.item", fms_panel_cell(list->panel, i, 0), frame);
    int64_t inset = inset_of(list, i);
    struct fms_area place = { list->area.x + inset, y, list->area.w - inset, list->heights[i] + 2 };
    layer.text.size_px = list->like.size_px;
    add_mark(list, i, y, frame);
    fms_panel_put(list->making, &layer, place, list->area);
}

void fms_panel_list(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    struct list list = { .making = making, .panel = panel };
    list.area = fms_panel_area(making, panel, "list.item", start);
    list.like = fms_panel_text(making, "list.item", fms_panel_cell(panel, 0, 0), start).text;
    list.heights = talloc_zero_array(making->scene, int32_t, panel->n_rows + 1);
    int64_t height = fit(&list), y = list.area.y;
    making->room = height > list.area.h ? FMS_ROOM_TOO_HIGH : making->room;
    if (!*panel->title)
        y += MAX(0, list.area.h - height) / 2;
    for (size_t i = 0; i < panel->n_rows; i++) {
        bool waits = panel->rows && panel->rows[i] >= 0;
        y += gap_before(&list, i);
        add_item(&list, i, y, waits ? fms_making_beat_frame(making, (size_t) panel->rows[i], 0) : start);
        y += list.heights[i];
    }
}
