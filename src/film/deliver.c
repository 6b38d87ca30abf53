/*
 * Putting the finished films and what goes with them in their places. Everything is first written beside its place under a
 * name of its own; only when all of a film is there are the names changed, the film's last. So what was there before stays
 * until the new film is whole. Where one film cannot be delivered, the others are; the report, which is about all, comes last.
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
    return fms_error(house->diags, fms_nowhere, "machine.output", "choose another place with -o",
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
    struct fms_digest digest = { 0 };
    char *stored = fms_store_find(house->store, key);
    digest = stored ? fms_store_digest(stored) : digest;
    if (stored && is_there(house, parcel, &digest)) {
        g_free(stored);
        return true;
    }
    int from = stored ? open(stored, O_RDONLY | O_CLOEXEC) : -1;
    g_free(stored);
    if (from < 0)
        return fms_error(house->diags, fms_nowhere, "machine.store", "build again", "a result is gone from the store");
    int to = create_draft(parcel);
    bool good = to >= 0 && finish_draft(to, copy_all(from, to));
    if (!good)
        failed(house, parcel->place, errno);
    close(from);
    return good;
}

/* A film on its way. */
struct delivery {
    struct fms_variant *variant;
    struct fms_report_film facts;
    struct fms_parcel parcels[FMS_N_FILM_OUTPUTS];
};

static void tell_sound(const struct fms_sound_facts *sound, struct fms_report_film *facts)
{
    facts->integrated_lufs = sound->film.integrated_lufs;
    facts->range_lu = sound->film.range_lu;
    facts->true_peak_dbtp = sound->film.true_peak_dbtp;
    facts->momentary_lufs = sound->film.momentary_lufs;
    facts->short_term_lufs = sound->film.short_term_lufs;
    facts->dialogue_lufs = sound->dialogue_lufs;
    facts->distance_lu = sound->distance_lu;
    facts->gain_db = sound->gain_db;
}

static bool gather_facts(struct delivery *delivery)
{
    struct fms_house *house = delivery->variant->edition->house;
    struct fms_report_film *facts = &delivery->facts;
    const struct fms_plan *plan = delivery->variant->plan;
    const struct fms_digest *film_key = &plan->steps[plan->film].key;
    const struct fms_digest *mix_key = &plan->steps[plan->steps[plan->check].needs[1]].key;
    char *film = fms_store_find(house->store, film_key), *mix = fms_store_find(house->store, mix_key);
    GError *error = NULL;
    struct fms_sound_facts sound = { 0 };
    struct stat info;
    bool good = film && stat(film, &info) == 0 && fms_house_sound(house, mix_key, mix ? mix : film, &sound, &error);
    tell_sound(&sound, facts);
    if (good) {
        facts->film_bytes = info.st_size;
        facts->film_digest = fms_store_digest(film);
    } else
        fms_error(house->diags, fms_nowhere, "machine.store", "build again", "the store cannot be read: %s",
                  error ? error->message : "a result is gone");
    g_clear_error(&error);
    g_free(film);
    g_free(mix);
    return good;
}

static bool draft_stems(struct delivery *delivery)
{
    const struct fms_variant *variant = delivery->variant;
    bool good = true;
    for (enum fms_stem stem = 0; good && stem < FMS_N_STEMS && variant->settings.stems; stem++)
        good = draft_copy(variant->edition->house, &delivery->parcels[FMS_OUTPUT_STEMS + stem],
                          &variant->plan->steps[variant->plan->stems[stem]].key);
    return good;
}

static bool draft_posters(struct delivery *delivery)
{
    const struct fms_variant *variant = delivery->variant;
    const struct fms_plan *plan = variant->plan;
    bool good =
        draft_copy(variant->edition->house, &delivery->parcels[FMS_OUTPUT_POSTER], &plan->steps[plan->poster].key);
    for (size_t i = 0; good && i < FMS_MOST_PLATFORMS; i++)
        if (plan->posters[i])
            good = draft_copy(variant->edition->house, &delivery->parcels[FMS_OUTPUT_POSTERS + i],
                              &plan->steps[plan->posters[i]].key);
    return good;
}

static bool draft_film(struct delivery *delivery)
{
    const struct fms_variant *variant = delivery->variant;
    struct fms_house *house = variant->edition->house;
    const struct fms_plan *plan = variant->plan;
    struct fms_parcel *parcels = delivery->parcels;
    return (!fms_variant_wants(variant, FMS_OUTPUT_VTT) ||
            (draft_text(house, &parcels[FMS_OUTPUT_VTT], fms_delivery_webvtt(variant->timeline)) &&
             draft_text(house, &parcels[FMS_OUTPUT_SRT], fms_delivery_srt(variant->timeline)))) &&
           draft_posters(delivery) && draft_stems(delivery) &&
           draft_copy(house, &parcels[FMS_OUTPUT_FILM], &plan->steps[plan->film].key);
}

static bool place(struct fms_house *house, const struct fms_parcel *parcels, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (parcels[i].drafted && rename(parcels[i].draft, parcels[i].place) != 0)
            return failed(house, parcels[i].place, errno);
    return true;
}

static void clean_up(const struct fms_parcel *parcels, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (parcels[i].drafted)
            unlink(parcels[i].draft);
}

/* Its edition's, then what only its shape asks for. */
static void list_assets(TALLOC_CTX *ctx, const struct fms_variant *variant, struct fms_report_film *facts)
{
    const GPtrArray *lists[] = { variant->edition->used, variant->used };
    const struct fms_asset **assets = talloc_array(ctx, const struct fms_asset *, lists[0]->len + lists[1]->len);
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint k = 0; k < lists[i]->len; k++) {
            bool known = i > 0 && g_ptr_array_find((GPtrArray *) (uintptr_t) lists[0], lists[i]->pdata[k], NULL);
            if (!known)
                assets[facts->n_assets++] = lists[i]->pdata[k];
        }
    facts->assets = assets;
}

static struct delivery begin_delivery(TALLOC_CTX *ctx, struct fms_variant *variant)
{
    struct delivery delivery = { .variant = variant };
    for (enum fms_output i = 0; i < FMS_N_FILM_OUTPUTS; i++) {
        delivery.parcels[i] = fms_parcel_of(ctx, variant->stem, i);
        fms_parcel_sweep(&delivery.parcels[i]);
    }
    const char *place = delivery.parcels[FMS_OUTPUT_FILM].place, *slash = strrchr(place, '/');
    delivery.facts = (struct fms_report_film){
        .film = slash ? slash + 1 : place,
        .language = variant->edition->board ? variant->edition->board->language : variant->edition->language,
        .aspect = variant->aspect,
        .profile = variant->profile->name,
        .width_px = variant->settings.video.width_px,
        .height_px = variant->settings.video.height_px,
        .voice = variant->settings.voice_title,
    };
    list_assets(ctx, variant, &delivery.facts);
    return delivery;
}

static struct fms_film_made made_of(const struct delivery *delivery)
{
    const struct fms_variant *variant = delivery->variant;
    const struct fms_report_film *facts = &delivery->facts;
    const struct fms_parcel *parcels = delivery->parcels;
    bool captions = fms_variant_wants(variant, FMS_OUTPUT_VTT);
    struct fms_film_made made = {
        .film = parcels[FMS_OUTPUT_FILM].place,
        .vtt = captions ? parcels[FMS_OUTPUT_VTT].place : NULL,
        .srt = captions ? parcels[FMS_OUTPUT_SRT].place : NULL,
        .poster = parcels[FMS_OUTPUT_POSTER].place,
        .duration = fms_ticks_from_frames(variant->timeline->n_frames, variant->timeline->rate),
        .width_px = facts->width_px,
        .height_px = facts->height_px,
        .film_bytes = facts->film_bytes,
        .n_shots = variant->timeline->n_shots,
        .n_captions = variant->timeline->n_cues,
        .n_chapters = variant->timeline->n_chapters,
        .integrated_lufs = facts->integrated_lufs,
        .true_peak_dbtp = facts->true_peak_dbtp,
    };
    for (enum fms_stem stem = 0; stem < FMS_N_STEMS && variant->settings.stems; stem++)
        made.stems[stem] = parcels[FMS_OUTPUT_STEMS + stem].place;
    for (size_t i = 0; i < FMS_MOST_PLATFORMS; i++)
        if (variant->plan->posters[i])
            made.posters[made.n_posters++] = parcels[FMS_OUTPUT_POSTERS + i].place;
    return made;
}

/* What is known of films that failed is their names; of the others the timeline too. */
static GString *write_report(TALLOC_CTX *ctx, const struct fms_house *house, const struct delivery *deliveries)
{
    struct fms_report_film *films = talloc_array(ctx, struct fms_report_film, house->n_variants);
    for (size_t i = 0; i < house->n_variants; i++) {
        films[i] = deliveries[i].facts;
        films[i].timeline = deliveries[i].variant->failed ? NULL : deliveries[i].variant->timeline;
    }
    return fms_delivery_report(films, house->n_variants, "Filmset " FMS_VERSION);
}

/* Drafts everything, then puts each film in its place. */
static bool deliver_all(TALLOC_CTX *ctx, struct fms_house *house, struct delivery *deliveries,
                        struct fms_parcel *report)
{
    size_t n_left = 0;
    for (size_t i = 0; i < house->n_variants; i++) {
        struct fms_variant *variant = deliveries[i].variant;
        variant->failed = variant->failed || !gather_facts(&deliveries[i]) || !draft_film(&deliveries[i]);
        n_left += !variant->failed;
    }
    if (n_left == 0 || !draft_text(house, report, write_report(ctx, house, deliveries)))
        return false;
    for (size_t i = 0; i < house->n_variants; i++) {
        struct fms_variant *variant = deliveries[i].variant;
        variant->failed = variant->failed || !place(house, deliveries[i].parcels, FMS_N_FILM_OUTPUTS);
    }
    return place(house, report, 1);
}

bool fms_house_deliver(TALLOC_CTX *ctx, struct fms_house *house, struct fms_film_result *result)
{
    struct delivery *deliveries = talloc_array(ctx, struct delivery, house->n_variants);
    struct fms_parcel report = fms_parcel_of(ctx, house->stem, FMS_OUTPUT_REPORT);
    fms_parcel_sweep(&report);
    for (size_t i = 0; i < house->n_variants; i++)
        deliveries[i] = begin_delivery(ctx, &house->variants[i]);
    bool good = deliver_all(ctx, house, deliveries, &report);
    result->films = talloc_array(ctx, struct fms_film_made, house->n_variants);
    for (size_t i = 0; i < house->n_variants; i++) {
        clean_up(deliveries[i].parcels, FMS_N_FILM_OUTPUTS);
        if (good && !house->variants[i].failed)
            result->films[result->n_films++] = made_of(&deliveries[i]);
    }
    clean_up(&report, 1);
    result->report = report.place;
    result->tally = house->tally;
    return good;
}
