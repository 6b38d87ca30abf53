/*
 * The candidates are the mnemonics of espeak-ng's documentation (docs/phonemes.md there), in the order in which they come
 * near; one with `=` counts only where the voice itself writes it with this symbol, because elsewhere the same letters are
 * another sound or two of them.
 */
#include "ipa-private.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define MOST_SYMBOLS 4 /* characters of a row's IPA */

static const struct row {
    const char *ipa, *candidates; /* in decomposed form; candidates separated by blanks; "": nothing is said */
} ROWS[] = {
    /* vowels */
    { "i", "i i:" },
    { "iː", "i:" },
    { "ɪ", "I i" },
    { "e", "e e: E" },
    { "eː", "e:" },
    { "ɛ", "E e" },
    { "ɛː", "E:" },
    { "æ", "=& =a & a" },
    { "a", "=a a A" },
    { "aː", "a: A:" },
    { "ɑ", "=A =A: A A: a" },
    { "ɑː", "A:" },
    { "ɒ", "0 O" },
    { "ɔ", "O O: o" },
    { "ɔː", "O:" },
    { "o", "o o: O" },
    { "oː", "o: O:" },
    { "ʊ", "U u" },
    { "u", "u u:" },
    { "uː", "u:" },
    { "y", "=y =y: y:" },
    { "yː", "y:" },
    { "ʏ", "=Y =y y" },
    { "ø", "=Y =Y: Y Y: W" },
    { "øː", "Y:" },
    { "œ", "W Y" },
    { "ə", "@" },
    { "ɐ", "=a# =3 V 3 a" },
    { "ʌ", "V a" },
    { "ɜ", "3 3: @" },
    { "ɜː", "3: @:" },
    { "ɝ", "3: @r" },
    { "ɚ", "=3 @r @" },
    { "ɨ", "=y =i I i" },
    { "ʉ", "=u u" },
    { "ɯ", "=u u" },
    { "ɤ", "=o @" },
    /* diphthongs that are one sound to the voice */
    { "aɪ", "=aI" },
    { "eɪ", "=eI" },
    { "ɔɪ", "=OI" },
    { "ɔʏ", "=OY" },
    { "aʊ", "=aU" },
    { "oʊ", "=oU" },
    { "əʊ", "=oU =@U" },
    { "ɪə", "=i@ =I@ =i@3" },
    { "eə", "=e@" },
    { "ɛə", "=e@" },
    { "ʊə", "=U@" },
    /* nasal vowels */
    { "ɑ̃", "A~" },
    { "ɛ̃", "E~" },
    { "ɔ̃", "O~" },
    { "œ̃", "W~ E~" },
    { "ã", "=a~ A~" },
    { "ẽ", "=e~ E~" },
    { "ĩ", "=i~" },
    { "õ", "=o~ O~" },
    { "ũ", "=u~" },
    /* consonants */
    { "p", "p" },
    { "b", "b" },
    { "t", "t" },
    { "d", "d" },
    { "k", "k" },
    { "ɡ", "g" },
    { "g", "g" },
    { "c", "c" },
    { "ɟ", "J" },
    { "q", "q k" },
    { "ɢ", "=G g" },
    { "ʔ", "?" },
    { "f", "f" },
    { "v", "v" },
    { "θ", "T" },
    { "ð", "D" },
    { "s", "s" },
    { "z", "z" },
    { "ʃ", "S" },
    { "ʒ", "Z" },
    { "ɕ", "S; S" },
    { "ʑ", "Z; Z" },
    { "ʂ", "s. S" },
    { "ʐ", "z. Z" },
    { "ç", "C" },
    { "x", "x" },
    { "χ", "X x" },
    { "ɣ", "Q g" },
    { "β", "B v" },
    { "ɸ", "f" },
    { "h", "h" },
    { "ɦ", "h" },
    { "ħ", "=H h" },
    { "m", "m" },
    { "ɱ", "m" },
    { "n", "n" },
    { "ɲ", "n^" },
    { "ŋ", "N" },
    { "ɳ", "n. n" },
    { "l", "l" },
    { "ɫ", "l" },
    { "ɬ", "l#" },
    { "ɭ", "l. l" },
    { "ʎ", "l^" },
    { "r", "r" },
    { "ɹ", "r" },
    { "ɻ", "r" },
    { "ɾ", "* r" },
    { "ɽ", "r. *" },
    { "ʁ", "=r =Q\" r" },
    { "ʀ", "=r =r\" r" },
    { "w", "w" },
    { "ʍ", "w# w" },
    { "ɥ", "=j. =w/ j" },
    { "j", "j" },
    { "ʋ", "v# v" },
    { "ʈ", "t. t" },
    { "ɖ", "d. d" },
    { "m̩", "m-" },
    { "n̩", "n-" },
    { "ŋ̩", "N-" },
    { "l̩", "@L l-" },
    { "tʃ", "tS" },
    { "dʒ", "dZ" },
    { "ts", "ts" },
    { "dz", "dz" },
    { "tɕ", "=tS; tS" },
    { "dʑ", "=dZ; dZ" },
    { "tʂ", "=ts. tS" },
    { "ʈʂ", "=ts. tS" },
    /* tones */
    { "˥˥", "55" },
    { "˧˥", "35" },
    { "˨˩˦", "214" },
    { "˥˩", "51" },
    { "˩˩", "11" },
    { "˥", "5" },
    { "˦", "4" },
    { "˧", "3" },
    { "˨", "2" },
    { "˩", "1" },
    /* marks */
    { "ː", ":" },
    { "ʲ", ";" },
    { "ʷ", "w" },
    { "ˑ", "" },
    { "ʰ", "" },
    { ".", "" },
    { "‿", "" },
    { "\u032a", "" },
    { "\u032f", "" },
    { "\u0325", "" },
    { "\u032c", "" },
    { "\u031a", "" },
};

static const struct {
    const char *ipa, *notation;
} STRESS[] = { { "ˈ", "'" }, { "'", "'" }, { "ˌ", "," }, { " ", " " } };

static char *take_candidate(const struct row *row, const char *candidate, fms_ipa_of *ipa_of, bool exact)
{
    bool only_exact = *candidate == '=';
    candidate += only_exact;
    if (only_exact && !exact)
        return NULL;
    char *written = ipa_of(candidate);
    char *plain = written ? g_utf8_normalize(written, -1, G_NORMALIZE_NFD) : NULL;
    bool fits = plain && (!exact || !strcmp(plain, row->ipa));
    g_free(written);
    g_free(plain);
    return fits ? g_strdup(candidate) : NULL;
}

/* The voice's sound for a row; "" for none, NULL if it has none. */
static char *find_sound(const struct row *row, fms_ipa_of *ipa_of)
{
    char **candidates = g_strsplit(row->candidates, " ", -1), *found = NULL;
    for (int pass = 0; pass < 2; pass++)
        for (char **candidate = candidates; *candidate && !found; candidate++)
            found = take_candidate(row, *candidate, ipa_of, pass == 0);
    if (!*row->candidates)
        found = g_strdup("");
    g_strfreev(candidates);
    return found;
}

static const struct row *find_row(const char *ipa, size_t length)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if (strlen(ROWS[i].ipa) == length && !strncmp(ROWS[i].ipa, ipa, length))
            return &ROWS[i];
    return NULL;
}

/* The longest row that `ipa` begins with and that the voice can say; NULL and length 0 if there is none. */
static char *match(const char *ipa, fms_ipa_of *ipa_of, size_t *length)
{
    char *found = NULL;
    *length = 0;
    const char *end = ipa;
    for (int i = 0; i < MOST_SYMBOLS && *end; i++)
        end = g_utf8_next_char(end);
    for (; end > ipa && !found; end = g_utf8_prev_char(end)) {
        const struct row *row = find_row(ipa, (size_t) (end - ipa));
        found = row ? find_sound(row, ipa_of) : NULL;
        *length = found ? (size_t) (end - ipa) : 0;
    }
    return found;
}

/* Stress and blanks stand for themselves. @return their length, 0 if there is none. */
static size_t add_stress(GString *out, const char *ipa)
{
    for (size_t i = 0; i < G_N_ELEMENTS(STRESS); i++)
        if (g_str_has_prefix(ipa, STRESS[i].ipa)) {
            g_string_append(out, STRESS[i].notation);
            return strlen(STRESS[i].ipa);
        }
    return 0;
}

/* A bar keeps two sounds from being read as one. */
static void add_sound(GString *out, const char *sound)
{
    if (*sound && out->len && !strchr("', ", out->str[out->len - 1]) && *sound != ':' && *sound != ';')
        g_string_append_c(out, '|');
    g_string_append(out, sound);
}

/* Decomposed, and without the ties of affricates. */
static char *prepare(const char *ipa)
{
    char *plain = g_utf8_normalize(ipa, -1, G_NORMALIZE_NFD);
    GString *untied = g_string_new(NULL);
    for (const char *at = plain; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c != 0x361 && c != 0x35c)
            g_string_append_unichar(untied, c);
    }
    g_free(plain);
    return g_string_free(untied, FALSE);
}

char *fms_ipa_translate(const char *ipa, fms_ipa_of *ipa_of, char **bad)
{
    char *plain = prepare(ipa);
    GString *out = g_string_new(NULL);
    *bad = NULL;
    for (const char *at = plain; *at && !*bad;) {
        size_t length = add_stress(out, at);
        char *sound = length ? NULL : match(at, ipa_of, &length);
        if (sound)
            add_sound(out, sound);
        else if (!length)
            *bad = g_strndup(at, (gsize) (g_utf8_next_char(at) - at));
        g_free(sound);
        at += length;
    }
    g_free(plain);
    return g_string_free(out, *bad != NULL);
}
