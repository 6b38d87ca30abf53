/*
 * Letters that the engine cannot read. It does not say so: where its tables end, it says "Chinese letter" and goes on. Other foreign
 * writing it spells, or reads with another voice of its own; that can be followed, and is left to it.
 */
#include "voice.h"

#include "language-tag.h"
#include "reading-private.h"
#include "spoken-private.h"

struct writing {
    GUnicodeScript script;
    const char *const *readers; /* languages whose voice reads it */
    const char *const *writers; /* languages that are written in it all the same */
};

static const char *const NOBODY[] = { NULL };
static const char *const CHINESE[] = { "zh", "cmn", "yue", NULL };
static const char *const JAPANESE[] = { "ja", NULL };
static const char *const HAN_WRITERS[] = { "ja", "hak", NULL };

static const struct writing WRITINGS[] = {
    { G_UNICODE_SCRIPT_HAN, CHINESE, HAN_WRITERS },
    { G_UNICODE_SCRIPT_HIRAGANA, JAPANESE, NOBODY },
    { G_UNICODE_SCRIPT_KATAKANA, JAPANESE, NOBODY },
};

/* NULL where the voice of the language reads it. */
static const struct writing *unread(gunichar c, const char *language)
{
    GUnicodeScript script = g_unichar_isalpha(c) ? g_unichar_get_script(c) : G_UNICODE_SCRIPT_COMMON;
    for (size_t i = 0; i < G_N_ELEMENTS(WRITINGS); i++)
        if (WRITINGS[i].script == script && !fms_language_in(language, WRITINGS[i].readers))
            return &WRITINGS[i];
    return NULL;
}

char *fms_voice_unread(TALLOC_CTX *ctx, const struct fms_spoken *spoken, const char *language, bool *native)
{
    for (const char *at = spoken->text->str; *at; at = g_utf8_next_char(at)) {
        const struct writing *writing = unread(g_utf8_get_char(at), language);
        if (!writing)
            continue;
        const char *end = at;
        while (unread(g_utf8_get_char(end), language) == writing)
            end = g_utf8_next_char(end);
        *native = fms_language_in(language, writing->writers);
        return talloc_strndup(ctx, at, (size_t) (end - at));
    }
    return NULL;
}

/* All that the writings above have lies behind this; most lines have nothing that does, and need no reading to be looked at. */
#define FIRST_FAR 0x2E80

static bool stays_near(const char *text)
{
    if (text && !g_utf8_validate(text, -1, NULL))
        return false;
    while (text && *text && g_utf8_get_char(text) < FIRST_FAR)
        text = g_utf8_next_char(text);
    return !text || !*text;
}

char *fms_voice_letters(TALLOC_CTX *ctx, const struct fms_line *line, bool *native)
{
    size_t n;
    char *word = NULL;
    if (stays_near(line->text) && stays_near(line->say))
        return NULL;
    TALLOC_CTX *scratch = talloc_new(NULL);
    struct fms_say *says = fms_say_read(scratch, line->say, line->text, &n, NULL);
    if (says && g_utf8_validate(line->text, -1, NULL)) {
        says = fms_reading_add(scratch, line->text, line->language, says, &n);
        struct fms_spoken *spoken = fms_spoken_new(line->text, says, n);
        word = fms_voice_unread(ctx, spoken, line->language, native);
        fms_spoken_free(spoken);
    }
    talloc_free(scratch);
    return word;
}
