/*
 * Quotation cards. The words are cut like narration and grouped into cards by the same reckoning, with more room. What
 * introduces them is spoken on the first card before they come, what attributes them behind on the last.
 */
#include "director-private.h"

#include "characters.h"
#include "marks.h"
#include "quotation.h"

#include <string.h>

#define LEAST FMS_MS(1000)      /* a card is there at least this long and … */
#define LEAST_FULL FMS_MS(9600) /* … this much more where it is as full as a card of 24 words: 0.4 s a word */

static void cite(struct fms_director *director, const char *speaker, const char *work)
{
    if (!speaker && !work)
        return;
    struct fms_citation citation;
    citation.text = speaker && work ? talloc_asprintf(director->board, "%s, %s", speaker, work)
                                    : talloc_strdup(director->board, speaker ? speaker : work);
    if (g_hash_table_add(director->cited, (gpointer) (uintptr_t) citation.text))
        g_array_append_val(director->citations, citation);
}

static void speak_aside(struct fms_director *director, struct fms_shot *shot, const struct fms_text *text,
                        struct fms_range range, enum fms_piece_end closes)
{
    if (!fms_phrase_speaks(text->utf8, range.begin, range.end))
        return;
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_piece));
    fms_director_cut(director, text, range.begin, range.end, fms_breath_usual, pieces);
    g_array_index(pieces, struct fms_piece, pieces->len - 1).closes = closes;
    fms_director_beats(director, shot, &g_array_index(pieces, struct fms_piece, 0), pieces->len, false);
    g_array_free(pieces, TRUE);
}

static struct fms_span span_of(const struct fms_piece *first, const struct fms_piece *last)
{
    struct fms_span span = fms_text_span(first->text, first->begin, first->end);
    span.end = MAX(span.end, fms_text_span(last->text, last->begin, last->end).end);
    return span;
}

static struct fms_shot *make_card(struct fms_director *director, const struct fms_card *card,
                                  const struct fms_piece *pieces, size_t n)
{
    const char *name = fms_director_paragraph_name(director, pieces[0].paragraph);
    struct fms_shot *shot = fms_director_shot(director, FMS_SHOT_QUOTE, name, span_of(&pieces[0], &pieces[n - 1]));
    int64_t load = 0;
    for (size_t i = 0; i < n; i++)
        load += pieces[i].measure.load;
    fms_director_set(director, shot, pieces[0].text, pieces[0].begin, pieces[n - 1].end);
    shot->speaker = card->speaker;
    shot->work = card->work;
    shot->least = LEAST + load * (LEAST_FULL / 1000);
    return shot;
}

/* The introduction is said over a picture that waits for words; else on the first card, where the speaker's name stands
 * meanwhile. Without a name the card would stand empty, so the introduction is set like other narration. */
static bool introduce_before(struct fms_director *director, const struct fms_card *card)
{
    bool waiting = director->sights->len > 0 && director->pieces->len == 0;
    if (!fms_phrase_speaks(card->text->utf8, card->intro.begin, card->intro.end) || (!waiting && card->speaker))
        return false;
    fms_passage_narrate(director, card->text, card->intro.begin, card->intro.end);
    return true;
}

static void make_cards(struct fms_director *director, const struct fms_card *card, const GArray *pieces,
                       bool introduced)
{
    GArray *sizes = g_array_new(FALSE, FALSE, sizeof(size_t));
    fms_pieces_group(&g_array_index(pieces, struct fms_piece, 0), pieces->len, &fms_grouping_quote, sizes);
    for (size_t i = 0, from = 0; i < sizes->len && !director->full; i++) {
        size_t n = g_array_index(sizes, size_t, i);
        const struct fms_piece *first = &g_array_index(pieces, struct fms_piece, from);
        struct fms_shot *shot = make_card(director, card, first, n);
        shot->opens = i == 0;
        shot->closes = i + 1 == sizes->len;
        if (shot->opens && !introduced)
            speak_aside(director, shot, card->text, card->intro, FMS_PIECE_SENTENCE);
        fms_director_beats(director, shot, first, n, true);
        if (shot->closes)
            speak_aside(director, shot, card->text, card->after, FMS_PIECE_PARAGRAPH);
        from += n;
    }
    g_array_free(sizes, TRUE);
}

/* "“We row,” said X": the comma belongs to the sentence around the words, not to the card. */
static size_t without_comma(const struct fms_card *card)
{
    const char *text = card->text->utf8;
    gunichar last = card->words.end > card->words.begin ? fms_char_before(text, card->words.end) : 0;
    bool comma = last == ',' || last == 0xFF0C || last == 0x60C || last == 0x3001;
    return comma ? (size_t) (g_utf8_prev_char(text + card->words.end) - text) : card->words.end;
}

void fms_cards_make(struct fms_director *director, const struct fms_card *card)
{
    bool introduced = introduce_before(director, card);
    fms_passage_close(director);
    GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct fms_piece));
    fms_director_cut(director, card->text, card->words.begin, without_comma(card), fms_breath_usual, pieces);
    if (pieces->len > 0) {
        make_cards(director, card, pieces, introduced);
        cite(director, card->speaker, card->work);
    }
    g_array_free(pieces, TRUE);
}

void fms_cards_blockquote(struct fms_director *director, const struct fms_block *block)
{
    struct fms_card card = { .text = &block->text, .words = { 0, block->text.length } };
    struct fms_source_line line = fms_source_line_parse(director->board, block->source_line.utf8);
    card.speaker = line.speaker;
    card.work = line.work;
    if (!card.speaker && block->speaker.length > 0)
        card.speaker = block->speaker.utf8;
    size_t n = 0;
    struct fms_marked *marked = fms_marks_find(NULL, block->text.utf8, &n);
    if (n == 1 && marked[0].begin == 0 && marked[0].end == block->text.length)
        card.words =
            (struct fms_range){ marked[0].words_begin, marked[0].words_end }; /* the card sets marks of its own */
    talloc_free(marked);
    director->paragraph++;
    fms_cards_make(director, &card);
}

/* What stands behind the closing mark of a quotation: full stops are not said. */
static struct fms_range behind(const char *text, size_t begin, size_t end)
{
    while (begin < end && !g_unichar_isalnum(g_utf8_get_char(text + begin)))
        begin = (size_t) (g_utf8_next_char(text + begin) - text);
    return (struct fms_range){ begin, end };
}

/* What is said over a panel, or by one of the cast, is one speech: a quotation in it makes no card. */
static struct fms_quotation *quotations_of(struct fms_director *director, const struct fms_text *text, size_t *n)
{
    if (director->panels.panels->len > 0 || director->manner->speaker)
        return NULL;
    return fms_quotations_find(director->board, text->utf8, director->manner->language, n);
}

void fms_cards_paragraph(struct fms_director *director, const struct fms_block *block)
{
    const struct fms_text *text = &block->text;
    size_t n = 0, at = 0;
    struct fms_quotation *found = quotations_of(director, text, &n);
    director->paragraph++;
    for (size_t i = 0; i < n && !director->full; i++) {
        struct fms_card card = { .text = text, .speaker = found[i].speaker };
        if (!fms_phrase_speaks(text->utf8, found[i].words_begin, found[i].words_end))
            continue;
        card.intro = (struct fms_range){ found[i].intro_begin, found[i].intro_end };
        card.words = (struct fms_range){ found[i].words_begin, found[i].words_end };
        card.after = behind(text->utf8, found[i].words_end, found[i].end);
        fms_passage_narrate(director, text, at, found[i].intro_begin);
        fms_cards_make(director, &card);
        at = found[i].end;
    }
    fms_passage_narrate(director, text, at, text->length);
}
