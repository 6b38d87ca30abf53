/*
 * Which word was meant.
 */
#include "diags.h"

static void nearest_words(void)
{
    static const char *const words[] = { "title", "series", "language", "aspect", "music", NULL };
    static const struct {
        const char *word, *want;
    } rows[] = {
        { "titel", "title" }, { "tilte", "title" }, { "langauge", "language" }, { "Music", "music" },
        { "x", NULL },        { "", NULL },         { "loudness", NULL },       { "aspects", "aspect" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(fms_nearest_word(rows[i].word, words), ==, rows[i].want);
}

static void nearest_files(void)
{
    static const char *const words[] = { "h.jpg", "door.svg", "harbour.jpg", "filmset.yaml", NULL };
    static const struct {
        const char *word, *want;
    } rows[] = {
        { "cup.jpg", NULL },        /* three letters, three slips */
        { "dor.svg", "door.svg" },  /* one forgotten */
        { "dorr.svg", "door.svg" }, /* another one */
        { "g.jpg", NULL },          /* nothing is left of it */
        { "h.png", NULL },
        { "harbuor.jpg", "harbour.jpg" },
        { "harbour.jpeg", "harbour.jpg" },
        { "boat.svg", NULL },
        { "film.yaml", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(fms_nearest_word(rows[i].word, words), ==, rows[i].want);
}

static void certain_words(void)
{
    static const char *const words[] = { "focus", "move", "fit", "more", "blur", NULL };
    static const struct {
        const char *word, *want;
    } rows[] = {
        { "fcous", "focus" },  /* two letters swapped */
        { "focu", "focus" },   /* one forgotten */
        { "foccus", "focus" }, /* one too many */
        { "fokus", "focus" },  /* another one */
        { "fokkus", NULL },    /* two slips */
        { "moge", NULL },      /* "move" or "more"? */
        { "fut", NULL },       /* too short to be sure */
        { "focus", "focus" },  { "", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpstr(fms_certain_word(rows[i].word, words), ==, rows[i].want);
}

static void hints(void)
{
    static const char *const words[] = { "focus", "move", NULL };
    TALLOC_CTX *ctx = talloc_new(NULL);
    g_assert_cmpstr(fms_hint_words(ctx, "mvoe", words), ==, "did you mean 'move'?");
    g_assert_cmpstr(fms_hint_words(ctx, "zoom-in-now", words), ==, "one of focus, move");
    char *long_word = g_strnfill(1 << 20, 'x');
    g_assert_null(fms_nearest_word(long_word, words));
    g_free(long_word);
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/nearest-word/nearest", nearest_words);
    g_test_add_func("/nearest-word/files", nearest_files);
    g_test_add_func("/nearest-word/certain", certain_words);
    g_test_add_func("/nearest-word/hints", hints);
    return g_test_run();
}
