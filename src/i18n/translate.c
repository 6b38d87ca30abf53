#include "patchwork.h"
#include "phrases.h"

#include <stdlib.h>
#include <string.h>

const struct fms_po_entry *fms_phrase_translation(const struct fms_phrase *phrase, GHashTable *index)
{
    const struct fms_po_entry *entry = fms_po_find(index, phrase->context, phrase->id);
    return entry && *entry->str && !entry->fuzzy ? entry : NULL;
}

/* A scalar that YAML reads as these words whatever they are: in the quotation marks that stand there, else in its own. */
static char *write_yaml(TALLOC_CTX *ctx, const struct fms_phrase *phrase, const char *words)
{
    const char *text = phrase->span.source->text;
    char quote = phrase->span.begin > 0 ? text[phrase->span.begin - 1] : ' ';
    bool quoted = (quote == '"' || quote == '\'') && text[phrase->span.end] == quote;
    GString *out = g_string_new(quoted ? "" : "\"");
    for (; *words; words++) {
        if (quote == '\'' && quoted ? *words == '\'' : *words == '"' || *words == '\\')
            g_string_append_c(out, quote == '\'' && quoted ? '\'' : '\\');
        g_string_append_c(out, g_ascii_iscntrl(*words) ? ' ' : *words);
    }
    if (!quoted)
        g_string_append_c(out, '"');
    char *kept = talloc_strndup(ctx, out->str, out->len);
    g_string_free(out, TRUE);
    return kept;
}

/* One line, that cannot end the element it stands in. */
static char *write_line(TALLOC_CTX *ctx, const char *words)
{
    char *line = talloc_strdup(ctx, words);
    for (char *at = line; *at; at++)
        if (g_ascii_iscntrl(*at))
            *at = ' ';
    return g_strstrip(line);
}

static int by_place(const void *a, const void *b)
{
    const struct fms_patch *x = a, *y = b;
    return x->begin < y->begin ? -1 : x->begin > y->begin;
}

/* In order, and without what lies in another: a text that two elements share is translated once. */
static size_t put_in_order(struct fms_patch *patches, size_t n)
{
    size_t kept = 0;
    qsort(patches, n, sizeof *patches, by_place);
    for (size_t i = 0; i < n; i++)
        if (!kept || patches[i].begin >= patches[kept - 1].end)
            patches[kept++] = patches[i];
    return kept;
}

struct fms_source *fms_phrases_translate(TALLOC_CTX *ctx, const struct fms_phrases *phrases,
                                         const struct fms_source *source, GHashTable *index)
{
    struct fms_patch *patches = talloc_array(ctx, struct fms_patch, phrases->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < phrases->n; i++) {
        const struct fms_phrase *phrase = &phrases->items[i];
        const struct fms_po_entry *entry = phrase->span.source == source ? fms_phrase_translation(phrase, index) : NULL;
        if (!entry)
            continue;
        const char *words = phrase->writing == FMS_PHRASE_YAML   ? write_yaml(patches, phrase, entry->str)
                            : phrase->writing == FMS_PHRASE_LINE ? write_line(patches, entry->str)
                                                                 : entry->str;
        patches[n++] = (struct fms_patch){ phrase->span.begin, phrase->span.end, words, entry->str_span };
    }
    struct fms_source *translated = fms_source_patched(ctx, source, patches, put_in_order(patches, n));
    talloc_free(patches);
    return translated;
}

/* ---- is it the same script still? ---- */

static size_t count(const struct fms_text *text, enum fms_inline_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < text->n_inlines; i++)
        n += text->inlines[i].kind == kind;
    return n;
}

static void compare_markup(const struct fms_text *a, const struct fms_text *b, struct fms_diags *diags)
{
    static const char *const names[] = {
        [FMS_INLINE_EMPHASIS] = "*emphasis*", [FMS_INLINE_STRONG] = "**stress**",
        [FMS_INLINE_CODE] = "`code`",         [FMS_INLINE_MARK] = "==mark==",
        [FMS_INLINE_SAY] = "[…]{say=…}",      [FMS_INLINE_IPA] = "[…]{ipa=…}",
        [FMS_INLINE_SPELL] = "[…]{spell}",    [FMS_INLINE_LANGUAGE] = "[…]{lang=…}",
        [FMS_INLINE_SILENT] = "[…]{silent}",  [FMS_INLINE_UNSEEN] = "[…]{unseen}",
    };
    for (size_t kind = 0; kind < G_N_ELEMENTS(names); kind++) {
        size_t before = count(a, (enum fms_inline_kind) kind), after = count(b, (enum fms_inline_kind) kind);
        if (before == after)
            continue;
        fms_warning(diags, b->span, "translation.markup", NULL,
                    "the script has %s here %zu times, its translation %zu times", names[kind], before, after);
        return;
    }
}

static bool same_kind(const struct fms_block *a, const struct fms_block *b)
{
    bool tables = !a->table == !b->table &&
                  (!a->table || (a->table->n_rows == b->table->n_rows && a->table->n_columns == b->table->n_columns));
    return a->kind == b->kind && a->panel == b->panel && a->direction == b->direction && tables &&
           !a->inner == !b->inner && !a->source_line.length == !b->source_line.length &&
           !a->role.length == !b->role.length;
}

static struct fms_span place_of(const struct fms_block *block)
{
    return block->text.length ? block->text.span : block->span;
}

bool fms_translation_compare(const struct fms_script *original, const struct fms_script *translation,
                             struct fms_diags *diags)
{
    static const char hint[] =
        "a sign at its beginning, or a line of its own, may mean something: write a backslash before it";
    size_t n = MIN(original->n_blocks, translation->n_blocks);
    for (size_t i = 0; i < n; i++) {
        const struct fms_block *a = &original->blocks[i], *b = &translation->blocks[i];
        if (!same_kind(a, b))
            return fms_error(diags, place_of(b), "translation.shape", hint,
                             "this translation makes something else of the script than what stands there");
        compare_markup(&a->text, &b->text, diags);
    }
    if (original->n_blocks == translation->n_blocks)
        return true;
    const struct fms_script *longer = original->n_blocks > n ? original : translation;
    return fms_error(diags, place_of(&longer->blocks[n]), "translation.shape", hint,
                     "the translation makes %zu elements of the script's %zu", translation->n_blocks,
                     original->n_blocks);
}
