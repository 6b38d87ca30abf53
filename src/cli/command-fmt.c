/*
 * filmset fmt: writes scripts in their canonical form, each in its place, whole or not at all; or any script as Markdown.
 */
#include "cli-private.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct fmt {
    struct fms_cli_diags diags;
    char *to, *output, *format;
    gboolean check;
    char **scripts;
};

static int fail(const char *what, const char *name, const char *why)
{
    fprintf(stderr, "filmset: cannot %s '%s': %s\n", what, name, why);
    return FMS_MACHINE_AT_FAULT;
}

static int print(const struct fms_film_format *format)
{
    bool good = fwrite(format->text, 1, format->length, stdout) == format->length && fflush(stdout) == 0;
    return good ? FMS_DONE : fail("write", "<stdout>", g_strerror(errno));
}

static int replace(const struct fms_script_file *file, const struct fms_film_format *format)
{
    GError *error = NULL;
    if (format->same || fms_script_file_replace(file, format->text, format->length, &error))
        return FMS_DONE;
    int status = fail("write", file->name, error->message);
    g_error_free(error);
    return status;
}

/* A file that is there keeps its permissions. */
static int write_output(const char *path, const struct fms_film_format *format)
{
    char *bytes = NULL;
    gsize length = 0;
    GError *error = NULL;
    int status = FMS_DONE;
    if (g_file_get_contents(path, &bytes, &length, NULL)) {
        const struct fms_script_file there = { .name = path, .bytes = bytes, .length = length };
        status = replace(&there, format);
    } else if (!g_file_set_contents_full(path, format->text, (gssize) format->length, G_FILE_SET_CONTENTS_CONSISTENT,
                                         0666, &error)) {
        status = fail("write", path, error->message);
    }
    g_clear_error(&error);
    g_free(bytes);
    return status;
}

/* Puts a script's new form where it belongs. */
static int put(const struct fmt *fmt, const struct fms_script_file *file, const struct fms_film_format *format)
{
    if (fmt->check) {
        if (!format->same)
            printf("%s\n", file->name);
        return format->same ? FMS_DONE : FMS_SCRIPT_AT_FAULT;
    }
    if (fmt->output)
        return write_output(fmt->output, format);
    return file->piped || fmt->to ? print(format) : replace(file, format);
}

static int format_script(const struct fmt *fmt, const char *path)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_script_file file;
    struct fms_film_format format;
    int status = FMS_SCRIPT_AT_FAULT;
    if (fms_script_file_read(ctx, path, &file, diags)) {
        file.format = fmt->format;
        status = (int) fms_film_format(ctx, &file, fmt->to != NULL, &format, diags);
    }
    if (status == FMS_DONE)
        status = put(fmt, &file, &format);
    else
        fms_diags_print(diags, fmt->diags.format, stderr);
    talloc_free(ctx);
    return status;
}

static bool settle(const struct fmt *fmt)
{
    const struct fms_command *command = &fms_command_fmt;
    if (!fmt->scripts)
        return fms_cli_wrong(command, "which script? `-` is standard input");
    if (!fms_cli_check_read(command, fmt->format))
        return false;
    if (fmt->to && strcmp(fmt->to, "markdown") != 0)
        return fms_cli_wrong(command, "--to takes markdown, not '%s'", fmt->to);
    if ((fmt->output || fmt->to) && fmt->scripts[1])
        return fms_cli_wrong(command, "one script at a time with %s", fmt->output ? "--output" : "--to");
    return !(fmt->check && fmt->output) || fms_cli_wrong(command, "--check writes nothing, so --output has no use");
}

static bool parse(struct fmt *fmt, int argc, char **argv)
{
    const GOptionEntry entries[] = {
        { "check", 0, 0, G_OPTION_ARG_NONE, &fmt->check, "writes nothing; lists what is not canonical, exit status 1",
          NULL },
        { "to", 0, 0, G_OPTION_ARG_STRING, &fmt->to, "prints the script as markdown", "FORMAT" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &fmt->output, "writes there, not in the script's place", "FILE" },
        FMS_CLI_READ_ENTRY(&fmt->format),
        FMS_CLI_DIAGS_ENTRIES(&fmt->diags),
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &fmt->scripts, NULL, NULL },
        G_OPTION_ENTRY_NULL
    };
    const GOptionEntry *const all[] = { entries, NULL };
    return fms_cli_parse_entries(&fms_command_fmt, all, argc, argv) &&
           fms_cli_settle_diags(&fms_command_fmt, &fmt->diags) && settle(fmt);
}

static int run(int argc, char **argv)
{
    struct fmt fmt = { 0 };
    int status = FMS_EXIT_USAGE;
    if (parse(&fmt, argc, argv)) {
        status = FMS_DONE;
        for (char **script = fmt.scripts; *script; script++) {
            int one = format_script(&fmt, *script);
            status = MAX(status, one);
        }
    }
    g_free(fmt.diags.name);
    g_free(fmt.to);
    g_free(fmt.format);
    g_free(fmt.output);
    g_strfreev(fmt.scripts);
    return status;
}

const struct fms_command fms_command_fmt = { "fmt", "SCRIPT… [--check] [--to=markdown] [-o FILE]",
                                             "writes scripts in their canonical form", run };
