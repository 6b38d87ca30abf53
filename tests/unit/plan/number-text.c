/* Numbers and dates as languages write them. */
#include "number-text-private.h"

#include <glib.h>

static const struct {
    const char *language;
    int64_t millionths;
    int decimals;
    const char *text;
} numbers[] = {
    { "en-gb", INT64_C(384400000000), 0, "384,400" },
    { "de", INT64_C(384400000000), 0, "384.400" },
    { "de-ch", INT64_C(384400000000), 0, "384’400" },
    { "fr", INT64_C(384400000000), 0, "384\u202f400" },
    { "fr", 1500000, 1, "1,5" },
    { "en", 1969000000, 0, "1969" }, /* a year stays a year */
    { "en", 10000000000, 0, "10,000" },
    { "en", 1234567, 2, "1.23" },
    { "en", 1235000, 2, "1.24" }, /* half away from zero */
    { "en", -1235000, 2, "−1.24" },
    { "en", -400000, 0, "0" }, /* no minus before nought */
    { "en", 50000, 3, "0.050" },
    { "xx", INT64_C(1234567000000), 0, "1\u202f234\u202f567" },
    { "zho", INT64_C(12345000000), 0, "12\u202f345" }, /* not "zh" */
    { "en", INT64_MIN + 1, 0, "−9,223,372,036,855" },
};

static void test_numbers(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char *text =
            fms_number_text(NULL, fms_number_style_of(numbers[i].language), numbers[i].millionths, numbers[i].decimals);
        g_assert_cmpstr(text, ==, numbers[i].text);
        talloc_free(text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/number-text/numbers", test_numbers);
    return g_test_run();
}
