/*
 * The text dump of a storyboard: a line a shot, its beats below, indented. Only what the board itself decides; no path.
 */
#include "board.h"

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

static void append_span(GString *out, struct fms_span span)
{
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
}

static void append_shot(GString *out, const struct fms_shot *shot)
{
    g_string_append_printf(out, "%s %s %s", fms_shot_kind_name(shot->kind), shot->name,
                           fms_transition_name(shot->join.how));
    append_ms(out, "over", shot->join.length);
    append_ms(out, "lead", shot->lead);
    append_ms(out, "least", shot->least);
    append_string(out, "kicker", shot->kicker);
    append_string(out, "heading", shot->heading);
    append_string(out, "words", shot->words);
    append_string(out, "speaker", shot->speaker);
    append_string(out, "work", shot->work);
    if (shot->kind == FMS_SHOT_QUOTE)
        g_string_append_printf(out, " %s%s", shot->opens ? "opens" : "-", shot->closes ? " closes" : " -");
    if (shot->view)
        append_view(out, shot->view);
    g_string_append(out, shot->starts_chapter ? " starts-chapter" : "");
    append_span(out, shot->span);
    g_string_append_c(out, '\n');
}

static void append_beat(GString *out, const struct fms_beat *beat)
{
    g_string_append(out, beat->shown ? "  shown" : "  spoken");
    append_string(out, "text", beat->line.text);
    append_ms(out, "pause", beat->pause);
    append_span(out, beat->span);
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
    append_string(out, "music", board->music.asset ? board->music.asset->name : NULL);
    g_string_append_c(out, '\n');
}

/* Voice and pace are the same in every line of a board. */
static void append_voice(GString *out, const struct fms_board *board)
{
    for (size_t i = 0; i < board->n_shots; i++)
        if (board->shots[i].n_beats > 0) {
            g_string_append(out, "voice");
            append_string(out, "name", board->shots[i].beats[0].line.voice);
            g_string_append_printf(out, " pace=%" G_GINT64_FORMAT "\n", board->shots[i].beats[0].line.pace_wpm);
            return;
        }
}

void fms_board_dump(const struct fms_board *board, GString *out)
{
    append_head(out, board);
    append_voice(out, board);
    for (size_t i = 0; i < board->n_shots; i++) {
        append_shot(out, &board->shots[i]);
        for (size_t k = 0; k < board->shots[i].n_beats; k++)
            append_beat(out, &board->shots[i].beats[k]);
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
