/*
 * "Did you mean": the word that was probably meant, by the slips of a hand at a keyboard.
 */
#include "diags.h"

#include <stdint.h>
#include <string.h>

enum { LONGEST = 64, CERTAIN_FROM = 4 };

/* Insertions, deletions, changes and swaps of neighbours; both words are at most LONGEST bytes. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST + 1], n = strlen(b);
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    size_t i = 0;
    for (; a[i]; i++) {
        size_t *row = rows[(i + 1) % 3], *above = rows[i % 3], *two_above = rows[(i + 2) % 3];
        row[0] = i + 1;
        for (size_t j = 0; j < n; j++) {
            size_t change = above[j] + (a[i] != b[j]);
            row[j + 1] = MIN(change, 1 + MIN(above[j + 1], row[j]));
            if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
                row[j + 1] = MIN(row[j + 1], two_above[j - 1] + 1);
        }
    }
    return rows[i % 3][n];
}

/* The first of the nearest that are less than `limit` away; `n_as_near` receives how many are as near as it. */
static const char *nearest(const char *word, const char *const *words, size_t limit, size_t *n_as_near)
{
    const char *found = NULL;
    *n_as_near = 0;
    for (; strlen(word) <= LONGEST && *words; words++) {
        size_t distance = strlen(*words) <= LONGEST ? edit_distance(word, *words) : limit;
        if (distance > limit || (!found && distance == limit))
            continue;
        if (distance < limit)
            found = *words;
        *n_as_near = distance < limit ? 1 : *n_as_near + 1;
        limit = distance;
    }
    return found;
}

/* The slips that a word may have: one in three letters. What stands behind a file name's last dot says nothing: all have it. */
static size_t most_slips(const char *word)
{
    const char *dot = strrchr(word, '.');
    size_t n = dot && dot > word ? (size_t) (dot - word) : strlen(word);
    return n < 2 ? 0 : MAX(n / 3, 1);
}

const char *fms_nearest_word(const char *word, const char *const *words)
{
    size_t n;
    return nearest(word, words, most_slips(word) + 1, &n);
}

const char *fms_certain_word(const char *word, const char *const *words)
{
    size_t n;
    const char *found = strlen(word) >= CERTAIN_FROM ? nearest(word, words, 2, &n) : NULL;
    return found && n == 1 ? found : NULL;
}

char *fms_hint_words(TALLOC_CTX *ctx, const char *word, const char *const *words)
{
    const char *meant = fms_nearest_word(word, words);
    if (meant)
        return talloc_asprintf(ctx, "did you mean '%s'?", meant);
    char *all = g_strjoinv(", ", (char **) (uintptr_t) words);
    char *hint = talloc_asprintf(ctx, "one of %s", all);
    g_free(all);
    return hint;
}

void fms_diag_fix_word(struct fms_diags *diags, struct fms_span within, const char *word, const char *const *words)
{
    const char *meant = fms_certain_word(word, words);
    size_t n = strlen(word);
    if (!meant || !within.source || within.end - within.begin < n)
        return;
    const char *text = within.source->text;
    size_t at = memcmp(text + within.begin, word, n) == 0 ? within.begin : within.end - n;
    if (memcmp(text + at, word, n) == 0)
        fms_diag_fix(diags, (struct fms_span){ within.source, at, at + n }, meant);
}
