#include "cli-private.h"

#include <stdio.h>

struct voices_options {
    char *language; /* or NULL */
    gboolean json;
    char **rest;
};

static bool parse(struct voices_options *options, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "language", 0, 0, G_OPTION_ARG_STRING, &options->language, "only those that speak it: en, pt-BR …", "TAG" },
        { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "one object a line", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    return fms_cli_parse_entries(&fms_command_voices, all, argc, argv) &&
           (!options->rest || fms_cli_wrong(&fms_command_voices, "'%s' is too much", options->rest[0]));
}

static void print_voices(const struct fms_film_voice *voices, size_t n, bool json)
{
    for (size_t i = 0; i < n; i++) {
        if (!json) {
            printf("%-16s %-18s %s\n", voices[i].language, voices[i].name, voices[i].title);
            continue;
        }
        putchar('{');
        fms_cli_print_json("language", voices[i].language, ",");
        fms_cli_print_json("name", voices[i].name, ",");
        fms_cli_print_json("title", voices[i].title, "}\n");
    }
}

static int list(const struct voices_options *options)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    size_t n;
    struct fms_film_voice *voices = fms_film_voices(ctx, options->language, &n, diags);
    int status = voices ? n > 0 ? FMS_DONE : FMS_SCRIPT_AT_FAULT : FMS_MACHINE_AT_FAULT;
    if (voices)
        print_voices(voices, n, options->json);
    if (voices && n == 0)
        fprintf(stderr, "filmset: no voice speaks '%s'\n", options->language);
    fms_diags_print(diags, options->json ? FMS_DIAG_JSON : FMS_DIAG_TEXT, stderr);
    talloc_free(ctx);
    return status;
}

static int run(int argc, char **argv)
{
    struct voices_options options = { 0 };
    int status = parse(&options, argc, argv) ? list(&options) : FMS_EXIT_USAGE;
    g_free(options.language);
    g_strfreev(options.rest);
    return status;
}

const struct fms_command fms_command_voices = { "voices", "[--language=TAG] [--json]",
                                                "lists the voices that a script can name", run };
