/*
 * Inlines of a draft: stretches that begin before a character and end behind one. They are kept in order of their
 * beginnings, so that a slice finds its own by bisection. One that began far before a slice and reaches into it is
 * looked for a little way back; only a text that was made to be hostile has more of them before it than that.
 */
#include "script-private.h"

enum { LOOK_BACK = 256, MAX_AROUND = 16 };

struct slice {
    size_t begin, end;
};

static struct fms_inline *inline_at(const struct fms_draft *draft, size_t i)
{
    return &g_array_index(draft->inlines, struct fms_inline, i);
}

void fms_draft_open(struct fms_draft *draft, enum fms_inline_kind kind, const char *value, struct fms_span span,
                    size_t closing)
{
    struct fms_open_inline open = { draft->inlines->len, closing };
    struct fms_inline begun = { kind, draft->text->len, SIZE_MAX, value, span };
    g_array_append_val(draft->inlines, begun);
    g_array_append_val(draft->open, open);
}

static void close_open(struct fms_draft *draft, guint i, size_t end)
{
    struct fms_inline *closed = inline_at(draft, g_array_index(draft->open, struct fms_open_inline, i).index);
    closed->end = draft->text->len;
    closed->span.end = MAX(end, closed->span.begin);
    g_array_remove_index(draft->open, i);
}

void fms_draft_close(struct fms_draft *draft, enum fms_inline_kind kind, size_t end)
{
    guint n = draft->open->len;
    for (guint i = n; i-- > 0 && n - i <= LOOK_BACK;)
        if (inline_at(draft, g_array_index(draft->open, struct fms_open_inline, i).index)->kind == kind) {
            close_open(draft, i, end);
            return;
        }
}

void fms_draft_close_at(struct fms_draft *draft, size_t at, size_t end)
{
    guint n = draft->open->len;
    for (guint i = n; i-- > 0 && n - i <= MAX_AROUND;)
        if (g_array_index(draft->open, struct fms_open_inline, i).closing == at)
            close_open(draft, i, end);
}

void fms_draft_restart(struct fms_draft *draft)
{
    GArray *open = g_array_copy(draft->open), *inlines = g_array_new(FALSE, FALSE, sizeof(struct fms_inline));
    for (guint i = 0; i < open->len; i++)
        g_array_append_vals(inlines, inline_at(draft, g_array_index(open, struct fms_open_inline, i).index), 1);
    fms_draft_reset(draft);
    for (guint i = 0; i < open->len; i++) {
        const struct fms_inline *old = &g_array_index(inlines, struct fms_inline, i);
        fms_draft_open(draft, old->kind, old->value, old->span, g_array_index(open, struct fms_open_inline, i).closing);
    }
    g_array_free(inlines, TRUE);
    g_array_free(open, TRUE);
}

/* The first inline that begins at `at` or later. */
static size_t first_from(const struct fms_draft *draft, size_t at)
{
    size_t low = 0, high = draft->inlines->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (inline_at(draft, middle)->begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Puts what an inline has of bytes [begin, end), blanks at its ends left out, behind the others. */
static void add_part(const struct fms_draft *draft, const struct fms_inline *whole, struct slice range,
                     struct fms_text *out)
{
    const char *text = draft->text->str;
    size_t from = MAX(whole->begin, range.begin), to = MIN(whole->end, range.end);
    while (from < to && text[from] == ' ')
        from++;
    while (to > from && text[to - 1] == ' ')
        to--;
    if (from >= to)
        return;
    struct fms_inline *part = (struct fms_inline *) &out->inlines[out->n_inlines++];
    *part = *whole;
    part->begin = from - range.begin;
    part->end = to - range.begin;
    if (whole->end == SIZE_MAX)
        part->span.end = MAX(part->span.end, draft->end);
}

/* Gathers those that reach into a slice from before it: at most MAX_AROUND, the outermost first. */
static size_t around(const struct fms_draft *draft, size_t first, size_t begin, size_t found[MAX_AROUND])
{
    size_t n = 0;
    for (size_t i = first; i-- > 0 && first - i <= LOOK_BACK && n < MAX_AROUND;)
        if (inline_at(draft, i)->end > begin)
            found[n++] = i;
    return n;
}

void fms_draft_slice_inlines(TALLOC_CTX *ctx, const struct fms_draft *draft, size_t begin, size_t end,
                             struct fms_text *text)
{
    size_t first = first_from(draft, begin), last = first_from(draft, end), before[MAX_AROUND];
    size_t n_before = around(draft, first, begin, before);
    if (n_before + (last - first) == 0)
        return;
    text->inlines = talloc_array(ctx, struct fms_inline, n_before + (last - first));
    for (size_t i = n_before; i-- > 0;)
        add_part(draft, inline_at(draft, before[i]), (struct slice){ begin, end }, text);
    for (size_t i = first; i < last; i++)
        add_part(draft, inline_at(draft, i), (struct slice){ begin, end }, text);
}
