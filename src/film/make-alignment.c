/*
 * Where each line is in a recording, as a step: the reference voice says the lines, the recording is listened to, and what
 * comes out is a small text. A line of it a line of the session:
 *
 *     line TIMES FROM TO STRANGENESS WORDS
 *     word BEGIN END FROM TO
 */
#include "makers-private.h"

#include "align.h"
#include "alignment-private.h"
#include "media.h"
#include "voice.h"

#include <stdio.h>
#include <string.h>

/* A session in the making; what cannot be said has no reading. */
struct listening {
    TALLOC_CTX *ctx;
    const struct fms_session *session;
    struct fms_reading *readings;
    size_t *reading_of; /* of each line, from 1; 0: none */
    size_t n;
};

static bool speak_line(struct listening *listening, size_t i, GError **error)
{
    struct fms_speech *speech = fms_voice_speak(listening->ctx, listening->session->lines[i], error);
    if (!speech)
        return false;
    if (speech->n_words > 0) {
        struct fms_reading *reading = &listening->readings[listening->n++];
        reading->ear = fms_ear_new(speech->rate_hz);
        fms_ear_hear(reading->ear, speech->samples, speech->n_samples);
        reading->n_words = speech->n_words;
        reading->words = talloc_steal(listening->ctx, speech->words);
        listening->reading_of[i] = listening->n;
    }
    talloc_free(speech);
    return true;
}

static bool speak_lines(struct listening *listening, const int *stop, GError **error)
{
    bool good = true;
    listening->readings = talloc_zero_array(listening->ctx, struct fms_reading, listening->session->n);
    listening->reading_of = talloc_zero_array(listening->ctx, size_t, listening->session->n);
    for (size_t i = 0; good && i < listening->session->n; i++)
        good = !g_atomic_int_get(stop) && speak_line(listening, i, error);
    return good;
}

/* Listens to all of a sound; NULL with `error` set. */
static struct fms_ear *hear(const char *path, const int *stop, GError **error)
{
    enum { PIECE = 4800 };
    float pairs[2 * PIECE], mono[PIECE];
    struct fms_pcm_reader *reader = fms_pcm_open(path, 0, error);
    if (!reader)
        return NULL;
    struct fms_ear *ear = fms_ear_new(FMS_SAMPLE_RATE);
    int64_t n;
    while ((n = fms_pcm_read(reader, pairs, PIECE, error)) > 0 && !g_atomic_int_get(stop)) {
        for (int64_t i = 0; i < n; i++)
            mono[i] = 0.5f * (pairs[2 * i] + pairs[2 * i + 1]);
        fms_ear_hear(ear, mono, n);
    }
    fms_pcm_close(reader);
    if (n == 0)
        return ear;
    fms_ear_free(ear);
    return NULL;
}

static void write_heard(GString *text, const struct fms_heard *heard, size_t n_words)
{
    size_t n = heard && heard->n_times > 0 ? n_words : 0;
    if (!heard) {
        g_string_append(text, "line -1 0 0 0 0\n");
        return;
    }
    g_string_append_printf(text, "line %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %zu\n", heard->n_times,
                           heard->from, heard->to, heard->strangeness_permille, n);
    for (size_t w = 0; w < n; w++)
        g_string_append_printf(text, "word %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", heard->words[w].begin,
                               heard->words[w].end, heard->words[w].from, heard->words[w].to);
}

static bool write_alignment(const struct listening *listening, const struct fms_alignment *alignment, const char *draft,
                            GError **error)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < listening->session->n; i++) {
        size_t reading = listening->reading_of[i];
        write_heard(text, reading ? &alignment->lines[reading - 1] : NULL,
                    reading ? listening->readings[reading - 1].n_words : 0);
    }
    bool good = g_file_set_contents(draft, text->str, (gssize) text->len, NULL);
    if (!good)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot write an alignment");
    g_string_free(text, TRUE);
    return good;
}

bool fms_make_alignment(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                        const int *stop, GError **error)
{
    struct listening listening = { talloc_new(NULL), step->session };
    struct fms_ear *ear = NULL;
    bool good = speak_lines(&listening, stop, error) && (ear = hear(step->session->recording->path, stop, error));
    if (good) {
        struct fms_alignment *alignment = fms_align(listening.ctx, ear, listening.readings, listening.n, stop);
        good = alignment && write_alignment(&listening, alignment, draft, error);
    }
    if (ear)
        fms_ear_free(ear);
    for (size_t i = 0; i < listening.n; i++)
        fms_ear_free(listening.readings[i].ear);
    talloc_free(listening.ctx);
    return good && fms_house_assets_unchanged(user, error);
}

/* ---- reading it again ---- */

static bool read_words(FILE *file, struct fms_placed *placed)
{
    struct fms_word *words = talloc_array(placed, struct fms_word, placed->n_words);
    placed->words = words;
    for (size_t w = 0; w < placed->n_words; w++)
        if (fscanf(file, " word %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &words[w].begin, &words[w].end,
                   &words[w].from, &words[w].to) != 4)
            return false;
    return true;
}

static bool read_line(FILE *file, struct fms_placed *placed)
{
    return fscanf(file, " line %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %zu", &placed->n_times, &placed->from,
                  &placed->to, &placed->strangeness_permille, &placed->n_words) == 5 &&
           placed->n_words <= FMS_MOST_PLACED_WORDS && read_words(file, placed);
}

struct fms_placed **fms_alignment_read(TALLOC_CTX *ctx, const char *path, size_t n)
{
    FILE *file = fopen(path, "re");
    struct fms_placed **lines = talloc_array(ctx, struct fms_placed *, n);
    bool good = file != NULL;
    for (size_t i = 0; good && i < n; i++) {
        lines[i] = talloc_zero(lines, struct fms_placed);
        good = read_line(file, lines[i]);
    }
    if (file)
        fclose(file);
    if (good)
        return lines;
    talloc_free(lines);
    return NULL;
}
