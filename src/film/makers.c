/*
 * The film out of its parts, the last look at it, and the table of all makers.
 */
#include "makers-private.h"

#include "media.h"
#include "qc.h"

static char *credits_text(TALLOC_CTX *ctx, const struct fms_board *board)
{
    char *text = talloc_strdup(ctx, "");
    for (size_t i = 0; i < board->n_credits; i++) {
        const struct fms_credit *credit = &board->credits[i];
        text = talloc_asprintf_append(text, "%s%s%s%s", i ? "\n" : "", credit->role, *credit->role ? ": " : "",
                                      credit->names);
    }
    return text;
}

static struct fms_join_text *join_cues(TALLOC_CTX *ctx, const struct fms_timeline *timeline)
{
    struct fms_join_text *texts = talloc_array(ctx, struct fms_join_text, timeline->n_cues);
    for (size_t i = 0; i < timeline->n_cues; i++)
        texts[i] = (struct fms_join_text){ timeline->cues[i].begin, timeline->cues[i].end, timeline->cues[i].text };
    return texts;
}

static struct fms_join_text *join_chapters(TALLOC_CTX *ctx, const struct fms_timeline *timeline)
{
    struct fms_join_text *texts = talloc_array(ctx, struct fms_join_text, timeline->n_chapters);
    for (size_t i = 0; i < timeline->n_chapters; i++)
        texts[i] = (struct fms_join_text){ timeline->chapters[i].begin, timeline->chapters[i].end,
                                           timeline->chapters[i].title };
    return texts;
}

bool fms_make_film(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                   const int *stop, GError **error)
{
    struct fms_house *house = user;
    const struct fms_timeline *timeline = step->timeline;
    const struct fms_board *board = timeline->board;
    TALLOC_CTX *ctx = talloc_new(NULL);
    size_t n_segments = step->n_needs - 1;
    int64_t *frames = talloc_array(ctx, int64_t, n_segments);
    for (size_t i = 0; i < n_segments; i++)
        frames[i] = house->plan->steps[step->needs[i]].segment.n;
    struct fms_join_params params = {
        .segments = inputs,
        .segment_frames = frames,
        .n_segments = n_segments,
        .sound = inputs[n_segments],
        .n_frames = timeline->n_frames,
        .rate_num = timeline->rate.num,
        .rate_den = timeline->rate.den,
        .title = board->title,
        .series = board->series,
        .author = board->author,
        .language = board->language,
        .credits = credits_text(ctx, board),
        .captions = join_cues(ctx, timeline),
        .n_captions = fms_board_has_captions(board) ? timeline->n_cues : 0,
        .chapters = join_chapters(ctx, timeline),
        .n_chapters = timeline->n_chapters,
    };
    bool good = fms_film_join(draft, &params, error);
    talloc_free(ctx);
    return good;
}

static bool report_check(const struct fms_diags *found, GError **error)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < fms_diags_count(found); i++) {
        const struct fms_diag *diag = fms_diags_get(found, i);
        g_string_append_printf(text, "%s%s [%s]", i ? "; " : "", diag->message, diag->code);
    }
    g_set_error(error, FMS_CHECK_FAILED, 0, "the film does not pass its check: %s", text->str);
    g_string_free(text, TRUE);
    return false;
}

/* Most of a film's keyframes were in the one before. */
static bool recall_keyframe(void *store, const struct fms_digest *key, bool *black)
{
    char *known = fms_store_recall(store, key);
    *black = known && *known == 'b';
    g_free(known);
    return known != NULL;
}

static void remember_keyframe(void *store, const struct fms_digest *key, bool black)
{
    fms_store_remember(store, key, black ? "black" : "plays");
}

bool fms_make_check(void *user, const struct fms_step *step, const char *const *inputs, const char *draft,
                    const int *stop, GError **error)
{
    struct fms_house *house = user;
    struct fms_sound_facts sound;
    struct fms_qc_facts facts = { .loudness_clufs = step->settings->loudness_clufs,
                                  .true_peak_cdbtp = step->settings->true_peak_cdbtp };
    if (!fms_house_sound(house, &house->plan->steps[step->needs[1]].key, inputs[1], &sound, error))
        return false;
    facts.integrated_lufs = sound.film.integrated_lufs;
    facts.true_peak_dbtp = sound.film.true_peak_dbtp;
    const struct fms_keyframe_memory memory = { house->store, recall_keyframe, remember_keyframe };
    struct fms_diags *found = fms_diags_new(NULL);
    bool good = fms_qc_check(inputs[0], step->timeline, &facts, &memory, found) || report_check(found, error);
    talloc_free(found);
    if (good && !g_file_set_contents(draft, "passed\n", -1, NULL)) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot write the verdict");
        good = false;
    }
    return good;
}

/* One plan's share of the progress that the person sees. */
struct share {
    const struct fms_build_options *options;
    int from, to;
};

static void show_share(void *user, const struct fms_progress *progress)
{
    const struct share *share = user;
    struct fms_progress whole = *progress;
    whole.total = 1000;
    whole.done = share->from + (share->to - share->from) * progress->done / MAX(progress->total, 1);
    whole.left_us = share->to == 1000 ? progress->left_us : -1;
    share->options->progress(share->options->user, &whole);
}

static void pass_event(void *user, const struct fms_build_event *event)
{
    const struct share *share = user;
    share->options->event(share->options->user, event);
}

bool fms_house_run(struct fms_house *house, const struct fms_plan *plan, int from, int to)
{
    house->plan = plan;
    struct fms_makers makers = {
        .user = house,
        .make = { [FMS_STEP_ALIGN] = fms_make_alignment,
                  [FMS_STEP_TAKE] = fms_make_take,
                  [FMS_STEP_SEGMENT] = fms_make_segment,
                  [FMS_STEP_MIX] = fms_make_mix,
                  [FMS_STEP_FILM] = fms_make_film,
                  [FMS_STEP_POSTER] = fms_make_poster,
                  [FMS_STEP_CHECK] = fms_make_check,
                  [FMS_STEP_STEM] = fms_make_stem },
        .forgive = fms_house_forgive,
    };
    struct fms_build_tally tally = { 0 };
    struct share share = { &house->request->build, from, to };
    struct fms_build_options options = house->request->build;
    options.user = &share;
    options.progress = options.progress ? show_share : NULL;
    options.event = options.event ? pass_event : NULL;
    bool good = fms_build_run(plan, house->store, &makers, &options, &tally, house->diags);
    for (size_t i = 0; i < FMS_N_STEP_KINDS; i++) {
        house->tally.ran[i] += tally.ran[i];
        house->tally.found[i] += tally.found[i];
    }
    return good;
}
