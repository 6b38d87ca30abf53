/*
 * Each line is a few sprites, one for what is painted alike, and pieces of it, which enter together.
 */
#include "text-draw-private.h"

#include "ease-private.h"
#include "text-pieces-private.h"

#include <stdlib.h>

/** A line's sprites: the ground of its marks, then its kinds. */
#define MARKS FMS_SPRITE_KINDS
#define N_SPRITES (FMS_SPRITE_KINDS + 1)

struct line {
    struct fms_sprite sprites[N_SPRITES]; /**< `own` is NULL where there is nothing of the kind */
    struct fms_rect paper;                /**< from the block's corner; no width: none */
    int n_pieces;
    struct fms_text_piece *pieces; /**< NULL: it enters with all of the text */
};

struct text {
    struct fms_item item;
    const struct fms_text_layer *layer;
    struct fms_ink inks[N_SPRITES], paper;
    int32_t x, y;
    int32_t size_px;
    int64_t settled; /**< from this frame on all pieces are there */
    int n_lines;
    struct line *lines;
};

/** Gives two papers the same edge on each side where theirs nearly agree. */
static void agree(struct fms_rect *a, struct fms_rect *b, int32_t slack_px)
{
    int32_t right[2] = { a->x + a->w, b->x + b->w };
    if (abs(a->x - b->x) <= slack_px)
        a->x = b->x = MIN(a->x, b->x);
    if (abs(right[0] - right[1]) <= slack_px)
        right[0] = right[1] = MAX(right[0], right[1]);
    a->w = right[0] - a->x;
    b->w = right[1] - b->x;
}

/* Papers of lines touch but never overlap, or a translucent one would show its seams; edges that nearly agree do. */
static void set_papers(struct text *text, const struct fms_text_block *block)
{
    int32_t pad = fms_px(text->layer->paper_pad_px), rise = pad / 2;
    struct fms_rect *before = NULL;
    for (int i = 0; i < text->n_lines; i++) {
        const struct fms_text_line *set = &block->lines[i];
        struct fms_rect *paper = &text->lines[i].paper;
        if (!text->paper.alpha || set->right <= set->left)
            continue;
        *paper = (struct fms_rect){ set->left - pad, set->baseline - block->ascent_px - rise,
                                    set->right - set->left + 2 * pad, block->ascent_px + block->descent_px + 2 * rise };
        if (before) {
            int32_t seam = (before->y + before->h + paper->y) / 2;
            paper->h += paper->y - seam;
            paper->y = seam;
            before->h = seam - before->y;
            agree(before, paper, pad);
        }
        before = paper;
    }
}

/** How something that entered this far is placed: its opacity in 255ths, how far below its place in 256ths. */
static struct fms_paint_at arrival(const struct text *text, int32_t entered, int32_t left)
{
    static const int parts[] = { [FMS_ENTER_RISE] = 3, [FMS_ENTER_WORDS] = 6, [FMS_ENTER_LINES] = 4 };
    int64_t entrance = text->layer->entrance;
    int part = entrance >= FMS_ENTER_RISE && entrance < (int64_t) G_N_ELEMENTS(parts) ? parts[entrance] : 0;
    int64_t way = FMS_EASE_ONE - fms_ease_out(entered);
    struct fms_paint_at at = { .opacity = (int32_t) ((int64_t) entered * left / FMS_EASE_ONE * 255 / FMS_EASE_ONE) };
    if (part && !text->layer->fades_only)
        at.y_256ths = text->size_px * 256 / part * way / FMS_EASE_ONE;
    return at;
}

static void draw_papers(const struct text *text, struct fms_paint_at at, struct fms_frame *out)
{
    for (int i = 0; i < text->n_lines; i++) {
        struct fms_rect paper = text->lines[i].paper;
        paper.x += text->x;
        paper.y += text->y + (int32_t) ((at.y_256ths + 128) >> 8);
        if (paper.w)
            fms_paint_rect(out, paper, (int64_t) paper.w * 256, text->paper, at.opacity);
    }
}

/** A frame: how far everything is. */
struct moment {
    int64_t n, lasts;          /**< frames that an entrance takes */
    int32_t left;              /**< what is left of all in FMS_EASE_ONE */
    struct fms_paint_at whole; /**< where what enters with all of the text is */
};

/** The part of a sprite that lies in a piece. */
static struct fms_sprite part_of(const struct fms_sprite *sprite, const struct fms_text_piece *piece)
{
    struct fms_sprite part = *sprite;
    int32_t from = CLAMP(piece->from - sprite->x, 0, sprite->cover.width_px);
    int32_t to = CLAMP(piece->to - sprite->x, from, sprite->cover.width_px);
    part.x += from;
    part.cover.bytes += from;
    part.cover.width_px = to - from;
    for (int i = 0; i < 3; i++)
        part.cover.colour[i] = part.cover.colour[i] ? part.cover.colour[i] + from : NULL;
    return part;
}

static void paint(const struct text *text, const struct fms_sprite *sprite, struct fms_paint_at at, struct fms_ink ink,
                  struct fms_frame *out)
{
    at.x = text->x + sprite->x;
    at.y_256ths += (int64_t) (text->y + sprite->y) * 256;
    if (sprite->cover.width_px > 0)
        fms_paint_cover(out, &sprite->cover, at, ink);
}

/** Paints one kind of sprites of all lines. */
static void draw_kind(const struct text *text, int kind, const struct moment *moment, struct fms_frame *out)
{
    for (int i = 0; i < text->n_lines; i++) {
        const struct line *line = &text->lines[i];
        const struct fms_sprite *sprite = &line->sprites[kind];
        if (!sprite->own)
            continue;
        if (!line->pieces || moment->n >= text->settled)
            paint(text, sprite, line->pieces ? arrival(text, FMS_EASE_ONE, moment->left) : moment->whole,
                  text->inks[kind], out);
        for (int k = 0; line->pieces && k < line->n_pieces && moment->n < text->settled; k++) {
            struct fms_sprite part = part_of(sprite, &line->pieces[k]);
            int32_t entered = fms_ease_entered(moment->n, line->pieces[k].frame, moment->lasts);
            paint(text, &part, arrival(text, entered, moment->left), text->inks[kind], out);
        }
    }
}

static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    const struct text *text = (struct text *) item;
    const struct fms_text_layer *layer = text->layer;
    struct moment moment = { .n = n,
                             .lasts = layer->entrance == FMS_ENTER_CUT ? 0 : layer->enter_frames,
                             .left = fms_ease_left(n, layer->leave_frame, layer->leave_frames) };
    if (n < layer->enter_frame && layer->n_cues == 0)
        return true;
    moment.whole = arrival(text, fms_ease_entered(n, layer->enter_frame, moment.lasts), moment.left);
    draw_papers(text, moment.whole, out);
    draw_kind(text, MARKS, &moment, out);
    for (int kind = 0; kind < FMS_SPRITE_KINDS; kind++)
        draw_kind(text, kind, &moment, out);
    return true;
}

static void close_text(struct fms_item *item)
{
    struct text *text = (struct text *) item;
    for (int i = 0; i < text->n_lines; i++) {
        for (int kind = 0; kind < N_SPRITES; kind++)
            fms_sprite_clear(&text->lines[i].sprites[kind]);
        g_free(text->lines[i].pieces);
    }
    g_free(text->lines);
    g_free(text);
}

/** Whether a line can come into the picture. */
static bool is_near(const struct text *text, const struct fms_text_block *block, int i, int32_t height_px)
{
    int64_t y = (int64_t) text->y + block->lines[i].baseline, reach = 2 * (block->ascent_px + block->descent_px);
    return y > -reach && y < height_px + reach;
}

static void set_line(struct text *text, const struct fms_text_block *block, int i, int32_t most_px)
{
    const struct fms_text_layer *layer = text->layer;
    struct line *line = &text->lines[i];
    for (int kind = 0; kind < FMS_SPRITE_KINDS; kind++)
        line->sprites[kind] = fms_sprite_of(block, i, (enum fms_sprite_kind) kind, most_px);
    if (text->inks[MARKS].alpha)
        line->sprites[MARKS] = fms_text_marks_of(block, i);
    if (layer->entrance == FMS_ENTER_WORDS && layer->n_cues > 0) {
        line->pieces =
            fms_text_pieces_of_words(layer, &block->lines[i], pango_layout_get_text(block->layout), &line->n_pieces);
    } else if (layer->entrance == FMS_ENTER_LINES) {
        line->pieces = fms_text_piece_of_line(layer, &block->lines[i], i);
        line->n_pieces = 1;
    }
    for (int k = 0; k < line->n_pieces; k++)
        text->settled = MAX(text->settled, line->pieces[k].frame + MAX(layer->enter_frames, 0));
}

struct fms_item *fms_text_open(const struct fms_opening *opening, const struct fms_text_layer *layer,
                               const struct fms_text_block *block, int32_t y)
{
    struct text *text = g_new0(struct text, 1);
    text->item = (struct fms_item){ draw, close_text };
    text->layer = layer;
    text->inks[FMS_SPRITE_PLAIN] = text->inks[FMS_SPRITE_COLOUR] = fms_ink_of(layer->rgba);
    text->inks[FMS_SPRITE_STRONG] = fms_ink_of(layer->strong_rgba);
    text->inks[MARKS] = fms_ink_of(layer->mark_rgba);
    text->paper = fms_ink_of(layer->paper_rgba);
    text->x = fms_px(layer->x);
    text->y = y;
    text->size_px = (int32_t) block->size_px;
    text->n_lines = block->n_lines;
    text->lines = g_new0(struct line, MAX(block->n_lines, 1));
    int32_t most_px = 2 * MAX(opening->scene->width_px, opening->scene->height_px);
    for (int i = 0; i < block->n_lines; i++)
        if (is_near(text, block, i, opening->scene->height_px))
            set_line(text, block, i, most_px);
    set_papers(text, block);
    return &text->item;
}

int32_t fms_text_size_px(const struct fms_item *item)
{
    return ((const struct text *) item)->size_px;
}
