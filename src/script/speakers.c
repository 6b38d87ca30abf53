/*
 * Who speaks: a line that begins with somebody's name, strong and with a colon. Only the cast's names count, for a strong
 * word and a colon begin many a paragraph of prose; but a name that comes again and again and is nobody's was meant for
 * somebody.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_STRANGERS = 256, MAX_NAME = 200 };

/* A name that is nobody's, and how many paragraphs begin with it. */
struct stranger {
    size_t n;
    struct fms_span span;
    char *written;
};

static void free_stranger(gpointer data)
{
    struct stranger *stranger = data;
    g_free(stranger->written);
    g_free(stranger);
}

char *fms_name_fold(const char *name, size_t length)
{
    char *normal = g_utf8_normalize(name, (gssize) length, G_NORMALIZE_ALL_COMPOSE);
    char *folded = g_utf8_casefold(normal, -1);
    g_free(normal);
    return folded;
}

static void open_tables(struct fms_manuscript *script)
{
    if (script->speakers)
        return;
    script->speakers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    script->strangers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_stranger);
    for (size_t i = 0; i < script->meta.n_cast; i++) {
        const struct fms_text *name = &script->meta.cast[i].name;
        g_hash_table_insert(script->speakers, fms_name_fold(name->utf8, name->length), (gpointer) (uintptr_t) name);
    }
}

/* A name at the beginning of a line, as bytes of the draft. */
struct mark {
    size_t begin, end, after;
    struct fms_span span;
    const struct fms_text *speaker; /* NULL: nobody's */
};

/* Does the inline mark a name? The colon stands inside the stars or right behind them. */
static bool read_mark(const struct fms_draft *draft, const struct fms_inline *strong, size_t line, struct mark *mark)
{
    static const char wide[] = "：";
    const char *text = draft->text->str;
    size_t end = MIN(strong->end, draft->text->len);
    *mark = (struct mark){ .begin = line, .end = end, .after = end, .span = strong->span };
    if (end - line > 1 && text[end - 1] == ':')
        mark->end = end - 1;
    else if (end - line > 3 && memcmp(text + end - 3, wide, 3) == 0)
        mark->end = end - 3;
    else if (text[end] == ':')
        mark->after = end + 1;
    else if (strncmp(text + end, wide, 3) == 0)
        mark->after = end + 3;
    else
        return false;
    while (mark->end > line && text[mark->end - 1] == ' ')
        mark->end--;
    return mark->end > line && mark->end - line <= MAX_NAME;
}

static void note_stranger(struct fms_manuscript *script, char *folded, const struct fms_draft *draft,
                          const struct mark *mark)
{
    struct stranger *stranger = g_hash_table_lookup(script->strangers, folded);
    if (!stranger && g_hash_table_size(script->strangers) < MAX_STRANGERS) {
        stranger = g_new0(struct stranger, 1);
        stranger->span = mark->span;
        stranger->written = g_strndup(draft->text->str + mark->begin, mark->end - mark->begin);
        g_hash_table_insert(script->strangers, g_strdup(folded), stranger);
    }
    if (stranger)
        stranger->n++;
}

static void find_speaker(struct fms_manuscript *script, const struct fms_draft *draft, struct mark *mark)
{
    open_tables(script);
    char *folded = fms_name_fold(draft->text->str + mark->begin, mark->end - mark->begin);
    mark->speaker = g_hash_table_lookup(script->speakers, folded);
    if (!mark->speaker)
        note_stranger(script, folded, draft, mark);
    g_free(folded);
}

/* The marks of the cast at the beginnings of the draft's lines, in order. */
static void find_marks(struct fms_manuscript *script, const struct fms_draft *draft, GArray *marks)
{
    const char *text = draft->text->str;
    guint k = 0;
    for (guint i = 0; i < draft->lines->len; i++) {
        size_t line = g_array_index(draft->lines, size_t, i);
        for (; k < draft->inlines->len; k++) {
            const struct fms_inline *next = &g_array_index(draft->inlines, struct fms_inline, k);
            size_t begin = next->begin + (text[next->begin] == ' ');
            struct mark mark;
            if (begin > line)
                break;
            if (begin < line || next->kind != FMS_INLINE_STRONG || !read_mark(draft, next, line, &mark))
                continue;
            find_speaker(script, draft, &mark);
            if (mark.speaker && mark.after < draft->text->len)
                g_array_append_val(marks, mark);
        }
    }
}

/* Adds bytes [begin, end) of the draft as a block like `whole`. */
static void add_part(struct fms_manuscript *script, const struct fms_draft *draft, const struct fms_block *whole,
                     const struct mark *mark, size_t end)
{
    struct fms_block part = *whole;
    part.text = fms_draft_slice(script->ctx, draft, mark->after, end);
    if (!part.text.length)
        return;
    if (mark->speaker) {
        part.speaker = *mark->speaker;
        part.speaker.span = fms_draft_slice(script->ctx, draft, mark->begin, mark->end).span;
        part.span.begin = mark->span.begin;
    }
    if (end < draft->text->len)
        part.span.end = part.text.span.end;
    else
        part.text.span.end = MAX(part.text.span.end, whole->text.span.end);
    fms_manuscript_add(script, &part);
}

void fms_manuscript_say(struct fms_manuscript *script, const struct fms_draft *draft, const struct fms_block *block)
{
    if (!script->meta.n_cast || !draft->inlines->len) {
        fms_manuscript_add(script, block);
        return;
    }
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
    const struct mark before = { .span = block->span };
    find_marks(script, draft, marks);
    const struct mark *all = (const struct mark *) (void *) marks->data;
    size_t first = marks->len ? all[0].begin : draft->text->len;
    if (!marks->len)
        fms_manuscript_add(script, block);
    else if (first > 0)
        add_part(script, draft, block, &before, first);
    for (guint i = 0; i < marks->len; i++)
        add_part(script, draft, block, &all[i], i + 1 < marks->len ? all[i + 1].begin : draft->text->len);
    g_array_free(marks, TRUE);
}

static int compare_strangers(gconstpointer a, gconstpointer b)
{
    const struct stranger *x = a, *y = b;
    if (x->span.source != y->span.source)
        return strcmp(x->span.source->name, y->span.source->name);
    return x->span.begin < y->span.begin ? -1 : x->span.begin > y->span.begin;
}

static void tell_stranger(struct fms_manuscript *script, const struct stranger *stranger)
{
    const char **names = g_new0(const char *, script->meta.n_cast + 1);
    for (size_t i = 0; i < script->meta.n_cast; i++)
        names[i] = script->meta.cast[i].name.utf8;
    const char *nearest = fms_nearest_word(stranger->written, names);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest)
                         : g_strdup("add the name to `cast:`; without that it is read aloud");
    char *message = g_strdup_printf("'%s' is not in the cast", stranger->written);
    const struct fms_source *reading = script->source;
    script->source = stranger->span.source;
    fms_manuscript_warn(script, stranger->span.begin, stranger->span.end, "cast.unknown", hint, message);
    script->source = reading;
    g_free(message);
    g_free(hint);
    g_free(names);
}

void fms_speakers_finish(struct fms_manuscript *script)
{
    if (!script->speakers)
        return;
    GList *strangers = g_list_sort(g_hash_table_get_values(script->strangers), compare_strangers);
    for (const GList *i = strangers; i; i = i->next)
        if (((const struct stranger *) i->data)->n > 1)
            tell_stranger(script, i->data);
    g_list_free(strangers);
    g_hash_table_unref(script->speakers);
    g_hash_table_unref(script->strangers);
}
