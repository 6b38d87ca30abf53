/*
 * Marks inside words that CommonMark does not know and people write all the same: footnotes, marks of notes and of
 * highlighting. md4c hands them over as text; nobody wants to hear them. What is left keeps its place in the source.
 */
#include "markdown-private.h"

#include <string.h>

#define MOST_LABEL 64 /* bytes of a footnote's name */

/* Length of `[^name]` at `text`; 0 if none stands there. */
static size_t footnote_at(const char *text, size_t n)
{
    if (n < 4 || text[0] != '[' || text[1] != '^')
        return 0;
    size_t limit = MIN(n, MOST_LABEL), at = 2;
    while (at < limit && !strchr(" \t[]^", text[at]))
        at++;
    return at > 2 && at < limit && text[at] == ']' ? at + 1 : 0;
}

/* Length of `[!NOTE]`. */
static size_t alert_at(const char *text, size_t n)
{
    size_t at = 2, limit = MIN(n, 16);
    if (n < 4 || text[0] != '[' || text[1] != '!')
        return 0;
    while (at < limit && g_ascii_isupper(text[at]))
        at++;
    return at > 2 && at < limit && text[at] == ']' ? at + 1 : 0;
}

/* The `==` that closes the one at `at`; `n` if none does. */
static size_t closing_equals(const char *text, size_t at, size_t n)
{
    if (n - at < 5 || memcmp(text + at, "==", 2) != 0 || strchr(" =", text[at + 2]))
        return n;
    const char *close = memmem(text + at + 3, n - at - 3, "==", 2);
    return close && close[-1] != ' ' ? (size_t) (close - text) : n;
}

/* Length of what is dropped at `at`, 0 for nothing. `close` is where an opened highlighting ends. */
static size_t dropped_at(const struct fms_draft *draft, const char *text, size_t at, size_t n, size_t *close)
{
    if (at == *close)
        return 2;
    if (text[at] == '[') {
        size_t alert = at == 0 && draft->text->len == 0 ? alert_at(text, n) : 0;
        return alert ? alert : footnote_at(text + at, n - at);
    }
    if (text[at] != '=' || *close < n)
        return 0;
    *close = closing_equals(text, at, n);
    return *close < n ? 2 : 0;
}

void fms_markdown_add_prose(struct markdown *md, struct fms_draft *draft, size_t from, size_t n)
{
    const char *text = md->script->source->text + from;
    bool line = draft->text->len == 0 || draft->line;
    size_t label = line ? footnote_at(text, n) : 0, close = n, kept = 0;
    if (label && label < n && text[label] == ':') {
        md->in_note = true;
        md->note_begin = from;
        return;
    }
    for (size_t at = 0; at < n;) {
        size_t dropped = dropped_at(draft, text, at, n, &close);
        if (!dropped) {
            at++;
            continue;
        }
        fms_draft_add(draft, from + kept, from + at);
        at += dropped;
        kept = at;
    }
    fms_draft_add(draft, from + kept, from + n);
}

void fms_markdown_end_note(struct markdown *md)
{
    if (md->in_note)
        fms_manuscript_warn(md->script, md->note_begin, MAX(md->note_begin, md->cursor), "markdown.note",
                            "say it in the sentence that it belongs to", "a footnote is not narrated; it is left out");
    md->in_note = false;
}

/* md4c does not tell where a code block without words stands: its fences are the next ones. */
struct fms_span fms_markdown_empty_code(struct markdown *md)
{
    const char *text = md->script->source->text;
    size_t at = md->cursor, fence[2] = { md->cursor, md->cursor };
    for (int i = 0; i < 2; i++) {
        while (text[at] && !(strchr("`~", text[at]) && text[at + 1] == text[at] && text[at + 2] == text[at]))
            at++;
        if (!text[at])
            break;
        fence[i] = at;
        at = md->cursor = fms_markdown_line_end(md, at);
    }
    return (struct fms_span){ md->script->source, fence[0], fms_markdown_line_end(md, fence[0]) };
}
