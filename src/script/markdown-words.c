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

/* How many bytes go by before one at which something may be dropped. */
static size_t plain_length(const char *text, size_t n)
{
    size_t at = 0;
    while (at < n && text[at] != '[' && text[at] != ']' && text[at] != '=')
        at++;
    return at;
}

/* Length of what is dropped at `at`, 0 for nothing. */
static size_t dropped_at(struct markdown *md, struct fms_draft *draft, const char *text, size_t at, size_t n)
{
    size_t source_at = (size_t) (text + at - md->script->source->text);
    if (text[at] != '[')
        return strchr("]=", text[at]) ? fms_markdown_pair_at(md, draft, source_at) : 0;
    size_t dropped = at == 0 && draft->text->len == 0 ? alert_at(text, n) : 0;
    dropped = dropped ? dropped : footnote_at(text + at, n - at);
    return dropped ? dropped : fms_markdown_pair_at(md, draft, source_at);
}

/* A mark of a pair needs everything before it in the draft, so that is where the text goes on. */
void fms_markdown_add_prose(struct markdown *md, struct fms_draft *draft, size_t from, size_t n)
{
    const char *text = md->script->source->text + from;
    bool line = draft->text->len == 0 || draft->line;
    size_t label = line ? footnote_at(text, n) : 0, kept = 0;
    if (label && label < n && text[label] == ':') {
        md->in_note = true;
        md->note_begin = from;
        return;
    }
    for (size_t at = 0; at < n;) {
        at += plain_length(text + at, n - at);
        fms_draft_add(draft, from + kept, from + at);
        size_t dropped = at < n ? dropped_at(md, draft, text, at, n) : 0;
        kept = at + dropped;
        at += MAX(dropped, 1);
    }
    if (kept > n)
        md->skip_to = MAX(md->skip_to, from + kept);
    else
        fms_draft_add(draft, from + kept, from + n);
}

void fms_markdown_end_note(struct markdown *md)
{
    if (md->in_note)
        fms_manuscript_warn(md->script, md->note_begin, MAX(md->note_begin, md->cursor), "markdown.note",
                            "say it in the sentence that it belongs to", "a footnote is not narrated; it is left out");
    md->in_note = false;
}
