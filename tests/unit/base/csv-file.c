#include "csv.h"

#include <string.h>

/* Cells in brackets, a row a line. */
static void test_rows(void)
{
    static const struct {
        const char *text, *rows;
    } rows[] = {
        { "a,b\nc,d\n", "[a][b]\n[c][d]\n" },
        { "a;b,c\n1,5;2\n", "[a][b,c]\n[1,5][2]\n" },
        { "a\tb;c\r\nd\te", "[a][b;c]\n[d][e]\n" },
        { "\"a,\"\"b\"\"\nc\",d\n", "[a,\"b\"\nc][d]\n" },
        { "a,b\n\n\n c , \n", "[a][b]\n[c][]\n" },
        { "a,b,c,d,e\n1\n", "[a][b][c][d]\n[1]\n" },
        { "a\nb\nc\nd\n", "[a]\n[b]\n[c]\nrest 6\n" },
        { "", "" },
        { "a\n\"b\n", "error 2\n" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        const struct fms_source source = { "a.csv", rows[i].text, strlen(rows[i].text), NULL };
        const struct fms_csv *csv = fms_csv_parse(ctx, &source, 3, 4, "data.quote", diags);
        GString *out = g_string_new(NULL);
        for (size_t r = 0; csv && r < csv->n_rows; r++) {
            for (size_t k = 0; k < csv->rows[r].n; k++)
                g_string_append_printf(out, "[%s]", csv->rows[r].cells[k].utf8);
            g_string_append_c(out, '\n');
        }
        if (csv && csv->rest.source)
            g_string_append_printf(out, "rest %zu\n", csv->rest.begin);
        if (!csv)
            g_string_append_printf(out, "error %zu\n", fms_diags_get(diags, 0)->span.begin);
        g_assert_cmpstr(out->str, ==, rows[i].rows);
        g_string_free(out, TRUE);
        talloc_free(ctx);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/rows", test_rows);
    return g_test_run();
}
