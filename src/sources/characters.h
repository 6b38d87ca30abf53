/**
 * Small questions about characters and blanks that whoever reads running text asks: where a sentence may end, what is
 * written without blanks. Positions are bytes at the beginning of a character.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** The character that begins at `p`. Most are ASCII, and this is asked for each of a script, several times over. */
static inline gunichar fms_char_here(const char *p)
{
    return (unsigned char) *p < 0x80 ? (unsigned char) *p : g_utf8_get_char(p);
}

/** White space, as g_unichar_isspace() has it. */
static inline bool fms_char_is_blank(gunichar c)
{
    return c < 0x80 ? g_ascii_isspace((char) c) : g_unichar_isspace(c);
}

/** The character that begins at byte `at`; 0 at or after `end`. */
gunichar fms_char_at(const char *text, size_t at, size_t end);

/** The character that ends before byte `at`; 0 at the beginning. */
gunichar fms_char_before(const char *text, size_t at);

/** The first byte in [at, end) that does not begin a blank. */
size_t fms_skip_blanks(const char *text, size_t at, size_t end);

/** The end of [begin, end) without the blanks there. */
size_t fms_trim_blanks(const char *text, size_t begin, size_t end);

/** Han, kana and their like: written without blanks between words. */
bool fms_char_is_cjk(gunichar c);

/** A full stop, question or exclamation mark of any script. */
bool fms_char_ends_sentence(gunichar c);

/** Marks and brackets that close. */
bool fms_char_closes(gunichar c);
