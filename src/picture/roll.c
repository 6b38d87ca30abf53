/*
 * The roll: rows under one another on a strip that moves up by whole pixels. Heights of all rows are taken when it opens;
 * their sprites are made when they come into the picture and thrown away when they leave, so a roll of any length takes
 * the memory of a screen.
 */
#include "ease-private.h"
#include "picture-private.h"
#include "picture.h"
#include "text-private.h"

/** A row is up to so many blocks: a role, names, names beside them. */
#define PARTS 3

/** One of them, on the strip at (x, y) from the row's corner. */
struct part {
    struct fms_text_block block;
    int32_t x, y;
    bool muted;
};

struct placed_sprite {
    struct fms_sprite sprite;
    int32_t x, y; /**< of its corner, from the row's */
    bool muted;
};

struct row {
    int64_t y; /**< of its top, from the strip's */
    int32_t height_px;
    int n_sprites;
    struct placed_sprite *sprites; /**< NULL while out of the picture */
};

struct roll {
    struct fms_item item;
    const struct fms_roll_layer *layer;
    int32_t width_px, height_px; /**< of the frame */
    struct fms_ink ink, muted;
    size_t n_rows;
    struct row *rows;
    int64_t strip_px;
};

/** Room before and after each kind of row, per mille of the size of its pairs. */
static const struct {
    int before, after;
} room[] = {
    [FMS_ROLL_TITLE] = { 1800, 1200 },
    [FMS_ROLL_HEADING] = { 1900, 500 },
    [FMS_ROLL_PAIR] = { 180, 180 },
    [FMS_ROLL_TEXT] = { 250, 250 },
};

/** Before further names of the same role: they are one group. */
#define ROOM_WITHIN 40

static int before(const struct fms_roll_row *row)
{
    bool goes_on = row->kind == FMS_ROLL_PAIR && (!row->left || !*row->left);
    return goes_on ? ROOM_WITHIN : room[row->kind].before;
}

static int32_t size_of(int64_t size_px)
{
    return (int32_t) CLAMP(size_px, 1, 2000);
}

static struct fms_letters letters_of(const struct fms_roll_layer *layer)
{
    return (struct fms_letters){ .family = layer->family,
                                 .language = layer->language,
                                 .weight = (int) CLAMP(layer->weight, 100, 1000) };
}

/** Sets one block in a column of the roll, `w` wide. */
static void set_part(const struct roll *roll, struct part *part, const char *text, int64_t size_px, int32_t w)
{
    const struct fms_roll_layer *layer = roll->layer;
    part->block.letters = letters_of(layer);
    part->block.line_permille = (int) fms_px(layer->line_permille);
    part->block.width_px = MAX(w, 1);
    fms_text_block_begin(&part->block, text);
    fms_text_block_set(&part->block, size_of(size_px), MAX(size_of(size_px) * 2 / 3, 1));
    fms_text_block_finish(&part->block);
}

/** Sets a row's names, or the second column of them. */
static void set_names(const struct roll *roll, struct part *part, const char *names, int32_t x, int32_t w)
{
    part->x = x;
    set_part(roll, part, names, roll->layer->size_px, w);
}

/** Where the names of a pair stand: `n` columns side by side, the first one next to the role. */
static void set_columns(const struct roll *roll, const struct fms_roll_row *row, struct part *parts, bool rightward)
{
    int32_t left = fms_px(roll->layer->x), width = fms_px(roll->layer->w),
            gutter = size_of(roll->layer->size_px) * 3 / 4;
    int32_t column = (width - gutter) / 2, half = (column - gutter) / 2;
    int32_t near = rightward ? left + width - column : left, far = near;
    parts[0].block.halign = parts[1].block.halign = rightward ? FMS_ALIGN_START : FMS_ALIGN_END;
    if (row->beside)
        *(rightward ? &far : &near) += column - half;
    set_names(roll, &parts[0], row->right, near, row->beside ? half : column);
    if (row->beside)
        set_names(roll, &parts[1], row->beside, far, half);
}

/** Roles end at the middle and names begin there, on one baseline; the other way round in a language that is read leftwards. */
static int set_pair(const struct roll *roll, const struct fms_roll_row *row, struct part parts[PARTS])
{
    int32_t left = fms_px(roll->layer->x), width = fms_px(roll->layer->w),
            gutter = size_of(roll->layer->size_px) * 3 / 4;
    int32_t column = (width - gutter) / 2;
    struct fms_letters letters = letters_of(roll->layer);
    bool rightward = !fms_letters_leftward(&letters);
    for (int i = 0; i < PARTS; i++)
        parts[i].block.fixed_sides = true;
    parts[0].x = rightward ? left : left + width - column;
    parts[0].muted = true;
    parts[0].block.halign = rightward ? FMS_ALIGN_END : FMS_ALIGN_START;
    set_part(roll, &parts[0], row->left, roll->layer->small_px, column);
    set_columns(roll, row, parts + 1, rightward);
    int32_t lower = parts[1].block.ascent_px - parts[0].block.ascent_px;
    parts[lower < 0].y = ABS(lower);
    parts[2].y = parts[1].y;
    return row->beside ? 3 : 2;
}

static int set_under(const struct roll *roll, const struct fms_roll_row *row, struct part parts[PARTS])
{
    const char *const texts[PARTS] = { row->left, row->right, row->beside };
    int n = row->beside ? 3 : 2;
    for (int i = 0; i < n; i++) {
        parts[i].x = fms_px(roll->layer->x);
        parts[i].muted = i == 0;
        parts[i].block.halign = FMS_ALIGN_CENTRE;
        set_part(roll, &parts[i], texts[i], i ? roll->layer->size_px : roll->layer->small_px, fms_px(roll->layer->w));
    }
    bool has_role = row->left && *row->left;
    parts[0].y = size_of(roll->layer->size_px) / 3;
    parts[1].y = has_role ? parts[0].y + parts[0].block.height_px + size_of(roll->layer->small_px) / 8 : 0;
    parts[2].y = parts[1].y + parts[1].block.height_px;
    return n;
}

/** Sets a row. @return how many parts it has; the lock must be held, and the parts' blocks cleared. */
static int set_row(const struct roll *roll, const struct fms_roll_row *row, struct part parts[PARTS])
{
    const int64_t sizes[] = { [FMS_ROLL_TITLE] = roll->layer->title_px,
                              [FMS_ROLL_HEADING] = roll->layer->small_px,
                              [FMS_ROLL_TEXT] = roll->layer->size_px };
    if (row->kind == FMS_ROLL_PAIR)
        return roll->width_px < roll->height_px ? set_under(roll, row, parts) : set_pair(roll, row, parts);
    parts[0].x = fms_px(roll->layer->x);
    parts[0].muted = row->kind == FMS_ROLL_HEADING;
    parts[0].block.halign = FMS_ALIGN_CENTRE;
    set_part(roll, &parts[0], row->left, sizes[row->kind], fms_px(roll->layer->w));
    return 1;
}

/* What the layer adds goes between the rows, to the pixel. */
static void spread(struct roll *roll)
{
    int64_t extra = CLAMP(roll->layer->extra_px, -roll->strip_px, 10000000), n = (int64_t) roll->n_rows;
    for (int64_t i = 1; i < n; i++)
        roll->rows[i].y += extra * i / (n - 1);
    roll->strip_px += n > 1 ? extra : 0;
}

static void measure(struct roll *roll)
{
    int32_t size = size_of(roll->layer->size_px);
    int64_t y = 0;
    for (size_t i = 0; i < roll->n_rows; i++) {
        struct part parts[PARTS] = { 0 };
        int n = set_row(roll, &roll->layer->rows[i], parts);
        struct row *row = &roll->rows[i];
        for (int k = 0; k < n; k++) {
            row->height_px = MAX(row->height_px, parts[k].y + parts[k].block.height_px);
            fms_text_block_clear(&parts[k].block);
        }
        y += i ? size * before(&roll->layer->rows[i]) / 1000 : 0;
        row->y = y;
        y += row->height_px;
        if (i + 1 < roll->n_rows)
            y += size * room[roll->layer->rows[i].kind].after / 1000;
    }
    roll->strip_px = y;
    spread(roll);
}

static void clear_row(struct row *row)
{
    for (int i = 0; i < row->n_sprites; i++)
        fms_sprite_clear(&row->sprites[i].sprite);
    g_clear_pointer(&row->sprites, g_free);
    row->n_sprites = 0;
}

/** Adds sprite `i` of a part, if there is anything in it: its lines' kinds, one after another. */
static void add_sprite(struct row *row, const struct part *part, int i, int32_t most_px)
{
    struct fms_sprite sprite =
        fms_sprite_of(&part->block, i / FMS_SPRITE_KINDS, (enum fms_sprite_kind)(i % FMS_SPRITE_KINDS), most_px);
    if (!sprite.own)
        return;
    row->sprites[row->n_sprites++] =
        (struct placed_sprite){ sprite, part->x + sprite.x, part->y + sprite.y, part->muted };
}

static void make_sprites(const struct roll *roll, struct row *row)
{
    struct part parts[PARTS] = { 0 };
    int32_t most_px = 2 * MAX(roll->width_px, roll->height_px);
    fms_fonts_lock();
    int n = set_row(roll, &roll->layer->rows[row - roll->rows], parts);
    int n_lines = 0;
    for (int k = 0; k < n; k++)
        n_lines += parts[k].block.n_lines;
    row->sprites = g_new0(struct placed_sprite, n_lines * FMS_SPRITE_KINDS + 1);
    for (int k = 0; k < n; k++) {
        for (int i = 0; i < parts[k].block.n_lines * FMS_SPRITE_KINDS; i++)
            add_sprite(row, &parts[k], i, most_px);
        fms_text_block_clear(&parts[k].block);
    }
    fms_fonts_unlock();
}

static void draw_row(const struct roll *roll, const struct row *row, int64_t y, int32_t opacity, struct fms_frame *out)
{
    for (int i = 0; i < row->n_sprites; i++) {
        const struct placed_sprite *placed = &row->sprites[i];
        fms_paint_cover(out, &placed->sprite.cover, (struct fms_paint_at){ placed->x, (y + placed->y) * 256, opacity },
                        placed->muted ? roll->muted : roll->ink);
    }
}

/* Letters may reach above and below the row that they stand in. */
static bool draw(struct fms_item *item, int64_t n, struct fms_frame *out, GError **error)
{
    struct roll *roll = (struct roll *) item;
    bool is_card = roll->layer->speed_px <= 0;
    int64_t top = is_card ? fms_px(roll->layer->y) + (fms_px(roll->layer->h) - roll->strip_px) / 2
                          : roll->height_px - n * MIN(roll->layer->speed_px, 10000);
    int32_t opacity = is_card ? fms_ease_opacity(n, FMS_PRESENCE_OF(roll->layer)) : 255;
    for (size_t i = 0; i < roll->n_rows; i++) {
        struct row *row = &roll->rows[i];
        int64_t y = top + row->y;
        if (opacity == 0 || y + 2 * (int64_t) row->height_px <= 0 || y - row->height_px >= roll->height_px) {
            clear_row(row);
            continue;
        }
        if (!row->sprites)
            make_sprites(roll, row);
        draw_row(roll, row, y, opacity, out);
    }
    return true;
}

static void close_roll(struct fms_item *item)
{
    struct roll *roll = (struct roll *) item;
    for (size_t i = 0; i < roll->n_rows; i++)
        clear_row(&roll->rows[i]);
    g_free(roll->rows);
    g_free(roll);
}

static struct roll *roll_new(const struct fms_roll_layer *layer, int32_t width_px, int32_t height_px)
{
    struct roll *roll = g_new0(struct roll, 1);
    roll->item = (struct fms_item){ draw, close_roll };
    roll->layer = layer;
    roll->width_px = width_px;
    roll->height_px = height_px;
    roll->ink = fms_ink_of(layer->rgba);
    roll->muted = fms_ink_of(layer->muted_rgba);
    roll->n_rows = layer->n_rows;
    roll->rows = g_new0(struct row, MAX(layer->n_rows, 1));
    fms_fonts_lock();
    measure(roll);
    fms_fonts_unlock();
    return roll;
}

struct fms_item *fms_roll_open(const struct fms_opening *opening, const struct fms_roll_layer *layer)
{
    return &roll_new(layer, opening->scene->width_px, opening->scene->height_px)->item;
}

int64_t fms_roll_height(const struct fms_roll_layer *roll, int32_t width_px, int32_t height_px, GError **error)
{
    struct roll *open = roll_new(roll, width_px, height_px);
    int64_t height = open->strip_px;
    close_roll(&open->item);
    return height;
}
