/*
 * One pass over the text looks for opening marks; from each, a second cursor looks for its closing one, counting what
 * is nested of the same kind. After a passage the pass goes on behind it. A search that fails has seen the rest of the
 * text and ends the work for its kind, so the whole is linear for a fixed number of kinds.
 */
#include "marks.h"

#include "sources-private.h"

#include <string.h>

#define MOST_MARKED 1000000
#define SINGLE_REACH 1500 /* bytes: an apostrophe must not make us read the rest of the text */

struct pair {
    gunichar open;
    gunichar close[3];
    bool single;
};

static const struct pair pairs[] = {
    { 0x201C, { 0x201D } },                         /* “” */
    { 0x201E, { 0x201C, 0x201D, 0x201F } },         /* „“ „” */
    { 0x201D, { 0x201D } },                         /* ”” */
    { 0x201F, { 0x201D } },                         /* ‟” */
    { 0xAB, { 0xBB } },                             /* «» */
    { 0xBB, { 0xAB, 0xBB } },                       /* »« »» */
    { 0x203A, { 0x2039, 0x203A }, .single = true }, /* ›‹ */
    { 0x2039, { 0x203A }, .single = true },         /* ‹› */
    { 0x300C, { 0x300D } },                         /* 「」 */
    { 0x300E, { 0x300F } },                         /* 『』 */
    { 0xFE41, { 0xFE42 } },                         /* ﹁﹂ */
    { 0xFE43, { 0xFE44 } },                         /* ﹃﹄ */
    { 0xFF62, { 0xFF63 } },                         /* ｢｣ */
    { 0x301D, { 0x301E, 0x301F } },                 /* 〝〞 */
    { '"', { '"' } },                               /* "" */
    { 0xFF02, { 0xFF02 } },                         /* ＂＂ */
    { 0x2018, { 0x2019 }, .single = true },         /* ‘’ */
    { 0x201A, { 0x2018, 0x2019 }, .single = true }, /* ‚‘ */
    { '\'', { '\'' }, .single = true },             /* '' */
};

static const struct pair *pair_of(gunichar c)
{
    if (c < 0x80 && c != '"' && c != '\'')
        return NULL; /* nearly all that there is */
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i].open == c)
            return &pairs[i];
    return NULL;
}

static bool closes(const struct pair *pair, gunichar c)
{
    return c != 0 && (c == pair->close[0] || c == pair->close[1] || c == pair->close[2]);
}

static bool is_two_sided(const struct pair *pair)
{
    return closes(pair, pair->open);
}

/* A mark that may open or close hangs on the word that it belongs to. Outside, a lost blank (`that"to`) is forgiven. */
static bool opens_outside(const char *text, size_t at, size_t after, size_t end)
{
    gunichar before = fms_char_before(text, at), next = fms_char_at(text, after, end);
    if (next == 0 || g_unichar_isspace(next))
        return false;
    return before == 0 || fms_char_is_cjk(before) || !g_unichar_isalnum(before) ||
           (g_unichar_isalpha(before) && g_unichar_isalpha(next));
}

/* Inside a passage the same mark opens a nested one only after a blank or a bracket. */
static bool opens_inside(const char *text, size_t at, size_t after, size_t end)
{
    gunichar before = fms_char_before(text, at), next = fms_char_at(text, after, end);
    if (next == 0 || g_unichar_isspace(next) || g_unichar_ispunct(next))
        return false;
    return g_unichar_isspace(before) || before == '(' || before == '[';
}

/* A single mark opens only where something leads up to it. */
static bool single_opens(const char *text, size_t at, size_t after, size_t end)
{
    gunichar next = fms_char_at(text, after, end);
    if (next == 0 || g_unichar_isspace(next))
        return false;
    gunichar before = fms_char_before(text, fms_trim_blanks(text, 0, at));
    return before == 0 || strchr(":,", (int) MIN(before, 127)) || before == 0xFF1A || before == 0xFF0C;
}

struct closing {
    size_t at, after; /* of the closing mark */
    bool found;
};

static struct closing find_double(const char *text, size_t from, size_t end, const struct pair *pair)
{
    struct closing last = { end, end, false };
    size_t depth = 1;
    for (size_t at = from, after; at < end; at = after) {
        gunichar c = fms_char_here(text + at);
        after = (size_t) (g_utf8_next_char(text + at) - text);
        bool here = closes(pair, c);
        if (here && c == pair->open && opens_inside(text, at, after, end))
            here = false;
        else if (!here && c != pair->open)
            continue;
        if (!here) {
            depth++;
            continue;
        }
        last = (struct closing){ at, after, true };
        if (--depth == 0)
            break;
    }
    return last;
}

/* What searches for one pair's closing marks have seen in vain, so that none looks at it again. */
struct seen {
    size_t barren; /* up to here there is none */
    size_t dull;   /* up to here there is none behind a full stop or comma */
};

/* The first closing mark behind a full stop or comma; else the first that does not stand inside a word. */
static struct closing find_single(const char *text, size_t from, size_t end, const struct pair *pair, struct seen *seen)
{
    struct closing first = { end, end, false };
    size_t at = MAX(from, seen->barren), after;
    for (end = MIN(end, from + SINGLE_REACH); at < end; at = first.found ? MAX(after, seen->dull) : after) {
        gunichar c = g_utf8_get_char(text + at);
        after = (size_t) (g_utf8_next_char(text + at) - text);
        if (!closes(pair, c) || g_unichar_isalnum(fms_char_at(text, after, after + 6)))
            continue;
        gunichar before = fms_char_before(text, at);
        if (g_unichar_isspace(before))
            continue;
        struct closing here = { at, after, true };
        if (fms_char_ends_sentence(before) || before == ',')
            return here;
        if (!first.found)
            first = here;
    }
    seen->dull = MAX(seen->dull, at);
    if (!first.found)
        seen->barren = at;
    return first;
}

/* The text, and what is known of each pair. */
struct search {
    const char *text;
    size_t end;
    struct seen seen[G_N_ELEMENTS(pairs)];
};

static bool match(struct search *search, size_t at, const struct pair *pair, struct fms_marked *out)
{
    const char *text = search->text;
    size_t end = search->end;
    size_t after = (size_t) (g_utf8_next_char(text + at) - text);
    if (pair->single ? !single_opens(text, at, after, end) : is_two_sided(pair) && !opens_outside(text, at, after, end))
        return false;
    struct closing closing = pair->single ? find_single(text, after, end, pair, &search->seen[pair - pairs])
                                          : find_double(text, after, end, pair);
    if (pair->single && !closing.found)
        return false;
    out->begin = at;
    out->end = closing.after;
    out->words_begin = fms_skip_blanks(text, after, closing.at);
    out->words_end = fms_trim_blanks(text, out->words_begin, closing.at);
    out->single = pair->single;
    return true;
}

struct fms_marked *fms_marks_find(TALLOC_CTX *ctx, const char *text, size_t *n)
{
    size_t end = strlen(text);
    struct search search = { .text = text, .end = end };
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct fms_marked));
    for (size_t at = 0; at < end && found->len < MOST_MARKED;) {
        struct fms_marked marked;
        const struct pair *pair = pair_of(fms_char_here(text + at));
        if (pair && match(&search, at, pair, &marked)) {
            g_array_append_val(found, marked);
            at = marked.end;
        } else {
            at = (size_t) (g_utf8_next_char(text + at) - text);
        }
    }
    *n = found->len;
    struct fms_marked *out = NULL;
    if (found->len > 0)
        out = talloc_memdup(ctx, found->data, found->len * sizeof(struct fms_marked));
    g_array_free(found, TRUE);
    return out;
}
