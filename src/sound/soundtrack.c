/*
 * The sound of a film, brought to its loudness.
 *
 * One linear gain moves the whole mix; the limiter only takes the tips off. First the mix is measured. Where the gain
 * would push its tips far into the limiter, the limiter's loss is found out without encoding. Then it is encoded,
 * decoded and measured: what counts is what a listener's decoder makes of it, and a lossy encoder moves peaks by half a
 * decibel and more. If that is out of tolerance, gain and ceiling are corrected and it is encoded again.
 *
 * An aim may be out of reach: the limiter takes away what the gain adds. Where the gain is spent and in the end, a mix that
 * is too quiet but holds its peak is good enough. The peak is never given up.
 *
 * Of a stretch of a film all is mixed and measured, so that it is as loud as it will be in the film; what is encoded is the
 * stretch, which has a loudness of its own that nothing was promised of.
 *
 * Loudness that cannot be measured (silence, a film of less than 0.4 s) is left as it is, and so is a whisper that would
 * take 40 dB: it would be noise.
 */
#include "desk-private.h"
#include "diags.h"
#include "meter-private.h"

#include <math.h>

#define BLOCK 4096
#define LIMITER_ROOM 1024
#define TOLERANCE_LU 0.3
#define REHEARSAL_LU 0.05
#define MOST_TAKES 4
#define MOST_RESCUES 4 /* takes after that, for the peak alone */
#define MOST_REHEARSALS 5
#define MOST_GAIN_DB 40.0
#define MOST_DRIVE_DB 12.0  /* into the limiter; what needs more would no longer sound like itself */
#define TIPS_DB 0.3         /* tips cut by more than this cost loudness: finding out is cheaper than encoding twice */
#define ENCODER_ROOM_DB 0.7 /* what a lossy encoder may add to peaks */
#define CORRECTION_ROOM_DB 0.1

struct job {
    const struct fms_cuesheet *sheet;
    const struct fms_pcm_port *pcm;
    const struct fms_sound_sink *sink;
    const char *path;
    const int *stop;
    const struct fms_desk *desk;

    /* The setting of a pass, and what is learnt from one pass to the next. */
    double gain_db, ceiling_dbtp;
    double last_gain_db, last_lufs, slope;
    double linear_gain_db; /* what would do without a limiter */
    bool has_loudness;     /* the mix can be measured and is loud enough to be brought to its aim */
};

/* Receives the limited mix. @return false with `error`. */
typedef bool receive(void *user, const float *samples, int64_t n, GError **error);

static bool stopped(const struct job *job, GError **error)
{
    if (!job->stop || !g_atomic_int_get(job->stop))
        return false;
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "stopped");
    return true;
}

/* Mixes the first `length` pairs; `limiter` may be NULL. */
static bool play(const struct job *job, int64_t length, struct fms_limiter *limiter, receive *to, void *user,
                 GError **error)
{
    float block[2 * BLOCK], limited[2 * (BLOCK + LIMITER_ROOM)];
    struct fms_mixer *mixer = fms_mixer_open_at(job->desk);
    bool good = true;
    for (int64_t n = 1; good && n > 0; length -= n) {
        n = stopped(job, error) ? -1 : fms_mixer_read(mixer, block, MIN(BLOCK, length), error);
        int64_t m = n < 0 ? 0 : limiter ? fms_limiter_run(limiter, n > 0 ? block : NULL, n, limited) : n;
        good = n >= 0 && (m == 0 || to(user, limiter ? limited : block, m, error));
    }
    fms_mixer_close(mixer);
    return good;
}

struct measure {
    struct fms_meter *meter;
    float peak;
};

static bool into_measure(void *user, const float *samples, int64_t n, GError **error)
{
    struct measure *measure = user;
    fms_meter_add(measure->meter, samples, n);
    for (int64_t i = 0; i < 2 * n; i++) {
        float magnitude = fabsf(samples[i]);
        measure->peak = magnitude > measure->peak ? magnitude : measure->peak;
    }
    return true;
}

/* Plays into a meter. @return false with `error`. */
static bool rehearse(const struct job *job, struct fms_limiter *limiter, double *lufs, float *peak, GError **error)
{
    struct measure measure = { fms_meter_new_quick(), 0 };
    bool good = play(job, job->sheet->n_samples, limiter, into_measure, &measure, error);
    *lufs = fms_meter_read(measure.meter).integrated_lufs;
    *peak = measure.peak;
    fms_meter_free(measure.meter);
    return good;
}

static bool gain_is_spent(const struct job *job)
{
    return job->gain_db >= job->linear_gain_db + MOST_DRIVE_DB;
}

/* Turns the gain towards the aim. Where limiting eats up a part of each decibel, it asks for more. */
static void correct_gain(struct job *job, double lufs)
{
    double turned = job->gain_db - job->last_gain_db;
    if (isfinite(job->last_lufs) && fabs(turned) > 0.01)
        job->slope = CLAMP((lufs - job->last_lufs) / turned, 0.2, 1);
    job->last_gain_db = job->gain_db;
    job->last_lufs = lufs;
    job->gain_db += (job->sheet->loudness_clufs / 100.0 - lufs) / job->slope;
    job->gain_db = fmin(job->gain_db, job->linear_gain_db + MOST_DRIVE_DB);
}

static bool find_gain(struct job *job, GError **error)
{
    double lufs, aim_lufs = job->sheet->loudness_clufs / 100.0;
    float peak;
    if (!rehearse(job, NULL, &lufs, &peak, error))
        return false;
    job->has_loudness = isfinite(lufs) && aim_lufs - lufs <= MOST_GAIN_DB;
    if (!job->has_loudness)
        return true;
    job->gain_db = job->linear_gain_db = aim_lufs - lufs;
    if (20 * log10(peak) + job->gain_db < job->ceiling_dbtp + TIPS_DB)
        return true;
    for (int i = 0; i < MOST_REHEARSALS; i++) {
        struct fms_limiter *limiter = fms_limiter_new(job->gain_db, job->ceiling_dbtp);
        bool good = rehearse(job, limiter, &lufs, &peak, error);
        fms_limiter_free(limiter);
        if (!good)
            return false;
        if (fabs(aim_lufs - lufs) <= REHEARSAL_LU || (lufs < aim_lufs && gain_is_spent(job)))
            return true;
        correct_gain(job, lufs);
    }
    return true;
}

struct writing {
    const struct fms_sound_sink *sink;
    void *file;
    int64_t n_before; /* pairs still to come that are not written */
};

static bool into_file(void *user, const float *samples, int64_t n, GError **error)
{
    struct writing *writing = user;
    int64_t skipped = MIN(writing->n_before, n);
    writing->n_before -= skipped;
    return n == skipped || writing->sink->write(writing->file, samples + 2 * skipped, n - skipped, error);
}

static bool encode(const struct job *job, GError **error)
{
    const struct fms_sound_sink *sink = job->sink;
    const struct fms_cuesheet *sheet = job->sheet;
    struct writing writing = { sink, sink->open(sink->user, job->path, sheet->bitrate, error), sheet->heard_from };
    if (!writing.file)
        return false;
    struct fms_limiter *limiter = fms_limiter_new(job->gain_db, job->ceiling_dbtp);
    int64_t length = sheet->heard_to > 0 ? MIN(sheet->heard_to, sheet->n_samples) : sheet->n_samples;
    bool good = play(job, length, limiter, into_file, &writing, error);
    fms_limiter_free(limiter);
    bool closed = sink->close(writing.file, good ? error : NULL);
    return good && closed;
}

/* Hears what the encoder made of it. */
static bool audition(const struct job *job, struct fms_loudness *result, GError **error)
{
    struct fms_pcm_reader *reader = job->pcm->open(job->pcm->user, job->path, 0, error);
    if (!reader)
        return false;
    float block[2 * BLOCK];
    struct fms_meter *meter = fms_meter_new();
    int64_t n;
    while ((n = stopped(job, error) ? -1 : fms_pcm_fill(job->pcm, reader, block, BLOCK, error)) > 0)
        fms_meter_add(meter, block, n);
    *result = fms_meter_read(meter);
    fms_meter_free(meter);
    job->pcm->close(reader);
    return n == 0;
}

/* Sets the next pass right by what was heard; from the last regular take on only what must come down. @return whether
 * there is nothing to set right. */
static bool is_right(struct job *job, const struct fms_loudness *heard, bool is_last)
{
    double excess_db = heard->true_peak_dbtp - job->sheet->true_peak_cdbtp / 100.0;
    double excess_lu = heard->integrated_lufs - job->sheet->loudness_clufs / 100.0;
    bool loud = !job->has_loudness || fabs(excess_lu) <= TOLERANCE_LU;
    bool cannot_rise = excess_lu < 0 && (is_last || gain_is_spent(job));
    if ((loud || cannot_rise) && excess_db <= 0)
        return true;
    if (excess_db > 0)
        job->ceiling_dbtp -= excess_db + CORRECTION_ROOM_DB;
    if (job->has_loudness && isfinite(heard->integrated_lufs) && !cannot_rise)
        correct_gain(job, heard->integrated_lufs);
    return false;
}

static bool make(struct job *job, struct fms_loudness *result, GError **error)
{
    if (!find_gain(job, error))
        return false;
    job->last_lufs = -HUGE_VAL; /* what was learnt without the encoder does not hold with it */
    job->has_loudness &= job->sheet->heard_to == 0;
    for (int take = 1; take <= MOST_TAKES + MOST_RESCUES; take++) {
        if (!encode(job, error) || !audition(job, result, error))
            return false;
        if (is_right(job, result, take >= MOST_TAKES))
            return true;
    }
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE,
                "the sound cannot be held under %.1f dBTP: it came out at %.1f LUFS, %.1f dBTP",
                job->sheet->true_peak_cdbtp / 100.0, result->integrated_lufs, result->true_peak_dbtp);
    return false;
}

bool fms_sound_make(const struct fms_cuesheet *sheet, const struct fms_pcm_port *pcm, fms_read_take *read_take,
                    const struct fms_sound_sink *sink, const char *path, const int *stop, struct fms_sound_facts *facts,
                    GError **error)
{
    struct fms_desk desk;
    if (!fms_desk_open(&desk, sheet, pcm, read_take, stop, error))
        return false;
    struct job job = { .sheet = sheet, .pcm = pcm, .sink = sink, .path = path, .stop = stop, .desk = &desk };
    job.ceiling_dbtp = sheet->true_peak_cdbtp / 100.0 - ENCODER_ROOM_DB;
    job.last_lufs = -HUGE_VAL;
    job.slope = 1;
    bool good = make(&job, &facts->film, error);
    facts->gain_db = job.gain_db;
    facts->dialogue_lufs = desk.dialogue_lufs + job.gain_db;
    facts->distance_lu = desk.distance_lu;
    fms_desk_close(&desk);
    return good;
}
