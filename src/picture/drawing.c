/*
 * librsvg is given no base and so loads no other file; drawing-rules.c refuses those that would need one. All of it happens in a
 * child process, with limits: see drawing-child-private.h.
 */
#include "drawing-private.h"

#include "diags.h"
#include "drawing-child-private.h"
#include "drawing-rules-private.h"
#include "picture.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>
#include <talloc.h>

#define MOST_BYTES (20 << 20)
#define MOST_SIZE 32768
#define MOST_IDS_BYTES (1 << 20)

static const struct fms_confines limits = { .cpu_seconds = 20, .seconds = 120, .memory_bytes = (size_t) 1 << 30 };

/** The text of a drawing, to be unreferenced. */
static GMappedFile *open_text(const char *path, GError **error)
{
    GError *why = NULL;
    GMappedFile *file = g_mapped_file_new(path, FALSE, &why);
    if (!file) {
        fms_drawing_refuse(error, why->message);
        g_clear_error(&why);
        return NULL;
    }
    gsize length = g_mapped_file_get_length(file);
    if (length > 0 && length <= MOST_BYTES)
        return file;
    fms_drawing_refuse(error, length ? "it is larger than 20 MB" : "it is empty");
    g_mapped_file_unref(file);
    return NULL;
}

static RsvgHandle *open_drawing(const char *path, GError **error)
{
    GError *why = NULL;
    GMappedFile *file = open_text(path, error);
    if (!file)
        return NULL;
    const char *text = g_mapped_file_get_contents(file);
    gsize length = g_mapped_file_get_length(file);
    RsvgHandle *handle = NULL;
    if (fms_drawing_check(text, length, error)) {
        handle = rsvg_handle_new_from_data((const guint8 *) text, length, &why);
        if (!handle)
            fms_drawing_refuse(error, why->message);
        g_clear_error(&why);
    }
    g_mapped_file_unref(file);
    return handle;
}

/** Whether a drawing says how large it is, in pixels or by its view box. */
static bool has_size(RsvgHandle *handle, double *width, double *height)
{
    gboolean has_width, has_height, has_box;
    RsvgLength unused;
    RsvgRectangle box;
    if (rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height))
        return true;
    rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &unused, &has_height, &unused, &has_box, &box);
    if (has_box) {
        *width = box.width;
        *height = box.height;
    }
    return has_box;
}

/** Where the ink of a drawing without a size lies. Nothing drawn: a square. */
static RsvgRectangle ink_of(RsvgHandle *handle)
{
    RsvgRectangle ink = { 0 };
    if (!rsvg_handle_get_geometry_for_element(handle, NULL, &ink, NULL, NULL) || !(ink.width > 0 && ink.height > 0))
        return (RsvgRectangle){ 0, 0, 512, 512 };
    return ink;
}

static bool size_of(RsvgHandle *handle, double *width, double *height, GError **error)
{
    if (!has_size(handle, width, height)) {
        RsvgRectangle ink = ink_of(handle);
        *width = ink.width;
        *height = ink.height;
    }
    if (!(*width > 0 && *height > 0))
        return fms_drawing_refuse(error, "it has no width or no height");
    double scale = MAX(1, 64 / MAX(*width, *height)); /* sizes in other units than pixels may be tiny */
    *width = MAX(1, floor(*width * scale + 0.5));
    *height = MAX(1, floor(*height * scale + 0.5));
    bool fits = *width <= MOST_SIZE && *height <= MOST_SIZE;
    return fits || fms_drawing_refuse(error, "it is wider or higher than " G_STRINGIFY(MOST_SIZE) " px");
}

static void answer_size(const struct fms_drawing_order *order, struct fms_drawing_answer *answer)
{
    double width, height;
    GError *why = NULL;
    RsvgHandle *handle = open_drawing(order->path, &why);
    answer->good = handle && size_of(handle, &width, &height, &why);
    if (answer->good) {
        answer->width_px = (int32_t) width;
        answer->height_px = (int32_t) height;
    } else
        g_strlcpy(answer->why, why->message, sizeof answer->why);
}

bool fms_drawing_size(const char *path, int32_t *width_px, int32_t *height_px, GError **error)
{
    struct fms_drawing_order order = { .path = path };
    struct fms_drawing_answer *answer = fms_drawing_child_run(answer_size, &order, 0, &limits, error);
    if (!answer)
        return false;
    *width_px = answer->width_px;
    *height_px = answer->height_px;
    fms_drawing_answer_free(answer);
    return true;
}

/** Cairo's premultiplied ARGB to planes of R, G, B and straight alpha. */
static void split(cairo_surface_t *surface, const struct fms_drawing_order *order, uint8_t *bytes)
{
    size_t plane = (size_t) order->width_px * (size_t) order->height_px;
    for (int32_t y = 0; y < order->height_px; y++) {
        const uint8_t *row =
            cairo_image_surface_get_data(surface) + y * (ptrdiff_t) cairo_image_surface_get_stride(surface);
        uint8_t *to = bytes + (size_t) y * (size_t) order->width_px;
        for (int32_t x = 0; x < order->width_px; x++) {
            uint32_t argb;
            memcpy(&argb, row + 4 * (ptrdiff_t) x, 4);
            uint32_t alpha = argb >> 24;
            for (int i = 0; i < 3; i++)
                to[(size_t) i * plane + (size_t) x] =
                    (uint8_t) (alpha ? ((argb >> (16 - 8 * i) & 255) * 255 + alpha / 2) / alpha : 0);
            to[3 * plane + (size_t) x] = (uint8_t) alpha;
        }
    }
}

/* An id may be any text: as style sheets have it, each of its characters is a number. */
static void append_escaped(GString *css, const char *id)
{
    for (const char *at = id; *at; at = g_utf8_next_char(at))
        g_string_append_printf(css, "\\%x ", g_utf8_get_char(at));
}

/** Lays a style sheet over the drawing's own and hides the elements with these ids, joined by blanks. */
static bool dress(RsvgHandle *handle, const char *style, const char *ids, GError **error)
{
    GString *css = g_string_new(style);
    char *valid = g_utf8_make_valid(ids ? ids : "", -1);
    char **each = g_strsplit(valid, " ", -1);
    for (int i = 0; each[i]; i++) {
        if (!*each[i])
            continue;
        g_string_append_c(css, '#');
        append_escaped(css, each[i]);
        g_string_append(css, "{display:none !important}\n");
    }
    bool ok = css->len == 0 || rsvg_handle_set_stylesheet(handle, (const guint8 *) css->str, css->len, error);
    g_strfreev(each);
    g_free(valid);
    g_string_free(css, TRUE);
    return ok;
}

/** Where all ink of a drawing without a size lies in its own coordinates. */
static RsvgRectangle place_of_ink(RsvgHandle *handle, RsvgRectangle size)
{
    RsvgRectangle ink = size;
    if (!rsvg_handle_get_geometry_for_layer(handle, NULL, &size, &ink, NULL, NULL) ||
        !(ink.width > 0 && ink.height > 0))
        return size;
    return ink;
}

/*
 * A drawing without a size would be drawn at its own scale from the corner: its ink, all of it, fills the place instead,
 * also where only a part of it is drawn.
 */
static bool render_into(RsvgHandle *handle, const struct fms_drawing_order *order, cairo_t *cairo, GError **error)
{
    double width, height;
    RsvgRectangle place = { 0, 0, order->width_px, order->height_px };
    if (!has_size(handle, &width, &height)) {
        RsvgRectangle ink = ink_of(handle), origin = place_of_ink(handle, ink);
        cairo_scale(cairo, place.width / ink.width, place.height / ink.height);
        cairo_translate(cairo, -origin.x, -origin.y);
        place = ink;
    }
    if (!dress(handle, order->style, order->without, error))
        return false;
    if (!order->part || !*order->part)
        return rsvg_handle_render_layer(handle, cairo, NULL, &place, error);
    char *id = g_strconcat("#", order->part, NULL);
    bool ok = rsvg_handle_has_sub(handle, id);
    if (!ok)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "no element in it has the id '%s'", order->part);
    ok = ok && rsvg_handle_render_layer(handle, cairo, id, &place, error);
    g_free(id);
    return ok;
}

static bool render(RsvgHandle *handle, const struct fms_drawing_order *order, uint8_t *pixels, GError **error)
{
    GError *why = NULL;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, order->width_px, order->height_px);
    cairo_t *cairo = cairo_create(surface);
    bool ok = render_into(handle, order, cairo, &why);
    if (!ok)
        fms_drawing_refuse(error, why->message);
    else if (cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        ok = fms_drawing_refuse(error, cairo_status_to_string(cairo_status(cairo)));
    g_clear_error(&why);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    if (ok)
        split(surface, order, pixels);
    cairo_surface_destroy(surface);
    return ok;
}

static void answer_pixels(const struct fms_drawing_order *order, struct fms_drawing_answer *answer)
{
    GError *why = NULL;
    RsvgHandle *handle = open_drawing(order->path, &why);
    answer->good = handle && render(handle, order, answer->pixels, &why);
    if (!answer->good)
        g_strlcpy(answer->why, why->message, sizeof answer->why);
}

static void answer_ids(const struct fms_drawing_order *order, struct fms_drawing_answer *answer)
{
    GError *why = NULL;
    GMappedFile *file = open_text(order->path, &why);
    answer->good = file && fms_drawing_ids(g_mapped_file_get_contents(file), g_mapped_file_get_length(file),
                                           (char *) answer->pixels, MOST_IDS_BYTES, &why);
    if (!answer->good)
        g_strlcpy(answer->why, why->message, sizeof answer->why);
}

char **fms_drawing_parts(void *ctx, const char *path, GError **error)
{
    struct fms_drawing_order order = { .path = path };
    struct fms_drawing_answer *answer = fms_drawing_child_run(answer_ids, &order, MOST_IDS_BYTES, &limits, error);
    if (!answer)
        return NULL;
    size_t n = 0;
    const char *ids = (const char *) answer->pixels;
    for (const char *at = ids; *at; at += strlen(at) + 1)
        n++;
    char **parts = talloc_zero_array(ctx, char *, n + 1);
    for (size_t i = 0; i < n; i++, ids += strlen(ids) + 1)
        parts[i] = talloc_strdup(parts, ids);
    fms_drawing_answer_free(answer);
    return parts;
}

bool fms_drawing_read(const struct fms_drawing_order *asked, struct fms_raster *out, GError **error)
{
    struct fms_drawing_order order = *asked;
    order.width_px = CLAMP(order.width_px, 1, MOST_SIZE);
    order.height_px = CLAMP(order.height_px, 1, MOST_SIZE);
    size_t plane = (size_t) order.width_px * (size_t) order.height_px;
    struct fms_drawing_answer *answer = fms_drawing_child_run(answer_pixels, &order, 4 * plane, &limits, error);
    *out = (struct fms_raster){ .model = FMS_RASTER_RGB,
                                .width_px = order.width_px,
                                .height_px = order.height_px,
                                .depth = 8,
                                .full_range = true,
                                .matrix = FMS_MATRIX_709 };
    if (!answer)
        return false;
    for (int i = 0; i < 4; i++) {
        out->plane[i] = answer->pixels + (size_t) i * plane;
        out->stride_bytes[i] = order.width_px;
    }
    out->owner = answer;
    out->release = fms_drawing_answer_free;
    return true;
}
