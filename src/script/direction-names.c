/*
 * The names of stage directions, and of the panels that are written like them. A new one is a row of the table.
 */
#include "script-private.h"

#include <string.h>

enum { LONGEST_NAME = 16 };

static const struct fms_direction_name names[] = {
    { "pause", FMS_BLOCK_DIRECTION, true, true, true, "(pause: 2s)" },
    { "silence", FMS_BLOCK_DIRECTION, true, true, true, "(silence: 2s)" },
    { "speaker", FMS_BLOCK_DIRECTION, false, false, false, "(speaker: Anna), or none" },
    { "voice", FMS_BLOCK_DIRECTION, false, false, true, "(voice: en-us+f3), or none" },
    { "pace", FMS_BLOCK_DIRECTION, false, false, true, "(pace: 140), slow, normal, fast or 90%" },
    { "pitch", FMS_BLOCK_DIRECTION, false, false, true, "(pitch: low), normal, high or 110%" },
    { "volume", FMS_BLOCK_DIRECTION, false, false, true, "(volume: -3dB), soft, normal or loud" },
    { "language", FMS_BLOCK_DIRECTION, false, false, false, "(language: fr)" },
    { "audio", FMS_BLOCK_DIRECTION, false, false, true, "(audio: line12.wav), or none" },
    { "music", FMS_BLOCK_DIRECTION, false, true, true, "(music: bed.ogg), or none" },
    { "sound", FMS_BLOCK_DIRECTION, false, true, true, "(sound: bell.ogg)" },
    { "transition", FMS_BLOCK_DIRECTION, true, true, true, "(transition: dissolve 1s)" },
    { "lower-third", FMS_BLOCK_DIRECTION, true, true, false, "(lower-third: Ada Example | harbour master)" },
    { "reveal", FMS_BLOCK_DIRECTION, false, true, false, "(reveal: coast river)" },
    { "hide", FMS_BLOCK_DIRECTION, false, true, false, "(hide: sun)" },
    { "duration", FMS_BLOCK_DIRECTION, false, false, true, "(duration: 8s)" },
    { "end-card", FMS_BLOCK_DIRECTION, true, false, false, "(end-card: example.org | Thank you)" },
    { "when", FMS_BLOCK_DIRECTION, false, false, false, "(when moon: reveal moon)" },
    { "include", FMS_BLOCK_DIRECTION, false, false, false, "(include: part.md)" },
    { "note", FMS_BLOCK_DIRECTION, false, false, false, "(note: ask Ada)" },
    { "text", FMS_BLOCK_PANEL, false, true, false, "(text: Two high waters a day)" },
    { "number", FMS_BLOCK_PANEL, false, true, false, "(number: 0 to 384,400 km | to the Moon)" },
    { "date", FMS_BLOCK_PANEL, false, true, false, "(date: 1969-07-16 to 1969-07-20 | to the Moon)" },
};

/* As names are listed: in small letters, with hyphens. @return false where it is no word at all. */
static bool normalize(const char *name, size_t length, char out[LONGEST_NAME + 1])
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        bool joins = strchr(" \t-_", name[i]) != NULL;
        if (!name[i] || n == LONGEST_NAME || (!joins && !g_ascii_isalpha(name[i])))
            return false;
        if (!joins || (n && out[n - 1] != '-'))
            out[n++] = joins ? '-' : g_ascii_tolower(name[i]);
    }
    out[n] = '\0';
    return n > 0;
}

const struct fms_direction_name *fms_direction_named(const char *name, size_t length)
{
    char normal[LONGEST_NAME + 1];
    for (size_t i = 0; normalize(name, length, normal) && i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i].name, normal) == 0)
            return &names[i];
    return NULL;
}

const char *fms_direction_nearly(const char *word, size_t length)
{
    /* "(Data: Met Office)" is what people write under a paragraph. */
    static const char *const words[] = { "data", "place", "test", "face", "mute", "vote", "quote", "next", "side" };
    char normal[LONGEST_NAME + 1];
    const char *all[G_N_ELEMENTS(names) + 1] = { NULL };
    if (memchr(word, ' ', length) || !normalize(word, length, normal))
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i], normal) == 0)
            return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        all[i] = names[i].name;
    return fms_certain_word(normal, all);
}
