/*
 * Speech: the same bytes whatever was spoken before, words that ascend and cover the line, text that is never markup.
 */
#include "diags.h"
#include "espeak-private.h"
#include "voice.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define FRAME_SECONDS (1.0 / 30)

static struct fms_speech *speak(const char *language, const char *text, GError **error)
{
    struct fms_line line = { .text = text, .language = language, .voice = "", .pace_wpm = 165 };
    return fms_voice_speak(NULL, &line, error);
}

static struct fms_digest digest(const struct fms_speech *speech)
{
    struct fms_digest both[2] = {
        fms_digest_of_bytes(speech->samples, (size_t) speech->n_samples * sizeof(float)),
        fms_digest_of_bytes(speech->words, speech->n_words * sizeof(struct fms_word)),
    };
    return fms_digest_of_bytes(both, sizeof both);
}

static const struct {
    const char *language, *text;
    size_t n_words;
} LINES[] = {
    { "en-gb", "Stand in a harbour for a day and the sea will leave you, and come back.", 16 },
    { "en-us", "It cost 2,500 pounds \u2014 a well-known sum.", 7 },
    { "en", "\u201cHello,\u201d she said (twice). Mr. Smith, Ph.D., did not.", 9 },
    { "de", "Guten Morgen, schöne Schiffe im Hafen!", 6 },
    { "fr", "« L\u2019eau qu\u2019il y a », c\u2019est 2\u202f500 litres !", 7 },
    { "es", "¿Por qué sube el mar dos veces al día?", 9 },
    { "ru", "Луна притягивает ближайшую воду сильнее всего.", 6 },
    { "zh", "月亮对离它最近的水拉得最用力。", 14 },
    { "zh-Hans-CN", "他说:“潮汐是海的心跳。”", 9 },
    { "yue", "你好,香港。", 4 },
    { "ar", "القمر يسحب الماء.", 3 },
    { "hi", "चंद्रमा पानी को खींचता है।", 5 },
    { "ja", "つきは みずを ひっぱる。データ", 11 },
    { "nb", "Havet kommer tilbake.", 3 },
    { "pt-BR", "O mar volta duas vezes.", 5 },
    { "en-ie", "The e\u0301clair \xf0\x9f\x8c\x8a rises.", 0 },
};

static bool is_blank(const char *text, int32_t begin, int32_t end)
{
    for (const char *at = text + begin; at < text + end; at = g_utf8_next_char(at))
        if (!g_unichar_isspace(g_utf8_get_char(at)))
            return false;
    return true;
}

static void check_words(const struct fms_speech *speech, const char *text)
{
    int32_t byte = 0;
    int64_t sample = 0;
    for (size_t i = 0; i < speech->n_words; i++) {
        const struct fms_word *word = &speech->words[i];
        if (strlen(text) < 200)
            g_test_message("    %.3f-%.3f %.*s", (double) word->from / speech->rate_hz,
                           (double) word->to / speech->rate_hz, word->end - word->begin, text + word->begin);
        g_assert_cmpint(word->begin, >=, byte);
        g_assert_cmpint(word->end, >, word->begin);
        g_assert_cmpint(word->from, >=, sample);
        g_assert_cmpint(word->to, >, word->from);
        g_assert_true(is_blank(text, byte, word->begin));
        g_assert_true(g_utf8_validate(text + word->begin, word->end - word->begin, NULL));
        byte = word->end;
        sample = word->to;
    }
    g_assert_cmpint(sample, <=, speech->n_samples);
    if (speech->n_words == 0)
        return;
    g_assert_cmpint(speech->words[0].from, ==, 0);
    g_assert_true(is_blank(text, byte, (int32_t) strlen(text)));
}

static float peak_of(const float *samples, int64_t n)
{
    float peak = 0;
    for (int64_t i = 0; i < n; i++)
        peak = fmaxf(peak, fabsf(samples[i]));
    return peak;
}

static void test_languages(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
        GError *error = NULL;
        g_test_message("%s (%s)", LINES[i].language, fms_voice_title_of(LINES[i].language, ""));
        struct fms_speech *speech = speak(LINES[i].language, LINES[i].text, &error);
        g_assert_no_error(error);
        check_words(speech, LINES[i].text);
        if (LINES[i].n_words > 0)
            g_assert_cmpuint(speech->n_words, ==, LINES[i].n_words);
        float peak = peak_of(speech->samples, speech->n_samples);
        g_assert_cmpfloat(peak, <=, 0.8914f);
        g_assert_cmpfloat(fabsf(speech->samples[0]), >=, peak * 0.003f);
        g_assert_cmpfloat(fabsf(speech->samples[speech->n_samples - 1]), >=, peak * 0.003f);
        talloc_free(speech);
    }
}

/* Something is heard within a frame of each word's `from`, and nearly nothing was where a pause is said to be. */
static void test_onsets(void)
{
    for (size_t i = 0; i < 6; i++) {
        struct fms_speech *speech = speak(LINES[i].language, LINES[i].text, NULL);
        float peak = peak_of(speech->samples, speech->n_samples);
        int64_t frame = (int64_t) (speech->rate_hz * FRAME_SECONDS);
        for (size_t k = 0; k < speech->n_words; k++) {
            const struct fms_word *word = &speech->words[k];
            int64_t n = MIN(frame, speech->n_samples - word->from);
            g_assert_cmpfloat(peak_of(speech->samples + word->from, n), >, peak * 0.01f);
            int64_t pause = k > 0 ? speech->words[k - 1].to : word->from;
            g_assert_cmpfloat(peak_of(speech->samples + pause, word->from - pause), <=, peak * 0.0051f);
        }
        talloc_free(speech);
    }
}

/*
 * All lines in one order, then in the other, and each by itself from several threads. A sanitizer's allocator does not
 * unlock itself in the child of a fork, so that there are no threads there.
 */
static gpointer speak_one(gpointer index)
{
    size_t i = GPOINTER_TO_SIZE(index);
    struct fms_speech *speech = speak(LINES[i].language, LINES[i].text, NULL);
    struct fms_digest *result = g_new(struct fms_digest, 1);
    *result = digest(speech);
    talloc_free(speech);
    return result;
}

static void test_same_in_any_order(void)
{
    char *first[G_N_ELEMENTS(LINES)];
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++)
        first[i] = speak_one(GSIZE_TO_POINTER(i));
    for (size_t i = G_N_ELEMENTS(LINES); i-- > 0;) {
        char *again = speak_one(GSIZE_TO_POINTER(i));
        g_assert_cmpstr(first[i], ==, again);
        g_free(again);
    }
    GThread *threads[G_N_ELEMENTS(LINES)];
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++)
        threads[i] = SANITIZED ? NULL : g_thread_new("voice", speak_one, GSIZE_TO_POINTER(i));
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
        char *again = threads[i] ? g_thread_join(threads[i]) : speak_one(GSIZE_TO_POINTER(i));
        g_assert_cmpstr(first[i], ==, again);
        g_free(again);
        g_free(first[i]);
    }
}

/* A text and another that must sound the same: what looks like a command is text, what cannot be heard changes nothing. */
static const struct {
    const char *text, *same_as;
} SAME[] = {
    { "one \x01"
      "200S two",
      "one  200S two" },
    { "so\u00adft and \u200flow", "soft and low" },
    { "cafe\u0301", "caf\u00e9" },
    { "one\ttwo", "one two" },
    { "2\u202f500", "2500" },
};

/* These would be short or silent as markup. */
static const char *const AS_TEXT[] = {
    "<speak><break time=\"2s\"/></speak>", "[[h@'loU]]", "<!-- a comment -->", "&lt;&amp;&gt;",
    "<audio src=\"/etc/passwd\"/>",
};

static void test_text_is_text(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SAME); i++) {
        struct fms_speech *a = speak("en", SAME[i].text, NULL), *b = speak("en", SAME[i].same_as, NULL);
        g_test_message("%s", SAME[i].same_as);
        g_assert_cmpint(a->n_samples, ==, b->n_samples);
        g_assert_cmpmem(a->samples, (size_t) a->n_samples * sizeof(float), b->samples,
                        (size_t) b->n_samples * sizeof(float));
        check_words(a, SAME[i].text);
        talloc_free(a);
        talloc_free(b);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(AS_TEXT); i++) {
        GError *error = NULL;
        struct fms_speech *speech = speak("en", AS_TEXT[i], &error);
        g_assert_no_error(error);
        check_words(speech, AS_TEXT[i]);
        g_assert_cmpint(speech->n_samples, >, speech->rate_hz / 2);
        talloc_free(speech);
    }
}

static const struct {
    const char *language, *voice, *text;
    int code;
} FAILURES[] = {
    { "en", "", "", FMS_WORLD_UNREADABLE },
    { "en", "", "   ", FMS_WORLD_UNREADABLE },
    { "en", "", "...", FMS_WORLD_UNREADABLE },
    { "en", "", "\x01\x02\x03", FMS_WORLD_UNREADABLE },
    { "en", "", "\xff\xfe", FMS_WORLD_UNREADABLE },
    { "tlh-none", "", "nuqneH", FMS_WORLD_UNSUPPORTED },
    { "", "", "hello", FMS_WORLD_UNSUPPORTED },
    { "-", "", "hello", FMS_WORLD_UNSUPPORTED },
    { "en/../../etc", "", "hello", FMS_WORLD_UNSUPPORTED },
    { "en", "Nobody", "hello", FMS_WORLD_UNSUPPORTED },
    { "en", "en+", "hello", FMS_WORLD_UNSUPPORTED },
    { "en", "en+nosuchvariant", "hello", FMS_WORLD_UNSUPPORTED },
    { "en", "en+../../x", "hello", FMS_WORLD_UNSUPPORTED },
    { "en", "mb/mb-de1", "hello", FMS_WORLD_UNSUPPORTED },
};

static void test_failures(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FAILURES); i++) {
        GError *error = NULL;
        struct fms_line line = {
            .text = FAILURES[i].text, .language = FAILURES[i].language, .voice = FAILURES[i].voice, .pace_wpm = 165
        };
        g_assert_null(fms_voice_speak(NULL, &line, &error));
        g_assert_error(error, FMS_WORLD_ERROR, FAILURES[i].code);
        g_test_message("%s", error->message);
        g_clear_error(&error);
    }
    g_assert_null(fms_voice_title_of("xx", ""));
}

/* No crash, no hang, no invalid words; whether it can be heard is the engine's affair. */
static void check_hostile(const char *language, const char *text)
{
    GError *error = NULL;
    struct fms_speech *speech = speak(language, text, &error);
    g_assert_true(!speech == (error != NULL));
    if (speech)
        check_words(speech, text);
    g_clear_error(&error);
    talloc_free(speech);
}

static char *repeat(const char *text, size_t times)
{
    GString *all = g_string_new(NULL);
    while (times--)
        g_string_append(all, text);
    return g_string_free(all, FALSE);
}

static void test_hostile(void)
{
    static const struct {
        const char *text;
        size_t times;
    } TEXTS[] = {
        { "\xf0\x9f\x8c\x8a\xf0\x9f\x98\x80\xf0\x9f\x8f\xb4\xe2\x80\x8d\xe2\x98\xa0", 3 },
        { "a", 3000 },
        { "9", 2000 },
        { "word ", 2000 },
        { "((((", 500 },
        { "\u0301", 3000 },
        { "\u202e\u2066", 300 },
        { "!?.,;:-", 500 },
        { "\n", 1000 },
        { "[[", 500 },
        { "<a ", 500 },
        { "&#x0;", 300 },
        { "水", 1000 },
        { "\u0e01\u0e33", 300 },
        { "\U0010ffff\ue000\ufffe", 100 },
        { "a\u200d", 1000 },
        { "1e999 0x7f -0 ", 50 },
        { "x", 70000 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        char *text = repeat(TEXTS[i].text, TEXTS[i].times);
        check_hostile(i % 2 ? "en" : "zh", text);
        g_free(text);
    }
}

/* The engine would drop the end of what has no punctuation. */
static void test_long_breath(void)
{
    static const char *const TEXTS[] = { "1e999 0x7f -0 ", "word ", "2500 ", "incomprehensibilities " };
    for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        char *text = repeat(TEXTS[i], 200);
        struct fms_speech *speech = speak("en", text, NULL);
        check_words(speech, text);
        const struct fms_word *first = &speech->words[0], *last = &speech->words[speech->n_words - 1];
        g_test_message("%zu words, the last %.3f s", speech->n_words, (double) (last->to - last->from) / 22050);
        g_assert_cmpint(last->to - last->from, >, speech->rate_hz / 10);
        for (size_t k = 0; k < speech->n_words; k++)
            g_assert_cmpint(speech->words[k].to - speech->words[k].from, >, (first->to - first->from) / 8);
        talloc_free(speech);
        g_free(text);
    }
}

static void test_pace_and_voice(void)
{
    struct fms_line line = {
        .text = "The sea will leave you, and come back.", .language = "en", .voice = "", .pace_wpm = 120
    };
    struct fms_speech *slow = fms_voice_speak(NULL, &line, NULL);
    line.pace_wpm = 240;
    struct fms_speech *fast = fms_voice_speak(NULL, &line, NULL);
    g_assert_cmpfloat((double) slow->n_samples / (double) fast->n_samples, >, 1.5);
    static const char *const VOICES[] = { "en-us", "gmw/en-US", "English (America)", "EN-US+f2", "en-gb-x-rp" };
    for (size_t i = 0; i < G_N_ELEMENTS(VOICES); i++) {
        GError *error = NULL;
        line.voice = VOICES[i];
        struct fms_speech *other = fms_voice_speak(NULL, &line, &error);
        g_assert_no_error(error);
        g_assert_true(other->n_samples != fast->n_samples ||
                      memcmp(other->samples, fast->samples, (size_t) fast->n_samples * sizeof(float)) != 0);
        talloc_free(other);
    }
    talloc_free(slow);
    talloc_free(fast);
}

/* ---- what is said otherwise ---- */

static struct fms_speech *say(const char *text, const char *list)
{
    GError *error = NULL;
    struct fms_line line = { .text = text, .language = "en-gb", .voice = "", .pace_wpm = 160, .say = list };
    struct fms_speech *speech = fms_voice_speak(NULL, &line, &error);
    g_assert_no_error(error);
    return speech;
}

static char *spell_words(const struct fms_speech *speech, const char *text)
{
    GString *words = g_string_new(NULL);
    for (size_t i = 0; i < speech->n_words; i++)
        g_string_append_printf(words, "%s%.*s", i ? "|" : "", speech->words[i].end - speech->words[i].begin,
                               text + speech->words[i].begin);
    return g_string_free(words, FALSE);
}

/* A line said otherwise, the words that it has, and a line that sounds the same. */
static const struct {
    const char *text, *say, *words, *same_as;
} SAYS[] = {
    { "Meet Mr Worcester now.", "8+9=r:Wooster", "Meet|Mr|Worcester|now.", "Meet Mr Wooster now." },
    { "On 4/7 it rained.", "3+3=r:the fourth of July", "On|4/7|it|rained.", "On the fourth of July it rained." },
    { "See St John, please.", "4+7=r:Sinjun", "See|St|John,|please.", "See Sinjun, please." },
    { "He came (I think) back.", "8+9=m:", "He|came|back.", "He came  back." },
    { "(Note) He came back.", "0+6=m:", "He|came|back.", " He came back." },
    { "He came back [1].", "13+3=m:", "He|came|back", "He came back ." },
    { "Say [[h@]] now.", "0+3=r:Tell", "Say|[[h@]]|now.", "Tell [[h@]] now." },
    { "Say this now.", "4+4=r:<break time\\=\"5s\"/>", "Say|this|now.", "Say <break time=\"5s\"/> now." },
    { "Say this now.", "4+4=r:[[_:_:_:]]", "Say|this|now.", "Say [[_:_:_:]] now." },
    { "Say this now.",
      "4+4=r:one\x01"
      "500B two",
      "Say|this|now.", "Say one 500B two now." },
    { "Say hello now.", "4+5=p:h\u0259\u02c8l\u0259\u028a", "Say|hello|now.", NULL },
    { "Say hello now.", "4+5=p:[[h@l'oU]]", "Say|hello|now.", NULL },
    { "The NASA team.", "4+4=s:", "The|NASA|team.", NULL },
};

static void test_says(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SAYS); i++) {
        g_test_message("%s, %s", SAYS[i].text, SAYS[i].say);
        struct fms_speech *speech = say(SAYS[i].text, SAYS[i].say);
        char *words = spell_words(speech, SAYS[i].text);
        g_assert_cmpstr(words, ==, SAYS[i].words);
        g_assert_cmpint(speech->words[0].from, ==, 0);
        if (SAYS[i].same_as) {
            struct fms_speech *same = say(SAYS[i].same_as, NULL);
            g_assert_cmpmem(speech->samples, (size_t) speech->n_samples * 4, same->samples,
                            (size_t) same->n_samples * 4);
            talloc_free(same);
        }
        g_free(words);
        talloc_free(speech);
    }
}

static double seconds_of(const struct fms_speech *speech, size_t i)
{
    return (double) (speech->words[i].to - speech->words[i].from) / speech->rate_hz;
}

/* A respelled word takes the time of the respelling, and what follows begins after it. */
static void test_respelled_times(void)
{
    struct fms_speech *plain = say("Call Dr Who today.", NULL);
    struct fms_speech *other = say("Call Dr Who today.", "8+3=r:whosoever it may be");
    g_assert_cmpfloat(seconds_of(other, 2), >, seconds_of(plain, 2) + 0.6);
    g_assert_cmpfloat_with_epsilon(seconds_of(other, 3), seconds_of(plain, 3), 0.06);
    talloc_free(plain);
    talloc_free(other);
    plain = say("The NASA team.", NULL);
    other = say("The NASA team.", "4+4=s:");
    g_assert_cmpfloat(seconds_of(other, 1), >, seconds_of(plain, 1) + 0.25);
    talloc_free(plain);
    talloc_free(other);
}

static void test_breaks(void)
{
    static const int MS[] = { 0, 20, 250, 1234, 10000 };
    for (size_t i = 0; i < G_N_ELEMENTS(MS); i++) {
        char *list = g_strdup_printf("8+0=b:%d", MS[i]);
        struct fms_speech *speech = say("One more thing.", list);
        int64_t pause = speech->words[2].from - speech->words[1].to, wanted = (int64_t) MS[i] * speech->rate_hz / 1000;
        g_test_message("%d ms: %d samples for %d", MS[i], (int) pause, (int) wanted);
        g_assert_cmpuint(speech->n_words, ==, 3);
        g_assert_cmpint(ABS(pause - wanted), <=, speech->rate_hz / 500); /* the level's gate is another peak's */
        talloc_free(speech);
        g_free(list);
    }
    struct fms_speech *plain = say("One more thing.", NULL), *ends = say("One more thing.", "0+0=b:900;15+0=b:900");
    g_assert_cmpint(ABS(plain->n_samples - ends->n_samples), <, plain->rate_hz / 50);
    talloc_free(plain);
    talloc_free(ends);
}

static double word_db(const struct fms_speech *speech, size_t i)
{
    double sum = 0;
    for (int64_t k = speech->words[i].from; k < speech->words[i].to; k++)
        sum += (double) speech->samples[k] * speech->samples[k];
    return 10 * log10(sum / (double) (speech->words[i].to - speech->words[i].from));
}

/* The word against its neighbour, and its length, beside those of the plain line. */
static void test_emphasis(void)
{
    static const struct {
        const char *say;
        double least_db, most_db, least_longer, most_longer;
    } ROWS[] = {
        { "11+7=e:strong", 2, 6, 1.05, 1.4 },
        { "11+7=e:moderate", 0.2, 3, 1.05, 1.4 },
        { "11+7=e:reduced", -6, -3, 0.9, 1.1 },
    };
    const char *text = "We saw the harbour under snow.";
    struct fms_speech *plain = say(text, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        struct fms_speech *speech = say(text, ROWS[i].say);
        double db = word_db(speech, 3) - word_db(speech, 5) - (word_db(plain, 3) - word_db(plain, 5));
        double longer = seconds_of(speech, 3) / seconds_of(plain, 3);
        g_test_message("%s: %+.1f dB, %.2f times as long", ROWS[i].say, db, longer);
        g_assert_cmpuint(speech->n_words, ==, plain->n_words);
        g_assert_cmpfloat(db, >, ROWS[i].least_db);
        g_assert_cmpfloat(db, <, ROWS[i].most_db);
        g_assert_cmpfloat(longer, >, ROWS[i].least_longer);
        g_assert_cmpfloat(longer, <, ROWS[i].most_longer);
        talloc_free(speech);
    }
    talloc_free(plain);
}

/* Semitones of the loudest part of a word, by its autocorrelation. */
static double pitch_at(const struct fms_speech *speech, size_t word)
{
    int64_t n = speech->rate_hz / 16, rate = speech->rate_hz, best_lag = 1;
    const float *x = speech->samples + (speech->words[word].from + speech->words[word].to) / 2 - n;
    double best = 0;
    for (int64_t lag = rate / 400; lag < rate / 45; lag++) {
        double sum = 0, a = 1e-9, b = 1e-9;
        for (int64_t i = 0; i < n; i++) {
            sum += x[i] * x[i + lag];
            a += x[i] * x[i];
            b += x[i + lag] * x[i + lag];
        }
        if (sum / sqrt(a * b) > best * 1.02) {
            best = sum / sqrt(a * b);
            best_lag = lag;
        }
    }
    return (double) rate / (double) best_lag;
}

static void test_pitch_and_volume(void)
{
    static const int PERMILLE[] = { 600, 800, 1250, 1700 };
    struct fms_line line = { .text = "The warm moon.", .language = "en", .voice = "", .pace_wpm = 120 };
    struct fms_speech *plain = fms_voice_speak(NULL, &line, NULL);
    line.pitch_permille = 1000;
    struct fms_speech *same = fms_voice_speak(NULL, &line, NULL);
    g_assert_cmpmem(plain->samples, (size_t) plain->n_samples * 4, same->samples, (size_t) same->n_samples * 4);
    talloc_free(same);
    for (size_t i = 0; i < G_N_ELEMENTS(PERMILLE); i++) {
        line.pitch_permille = PERMILLE[i];
        struct fms_speech *other = fms_voice_speak(NULL, &line, NULL);
        double factor = pitch_at(other, 2) / pitch_at(plain, 2);
        g_test_message("pitch %d: %.3f", PERMILLE[i], factor);
        g_assert_cmpfloat(fabs(factor / (PERMILLE[i] / 1000.0) - 1), <, 0.06);
        g_assert_cmpfloat_with_epsilon((double) other->n_samples / (double) plain->n_samples, 1, 0.05);
        talloc_free(other);
    }
    line.pitch_permille = 1000;
    line.volume_cdb = -750;
    struct fms_speech *softer = fms_voice_speak(NULL, &line, NULL);
    g_assert_cmpfloat_with_epsilon(word_db(softer, 1), word_db(plain, 1) - 7.5, 0.01);
    talloc_free(softer);
    talloc_free(plain);
}

/* All is mute: a moment of silence, and no word. Nothing to say is still an error. */
static void test_empty_takes(void)
{
    static const struct {
        const char *text, *say;
    } ROWS[] = { { "Shown only.", "0+11=m:" }, { "Shown only.", "0+10=m:" }, { "a b", "0+1=m:;2+1=m:" } };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        struct fms_speech *speech = say(ROWS[i].text, ROWS[i].say);
        g_assert_cmpint(speech->rate_hz, ==, FMS_SAMPLE_RATE);
        g_assert_cmpint(speech->n_samples, ==, FMS_EMPTY_TAKE_SAMPLES);
        g_assert_cmpuint(speech->n_words, ==, 0);
        g_assert_cmpfloat(peak_of(speech->samples, speech->n_samples), ==, 0);
        talloc_free(speech);
    }
}

static void test_bad_says(void)
{
    static const struct {
        const char *say;
        int code;
    } ROWS[] = { { "0+99=m:", FMS_WORLD_UNREADABLE },
                 { "nonsense", FMS_WORLD_UNREADABLE },
                 { "0+3=p:\u0298", FMS_WORLD_UNSUPPORTED },
                 { "0+3=p:[[_^_de]]", FMS_WORLD_UNSUPPORTED },
                 { "0+3=p:]] <break time\\=\"5s\"/> [[a", FMS_WORLD_UNSUPPORTED } };
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        GError *error = NULL;
        struct fms_line line = {
            .text = "one two", .language = "en", .voice = "", .pace_wpm = 160, .say = ROWS[i].say
        };
        g_assert_null(fms_voice_speak(NULL, &line, &error));
        g_assert_error(error, FMS_WORLD_ERROR, ROWS[i].code);
        g_test_message("%s", error->message);
        g_clear_error(&error);
    }
}

static void test_names(void)
{
    static const struct {
        const char *language, *voice, *title;
    } NAMES[] = {
        { "en-GB", "", "eSpeak NG, English (Great Britain)" },
        { "en", "", "eSpeak NG, English (Great Britain)" },
        { "en-US", "", "eSpeak NG, English (America)" },
        { "en-CA", "", "eSpeak NG, English (America)" },
        { "zh-Hans-CN", "", "eSpeak NG, Chinese (Mandarin, latin as Pinyin)" },
        { "zh_TW", "", "eSpeak NG, Chinese (Mandarin, latin as Pinyin)" },
        { "zh-Hant-HK", "", "eSpeak NG, Chinese (Cantonese)" },
        { "no", "", "eSpeak NG, Norwegian Bokmål" },
        { "nn-NO", "", "eSpeak NG, Norwegian Bokmål" },
        { "pt", "", "eSpeak NG, Portuguese (Portugal)" },
        { "es-MX", "", "eSpeak NG, Spanish (Latin America)" },
        { "de-AT", "", "eSpeak NG, German" },
        { "en-GB", "en-us", "eSpeak NG, English (America)" },
        { "en-GB", "English (America)+f2", "eSpeak NG, English (America)" },
        { "xx", "en-us", "eSpeak NG, English (America)" }, /* no voice of its own, but one that the author chose */
        { "en-GB", "nobody", NULL },
        { "en-GB", "en-us+", NULL },
        { "en-GB", "en-us+../x", NULL },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++)
        g_assert_cmpstr(fms_voice_title_of(NAMES[i].language, NAMES[i].voice), ==, NAMES[i].title);
    g_assert_true(g_str_has_prefix(fms_voice_version(NULL), "espeak-ng 1."));
    g_assert_true(fms_voice_version(NULL) == fms_voice_version(NULL));
}

/* A child whose mind the engine has spoilt. */
static void test_answers(void)
{
    enum { HEAD = 16, ONSET = 16, SAMPLE = 2 };
    static const struct {
        int32_t verdict, rate_hz;
        uint32_t n_onsets, n_samples;
        guint length;
        bool good;
    } ANSWERS[] = {
        { 0, 22050, 1, 2, HEAD + ONSET + 2 * SAMPLE, true },
        { 0, 22050, 0, 0, HEAD, true },
        { 0, 22050, 0, 0, 0, false },
        { 0, 22050, 0, 0, HEAD - 1, false },
        { 0, 22050, 1, 2, HEAD, false },
        { 0, 22050, 1, 2, HEAD + ONSET + 2 * SAMPLE - 1, false },
        { 0, 22050, 1, 2, HEAD + ONSET + 2 * SAMPLE + 1, false },
        { 0, 22050, 0x10000000, 0, HEAD, false }, /* 2^28 onsets of 16 bytes: 0 in 32 bits */
        { 0, 22050, 0, 0x80000000, HEAD, false },
        { 0, 22050, UINT32_MAX, UINT32_MAX, HEAD + ONSET, false },
        { 0, 0, 0, 0, HEAD, false },
        { 0, -1, 0, 0, HEAD, false },
        { 0, INT32_MAX, 0, 0, HEAD, false },
        { 77, 22050, 0, 0, HEAD, false },
        { -1, 22050, 0, 0, HEAD, false },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(ANSWERS); i++) {
        GError *error = NULL;
        GByteArray *answer = g_byte_array_new();
        guint8 head[HEAD + ONSET + 2 * SAMPLE + 1] = { 0 };
        memcpy(head, &ANSWERS[i], HEAD);
        g_byte_array_append(answer, head, ANSWERS[i].length);
        struct fms_utterance *utterance = fms_utterance_unpack(answer, "x", &error);
        g_test_message("answer %zu", i);
        g_assert_cmpint(utterance != NULL, ==, ANSWERS[i].good);
        if (utterance) {
            g_assert_cmpuint(utterance->samples->len, ==, ANSWERS[i].n_samples);
            fms_utterance_free(utterance);
        } else {
            g_assert_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE);
        }
        g_clear_error(&error);
        g_byte_array_unref(answer);
    }
}

/* Nothing is left in the home of the person who compiles. */
static void test_home(void)
{
    char *home = g_dir_make_tmp("fms-home-XXXXXX", NULL), *before = g_strdup(g_getenv("HOME"));
    g_setenv("HOME", home, TRUE);
    talloc_free(speak("en", "hello", NULL));
    g_assert_cmpint(g_rmdir(home), ==, 0);
    if (before)
        g_setenv("HOME", before, TRUE);
    g_free(before);
    g_free(home);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/speak/home", test_home);
    g_test_add_func("/speak/answers", test_answers);
    g_test_add_func("/speak/names", test_names);
    g_test_add_func("/speak/languages", test_languages);
    g_test_add_func("/speak/onsets", test_onsets);
    g_test_add_func("/speak/same-in-any-order", test_same_in_any_order);
    g_test_add_func("/speak/text-is-text", test_text_is_text);
    g_test_add_func("/speak/pace-and-voice", test_pace_and_voice);
    g_test_add_func("/speak/says", test_says);
    g_test_add_func("/speak/respelled-times", test_respelled_times);
    g_test_add_func("/speak/breaks", test_breaks);
    g_test_add_func("/speak/emphasis", test_emphasis);
    g_test_add_func("/speak/pitch-and-volume", test_pitch_and_volume);
    g_test_add_func("/speak/empty-takes", test_empty_takes);
    g_test_add_func("/speak/bad-says", test_bad_says);
    g_test_add_func("/speak/failures", test_failures);
    g_test_add_func("/speak/hostile", test_hostile);
    g_test_add_func("/speak/long-breath", test_long_breath);
    return g_test_run();
}
