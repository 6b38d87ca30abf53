/*
 * Who speaks, in whose voice, and who is named. The cast is directing.h's.
 */
#include "directing.h"

static const struct directing_example examples[] = {
    { "We row.\n\nAda: It rains.\n\nWe rest.", /* a mark is for its paragraph alone */
      "words p1.1\ntext=\"We row.\" pause\nwords p2.1\ncue lower-third beat=0 at=0 name=\"Ada\" role=\"harbour "
      "master\"\n"
      "text=\"It rains.\" by=\"Ada\" voice=\"#2\"\ntext=\"We rest.\" pause" },
    { "We row.\n\nBen: It rains.", "text=\"It rains.\" by=\"Ben\" voice=\"en+m3\" pace=120 pitch=900\n!lower-third" },
    { "We row.\n\nCy: Es regnet.",
      "by=\"Cy\" language=\"de\" voice=\"#3\" volume=-300" }, /* Ben has a voice of his own */
    { "![](wide.jpg)\n\nAda: It rains.\n\nAda: It stops.", "cue lower-third beat=0\n!lower-third beat=1" }, /* once */
    { "(speaker: ada)\n\nIt rains.\n\nIt stops.\n\n## Boats\n\nWe row.", /* up to the next heading */
      "text=\"It rains.\" by=\"Ada\"\ntext=\"It stops.\" by=\"Ada\"\ntext=\"Boats.\" pause\ntext=\"We row.\" pause" },
    { "(speaker: Ada)\n\nIt rains.\n\n(speaker: none)\n\nWe row.", "by=\"Ada\"\ntext=\"We row.\" pause" },
    { "(speaker: Ada)\n\nIt rains.\n\n(speaker: narrator)\n\nWe row.", "by=\"Ada\"\ntext=\"We row.\" pause" },
    { "(speaker: Ada)\n\nBen: It rains.\n\nIt stops.", "by=\"Ben\"\nby=\"Ada\"" },
    { "(voice: en-us+f3)\n\nAda: It rains.\n\nWe row.",
      "by=\"Ada\" voice=\"#2\"\n!by=\"Ada\" voice=\"en-us" },                                  /* the narrator's */
    { "(pace: 90%)\n\nWe row.\n\nBen: It rains.", "by=\"Ben\" voice=\"en+m3\" pace=108" },     /* of Ben's own */
    { "Ada: > no\n\n> Ada: We row.", "quote p2.1\nspeaker=\"Ada\"\n!quote p2.1 lower-third" }, /* named on the card */
    { "Ada: The mayor said: “We row.”", "words p1.1\n!quote" },                                /* one speech */
};

static const struct directing_mistake mistakes[] = {
    { "(speaker: Adda)\n\nWe row.", "cast.unknown", "Adda", "did you mean 'Ada'" },
    { "(speaker: Xenophon)\n\nWe row.", "cast.unknown", "Xenophon", "cast:" },
};

static void test_examples(void)
{
    directing_check(examples, G_N_ELEMENTS(examples));
}

/* In a screenplay each character has a voice, the narrator another. */
static void test_screenplay(void)
{
    static const char text[] =
        "INT. BOAT - DAY\n\nThey row.\n\nANNA\nIt rains.\n\nBEN (V.O.)\nIt stops.\n\nANNA\nIt shines.\n";
    static const char *const voices[] = { "", "", "#2", "#3", "#2" }, *const speakers[] = { NULL, NULL, "ANNA", "BEN",
                                                                                            "ANNA" };
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_source *source = fms_source_new(ctx, "a.fountain", text, strlen(text), diags);
    struct fms_script *script = fms_script_read(ctx, source, fms_script_format_of(source), NULL, diags);
    struct fms_board *board = fms_board_direct(ctx, script, &directing_world, diags);
    size_t n = 0;
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t k = 0; k < board->shots[i].n_beats; k++, n++) {
            const struct fms_beat *beat = &board->shots[i].beats[k];
            g_assert_cmpuint(n, <, G_N_ELEMENTS(voices));
            g_assert_cmpstr(beat->line.voice, ==, voices[n]);
            g_assert_cmpstr(beat->speaker, ==, speakers[n]);
        }
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(voices));
    g_assert_cmpuint(fms_diags_count(diags), ==, 0);
    talloc_free(ctx);
}

static void test_mistakes(void)
{
    directing_refuse(mistakes, G_N_ELEMENTS(mistakes), FMS_ERROR);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/manners/examples", test_examples);
    g_test_add_func("/manners/screenplay", test_screenplay);
    g_test_add_func("/manners/mistakes", test_mistakes);
    return g_test_run();
}
