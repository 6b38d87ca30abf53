/*
 * Shooting: frames of a scene, or of a transition between two, go from the compositor straight into the encoder. What
 * passes is watched for stretches that should not be: black where there is no picture, stillness where something moves.
 */
#include "makers-private.h"

#include "library.h"
#include "media.h"
#include "picture.h"

enum {
    BLACK_LUMA = 17,          /* a frame is black up to this mean */
    BLACK_SECONDS_TENTHS = 5, /* longer than this is a black stretch */
    FROZEN_SECONDS_TENTHS = 20,
};

static bool port_still(void *user, const struct fms_asset *asset, struct fms_raster *out, GError **error)
{
    return fms_still_read(asset->path, out, error);
}

static struct fms_clip_reader *port_clip_open(void *user, const struct fms_asset *asset,
                                              const struct fms_clip_view *view, GError **error)
{
    return fms_clip_open(asset->path, view, error);
}

static struct fms_lut *port_lut(void *user, const struct fms_asset *asset, GError **error)
{
    return fms_cube_read(asset->path, error);
}

struct fms_pixels_port fms_house_port(const struct fms_house *house)
{
    return (struct fms_pixels_port){ .still = port_still,
                                     .clip_open = port_clip_open,
                                     .clip_next = fms_clip_next,
                                     .clip_close = fms_clip_close,
                                     .lut = port_lut,
                                     .shelf = house->shelf };
}

/* A stretch of frames that should not be: how long it is by now. A picture of the author's may be black, and may stand still. */
struct watch {
    bool moves, has_picture;
    int64_t black, frozen, black_most, frozen_most;
};

static void watch_scene(struct watch *watch, const struct fms_scene *scene)
{
    for (size_t i = 0; scene && i < scene->n_layers; i++) {
        const struct fms_layer *layer = &scene->layers[i];
        watch->has_picture |= layer->kind == FMS_LAYER_STILL || layer->kind == FMS_LAYER_CLIP;
        watch->moves |= layer->kind == FMS_LAYER_GROUND && layer->ground.drift_permille > 0;
    }
}

static bool watch_frame(struct watch *watch, const struct fms_frame *frame, const struct fms_frame *before,
                        GError **error)
{
    if (watch->has_picture)
        return true;
    struct fms_frame_look look = fms_frame_look_at(frame, before ? before : frame);
    watch->black = look.luma_mean <= BLACK_LUMA ? watch->black + 1 : 0;
    watch->frozen = before && look.difference == 0 ? watch->frozen + 1 : 0;
    if (watch->black > watch->black_most)
        g_set_error(error, FMS_CHECK_FAILED, 0, "the picture stays black");
    else if (watch->moves && watch->frozen > watch->frozen_most)
        g_set_error(error, FMS_CHECK_FAILED, 0, "the picture stands still");
    else
        return true;
    return false;
}

/* What one segment has open. */
struct shooting {
    const struct fms_segment *segment;
    struct fms_pixels_port port;
    struct fms_picture *picture, *into;
    struct fms_frame *frames[2], *over, *under; /* the last two made, or one; those of a transition's two pictures */
    struct fms_optical *optical;
    struct fms_video_writer *writer;
    struct watch watch;
};

static void wrap(struct shooting *shooting)
{
    fms_picture_close(shooting->picture);
    if (shooting->into) {
        fms_picture_close(shooting->into);
        fms_optical_close(shooting->optical);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(shooting->frames); i++)
        fms_frame_free(shooting->frames[i]);
    fms_frame_free(shooting->over);
    fms_frame_free(shooting->under);
}

static bool set_up(struct shooting *shooting, const struct fms_house *house, const struct fms_segment *segment,
                   GError **error)
{
    const struct fms_scene *scene = segment->scene;
    *shooting = (struct shooting){ .segment = segment, .port = fms_house_port(house) };
    shooting->picture = fms_picture_open(scene, segment->from, &shooting->port, error);
    if (!shooting->picture)
        return false;
    if (segment->into &&
        !(shooting->into = fms_picture_open(segment->into, segment->into_from, &shooting->port, error))) {
        fms_picture_close(shooting->picture);
        return false;
    }
    if (segment->into) {
        shooting->over = fms_frame_new(scene->width_px, scene->height_px);
        shooting->under = fms_frame_new(scene->width_px, scene->height_px);
        shooting->optical = fms_optical_open(segment->how, scene->width_px, scene->height_px, segment->dip_rgba);
    }
    int64_t tenth = MAX(1, scene->rate.num / (10 * scene->rate.den));
    shooting->watch =
        (struct watch){ .black_most = BLACK_SECONDS_TENTHS * tenth, .frozen_most = FROZEN_SECONDS_TENTHS * tenth };
    watch_scene(&shooting->watch, scene);
    watch_scene(&shooting->watch, segment->into);
    for (size_t i = 0; i < (shooting->watch.has_picture ? 1 : 2); i++)
        shooting->frames[i] = fms_frame_new(scene->width_px, scene->height_px);
    return true;
}

/* Frame `n` of the segment. */
static bool shoot(struct shooting *shooting, int64_t n, struct fms_frame *out, GError **error)
{
    const struct fms_segment *segment = shooting->segment;
    if (!fms_picture_frame(shooting->picture, segment->from + n, shooting->into ? shooting->over : out, error))
        return false;
    if (!shooting->into)
        return true;
    if (!fms_picture_frame(shooting->into, segment->into_from + n, shooting->under, error))
        return false;
    int64_t done = segment->before + n + 1, all = segment->before + segment->n + segment->after + 1;
    int32_t way = (int32_t) (done * FMS_OPTICAL_ONE / all);
    fms_optical_frame(shooting->optical, shooting->over, shooting->under, way, out);
    return true;
}

static bool shoot_all(struct shooting *shooting, const int *stop, GError **error)
{
    for (int64_t n = 0; n < shooting->segment->n; n++) {
        struct fms_frame *frame = shooting->frames[0], *before = shooting->frames[1];
        if (g_atomic_int_get(stop)) {
            g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
            return false;
        }
        if (!shoot(shooting, n, frame, error) || !watch_frame(&shooting->watch, frame, n > 0 ? before : NULL, error) ||
            !fms_video_write(shooting->writer, frame, error))
            return false;
        if (before) {
            shooting->frames[0] = before;
            shooting->frames[1] = frame;
        }
    }
    return true;
}

bool fms_make_segment(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                      const int *stop, GError **error)
{
    const struct fms_video_settings *video = step->segment.video;
    struct fms_video_params params = { .width_px = video->width_px,
                                       .height_px = video->height_px,
                                       .rate_num = video->rate.num,
                                       .rate_den = video->rate.den,
                                       .preset = video->preset,
                                       .crf_tenths = video->crf_tenths };
    struct shooting shooting;
    if (!set_up(&shooting, user, &step->segment, error))
        return false;
    shooting.writer = fms_video_open(draft, &params, error);
    bool good = shooting.writer && shoot_all(&shooting, stop, error);
    wrap(&shooting); /* before the encoder makes what still waits in it, for which it needs the most room */
    if (shooting.writer)
        good = fms_video_close(shooting.writer, good ? error : NULL) && good;
    return good && fms_house_assets_unchanged(user, error);
}

static bool draw(const struct fms_house *house, const struct fms_step *poster, const char *path, bool as_png,
                 GError **error)
{
    struct shooting shooting;
    if (!set_up(&shooting, house, &poster->segment, error))
        return false;
    const struct fms_frame *frame = shooting.frames[0];
    bool good = shoot(&shooting, 0, shooting.frames[0], error) &&
                (as_png ? fms_png_write(path, frame, error) : fms_jpeg_write(path, frame, poster->most_bytes, error));
    wrap(&shooting);
    return good && fms_house_assets_unchanged(house, error);
}

bool fms_film_draw(const struct fms_house *house, const struct fms_plan *plan, const char *path, bool as_png,
                   GError **error)
{
    return draw(house, &plan->steps[plan->poster], path, as_png, error);
}

bool fms_make_poster(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                     const int *stop, GError **error)
{
    return draw(user, step, draft, false, error);
}
