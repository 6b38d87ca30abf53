#include "cli-private.h"

#include <stdio.h>

static int dump(struct fms_cli_options *options)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    GString *out = g_string_new(NULL);
    enum fms_outcome outcome =
        fms_film_dump(ctx, &options->request, options->stage ? options->stage : "storyboard", out, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    fputs(out->str, stdout);
    g_string_free(out, TRUE);
    talloc_free(ctx);
    return outcome;
}

static int run(int argc, char **argv)
{
    struct fms_cli_options options;
    int status = FMS_EXIT_USAGE;
    fms_cli_watch_signals();
    if (fms_cli_parse(&fms_command_dump, FMS_CLI_DUMP, argc, argv, &options))
        status = dump(&options);
    fms_cli_clear(&options);
    return status;
}

const struct fms_command fms_command_dump = { "dump", "[--stage=STAGE] SCRIPT", "shows what a stage made of a script",
                                              run };
