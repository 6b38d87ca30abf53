/*
 * An SVG file can name other files, addresses and programs. librsvg is given no base and so loads none of them; that
 * would leave holes in a picture without a word, so a file that asks for anything outside itself is refused here, before
 * it is drawn.
 */
#include "drawing-rules-private.h"

#include "diags.h"

#include <string.h>

#define MOST_DEPTH 1000
#define MOST_NAMED 80 /* characters of a reference that a message repeats */
#define MOST_ID 200   /* bytes */

bool fms_drawing_refuse(GError **error, const char *why)
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

static bool parse(const GMarkupParser *parser, void *user, const char *text, size_t length, GError **error)
{
    GError *why = NULL;
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    GMarkupParseContext *context = g_markup_parse_context_new(parser, 0, user, NULL);
    bool ok = g_markup_parse_context_parse(context, text, (gssize) length, &why) &&
              g_markup_parse_context_end_parse(context, &why);
    g_markup_parse_context_free(context);
    if (!ok)
        fms_drawing_refuse(error, why->message);
    g_clear_error(&why);
    return ok;
}

bool fms_drawing_check(const char *text, size_t length, GError **error)
{
    static const GMarkupParser parser = { on_element, on_end, on_text, on_other, NULL };
    int depth = 0;
    return parse(&parser, &depth, text, length, error);
}

struct ids {
    char *out;
    size_t room, used;
};

/** Whether an id is one that a script can name: one word. */
static bool is_word(const char *id)
{
    size_t length = strlen(id);
    return length > 0 && length <= MOST_ID && !strpbrk(id, " \t\r\n\f");
}

static void on_identified(GMarkupParseContext *context, const char *name, const char **names, const char **values,
                          gpointer user, GError **error)
{
    struct ids *ids = user;
    for (int i = 0; names[i]; i++) {
        size_t length = strlen(values[i]) + 1;
        if (strcmp(names[i], "id") != 0 || !is_word(values[i]) || length >= ids->room - ids->used)
            continue;
        memcpy(ids->out + ids->used, values[i], length);
        ids->used += length;
    }
}

bool fms_drawing_ids(const char *text, size_t length, char *out, size_t room, GError **error)
{
    static const GMarkupParser parser = { on_identified, NULL, NULL, NULL, NULL };
    struct ids ids = { out, room, 0 };
    bool ok = fms_drawing_check(text, length, error) && parse(&parser, &ids, text, length, error);
    out[ids.used] = '\0';
    return ok;
}
