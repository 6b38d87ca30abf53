/*
 * Rules about what is seen. Pictures come in the board in the order in which the script shows them, so one walk along
 * both finds the image that a shot is of.
 */
#include "director-private.h"
#include "lint-private.h"

#include <string.h>

#define STILL_MS 30000
#define CLIP_SHARE 2 /* words may be so many times as long as their clip */
#define SMALL_PX 640

static const struct fms_block *next_image(const struct fms_linter *linter, size_t *cursor,
                                          const struct fms_asset *asset)
{
    for (size_t i = *cursor; i < linter->script->n_blocks; i++) {
        const struct fms_block *block = &linter->script->blocks[i];
        if (block->kind != FMS_BLOCK_IMAGE || strcmp(block->target, asset->name) != 0)
            continue;
        *cursor = i + 1;
        return block;
    }
    return NULL;
}

static int64_t shot_ms(const struct fms_linter *linter, const struct fms_shot *shot)
{
    int64_t ms = shot->lead / FMS_MS(1);
    for (size_t i = 0; i < shot->n_beats; i++)
        ms += fms_lint_beat_ms(linter, &shot->beats[i]) + shot->beats[i].pause / FMS_MS(1);
    return MAX(ms, shot->least / FMS_MS(1));
}

void fms_lint_alt(struct fms_linter *linter)
{
    for (size_t i = 0; i < linter->script->n_blocks; i++) {
        const struct fms_block *block = &linter->script->blocks[i];
        if (block->kind == FMS_BLOCK_IMAGE && block->text.length == 0)
            fms_lint_say(linter, block->span, "say in the brackets what is seen: ![The harbour at low water](…)",
                         "this picture has no words for those who cannot see it");
    }
}

static const struct fms_asset *asset_of(const struct fms_shot *shot)
{
    return shot->view ? shot->view->asset : NULL;
}

void fms_lint_still(struct fms_linter *linter)
{
    const struct fms_board *board = linter->board;
    size_t cursor = 0;
    for (size_t i = 0, next; i < board->n_shots; i = next) {
        const struct fms_asset *asset = asset_of(&board->shots[i]);
        int64_t ms = 0;
        for (next = i; next < board->n_shots && asset_of(&board->shots[next]) == asset; next++)
            ms += shot_ms(linter, &board->shots[next]);
        const struct fms_block *image = asset ? next_image(linter, &cursor, asset) : NULL;
        if (image && asset->kind != FMS_ASSET_CLIP && ms > STILL_MS)
            fms_lint_say(linter, image->span, "show another one on the way, or the same one with another focus",
                         "this picture is looked at for about %d seconds", (int) (ms / 1000));
    }
}

/* How long a clip can be watched; INT64_MAX where it begins again or takes as long as its words. */
static int64_t clip_ms(const struct fms_view *view)
{
    if (view->loops || view->speed_permille <= 0)
        return INT64_MAX;
    fms_ticks out = view->out > 0 ? view->out : view->asset->duration;
    return MAX(out - view->in, 0) / FMS_MS(1) * 1000 / view->speed_permille;
}

/* A clip's own shots, and the words set after it up to where a rule, heading or quotation begins something else. */
static int64_t clip_words_ms(const struct fms_linter *linter, size_t i, size_t *next)
{
    const struct fms_board *board = linter->board;
    const struct fms_asset *asset = asset_of(&board->shots[i]);
    int64_t ms = 0;
    bool parted = false;
    for (*next = i; *next < board->n_shots && !parted; (*next)++) {
        const struct fms_shot *shot = &board->shots[*next];
        if (asset_of(shot) != asset && shot->kind != FMS_SHOT_WORDS)
            break;
        ms += shot_ms(linter, shot);
        parted = shot->n_beats > 0 && shot->beats[shot->n_beats - 1].pause >= FMS_PAUSE_RULE;
    }
    return ms;
}

void fms_lint_clip(struct fms_linter *linter)
{
    const struct fms_board *board = linter->board;
    size_t cursor = 0;
    for (size_t i = 0, next; i < board->n_shots; i = next) {
        const struct fms_asset *asset = asset_of(&board->shots[i]);
        next = i + 1;
        if (!asset || asset->kind != FMS_ASSET_CLIP)
            continue;
        const struct fms_block *image = next_image(linter, &cursor, asset);
        int64_t words = clip_words_ms(linter, i, &next), lasts = clip_ms(board->shots[i].view);
        if (image && words / CLIP_SHARE > lasts)
            fms_lint_say(linter, image->span, "show something else with the later words",
                         "the clip lasts %d.%d seconds, and its words about %d", (int) (lasts / 1000),
                         (int) (lasts / 100 % 10), (int) (words / 1000));
    }
}

/* Calls `look` for each picture when it is first seen, with the image that shows it. */
static void each_picture(struct fms_linter *linter,
                         void (*look)(struct fms_linter *, const struct fms_asset *, const struct fms_block *))
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);
    size_t cursor = 0;
    for (size_t i = 0; i < linter->board->n_shots; i++) {
        const struct fms_asset *asset = asset_of(&linter->board->shots[i]);
        if (!asset || !g_hash_table_add(seen, (gpointer) (uintptr_t) asset))
            continue;
        const struct fms_block *image = next_image(linter, &cursor, asset);
        if (image)
            look(linter, asset, image);
    }
    g_hash_table_unref(seen);
}

static void look_small(struct fms_linter *linter, const struct fms_asset *asset, const struct fms_block *image)
{
    if (asset->kind == FMS_ASSET_STILL && MAX(asset->width_px, asset->height_px) < SMALL_PX)
        fms_lint_say(linter, image->target_span, "find a larger one: 1920 pixels fill a film",
                     "this picture has only %d×%d pixels and will look coarse", asset->width_px, asset->height_px);
}

void fms_lint_small(struct fms_linter *linter)
{
    each_picture(linter, look_small);
}

static bool is_known(const struct fms_asset *asset)
{
    return asset && (asset->creator || asset->licence);
}

static void say_unknown(struct fms_linter *linter, const struct fms_asset *asset, struct fms_span span)
{
    char *hint = g_strdup_printf("write '%s.yaml': creator, licence, source", asset->name);
    fms_lint_say(linter, span, hint, "nobody is named who made '%s', nor its licence", asset->name);
    g_free(hint);
}

static void look_licence(struct fms_linter *linter, const struct fms_asset *asset, const struct fms_block *image)
{
    if (!is_known(asset) && !fms_block_attribute(image, "credit"))
        say_unknown(linter, asset, image->target_span);
}

void fms_lint_licence(struct fms_linter *linter)
{
    const struct fms_board *board = linter->board;
    bool known = is_known(board->music.asset);
    for (size_t i = 0; i < board->n_shots && !known; i++)
        known = is_known(asset_of(&board->shots[i])) || (board->shots[i].view && board->shots[i].view->credit);
    if (!known)
        return;
    each_picture(linter, look_licence);
    if (board->music.asset && !is_known(board->music.asset))
        say_unknown(linter, board->music.asset, linter->script->meta.music.span);
}
