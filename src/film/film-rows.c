/*
 * A film for each row of a data file. All rows are read, directed and looked at before the first film is begun, so that what is wrong with
 * any is known at once; then one film is made after the other, each with all workers and with nothing kept in memory from the one
 * before. What rows have in common, pictures and sentences without a variable, lies in the store.
 */
#include "csv.h"
#include "house-private.h"

#include <string.h>

enum { MOST_ROWS = 100000, MOST_NAME_BYTES = 120 };

struct row {
    struct fms_values values;
    const char *output;
    bool failed;
};

struct batch {
    TALLOC_CTX *ctx;
    const struct fms_film_request *request;
    const struct fms_rows_teller *teller;
    struct fms_film_rows *result;
    size_t n_rows;
    struct row *rows;
    bool wrong, broken; /* a row's fault; the machine's, or the person has had enough */
    int64_t begin_us;
};

/* ---- reading ---- */

/* One line without what cannot be said or shown. */
static char *clean(TALLOC_CTX *ctx, const char *cell)
{
    char *text = talloc_strdup(ctx, cell), *to = text;
    for (const char *at = text; *at; at++) {
        char c = g_ascii_iscntrl(*at) ? ' ' : *at;
        if (c != ' ' || (to > text && to[-1] != ' '))
            *to++ = c;
    }
    *to = '\0';
    return text;
}

static bool check_head(const struct fms_csv *csv, const struct fms_source *source, struct fms_diags *diags)
{
    size_t n_errors = fms_diags_n_errors(diags);
    if (csv->n_rows < 2)
        return fms_error(diags, (struct fms_span){ source, 0, 0 }, "data.head",
                         "the first line names the columns, each line after it is a film", "there is no row of data");
    const struct fms_csv_row *head = &csv->rows[0];
    for (size_t i = 0; i < head->n; i++) {
        if (!*head->cells[i].utf8)
            fms_error(diags, head->cells[i].span, "data.head", NULL, "this column has no name");
        for (size_t k = 0; k < i; k++)
            if (*head->cells[i].utf8 && !strcmp(head->cells[i].utf8, head->cells[k].utf8))
                fms_error(diags, head->cells[i].span, "data.head", NULL, "there are two columns '%s'",
                          head->cells[i].utf8);
    }
    if (csv->rest.source)
        fms_error(diags, csv->rest, "data.rows", "make several files of it", "there are more than %d rows", MOST_ROWS);
    return fms_diags_n_errors(diags) == n_errors;
}

/* Cells that are lacking at a row's end are empty. */
static void read_values(const struct batch *batch, struct row *row, const struct fms_csv_row *head,
                        const struct fms_csv_row *cells)
{
    struct fms_span end = cells->cells[cells->n - 1].span;
    row->values.n = head->n;
    row->values.items = talloc_array(batch->ctx, struct fms_value, head->n);
    for (size_t i = 0; i < head->n; i++)
        row->values.items[i] =
            (struct fms_value){ head->cells[i].utf8, i < cells->n ? clean(batch->ctx, cells->cells[i].utf8) : "",
                                i < cells->n ? cells->cells[i].span : end };
}

/* ---- names ---- */

/* A value as a part of a file's name. */
static char *name_of(TALLOC_CTX *ctx, const char *text)
{
    char *name = talloc_strndup(ctx, text, MOST_NAME_BYTES);
    const char *end;
    if (!g_utf8_validate(name, -1, &end))
        name[end - name] = '\0';
    g_strdelimit(name, "/\\", '-');
    if (*name == '.')
        *name = '_';
    return name;
}

static const char *numbered(const struct batch *batch, size_t i)
{
    const char *path = batch->request->output ? batch->request->output : batch->request->script;
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    int n = dot && dot > (slash ? slash + 1 : path) ? (int) (dot - path) : (int) strlen(path);
    int digits = batch->n_rows > 9999 ? 5 : batch->n_rows > 999 ? 4 : batch->n_rows > 99 ? 3 : 2;
    return talloc_asprintf(batch->ctx, "%.*s.%0*zu.mp4", n, path, digits, i + 1);
}

/* The name that the person asks for, with the row's values; its number where that names none. */
static const char *output_of(const struct batch *batch, size_t i)
{
    const struct fms_values *values = &batch->rows[i].values;
    if (!batch->request->output)
        return numbered(batch, i);
    TALLOC_CTX *scratch = talloc_new(NULL);
    struct fms_values names = { values->n, talloc_memdup(scratch, values->items, values->n * sizeof *values->items) };
    for (size_t k = 0; k < names.n; k++)
        names.items[k].text = name_of(scratch, names.items[k].text);
    const char *filled = fms_fill_words(batch->ctx, batch->request->output, &names);
    talloc_free(scratch);
    return strcmp(filled, batch->request->output) != 0 ? filled : numbered(batch, i);
}

static void tell(struct batch *batch, size_t i, const struct fms_film_result *made, const struct fms_diags *diags)
{
    batch->teller->row(batch->teller->user, i + 1, made, diags);
}

static void fail(struct batch *batch, size_t i)
{
    batch->rows[i].failed = true;
    batch->wrong = true;
    batch->result->n_failed++;
}

/* Two films of one name: the later is not made. */
static void choose_names(struct batch *batch)
{
    GHashTable *taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < batch->n_rows; i++) {
        struct row *row = &batch->rows[i];
        row->output = output_of(batch, i);
        if (g_hash_table_add(taken, (gpointer) (uintptr_t) row->output))
            continue;
        struct fms_diags *diags = fms_diags_new(batch->ctx);
        fms_error(diags, row->values.items[0].span, "data.name", "add a column to the name that tells them apart",
                  "a row before this one is called '%s', too", row->output);
        fail(batch, i);
        tell(batch, i, NULL, diags);
        talloc_free(diags);
    }
    g_hash_table_destroy(taken);
}

static bool read_rows(struct batch *batch, const char *path, struct fms_diags *diags)
{
    struct fms_script_file file;
    if (!fms_script_file_read(batch->ctx, path, &file, diags))
        return false;
    const struct fms_source *source = fms_source_new(batch->ctx, file.name, file.bytes, file.length, diags);
    const struct fms_csv *csv =
        source ? fms_csv_parse(batch->ctx, source, MOST_ROWS + 1, FMS_MOST_VARIABLES, "data.quote", diags) : NULL;
    if (!csv || !check_head(csv, source, diags))
        return false;
    batch->n_rows = csv->n_rows - 1;
    batch->rows = talloc_zero_array(batch->ctx, struct row, batch->n_rows);
    for (size_t i = 0; i < batch->n_rows; i++)
        read_values(batch, &batch->rows[i], &csv->rows[0], &csv->rows[i + 1]);
    return true;
}

/* ---- making ---- */

static struct fms_film_request request_of(const struct batch *batch, size_t i)
{
    struct fms_film_request request = *batch->request;
    request.values = &batch->rows[i].values;
    request.output = batch->rows[i].output;
    request.build.progress = NULL; /* how far all films are is what is told */
    return request;
}

static bool goes_on(const struct batch *batch)
{
    const int *cancel = batch->request->build.cancel;
    return !batch->broken && !(cancel && g_atomic_int_get(cancel));
}

/* Reads and directs a row's film. What is only worth a warning is told when it is made. */
static void look_at(struct batch *batch, size_t i)
{
    TALLOC_CTX *ctx = talloc_new(batch->ctx);
    const struct fms_film_request request = request_of(batch, i);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_house *house = fms_house_open(ctx, &request, diags);
    bool good = fms_house_run_stages(house, "storyboard") && fms_diags_n_errors(diags) == 0;
    if (!good && goes_on(batch)) {
        batch->broken = fms_house_outcome(house, false) == FMS_MACHINE_AT_FAULT;
        fail(batch, i);
        tell(batch, i, NULL, diags);
    }
    talloc_free(ctx);
}

static void add_tally(struct fms_build_tally *sum, const struct fms_build_tally *tally)
{
    for (size_t i = 0; i < FMS_N_STEP_KINDS; i++) {
        sum->ran[i] += tally->ran[i];
        sum->found[i] += tally->found[i];
    }
}

static void make(struct batch *batch, size_t i)
{
    TALLOC_CTX *ctx = talloc_new(batch->ctx);
    const struct fms_film_request request = request_of(batch, i);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_film_result made;
    enum fms_outcome outcome = fms_film_build(ctx, &request, &made, diags);
    add_tally(&batch->result->tally, &made.tally);
    batch->result->n_films += made.n_films;
    batch->broken = outcome == FMS_MACHINE_AT_FAULT || outcome == FMS_CANCELLED;
    if (outcome != FMS_DONE && outcome != FMS_CANCELLED)
        fail(batch, i);
    tell(batch, i, &made, diags);
    talloc_free(ctx);
}

static void tell_progress(const struct batch *batch, size_t n_done)
{
    const struct fms_build_options *build = &batch->request->build;
    int64_t took_us = g_get_monotonic_time() - batch->begin_us;
    const struct fms_progress progress = {
        .done = (int64_t) n_done,
        .total = (int64_t) batch->n_rows,
        .left_us = n_done > 0 ? took_us / (int64_t) n_done * (int64_t) (batch->n_rows - n_done) : -1,
        .n_done = n_done,
        .n_total = batch->n_rows,
    };
    if (build->progress)
        build->progress(build->user, &progress);
}

enum fms_outcome fms_film_build_rows(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *data,
                                     const struct fms_rows_teller *teller, struct fms_film_rows *result,
                                     struct fms_diags *diags)
{
    struct batch batch = { .ctx = talloc_new(ctx), .request = request, .teller = teller, .result = result };
    *result = (struct fms_film_rows){ 0 };
    if (!read_rows(&batch, data, diags))
        return FMS_SCRIPT_AT_FAULT;
    result->n_rows = batch.n_rows;
    choose_names(&batch);
    for (size_t i = 0; i < batch.n_rows && goes_on(&batch); i++)
        if (!batch.rows[i].failed)
            look_at(&batch, i);
    batch.begin_us = g_get_monotonic_time();
    for (size_t i = 0; i < batch.n_rows && goes_on(&batch); i++) {
        tell_progress(&batch, i);
        if (!batch.rows[i].failed)
            make(&batch, i);
    }
    const int *cancel = request->build.cancel;
    if (cancel && g_atomic_int_get(cancel))
        return FMS_CANCELLED;
    return batch.broken ? FMS_MACHINE_AT_FAULT : batch.wrong ? FMS_SCRIPT_AT_FAULT : FMS_DONE;
}
