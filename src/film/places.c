#include "places-private.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const endings[] = {
    [FMS_OUTPUT_VTT] = ".vtt",
    [FMS_OUTPUT_SRT] = ".srt",
    [FMS_OUTPUT_POSTER] = ".jpg",
    [FMS_OUTPUT_STEMS + FMS_STEM_VOICE] = ".voice.wav",
    [FMS_OUTPUT_STEMS + FMS_STEM_MUSIC] = ".music.wav",
    [FMS_OUTPUT_STEMS + FMS_STEM_EFFECTS] = ".effects.wav",
    [FMS_OUTPUT_STEMS + FMS_STEM_MUSIC_AND_EFFECTS] = ".music-and-effects.wav",
    [FMS_OUTPUT_FILM] = ".mp4",
    [FMS_OUTPUT_REPORT] = ".report.json",
    [FMS_OUTPUT_STILL] = ".png",
};

bool fms_variant_wants(const struct fms_variant *variant, enum fms_output output)
{
    if (output >= FMS_OUTPUT_STEMS && output <= FMS_OUTPUT_LAST_STEM)
        return variant->settings.stems;
    if (output >= FMS_OUTPUT_POSTERS && output <= FMS_OUTPUT_LAST_POSTER)
        return variant->settings.posters & (1U << (output - FMS_OUTPUT_POSTERS));
    bool is_text = output == FMS_OUTPUT_VTT || output == FMS_OUTPUT_SRT;
    return !is_text || !variant->edition->board || fms_board_has_captions(variant->edition->board);
}

static const char *ending_of(TALLOC_CTX *ctx, enum fms_output output)
{
    size_t platform = output - FMS_OUTPUT_POSTERS;
    if (output < FMS_OUTPUT_POSTERS || output > FMS_OUTPUT_LAST_POSTER)
        return endings[output];
    return platform < fms_n_platforms ? talloc_asprintf(ctx, ".%s.jpg", fms_platforms[platform].profile.name) : ".jpg";
}

struct fms_parcel fms_parcel_of(TALLOC_CTX *ctx, const char *stem, enum fms_output output)
{
    char *folder = g_path_get_dirname(stem), *name = g_path_get_basename(stem);
    const char *ending = ending_of(ctx, output);
    struct fms_parcel parcel = { 0 };
    parcel.place = talloc_asprintf(ctx, "%s%s", stem, ending);
    parcel.draft = talloc_asprintf(ctx, "%s/.%s%s.%s.%ld", folder, name, ending, g_get_host_name(), (long) getpid());
    g_free(folder);
    g_free(name);
    return parcel;
}

/* Removes what killed builds have left beside the place of a parcel: drafts of processes that are no more. */
void fms_parcel_sweep(const struct fms_parcel *parcel)
{
    char *folder = g_path_get_dirname(parcel->draft), *name = g_path_get_basename(parcel->draft);
    size_t stem = (size_t) (strrchr(name, '.') + 1 - name);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *entry;
    while (dir && (entry = g_dir_read_name(dir))) {
        gint64 pid;
        if (strncmp(entry, name, stem) != 0 || !g_ascii_string_to_signed(entry + stem, 10, 1, INT32_MAX, &pid, NULL) ||
            kill((pid_t) pid, 0) == 0 || errno != ESRCH)
            continue;
        char *path = g_build_filename(folder, entry, NULL);
        unlink(path);
        g_free(path);
    }
    if (dir)
        g_dir_close(dir);
    g_free(folder);
    g_free(name);
}

static bool no_place(struct fms_house *house, const char *path, const char *why)
{
    return fms_error(house->diags, fms_nowhere, "output.place", "choose another place with -o",
                     "'%s' cannot be written: %s", path, why);
}

static bool check_folder(struct fms_house *house, const char *path)
{
    char *folder = g_path_get_dirname(path);
    struct stat info;
    const char *why = stat(folder, &info) != 0           ? "its folder does not exist"
                      : !S_ISDIR(info.st_mode)           ? "its folder is no folder"
                      : access(folder, W_OK | X_OK) != 0 ? "nobody may write to its folder"
                                                         : NULL;
    g_free(folder);
    return !why || no_place(house, path, why);
}

static bool same_file(const struct stat *a, const char *path)
{
    struct stat b;
    return path && stat(path, &b) == 0 && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* Is what lies at an output's place something that the film is made of? */
static bool is_input(const struct fms_house *house, const struct stat *info)
{
    bool found = same_file(info, house->request->script);
    for (guint i = 0; !found && i < house->used->len; i++) {
        const struct fms_asset *asset = house->used->pdata[i];
        char *sidecar = g_strconcat(asset->path, ".yaml", NULL);
        found = same_file(info, asset->path) || same_file(info, sidecar);
        g_free(sidecar);
    }
    return found;
}

static bool check_place(struct fms_house *house, const char *stem, enum fms_output output)
{
    const char *place = fms_parcel_of(house, stem, output).place;
    struct stat info;
    if (stat(place, &info) != 0)
        return true;
    if (!S_ISREG(info.st_mode))
        return no_place(house, place, S_ISDIR(info.st_mode) ? "it is a folder" : "it is not a plain file");
    return !is_input(house, &info) ||
           fms_error(house->diags, fms_nowhere, "output.input", "choose another place with -o",
                     "'%s' would be overwritten, and the film is made of it", place);
}

bool fms_house_check_place(struct fms_house *house, const char *stem, enum fms_output output)
{
    return check_folder(house, fms_parcel_of(house, stem, output).place) && check_place(house, stem, output);
}

bool fms_variant_check_places(struct fms_variant *variant)
{
    struct fms_house *house = variant->edition->house;
    if (!check_folder(house, fms_parcel_of(house, variant->stem, FMS_OUTPUT_FILM).place))
        return false;
    for (enum fms_output i = 0; i < FMS_N_FILM_OUTPUTS; i++)
        if (fms_variant_wants(variant, i) && !check_place(house, variant->stem, i))
            return false;
    return true;
}

bool fms_house_check_report(struct fms_house *house)
{
    return fms_house_check_place(house, house->stem, FMS_OUTPUT_REPORT);
}
