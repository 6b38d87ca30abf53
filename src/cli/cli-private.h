/**
 * The command line: commands behind one table, options shared by those that compile a script.
 */
#pragma once

#include "film.h"

#include <glib.h>

/** sysexits' "command line used wrongly". */
enum { FMS_EXIT_USAGE = 2 };

struct fms_command {
    const char *name, *usage, *what;
    int (*run)(int argc, char **argv); /**< argv[0] is the command's own name. @return the exit status */
};

extern const struct fms_command fms_command_build, fms_command_check, fms_command_dump, fms_command_explain,
    fms_command_fmt, fms_command_i18n, fms_command_new, fms_command_say, fms_command_still, fms_command_store,
    fms_command_takes, fms_command_themes, fms_command_voices;

/** How diagnostics are told: the options of every command that has any. */
struct fms_cli_diags {
    char *name;    /**< of --format, as typed; NULL where not */
    gboolean json; /**< --json */
    enum fms_diag_format format;
};

/** The rows of these options, for a command's own; `diags` must be zero before. */
#define FMS_CLI_DIAGS_ENTRIES(diags)                                                                                   \
    { "format", 0, 0, G_OPTION_ARG_STRING, &(diags)->name, "tells diagnostics as text, json or github", "FORMAT" },    \
    {                                                                                                                  \
        "json", 0, 0, G_OPTION_ARG_NONE, &(diags)->json, "the same as --format=json", NULL                             \
    }

/**
 * Settles `diags->format`: what was asked for, else annotations in GitHub Actions, else text.
 * @return false if there is no such format, said on stderr.
 */
bool fms_cli_settle_diags(const struct fms_command *command, struct fms_cli_diags *diags);

/** Says on stderr that a command was used wrongly, and how it is used. @return false. */
bool fms_cli_wrong(const struct fms_command *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Reads a command's options; the entries end with G_OPTION_ENTRY_NULL. @return false if one is wrong, said on stderr. */
bool fms_cli_parse_entries(const struct fms_command *command, const GOptionEntry *const *entries, int argc,
                           char **argv);

/** Plays a sound with whatever is installed. @return false if nothing is. */
bool fms_cli_play(const char *path);

/** Makes an empty file of our own in the folder for such; g_free() its name, "" where none can be made. */
char *fms_cli_scratch(const char *pattern);

/** Prints a field of a JSON object: its name, its text, and what stands behind them. */
void fms_cli_print_json(const char *name, const char *text, const char *end);

/** Is it shaped like a language tag? */
bool fms_cli_is_tag(const char *word);

/** The row of the option that says what a script is written in. */
#define FMS_CLI_READ_ENTRY(format)                                                                                     \
    {                                                                                                                  \
        "read", 0, 0, G_OPTION_ARG_STRING, format, "the script is markdown, plain, narakeet or fountain", "FORMAT"     \
    }

/** Is it one of these, or NULL? @return false if not, said on stderr. */
bool fms_cli_check_read(const struct fms_command *command, const char *format);

struct fms_progress_bar;

/** What the options of a compiling command say. */
struct fms_cli_options {
    struct fms_film_request request;
    char *read, *from, *to, *shot, *data, *output, *store, *language, *aspect, *size, *theme, *preset, *crf, *profile,
        *loudness, *stage, *progress, *timings, *store_limit; /**< as typed; NULL where not */
    gboolean draft, stems, quiet, brief, dry_run, reduced_motion;
    int jobs;
    struct fms_cli_diags diags;
    char **rest; /**< the script, and what should not be there */
};

/** Which options a command has beside those that all have. */
enum fms_cli_extra { FMS_CLI_BUILD, FMS_CLI_DUMP, FMS_CLI_EXPLAIN, FMS_CLI_STILL };

/** Reads options into `options`; says on stderr what is wrong. @return false if the command was used wrongly. */
bool fms_cli_parse(const struct fms_command *command, enum fms_cli_extra extra, int argc, char **argv,
                   struct fms_cli_options *options);
void fms_cli_clear(struct fms_cli_options *options);

/** Reads a moment of a film: seconds, "0:42", "1:02:03.5". @return false if it is none. */
bool fms_cli_moment(const char *text, fms_ticks *moment);

/** Becomes nonzero when the person presses Ctrl-C; installed by fms_cli_watch_signals(). */
extern int fms_cli_cancel;
void fms_cli_watch_signals(void);

/** How many steps of each kind, on standard output: "3 ran (take 1, mix 2)". */
void fms_cli_print_counts(const char *what, const size_t *counts);

/** `filmset build --data`; `bar` may be open. @return how it ended. */
enum fms_outcome fms_cli_build_rows(TALLOC_CTX *ctx, const struct fms_cli_options *options,
                                    struct fms_progress_bar *bar);

/** What `filmset explain` and `filmset build --dry-run` say; `what` as for fms_film_explain(). @return the exit status. */
int fms_cli_explain(struct fms_cli_options *options, const char *what);

/** How large the store may grow, 0: as it likes. @return false if it was said wrongly, said on stderr. */
bool fms_cli_store_limit(const struct fms_command *command, const char *option, int64_t *bytes);

/** The file of --timings. NULL where it cannot be written, said on stderr. */
struct fms_trace *fms_trace_open(const char *path);
void fms_trace_add(struct fms_trace *trace, const struct fms_build_event *event);
void fms_trace_close(struct fms_trace *trace);

/** Progress: a bar with time left, a line at every tenth, an object a line, or nothing. */
struct fms_progress_bar {
    void (*show)(struct fms_progress_bar *bar, const struct fms_progress *progress);
    struct fms_trace *trace;
    bool drawn;
    int64_t begin_us;
    int tenth;
};

/** @param form "bar", "plain", "json" or "none"; NULL: a bar on a terminal, else plain. @return false for any other. */
bool fms_progress_bar_begin(struct fms_progress_bar *bar, const char *form);
/** For fms_build_options.progress and .event; `user` is the bar. */
void fms_progress_bar_show(void *user, const struct fms_progress *progress);
void fms_progress_bar_event(void *user, const struct fms_build_event *event);
/** Clears the bar away. */
void fms_progress_bar_end(struct fms_progress_bar *bar);
