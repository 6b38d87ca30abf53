#include "counter-value-private.h"

#include <stdio.h>
#include <string.h>

static struct fms_counter_layer layer_of(int kind, const char *language, const char *group, int decimals)
{
    return (struct fms_counter_layer){ .kind = kind,
                                       .language = language,
                                       .group = group,
                                       .point = ",",
                                       .decimals = decimals,
                                       .count_begin = 10,
                                       .count_end = 20 };
}

/** Signs as text: figures, - . , and months as a, b, c … */
static char *read_signs(const struct fms_counter_layer *layer, enum fms_counter_part_kind kind, int64_t value)
{
    uint8_t signs[FMS_COUNTER_MOST_SIGNS];
    int n = fms_counter_signs(layer, kind, value, signs);
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append_c(text, signs[i] < FMS_SIGN_MONTH ? "0123456789-.,"[signs[i]]
                                                          : (char) ('a' + signs[i] - FMS_SIGN_MONTH));
    return g_string_free(text, FALSE);
}

/** Groups are dots here and the point a comma. */
static void test_numbers(void)
{
    static const struct {
        int64_t value; /* millionths */
        const char *language, *group;
        int decimals;
        const char *says;
    } rows[] = {
        { 0, "en", ".", 0, "0" },
        { 1234567000000, "en", ".", 0, "1.234.567" },
        { 1234567000000, "en", "", 0, "1234567" },
        { 1234567000000, "en", NULL, 0, "1234567" },
        { 12345678000000, "hi", ".", 0, "1.23.45.678" }, /* lakhs and crores */
        { 12345678000000, "en-in", ".", 0, "1.23.45.678" },
        { 123000000, "hi", ".", 0, "123" },
        { 3141593, "en", ".", 2, "3,14" },
        { 3145000, "en", ".", 2, "3,15" }, /* half goes away from nought */
        { -3145000, "en", ".", 2, "-3,15" },
        { -400000, "en", ".", 0, "0" }, /* not -0 */
        { 50000, "en", ".", 2, "0,05" },
        { 1, "en", ".", 6, "0,000001" },
        { 1, "en", ".", 99, "0,000001" },
        { 999999999, "en", ".", -4, "1.000" },
        { INT64_C(900000000000000000), "en", ".", 6, "900.000.000.000,000000" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_counter_layer layer =
            layer_of(FMS_COUNTER_NUMBER, rows[i].language, rows[i].group, rows[i].decimals);
        char *says = read_signs(&layer, FMS_PART_NUMBER, rows[i].value);
        g_assert_cmpstr(says, ==, rows[i].says);
        g_free(says);
    }
}

static void test_dates(void)
{
    static const struct {
        int64_t days;
        const char *says; /* d, dd, m, mm, month, y */
    } rows[] = {
        { 0, "1 01 1 01 a 1970" },         { -1, "31 31 12 12 l 1969" },     { 59, "1 01 3 03 c 1970" },
        { 11016, "29 29 2 02 b 2000" },    { -25509, "28 28 2 02 b 1900" },  { -25508, "1 01 3 03 c 1900" },
        { -719162, "1 01 1 01 a 1" },      { -719163, "31 31 12 12 l 0" },   { -735233, "1 01 1 01 a -43" },
        { 2932896, "31 31 12 12 l 9999" }, { 2932897, "1 01 1 01 a 10000" },
    };
    struct fms_counter_layer layer = layer_of(FMS_COUNTER_DATE, "en", "", 0);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GString *all = g_string_new(NULL);
        for (int kind = FMS_PART_DAY; kind <= FMS_PART_YEAR; kind++) {
            char *says = read_signs(&layer, (enum fms_counter_part_kind) kind, rows[i].days);
            g_string_append_printf(all, "%s%s", all->len ? " " : "", says);
            g_free(says);
        }
        g_assert_cmpstr(all->str, ==, rows[i].says);
        g_string_free(all, TRUE);
    }
    g_free(read_signs(&layer, FMS_PART_YEAR, INT64_MAX));
    g_free(read_signs(&layer, FMS_PART_YEAR, INT64_MIN));
}

static void test_patterns(void)
{
    static const struct {
        int kind;
        const char *pattern, *parts; /* a letter for each part, as its kind */
    } rows[] = {
        { FMS_COUNTER_NUMBER, "{n} km", "nt" },
        { FMS_COUNTER_NUMBER, "", "" },
        { FMS_COUNTER_NUMBER, NULL, "" },
        { FMS_COUNTER_NUMBER, "{y}{n}{", "tnt" }, /* a year is no part of a number */
        { FMS_COUNTER_NUMBER, "{n}{n}", "nn" },
        { FMS_COUNTER_DATE, "{d}. {month} {y}", "dtNty" },
        { FMS_COUNTER_DATE, "{y}年{m}月{d}日", "ytmtdt" },
        { FMS_COUNTER_DATE, "{dd}/{mm}/{n}", "DtMt" },
        { FMS_COUNTER_DATE, "{d}{d}{d}{d}{d}{d}{d}{d}{d}{d}{d}{d}{d}{d}{d} {d}{d}", "dddddddddddddddt" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct fms_counter_part parts[FMS_COUNTER_MOST_PARTS];
        struct fms_counter_layer layer = layer_of(rows[i].kind, "en", "", 0);
        char found[FMS_COUNTER_MOST_PARTS + 1] = "";
        layer.pattern = rows[i].pattern;
        int n = fms_counter_parse(&layer, parts), end = 0;
        for (int k = 0; k < n; k++) {
            found[k] = "tndDmMNy"[parts[k].kind];
            g_assert_cmpint(parts[k].begin, ==, end);
            end = parts[k].end;
        }
        g_assert_cmpstr(found, ==, rows[i].parts);
        g_assert_cmpint(end, ==, rows[i].pattern ? (int) strlen(rows[i].pattern) : 0);
    }
}

/** From one end to the other without ever turning back; numbers fast at first, dates evenly. */
static void test_way(void)
{
    for (int kind = FMS_COUNTER_NUMBER; kind <= FMS_COUNTER_DATE; kind++) {
        struct fms_counter_layer layer = layer_of(kind, "en", "", 0);
        layer.from = -500;
        layer.to = 1500;
        int64_t before = -500;
        for (int n = 0; n < 30; n++) {
            int64_t value = fms_counter_value(&layer, n);
            g_assert_cmpint(value, >=, before);
            before = value;
        }
        g_assert_cmpint(fms_counter_value(&layer, 10), ==, -500);
        g_assert_cmpint(fms_counter_value(&layer, 15), ==, kind == FMS_COUNTER_DATE ? 500 : 1250);
        g_assert_cmpint(fms_counter_value(&layer, 19), <, 1500);
        g_assert_cmpint(fms_counter_value(&layer, 20), ==, 1500);
        layer.count_end = layer.count_begin;
        g_assert_cmpint(fms_counter_value(&layer, 9), ==, -500);
        g_assert_cmpint(fms_counter_value(&layer, 10), ==, 1500);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/counter-value/numbers", test_numbers);
    g_test_add_func("/counter-value/dates", test_dates);
    g_test_add_func("/counter-value/patterns", test_patterns);
    g_test_add_func("/counter-value/way", test_way);
    return g_test_run();
}
