/*
 * The text dump of a storyboard: a line a shot; its panel, cues and beats below, indented. What is usual is not said: a beat
 * names its voice where it is not that of the line `voice`. Only what the board itself decides; no path.
 */
#include "board.h"

#include <string.h>

const char *fms_shot_kind_name(enum fms_shot_kind kind)
{
    static const char *const names[] = {
        [FMS_SHOT_TITLE] = "title",     [FMS_SHOT_CHAPTER] = "chapter", [FMS_SHOT_PICTURE] = "picture",
        [FMS_SHOT_WORDS] = "words",     [FMS_SHOT_QUOTE] = "quote",     [FMS_SHOT_PANEL] = "panel",
        [FMS_SHOT_CREDITS] = "credits", [FMS_SHOT_END] = "end"
    };
    return names[kind];
}

/* Strings stand in quotation marks; what would break a line is escaped. */
static void append_string(GString *out, const char *name, const char *value)
{
    if (!value)
        return;
    g_string_append_printf(out, " %s=\"", name);
    for (const char *at = value; *at; at++) {
        if (*at == '"' || *at == '\\')
            g_string_append_c(out, '\\');
        if ((unsigned char) *at < 0x20)
            g_string_append_printf(out, "\\x%02x", (unsigned) *at);
        else
            g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

static void append_ms(GString *out, const char *name, fms_ticks ticks)
{
    if (ticks != 0)
        g_string_append_printf(out, " %s=%" G_GINT64_FORMAT "ms", name, ticks / FMS_MS(1));
}

static void append_number(GString *out, const char *name, int64_t number)
{
    if (number != 0)
        g_string_append_printf(out, " %s=%" G_GINT64_FORMAT, name, number);
}

static void append_span(GString *out, struct fms_span span, bool places)
{
    if (!places)
        return;
    g_string_append_printf(out, " @%zu-%zu", span.begin, span.end);
}

static void append_view(GString *out, const struct fms_view *view)
{
    static const char *const fits[] = {
        [FMS_FIT_COVER] = "cover", [FMS_FIT_CONTAIN] = "contain", [FMS_FIT_BLUR] = "blur"
    };
    append_string(out, "asset", view->asset->name);
    append_string(out, "alt", view->alt);
    if (view->fit >= 0)
        g_string_append_printf(out, " fit=%s", fits[view->fit]);
    if (view->focus_x >= 0)
        g_string_append_printf(out, " focus=%d,%d", view->focus_x, view->focus_y);
    if (view->move)
        g_string_append_printf(out, " move=%s", view->move);
    append_string(out, "parts", *view->parts ? view->parts : NULL);
    append_ms(out, "in", view->in);
    append_ms(out, "out", view->out);
    if (view->speed_permille == 0)
        g_string_append(out, " speed=match");
    else if (view->speed_permille != 1000)
        append_number(out, "speed", view->speed_permille);
    g_string_append(out, view->loops ? " loops" : "");
    if (view->heard)
        g_string_append_printf(out, " heard=%dcdB", view->gain_cdb);
    append_string(out, "credit", view->credit);
    append_string(out, "lut", view->lut ? view->lut->name : NULL);
}

static void append_runs(GString *out, const struct fms_text_run *runs, size_t n)
{
    static const char *const styles[] = { [FMS_STYLE_EMPHASIS] = "emphasis",
                                          [FMS_STYLE_STRONG] = "strong",
                                          [FMS_STYLE_CODE] = "code",
                                          [FMS_STYLE_MARK] = "mark",
                                          [FMS_STYLE_RUBY] = "ruby" };
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(out, " %s=%d-%d", styles[runs[i].style], runs[i].begin, runs[i].end);
        append_string(out, "reading", runs[i].reading);
    }
}

/* A number in millionths, or a day, as it is. */
static void append_counter(GString *out, const struct fms_panel *panel)
{
    if (panel->kind != FMS_BOARD_NUMBER && panel->kind != FMS_BOARD_DATE)
        return;
    g_string_append_printf(out, " from=%" G_GINT64_FORMAT " to=%" G_GINT64_FORMAT, panel->from, panel->to);
    append_number(out, "decimals", panel->decimals);
    append_string(out, "pattern", panel->pattern);
    g_string_append(out, panel->grouped ? " grouped" : "");
}

/* A row of a panel: its cells, and what belongs to them. */
static void append_row(GString *out, const struct fms_panel *panel, size_t row)
{
    g_string_append(out, row == 0 && panel->has_head ? "    head" : "    row");
    if (panel->numbers)
        append_number(out, "number", panel->numbers[row]);
    if (panel->levels)
        append_number(out, "level", panel->levels[row]);
    if (panel->rows && panel->rows[row] >= 0)
        g_string_append_printf(out, " beat=%d", panel->rows[row]);
    for (size_t i = 0; i < panel->n_columns; i++)
        append_string(out, "cell", panel->cells[row * panel->n_columns + i]);
    for (size_t i = 0; row >= panel->has_head && i < panel->n_series; i++) {
        int64_t value = panel->values[(row - panel->has_head) * panel->n_series + i];
        if (value == FMS_NO_VALUE)
            g_string_append(out, " value=none");
        else
            g_string_append_printf(out, " value=%" G_GINT64_FORMAT, value);
    }
    g_string_append_c(out, '\n');
}

static void append_panel(GString *out, const struct fms_panel *panel)
{
    static const char *const kinds[] = {
        [FMS_BOARD_TEXT] = "text",     [FMS_BOARD_CODE] = "code", [FMS_BOARD_LIST] = "list",
        [FMS_BOARD_TABLE] = "table",   [FMS_BOARD_BARS] = "bars", [FMS_BOARD_LINES] = "lines",
        [FMS_BOARD_NUMBER] = "number", [FMS_BOARD_DATE] = "date"
    };
    g_string_append_printf(out, "  panel %s", kinds[panel->kind]);
    append_string(out, "title", *panel->title ? panel->title : NULL);
    append_string(out, "text", *panel->text ? panel->text : NULL);
    append_runs(out, panel->runs, panel->n_runs);
    append_string(out, "unit", *panel->unit ? panel->unit : NULL);
    append_counter(out, panel);
    g_string_append_c(out, '\n');
    for (size_t i = 0; i < panel->n_rows; i++)
        append_row(out, panel, i);
}

static void append_music(GString *out, const struct fms_music_change *music)
{
    append_string(out, "music", music->asset ? music->asset->name : "none");
    append_number(out, "gain", music->gain_cdb);
    append_ms(out, "fade", music->fade);
}

static void append_what(GString *out, const struct fms_shot_cue *cue)
{
    switch (cue->kind) {
    case FMS_CUE_REVEAL:
    case FMS_CUE_HIDE: append_string(out, "parts", cue->parts); return;
    case FMS_CUE_PICTURE: append_view(out, cue->view); return;
    case FMS_CUE_PANEL: return;
    case FMS_CUE_LOWER_THIRD:
        append_string(out, "name", cue->third.name);
        append_string(out, "role", cue->third.role);
        return;
    case FMS_CUE_SOUND:
        append_string(out, "asset", cue->sound->name);
        append_number(out, "gain", cue->gain_cdb);
        return;
    case FMS_CUE_MUSIC: append_music(out, &cue->music); return;
    }
}

static void append_cue(GString *out, const struct fms_shot_cue *cue, bool places)
{
    static const char *const kinds[] = { [FMS_CUE_REVEAL] = "reveal",
                                         [FMS_CUE_HIDE] = "hide",
                                         [FMS_CUE_PICTURE] = "picture",
                                         [FMS_CUE_PANEL] = "panel",
                                         [FMS_CUE_LOWER_THIRD] = "lower-third",
                                         [FMS_CUE_SOUND] = "sound",
                                         [FMS_CUE_MUSIC] = "music" };
    g_string_append_printf(out, "  cue %s beat=%zu at=%d", kinds[cue->kind], cue->beat, cue->at);
    append_what(out, cue);
    append_span(out, cue->span, places);
    g_string_append_c(out, '\n');
    if (cue->kind == FMS_CUE_PANEL)
        append_panel(out, cue->panel);
}

static void append_shot(GString *out, const struct fms_shot *shot, bool places)
{
    g_string_append_printf(out, "%s %s %s", fms_shot_kind_name(shot->kind), shot->name,
                           fms_transition_name(shot->join.how));
    append_ms(out, "over", shot->join.length);
    append_ms(out, "lead", shot->lead);
    append_ms(out, "least", shot->least);
    append_ms(out, "together", shot->together);
    if (shot->n_together > 0)
        g_string_append_printf(out, "/%zu", shot->n_together);
    append_string(out, "kicker", shot->kicker);
    append_string(out, "heading", shot->heading);
    append_string(out, "words", shot->words);
    append_runs(out, shot->runs, shot->n_runs);
    append_string(out, "speaker", shot->speaker);
    append_string(out, "work", shot->work);
    if (shot->kind == FMS_SHOT_QUOTE)
        g_string_append_printf(out, " %s%s", shot->opens ? "opens" : "-", shot->closes ? " closes" : " -");
    if (shot->view)
        append_view(out, shot->view);
    g_string_append(out, shot->starts_chapter ? " starts-chapter" : "");
    append_span(out, shot->span, places);
    g_string_append_c(out, '\n');
    if (shot->panel)
        append_panel(out, shot->panel);
    for (size_t i = 0; i < shot->n_cues; i++)
        append_cue(out, &shot->cues[i], places);
}

/* How a line is said, as far as it differs from `usual`. */
static void append_voice(GString *out, const struct fms_line *line, const struct fms_line *usual)
{
    if (strcmp(line->language, usual->language) != 0)
        append_string(out, "language", line->language);
    if (strcmp(line->voice, usual->voice) != 0)
        append_string(out, "voice", line->voice);
    if (line->pace_wpm != usual->pace_wpm)
        append_number(out, "pace", line->pace_wpm);
    if (line->pitch_permille != 1000)
        append_number(out, "pitch", line->pitch_permille);
    append_number(out, "volume", line->volume_cdb);
    append_string(out, "say", line->say);
}

static void append_beat(GString *out, const struct fms_beat *beat, const struct fms_line *usual, bool places)
{
    g_string_append(out, beat->shown ? "  shown" : "  spoken");
    append_string(out, "text", beat->line.text);
    append_string(out, "by", beat->speaker);
    append_string(out, "read-in", beat->recording ? beat->recording->name : NULL);
    append_voice(out, &beat->line, usual);
    append_ms(out, "pause", beat->pause);
    g_string_append(out, beat->hush ? " hush" : "");
    append_span(out, beat->span, places);
    g_string_append_c(out, '\n');
}

static void append_head(GString *out, const struct fms_board *board)
{
    g_string_append(out, "storyboard");
    append_string(out, "title", board->title);
    append_string(out, "series", board->series);
    append_string(out, "author", board->author);
    append_string(out, "language", board->language);
    append_string(out, "theme", board->theme);
    append_string(out, "captions", board->captions);
    if (board->loudness_clufs)
        g_string_append_printf(out, " loudness=%d", board->loudness_clufs);
    append_ms(out, "credits-length", board->credits_length);
    if (board->credits_cards)
        g_string_append(out, " credits-style=cards");
    if (board->poster.is_named && board->poster.shot)
        append_string(out, "poster", board->poster.shot);
    else if (board->poster.is_named)
        g_string_append_printf(out, " poster=%" G_GINT64_FORMAT "ms", board->poster.at / FMS_MS(1));
    if (board->music.asset)
        append_music(out, &board->music);
    g_string_append_c(out, '\n');
}

const struct fms_line *fms_board_usual_line(const struct fms_board *board)
{
    const struct fms_line *first = NULL;
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t k = 0; k < board->shots[i].n_beats; k++) {
            const struct fms_beat *beat = &board->shots[i].beats[k];
            first = first ? first : &beat->line;
            if (!beat->speaker && strcmp(beat->line.language, board->language) == 0)
                return &beat->line;
        }
    return first;
}

static void dump_board(const struct fms_board *board, bool places, GString *out)
{
    const struct fms_line *usual = fms_board_usual_line(board);
    append_head(out, board);
    if (usual) {
        g_string_append(out, "voice");
        append_string(out, "name", usual->voice);
        g_string_append_printf(out, " pace=%" G_GINT64_FORMAT "\n", usual->pace_wpm);
    }
    for (size_t i = 0; i < board->n_shots; i++) {
        append_shot(out, &board->shots[i], places);
        for (size_t k = 0; usual && k < board->shots[i].n_beats; k++) /* without one, nothing is said at all */
            append_beat(out, &board->shots[i].beats[k], usual, places);
    }
    for (size_t i = 0; i < board->n_credits; i++) {
        g_string_append(out, "credit");
        append_string(out, "role", board->credits[i].role);
        append_string(out, "names", board->credits[i].names);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < board->n_citations; i++) {
        g_string_append(out, "citation");
        append_string(out, "text", board->citations[i].text);
        g_string_append_c(out, '\n');
    }
}

void fms_board_dump(const struct fms_board *board, GString *out)
{
    dump_board(board, true, out);
}

void fms_board_dump_meaning(const struct fms_board *board, GString *out)
{
    dump_board(board, false, out);
}
