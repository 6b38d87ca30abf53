/*
 * Rules about words and marks: slips of the pen that a reader passes over and a listener hears.
 */
#include "characters.h"
#include "language-tag.h"
#include "lint-private.h"
#include "marks.h"

#include <string.h>

/* ---- a quotation that never ends ---- */

static bool closes(gunichar c)
{
    return c == '"' || c == 0x201D || c == 0x201C || c == 0xBB || c == 0xAB || c == 0x300D || c == 0x300F;
}

static bool opens(const char *text)
{
    gunichar c = g_utf8_get_char(text);
    return c == '"' || c == 0x201C || c == 0x201E || c == 0x201D || c == 0xAB || c == 0xBB || c == 0x300C ||
           c == 0x300E;
}

/* A quotation of several paragraphs opens each and closes only the last. */
static bool goes_on(const struct fms_linter *linter, size_t i)
{
    return i + 1 < linter->script->n_blocks && fms_lint_heard(&linter->script->blocks[i + 1]) &&
           opens(linter->script->blocks[i + 1].text.utf8);
}

/* The inches of a screen and the like. */
static bool is_measure(const char *text, size_t at)
{
    return at > 0 && text[at] == '"' && g_ascii_isdigit(text[at - 1]);
}

static void look_marks(struct fms_linter *linter, size_t i)
{
    const struct fms_text *text = &linter->script->blocks[i].text;
    size_t n = 0;
    struct fms_marked *marked = fms_marks_find(NULL, text->utf8, &n);
    const struct fms_marked *last = n > 0 ? &marked[n - 1] : NULL;
    bool open = last && !last->single && last->end == text->length && !is_measure(text->utf8, last->begin);
    if (open && !closes(fms_char_before(text->utf8, text->length)) && !goes_on(linter, i))
        fms_lint_say(linter, fms_text_span(text, last->begin, last->words_begin), "close it where the quotation ends",
                     "this quotation mark is never closed");
    talloc_free(marked);
}

void fms_lint_marks(struct fms_linter *linter)
{
    for (size_t i = 0; i < linter->script->n_blocks; i++)
        if (fms_lint_heard(&linter->script->blocks[i]))
            look_marks(linter, i);
}

/* ---- two kinds of marks ---- */

static const char *find_straight(const char *text)
{
    for (const char *at = strchr(text, '"'); at; at = strchr(at + 1, '"'))
        if (!is_measure(text, (size_t) (at - text)))
            return at;
    return NULL;
}

static bool has_typographic(const char *text)
{
    return strstr(text, "“") || strstr(text, "„") || strstr(text, "«");
}

void fms_lint_quotes(struct fms_linter *linter)
{
    const struct fms_text *straight = NULL;
    size_t at = 0;
    bool typographic = false;
    for (size_t i = 0; i < linter->script->n_blocks; i++) {
        const struct fms_block *block = &linter->script->blocks[i];
        if (!fms_lint_heard(block))
            continue;
        const char *found = straight ? NULL : find_straight(block->text.utf8);
        typographic |= has_typographic(block->text.utf8);
        if (found) {
            straight = &block->text;
            at = (size_t) (found - block->text.utf8);
        }
    }
    if (straight && typographic)
        fms_lint_say(linter, fms_text_span(straight, at, at + 1), "write all of them in one way",
                     "straight quotation marks here and typographic ones elsewhere");
}

/* ---- the same word twice ---- */

/* Words that no sentence has twice in a row. "That that", "had had", German "die die" and the like are grammar. */
static const struct {
    const char *language, *words;
} never_twice[] = {
    { "en", " the a an of and or but with from my your their its our we they he she i if than because " },
    { "de", " und oder aber ein eine einen einem eines von mit nicht ich wir " },
    { "fr", " le les un une des du de et ou dans pour avec je il elle " },
    { "es", " el los las un una de y en con por para " },
    { "it", " il lo gli un una di e con per del della " },
    { "pt", " os um uma de e em com para " },
    { "nl", " de een van en met voor ik wij " },
};

static const char *words_of(const char *language)
{
    for (size_t i = 0; i < G_N_ELEMENTS(never_twice); i++)
        if (fms_language_is(language, never_twice[i].language))
            return never_twice[i].words;
    return NULL;
}

/* The ASCII letters before and behind a blank; 0 where other letters or marks join them to more. */
static size_t letters_before(const char *text, size_t at)
{
    size_t n = 0;
    while (n < at && g_ascii_isalpha(text[at - n - 1]))
        n++;
    gunichar c = n < at ? fms_char_before(text, at - n) : ' ';
    return g_unichar_isalnum(c) || c == '\'' || c == '-' || c == 0x2019 ? 0 : n;
}

static size_t letters_behind(const char *text)
{
    size_t n = 0;
    while (g_ascii_isalpha(text[n]))
        n++;
    gunichar c = g_utf8_get_char(text + n);
    return g_unichar_isalnum(c) || c == '\'' || c == '-' || c == 0x2019 ? 0 : n;
}

static bool is_listed(const char *list, const char *word, size_t n)
{
    char padded[16];
    if (n + 3 > sizeof padded)
        return false;
    padded[0] = padded[n + 1] = ' ';
    for (size_t i = 0; i < n; i++)
        padded[i + 1] = g_ascii_tolower(word[i]);
    padded[n + 2] = '\0';
    return strstr(list, padded) != NULL;
}

/* The word with the white space before it goes, if in the source there is nothing else in between. */
static void fix_doubled(struct fms_linter *linter, const struct fms_text *text, size_t blank, size_t n)
{
    struct fms_span first = fms_text_span(text, blank - n, blank),
                    second = fms_text_span(text, blank + 1, blank + 1 + n);
    const char *source = second.source->text;
    for (size_t at = first.end; at < second.begin; at++)
        if (!strchr(" \t\r\n", source[at]))
            return;
    bool plain = first.end < second.begin && second.end - second.begin == n;
    if (plain && memcmp(source + second.begin, text->utf8 + blank + 1, n) == 0)
        fms_diag_fix(linter->diags, (struct fms_span){ second.source, first.end, second.end }, "");
}

static void look_doubled(struct fms_linter *linter, const struct fms_text *text, const char *list)
{
    for (const char *at = strchr(text->utf8, ' '); at; at = strchr(at + 1, ' ')) {
        size_t blank = (size_t) (at - text->utf8), n = letters_behind(at + 1);
        if (n == 0 || n != letters_before(text->utf8, blank) || g_ascii_strncasecmp(at - n, at + 1, n) != 0 ||
            !is_listed(list, at + 1, n))
            continue;
        if (fms_lint_say(linter, fms_text_span(text, blank + 1, blank + 1 + n), "take one away",
                         "'%.*s' stands here twice", (int) n, at + 1))
            fix_doubled(linter, text, blank, n);
    }
}

void fms_lint_doubled(struct fms_linter *linter)
{
    const char *list = words_of(linter->board->language);
    for (size_t i = 0; list && i < linter->script->n_blocks; i++)
        if (fms_lint_heard(&linter->script->blocks[i]))
            look_doubled(linter, &linter->script->blocks[i].text, list);
}

/* ---- a formula in TeX ---- */

/* Between two pairs of dollar signs stands a sign that prices have not. */
static bool is_formula(const char *from, const char *to)
{
    for (const char *at = from; at < to; at++)
        if (strchr("\\^_={", *at))
            return true;
    return false;
}

static void look_formula(struct fms_linter *linter, const struct fms_text *text)
{
    const char *open = strstr(text->utf8, "$$");
    const char *close = open ? strstr(open + 2, "$$") : NULL;
    if (close && is_formula(open + 2, close))
        fms_lint_say(linter, fms_text_span(text, (size_t) (open - text->utf8), (size_t) (close + 2 - text->utf8)),
                     "say it in words, and show it as a drawing", "a formula in TeX is read aloud as it is written");
}

void fms_lint_formula(struct fms_linter *linter)
{
    for (size_t i = 0; i < linter->script->n_blocks; i++)
        if (fms_lint_heard(&linter->script->blocks[i]))
            look_formula(linter, &linter->script->blocks[i].text);
}
