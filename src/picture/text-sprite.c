/*
 * A line becomes coverage. Outlines are filled as paths rather than shown as glyphs, because Cairo puts glyphs of an
 * image on whole pixels and the spacing of letters would jump; only fonts that bring their own colours are shown.
 */
#include "text-private.h"

#include <math.h>
#include <string.h>

static bool has_colour(PangoLayoutLine *line)
{
    for (GSList *at = line->runs; at; at = at->next) {
        const PangoGlyphString *glyphs = ((PangoGlyphItem *) at->data)->glyphs;
        for (int i = 0; i < glyphs->num_glyphs; i++)
            if (glyphs->glyphs[i].attr.is_color)
                return true;
    }
    return false;
}

/** The whole pixels that a line's ink touches, one more each way for the edge's blur, from its origin. */
static struct fms_rect ink_of(PangoLayoutLine *line, int32_t most_px)
{
    PangoRectangle ink;
    pango_layout_line_get_pixel_extents(line, &ink, NULL);
    if (ink.width <= 0 || ink.height <= 0)
        return (struct fms_rect){ 0 };
    return (struct fms_rect){ ink.x - 1, ink.y - 1, MIN(ink.width + 2, most_px), MIN(ink.height + 2, most_px) };
}

static cairo_surface_t *draw(PangoLayoutLine *line, struct fms_rect ink, bool colour, int64_t rgba)
{
    cairo_surface_t *surface = cairo_image_surface_create(colour ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_A8, ink.w, ink.h);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, (rgba >> 24 & 255) / 255.0, (rgba >> 16 & 255) / 255.0, (rgba >> 8 & 255) / 255.0);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_BEST);
    cairo_move_to(cairo, -ink.x, -ink.y);
    if (colour) {
        pango_cairo_show_layout_line(cairo, line);
    } else {
        pango_cairo_layout_line_path(cairo, line);
        cairo_fill(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    return surface;
}

/** Splits premultiplied ARGB into coverage and the three planes of colour. */
static void split_colour(struct fms_sprite *sprite, cairo_surface_t *surface)
{
    ptrdiff_t stride = sprite->cover.stride_bytes;
    size_t plane = (size_t) stride * (size_t) sprite->cover.height_px;
    for (int32_t y = 0; y < sprite->cover.height_px; y++) {
        const uint8_t *row = cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
        uint8_t *out = sprite->own + y * stride;
        for (int32_t x = 0; x < sprite->cover.width_px; x++) {
            uint32_t argb;
            memcpy(&argb, row + 4 * x, 4);
            uint32_t alpha = argb >> 24, rgba = alpha;
            for (int shift = 16; shift >= 0; shift -= 8)
                rgba |= (alpha ? ((argb >> shift & 255) * 255 + alpha / 2) / alpha : 0) << (shift + 8);
            struct fms_ink ink = fms_ink_of(rgba);
            out[x] = ink.alpha;
            out[x + plane] = ink.y;
            out[x + 2 * plane] = ink.cb;
            out[x + 3 * plane] = ink.cr;
        }
    }
    for (int i = 0; i < 3; i++)
        sprite->cover.colour[i] = sprite->own + (size_t) (i + 1) * plane;
}

struct fms_sprite fms_sprite_of(const struct fms_text_block *block, int i, int32_t most_px)
{
    const struct fms_text_line *line = &block->lines[i];
    struct fms_rect ink = ink_of(line->line, most_px);
    struct fms_sprite sprite = { .x = line->x + ink.x, .y = line->baseline + ink.y };
    if (!ink.w)
        return sprite;
    bool colour = has_colour(line->line);
    cairo_surface_t *surface = draw(line->line, ink, colour, block->rgba);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) {
        size_t stride = (size_t) (ink.w + 15) & ~(size_t) 15, plane = stride * (size_t) ink.h;
        sprite.own = g_malloc0(colour ? 4 * plane : plane);
        sprite.cover = (struct fms_cover){ sprite.own, (ptrdiff_t) stride, ink.w, ink.h, { NULL } };
        if (colour)
            split_colour(&sprite, surface);
        for (int32_t y = 0; y < ink.h && !colour; y++)
            memcpy(sprite.own + (size_t) y * stride,
                   cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface), (size_t) ink.w);
    }
    cairo_surface_destroy(surface);
    return sprite;
}

void fms_sprite_clear(struct fms_sprite *sprite)
{
    g_free(sprite->own);
    *sprite = (struct fms_sprite){ 0 };
}
