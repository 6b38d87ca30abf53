/*
 * Pieces make shots.
 */
#include "phrases-private.h"

#include <glib.h>

struct row {
    const struct fms_grouping *grouping;
    const char *
        pieces; /* seconds as a digit (load: 100 a second), then "," within a sentence, "." at its end, "/" at a paragraph's */
    const char *sizes;
};

static const struct row rows[] = {
    { &fms_grouping_words, "", "" },
    { &fms_grouping_words, "5/", "1" },
    { &fms_grouping_words, "9.9/", "1 1" }, /* together they do not fit */
    { &fms_grouping_words, "2.3/", "2" },   /* two short ones are one shot */
    { &fms_grouping_words, "5,5/", "1 1" },
    { &fms_grouping_words, "1.1.1.1/", "2 2" }, /* never a crowd */
    { &fms_grouping_words, "1.5,5/", "2 1" },
    { &fms_grouping_words, "5,5.3/", "1 1 1" },
    { &fms_grouping_words, "6,2.3/", "2 1" }, /* no shot goes from within one sentence into another */
    { &fms_grouping_picture, "4.4/", "2" },
    { &fms_grouping_picture, "5.5/", "1 1" }, /* pictures stand longer */
    { &fms_grouping_picture, "5.5/5.5/", "1 1 1 1" },
    { &fms_grouping_picture, "3.4/3.4/", "2 2" },
    { &fms_grouping_quote, "5.5/", "2" },
    { &fms_grouping_quote, "7.7.7/", "1 1 1" },
};

static GArray *pieces_of(const char *text)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_piece));
    for (const char *at = text; *at; at += 2) {
        struct fms_piece piece = { .measure = { (*at - '0') * 1000, (*at - '0') * 100 } };
        piece.closes = at[1] == ',' ? FMS_PIECE_BREATH : at[1] == '.' ? FMS_PIECE_SENTENCE : FMS_PIECE_PARAGRAPH;
        g_array_append_val(pieces, piece);
    }
    return pieces;
}

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GArray *pieces = pieces_of(rows[i].pieces), *sizes = g_array_new(FALSE, FALSE, sizeof(size_t));
        fms_pieces_group((const struct fms_piece *) (void *) pieces->data, pieces->len, rows[i].grouping, sizes);
        GString *out = g_string_new("");
        for (size_t k = 0; k < sizes->len; k++)
            g_string_append_printf(out, "%s%zu", k ? " " : "", g_array_index(sizes, size_t, k));
        if (g_strcmp0(out->str, rows[i].sizes) != 0)
            g_test_message("%s", rows[i].pieces);
        g_assert_cmpstr(out->str, ==, rows[i].sizes);
        g_string_free(out, TRUE);
        g_array_free(pieces, TRUE);
        g_array_free(sizes, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shots/rows", test_rows);
    return g_test_run();
}
