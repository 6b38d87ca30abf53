/*
 * When captions come and go. A caption never comes late and never early: it begins on the frame of its first word. All
 * freedom is in its end, and the rules are applied in the order in which a reader would want them: it stays for its
 * words and a little more, long enough to be read, not over seven seconds; then a gap too short to be seen as a gap is
 * closed; and nothing is allowed to lie over the next caption, its chapter or the film.
 */
#include "captions-private.h"
#include "quote-marks.h"

#include <string.h>

/* Rules in frames of the film's rate, but for `linger`, which the guides give in frames. */
struct manners {
    int64_t least;  /* 5/6 s */
    int64_t most;   /* 7 s */
    int64_t gap;    /* a gap shorter than this, half a second, is closed … */
    int64_t closed; /* … to this many */
    int64_t linger; /* after the last word */
};

/* A cue in the making, in frames. */
struct draft {
    int64_t begin, voice_end, bound; /* `bound`: the end of its chapter */
    int64_t halves;
    int32_t n_lines;
    const char *text;
    const struct fms_beat *beat;
};

static struct manners manners_at(struct fms_rate rate)
{
    return (struct manners){ .least = fms_frames_ceil(FMS_TICKS_PER_SECOND * 5 / 6, rate),
                             .most = fms_frames_floor(FMS_TICKS_PER_SECOND * 7, rate),
                             .gap = fms_frames_ceil(FMS_TICKS_PER_SECOND / 2, rate),
                             .closed = 2,
                             .linger = 12 };
}

/* A piece without a frame of its own, which only a voice with broken word times makes, joins the one before. */
static void join(TALLOC_CTX *ctx, struct draft *before, const struct draft *after)
{
    before->text = talloc_asprintf(ctx, "%s\n%s", before->text, after->text);
    before->voice_end = MAX(before->voice_end, after->voice_end);
    before->halves += after->halves;
    before->n_lines += after->n_lines;
}

/* The marks with which a beat's caption begins and ends: those of its card, at the first and last words set on it. */
static struct fms_quote_marks marks_of(const struct fms_timeline *timeline, const struct fms_place_beat *place)
{
    const struct fms_shot *shot = timeline->shots[place->shot].shot;
    const struct fms_quote_marks *marks = fms_quote_marks_of(timeline->board->language);
    bool first = place->beat->shown, last = place->beat->shown;
    if (shot->kind != FMS_SHOT_QUOTE)
        return (struct fms_quote_marks){ "", "", "" };
    for (const struct fms_beat *beat = shot->beats; beat < place->beat; beat++)
        first = first && !beat->shown;
    for (const struct fms_beat *beat = place->beat + 1; beat < shot->beats + shot->n_beats; beat++)
        last = last && !beat->shown;
    return (struct fms_quote_marks){ "", shot->opens && first ? marks->open : "",
                                     shot->closes && last ? marks->close : "" };
}

/* Marks make no sound: the words keep their times and only stand further on. */
static void split_beat(struct fms_timeline *timeline, const struct fms_place_beat *place, bool several, GArray *pieces)
{
    struct fms_quote_marks marks = marks_of(timeline, place);
    const char *label = several ? fms_caption_label(timeline, place) : "";
    struct fms_line line = place->beat->line;
    struct fms_take take = *place->take;
    struct fms_word *words = g_new(struct fms_word, take.n_words);
    int32_t shift = (int32_t) (strlen(label) + strlen(marks.open));
    for (size_t i = 0; i < take.n_words; i++)
        words[i] = (struct fms_word){ shift + MIN(take.words[i].begin, G_MAXINT32 - shift),
                                      shift + MIN(take.words[i].end, G_MAXINT32 - shift), take.words[i].from,
                                      take.words[i].to };
    char *text = g_strconcat(label, marks.open, line.text, marks.close, NULL);
    line.text = text;
    take.words = words;
    fms_caption_split(timeline, &line, &take, pieces);
    g_free(words);
    g_free(text);
}

static void draft_beat(struct fms_timeline *timeline, const struct fms_place_beat *place, int64_t bound, bool several,
                       GArray *drafts)
{
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_caption_piece));
    split_beat(timeline, place, several, pieces);
    for (guint i = 0; i < pieces->len; i++) {
        const struct fms_caption_piece *piece = &g_array_index(pieces, struct fms_caption_piece, i);
        fms_ticks from = fms_ticks_from_samples(place->at + piece->from);
        fms_ticks to = fms_ticks_from_samples(place->at + piece->to);
        struct draft draft = { .begin = fms_frames_floor(from, timeline->rate),
                               .voice_end = fms_frames_ceil(to, timeline->rate),
                               .bound = bound,
                               .halves = piece->halves,
                               .n_lines = piece->n_lines,
                               .text = piece->text,
                               .beat = place->beat };
        struct draft *last = drafts->len ? &g_array_index(drafts, struct draft, drafts->len - 1) : NULL;
        if (last && draft.begin <= last->begin)
            join(timeline, last, &draft);
        else
            g_array_append_val(drafts, draft);
    }
    g_array_free(pieces, TRUE);
}

static GArray *draft_cues(struct fms_timeline *timeline)
{
    GArray *drafts = g_array_new(FALSE, FALSE, sizeof(struct draft));
    size_t chapter = 0;
    bool several = fms_caption_several(timeline);
    for (size_t i = 0; i < timeline->n_beats; i++) {
        fms_ticks at = fms_ticks_from_samples(timeline->beats[i].at);
        while (chapter < timeline->n_chapters && timeline->chapters[chapter].end <= at)
            chapter++;
        int64_t bound = timeline->n_frames;
        if (chapter < timeline->n_chapters)
            bound = fms_frames_floor(timeline->chapters[chapter].end, timeline->rate);
        draft_beat(timeline, &timeline->beats[i], bound, several, drafts);
    }
    return drafts;
}

/* Would the cue be gone before it is seen, because another takes its place? */
static bool is_hurried(const struct draft *draft, const struct draft *next, const struct manners *manners)
{
    return next->begin - manners->closed - draft->begin < manners->least;
}

static bool fit_together(const struct draft *a, const struct draft *b, const struct manners *manners)
{
    return a->n_lines + b->n_lines <= 2 && a->bound == b->bound && fms_caption_same_speaker(a->beat, b->beat) &&
           b->voice_end - a->begin <= manners->most - manners->gap;
}

/* "No." and "It is not." stand together where the first would be gone in a blink. */
static void join_hurried(struct fms_timeline *timeline, GArray *drafts, const struct manners *manners)
{
    guint n = 0;
    for (guint i = 0; i < drafts->len; i++) {
        struct draft draft = g_array_index(drafts, struct draft, i);
        struct draft *last = n ? &g_array_index(drafts, struct draft, n - 1) : NULL;
        struct draft *next = i + 1 < drafts->len ? &g_array_index(drafts, struct draft, i + 1) : NULL;
        bool hurried = next && is_hurried(&draft, next, manners) && !fit_together(&draft, next, manners);
        if (last && fit_together(last, &draft, manners) && (hurried || is_hurried(last, &draft, manners)))
            join(timeline, last, &draft);
        else
            g_array_index(drafts, struct draft, n++) = draft;
    }
    g_array_set_size(drafts, n);
}

static int64_t frames_to_read(const struct draft *draft, struct fms_rate rate)
{
    int64_t speed = fms_caption_style_of(draft->beat->line.language)->halves_a_second;
    return fms_frames_ceil(FMS_TICKS_PER_SECOND / speed * draft->halves, rate);
}

static int64_t end_of(const struct draft *draft, const struct draft *next, const struct manners *manners,
                      struct fms_rate rate)
{
    int64_t longest = draft->begin + manners->most;
    int64_t end = MAX(draft->voice_end + manners->linger, draft->begin + manners->least);
    end = MIN(MAX(end, draft->begin + frames_to_read(draft, rate)), longest);
    if (next && next->begin - end < manners->gap) {
        end = next->begin - manners->closed;
        if (end > longest)
            end = CLAMP(next->begin - manners->gap, MIN(draft->voice_end, longest), longest);
    }
    return MIN(MAX(end, draft->begin + 1), draft->bound);
}

void fms_captions_place(struct fms_timeline *timeline)
{
    struct manners manners = manners_at(timeline->rate);
    GArray *drafts = draft_cues(timeline);
    join_hurried(timeline, drafts, &manners);
    struct fms_cue *cues = talloc_zero_array(timeline, struct fms_cue, drafts->len + 1);
    for (guint i = 0; i < drafts->len; i++) {
        const struct draft *draft = &g_array_index(drafts, struct draft, i);
        const struct draft *next = i + 1 < drafts->len ? draft + 1 : NULL;
        cues[i] = (struct fms_cue){ .begin = fms_ticks_from_frames(draft->begin, timeline->rate),
                                    .end = fms_ticks_from_frames(end_of(draft, next, &manners, timeline->rate),
                                                                 timeline->rate),
                                    .text = draft->text,
                                    .span = draft->beat->span };
    }
    timeline->n_cues = drafts->len;
    timeline->cues = cues;
    g_array_free(drafts, TRUE);
}

int64_t fms_timeline_reading_percent(const struct fms_timeline *timeline, const struct fms_cue *cue)
{
    const struct fms_caption_style *style = fms_caption_style_of(timeline->board->language);
    int64_t halves = 0;
    for (const char *at = cue->text; *at; at = g_utf8_next_char(at))
        halves += fms_caption_halves(style, g_utf8_get_char(at));
    fms_ticks needs = halves * FMS_TICKS_PER_SECOND / style->halves_a_second;
    return needs * 100 / MAX(cue->end - cue->begin, 1);
}
