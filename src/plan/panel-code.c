/*
 * Code stands on a ground of its own, as large as it needs. Its lines are kept as they are where that leaves them large enough to
 * be read. Where one long line would make all of them small, as in a tall film, long lines go on below, further in, at the
 * width with which the type is largest.
 */
#include "panel-private.h"

#include <string.h>

enum {
    LEAST_COLUMNS = 24,
    MOST_COLUMNS = 160,
    MOST_BYTES = 8192,     /* of a text that is tried at every width: what is seen at once has less */
    FURTHER = 4,           /* blanks by which what goes on stands further in */
    WORTH_PERMILLE = 1150, /* how much larger the type has to become for a line to be broken */
};

/* What code is set in: an area, and a letter at the type's own size, a hundredth of a pixel. */
struct grid {
    int64_t w, h, letter_w, letter_h;
};

static int64_t cells_of(gunichar c)
{
    return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static int64_t cells_in(const char *from, const char *to)
{
    int64_t n = 0;
    for (; from < to; from = g_utf8_next_char(from))
        n += cells_of(g_utf8_get_char(from));
    return n;
}

/* Where a stretch of a line ends that has room for so many cells: behind a blank or a sign that parts, in its second half. */
static const char *break_at(const char *from, const char *end, int64_t columns)
{
    const char *at = from, *good = NULL;
    for (int64_t n = 0; at < end; at = g_utf8_next_char(at)) {
        n += cells_of(g_utf8_get_char(at));
        if (n > columns)
            return good ? good : at > from ? at : g_utf8_next_char(at);
        if (n > columns / 2 && strchr(" ,;([{", *at))
            good = g_utf8_next_char(at);
    }
    return end;
}

/* Appends a line, broken where it has more cells than `columns`. */
static void append_line(GString *out, const char *line, const char *end, int64_t columns)
{
    int64_t indent = MIN((int64_t) strspn(line, " ") + FURTHER, columns / 2);
    const char *at = break_at(line, end, columns);
    g_string_append_len(out, line, at - line);
    while (at < end) {
        const char *next = break_at(at, end, columns - indent);
        g_string_append_printf(out, "\n%*s", (int) indent, "");
        g_string_append_len(out, at, next - at);
        at = next;
    }
}

static GString *broken(const char *text, int64_t columns)
{
    GString *out = g_string_new(NULL);
    for (const char *line = text; line; line = *line ? line + 1 : NULL) {
        const char *end = line + strcspn(line, "\n");
        append_line(out, line, end, columns);
        line = end;
        if (*line)
            g_string_append_c(out, '\n');
    }
    return out;
}

/* The cells of the longest line, and how many lines there are. */
static int64_t longest_of(const char *text, int64_t *n_lines)
{
    int64_t longest = 0;
    *n_lines = 0;
    for (const char *line = text; line; line = *line ? line + 1 : NULL) {
        const char *end = line + strcspn(line, "\n");
        longest = MAX(longest, cells_in(line, end));
        ++*n_lines;
        line = end;
    }
    return longest;
}

/* How large the type of a text becomes in the grid, per mille of its own size. */
static int64_t size_permille(const struct grid *grid, const char *text)
{
    int64_t n_lines, longest = longest_of(text, &n_lines);
    int64_t across = 100000 * grid->w / MAX(longest * grid->letter_w, 1);
    return MIN(MIN(across, 100000 * grid->h / MAX(n_lines * grid->letter_h, 1)), 1000);
}

/* The text with its long lines broken where that makes its type larger, as it is where not. A child of the scene. */
static const char *set_code(const struct fms_making *making, const struct grid *grid, const char *text)
{
    int64_t n_lines, longest = longest_of(text, &n_lines), best = size_permille(grid, text) * WORTH_PERMILLE / 1000;
    GString *chosen = NULL;
    int64_t columns = strlen(text) <= MOST_BYTES ? MIN(longest - 1, MOST_COLUMNS) : 0;
    for (; columns >= LEAST_COLUMNS && best < 1000; columns--) {
        GString *candidate = broken(text, columns), *worse = candidate;
        int64_t size = size_permille(grid, candidate->str);
        if (size > best) {
            best = size;
            worse = chosen;
            chosen = candidate;
        }
        if (worse)
            g_string_free(worse, TRUE);
    }
    if (!chosen)
        return text;
    const char *kept = talloc_strdup(making->scene, chosen->str);
    g_string_free(chosen, TRUE);
    return kept;
}

static struct grid grid_of(const struct fms_making *making, const struct fms_text_layer *like, int64_t w, int64_t h)
{
    static const char *const letters[] = { "00000000000000000000" };
    int32_t letters_w, letters_h;
    fms_panel_extent(making, like, letters, 1, 1, &letters_w, &letters_h);
    return (struct grid){ w, h, 100 * (int64_t) letters_w / (int64_t) strlen(letters[0]), 100 * (int64_t) letters_h };
}

/* What is still too wide, where nothing was gained by breaking it, is cut. */
static enum fms_room room_of_code(const struct fms_making *making, const struct fms_text_layer *text, int64_t height)
{
    struct fms_text_layer least = *text;
    int32_t w, h;
    least.size_px = least.min_size_px;
    fms_making_measure(making, &least, &w, &h);
    if (h > height)
        return FMS_ROOM_TOO_HIGH;
    least.w = 20000;
    fms_making_measure(making, &least, &w, &h);
    return w > text->w ? FMS_ROOM_TOO_WIDE : FMS_ROOM_ENOUGH;
}

/* The code in its slot, with `pad` around it on the ground: of that much height at most. */
static struct fms_layer code_layer(struct fms_making *making, const char *code, int64_t pad, int64_t start)
{
    const struct fms_slot *slot = fms_making_slot_called(making, "panel.code");
    struct fms_layer layer = fms_making_text_layer(making, slot, code, start);
    layer.text.stack = 0;
    layer.text.valign = FMS_ALIGN_START;
    layer.text.halign = FMS_ALIGN_START;
    layer.text.verbatim = 1;
    layer.text.w = fms_making_area(making, slot).w - 2 * pad;
    layer.text.h = fms_making_area(making, slot).h - 2 * pad;
    struct grid grid = grid_of(making, &layer.text, layer.text.w, layer.text.h);
    layer.text.text = set_code(making, &grid, code);
    return layer;
}

/* The ground under code of that height, in the middle of its slot. */
static struct fms_area add_ground(struct fms_making *making, int64_t height, int64_t pad, int64_t start)
{
    struct fms_area ground = fms_making_area(making, fms_making_slot_called(making, "panel.code"));
    int64_t spare = MAX(ground.h - height - 2 * pad, 0);
    ground.y += spare / 2;
    ground.h -= spare;
    struct fms_box_layer *box = fms_making_box(making, ground, making->stage->theme->panel, start, 300);
    box->growth = FMS_GROW_NONE;
    box->radius_px = pad / 2;
    return ground;
}

void fms_panel_code(struct fms_making *making, const struct fms_panel *panel, int64_t start)
{
    int64_t pad = fms_stage_px(making->stage, 32);
    struct fms_layer layer = code_layer(making, panel->text, pad, start);
    int32_t w, h;
    if (making->is_trial) {
        making->room = room_of_code(making, &layer.text, layer.text.h);
        return;
    }
    fms_making_measure(making, &layer.text, &w, &h);
    struct fms_area ground = add_ground(making, h, pad, start);
    layer.text.x = ground.x + pad;
    layer.text.y = ground.y + pad;
    layer.text.h = ground.h - 2 * pad;
    fms_making_add(making, &layer);
}
