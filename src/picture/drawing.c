/*
 * An SVG file can name other files, addresses and programs. librsvg is given no base and so loads none of them; that
 * would leave holes in a picture without a word, so a file that asks for anything outside itself is refused here, before
 * it is drawn. All of it happens in a child process, with limits: see drawing-child-private.h.
 */
#include "drawing-private.h"

#include "diags.h"
#include "drawing-child-private.h"
#include "picture.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#define MOST_BYTES (20 << 20)
#define MOST_SIZE 32768
#define MOST_DEPTH 1000
#define MOST_NAMED 80 /* characters of a reference that a message repeats */

static const struct fms_drawing_limits limits = { .cpu_seconds = 20, .seconds = 120, .memory_bytes = (size_t) 1 << 30 };

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

/** What a piece of CSS, or any attribute, would load from outside; NULL: nothing. */
static const char *outer_of_style(const char *style)
{
    char *lower = g_ascii_strdown(style, -1);
    const char *outer = strstr(lower, "@import");
    for (const char *at = lower; !outer && (at = strstr(at, "url(")); at += 4)
        outer = is_inner(at + 4) ? NULL : at + 4;
    const char *found = outer ? style + (outer - lower) : NULL;
    g_free(lower);
    return found;
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

/** Says which reference is refused, as far as it can be read. */
static void fail_reference(GError **error, const char *reference)
{
    while (g_ascii_isspace(*reference) || *reference == '"' || *reference == '\'')
        reference++;
    bool import = g_ascii_strncasecmp(reference, "@import", 7) == 0;
    size_t length = strcspn(reference, import ? ";\r\n\t" : "\"')\r\n\t");
    glong n = MIN(g_utf8_strlen(reference, (gssize) length), MOST_NAMED);
    char *named = g_utf8_substring(reference, 0, n);
    g_set_error(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "it refers to another file or address: %s",
                named);
    g_free(named);
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
            return fail_reference(error, values[i]);
        const char *outer = outer_of_style(values[i]);
        if (outer)
            return fail_reference(error, outer);
    }
}

static void on_end(GMarkupParseContext *context, const char *name, gpointer user, GError **error)
{
    --*(int *) user;
}

static void on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer user, GError **error)
{
    const char *outer = outer_of_style(text);
    if (outer)
        fail_reference(error, outer);
}

/** Declarations and instructions; sections of characters come here as well. */
static void on_other(GMarkupParseContext *context, const char *text, gsize length, gpointer user, GError **error)
{
    if (strstr(text, "<!ENTITY"))
        return fail(error, "it defines entities");
    if (strstr(text, "xml-stylesheet"))
        return fail(error, "it refers to a style sheet outside itself");
    const char *outer = g_str_has_prefix(text, "<![CDATA[") ? outer_of_style(text) : NULL;
    if (outer)
        fail_reference(error, outer);
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
        return refuse(error, "it has no width or no height");
    double scale = MAX(1, 64 / MAX(*width, *height)); /* sizes in other units than pixels may be tiny */
    *width = MAX(1, floor(*width * scale + 0.5));
    *height = MAX(1, floor(*height * scale + 0.5));
    bool fits = *width <= MOST_SIZE && *height <= MOST_SIZE;
    return fits || refuse(error, "it is wider or higher than " G_STRINGIFY(MOST_SIZE) " px");
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

/* A drawing without a size would be drawn at its own scale from the corner: its ink fills the place instead. */
static bool render_into(RsvgHandle *handle, cairo_t *cairo, RsvgRectangle place, GError **error)
{
    double width, height;
    if (has_size(handle, &width, &height))
        return rsvg_handle_render_document(handle, cairo, &place, error);
    RsvgRectangle ink = ink_of(handle);
    cairo_scale(cairo, place.width / ink.width, place.height / ink.height);
    return rsvg_handle_render_element(handle, cairo, NULL, &(RsvgRectangle){ 0, 0, ink.width, ink.height }, error);
}

static bool render(RsvgHandle *handle, const struct fms_drawing_order *order, uint8_t *pixels, GError **error)
{
    GError *why = NULL;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, order->width_px, order->height_px);
    cairo_t *cairo = cairo_create(surface);
    RsvgRectangle viewport = { 0, 0, order->width_px, order->height_px };
    bool ok = render_into(handle, cairo, viewport, &why);
    if (!ok)
        refuse(error, why->message);
    else if (cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        ok = refuse(error, cairo_status_to_string(cairo_status(cairo)));
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

bool fms_drawing_read(const char *path, int32_t width_px, int32_t height_px, struct fms_raster *out, GError **error)
{
    struct fms_drawing_order order = { path, CLAMP(width_px, 1, MOST_SIZE), CLAMP(height_px, 1, MOST_SIZE) };
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
