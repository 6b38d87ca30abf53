/*
 * Likeness is Dice's: twice the pairs of neighbouring characters that two texts share, over all that they have. Pairs are sorted once a text, so
 * that comparing two costs no more than their length.
 */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

enum { LIKE_PERCENT = 60, MAX_CANDIDATES = 4000 };

/* ---- the template ---- */

static void append_stamp(GString *out, fms_ticks t)
{
    int64_t tenths = (t * 10 + FMS_TICKS_PER_SECOND / 2) / FMS_TICKS_PER_SECOND;
    g_string_append_printf(out, "%d:%02d.%d", (int) (tenths / 600), (int) (tenths / 10 % 60), (int) (tenths % 10));
}

static const char *time_of(TALLOC_CTX *ctx, const struct fms_phrase *phrase, const struct fms_phrase_note *note)
{
    if (note->length <= 0)
        return talloc_strdup(ctx, phrase->context);
    GString *out = g_string_new(phrase->context);
    g_string_append(out, ", at ");
    append_stamp(out, note->begin);
    g_string_append_printf(out, " for %.1f s", (double) note->length / FMS_TICKS_PER_SECOND);
    char *kept = talloc_strdup(ctx, out->str);
    g_string_free(out, TRUE);
    return kept;
}

static const char *place_of(TALLOC_CTX *ctx, const struct fms_phrase *phrase)
{
    char *name = g_path_get_basename(phrase->span.source->name);
    char *place = talloc_asprintf(ctx, "%s:%zu", name, fms_source_place(phrase->span.source, phrase->span.begin).line);
    g_free(name);
    return place;
}

static struct fms_po_entry header(TALLOC_CTX *ctx, const char *title, const char *language)
{
    return (struct fms_po_entry){
        .context = "",
        .id = "",
        .str = talloc_asprintf(ctx,
                               "Project-Id-Version: %s\nLanguage: %s\nMIME-Version: 1.0\n"
                               "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n",
                               title, language),
        .previous = "",
        .notes = "Write the translation of each msgid into its msgstr, with the same markup.",
        .extracted = "",
        .references = "",
        .flags = "",
    };
}

struct fms_po *fms_po_template(TALLOC_CTX *ctx, const struct fms_phrases *phrases, const struct fms_phrase_note *notes,
                               const char *title, const char *language)
{
    struct fms_po *po = talloc_zero(ctx, struct fms_po);
    struct fms_po_entry *entries = po->entries = talloc_zero_array(po, struct fms_po_entry, phrases->n + 1);
    GHashTable *index = fms_po_index(po);
    entries[po->n++] = header(po, title, language);
    for (size_t i = 0; i < phrases->n; i++) {
        const struct fms_phrase *phrase = &phrases->items[i];
        struct fms_po_entry *known =
            (struct fms_po_entry *) (uintptr_t) fms_po_find(index, phrase->context, phrase->id);
        const char *place = place_of(po, phrase);
        if (known) {
            known->references = talloc_asprintf(po, "%s %s", known->references, place);
            continue;
        }
        entries[po->n] = (struct fms_po_entry){ .context = phrase->context,
                                                .id = phrase->id,
                                                .str = "",
                                                .previous = "",
                                                .notes = "",
                                                .extracted = time_of(po, phrase, &notes[i]),
                                                .references = place,
                                                .flags = "" };
        g_hash_table_add(index, &entries[po->n++]);
    }
    g_hash_table_destroy(index);
    return po;
}

/* ---- likeness ---- */

/* The pairs of a text's characters, sorted. */
struct pairs {
    size_t n;
    guint64 *pairs;
};

static int compare_pairs(const void *a, const void *b)
{
    guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
    return x < y ? -1 : x > y;
}

static struct pairs pairs_of(TALLOC_CTX *ctx, const char *text)
{
    size_t n = (size_t) g_utf8_strlen(text, -1);
    struct pairs pairs = { 0, talloc_array(ctx, guint64, n + 1) };
    gunichar before = 0;
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_unichar_tolower(g_utf8_get_char(text));
        if (before)
            pairs.pairs[pairs.n++] = (guint64) before << 32 | c;
        before = c;
    }
    qsort(pairs.pairs, pairs.n, sizeof *pairs.pairs, compare_pairs);
    return pairs;
}

/* 0 to 100. */
static size_t likeness(const struct pairs *a, const struct pairs *b)
{
    size_t i = 0, k = 0, shared = 0, all = a->n + b->n;
    if (all == 0 || 200 * MIN(a->n, b->n) < LIKE_PERCENT * all)
        return 0; /* by their lengths alone they cannot be alike enough */
    while (i < a->n && k < b->n) {
        int order = compare_pairs(&a->pairs[i], &b->pairs[k]);
        shared += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return 200 * shared / all;
}

/* ---- merging ---- */

/* What may lend its translation: the old entries that have one. */
struct lenders {
    size_t n;
    const struct fms_po_entry **entries;
    struct pairs *pairs;
};

static struct lenders lenders_of(TALLOC_CTX *ctx, const struct fms_po *old)
{
    struct lenders lenders = { 0, talloc_array(ctx, const struct fms_po_entry *, old->n + 1),
                               talloc_array(ctx, struct pairs, old->n + 1) };
    for (size_t i = 0; i < old->n && lenders.n < MAX_CANDIDATES; i++) {
        const struct fms_po_entry *entry = &old->entries[i];
        if (!*entry->id || !*entry->str)
            continue;
        lenders.entries[lenders.n] = entry;
        lenders.pairs[lenders.n++] = pairs_of(ctx, entry->id);
    }
    return lenders;
}

/* The entry most like a text; of equals one of the same kind, then the first. NULL if none is like enough. */
static const struct fms_po_entry *most_like(TALLOC_CTX *ctx, const struct lenders *lenders,
                                            const struct fms_po_entry *entry)
{
    struct pairs pairs = pairs_of(ctx, entry->id);
    const struct fms_po_entry *best = NULL;
    size_t most = 0;
    for (size_t i = 0; i < lenders->n; i++) {
        const struct fms_po_entry *lender = lenders->entries[i];
        bool same = !strcmp(lender->id, entry->id);
        size_t like = same ? 100 : likeness(&lenders->pairs[i], &pairs);
        like = 2 * like + !strcmp(lender->context, entry->context);
        if (like / 2 >= LIKE_PERCENT && like > most) {
            most = like;
            best = lender;
        }
    }
    return best;
}

static void take_over(struct fms_po_entry *entry, const struct fms_po_entry *old)
{
    entry->str = old->str;
    entry->notes = old->notes;
    entry->flags = old->flags;
    entry->fuzzy = old->fuzzy;
    entry->previous = old->fuzzy ? old->previous : "";
}

static void borrow(struct fms_po_entry *entry, const struct fms_po_entry *lender)
{
    entry->str = lender->str;
    entry->fuzzy = true;
    entry->previous = lender->id;
}

/* The old header stays, for it says who translates; the template's is for the first time. */
static void merge_entry(struct fms_po_entry *entry, GHashTable *index, const struct lenders *lenders,
                        struct fms_merge_tally *tally)
{
    const struct fms_po_entry *old = fms_po_find(index, entry->context, entry->id);
    if (old)
        take_over(entry, old);
    if (!*entry->id)
        return;
    const struct fms_po_entry *lender = old && *old->str ? NULL : most_like((void *) lenders->entries, lenders, entry);
    if (lender && !strcmp(lender->id, entry->id) && !strcmp(lender->context, entry->context))
        take_over(entry, lender); /* it was obsolete */
    else if (lender)
        borrow(entry, lender);
    tally->kept += *entry->str && !entry->fuzzy;
    tally->fuzzy += entry->fuzzy;
    tally->fresh += !*entry->str;
}

/* Those that the script has no more, and those that were obsolete already. */
static void retire(struct fms_po *template, const struct fms_po *old, struct fms_merge_tally *tally)
{
    template->entries = talloc_realloc(template, template->entries, struct fms_po_entry, template->n + old->n);
    GHashTable *index = fms_po_index(template);
    for (size_t i = 0; i < old->n; i++) {
        struct fms_po_entry entry = old->entries[i];
        if (!*entry.id || !*entry.str || fms_po_find(index, entry.context, entry.id))
            continue;
        tally->obsolete += !entry.obsolete;
        entry.obsolete = true;
        entry.references = entry.extracted = "";
        template->entries[template->n++] = entry;
    }
    g_hash_table_destroy(index);
}

struct fms_po *fms_po_merge(struct fms_po *template, const struct fms_po *old, struct fms_merge_tally *tally)
{
    static const struct fms_po none = { 0 };
    TALLOC_CTX *scratch = talloc_new(NULL);
    *tally = (struct fms_merge_tally){ 0 };
    old = old ? old : &none;
    GHashTable *index = fms_po_index(old);
    struct lenders lenders = lenders_of(scratch, old);
    for (size_t i = 0; i < template->n; i++)
        merge_entry(&template->entries[i], index, &lenders, tally);
    g_hash_table_destroy(index);
    retire(template, old, tally);
    talloc_free(scratch);
    return template;
}
