/*
 * Texts and drafts of texts. A text is what is left of a piece of the source when markup and spare white space are
 * gone; its marks lead back. A mark is set only where text and source stop advancing together, so that an ordinary
 * paragraph needs one.
 */
#include "large-copy.h"
#include "script-private.h"

#include <string.h>

struct fms_span fms_text_span(const struct fms_text *text, size_t begin, size_t end)
{
    struct fms_span span = text->span;
    if (!text->n_marks)
        return span;
    end = MIN(end, text->length);
    begin = MIN(begin, end);
    size_t places[2] = { begin, end > begin ? end - 1 : begin };
    for (int i = 0; i < 2; i++) {
        size_t low = 0, high = text->n_marks;
        while (high - low > 1) {
            size_t middle = low + (high - low) / 2;
            *(text->marks[middle].in_text <= places[i] ? &low : &high) = middle;
        }
        places[i] = text->marks[low].in_source + (places[i] - text->marks[low].in_text);
    }
    span.begin = CLAMP(places[0], text->span.begin, text->span.end);
    span.end = CLAMP(places[1] + (end > begin), span.begin, text->span.end);
    return span;
}

const struct fms_attribute *fms_block_attribute(const struct fms_block *block, const char *name)
{
    for (size_t i = 0; i < block->n_attributes; i++)
        if (strcmp(block->attributes[i].name, name) == 0)
            return &block->attributes[i];
    return NULL;
}

void fms_draft_init(struct fms_draft *draft, const struct fms_source *source)
{
    *draft = (struct fms_draft){ .source = source,
                                 .text = g_string_new(NULL),
                                 .marks = g_array_new(FALSE, FALSE, sizeof(struct fms_text_mark)),
                                 .lines = g_array_new(FALSE, FALSE, sizeof(size_t)),
                                 .inlines = g_array_new(FALSE, FALSE, sizeof(struct fms_inline)),
                                 .open = g_array_new(FALSE, FALSE, sizeof(struct fms_open_inline)) };
}

void fms_draft_clear(struct fms_draft *draft)
{
    g_string_free(draft->text, TRUE);
    g_array_free(draft->marks, TRUE);
    g_array_free(draft->lines, TRUE);
    g_array_free(draft->inlines, TRUE);
    g_array_free(draft->open, TRUE);
}

void fms_draft_reset(struct fms_draft *draft)
{
    g_string_truncate(draft->text, 0);
    g_array_set_size(draft->marks, 0);
    g_array_set_size(draft->lines, 0);
    g_array_set_size(draft->inlines, 0);
    g_array_set_size(draft->open, 0);
    draft->begin = draft->end = draft->blank_at = 0;
    draft->blank = draft->line = false;
}

static void append(struct fms_draft *draft, size_t at, const char *bytes, size_t n)
{
    size_t here = draft->text->len;
    at = MIN(at, MAX(draft->source->length, 1) - 1); /* what is put in at the very end came from the last byte */
    const struct fms_text_mark *last =
        draft->marks->len ? &g_array_index(draft->marks, struct fms_text_mark, draft->marks->len - 1) : NULL;
    if (!last || last->in_source + (here - last->in_text) != at) {
        struct fms_text_mark mark = { here, at };
        g_array_append_val(draft->marks, mark);
    }
    g_string_append_len(draft->text, bytes, (gssize) n);
}

/* Scripts that are written without blanks between words. */
static bool sets_no_blanks(gunichar c)
{
    return (c >= 0x3000 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* White space that had to wait for what follows it. */
static void append_due_blank(struct fms_draft *draft, gunichar next)
{
    const char *tail = draft->text->str + draft->text->len;
    bool together = draft->line && sets_no_blanks(next) && sets_no_blanks(g_utf8_get_char(g_utf8_prev_char(tail)));
    if (!together)
        append(draft, draft->blank_at, " ", 1);
    draft->blank = false;
}

static bool is_white(gunichar c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029 || c == 0x3000;
}

/* Characters that nobody reads aloud and that would only confuse whoever shapes, speaks or prints the text. */
static bool is_dropped(gunichar c)
{
    bool turns =
        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);      /* what is left open turns others' words */
    bool nothing = (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; /* Unicode's noncharacters */
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xFEFF || turns || nothing;
}

enum { TAB = 4, LONG_LINE = 512 };

static void append_tab(struct fms_draft *draft, size_t at)
{
    size_t line = draft->lines->len ? g_array_index(draft->lines, size_t, draft->lines->len - 1) : 0;
    size_t bytes = draft->text->len - line;
    size_t column = bytes < LONG_LINE ? (size_t) g_utf8_strlen(draft->text->str + line, (gssize) bytes) : 0;
    for (size_t n = TAB - column % TAB; n > 0; n--)
        append(draft, at, " ", 1);
}

/* Code and shown words keep their lines and indents. */
static void add_verbatim(struct fms_draft *draft, size_t at, const char *bytes, size_t n)
{
    gunichar c = g_utf8_get_char(bytes);
    if (!draft->text->len)
        draft->begin = at;
    if (draft->line || !draft->lines->len)
        g_array_append_val(draft->lines, draft->text->len);
    draft->line = c == '\n';
    if (c == '\t')
        append_tab(draft, at);
    else if (c == '\n' || !is_dropped(c))
        append(draft, at, bytes, n);
    draft->end = MIN(at + n, draft->source->length);
}

static void add_character(struct fms_draft *draft, size_t at, const char *bytes, size_t n)
{
    gunichar c = g_utf8_get_char(bytes);
    if (draft->verbatim) {
        add_verbatim(draft, at, bytes, n);
        return;
    }
    if (is_white(c)) {
        if (draft->text->len && !draft->blank)
            draft->blank_at = at;
        draft->blank = draft->text->len > 0;
        return;
    }
    if (is_dropped(c))
        return;
    if (!draft->text->len)
        draft->begin = at;
    if (draft->blank)
        append_due_blank(draft, c);
    if (draft->line || !draft->text->len)
        g_array_append_val(draft->lines, draft->text->len);
    draft->line = false;
    append(draft, at, bytes, n);
    draft->end = at + n;
}

static bool is_plain(char c)
{
    return c > ' ' && c < 0x7F;
}

/* How many bytes from `from` on are words of ASCII with one blank between them: most of most scripts, added at once. */
static size_t plain_length(const struct fms_draft *draft, size_t from, size_t to)
{
    const char *text = draft->source->text;
    size_t at = from;
    if (draft->verbatim || draft->blank || draft->line || !draft->text->len)
        return 0;
    while (at < to && (is_plain(text[at]) || (text[at] == ' ' && at + 1 < to && is_plain(text[at + 1]))))
        at++;
    return at - from;
}

void fms_draft_add(struct fms_draft *draft, size_t from, size_t to)
{
    while (from < to) {
        const char *bytes = draft->source->text + from;
        size_t n = plain_length(draft, from, to);
        if (n > 0) {
            append(draft, from, bytes, n);
            draft->end = from + n;
        } else {
            n = (size_t) (g_utf8_next_char(bytes) - bytes);
            add_character(draft, from, bytes, n);
        }
        from += n;
    }
}

void fms_draft_put(struct fms_draft *draft, size_t at, const char *utf8, size_t length)
{
    for (const char *p = utf8; p < utf8 + length; p = g_utf8_next_char(p))
        add_character(draft, at + (size_t) (p - utf8), p, (size_t) (g_utf8_next_char(p) - p));
}

void fms_draft_break(struct fms_draft *draft, size_t at)
{
    add_character(draft, at, "\n", 1);
    draft->line = draft->blank || draft->verbatim;
}

void fms_draft_line(const struct fms_draft *draft, size_t i, size_t *begin, size_t *end)
{
    *begin = g_array_index(draft->lines, size_t, i);
    *end = i + 1 < draft->lines->len ? g_array_index(draft->lines, size_t, i + 1) : draft->text->len;
}

/* The draft's marks for [begin, end), counted from `begin`. */
static void slice_marks(TALLOC_CTX *ctx, const struct fms_draft *draft, size_t begin, size_t end, struct fms_text *out)
{
    const struct fms_text_mark *marks = (const struct fms_text_mark *) (void *) draft->marks->data;
    size_t low = 0, high = draft->marks->len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(marks[middle].in_text <= begin ? &low : &high) = middle;
    }
    size_t n = 1;
    while (low + n < draft->marks->len && marks[low + n].in_text < end)
        n++;
    struct fms_text_mark *copy = fms_large_copy(ctx, marks + low, n * sizeof *copy);
    copy[0].in_source += begin - copy[0].in_text;
    copy[0].in_text = begin;
    for (size_t i = 0; i < n; i++)
        copy[i].in_text -= begin;
    out->marks = copy;
    out->n_marks = n;
}

struct fms_text fms_draft_slice(TALLOC_CTX *ctx, const struct fms_draft *draft, size_t begin, size_t end)
{
    const char *text = draft->text->str;
    while (begin < end && text[begin] == ' ' && !draft->verbatim)
        begin++;
    while (end > begin && text[end - 1] == ' ' && !draft->verbatim)
        end--;
    struct fms_text slice = { .utf8 = "", .span = { draft->source, draft->end, draft->end } };
    if (begin == end)
        return slice;
    slice.utf8 = talloc_strndup(ctx, text + begin, end - begin);
    slice.length = end - begin;
    slice_marks(ctx, draft, begin, end, &slice);
    fms_draft_slice_inlines(ctx, draft, begin, end, &slice);
    slice.span = (struct fms_span){ draft->source, 0, SIZE_MAX };
    slice.span = fms_text_span(&slice, 0, slice.length);
    return slice;
}

struct fms_text fms_draft_text(TALLOC_CTX *ctx, const struct fms_draft *draft)
{
    struct fms_text text = fms_draft_slice(ctx, draft, 0, draft->text->len);
    text.span = (struct fms_span){ draft->source, draft->begin, draft->end };
    return text;
}

static bool ends_with(const char *text, size_t length, const char *stops)
{
    static const char closers[] = "\"')]}*_”’»›」』）】》";
    const char *p = text + length;
    while (p > text) {
        p = g_utf8_prev_char(p);
        gunichar c = g_utf8_get_char(p);
        if (g_utf8_strchr(stops, -1, c))
            return true;
        if (c != ' ' && !g_utf8_strchr(closers, -1, c))
            return false;
    }
    return false;
}

bool fms_ends_sentence(const char *text, size_t length)
{
    return ends_with(text, length, ".!?…:;。．！？：；।॥۔؟։።၊။");
}

bool fms_ends_full_stop(const char *text, size_t length)
{
    return ends_with(text, length, ".…;,。．；，、।॥۔։።။");
}
