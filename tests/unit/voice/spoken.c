/*
 * What the engine is given to read for a line, and that each of its characters leads back to the line. Commands are written
 * with a tilde for U+0001.
 */
#include "spoken-private.h"

#include "pauses-private.h"

#include <string.h>

static const struct {
    const char *rule, *line, *say, *text;
} ROWS[] = {
    { "as it stands", "It is so.", "", "It is so." },
    { "other words", "Mr Worcester's hat", "3+9=r:Wooster", "Mr Wooster's hat" },
    { "words that look like something else", "a b", "0+1=r:<x>[[y]]\x01&amp\\;", "<x>[[y]] &amp; b" },
    { "mute", "here (not there) now", "5+11=m:", "here  now" },
    { "sounds", "Mr Worcester's", "3+9=p:w'U|s", "Mr [[w'U|s]]'s" },
    { "sounds inside of a word", "unable", "2+4=p:eI", "un [[eI]]" },
    { "brackets are text where sounds are", "[[a]] b", "6+1=p:b", "((a]] [[b]]" },
    { "brackets are brackets elsewhere", "[[a]] b", "", "[[a]] b" },
    { "emphasis ends with the next word", "a big dog", "2+3=e:strong", "a ~4Fbig ~Fdog" },
    { "or with the mark behind it", "a big, dog", "2+3=e:moderate", "a ~3Fbig~F, dog" },
    { "two in a row", "a big dog", "2+3=e:reduced;6+3=e:strong", "a ~2Fbig ~F~4Fdog" },
    { "emphasis, then sounds", "a big dog", "2+3=e:reduced;6+3=p:d", "a ~2Fbig ~F[[d]]" },
    { "at the end", "a big", "2+3=e:strong", "a ~4Fbig" },
    { "letters", "ask NASA now", "4+4=s:", "ask ~18YNASA ~Ynow" },
    { "writing without blanks", "月亮对离", "6+3=e:strong", "月亮 ~4F对 ~F离" },
    { "a break is a comma", "one two", "3+0=b:5", "one,  |two" },
    { "but where a mark stands already", "one. two", "4+0=b:5", "one.  |two" },
    { "a break behind emphasis", "one two", "0+3=e:strong;3+0=b:5", "~4Fone~F,  |two" },
    { "commands of the script are blanks",
      "a\x01"
      "4Fb",
      "", "a 4Fb" },
};

/* With tildes, and a bar where a pause is. */
static char *show(const struct fms_spoken *spoken)
{
    GString *text = g_string_new(NULL);
    int32_t n = 0;
    for (const char *at = spoken->text->str; *at; at = g_utf8_next_char(at), n++) {
        for (guint i = 0; i < spoken->pauses->len; i++)
            if (g_array_index(spoken->pauses, struct fms_pause, i).character + 1 == n)
                g_string_append_c(text, '|');
        g_string_append_unichar(text, *at == 1 ? '~' : g_utf8_get_char(at));
    }
    g_assert_cmpint(n, ==, (int) spoken->origin->len);
    return g_string_free(text, FALSE);
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        size_t n;
        GError *error = NULL;
        struct fms_say *says = fms_say_read(NULL, ROWS[i].say, ROWS[i].line, &n, &error);
        g_assert_no_error(error);
        struct fms_spoken *spoken = fms_spoken_new(ROWS[i].line, says, n);
        char *text = show(spoken);
        g_test_message("%s", ROWS[i].rule);
        g_assert_cmpstr(text, ==, ROWS[i].text);
        int32_t last = 0;
        for (guint k = 0; k < spoken->origin->len; k++) {
            int32_t origin = g_array_index(spoken->origin, int32_t, k);
            g_assert_cmpint(origin, >=, last);
            g_assert_cmpint(origin, <=, (int) strlen(ROWS[i].line));
            last = origin;
        }
        g_free(text);
        fms_spoken_free(spoken);
        talloc_free(says);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/spoken/rows", test_rows);
    return g_test_run();
}
