/*
 * One film of an edition: its shape and settings, its times, its plan.
 */
#include "house-private.h"

#include "cuesheet.h"
#include "frame-format.h"
#include "media.h"
#include "picture.h"
#include "shot-names.h"

#include <string.h>

#define DEFAULT_PRESET "veryfast"
#define DRAFT_PRESET "ultrafast"

enum { DEFAULT_CRF_TENTHS = 200, DRAFT_CRF_TENTHS = 270 };

/* What the person asked for, else the script, else the usual. */
static bool choose_format(const struct fms_variant *variant, struct fms_video_settings *video)
{
    const struct fms_meta *meta = &variant->edition->script->meta;
    const char *wish = variant->edition->house->request->size;
    const char *size = wish ? wish : meta->size.length ? meta->size.utf8 : FMS_SIZE_USUAL;
    return fms_frame_format(variant->aspect, strlen(variant->aspect), size, &video->width_px, &video->height_px) ||
           fms_error(variant->edition->house->diags, meta->aspect.span, "front.value",
                     "aspects are 16:9, 9:16, 1:1, 4:5 and 21:9", "no such aspect");
}

/* The person's word goes before the script's, and a loudness that was said before a profile's own. */
static int32_t choose_loudness(const struct fms_variant *variant)
{
    const struct fms_film_request *request = variant->edition->house->request;
    int32_t said = request->profile ? 0 : variant->edition->script->meta.loudness_clufs;
    return request->loudness_clufs ? request->loudness_clufs : said ? said : variant->profile->loudness_clufs;
}

/* Of an excerpt, there are none. */
static uint32_t choose_posters(const struct fms_variant *variant)
{
    const struct fms_text *said = &variant->edition->script->meta.posters;
    bool whole = said->length > 0 && !fms_film_is_excerpt(variant->edition->house->request);
    uint32_t posters = 0;
    for (const char *name = said->utf8; whole && *name; name += strcspn(name, ","), name += *name == ',') {
        const struct fms_platform *platform = fms_platform_named(name, strcspn(name, ","));
        g_assert(platform); /* the script's reader took no other names */
        posters |= 1U << (platform - fms_platforms);
    }
    return posters;
}

bool fms_variant_settle(struct fms_variant *variant)
{
    const struct fms_house *house = variant->edition->house;
    const struct fms_film_request *request = house->request;
    struct fms_plan_settings *settings = &variant->settings;
    struct fms_video_settings *video = &settings->video;
    if (!choose_format(variant, video))
        return false;
    video->rate = (struct fms_rate){ 30, 1 };
    video->preset = request->preset ? request->preset : DEFAULT_PRESET;
    video->crf_tenths = request->crf_tenths >= 0 ? request->crf_tenths : DEFAULT_CRF_TENTHS;
    settings->loudness_clufs = choose_loudness(variant);
    settings->true_peak_cdbtp = variant->profile->true_peak_cdbtp;
    if (!strcmp(variant->edition->script->meta.accessible_mix.utf8, "true"))
        settings->voice_over_lu = FMS_ACCESSIBLE_OVER_LU;
    settings->stems = request->stems;
    settings->posters = choose_posters(variant);
    settings->platform = fms_platform_named(variant->profile->name, strlen(variant->profile->name));
    settings->encoder = fms_media_version();
    settings->compositor = fms_picture_version();
    settings->voice = house->voice;
    settings->voice_title = variant->edition->voice_title;
    return true;
}

bool fms_film_is_excerpt(const struct fms_film_request *request)
{
    return request->from > 0 || request->to > 0 || request->shot;
}

static bool no_such_shot(const struct fms_variant *variant, const char *name)
{
    struct fms_house *house = variant->edition->house;
    return fms_error(house->diags, fms_nowhere, "range.shot", fms_shot_hint(house, variant->edition->board, name),
                     "no shot is called '%s'", name);
}

/* Frames [first, end) of a shot: those of its transitions, too. */
static bool find_shot(const struct fms_variant *variant, const char *name, int64_t *first, int64_t *end)
{
    const struct fms_timeline *timeline = variant->timeline;
    bool found = false;
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_place_shot *place = &timeline->shots[i];
        if (!fms_shot_is_of(place->shot->name, name))
            continue;
        *first = found ? *first : place->begin - place->head;
        *end = place->end + place->tail;
        found = true;
    }
    return found || no_such_shot(variant, name);
}

static bool nothing_there(const struct fms_house *house, const struct fms_timeline *whole)
{
    char *hint = g_strdup_printf("it is %.2f s long", (double) whole->n_frames * whole->rate.den / whole->rate.num);
    fms_error(house->diags, fms_nowhere, "range.outside", hint, "the film has nothing in that range");
    g_free(hint);
    return false;
}

/* What of the film is asked for. */
static bool cut_excerpt(struct fms_variant *variant)
{
    const struct fms_house *house = variant->edition->house;
    const struct fms_film_request *request = house->request;
    const struct fms_timeline *whole = variant->timeline;
    int64_t first = fms_frames_floor(request->from, whole->rate), end = whole->n_frames;
    if (request->to > 0)
        end = MIN(end, fms_frames_ceil(request->to, whole->rate));
    if (request->shot && !find_shot(variant, request->shot, &first, &end))
        return false;
    if (first >= end)
        return nothing_there(house, whole);
    variant->timeline = fms_timeline_excerpt(variant->edition->house, whole, first, end - first);
    return true;
}

bool fms_variant_time(struct fms_variant *variant)
{
    struct fms_house *house = variant->edition->house;
    const struct fms_edition *edition = variant->edition;
    size_t n_errors = fms_diags_n_errors(house->diags);
    int64_t frames =
        fms_plan_credits_frames(edition->board, edition->theme, &house->world, &variant->settings, house->diags);
    if (fms_diags_n_errors(house->diags) > n_errors)
        return false;
    variant->timeline = fms_timeline_resolve(house, variant->edition->board, variant->settings.video.rate,
                                             &house->world, frames, house->diags);
    if (variant->timeline)
        variant->timeline = fms_plan_rooms(house, variant->timeline, edition->theme, &house->world, &variant->settings,
                                           frames, house->diags);
    return variant->timeline && (!fms_film_is_excerpt(house->request) || cut_excerpt(variant));
}

/* Half the size, the fastest preset. Timing is settled before, at full size, so that a draft is as long as the film. */
static void make_draft(const struct fms_film_request *request, struct fms_video_settings *video)
{
    video->width_px = (video->width_px / 2 + 1) & ~1;
    video->height_px = (video->height_px / 2 + 1) & ~1;
    video->preset = request->preset ? request->preset : DRAFT_PRESET;
    if (request->crf_tenths < 0)
        video->crf_tenths = DRAFT_CRF_TENTHS;
}

bool fms_variant_plan(struct fms_variant *variant)
{
    struct fms_house *house = variant->edition->house;
    if (house->request->draft)
        make_draft(house->request, &variant->settings.video);
    variant->plan = fms_plan_film(house, variant->timeline, variant->edition->theme, &house->world, &variant->settings,
                                  house->diags);
    return variant->plan;
}
