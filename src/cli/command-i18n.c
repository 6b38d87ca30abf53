#include "cli-private.h"
#include "i18n.h"

#include <stdio.h>
#include <string.h>

struct i18n_options {
    char *format, *store;
    gboolean strict;
    struct fms_cli_diags diags;
    char **rest; /* what to do, the script, languages */
};

typedef enum fms_outcome catalogue_work(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                        struct fms_catalogues *catalogues, struct fms_diags *diags);

static const struct work {
    const char *name;
    catalogue_work *run;
    bool takes_languages;
} works[] = {
    { "extract", fms_film_extract, false },
    { "merge", fms_film_merge, true },
    { "check", fms_film_check_catalogues, true },
};

static const struct work *find_work(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(works); i++)
        if (!strcmp(name, works[i].name))
            return &works[i];
    return NULL;
}

static bool parse(struct i18n_options *options, const struct work **work, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        FMS_CLI_READ_ENTRY(&options->format),
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, "where takes are kept (~/.cache/filmset)", "DIR" },
        { "strict", 0, 0, G_OPTION_ARG_NONE, &options->strict, "of check: a warning is a failure too", NULL },
        FMS_CLI_DIAGS_ENTRIES(&options->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    const struct fms_command *command = &fms_command_i18n;
    if (!fms_cli_parse_entries(command, all, argc, argv) || !fms_cli_settle_diags(command, &options->diags) ||
        !fms_cli_check_read(command, options->format))
        return false;
    guint n = options->rest ? g_strv_length(options->rest) : 0;
    *work = n > 0 ? find_work(options->rest[0]) : NULL;
    if (!*work)
        return fms_cli_wrong(command, "what is to be done: extract, merge or check?");
    if (n < 2)
        return fms_cli_wrong(command, "which script?");
    if (n > 2 && !(*work)->takes_languages)
        return fms_cli_wrong(command, "one script at a time: '%s' is too much", options->rest[2]);
    for (guint i = 2; i < n; i++)
        if (!fms_cli_is_tag(options->rest[i]))
            return fms_cli_wrong(command, "'%s' is no language tag", options->rest[i]);
    return true;
}

static void print_catalogue(const struct fms_catalogue *catalogue)
{
    printf("%s: %zu texts", catalogue->path, catalogue->n_texts);
    if (*catalogue->language)
        printf(", %zu translated, %zu fuzzy, %zu untranslated", catalogue->kept, catalogue->fuzzy,
               catalogue->untranslated);
    if (catalogue->obsolete)
        printf(", %zu newly obsolete", catalogue->obsolete);
    putchar('\n');
}

static int run_work(const struct work *work, struct i18n_options *options)
{
    g_assert(work);
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_catalogues catalogues;
    char *languages = options->rest[2] ? g_strjoinv(",", options->rest + 2) : NULL;
    if (!options->store)
        options->store = g_build_filename(g_get_user_cache_dir(), "filmset", NULL);
    const struct fms_film_request request = { .script = options->rest[1],
                                              .format = options->format,
                                              .store = options->store,
                                              .language = languages,
                                              .crf_tenths = -1,
                                              .build = { .jobs = (int) g_get_num_processors(),
                                                         .cancel = &fms_cli_cancel } };
    enum fms_outcome outcome = work->run(ctx, &request, &catalogues, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    for (size_t i = 0; i < catalogues.n; i++)
        print_catalogue(&catalogues.items[i]);
    if (outcome == FMS_DONE && options->strict && fms_diags_count(diags) > 0)
        outcome = FMS_SCRIPT_AT_FAULT;
    g_free(languages);
    talloc_free(ctx);
    return outcome;
}

static int run(int argc, char **argv)
{
    struct i18n_options options = { 0 };
    const struct work *work = NULL;
    fms_cli_watch_signals();
    int status = parse(&options, &work, argc, argv) ? run_work(work, &options) : FMS_EXIT_USAGE;
    g_free(options.format);
    g_free(options.store);
    g_free(options.diags.name);
    g_strfreev(options.rest);
    return status;
}

const struct fms_command fms_command_i18n = { "i18n", "extract|merge|check SCRIPT [LANGUAGE…]",
                                              "makes, updates and checks translations", run };
