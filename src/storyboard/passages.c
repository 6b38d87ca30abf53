/*
 * A passage is narration and the pictures that it is heard with. Without pictures its words themselves are set, a
 * paragraph at a time. With one, the picture stays through all of it, cut into shots that move to and fro, so that none
 * is looked at for too long. Several share it in turn, by time. A clip is never begun again: words that outlast it are
 * set instead.
 */
#include "director-private.h"

#include "characters.h"

#include <string.h>

#define SILENT_LEAST FMS_MS(5000) /* a picture without words */
#define SHARED_LEAST FMS_MS(2500) /* one of several, for which no words are left */
#define PICTURE_LEAST FMS_MS(2000)
#define WORDS_LEAST FMS_MS(1500)
#define READ_FULL FMS_MS(9600) /* a full card of words that nobody says: 0.4 s a word */
#define MOST_GROUPED 512       /* pieces weighed against one another */

static const struct fms_piece *piece_at(const struct fms_director *director, size_t i)
{
    return &g_array_index(director->pieces, struct fms_piece, i);
}

static struct fms_span span_of(const struct fms_piece *first, const struct fms_piece *last)
{
    struct fms_span span = fms_text_span(first->text, first->begin, first->end);
    span.end = MAX(span.end, fms_text_span(last->text, last->begin, last->end).end);
    return span;
}

static void make_words_shot(struct fms_director *director, const struct fms_piece *pieces, size_t n)
{
    const char *name = fms_director_paragraph_name(director, pieces[0].paragraph);
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_WORDS, name, span_of(&pieces[0], &pieces[n - 1]));
    int64_t before = director->speech_ms;
    fms_director_set(director, shot, pieces[0].text, pieces[0].begin, pieces[n - 1].end);
    shot->least = WORDS_LEAST;
    fms_director_beats(director, shot, pieces, n, true);
    for (size_t i = 0; i < n && director->speech_ms == before; i++) /* words that are only shown */
        shot->least += pieces[i].measure.load * READ_FULL / 1000;
}

/* Sets pieces from `from` on, until a cue brings a picture or they end; a card never holds words of two texts.
 * @return the first piece that is not set. */
static size_t make_words(struct fms_director *director, size_t from, size_t to)
{
    GArray *sizes = g_array_new(FALSE, FALSE, sizeof(size_t));
    bool taken = false;
    while (from < to && !taken && !director->full) {
        size_t n = 1;
        while (from + n < to && n < MOST_GROUPED && piece_at(director, from + n - 1)->closes != FMS_PIECE_PARAGRAPH)
            n++;
        g_array_set_size(sizes, 0);
        fms_pieces_group(piece_at(director, from), n, &fms_grouping_words, sizes);
        for (size_t i = 0; i < sizes->len && !taken; i++) {
            size_t size = g_array_index(sizes, size_t, i);
            make_words_shot(director, piece_at(director, from), size);
            from += size;
            taken = director->seen != NULL;
        }
    }
    g_array_free(sizes, TRUE);
    return from;
}

/* The movement of the `i`-th shot of one picture: to and fro, beginning with what the author wished. */
static const char *move_of(const struct fms_sight *sight, size_t i)
{
    static const char *const ways[][2] = { { "in", "out" }, { "left", "right" } };
    for (size_t way = 0; sight->view.move && way < G_N_ELEMENTS(ways); way++)
        for (size_t side = 0; side < 2; side++)
            if (strcmp(sight->view.move, ways[way][side]) == 0)
                return ways[way][(side + i) % 2];
    return sight->view.move ? sight->view.move : i == 0 ? NULL : ways[0][i % 2];
}

/* Between two shots of one picture nothing else is seen: whatever the film's usual transition, they dissolve. */
static bool goes_on(const struct fms_director *director, const struct fms_asset *asset)
{
    if (director->shots->len == 0 || director->has_join)
        return false;
    const struct fms_shot *last = &g_array_index(director->shots, struct fms_shot, director->shots->len - 1);
    return last->kind == FMS_SHOT_PICTURE && last->view->asset == asset;
}

static struct fms_shot *make_picture(struct fms_director *director, const struct fms_sight *sight, size_t i,
                                     const struct fms_piece *pieces, size_t n)
{
    const char *name = n > 0 ? fms_director_paragraph_name(director, pieces[0].paragraph)
                             : fms_director_slug(director, "picture", sight->view.asset->name, "silent");
    struct fms_span span = n > 0 ? span_of(&pieces[0], &pieces[n - 1]) : sight->span;
    bool same = goes_on(director, sight->view.asset);
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_PICTURE, name, span);
    struct fms_view *view = talloc_memdup(director->board, &sight->view, sizeof sight->view);
    view->move = move_of(sight, i);
    view->parts = fms_parts_join(director, sight->parts);
    if (sight->parts)
        sight->parts->begun = true;
    if (sight->has_join && i == 0 && !sight->carried && director->shots->len > 1)
        shot->join = sight->join;
    else if (same)
        shot->join = (struct fms_join){ FMS_TRANSITION_DISSOLVE, 0 };
    shot->view = view;
    shot->least = PICTURE_LEAST;
    director->seen = sight;
    fms_director_beats(director, shot, pieces, n, false);
    return shot;
}

/* A picture without words: a clip is shown whole, others as long as the author waits, else `least`. */
static void make_silent(struct fms_director *director, const struct fms_sight *sight, fms_ticks least)
{
    fms_ticks hold = director->hold, length = fms_sight_length(sight);
    director->hold = 0;
    if (sight->parts && sight->n_reveals > 0)
        sight->parts->n = 0; /* there are no words for them to wait for */
    if (sight->view.asset->kind == FMS_ASSET_CLIP)
        least = length < INT64_MAX ? length : sight->view.asset->duration - sight->view.in;
    struct fms_shot *shot = make_picture(director, sight, 0, NULL, 0);
    shot->least = hold > 0 ? hold : least;
    fms_dues_attach_silent(director, shot, sight->block);
}

static bool is_clip(const struct fms_sight *sight)
{
    return sight->view.asset->kind == FMS_ASSET_CLIP;
}

/* One shot of a clip, with as many pieces as it lasts for. @return the first piece that it is not seen with. */
static size_t make_clip(struct fms_director *director, const struct fms_sight *sight, size_t from, size_t to)
{
    int64_t ms = 0, most = fms_sight_length(sight) / FMS_MS(1);
    size_t n = 0;
    while (from + n < to && (n == 0 || ms + piece_at(director, from + n)->measure.ms <= most))
        ms += piece_at(director, from + n++)->measure.ms;
    make_picture(director, sight, 0, piece_at(director, from), n);
    return from + n;
}

/* Shots of a still or drawing, and of those that cues put in its place, until a clip comes or the pieces end. */
static size_t make_stills(struct fms_director *director, const struct fms_sight *sight, size_t from, size_t to)
{
    GArray *sizes = g_array_new(FALSE, FALSE, sizeof(size_t));
    size_t k = 0, n = MIN(to - from, MOST_GROUPED);
    fms_pieces_group(piece_at(director, from), n, &fms_grouping_picture, sizes);
    for (size_t i = 0; i < sizes->len && !is_clip(sight) && !director->full; i++) {
        size_t size = g_array_index(sizes, size_t, i);
        make_picture(director, sight, k++, piece_at(director, from), size);
        from += size;
        k = director->seen != sight ? 1 : k;
        sight = director->seen;
    }
    g_array_free(sizes, TRUE);
    return from;
}

/* A clip that is over, or would have to begin again, leaves the rest to words. */
static const struct fms_sight *what_stays(const struct fms_sight *shown, const struct fms_sight *seen)
{
    bool over = seen && is_clip(seen) && (seen == shown || fms_sight_length(seen) < INT64_MAX);
    return over ? NULL : seen;
}

/* Shows pieces [from, to) with a picture, NULL for their own words, and with what cues make of it. */
static void make_shots(struct fms_director *director, const struct fms_sight *sight, size_t from, size_t to)
{
    while (from < to && !director->full) {
        const struct fms_sight *shown = sight;
        if (!sight)
            from = make_words(director, from, to);
        else if (is_clip(sight))
            from = make_clip(director, sight, from, to);
        else
            from = make_stills(director, sight, from, to);
        sight = what_stays(shown, director->seen);
    }
}

/* Shows one picture of a passage with pieces [from, to). */
static void make_pictures(struct fms_director *director, const struct fms_sight *sight, size_t from, size_t to)
{
    if (from == to) {
        make_silent(director, sight, SHARED_LEAST);
        return;
    }
    fms_reveals_spread(director, sight, piece_at(director, from), to - from);
    make_shots(director, sight, from, to);
}

/* Cuts the passage's pieces finer, so that each of `n` pictures gets one. */
static void cut_finer(struct fms_director *director, size_t n)
{
    GArray *fine = g_array_new(FALSE, FALSE, sizeof(struct fms_piece));
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(struct fms_range));
    int64_t ms = 1;
    for (size_t i = 0; i < director->pieces->len; i++)
        ms += piece_at(director, i)->measure.ms;
    struct fms_breath breath = { MAX(ms * 3 / 2 / (int64_t) n, 1500), INT64_MAX };
    for (size_t i = 0; i < director->pieces->len; i++) {
        struct fms_piece piece = *piece_at(director, i);
        g_array_set_size(ranges, 0);
        fms_breaths_find(piece.text->utf8, (struct fms_range){ piece.begin, piece.end }, piece.manner->language,
                         piece.manner->pace_wpm, breath, ranges);
        for (size_t k = 0; k < ranges->len; k++) {
            struct fms_piece part = piece;
            part.begin = g_array_index(ranges, struct fms_range, k).begin;
            part.end = g_array_index(ranges, struct fms_range, k).end;
            part.measure = fms_phrase_measure(piece.text->utf8, part.begin, part.end, piece.manner->pace_wpm);
            part.closes = k + 1 < ranges->len ? FMS_PIECE_BREATH : piece.closes;
            part.rest = k + 1 < ranges->len ? 0 : piece.rest;
            part.hush = k + 1 == ranges->len && piece.hush;
            g_array_append_val(fine, part);
        }
    }
    g_array_free(ranges, TRUE);
    g_array_free(director->pieces, TRUE);
    director->pieces = fine;
}

/* Gives each picture the pieces that begin in its share of the time, and at least one while there are enough. */
static void share(struct fms_director *director)
{
    size_t n = director->sights->len, from = 0;
    if (director->pieces->len < n)
        cut_finer(director, n);
    size_t n_pieces = director->pieces->len;
    int64_t total = 0, before = 0;
    for (size_t i = 0; i < n_pieces; i++)
        total += piece_at(director, i)->measure.ms;
    for (size_t i = 0; i < n && !director->full; i++) {
        size_t to = from, most = n_pieces > n - 1 - i ? n_pieces - (n - 1 - i) : 0;
        while (to < n_pieces &&
               (i + 1 == n || (to < most && (to == from || before + piece_at(director, to)->measure.ms / 2 <
                                                               total * (int64_t) (i + 1) / (int64_t) n))))
            before += piece_at(director, to++)->measure.ms;
        make_pictures(director, &g_array_index(director->sights, struct fms_sight, i), from, to);
        from = to;
    }
}

static bool only_carried(const struct fms_director *director)
{
    return director->sights->len > 0 && g_array_index(director->sights, struct fms_sight, 0).carried;
}

static void make_passage(struct fms_director *director)
{
    director->seen = NULL;
    if (director->sights->len == 0)
        make_shots(director, NULL, 0, director->pieces->len);
    else if (director->pieces->len > 0)
        share(director);
    else if (!only_carried(director))
        for (size_t i = 0; i < director->sights->len && !director->full; i++)
            make_silent(director, &g_array_index(director->sights, struct fms_sight, i), SILENT_LEAST);
    g_array_set_size(director->pieces, 0);
}

void fms_passage_close(struct fms_director *director)
{
    fms_panels_show(director);
    make_passage(director);
    g_array_set_size(director->sights, 0);
    director->parts = NULL;
    director->drawing = NULL;
    director->blind = false;
}

void fms_passage_break(struct fms_director *director)
{
    fms_panels_show(director);
    if (director->pieces->len == 0 && (director->sights->len == 0 || only_carried(director)))
        return;
    make_passage(director);
    struct fms_sight carried = { .carried = true };
    bool stays = director->seen && what_stays(director->seen, director->seen);
    if (stays)
        carried = *director->seen;
    carried.carried = true;
    g_array_set_size(director->sights, 0);
    if (stays)
        g_array_append_val(director->sights, carried);
}

/* What is left of a sentence behind a quotation may begin with the comma that parted them. */
static size_t skip_stops(const char *text, size_t begin, size_t end)
{
    while (begin < end) {
        gunichar c = g_utf8_get_char(text + begin);
        bool stop = c < 0x80 ? c != 0 && strchr(",;:.!?", (int) c)
                             : fms_char_ends_sentence(c) || c == 0x2014 || c == 0x2013 || c == 0xFF0C;
        if (!stop && !g_unichar_isspace(c))
            break;
        begin = (size_t) (g_utf8_next_char(text + begin) - text);
    }
    return begin;
}

void fms_passage_narrate(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end)
{
    begin = skip_stops(text->utf8, begin, end);
    if (begin < end)
        fms_director_cut(director, text, begin, end, fms_breath_usual, director->pieces);
    if (director->panels.panels->len > 0)
        fms_panels_show(director);
    else if (director->sights->len == 0)
        fms_passage_break(director);
}
