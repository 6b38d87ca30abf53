/*
 * Lines of a screenplay and their markup. Notes `[[…]]` may run over lines up to one that is empty, boneyard (between
 * slash-star and star-slash) over anything; what they hide is skipped by its place in the source. Emphasis is matched
 * within a line, in one pass over its marks: a mark that nothing closes is a character like any other.
 */
#include "fountain-private.h"

#include <string.h>

/* Bold and italic, and underlined, which this reader takes for italic; a run of three stars is both. */
enum { ITALIC = 1, BOLD = 2, UNDERLINE = 4, MARKS_MAX = 4096 };

struct mark {
    size_t at, length;
    int kind;
    bool opens, closes; /* what it turned out to do */
};

static const char *source_text(const struct fountain *fountain)
{
    return fountain->script->source->text;
}

/* The beginning of the line behind the one that ends at `end`. */
static size_t next_line(const char *text, size_t end)
{
    return end + (text[end] == '\r' && text[end + 1] == '\n' ? 2 : text[end] != '\0');
}

/* Does the note go on behind the line that ends at `end`? Two blanks on an otherwise empty line hold it together. */
static bool note_goes_on(const char *text, size_t end)
{
    size_t next = next_line(text, end), blanks = strspn(text + next, " \t");
    return text[end] && (blanks >= 2 || !strchr("\r\n", text[next + blanks]));
}

/* Where the note that begins at `at` ends; `at`: nowhere. */
static size_t note_end(struct fountain *fountain, size_t at)
{
    const char *text = source_text(fountain);
    size_t from = at + 2;
    if (at < fountain->no_note_to)
        return at;
    for (;;) {
        from += strcspn(text + from, "]\r\n");
        if (text[from] == ']' && text[from + 1] == ']')
            return from + 2;
        if (text[from] != ']' && !note_goes_on(text, from))
            break;
        from = text[from] == ']' ? from + 1 : next_line(text, from);
    }
    fms_manuscript_warn(fountain->script, at, at + 2, "fountain.note",
                        "close it with ]]; a blank line inside a note holds two blanks",
                        "this note is never closed: it is read aloud");
    fountain->no_note_to = from;
    return at;
}

static size_t boneyard_end(struct fountain *fountain, size_t at)
{
    const char *text = source_text(fountain) + at;
    const char *close = fountain->no_boneyard_ends ? NULL : strstr(text + 2, "*/");
    if (close)
        return at + (size_t) (close - text) + 2;
    if (!fountain->no_boneyard_ends)
        fms_manuscript_warn(fountain->script, at, at + 2, "fountain.boneyard", "close it with */",
                            "this comment is never closed: it is read aloud");
    fountain->no_boneyard_ends = true;
    return at;
}

/* Where a hidden stretch that begins at `at` ends; `at` itself where none begins or none ends. */
static size_t hidden_end(struct fountain *fountain, size_t at)
{
    const char *text = source_text(fountain) + at;
    if (text[0] == '[' && text[1] == '[')
        return note_end(fountain, at);
    return text[0] == '/' && text[1] == '*' ? boneyard_end(fountain, at) : at;
}

struct fountain_line fms_fountain_line(struct fountain *fountain, size_t at)
{
    const char *text = source_text(fountain);
    struct fountain_line line = { .begin = at };
    size_t end = at + strcspn(text + at, "\r\n");
    line.next = next_line(text, end);
    line.crossed_out = fountain->hidden_to >= end && fountain->hidden_to > at;
    if (fountain->hidden_to > at)
        line.begin = MIN(fountain->hidden_to, end);
    while (line.begin < end && strchr(" \t", text[line.begin]))
        line.begin++;
    line.end = end;
    while (line.end > line.begin && strchr(" \t", text[line.end - 1]))
        line.end--;
    line.trails = line.end < end;
    line.blank = line.begin == line.end && !line.crossed_out;
    line.kept_blank = line.blank && end - at >= 2;
    size_t hidden = line.blank ? line.begin : hidden_end(fountain, line.begin);
    if (hidden >= line.end && hidden > line.begin) { /* a line of nothing but a note, or the first of several */
        fountain->hidden_to = MAX(fountain->hidden_to, hidden);
        line.crossed_out = true;
    }
    return line;
}

static bool is_gap(const char *text, size_t at, size_t begin, size_t end)
{
    return at < begin || at >= end || g_unichar_isspace(g_utf8_get_char(text + at));
}

static size_t before(const char *text, size_t at, size_t begin)
{
    return at > begin ? (size_t) (g_utf8_prev_char(text + at) - text) : SIZE_MAX;
}

/* A low line between letters is part of a word. */
static bool is_inside_word(const char *text, size_t at, size_t begin, size_t end)
{
    size_t left = before(text, at, begin);
    return text[at] == '_' && left != SIZE_MAX && at + 1 < end && g_unichar_isalnum(g_utf8_get_char(text + left)) &&
           g_unichar_isalnum(g_utf8_get_char(text + at + 1));
}

/* The marks of a line in their order. */
static void find_marks(struct fountain *fountain, size_t begin, size_t end, GArray *marks)
{
    const char *text = source_text(fountain);
    for (size_t at = begin; at < end && marks->len < MARKS_MAX;) {
        size_t hidden = hidden_end(fountain, at);
        if (hidden > at) {
            at = hidden;
        } else if (text[at] == '\\') {
            at += 2;
        } else if (text[at] == '*' || text[at] == '_') {
            size_t n = 1; /* text ends in a NUL, so that looking ahead is safe */
            while (text[at] == '*' && n < 3 && text[at + n] == '*')
                n++;
            struct mark mark = { .at = at, .length = n, .kind = text[at] == '_' ? UNDERLINE : (int) n };
            if (!is_inside_word(text, at, begin, end))
                g_array_append_val(marks, mark);
            at += n;
        } else {
            at++;
        }
    }
}

/* Each kind is open or not; what is open at the end was no mark. */
static void match_marks(const char *text, size_t begin, size_t end, GArray *marks)
{
    guint open[8] = { 0 }; /* by kind: the opening mark's place and one */
    for (guint i = 0; i < marks->len; i++) {
        struct mark *mark = &g_array_index(marks, struct mark, i);
        bool may_close = !is_gap(text, before(text, mark->at, begin), begin, end);
        bool may_open = !is_gap(text, mark->at + mark->length, begin, end);
        if (open[mark->kind] && may_close) {
            g_array_index(marks, struct mark, open[mark->kind] - 1).opens = mark->closes = true;
            open[mark->kind] = 0;
        } else if (may_open) {
            open[mark->kind] = i + 1;
        }
    }
}

static void apply_mark(struct fountain *fountain, const struct mark *mark)
{
    static const struct {
        int kinds;
        enum fms_inline_kind as;
    } rows[] = { { BOLD, FMS_INLINE_STRONG }, { ITALIC | UNDERLINE, FMS_INLINE_EMPHASIS } };
    struct fms_span span = { fountain->script->source, mark->at, mark->at + mark->length };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (!(mark->kind & rows[i].kinds))
            continue;
        if (mark->opens)
            fms_draft_open(&fountain->text, rows[i].as, "", span, SIZE_MAX);
        else
            fms_draft_close(&fountain->text, rows[i].as, span.end);
    }
}

/* Adds [at, end) without what is hidden in it and without backslashes. */
static void add_piece(struct fountain *fountain, size_t at, size_t end)
{
    const char *text = source_text(fountain);
    size_t from = at;
    for (; at < end; at++) {
        size_t hidden = hidden_end(fountain, at);
        bool escapes = text[at] == '\\' && at + 1 < end && g_ascii_ispunct(text[at + 1]);
        if (hidden == at && !escapes)
            continue;
        fms_draft_add(&fountain->text, from, at);
        from = hidden > at ? hidden : at + 1;
        at = hidden > at ? hidden - 1 : at + 1;
    }
    if (from < end)
        fms_draft_add(&fountain->text, from, end);
    fountain->hidden_to = MAX(fountain->hidden_to, from);
}

void fms_fountain_add(struct fountain *fountain, size_t begin, size_t end)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    find_marks(fountain, begin, end, marks);
    match_marks(source_text(fountain), begin, end, marks);
    for (guint i = 0; i < marks->len; i++) {
        const struct mark *mark = &g_array_index(marks, struct mark, i);
        if (!mark->opens && !mark->closes)
            continue;
        add_piece(fountain, begin, mark->at);
        apply_mark(fountain, mark);
        begin = mark->at + mark->length;
    }
    add_piece(fountain, begin, end);
    g_array_free(marks, TRUE);
}

struct fms_block fms_fountain_block(struct fountain *fountain, enum fms_block_kind kind)
{
    struct fms_block block = fms_manuscript_block(fountain->script, kind, fountain->text.begin, fountain->text.end);
    block.text = fms_draft_text(fountain->script->ctx, &fountain->text);
    return block;
}
