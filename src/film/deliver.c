/*
 * Putting the finished film and what goes with it in their places. Everything is first written beside its place under a
 * name of its own; only when all of it is there are the names changed, the film's last. So what was there before stays
 * until the new film is whole.
 */
#include "delivery.h"
#include "house-private.h"
#include "voice.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VTT, SRT, REPORT, POSTER, FILM, N_OUTPUTS };

static const char *const endings[N_OUTPUTS] = {
    [VTT] = ".vtt", [SRT] = ".srt", [REPORT] = ".report.json", [POSTER] = ".jpg", [FILM] = ".mp4"
};

/* One file on its way: `draft` is renamed to `place`. */
struct parcel {
    const char *place, *draft;
};

static bool failed(struct fms_house *house, const char *path, int error_number)
{
    return fms_error(house->diags, (struct fms_span){ 0 }, "machine.output", "choose another place with -o",
                     "cannot write '%s': %s", path, g_strerror(error_number));
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t wrote = write(fd, bytes, n);
        if (wrote < 0 && errno != EINTR)
            return false;
        bytes += MAX(wrote, 0);
        n -= (size_t) MAX(wrote, 0);
    }
    return true;
}

static bool copy_all(int from, int to)
{
    char piece[1 << 16];
    ssize_t n;
    while ((n = read(from, piece, sizeof piece)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 || !write_all(to, piece, (size_t) n))
            return false;
    }
    return true;
}

static int create_draft(const struct parcel *parcel)
{
    return open(parcel->draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
}

/* Closes `fd` after flushing. Whatever goes wrong last is in errno. */
static bool finish_draft(int fd, bool good)
{
    int keep = errno;
    if (good && fsync(fd) != 0 && errno != EINVAL) {
        keep = errno;
        good = false;
    }
    if (close(fd) != 0 && good) {
        keep = errno;
        good = false;
    }
    errno = keep;
    return good;
}

static bool draft_text(struct fms_house *house, const struct parcel *parcel, GString *text)
{
    int fd = create_draft(parcel);
    bool good = fd >= 0 && finish_draft(fd, write_all(fd, text->str, text->len));
    if (!good)
        failed(house, parcel->place, errno);
    g_string_free(text, TRUE);
    return good;
}

static bool draft_copy(struct fms_house *house, const struct parcel *parcel, const struct fms_digest *key)
{
    char *stored = fms_store_find(house->store, key);
    int from = stored ? open(stored, O_RDONLY | O_CLOEXEC) : -1;
    g_free(stored);
    if (from < 0)
        return fms_error(house->diags, (struct fms_span){ 0 }, "machine.store", "build again",
                         "a result is gone from the store");
    int to = create_draft(parcel);
    bool good = to >= 0 && finish_draft(to, copy_all(from, to));
    if (!good)
        failed(house, parcel->place, errno);
    close(from);
    return good;
}

static bool gather_facts(struct fms_house *house, struct fms_report_facts *facts, struct fms_film_result *result)
{
    const struct fms_plan *plan = house->plan;
    const struct fms_digest *film_key = &plan->steps[plan->film].key;
    const struct fms_digest *mix_key = &plan->steps[plan->steps[plan->check].needs[1]].key;
    char *film = fms_store_find(house->store, film_key), *mix = fms_store_find(house->store, mix_key);
    GError *error = NULL;
    struct stat info;
    bool good = film && mix && stat(film, &info) == 0 && fms_house_digest(house, film, &facts->film_digest, &error) &&
                fms_house_loudness(house, mix_key, mix, &facts->integrated_lufs, &facts->range_lu,
                                   &facts->true_peak_dbtp, &error);
    if (good)
        facts->film_bytes = result->film_bytes = info.st_size;
    else
        fms_error(house->diags, (struct fms_span){ 0 }, "machine.store", "build again", "the store cannot be read: %s",
                  error ? error->message : "a result is gone");
    g_clear_error(&error);
    g_free(film);
    g_free(mix);
    return good;
}

static void describe(struct fms_house *house, const struct fms_report_facts *facts, struct fms_film_result *result)
{
    const struct fms_timeline *timeline = house->timeline;
    result->duration = fms_ticks_from_frames(timeline->n_frames, timeline->rate);
    result->width_px = facts->width_px;
    result->height_px = facts->height_px;
    result->n_shots = timeline->n_shots;
    result->n_captions = timeline->n_cues;
    result->n_chapters = timeline->n_chapters;
    result->integrated_lufs = facts->integrated_lufs;
    result->true_peak_dbtp = facts->true_peak_dbtp;
    result->tally = house->tally;
}

/* Is this file wanted at all? */
static bool wanted(const struct fms_house *house, size_t output)
{
    return (output != VTT && output != SRT) || fms_house_has_captions(house);
}

static bool draft_all(struct fms_house *house, const struct parcel *parcels, const struct fms_report_facts *facts)
{
    const struct fms_plan *plan = house->plan;
    return (!wanted(house, VTT) || (draft_text(house, &parcels[VTT], fms_delivery_webvtt(house->timeline)) &&
                                    draft_text(house, &parcels[SRT], fms_delivery_srt(house->timeline)))) &&
           draft_text(house, &parcels[REPORT], fms_delivery_report(house->timeline, facts)) &&
           draft_copy(house, &parcels[POSTER], &plan->steps[plan->poster].key) &&
           draft_copy(house, &parcels[FILM], &plan->steps[plan->film].key);
}

static bool place_all(struct fms_house *house, const struct parcel *parcels)
{
    for (size_t i = 0; i < N_OUTPUTS; i++)
        if (wanted(house, i) && rename(parcels[i].draft, parcels[i].place) != 0)
            return failed(house, parcels[i].place, errno);
    return true;
}

static void make_parcel(TALLOC_CTX *ctx, struct parcel *parcel, const char *stem, const char *ending)
{
    char *folder = g_path_get_dirname(stem), *name = g_path_get_basename(stem);
    parcel->place = talloc_asprintf(ctx, "%s%s", stem, ending);
    parcel->draft = talloc_asprintf(ctx, "%s/.%s%s.%ld", folder, name, ending, (long) getpid());
    g_free(folder);
    g_free(name);
}

/* The place of the film without its ending. */
static char *stem_of(TALLOC_CTX *ctx, const struct fms_film_request *request)
{
    const char *path = request->output ? request->output : request->script;
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    size_t n = dot && dot > (slash ? slash + 1 : path) ? (size_t) (dot - path) : strlen(path);
    return talloc_strndup(ctx, path, n);
}

/* Removes what killed builds have left beside the place of a parcel: drafts of processes that are no more. */
static void sweep(const struct parcel *parcel)
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
    return fms_error(house->diags, (struct fms_span){ 0 }, "output.place", "choose another place with -o",
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

bool fms_house_check_places(struct fms_house *house)
{
    const char *stem = stem_of(house, house->request);
    for (size_t i = 0; i < N_OUTPUTS; i++) {
        const char *place = talloc_asprintf(house, "%s%s", stem, endings[i]);
        struct stat info;
        if (i == 0 && !check_folder(house, talloc_asprintf(house, "%s%s", stem, endings[FILM])))
            return false;
        if (stat(place, &info) != 0)
            continue;
        if (!S_ISREG(info.st_mode))
            return no_place(house, place, S_ISDIR(info.st_mode) ? "it is a folder" : "it is not a plain file");
        if (is_input(house, &info))
            return fms_error(house->diags, (struct fms_span){ 0 }, "output.input", "choose another place with -o",
                             "'%s' would be overwritten, and the film is made of it", place);
    }
    return true;
}

bool fms_house_deliver(TALLOC_CTX *ctx, struct fms_house *house, struct fms_film_result *result)
{
    const char **places[N_OUTPUTS] = { [VTT] = &result->vtt,
                                       [SRT] = &result->srt,
                                       [REPORT] = &result->report,
                                       [POSTER] = &result->poster,
                                       [FILM] = &result->film };
    struct parcel parcels[N_OUTPUTS];
    const char *stem = stem_of(ctx, house->request);
    for (size_t i = 0; i < N_OUTPUTS; i++) {
        make_parcel(ctx, &parcels[i], stem, endings[i]);
        sweep(&parcels[i]);
        *places[i] = wanted(house, i) ? parcels[i].place : NULL;
    }
    char *film_name = g_path_get_basename(parcels[FILM].place);
    struct fms_report_facts facts = {
        .film = film_name,
        .width_px = house->settings.video.width_px,
        .height_px = house->settings.video.height_px,
        .voice = house->settings.voice_title,
        .n_assets = house->used->len,
        .assets = (const struct fms_asset *const *) house->used->pdata,
        .generator = "Filmset " FMS_VERSION,
    };
    bool good = gather_facts(house, &facts, result) && draft_all(house, parcels, &facts) && place_all(house, parcels);
    for (size_t i = 0; i < N_OUTPUTS; i++)
        unlink(parcels[i].draft);
    describe(house, &facts, result);
    g_free(film_name);
    return good;
}
