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
    shot.join.how = director->shots->len == 0 || director->cuts ? FMS_TRANSITION_CUT : FMS_TRANSITION_DISSOLVE;
    shot.lead = kind == FMS_SHOT_TITLE     ? 0
                : kind == FMS_SHOT_CHAPTER ? FMS_LEAD_CHAPTER
                : kind == FMS_SHOT_QUOTE   ? FMS_LEAD_QUOTE
                                           : FMS_LEAD;
    director->cuts = false;
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

const char *fms_director_words(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end)
{
    char *words = talloc_array(director->board, char, end - begin + 1), *to = words;
    bool blank = false;
    for (const char *at = text->utf8 + begin, *next; at < text->utf8 + end; at = next) {
        gunichar c = g_utf8_get_char(at);
        next = g_utf8_next_char(at);
        if (g_unichar_isspace(c) && c != 0xA0 && c != 0x202F) {
            blank = true;
            continue;
        }
        if (blank && to > words)
            *to++ = ' ';
        blank = false;
        memcpy(to, at, (size_t) (next - at));
        to += next - at;
    }
    *to = '\0';
    return words;
}

void fms_director_cut(struct fms_director *director, const struct fms_text *text, size_t begin, size_t end,
                      struct fms_breath breath, GArray *out)
{
    const char *language = director->board->language, *from = text->utf8 + begin;
    GArray *sentences = g_array_new(FALSE, FALSE, sizeof(struct fms_range));
    GArray *breaths = g_array_new(FALSE, FALSE, sizeof(struct fms_range));
    fms_sentences_find(from, end - begin, language, director->pace, sentences);
    for (size_t i = 0; i < sentences->len; i++) {
        g_array_set_size(breaths, 0);
        fms_breaths_find(from, g_array_index(sentences, struct fms_range, i), language, director->pace, breath,
                         breaths);
        for (size_t k = 0; k < breaths->len; k++) {
            struct fms_range range = g_array_index(breaths, struct fms_range, k);
            struct fms_piece piece = { .text = text, .begin = begin + range.begin, .end = begin + range.end };
            piece.measure = fms_phrase_measure(from, range.begin, range.end, director->pace);
            piece.paragraph = director->paragraph;
            piece.closes = k + 1 < breaths->len     ? FMS_PIECE_BREATH
                           : i + 1 < sentences->len ? FMS_PIECE_SENTENCE
                                                    : FMS_PIECE_PARAGRAPH;
            g_array_append_val(out, piece);
        }
    }
    g_array_free(sentences, TRUE);
    g_array_free(breaths, TRUE);
}

static fms_ticks pause_after(enum fms_piece_end end)
{
    static const fms_ticks pauses[] = { [FMS_PIECE_BREATH] = FMS_PAUSE_BREATH,
                                        [FMS_PIECE_SENTENCE] = FMS_PAUSE_SENTENCE,
                                        [FMS_PIECE_PARAGRAPH] = FMS_PAUSE_PARAGRAPH };
    return pauses[end];
}

static struct fms_beat beat_of(struct fms_director *director, const struct fms_piece *piece, bool shown)
{
    struct fms_beat beat = { .shown = shown, .pause = pause_after(piece->closes) };
    beat.line.text = fms_director_words(director, piece->text, piece->begin, piece->end);
    beat.line.language = director->board->language;
    beat.line.voice = director->voice;
    beat.line.pace_wpm = director->pace;
    beat.span = fms_text_span(piece->text, piece->begin, piece->end);
    return beat;
}

void fms_director_beats(struct fms_director *director, struct fms_shot *shot, const struct fms_piece *pieces, size_t n,
                        bool shown)
{
    if (n == 0)
        return;
    struct fms_beat *beats = talloc_array(director->board, struct fms_beat, shot->n_beats + n);
    if (shot->n_beats > 0)
        memcpy(beats, shot->beats, shot->n_beats * sizeof *beats);
    for (size_t i = 0; i < n; i++) {
        beats[shot->n_beats + i] = beat_of(director, &pieces[i], shown);
        director->speech_ms += pieces[i].measure.ms;
    }
    shot->beats = beats;
    shot->n_beats += n;
    director->n_beats += n;
    director->full |= director->n_beats >= MOST_SHOTS;
    director->last_beat = &beats[shot->n_beats - 1];
}

void fms_director_pause(struct fms_director *director, fms_ticks pause)
{
    if (director->last_beat)
        director->last_beat->pause = MAX(director->last_beat->pause, pause);
}
