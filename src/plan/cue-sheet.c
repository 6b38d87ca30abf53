/*
 * The cue sheet. Music is first a row of moments from which on something else is heard; each span between two of them
 * becomes a cue, with fades that follow from what lies beside it. A silence is two such moments.
 */
#include "cue-sheet-private.h"

#include <string.h>

enum { CHANGE_SAMPLES = 2 * FMS_SAMPLE_RATE, HUSH_SAMPLES = FMS_SAMPLE_RATE * 3 / 10 };

/* From `at` on, `music` is heard. */
struct moment {
    int64_t at;
    struct fms_music_change music;
};

static int64_t samples_at(const struct fms_timeline *timeline, int64_t frame)
{
    return fms_samples_floor(fms_ticks_from_frames(frame, timeline->rate));
}

/* Their number in the order in which they begin to speak; the narrator is 0. */
static int32_t speaker_of(GPtrArray *speakers, const char *name)
{
    guint i = 0;
    while (name && i < speakers->len && strcmp(speakers->pdata[i], name) != 0)
        i++;
    if (name && i == speakers->len)
        g_ptr_array_add(speakers, (gpointer) name);
    return name ? (int32_t) i + 1 : 0;
}

static void add_voices(struct fms_cuesheet *sheet, const struct fms_timeline *timeline)
{
    struct fms_voice_cue *voices = talloc_array(sheet, struct fms_voice_cue, timeline->n_beats);
    GPtrArray *speakers = g_ptr_array_new();
    for (size_t i = 0; i < timeline->n_beats; i++) {
        const struct fms_place_beat *beat = &timeline->beats[i];
        bool mute = beat->take->n_words == 0 && beat->take->n_samples <= FMS_EMPTY_TAKE_SAMPLES;
        if (!mute) /* for silence, the music makes no room */
            voices[sheet->n_voices++] = (struct fms_voice_cue){ talloc_memdup(sheet, beat->take, sizeof *beat->take),
                                                                beat->at, speaker_of(speakers, beat->beat->speaker),
                                                                (int32_t) beat->beat->line.volume_cdb };
    }
    sheet->voices = voices;
    g_ptr_array_free(speakers, TRUE);
}

/* Where a beat is hushed, even the room is silent. */
static void add_silences(struct fms_cuesheet *sheet, const struct fms_timeline *timeline)
{
    struct fms_silence *silences = talloc_array(sheet, struct fms_silence, timeline->n_beats);
    for (size_t i = 0; i < timeline->n_beats; i++) {
        const struct fms_place_beat *beat = &timeline->beats[i];
        int64_t from = beat->at + beat->take->n_samples;
        if (beat->beat->hush)
            silences[sheet->n_silences++] = (struct fms_silence){ from, from + fms_samples_floor(beat->beat->pause) };
    }
    sheet->silences = silences;
}

/* ---- music ---- */

static void add_changes(GArray *moments, const struct fms_timeline *timeline, const struct fms_place_shot *place)
{
    for (size_t i = 0; i < place->shot->n_cues; i++) {
        const struct fms_shot_cue *cue = &place->shot->cues[i];
        if (cue->kind != FMS_CUE_MUSIC)
            continue;
        struct moment moment = { fms_samples_floor(fms_timeline_word(timeline, place, cue->beat, cue->at)),
                                 cue->music };
        g_array_append_val(moments, moment);
    }
}

static gint by_time(gconstpointer a, gconstpointer b)
{
    const struct moment *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/* What is heard at a moment, among the first `n`. */
static struct fms_music_change music_at(const GArray *moments, size_t n, int64_t at)
{
    size_t low = 0, high = n; /* the last one that is not later lies in [low, high) */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        *(g_array_index(moments, struct moment, middle).at > at ? &high : &low) = middle;
    }
    return g_array_index(moments, struct moment, low).music;
}

/* In the pause of a hushed beat there is no music; behind it, what there was. */
static void add_hush(GArray *moments, size_t n, const struct fms_place_beat *beat)
{
    struct moment none = { .at = beat->at + beat->take->n_samples }, again = none;
    again.music = music_at(moments, n, none.at);
    again.at += fms_samples_floor(beat->beat->pause);
    again.music.fade = none.music.fade = fms_ticks_from_samples(HUSH_SAMPLES);
    if (!again.music.asset)
        return;
    g_array_append_val(moments, none);
    g_array_append_val(moments, again);
}

static GArray *moments_of(const struct fms_timeline *timeline)
{
    GArray *moments = g_array_new(FALSE, FALSE, sizeof(struct moment));
    struct moment first = { 0, timeline->board->music };
    g_array_append_val(moments, first);
    for (size_t i = 0; i < timeline->n_shots; i++)
        add_changes(moments, timeline, &timeline->shots[i]);
    g_array_sort(moments, by_time); /* stable: what comes later in the script wins */
    size_t n = moments->len;
    for (size_t i = 0; i < timeline->n_beats; i++)
        if (timeline->beats[i].beat->hush)
            add_hush(moments, n, &timeline->beats[i]);
    g_array_sort(moments, by_time);
    return moments;
}

static int64_t fade_of(const struct moment *moment, int64_t usual)
{
    return moment->music.fade > 0 ? fms_samples_floor(moment->music.fade) : usual;
}

/* The music between moment `i` and the next; see cuesheet.h for how cues overlap. */
static struct fms_music_cue music_cue(const GArray *moments, size_t i, int64_t end)
{
    const struct moment *now = &g_array_index(moments, struct moment, i);
    const struct moment *before = i > 0 ? now - 1 : NULL, *after = i + 1 < moments->len ? now + 1 : NULL;
    struct fms_music_cue cue = { .asset = now->music.asset, .gain_cdb = now->music.gain_cdb, .ducked = true };
    bool follows = before && before->music.asset, leads = after && after->music.asset;
    cue.fade_in = fade_of(now, follows ? CHANGE_SAMPLES : FMS_MUSIC_FADE_IN);
    cue.from = MAX(0, now->at - (follows ? cue.fade_in / 2 : 0));
    cue.fade_out = after ? fade_of(after, leads ? CHANGE_SAMPLES : FMS_MUSIC_FADE_OUT) : FMS_MUSIC_FADE_OUT;
    cue.to = after ? after->at + (leads ? cue.fade_out / 2 : cue.fade_out) : end;
    cue.to = MIN(cue.to, end);
    return cue;
}

static void add_music(struct fms_cuesheet *sheet, const struct fms_timeline *timeline)
{
    GArray *moments = moments_of(timeline);
    struct fms_music_cue *music = talloc_array(sheet, struct fms_music_cue, moments->len);
    for (size_t i = 0; i < moments->len; i++) {
        struct fms_music_cue cue = music_cue(moments, i, sheet->n_samples);
        if (cue.asset && cue.from < cue.to)
            music[sheet->n_music++] = cue;
    }
    sheet->music = music;
    g_array_free(moments, TRUE);
}

/* ---- clips and effects ---- */

/* A clip's own sound, as long as the clip moves: a frame that stays makes none. */
static void add_clip(GArray *sounds, const struct fms_view *view, int64_t at, int64_t n, int64_t speed_permille)
{
    fms_ticks end = view->out > 0 ? view->out : view->asset->duration;
    int64_t length = fms_samples_floor(MAX(0, end - view->in)) * 1000 / MAX(speed_permille, 1);
    struct fms_sound_cue cue = { .asset = view->asset, .at = at, .ducked = true, .loop = view->loops };
    cue.from_sample_in_asset = fms_samples_floor(view->in);
    cue.n = view->loops ? n : MIN(n, length);
    cue.gain_cdb = view->gain_cdb;
    cue.fade_in = cue.fade_out = FMS_SAMPLE_RATE / 5;
    cue.speed_permille = (int32_t) speed_permille;
    if (view->heard && view->asset->has_sound && view->asset->kind == FMS_ASSET_CLIP && cue.n > 0)
        g_array_append_val(sounds, cue);
}

static void add_effect(GArray *sounds, const struct fms_shot_cue *cue, int64_t at, int64_t end)
{
    struct fms_sound_cue sound = { .asset = cue->sound, .at = at, .gain_cdb = cue->gain_cdb, .speed_permille = 1000 };
    sound.n = MIN(fms_samples_floor(cue->sound->duration), end - at);
    if (sound.n > 0)
        g_array_append_val(sounds, sound);
}

static void add_sounds_of_shot(GArray *sounds, const struct fms_stage *stage, const struct fms_place_shot *place,
                               int64_t end)
{
    const struct fms_timeline *timeline = stage->timeline;
    int64_t begin = samples_at(timeline, place->begin - place->head),
            stop = samples_at(timeline, place->end + place->tail);
    if (place->shot->view)
        add_clip(sounds, place->shot->view, begin, stop - begin,
                 fms_view_speed(place->shot->view, fms_ticks_from_samples(stop - begin)));
    for (size_t i = 0; i < place->shot->n_cues; i++) {
        const struct fms_shot_cue *cue = &place->shot->cues[i];
        int64_t at = fms_samples_floor(fms_timeline_word(timeline, place, cue->beat, cue->at));
        if (cue->kind == FMS_CUE_SOUND)
            add_effect(sounds, cue, at, end);
        if (cue->kind == FMS_CUE_PICTURE)
            add_clip(sounds, cue->view, at, stop - at, fms_view_speed(cue->view, fms_ticks_from_samples(stop - at)));
    }
}

static gint by_start(gconstpointer a, gconstpointer b)
{
    const struct fms_sound_cue *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static void add_sounds(struct fms_cuesheet *sheet, const struct fms_stage *stage)
{
    GArray *sounds = g_array_new(FALSE, FALSE, sizeof(struct fms_sound_cue));
    for (size_t i = 0; i < stage->timeline->n_shots; i++)
        add_sounds_of_shot(sounds, stage, &stage->timeline->shots[i], sheet->n_samples);
    g_array_sort(sounds, by_start);
    sheet->n_sounds = sounds->len;
    sheet->sounds = talloc_memdup(sheet, sounds->data, sounds->len * sizeof(struct fms_sound_cue));
    g_array_free(sounds, TRUE);
}

struct fms_cuesheet *fms_cuesheet_of(TALLOC_CTX *ctx, const struct fms_stage *stage)
{
    struct fms_cuesheet *sheet = talloc_zero(ctx, struct fms_cuesheet);
    sheet->n_samples = samples_at(stage->timeline, stage->timeline->n_frames);
    sheet->loudness_clufs = stage->settings->loudness_clufs;
    sheet->true_peak_cdbtp = stage->settings->true_peak_cdbtp;
    sheet->bitrate = 192000;
    sheet->voice_over_lu = stage->settings->voice_over_lu;
    add_silences(sheet, stage->timeline);
    add_voices(sheet, stage->timeline);
    add_music(sheet, stage->timeline);
    add_sounds(sheet, stage);
    return sheet;
}
