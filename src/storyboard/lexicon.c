/*
 * How a script's names are said, wherever they stand: `lexicon:` of its front matter or of the project. What the script says of a
 * place itself comes first, then longer entries before shorter ones.
 */
#include "director-private.h"

#include "say.h"

#include <string.h>

static bool is_letter(gunichar c)
{
    return g_unichar_isalnum(c) && !g_unichar_iswide(c);
}

/* Is [begin, end) of the text a word, or several, and no part of one? Writing without blanks has no such edges. */
static bool is_whole(const char *text, const char *begin, const char *end)
{
    const char *last = g_utf8_prev_char(end);
    bool joined_before =
        begin > text && is_letter(g_utf8_get_char(g_utf8_prev_char(begin))) && is_letter(g_utf8_get_char(begin));
    bool joined_behind = *end && is_letter(g_utf8_get_char(end)) && is_letter(g_utf8_get_char(last));
    return !joined_before && !joined_behind;
}

/* Puts a range in its place, unless something is said there already. */
static void add(GArray *says, const struct fms_say *say)
{
    guint i = 0;
    for (; i < says->len; i++) {
        const struct fms_say *other = &g_array_index(says, struct fms_say, i);
        if (say->begin < other->end && other->begin < say->end)
            return;
        if (say->end <= other->begin)
            break;
    }
    g_array_insert_vals(says, i, say, 1);
}

static void say_word(GArray *says, const char *text, const char *word, const struct fms_say *how)
{
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at; at = strstr(at + length, word)) {
        struct fms_say say = *how;
        say.begin = (int32_t) (at - text);
        say.end = say.begin + (int32_t) length;
        if (is_whole(text, at, at + length))
            add(says, &say);
    }
}

/* "sea" is meant at the beginning of a sentence, too; "Sea" only where it is written so. */
static void say_entry(TALLOC_CTX *ctx, GArray *says, const char *text, const struct fms_pair *entry)
{
    const char *value = entry->value.utf8;
    size_t length = strlen(value);
    bool sounds = length > 2 && value[0] == '/' && value[length - 1] == '/';
    const struct fms_say how = { 0, 0, sounds ? FMS_SAY_PHONEMES : FMS_SAY_RESPELL,
                                 sounds ? talloc_strndup(ctx, value + 1, length - 2) : value };
    say_word(says, text, entry->name, &how);
    gunichar first = g_utf8_get_char(entry->name), upper = g_unichar_totitle(first);
    if (upper == first)
        return;
    char letter[8] = { 0 };
    g_unichar_to_utf8(upper, letter);
    char *capital = g_strconcat(letter, g_utf8_next_char(entry->name), NULL);
    say_word(says, text, capital, &how);
    g_free(capital);
}

static int by_length(const void *a, const void *b)
{
    size_t x = strlen((*(const struct fms_pair *const *) a)->name),
           y = strlen((*(const struct fms_pair *const *) b)->name);
    return (x < y) - (x > y);
}

const char *fms_lexicon_apply(TALLOC_CTX *ctx, const struct fms_pairs *lexicon, const char *text, const char *list)
{
    TALLOC_CTX *scratch = talloc_new(NULL);
    size_t n = 0;
    struct fms_say *given = lexicon->n > 0 ? fms_say_read(scratch, list, text, &n, NULL) : NULL;
    if (!given) {
        talloc_free(scratch);
        return list;
    }
    GArray *says = g_array_new(FALSE, FALSE, sizeof(struct fms_say));
    g_array_append_vals(says, given, (guint) n);
    const struct fms_pair **entries = talloc_array(scratch, const struct fms_pair *, lexicon->n);
    for (size_t i = 0; i < lexicon->n; i++)
        entries[i] = &lexicon->items[i];
    qsort(entries, lexicon->n, sizeof *entries, by_length);
    for (size_t i = 0; i < lexicon->n; i++)
        say_entry(scratch, says, text, entries[i]);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < says->len; i++)
        fms_say_append(out, &g_array_index(says, struct fms_say, i));
    const char *applied = talloc_strdup(ctx, out->str);
    g_string_free(out, TRUE);
    g_array_unref(says);
    talloc_free(scratch);
    return applied;
}
