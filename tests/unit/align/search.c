/*
 * The search, on made-up traits: lines read in order, left out, read twice, in another order, with strange sounds between.
 */
#include "search-private.h"

#include <math.h>
#include <string.h>

enum { N_LINES = 4, MOMENTS = 40, STATES = MOMENTS + 2 };

/* Moment k of a line: far from those of others, and from silence. */
static void moment(int line, int k, float *traits)
{
    GRand *random = g_rand_new_with_seed((guint32) (line * 1000 + k / 2));
    for (int c = 0; c < FMS_TRAITS; c++)
        traits[c] = (float) g_rand_double_range(random, -1.7, 1.7);
    g_rand_free(random);
}

static void make_row(struct fms_row *row, int line)
{
    *row = (struct fms_row){ .n = STATES,
                             .traits = g_new0(float, STATES *FMS_TRAITS),
                             .stay = g_new0(float, STATES),
                             .skip = g_new0(float, STATES),
                             .most = g_new0(float, STATES),
                             .words = g_new0(int32_t, STATES) };
    for (int j = 0; j < STATES; j++) {
        bool silent = j == 0 || j == STATES - 1;
        float traits[FMS_TRAITS] = { 0 };
        if (!silent)
            moment(line, j - 1, traits);
        for (int c = 0; c < FMS_TRAITS; c++)
            row->traits[c * STATES + j] = silent ? -1.5f : traits[c];
        row->most[j] = silent ? FMS_ROW_UNALIKE : INFINITY;
        row->words[j] = silent ? -1 : 0;
    }
}

static const struct {
    const char *read, *found; /* digits are lines, '.' half a second of silence, '?' of something strange */
} CASES[] = {
    { "0123", "0123" },       { ".0.1.2.3.", "0123" }, { "013", "013" }, { "01123", "01123" },
    { "2013", "2013" },       { "0?1??23", "0123" },   { "123", "123" }, { "012", "012" },
    { "0101123", "0101123" }, { "3210", "3210" },      { "0", "0" },
};

static float *record(const char *read, int64_t *n)
{
    *n = (int64_t) strlen(read) * MOMENTS;
    float *traits = g_new(float, *n *FMS_TRAITS);
    for (int64_t t = 0; t < *n; t++) {
        char what = read[t / MOMENTS];
        float *out = traits + t * FMS_TRAITS;
        if (what == '.')
            for (int c = 0; c < FMS_TRAITS; c++)
                out[c] = -1.5f;
        else
            moment(what == '?' ? 99 : what - '0', (int) (t % MOMENTS), out);
    }
    return traits;
}

static void test_finds(void)
{
    struct fms_rows rows = { N_LINES, g_new0(struct fms_row, N_LINES) };
    for (int i = 0; i < N_LINES; i++)
        make_row(&rows.rows[i], i);
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        int64_t n;
        float *traits = record(CASES[i].read, &n);
        GArray *passages;
        g_assert_true(fms_search(&rows, traits, n, NULL, &passages));
        GString *found = g_string_new(NULL);
        for (guint k = 0; k < passages->len; k++) {
            const struct fms_passage *passage = &g_array_index(passages, struct fms_passage, k);
            g_string_append_printf(found, "%d", passage->line);
            g_assert_cmpint(passage->from, <, passage->to);
        }
        g_assert_cmpstr(found->str, ==, CASES[i].found);
        g_string_free(found, TRUE);
        g_array_unref(passages);
        g_free(traits);
    }
    fms_rows_free(&rows);
}

static void test_places(void)
{
    struct fms_rows rows = { 2, g_new0(struct fms_row, 2) };
    make_row(&rows.rows[0], 0);
    make_row(&rows.rows[1], 1);
    int64_t n;
    float *traits = record(".0..1.", &n);
    GArray *passages;
    g_assert_true(fms_search(&rows, traits, n, NULL, &passages));
    g_assert_cmpuint(passages->len, ==, 2);
    const struct fms_passage *second = &g_array_index(passages, struct fms_passage, 1);
    g_assert_cmpint(second->from, >=, 2 * MOMENTS - 1);
    g_assert_cmpint(second->from, <=, 4 * MOMENTS);
    g_assert_cmpint(second->to, ==, n);
    g_array_unref(passages);
    g_free(traits);
    fms_rows_free(&rows);
}

static void test_stops(void)
{
    struct fms_rows rows = { 1, g_new0(struct fms_row, 1) };
    make_row(&rows.rows[0], 0);
    int64_t n;
    int stop = 1;
    float *traits = record("0", &n);
    GArray *passages;
    g_assert_false(fms_search(&rows, traits, n, &stop, &passages));
    g_array_unref(passages);
    g_free(traits);
    fms_rows_free(&rows);
}

static void test_nothing(void)
{
    struct fms_rows rows = { 0, NULL };
    GArray *passages;
    g_assert_true(fms_search(&rows, NULL, 0, NULL, &passages));
    g_assert_cmpuint(passages->len, ==, 0);
    g_array_unref(passages);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/search/finds", test_finds);
    g_test_add_func("/search/places", test_places);
    g_test_add_func("/search/stops", test_stops);
    g_test_add_func("/search/nothing", test_nothing);
    return g_test_run();
}
