/*
 * Who is heard. In a film with several voices a caption never holds words of two, and the first caption of each speech says
 * who speaks, as BBC and WebVTT practice has it for speakers who are not seen: the name in capitals and a colon. A dash
 * alone marks the change back to the narrator, and a speaker whose name stands in a lower third at that moment.
 */
#include "captions-private.h"

#include <string.h>

bool fms_caption_same_speaker(const struct fms_beat *a, const struct fms_beat *b)
{
    return g_strcmp0(a->speaker, b->speaker) == 0;
}

/* The shot says the name itself: on its card, or in a lower third that comes with the beat. */
static bool is_named(const struct fms_shot *shot, size_t beat, const char *name)
{
    if (shot->kind == FMS_SHOT_QUOTE && g_strcmp0(shot->speaker, name) == 0)
        return true;
    for (size_t i = 0; i < shot->n_cues; i++)
        if (shot->cues[i].kind == FMS_CUE_LOWER_THIRD && shot->cues[i].beat == beat &&
            g_strcmp0(shot->cues[i].third.name, name) == 0)
            return true;
    return false;
}

/* Letter by letter: nothing depends on the machine's own language. */
static void append_capitals(GString *out, const char *name)
{
    for (const char *at = name; *at; at = g_utf8_next_char(at))
        g_string_append_unichar(out, g_unichar_toupper(g_utf8_get_char(at)));
}

const char *fms_caption_label(struct fms_timeline *timeline, const struct fms_place_beat *place)
{
    const struct fms_beat *beat = place->beat;
    const struct fms_place_shot *shot = &timeline->shots[place->shot];
    if (place > timeline->beats && fms_caption_same_speaker(place[-1].beat, beat))
        return "";
    if (place == timeline->beats && !beat->speaker)
        return "";
    bool wide = fms_caption_style_of(timeline->board->language)->ideographic;
    if (!beat->speaker || is_named(shot->shot, (size_t) (beat - shot->shot->beats), beat->speaker))
        return wide ? "—" : "– ";
    GString *label = g_string_new(NULL);
    append_capitals(label, beat->speaker);
    g_string_append(label, wide ? "：" : ": ");
    const char *copy = talloc_strdup(timeline, label->str);
    g_string_free(label, TRUE);
    return copy;
}

bool fms_caption_several(const struct fms_timeline *timeline)
{
    for (size_t i = 1; i < timeline->n_beats; i++)
        if (!fms_caption_same_speaker(timeline->beats[0].beat, timeline->beats[i].beat))
            return true;
    return false;
}
