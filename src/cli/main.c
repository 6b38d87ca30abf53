/*
 * filmset: compiles a script into a film. `filmset COMMAND …`, or `filmset SCRIPT` for `filmset build SCRIPT`.
 */
#include "cli-private.h"

#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

static const struct fms_command *const commands[] = { &fms_command_new,     &fms_command_check,  &fms_command_fmt,
                                                      &fms_command_build,   &fms_command_dump,   &fms_command_voices,
                                                      &fms_command_explain, &fms_command_store,  &fms_command_i18n,
                                                      &fms_command_still,   &fms_command_themes, &fms_command_say,
                                                      &fms_command_takes };

static void print_help(FILE *out)
{
    fputs("filmset compiles a plain script into a finished film.\n\nusage:\n", out);
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        fprintf(out, "  filmset %s %s\n      %s\n", commands[i]->name, commands[i]->usage, commands[i]->what);
    fputs("  filmset SCRIPT\n      the same as filmset build SCRIPT\n\n"
          "`filmset COMMAND --help` lists a command's options.\n"
          "Exit status: 0 done, 1 the script is at fault, 2 usage, 70 our bug, 74 the machine is at fault.\n",
          out);
}

static const struct fms_command *find_command(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (!strcmp(commands[i]->name, name))
            return commands[i];
    return NULL;
}

/* What is larger goes back to the machine when it is freed: left to itself, the C library begins to keep such pieces, and each
 * worker's heap comes to hold tens of megabytes that nobody uses. Frames of a segment are kept and used again as long as it is made:
 * to have the kernel clear fresh pages for each costs a twentieth of a build. */
#define GIVEN_BACK (1024 * 1024)

/* A word that is no file, and has nothing of a file's name, was meant as a command. */
static bool looks_like_script(const char *word)
{
    return strpbrk(word, "./") || word[0] == '-' || g_file_test(word, G_FILE_TEST_EXISTS);
}

static int tell_unknown(const char *word)
{
    const char *names[G_N_ELEMENTS(commands) + 1] = { NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        names[i] = commands[i]->name;
    const char *nearest = fms_nearest_word(word, names);
    if (nearest)
        fprintf(stderr, "filmset: there is no command or script '%s'; did you mean '%s'?\n", word, nearest);
    else
        fprintf(stderr, "filmset: there is no command or script '%s'; `filmset --help` lists the commands\n", word);
    return FMS_EXIT_USAGE;
}

int main(int argc, char **argv)
{
    mallopt(M_MMAP_THRESHOLD, GIVEN_BACK);
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2) {
        print_help(stderr);
        return FMS_EXIT_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
        print_help(stdout);
        return 0;
    }
    if (!strcmp(argv[1], "--version")) {
        puts("Filmset " FMS_VERSION);
        return 0;
    }
    const struct fms_command *command = find_command(argv[1]);
    if (!command && !looks_like_script(argv[1]))
        return tell_unknown(argv[1]);
    return command ? command->run(argc - 1, argv + 1) : fms_command_build.run(argc, argv);
}
