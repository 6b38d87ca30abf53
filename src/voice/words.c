/*
 * From the engine's word events to the times of written words. What is mute is taken out before anything else is done: its
 * atoms are no words, get no time and join no other word.
 *
 * The line is cut into atoms: what stands between blanks and long dashes, and in scripts without blanks each
 * character, with its opening and closing punctuation. An event belongs to the atom that its character lies in. The
 * engine may report several events in an atom ("2,500" is four words), none for a few ("of the" is one dictionary
 * entry; a run of kana is one word) and now and then one out of order. So: the first event of an atom counts, later
 * ones and those that go back do not, and atoms with letters but no event share the time of the event before them.
 */
#include "words-private.h"

#include <math.h>
#include <string.h>

#define SILENCE 0.005f /* of the peak: -46 dB */

struct atom {
    int32_t begin, end; /* bytes; blanks at the end are not part of it */
    int64_t from, to;   /* samples; from is -1 without an event */
    int32_t letters;    /* that are heard */
    int32_t mute;       /* letters that are not */
    bool apart;         /* something mute lies before it */
};

static bool is_unspaced(gunichar c)
{
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR: return g_unichar_isalpha(c);
    default: return false;
    }
}

static bool is_long_dash(gunichar c)
{
    return c == 0x2013 || c == 0x2014 || c == 0x2015 || c == 0x2e3a;
}

/* Kana that belong to the one before them: small ones, and marks that lengthen or repeat. */
static bool leans_back(gunichar c)
{
    static const gunichar LEANING[] = { 0x3005, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087,
                                        0x308e, 0x309d, 0x309e, 0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30c3, 0x30e3,
                                        0x30e5, 0x30e7, 0x30ee, 0x30f5, 0x30f6, 0x30fc, 0x30fd, 0x30fe };
    for (size_t i = 0; i < G_N_ELEMENTS(LEANING); i++)
        if (c == LEANING[i])
            return true;
    return false;
}

/* Does c begin an atom after `before`? `letter` is the last letter of the atom so far, 0 if it has none. */
static bool begins_atom(gunichar before, gunichar c, gunichar letter)
{
    if (g_unichar_isspace(c))
        return false;
    if (g_unichar_isspace(before))
        return true;
    if (!letter)
        return false;
    GUnicodeType type = g_unichar_type(c);
    if (type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION)
        return is_unspaced(letter);
    if (!g_unichar_isalnum(c) || leans_back(c))
        return false;
    return is_long_dash(before) || is_unspaced(c) || is_unspaced(letter);
}

/* Is the byte mute? `*i` is the first range that ends behind it; bytes are asked in order. */
static bool is_mute(const struct fms_spoken *spoken, int32_t byte, size_t *i)
{
    while (*i < spoken->n_says && spoken->says[*i].end <= byte)
        ++*i;
    return *i < spoken->n_says && spoken->says[*i].begin <= byte && spoken->says[*i].kind == FMS_SAY_MUTE;
}

static GArray *cut_atoms(const char *line, const struct fms_spoken *spoken)
{
    GArray *atoms = g_array_new(FALSE, FALSE, sizeof(struct atom));
    struct atom *atom = NULL;
    size_t say = 0;
    gunichar before = ' ', letter = 0;
    for (const char *at = line; *at; at = g_utf8_next_char(at)) {
        gunichar c = fms_spoken_is_grouping(line, at) ? '0' : g_utf8_get_char(at);
        if (begins_atom(before, c, letter)) {
            struct atom fresh = { .begin = (int32_t) (at - line), .from = -1 };
            g_array_append_val(atoms, fresh);
            atom = &g_array_index(atoms, struct atom, atoms->len - 1);
            letter = 0;
        }
        before = c;
        if (!atom || g_unichar_isspace(c))
            continue;
        if (g_unichar_isalnum(c)) {
            bool mute = is_mute(spoken, (int32_t) (at - line), &say);
            atom->mute += mute;
            atom->letters += !mute;
            letter = c;
        }
        atom->end = (int32_t) (g_utf8_next_char(at) - line);
    }
    return atoms;
}

static void drop_mute(GArray *atoms)
{
    struct atom *all = (struct atom *) (void *) atoms->data;
    guint kept = 0;
    bool apart = false;
    for (guint i = 0; i < atoms->len; i++) {
        bool mute = all[i].mute > 0 && all[i].letters == 0;
        if (!mute) {
            all[kept] = all[i];
            all[kept++].apart = apart;
        }
        apart = mute;
    }
    g_array_set_size(atoms, kept);
}

static void give_onsets(GArray *atoms, const struct fms_spoken *spoken, const GArray *onsets, int64_t n_samples)
{
    guint i = 0;
    int64_t last = -1;
    for (guint k = 0; k < onsets->len; k++) {
        const struct fms_onset *onset = &g_array_index(onsets, struct fms_onset, k);
        if ((guint) onset->character >= spoken->origin->len || onset->sample <= last || onset->sample >= n_samples)
            continue;
        int32_t byte = g_array_index(spoken->origin, int32_t, onset->character);
        guint j = i;
        while (j + 1 < atoms->len && g_array_index(atoms, struct atom, j + 1).begin <= byte)
            j++;
        struct atom *atom = &g_array_index(atoms, struct atom, j);
        if (atom->begin > byte || atom->from >= 0)
            continue;
        atom->from = last = onset->sample;
        i = j;
    }
}

/* Keeps the atoms that are words: heard, or at least with letters. The others (a dash, a picture sign) go with the word
 * before them, at the beginning with the first word, and nowhere where something mute lies between. */
static void keep_words(GArray *atoms)
{
    struct atom *all = (struct atom *) (void *) atoms->data;
    guint kept = 0;
    int32_t begin = atoms->len > 0 ? all[0].begin : 0;
    bool joins = true; /* the atom to the word before it, or the first word to the atoms before it */
    for (guint i = 0; i < atoms->len; i++) {
        bool word = all[i].letters > 0 || all[i].from >= 0;
        joins = !all[i].apart && (joins || word);
        if (word) {
            all[i].begin = kept == 0 && joins ? begin : all[i].begin;
            all[kept++] = all[i];
            joins = true;
        } else if (kept > 0 && joins) {
            all[kept - 1].end = all[i].end;
        }
    }
    g_array_set_size(atoms, kept);
    for (guint i = 0; i < kept; i++)
        all[i].letters = MAX(all[i].letters, 1);
}

/* The first word is heard first, even where the engine's first event is a later one's. */
static void start_at_first(GArray *atoms)
{
    struct atom *all = (struct atom *) (void *) atoms->data;
    guint i = 0;
    while (i < atoms->len && all[i].from < 0)
        i++;
    if (atoms->len == 0 || i == 0)
        return;
    all[0].from = 0;
    if (i < atoms->len)
        all[i].from = -1;
}

/* Draws [*from, *to) in to what is audible of it; leaves it alone where nothing is. */
static void hug(const float *samples, float threshold, int64_t *from, int64_t *to)
{
    int64_t a = *from, b = *to;
    while (a < b && fabsf(samples[a]) < threshold)
        a++;
    while (b > a && fabsf(samples[b - 1]) < threshold)
        b--;
    if (a < b) {
        *from = a;
        *to = b;
    }
}

/* Atoms [first, end) were spoken in [from, to) as one: each gets its share, by letters. */
static void share(struct atom *atoms, guint first, guint end, int64_t from, int64_t to)
{
    int64_t all = 0, passed = 0;
    for (guint i = first; i < end; i++)
        all += atoms[i].letters;
    for (guint i = first; i < end; i++) {
        atoms[i].from = from + (to - from) * passed / all;
        passed += atoms[i].letters;
        atoms[i].to = from + (to - from) * passed / all;
    }
}

static void time_atoms(GArray *array, const float *samples, int64_t n_samples)
{
    struct atom *atoms = (struct atom *) (void *) array->data;
    float peak = 0;
    for (int64_t i = 0; i < n_samples; i++)
        peak = fmaxf(peak, fabsf(samples[i]));
    for (guint first = 0, end; first < array->len; first = end) {
        for (end = first + 1; end < array->len && atoms[end].from < 0; end++)
            ;
        int64_t from = atoms[first].from, to = end < array->len ? atoms[end].from : n_samples;
        hug(samples, peak * SILENCE, &from, &to);
        from = first == 0 ? 0 : from;
        share(atoms, first, end, from, to);
    }
}

GArray *fms_words_place(const char *line, const struct fms_spoken *spoken, const GArray *onsets, const float *samples,
                        int64_t n_samples)
{
    GArray *words = g_array_new(FALSE, TRUE, sizeof(struct fms_word));
    GArray *atoms = cut_atoms(line, spoken);
    drop_mute(atoms);
    if (atoms->len > 0)
        give_onsets(atoms, spoken, onsets, n_samples);
    keep_words(atoms);
    start_at_first(atoms);
    time_atoms(atoms, samples, n_samples);
    for (guint i = 0; i < atoms->len; i++) {
        const struct atom *atom = &g_array_index(atoms, struct atom, i);
        struct fms_word word = { atom->begin, atom->end, atom->from, atom->to };
        if (word.from < word.to)
            g_array_append_val(words, word);
        else if (words->len > 0)
            g_array_index(words, struct fms_word, words->len - 1).end = word.end;
    }
    g_array_unref(atoms);
    return words;
}
