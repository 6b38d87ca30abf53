/*
 * Finds words in what is said. Both sides are read as tokens: a word of letters and digits in folded case, apostrophes
 * left out; a single character where writing sets no blanks between words. Then whole words and "anywhere" are one
 * and the same comparison, of one row of tokens with another.
 */
#include "director-private.h"

#include <string.h>

#define MOST_TOKEN 200    /* bytes; a longer one is like no other */
#define MOST_TOKENS 24    /* of what is looked for */
#define MOST_NEAREST 4000 /* words looked through for "did you mean" */

/* Reads tokens from a text. */
struct tokens {
    const char *text;
    size_t at, end;
    struct fms_range range; /* the last token's */
    char folded[MOST_TOKEN * 3 + 1];
};

static bool stands_alone(gunichar c)
{
    if (c < 0x0E00)
        return false;
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN: return true;
    default: return false;
    }
}

static bool is_apostrophe(gunichar c)
{
    return c == '\'' || c == 0x2019 || c == 0x02BC;
}

static bool part_of_word(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* The token without its apostrophes, in folded case. */
static void fold(struct tokens *tokens)
{
    size_t n = 0;
    tokens->folded[0] = '\0';
    if (tokens->range.end - tokens->range.begin > MOST_TOKEN)
        return;
    char bare[MOST_TOKEN + 1];
    for (size_t at = tokens->range.begin; at < tokens->range.end;) {
        const char *here = tokens->text + at;
        size_t size = (size_t) (g_utf8_next_char(here) - here);
        if (!is_apostrophe(g_utf8_get_char(here))) {
            memcpy(bare + n, here, size);
            n += size;
        }
        at += size;
    }
    char *cased = g_utf8_casefold(bare, (gssize) n);
    char *normal = g_utf8_normalize(cased, -1, G_NORMALIZE_ALL_COMPOSE);
    g_strlcpy(tokens->folded, normal, sizeof tokens->folded);
    g_free(normal);
    g_free(cased);
}

static bool next_token(struct tokens *tokens)
{
    const char *at = tokens->text + tokens->at, *end = tokens->text + tokens->end;
    while (at < end && !g_unichar_isalnum(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    tokens->range.begin = (size_t) (at - tokens->text);
    bool alone = at < end && stands_alone(g_utf8_get_char(at));
    for (bool first = true; at < end; first = false) {
        gunichar c = g_utf8_get_char(at);
        bool joint = is_apostrophe(c) && g_unichar_isalnum(g_utf8_get_char(g_utf8_next_char(at)));
        bool goes_on = first || (alone ? g_unichar_ismark(c) : (part_of_word(c) && !stands_alone(c)) || joint);
        if (!goes_on)
            break;
        at = g_utf8_next_char(at);
    }
    tokens->range.end = tokens->at = (size_t) (at - tokens->text);
    fold(tokens);
    return tokens->range.end > tokens->range.begin;
}

/* What is looked for. */
struct wanted {
    size_t n;
    char tokens[MOST_TOKENS][MOST_TOKEN * 3 + 1];
};

static struct wanted *wanted_of(const char *words)
{
    struct wanted *wanted = g_new0(struct wanted, 1);
    struct tokens tokens = { .text = words, .end = strlen(words) };
    while (wanted->n < MOST_TOKENS && next_token(&tokens))
        g_strlcpy(wanted->tokens[wanted->n++], tokens.folded, sizeof wanted->tokens[0]);
    return wanted;
}

/* Do the tokens from the one at hand on match? Leaves the cursor where it was. */
static bool matches(struct tokens *tokens, const struct wanted *wanted, size_t *end)
{
    struct tokens ahead = { .text = tokens->text, .at = tokens->at, .end = tokens->end, .range = tokens->range };
    if (strcmp(tokens->folded, wanted->tokens[0]) != 0)
        return false;
    for (size_t i = 1; i < wanted->n; i++)
        if (!next_token(&ahead) || strcmp(ahead.folded, wanted->tokens[i]) != 0)
            return false;
    *end = ahead.range.end;
    return true;
}

/* Is a word shown but not said? `next` goes through the text's inlines with the words. */
static bool is_silent(const struct fms_text *text, size_t at, size_t *next, size_t *silent_to)
{
    for (; *next < text->n_inlines && text->inlines[*next].begin <= at; ++*next)
        if (text->inlines[*next].kind == FMS_INLINE_SILENT)
            *silent_to = MAX(*silent_to, text->inlines[*next].end);
    return at < *silent_to;
}

static struct fms_found find_in(const struct fms_text *text, struct fms_range range, const struct wanted *wanted)
{
    struct tokens tokens = { .text = text->utf8, .at = range.begin, .end = range.end };
    size_t next = 0, silent_to = 0, end = 0;
    while (wanted->n > 0 && next_token(&tokens))
        if (!is_silent(text, tokens.range.begin, &next, &silent_to) && matches(&tokens, wanted, &end))
            return (struct fms_found){ true, { tokens.range.begin, end }, 0 };
    return (struct fms_found){ 0 };
}

struct fms_found fms_words_find_in(const struct fms_text *text, struct fms_range range, const char *words)
{
    struct wanted *wanted = wanted_of(words);
    struct fms_found found = find_in(text, range, wanted);
    g_free(wanted);
    return found;
}

static bool is_narrated(const struct fms_block *block)
{
    return block->kind == FMS_BLOCK_PARAGRAPH || block->kind == FMS_BLOCK_ITEM || block->kind == FMS_BLOCK_QUOTE;
}

struct fms_found fms_words_find(const struct fms_script *script, struct fms_spot from, const char *words)
{
    struct wanted *wanted = wanted_of(words);
    struct fms_found found = { 0 };
    for (size_t i = from.block; i < script->n_blocks && !found.found; i++) {
        const struct fms_block *block = &script->blocks[i];
        if (block->kind == FMS_BLOCK_HEADING)
            break;
        if (!is_narrated(block))
            continue;
        struct fms_range range = { i == from.block ? MIN(from.at, block->text.length) : 0, block->text.length };
        found = find_in(&block->text, range, wanted);
        found.block = i;
    }
    g_free(wanted);
    return found;
}

/* Appends the words of a text as they stand there. */
static void gather(TALLOC_CTX *ctx, const struct fms_text *text, size_t begin, GPtrArray *out)
{
    struct tokens tokens = { .text = text->utf8, .at = begin, .end = text->length };
    while (out->len < MOST_NEAREST && next_token(&tokens))
        if (tokens.folded[0])
            g_ptr_array_add(
                out, talloc_strndup(ctx, text->utf8 + tokens.range.begin, tokens.range.end - tokens.range.begin));
}

const char *fms_words_nearest(TALLOC_CTX *ctx, const struct fms_script *script, struct fms_spot from, const char *words)
{
    TALLOC_CTX *scratch = talloc_new(NULL);
    GPtrArray *all = g_ptr_array_new();
    for (size_t i = from.block; i < script->n_blocks; i++) {
        const struct fms_block *block = &script->blocks[i];
        if (block->kind == FMS_BLOCK_HEADING)
            break;
        if (is_narrated(block))
            gather(scratch, &block->text, i == from.block ? MIN(from.at, block->text.length) : 0, all);
    }
    g_ptr_array_add(all, NULL);
    const char *nearest = fms_nearest_word(words, (const char *const *) all->pdata);
    const char *copy = nearest ? talloc_strdup(ctx, nearest) : NULL;
    g_ptr_array_free(all, TRUE);
    talloc_free(scratch);
    return copy;
}
