#include "text-hang-private.h"

#include <string.h>

/** Marks as wide as an ideograph have their ink in one half. */
#define FULL_WIDTH 0.9

static bool is_one_of(gunichar c, const char *marks)
{
    for (; *marks; marks = g_utf8_next_char(marks))
        if (g_utf8_get_char(marks) == c)
            return true;
    return false;
}

static bool hangs_before(gunichar c)
{
    return is_one_of(c, "\"'“‘„‚«‹「『（《〈【〔");
}

static bool hangs_after(gunichar c)
{
    return is_one_of(c, "\"'.,”’»›-–—،۔।、。，．」』）》〉】〕：；！？");
}

/** The width by which a mark hangs out; 0 for one that does not. */
static int width_of(PangoLayout *layout, const char *at, bool hangs)
{
    if (!hangs)
        return 0;
    PangoRectangle place;
    pango_layout_index_to_pos(layout, (int) (at - pango_layout_get_text(layout)), &place);
    const PangoFontDescription *font = pango_layout_get_font_description(layout);
    int width = ABS(place.width), size = font ? pango_font_description_get_size(font) : 0;
    if (size > 0 && width >= FULL_WIDTH * size)
        return width / 2;
    return is_one_of(g_utf8_get_char(at), "（《〈【〔）》〉】〕：；！？") ? 0 : width;
}

struct fms_hang fms_text_hang(PangoLayout *layout, const PangoLayoutLine *line)
{
    struct fms_hang hang = { 0 };
    const char *begin = pango_layout_get_text(layout) + line->start_index, *end = begin + line->length;
    for (const char *at = begin; at < end; at = g_utf8_next_char(at)) {
        int width = width_of(layout, at, hangs_before(g_utf8_get_char(at)));
        if (!width)
            break;
        hang.opening += width;
    }
    while (end > begin && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    for (int n = 0; end > begin && n < 2; n++) {
        end = g_utf8_prev_char(end);
        int width = width_of(layout, end, hangs_after(g_utf8_get_char(end)));
        if (!width)
            break;
        hang.closing += width;
    }
    return hang;
}
