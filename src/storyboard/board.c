/*
 * Directs: walks through the script once, closes the passage at hand where something else begins, and ends with the
 * credits. What a block becomes is decided in cards.c and passages.c.
 */
#include "director-private.h"

#include "characters.h"
#include "large-copy.h"
#include "poster-wish-private.h"
#include "values.h"

#include <string.h>

#define TITLE_LEAST FMS_MS(3500)
#define CHAPTER_LEAST FMS_MS(2500)
#define CREDITS_LEAST FMS_MS(3000)
#define END_LEAST FMS_MS(5000)
#define LONG_MS (INT64_C(3600) * 1000)
#define SAMPLE_BYTES 60000 /* read to guess the language */

static const char *lower_tag(TALLOC_CTX *ctx, const char *tag)
{
    char *lower = talloc_strdup(ctx, tag);
    for (char *at = lower; *at; at++)
        *at = *at == '_' ? '-' : g_ascii_tolower(*at);
    return lower;
}

static const char *language_of(TALLOC_CTX *ctx, const struct fms_script *script)
{
    if (script->meta.language.length > 0)
        return lower_tag(ctx, script->meta.language.utf8);
    GString *sample = g_string_new(NULL);
    for (size_t i = 0; i < script->n_blocks && sample->len < SAMPLE_BYTES; i++) {
        enum fms_block_kind kind = script->blocks[i].kind;
        if (kind == FMS_BLOCK_CREDIT || kind == FMS_BLOCK_IMAGE || kind == FMS_BLOCK_DIRECTION)
            continue;
        g_string_append(sample, script->blocks[i].text.utf8);
        g_string_append_c(sample, '\n');
    }
    g_string_append(sample, script->meta.title.utf8);
    const char *language = fms_language_guess(sample->str);
    g_string_free(sample, TRUE);
    return language;
}

static struct fms_board *board_new(TALLOC_CTX *ctx, const struct fms_script *script)
{
    struct fms_board *board = talloc_zero(ctx, struct fms_board);
    const struct fms_meta *meta = &script->meta;
    board->title = meta->title.utf8;
    board->series = meta->series.utf8;
    board->author = meta->author.utf8;
    board->language = language_of(board, script);
    board->theme = meta->theme.utf8;
    board->captions = meta->captions.length > 0 ? meta->captions.utf8 : "burned";
    board->loudness_clufs = meta->loudness_clufs;
    if (meta->credits_length.length > 0)
        fms_value_seconds(meta->credits_length.utf8, FMS_MS(3600000), &board->credits_length);
    board->credits_length_span = meta->credits_length.span;
    board->credits_cards = meta->credits_style.length > 0 && !g_ascii_strcasecmp(meta->credits_style.utf8, "cards");
    return board;
}

/* A heading that says nothing but what the credits roll says. */
static bool heads_credits(const struct fms_script *script, size_t i)
{
    return i + 1 < script->n_blocks && script->blocks[i + 1].kind == FMS_BLOCK_CREDIT;
}

static bool has_chapters(const struct fms_script *script)
{
    for (size_t i = 0; i < script->n_blocks; i++)
        if (script->blocks[i].kind == FMS_BLOCK_HEADING && script->blocks[i].text.length > 0 &&
            !heads_credits(script, i))
            return true;
    return false;
}

static void direct_title(struct fms_director *director)
{
    const struct fms_meta *meta = &director->script->meta;
    if (meta->title.length == 0)
        return;
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_TITLE, "title", meta->title.span);
    shot->heading = meta->title.utf8;
    shot->kicker = meta->series.length > 0 ? meta->series.utf8 : NULL;
    shot->least = TITLE_LEAST;
    shot->starts_chapter = has_chapters(director->script);
}

static const char *full_stop_of(const char *language)
{
    static const char *const stops[][2] = { { "zh", "。" }, { "ja", "。" }, { "hi", "।" }, { "bn", "।" }, { "ur", "۔" },
                                            { "hy", "։" },  { "am", "።" },  { "th", "" },  { "my", "။" } };
    for (size_t i = 0; i < G_N_ELEMENTS(stops); i++)
        if (g_str_has_prefix(language, stops[i][0]) && strchr("-", language[2]))
            return stops[i][1];
    return ".";
}

/* A heading is spoken like a sentence, so that the voice comes to an end. */
static void end_line(struct fms_director *director)
{
    const char *text = director->last_beat->line.text;
    size_t end = strlen(text);
    while (end > 0 && fms_char_closes(fms_char_before(text, end)))
        end = (size_t) (g_utf8_prev_char(text + end) - text);
    gunichar last = fms_char_before(text, end);
    if (!fms_char_ends_sentence(last) && last != ':' && last != 0xFF1A)
        director->last_beat->line.text =
            talloc_asprintf(director->board, "%s%s", text, full_stop_of(director->board->language));
}

/* Whatever ends a scene ends its passage, the recording of it, and how long it is to last. */
static void end_scene(struct fms_director *director)
{
    fms_passage_close(director);
    director->tone.recording = NULL;
    director->tone.unrecorded = false;
    fms_manner_settle(director, NULL);
    size_t n = director->shots->len - director->scene_first;
    if (director->scene_least > 0 && n > 0) {
        struct fms_shot *last = &g_array_index(director->shots, struct fms_shot, director->shots->len - 1);
        last->n_together = n;
        last->together = director->scene_least;
    }
    director->scene_first = director->shots->len;
    director->scene_least = 0;
}

static void direct_heading(struct fms_director *director, const struct fms_block *block)
{
    end_scene(director);
    director->tone.speaker = 0;
    fms_manner_settle(director, NULL);
    if (!fms_phrase_speaks(block->text.utf8, 0, block->text.length))
        return;
    fms_director_pause(director, FMS_PAUSE_CHAPTER);
    const char *number = talloc_asprintf(director->board, "%u", director->shots->len);
    const char *name = fms_director_slug(director, "chapter", block->text.utf8, number);
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_CHAPTER, name, block->span);
    shot->heading = block->text.utf8;
    shot->least = CHAPTER_LEAST;
    shot->starts_chapter = true;
    struct fms_piece piece = { .text = &block->text, .end = block->text.length, .closes = FMS_PIECE_PARAGRAPH };
    piece.block = director->block;
    piece.manner = director->manner;
    piece.measure = fms_phrase_measure(block->text.utf8, 0, piece.end, piece.manner->pace_wpm);
    fms_director_beats(director, shot, &piece, 1, true);
    if (shot->n_beats > 0)
        end_line(director);
}

static void direct_rule(struct fms_director *director)
{
    end_scene(director);
    fms_director_pause(director, FMS_PAUSE_RULE);
    if (director->shots->len > 0 && !director->has_join) {
        director->has_join = true;
        director->join = (struct fms_join){ FMS_TRANSITION_CUT, 0 };
    }
}

static void direct_words(struct fms_director *director, const struct fms_block *block)
{
    if (block->speaker.length > 0)
        fms_manner_settle(director, &block->speaker);
    if (block->kind == FMS_BLOCK_QUOTE)
        fms_cards_blockquote(director, block);
    else if (fms_phrase_speaks(block->text.utf8, 0, block->text.length))
        fms_cards_paragraph(director, block);
    else if (block->text.length > 0)
        direct_rule(director); /* "* * *" and the like */
    if (block->speaker.length > 0)
        fms_manner_settle(director, NULL);
}

/* Parts that come or go above a picture are that picture's, unless one above waits for the same words; what waits for a word goes with them, so that words are found in
 * their order. */
static bool may_belong_below(const struct fms_block *block)
{
    enum fms_direction_kind kind = block->direction;
    return kind == FMS_DIRECTION_REVEAL || kind == FMS_DIRECTION_HIDE || kind == FMS_DIRECTION_WHEN;
}

static bool picture_waits(const struct fms_director *director)
{
    return director->sights->len > 0 && director->pieces->len == 0 && director->panels.panels->len == 0 &&
           !g_array_index(director->sights, struct fms_sight, 0).carried;
}

static bool belongs_below(struct fms_director *director, size_t i)
{
    const struct fms_script *script = director->script;
    if (!may_belong_below(&script->blocks[i]) || picture_waits(director))
        return false;
    if (director->ahead <= i)
        for (director->ahead = i + 1; director->ahead < script->n_blocks; director->ahead++)
            if (script->blocks[director->ahead].kind != FMS_BLOCK_DIRECTION)
                break;
    return director->ahead < script->n_blocks && script->blocks[director->ahead].kind == FMS_BLOCK_IMAGE;
}

static void direct_direction(struct fms_director *director, const struct fms_block *block)
{
    if (!belongs_below(director, director->block))
        fms_direction_follow(director, block);
    else
        director->n_held++;
}

/* The directions above the picture at hand that waited for it. */
static void follow_held(struct fms_director *director)
{
    size_t image = director->block, i = image;
    for (size_t n = director->n_held; n > 0;)
        n -= may_belong_below(&director->script->blocks[--i]);
    director->n_held = 0;
    for (; i < image; i++) {
        director->block = i;
        if (may_belong_below(&director->script->blocks[i]))
            fms_direction_follow(director, &director->script->blocks[i]);
    }
    director->block = image;
}

static void direct_image(struct fms_director *director, const struct fms_block *block)
{
    if (director->pieces->len > 0 || director->panels.panels->len > 0)
        fms_passage_close(director);
    fms_sight_read(director, block);
    follow_held(director);
}

static void direct_block(struct fms_director *director, const struct fms_block *block)
{
    switch (block->kind) {
    case FMS_BLOCK_PARAGRAPH:
    case FMS_BLOCK_ITEM:
    case FMS_BLOCK_QUOTE: direct_words(director, block); return;
    case FMS_BLOCK_HEADING:
        if (!heads_credits(director->script, director->block))
            direct_heading(director, block);
        return;
    case FMS_BLOCK_IMAGE: direct_image(director, block); return;
    case FMS_BLOCK_RULE: direct_rule(director); return;
    case FMS_BLOCK_PANEL: fms_panel_read(director, block); return;
    case FMS_BLOCK_DIRECTION: direct_direction(director, block); return;
    case FMS_BLOCK_CREDIT: {
        struct fms_credit credit = { block->role.utf8, block->names.utf8 };
        g_array_append_val(director->credits, credit);
        return;
    }
    }
}

static void direct_blocks(struct fms_director *director)
{
    for (size_t i = 0; i < director->script->n_blocks && !director->full;) {
        director->block = i;
        size_t n = fms_list_direct(director, i);
        if (n == 0)
            n = fms_panel_introduced(director, i) ? 2 : 0;
        if (n == 0)
            direct_block(director, &director->script->blocks[i]);
        i += MAX(n, 1);
    }
    end_scene(director);
}

static struct fms_span credits_span(const struct fms_script *script)
{
    for (size_t i = 0; i < script->n_blocks; i++)
        if (script->blocks[i].kind == FMS_BLOCK_CREDIT)
            return script->blocks[i].span;
    size_t end = script->source ? script->source->length : 0;
    return (struct fms_span){ script->source, end, end };
}

static void direct_credits(struct fms_director *director)
{
    fms_director_pause(director, FMS_PAUSE_CREDITS);
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_CREDITS, "credits", credits_span(director->script));
    shot->least = CREDITS_LEAST;
    fms_dues_attach_last(director, shot);
}

static void direct_end_cards(struct fms_director *director)
{
    for (guint i = 0; i < director->end_cards->len; i++) {
        const struct fms_block *block = g_array_index(director->end_cards, const struct fms_block *, i);
        struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_END, "end", block->span);
        char *halves[2];
        fms_value_halves(director->board, block->text.utf8, halves);
        shot->heading = halves[0];
        shot->kicker = *halves[1] ? halves[1] : NULL;
        shot->least = END_LEAST;
    }
}

/* What the front matter names as a sound; NULL where it names none, or with an error added. */
static const struct fms_asset *sound_of(struct fms_director *director, const struct fms_text *name)
{
    const struct fms_asset *asset = name->length > 0 ? fms_sight_probe(director, name->utf8, name->span) : NULL;
    if (asset && asset->kind != FMS_ASSET_SOUND && !asset->has_sound)
        fms_error(director->diags, name->span, "asset.unreadable", NULL, "'%s' has no sound", name->utf8);
    return asset;
}

static void direct_music(struct fms_director *director)
{
    director->board->music.asset = sound_of(director, &director->script->meta.music);
    const struct fms_text *volume = &director->script->meta.music_volume;
    if (volume->length > 0 && !fms_value_level(volume->utf8, &director->board->music.gain_cdb))
        fms_error(director->diags, volume->span, "front.value", "music-volume: -6dB, or 50%", "'%.80s' is no level",
                  volume->utf8);
}

static void direct_lut(struct fms_director *director)
{
    const struct fms_text *lut = &director->script->meta.lut;
    if (lut->length > 0)
        director->lut = fms_sight_probe_lut(director, lut->utf8, lut->span);
}

/* How shots follow one another where nobody says otherwise. */
static void direct_joins(struct fms_director *director)
{
    const struct fms_text *transition = &director->script->meta.transition;
    const char *why = NULL;
    director->usual = (struct fms_join){ FMS_TRANSITION_DISSOLVE, 0 };
    if (transition->length > 0 && !fms_transition_parse(transition->utf8, &director->usual, &why))
        fms_error(director->diags, transition->span, "front.value", "transition: wipe-left 0.5s",
                  "transition '%.80s': %s", transition->utf8, why);
}

static void check_length(struct fms_director *director)
{
    struct fms_span span = { director->script->source, 0, 0 };
    if (director->full)
        fms_error(director->diags, span, "script.long", "make several films of it",
                  "the script has over a million shots or sentences");
    else if (director->speech_ms > LONG_MS)
        fms_warning(director->diags, span, "script.long", "several films are easier to watch and to make",
                    "about %d minutes of speech", (int) MIN(director->speech_ms / 60000, INT_MAX));
}

static void init(struct fms_director *director)
{
    director->shots = g_array_new(FALSE, FALSE, sizeof(struct fms_shot));
    director->credits = g_array_new(FALSE, FALSE, sizeof(struct fms_credit));
    director->citations = g_array_new(FALSE, FALSE, sizeof(struct fms_citation));
    director->sights = g_array_new(FALSE, FALSE, sizeof(struct fms_sight));
    director->pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_piece));
    director->end_cards = g_array_new(FALSE, FALSE, sizeof(const struct fms_block *));
    director->panels.panels = g_ptr_array_new();
    for (size_t i = 0; i < FMS_N_DUE_KINDS; i++)
        director->dues[i].dues = g_array_new(FALSE, FALSE, sizeof(struct fms_due));
    director->spoken = fms_inline_cursor_new(director->board);
    director->shown = fms_inline_cursor_new(director->board);
    director->cut = fms_inline_cursor_new(director->board);
    director->said.marks = g_array_new(FALSE, FALSE, sizeof(struct fms_text_mark));
    director->set.marks = g_array_new(FALSE, FALSE, sizeof(struct fms_text_mark));
    director->names = g_hash_table_new(g_str_hash, g_str_equal);
    director->cited = g_hash_table_new(g_str_hash, g_str_equal);
}

/* Moves an array's items to the board; the array is freed. */
static void *move_items(struct fms_board *board, GArray *array, size_t *n)
{
    void *items = fms_large_keep(board, g_array_steal(array, n));
    g_array_free(array, TRUE);
    return items;
}

static void finish(struct fms_director *director)
{
    struct fms_board *board = director->board;
    board->shots = move_items(board, director->shots, &board->n_shots);
    board->credits = move_items(board, director->credits, &board->n_credits);
    board->citations = move_items(board, director->citations, &board->n_citations);
    g_array_free(director->sights, TRUE);
    g_array_free(director->pieces, TRUE);
    g_array_free(director->end_cards, TRUE);
    g_ptr_array_free(director->panels.panels, TRUE);
    for (size_t i = 0; i < FMS_N_DUE_KINDS; i++)
        g_array_free(director->dues[i].dues, TRUE);
    g_array_free(director->said.marks, TRUE);
    g_array_free(director->set.marks, TRUE);
    talloc_free(director->spoken);
    talloc_free(director->shown);
    talloc_free(director->cut);
    g_hash_table_unref(director->cast);
    g_hash_table_unref(director->names);
    g_hash_table_unref(director->cited);
}

struct fms_board *fms_board_direct(TALLOC_CTX *ctx, const struct fms_script *script, const struct fms_world *world,
                                   struct fms_diags *diags)
{
    size_t n_errors = fms_diags_n_errors(diags);
    struct fms_director director = {
        .board = board_new(ctx, script), .script = script, .world = world, .diags = diags
    };
    init(&director);
    director.board->narration = sound_of(&director, &script->meta.narration);
    fms_manners_init(&director);
    direct_music(&director);
    direct_lut(&director);
    direct_joins(&director);
    direct_title(&director);
    direct_blocks(&director);
    direct_credits(&director);
    direct_end_cards(&director);
    check_length(&director);
    finish(&director);
    fms_poster_wish_direct(director.board, &script->meta.poster, diags);
    if (fms_diags_n_errors(diags) == n_errors)
        return director.board;
    talloc_free(director.board);
    return NULL;
}
