/*
 * Recorded narration: of what a film says, what somebody reads in which recording; where it is in there; and what of the
 * recording each line is then cut from. A line that is not there is spoken, a heading that is not there only shown.
 */
#include "alignment-private.h"
#include "house-private.h"

#include <string.h>

enum {
    ALIGNMENTS_PERMILLE = 20, /* of a compile's work */
    REFERENCE_PACE = 165,
    MOST_STRANGE = 850, /* what is as unlike its text as this was not read: 600 is a rough voice, 1100 another text */
    BEFORE = FMS_SAMPLE_RATE * 15 / 1000, /* a soft beginning is quieter than what is heard as one */
    BEHIND = FMS_SAMPLE_RATE * 60 / 1000
};

/* A beat that is read in a recording. */
struct read_beat {
    const struct fms_beat *beat;
    bool heading;
};

/* A recording with the beats of one edition that are read in it. */
struct reel {
    struct fms_session session;
    GArray *beats;    /* struct read_beat */
    GPtrArray *lines; /* const struct fms_line: as the reference says them */
};

static void free_reel(gpointer data)
{
    struct reel *reel = data;
    g_array_unref(reel->beats);
    g_ptr_array_unref(reel->lines);
    g_free(reel);
}

static struct reel *reel_of(GPtrArray *reels, guint first, const struct fms_asset *recording, struct fms_span span)
{
    for (guint i = first; i < reels->len; i++) {
        struct reel *reel = reels->pdata[i];
        if (reel->session.recording == recording)
            return reel;
    }
    struct reel *reel = g_new0(struct reel, 1);
    reel->session.recording = recording;
    reel->session.span = span;
    reel->beats = g_array_new(FALSE, FALSE, sizeof(struct read_beat));
    reel->lines = g_ptr_array_new();
    g_ptr_array_add(reels, reel);
    return reel;
}

/* The reference is the language's own voice, whoever speaks the line: it is only compared. */
static void add_beat(struct fms_house *house, struct reel *reel, const struct fms_beat *beat, bool heading)
{
    struct fms_line *line = talloc_zero(house, struct fms_line);
    *line = (struct fms_line){ .text = beat->line.text,
                               .language = beat->line.language,
                               .voice = "",
                               .pace_wpm = REFERENCE_PACE,
                               .pitch_permille = 1000,
                               .say = beat->line.say };
    struct read_beat read = { beat, heading };
    g_array_append_val(reel->beats, read);
    g_ptr_array_add(reel->lines, line);
}

static void add_board(struct fms_house *house, GPtrArray *reels, const struct fms_board *board)
{
    guint first = reels->len;
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t b = 0; b < board->shots[i].n_beats; b++) {
            const struct fms_beat *beat = &board->shots[i].beats[b];
            if (!beat->recording)
                continue;
            struct reel *reel = reel_of(reels, first, beat->recording, beat->span);
            add_beat(house, reel, beat, board->shots[i].kind == FMS_SHOT_CHAPTER);
        }
}

/* ---- what is found ---- */

/* The words of a line as its cut has them: from the cut's own beginning, in order, none of them empty. */
static const struct fms_word *cut_words(struct fms_cut *cut, const struct fms_placed *placed)
{
    struct fms_word *words = talloc_array(cut, struct fms_word, placed->n_words);
    int64_t before = 0;
    size_t n = 0;
    for (size_t w = 0; w < placed->n_words; w++) {
        struct fms_word word = placed->words[w];
        word.from = w == 0 ? 0 : MAX(word.from - cut->from, before);
        word.to = MIN(MAX(word.to - cut->from, word.from), cut->to - cut->from);
        if (word.to <= word.from && n > 0) {
            words[n - 1].end = word.end;
            continue;
        }
        before = word.to;
        words[n++] = word;
    }
    cut->n_words = n;
    return words;
}

static void add_cut(struct fms_house *house, const struct fms_asset *recording, const struct fms_beat *beat,
                    const struct fms_placed *placed)
{
    const struct fms_cut *kept = g_hash_table_lookup(house->cuts, &beat->line);
    if (kept && !kept->finished)
        return; /* this line has been recorded once more, by itself */
    struct fms_cut *cut = talloc_zero(house, struct fms_cut);
    cut->path = recording->path;
    cut->digest = recording->digest;
    if (placed) {
        cut->from = MAX(placed->from - BEFORE, 0);
        cut->to = placed->to + BEHIND;
        cut->words = cut_words(cut, placed);
    }
    g_hash_table_insert(house->cuts, (gpointer) &beat->line, cut);
}

const struct fms_cut *fms_house_cut(const struct fms_house *house, const struct fms_line *line)
{
    return g_hash_table_lookup(house->cuts, line);
}

enum finding { FOUND, MISSING, REPEATED };

static enum finding finding_of(const struct fms_placed *placed, bool heading)
{
    if (placed->n_times > 0 && placed->strangeness_permille <= MOST_STRANGE)
        return placed->n_times > 1 ? REPEATED : FOUND;
    return placed->n_times < 0 || heading ? FOUND : MISSING;
}

/* `n` lines one after another, of which `beat` is the first. */
static void report(struct fms_house *house, const struct reel *reel, enum finding finding, guint first, guint n)
{
    const struct fms_beat *beat = g_array_index(reel->beats, struct read_beat, first).beat;
    const char *name = reel->session.recording->name;
    char *more = n > 1 ? g_strdup_printf(" and the %u after it", n - 1) : g_strdup("");
    bool one = n == 1;
    if (finding == MISSING)
        fms_warning(house->diags, beat->span, "voice.missing", "record it, or leave it to the voice: (audio: none)",
                    "this line%s %s not heard in '%s'; the voice speaks %s", more, one ? "is" : "are", name,
                    one ? "it" : "them");
    else
        fms_warning(house->diags, beat->span, "voice.repeated", NULL,
                    "this line%s %s read more than once in '%s'; the last time is taken", more, one ? "is" : "are",
                    name);
    g_free(more);
}

static void report_all(struct fms_house *house, const struct reel *reel, struct fms_placed *const *placed)
{
    for (guint i = 0, n; i < reel->beats->len; i += n) {
        enum finding finding = finding_of(placed[i], g_array_index(reel->beats, struct read_beat, i).heading);
        for (n = 1; i + n < reel->beats->len; n++)
            if (finding_of(placed[i + n], g_array_index(reel->beats, struct read_beat, i + n).heading) != finding)
                break;
        if (finding != FOUND)
            report(house, reel, finding, i, n);
    }
}

static void cut_reel(struct fms_house *house, const struct reel *reel, struct fms_placed *const *placed)
{
    for (guint i = 0; i < reel->beats->len; i++) {
        const struct read_beat *read = &g_array_index(reel->beats, struct read_beat, i);
        bool found = placed[i]->n_times > 0 && placed[i]->strangeness_permille <= MOST_STRANGE;
        if (found || read->heading)
            add_cut(house, reel->session.recording, read->beat, found ? placed[i] : NULL);
    }
    report_all(house, reel, placed);
}

static void read_reel(struct fms_house *house, const struct reel *reel, const struct fms_step *step)
{
    char *path = fms_store_find(house->store, &step->key);
    struct fms_placed **placed = path ? fms_alignment_read(NULL, path, reel->beats->len) : NULL;
    if (placed)
        cut_reel(house, reel, placed);
    else
        fms_error(house->diags, step->span, "machine.failed", NULL, "the times of '%s' are gone from the store",
                  reel->session.recording->name);
    talloc_free(placed);
    g_free(path);
}

static bool align_reels(struct fms_house *house, GPtrArray *reels)
{
    struct fms_session *sessions = talloc_array(house, struct fms_session, reels->len);
    for (guint i = 0; i < reels->len; i++) {
        struct reel *reel = reels->pdata[i];
        reel->session.n = reel->lines->len;
        reel->session.lines = (const struct fms_line *const *) reel->lines->pdata;
        sessions[i] = reel->session;
    }
    const struct fms_plan *plan = fms_plan_alignments(house, sessions, reels->len, house->voice);
    if (!fms_house_run(house, plan, 0, ALIGNMENTS_PERMILLE))
        return false;
    size_t n_errors = fms_diags_n_errors(house->diags);
    for (guint i = 0; i < reels->len; i++)
        read_reel(house, reels->pdata[i], &plan->steps[i]);
    return fms_diags_n_errors(house->diags) == n_errors;
}

bool fms_house_cut_recordings(struct fms_house *house)
{
    GPtrArray *reels = g_ptr_array_new_with_free_func(free_reel);
    for (size_t i = 0; i < house->n_editions; i++)
        if (!house->editions[i].failed)
            add_board(house, reels, house->editions[i].board);
    bool good = reels->len == 0 || align_reels(house, reels);
    g_ptr_array_unref(reels);
    return good;
}
