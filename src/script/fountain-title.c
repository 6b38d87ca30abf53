/*
 * The title page: `Key: value` lines above the first blank line; a value may go on in indented lines. It is one only if it
 * begins with a key that title pages have, for `FADE IN:` begins many a script. Only what belongs on a screen is kept.
 */
#include "fountain-private.h"

#include <string.h>

struct title_key {
    const char *name;
    size_t offset; /* of the text in struct fms_meta */
};

#define AT(member) offsetof(struct fms_meta, member)

static const struct title_key keys[] = {
    { "title", AT(title) },
    { "author", AT(author) },
    { "authors", AT(author) },
    { "language", AT(language) },
};

/* Length of the key that a line begins with, up to its colon; 0: none. */
static size_t key_length(const char *line, size_t n)
{
    size_t length = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ");
    return length > 0 && length < n && line[length] == ':' ? length : 0;
}

static bool opens_title_page(const char *key, size_t length)
{
    static const char *const known[] = { "title",      "credit", "author",  "authors",   "source",   "notes",
                                         "draft date", "date",   "contact", "copyright", "language", "revision" };
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (strlen(known[i]) == length && g_ascii_strncasecmp(known[i], key, length) == 0)
            return true;
    return false;
}

/* An included screenplay's title page says nothing of the film. */
static void keep(struct fountain *fountain, const char *name, size_t length)
{
    for (size_t i = 0; i < G_N_ELEMENTS(keys) && fountain->script->including->len == 1; i++) {
        struct fms_text *text = (struct fms_text *) (void *) ((char *) &fountain->script->meta + keys[i].offset);
        bool is_it = strlen(keys[i].name) == length && g_ascii_strncasecmp(keys[i].name, name, length) == 0;
        if (is_it && fountain->text.text->len && !text->length)
            *text = fms_draft_text(fountain->script->ctx, &fountain->text);
    }
}

size_t fms_fountain_title_page(struct fountain *fountain, size_t at)
{
    const struct fms_source *source = fountain->script->source;
    const char *key = NULL;
    size_t n_key = 0, first = at;
    while (at < source->length) {
        struct fountain_line line = fms_fountain_line(fountain, at);
        const char *text = source->text + line.begin;
        size_t n = line.begin == at ? key_length(text, line.end - line.begin) : 0;
        if (line.blank || (!key && !opens_title_page(text, n)))
            break;
        if (n > 0) {
            if (key)
                keep(fountain, key, n_key);
            fms_draft_reset(&fountain->text);
            key = text;
            n_key = n;
        }
        fms_draft_break(&fountain->text, line.begin);
        fms_fountain_add(fountain, MIN(line.begin + (n > 0 ? n + 1 : 0), line.end), line.end);
        at = line.next;
    }
    if (key)
        keep(fountain, key, n_key);
    fms_draft_reset(&fountain->text);
    return key ? at : first;
}
