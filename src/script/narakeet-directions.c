/*
 * Headers and stage directions: where the YAML is, and whether brackets hold any. A line of prose in brackets is prose; a
 * key that only our own language has is read as that has it.
 */
#include "narakeet-private.h"

#include <string.h>

/* One key with its children after another. */
static void follow_all(struct narakeet *narakeet, enum narakeet_place place, const GArray *entries, GArray *blocks)
{
    const struct narakeet_entry *all = (const struct narakeet_entry *) (void *) entries->data;
    for (guint i = 0, n; i < entries->len; i += n) {
        for (n = 1; i + n < entries->len && all[i + n].depth > 0;)
            n++;
        fms_narakeet_follow(narakeet, place, &all[i], n, blocks);
    }
}

static bool is_rule(const char *text, size_t at, size_t end)
{
    size_t dashes = at + strspn(text + at, "-");
    return dashes - at >= 3 && dashes + strspn(text + dashes, " \t") >= end;
}

static size_t line_end(const char *text, size_t at)
{
    return at + strcspn(text + at, "\r\n");
}

static size_t next_line(const char *text, size_t at)
{
    at = line_end(text, at);
    return at + (text[at] == '\r' && text[at + 1] == '\n' ? 2 : text[at] != '\0');
}

void fms_narakeet_header(struct narakeet *narakeet)
{
    const struct fms_source *source = narakeet->script->source;
    const char *text = source->text;
    size_t begin = next_line(text, 0), end = begin;
    if (!is_rule(text, 0, line_end(text, 0)))
        return;
    while (end < source->length && !is_rule(text, end, line_end(text, end)))
        end = next_line(text, end);
    if (end >= source->length)
        return;
    struct fms_span bad = { 0 };
    GArray *entries = fms_narakeet_yaml(narakeet->script, begin, end, &bad);
    if (bad.source)
        fms_narakeet_wrong(narakeet, bad, "a value with # or a colon in it stands in quotes",
                           "the header cannot be read from here on");
    follow_all(narakeet, NARAKEET_HEADER, entries, narakeet->opening);
    g_array_free(entries, TRUE);
    narakeet->header_end = next_line(text, end);
}

/* A key as such scripts have them: small letters and hyphens. */
static size_t key_length(const char *text)
{
    size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz-_"), colon = n + strspn(text + n, " \t");
    return n > 0 && n <= 24 && text[colon] == ':' && strchr(" \t\r\n)", text[colon + 1]) ? n : 0;
}

/* One stage direction at `at`. @return where it ends; `at` if none stands there. */
static size_t read_one(struct markdown *md, size_t at, GArray *blocks)
{
    struct narakeet *narakeet = md->dialect->user;
    const char *text = md->script->source->text;
    size_t key = at + 1 + strspn(text + at + 1, " \t"), n = text[at] == '(' ? key_length(text + key) : 0;
    char *name = g_strndup(text + key, n);
    bool ours = n > 0 && !fms_narakeet_knows(name) && fms_direction_named(name, n);
    g_free(name);
    size_t close = n > 0 && !ours ? fms_markdown_find_close(md, at, at >= md->tried_to) : at;
    if (close == at || !strchr("\r\n", text[close + 1 + strspn(text + close + 1, " \t")]))
        return at;
    struct fms_span bad = { 0 };
    GArray *entries = fms_narakeet_yaml(md->script, at + 1, close, &bad);
    if (bad.source)
        fms_narakeet_wrong(narakeet, bad, "a value with a colon in it stands in quotes",
                           "this stage direction cannot be read from here on");
    follow_all(narakeet, NARAKEET_SCENE, entries, blocks);
    g_array_free(entries, TRUE);
    return close + 1;
}

size_t fms_narakeet_directions(struct markdown *md, size_t at)
{
    const char *text = md->script->source->text;
    GArray *blocks = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    size_t end = at;
    for (size_t from = at, to; (to = read_one(md, from, blocks)) > from;) {
        end = to;
        from = next_line(text, to);
        from += strspn(text + from, " \t");
        from = text[from] == '(' ? from : to;
    }
    if (end > at)
        fms_markdown_cut(md);
    for (guint i = 0; i < blocks->len; i++)
        fms_manuscript_add(md->script, &g_array_index(blocks, struct fms_block, i));
    g_array_free(blocks, TRUE);
    return end > at ? end : fms_markdown_directions(md, at);
}
