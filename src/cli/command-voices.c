#include "cli-private.h"

#include <stdio.h>

struct voices_options {
    char *language; /* or NULL */
    gboolean json;
};

static bool parse(int argc, char **argv, struct voices_options *options)
{
    const GOptionEntry entries[] = { { "language", 0, 0, G_OPTION_ARG_STRING, &options->language,
                                       "only those that speak it: en, pt-BR", "TAG" },
                                     { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, "one object a line", NULL },
                                     G_OPTION_ENTRY_NULL };
    char *usage = g_strdup_printf("- %s", fms_command_voices.what);
    GOptionContext *context = g_option_context_new(usage);
    GError *error = NULL;
    g_option_context_add_main_entries(context, entries, NULL);
    bool good = g_option_context_parse(context, &argc, &argv, &error);
    if (!good || argc > 1)
        fprintf(stderr, "filmset: %s%s\nusage: filmset voices %s\n", good ? "too much: " : error->message,
                good ? argv[1] : "", fms_command_voices.usage);
    g_clear_error(&error);
    g_option_context_free(context);
    g_free(usage);
    return good && argc == 1;
}

static void print_json_string(const char *name, const char *value, const char *end)
{
    printf("\"%s\":\"", name);
    for (; *value; value++)
        printf(*value == '"' || *value == '\\' ? "\\%c" : "%c", *value);
    printf("\"%s", end);
}

static void print_voices(const struct fms_film_voice *voices, size_t n, bool json)
{
    for (size_t i = 0; i < n; i++) {
        if (!json) {
            printf("%-16s %-18s %s\n", voices[i].language, voices[i].name, voices[i].title);
            continue;
        }
        putchar('{');
        print_json_string("language", voices[i].language, ",");
        print_json_string("name", voices[i].name, ",");
        print_json_string("title", voices[i].title, "}\n");
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
    fms_diags_print(diags, stderr);
    talloc_free(ctx);
    return status;
}

static int run(int argc, char **argv)
{
    struct voices_options options = { 0 };
    int status = parse(argc, argv, &options) ? list(&options) : FMS_EXIT_USAGE;
    g_free(options.language);
    return status;
}

const struct fms_command fms_command_voices = { "voices", "[--language=TAG] [--json]",
                                                "lists the voices that a script can name", run };
