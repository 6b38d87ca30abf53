/*
 * Films of data, told as they are made.
 */
#include "cli-private.h"

#include <stdio.h>

struct telling {
    const struct fms_cli_options *options;
    struct fms_progress_bar *bar;
};

/* A bar is cleared away before anything else is written. */
static void tell_row(void *user, size_t n, const struct fms_film_result *made, const struct fms_diags *diags)
{
    struct telling *telling = user;
    bool wordless = telling->options->quiet || !made || made->n_films == 0;
    if (fms_diags_count(diags) > 0 || !wordless)
        fms_progress_bar_end(telling->bar);
    fms_diags_print(diags, telling->options->diags.format, stderr);
    for (size_t i = 0; !wordless && i < made->n_films; i++)
        printf("%zu %s %.1f s\n", n, made->films[i].film,
               (double) made->films[i].duration / (double) FMS_TICKS_PER_SECOND);
    fflush(stdout);
}

enum fms_outcome fms_cli_build_rows(TALLOC_CTX *ctx, const struct fms_cli_options *options,
                                    struct fms_progress_bar *bar)
{
    struct fms_diags *diags = fms_diags_new(ctx);
    struct telling telling = { options, bar };
    const struct fms_rows_teller teller = { &telling, tell_row };
    struct fms_film_rows rows;
    enum fms_outcome outcome = fms_film_build_rows(ctx, &options->request, options->data, &teller, &rows, diags);
    fms_progress_bar_end(bar);
    fms_diags_print(diags, options->diags.format, stderr);
    if (outcome == FMS_CANCELLED)
        fputs("filmset: stopped; what was made is kept\n", stderr);
    if (rows.n_rows > 0 && !options->quiet) {
        printf("%zu films of %zu rows, %zu failed\nsteps     ", rows.n_films, rows.n_rows, rows.n_failed);
        fms_cli_print_counts("ran", rows.tally.ran);
        fputs(", ", stdout);
        fms_cli_print_counts("found", rows.tally.found);
        putchar('\n');
    }
    return outcome;
}
