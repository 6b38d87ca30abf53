/*
 * Stage directions: a table of what each does. Some change how what follows is said or joined; others are something that
 * happens, and wait as dues for the words that come next or, inside `(when …)`, for the words that they name.
 */
#include "directions-private.h"
#include "values.h"

#include <stdarg.h>
#include <string.h>

#define MOST_PAUSE FMS_MS(60000)
#define MOST_DURATION FMS_MS(600000)
#define MOST_FADE FMS_MS(30000)
#define MOST_UNMATCHED 100 /* more words that are never said are not looked for */

bool fms_direction_refuse(struct fms_director *director, struct fms_span span, const char *hint, const char *format,
                          ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    fms_error(director->diags, span, "direction.value", hint, "%s", message);
    g_free(message);
    return false;
}

struct fms_span fms_direction_span(const struct fms_block *block)
{
    return block->text.length > 0 ? block->text.span : block->span;
}

bool fms_direction_refuse_value(struct fms_director *director, const struct fms_block *block, const char *hint,
                                const char *what)
{
    return fms_direction_refuse(director, fms_direction_span(block), hint, "'%.80s' is %s", block->text.utf8, what);
}

bool fms_direction_is(const struct fms_block *block, const char *word)
{
    return g_ascii_strcasecmp(block->text.utf8, word) == 0;
}

/* A pause follows what was said last. Before any words, or while a picture waits for its first ones, it is a hold. */
static bool rest(struct fms_director *director, const struct fms_block *block, bool hush)
{
    fms_ticks length = 0;
    if (!fms_value_seconds(block->text.utf8, MOST_PAUSE, &length) || length == 0)
        return fms_direction_refuse_value(director, block,
                                          hush ? "(silence: 2s), a minute at most" : "(pause: 2s), a minute at most",
                                          "no length of time");
    bool waits = director->sights->len > 0 && !g_array_index(director->sights, struct fms_sight, 0).carried;
    waits = waits || director->panels.panels->len > 0 || !director->last_beat;
    if (director->pieces->len == 0 && waits) {
        director->hold += length;
        return true;
    }
    if (director->pieces->len > 0) {
        struct fms_piece *last = &g_array_index(director->pieces, struct fms_piece, director->pieces->len - 1);
        last->rest = MIN(last->rest + length, MOST_PAUSE);
        last->hush |= hush;
        return true;
    }
    struct fms_beat *beat = director->last_beat;
    beat->pause = director->rests ? MIN(beat->pause + length, MOST_PAUSE) : length;
    director->rests = true;
    beat->hush |= hush;
    return true;
}

static bool follow_pause(struct fms_director *director, const struct fms_block *block)
{
    return rest(director, block, false);
}

static bool follow_silence(struct fms_director *director, const struct fms_block *block)
{
    return rest(director, block, true);
}

static bool follow_transition(struct fms_director *director, const struct fms_block *block)
{
    const char *why = NULL;
    struct fms_join join = director->usual;
    if (!fms_transition_parse(block->text.utf8, &join, &why))
        return fms_direction_refuse(director, fms_direction_span(block), "(transition: wipe-left 0.5s)",
                                    "transition '%.80s': %s", block->text.utf8, why);
    if (director->pieces->len > 0)
        fms_passage_break(director);
    director->join = join;
    director->has_join = true;
    return true;
}

static bool follow_duration(struct fms_director *director, const struct fms_block *block)
{
    if (fms_value_seconds(block->text.utf8, MOST_DURATION, &director->scene_least) && director->scene_least > 0)
        return true;
    return fms_direction_refuse_value(director, block, "(duration: 8s), ten minutes at most", "no length of time");
}

static bool follow_end_card(struct fms_director *director, const struct fms_block *block)
{
    if (!fms_phrase_speaks(block->text.utf8, 0, block->text.length))
        return fms_direction_refuse_value(director, block, "(end-card: example.org | Thank you)", "nothing to show");
    g_array_append_val(director->end_cards, block);
    return true;
}

const struct fms_asset *fms_direction_sound(struct fms_director *director, const struct fms_block *block,
                                            const char *hint)
{
    if (block->text.length == 0) {
        fms_direction_refuse_value(director, block, hint, "no file");
        return NULL;
    }
    const struct fms_asset *asset = fms_sight_probe(director, block->text.utf8, fms_direction_span(block));
    if (asset && asset->kind != FMS_ASSET_SOUND && !asset->has_sound) {
        fms_direction_refuse(director, fms_direction_span(block), hint, "'%.80s' has no sound", block->text.utf8);
        return NULL;
    }
    return asset;
}

/* Reads the attributes `volume` and, where there is a place for it, `fade`. */
static bool read_levels(struct fms_director *director, const struct fms_block *block, int32_t *gain, fms_ticks *fade)
{
    static const char *const names[] = { "volume", "fade", NULL };
    size_t n_errors = fms_diags_n_errors(director->diags);
    for (size_t i = 0; i < block->n_attributes; i++) {
        const struct fms_attribute *attribute = &block->attributes[i];
        bool volume = strcmp(attribute->name, "volume") == 0, fades = fade && strcmp(attribute->name, "fade") == 0;
        const char *nearest = fms_nearest_word(attribute->name, names);
        if (volume && !fms_value_level(attribute->value, gain))
            fms_direction_refuse(director, attribute->span, "volume=-6dB or volume=50%", "'%.80s' is no level",
                                 attribute->value);
        if (fades && !fms_value_seconds(attribute->value, MOST_FADE, fade))
            fms_direction_refuse(director, attribute->span, "fade=2s, half a minute at most",
                                 "'%.80s' is no length of time", attribute->value);
        if (!volume && !fades)
            fms_direction_refuse(director, attribute->span,
                                 nearest && (fade || nearest == names[0]) ? nearest
                                 : fade                                   ? "volume=-6dB or fade=2s"
                                                                          : "volume=-6dB",
                                 "'%.80s' is no attribute of this direction", attribute->name);
    }
    return fms_diags_n_errors(director->diags) == n_errors;
}

static bool due_music(struct fms_director *director, const struct fms_block *block, struct fms_due *due)
{
    struct fms_music_change *music = &due->cue.music;
    due->cue.kind = FMS_CUE_MUSIC;
    if (!read_levels(director, block, &music->gain_cdb, &music->fade))
        return false;
    if (fms_direction_is(block, "none"))
        return true;
    music->asset = fms_direction_sound(director, block, "(music: bed.ogg {volume=-6dB fade=2s}), or none");
    return music->asset != NULL;
}

static bool due_sound(struct fms_director *director, const struct fms_block *block, struct fms_due *due)
{
    due->cue.kind = FMS_CUE_SOUND;
    if (!read_levels(director, block, &due->cue.gain_cdb, NULL))
        return false;
    due->cue.sound = fms_direction_sound(director, block, "(sound: bell.ogg {volume=50%})");
    return due->cue.sound != NULL;
}

static bool due_third(struct fms_director *director, const struct fms_block *block, struct fms_due *due)
{
    char *halves[2];
    fms_value_halves(director->board, block->text.utf8, halves);
    due->cue.kind = FMS_CUE_LOWER_THIRD;
    due->cue.third = (struct fms_lower_third){ halves[0], halves[1] };
    return *halves[0] ? true
                      : fms_direction_refuse_value(director, block, "(lower-third: Ada Example | harbour master)",
                                                   "nobody's name");
}

/* Parts that a direction reveals are hidden from the drawing's first moment on. */
static bool due_parts(struct fms_director *director, const struct fms_block *block, struct fms_due *due, bool hides)
{
    struct fms_span span = fms_direction_span(block);
    size_t n_errors = fms_diags_n_errors(director->diags);
    if (block->text.length == 0)
        return fms_direction_refuse_value(director, block, "(when coast: reveal coast)", "no part of a drawing");
    if (director->blind)
        return false;
    if (!director->drawing)
        return fms_error(director->diags, span, "part.unknown", "parts are the ids of elements of an SVG file",
                         "no drawing is seen here");
    due->cue.kind = hides ? FMS_CUE_HIDE : FMS_CUE_REVEAL;
    due->cue.parts = fms_parts_check(director, director->drawing, block->text.utf8, span);
    if (!hides && !director->parts->begun && !fms_parts_hide(director, director->parts, due->cue.parts))
        fms_direction_refuse(director, span, "reveal them in groups: an element `g` has an id, too",
                             "more than %d parts come and go", FMS_MOST_PARTS);
    return fms_diags_n_errors(director->diags) == n_errors;
}

static bool due_reveal(struct fms_director *director, const struct fms_block *block, struct fms_due *due)
{
    return due_parts(director, block, due, false);
}

static bool due_hide(struct fms_director *director, const struct fms_block *block, struct fms_due *due)
{
    return due_parts(director, block, due, true);
}

/* What a direction does: at once, or when it falls due. */
static const struct {
    bool (*follow)(struct fms_director *director, const struct fms_block *block);
    bool (*due)(struct fms_director *director, const struct fms_block *block, struct fms_due *due);
    bool voice; /* what follows is said differently */
} rows[] = {
    [FMS_DIRECTION_PAUSE] = { follow_pause, NULL, false },
    [FMS_DIRECTION_SILENCE] = { follow_silence, NULL, false },
    [FMS_DIRECTION_SPEAKER] = { fms_follow_speaker, NULL, true },
    [FMS_DIRECTION_VOICE] = { fms_follow_voice, NULL, true },
    [FMS_DIRECTION_PACE] = { fms_follow_pace, NULL, true },
    [FMS_DIRECTION_PITCH] = { fms_follow_pitch, NULL, true },
    [FMS_DIRECTION_VOLUME] = { fms_follow_volume, NULL, true },
    [FMS_DIRECTION_LANGUAGE] = { fms_follow_language, NULL, true },
    [FMS_DIRECTION_AUDIO] = { fms_follow_audio, NULL, true },
    [FMS_DIRECTION_MUSIC] = { NULL, due_music, false },
    [FMS_DIRECTION_SOUND] = { NULL, due_sound, false },
    [FMS_DIRECTION_TRANSITION] = { follow_transition, NULL, false },
    [FMS_DIRECTION_LOWER_THIRD] = { NULL, due_third, false },
    [FMS_DIRECTION_REVEAL] = { NULL, due_reveal, false },
    [FMS_DIRECTION_HIDE] = { NULL, due_hide, false },
    [FMS_DIRECTION_DURATION] = { follow_duration, NULL, false },
    [FMS_DIRECTION_END_CARD] = { follow_end_card, NULL, false },
    [FMS_DIRECTION_NOTE] = { NULL, NULL, false },
};

/* Music that is heard from the film's first moment on is the film's own. */
static bool opens(const struct fms_director *director)
{
    size_t n_titles = director->script->meta.title.length > 0;
    return director->shots->len <= n_titles && director->pieces->len == 0 && director->sights->len == 0 &&
           director->panels.panels->len == 0;
}

void fms_direction_follow(struct fms_director *director, const struct fms_block *block)
{
    enum fms_direction_kind kind = block->direction;
    struct fms_due due = { .spot = { director->block, 0 }, .cue = { .span = block->span } };
    if (kind == FMS_DIRECTION_WHEN) {
        fms_direction_anchor(director, block);
        return;
    }
    if (kind >= G_N_ELEMENTS(rows))
        return;
    if (rows[kind].follow && rows[kind].follow(director, block) && rows[kind].voice)
        fms_manner_settle(director, NULL);
    if (!rows[kind].due || !rows[kind].due(director, block, &due))
        return;
    if (kind == FMS_DIRECTION_MUSIC && opens(director))
        director->board->music = due.cue.music;
    else
        fms_due_add(director, FMS_DUE_DIRECT, &due);
}

/* What happens at the word. */
static bool due_of(struct fms_director *director, const struct fms_block *inner, struct fms_due *due)
{
    if (inner->kind == FMS_BLOCK_IMAGE) {
        struct fms_sight sight;
        due->cue.kind = FMS_CUE_PICTURE;
        if (!fms_sight_of(director, inner, &sight))
            return false;
        due->sight = talloc_memdup(director->board, &sight, sizeof sight);
        return true;
    }
    if (inner->kind == FMS_BLOCK_PANEL) {
        due->cue.kind = FMS_CUE_PANEL;
        due->cue.panel = fms_panel_of(director, inner);
        return due->cue.panel != NULL;
    }
    enum fms_direction_kind kind = inner->direction;
    if (kind < G_N_ELEMENTS(rows) && rows[kind].due)
        return rows[kind].due(director, inner, due);
    return fms_direction_refuse(
        director, inner->span,
        "a picture, a panel, reveal, hide, lower-third, sound or music can: (when moon: reveal moon)",
        "this cannot happen at a word");
}

static void report_word(struct fms_director *director, const struct fms_block *block, struct fms_spot from)
{
    const char *nearest = fms_words_nearest(NULL, director->script, from, block->argument.utf8);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest)
                         : g_strdup("the words stand below the direction, before the next heading");
    fms_error(director->diags, block->argument.length > 0 ? block->argument.span : block->span, "cue.word", hint,
              "'%.80s' is not said in what follows", block->argument.utf8);
    g_free(hint);
    talloc_free((void *) (uintptr_t) nearest);
}

void fms_direction_anchor(struct fms_director *director, const struct fms_block *block)
{
    struct fms_spot from = { director->block + 1, 0 };
    struct fms_due due = { .cue = { .span = block->span } };
    if (!block->inner || !due_of(director, block->inner, &due) || director->n_unmatched >= MOST_UNMATCHED)
        return;
    if (director->matched.block >= from.block)
        from = director->matched;
    struct fms_found found = fms_words_find(director->script, from, block->argument.utf8);
    if (!found.found) {
        director->n_unmatched++;
        report_word(director, block, from);
        return;
    }
    due.spot = (struct fms_spot){ found.block, found.range.begin };
    director->matched = (struct fms_spot){ found.block, found.range.end };
    fms_due_add(director, FMS_DUE_WORD, &due);
}
