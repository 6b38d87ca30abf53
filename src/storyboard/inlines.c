/*
 * Inlines may lie in each other and a text may have very many, so a cursor goes along with the pieces of a text: it keeps
 * those that reach into the range at hand and never looks at the others again.
 */
#include "characters.h"
#include "inlines-private.h"
#include "say.h"

#include <string.h>

struct fms_inline_cursor {
    const struct fms_text *text;
    struct fms_range range; /* the last one */
    size_t next;            /* first inline that begins behind it */
    GArray *active;         /* const struct fms_inline *: those that reach into it, in order */
    GArray *chosen;         /* so too: what was asked for last */
};

static int cursor_free(struct fms_inline_cursor *cursor)
{
    g_array_free(cursor->active, TRUE);
    g_array_free(cursor->chosen, TRUE);
    return 0;
}

struct fms_inline_cursor *fms_inline_cursor_new(TALLOC_CTX *ctx)
{
    struct fms_inline_cursor *cursor = talloc_zero(ctx, struct fms_inline_cursor);
    cursor->active = g_array_new(FALSE, FALSE, sizeof(const struct fms_inline *));
    cursor->chosen = g_array_new(FALSE, FALSE, sizeof(const struct fms_inline *));
    talloc_set_destructor(cursor, cursor_free);
    return cursor;
}

static const struct fms_inline *active_at(const struct fms_inline_cursor *cursor, size_t i)
{
    return g_array_index(cursor->active, const struct fms_inline *, i);
}

static void move_to(struct fms_inline_cursor *cursor, const struct fms_text *text, struct fms_range range)
{
    guint n = 0;
    if (cursor->text != text || range.begin < cursor->range.begin) {
        cursor->next = 0;
        g_array_set_size(cursor->active, 0);
    }
    cursor->text = text;
    cursor->range = range;
    for (; cursor->next < text->n_inlines && text->inlines[cursor->next].begin < range.end; cursor->next++) {
        const struct fms_inline *added = &text->inlines[cursor->next];
        g_array_append_val(cursor->active, added);
    }
    for (guint i = 0; i < cursor->active->len; i++)
        if (active_at(cursor, i)->end > range.begin)
            g_array_index(cursor->active, const struct fms_inline *, n++) = active_at(cursor, i);
    g_array_set_size(cursor->active, n);
}

const struct fms_inline *const *fms_inlines_of(struct fms_inline_cursor *cursor, const struct fms_text *text,
                                               struct fms_range range, enum fms_inline_kind kind, size_t *n)
{
    move_to(cursor, text, range);
    g_array_set_size(cursor->chosen, 0);
    for (guint i = 0; i < cursor->active->len; i++) {
        const struct fms_inline *part = active_at(cursor, i);
        if (part->kind == kind)
            g_array_append_val(cursor->chosen, part);
    }
    *n = cursor->chosen->len;
    return (const struct fms_inline *const *) (void *) cursor->chosen->data;
}

/* Moves `to` to the end of the inlines of a kind that hold byte `at`. `from` goes along. */
static void skip_kind(const struct fms_inline_cursor *cursor, enum fms_inline_kind kind, size_t at, guint *from,
                      size_t *to)
{
    for (; *from < cursor->active->len && active_at(cursor, *from)->begin <= at; ++*from)
        if (active_at(cursor, *from)->kind == kind)
            *to = MAX(*to, active_at(cursor, *from)->end);
}

static bool is_blank(gunichar c)
{
    return fms_char_is_blank(c) && c != 0xA0 && c != 0x202F;
}

/* Marks that lean on the word before them. */
static bool leans(gunichar c)
{
    return c < 0x80 ? c != 0 && strchr(".,;:!?)]}%", (int) c) != NULL : c == 0x2019 || c == 0x201D || c == 0x2026;
}

/* A fold in the making. */
struct folding {
    char *to;
    const char *start;
    GArray *marks;
    bool blank;   /* due before the next character */
    bool dropped; /* words were left out since the last one */
};

static void put(struct folding *folding, const char *bytes, size_t n, size_t at)
{
    size_t here = (size_t) (folding->to - folding->start);
    const struct fms_text_mark *last =
        folding->marks->len ? &g_array_index(folding->marks, struct fms_text_mark, folding->marks->len - 1) : NULL;
    if (!last || last->in_source + (here - last->in_text) != at) {
        struct fms_text_mark mark = { here, at };
        g_array_append_val(folding->marks, mark);
    }
    memcpy(folding->to, bytes, n);
    folding->to += n;
}

static void add_character(struct folding *folding, const char *bytes, size_t at)
{
    gunichar c = fms_char_here(bytes);
    if (is_blank(c)) {
        folding->blank = true;
        return;
    }
    if (folding->blank && folding->to > folding->start && !(folding->dropped && leans(c)))
        put(folding, " ", 1, at - 1);
    folding->blank = folding->dropped = false;
    put(folding, bytes, (size_t) (g_utf8_next_char(bytes) - bytes), at);
}

void fms_fold_text(TALLOC_CTX *ctx, struct fms_inline_cursor *cursor, const struct fms_text *text,
                   struct fms_range range, bool set, struct fms_fold *fold)
{
    char *words = talloc_array(ctx, char, range.end - range.begin + 1);
    struct folding folding = { .to = words, .start = words, .marks = fold->marks };
    guint from = 0;
    size_t unset_to = 0;
    move_to(cursor, text, range);
    g_array_set_size(fold->marks, 0);
    for (size_t at = range.begin; at < range.end;) {
        const char *bytes = text->utf8 + at;
        if (set)
            skip_kind(cursor, FMS_INLINE_UNSEEN, at, &from, &unset_to);
        folding.dropped |= at < unset_to;
        if (at >= unset_to)
            add_character(&folding, bytes, at);
        at = (size_t) (g_utf8_next_char(bytes) - text->utf8);
    }
    *folding.to = '\0';
    fold->utf8 = words;
}

size_t fms_fold_place(const struct fms_fold *fold, size_t at)
{
    size_t low = 0, high = fold->marks->len;
    if (high == 0)
        return 0;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(g_array_index(fold->marks, struct fms_text_mark, middle).in_source <= at ? &low : &high) = middle;
    }
    const struct fms_text_mark *mark = &g_array_index(fold->marks, struct fms_text_mark, low);
    size_t next = low + 1 < fold->marks->len ? g_array_index(fold->marks, struct fms_text_mark, low + 1).in_text
                                             : strlen(fold->utf8);
    return MIN(mark->in_text + (at - MIN(at, mark->in_source)), next);
}

static bool style_of(enum fms_inline_kind kind, enum fms_text_style *style)
{
    static const struct {
        enum fms_inline_kind kind;
        enum fms_text_style style;
    } rows[] = { { FMS_INLINE_EMPHASIS, FMS_STYLE_EMPHASIS },
                 { FMS_INLINE_STRONG, FMS_STYLE_STRONG },
                 { FMS_INLINE_CODE, FMS_STYLE_CODE },
                 { FMS_INLINE_MARK, FMS_STYLE_MARK },
                 { FMS_INLINE_RUBY, FMS_STYLE_RUBY } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (rows[i].kind == kind) {
            *style = rows[i].style;
            return true;
        }
    return false;
}

const struct fms_text_run *fms_fold_runs(TALLOC_CTX *ctx, const struct fms_inline_cursor *cursor,
                                         const struct fms_fold *fold, size_t *n)
{
    GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct fms_text_run));
    for (guint i = 0; i < cursor->active->len; i++) {
        const struct fms_inline *part = active_at(cursor, i);
        struct fms_text_run run = { 0 };
        if (!style_of(part->kind, &run.style) || part->begin >= cursor->range.end)
            continue;
        if (run.style == FMS_STYLE_RUBY) {
            if (part->begin < cursor->range.begin || part->end > cursor->range.end)
                continue; /* a reading is of the whole word */
            run.reading = talloc_strdup(ctx, part->value);
        }
        run.begin = (int32_t) fms_fold_place(fold, MAX(part->begin, cursor->range.begin));
        run.end = (int32_t) fms_fold_place(fold, MIN(part->end, cursor->range.end));
        while (run.end > run.begin && fold->utf8[run.end - 1] == ' ')
            run.end--;
        if (run.end > run.begin)
            g_array_append_val(runs, run);
    }
    *n = runs->len;
    struct fms_text_run *copy = *n ? talloc_memdup(ctx, runs->data, *n * sizeof *copy) : NULL;
    g_array_free(runs, TRUE);
    return copy;
}

/* What an inline makes of its words in speech. @return false: nothing, or not of this `rank`. */
static bool say_of(const struct fms_inline *part, int rank, struct fms_say *say)
{
    static const struct {
        enum fms_inline_kind kind;
        int rank; /* 0: other words, or none; 1: the same, stressed */
        enum fms_say_kind say;
        const char *value; /* NULL: the inline's own */
    } rows[] = {
        { FMS_INLINE_SAY, 0, FMS_SAY_RESPELL, NULL },        { FMS_INLINE_RUBY, 0, FMS_SAY_RESPELL, NULL },
        { FMS_INLINE_IPA, 0, FMS_SAY_PHONEMES, NULL },       { FMS_INLINE_SPELL, 0, FMS_SAY_SPELL, "" },
        { FMS_INLINE_SILENT, 0, FMS_SAY_MUTE, "" },          { FMS_INLINE_EMPHASIS, 1, FMS_SAY_EMPHASIS, "moderate" },
        { FMS_INLINE_STRONG, 1, FMS_SAY_EMPHASIS, "strong" }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].kind != part->kind || rows[i].rank != rank)
            continue;
        say->kind = rows[i].say;
        say->value = rows[i].value ? rows[i].value : part->value;
        size_t n = strlen(say->value), blanks = strspn(say->value, " \t\n");
        return rows[i].value || (n > blanks && n <= FMS_SAY_MOST_BYTES);
    }
    return false;
}

/* Ranges of a rank that do not lie over one another nor over those of `before`, in order. */
static GArray *says_of(const struct fms_inline_cursor *cursor, const struct fms_fold *fold, int rank,
                       const GArray *before)
{
    GArray *says = g_array_new(FALSE, FALSE, sizeof(struct fms_say));
    int32_t end = 0;
    guint k = 0;
    for (guint i = 0; i < cursor->active->len; i++) {
        const struct fms_inline *part = active_at(cursor, i);
        struct fms_say say = { 0 };
        if (!say_of(part, rank, &say) || part->begin >= cursor->range.end)
            continue;
        say.begin = (int32_t) fms_fold_place(fold, MAX(part->begin, cursor->range.begin));
        say.end = (int32_t) fms_fold_place(fold, MIN(part->end, cursor->range.end));
        while (say.end > say.begin && fold->utf8[say.end - 1] == ' ')
            say.end--;
        while (before && k < before->len && g_array_index(before, struct fms_say, k).end <= say.begin)
            k++;
        bool covered = before && k < before->len && g_array_index(before, struct fms_say, k).begin < say.end;
        if (covered || say.begin < end || say.begin >= say.end)
            continue;
        end = say.end;
        g_array_append_val(says, say);
    }
    return says;
}

const char *fms_fold_say(TALLOC_CTX *ctx, const struct fms_inline_cursor *cursor, const struct fms_fold *fold)
{
    if (cursor->active->len == 0)
        return NULL;
    GArray *words = says_of(cursor, fold, 0, NULL), *stresses = says_of(cursor, fold, 1, words);
    GString *list = g_string_new(NULL);
    for (guint i = 0, k = 0; i < words->len || k < stresses->len;) {
        bool first = k == stresses->len || (i < words->len && g_array_index(words, struct fms_say, i).begin <
                                                                  g_array_index(stresses, struct fms_say, k).begin);
        fms_say_append(list, &g_array_index(first ? words : stresses, struct fms_say, first ? i : k));
        *(first ? &i : &k) += 1;
    }
    const char *said = list->len > 0 ? talloc_strdup(ctx, list->str) : NULL;
    g_string_free(list, TRUE);
    g_array_free(words, TRUE);
    g_array_free(stresses, TRUE);
    return said;
}

bool fms_fold_speaks(const struct fms_inline_cursor *cursor)
{
    const struct fms_text *text = cursor->text;
    guint from = 0;
    size_t silent_to = 0;
    for (size_t at = cursor->range.begin; at < cursor->range.end;) {
        const char *bytes = text->utf8 + at;
        skip_kind(cursor, FMS_INLINE_SILENT, at, &from, &silent_to);
        if (at >= silent_to && g_unichar_isalnum(g_utf8_get_char(bytes)))
            return true;
        at = (size_t) (g_utf8_next_char(bytes) - text->utf8);
    }
    return false;
}
