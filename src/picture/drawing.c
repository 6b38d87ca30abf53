/*
 * An SVG file can name other files, addresses and programs. librsvg is given no base and so loads none of them; that
 * would leave holes in a picture without a word, so a file that asks for anything outside itself is refused here, before
 * it is drawn.
 */
#include "drawing-private.h"

#include "diags.h"
#include "fonts-private.h"
#include "picture.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define MOST_BYTES (20 << 20)
#define MOST_SIZE 32768
#define MOST_DEPTH 1000

static bool refuse(GError **error, const char *why)
{
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "cannot use this drawing: %s", why);
    return false;
}

/** Whether a reference stays inside the file. */
static bool is_inner(const char *reference)
{
    while (g_ascii_isspace(*reference) || *reference == '"' || *reference == '\'')
        reference++;
    return *reference == '#' || *reference == '\0' || g_ascii_strncasecmp(reference, "data:", 5) == 0;
}

/** Whether a piece of CSS, or any attribute, loads nothing from outside. */
static bool is_inner_style(const char *style)
{
    char *lower = g_ascii_strdown(style, -1);
    bool inner = !strstr(lower, "@import");
    for (const char *at = lower; inner && (at = strstr(at, "url(")); at += 4)
        inner = is_inner(at + 4);
    g_free(lower);
    return inner;
}

/** The part of a name after its prefix. */
static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void fail(GError **error, const char *why)
{
    g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, why);
}

static void on_element(GMarkupParseContext *context, const char *name, const char **names, const char **values,
                       gpointer user, GError **error)
{
    int *depth = user;
    if (++*depth > MOST_DEPTH)
        return fail(error, "its elements are nested too deeply");
    if (g_ascii_strcasecmp(local(name), "script") == 0)
        return fail(error, "it contains a script");
    bool links = strcmp(local(name), "a") == 0;
    for (int i = 0; names[i]; i++) {
        if (strcmp(local(names[i]), "href") == 0 && !links && !is_inner(values[i]))
            return fail(error, "it refers to another file or address");
        if (!is_inner_style(values[i]))
            return fail(error, "it refers to another file or address");
    }
}

static void on_end(GMarkupParseContext *context, const char *name, gpointer user, GError **error)
{
    --*(int *) user;
}

static void on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer user, GError **error)
{
    if (!is_inner_style(text))
        fail(error, "it refers to another file or address");
}

/** Declarations and instructions; sections of characters come here as well. */
static void on_other(GMarkupParseContext *context, const char *text, gsize length, gpointer user, GError **error)
{
    if (strstr(text, "<!ENTITY"))
        return fail(error, "it defines entities");
    if (strstr(text, "xml-stylesheet"))
        return fail(error, "it refers to another file or address");
    if (g_str_has_prefix(text, "<![CDATA[") && !is_inner_style(text))
        fail(error, "it refers to another file or address");
}

static bool check(const char *text, gsize length, GError **error)
{
    static const GMarkupParser parser = { on_element, on_end, on_text, on_other, NULL };
    int depth = 0;
    GError *why = NULL;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, &depth, NULL);
    bool ok = g_markup_parse_context_parse(context, text, (gssize) length, &why) &&
              g_markup_parse_context_end_parse(context, &why);
    g_markup_parse_context_free(context);
    if (!ok)
        refuse(error, why->message);
    g_clear_error(&why);
    return ok;
}

static RsvgHandle *open_drawing(const char *path, GError **error)
{
    char *text;
    gsize length;
    GError *why = NULL;
    GMappedFile *file = g_mapped_file_new(path, FALSE, &why);
    if (!file) {
        refuse(error, why->message);
        g_clear_error(&why);
        return NULL;
    }
    length = g_mapped_file_get_length(file);
    text = g_mapped_file_get_contents(file);
    RsvgHandle *handle = NULL;
    if (length > MOST_BYTES || length == 0)
        refuse(error, length ? "it is larger than 20 MB" : "it is empty");
    else if (check(text, length, error)) {
        handle = rsvg_handle_new_from_data((const guint8 *) text, length, &why);
        if (!handle)
            refuse(error, why->message);
        g_clear_error(&why);
    }
    g_mapped_file_unref(file);
    return handle;
}

/** Its own size in pixels, or of its view box where that has the only numbers; a square where there are none. */
static bool size_of(RsvgHandle *handle, double *width, double *height)
{
    gboolean has_width, has_height, has_box;
    RsvgLength unused;
    RsvgRectangle box;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, width, height)) {
        rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &unused, &has_height, &unused, &has_box, &box);
        *width = has_box ? box.width : 512;
        *height = has_box ? box.height : 512;
    }
    if (!(*width > 0 && *height > 0 && *width < 1e6 && *height < 1e6))
        return false;
    double scale = MAX(1, 64 / MAX(*width, *height)); /* sizes in other units than pixels may be tiny */
    *width = MAX(1, floor(*width * scale + 0.5));
    *height = MAX(1, floor(*height * scale + 0.5));
    return *width <= MOST_SIZE && *height <= MOST_SIZE;
}

bool fms_drawing_size(const char *path, int32_t *width_px, int32_t *height_px, GError **error)
{
    double width, height;
    fms_fonts_lock();
    RsvgHandle *handle = open_drawing(path, error);
    bool ok = handle && (size_of(handle, &width, &height) || refuse(error, "its size makes no sense"));
    if (ok) {
        *width_px = (int32_t) width;
        *height_px = (int32_t) height;
    }
    g_clear_object(&handle);
    fms_fonts_unlock();
    return ok;
}

/** Cairo's premultiplied ARGB to planes of R, G, B and straight alpha. */
static void split(cairo_surface_t *surface, struct fms_raster *out)
{
    size_t plane = (size_t) out->width_px * (size_t) out->height_px;
    uint8_t *bytes = g_malloc(4 * plane);
    for (int32_t y = 0; y < out->height_px; y++) {
        const uint8_t *row =
            cairo_image_surface_get_data(surface) + y * (ptrdiff_t) cairo_image_surface_get_stride(surface);
        uint8_t *to = bytes + (size_t) y * (size_t) out->width_px;
        for (int32_t x = 0; x < out->width_px; x++) {
            uint32_t argb;
            memcpy(&argb, row + 4 * (ptrdiff_t) x, 4);
            uint32_t alpha = argb >> 24;
            for (int i = 0; i < 3; i++)
                to[(size_t) i * plane + (size_t) x] =
                    (uint8_t) (alpha ? ((argb >> (16 - 8 * i) & 255) * 255 + alpha / 2) / alpha : 0);
            to[3 * plane + (size_t) x] = (uint8_t) alpha;
        }
    }
    for (int i = 0; i < 4; i++) {
        out->plane[i] = bytes + (size_t) i * plane;
        out->stride_bytes[i] = out->width_px;
    }
    out->owner = bytes;
    out->release = g_free;
}

static bool render(RsvgHandle *handle, struct fms_raster *out, GError **error)
{
    GError *why = NULL;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, out->width_px, out->height_px);
    cairo_t *cairo = cairo_create(surface);
    RsvgRectangle viewport = { 0, 0, out->width_px, out->height_px };
    bool ok = rsvg_handle_render_document(handle, cairo, &viewport, &why);
    if (!ok)
        refuse(error, why->message);
    else if (cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        ok = refuse(error, cairo_status_to_string(cairo_status(cairo)));
    g_clear_error(&why);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    if (ok)
        split(surface, out);
    cairo_surface_destroy(surface);
    return ok;
}

bool fms_drawing_read(const char *path, int32_t width_px, int32_t height_px, struct fms_raster *out, GError **error)
{
    *out = (struct fms_raster){ .model = FMS_RASTER_RGB,
                                .width_px = CLAMP(width_px, 1, MOST_SIZE),
                                .height_px = CLAMP(height_px, 1, MOST_SIZE),
                                .depth = 8,
                                .full_range = true,
                                .matrix = FMS_MATRIX_709 };
    fms_fonts_lock();
    RsvgHandle *handle = open_drawing(path, error);
    bool ok = handle && render(handle, out, error);
    g_clear_object(&handle);
    fms_fonts_unlock();
    return ok;
}
