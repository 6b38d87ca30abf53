/*
 * filmset takes: the spoken lines of a film, one by one.
 */
#include "cli-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_NUMBERS = 4096 };

struct takes_options {
    struct fms_cli_diags diags;
    char *store, *output;
    char **rest; /* what to do, the script, numbers and, to replace one, a recording */
    struct fms_takes_order order;
    size_t numbers[MOST_NUMBERS];
    bool plays;
};

static const struct {
    const char *name;
    enum fms_takes_task task;
} TASKS[] = { { "list", FMS_TAKES_LIST }, { "play", FMS_TAKES_EXPORT }, { "export", FMS_TAKES_EXPORT },
              { "pin", FMS_TAKES_PIN },   { "unpin", FMS_TAKES_UNPIN }, { "replace", FMS_TAKES_REPLACE } };

static bool find_task(struct takes_options *options)
{
    const char *word = options->rest && options->rest[0] ? options->rest[0] : "";
    for (size_t i = 0; i < G_N_ELEMENTS(TASKS); i++)
        if (!strcmp(word, TASKS[i].name)) {
            options->order.task = TASKS[i].task;
            options->plays = !strcmp(word, "play");
            return (options->rest && options->rest[1]) || fms_cli_wrong(&fms_command_takes, "a script is wanted");
        }
    return fms_cli_wrong(&fms_command_takes,
                         "takes can be listed, played, exported, pinned, unpinned and replaced, not '%s'", word);
}

static bool read_numbers(struct takes_options *options)
{
    char **word = options->rest + 2;
    for (; *word; word++) {
        guint64 number;
        bool is_number = g_ascii_string_to_unsigned(*word, 10, 1, 1000000, &number, NULL);
        bool is_file =
            !is_number && options->order.task == FMS_TAKES_REPLACE && options->order.n_numbers == 1 && !word[1];
        if (is_file)
            options->order.path = *word;
        else if (!is_number || options->order.n_numbers == MOST_NUMBERS)
            return fms_cli_wrong(&fms_command_takes, "'%s' is no take's number", *word);
        else
            options->numbers[options->order.n_numbers++] = (size_t) number;
    }
    options->order.numbers = options->numbers;
    return true;
}

static bool check(struct takes_options *options)
{
    if (options->order.task == FMS_TAKES_REPLACE && !options->order.path)
        return fms_cli_wrong(&fms_command_takes, "a number and a recording are wanted: replace SCRIPT 12 line12.wav");
    if (options->plays && options->order.n_numbers != 1)
        return fms_cli_wrong(&fms_command_takes, "the number of one take is wanted");
    if (options->order.task == FMS_TAKES_EXPORT && !options->plays)
        options->order.path = options->output ? options->output : "takes-export";
    if (options->order.path && g_str_has_suffix(options->order.path, ".wav") &&
        options->order.task == FMS_TAKES_EXPORT && options->order.n_numbers != 1)
        return fms_cli_wrong(&fms_command_takes, "a folder is wanted for several takes");
    return true;
}

static bool parse(struct takes_options *options, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "export: a folder, or a .wav for one take",
          "PLACE" },
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, "where results are kept (~/.cache/filmset)", "DIR" },
        FMS_CLI_DIAGS_ENTRIES(&options->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    if (!fms_cli_parse_entries(&fms_command_takes, all, argc, argv) ||
        !fms_cli_settle_diags(&fms_command_takes, &options->diags) || !find_task(options) || !read_numbers(options) ||
        !check(options))
        return false;
    if (!options->store)
        options->store = g_build_filename(g_get_user_cache_dir(), "filmset", NULL);
    return true;
}

static void print_takes(const struct fms_film_take *takes, size_t n, bool json)
{
    for (size_t i = 0; i < n; i++) {
        if (!json) {
            printf("%4zu  line %-5zu %-8s %6.2f s  %s\n", takes[i].number, takes[i].line, takes[i].state,
                   takes[i].seconds, takes[i].text);
            continue;
        }
        printf("{\"number\":%zu,\"line\":%zu,\"seconds\":%.3f,", takes[i].number, takes[i].line, takes[i].seconds);
        fms_cli_print_json("state", takes[i].state, ",");
        fms_cli_print_json("voice", takes[i].voice, ",");
        fms_cli_print_json("text", takes[i].text, "}\n");
    }
}

static int play(const struct takes_options *options)
{
    if (fms_cli_play(options->order.path))
        return FMS_DONE;
    fputs(
        "filmset: no player is installed (pw-play, paplay, aplay, play, ffplay); `filmset takes export` writes files\n",
        stderr);
    return FMS_MACHINE_AT_FAULT;
}

static int work(struct takes_options *options)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const struct fms_film_request request = { .script = options->rest[1],
                                              .store = options->store,
                                              .build = { .jobs = 2 } };
    struct fms_film_take *takes = NULL;
    size_t n;
    char *scratch = options->plays ? fms_cli_scratch("filmset-XXXXXX.wav") : NULL;
    if (scratch)
        options->order.path = scratch;
    int status = fms_film_takes(ctx, &request, &options->order, &takes, &n, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    if (status == FMS_DONE && options->order.task == FMS_TAKES_LIST)
        print_takes(takes, n, options->diags.format == FMS_DIAG_JSON);
    if (status == FMS_DONE && options->plays)
        status = play(options);
    if (scratch)
        g_unlink(scratch);
    g_free(scratch);
    talloc_free(ctx);
    return status;
}

static int run(int argc, char **argv)
{
    struct takes_options *options = g_new0(struct takes_options, 1);
    int status = parse(options, argc, argv) ? work(options) : FMS_EXIT_USAGE;
    g_free(options->diags.name);
    g_free(options->store);
    g_free(options->output);
    g_strfreev(options->rest);
    g_free(options);
    return status;
}

const struct fms_command fms_command_takes = {
    "takes", "list|play|export|pin|unpin|replace SCRIPT [NUMBER…] [RECORDING] [-o PLACE]",
    "lists and plays the spoken lines, keeps them with the script, replaces one by a recording", run
};
