#include "cli-private.h"

#include <math.h>
#include <stdio.h>

static size_t sum(const size_t *counts)
{
    size_t total = 0;
    for (size_t i = 0; i < FMS_N_STEP_KINDS; i++)
        total += counts[i];
    return total;
}

void fms_cli_print_counts(const char *what, const size_t *counts)
{
    printf("%zu %s", sum(counts), what);
    const char *before = " (";
    for (size_t i = 0; i < FMS_N_STEP_KINDS; i++)
        if (counts[i]) {
            printf("%s%s %zu", before, fms_step_kind_name((enum fms_step_kind) i), counts[i]);
            before = ", ";
        }
    if (sum(counts))
        putchar(')');
}

/* Minutes, seconds and tenths. */
static void print_duration(fms_ticks duration)
{
    int64_t tenths = (duration * 10 + FMS_TICKS_PER_SECOND / 2) / FMS_TICKS_PER_SECOND;
    printf("%d:%02d.%d", (int) (tenths / 600), (int) (tenths / 10 % 60), (int) (tenths % 10));
}

static void print_film(const struct fms_film_made *made)
{
    printf("%s\n  film      ", made->film);
    print_duration(made->duration);
    printf(", %d×%d, %.1f MB, %zu shots, %zu chapters\n", made->width_px, made->height_px,
           (double) made->film_bytes / 1e6, made->n_shots, made->n_chapters);
    if (isfinite(made->integrated_lufs))
        printf("  sound     %.1f LUFS, true peak %.1f dBTP\n", made->integrated_lufs, made->true_peak_dbtp);
    if (made->vtt)
        printf("  captions  %zu: %s, %s\n", made->n_captions, made->vtt, made->srt);
    printf("  poster    %s\n", made->poster);
    for (size_t i = 0; i < made->n_posters; i++)
        printf("            %s\n", made->posters[i]);
    for (enum fms_stem stem = 0; stem < FMS_N_STEMS && made->stems[stem]; stem++)
        printf("  %s    %s\n", stem ? "      " : "stems ", made->stems[stem]);
}

static void print_result(const struct fms_film_result *result)
{
    for (size_t i = 0; i < result->n_films; i++)
        print_film(&result->films[i]);
    printf("%sreport    %s\n", result->n_films > 1 ? "" : "  ", result->report);
    printf("%ssteps     ", result->n_films > 1 ? "" : "  ");
    fms_cli_print_counts("ran", result->tally.ran);
    fputs(", ", stdout);
    fms_cli_print_counts("found", result->tally.found);
    putchar('\n');
}

/* Builds with all that tells of it: diagnostics, progress, timings. */
static enum fms_outcome build_aloud(TALLOC_CTX *ctx, struct fms_cli_options *options, struct fms_progress_bar *bar)
{
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_film_result result;
    enum fms_outcome outcome = fms_film_build(ctx, &options->request, &result, diags);
    fms_progress_bar_end(bar);
    fms_diags_print(diags, options->diags.format, stderr);
    if (outcome == FMS_CANCELLED)
        fputs("filmset: stopped; what was made is kept\n", stderr);
    if (result.n_films > 0 && !options->quiet)
        print_result(&result);
    return outcome;
}

static int build(struct fms_cli_options *options)
{
    struct fms_progress_bar bar;
    if (options->dry_run)
        return fms_cli_explain(options, NULL);
    const char *form = options->progress ? options->progress : options->quiet ? "none" : NULL;
    if (!fms_progress_bar_begin(&bar, form)) {
        fms_cli_wrong(&fms_command_build, "--progress is bar, plain, json or none, not '%s'", form);
        return FMS_EXIT_USAGE;
    }
    if (options->timings && !(bar.trace = fms_trace_open(options->timings)))
        return FMS_MACHINE_AT_FAULT;
    options->request.build.user = &bar;
    options->request.build.progress = bar.show ? fms_progress_bar_show : NULL;
    options->request.build.event = bar.trace ? fms_progress_bar_event : NULL;
    TALLOC_CTX *ctx = talloc_new(NULL);
    enum fms_outcome outcome = options->data ? fms_cli_build_rows(ctx, options, &bar) : build_aloud(ctx, options, &bar);
    if (bar.trace)
        fms_trace_close(bar.trace);
    talloc_free(ctx);
    return outcome;
}

static int run(int argc, char **argv)
{
    struct fms_cli_options options;
    int status = FMS_EXIT_USAGE;
    fms_cli_watch_signals();
    if (fms_cli_parse(&fms_command_build, FMS_CLI_BUILD, argc, argv, &options))
        status = build(&options);
    fms_cli_clear(&options);
    return status;
}

const struct fms_command fms_command_build = { "build", "SCRIPT [-o FILM.mp4] [OPTION…]",
                                               "compiles a script into a film", run };
