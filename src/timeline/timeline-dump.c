/*
 * The timeline as text, for people and for the golden tests: one thing a line, frames first because they are exact, then
 * the clock time that a player would show.
 */
#include "timeline.h"

#include <string.h>

static void append_clock(GString *out, fms_ticks t)
{
    int64_t ms = (t + FMS_MS(1) / 2) / FMS_MS(1);
    g_string_append_printf(out, "%" G_GINT64_FORMAT ":%02d:%02d.%03d", ms / 3600000, (int) (ms / 60000 % 60),
                           (int) (ms / 1000 % 60), (int) (ms % 1000));
}

static void append_quoted(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(out, '\\');
        if (*text == '\n')
            g_string_append(out, "\\n");
        else
            g_string_append_c(out, *text);
    }
    g_string_append_c(out, '"');
}

static void append_range(GString *out, fms_ticks begin, fms_ticks end, struct fms_rate rate)
{
    g_string_append_printf(out, " %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " ", fms_frames_floor(begin, rate),
                           fms_frames_floor(end, rate));
    append_clock(out, begin);
    g_string_append_c(out, '-');
    append_clock(out, end);
}

/* The film's sample at which each word sounds, as the voice says. */
static void dump_words(const struct fms_place_beat *beat, GString *out)
{
    const char *text = beat->beat->line.text;
    int32_t length = (int32_t) strlen(text);
    for (size_t i = 0; i < beat->take->n_words; i++) {
        const struct fms_word *word = &beat->take->words[i];
        int32_t begin = CLAMP(word->begin, 0, length), end = CLAMP(word->end, begin, length);
        char *part = g_strndup(text + begin, (gsize) (end - begin));
        g_string_append_printf(out, "    word %" G_GINT64_FORMAT " ", beat->at + word->from);
        append_quoted(out, part);
        g_string_append_c(out, '\n');
        g_free(part);
    }
}

static void dump_beat(const struct fms_timeline *timeline, const struct fms_place_beat *beat, GString *out)
{
    fms_ticks at = fms_ticks_from_samples(beat->at);
    g_string_append_printf(out, "  beat %" G_GINT64_FORMAT " ", fms_frames_floor(at, timeline->rate));
    append_clock(out, at);
    g_string_append_printf(out, " sample %" G_GINT64_FORMAT "+%" G_GINT64_FORMAT " ", beat->at, beat->take->n_samples);
    append_quoted(out, beat->beat->line.text);
    g_string_append_c(out, '\n');
    dump_words(beat, out);
}

static void dump_shot(const struct fms_timeline *timeline, const struct fms_place_shot *place, GString *out)
{
    g_string_append_printf(out, "shot %s", place->shot->name);
    append_range(out, fms_ticks_from_frames(place->begin, timeline->rate),
                 fms_ticks_from_frames(place->end, timeline->rate), timeline->rate);
    g_string_append_printf(out, " %s head %" G_GINT64_FORMAT " tail %" G_GINT64_FORMAT "\n",
                           fms_transition_name(place->how), place->head, place->tail);
    for (size_t i = 0; i < place->shot->n_beats; i++)
        dump_beat(timeline, &timeline->beats[place->first_beat + i], out);
}

void fms_timeline_dump(const struct fms_timeline *timeline, GString *out)
{
    g_string_append_printf(out, "film %" G_GINT64_FORMAT " frames at %d/%d ", timeline->n_frames, timeline->rate.num,
                           timeline->rate.den);
    append_clock(out, fms_ticks_from_frames(timeline->n_frames, timeline->rate));
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < timeline->n_shots; i++)
        dump_shot(timeline, &timeline->shots[i], out);
    for (size_t i = 0; i < timeline->n_cues; i++) {
        const struct fms_cue *cue = &timeline->cues[i];
        g_string_append(out, "cue");
        append_range(out, cue->begin, cue->end, timeline->rate);
        g_string_append_c(out, ' ');
        append_quoted(out, cue->text);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < timeline->n_chapters; i++) {
        const struct fms_chapter *chapter = &timeline->chapters[i];
        g_string_append(out, "chapter");
        append_range(out, chapter->begin, chapter->end, timeline->rate);
        g_string_append_c(out, ' ');
        append_quoted(out, chapter->title);
        g_string_append_c(out, '\n');
    }
}
