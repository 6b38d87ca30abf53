/*
 * filmset explain: why a step would run or not, and what a build would cost.
 */
#include "cli-private.h"

#include <stdio.h>

int fms_cli_explain(struct fms_cli_options *options, const char *what)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    GString *text = g_string_new(NULL);
    enum fms_outcome outcome = fms_film_explain(ctx, &options->request, what, text, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    fputs(text->str, stdout);
    if (outcome == FMS_DONE && text->len == 0) {
        fprintf(stderr, "filmset: no step is called '%s'; `filmset dump --stage=plan` lists them\n", what);
        outcome = FMS_SCRIPT_AT_FAULT;
    }
    g_string_free(text, TRUE);
    talloc_free(ctx);
    return outcome;
}

static int run(int argc, char **argv)
{
    struct fms_cli_options options;
    int status = FMS_EXIT_USAGE;
    if (fms_cli_parse(&fms_command_explain, FMS_CLI_EXPLAIN, argc, argv, &options))
        status = fms_cli_explain(&options, options.rest[1]);
    fms_cli_clear(&options);
    return status;
}

const struct fms_command fms_command_explain = { "explain", "SCRIPT [STEP] [OPTION…]",
                                                 "tells what a build would run, why, and how long it would take", run };
