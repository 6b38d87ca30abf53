/*
 * The names of stage directions, and of the panels that are written like them. A new one is a row of the table.
 */
#include "script-private.h"

#include <string.h>

enum { LONGEST_NAME = 16 };

static const struct fms_direction_name names[] = {
    { FMS_DIRECTION_PAUSE, FMS_PANEL_NONE, true, true, true, "(pause: 2s)" },
    { FMS_DIRECTION_SILENCE, FMS_PANEL_NONE, true, true, true, "(silence: 2s)" },
    { FMS_DIRECTION_SPEAKER, FMS_PANEL_NONE, false, false, false, "(speaker: Anna), or none" },
    { FMS_DIRECTION_VOICE, FMS_PANEL_NONE, false, false, true, "(voice: en-us+f3), or none" },
    { FMS_DIRECTION_PACE, FMS_PANEL_NONE, false, false, true, "(pace: 140), slow, normal, fast or 90%" },
    { FMS_DIRECTION_PITCH, FMS_PANEL_NONE, false, false, true, "(pitch: low), normal, high or 110%" },
    { FMS_DIRECTION_VOLUME, FMS_PANEL_NONE, false, false, true, "(volume: -3dB), soft, normal or loud" },
    { FMS_DIRECTION_LANGUAGE, FMS_PANEL_NONE, false, false, false, "(language: fr)" },
    { FMS_DIRECTION_AUDIO, FMS_PANEL_NONE, false, false, true, "(audio: line12.wav), or none" },
    { FMS_DIRECTION_MUSIC, FMS_PANEL_NONE, false, true, true, "(music: bed.ogg), or none" },
    { FMS_DIRECTION_SOUND, FMS_PANEL_NONE, false, true, true, "(sound: bell.ogg)" },
    { FMS_DIRECTION_TRANSITION, FMS_PANEL_NONE, true, true, true, "(transition: dissolve 1s)" },
    { FMS_DIRECTION_LOWER_THIRD, FMS_PANEL_NONE, true, true, false, "(lower-third: Ada Example | harbour master)" },
    { FMS_DIRECTION_REVEAL, FMS_PANEL_NONE, false, true, false, "(reveal: coast river)" },
    { FMS_DIRECTION_HIDE, FMS_PANEL_NONE, false, true, false, "(hide: sun)" },
    { FMS_DIRECTION_DURATION, FMS_PANEL_NONE, false, false, true, "(duration: 8s)" },
    { FMS_DIRECTION_END_CARD, FMS_PANEL_NONE, true, false, false, "(end-card: example.org | Thank you)" },
    { FMS_DIRECTION_WHEN, FMS_PANEL_NONE, false, false, false, "(when moon: reveal moon)" },
    { FMS_DIRECTION_INCLUDE, FMS_PANEL_NONE, false, false, false, "(include: part.md)" },
    { FMS_DIRECTION_NOTE, FMS_PANEL_NONE, false, false, false, "(note: ask Ada)" },
    { FMS_DIRECTION_NONE, FMS_PANEL_TEXT, false, true, false, "(text: Two high waters a day)" },
    { FMS_DIRECTION_NONE, FMS_PANEL_NUMBER, false, true, false, "(number: 0 to 384,400 km | to the Moon)" },
    { FMS_DIRECTION_NONE, FMS_PANEL_DATE, false, true, false, "(date: 1969-07-16 to 1969-07-20 | to the Moon)" },
};

const char *fms_direction_name_text(const struct fms_direction_name *name)
{
    return name->panel ? fms_panel_kind_name(name->panel) : fms_direction_kind_name(name->direction);
}

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
        if (strcmp(fms_direction_name_text(&names[i]), normal) == 0)
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
        all[i] = fms_direction_name_text(&names[i]);
    return fms_certain_word(normal, all);
}
