/*
 * The plain text reader. Nothing is marked up, so it goes by what a person goes by: the first line if it looks like a
 * title, closing lines if they look like credits, and between them a paragraph a line, unless the lines were broken by
 * hand at some width.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_TITLE = 100, MAX_QUESTION_TITLE = 60, WRAPPED_AT = 40 };

/* A line that is not blank. */
struct line {
    size_t begin, end;
    size_t indent_bytes;
    bool apart; /* a blank line stands before it */
};

struct plain {
    struct fms_manuscript *script;
    struct fms_draft draft;
    GArray *lines;
};

static const struct line *line_at(const struct plain *plain, size_t i)
{
    return &g_array_index(plain->lines, struct line, i);
}

/* White space that a line may begin or end with, an ideographic space included. @return its length, 0 for none. */
static size_t white_at(const char *p)
{
    if (*p == ' ' || *p == '\t' || *p == '\v' || *p == '\f')
        return 1;
    return strncmp(p, "\u3000", 3) == 0 || strncmp(p, "\uFEFF", 3) == 0 ? 3 : 0;
}

static void split_lines(struct plain *plain, size_t from)
{
    const char *text = plain->script->source->text;
    bool apart = true;
    for (size_t at = from; at < plain->script->source->length;) {
        struct line line = { .begin = at, .apart = apart };
        line.end = at + strcspn(text + at, "\r\n");
        for (size_t n; (n = white_at(text + line.begin)) > 0;)
            line.begin += n;
        line.indent_bytes = line.begin - at;
        apart = line.begin == line.end;
        if (!apart)
            g_array_append_val(plain->lines, line);
        at = line.end + (text[line.end] == '\r' && text[line.end + 1] == '\n' ? 2 : 1);
    }
}

/* Puts line `i` into the draft, alone. */
static const char *draft_line(struct plain *plain, size_t i)
{
    fms_draft_reset(&plain->draft);
    fms_draft_add(&plain->draft, line_at(plain, i)->begin, line_at(plain, i)->end);
    return plain->draft.text->str;
}

static glong width_of(const struct plain *plain, size_t i)
{
    const struct line *line = line_at(plain, i);
    return g_utf8_strlen(plain->script->source->text + line->begin, (gssize) (line->end - line->begin));
}

/* Is line `i` the first part of a sentence that was broken by hand and goes on below? */
static bool goes_on(const struct plain *plain, size_t i)
{
    const struct line *line = line_at(plain, i);
    if (i + 1 >= plain->lines->len || line[1].apart || line[1].indent_bytes > line->indent_bytes)
        return false;
    return width_of(plain, i) >= WRAPPED_AT &&
           !fms_ends_sentence(plain->script->source->text + line->begin, line->end - line->begin);
}

static bool is_title(struct plain *plain, size_t n_lines)
{
    const char *text = draft_line(plain, 0);
    size_t length = plain->draft.text->len;
    if (n_lines < 2)
        return fms_credit_plausible(text, 0, length, FMS_BAR); /* `Series丨Title` and nothing else */
    glong n = g_utf8_strlen(text, -1);
    if (!length || n > MAX_TITLE || fms_ends_full_stop(text, length) || g_str_has_suffix(text, ":") ||
        g_str_has_suffix(text, "："))
        return false;
    if (fms_ends_sentence(text, length))
        return n <= MAX_QUESTION_TITLE && line_at(plain, 1)->apart;
    gunichar next = g_utf8_get_char(plain->script->source->text + line_at(plain, 1)->begin);
    return !(goes_on(plain, 0) && g_unichar_islower(next));
}

/* Credits under a line that says so. @return that line's number, or the number of lines. */
static size_t find_credits_heading(struct plain *plain)
{
    for (size_t i = plain->lines->len; i-- > 0;) {
        const struct line *line = line_at(plain, i);
        if (line->end - line->begin > 64)
            continue;
        const char *text = draft_line(plain, i);
        if (fms_credits_heading(text, plain->draft.text->len))
            return i;
    }
    return plain->lines->len;
}

/* How many closing lines are credits with this separator. The first line is none: it may be `Series丨Title`. */
static size_t count_credits(struct plain *plain, int separator)
{
    size_t n = 0, n_lines = plain->lines->len;
    while (n + 1 < n_lines) {
        const char *text = draft_line(plain, n_lines - 1 - n);
        if (!fms_credit_plausible(text, 0, plain->draft.text->len, separator))
            break;
        n++;
    }
    return n;
}

struct closing {
    size_t body_end, credits_begin;
    int separators;
};

static struct closing find_closing(struct plain *plain)
{
    size_t n_lines = plain->lines->len, heading = find_credits_heading(plain);
    if (plain->script->credits_level) /* included under the heading of credits */
        return (struct closing){ 0, 0, FMS_BAR | FMS_COLON };
    if (heading + 1 < n_lines && heading > 0)
        return (struct closing){ heading, heading + 1, FMS_BAR | FMS_COLON };
    size_t n = count_credits(plain, FMS_BAR);
    if (n > 0)
        return (struct closing){ n_lines - n, n_lines - n, FMS_BAR };
    n = count_credits(plain, FMS_COLON);
    if (n < 2)
        n = 0; /* one line with a colon is a sentence */
    return (struct closing){ n_lines - n, n_lines - n, FMS_COLON };
}

/* The end of the run of lines from `i` that no blank line parts. */
static size_t run_end(const struct plain *plain, size_t i, size_t end)
{
    do
        i++;
    while (i < end && !line_at(plain, i)->apart);
    return i;
}

static void add_block(struct plain *plain, enum fms_block_kind kind)
{
    struct fms_block block = fms_manuscript_block(plain->script, kind, plain->draft.begin, plain->draft.end);
    if (kind != FMS_BLOCK_RULE)
        block.text = fms_draft_text(plain->script->ctx, &plain->draft);
    if (plain->draft.text->len)
        fms_manuscript_add(plain->script, &block);
    fms_draft_reset(&plain->draft);
}

static void read_run(struct plain *plain, size_t begin, size_t end)
{
    const char *text = plain->script->source->text;
    bool wrapped = false;
    for (size_t i = begin; i + 1 < end; i++)
        wrapped |= goes_on(plain, i);
    fms_draft_reset(&plain->draft);
    for (size_t i = begin; i < end; i++) {
        const struct line *line = line_at(plain, i);
        bool drawn = fms_line_drawn(text + line->begin, line->end - line->begin, "-*_=~#");
        if (i > begin && (!wrapped || drawn || line->indent_bytes > line[-1].indent_bytes))
            add_block(plain, FMS_BLOCK_PARAGRAPH);
        fms_draft_break(&plain->draft, line->begin);
        fms_draft_add(&plain->draft, line->begin, line->end);
        if (drawn)
            add_block(plain, FMS_BLOCK_RULE);
    }
    add_block(plain, FMS_BLOCK_PARAGRAPH);
}

static void read_lines(struct plain *plain)
{
    struct closing closing = find_closing(plain);
    size_t i = 0;
    if (!plain->script->meta.title.length && closing.body_end > 0 && is_title(plain, plain->lines->len)) {
        draft_line(plain, i++);
        fms_manuscript_title(plain->script, &plain->draft, FMS_BAR | FMS_COLON);
    }
    while (i < closing.body_end) {
        size_t end = run_end(plain, i, closing.body_end);
        read_run(plain, i, end);
        i = end;
    }
    for (i = MAX(i, closing.credits_begin); i < plain->lines->len; i++) {
        draft_line(plain, i);
        fms_manuscript_credits(plain->script, &plain->draft, closing.separators, NULL);
    }
}

void fms_plain_read(struct fms_manuscript *script, size_t from)
{
    struct plain plain = { .script = script, .lines = g_array_new(FALSE, FALSE, sizeof(struct line)) };
    fms_draft_init(&plain.draft, script->source);
    split_lines(&plain, from);
    read_lines(&plain);
    fms_draft_clear(&plain.draft);
    g_array_free(plain.lines, TRUE);
}
