#include "rows-private.h"

#include <math.h>
#include <string.h>

#define STAY 0.12f /* what differs from the pace of both, so that a way does not stand still and run without need */
#define SKIP 0.12f

/* The lines' moments, raw. */
struct draft {
    float **traits;
    int64_t *n;
    double hop;
};

static struct draft draft_lines(const struct fms_reading *readings, size_t n, const struct fms_transfer *transfer,
                                double hop, int reach)
{
    struct draft draft = { g_new0(float *, n), g_new0(int64_t, n), hop };
    for (size_t i = 0; i < n; i++) {
        draft.n[i] = (int64_t) ceil((double) fms_ear_frames(readings[i].ear) / hop);
        struct fms_moments moments = fms_moments_of(readings[i].ear, 0, hop, draft.n[i]);
        fms_moments_transfer(&moments, transfer);
        draft.traits[i] = fms_traits_of(&moments, reach);
        g_free(moments.bands);
    }
    return draft;
}

/* Which word is heard at a moment of a line; -1: none. `*from` is where to look first. */
static int32_t word_at(const struct fms_reading *reading, double frame, size_t *from)
{
    double sample = frame * reading->ear->rate_hz / FMS_EAR_FRAMES_A_SECOND;
    while (*from < reading->n_words && (double) reading->words[*from].to <= sample)
        ++*from;
    return *from < reading->n_words && (double) reading->words[*from].from <= sample ? (int32_t) *from : -1;
}

static void measure(const struct draft *draft, const struct fms_reading *readings, size_t n, struct fms_scale *scale)
{
    int64_t all = 0, at = 0;
    for (size_t i = 0; i < n; i++)
        all += draft->n[i];
    float *traits = g_new(float, MAX(all, 1) * FMS_TRAITS);
    bool *counts = g_new0(bool, MAX(all, 1));
    for (size_t i = 0; i < n; i++) {
        size_t word = 0;
        memcpy(traits + at * FMS_TRAITS, draft->traits[i], (size_t) draft->n[i] * FMS_TRAITS * sizeof(float));
        for (int64_t k = 0; k < draft->n[i]; k++)
            counts[at++] = word_at(&readings[i], (double) k * draft->hop, &word) >= 0;
    }
    fms_scale_measure(scale, traits, counts, all);
    g_free(traits);
    g_free(counts);
}

static void silence_of(const struct fms_transfer *transfer, const struct fms_scale *scale, float *traits)
{
    float nothing[FMS_EAR_BANDS] = { 0 };
    struct fms_moments moments = { 1, nothing };
    fms_moments_transfer(&moments, transfer);
    float *made = fms_traits_of(&moments, 0);
    memset(made + FMS_CEPSTRA, 0, FMS_CEPSTRA * sizeof *made);
    fms_scale_apply(scale, made, 1);
    memcpy(traits, made, FMS_TRAITS * sizeof *made);
    g_free(made);
}

/* States in the making: `order` is the moment of each, -1 silence. */
static void lay_out(const struct fms_reading *reading, int64_t n, double hop, GArray *order, GArray *words)
{
    static const int32_t silence = -1;
    size_t at = 0;
    int32_t before = -1;
    g_array_append_val(order, silence);
    g_array_append_val(words, silence);
    for (int64_t k = 0; k < n; k++) {
        int32_t moment = (int32_t) k, word = word_at(reading, (double) k * hop, &at);
        if (word < 0)
            continue;
        if (before >= 0 && word != before) {
            g_array_append_val(order, silence);
            g_array_append_val(words, silence);
        }
        g_array_append_val(order, moment);
        g_array_append_val(words, word);
        before = word;
    }
    g_array_append_val(order, silence);
    g_array_append_val(words, silence);
}

static void fill(struct fms_row *row, const int32_t *order, const float *traits, const float *silence)
{
    for (int32_t j = 0; j < row->n; j++) {
        const float *from = order[j] < 0 ? silence : traits + (ptrdiff_t) order[j] * FMS_TRAITS;
        for (int c = 0; c < FMS_TRAITS; c++)
            row->traits[(ptrdiff_t) c * row->n + j] = from[c];
        row->stay[j] = order[j] < 0 ? 0 : STAY;
        row->skip[j] = j > 0 && order[j - 1] < 0 ? 0 : SKIP;
        row->most[j] = order[j] < 0 ? FMS_ROW_UNALIKE : INFINITY;
    }
}

static void make_row(struct fms_row *row, const struct fms_reading *reading, const float *traits, int64_t n, double hop,
                     const float *silence)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(int32_t)), *words = g_array_new(FALSE, FALSE, sizeof(int32_t));
    lay_out(reading, n, hop, order, words);
    row->n = (int32_t) order->len;
    row->traits = g_new(float, (gsize) row->n *FMS_TRAITS);
    row->stay = g_new(float, row->n);
    row->skip = g_new(float, row->n);
    row->most = g_new(float, row->n);
    fill(row, (const int32_t *) (void *) order->data, traits, silence);
    row->words = (int32_t *) (void *) g_array_free(words, FALSE);
    g_array_unref(order);
}

struct fms_rows fms_rows_make(const struct fms_reading *readings, size_t n, const struct fms_transfer *transfer,
                              double hop, int reach)
{
    struct fms_rows rows = { n, g_new0(struct fms_row, n) };
    struct draft draft = draft_lines(readings, n, transfer, hop, reach);
    struct fms_scale scale;
    float silence[FMS_TRAITS];
    measure(&draft, readings, n, &scale);
    silence_of(transfer, &scale, silence);
    for (size_t i = 0; i < n; i++) {
        fms_scale_apply(&scale, draft.traits[i], draft.n[i]);
        make_row(&rows.rows[i], &readings[i], draft.traits[i], draft.n[i], hop, silence);
        g_free(draft.traits[i]);
    }
    g_free(draft.traits);
    g_free(draft.n);
    return rows;
}

void fms_rows_free(struct fms_rows *rows)
{
    for (size_t i = 0; i < rows->n; i++) {
        g_free(rows->rows[i].traits);
        g_free(rows->rows[i].stay);
        g_free(rows->rows[i].skip);
        g_free(rows->rows[i].most);
        g_free(rows->rows[i].words);
    }
    g_free(rows->rows);
}

void fms_row_costs(const struct fms_row *row, const float *traits, int32_t from, int32_t to, float *restrict out)
{
    int32_t n = to - from;
    memset(out, 0, (size_t) n * sizeof *out);
    for (int c = 0; c < FMS_TRAITS; c++) {
        const float *restrict states = row->traits + (ptrdiff_t) c * row->n + from;
        float trait = traits[c];
        for (int32_t j = 0; j < n; j++)
            out[j] += (states[j] - trait) * (states[j] - trait);
    }
    for (int32_t j = 0; j < n; j++) {
        float cost = sqrtf(out[j] * (1.0f / FMS_TRAITS));
        out[j] = cost < row->most[from + j] ? cost : row->most[from + j];
    }
}
