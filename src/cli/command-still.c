/*
 * filmset still: one frame of a film as a picture.
 */
#include "cli-private.h"

#include <stdio.h>

static int draw(const struct fms_cli_options *options, fms_ticks at)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const char *const *paths;
    enum fms_outcome outcome = fms_film_still(ctx, &options->request, at, &paths, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    for (; *paths; paths++)
        printf("%s\n", *paths);
    talloc_free(ctx);
    return outcome;
}

static int run(int argc, char **argv)
{
    struct fms_cli_options options;
    int status = FMS_EXIT_USAGE;
    fms_ticks at;
    fms_cli_watch_signals();
    if (fms_cli_parse(&fms_command_still, FMS_CLI_STILL, argc, argv, &options)) {
        const char *moment = options.rest[1];
        if (!options.output)
            fms_cli_wrong(&fms_command_still, "where shall it go? Name a file with -o");
        else if (!moment || !fms_cli_moment(moment, &at))
            fms_cli_wrong(&fms_command_still, "which moment? Write it as 0:42 or 0:42.5");
        else
            status = draw(&options, at);
    }
    fms_cli_clear(&options);
    return status;
}

const struct fms_command fms_command_still = { "still", "SCRIPT M:SS -o FRAME.png [OPTION…]",
                                               "draws one frame of a film as a picture", run };
