/*
 * Finds the quotations that deserve a card. The marks are paired first (marks.c); then one pass goes from passage to
 * passage and knows where the sentence began that stands before it. A passage becomes a quotation where the words
 * before it, behind it or around it say who speaks (saying.c). In the gaps between passages it looks for a statement
 * without marks, which takes the rest of the paragraph.
 */
#include "quotation.h"

#include "marks.h"
#include "sources-private.h"

#include <string.h>

#define MOST_BEFORE_COLON 2000  /* bytes of a sentence that may name who says what follows */
#define MOST_WORDS_AFTER_VERB 4 /* in a statement without marks: "said in its summary:" */
#define MOST_ENDING 64          /* bytes of full stops and closing marks in a row: "?!”)" */
#define REACH_BEHIND 400        /* bytes: where a verb behind a quotation is looked for */

struct search {
    TALLOC_CTX *ctx;
    const char *text, *language;
    size_t length;
    size_t at;           /* up to here sentences have been told apart */
    size_t sentence;     /* where the sentence at `at` began */
    const char *carried; /* speaker of a quotation that ended in a comma: "A," said X, "B." */
    bool carries;
    GArray *found;
};

/* Words that end in a full stop and go on: titles before names, and initials. */
bool fms_is_short_form(const char *text, size_t begin, size_t stop)
{
    static const char *const titles[] = { "Mr",  "Mrs", "Ms",   "Dr",  "Prof", "St",   "Sr",  "Sra", "Gen", "Sen",
                                          "Rep", "Gov", "Lt",   "Col", "Capt", "Sgt",  "Rev", "Hon", "Jr",  "Hr",
                                          "Fr",  "Mme", "Mlle", "M",   "Sig",  "Dott", "Ing", "Adm", "Maj", "Pres",
                                          "mr",  "dr",  "prof", "No",  "vs",   "г",    "Г",   "д-р" };
    size_t from = stop;
    while (from > begin && stop - from < 16 && g_unichar_isalpha(fms_char_before(text, from)))
        from = (size_t) (g_utf8_prev_char(text + from) - text);
    if (from < stop && (size_t) (g_utf8_next_char(text + from) - text) == stop)
        return g_unichar_isupper(g_utf8_get_char(text + from));
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
        if (strlen(titles[i]) == stop - from && memcmp(titles[i], text + from, stop - from) == 0)
            return true;
    return false;
}

/* Whether a sentence ends with the mark at `at`; `next` receives where the following one begins. */
static bool ends_sentence(const char *text, size_t begin, size_t at, size_t end, size_t *next)
{
    gunichar c = fms_char_here(text + at);
    if (!fms_char_ends_sentence(c))
        return false;
    size_t after = (size_t) (g_utf8_next_char(text + at) - text);
    size_t limit = MIN(end, at + MOST_ENDING);
    while (after < limit &&
           (fms_char_closes(fms_char_at(text, after, end)) || fms_char_ends_sentence(fms_char_at(text, after, end))))
        after = (size_t) (g_utf8_next_char(text + after) - text);
    *next = fms_skip_blanks(text, after, end);
    if (fms_char_is_cjk(c))
        return true;
    if (*next == after || g_unichar_islower(fms_char_at(text, *next, end)))
        return *next == end;
    return c != '.' || !fms_is_short_form(text, begin, at);
}

static void advance(struct search *search, size_t to)
{
    while (search->at < to) {
        size_t next, after = (size_t) (g_utf8_next_char(search->text + search->at) - search->text);
        if (ends_sentence(search->text, search->sentence, search->at, search->length, &next) && next <= to) {
            search->sentence = next;
            after = MAX(after, next);
        }
        search->at = after;
    }
}

static bool is_colon(gunichar c)
{
    return c == ':' || c == 0xFF1A || c == 0xFE55 || c == 0x589;
}

static bool is_comma(gunichar c)
{
    return c == ',' || c == 0xFF0C || c == 0x060C || c == 0x3001;
}

static size_t before_char(const char *text, size_t at)
{
    return (size_t) (g_utf8_prev_char(text + at) - text);
}

static bool has_words(const char *text, size_t begin, size_t end, size_t n)
{
    for (size_t at = begin; at < end && n > 0; at = (size_t) (g_utf8_next_char(text + at) - text)) {
        gunichar c = g_utf8_get_char(text + at);
        if (fms_char_is_cjk(c) || g_unichar_isspace(c))
            n--;
    }
    return n <= 1;
}

static bool is_full_sentence(const char *text, const struct fms_marked *marked)
{
    gunichar last = fms_char_before(text, marked->words_end);
    if (fms_char_closes(last))
        last = fms_char_before(text, before_char(text, marked->words_end));
    gunichar first = fms_char_at(text, marked->words_begin, marked->words_end);
    return fms_char_ends_sentence(last) && !g_unichar_islower(first) &&
           has_words(text, marked->words_begin, marked->words_end, 3);
}

/* Behind the closing mark: a full stop that belongs to it, and blanks. */
static size_t end_of_passage(const struct search *search, const struct fms_marked *marked)
{
    size_t end = marked->end;
    while (end < search->length && (fms_char_ends_sentence(fms_char_at(search->text, end, search->length)) ||
                                    is_comma(fms_char_at(search->text, end, search->length))))
        end = (size_t) (g_utf8_next_char(search->text + end) - search->text);
    return fms_skip_blanks(search->text, end, search->length);
}

static void add(struct search *search, struct fms_quotation quotation)
{
    g_array_append_val(search->found, quotation);
    search->at = search->sentence = quotation.end;
}

/* "X once said: “…”" */
static bool try_before(struct search *search, const struct fms_marked *marked)
{
    const char *text = search->text;
    size_t intro = search->sentence, intro_end = fms_trim_blanks(text, intro, marked->begin);
    if (intro_end == intro)
        return false;
    gunichar lead = fms_char_before(text, intro_end);
    bool colon = is_colon(lead), comma = is_comma(lead);
    size_t words_end = colon || comma ? before_char(text, intro_end) : intro_end;
    struct fms_saying saying = fms_saying_before(search->ctx, text, intro, words_end, search->language);
    bool full = is_full_sentence(text, marked);
    if (colon ? !saying.found && !full && fms_saying_knows(search->language)
              : !saying.found || (!full && saying.words_after > 0) || (!comma && !full))
        return false;
    add(search, (struct fms_quotation){ intro, intro_end, marked->words_begin, marked->words_end,
                                        end_of_passage(search, marked), saying.speaker, true });
    return true;
}

/* Where the words end that may attribute a quotation: at a full stop, or at a comma before the next mark. */
static size_t end_of_attribution(const struct search *search, size_t begin, const struct fms_marked *following,
                                 bool *goes_on)
{
    const char *text = search->text;
    size_t limit = MIN(search->length, begin + REACH_BEHIND), next;
    if (following && following->begin < limit)
        limit = following->begin;
    for (size_t at = begin; at < limit; at = (size_t) (g_utf8_next_char(text + at) - text)) {
        gunichar c = g_utf8_get_char(text + at);
        *goes_on = is_comma(c) && following && fms_skip_blanks(text, at + 1, search->length) == following->begin;
        if (*goes_on || ends_sentence(text, begin, at, search->length, &next))
            return at;
    }
    *goes_on = false;
    return limit == search->length ? limit : begin;
}

/* "“…,” said X." Only behind a quotation that begins the sentence, and only where the speaker is known. */
static bool try_after(struct search *search, const struct fms_marked *marked, const struct fms_marked *following)
{
    const char *text = search->text;
    size_t begin = marked->end;
    bool goes_on = false;
    if (search->sentence != marked->begin || marked->end >= search->length ||
        !has_words(text, marked->words_begin, marked->words_end, 3))
        return false;
    size_t end = end_of_attribution(search, begin, following, &goes_on);
    if (end == begin)
        return false;
    struct fms_saying saying = fms_saying_after(search->ctx, text, begin, end, search->language);
    if (!saying.found || !saying.speaker)
        return false;
    while (end < search->length && !g_unichar_isspace(g_utf8_get_char(text + end)) &&
           !g_unichar_isalnum(g_utf8_get_char(text + end)))
        end = (size_t) (g_utf8_next_char(text + end) - text);
    add(search, (struct fms_quotation){ marked->begin, marked->begin, marked->words_begin, marked->words_end,
                                        fms_skip_blanks(text, end, search->length), saying.speaker, true });
    search->carries = goes_on;
    search->carried = saying.speaker;
    return true;
}

/* "Xは「…」と述べた。": the verb stands behind, the subject before. */
static bool try_around(struct search *search, const struct fms_marked *marked, const struct fms_marked *following)
{
    const char *text = search->text;
    size_t intro = search->sentence, intro_end = fms_trim_blanks(text, intro, marked->begin);
    bool goes_on = false;
    size_t end = end_of_attribution(search, marked->end, following, &goes_on);
    if (end == marked->end)
        return false;
    size_t at[4] = { intro, intro_end, marked->end, end };
    struct fms_saying saying = fms_saying_around(search->ctx, text, at, search->language);
    if (!saying.found)
        return false;
    struct fms_marked whole = { .end = end };
    add(search, (struct fms_quotation){ intro, intro_end, marked->words_begin, marked->words_end,
                                        end_of_passage(search, &whole), saying.speaker, true });
    return true;
}

/* The second half of "“A,” said X, “B.”" */
static bool try_carried(struct search *search, const struct fms_marked *marked)
{
    bool carries = search->carries && search->sentence == marked->begin;
    search->carries = false;
    if (carries)
        add(search, (struct fms_quotation){ marked->begin, marked->begin, marked->words_begin, marked->words_end,
                                            end_of_passage(search, marked), search->carried, true });
    return carries;
}

/* "The resolution pointed out: As long as …" */
static bool try_statement(struct search *search, size_t colon)
{
    const char *text = search->text;
    size_t after = (size_t) (g_utf8_next_char(text + colon) - text);
    size_t words = fms_skip_blanks(text, after, search->length);
    bool parted = words > after || g_utf8_get_char(text + colon) == 0xFF1A;
    if (colon - search->sentence > MOST_BEFORE_COLON || !parted ||
        g_unichar_islower(fms_char_at(text, words, search->length)) || !has_words(text, words, search->length, 4))
        return false;
    struct fms_saying saying = fms_saying_before(search->ctx, text, search->sentence, colon, search->language);
    if (!saying.found || !saying.speaker || saying.words_after > MOST_WORDS_AFTER_VERB)
        return false;
    add(search, (struct fms_quotation){ search->sentence, after, words, fms_trim_blanks(text, words, search->length),
                                        search->length, saying.speaker, false });
    return true;
}

/* Looks for a statement in the words between two marked passages. */
static bool search_gap(struct search *search, size_t end, bool mark_follows)
{
    size_t lead = mark_follows ? fms_trim_blanks(search->text, search->at, end) : end;
    for (size_t at = search->at; at < end; at = (size_t) (g_utf8_next_char(search->text + at) - search->text)) {
        if (!is_colon(fms_char_here(search->text + at)))
            continue;
        advance(search, at);
        bool introduces_marks = (size_t) (g_utf8_next_char(search->text + at) - search->text) >= lead && mark_follows;
        if (!introduces_marks && try_statement(search, at))
            return true;
    }
    advance(search, end);
    return false;
}

static void search_passages(struct search *search, const struct fms_marked *marked, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct fms_marked *following = i + 1 < n ? &marked[i + 1] : NULL;
        if (marked[i].begin < search->at)
            continue;
        if (search_gap(search, marked[i].begin, true))
            return;
        if (try_carried(search, &marked[i]) || try_before(search, &marked[i]) ||
            try_around(search, &marked[i], following) || try_after(search, &marked[i], following))
            continue;
        advance(search, marked[i].end);
    }
    search_gap(search, search->length, false);
}

struct fms_quotation *fms_quotations_find(TALLOC_CTX *ctx, const char *text, const char *language, size_t *n)
{
    TALLOC_CTX *names = talloc_new(ctx);
    struct search search = { .ctx = names, .text = text, .language = language, .length = strlen(text) };
    search.found = g_array_new(FALSE, FALSE, sizeof(struct fms_quotation));
    size_t n_marked = 0;
    struct fms_marked *marked = fms_marks_find(names, text, &n_marked);
    search_passages(&search, marked, n_marked);
    *n = search.found->len;
    struct fms_quotation *out = NULL;
    if (*n > 0) {
        out = talloc_memdup(ctx, search.found->data, *n * sizeof(struct fms_quotation));
        talloc_steal(out, names);
    } else {
        talloc_free(names);
    }
    g_array_free(search.found, TRUE);
    return out;
}
