/*
 * Where sentences end. A full stop ends one where a blank follows and no small letter, and where it does not belong to
 * an abbreviation, an initial or an ordinal; ideographic full stops need no blank. What stands in quotation marks stays
 * with its sentence, unless that would be longer than anybody can say in one go.
 */
#include "characters.h"
#include "marks.h"
#include "phrases-private.h"

#include <string.h>

#define MOST_ENDING 64 /* bytes of full stops and closing marks in a row: "?!”)" */
#define MOST_TOKEN 24  /* bytes: longer words are no abbreviations */

/* Words that end in a full stop and seldom end a sentence, lower case. */
static const struct {
    const char *languages, *words;
} abbreviations[] = {
    { "", "dr prof st mr mrs ms vs vol nr tel ing fig ca vgl" },
    { "en",
      "jr sr gen sen rep gov lt col capt sgt rev hon mt no pp ed eds approx dept est inc ltd co corp jan feb aug sept "
      "oct nov dec art ch sec viz cf al ave blvd" },
    { "de",
      "hr fr bzw bsp evtl ggf inkl max min mio mrd str abs art bd hrsg jh jhdt kap sog tsd usf zzgl geb gest jan feb "
      "aug sept okt nov dez" },
    { "fr", "m mm mme mmes mlle mgr me av apr env art chap éd ex hab janv févr juil sept oct nov déc" },
    { "es", "sr sra sres srta dra ud uds av avda art cap ed núm pág págs aprox tel" },
    { "it", "sig sigg dott avv art cap ecc ed pag prof" },
    { "pt", "sr sra srs dra av art cap ed núm pág págs exmo" },
    { "nl", "dhr mevr bijv blz drs ir jl mr nl resp enz ong art" },
    { "sv da nb no", "bl ca dvs f ex kl kr nr t osv st tlf" },
    { "pl", "prof dr hab inż mgr ul np tzw tzn tj godz mln mld pt por red ur zob św" },
    { "cs sk", "mgr ing mudr judr např tzv tj str sv ul č resp stol" },
    { "ru uk bg", "г гг в вв тыс млн млрд руб коп ул д им т е п с стр рис см напр проф акад гр св" },
    { "tr", "doç av cad sok mah alb bkz vb" },
    { "hu", "kb pl ún stb dr id ifj u" },
    { "ro", "dl dna dr nr str art" },
};

/* Languages that set a full stop behind an ordinal: "3. Mai". */
static const char ordinal_languages[] = "de da nb no nn fi cs sk pl hu et lv hr sr sl bs tr is";

static bool has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    if (length == 0)
        return false;
    for (const char *at = list; (at = strstr(at, word)) != NULL; at++)
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static bool is_abbreviation(const char *token, const char *primary)
{
    for (size_t i = 0; i < G_N_ELEMENTS(abbreviations); i++)
        if ((abbreviations[i].languages[0] == '\0' || has_word(abbreviations[i].languages, primary)) &&
            has_word(abbreviations[i].words, token))
            return true;
    return false;
}

/* The word before a full stop, lower case, back to a blank or a bracket; "" where it is too long to matter. */
static void read_token(const char *text, size_t begin, size_t stop, char token[2 * MOST_TOKEN])
{
    size_t from = stop;
    token[0] = '\0';
    while (from > begin && stop - from < MOST_TOKEN) {
        gunichar c = fms_char_before(text, from);
        if (!g_unichar_isalnum(c) && !g_unichar_ismark(c) && c != '.' && c != '-')
            break;
        from = (size_t) (g_utf8_prev_char(text + from) - text);
    }
    if (stop - from >= MOST_TOKEN)
        return;
    char *lower = g_utf8_strdown(text + from, (gssize) (stop - from));
    g_strlcpy(token, lower, 2 * MOST_TOKEN);
    g_free(lower);
}

/* A number counts what follows it in marks: "first 1. “one” and then 2. “two”". The marks cannot close. */
static bool is_counter(const char *text, size_t stop)
{
    const char *next = text + stop + 1;
    bool blank = *next == ' ';
    next += strspn(next, " ");
    return blank && *next && g_utf8_strchr("\"“„«‘", -1, g_utf8_get_char(next));
}

/* Whether the full stop at `stop` belongs to the word before it. `begin` is where the sentence began. */
static bool stop_belongs_to_word(const char *text, size_t begin, size_t stop, const char *primary)
{
    char token[2 * MOST_TOKEN];
    read_token(text, begin, stop, token);
    size_t length = strlen(token);
    if (length == 0)
        return false;
    if (strspn(token, "0123456789") == length)
        return (length <= 3 && (stop - begin == length || is_counter(text, stop))) ||
               (length <= 2 && has_word(ordinal_languages, primary));
    if (g_utf8_strlen(token, -1) == 1)
        return !fms_char_is_cjk(g_utf8_get_char(token));
    return strchr(token, '.') || is_abbreviation(token, primary);
}

bool fms_stop_leans(const char *text, struct fms_range sentence, size_t stop, const char *language)
{
    char primary[9];
    g_strlcpy(primary, language, MIN(strcspn(language, "-_") + 1, sizeof primary));
    gunichar next = fms_char_at(text, fms_skip_blanks(text, stop + 1, sentence.end), sentence.end);
    return g_unichar_islower(next) || g_unichar_isdigit(next) ||
           stop_belongs_to_word(text, sentence.begin, stop, primary);
}

/* Whether a sentence that began at `begin` ends with the mark at `at`; `next`: behind the marks that close with it. */
static bool ends_here(const char *text, struct fms_range open, size_t at, const char *primary, size_t *next)
{
    gunichar c = fms_char_here(text + at);
    if (!fms_char_ends_sentence(c))
        return false;
    size_t after = (size_t) (g_utf8_next_char(text + at) - text), limit = MIN(open.end, at + MOST_ENDING);
    size_t alone = after;
    while (after < limit && (fms_char_closes(fms_char_at(text, after, limit)) ||
                             fms_char_ends_sentence(fms_char_at(text, after, limit))))
        after = (size_t) (g_utf8_next_char(text + after) - text);
    *next = after;
    if (fms_char_is_cjk(c))
        return true;
    size_t words = fms_skip_blanks(text, after, open.end);
    if (words == after || g_unichar_islower(fms_char_at(text, words, open.end)))
        return words == open.end;
    return c != '.' || after > alone || !stop_belongs_to_word(text, open.begin, at, primary);
}

struct cutting {
    const char *text;
    char primary[9];
    int64_t pace;
    const struct fms_marked *marked; /* the next passage in marks */
    const struct fms_marked *marked_end;
    GArray *out;
};

/* Appends [begin, end) without blanks; what cannot be said goes with the sentence before it. */
static void add_sentence(struct cutting *cutting, size_t begin, size_t end, bool *continues)
{
    begin = fms_skip_blanks(cutting->text, begin, end);
    end = fms_trim_blanks(cutting->text, begin, end);
    if (begin == end)
        return;
    GArray *out = cutting->out;
    if (fms_phrase_speaks(cutting->text, begin, end)) {
        struct fms_range range = { begin, end };
        g_array_append_val(out, range);
        *continues = true;
    } else if (*continues) {
        g_array_index(out, struct fms_range, out->len - 1).end = end;
    }
}

/* Whether the passage in marks from `at` on is short enough to be passed over as a whole. */
static bool is_kept_whole(const struct cutting *cutting, const struct fms_marked *marked)
{
    return fms_phrase_measure(cutting->text, marked->begin, marked->end, cutting->pace).ms <= FMS_MARKED_MS;
}

/* Whether a passage in marks ends its sentence with a full stop of its own: "He said “Go.” Then …". */
static bool ends_inside(const char *text, struct fms_range open, const struct fms_marked *marked)
{
    size_t end = marked->words_end;
    while (end > marked->words_begin && fms_char_closes(fms_char_before(text, end)))
        end = (size_t) (g_utf8_prev_char(text + end) - text);
    gunichar last = end > marked->words_begin ? fms_char_before(text, end) : 0;
    if (!fms_char_ends_sentence(last))
        return false;
    size_t words = fms_skip_blanks(text, marked->end, open.end);
    if (words == open.end || fms_char_is_cjk(last))
        return true;
    return words > marked->end && !g_unichar_islower(fms_char_at(text, words, open.end));
}

static void skip_passed(struct cutting *cutting, size_t at)
{
    while (cutting->marked < cutting->marked_end && cutting->marked->begin < at)
        cutting->marked++;
}

static void cut(struct cutting *cutting, size_t length)
{
    const char *text = cutting->text;
    struct fms_range open = { 0, length };
    bool continues = false;
    for (size_t at = 0, after; at < length; at = after) {
        size_t next = at;
        bool ends;
        skip_passed(cutting, at);
        if (cutting->marked < cutting->marked_end && cutting->marked->begin == at &&
            is_kept_whole(cutting, cutting->marked)) {
            after = cutting->marked->end;
            ends = ends_inside(text, open, cutting->marked);
        } else {
            after = (size_t) (g_utf8_next_char(text + at) - text);
            ends = ends_here(text, open, at, cutting->primary, &next);
        }
        if (!ends)
            continue;
        after = MAX(after, next);
        add_sentence(cutting, open.begin, after, &continues);
        open.begin = fms_skip_blanks(text, after, length);
    }
    add_sentence(cutting, open.begin, length, &continues);
}

void fms_sentences_find(const char *text, size_t length, const char *language, int64_t pace, GArray *out)
{
    char *own = g_strndup(text, length); /* marks are told by their surroundings, which end here */
    size_t n_marked = 0;
    struct fms_marked *marked = fms_marks_find(NULL, own, &n_marked);
    struct cutting cutting = {
        .text = own, .pace = pace, .marked = marked, .marked_end = marked ? marked + n_marked : NULL, .out = out
    };
    g_strlcpy(cutting.primary, language, MIN(strcspn(language, "-_") + 1, sizeof cutting.primary));
    cut(&cutting, length);
    talloc_free(marked);
    g_free(own);
}
