/*
 * The table of transitions, and those that are only mixed. Pictures are mixed as code values, as editing programs do: an
 * even dissolve of light would leave dark pictures late and come into bright ones early.
 */
#include "optical-private.h"

#include "blend-private.h"

#include <string.h>
#include <talloc.h>

int fms_optical_weight(int32_t x, int32_t from, int32_t to)
{
    int64_t t = ((int64_t) CLAMP(x, from, to) - from) * 4096 / (to - from);
    return (int) ((t * t * (3 * 4096 - 2 * t) + (INT64_C(1) << 27)) >> 28);
}

static void mix(const struct fms_frame *a, const struct fms_frame *b, int weight, struct fms_frame *out)
{
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < fms_plane_rows(out, p); y++)
            fms_mix_rows(fms_plane_row(out, p, y), fms_plane_row(a, p, y), fms_plane_row(b, p, y), weight,
                         fms_plane_width(out, p));
}

static void copy(const struct fms_frame *from, struct fms_frame *out)
{
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < fms_plane_rows(out, p); y++)
            memcpy(fms_plane_row(out, p, y), fms_plane_row(from, p, y), (size_t) fms_plane_width(out, p));
}

static void cut(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    copy(pair->way < FMS_OPTICAL_ONE / 2 ? pair->a : pair->b, out);
}

static void dissolve(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    mix(pair->a, pair->b, (int) ((pair->way * INT64_C(256) + FMS_OPTICAL_ONE / 2) / FMS_OPTICAL_ONE), out);
}

/* Rests for a moment where the colour is reached: without that, its turn would be seen as a blink. */
static void dip(struct fms_optical *optical, const struct fms_optical_pair *pair, struct fms_frame *out)
{
    const uint8_t ink[3] = { optical->ink.y, optical->ink.cb, optical->ink.cr };
    bool away = pair->way < FMS_OPTICAL_ONE / 2;
    const struct fms_frame *picture = away ? pair->a : pair->b;
    int32_t from_end = away ? pair->way : FMS_OPTICAL_ONE - pair->way;
    int weight = fms_optical_weight(from_end, 0, FMS_OPTICAL_ONE / 2);
    for (int p = 0; p < 3; p++)
        for (int32_t y = 0; y < fms_plane_rows(out, p); y++)
            fms_mix_value(fms_plane_row(out, p, y), fms_plane_row(picture, p, y), ink[p], weight,
                          fms_plane_width(out, p));
}

#define EDGE (FMS_OPTICAL_ONE / 100)
#define FINE_EDGE (FMS_OPTICAL_ONE / 200)
#define WIDE_EDGE (FMS_OPTICAL_ONE / 2)
#define MATTE(edge, shape, ...)                                                                                        \
    {                                                                                                                  \
        .compose = fms_optical_matte, .soft = (edge), .field = fms_field_##shape, __VA_ARGS__                          \
    }
#define ACROSS(edge, shape, whither) MATTE(edge, shape, .heading = (whither), .rows_alike = true)
#define DOWN(edge, shape, whither) MATTE(edge, shape, .heading = (whither), .columns_alike = true)
#define PANE(a, b, whither)                                                                                            \
    {                                                                                                                  \
        .compose = fms_optical_pane, .moves_a = (a), .moves_b = (b), .heading = (whither)                              \
    }

static const struct fms_optical_kind kinds[FMS_N_TRANSITIONS] = {
    [FMS_TRANSITION_CUT] = { .compose = cut },
    [FMS_TRANSITION_DISSOLVE] = { .compose = dissolve },
    [FMS_TRANSITION_DIP] = { .compose = dip },
    [FMS_TRANSITION_WIPE_LEFT] = ACROSS(EDGE, across, FMS_LEFT),
    [FMS_TRANSITION_WIPE_RIGHT] = ACROSS(EDGE, across, FMS_RIGHT),
    [FMS_TRANSITION_WIPE_UP] = DOWN(EDGE, down, FMS_UP),
    [FMS_TRANSITION_WIPE_DOWN] = DOWN(EDGE, down, FMS_DOWN),
    [FMS_TRANSITION_SLIDE_LEFT] = PANE(false, true, FMS_LEFT),
    [FMS_TRANSITION_SLIDE_RIGHT] = PANE(false, true, FMS_RIGHT),
    [FMS_TRANSITION_SLIDE_UP] = PANE(false, true, FMS_UP),
    [FMS_TRANSITION_SLIDE_DOWN] = PANE(false, true, FMS_DOWN),
    [FMS_TRANSITION_PUSH_LEFT] = PANE(true, true, FMS_LEFT),
    [FMS_TRANSITION_PUSH_RIGHT] = PANE(true, true, FMS_RIGHT),
    [FMS_TRANSITION_PUSH_UP] = PANE(true, true, FMS_UP),
    [FMS_TRANSITION_PUSH_DOWN] = PANE(true, true, FMS_DOWN),
    [FMS_TRANSITION_REVEAL_LEFT] = PANE(true, false, FMS_LEFT),
    [FMS_TRANSITION_REVEAL_RIGHT] = PANE(true, false, FMS_RIGHT),
    [FMS_TRANSITION_REVEAL_UP] = PANE(true, false, FMS_UP),
    [FMS_TRANSITION_REVEAL_DOWN] = PANE(true, false, FMS_DOWN),
    [FMS_TRANSITION_FADE_LEFT] = ACROSS(WIDE_EDGE, across, FMS_LEFT),
    [FMS_TRANSITION_FADE_RIGHT] = ACROSS(WIDE_EDGE, across, FMS_RIGHT),
    [FMS_TRANSITION_FADE_UP] = DOWN(WIDE_EDGE, down, FMS_UP),
    [FMS_TRANSITION_FADE_DOWN] = DOWN(WIDE_EDGE, down, FMS_DOWN),
    [FMS_TRANSITION_FADE_CIRCLE] = MATTE(WIDE_EDGE, circle),
    [FMS_TRANSITION_SLICE_LEFT] = ACROSS(EDGE, slats_across, FMS_LEFT),
    [FMS_TRANSITION_SLICE_RIGHT] = ACROSS(EDGE, slats_across, FMS_RIGHT),
    [FMS_TRANSITION_SLICE_UP] = DOWN(EDGE, slats_down, FMS_UP),
    [FMS_TRANSITION_SLICE_DOWN] = DOWN(EDGE, slats_down, FMS_DOWN),
    [FMS_TRANSITION_CIRCLE] = MATTE(EDGE, circle),
    [FMS_TRANSITION_RECT] = MATTE(EDGE, rect),
    [FMS_TRANSITION_RADIAL] = MATTE(FINE_EDGE, radial),
    [FMS_TRANSITION_ZOOM] = { .compose = fms_optical_zoom },
    [FMS_TRANSITION_PIXELIZE] = { .compose = fms_optical_blocks },
};

struct fms_optical *fms_optical_open(enum fms_transition how, int32_t width_px, int32_t height_px, int64_t dip_rgba)
{
    g_assert(how < FMS_N_TRANSITIONS && kinds[how].compose);
    struct fms_optical *optical = talloc_zero(NULL, struct fms_optical);
    *optical = (struct fms_optical){
        .kind = &kinds[how], .width_px = width_px, .height_px = height_px, .ink = fms_ink_of(dip_rgba)
    };
    return optical;
}

void fms_optical_frame(struct fms_optical *optical, const struct fms_frame *a, const struct fms_frame *b, int32_t way,
                       struct fms_frame *out)
{
    const struct fms_frame *frames[] = { a, b, out };
    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++)
        g_assert(frames[i]->width_px == optical->width_px && frames[i]->height_px == optical->height_px);
    g_assert(out != a && out != b);
    if (way <= 0)
        copy(a, out);
    else if (way >= FMS_OPTICAL_ONE)
        copy(b, out);
    else
        optical->kind->compose(optical, &(struct fms_optical_pair){ a, b, way }, out);
}

void fms_optical_close(struct fms_optical *optical)
{
    talloc_free(optical);
}
