/*
 * The voices to choose from: each can be named, and those of a film's speakers are heard to be others.
 */
#include "voices-private.h"

#include "diags.h"
#include "voice.h"

#include <math.h>
#include <string.h>

#define N_BANDS 11

static void test_list(void)
{
    GError *error = NULL;
    size_t n;
    struct fms_voice_entry *entries = fms_voices_list(NULL, NULL, &n, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(n, >, 100);
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpstr(entries[i].language, !=, "");
        if (i > 0)
            g_assert_cmpint(strcmp(entries[i - 1].language, entries[i].language), <=, 0);
        char *title = g_strdup_printf("eSpeak NG, %s", entries[i].title);
        g_assert_cmpstr(fms_voice_title_of("", entries[i].name), ==, title);
        g_free(title);
    }
    talloc_free(entries);
}

static void test_languages(void)
{
    static const struct {
        const char *language, *has, *has_not;
    } ROWS[] = {
        { "en", "en-us", "de" }, { "EN-us", "en-us", "en" }, { "zh", "cmn", "ja" },
        { "tlh", NULL, "en" },   { "e", NULL, "en" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        size_t n, found = 0;
        struct fms_voice_entry *entries = fms_voices_list(NULL, ROWS[i].language, &n, NULL);
        for (size_t k = 0; k < n; k++) {
            g_assert_cmpstr(entries[k].name, !=, ROWS[i].has_not);
            found += ROWS[i].has && !strcmp(entries[k].name, ROWS[i].has);
        }
        g_assert_cmpuint(found, ==, ROWS[i].has ? 1 : 0);
        talloc_free(entries);
    }
}

static void test_variants(void)
{
    static const struct {
        const char *voice, *title;
    } ROWS[] = {
        { "en-us+f3", "eSpeak NG, English (America)" },
        { "en-gb+m2", "eSpeak NG, English (Great Britain)" },
        { "de+Annie", "eSpeak NG, German" },
        { "en-us+f9", NULL }, /* no such variant */
        { "en-us+f3+f4", NULL },
        { "+f3", NULL },
        { "en-us+..", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        GError *error = NULL;
        struct fms_line line = { .text = "Good day.", .language = "en-gb", .voice = ROWS[i].voice, .pace_wpm = 160 };
        struct fms_speech *speech = fms_voice_speak(NULL, &line, &error);
        g_test_message("%s", ROWS[i].voice);
        g_assert_cmpstr(fms_voice_title_of("en-gb", ROWS[i].voice), ==, ROWS[i].title);
        g_assert_true(!speech == !ROWS[i].title);
        if (!speech)
            g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED);
        g_clear_error(&error);
        talloc_free(speech);
    }
}

/* What a voice is like: its pitch in semitones, its spectrum in dB. */
struct portrait {
    double pitch, bands[N_BANDS];
};

static double pitch_of(const struct fms_speech *speech)
{
    int64_t rate = speech->rate_hz, window = rate / 20, best_at = 0;
    double best = 0, energy = 0;
    GArray *all = g_array_new(FALSE, FALSE, sizeof(double));
    for (int64_t at = 0; at + 2 * window < speech->n_samples; at += window) {
        const float *x = speech->samples + at;
        best = energy = 0;
        for (int64_t i = 0; i < window; i++)
            energy += x[i] * x[i];
        for (int64_t lag = rate / 400; lag < rate / 60; lag++) {
            double sum = 0, other = 1e-9;
            for (int64_t i = 0; i < window; i++) {
                sum += x[i] * x[i + lag];
                other += x[i + lag] * x[i + lag];
            }
            if (sum / sqrt(energy * other + 1e-12) > best * 1.02) {
                best = sum / sqrt(energy * other + 1e-12);
                best_at = lag;
            }
        }
        double semitones = best_at ? 12 * log2((double) rate / (double) best_at) : 0;
        if (energy / (double) window > 0.003 && best > 0.7)
            g_array_append_val(all, semitones);
    }
    double sum = 0;
    for (guint i = 0; i < all->len; i++)
        sum += g_array_index(all, double, i);
    sum /= MAX(all->len, 1);
    g_array_unref(all);
    return sum;
}

/* Power in a third of an octave or so. */
static double band_db(const struct fms_speech *speech, double low, double high)
{
    double centre = sqrt(low * high), w = 2 * G_PI * centre / speech->rate_hz, a = sin(w) * (high - low) / (2 * centre);
    double x1 = 0, x2 = 0, y1 = 0, y2 = 0, power = 0;
    for (int64_t i = 0; i < speech->n_samples; i++) {
        double x = speech->samples[i], y = (a * (x - x2) + 2 * cos(w) * y1 - (1 - a) * y2) / (1 + a);
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = y;
        power += y * y;
    }
    return 10 * log10(power / (double) speech->n_samples);
}

static struct portrait portray(const char *language, const char *text, const char *voice)
{
    static const double EDGES[N_BANDS + 1] = { 100, 250, 400, 630, 920, 1270, 1720, 2320, 3150, 4400, 6400, 9500 };
    struct fms_line line = { .text = text, .language = language, .voice = voice, .pace_wpm = 160 };
    GError *error = NULL;
    struct fms_speech *speech = fms_voice_speak(NULL, &line, &error);
    g_assert_no_error(error);
    struct portrait portrait = { .pitch = pitch_of(speech) };
    for (int i = 0; i < N_BANDS; i++)
        portrait.bands[i] = band_db(speech, EDGES[i], EDGES[i + 1]);
    talloc_free(speech);
    return portrait;
}

static void test_pick(void)
{
    static const struct {
        const char *language, *text;
    } ROWS[] = { { "en-GB", "The harbour is calm tonight and warm, all along the shore where we used to live." },
                 { "de", "Der Hafen liegt heute Nacht ruhig und warm, entlang der ganzen Küste." } };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        struct portrait all[FMS_VOICES_APART + 1];
        for (size_t k = 0; k <= FMS_VOICES_APART; k++) {
            char *voice = k ? fms_voice_pick(NULL, ROWS[i].language, k - 1) : NULL;
            all[k] = portray(ROWS[i].language, ROWS[i].text, voice ? voice : "");
            g_test_message("%s: %.1f semitones", voice ? voice : "own", all[k].pitch);
            if (k)
                g_assert_cmpint(all[k].pitch > 12 * log2(150), ==, k % 2); /* women and men by turns */
            talloc_free(voice);
            for (size_t j = 0; j < k; j++) {
                double apart = 0;
                for (int b = 0; b < N_BANDS; b++)
                    apart += pow(all[k].bands[b] - all[j].bands[b], 2) / N_BANDS;
                g_test_message("    from %zu: %.1f semitones, %.1f dB", j, all[k].pitch - all[j].pitch, sqrt(apart));
                g_assert_true(fabs(all[k].pitch - all[j].pitch) >= 2 || sqrt(apart) >= 1.5);
            }
        }
    }
    char *first = fms_voice_pick(NULL, "en", 0), *again = fms_voice_pick(NULL, "en", FMS_VOICES_APART);
    g_assert_cmpstr(first, ==, again);
    g_assert_null(fms_voice_pick(NULL, "tlh", 0));
    talloc_free(first);
    talloc_free(again);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/voices-list/list", test_list);
    g_test_add_func("/voices-list/languages", test_languages);
    g_test_add_func("/voices-list/variants", test_variants);
    g_test_add_func("/voices-list/pick", test_pick);
    return g_test_run();
}
