/*
 * filmset new: a folder to begin a film in, perhaps from an article.
 */
#include "cli-private.h"

#include "scaffold.h"

#include <stdio.h>
#include <string.h>

struct new_options {
    struct fms_cli_diags diags;
    char *article, *language;
    char **rest;
};

/* Two or three letters and what may follow them; it is written into the script as it stands. */
static bool is_tag(const char *tag)
{
    size_t n = strspn(tag, G_CSET_a_2_z G_CSET_A_2_Z);
    return n >= 2 && n <= 3 && (!tag[n] || tag[n] == '-') && strlen(tag) <= 35 && !g_str_has_suffix(tag, "-") &&
           !strstr(tag, "--") && strspn(tag, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-") == strlen(tag);
}

static bool parse(struct new_options *options, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "from", 0, 0, G_OPTION_ARG_FILENAME, &options->article, "an article, plain text or Markdown; - is stdin",
          "FILE" },
        { "language", 0, 0, G_OPTION_ARG_STRING, &options->language, "a language tag: en-GB, zh-CN, de …", "TAG" },
        FMS_CLI_DIAGS_ENTRIES(&options->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    const struct fms_command *command = &fms_command_new;
    if (!fms_cli_parse_entries(command, all, argc, argv) || !fms_cli_settle_diags(command, &options->diags))
        return false;
    if (!options->rest || !*options->rest[0])
        return fms_cli_wrong(command, "what is the film called?");
    if (options->rest[1])
        return fms_cli_wrong(command, "one project at a time: '%s' is too much", options->rest[1]);
    return !options->language || is_tag(options->language) ||
           fms_cli_wrong(command, "--language takes a tag such as en-GB, not '%s'", options->language);
}

static int make(const struct new_options *options)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const struct fms_project_request request = { options->rest[0], options->article, options->language };
    const char *script;
    enum fms_outcome outcome = fms_project_new(ctx, &request, &script, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    if (outcome == FMS_DONE)
        printf("%s\n", script);
    talloc_free(ctx);
    return outcome;
}

static int run(int argc, char **argv)
{
    struct new_options options = { 0 };
    int status = parse(&options, argc, argv) ? make(&options) : FMS_EXIT_USAGE;
    g_free(options.diags.name);
    g_free(options.article);
    g_free(options.language);
    g_strfreev(options.rest);
    return status;
}

const struct fms_command fms_command_new = { "new", "FOLDER [--from ARTICLE] [--language TAG]",
                                             "makes a folder with a script to begin with", run };
