/*
 * Hearing a take on whatever machine this is.
 */
#include "cli-private.h"

#include <unistd.h>

bool fms_cli_play(const char *path)
{
    static const char *const players[][6] = { { "pw-play" },
                                              { "paplay" },
                                              { "aplay", "-q" },
                                              { "play", "-q" },
                                              { "ffplay", "-nodisp", "-autoexit", "-loglevel", "error" } };
    for (size_t i = 0; i < G_N_ELEMENTS(players); i++) {
        const char *argv[8] = { NULL };
        size_t n = 0;
        for (; players[i][n]; n++)
            argv[n] = players[i][n];
        argv[n] = path;
        int status = 0;
        if (g_spawn_sync(NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                         NULL, &status, NULL) &&
            status == 0)
            return true;
    }
    return false;
}

char *fms_cli_scratch(const char *pattern)
{
    char *path = NULL;
    int fd = g_file_open_tmp(pattern, &path, NULL);
    if (fd >= 0)
        close(fd);
    return path ? path : g_strdup("");
}
