/* A world of a few texts, for what a script may name. */
#pragma once

#include "reading.h"

struct file {
    const char *name, *text;
};

/* `user`: an array of sources, made once, so that the same file is the same pointer; ends with a NULL name. */
static inline const struct fms_source *file_text(void *user, const char *name, GError **error)
{
    for (const struct fms_source *file = user; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return file;
    if (name[0] == '.' || name[0] == '/')
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_FORBIDDEN, "it lies elsewhere");
    else
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "no such file");
    return NULL;
}

/* Sketches the first file in a world of all. Free the string. */
static inline char *sketch_files(const struct file *files, size_t n)
{
    struct fms_source *sources = g_new0(struct fms_source, n + 1);
    for (size_t i = 0; i < n && files[i].name; i++)
        sources[i] = (struct fms_source){ files[i].name, files[i].text, strlen(files[i].text) };
    const struct fms_world world = { .user = sources, .text = file_text };
    char *got = sketch_in(&world, files[0].name, files[0].text, strlen(files[0].text));
    g_free(sources);
    return got;
}

struct story {
    const char *remark, *expected;
    struct file files[6];
};

static inline void run_stories(const struct story *stories, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *got = sketch_files(stories[i].files, G_N_ELEMENTS(stories[i].files));
        if (strcmp(got, stories[i].expected) != 0) {
            g_test_message("%s\n=> expected\n%s=> got\n%s", stories[i].remark, stories[i].expected, got);
            g_test_fail();
        }
        g_free(got);
    }
}
