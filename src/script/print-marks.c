/*
 * What the printer writes differently inside a block: stage directions and attributes. The tree says where they stand, the
 * source what is in them.
 */
#include "print-private.h"

#include <string.h>

enum { MAX_BRACES = 4096 };

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* Appends [from, to) without white space at its ends, with single blanks where lines break or, with `runs`, at any blanks. */
static void append_folded(GString *out, const char *from, const char *to, bool runs)
{
    from = MIN(skip_blanks(from), to);
    while (to > from && strchr(" \t\r\n", to[-1]))
        to--;
    while (from < to) {
        size_t blanks = MIN(strspn(from, " \t\r\n"), (size_t) (to - from));
        size_t words = MIN(strcspn(from + blanks, " \t\r\n"), (size_t) (to - from) - blanks);
        bool fold = runs || memchr(from, '\n', blanks) || memchr(from, '\r', blanks);
        g_string_append_len(out, fold && blanks ? " " : from, (gssize) (fold && blanks ? 1 : blanks));
        g_string_append_len(out, from + blanks, (gssize) words);
        from += blanks + words;
    }
}

/* In the order in which a sentence would say it: what, which part, how, how loud, whose. */
static size_t rank(const char *name)
{
    static const char *const order[] = { "chart",  "data", "title", "unit",       "move",   "focus", "fit",
                                         "in",     "out",  "speed", "loop",       "freeze", "sound", "muted",
                                         "volume", "fade", "parts", "transition", "credit" };
    size_t i = 0;
    while (i < G_N_ELEMENTS(order) && strcmp(order[i], name) != 0)
        i++;
    return i;
}

static void append_attribute(GString *out, const struct fms_attribute *attribute)
{
    const char *value = attribute->value;
    g_string_append(out, attribute->name);
    if (!*value)
        return;
    bool bare = !strpbrk(value, " \t}") && !strchr("\"'", *value);
    const char *quote = bare ? "" : strchr(value, '"') ? "'" : "\"";
    g_string_append_printf(out, "=%s%s%s", quote, value, quote);
}

void fms_print_attributes(GString *out, const struct fms_attribute *attributes, size_t n)
{
    bool *done = g_new0(bool, n + 1);
    for (size_t left = n; left > 0; left--) {
        size_t next = n;
        for (size_t i = 0; i < n; i++)
            if (!done[i] && (next == n || rank(attributes[i].name) < rank(attributes[next].name)))
                next = i;
        done[next] = true;
        g_string_append_c(out, left == n ? '{' : ' ');
        append_attribute(out, &attributes[next]);
    }
    if (n > 0)
        g_string_append_c(out, '}');
    g_free(done);
}

struct marking {
    TALLOC_CTX *ctx;
    const struct fms_source *source;
    struct fms_manuscript reader; /* reads attributes again, for their braces */
    GArray *marks;
};

/* The attributes in the braces that end at `end`, canonical. @return where they begin; `end`: there are none. */
static size_t read_braces(struct marking *marking, size_t begin, size_t end, GString *out)
{
    const char *text = marking->source->text;
    for (size_t at = MAX(begin, end - MIN(end, MAX_BRACES)); at < end; at++) {
        struct fms_block braces = { .kind = FMS_BLOCK_IMAGE };
        bool apart = at == begin || strchr(" \t)]", text[at - 1]);
        if (text[at] != '{' || !apart || fms_attributes_read(&marking->reader, at, &braces) != end)
            continue;
        fms_print_attributes(out, braces.attributes, braces.n_attributes);
        return at;
    }
    return end;
}

static void append_image(struct marking *marking, const struct fms_block *image, GString *out)
{
    GString *braces = g_string_new(NULL);
    size_t open = read_braces(marking, image->span.begin, image->span.end, braces);
    append_folded(out, marking->source->text + image->span.begin, marking->source->text + open, false);
    g_string_append(out, braces->str);
    g_string_free(braces, TRUE);
}

/* A value with its attributes, which stand apart from it. */
static void append_value(struct marking *marking, size_t from, size_t to, GString *out)
{
    GString *braces = g_string_new(NULL);
    const char *text = marking->source->text;
    while (to > from && strchr(" \t\r\n", text[to - 1]))
        to--;
    size_t open = text[to - 1] == '}' ? read_braces(marking, from, to, braces) : to;
    size_t before = out->len;
    append_folded(out, text + from, text + open, true);
    if (braces->len && out->len > before)
        g_string_append_c(out, ' ');
    g_string_append(out, braces->str);
    g_string_free(braces, TRUE);
}

static void append_event(struct marking *marking, const struct fms_block *inner, GString *out)
{
    const char *text = marking->source->text;
    size_t at = inner->span.begin;
    if (inner->kind == FMS_BLOCK_IMAGE) {
        append_image(marking, inner, out);
        return;
    }
    at += strspn(text + at, G_CSET_a_2_z G_CSET_A_2_Z "-_");
    g_string_append_printf(out, "%s ", fms_block_name(inner));
    append_value(marking, at + (text[at] == ':'), inner->span.end, out);
}

/* `(when ARGUMENT: EVENT)`: the colon is the last one before the event. */
static void append_when(struct marking *marking, const struct fms_block *block, size_t from, GString *out)
{
    const char *text = marking->source->text;
    size_t colon = block->inner->span.begin;
    while (colon > from && text[colon] != ':')
        colon--;
    g_string_append_c(out, ' ');
    append_folded(out, text + from, text + colon, true);
    g_string_append(out, ": ");
    append_event(marking, block->inner, out);
}

static char *direction_text(struct marking *marking, const struct fms_block *block)
{
    const char *text = marking->source->text;
    GString *out = g_string_new("(");
    size_t close = block->span.end - 1;
    size_t at = (size_t) (skip_blanks(text + block->span.begin + 1) - text);
    g_string_append(out, fms_block_name(block));
    if (block->inner) {
        append_when(marking, block, at + strlen(fms_block_name(block)), out);
    } else {
        at += strcspn(text + at, ":)");
        if (at < close) {
            g_string_append(out, ": ");
            append_value(marking, at + 1, close, out);
        }
    }
    g_string_append_c(out, ')');
    char *result = talloc_strdup(marking->ctx, out->str);
    g_string_free(out, TRUE);
    return result;
}

/* The braces behind an image, or on the line of a fence. */
static void mark_braces(struct marking *marking, const struct fms_block *block)
{
    const char *text = marking->source->text;
    struct fms_print_mark mark = { .end = block->span.end };
    bool fence = strchr("`~", text[block->span.begin]) != NULL;
    if (fence)
        mark.end = block->span.begin + strcspn(text + block->span.begin, "\r\n");
    while (fence && mark.end > block->span.begin && strchr(" \t", text[mark.end - 1]))
        mark.end--;
    GString *out = g_string_new(NULL);
    mark.begin = text[mark.end - 1] == '}' ? read_braces(marking, block->span.begin, mark.end, out) : mark.end;
    mark.text = talloc_strdup(marking->ctx, out->str);
    if (out->len)
        g_array_append_val(marking->marks, mark);
    g_string_free(out, TRUE);
}

static void mark_block(struct marking *marking, const struct fms_block *block)
{
    bool direction = block->kind == FMS_BLOCK_DIRECTION || block->kind == FMS_BLOCK_PANEL;
    if (block->span.source != marking->source || block->span.begin >= block->span.end)
        return;
    if (direction && marking->source->text[block->span.begin] == '(') {
        struct fms_print_mark mark = { block->span.begin, block->span.end, direction_text(marking, block), true };
        g_array_append_val(marking->marks, mark);
    } else if (block->kind == FMS_BLOCK_IMAGE || (block->kind == FMS_BLOCK_PANEL && !block->table) ||
               fms_block_attribute(block, "title") || fms_block_attribute(block, "unit")) {
        mark_braces(marking, block);
    }
}

static int compare(gconstpointer a, gconstpointer b)
{
    const struct fms_print_mark *x = a, *y = b;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

GArray *fms_print_marks(TALLOC_CTX *ctx, const struct fms_script *script)
{
    struct marking marking = { ctx, script->source, { .ctx = ctx, .source = script->source }, NULL };
    marking.reader.diags = fms_diags_new(ctx);
    marking.marks = g_array_new(FALSE, FALSE, sizeof(struct fms_print_mark));
    for (size_t i = 0; i < script->n_blocks; i++)
        mark_block(&marking, &script->blocks[i]);
    g_array_sort(marking.marks, compare);
    return marking.marks;
}

const struct fms_print_mark *fms_print_mark_at(const GArray *marks, size_t at)
{
    guint low = 0, high = marks->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(marks, struct fms_print_mark, middle).end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < marks->len ? &g_array_index(marks, struct fms_print_mark, low) : NULL;
}

void fms_print_text(struct fms_printer *printer, size_t begin, size_t end, GString *out)
{
    const char *source = printer->source;
    const struct fms_print_mark *mark;
    begin = MAX(begin, printer->next);
    while (begin < end && (mark = fms_print_mark_at(printer->marks, begin)) && mark->begin < end) {
        if (mark->begin > begin)
            g_string_append_len(out, source + begin, (gssize) (mark->begin - begin));
        while (mark->alone && out->len && strchr(" \t", out->str[out->len - 1]))
            g_string_truncate(out, out->len - 1);
        if (mark->alone && out->len && out->str[out->len - 1] != '\n')
            g_string_append_c(out, '\n');
        g_string_append(out, mark->text);
        begin = mark->end + (mark->alone ? strspn(source + mark->end, " \t") : 0);
        if (mark->alone && begin < end)
            g_string_append_c(out, '\n');
        printer->next = begin;
    }
    if (begin < end)
        g_string_append_len(out, source + begin, (gssize) (end - begin));
}
