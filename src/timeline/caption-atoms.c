/*
 * Where a line may be broken, and how much it would hurt.
 *
 * A line of text is walked once, character by character. Between two characters there is either no break (inside a word;
 * where a mark belongs to its neighbour), or one whose cost says how much sense it tears: nothing after a sentence, little
 * after a comma, more between two words, most after an article or in the middle of a name. Scripts without spaces break
 * between characters, better where the voice says that a word begins (which characters, see caption-breaks.c). What still is longer than a line is broken where it has to be.
 *
 * The voice's word times are not trusted: they are clamped to the take and made to ascend.
 */
#include "captions-private.h"

#include <string.h>

enum {
    COST_SENTENCE = 0,
    COST_CLAUSE = 8,
    COST_BRACKET = 12,
    COST_BEFORE_SMALL = 16,
    COST_WORDS = 30,
    COST_SYLLABLE = 40, /* of writing whose words only a dictionary knows */
    COST_BY_PARTICLE = 45,
    COST_HYPHEN = 60,
    COST_NUMBER = 60,
    COST_JOINT = 60, /* between words without a space, where only a comma parts what belongs together */
    COST_INSIDE_WORD = 90,
    COST_NAME = 100,
    COST_SMALL = 120,
    COST_TORN = 200
};

/* A walk over one line. */
struct walk {
    const struct fms_caption_style *style;
    const char *text;
    const struct fms_word *words; /* clean */
    size_t n_words;
    size_t next_word; /* first that begins at the walk's position or after */
    GArray *atoms;
    struct fms_atom atom; /* the one being made */
    size_t word;          /* where the last run of letters without a space began */
};

static GArray *clean_words(const struct fms_take *take, size_t length)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(struct fms_word));
    int64_t n_samples = MAX(take->n_samples, 1);
    struct fms_word last = { 0, 0, 0, 0 };
    int32_t limit = (int32_t) MIN(length, G_MAXINT32);
    for (size_t i = 0; i < take->n_words; i++) {
        struct fms_word word = take->words[i];
        word.begin = CLAMP(word.begin, last.end, limit);
        word.end = CLAMP(word.end, word.begin, limit);
        word.from = MIN(MAX(word.from, last.to), n_samples - 1);
        word.to = CLAMP(word.to, word.from, n_samples);
        if (word.end == word.begin)
            continue;
        last = word;
        g_array_append_val(words, word);
    }
    if (!words->len && limit) {
        last = (struct fms_word){ 0, limit, 0, n_samples };
        g_array_append_val(words, last);
    }
    return words;
}

/* The moment at which byte `at` of a word sounds, if its letters took the same time each. */
static int64_t inside_word(const struct fms_word *word, int64_t at)
{
    int64_t bytes = word->end - word->begin, samples = word->to - word->from, offset = at - word->begin;
    return word->from + samples / bytes * offset + samples % bytes * offset / bytes;
}

/* Index of the first word that ends after byte `at`. */
static size_t word_after(const struct walk *walk, size_t at)
{
    size_t low = 0, high = walk->n_words;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((size_t) walk->words[middle].end > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static int64_t sample_from(const struct walk *walk, size_t at)
{
    size_t i = word_after(walk, at);
    if (i == walk->n_words)
        return i ? walk->words[i - 1].to : 0;
    if (at <= (size_t) walk->words[i].begin)
        return walk->words[i].from;
    return inside_word(&walk->words[i], (int64_t) at);
}

static int64_t sample_to(const struct walk *walk, size_t at)
{
    size_t i = word_after(walk, at);
    if (i < walk->n_words && at > (size_t) walk->words[i].begin)
        return inside_word(&walk->words[i], (int64_t) at);
    return i ? walk->words[i - 1].to : 0;
}

static bool is_one_of(gunichar c, const char *characters)
{
    char utf8[7] = { 0 };
    g_unichar_to_utf8(c, utf8);
    return strstr(characters, utf8);
}

/* The last character of the text before `at` that is not a closing mark: what the words end with. */
static gunichar last_meaning(const char *text, size_t begin, size_t end)
{
    const char *p = text + end;
    while (p > text + begin) {
        p = g_utf8_prev_char(p);
        gunichar c = g_utf8_get_char(p);
        GUnicodeType type = g_unichar_type(c);
        if (type != G_UNICODE_CLOSE_PUNCTUATION && type != G_UNICODE_FINAL_PUNCTUATION && c != '"' && c != '\'')
            return c;
    }
    return 0;
}

/* "Dr.", "J.", "St.": a full stop that ends no sentence. */
static bool is_abbreviation(const char *word, size_t length)
{
    return length <= 5 && g_unichar_isupper(g_utf8_get_char(word));
}

/* What the end of the words says, -1 if nothing. */
static int32_t cost_of_ending(const struct walk *walk)
{
    const struct fms_atom *atom = &walk->atom;
    gunichar last = last_meaning(walk->text, atom->begin, atom->end);
    if (!last)
        return -1;
    if (last == '.' && is_abbreviation(walk->text + walk->word, atom->end - walk->word))
        return COST_NAME;
    if (is_one_of(last, ".!?。！？｡．…؟۔।॥։‽"))
        return COST_SENTENCE;
    if (is_one_of(last, ",;:，；：、､،؛—–"))
        return COST_CLAUSE;
    return -1;
}

/* A word without the marks before and after it. Nothing but marks makes an empty one. */
struct bare {
    const char *text;
    size_t length;
};

static bool is_mark(gunichar c)
{
    return g_unichar_ispunct(c) || fms_caption_is_blank(c);
}

static struct bare bare_word(const char *begin, const char *end)
{
    while (begin < end && is_mark(g_utf8_get_char(begin)))
        begin = g_utf8_next_char(begin);
    while (begin < end && is_mark(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return (struct bare){ begin, (size_t) (end - begin) };
}

/* Far enough to know a small word; not further, so that a line without blanks is not read again and again. */
static const char *end_of_word(const char *p)
{
    for (int i = 0; i < 16 && *p && !fms_caption_is_blank(g_utf8_get_char(p)); i++)
        p = g_utf8_next_char(p);
    return p;
}

static bool is_capital(const struct bare *word)
{
    return word->length && g_unichar_isupper(g_utf8_get_char(word->text));
}

/* Does a closing mark end the atom, so that its last word leans on nothing after it? */
static bool ends_closed(const struct walk *walk)
{
    return fms_caption_closes(g_utf8_get_char(g_utf8_prev_char(walk->text + walk->atom.end)));
}

/* Between two words with a space, `right` the first byte of the second. */
static int32_t cost_of_space(const struct walk *walk, size_t right)
{
    const char *p = walk->text + right;
    struct bare before = bare_word(walk->text + walk->word, walk->text + walk->atom.end);
    const char *end = end_of_word(p);
    struct bare after = bare_word(p, end);
    int32_t ending = cost_of_ending(walk);
    if (ending >= 0)
        return ending;
    if (fms_caption_opens(g_utf8_get_char(p)) || ends_closed(walk))
        return COST_BRACKET;
    if (fms_caption_is_small(walk->style, before.text, before.length))
        return COST_SMALL;
    if (is_capital(&before) && is_capital(&after))
        return COST_NAME;
    if (g_unichar_isdigit(last_meaning(walk->text, walk->word, walk->atom.end)))
        return COST_NUMBER;
    bool leads = fms_caption_is_small(walk->style, p, (size_t) (end - p));
    return leads ? COST_BEFORE_SMALL : COST_WORDS;
}

static bool is_hiragana(gunichar c)
{
    return c >= 0x3041 && c <= 0x309F;
}

/* Between two characters without a space; the walk stands before `c`. */
static int32_t cost_of_joint(const struct walk *walk, gunichar before, gunichar c, bool word_begins)
{
    int32_t ending = cost_of_ending(walk);
    if (ending >= 0 && (fms_caption_is_ideographic(c) || fms_caption_opens(c) || fms_caption_is_dash(before)))
        return ending;
    if (fms_caption_is_dash(before))
        return COST_HYPHEN;
    if (g_unichar_isdigit(before) || g_unichar_isdigit(c))
        return COST_INSIDE_WORD + 5;
    if (is_one_of(c, "的了着过们地得吗呢吧はがをにへともの"))
        return COST_INSIDE_WORD;
    if (is_hiragana(before) && !is_hiragana(c))
        return COST_WORDS;
    if (fms_caption_parts_syllables(before, c))
        return COST_SYLLABLE;
    if (g_unichar_break_type(c) == G_UNICODE_BREAK_COMPLEX_CONTEXT)
        return COST_INSIDE_WORD;
    if (is_one_of(before, "的了") || is_one_of(c, "和与與但"))
        return COST_BY_PARTICLE;
    return word_begins ? COST_JOINT : COST_INSIDE_WORD;
}

static void end_atom(struct walk *walk, int32_t cost, bool space_after)
{
    struct fms_atom *atom = &walk->atom;
    if (atom->end == atom->begin)
        return;
    atom->from = sample_from(walk, atom->begin);
    atom->to = MAX(atom->from, sample_to(walk, atom->end));
    atom->break_cost = cost;
    atom->space_after = space_after;
    g_array_append_val(walk->atoms, *atom);
    *atom = (struct fms_atom){ .begin = atom->end, .end = atom->end };
}

/* Is the word at `at` nothing but marks that belong to the words before it (» ! :)? */
static bool leans_back(const char *p)
{
    gunichar c = g_utf8_get_char(p);
    if (!fms_caption_closes(c) && !fms_caption_is_dash(c))
        return false;
    for (; *p && !fms_caption_is_blank(c = g_utf8_get_char(p)); p = g_utf8_next_char(p))
        if (g_unichar_isalnum(c) || fms_caption_opens(c))
            return false;
    return true;
}

static bool word_begins_at(struct walk *walk, size_t at)
{
    while (walk->next_word < walk->n_words && (size_t) walk->words[walk->next_word].begin < at)
        walk->next_word++;
    return walk->next_word < walk->n_words && (size_t) walk->words[walk->next_word].begin == at;
}

/* Ends the atom before `c` where it may end. @return whether it goes on and the blank before `c` with it. */
static bool joint(struct walk *walk, gunichar before, gunichar c, size_t at, bool spaced)
{
    bool word_begins = word_begins_at(walk, at);
    if (walk->atom.end == walk->atom.begin)
        return false;
    if (spaced && (fms_caption_opens(before) || leans_back(walk->text + at)))
        return true;
    if (spaced)
        end_atom(walk, cost_of_space(walk, at), true);
    else if (fms_caption_may_break(before, c, word_begins))
        end_atom(walk, cost_of_joint(walk, before, c, word_begins), false);
    else
        return false;
    walk->word = at;
    return false;
}

static void take_character(struct walk *walk, gunichar c, size_t at, size_t end, bool with_blank)
{
    int32_t halves = fms_caption_halves(walk->style, c) + with_blank;
    if (halves && walk->atom.halves + halves > walk->style->line_halves) {
        end_atom(walk, COST_TORN, with_blank);
        halves -= with_blank;
    }
    if (walk->atom.end == walk->atom.begin)
        walk->atom.begin = at;
    walk->atom.end = end;
    walk->atom.halves += halves;
}

static void walk_line(struct walk *walk)
{
    gunichar before = 0;
    bool spaced = false;
    for (const char *p = walk->text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        size_t at = (size_t) (p - walk->text), end = (size_t) (g_utf8_next_char(p) - walk->text);
        if (fms_caption_is_blank(c)) {
            spaced = true;
            continue;
        }
        bool with_blank = joint(walk, before, c, at, spaced);
        take_character(walk, c, at, end, with_blank);
        before = c;
        spaced = false;
    }
    end_atom(walk, COST_SENTENCE, false);
}

GArray *fms_caption_atoms(const struct fms_line *line, const struct fms_take *take)
{
    GArray *words = clean_words(take, strlen(line->text));
    struct walk walk = { .style = fms_caption_style_of(line->language),
                         .text = line->text,
                         .words = (const struct fms_word *) (const void *) words->data,
                         .n_words = words->len,
                         .atoms = g_array_new(FALSE, TRUE, sizeof(struct fms_atom)) };
    walk_line(&walk);
    g_array_free(words, TRUE);
    return walk.atoms;
}
