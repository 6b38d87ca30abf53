/*
 * A shot is parted at a seam: so many beats, and so much of what is set, belong to the first part. Seams are weighed by how far they
 * lie from the middle of what is set.
 */
#include "part.h"

#include "characters.h"

#include <string.h>

#define PART_LEAST FMS_MS(1000)

/* What the first part has. */
struct seam {
    size_t n_beats;
    size_t end, begin; /* bytes: of the words, where its own end and where the other's begin */
    size_t n_rows;     /* or rows of a panel */
};

/* ---- words that are said as they are seen ---- */

/* Where the words of a beat stand in the shot's; -1 where nobody can tell. */
static int64_t place_of(const struct fms_shot *shot, const struct fms_beat *beat, size_t from)
{
    const char *found = beat->shown && *beat->line.text ? strstr(shot->words + from, beat->line.text) : NULL;
    return found ? found - shot->words : -1;
}

static size_t without_blanks(const char *text, size_t end)
{
    while (end > 0 && g_unichar_isspace(fms_char_before(text, end)))
        end = (size_t) (g_utf8_prev_char(text + end) - text);
    return end;
}

/* Half a card further off is as bad as a sentence that is torn. */
static size_t badness(size_t at, size_t length, bool torn)
{
    size_t half = length / 2, far = at > half ? at - half : half - at;
    return far + (torn ? length / 4 : 0);
}

static bool words_seam(const struct fms_shot *shot, struct seam *seam)
{
    size_t length = strlen(shot->words), from = 0, least = G_MAXSIZE;
    for (size_t i = 0; i < shot->n_beats; i++) {
        const struct fms_beat *beat = &shot->beats[i];
        int64_t at = place_of(shot, beat, from);
        if (at < 0)
            continue;
        bool torn = i > 0 && beat[-1].pause < FMS_MS(200);
        size_t bad = badness((size_t) at, length, torn);
        if (at > 0 && i > 0 && bad < least) {
            least = bad;
            *seam =
                (struct seam){ .n_beats = i, .end = without_blanks(shot->words, (size_t) at), .begin = (size_t) at };
        }
        from = (size_t) at + strlen(beat->line.text);
    }
    return least < G_MAXSIZE && seam->end > 0;
}

/* Bytes [begin, end) of a text with runs: those of them that lie in it. */
static const struct fms_text_run *runs_in(TALLOC_CTX *ctx, const struct fms_text_run *runs, size_t n, struct seam range,
                                          size_t *n_out)
{
    struct fms_text_run *out = talloc_array(ctx, struct fms_text_run, n + 1);
    int32_t begin = (int32_t) range.begin, end = (int32_t) range.end;
    *n_out = 0;
    for (size_t i = 0; i < n; i++)
        if (runs[i].begin < end && runs[i].end > begin)
            out[(*n_out)++] = (struct fms_text_run){ MAX(runs[i].begin, begin) - begin, MIN(runs[i].end, end) - begin,
                                                     runs[i].style, runs[i].reading };
    return out;
}

static void take_words(TALLOC_CTX *ctx, struct fms_shot *part, const struct fms_shot *shot, struct seam range)
{
    part->words = talloc_strndup(ctx, shot->words + range.begin, range.end - range.begin);
    part->runs = runs_in(ctx, shot->runs, shot->n_runs, range, &part->n_runs);
}

static void part_words(TALLOC_CTX *ctx, const struct fms_shot *shot, const struct seam *seam, struct fms_shot out[2])
{
    take_words(ctx, &out[0], shot, (struct seam){ .begin = 0, .end = seam->end });
    take_words(ctx, &out[1], shot, (struct seam){ .begin = seam->begin, .end = strlen(shot->words) });
    out[0].closes = out[1].opens = false;
}

/* ---- panels ---- */

static bool has_lines(const struct fms_panel *panel)
{
    return panel->kind == FMS_BOARD_CODE || panel->kind == FMS_BOARD_TEXT;
}

/* Beats that are said over all of a panel go with its parts, as many as they are of it. */
static size_t share_of(const struct fms_shot *shot, size_t n, size_t of)
{
    return shot->n_beats * n / of;
}

static bool lines_seam(const struct fms_shot *shot, struct seam *seam)
{
    const char *text = shot->panel->text;
    size_t length = strlen(text), least = G_MAXSIZE;
    for (const char *at = text; (at = strchr(at, '\n')); at++) {
        size_t end = (size_t) (at - text), behind = end + strspn(at, "\n");
        bool torn = behind == end + 1; /* an empty line is the better place */
        size_t bad = badness(end, length, torn);
        if (end > 0 && text[behind] && bad < least) {
            least = bad;
            *seam = (struct seam){ .n_beats = share_of(shot, end, length), .end = end, .begin = behind };
        }
    }
    return least < G_MAXSIZE;
}

static size_t row_length(const struct fms_panel *panel, size_t row)
{
    size_t length = 1;
    for (size_t i = 0; i < panel->n_columns; i++)
        length += strlen(panel->cells[row * panel->n_columns + i]);
    return length;
}

/* A row may begin a part if all before it has come by then; an item within another stays with it where it can. */
static bool may_begin(const struct fms_panel *panel, size_t row)
{
    return row > panel->has_head && (!panel->rows || panel->rows[row] > 0);
}

static bool rows_seam(const struct fms_shot *shot, struct seam *seam)
{
    const struct fms_panel *panel = shot->panel;
    size_t length = 0, before = 0, least = G_MAXSIZE;
    for (size_t row = panel->has_head; row < panel->n_rows; row++)
        length += row_length(panel, row);
    for (size_t row = panel->has_head; row < panel->n_rows; row++) {
        bool torn = panel->levels && panel->levels[row] > 0;
        size_t bad = badness(before, length, torn);
        if (may_begin(panel, row) && bad < least) {
            least = bad;
            seam->n_rows = row;
            seam->n_beats = panel->rows ? (size_t) panel->rows[row] : share_of(shot, before, length);
        }
        before += row_length(panel, row);
    }
    return least < G_MAXSIZE;
}

/* Rows [from, to) of a panel, behind its head if it has one. */
static void take_rows(TALLOC_CTX *ctx, struct fms_panel *part, size_t from, size_t to, size_t n_beats_before)
{
    const struct fms_panel whole = *part;
    size_t n_columns = whole.n_columns, head = whole.has_head;
    part->n_rows = to - from + head;
    const char **cells = talloc_array(ctx, const char *, part->n_rows *n_columns);
    memcpy(cells, whole.cells, head * n_columns * sizeof *cells);
    memcpy(cells + head * n_columns, whole.cells + from * n_columns, (to - from) * n_columns * sizeof *cells);
    part->cells = cells;
    part->numbers = whole.numbers ? whole.numbers + from : NULL;
    part->levels = whole.levels ? whole.levels + from : NULL;
    if (!whole.rows)
        return;
    int32_t *rows = talloc_array(ctx, int32_t, part->n_rows);
    for (size_t i = from; i < to; i++)
        rows[i - from] = MAX(whole.rows[i] - (int32_t) n_beats_before, -1);
    part->rows = rows;
}

static void take_lines(TALLOC_CTX *ctx, struct fms_panel *part, struct seam range)
{
    part->runs = runs_in(ctx, part->runs, part->n_runs, range, &part->n_runs);
    part->text = talloc_strndup(ctx, part->text + range.begin, range.end - range.begin);
}

static void part_panel(TALLOC_CTX *ctx, const struct fms_shot *shot, const struct seam *seam, struct fms_shot out[2])
{
    struct fms_panel *parts = talloc_array(ctx, struct fms_panel, 2);
    const struct fms_panel *panel = shot->panel;
    parts[0] = parts[1] = *panel;
    out[0].panel = &parts[0];
    out[1].panel = &parts[1];
    if (has_lines(panel)) {
        take_lines(ctx, &parts[0], (struct seam){ .begin = 0, .end = seam->end });
        take_lines(ctx, &parts[1], (struct seam){ .begin = seam->begin, .end = strlen(panel->text) });
        return;
    }
    take_rows(ctx, &parts[0], panel->has_head, seam->n_rows, 0);
    take_rows(ctx, &parts[1], seam->n_rows, panel->n_rows, seam->n_beats);
}

/* ---- shots ---- */

static bool seam_of(const struct fms_shot *shot, struct seam *seam)
{
    *seam = (struct seam){ 0 };
    if (shot->kind == FMS_SHOT_QUOTE || shot->kind == FMS_SHOT_WORDS)
        return words_seam(shot, seam);
    if (shot->kind != FMS_SHOT_PANEL)
        return false;
    if (shot->panel->kind == FMS_BOARD_LIST || shot->panel->kind == FMS_BOARD_TABLE)
        return rows_seam(shot, seam);
    return has_lines(shot->panel) && lines_seam(shot, seam);
}

/* What happens at a word goes with the beat that says it. */
static void part_cues(TALLOC_CTX *ctx, const struct fms_shot *shot, size_t n_beats, struct fms_shot out[2])
{
    size_t n = 0;
    while (n < shot->n_cues && shot->cues[n].beat < (shot->n_beats ? n_beats : 1))
        n++;
    out[0].n_cues = n;
    out[1].n_cues = shot->n_cues - n;
    if (out[1].n_cues == 0)
        return;
    struct fms_shot_cue *later = talloc_memdup(ctx, shot->cues + n, out[1].n_cues * sizeof *later);
    out[1].cues = later;
    for (size_t i = 0; i < out[1].n_cues; i++)
        later[i].beat -= n_beats;
}

static void part_shot(TALLOC_CTX *ctx, const struct fms_shot *shot, const struct seam *seam, struct fms_shot out[2])
{
    bool cuts = shot->join.how == FMS_TRANSITION_CUT;
    out[0] = out[1] = *shot;
    out[0].name = talloc_asprintf(ctx, "%sa", shot->name);
    out[1].name = talloc_asprintf(ctx, "%sb", shot->name);
    out[1].join = (struct fms_join){ .how = cuts ? FMS_TRANSITION_CUT : FMS_TRANSITION_DISSOLVE };
    out[1].lead = 0;
    out[1].starts_chapter = false;
    out[0].least = out[1].least = MAX(shot->least / 2, PART_LEAST);
    out[0].n_together = 0;
    out[0].together = 0;
    out[0].n_beats = seam->n_beats;
    out[1].n_beats -= seam->n_beats;
    out[1].beats = shot->beats ? shot->beats + seam->n_beats : NULL;
    part_cues(ctx, shot, seam->n_beats, out);
    if (shot->kind == FMS_SHOT_PANEL)
        part_panel(ctx, shot, seam, out);
    else
        part_words(ctx, shot, seam, out);
}

/* A scene's length counts its shots: those that were parted count twice. */
static void count_together(const struct fms_board *old, const bool *parted, GArray *shots)
{
    for (size_t i = 0, at = 0; i < old->n_shots; i++) {
        at += 1 + parted[i];
        struct fms_shot *last = &g_array_index(shots, struct fms_shot, at - 1);
        for (size_t k = 0; k < old->shots[i].n_together; k++)
            last->n_together += parted[i - k];
    }
}

const struct fms_board *fms_board_part(TALLOC_CTX *ctx, const struct fms_board *board, const bool *wanted)
{
    GArray *shots = g_array_new(FALSE, FALSE, sizeof(struct fms_shot));
    struct fms_board *out = talloc_memdup(ctx, board, sizeof *board);
    bool *parted = talloc_zero_array(out, bool, board->n_shots);
    for (size_t i = 0; i < board->n_shots; i++) {
        struct fms_shot parts[2] = { board->shots[i] };
        struct seam seam;
        parted[i] = wanted[i] && seam_of(&board->shots[i], &seam);
        if (parted[i])
            part_shot(out, &board->shots[i], &seam, parts);
        g_array_append_vals(shots, parts, 1 + parted[i]);
    }
    bool any = shots->len > board->n_shots;
    count_together(board, parted, shots);
    out->n_shots = shots->len;
    out->shots = talloc_memdup(out, shots->data, shots->len * sizeof(struct fms_shot));
    g_array_free(shots, TRUE);
    if (!any)
        TALLOC_FREE(out);
    return out;
}
