/*
 * Transitions as authors write them: every name, every reason why not.
 */
#include "transition.h"

#include <glib.h>
#include <string.h>

static void names_come_back(void)
{
    for (int i = 0; i < FMS_N_TRANSITIONS; i++) {
        g_assert_cmpint(fms_transition_of_name(fms_transition_name((enum fms_transition) i)), ==, i);
        g_assert_cmpint(fms_transition_usual((enum fms_transition) i), >=, i == FMS_TRANSITION_CUT ? 0 : FMS_MS(400));
    }
    for (const char *const *name = fms_transition_names(); *name; name++)
        g_assert_cmpint(fms_transition_of_name(*name), >=, 0);
    g_assert_cmpint(fms_transition_of_name("Wipe-LEFT"), ==, FMS_TRANSITION_WIPE_LEFT);
    g_assert_cmpint(fms_transition_of_name("wipe-"), ==, -1);
    g_assert_cmpint(fms_transition_of_name(""), ==, -1);
    g_assert_cmpuint(g_strv_length((char **) fms_transition_names()), >, FMS_N_TRANSITIONS);
}

/* The 25 names of Narakeet's scripts, and `none`. */
static void names_of_narakeet(void)
{
    static const struct {
        const char *name;
        enum fms_transition how;
    } rows[] = {
        { "circle", FMS_TRANSITION_CIRCLE },           { "rect", FMS_TRANSITION_RECT },
        { "wipe", FMS_TRANSITION_WIPE_RIGHT },         { "wipe-right", FMS_TRANSITION_WIPE_RIGHT },
        { "wipe-left", FMS_TRANSITION_WIPE_LEFT },     { "wipe-up", FMS_TRANSITION_WIPE_UP },
        { "wipe-down", FMS_TRANSITION_WIPE_DOWN },     { "slide-right", FMS_TRANSITION_SLIDE_RIGHT },
        { "slide-left", FMS_TRANSITION_SLIDE_LEFT },   { "slide-up", FMS_TRANSITION_SLIDE_UP },
        { "slide-down", FMS_TRANSITION_SLIDE_DOWN },   { "fade-right", FMS_TRANSITION_FADE_RIGHT },
        { "fade-left", FMS_TRANSITION_FADE_LEFT },     { "fade-up", FMS_TRANSITION_FADE_UP },
        { "fade-down", FMS_TRANSITION_FADE_DOWN },     { "fade-circle", FMS_TRANSITION_FADE_CIRCLE },
        { "slice-right", FMS_TRANSITION_SLICE_RIGHT }, { "slice-left", FMS_TRANSITION_SLICE_LEFT },
        { "slice-up", FMS_TRANSITION_SLICE_UP },       { "slice-down", FMS_TRANSITION_SLICE_DOWN },
        { "dissolve", FMS_TRANSITION_DISSOLVE },       { "pixelize", FMS_TRANSITION_PIXELIZE },
        { "radial", FMS_TRANSITION_RADIAL },           { "reveal", FMS_TRANSITION_REVEAL_LEFT },
        { "crossfade", FMS_TRANSITION_DISSOLVE },      { "none", FMS_TRANSITION_CUT },
    };
    g_assert_cmpuint(G_N_ELEMENTS(rows), ==, 26);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(fms_transition_of_name(rows[i].name), ==, rows[i].how);
}

/* docs/language.md has each of our names and the seconds that it takes. */
static void names_are_documented(void)
{
    char *path = g_build_filename(g_getenv("FMS_TEST_DATA"), "..", "docs", "language.md", NULL), *text = NULL;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    const char *section = strstr(text, "\n### Transitions\n");
    g_assert_nonnull(section);
    for (int i = 0; i < FMS_N_TRANSITIONS; i++) {
        enum fms_transition how = (enum fms_transition) i;
        char *quoted = g_strdup_printf("`%s`", fms_transition_name(how));
        int tenths = (int) (fms_transition_usual(how) / FMS_MS(100));
        char *seconds = g_strdup_printf(" %d.%d |\n", tenths / 10, tenths % 10);
        const char *at = strstr(section, quoted), *row = at ? strstr(at, " |\n") : NULL;
        g_assert_nonnull(row);
        g_assert_true(how == FMS_TRANSITION_CUT || g_str_has_prefix(row - strlen(seconds) + 3, seconds));
        g_free(quoted);
        g_free(seconds);
    }
    g_free(text);
    g_free(path);
}

#define BOTH "expected a name, a length or both"
#define NAME "no transition has this name"
#define LENGTH "the length is a number of seconds"
#define LONG "a transition lasts 10 seconds at most"

/* Read over a push of 700 ms. */
static void parsing(void)
{
    static const struct {
        const char *text;
        enum fms_transition how;
        int64_t ms;
        const char *why; /* its beginning; NULL: right */
    } rows[] = {
        { "wipe-left", FMS_TRANSITION_WIPE_LEFT, 700, NULL },
        { "wipe-left 0.5s", FMS_TRANSITION_WIPE_LEFT, 500, NULL },
        { "  Wipe-Left \t 0.5 ", FMS_TRANSITION_WIPE_LEFT, 500, NULL },
        { "wipe-left 0.5 s", FMS_TRANSITION_WIPE_LEFT, 500, NULL },
        { "0.5s", FMS_TRANSITION_PUSH_UP, 500, NULL },
        { "0.5 s", FMS_TRANSITION_PUSH_UP, 500, NULL },
        { "2", FMS_TRANSITION_PUSH_UP, 2000, NULL },
        { ".125", FMS_TRANSITION_PUSH_UP, 125, NULL },
        { "10", FMS_TRANSITION_PUSH_UP, 10000, NULL },
        { "none", FMS_TRANSITION_CUT, 700, NULL },
        { "cut 0s", FMS_TRANSITION_CUT, 0, NULL },
        { "0", FMS_TRANSITION_CUT, 0, NULL }, /* no time at all: a cut */
        { "wipe-left 0.000", FMS_TRANSITION_CUT, 0, NULL },
        { "cut 1s", 0, 0, "a cut has no length" },
        { "10.001", 0, 0, LONG },
        { "99999999999999999999999", 0, 0, LONG }, /* would overflow if read on */
        { "dissolve 99999999999999999999999.5s", 0, 0, LONG },
        { "0.1234", 0, 0, LENGTH }, /* finer than a millisecond */
        { "-1s", 0, 0, LENGTH },
        { "1ss", 0, 0, LENGTH },
        { "1.2.3", 0, 0, LENGTH },
        { ".", 0, 0, LENGTH },
        { ".s", 0, 0, LENGTH },
        { "dissolve fast", 0, 0, LENGTH },
        { "dissolve s", 0, 0, LENGTH },
        { "500ms", 0, 0, LENGTH },
        { "explode", 0, 0, NAME },
        { "explode 1s", 0, 0, NAME },
        { "1s wipe-left", 0, 0, NAME },
        { "", 0, 0, BOTH },
        { " ", 0, 0, BOTH },
        { "wipe left 1s", 0, 0, BOTH },
        { "a b c d e", 0, 0, BOTH },
        { "0.5s s", 0, 0, NAME }, /* one unit is enough */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_join join = { FMS_TRANSITION_PUSH_UP, FMS_MS(700) };
        const char *why = NULL;
        bool good = fms_transition_parse(rows[i].text, &join, &why);
        g_test_message("'%s': %s", rows[i].text, why ? why : "");
        g_assert_cmpint(good, ==, rows[i].why == NULL);
        g_assert_true(good ? why == NULL : g_str_has_prefix(why, rows[i].why));
        g_assert_cmpint(join.how, ==, good ? rows[i].how : FMS_TRANSITION_PUSH_UP);
        g_assert_cmpint(join.length, ==, good ? FMS_MS(rows[i].ms) : FMS_MS(700));
    }
}

/* Who only says how long where a cut would be wants to see something. */
static void length_makes_a_dissolve_of_a_cut(void)
{
    struct fms_join join = { 0 };
    const char *why;
    g_assert_true(fms_transition_parse("1.5s", &join, &why));
    g_assert_cmpint(join.how, ==, FMS_TRANSITION_DISSOLVE);
    g_assert_cmpint(join.length, ==, FMS_MS(1500));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/transition/names", names_come_back);
    g_test_add_func("/transition/narakeet", names_of_narakeet);
    g_test_add_func("/transition/documented", names_are_documented);
    g_test_add_func("/transition/parse", parsing);
    g_test_add_func("/transition/length-alone", length_makes_a_dissolve_of_a_cut);
    return g_test_run();
}
