/*
 * Who says it: finds a verb of saying near a quotation and takes its subject for the speaker.
 *
 * No grammar: the words before the verb, back to a comma, without conjunctions in front and adverbs behind. Where that
 * is no name (nothing left, a preposition in front), the words after the verb ("Dijo Ana:"). Where that is none either,
 * the quotation has no speaker: better none than a wrong one.
 */
#include "sources-private.h"

#include <string.h>

#define MOST_WORDS 24      /* looked at before or after a quotation */
#define MOST_WORDS_AFTER 7 /* between the verb and the quotation: "told reporters in Paris on Monday" */
#define REACH 600          /* bytes looked at */

struct word {
    size_t begin, end;
    char lower[64]; /* "" where it is longer: then it is in no list */
    bool comma;     /* a comma follows */
};

struct words {
    const char *text;
    size_t n;
    struct word at[MOST_WORDS];
};

static bool is_comma(gunichar c)
{
    return c == ',' || c == 0xFF0C || c == 0x3001 || c == 0x060C || c == ';';
}

static bool is_part_of_word(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '\'' || c == 0x2019 || c == '-' || c == 0x200C ||
           c == '.';
}

static void lower_word(const char *text, struct word *word)
{
    word->lower[0] = '\0';
    if (word->end - word->begin >= sizeof word->lower)
        return;
    char *lower = g_utf8_strdown(text + word->begin, (gssize) (word->end - word->begin));
    g_strlcpy(word->lower, lower, sizeof word->lower);
    g_free(lower);
    for (char *mark = strstr(word->lower, "’"); mark; mark = strstr(word->lower, "’")) {
        *mark = '\'';
        memmove(mark + 1, mark + 3, strlen(mark + 3) + 1);
    }
}

/* Where the last MOST_WORDS words of [begin, end) begin, as blanks tell. */
static size_t last_words(const char *text, size_t begin, size_t end)
{
    size_t at = end;
    for (size_t n = 0; at > begin && end - at < REACH; at = (size_t) (g_utf8_prev_char(text + at) - text))
        if (g_unichar_isspace(fms_char_before(text, at)) && ++n == MOST_WORDS)
            break;
    return at;
}

/* The first MOST_WORDS words of [begin, end). */
static void read_words(struct words *words, const char *text, size_t begin, size_t end)
{
    words->text = text;
    words->n = 0;
    for (size_t at = begin; at < end;) {
        gunichar c = g_utf8_get_char(text + at);
        size_t from = at;
        while (at < end && is_part_of_word(g_utf8_get_char(text + at)))
            at = (size_t) (g_utf8_next_char(text + at) - text);
        if (at == from) {
            if (words->n > 0 && is_comma(c))
                words->at[words->n - 1].comma = true;
            at = (size_t) (g_utf8_next_char(text + at) - text);
            continue;
        }
        if (words->n == MOST_WORDS)
            return;
        words->at[words->n] = (struct word){ .begin = from, .end = at };
        lower_word(text, &words->at[words->n++]);
    }
}

/* How many words from `i` on make a verb of saying: the longest phrase of the list, 0 if none. */
static size_t verb_length(const struct words *words, size_t i, const char *verbs)
{
    char phrase[4 * 64] = "";
    size_t longest = 0;
    for (size_t n = 1; n <= 4 && i + n <= words->n; n++) {
        if (n > 1)
            g_strlcat(phrase, "_", sizeof phrase);
        g_strlcat(phrase, words->at[i + n - 1].lower, sizeof phrase);
        if (fms_listed(verbs, phrase))
            longest = n;
    }
    return longest;
}

static bool is_adverb(const struct fms_saying_words *row, const char *lower)
{
    if (fms_listed(row->trailing, lower))
        return true;
    return strcmp(row->language, "en") == 0 && strlen(lower) > 4 && g_str_has_suffix(lower, "ly");
}

/* Whether words [from, to) can be somebody: no pronoun, no relative clause, the first as a name begins. */
static bool is_somebody(const struct words *words, size_t from, size_t to, const struct fms_saying_words *row)
{
    for (size_t i = from; i < to; i++)
        if (fms_word_is_vague(row, words->at[i].lower))
            return false;
    return fms_word_begins_name(row, words->text + words->at[from].begin, words->at[from].lower);
}

/* Words [from, to) as a name. `nameless` is set where the subject is a pronoun or nobody in particular. */
static const char *name_of(TALLOC_CTX *ctx, const struct words *words, size_t from, size_t to,
                           const struct fms_saying_words *row, bool *nameless)
{
    while (from < to && fms_listed(row->leading, words->at[from].lower))
        from++;
    for (size_t i = from + 1; i < to; i++)
        if (fms_listed(row->auxiliary, words->at[i].lower))
            to = i;
    bool second_verb = false; /* "Ana stood up and said": the words before "and" are more than a name */
    for (; to > from && is_adverb(row, words->at[to - 1].lower); to--)
        second_verb |= fms_listed(row->leading, words->at[to - 1].lower);
    *nameless = to - from == 1 && fms_listed(row->pronouns, words->at[from].lower);
    if (from == to || *nameless || second_verb || fms_listed(row->placing, words->at[from].lower))
        return NULL;
    size_t begin = words->at[from].begin;
    *nameless = !is_somebody(words, from, to, row);
    if (*nameless)
        return NULL;
    return fms_speaker_name(ctx, words->text + begin, words->at[to - 1].end - begin);
}

static const char *subject_before(TALLOC_CTX *ctx, const struct words *words, size_t verb,
                                  const struct fms_saying_words *row, bool *nameless)
{
    size_t from = verb;
    while (from > 0 && (from == verb || !words->at[from - 1].comma))
        from--;
    bool apposition = verb > 0 && words->at[verb - 1].comma;
    return name_of(ctx, words, apposition ? 0 : from, verb, row, nameless);
}

/* After a verb the name ends at a comma or where place and time begin. */
static const char *subject_after(TALLOC_CTX *ctx, const struct words *words, size_t from,
                                 const struct fms_saying_words *row, bool *nameless)
{
    size_t to = from;
    while (to < words->n && (to == from || !words->at[to - 1].comma) &&
           (to == from || !fms_listed(row->placing, words->at[to].lower) ||
            fms_listed("of de von di del", words->at[to].lower)))
        to++;
    return name_of(ctx, words, from, to, row, nameless);
}

/* "He didn't say", "Er sagte nicht": back to where a clause began, and all that follows. */
static bool is_denied(const struct words *words, size_t verb, const struct fms_saying_words *row)
{
    size_t from = verb;
    while (from > 0 && !words->at[from - 1].comma)
        from--;
    for (size_t i = from; i < words->n; i++)
        if (fms_word_denies(row, words->at[i].lower))
            return true;
    return false;
}

static struct fms_saying around_verb(TALLOC_CTX *ctx, const struct words *words, size_t verb, size_t length,
                                     const struct fms_saying_words *row)
{
    struct fms_saying saying = { .found = true, .words_after = words->n - verb - length };
    saying.nameless = is_denied(words, verb, row);
    if (saying.nameless)
        return saying;
    saying.speaker = subject_before(ctx, words, verb, row, &saying.nameless);
    if (!saying.speaker && !saying.nameless && saying.words_after > 0)
        saying.speaker = subject_after(ctx, words, verb + length, row, &saying.nameless);
    return saying;
}

struct fms_saying fms_saying_before(TALLOC_CTX *ctx, const char *text, size_t begin, size_t end, const char *language)
{
    if (fms_saying_is_eastern(language))
        return fms_eastern_before(ctx, text, begin, end, language);
    const struct fms_saying_words *row = fms_saying_words(language);
    struct words words;
    if (!row)
        return (struct fms_saying){ 0 };
    read_words(&words, text, last_words(text, begin, end), end);
    for (size_t i = words.n; i-- > 0 && words.n - i <= MOST_WORDS_AFTER + 1;) {
        size_t length = verb_length(&words, i, row->verbs);
        if (length > 0)
            return around_verb(ctx, &words, i, length, row);
        if (words.at[i].comma && i + 1 < words.n)
            break;
    }
    return (struct fms_saying){ 0 };
}

struct fms_saying fms_saying_after(TALLOC_CTX *ctx, const char *text, size_t begin, size_t end, const char *language)
{
    const struct fms_saying_words *row = fms_saying_words(language);
    struct words words;
    if (!row || end - begin > REACH)
        return (struct fms_saying){ 0 };
    read_words(&words, text, begin, end);
    if (words.n == 0 || words.n > 14)
        return (struct fms_saying){ 0 };
    size_t first = 0;
    while (first + 1 < words.n && fms_listed(row->auxiliary, words.at[first].lower))
        first++;
    size_t length = verb_length(&words, first, row->verbs);
    struct fms_saying saying = { .found = true };
    if (length > 0 && !is_denied(&words, first, row)) {
        saying.speaker = subject_after(ctx, &words, first + length, row, &saying.nameless);
        return saying;
    }
    for (size_t i = words.n; i-- > 1 && words.n - i <= 3;)
        if ((length = verb_length(&words, i, row->verbs)) > 0)
            return around_verb(ctx, &words, i, length, row);
    return (struct fms_saying){ 0 };
}

struct fms_saying fms_saying_around(TALLOC_CTX *ctx, const char *text, const size_t at[4], const char *language)
{
    if (!fms_saying_is_eastern(language))
        return (struct fms_saying){ 0 };
    return fms_eastern_around(ctx, text, at, language);
}

bool fms_saying_knows(const char *language)
{
    return fms_saying_is_eastern(language) || fms_saying_words(language) != NULL;
}
