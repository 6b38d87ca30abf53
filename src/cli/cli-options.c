#include "cli-private.h"

#include "frame-format.h"
#include "platforms.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

int fms_cli_cancel;

static void on_signal(int number)
{
    g_atomic_int_set(&fms_cli_cancel, 1);
}

void fms_cli_watch_signals(void)
{
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int) SA_RESETHAND };
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool fms_cli_wrong(const struct fms_command *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = g_strdup_vprintf(format, args);
    va_end(args);
    fprintf(stderr, "filmset: %s\nusage: filmset %s %s\n", text, command->name, command->usage);
    g_free(text);
    return false;
}

static bool one_of(const char *word, const char *const *words)
{
    return g_strv_contains(words, word);
}

/* Is each item of a list with commas one of these? */
static bool all_of(const char *list, const char *const *words)
{
    char **items = g_strsplit(list, ",", -1);
    bool all = *items;
    for (char **item = items; *item && all; item++)
        all = one_of(g_strstrip(*item), words);
    g_strfreev(items);
    return all;
}

bool fms_cli_is_tag(const char *word)
{
    size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    return g_ascii_isalpha(*word) && !word[n] && n >= 2 && n <= 35;
}

static bool are_tags(const char *list)
{
    char **items = g_strsplit(list, ",", -1);
    bool all = *items;
    for (char **item = items; *item && all; item++)
        all = fms_cli_is_tag(g_strstrip(*item));
    g_strfreev(items);
    return all;
}

/* A decimal number with a point, whole. */
static bool parse_decimal(const char *text, double least, double most, double *out)
{
    char *end = NULL;
    *out = g_ascii_strtod(text, &end);
    return end != text && !*end && isfinite(*out) && *out >= least && *out <= most;
}

static bool check_numbers(const struct fms_command *command, struct fms_cli_options *options)
{
    double number;
    options->request.crf_tenths = -1;
    if (options->crf) {
        if (!parse_decimal(options->crf, 1, 51, &number))
            return fms_cli_wrong(command, "--crf takes a number from 1 (nearly lossless) to 51 (worst), not '%s'",
                                 options->crf);
        options->request.crf_tenths = (int32_t) lround(number * 10);
    }
    if (options->loudness) {
        if (!parse_decimal(options->loudness, -40, -5, &number))
            return fms_cli_wrong(command, "--loudness takes LUFS from -40 to -5, not '%s'", options->loudness);
        options->request.loudness_clufs = (int32_t) lround(number * 100);
    }
    if (options->jobs < 1 || options->jobs > 256)
        return fms_cli_wrong(command, "-j takes a number of workers from 1 to 256");
    return true;
}

bool fms_cli_check_read(const struct fms_command *command, const char *format)
{
    static const char *const formats[] = { "markdown", "plain", "narakeet", "fountain", NULL };
    return !format || one_of(format, formats) ||
           fms_cli_wrong(command, "--read is markdown, plain, narakeet or fountain, not '%s'", format);
}

static bool are_profiles(const char *list)
{
    const char *names[FMS_N_PROFILES + FMS_MOST_PLATFORMS + 1] = { NULL };
    size_t n = 0;
    for (size_t i = 0; i < FMS_N_PROFILES; i++)
        names[n++] = fms_profiles[i].name;
    for (size_t i = 0; i < fms_n_platforms; i++)
        if (fms_platforms[i].has_profile)
            names[n++] = fms_platforms[i].profile.name;
    return all_of(list, names);
}

static bool check_words(const struct fms_command *command, const struct fms_cli_options *options)
{
    static const char *const presets[] = { "ultrafast", "superfast", "veryfast", "faster",  "fast", "medium",
                                           "slow",      "slower",    "veryslow", "placebo", NULL };
    static const char *const stages[] = { "script", "storyboard", "timeline", "plan", NULL };
    if (options->language && !are_tags(options->language))
        return fms_cli_wrong(command, "--language takes tags such as de or en-GB, with commas, not '%s'",
                             options->language);
    if (options->aspect && !all_of(options->aspect, fms_aspect_names()))
        return fms_cli_wrong(command, "--aspect is 16:9, 9:16, 1:1, 4:5 or 21:9, or several with commas, not '%s'",
                             options->aspect);
    if (options->profile && !are_profiles(options->profile))
        return fms_cli_wrong(command, "--profile is one or more of %s, with commas, not '%s'", fms_profile_names,
                             options->profile);
    if (options->size && !one_of(options->size, fms_size_names()))
        return fms_cli_wrong(command, "--size is 720p, 1080p, 1440p or 2160p, not '%s'", options->size);
    if (options->preset && !one_of(options->preset, presets))
        return fms_cli_wrong(command, "x264 has no preset '%s': take one from ultrafast to placebo", options->preset);
    if (options->stage && !one_of(options->stage, stages))
        return fms_cli_wrong(command, "--stage is script, storyboard, timeline or plan, not '%s'", options->stage);
    if (options->brief && options->stage && strcmp(options->stage, "storyboard") != 0)
        return fms_cli_wrong(command, "--brief is for the storyboard, not for the %s", options->stage);
    return fms_cli_check_read(command, options->read);
}

static bool check_output(const struct fms_command *command, enum fms_cli_extra extra,
                         const struct fms_cli_options *options)
{
    const char *output = options->output;
    if (output && extra == FMS_CLI_BUILD && !g_str_has_suffix(output, ".mp4"))
        return fms_cli_wrong(command, "the film's name must end in .mp4, not '%s'", output);
    if (output && extra == FMS_CLI_STILL && !g_str_has_suffix(output, ".png") && !g_str_has_suffix(output, ".jpg"))
        return fms_cli_wrong(command, "the picture's name must end in .png or .jpg, not '%s'", output);
    return true;
}

static bool check_data(const struct fms_command *command, const struct fms_cli_options *options)
{
    return !options->data || !options->dry_run ||
           fms_cli_wrong(command, "--dry-run tells of one film, and --data makes many");
}

static bool check_range(const struct fms_command *command, struct fms_cli_options *options)
{
    struct fms_film_request *request = &options->request;
    const char *wrong = options->from && !fms_cli_moment(options->from, &request->from)               ? options->from
                        : options->to && (!fms_cli_moment(options->to, &request->to) || !request->to) ? options->to
                                                                                                      : NULL;
    if (wrong)
        return fms_cli_wrong(command, "a moment of the film is written as 0:42 or 0:42.5, not as '%s'", wrong);
    if (options->shot && (options->from || options->to))
        return fms_cli_wrong(command, "--shot is a range of its own: leave --from and --to away");
    return !options->to || request->from < request->to || fms_cli_wrong(command, "--to must be later than --from");
}

static bool check_script(const struct fms_command *command, const struct fms_cli_options *options, guint most)
{
    guint n = options->rest ? g_strv_length(options->rest) : 0;
    if (n == 0)
        return fms_cli_wrong(command, "which script?");
    if (n > most)
        return fms_cli_wrong(command, "one script at a time: '%s' is too much", options->rest[most]);
    return true;
}

static void fill_request(struct fms_cli_options *options)
{
    struct fms_film_request *request = &options->request;
    if (!options->store)
        options->store = g_build_filename(g_get_user_cache_dir(), "filmset", NULL);
    request->script = options->rest[0];
    request->format = options->read;
    request->output = options->output;
    request->store = options->store;
    request->language = options->language;
    request->aspect = options->aspect;
    request->profile = options->profile;
    request->size = options->size;
    request->theme = options->theme;
    request->reduced_motion = options->reduced_motion;
    request->preset = options->preset;
    request->shot = options->shot;
    request->draft = options->draft;
    request->stems = options->stems;
    request->brief = options->brief;
    request->build.jobs = options->jobs;
    request->build.cancel = &fms_cli_cancel;
}

/* GLib wants a blank after a short option; people write -j2 as well. */
static char **split_short_options(int argc, char **argv, int *n)
{
    char **split = g_new0(char *, 2 * (size_t) argc + 1);
    *n = 0;
    for (int i = 0; i < argc; i++) {
        bool glued = argv[i][0] == '-' && (argv[i][1] == 'j' || argv[i][1] == 'o') && argv[i][2] != '\0';
        split[(*n)++] = glued ? (argv[i][1] == 'j' ? "-j" : "-o") : argv[i];
        if (glued)
            split[(*n)++] = argv[i] + 2;
    }
    return split;
}

bool fms_cli_parse_entries(const struct fms_command *command, const GOptionEntry *const *entries, int argc, char **argv)
{
    char *usage = g_strdup_printf("- %s", command->what);
    GOptionContext *context = g_option_context_new(usage);
    for (; *entries; entries++)
        g_option_context_add_main_entries(context, *entries, NULL);
    GError *error = NULL;
    char **words = split_short_options(argc, argv, &argc);
    bool good = g_option_context_parse(context, &argc, &words, &error) || fms_cli_wrong(command, "%s", error->message);
    g_clear_error(&error);
    g_free(words);
    g_option_context_free(context);
    g_free(usage);
    return good;
}

bool fms_cli_settle_diags(const struct fms_command *command, struct fms_cli_diags *diags)
{
    const char *actions = g_getenv("GITHUB_ACTIONS");
    const char *name = diags->name                               ? diags->name
                       : diags->json                             ? "json"
                       : actions && strcmp(actions, "true") == 0 ? "github"
                                                                 : "text";
    return fms_diag_format_named(name, &diags->format) ||
           fms_cli_wrong(command, "--format is text, json or github, not '%s'", name);
}

bool fms_cli_parse(const struct fms_command *command, enum fms_cli_extra extra, int argc, char **argv,
                   struct fms_cli_options *options)
{
    *options = (struct fms_cli_options){ .jobs = (int) CLAMP(g_get_num_processors(), 1, 256) };
    const GOptionEntry build_entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "the film's place, ending in .mp4", "FILM" },
        { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, "a film for each row: {{name}} is what it says there",
          "FILE.csv" },
        { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options->dry_run, "tell what would run, and make no film", NULL },
        { "progress", 0, 0, G_OPTION_ARG_STRING, &options->progress, "bar, plain, json or none", "FORM" },
        { "timings", 0, 0, G_OPTION_ARG_FILENAME, &options->timings, "write a trace for Chrome's viewer", "FILE" },
        { "store-limit", 0, 0, G_OPTION_ARG_STRING, &options->store_limit, "how large the store may grow (20G)",
          "SIZE" },
        { "from", 0, 0, G_OPTION_ARG_STRING, &options->from, "makes only what is shown from this moment on", "M:SS" },
        { "to", 0, 0, G_OPTION_ARG_STRING, &options->to, "… and before this one", "M:SS" },
        { "shot", 0, 0, G_OPTION_ARG_STRING, &options->shot, "makes only this shot (dump lists them)", "NAME" },
        { "stems", 0, 0, G_OPTION_ARG_NONE, &options->stems, "voice, music and effects alone, too, as WAV files",
          NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, "say nothing but what is wrong", NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry still_entries[] = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
                                             "the picture's place, ending in .png or .jpg", "FILE" },
                                           G_OPTION_ENTRY_NULL };
    const GOptionEntry dump_entries[] = {
        { "stage", 0, 0, G_OPTION_ARG_STRING, &options->stage, "script, storyboard, timeline or plan", "STAGE" },
        { "brief", 0, 0, G_OPTION_ARG_NONE, &options->brief, "the storyboard in short, for people", NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry entries[] = {
        FMS_CLI_READ_ENTRY(&options->read),
        { "language", 0, 0, G_OPTION_ARG_STRING, &options->language, "languages to make, with commas: en,de", "TAG" },
        { "aspect", 0, 0, G_OPTION_ARG_STRING, &options->aspect,
          "shapes to make, with commas: 16:9, 9:16, 1:1, 4:5, 21:9", "W:H" },
        { "size", 0, 0, G_OPTION_ARG_STRING, &options->size, "720p, 1080p, 1440p or 2160p (1080p)", "SIZE" },
        { "theme", 0, 0, G_OPTION_ARG_STRING, &options->theme, "a theme, whatever the script names", "NAME" },
        { "reduced-motion", 0, 0, G_OPTION_ARG_NONE, &options->reduced_motion, "no zooms, no drift, no slides", NULL },
        { "preset", 0, 0, G_OPTION_ARG_STRING, &options->preset, "x264's preset (veryfast)", "NAME" },
        { "crf", 0, 0, G_OPTION_ARG_STRING, &options->crf, "x264's constant quality, smaller is better (20)", "N" },
        { "profile", 0, 0, G_OPTION_ARG_STRING, &options->profile,
          "where it is shown, with commas: " FMS_HOUSE_PROFILES " or a platform", "NAME" },
        { "loudness", 0, 0, G_OPTION_ARG_STRING, &options->loudness, "integrated loudness (the profile's)", "LUFS" },
        { "draft", 0, 0, G_OPTION_ARG_NONE, &options->draft, "half the size, fastest preset, same timing", NULL },
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, "where results are kept (~/.cache/filmset)", "DIR" },
        { "jobs", 'j', 0, G_OPTION_ARG_INT, &options->jobs, "workers (one a core)", "N" },
        FMS_CLI_DIAGS_ENTRIES(&options->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const extras[] = {
        [FMS_CLI_BUILD] = build_entries,
        [FMS_CLI_DUMP] = dump_entries,
        [FMS_CLI_EXPLAIN] = NULL,
        [FMS_CLI_STILL] = still_entries,
    };
    const GOptionEntry *const all[] = { entries, extras[extra], NULL };
    bool good = fms_cli_parse_entries(command, all, argc, argv) && fms_cli_settle_diags(command, &options->diags);
    bool has_word = extra == FMS_CLI_EXPLAIN || extra == FMS_CLI_STILL;
    good = good && check_script(command, options, has_word ? 2 : 1) && check_numbers(command, options) &&
           check_words(command, options) && check_output(command, extra, options) && check_range(command, options) &&
           check_data(command, options);
    good = good && fms_cli_store_limit(command, options->store_limit, &options->request.store_limit);
    if (good)
        fill_request(options);
    return good;
}

void fms_cli_clear(struct fms_cli_options *options)
{
    g_free(options->read);
    g_free(options->from);
    g_free(options->to);
    g_free(options->shot);
    g_free(options->data);
    g_free(options->output);
    g_free(options->store);
    g_free(options->language);
    g_free(options->aspect);
    g_free(options->size);
    g_free(options->theme);
    g_free(options->preset);
    g_free(options->crf);
    g_free(options->profile);
    g_free(options->loudness);
    g_free(options->stage);
    g_free(options->progress);
    g_free(options->timings);
    g_free(options->store_limit);
    g_free(options->diags.name);
    g_strfreev(options->rest);
}

void fms_cli_print_json(const char *name, const char *text, const char *end)
{
    printf("\"%s\":\"", name);
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else if ((unsigned char) *text < ' ')
            printf("\\u%04x", *text);
        else
            putchar(*text);
    printf("\"%s", end);
}
