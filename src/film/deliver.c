/*
 * Putting the finished film and what goes with it in their places. Everything is first written beside its place under a
 * name of its own; only when all of it is there are the names changed, the film's last. So what was there before stays
 * until the new film is whole.
 */
#include "delivery.h"
#include "places-private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* What lies there under our own number is from a process that is no more. */
static int create_draft(struct fms_parcel *parcel)
{
    unlink(parcel->draft);
    int fd = open(parcel->draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    parcel->drafted = fd >= 0;
    return fd;
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

/* Does the same lie there already? Then nothing is written, and a build that changes nothing waits for no disk. */
static bool is_there(struct fms_house *house, const struct fms_parcel *parcel, const struct fms_digest *digest)
{
    struct fms_digest found;
    return g_file_test(parcel->place, G_FILE_TEST_IS_REGULAR) && fms_house_digest(house, parcel->place, &found, NULL) &&
           !strcmp(found.hex, digest->hex);
}

static bool draft_text(struct fms_house *house, struct fms_parcel *parcel, GString *text)
{
    struct fms_digest digest = fms_digest_of_bytes(text->str, text->len);
    bool good = is_there(house, parcel, &digest);
    if (!good) {
        int fd = create_draft(parcel);
        good = fd >= 0 && finish_draft(fd, write_all(fd, text->str, text->len));
        if (!good)
            failed(house, parcel->place, errno);
    }
    g_string_free(text, TRUE);
    return good;
}

static bool draft_copy(struct fms_house *house, struct fms_parcel *parcel, const struct fms_digest *key)
{
    struct fms_digest digest;
    char *stored = fms_store_find(house->store, key);
    if (stored && fms_house_digest(house, stored, &digest, NULL) && is_there(house, parcel, &digest)) {
        g_free(stored);
        return true;
    }
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
static bool wanted(const struct fms_house *house, enum fms_output output)
{
    return (output != FMS_OUTPUT_VTT && output != FMS_OUTPUT_SRT) || fms_house_has_captions(house);
}

static bool draft_all(struct fms_house *house, struct fms_parcel *parcels, const struct fms_report_facts *facts)
{
    const struct fms_plan *plan = house->plan;
    return (!wanted(house, FMS_OUTPUT_VTT) ||
            (draft_text(house, &parcels[FMS_OUTPUT_VTT], fms_delivery_webvtt(house->timeline)) &&
             draft_text(house, &parcels[FMS_OUTPUT_SRT], fms_delivery_srt(house->timeline)))) &&
           draft_text(house, &parcels[FMS_OUTPUT_REPORT], fms_delivery_report(house->timeline, facts)) &&
           draft_copy(house, &parcels[FMS_OUTPUT_POSTER], &plan->steps[plan->poster].key) &&
           draft_copy(house, &parcels[FMS_OUTPUT_FILM], &plan->steps[plan->film].key);
}

static bool place_all(struct fms_house *house, const struct fms_parcel *parcels)
{
    for (enum fms_output i = 0; i < FMS_N_OUTPUTS; i++)
        if (parcels[i].drafted && rename(parcels[i].draft, parcels[i].place) != 0)
            return failed(house, parcels[i].place, errno);
    return true;
}

bool fms_house_deliver(TALLOC_CTX *ctx, struct fms_house *house, struct fms_film_result *result)
{
    const char **places[FMS_N_OUTPUTS] = { [FMS_OUTPUT_VTT] = &result->vtt,
                                           [FMS_OUTPUT_SRT] = &result->srt,
                                           [FMS_OUTPUT_REPORT] = &result->report,
                                           [FMS_OUTPUT_POSTER] = &result->poster,
                                           [FMS_OUTPUT_FILM] = &result->film };
    struct fms_parcel parcels[FMS_N_OUTPUTS];
    for (enum fms_output i = 0; i < FMS_N_OUTPUTS; i++) {
        parcels[i] = fms_parcel_of(ctx, house->request, i);
        fms_parcel_sweep(&parcels[i]);
        *places[i] = wanted(house, i) ? parcels[i].place : NULL;
    }
    char *film_name = g_path_get_basename(parcels[FMS_OUTPUT_FILM].place);
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
    for (enum fms_output i = 0; i < FMS_N_OUTPUTS; i++)
        if (parcels[i].drafted)
            unlink(parcels[i].draft);
    describe(house, &facts, result);
    g_free(film_name);
    return good;
}
