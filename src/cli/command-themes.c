/*
 * filmset themes: which there are, a new one, what is wrong with one, and how it looks.
 */
#include "cli-private.h"

#include "themes.h"

#include <stdio.h>
#include <string.h>

enum { ROW_PX_USUAL = 270, ROW_PX_LEAST = 60, ROW_PX_MOST = 1080 };

struct themes_options {
    struct fms_cli_diags diags;
    char *from, *output, *aspect, *store;
    int row_px;
    gboolean strict;
    char **rest; /* the task, then what it is about */
};

struct task {
    const char *name;
    int n_words; /* behind it */
    int (*run)(TALLOC_CTX *ctx, const struct themes_options *options, struct fms_diags *diags);
};

static int list(TALLOC_CTX *ctx, const struct themes_options *options, struct fms_diags *diags)
{
    size_t n;
    struct fms_film_theme *themes = fms_film_themes(ctx, &n, diags);
    for (size_t i = 0; themes && i < n; i++) {
        const char *ground = themes[i].is_light ? "light" : "dark";
        if (options->diags.format != FMS_DIAG_JSON) {
            printf("%-18s %-6s %s\n", themes[i].name, ground, themes[i].use);
            continue;
        }
        putchar('{');
        fms_cli_print_json("name", themes[i].name, ",");
        fms_cli_print_json("title", themes[i].title, ",");
        fms_cli_print_json("use", themes[i].use, ",");
        printf("\"ground\":\"%s\"}\n", ground);
    }
    return themes ? FMS_DONE : FMS_MACHINE_AT_FAULT;
}

static int make(TALLOC_CTX *ctx, const struct themes_options *options, struct fms_diags *diags)
{
    const char *file;
    enum fms_outcome outcome = fms_film_theme_new(ctx, options->rest[1], options->from, &file, diags);
    if (outcome == FMS_DONE)
        printf("%s\n", file);
    return outcome;
}

static int check(TALLOC_CTX *ctx, const struct themes_options *options, struct fms_diags *diags)
{
    enum fms_outcome outcome = fms_film_theme_check(ctx, options->rest[1], diags);
    bool fails = options->strict && fms_diags_count(diags) > 0;
    return outcome == FMS_DONE && fails ? FMS_SCRIPT_AT_FAULT : outcome;
}

/* "brand/" and "themes/brand" are seen in brand.jpg. */
static char *sheet_of(TALLOC_CTX *ctx, const char *theme)
{
    char *whole = g_canonicalize_filename(theme, NULL), *base = g_path_get_basename(whole),
         *path = talloc_asprintf(ctx, "%s.jpg", base);
    g_free(base);
    g_free(whole);
    return path;
}

static int preview(TALLOC_CTX *ctx, const struct themes_options *options, struct fms_diags *diags)
{
    const struct fms_sheet_request request = {
        .theme = options->rest[1],
        .output = options->output ? options->output : sheet_of(ctx, options->rest[1]),
        .store = options->store,
        .aspect = options->aspect,
        .row_px = options->row_px,
    };
    enum fms_outcome outcome = fms_film_theme_sheet(ctx, &request, diags);
    if (outcome == FMS_DONE)
        printf("%s\n", request.output);
    return outcome;
}

static const struct task *task_of(const struct themes_options *options)
{
    static const struct task tasks[] = {
        { "list", 0, list }, { "new", 1, make }, { "check", 1, check }, { "preview", 1, preview }
    };
    const char *name = options->rest ? options->rest[0] : "list";
    int n_words = options->rest ? (int) g_strv_length(options->rest) - 1 : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(tasks); i++)
        if (!strcmp(tasks[i].name, name) && tasks[i].n_words == n_words)
            return &tasks[i];
    return NULL;
}

static bool parse(struct themes_options *options, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "from", 0, 0, G_OPTION_ARG_STRING, &options->from, "new: the theme that it extends (base)", "THEME" },
        { "strict", 0, 0, G_OPTION_ARG_NONE, &options->strict, "check: a warning fails, too", NULL },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, "preview: the sheet (NAME.jpg)", "FILE" },
        { "aspect", 0, 0, G_OPTION_ARG_STRING, &options->aspect, "preview: shapes (16:9,1:1,9:16)", "RATIO,…" },
        { "height", 0, 0, G_OPTION_ARG_INT, &options->row_px, "preview: of each frame, in pixels (270)", "N" },
        { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, "where results are kept (~/.cache/filmset)", "DIR" },
        FMS_CLI_DIAGS_ENTRIES(&options->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    const struct fms_command *command = &fms_command_themes;
    options->row_px = ROW_PX_USUAL;
    if (!fms_cli_parse_entries(command, all, argc, argv) || !fms_cli_settle_diags(command, &options->diags))
        return false;
    if (!task_of(options))
        return fms_cli_wrong(command, "list; new, check or preview and one theme");
    if (options->output && !g_str_has_suffix(options->output, ".jpg") && !g_str_has_suffix(options->output, ".jpeg"))
        return fms_cli_wrong(command, "a sheet is a JPEG: -o SHEET.jpg");
    if (options->row_px < ROW_PX_LEAST || options->row_px > ROW_PX_MOST)
        return fms_cli_wrong(command, "--height takes %d to %d", ROW_PX_LEAST, ROW_PX_MOST);
    if (!options->store)
        options->store = g_build_filename(g_get_user_cache_dir(), "filmset", NULL);
    return true;
}

static int run_task(const struct themes_options *options)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    int status = task_of(options)->run(ctx, options, diags);
    fms_diags_print(diags, options->diags.format, stderr);
    talloc_free(ctx);
    return status;
}

static int run(int argc, char **argv)
{
    struct themes_options options = { 0 };
    int status = parse(&options, argc, argv) ? run_task(&options) : FMS_EXIT_USAGE;
    g_free(options.diags.name);
    g_free(options.from);
    g_free(options.output);
    g_free(options.aspect);
    g_free(options.store);
    g_strfreev(options.rest);
    return status;
}

const struct fms_command fms_command_themes = { "themes",
                                                "[list] [--json] | new NAME [--from=THEME] | check NAME | "
                                                "preview NAME [-o SHEET.jpg]",
                                                "lists, makes, checks and shows themes", run };
