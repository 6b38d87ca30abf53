/*
 * How a picture is shown: whether it covers the frame, how it moves, what of a drawing is not there yet.
 */
#include "cues-private.h"

#include <string.h>

enum {
    ZOOM_MAX = 150,     /* per mille that a still moves at most in one shot */
    PAN_ZOOM = 1100000, /* room for a pan, millionths */
    COVER_LEAST = 600,  /* per mille of a picture that must stay visible when it covers the frame */
    COVER_LEAST_DRAWING = 850,
    PANORAMA_LEAST = 150,  /* per mille: with less in sight at a time, nobody would know where they are */
    PAN_PERMILLE_S = 90,   /* of the frame's width in a second: how fast one looks along a panorama */
    UNSAFE = 50,           /* per mille of the frame's height at its upper edge that nothing is lifted into */
    MAGNIFIED_MOST = 2000, /* per mille: enlarged more than this, a photograph is plainly soft */
};

/* A picture on its way into a scene: it is seen in frames [from, from + n). */
struct viewing {
    struct fms_making *making;
    const struct fms_view *view;
    int64_t from, n;
};

/* Frames in which something moves by so many per mille a second, times the rate. */
static int64_t permille_in(const struct viewing *viewing, int64_t permille_s)
{
    struct fms_rate rate = viewing->making->stage->settings->video.rate;
    return permille_s * viewing->n * rate.den / rate.num;
}

/* Where a movement begins and ends; the zoom's speed is the theme's, so that long shots do not run away. */
static void set_movement(const struct viewing *viewing, struct fms_still_layer *still)
{
    const char *move = viewing->view->move ? viewing->view->move : "in";
    int64_t travel = MIN(permille_in(viewing, viewing->making->stage->theme->zoom_permille_s), ZOOM_MAX) * 1000;
    still->from_zoom = still->to_zoom = 1000000;
    if (!strcmp(move, "in"))
        still->to_zoom += travel;
    if (!strcmp(move, "out"))
        still->from_zoom += travel;
    int64_t side = !strcmp(move, "right") ? 1 : !strcmp(move, "left") ? -1 : 0;
    if (side) {
        int64_t way = MIN(travel / 2, (PAN_ZOOM - 1000000) / 2);
        still->from_zoom = still->to_zoom = PAN_ZOOM;
        still->from_x -= side * way;
        still->to_x += side * way;
    }
}

/* Per mille of the picture that stays visible when it covers the frame. */
static int64_t visible_permille(const struct viewing *viewing)
{
    const struct fms_asset *asset = viewing->view->asset;
    int64_t across = asset->width_px * viewing->making->height_px, along = asset->height_px * viewing->making->width_px;
    return 1000 * MIN(across, along) / MAX(MAX(across, along), 1);
}

/* A photograph at least twice as wide as high, and much wider than the frame: it is looked along. */
static bool is_panorama(const struct viewing *viewing)
{
    const struct fms_view *view = viewing->view;
    int64_t visible = visible_permille(viewing);
    return view->asset->kind == FMS_ASSET_STILL && view->fit < 0 && view->focus_x < 0 && !view->move &&
           view->asset->width_px >= 2 * (int64_t) view->asset->height_px && visible < COVER_LEAST &&
           visible >= PANORAMA_LEAST;
}

/* From left to right about its middle, as far as there is time for. */
static void look_along(const struct viewing *viewing, struct fms_still_layer *still)
{
    int64_t visible = visible_permille(viewing) * 1000;
    int64_t way = MIN(permille_in(viewing, PAN_PERMILLE_S) * visible / 1000, 1000000 - visible);
    still->from_zoom = still->to_zoom = 1000000;
    still->from_x = 500000 - way / 2;
    still->to_x = 500000 + way / 2;
}

/* Where nothing was said, a picture covers the frame if little of it is lost by that, or if a focus says what matters;
 * else all of it is shown over a blurred copy. Drawings lose less than photographs before they lose their sense. */
static enum fms_fit fit_of(const struct viewing *viewing)
{
    const struct fms_view *view = viewing->view;
    int64_t least = view->asset->kind == FMS_ASSET_VECTOR ? COVER_LEAST_DRAWING : COVER_LEAST;
    if (view->fit >= 0)
        return (enum fms_fit) view->fit;
    bool covers = view->focus_x >= 0 || visible_permille(viewing) >= least || is_panorama(viewing);
    return covers ? FMS_FIT_COVER : FMS_FIT_BLUR;
}

/*
 * How far a picture that leaves room above and below stands above the middle, so that captions lie under it and not on it. It
 * stands in the middle of what the theme gives to panels, or as low as it can above the captions; but never in the unsafe edge.
 */
static int64_t lift_of(const struct viewing *viewing)
{
    struct fms_making *making = viewing->making;
    const struct fms_asset *asset = viewing->view->asset;
    int64_t height = asset->height_px * (int64_t) making->width_px / MAX(asset->width_px, 1);
    int64_t middle = (making->height_px - height) / 2, edge = making->height_px * UNSAFE / 1000;
    if (fit_of(viewing) == FMS_FIT_COVER || middle <= 0 || !fms_making_burns(making))
        return 0;
    int64_t top = fms_making_area(making, fms_making_slot_called(making, "panel.title")).y,
            bottom = fms_making_area(making, fms_making_slot_called(making, "caption.text")).y;
    int64_t at = height <= bottom - top ? (top + bottom - height) / 2 : MAX(bottom - height, edge);
    return MAX(middle - at, 0);
}

static bool is_said(const struct fms_diags *diags, const char *message)
{
    for (size_t i = 0; i < fms_diags_count(diags); i++)
        if (!strcmp(fms_diags_get(diags, i)->message, message))
            return true;
    return false;
}

/* Says once that a picture is enlarged so much that everybody sees it. How a movement enlarges it further does not count. */
static void warn_if_small(const struct viewing *viewing, enum fms_fit fit)
{
    struct fms_making *making = viewing->making;
    const struct fms_asset *asset = viewing->view->asset;
    int64_t across = 1000 * making->width_px / MAX(asset->width_px, 1),
            along = 1000 * making->height_px / MAX(asset->height_px, 1);
    int64_t scale = fit == FMS_FIT_COVER ? MAX(across, along) : MIN(across, along);
    if (asset->kind != FMS_ASSET_STILL || scale <= MAGNIFIED_MOST)
        return;
    char *message = g_strdup_printf("'%s' has %d×%d pixels and is shown %d.%d times as large", asset->name,
                                    asset->width_px, asset->height_px, (int) (scale / 1000), (int) (scale / 100 % 10));
    if (!is_said(making->stage->diags, message))
        fms_warning(making->stage->diags, making->shot->span, "asset.small", "find a larger one, or make it a drawing",
                    "%s", message);
    g_free(message);
}

/* Around a drawing that does not fill the frame there is the theme's ground, as behind every other card. */
static bool stands_on_ground(const struct viewing *viewing, int64_t enter_frames)
{
    return viewing->view->asset->kind == FMS_ASSET_VECTOR && fit_of(viewing) != FMS_FIT_COVER && enter_frames == 0 &&
           viewing->view == viewing->making->shot->view;
}

static void add_still(const struct viewing *viewing, int64_t enter_frames)
{
    struct fms_making *making = viewing->making;
    bool ground = stands_on_ground(viewing, enter_frames);
    const struct fms_view *view = viewing->view;
    struct fms_layer layer = { .kind = FMS_LAYER_STILL };
    int64_t x = view->focus_x < 0 ? 500000 : view->focus_x, y = view->focus_y < 0 ? 500000 : view->focus_y;
    bool is_main = view == making->shot->view;
    layer.still = (struct fms_still_layer){
        .asset_digest = view->asset->digest.hex,
        .asset = view->asset,
        .fit = fit_of(viewing),
        .lift_px = lift_of(viewing),
        .w = making->width_px,
        .h = making->height_px,
        .pad_rgba = making->stage->theme->ground_bottom,
        .over = ground,
        .lut_digest = view->lut ? view->lut->digest.hex : NULL,
        .lut = view->lut,
        .from_x = x,
        .from_y = y,
        .to_x = x,
        .to_y = y,
        .move_begin = viewing->from,
        .move_end = viewing->from + viewing->n,
        .part = "",
        .without = is_main ? fms_cues_parts(making) : "",
        .enter_frame = viewing->from,
        .enter_frames = enter_frames,
        .leave_frame = -1,
    };
    warn_if_small(viewing, fit_of(viewing));
    if (ground)
        fms_making_ground(making);
    if (is_panorama(viewing))
        look_along(viewing, &layer.still);
    else
        set_movement(viewing, &layer.still);
    fms_making_add(making, &layer);
    fms_cues_add_parts(making, &layer.still);
}

int64_t fms_view_speed(const struct fms_view *view, fms_ticks seen)
{
    enum { SLOWEST = 250, FASTEST = 4000 };
    fms_ticks end = view->out > 0 ? view->out : view->asset->duration;
    if (view->speed_permille > 0)
        return view->speed_permille;
    return CLAMP((end - view->in) / MAX(seen / 1000, 1), SLOWEST, FASTEST);
}

static void add_clip(const struct viewing *viewing, int64_t enter_frames)
{
    struct fms_making *making = viewing->making;
    struct fms_layer layer = { .kind = FMS_LAYER_CLIP };
    layer.clip = (struct fms_clip_layer){
        .asset_digest = viewing->view->asset->digest.hex,
        .asset = viewing->view->asset,
        .fit = fit_of(viewing),
        .lift_px = lift_of(viewing),
        .w = making->width_px,
        .h = making->height_px,
        .pad_rgba = making->stage->theme->ground_bottom,
        .lut_digest = viewing->view->lut ? viewing->view->lut->digest.hex : NULL,
        .lut = viewing->view->lut,
        .in_ticks = viewing->view->in,
        .out_ticks = viewing->view->out,
        .speed_permille =
            fms_view_speed(viewing->view, fms_ticks_from_frames(viewing->n, making->stage->settings->video.rate)),
        .after = viewing->view->loops ? FMS_CLIP_LOOP : FMS_CLIP_FREEZE,
        .enter_frame = viewing->from,
        .enter_frames = enter_frames,
        .leave_frame = -1,
    };
    fms_making_add(making, &layer);
}

void fms_making_view(struct fms_making *making, const struct fms_view *view, int64_t from, int64_t enter_ms)
{
    struct viewing viewing = { making, view, from, MAX(1, making->scene->n_frames - from) };
    int64_t enter_frames = enter_ms > 0 ? fms_making_frames(making, enter_ms) : 0;
    if (view->asset->kind == FMS_ASSET_CLIP)
        add_clip(&viewing, enter_frames);
    else
        add_still(&viewing, enter_frames);
}
