/*
 * From far to near: at 20 ms a moment it is found out which line is read when; how long the reader's vocal tract is beside
 * the reference's, with which it is found out once more; then, at 5 ms a moment, when each word of a line is read.
 */
#include "align.h"

#include "onset-private.h"
#include "search-private.h"
#include "trace-private.h"

#include <math.h>
#include <string.h>

enum {
    FAR_HOP = 4, /* frames */
    FAR_REACH = 2,
    NEAR_HOP = 1,
    NEAR_REACH = 6,
    MARGIN = 40,         /* frames around a line in which its words are looked for */
    MOST_SAMPLES = 12,   /* lines by which the vocal tract is measured */
    STRANGE_UNIT = 1150, /* FMS_ROW_UNALIKE in thousandths */
};

static const float warps[] = { 0.80f, 0.85f, 0.90f, 0.95f, 1.0f, 1.05f, 1.10f, 1.16f, 1.22f };

/* An alignment in the making. */
struct aligning {
    const struct fms_ear *recording;
    const struct fms_reading *readings;
    size_t n;
    const int *stop;
    struct fms_room room;
    float warp;
    double pace; /* how much longer the recording is than the reference */
};

/* ---- the recording ---- */

/* Its moments' traits, on the common scale. g_free() them. */
static float *recorded_traits(const struct aligning *aligning, int hop, int reach, int64_t *n)
{
    *n = (fms_ear_frames(aligning->recording) + hop - 1) / hop;
    struct fms_moments moments = fms_moments_of(aligning->recording, 0, hop, *n);
    float *traits = fms_traits_of(&moments, reach);
    bool *counts = g_new(bool, MAX(*n, 1));
    for (int64_t i = 0; i < *n; i++)
        counts[i] = fms_room_is_speech(&aligning->room, moments.bands + i * FMS_EAR_BANDS);
    struct fms_scale scale;
    fms_scale_measure(&scale, traits, counts, *n);
    fms_scale_apply(&scale, traits, *n);
    g_free(counts);
    g_free(moments.bands);
    return traits;
}

/* ---- the reference ---- */

/* Adds up the reference's power in its words. @return frames. */
static int64_t add_words(const struct fms_reading *reading, float warp, double *sums)
{
    int64_t frames = 0, all = fms_ear_frames(reading->ear);
    for (size_t w = 0; w < reading->n_words; w++) {
        int64_t from = reading->words[w].from * FMS_EAR_FRAMES_A_SECOND / reading->ear->rate_hz;
        int64_t to = MIN(reading->words[w].to * FMS_EAR_FRAMES_A_SECOND / reading->ear->rate_hz, all);
        for (int64_t k = from; k < to; k++, frames++) {
            float bands[FMS_EAR_BANDS];
            memcpy(bands, fms_ear_frame(reading->ear, k), sizeof bands);
            fms_bands_warp(bands, warp);
            for (int b = 0; b < FMS_EAR_BANDS; b++)
                sums[b] += (double) bands[b];
        }
    }
    return frames;
}

/* How the reference is brought into the recording's room; the mean power of its words becomes that of the reader's. */
static int64_t measure_transfer(const struct aligning *aligning, float warp, struct fms_transfer *transfer)
{
    double sums[FMS_EAR_BANDS] = { 0 };
    int64_t frames = 0;
    for (size_t i = 0; i < aligning->n; i++)
        frames += add_words(&aligning->readings[i], warp, sums);
    transfer->warp = warp;
    for (int b = 0; b < FMS_EAR_BANDS; b++) {
        transfer->noise[b] = aligning->room.noise[b];
        transfer->gain[b] =
            frames > 0 && sums[b] > 0 ? aligning->room.speech[b] / (float) (sums[b] / (double) frames) : 1;
    }
    return frames;
}

static struct fms_rows reference_rows(const struct aligning *aligning, int hop, int reach)
{
    struct fms_transfer transfer;
    measure_transfer(aligning, aligning->warp, &transfer);
    return fms_rows_make(aligning->readings, aligning->n, &transfer, hop / aligning->pace, reach);
}

static void measure_pace(struct aligning *aligning)
{
    struct fms_transfer transfer;
    int64_t frames = measure_transfer(aligning, 1, &transfer);
    double pace = frames > 0 ? (double) aligning->room.n_speech / (double) frames : 1;
    aligning->pace = fmin(fmax(pace, 0.6), 1.7);
}

/* ---- the vocal tract ---- */

/* Some passages spread over all; g_array_unref() it. */
static GArray *choose_samples(const GArray *passages)
{
    GArray *chosen = g_array_new(FALSE, FALSE, sizeof(struct fms_passage));
    guint n = MIN(passages->len, MOST_SAMPLES);
    for (guint i = 0; i < n; i++)
        g_array_append_val(chosen, g_array_index(passages, struct fms_passage, i * passages->len / n));
    return chosen;
}

/* How unlike the reference the chosen passages are with a warp. */
static double unlikeness(const struct aligning *aligning, const GArray *chosen, const float *traits, float warp)
{
    struct fms_reading *readings = g_new(struct fms_reading, chosen->len);
    for (guint i = 0; i < chosen->len; i++)
        readings[i] = aligning->readings[g_array_index(chosen, struct fms_passage, i).line];
    struct aligning part = *aligning;
    part.readings = readings;
    part.n = chosen->len;
    part.warp = warp;
    struct fms_rows rows = reference_rows(&part, FAR_HOP, FAR_REACH);
    double sum = 0;
    for (guint i = 0; i < chosen->len; i++) {
        const struct fms_passage *passage = &g_array_index(chosen, struct fms_passage, i);
        float cost = FMS_ROW_UNALIKE;
        g_free(fms_trace(&rows.rows[i], traits + (ptrdiff_t) passage->from * FMS_TRAITS, passage->to - passage->from,
                         readings[i].n_words, &cost));
        sum += (double) cost;
    }
    fms_rows_free(&rows);
    g_free(readings);
    return sum;
}

static float measure_warp(const struct aligning *aligning, const GArray *passages, const float *traits)
{
    GArray *chosen = choose_samples(passages);
    float best = 1;
    double least = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(warps); i++) {
        double cost = unlikeness(aligning, chosen, traits, warps[i]);
        if (cost < least) {
            least = cost;
            best = warps[i];
        }
    }
    g_array_unref(chosen);
    return best;
}

/* ---- far ---- */

/* Which line is read when; NULL where it was stopped. */
static GArray *find_passages(struct aligning *aligning)
{
    int64_t n;
    float *traits = recorded_traits(aligning, FAR_HOP, FAR_REACH, &n);
    GArray *passages = NULL;
    for (int round = 0; round < 2; round++) {
        struct fms_rows rows = reference_rows(aligning, FAR_HOP, FAR_REACH);
        g_clear_pointer(&passages, g_array_unref);
        bool done = fms_search(&rows, traits, n, aligning->stop, &passages);
        fms_rows_free(&rows);
        if (!done) {
            g_clear_pointer(&passages, g_array_unref);
            break;
        }
        float warp = round == 0 && passages->len > 0 ? measure_warp(aligning, passages, traits) : aligning->warp;
        if (warp == aligning->warp)
            break;
        aligning->warp = warp;
    }
    g_free(traits);
    return passages;
}

/* ---- near ---- */

/* Between two moments. */
static int64_t sample_at(const struct fms_ear *ear, int64_t moment)
{
    int64_t sample = (2 * moment - 1) * ear->rate_hz / (2 * FMS_EAR_FRAMES_A_SECOND);
    return CLAMP(sample, 0, ear->n_samples);
}

/* A word too short for a moment lies between those beside it. */
static void place_words(const struct aligning *aligning, const struct fms_reading *reading,
                        const struct fms_stretch *stretches, int64_t first, struct fms_heard *heard)
{
    const struct fms_ear *ear = aligning->recording;
    int64_t before = -1;
    for (size_t w = 0; w < reading->n_words; w++) {
        struct fms_word *word = &heard->words[w];
        *word = reading->words[w];
        word->from = word->to = before;
        if (stretches[w].to == 0)
            continue;
        word->from = sample_at(ear, first + stretches[w].from);
        word->to = sample_at(ear, first + stretches[w].to);
        if (stretches[w].silent || w == 0)
            word->from = fms_onset_settle(ear, word->from);
        if (w + 1 == reading->n_words || stretches[w + 1].silent)
            word->to = fms_offset_settle(ear, word->to);
        word->from = MAX(word->from, before);
        word->to = MAX(word->to, word->from);
        before = word->to;
    }
    for (size_t w = reading->n_words; w-- > 0;)
        if (heard->words[w].from < 0)
            heard->words[w].from = heard->words[w].to = w + 1 < reading->n_words ? heard->words[w + 1].from : 0;
    heard->from = heard->words[0].from;
    heard->to = heard->words[reading->n_words - 1].to;
}

static void place_line(const struct aligning *aligning, const struct fms_row *row, const float *traits, int64_t n,
                       const struct fms_passage *passage, struct fms_heard *heard)
{
    const struct fms_reading *reading = &aligning->readings[passage->line];
    int64_t from = MAX((int64_t) passage->from * FAR_HOP - MARGIN, 0),
            to = MIN((int64_t) passage->to * FAR_HOP + MARGIN, n);
    float cost;
    struct fms_stretch *stretches =
        fms_trace(row, traits + from * FMS_TRAITS, (int32_t) (to - from), reading->n_words, &cost);
    if (!stretches)
        return;
    heard->n_times++;
    heard->strangeness_permille = (int32_t) lroundf(cost * 1e6f / STRANGE_UNIT);
    place_words(aligning, reading, stretches, from, heard);
    g_free(stretches);
}

static void place_lines(const struct aligning *aligning, const GArray *passages, struct fms_alignment *alignment)
{
    int64_t n;
    float *traits = recorded_traits(aligning, NEAR_HOP, NEAR_REACH, &n);
    struct fms_rows rows = reference_rows(aligning, NEAR_HOP, NEAR_REACH);
    for (guint i = 0; i < passages->len; i++) {
        const struct fms_passage *passage = &g_array_index(passages, struct fms_passage, i);
        place_line(aligning, &rows.rows[passage->line], traits, n, passage, &alignment->lines[passage->line]);
    }
    fms_rows_free(&rows);
    g_free(traits);
}

struct fms_alignment *fms_align(TALLOC_CTX *ctx, const struct fms_ear *recording, const struct fms_reading *readings,
                                size_t n, const int *stop)
{
    struct aligning aligning = { recording, readings, n, stop, .warp = 1, .pace = 1 };
    fms_room_measure(recording, &aligning.room);
    measure_pace(&aligning);
    GArray *passages = find_passages(&aligning);
    if (!passages)
        return NULL;
    struct fms_alignment *alignment = talloc_zero(ctx, struct fms_alignment);
    alignment->n = n;
    alignment->lines = talloc_zero_array(alignment, struct fms_heard, n);
    for (size_t i = 0; i < n; i++)
        alignment->lines[i].words = talloc_zero_array(alignment->lines, struct fms_word, readings[i].n_words);
    place_lines(&aligning, passages, alignment);
    g_array_unref(passages);
    return alignment;
}
