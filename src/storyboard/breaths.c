/*
 * Long sentences are said in several breaths. First every seam of the sentence is noted with the length of what lies
 * before it; then the sentence is halved (or split 1:2, …) at the cheapest seam near where it should be, until every
 * part can be said in one breath. The parts wait on a list of their own, so nothing recurses.
 */
#include "characters.h"
#include "marks.h"
#include "phrases-private.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_WORDS 4 /* no breath group is shorter where it can be helped */
#define MOST_LISTED 3 /* words in one thing of an enumeration: "the dock workers," */
#define LONG_WORD 48  /* letters in a row after which a word may be cut, too */

/* What a seam costs, in thousandths of the part's length that it may lie away from the right place. */
enum {
    AT_STOP = 0,
    AT_COMMA = 120,
    AT_CONJUNCTION = 250,
    AFTER_MARKS = 450,
    IN_LIST = 520,
    IN_MARKS = 700,
    AT_BLANK = 700,
    AFTER_LITTLE = 900,
    IN_PHRASE = 1500,
    IN_WORD = 3000
};

struct seam {
    size_t at;        /* the part before ends here, blanks not cut off */
    int64_t ms, load; /* of all that stands before */
    int64_t cost;
};

static const struct {
    const char *language, *words;
} conjunctions[] = {
    { "en",
      "and but or nor because which who whom whose that when while where although though so if as than until before "
      "after unless" },
    { "de", "und aber oder sondern denn weil dass daß wenn während obwohl als damit bevor nachdem ob" },
    { "fr", "et mais ou car que qui dont parce lorsque quand où si puisque tandis afin" },
    { "es", "y e pero o u sino porque que quien cuando donde si aunque mientras" },
    { "it", "e ed ma o perché che chi quando dove se mentre benché" },
    { "pt", "e mas ou porque que quem quando onde se embora enquanto" },
    { "nl", "en maar of want omdat dat die wanneer terwijl hoewel als zodat" },
    { "sv", "och men eller för att som när medan om där" },
    { "da nb no", "og men eller for at som når mens om der hvor fordi" },
    { "fi", "ja mutta tai koska että joka kun jos vaikka" },
    { "pl", "i a ale lub albo bo ponieważ że który która które gdy kiedy jeśli aby" },
    { "cs sk", "a ale nebo protože že který která které když jestli aby než ak keď" },
    { "ru", "и а но или потому что который которая которые когда если чтобы где" },
    { "uk", "і й а але або тому що який яка які коли якщо щоб де" },
    { "bg", "и а но или защото че който която които когато ако да" },
    { "tr", "ve ama fakat veya ya çünkü ki ise" },
    { "hu", "és de vagy mert hogy aki ami amikor ha" },
    { "ro", "și dar sau pentru că care când dacă unde" },
    { "ar", "و لكن أو لأن الذي التي عندما إذا حيث" },
    { "fa", "و اما یا زیرا که وقتی اگر" },
    { "hi", "और लेकिन या क्योंकि कि जो जब अगर" },
    { "id ms", "dan tetapi atau karena bahwa yang ketika jika" },
    { "vi", "và nhưng hoặc vì rằng mà khi nếu" },
    { "el", "και αλλά ή γιατί ότι που όταν αν" },
};

static const char *conjunctions_of(const char *language)
{
    size_t length = strcspn(language, "-_");
    for (size_t i = 0; length > 0 && i < G_N_ELEMENTS(conjunctions); i++)
        for (const char *at = conjunctions[i].language; at; at = strchr(at, ' ')) {
            at += *at == ' ';
            if (strncmp(at, language, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
                return conjunctions[i].words;
        }
    return "";
}

/* Words that join the last two things of an enumeration. */
static const struct {
    const char *language, *words;
} joining[] = {
    { "en", "and or" },   { "de", "und oder" },   { "fr", "et ou" },      { "es", "y e o u" },  { "it", "e ed o" },
    { "pt", "e ou" },     { "nl", "en of" },      { "sv", "och eller" },  { "da", "og eller" }, { "nb", "og eller" },
    { "no", "og eller" }, { "fi", "ja tai" },     { "pl", "i oraz lub" }, { "cs", "a nebo" },   { "sk", "a alebo" },
    { "ru", "и или" },    { "uk", "і й та або" }, { "bg", "и или" },      { "hu", "és vagy" },  { "ro", "și sau" },
    { "tr", "ve veya" },
};

static const char *joining_of(const char *language)
{
    for (size_t i = 0; i < G_N_ELEMENTS(joining); i++)
        if (strncmp(joining[i].language, language, 2) == 0 && strchr("-_", language[2]))
            return joining[i].words;
    return "";
}

static int64_t cost_after(gunichar c)
{
    switch (c) {
    case ';':
    case ':':
    case 0x2014: /* — */
    case 0x2013: /* – */
    case 0xFF1A:
    case 0xFF1B:
    case 0x61B:
    case 0x387:
    case 0x2026: return AT_STOP;
    case ',':
    case 0xFF0C:
    case 0x3001:
    case 0xFF64:
    case 0x60C:
    case 0x55D:
    case 0x1363: return AT_COMMA;
    default: return fms_char_ends_sentence(c) ? AT_STOP : IN_WORD;
    }
}

/* Past closing marks and brackets, what stands before `at`. */
static gunichar last_mark(const char *text, size_t begin, size_t at)
{
    while (at > begin && fms_char_closes(fms_char_before(text, at)))
        at = (size_t) (g_utf8_prev_char(text + at) - text);
    return at > begin ? fms_char_before(text, at) : 0;
}

static bool joins(gunichar c)
{
    return g_unichar_ismark(c) || c == 0x200D || c == 0x200C || (c >= 0x1F3FB && c <= 0x1F3FF);
}

static bool is_unspaced(gunichar c)
{
    return fms_char_is_cjk(c) || (c >= 0xE00 && c <= 0xFFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF);
}

/* Little words ("the", "of") lean on what follows. */
static bool is_little(const char *text, size_t begin, size_t end)
{
    size_t n = 0;
    for (; end > begin && n <= 3 && g_unichar_isalpha(fms_char_before(text, end)); n++)
        end = (size_t) (g_utf8_prev_char(text + end) - text);
    return n > 0 && n <= 3;
}

struct sewing {
    const char *text, *language, *conjunctions, *joining;
    struct fms_range sentence;
    size_t since_blank;                           /* letters in a row without a seam */
    const struct fms_marked *marked, *marked_end; /* passages in marks, counted from the sentence's begin */
};

struct word {
    const char *at;
    size_t length;
};

/* The word that ends at `end`, with marks that hang on it; none at the sentence's begin. */
static struct word word_before(const char *text, size_t begin, size_t end)
{
    size_t from = end;
    while (from > begin && end - from < LONG_WORD && text[from - 1] != ' ')
        from--;
    return (struct word){ text + from, end - from };
}

/* The word that begins at or after `at`. */
static struct word word_at(const char *text, size_t at, size_t end)
{
    at = fms_skip_blanks(text, at, end);
    size_t to = at;
    while (to < end && to - at < LONG_WORD && text[to] != ' ')
        to++;
    return (struct word){ text + at, to - at };
}

static bool is_one_of(struct word word, const char *list)
{
    while (*list) {
        size_t n = 0;
        while (list[n] && list[n] != ' ')
            n++;
        if (n == word.length && memcmp(list, word.at, n) == 0)
            return true;
        list += n + (list[n] == ' ');
    }
    return false;
}

/* Words that begin and end a comparison, of all languages. */
static const char comparing[] =
    "more less fewer rather other better worse mehr weniger länger plus moins más menos più "
    "meno mais minder meer mer mindre mere więcej více больше более менее";
static const char compared[] = "than als que dan än end enn niż než чем";

/* "nurses, | bakers and dock workers": a comma before one or two words and another comma or "and". */
static bool enumerates(const struct sewing *sewing, size_t comma)
{
    const char *text = sewing->text;
    struct fms_range sentence = sewing->sentence;
    size_t at = comma;
    for (int i = 0; i < MOST_LISTED; i++) {
        struct word word = word_at(text, at, sentence.end);
        at = (size_t) (word.at - text) + word.length;
        if (word.length == 0 || is_one_of(word, sewing->joining))
            return i > 0 && word.length > 0;
        if (text[at - 1] == ',')
            return true;
    }
    return false;
}

/* Whether `at` lies between two words that belong together: "more | than", "than | 12,000", "12,000 | signatures",
 * "bakers | and dock workers" where a comma stands before. */
static bool is_in_phrase(const struct sewing *sewing, size_t end, size_t at)
{
    const char *text = sewing->text;
    struct fms_range sentence = sewing->sentence;
    struct word before = word_before(text, sentence.begin, end), next = word_at(text, at, sentence.end);
    if (before.length == 0 || next.length == 0)
        return false;
    if (is_one_of(next, compared) && is_one_of(before, comparing))
        return true;
    if (g_ascii_isdigit(next.at[0]) && is_one_of(before, compared))
        return true;
    if (g_ascii_isdigit(before.at[0]))
        return g_unichar_isalpha(g_utf8_get_char(next.at)) && !is_one_of(next, sewing->conjunctions);
    if (!is_one_of(next, sewing->joining))
        return false;
    size_t from = (size_t) (before.at - text);
    for (int i = 0; i < MOST_LISTED && from > sentence.begin; i++) {
        struct word word = word_before(text, sentence.begin, fms_trim_blanks(text, sentence.begin, from));
        if (word.length > 0 && word.at[word.length - 1] == ',')
            return true;
        if (word.length == 0)
            return false;
        from = (size_t) (word.at - text);
    }
    return false;
}

/* The cost of a seam between the characters before and at `at`; -1 where there is none. */
static int64_t seam_cost(const struct sewing *sewing, size_t at, gunichar before, gunichar next)
{
    const char *text = sewing->text;
    if (before < 0x80 && next < 0x80 && g_ascii_isalnum((char) before) && g_ascii_isalnum((char) next))
        return sewing->since_blank >= LONG_WORD ? IN_WORD : -1; /* as below, and nearly all that there is */
    if (g_unichar_isspace(next) || joins(next) || before == 0x200D || fms_char_closes(next) ||
        cost_after(next) != IN_WORD)
        return -1;
    if (g_unichar_isspace(before)) {
        size_t end = fms_trim_blanks(text, sewing->sentence.begin, at);
        int64_t cost = cost_after(last_mark(text, sewing->sentence.begin, end));
        if (text[end - 1] == '.' && fms_stop_leans(text, sewing->sentence, end - 1, sewing->language))
            return AFTER_LITTLE;
        if (cost == AT_COMMA && enumerates(sewing, end))
            return IN_LIST;
        if (cost != IN_WORD)
            return cost;
        if (is_in_phrase(sewing, end, at))
            return IN_PHRASE;
        if (is_one_of(word_at(text, at, sewing->sentence.end), sewing->conjunctions))
            return AT_CONJUNCTION;
        if (fms_char_closes(fms_char_before(text, end)))
            return AFTER_MARKS;
        return is_little(text, sewing->sentence.begin, end) ? AFTER_LITTLE : AT_BLANK;
    }
    gunichar mark = last_mark(text, sewing->sentence.begin, at);
    if (mark == 0x2014 || (cost_after(mark) != IN_WORD && fms_char_is_cjk(mark)))
        return cost_after(mark);
    if (is_unspaced(before) && is_unspaced(next) && g_unichar_type(before) != G_UNICODE_OPEN_PUNCTUATION &&
        g_unichar_type(before) != G_UNICODE_INITIAL_PUNCTUATION)
        return AT_BLANK + 200;
    return sewing->since_blank >= LONG_WORD ? IN_WORD : -1;
}

/* What is in marks is one thing: a quoted title is not torn where the sentence can be cut elsewhere. */
static bool is_in_marks(struct sewing *sewing, size_t at)
{
    at -= sewing->sentence.begin;
    while (sewing->marked < sewing->marked_end && sewing->marked->end <= at)
        sewing->marked++;
    return sewing->marked < sewing->marked_end && sewing->marked->begin < at;
}

static void find_seams(struct sewing *sewing, int64_t pace, GArray *seams)
{
    const char *text = sewing->text;
    size_t from = sewing->sentence.begin;
    int64_t ms = 0, load = 0;
    for (size_t at = from; at < sewing->sentence.end;) {
        gunichar before = fms_char_here(text + at);
        at = (size_t) (g_utf8_next_char(text + at) - text);
        bool last = at >= sewing->sentence.end;
        int64_t cost = last ? 0 : seam_cost(sewing, at, before, fms_char_here(text + at));
        sewing->since_blank = cost >= 0 ? 0 : sewing->since_blank + 1;
        if (cost < 0)
            continue;
        struct fms_measure part = fms_phrase_measure(text, from, at, pace);
        ms += part.ms;
        load += part.load;
        cost += is_in_marks(sewing, at) ? IN_MARKS : 0;
        struct seam seam = { at, ms, load, cost };
        g_array_append_val(seams, seam);
        from = at;
    }
}

struct part {
    size_t first, last; /* seams: the one before it begins, the one at which it ends */
};

static int64_t ceil_div(int64_t a, int64_t b)
{
    return a / b + (a % b != 0);
}

/* The seam at which a part of `n` breaths is best split in two; 0 if it has none. */
static size_t best_seam(const struct seam *seams, struct part part, int64_t n, int64_t least_ms)
{
    int64_t begin = seams[part.first].ms, total = MAX(seams[part.last].ms - begin, 1);
    int64_t target = total * (n / 2) / n, best_cost = INT64_MAX;
    size_t best = 0;
    for (size_t i = part.first + 1; i < part.last; i++) {
        int64_t at = seams[i].ms - begin;
        int64_t cost = seams[i].cost + llabs(at - target) * 1000 / total * n / 2;
        if (at < least_ms || total - at < least_ms)
            cost += 5000;
        if (cost < best_cost) {
            best_cost = cost;
            best = i;
        }
    }
    return best;
}

/* Appends [*begin, end) without blanks; marks that stand alone go with the breath before, the first with the next. */
static void add_breath(const char *text, size_t *begin, size_t end, size_t n_before, GArray *out)
{
    struct fms_range range = { fms_skip_blanks(text, *begin, end), 0 };
    range.end = fms_trim_blanks(text, range.begin, end);
    bool speaks = fms_phrase_speaks(text, range.begin, range.end);
    if (!speaks && out->len == n_before)
        return;
    *begin = end;
    if (speaks)
        g_array_append_val(out, range);
    else if (range.begin < range.end)
        g_array_index(out, struct fms_range, out->len - 1).end = range.end;
}

static void split(const char *text, const GArray *found, int64_t least_ms, struct fms_breath breath, GArray *out)
{
    const struct seam *seams = &g_array_index(found, struct seam, 0);
    size_t begin = seams[0].at, n_before = out->len;
    GArray *waiting = g_array_new(FALSE, FALSE, sizeof(struct part));
    struct part part = { 0, found->len - 1 };
    g_array_append_val(waiting, part);
    while (waiting->len > 0) {
        part = g_array_index(waiting, struct part, waiting->len - 1);
        g_array_set_size(waiting, waiting->len - 1);
        int64_t n = MAX(ceil_div(seams[part.last].ms - seams[part.first].ms, breath.most_ms),
                        ceil_div(seams[part.last].load - seams[part.first].load, breath.most_load));
        size_t middle = n > 1 ? best_seam(seams, part, n, least_ms) : 0;
        if (middle == 0) {
            add_breath(text, &begin, seams[part.last].at, n_before, out);
            continue;
        }
        g_array_append_val(waiting, ((struct part[]){ { middle, part.last } })[0]);
        g_array_append_val(waiting, ((struct part[]){ { part.first, middle } })[0]);
    }
    g_array_free(waiting, TRUE);
}

void fms_breaths_find(const char *text, struct fms_range sentence, const char *language, int64_t pace,
                      struct fms_breath breath, GArray *out)
{
    struct fms_measure whole = fms_phrase_measure(text, sentence.begin, sentence.end, pace);
    if (whole.ms <= breath.most_ms && whole.load <= breath.most_load) {
        g_array_append_val(out, sentence);
        return;
    }
    GArray *seams = g_array_new(FALSE, FALSE, sizeof(struct seam));
    struct seam begin = { .at = sentence.begin };
    g_array_append_val(seams, begin);
    struct sewing sewing = { .text = text,
                             .language = language,
                             .joining = joining_of(language),
                             .conjunctions = conjunctions_of(language),
                             .sentence = sentence };
    char *own = g_strndup(text + sentence.begin, sentence.end - sentence.begin);
    size_t n_marked = 0;
    struct fms_marked *marked = fms_marks_find(NULL, own, &n_marked);
    sewing.marked = marked;
    sewing.marked_end = marked ? marked + n_marked : NULL;
    find_seams(&sewing, pace, seams);
    split(text, seams, MIN(LEAST_WORDS * 60000 / pace, breath.most_ms / 3), breath, out);
    g_array_free(seams, TRUE);
    talloc_free(marked);
    g_free(own);
}
