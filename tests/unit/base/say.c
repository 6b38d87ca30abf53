/*
 * Lists of what is said otherwise: what is written is read, and nothing else is.
 */
#include "say.h"

#include "diags.h"

#include <string.h>

#define TEXT "Worcester, née Müller — now"

static const struct fms_say SAYS[] = {
    { 0, 9, FMS_SAY_RESPELL, "a;b=c\\d\\;:é +" },
    { 9, 9, FMS_SAY_BREAK, "0" },
    { 11, 15, FMS_SAY_PHONEMES, "[[n'eI]]" },
    { 15, 15, FMS_SAY_BREAK, "10000" },
    { 16, 23, FMS_SAY_EMPHASIS, "reduced" },
    { 24, 27, FMS_SAY_MUTE, "" },
    { 28, 31, FMS_SAY_SPELL, "" },
};

static void test_round_trip(void)
{
    GString *list = g_string_new(NULL);
    GError *error = NULL;
    size_t n;
    for (size_t i = 0; i < G_N_ELEMENTS(SAYS); i++)
        fms_say_append(list, &SAYS[i]);
    g_test_message("%s", list->str);
    struct fms_say *read = fms_say_read(NULL, list->str, TEXT, &n, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(n, ==, G_N_ELEMENTS(SAYS));
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpint(read[i].begin, ==, SAYS[i].begin);
        g_assert_cmpint(read[i].end, ==, SAYS[i].end);
        g_assert_cmpint(read[i].kind, ==, SAYS[i].kind);
        g_assert_cmpstr(read[i].value, ==, SAYS[i].value);
    }
    talloc_free(read);
    g_string_free(list, TRUE);
}

static const struct {
    const char *list;
    int n; /* -1: not valid */
} ROWS[] = {
    { NULL, 0 },
    { "", 0 },
    { "0+9=r:Wooster", 1 },
    { "0+9=r:Wooster;9+0=b:400;11+5=m:", 3 },
    { "0+31=s:", 1 },  /* all of it */
    { "31+0=b:1", 1 }, /* at the very end */
    { ";", -1 },
    { "0+9=r:x;", -1 }, /* a range is announced and does not come */
    { "0+9=r:x;;10+1=m:", -1 },
    { "0+9=r:", -1 }, /* nothing to say: that is m */
    { "0+9=r: \xc2\xa0", -1 },
    { "0+9=r:\xff", -1 },
    { "0+9=r:x\\", -1 }, /* an escape without its character */
    { "0+9=r:a=b", -1 }, /* not escaped */
    { "0+9=q:x", -1 },
    { "0+9=", -1 },
    { "0+9", -1 },
    { "0", -1 },
    { "+9=m:", -1 },
    { "-1+9=m:", -1 },
    { " 0+9=m:", -1 },
    { "0+0=m:", -1 }, /* empty, and no break */
    { "0+9=m:x", -1 },
    { "0+9=s:x", -1 },
    { "0+9=e:loud", -1 },
    { "0+9=e:", -1 },
    { "0+9=p: ", -1 },
    { "0+9=b:", -1 },
    { "0+9=b:1.5", -1 },
    { "0+9=b:-1", -1 },
    { "0+9=b:10001", -1 },
    { "0+9=b:99999999999999999999", -1 },
    { "0+32=m:", -1 }, /* beyond the end */
    { "32+0=b:1", -1 },
    { "2147483647+2147483647=m:", -1 },
    { "99999999999999999999+1=m:", -1 },
    { "0+9=m:;8+2=m:", -1 },  /* overlapping */
    { "10+2=m:;0+9=m:", -1 }, /* out of order */
    { "13+1=m:", -1 },        /* within a character */
    { "0+13=m:", -1 },
};

static void test_rows(void)
{
    g_assert_cmpuint(strlen(TEXT), ==, 31);
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        GError *error = NULL;
        size_t n;
        struct fms_say *says = fms_say_read(NULL, ROWS[i].list, TEXT, &n, &error);
        char *shown = g_strescape(ROWS[i].list ? ROWS[i].list : "-", NULL);
        g_test_message("%s", shown);
        g_free(shown);
        g_assert_cmpint(says ? (int) n : -1, ==, ROWS[i].n);
        if (!says)
            g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE);
        g_clear_error(&error);
        talloc_free(says);
    }
}

static void test_long_value(void)
{
    GString *list = g_string_new("0+9=r:");
    size_t n;
    for (int i = 0; i < FMS_SAY_MOST_BYTES; i++)
        g_string_append_c(list, 'a');
    struct fms_say *says = fms_say_read(NULL, list->str, TEXT, &n, NULL);
    g_assert_nonnull(says);
    talloc_free(says);
    g_string_append_c(list, 'a');
    g_assert_null(fms_say_read(NULL, list->str, TEXT, &n, NULL));
    g_string_free(list, TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/say/round-trip", test_round_trip);
    g_test_add_func("/say/rows", test_rows);
    g_test_add_func("/say/long-value", test_long_value);
    return g_test_run();
}
