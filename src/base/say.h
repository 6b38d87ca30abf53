/**
 * What is said where it differs from what is shown: ranges of a line's text, and what becomes of each in speech.
 *
 * A list is one string, so that it can stand in a line's recipe: `begin+length=kind:value`, joined by `;`, in order and
 * never overlapping; begin and length are bytes of the text. In a value, `;`, `=` and `\` have a `\` in front of them.
 *
 *     0+9=r:Wooster;14+5=p:ˈwʊstə;20+0=b:400;22+5=e:strong;30+8=m:;40+4=s:
 */
#pragma once

#include <glib.h>
#include <stdint.h>
#include <talloc.h>

enum fms_say_kind {
    FMS_SAY_RESPELL, /**< r: these words instead. Plain text, not blank */
    FMS_SAY_PHONEMES, /**< p: these sounds instead, for whole words. IPA; in double brackets ([[w'Ust@]]) the engine's notation */
    FMS_SAY_EMPHASIS, /**< e: "strong", "moderate" or "reduced" */
    FMS_SAY_MUTE,     /**< m: shown, but not said. No value */
    FMS_SAY_SPELL,    /**< s: letter by letter. No value */
    FMS_SAY_BREAK, /**< b: said as it stands, then silence of so many milliseconds, 0 to FMS_SAY_MOST_BREAK_MS. The range
                       *   may be empty: a break behind a range of another kind is an empty one at its end */
    FMS_SAY_N_KINDS
};

#define FMS_SAY_MOST_BREAK_MS 10000
#define FMS_SAY_MOST_BYTES 1000 /**< of a value */

struct fms_say {
    int32_t begin, end; /**< bytes of the line's text, at characters' boundaries */
    enum fms_say_kind kind;
    const char *value; /**< unescaped; "" where the kind has none */
};

/** Appends a range to a list. The caller keeps them in order. */
void fms_say_append(GString *list, const struct fms_say *say);

/**
 * Reads a list (NULL and "" have no range) for a text and checks all that is said above.
 * @param n  receives how many there are.
 * @return a child of `ctx`, never NULL without `error` (FMS_WORLD_UNREADABLE, with the range that is wrong).
 */
struct fms_say *fms_say_read(TALLOC_CTX *ctx, const char *list, const char *text, size_t *n, GError **error);
