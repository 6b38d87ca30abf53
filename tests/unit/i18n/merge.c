/*
 * Bringing a catalogue up to date: what stays, what becomes fuzzy, what is kept for another day.
 */
#include "merge.h"

#include <string.h>

static const struct fms_source script = { "talk.md", "one\ntwo\nthree\n", 14 };

static struct fms_po *template_of(TALLOC_CTX *ctx, const char *const (*texts)[2], size_t n)
{
    struct fms_phrase *items = talloc_zero_array(ctx, struct fms_phrase, n);
    struct fms_phrase_note *notes = talloc_zero_array(ctx, struct fms_phrase_note, n);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct fms_phrase){ texts[i][0], texts[i][1], FMS_PHRASE_LINE, { &script, 4, 7 } };
    notes[0] = (struct fms_phrase_note){ FMS_MS(61500), FMS_MS(2500) };
    const struct fms_phrases phrases = { n, items };
    return fms_po_template(ctx, &phrases, notes, "talk.md", "de");
}

static const struct fms_po_entry *entry_of(const struct fms_po *po, const char *id)
{
    for (size_t i = 0; i < po->n; i++)
        if (!strcmp(po->entries[i].id, id))
            return &po->entries[i];
    return NULL;
}

static const char *const first[][2] = { { "narration", "The sea comes and goes." },
                                        { "narration", "The moon pulls." },
                                        { "heading", "The moon pulls." },
                                        { "narration", "The moon pulls." },
                                        { "narration", "Nobody knows why." } };
static const char *const second[][2] = { { "narration", "The sea comes and goes." },
                                         { "narration", "The sea comes and goes again." },
                                         { "heading", "The moon pulls!" },
                                         { "narration", "Entirely new." } };

static void templates(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_po *po = template_of(ctx, first, G_N_ELEMENTS(first));
    g_assert_cmpuint(po->n, ==, 5); /* the header, and one text once for each kind */
    g_assert_cmpstr(po->entries[1].extracted, ==, "narration, at 1:01.5 for 2.5 s");
    g_assert_cmpstr(po->entries[2].references, ==, "talk.md:2 talk.md:2");
    g_assert_nonnull(strstr(po->entries[0].str, "Language: de\n"));
    talloc_free(ctx);
}

static void merging(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_po *old = template_of(ctx, first, G_N_ELEMENTS(first));
    for (size_t i = 1; i < old->n; i++)
        old->entries[i].str = talloc_asprintf(ctx, "Satz %zu", i);
    old->entries[1].notes = "checked by Kim";
    struct fms_merge_tally tally;
    struct fms_po *po = fms_po_merge(template_of(ctx, second, G_N_ELEMENTS(second)), old, &tally);
    const struct fms_po_entry *same = &po->entries[1], *longer = &po->entries[2], *other = &po->entries[3];
    g_assert_cmpstr(same->str, ==, "Satz 1");
    g_assert_cmpstr(same->notes, ==, "checked by Kim");
    g_assert_false(same->fuzzy);
    g_assert_cmpstr(longer->str, ==, "Satz 1");
    g_assert_cmpstr(longer->previous, ==, "The sea comes and goes.");
    g_assert_true(longer->fuzzy);
    g_assert_cmpstr(other->str, ==, "Satz 3"); /* of two alike, the one of its kind */
    g_assert_true(other->fuzzy);
    g_assert_cmpstr(entry_of(po, "Entirely new.")->str, ==, "");
    g_assert_true(entry_of(po, "Nobody knows why.")->obsolete);
    g_assert_cmpuint(tally.kept, ==, 1);
    g_assert_cmpuint(tally.fuzzy, ==, 2);
    g_assert_cmpuint(tally.fresh, ==, 1);
    g_assert_cmpuint(tally.obsolete, ==, 3);
    /* The text comes back: so does its translation, and nobody has to look at it again. */
    struct fms_po *back = fms_po_merge(template_of(ctx, first, G_N_ELEMENTS(first)), po, &tally);
    g_assert_cmpstr(entry_of(back, "Nobody knows why.")->str, ==, "Satz 4");
    g_assert_false(entry_of(back, "Nobody knows why.")->fuzzy);
    g_assert_cmpuint(tally.kept, ==, 4);
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/merge/templates", templates);
    g_test_add_func("/merge/merging", merging);
    return g_test_run();
}
