/*
 * How long credits take. A roll moves by whole pixels a frame, at the theme's speed; a length that is asked for, and in other shapes
 * that of 16:9, is met by the room between its rows, to the pixel, and only where that would tear them apart or press them together by
 * another whole speed.
 * Cards share the time by what there is to read on them.
 */
#include "cues-private.h"
#include "roll-private.h"

#include <string.h>

enum {
    PRESSED_PERMILLE = 300, /* of the size: so much room a row may lose … */
    SPREAD_PERMILLE = 3000, /* … or gain */
    FASTER_MOST = 3,        /* times the theme's speed */
    CARD_FADE_MS = 400,
    CARD_BASE_MS = 1000, /* a card is there so long, … */
    CARD_LETTER_MS = 60, /* … more for each letter, … */
    CARD_LEAST_MS = 2500,
    CARD_MOST_MS = 9000, /* … and no longer */
};

/* A whole number of pixels a frame, as near as it gets to the theme's speed at 1080 lines and 30 frames a second. */
static int64_t roll_speed(const struct fms_stage *stage)
{
    const struct fms_video_settings *video = &stage->settings->video;
    int64_t shorter = MIN(video->width_px, video->height_px);
    int64_t speed = (stage->theme->roll_px * shorter * 30 * video->rate.den + 540 * video->rate.num) /
                    (1080 * (int64_t) video->rate.num);
    return MAX(speed, 1);
}

/** Height of some of a roll's rows; -1 after an error. */
static int64_t height_of(const struct fms_stage *stage, const struct fms_roll_layer *roll)
{
    const struct fms_video_settings *video = &stage->settings->video;
    GError *error = NULL;
    int64_t height = stage->world->roll_height(stage->world->user, roll, video->width_px, video->height_px, &error);
    if (height >= 0)
        return height;
    fms_error(stage->diags, (struct fms_span){ 0 }, "machine.credits", NULL, "the credits cannot be set: %s",
              error->message);
    g_error_free(error);
    return -1;
}

/** Tries a speed. @return whether the room between the rows can make up for it. */
static bool try_speed(const struct fms_stage *stage, struct fms_roll_layer *roll, int64_t height, int64_t speed,
                      int64_t frames)
{
    int64_t gaps = roll->size_px * ((int64_t) roll->n_rows - 1);
    int64_t extra = speed * frames - stage->settings->video.height_px - height;
    if (extra < -gaps * PRESSED_PERMILLE / 1000 || extra > gaps * SPREAD_PERMILLE / 1000)
        return false;
    roll->speed_px = speed;
    roll->extra_px = extra;
    return true;
}

/**
 * The speed next to the theme's with which the roll takes so many frames; where there is none, as with two or three rows, the next one that is
 * through by then.
 *
 * @return false where that is too quick: the roll is as it was.
 */
static bool meet_length(const struct fms_stage *stage, struct fms_roll_layer *roll, int64_t height, int64_t frames)
{
    int64_t own = roll->speed_px, most = FASTER_MOST * own;
    for (int64_t off = 0; off < most; off++)
        if (try_speed(stage, roll, height, own + off, frames) ||
            (off < own && try_speed(stage, roll, height, own - off, frames)))
            return true;
    int64_t through = (height + stage->settings->video.height_px + frames - 1) / frames;
    if (through > own + most)
        return false;
    roll->speed_px = MAX(through, 1);
    return true;
}

/** The same film, as it would be wide. */
static struct fms_plan_settings wide_settings(const struct fms_plan_settings *settings)
{
    struct fms_plan_settings wide = *settings;
    int32_t shorter = MIN(settings->video.width_px, settings->video.height_px);
    wide.video.width_px = shorter * 16 / 9 / 2 * 2;
    wide.video.height_px = shorter;
    return wide;
}

/**
 * How many frames credits are to take: what the script says; else, in every other shape, as many as in 16:9. So all shapes of a film
 * are of one length, and share its sound. 0: as many as they come to.
 */
static int64_t frames_asked(const struct fms_stage *stage, const struct fms_board *board)
{
    const struct fms_video_settings *video = &stage->settings->video;
    if (board->credits_length > 0)
        return fms_frames_floor(board->credits_length, video->rate);
    struct fms_plan_settings settings = wide_settings(stage->settings);
    if (settings.video.width_px == video->width_px && settings.video.height_px == video->height_px)
        return 0;
    struct fms_stage wide = *stage;
    wide.settings = &settings;
    TALLOC_CTX *ctx = talloc_new(NULL);
    int64_t frames = fms_credits_frames(ctx, board, &wide);
    talloc_free(ctx);
    return frames;
}

/** As fms_roll_of_board(), at its speed and with its room between the rows. @return its frames; -1 after an error. */
static int64_t settle_roll(const struct fms_stage *stage, const struct fms_board *board, struct fms_roll_layer *roll)
{
    const struct fms_video_settings *video = &stage->settings->video;
    int64_t height = height_of(stage, roll), asked = frames_asked(stage, board);
    roll->speed_px = roll_speed(stage);
    if (height < 0 || asked < 0)
        return -1;
    if (asked > 0 && meet_length(stage, roll, height, asked))
        return asked;
    return (height + roll->extra_px + video->height_px + roll->speed_px - 1) / roll->speed_px;
}

/* ---- cards ---- */

/** Rows [from, from + n) of a roll, and how long they are read. */
struct card {
    size_t from, n;
    int64_t ms;
};

static int64_t letters_of(const struct fms_roll_row *row)
{
    int64_t n = g_utf8_strlen(row->left, -1);
    n += row->right ? g_utf8_strlen(row->right, -1) : 0;
    return n + (row->beside ? g_utf8_strlen(row->beside, -1) : 0);
}

static struct card card_of(const struct fms_roll_layer *roll, size_t from, size_t n)
{
    struct card card = { from, n, CARD_BASE_MS };
    for (size_t i = from; i < from + n; i++)
        card.ms += CARD_LETTER_MS * letters_of(&roll->rows[i]);
    card.ms = CLAMP(card.ms, CARD_LEAST_MS, CARD_MOST_MS);
    return card;
}

/** As many rows as there is room for; a heading does not stand at the foot of a card. */
static size_t rows_on_card(const struct fms_stage *stage, const struct fms_roll_layer *roll, size_t from)
{
    struct fms_roll_layer some = *roll;
    size_t n = 1;
    some.rows += from;
    for (some.n_rows = 2; from + some.n_rows <= roll->n_rows && height_of(stage, &some) <= roll->h; some.n_rows++)
        n = some.n_rows;
    if (from + n + 1 == roll->n_rows && roll->rows[from + n].kind == FMS_ROLL_HEADING)
        return n + 1; /* the last line is not left alone */
    while (from + n < roll->n_rows && n > 1 && roll->rows[from + n - 1].kind == FMS_ROLL_HEADING)
        n--;
    return n;
}

/** All cards of a roll; free with g_array_free(). */
static GArray *cards_of(const struct fms_stage *stage, struct fms_roll_layer *roll)
{
    const struct fms_video_settings *video = &stage->settings->video;
    const struct fms_slot *slot =
        fms_theme_slot(stage->theme, fms_shape_of(video->width_px, video->height_px), "words.text");
    GArray *cards = g_array_new(FALSE, FALSE, sizeof(struct card));
    struct fms_area area = fms_stage_area(stage, slot);
    roll->y = area.y;
    roll->h = area.h;
    for (size_t from = 0; from < roll->n_rows;) {
        struct card card = card_of(roll, from, rows_on_card(stage, roll, from));
        g_array_append_val(cards, card);
        from += card.n;
    }
    return cards;
}

static int64_t ms_of(const GArray *cards)
{
    int64_t ms = 0;
    for (guint i = 0; i < cards->len; i++)
        ms += g_array_index(cards, struct card, i).ms;
    return ms;
}

static void add_cards(struct fms_making *making, struct fms_roll_layer *roll)
{
    GArray *cards = cards_of(making->stage, roll);
    int64_t all = MAX(ms_of(cards), 1), n_frames = making->scene->n_frames,
            fade = fms_making_frames(making, CARD_FADE_MS), ms = 0;
    for (guint i = 0; i < cards->len; i++) {
        const struct card *card = &g_array_index(cards, struct card, i);
        struct fms_layer layer = { .kind = FMS_LAYER_ROLL, .roll = *roll };
        layer.roll.rows = roll->rows + card->from;
        layer.roll.n_rows = card->n;
        layer.roll.enter_frame = n_frames * ms / all;
        layer.roll.enter_frames = fade;
        ms += card->ms;
        layer.roll.leave_frame = i + 1 < cards->len ? MAX(n_frames * ms / all - fade, layer.roll.enter_frame + 1) : -1;
        layer.roll.leave_frames = fade;
        fms_making_add(making, &layer);
    }
    g_array_free(cards, TRUE);
}

/* ---- both ---- */

/** How fast a roll may be: the row that takes longest to read is in sight for as long as a card that it has for itself. */
static int64_t fastest_speed(const struct fms_stage *stage, const struct fms_roll_layer *roll)
{
    const struct fms_video_settings *video = &stage->settings->video;
    int64_t ms = CARD_LEAST_MS;
    for (size_t i = 0; i < roll->n_rows; i++)
        ms = MAX(ms, card_of(roll, i, 1).ms);
    return MAX(1000 * (int64_t) video->height_px * video->rate.den / (ms * video->rate.num), roll_speed(stage));
}

/** The fewest frames in which the credits can be read: 0 after an error. */
static int64_t least_frames(const struct fms_stage *stage, bool as_cards, struct fms_roll_layer *roll)
{
    const struct fms_video_settings *video = &stage->settings->video;
    if (as_cards) {
        GArray *cards = cards_of(stage, roll);
        int64_t frames = fms_frames_floor(FMS_MS(ms_of(cards)), video->rate);
        g_array_free(cards, TRUE);
        return frames;
    }
    int64_t height = height_of(stage, roll), speed = fastest_speed(stage, roll);
    int64_t pressed = roll->size_px * ((int64_t) roll->n_rows - 1) * PRESSED_PERMILLE / 1000;
    return height < 0 ? 0 : (height - pressed + video->height_px + speed - 1) / speed;
}

static bool is_told(const struct fms_diags *diags, const char *code)
{
    for (size_t i = 0; i < fms_diags_count(diags); i++)
        if (!strcmp(fms_diags_get(diags, i)->code, code))
            return true;
    return false;
}

/** Says once, of the first shape, that the length asked for is too short to read the credits. */
static void warn_if_quick(const struct fms_stage *stage, const struct fms_board *board, struct fms_roll_layer *roll)
{
    struct fms_rate rate = stage->settings->video.rate;
    int64_t asked = fms_frames_floor(board->credits_length, rate);
    if (asked == 0 || is_told(stage->diags, "credits.quick"))
        return;
    int64_t least = least_frames(stage, board->credits_cards, roll);
    if (asked >= least)
        return;
    char *hint = g_strdup_printf("they need %d s", (int) ((least * rate.den + rate.num - 1) / rate.num));
    fms_warning(stage->diags, board->credits_length_span, "credits.quick", hint,
                "nobody can read these credits in so short a time");
    g_free(hint);
}

int64_t fms_credits_frames(TALLOC_CTX *ctx, const struct fms_board *board, const struct fms_stage *stage)
{
    struct fms_roll_layer *roll = fms_roll_of_board(ctx, board, stage);
    warn_if_quick(stage, board, roll);
    if (!board->credits_cards)
        return settle_roll(stage, board, roll);
    int64_t asked = frames_asked(stage, board);
    if (asked != 0)
        return asked;
    GArray *cards = cards_of(stage, roll);
    int64_t frames = fms_frames_floor(FMS_MS(ms_of(cards)), stage->settings->video.rate);
    g_array_free(cards, TRUE);
    return frames;
}

void fms_making_credits(struct fms_making *making)
{
    const struct fms_board *board = making->stage->timeline->board;
    struct fms_layer layer = { .kind = FMS_LAYER_ROLL };
    struct fms_roll_layer *roll = fms_roll_of_board(making->scene, board, making->stage);
    if (board->credits_cards) {
        add_cards(making, roll);
        return;
    }
    settle_roll(making->stage, board, roll);
    layer.roll = *roll;
    fms_making_add(making, &layer);
}
