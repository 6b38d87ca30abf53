/*
 * The take of a line that a guest speaks: asked for, listened to, brought to the level of all takes, its words found in it by
 * alignment with the embedded voice.
 */
#include "makers-private.h"

#include "align.h"
#include "guest-take-private.h"
#include "media.h"
#include "voice.h"

#include <glib/gstdio.h>
#include <string.h>

enum {
    MOST_SECONDS = 1200,
    LONG_SECONDS = 10,      /* so long may any line be … */
    LONG_MS_A_LETTER = 700, /* … and so much more with its letters: a slow voice takes 90 */
    SHORT_MS_A_LETTER = 12  /* nobody speaks 80 letters a second: it was cut off */
};

/* A line that is being listened to. */
struct guest_take {
    const struct fms_guest_errand *errand;
    const struct fms_line *line;
    float *samples; /* what is audible, at FMS_SAMPLE_RATE */
    int64_t n;
};

/* ---- listening ---- */

GArray *fms_read_sound(const char *path, GError **error)
{
    enum { PIECE = 4800 };
    float pairs[2 * PIECE];
    struct fms_pcm_reader *reader = fms_pcm_open(path, 0, error);
    if (!reader)
        return NULL;
    GArray *sound = g_array_new(FALSE, FALSE, sizeof(float));
    int64_t n;
    while ((n = fms_pcm_read(reader, pairs, PIECE, error)) > 0 && sound->len <= FMS_SAMPLE_RATE * MOST_SECONDS)
        for (int64_t i = 0; i < n; i++) {
            float mono = 0.5f * (pairs[2 * i] + pairs[2 * i + 1]);
            g_array_append_val(sound, mono);
        }
    fms_pcm_close(reader);
    if (n >= 0)
        return sound;
    g_array_unref(sound);
    return NULL;
}

static uint32_t get32(const unsigned char *at)
{
    return at[0] | (uint32_t) at[1] << 8 | (uint32_t) at[2] << 16 | (uint32_t) at[3] << 24;
}

/* Does a WAV promise more than is there? A server that does not know the length beforehand promises as much as it can. */
static bool is_cut_off(const char *path)
{
    unsigned char head[12], chunk[8];
    FILE *file = fopen(path, "rbe");
    bool cut = false;
    bool wav =
        file && fread(head, sizeof head, 1, file) == 1 && !memcmp(head, "RIFF", 4) && !memcmp(head + 8, "WAVE", 4);
    while (wav && fread(chunk, sizeof chunk, 1, file) == 1) {
        uint32_t size = get32(chunk + 4);
        if (memcmp(chunk, "data", 4) != 0) {
            wav = fseeko(file, size + (size & 1), SEEK_CUR) == 0;
            continue;
        }
        off_t at = ftello(file);
        wav = false;
        cut = fseeko(file, 0, SEEK_END) == 0 && size < 0x7fff0000 && ftello(file) - at < (off_t) size;
    }
    if (file)
        fclose(file);
    return cut;
}

static int64_t count_letters(const char *text)
{
    int64_t n = 0;
    for (; *text; text = g_utf8_next_char(text))
        n += g_unichar_isalnum(g_utf8_get_char(text));
    return n;
}

/* Can it be the line at all? */
static bool is_plausible(const struct guest_take *take, GError **error)
{
    const struct fms_guest *guest = take->errand->guest;
    int64_t letters = count_letters(take->errand->text), ms = take->n * 1000 / FMS_SAMPLE_RATE;
    if (take->n == 0)
        return fms_guest_fails(guest, error, "hands over silence for this line");
    if (ms < letters * SHORT_MS_A_LETTER)
        return fms_guest_fails(guest, error, "was cut off: %.1f s for a line of %" G_GINT64_FORMAT " letters",
                               (double) ms / 1000, letters);
    if (ms > LONG_SECONDS * 1000 + letters * LONG_MS_A_LETTER)
        return fms_guest_fails(guest, error, "says something else: %.0f s for a line of %" G_GINT64_FORMAT " letters",
                               (double) ms / 1000, letters);
    return true;
}

static bool listen_to(void *user, const char *path, GError **error)
{
    struct guest_take *take = user;
    const struct fms_guest *guest = take->errand->guest;
    GError *why = NULL;
    if (is_cut_off(path))
        return fms_guest_fails(guest, error, "was cut off: its sound ends before it should");
    GArray *sound = fms_read_sound(path, &why);
    if (!sound) {
        fms_guest_fails(guest, error, "hands over what is no sound: %s", why->message);
        g_error_free(why);
        return false;
    }
    int64_t from;
    g_free(take->samples);
    take->n = fms_voice_trim((float *) (void *) sound->data, sound->len, FMS_SAMPLE_RATE, &from);
    take->samples = g_memdup2((float *) (void *) sound->data + from, (gsize) take->n * sizeof(float));
    g_array_unref(sound);
    return is_plausible(take, error);
}

/* ---- words ---- */

static struct fms_ear *hear(const float *samples, int64_t n, int32_t rate_hz)
{
    struct fms_ear *ear = fms_ear_new(rate_hz);
    fms_ear_hear(ear, samples, n);
    return ear;
}

/* Times from the beginning of the take, in order, none of them empty. */
static struct fms_word *settle_words(TALLOC_CTX *ctx, const struct fms_heard *heard, size_t n_words, int64_t n_samples,
                                     size_t *n)
{
    struct fms_word *words = talloc_array(ctx, struct fms_word, n_words);
    int64_t before = 0;
    *n = 0;
    for (size_t w = 0; w < n_words; w++) {
        struct fms_word word = heard->words[w];
        word.from = *n == 0 ? 0 : MAX(word.from, before);
        word.to = MIN(MAX(word.to, word.from), n_samples);
        if (word.to <= word.from && *n > 0) {
            words[*n - 1].end = word.end;
            continue;
        }
        before = word.to;
        words[(*n)++] = word;
    }
    return words;
}

struct fms_word *fms_place_words(TALLOC_CTX *ctx, const struct fms_line *line, const float *samples, int64_t n_samples,
                                 size_t *n_words)
{
    struct fms_line said = *line;
    said.voice = "#1";
    said.pitch_permille = 1000;
    said.volume_cdb = 0;
    struct fms_word *words = NULL;
    struct fms_speech *speech = fms_voice_speak(ctx, &said, NULL);
    if (speech && speech->n_words > 0) {
        struct fms_ear *ear = hear(samples, n_samples, FMS_SAMPLE_RATE);
        const struct fms_reading reading = { hear(speech->samples, speech->n_samples, speech->rate_hz), speech->n_words,
                                             speech->words };
        struct fms_alignment *alignment = fms_align(ctx, ear, &reading, 1, NULL);
        if (alignment && alignment->lines[0].n_times > 0)
            words = settle_words(ctx, &alignment->lines[0], speech->n_words, n_samples, n_words);
        fms_ear_free(reading.ear);
        fms_ear_free(ear);
    }
    return words ? words : fms_voice_share(ctx, line, samples, n_samples, n_words);
}

/* ---- the take ---- */

static bool write_take(const struct guest_take *take, const char *draft, GError **error)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    size_t n_words;
    struct fms_word *words = fms_place_words(ctx, take->line, take->samples, take->n, &n_words);
    fms_voice_master(take->samples, take->n, FMS_SAMPLE_RATE, take->line->volume_cdb);
    bool good = fms_take_write(draft, take->samples, take->n, words, n_words, error);
    talloc_free(ctx);
    return good;
}

static bool write_nothing(const char *draft, GError **error)
{
    float *samples = g_new0(float, FMS_EMPTY_TAKE_SAMPLES);
    bool good = fms_take_write(draft, samples, FMS_EMPTY_TAKE_SAMPLES, NULL, 0, error);
    g_free(samples);
    return good;
}

bool fms_make_guest_take(const struct fms_guest *guest, const struct fms_line *line, const char *draft, const int *stop,
                         GError **error)
{
    char *text = fms_guest_text(NULL, line, error);
    if (!text || !*text) {
        bool empty = text && write_nothing(draft, error);
        talloc_free(text);
        return empty;
    }
    char *name = g_strconcat(draft, ".wav", NULL),
         *path = g_canonicalize_filename(name, NULL); /* a program runs elsewhere */
    g_free(name);
    struct fms_guest_errand errand = { guest, text, fms_guest_speed(guest, line), path, stop, listen_to, NULL };
    struct guest_take take = { .errand = &errand, .line = line };
    errand.user = &take;
    bool good = fms_guest_speak(&errand, error) && write_take(&take, draft, error);
    g_unlink(path);
    g_free(path);
    g_free(take.samples);
    talloc_free(text);
    return good;
}
