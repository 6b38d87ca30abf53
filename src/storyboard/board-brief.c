/*
 * The short form of a storyboard, for people: a line a shot, what is seen; below it a line a beat, who says what; below
 * that, what happens at its words. What is usual is not said: dissolves, pauses between sentences, the narrator's voice.
 */
#include "director-private.h"
#include "say.h"

#include <math.h>
#include <string.h>

/* Puts ", " between the notes of a line, and what begins and ends them around. */
struct notes {
    GString *out;
    bool any;
};

static void note(struct notes *notes, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void note(struct notes *notes, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_string_append(notes->out, notes->any ? ", " : " (");
    g_string_append_vprintf(notes->out, format, args);
    notes->any = true;
    va_end(args);
}

static void end_notes(struct notes *notes)
{
    g_string_append(notes->out, notes->any ? ")" : "");
}

/* A number of so many decimals at most, without zeroes at its end. */
static void append_number(GString *out, double value, int decimals)
{
    char digits[64];
    g_ascii_formatd(digits, sizeof digits, "%.6f", value);
    char *end = digits + strlen(digits) - (6 - decimals);
    if (strchr(digits, '.'))
        for (*end = '\0'; end[-1] == '0'; end--)
            end[-1] = '\0';
    if (g_str_has_suffix(digits, "."))
        digits[strlen(digits) - 1] = '\0';
    g_string_append(out, digits);
}

/* A number and its unit, in a string of its own. */
static char *number(double value, const char *unit)
{
    GString *out = g_string_new(NULL);
    append_number(out, value, 3);
    g_string_append(out, unit);
    return g_string_free(out, FALSE);
}

static void note_number(struct notes *notes, const char *what, double value, const char *unit)
{
    char *text = number(value, unit);
    note(notes, "%s%s", what, text);
    g_free(text);
}

static void note_ticks(struct notes *notes, const char *what, fms_ticks ticks)
{
    note_number(notes, what, (double) ticks / (double) FMS_MS(1000), "s");
}

static void note_gain(struct notes *notes, int64_t gain_cdb)
{
    if (gain_cdb != 0)
        note_number(notes, "", (double) gain_cdb / 100, "dB");
}

/* Lines of a text stand on one. */
static void append_text(GString *out, const char *text)
{
    for (; *text; text++)
        g_string_append_c(out, *text == '\n' ? '/' : *text);
}

/* ---- what is seen ---- */

static void note_clip(struct notes *notes, const struct fms_view *view)
{
    if (view->in)
        note_ticks(notes, "from ", view->in);
    if (view->out)
        note_ticks(notes, "to ", view->out);
    if (view->speed_permille == 0)
        note(notes, "as long as its words");
    else if (view->speed_permille != 1000)
        note_number(notes, "speed ", view->speed_permille / 10.0, "%");
    if (view->loops)
        note(notes, "loops");
    if (view->heard)
        note(notes, "heard");
    if (view->heard)
        note_gain(notes, view->gain_cdb);
}

static void note_view(struct notes *notes, const struct fms_view *view)
{
    static const char *const fits[] = {
        [FMS_FIT_COVER] = "cover", [FMS_FIT_CONTAIN] = "contain", [FMS_FIT_BLUR] = "blur"
    };
    if (view->fit >= 0)
        note(notes, "%s", fits[view->fit]);
    if (view->focus_x >= 0) {
        note_number(notes, "focus ", view->focus_x / 1e4, "%");
        note_number(notes, "", view->focus_y / 1e4, "%");
    }
    if (view->move)
        note(notes, "move %s", view->move);
    if (*view->parts)
        note(notes, "hidden: %s", view->parts);
    note_clip(notes, view);
    if (view->credit)
        note(notes, "credit %s", view->credit);
    if (view->lut)
        note(notes, "graded by %s", view->lut->name);
}

static void append_view(GString *out, const struct fms_view *view)
{
    struct notes notes = { out, false };
    g_string_append_printf(out, " %s", view->asset->name);
    note_view(&notes, view);
    end_notes(&notes);
}

static void append_music(GString *out, const struct fms_music_change *music)
{
    struct notes notes = { out, false };
    g_string_append_printf(out, " %s", music->asset ? music->asset->name : "none");
    note_gain(&notes, music->gain_cdb);
    if (music->fade)
        note_ticks(&notes, "fade ", music->fade);
    end_notes(&notes);
}

static void note_runs(struct notes *notes, const char *text, const struct fms_text_run *runs, size_t n)
{
    static const char *const styles[] = { [FMS_STYLE_EMPHASIS] = "slanted",
                                          [FMS_STYLE_STRONG] = "strong",
                                          [FMS_STYLE_CODE] = "code",
                                          [FMS_STYLE_MARK] = "marked",
                                          [FMS_STYLE_RUBY] = "read" };
    for (size_t i = 0; i < n; i++)
        note(notes, "%s: %.*s%s%s", styles[runs[i].style], runs[i].end - runs[i].begin, text + runs[i].begin,
             runs[i].reading ? " " : "", runs[i].reading ? runs[i].reading : "");
}

/* ---- panels ---- */

static void append_day(GString *out, int64_t day)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32) (day + 719163)); /* GLib's day 1 is 0001-01-01 */
    g_string_append_printf(out, " %04d-%02d-%02d", g_date_get_year(&date), g_date_get_month(&date),
                           g_date_get_day(&date));
}

static void append_counter(GString *out, const struct fms_panel *panel)
{
    const int64_t ends[] = { panel->from, panel->to };
    if (panel->kind != FMS_BOARD_NUMBER && panel->kind != FMS_BOARD_DATE)
        return;
    for (size_t i = panel->from == panel->to; i < G_N_ELEMENTS(ends); i++) {
        if (panel->kind == FMS_BOARD_DATE) {
            append_day(out, ends[i]);
        } else {
            g_string_append_c(out, ' ');
            append_number(out, (double) ends[i] / 1e6, panel->decimals);
        }
        g_string_append(out, i == 0 ? " to" : "");
    }
}

static void append_values(GString *out, const struct fms_panel *panel, size_t row)
{
    for (size_t i = 0; row >= panel->has_head && i < panel->n_series; i++) {
        int64_t value = panel->values[(row - panel->has_head) * panel->n_series + i];
        g_string_append(out, i == 0 ? " = " : ", ");
        if (value == FMS_NO_VALUE)
            g_string_append(out, "none");
        else
            append_number(out, (double) value / 1e6, 6);
    }
}

/* "    | Dover | 6.8", "    | 1. The Moon pulls." */
static void append_row(GString *out, const struct fms_panel *panel, size_t row)
{
    g_string_append(out, "    |");
    for (int32_t i = 0; panel->levels && i < panel->levels[row]; i++)
        g_string_append(out, "  ");
    if (panel->kind == FMS_BOARD_LIST && panel->numbers && panel->numbers[row] > 0)
        g_string_append_printf(out, " %d.", panel->numbers[row]);
    else if (panel->kind == FMS_BOARD_LIST)
        g_string_append(out, " -");
    bool chart = panel->n_series > 0 && row >= panel->has_head; /* the cells behind the label repeat its values */
    for (size_t i = 0; i < (chart ? 1 : panel->n_columns); i++) {
        g_string_append(out, i == 0 ? " " : " | ");
        append_text(out, panel->cells[row * panel->n_columns + i]);
    }
    append_values(out, panel, row);
    g_string_append(out, row == 0 && panel->has_head ? " (head)\n" : "\n");
}

/* The rows that come with beat `beat` of a list; -1: those that are there from the shot's beginning. */
static void append_rows(GString *out, const struct fms_panel *panel, int beat)
{
    for (size_t i = 0; i < panel->n_rows; i++)
        if (beat == (panel->rows ? panel->rows[i] : -1))
            append_row(out, panel, i);
}

static void note_panel(struct notes *notes, const struct fms_panel *panel)
{
    if (*panel->unit)
        note(notes, "unit %s", panel->unit);
    if (panel->pattern && *panel->pattern && strcmp(panel->pattern, "{n}") != 0)
        note(notes, "as %s", panel->pattern);
    note_runs(notes, panel->text, panel->runs, panel->n_runs);
}

static void append_panel(GString *out, const struct fms_panel *panel)
{
    static const char *const kinds[] = {
        [FMS_BOARD_TEXT] = "text",     [FMS_BOARD_CODE] = "code", [FMS_BOARD_LIST] = "list",
        [FMS_BOARD_TABLE] = "table",   [FMS_BOARD_BARS] = "bars", [FMS_BOARD_LINES] = "lines",
        [FMS_BOARD_NUMBER] = "number", [FMS_BOARD_DATE] = "date"
    };
    g_string_append_printf(out, "%s", kinds[panel->kind]);
    append_counter(out, panel);
    if (*panel->title)
        g_string_append_printf(out, " “%s”", panel->title);
    if (*panel->text) {
        g_string_append_c(out, ' ');
        append_text(out, panel->text);
    }
}

/* ---- what happens at a word ---- */

static void append_happening(GString *out, const struct fms_shot_cue *cue)
{
    struct notes notes = { out, false };
    switch (cue->kind) {
    case FMS_CUE_REVEAL: g_string_append_printf(out, "reveal %s", cue->parts); return;
    case FMS_CUE_HIDE: g_string_append_printf(out, "hide %s", cue->parts); return;
    case FMS_CUE_PICTURE:
        g_string_append(out, "picture");
        append_view(out, cue->view);
        return;
    case FMS_CUE_PANEL:
        append_panel(out, cue->panel);
        note_panel(&notes, cue->panel);
        end_notes(&notes);
        return;
    case FMS_CUE_LOWER_THIRD:
        g_string_append_printf(out, "lower third %s%s%s", cue->third.name, *cue->third.role ? " | " : "",
                               cue->third.role);
        return;
    case FMS_CUE_SOUND:
        g_string_append_printf(out, "sound %s", cue->sound->name);
        note_gain(&notes, cue->gain_cdb);
        end_notes(&notes);
        return;
    case FMS_CUE_MUSIC:
        g_string_append(out, "music");
        append_music(out, &cue->music);
        return;
    }
}

static void append_cue(GString *out, const struct fms_shot *shot, const struct fms_shot_cue *cue)
{
    g_string_append(out, "    * ");
    if (cue->beat < shot->n_beats && cue->at > 0) {
        const char *word = shot->beats[cue->beat].line.text + cue->at;
        g_string_append_printf(out, "at “%.*s”: ", (int) strcspn(word, " ,.;:!?"), word);
    }
    append_happening(out, cue);
    g_string_append_c(out, '\n');
    if (cue->kind == FMS_CUE_PANEL)
        append_rows(out, cue->panel, -1);
}

static void append_cues(GString *out, const struct fms_shot *shot, size_t beat)
{
    for (size_t i = 0; i < shot->n_cues; i++)
        if (shot->cues[i].beat == beat)
            append_cue(out, shot, &shot->cues[i]);
}

/* ---- who says what ---- */

/* A stretch of a line that is said in another way than it is written: "[Worcester: Wooster]". */
static void append_said(GString *out, const char *text, const struct fms_say *say)
{
    static const char *const how[FMS_SAY_N_KINDS] = {
        [FMS_SAY_RESPELL] = "as",  [FMS_SAY_PHONEMES] = "ipa",  [FMS_SAY_EMPHASIS] = "",
        [FMS_SAY_MUTE] = "silent", [FMS_SAY_SPELL] = "spelled", [FMS_SAY_BREAK] = "then ms"
    };
    g_string_append_printf(out, "[%.*s:", say->end - say->begin, text + say->begin);
    if (*how[say->kind])
        g_string_append_printf(out, " %s", how[say->kind]);
    if (*say->value)
        g_string_append_printf(out, " %s", say->value);
    g_string_append_c(out, ']');
}

static void append_words(GString *out, const struct fms_line *line)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    size_t n = 0;
    int32_t at = 0;
    const struct fms_say *all = fms_say_read(ctx, line->say, line->text, &n, NULL);
    for (size_t i = 0; all && i < n; i++) {
        g_string_append_len(out, line->text + at, all[i].begin - at);
        append_said(out, line->text, &all[i]);
        at = all[i].end;
    }
    g_string_append(out, line->text + at);
    talloc_free(ctx);
}

/* How a line is said, as far as it differs from `usual`. */
static void note_voice(struct notes *notes, const struct fms_line *line, const struct fms_board *board)
{
    const struct fms_line *usual = fms_board_usual_line(board);
    if (strcmp(line->language, board->language) != 0)
        note(notes, "in %s", line->language);
    if (strcmp(line->voice, usual->voice) != 0)
        note(notes, "voice %s", *line->voice ? line->voice : "of the language");
    if (line->pace_wpm != usual->pace_wpm)
        note(notes, "pace %" G_GINT64_FORMAT, line->pace_wpm);
    if (line->pitch_permille != 1000)
        note_number(notes, "pitch ", (double) line->pitch_permille / 10, "%");
    note_gain(notes, line->volume_cdb);
}

static void append_beat(GString *out, const struct fms_shot *shot, const struct fms_beat *beat,
                        const struct fms_board *board)
{
    struct notes notes = { out, false };
    bool set = shot->kind == FMS_SHOT_QUOTE || shot->kind == FMS_SHOT_WORDS;
    g_string_append(out, "    ");
    size_t begin = out->len;
    g_string_append(out, beat->speaker ? beat->speaker : "");
    if (set && !beat->shown)
        note(&notes, "heard only");
    note_voice(&notes, &beat->line, board);
    end_notes(&notes);
    if (out->len > begin && out->str[begin] == ' ')
        g_string_erase(out, (gssize) begin, 1);
    g_string_append(out, out->len > begin ? ": " : "");
    append_words(out, &beat->line);
    g_string_append_c(out, '\n');
    if (beat->pause > FMS_PAUSE_CHAPTER && beat->pause != FMS_PAUSE_CREDITS) {
        g_string_append(out, beat->hush ? "    (silence " : "    (pause ");
        append_number(out, (double) beat->pause / (double) FMS_MS(1000), 3);
        g_string_append(out, "s)\n");
    }
}

/* ---- shots ---- */

/* The words of a card are those of its beats, one behind the other; where they are not, they are told. */
static bool tells_its_words(const struct fms_shot *shot)
{
    GString *said = g_string_new(NULL);
    for (size_t i = 0; i < shot->n_beats; i++)
        if (shot->beats[i].shown)
            g_string_append_printf(said, "%s%s", said->len ? " " : "", shot->beats[i].line.text);
    bool tells = strcmp(said->str, shot->words ? shot->words : "") == 0;
    g_string_free(said, TRUE);
    return tells;
}

static void append_what(GString *out, const struct fms_shot *shot)
{
    if (shot->heading)
        g_string_append_printf(out, " %s", shot->heading);
    if (shot->kicker)
        g_string_append_printf(out, " | %s", shot->kicker);
    if (shot->speaker)
        g_string_append_printf(out, " %s", shot->speaker);
    if (shot->work)
        g_string_append_printf(out, " | %s", shot->work);
    if (shot->words && !tells_its_words(shot))
        g_string_append_printf(out, " “%s”", shot->words);
    if (shot->view)
        g_string_append_printf(out, " %s", shot->view->asset->name);
    if (shot->panel) {
        g_string_append_c(out, ' ');
        append_panel(out, shot->panel);
    }
}

static void note_join(struct notes *notes, const struct fms_join *join, bool first)
{
    enum fms_transition usual = first ? FMS_TRANSITION_CUT : FMS_TRANSITION_DISSOLVE;
    if (join->how == usual && (join->length == 0 || join->length == fms_transition_usual(usual)))
        return;
    note(notes, "%s", fms_transition_name(join->how));
    if (join->length)
        note_ticks(notes, "over ", join->length);
}

static void note_length(struct notes *notes, const struct fms_shot *shot)
{
    bool silent = shot->n_beats == 0 && (shot->view || shot->panel || shot->words);
    if (silent)
        note_ticks(notes, "", shot->least);
    if (shot->together)
        note_ticks(notes, "scene at least ", shot->together);
}

static void append_shot(GString *out, const struct fms_shot *shot, bool first)
{
    struct notes notes = { out, false };
    g_string_append(out, shot->kind == FMS_SHOT_PANEL ? "panel" : fms_shot_kind_name(shot->kind));
    append_what(out, shot);
    note_join(&notes, &shot->join, first);
    if (shot->view)
        note_view(&notes, shot->view);
    if (shot->panel)
        note_panel(&notes, shot->panel);
    if (shot->words)
        note_runs(&notes, shot->words, shot->runs, shot->n_runs);
    note_length(&notes, shot);
    end_notes(&notes);
    g_string_append_c(out, '\n');
}

static void append_beats(GString *out, const struct fms_shot *shot, const struct fms_board *board)
{
    if (shot->panel)
        append_rows(out, shot->panel, -1);
    for (size_t i = 0; i < shot->n_beats; i++) {
        if (shot->panel)
            append_rows(out, shot->panel, (int) i);
        if (shot->kind != FMS_SHOT_CHAPTER || strcmp(shot->beats[i].line.text, shot->heading) != 0)
            append_beat(out, shot, &shot->beats[i], board);
        append_cues(out, shot, i);
    }
    append_cues(out, shot, shot->n_beats);
}

/* ---- the whole ---- */

static void append_head(GString *out, const struct fms_board *board)
{
    const struct fms_line *usual = fms_board_usual_line(board);
    struct notes notes = { out, false };
    g_string_append_printf(out, "film in %s", board->language);
    if (*board->author)
        note(&notes, "by %s", board->author);
    if (usual && *usual->voice)
        note(&notes, "voice %s", usual->voice);
    if (usual && usual->pace_wpm != FMS_HOUSE_PACE)
        note(&notes, "pace %" G_GINT64_FORMAT, usual->pace_wpm);
    if (*board->theme)
        note(&notes, "theme %s", board->theme);
    if (strcmp(board->captions, "burned") != 0)
        note(&notes, "captions %s", board->captions);
    if (board->loudness_clufs)
        note_number(&notes, "", board->loudness_clufs / 100.0, " LUFS");
    end_notes(&notes);
    if (board->music.asset) {
        g_string_append(out, ", music");
        append_music(out, &board->music);
    }
    g_string_append_c(out, '\n');
}

void fms_board_brief(const struct fms_board *board, GString *out)
{
    append_head(out, board);
    for (size_t i = 0; i < board->n_shots; i++) {
        append_shot(out, &board->shots[i], i == 0);
        append_beats(out, &board->shots[i], board);
    }
    for (size_t i = 0; i < board->n_credits; i++) {
        const struct fms_credit *credit = &board->credits[i];
        g_string_append_printf(out, "    %s%s%s\n", credit->role, *credit->role ? " | " : "", credit->names);
    }
}
