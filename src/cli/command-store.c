/*
 * filmset store: looks after the place where results are kept.
 */
#include "cli-private.h"

#include <stdio.h>
#include <string.h>

struct store_options {
    struct fms_cli_diags diags;
    char *store, *limit;
    char **rest;
    enum fms_store_task task;
    int64_t limit_bytes;
};

static bool find_task(struct store_options *options)
{
    static const char *const names[] = {
        [FMS_STORE_STAT] = "stat", [FMS_STORE_VERIFY] = "verify", [FMS_STORE_GC] = "gc", [FMS_STORE_CLEAR] = "clear"
    };
    if (!options->rest || options->rest[1])
        return fms_cli_wrong(&fms_command_store, "one of stat, verify, gc and clear is wanted");
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (!strcmp(options->rest[0], names[i])) {
            options->task = (enum fms_store_task) i;
            return true;
        }
    return fms_cli_wrong(&fms_command_store, "a store knows stat, verify, gc and clear, not '%s'", options->rest[0]);
}

static bool parse(struct store_options *options, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, "where results are kept (~/.cache/filmset)", "DIR" },
        { "store-limit", 0, 0, G_OPTION_ARG_STRING, &options->limit, "gc: how large it may be (20G)", "SIZE" },
        FMS_CLI_DIAGS_ENTRIES(&options->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    if (!fms_cli_parse_entries(&fms_command_store, all, argc, argv) ||
        !fms_cli_settle_diags(&fms_command_store, &options->diags) || !find_task(options) ||
        !fms_cli_store_limit(&fms_command_store, options->limit, &options->limit_bytes))
        return false;
    if (!options->store)
        options->store = g_build_filename(g_get_user_cache_dir(), "filmset", NULL);
    if (options->limit_bytes == 0)
        options->limit_bytes = G_MAXINT64;
    return true;
}

static void print_text(const struct store_options *options, const struct fms_film_store *found)
{
    printf("%s\n  results   %" G_GINT64_FORMAT ", %.1f MB\n  memos     %" G_GINT64_FORMAT ", %.1f MB\n", options->store,
           found->n_results, (double) found->bytes / 1e6, found->n_memos, (double) found->memo_bytes / 1e6);
    if (found->oldest_s > 0)
        printf("  longest unused  %.1f days\n",
               ((double) g_get_real_time() / 1e6 - (double) found->oldest_s) / (24 * 3600.0));
    if (found->n_builds > 0)
        printf("  in use by %" G_GINT64_FORMAT " builds\n", found->n_builds);
    if (options->task == FMS_STORE_VERIFY)
        printf("  damaged   %" G_GINT64_FORMAT ", removed\n", found->n_damaged);
    if (options->task == FMS_STORE_GC || options->task == FMS_STORE_CLEAR)
        printf("  freed     %.1f MB\n", (double) found->freed_bytes / 1e6);
}

static void print_json(const struct fms_film_store *found)
{
    printf("{\"results\":%" G_GINT64_FORMAT ",\"bytes\":%" G_GINT64_FORMAT ",\"memos\":%" G_GINT64_FORMAT
           ",\"memo_bytes\":%" G_GINT64_FORMAT ",\"oldest\":%" G_GINT64_FORMAT ",\"builds\":%" G_GINT64_FORMAT
           ",\"damaged\":%" G_GINT64_FORMAT ",\"freed\":%" G_GINT64_FORMAT "}\n",
           found->n_results, found->bytes, found->n_memos, found->memo_bytes, found->oldest_s, found->n_builds,
           found->n_damaged, found->freed_bytes);
}

static int care(const struct store_options *options)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_film_store found;
    enum fms_outcome outcome = fms_film_store(options->store, options->task, options->limit_bytes, &found, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    if (outcome == FMS_DONE && options->diags.format == FMS_DIAG_JSON)
        print_json(&found);
    else if (outcome == FMS_DONE)
        print_text(options, &found);
    talloc_free(ctx);
    return outcome;
}

static int run(int argc, char **argv)
{
    struct store_options options = { 0 };
    int status = parse(&options, argc, argv) ? care(&options) : FMS_EXIT_USAGE;
    g_free(options.diags.name);
    g_free(options.store);
    g_free(options.limit);
    g_strfreev(options.rest);
    return status;
}

const struct fms_command fms_command_store = { "store",
                                               "stat|verify|gc|clear [--json] [--store=DIR] [--store-limit=SIZE]",
                                               "looks after the place where results are kept", run };
