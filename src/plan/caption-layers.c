/*
 * Captions that are burned in: each a text on its ground. Where the spoken word is to be marked, a caption is a row of such
 * texts, one for each of its words, that follow one another without a gap and differ only in what is marked.
 */
#include "contrast.h"
#include "making-private.h"

#include <string.h>

/** A word of a caption may stand this many bytes behind the one before it; further on is another of the same spelling. */
#define WORD_REACH 64

size_t fms_first_cue(const struct fms_timeline *timeline, int64_t frame)
{
    fms_ticks begin = fms_ticks_from_frames(frame, timeline->rate);
    size_t low = 0, high = timeline->n_cues;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (timeline->cues[middle].begin < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A word of a caption, and when it sounds: a frame of the film. */
struct spoken {
    struct fms_text_run run;
    int64_t frame;
};

/* Finds the words that sound while a caption is seen, in its text and in their order. */
static GArray *spoken_in(const struct fms_making *making, const struct fms_cue *cue)
{
    const struct fms_timeline *timeline = making->stage->timeline;
    GArray *words = g_array_new(FALSE, FALSE, sizeof(struct spoken));
    const char *cursor = cue->text;
    for (size_t i = making->place->first_beat; i < timeline->n_beats; i++) {
        const struct fms_place_beat *beat = &timeline->beats[i];
        if (fms_ticks_from_samples(beat->at) >= cue->end)
            break;
        for (size_t k = 0; k < beat->take->n_words; k++) {
            const struct fms_word *word = &beat->take->words[k];
            fms_ticks at = fms_ticks_from_samples(beat->at + word->from);
            int64_t frame = fms_frames_floor(at, timeline->rate);
            if (frame < fms_frames_floor(cue->begin, timeline->rate) || at >= cue->end)
                continue;
            char *said = g_strndup(beat->beat->line.text + word->begin, (gsize) (word->end - word->begin));
            const char *found = *g_strstrip(said) ? strstr(cursor, said) : NULL;
            if (found && found - cursor <= WORD_REACH) {
                cursor = found + strlen(said);
                struct spoken spoken = {
                    { (int32_t) (found - cue->text), (int32_t) (cursor - cue->text), FMS_STYLE_MARK, NULL }, frame
                };
                g_array_append_val(words, spoken);
            }
            g_free(said);
        }
    }
    return words;
}

/* The caption from one frame of the scene to another, with a word marked or none. */
static void add_caption(struct fms_making *making, const struct fms_cue *cue, int64_t from, int64_t to,
                        const struct fms_text_run *run)
{
    struct fms_layer layer =
        fms_making_text_layer(making, fms_making_slot_called(making, "caption.text"), cue->text, from);
    if (from >= to)
        return;
    fms_making_style(making, &layer.text, run, run != NULL);
    layer.text.mark_rgba = fms_contrast_weakened((uint32_t) layer.text.mark_rgba, (uint32_t) layer.text.paper_rgba,
                                                 (uint32_t) layer.text.rgba);
    layer.text.leave_frame = to;
    fms_making_add(making, &layer);
}

static void add_marked(struct fms_making *making, const struct fms_cue *cue, int64_t start, int64_t to)
{
    GArray *words = spoken_in(making, cue);
    int64_t at = fms_frames_floor(cue->begin, making->stage->settings->video.rate) - start;
    for (guint i = 0; i <= words->len; i++) {
        int64_t next = i < words->len ? g_array_index(words, struct spoken, i).frame - start : to;
        const struct fms_text_run *run =
            i ? talloc_memdup(making->scene, &g_array_index(words, struct spoken, i - 1).run, sizeof *run) : NULL;
        add_caption(making, cue, at, next, run);
        at = MAX(at, next);
    }
    g_array_free(words, TRUE);
}

bool fms_making_burns(const struct fms_making *making)
{
    const char *captions = making->stage->timeline->board->captions;
    return !strcmp(captions, "burned") || !strcmp(captions, "highlight");
}

void fms_making_captions(struct fms_making *making)
{
    const struct fms_timeline *timeline = making->stage->timeline;
    struct fms_rate rate = making->stage->settings->video.rate;
    int64_t start = making->place->begin - making->place->head;
    bool marked = !strcmp(timeline->board->captions, "highlight");
    if (!fms_making_burns(making))
        return;
    for (size_t i = fms_first_cue(timeline, making->place->begin); i < timeline->n_cues; i++) {
        const struct fms_cue *cue = &timeline->cues[i];
        int64_t from = fms_frames_floor(cue->begin, rate), to = fms_frames_ceil(cue->end, rate);
        if (from >= making->place->end)
            return;
        if (marked)
            add_marked(making, cue, start, to - start);
        else
            add_caption(making, cue, from - start, to - start, NULL);
    }
}
