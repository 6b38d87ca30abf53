/*
 * filmset say: how a line sounds, before there is a film.
 */
#include "cli-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

struct say_options {
    struct fms_cli_diags diags;
    char *voice, *language, *output, *store;
    int pace;
    char **rest;
};

static bool parse(struct say_options *options, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "voice", 0, 0, G_OPTION_ARG_STRING, &options->voice, "the voice that says it (the language's own)", "NAME" },
        { "language", 0, 0, G_OPTION_ARG_STRING, &options->language, "what it is in (en)", "TAG" },
        { "pace", 0, 0, G_OPTION_ARG_INT, &options->pace, "words a minute", "N" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "a WAV instead of sound", "FILE" },
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, "where results are kept (~/.cache/filmset)", "DIR" },
        FMS_CLI_DIAGS_ENTRIES(&options->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    if (!fms_cli_parse_entries(&fms_command_say, all, argc, argv) ||
        !fms_cli_settle_diags(&fms_command_say, &options->diags))
        return false;
    if (options->language && !fms_cli_is_tag(options->language))
        return fms_cli_wrong(&fms_command_say, "'%s' is no language", options->language);
    if (options->pace && (options->pace < 80 || options->pace > 450))
        return fms_cli_wrong(&fms_command_say, "a pace is 80 to 450 words a minute");
    if (!options->rest || options->rest[1] || strpbrk(options->rest[0], "\r\n"))
        return fms_cli_wrong(&fms_command_say, "the words are wanted, in quotation marks");
    if (!options->store)
        options->store = g_build_filename(g_get_user_cache_dir(), "filmset", NULL);
    return true;
}

/* A value in quotation marks, as YAML reads it. */
static void add_key(GString *script, const char *key, const char *value)
{
    char *escaped = value ? g_strescape(value, "") : NULL;
    if (value)
        g_string_append_printf(script, "%s: \"%s\"\n", key, escaped);
    g_free(escaped);
}

static GString *write_script(const struct say_options *options)
{
    GString *script = g_string_new("---\n");
    add_key(script, "language", options->language ? options->language : "en");
    add_key(script, "voice", options->voice);
    if (options->pace)
        g_string_append_printf(script, "pace: %d\n", options->pace);
    g_string_append_printf(script, "---\n\n%s\n", options->rest[0]);
    return script;
}

static void print_said(const struct fms_film_said *said, bool json)
{
    if (!json)
        printf("%s, %.2f s\n%s\n", said->voice, said->seconds, said->phonemes);
    for (size_t i = 0; !json && i < said->n_words; i++)
        printf("%8.3f %8.3f  %s\n", said->words[i].from_s, said->words[i].to_s, said->words[i].text);
    if (!json)
        return;
    putchar('{');
    fms_cli_print_json("voice", said->voice, ",");
    fms_cli_print_json("phonemes", said->phonemes, ",");
    printf("\"seconds\":%.3f,\"words\":[", said->seconds);
    for (size_t i = 0; i < said->n_words; i++) {
        fputs(i ? ",{" : "{", stdout);
        fms_cli_print_json("text", said->words[i].text, ",");
        printf("\"from\":%.3f,\"to\":%.3f}", said->words[i].from_s, said->words[i].to_s);
    }
    puts("]}");
}

static int say(const struct say_options *options)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    GString *script = write_script(options);
    char *path = options->output ? g_strdup(options->output) : fms_cli_scratch("filmset-XXXXXX.wav");
    const struct fms_script_file file = { .name = "words", .folder = ".", .bytes = script->str, .length = script->len };
    const struct fms_film_request request = { .script = "words", .store = options->store, .build = { .jobs = 2 } };
    struct fms_film_said *said;
    int status = fms_film_say(ctx, &request, &file, path, &said, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    if (status == FMS_DONE)
        print_said(said, options->diags.format == FMS_DIAG_JSON);
    fflush(stdout);
    if (status == FMS_DONE && !options->output && !fms_cli_play(path))
        fputs("filmset: no player is installed (pw-play, paplay, aplay, play, ffplay); -o writes a file\n", stderr);
    if (!options->output)
        g_unlink(path);
    g_free(path);
    g_string_free(script, TRUE);
    talloc_free(ctx);
    return status;
}

static int run(int argc, char **argv)
{
    struct say_options options = { 0 };
    int status = parse(&options, argc, argv) ? say(&options) : FMS_EXIT_USAGE;
    g_free(options.diags.name);
    g_free(options.voice);
    g_free(options.language);
    g_free(options.output);
    g_free(options.store);
    g_strfreev(options.rest);
    return status;
}

const struct fms_command fms_command_say = {
    "say", "\"WORDS\" [--voice=NAME] [--language=TAG] [-o FILE.wav]",
    "says a line as a film would, and shows its sounds and the times of its words", run
};
