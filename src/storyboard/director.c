/*
 * Shots, beats and their names. A shot is made in the array of all; its beats are one talloc array, grown only while
 * the shot is the last one.
 */
#include "director-private.h"

#include "characters.h"

#include <string.h>

#define MOST_SHOTS 1000000 /* also beats: more is no film but an attack on memory */
#define MOST_SLUG 40       /* characters */

const struct fms_breath fms_breath_usual = { 9000, 1000 };

/* The first name wins; later ones get a number. Numbered names are looked up, too: a heading may be called like one. */
static const char *unique_name(struct fms_director *director, const char *name)
{
    size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(director->names, name));
    const char *unique = name;
    while (n > 0 &&
           g_hash_table_contains(director->names, unique = talloc_asprintf(director->board, "%s-%zu", name, n + 1)))
        n++;
    g_hash_table_insert(director->names, (gpointer) (uintptr_t) name, GSIZE_TO_POINTER(n + 1));
    if (unique != name)
        g_hash_table_insert(director->names, (gpointer) (uintptr_t) unique, GSIZE_TO_POINTER(1));
    return unique;
}

struct fms_shot *fms_director_shot(struct fms_director *director, enum fms_shot_kind kind, const char *name,
                                   struct fms_span span)
{
    struct fms_shot shot = { .kind = kind, .span = span };
    shot.name = unique_name(director, name);
    if (director->shots->len > 0)
        shot.join = director->has_join ? director->join : director->usual;
    shot.lead = kind == FMS_SHOT_TITLE     ? 0
                : kind == FMS_SHOT_CHAPTER ? FMS_LEAD_CHAPTER
                : kind == FMS_SHOT_QUOTE   ? FMS_LEAD_QUOTE
                                           : FMS_LEAD;
    shot.lead += director->hold;
    director->hold = 0;
    director->has_join = false;
    director->seen = NULL;
    director->full |= director->shots->len >= MOST_SHOTS;
    g_array_append_val(director->shots, shot);
    return &g_array_index(director->shots, struct fms_shot, director->shots->len - 1);
}

const char *fms_director_paragraph_name(struct fms_director *director, size_t paragraph)
{
    if (director->named_paragraph != paragraph)
        director->shot_in_paragraph = 0;
    director->named_paragraph = paragraph;
    return talloc_asprintf(director->board, "p%zu.%zu", paragraph, ++director->shot_in_paragraph);
}

const char *fms_director_slug(struct fms_director *director, const char *prefix, const char *text, const char *fallback)
{
    GString *slug = g_string_new(prefix);
    bool blank = true;
    size_t n = 0;
    for (const char *at = text; *at && n < MOST_SLUG; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool part = g_unichar_isalnum(c) || (g_unichar_ismark(c) && n > 0);
        if (part && blank)
            g_string_append_c(slug, '-');
        if (part)
            g_string_append_unichar(slug, g_unichar_tolower(c));
        blank = !part && c != '\'' && c != 0x2019 ? true : blank && !part;
        n += part;
    }
    if (n == 0)
        g_string_append_printf(slug, "-%s", fallback);
    const char *name = talloc_strdup(director->board, slug->str);
    g_string_free(slug, TRUE);
    return name;
}

void fms_director_set(struct fms_director *director, struct fms_shot *shot, const struct fms_text *text, size_t begin,
                      size_t end)
{
    struct fms_range range = { begin, end };
    fms_fold_text(director->board, director->shown, text, range, true, &director->set);
    shot->words = director->set.utf8;
    shot->runs = fms_fold_runs(director->board, director->shown, &director->set, &shot->n_runs);
}

/* The manner of words in another language. */
static const struct fms_manner *foreign(struct fms_director *director, const struct fms_manner *manner,
                                        const char *language)
{
    struct fms_manner *other = talloc_memdup(director->board, manner, sizeof *manner);
    char *tag = talloc_strdup(director->board, language);
    for (char *at = tag; *at; at++)
        *at = *at == '_' ? '-' : g_ascii_tolower(*at);
    other->language = tag;
    other->voice = manner->voice[0] == '#' ? manner->voice : "";
    return strcmp(tag, manner->language) == 0 ? manner : other;
}

/* Adds [begin, end) of a piece; what has nothing to say goes with its neighbour. */
static void add_part(struct fms_piece *piece, size_t end, const struct fms_manner *manner, size_t first, GArray *out)
{
    struct fms_piece part = *piece;
    part.end = end;
    part.manner = manner;
    part.rest = FMS_PAUSE_JOINT;
    part.closes = FMS_PIECE_BREATH;
    part.measure = fms_phrase_measure(part.text->utf8, part.begin, end, manner->pace_wpm);
    if (fms_phrase_speaks(part.text->utf8, part.begin, end))
        g_array_append_val(out, part);
    else if (out->len > first)
        g_array_index(out, struct fms_piece, out->len - 1).end = end;
    else
        return;
    piece->begin = end;
}

/* Past the marks that close what ends at `end`: a comma stays with the words before it, whatever their language. */
static size_t behind_stops(const char *text, size_t end, size_t most)
{
    while (end < most) {
        GUnicodeType type = g_unichar_type(g_utf8_get_char(text + end));
        if (type != G_UNICODE_OTHER_PUNCTUATION && type != G_UNICODE_CLOSE_PUNCTUATION &&
            type != G_UNICODE_FINAL_PUNCTUATION)
            break;
        end = (size_t) (g_utf8_next_char(text + end) - text);
    }
    return end;
}

/* … and before the marks that open what begins at `begin`. */
static size_t before_openers(const char *text, size_t begin, size_t least)
{
    while (begin > least) {
        const char *at = g_utf8_prev_char(text + begin);
        GUnicodeType type = g_unichar_type(g_utf8_get_char(at));
        if (type != G_UNICODE_OPEN_PUNCTUATION && type != G_UNICODE_INITIAL_PUNCTUATION)
            break;
        begin = (size_t) (at - text);
    }
    return begin;
}

/* Where the language changes within a breath, the breath is parted: a voice speaks one language. */
static void add_piece(struct fms_director *director, const struct fms_piece *whole, GArray *out)
{
    struct fms_piece piece = *whole;
    size_t first = out->len, n = 0;
    struct fms_range range = { whole->begin, whole->end };
    const struct fms_inline *const *tagged = fms_inlines_of(director->cut, piece.text, range, FMS_INLINE_LANGUAGE, &n);
    for (size_t i = 0; i < n; i++) {
        size_t begin = MAX(tagged[i]->begin, piece.begin), end = MIN(tagged[i]->end, piece.end);
        if (begin >= end)
            continue;
        begin = before_openers(piece.text->utf8, begin, piece.begin);
        if (begin > piece.begin)
            add_part(&piece, begin, whole->manner, first, out);
        add_part(&piece, behind_stops(piece.text->utf8, end, piece.end),
                 foreign(director, whole->manner, tagged[i]->value), first, out);
    }
    if (out->len == first)
        g_array_append_val(out, *whole);
    else if (piece.begin < whole->end)
        add_part(&piece, whole->end, whole->manner, first, out);
    struct fms_piece *last = &g_array_index(out, struct fms_piece, out->len - 1);
    last->closes = whole->closes;
    last->rest = 0;
}

void fms_director_cut(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end,
                      struct fms_breath breath, GArray *out)
{
    const struct fms_manner *manner = director->manner;
    const char *language = manner->language, *from = text->utf8 + begin;
    GArray *sentences = g_array_new(FALSE, FALSE, sizeof(struct fms_range));
    GArray *breaths = g_array_new(FALSE, FALSE, sizeof(struct fms_range));
    fms_sentences_find(from, end - begin, language, manner->pace_wpm, sentences);
    for (size_t i = 0; i < sentences->len; i++) {
        g_array_set_size(breaths, 0);
        fms_breaths_find(from, g_array_index(sentences, struct fms_range, i), language, manner->pace_wpm, breath,
                         breaths);
        for (size_t k = 0; k < breaths->len; k++) {
            struct fms_range range = g_array_index(breaths, struct fms_range, k);
            struct fms_piece piece = { .text = text, .begin = begin + range.begin, .end = begin + range.end };
            piece.measure = fms_phrase_measure(from, range.begin, range.end, manner->pace_wpm);
            piece.paragraph = director->paragraph;
            piece.block = director->block;
            piece.manner = manner;
            piece.closes = k + 1 < breaths->len     ? FMS_PIECE_BREATH
                           : i + 1 < sentences->len ? FMS_PIECE_SENTENCE
                                                    : FMS_PIECE_PARAGRAPH;
            add_piece(director, &piece, out);
        }
    }
    g_array_free(sentences, TRUE);
    g_array_free(breaths, TRUE);
}

void fms_director_say(struct fms_director *director, size_t i)
{
    const struct fms_block *block = &director->script->blocks[i];
    director->block = i;
    director->paragraph++;
    if (block->speaker.length > 0)
        fms_manner_settle(director, &block->speaker);
    fms_director_cut(director, &block->text, 0, block->text.length, fms_breath_usual, director->pieces);
    if (block->speaker.length > 0)
        fms_manner_settle(director, NULL);
}

static fms_ticks pause_after(const struct fms_piece *piece)
{
    static const fms_ticks pauses[] = { [FMS_PIECE_BREATH] = FMS_PAUSE_BREATH,
                                        [FMS_PIECE_SENTENCE] = FMS_PAUSE_SENTENCE,
                                        [FMS_PIECE_PARAGRAPH] = FMS_PAUSE_PARAGRAPH };
    return piece->rest > 0 ? piece->rest : pauses[piece->closes];
}

static struct fms_beat beat_of(const struct fms_director *director, const struct fms_piece *piece, bool shown)
{
    const struct fms_manner *manner = piece->manner;
    struct fms_beat beat = { .shown = shown, .pause = pause_after(piece), .hush = piece->hush };
    beat.speaker = manner->speaker;
    beat.recording = manner->recording;
    beat.line.text = director->said.utf8;
    beat.line.language = manner->language;
    beat.line.voice = manner->voice;
    beat.line.pace_wpm = manner->pace_wpm;
    beat.line.pitch_permille = manner->pitch_permille;
    beat.line.volume_cdb = manner->volume_cdb;
    beat.line.say = fms_fold_say(director->board, director->spoken, &director->said);
    beat.line.say = fms_lexicon_apply(director->board, &director->script->meta.lexicon, beat.line.text, beat.line.say);
    beat.span = fms_text_span(piece->text, piece->begin, piece->end);
    return beat;
}

/* Names a speaker of whom the cast has something to say, the first time that he or she is heard over no card. */
static void introduce(struct fms_director *director, struct fms_shot *shot, const struct fms_piece *piece, size_t beat)
{
    size_t index = piece->manner->index;
    bool open = shot->kind == FMS_SHOT_PICTURE || shot->kind == FMS_SHOT_WORDS;
    if (index == 0 || !open || director->introduced[index])
        return;
    const struct fms_speaker *who = &director->script->meta.cast[index - 1];
    director->introduced[index] = true;
    if (who->role.length == 0 && !who->spoken)
        return;
    struct fms_shot_cue cue = { .kind = FMS_CUE_LOWER_THIRD, .beat = beat, .span = who->name.span };
    cue.third = (struct fms_lower_third){ who->name.utf8, who->role.utf8 };
    fms_shot_add_cue(director, shot, &cue);
}

static void add_beat(struct fms_director *director, struct fms_shot *shot, const struct fms_piece *piece,
                     struct fms_beat *beat, bool shown)
{
    struct fms_range range = { piece->begin, piece->end };
    fms_fold_text(director->board, director->spoken, piece->text, range, false, &director->said);
    *beat = beat_of(director, piece, shown);
    introduce(director, shot, piece, shot->n_beats);
    fms_dues_attach(director, shot, shot->n_beats, piece, &director->said);
    director->speech_ms += fms_fold_speaks(director->spoken) ? piece->measure.ms : 0;
    director->last_beat = beat;
    director->rests = piece->rest > 0;
    director->n_beats++;
    shot->n_beats++;
}

void fms_director_beats(struct fms_director *director, struct fms_shot *shot, const struct fms_piece *pieces, size_t n,
                        bool shown)
{
    if (n == 0)
        return;
    struct fms_beat *beats = talloc_array(director->board, struct fms_beat, shot->n_beats + n);
    if (shot->n_beats > 0)
        memcpy(beats, shot->beats, shot->n_beats * sizeof *beats);
    if (shot->n_beats > 0)
        director->last_beat = &beats[shot->n_beats - 1];
    shot->beats = beats;
    for (size_t i = 0; i < n; i++)
        add_beat(director, shot, &pieces[i], &beats[shot->n_beats], shown);
    director->full |= director->n_beats >= MOST_SHOTS;
}

void fms_director_pause(struct fms_director *director, fms_ticks pause)
{
    if (director->last_beat)
        director->last_beat->pause = MAX(director->last_beat->pause, pause);
}
