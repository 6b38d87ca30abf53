/*
 * A line becomes coverage. Outlines are filled as paths rather than shown as glyphs, because Cairo puts glyphs of an
 * image on whole pixels and the spacing of letters would jump; only fonts that bring their own colours are shown.
 */
#include "text-private.h"
#include "text-runs-private.h"

#include <math.h>
#include <string.h>

static bool has_colour(const PangoGlyphString *glyphs)
{
    for (int i = 0; i < glyphs->num_glyphs; i++)
        if (glyphs->glyphs[i].attr.is_color)
            return true;
    return false;
}

/** The kind of a run whose ink is that of the text at byte `index`. */
static enum fms_sprite_kind kind_of(const struct fms_text_block *block, const PangoGlyphItem *run, int index)
{
    if (has_colour(run->glyphs))
        return FMS_SPRITE_COLOUR;
    bool strong = block->coloured &&
                  fms_text_runs_have(&block->letters, FMS_STYLE_STRONG, pango_layout_get_text(block->layout), index);
    return strong ? FMS_SPRITE_STRONG : FMS_SPRITE_PLAIN;
}

/** What of a line is of a kind, and from where it is drawn. */
struct pick {
    const struct fms_text_block *block;
    int line; /* which */
    enum fms_sprite_kind kind;
};

typedef void each_run(const PangoGlyphItem *run, int x, int y, void *user);

/** for_each() for the line of a reading, or, where `ruby` is NULL, for one of the block's own. */
static void for_each_of(const struct pick *pick, const PangoLayoutLine *line, const struct fms_text_ruby *ruby,
                        each_run *each, void *user)
{
    int x = ruby ? ruby->x : 0, y = ruby ? ruby->y : 0;
    for (GSList *at = line->runs; at; at = at->next) {
        const PangoGlyphItem *run = at->data;
        x += run->start_x_offset;
        if (kind_of(pick->block, run, ruby ? ruby->base : run->item->offset) == pick->kind)
            each(run, x, y - run->y_offset, user);
        x += pango_glyph_string_get_width(run->glyphs) + run->end_x_offset;
    }
}

/** Calls `each` with the runs that are of the kind, and their places in Pango's units from the line's origin. */
static void for_each(const struct pick *pick, each_run *each, void *user)
{
    for_each_of(pick, pick->block->lines[pick->line].line, NULL, each, user);
    for (int i = 0; i < pick->block->n_rubies; i++) {
        const struct fms_text_ruby *ruby = &pick->block->rubies[i];
        if (ruby->line == pick->line)
            for_each_of(pick, pango_layout_get_line_readonly(ruby->layout, 0), ruby, each, user);
    }
}

static void add_ink(const PangoGlyphItem *run, int x, int y, void *user)
{
    PangoRectangle *all = user, ink;
    pango_glyph_string_extents(run->glyphs, run->item->analysis.font, &ink, NULL);
    if (ink.width <= 0 || ink.height <= 0)
        return;
    int left = x + ink.x, top = y + ink.y, right = left + ink.width, bottom = top + ink.height;
    if (all->width > 0) {
        left = MIN(left, all->x);
        top = MIN(top, all->y);
        right = MAX(right, all->x + all->width);
        bottom = MAX(bottom, all->y + all->height);
    }
    *all = (PangoRectangle){ left, top, right - left, bottom - top };
}

/** The whole pixels that ink touches, one more each way for the edge's blur, from the line's origin. */
static struct fms_rect ink_of(const struct pick *pick, int32_t most_px)
{
    PangoRectangle ink = { 0 };
    for_each(pick, add_ink, &ink);
    if (ink.width <= 0)
        return (struct fms_rect){ 0 };
    pango_extents_to_pixels(&ink, NULL);
    return (struct fms_rect){ ink.x - 1, ink.y - 1, MIN(ink.width + 2, most_px), MIN(ink.height + 2, most_px) };
}

static void add_path(const PangoGlyphItem *run, int x, int y, void *user)
{
    cairo_move_to(user, pango_units_to_double(x), pango_units_to_double(y));
    pango_cairo_glyph_string_path(user, run->item->analysis.font, run->glyphs);
}

static void show(const PangoGlyphItem *run, int x, int y, void *user)
{
    cairo_move_to(user, pango_units_to_double(x), pango_units_to_double(y));
    pango_cairo_show_glyph_string(user, run->item->analysis.font, run->glyphs);
}

static cairo_surface_t *draw(const struct pick *pick, struct fms_rect ink)
{
    bool colour = pick->kind == FMS_SPRITE_COLOUR;
    cairo_surface_t *surface = cairo_image_surface_create(colour ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_A8, ink.w, ink.h);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_BEST);
    cairo_translate(cairo, -ink.x, -ink.y);
    for_each(pick, colour ? show : add_path, cairo);
    cairo_fill(cairo);
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

struct fms_sprite fms_sprite_of_surface(cairo_surface_t *surface)
{
    struct fms_sprite sprite = { 0 };
    int32_t width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && width > 0 && height > 0) {
        bool colour = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32;
        size_t stride = (size_t) (width + 15) & ~(size_t) 15, plane = stride * (size_t) height;
        sprite.own = g_malloc0(colour ? 4 * plane : plane);
        sprite.cover = (struct fms_cover){ sprite.own, (ptrdiff_t) stride, width, height, { NULL } };
        if (colour)
            split_colour(&sprite, surface);
        for (int32_t y = 0; y < height && !colour; y++)
            memcpy(sprite.own + (size_t) y * stride,
                   cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface), (size_t) width);
    }
    cairo_surface_destroy(surface);
    return sprite;
}

struct fms_sprite fms_sprite_of(const struct fms_text_block *block, int i, enum fms_sprite_kind kind, int32_t most_px)
{
    const struct fms_text_line *line = &block->lines[i];
    struct pick pick = { block, i, kind };
    struct fms_rect ink = ink_of(&pick, most_px);
    struct fms_sprite sprite = { 0 };
    if (ink.w)
        sprite = fms_sprite_of_surface(draw(&pick, ink));
    sprite.x = line->x + ink.x;
    sprite.y = line->baseline + ink.y;
    return sprite;
}

void fms_sprite_clear(struct fms_sprite *sprite)
{
    g_free(sprite->own);
    *sprite = (struct fms_sprite){ 0 };
}
