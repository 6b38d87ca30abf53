/*
 * Numbers as people write them.
 */
#include "quantity-private.h"

#include <glib.h>

#define BAD INT64_MIN

static const struct {
    const char *text, *language;
    int64_t millionths;
    const char *before, *after;
} rows[] = {
    { "12", "en", 12000000, "", "" },
    { "1,234.5", "en", 1234500000, "", "" },
    { "1.234,5", "en", 1234500000, "", "" }, /* clear by itself */
    { "1,234", "en", 1234000000, "", "" },   /* open: the language decides */
    { "1,234", "de", 1234000, "", "" },
    { "1.234", "de", 1234000000, "", "" },
    { "1.234", "en", 1234000, "", "" },
    { "1'234.5", "de-ch", 1234500000, "", "" },
    { "1.234", "de-ch", 1234000, "", "" },
    { "0,125", "en", 125000, "", "" }, /* nothing is grouped behind a zero */
    { "12,5", "en", 12500000, "", "" },
    { "1,234,567", "de", 1234567000000, "", "" }, /* twice: no decimal sign */
    { "12,34,567", "en-in", 1234567000000, "", "" },
    { "2250 mm", "en", 2250000000, "", " mm" },
    { "2\u202f250 mm", "fr", 2250000000, "", " mm" },
    { "2 250 mm", "fr", 2250000000, "", " mm" },
    { "$3.50", "en", 3500000, "$", "" },
    { "−5 °C", "en", -5000000, "", " °C" },
    { "-5%", "en", -5000000, "", "%" },
    { "~10 m2", "en", 10000000, "~", " m2" }, /* a unit's own digit */
    { "123456789012", "en", INT64_C(123456789012000000), "", "" },
    { "1234567890123", "en", BAD, "", "" },
    { "1.2345678", "en", BAD, "", "" },
    { "12-15", "en", BAD, "", "" }, /* which one? */
    { "1,2,3", "en", BAD, "", "" },
    { "many", "en", BAD, "", "" },
    { "", "en", BAD, "", "" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_quantity out = { 0 };
        bool good = fms_quantity_read(ctx, rows[i].text, rows[i].language, &out);
        g_test_message("%s", rows[i].text);
        g_assert_true(good == (rows[i].millionths != BAD));
        if (good) {
            g_assert_cmpint(out.millionths, ==, rows[i].millionths);
            g_assert_cmpstr(out.before, ==, rows[i].before);
            g_assert_cmpstr(out.after, ==, rows[i].after);
        }
        talloc_free(ctx);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/quantity/rows", test_rows);
    return g_test_run();
}
