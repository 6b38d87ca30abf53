/*
 * filmset check: looks scripts over, tells what is wrong with them, and mends what can only have been meant one way.
 * Diagnostics are what the command is for, so they go to standard output; what was done goes to standard error.
 */
#include "cli-private.h"

#include <stdio.h>
#include <string.h>

/* Each round makes at least one fix and is checked again. Scripts need two; this is where a mistake of ours would end. */
enum { MOST_ROUNDS = 20 };

struct check {
    struct fms_cli_diags diags;
    char *store, *format;
    gboolean fix, strict, quiet;
    char **scripts;
    size_t n_errors, n_warnings, n_fixable; /* of all scripts */
    int status;
};

/* One look at a script. */
struct look {
    TALLOC_CTX *ctx;
    struct fms_diags *diags;
    struct fms_script_file file;
    const struct fms_source *source;
    enum fms_outcome outcome;
};

static struct look look_at(const struct check *check, const char *path)
{
    struct look look = { .ctx = talloc_new(NULL) };
    look.diags = fms_diags_new(look.ctx);
    look.outcome = FMS_SCRIPT_AT_FAULT;
    if (fms_script_file_read(look.ctx, path, &look.file, look.diags)) {
        look.file.format = check->format;
        look.outcome = fms_film_check(look.ctx, &look.file, check->store, &look.source, look.diags);
    }
    return look;
}

/* Makes the fixes of one look in the file. @return false where there were none, or they could not be made. */
static bool mend(const struct look *look, size_t *n_fixed)
{
    GError *error = NULL;
    size_t n = 0;
    const char *text = look->source ? fms_fixes_apply(look->ctx, look->diags, look->source, &n) : NULL;
    if (!text)
        return false;
    if (fms_script_file_replace(&look->file, text, strlen(text), &error)) {
        *n_fixed += n;
        return true;
    }
    fprintf(stderr, "filmset: nothing fixed in %s: %s\n", look->file.name, error->message);
    g_error_free(error);
    return false;
}

static struct look look_and_mend(const struct check *check, const char *path)
{
    size_t n_fixed = 0;
    struct look look = look_at(check, path);
    for (int round = 0; check->fix && !look.file.piped && round < MOST_ROUNDS && mend(&look, &n_fixed); round++) {
        talloc_free(look.ctx);
        look = look_at(check, path);
    }
    if (n_fixed > 0 && !check->quiet)
        fprintf(stderr, "filmset: %zu fixed in %s\n", n_fixed, path);
    return look;
}

static void count(struct check *check, const struct look *look)
{
    size_t n = fms_diags_count(look->diags), n_errors = fms_diags_n_errors(look->diags);
    check->n_errors += n_errors;
    check->n_warnings += n - n_errors;
    for (size_t i = 0; i < n; i++) {
        const struct fms_diag *diag = fms_diags_get(look->diags, i);
        check->n_fixable += diag->n_fixes > 0 && diag->span.source == look->source;
    }
    check->status = MAX(check->status, (int) look->outcome);
    if (check->strict && n > 0)
        check->status = MAX(check->status, FMS_SCRIPT_AT_FAULT);
}

static void check_script(struct check *check, const char *path)
{
    struct look look = look_and_mend(check, path);
    fms_diags_print(look.diags, check->diags.format, stdout);
    count(check, &look);
    talloc_free(look.ctx);
}

static void print_number(const char *before, size_t n, const char *what)
{
    fprintf(stderr, "%s%zu %s%s", before, n, what, n == 1 ? "" : "s");
}

static void print_summary(const struct check *check)
{
    fflush(stdout); /* so that it stands below where both are one */
    print_number("filmset: ", g_strv_length(check->scripts), "script");
    print_number(", ", check->n_errors, "error");
    print_number(", ", check->n_warnings, "warning");
    if (check->n_fixable > 0 && !check->fix)
        fprintf(stderr, "; `filmset check --fix` mends %zu of them", check->n_fixable);
    fputc('\n', stderr);
}

static bool parse(struct check *check, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "fix", 0, 0, G_OPTION_ARG_NONE, &check->fix, "mends in the scripts what can only be meant one way", NULL },
        { "strict", 0, 0, G_OPTION_ARG_NONE, &check->strict, "exit status 1 for warnings, too", NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &check->quiet, "say nothing but what is wrong", NULL },
        FMS_CLI_READ_ENTRY(&check->format),
        FMS_CLI_DIAGS_ENTRIES(&check->diags),
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &check->store, "where results are kept (~/.cache/filmset)", "DIR" },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &check->scripts, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    const struct fms_command *command = &fms_command_check;
    return fms_cli_parse_entries(command, all, argc, argv) && fms_cli_settle_diags(command, &check->diags) &&
           fms_cli_check_read(command, check->format) &&
           (check->scripts || fms_cli_wrong(command, "which script? `-` is standard input"));
}

static int run(int argc, char **argv)
{
    struct check check = { 0 };
    check.status = FMS_EXIT_USAGE;
    if (parse(&check, argc, argv)) {
        check.status = FMS_DONE;
        if (!check.store)
            check.store = g_build_filename(g_get_user_cache_dir(), "filmset", NULL);
        for (char **script = check.scripts; *script; script++)
            check_script(&check, *script);
        if (!check.quiet && check.diags.format == FMS_DIAG_TEXT)
            print_summary(&check);
    }
    g_free(check.diags.name);
    g_free(check.store);
    g_free(check.format);
    g_strfreev(check.scripts);
    return check.status;
}

const struct fms_command fms_command_check = { "check", "SCRIPT… [--fix] [--strict] [--json]",
                                               "looks scripts over without making anything; `-` is standard input",
                                               run };
