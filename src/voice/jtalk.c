/*
 * Open JTalk, where it is installed: espeak-ng reads kana only, Open JTalk reads Japanese as it is written. The program, its
 * dictionary and a voice lie where Debian's packages put them; nobody has to name them.
 */
#include "guests-private.h"

#include <string.h>

#define DICTIONARY "/var/lib/mecab/dic/open-jtalk/naist-jdic"
#define VOICES "/usr/share/hts-voice"

/* The first by name, in this folder or one below. A child of `ctx`; NULL if there is none. */
static char *find_voice(TALLOC_CTX *ctx, const char *folder, int depth)
{
    char *found = NULL;
    GDir *dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        char *path = talloc_asprintf(ctx, "%s/%s", folder, name);
        char *candidate = g_str_has_suffix(name, ".htsvoice") ? path
                          : depth > 0                         ? find_voice(ctx, path, depth - 1)
                                                              : NULL;
        if (candidate && (!found || strcmp(candidate, found) < 0))
            found = candidate;
    }
    if (dir)
        g_dir_close(dir);
    return found;
}

static bool find_program(void)
{
    char *path = g_find_program_in_path("open_jtalk");
    g_free(path);
    return path != NULL;
}

void fms_guests_add_installed(TALLOC_CTX *ctx, GArray *guests)
{
    char *voice = find_program() && g_file_test(DICTIONARY, G_FILE_TEST_IS_DIR) ? find_voice(ctx, VOICES, 2) : NULL;
    if (!voice)
        return;
    const char *const program[] = {
        "open_jtalk", "-x", DICTIONARY, "-m", voice, "-r", "{speed}", "-ow", "{out}", NULL
    };
    const char **languages = talloc_zero_array(ctx, const char *, 2);
    languages[0] = "ja";
    struct fms_guest guest = { .kind = FMS_GUEST_PROGRAM,
                               .name = "open-jtalk",
                               .title = "Open JTalk",
                               .languages = languages,
                               .is_default = true,
                               .timeout_s = 60,
                               .pace_wpm = FMS_GUEST_PACE,
                               .program = talloc_memdup(ctx, program, sizeof program),
                               .folder = "/" };
    g_array_append_val(guests, guest);
}
