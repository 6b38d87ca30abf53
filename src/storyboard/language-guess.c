/*
 * Guesses a language. The writing system decides where one language owns it; where several share one, the commonest
 * small words and letters of each are counted.
 */
#include "board.h"

#include <string.h>

#define REACH 65536      /* bytes looked at */
#define FEW_WORDS 12     /* fewer tell a language only where … */
#define LEAST_EVIDENCE 3 /* … this much speaks for it: a small word is two, a letter of its own one */

enum system { LATIN, CYRILLIC, ARABIC, HAN, KANA, FIRST_OWN };

/* Writing systems that one language stands for, and what a letter of each weighs: a Han character is a word. */
static const struct {
    GUnicodeScript script;
    const char *language;
} own[] = {
    { G_UNICODE_SCRIPT_HANGUL, "ko" },   { G_UNICODE_SCRIPT_DEVANAGARI, "hi" }, { G_UNICODE_SCRIPT_BENGALI, "bn" },
    { G_UNICODE_SCRIPT_TAMIL, "ta" },    { G_UNICODE_SCRIPT_TELUGU, "te" },     { G_UNICODE_SCRIPT_THAI, "th" },
    { G_UNICODE_SCRIPT_GREEK, "el" },    { G_UNICODE_SCRIPT_HEBREW, "he" },     { G_UNICODE_SCRIPT_GEORGIAN, "ka" },
    { G_UNICODE_SCRIPT_ARMENIAN, "hy" }, { G_UNICODE_SCRIPT_KANNADA, "kn" },    { G_UNICODE_SCRIPT_MALAYALAM, "ml" },
    { G_UNICODE_SCRIPT_GUJARATI, "gu" }, { G_UNICODE_SCRIPT_GURMUKHI, "pa" },   { G_UNICODE_SCRIPT_ORIYA, "or" },
    { G_UNICODE_SCRIPT_SINHALA, "si" },  { G_UNICODE_SCRIPT_KHMER, "km" },      { G_UNICODE_SCRIPT_LAO, "lo" },
    { G_UNICODE_SCRIPT_MYANMAR, "my" },  { G_UNICODE_SCRIPT_ETHIOPIC, "am" },   { G_UNICODE_SCRIPT_TIBETAN, "bo" },
};

/* Languages that share a writing system: their small words, and letters that hardly any other of them has. */
static const struct shared {
    enum system system;
    const char *language, *words, *letters;
} shared[] = {
    { LATIN, "en-gb",
      "the and of to in is that it was for with as are be this from have not but by they his you which we he she her "
      "said has were all a an or so then there what on at can will",
      "" },
    { LATIN, "de", "der die und das ist nicht ein eine den von mit zu sich auf für im dem auch es wir wird des ich sie",
      "ß" },
    { LATIN, "fr", "le la les des et est une que dans pour qui du pas sur au il elle ce ne nous avec plus sont aux",
      "œêçù" },
    { LATIN, "es", "el la los las y es una que del por con para se no su lo más pero como al ha un nos", "ñ¿¡" },
    { LATIN, "it", "il lo gli di che è una per non con del della sono più si nel alla le anche come ma dei", "" },
    { LATIN, "pt", "o os as e é um uma que do da dos das não com para por mais no na se ao nós você", "ãõ" },
    { LATIN, "nl", "de het een en van is niet dat op te zijn voor met die aan er wij ook als naar bij ze", "ĳ" },
    { LATIN, "sv", "och att det som en är på för av med inte den ett vi till har jag om de från", "" },
    { LATIN, "da", "og at det som en er på for af med ikke den et vi til har jeg om de fra blev", "" },
    { LATIN, "nb", "og å det som en er på for av med ikke den et vi til har jeg om de fra ble", "" },
    { LATIN, "pl", "i w na z się nie do to że jest jak co po od za tak o dla są przez tym", "ąęłńśźż" },
    { LATIN, "cs", "a v na se je že to s z do o i jako za jsou pro by jeho ale po který", "ěřů" },
    { LATIN, "sk", "a v na sa je že to s z do o i ako za sú pre by jeho ale po ktorý", "ľĺŕ" },
    { LATIN, "tr", "ve bir bu da de için ile çok ne o gibi olarak daha kadar ama en var biz her", "ğış" },
    { LATIN, "id", "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena kita ada", "" },
    { LATIN, "vi", "và của là có không một cho được người các trong những với này đã tôi",
      "ơưđạảấầậắặẹếềệịọốồộớờợụứừự" },
    { LATIN, "ro", "și de la în nu este o un cu pe care din că mai sunt se pentru au al ale", "șțăâ" },
    { LATIN, "hu", "a az és hogy nem is egy ez van meg de mint csak ha már volt azt el ki", "őű" },
    { LATIN, "fi", "ja on ei se että hän oli mutta niin kun ovat tai myös joka kuin me mitä siis", "" },
    { LATIN, "ca", "el la els les i és una que amb per no del dels al com més però", "ŀ" },
    { LATIN, "hr", "i u je na se da su za od s o ne a kao što ili bi koji nije", "đ" },
    { LATIN, "et", "ja on ei et see ta oli aga kui nii ka mis ning või seda olid", "" },
    { LATIN, "lt", "ir yra kad į su ne tai iš kaip buvo o bet ar apie mes", "ėųū" },
    { LATIN, "lv", "un ir ka ar no uz par kas bija nav tas vai arī mēs", "āēīķļņ" },
    { LATIN, "eo", "la kaj de en estas ke al ne por kun li mi ni tiu sed", "ĉĝĥĵŝŭ" },
    { CYRILLIC, "ru", "и в не на я что он с как это по но из у за от так мы для о был", "ыэё" },
    { CYRILLIC, "uk", "і в не на я що він з як це по але із у за від так ми для про був та", "іїєґ" },
    { CYRILLIC, "be", "і ў не на я што ён з як гэта па але за ад так мы для быў", "ў" },
    { CYRILLIC, "bg", "и в не на аз че той с как това по но от за така ние е да се са", "" },
    { CYRILLIC, "sr", "и у не на ја да он са као то по али из за од тако ми је се су", "јљњђћџ" },
    { CYRILLIC, "mk", "и во не на јас да тој со како тоа по но од за така ние е се", "ѓќѕ" },
    { CYRILLIC, "kk", "және бұл мен бір үшін де бар деп ол", "әғқңөұүһ" },
    { ARABIC, "ar", "في من على إلى أن هذا التي الذي عن مع كان هو لا ما كل هذه", "ةىأإ" },
    { ARABIC, "fa", "و در به از که این را با است برای آن یک می ما هم", "پچژگ" },
    { ARABIC, "ur", "اور کے میں ہے کی سے کا کو پر یہ نے ہیں اس", "ٹڈڑںےہ" },
};

struct tally {
    GHashTable *listed; /* word → guint64: a bit for each of `shared` */
    int64_t words;
    int64_t systems[FIRST_OWN + G_N_ELEMENTS(own)];
    int64_t languages[G_N_ELEMENTS(shared)];
};

static void count_system(struct tally *tally, gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    switch (script) {
    case G_UNICODE_SCRIPT_LATIN: tally->systems[LATIN]++; return;
    case G_UNICODE_SCRIPT_CYRILLIC: tally->systems[CYRILLIC]++; return;
    case G_UNICODE_SCRIPT_ARABIC: tally->systems[ARABIC]++; return;
    case G_UNICODE_SCRIPT_HAN: tally->systems[HAN] += 3; return;
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA: tally->systems[KANA] += 3; return;
    default: break;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        if (own[i].script == script)
            tally->systems[FIRST_OWN + i] += script == G_UNICODE_SCRIPT_HANGUL ? 3 : 1;
}

/* All words of the table, each with a bit for every language that it is common in: looked up once for every word of a
 * text, where going through the lists would take longer than all the rest of directing. */
static GHashTable *list_words(void)
{
    G_STATIC_ASSERT(G_N_ELEMENTS(shared) <= 64);
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(shared); i++)
        for (const char *at = shared[i].words; *at; at += strspn(at, " ")) {
            char *word = g_strndup(at, strcspn(at, " "));
            guint64 *languages = g_hash_table_lookup(words, word);
            guint64 known = languages ? *languages : 0;
            at += strlen(word);
            languages = g_new(guint64, 1);
            *languages = known | G_GUINT64_CONSTANT(1) << i;
            g_hash_table_replace(words, word, languages);
        }
    return words;
}

/* `word` ends where the text goes on; for the look-up it is cut off there. */
static void count_word(struct tally *tally, char *word, char *end)
{
    char behind = *end;
    *end = '\0';
    const guint64 *languages = g_hash_table_lookup(tally->listed, word);
    *end = behind;
    tally->words++;
    for (size_t i = 0; languages && i < G_N_ELEMENTS(shared); i++)
        tally->languages[i] += *languages >> i & 1 ? 2 : 0;
}

static void count_letter(struct tally *tally, gunichar c)
{
    for (size_t i = 0; c >= 0x80 && i < G_N_ELEMENTS(shared); i++)
        if (shared[i].letters[0] && g_utf8_strchr(shared[i].letters, -1, c))
            tally->languages[i]++;
}

static void count(struct tally *tally, char *text, char *end)
{
    char *word = NULL;
    for (char *at = text; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalpha(c) || g_unichar_ismark(c)) {
            word = word ? word : at;
            count_system(tally, c);
            count_letter(tally, c);
            continue;
        }
        if (word)
            count_word(tally, word, at);
        word = NULL;
    }
    if (word)
        count_word(tally, word, end);
}

/* The language of a shared writing system that most speaks for; the first of the table where none does, or where a few
 * Latin words hold one small word at most: "no" and "a" are everybody's. */
static const char *best_of(const struct tally *tally, enum system system)
{
    const char *best = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(shared); i++)
        if (shared[i].system == system && (!best || tally->languages[i] > most)) {
            best = shared[i].language;
            most = tally->languages[i];
        }
    bool unsure = system == LATIN && most < LEAST_EVIDENCE && tally->words < FEW_WORDS;
    return unsure ? shared[0].language : best;
}

const char *fms_language_guess(const char *text)
{
    struct tally tally = { .listed = list_words() };
    size_t length = strnlen(text, REACH);
    while (length > 0 && ((unsigned char) text[length] & 0xC0) == 0x80)
        length--;
    char *lower = g_utf8_strdown(text, (gssize) length);
    count(&tally, lower, lower + strlen(lower));
    g_free(lower);
    g_hash_table_unref(tally.listed);
    int64_t han = tally.systems[HAN], kana = tally.systems[KANA];
    tally.systems[HAN] += kana;
    tally.systems[KANA] = 0;
    size_t best = LATIN;
    for (size_t i = 0; i < G_N_ELEMENTS(tally.systems); i++)
        if (tally.systems[i] > tally.systems[best])
            best = i;
    if (best >= FIRST_OWN)
        return own[best - FIRST_OWN].language;
    if (best == HAN)
        return kana * 10 > han ? "ja" : "zh";
    return best_of(&tally, (enum system) best);
}
