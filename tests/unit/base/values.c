/*
 * Values as authors write them.
 */
#include "values.h"

#include <glib.h>
#include <talloc.h>

#define BAD INT64_MIN

static const struct {
    const char *text;
    fms_ticks most;
    int64_t ms;
} seconds[] = {
    { "2s", FMS_MS(60000), 2000 },
    { "2", FMS_MS(60000), 2000 },
    { "500ms", FMS_MS(60000), 500 },
    { " 1.5 s ", FMS_MS(60000), 1500 },
    { "1,5s", FMS_MS(60000), 1500 }, /* as half of Europe writes it */
    { "0:05.5", FMS_MS(60000), 5500 },
    { "1:02:03", FMS_MS(4000000), 3723000 },
    { "2 min", FMS_MS(600000), 120000 },
    { "60s", FMS_MS(60000), 60000 },
    { "60.001s", FMS_MS(60000), BAD },             /* over the most */
    { "-2s", FMS_MS(60000), BAD },                 /* negative */
    { "−2s", FMS_MS(60000), BAD },                 /* so too, with a true minus */
    { "1.2345s", FMS_MS(60000), BAD },             /* finer than a millisecond */
    { "0.5ms", FMS_MS(60000), BAD },               /* so too */
    { "9999999999999999999", FMS_MS(60000), BAD }, /* would overflow if read on */
    { "two", FMS_MS(60000), BAD },
    { "2x", FMS_MS(60000), BAD },
    { "2 s s", FMS_MS(60000), BAD },
    { "0:", FMS_MS(60000), BAD },
    { "0:-5", FMS_MS(60000), BAD },
    { "", FMS_MS(60000), BAD },
};

static void test_seconds(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(seconds); i++) {
        fms_ticks out = BAD;
        bool good = fms_value_seconds(seconds[i].text, seconds[i].most, &out);
        g_test_message("%s", seconds[i].text);
        g_assert_true(good == (seconds[i].ms != BAD));
        g_assert_cmpint(out, ==, good ? FMS_MS(seconds[i].ms) : BAD);
    }
}

static const struct {
    const char *text;
    int64_t cdb;
} levels[] = {
    { "-6dB", -600 },  { "−6 dB", -600 }, { "+3.25 db", 325 }, { "100%", 0 },
    { "50%", -602 },   { "200%", 602 },   { "10%", -2000 },    { "0%", -9600 },
    { "soft", -600 },  { "Loud", 400 },   { "normal", 0 },     { "6", BAD }, /* of what? */
    { "-200dB", BAD }, { "20dB", BAD },   { "500%", BAD },     { "-5%", BAD },
    { "softly", BAD }, { "", BAD },
};

static void test_levels(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        int32_t out = 12345;
        bool good = fms_value_level(levels[i].text, &out);
        g_test_message("%s", levels[i].text);
        g_assert_true(good == (levels[i].cdb != BAD));
        g_assert_true(good ? ABS(out - levels[i].cdb) <= 1 : out == 12345);
    }
}

static void test_permille(void)
{
    int32_t out = 0;
    g_assert_true(fms_value_permille("110%", 500, 2000, &out) && out == 1100);
    g_assert_true(fms_value_permille("0.5", 250, 4000, &out) && out == 500);
    g_assert_false(fms_value_permille("10%", 500, 2000, &out));
    g_assert_false(fms_value_permille("-1", 0, 2000, &out));
    g_assert_false(fms_value_permille("1x", 0, 2000, &out));
}

static const char *const halves[][3] = {
    { "Ada Example | harbour master", "Ada Example", "harbour master" },
    { "阿达丨港长", "阿达", "港长" },
    { " alone ", "alone", "" },
    { "|", "", "" },
    { "a|b|c", "a", "b|c" },
};

static void test_halves(void)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(halves); i++) {
        char *out[2];
        fms_value_halves(ctx, halves[i][0], out);
        g_assert_cmpstr(out[0], ==, halves[i][1]);
        g_assert_cmpstr(out[1], ==, halves[i][2]);
    }
    talloc_free(ctx);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/values/seconds", test_seconds);
    g_test_add_func("/values/levels", test_levels);
    g_test_add_func("/values/permille", test_permille);
    g_test_add_func("/values/halves", test_halves);
    return g_test_run();
}
