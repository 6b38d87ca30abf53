/*
 * Cues: what happens at a place of the narration waits in a queue until the beat is made that says the place. Each kind
 * of due comes in order of place, so the queues are only ever looked at by their heads.
 */
#include "director-private.h"

void fms_due_add(struct fms_director *director, enum fms_due_kind kind, const struct fms_due *due)
{
    g_array_append_val(director->dues[kind].dues, *due);
}

static bool is_before(struct fms_spot a, struct fms_spot b)
{
    return a.block < b.block || (a.block == b.block && a.at < b.at);
}

/* The due with the earliest spot before `spot`, taken out of its queue; false where there is none. */
static bool take(struct fms_director *director, struct fms_spot spot, struct fms_due *out)
{
    struct fms_due_queue *best = NULL;
    for (size_t kind = 0; kind < FMS_N_DUE_KINDS; kind++) {
        struct fms_due_queue *queue = &director->dues[kind];
        if (queue->next == queue->dues->len)
            continue;
        struct fms_spot head = g_array_index(queue->dues, struct fms_due, queue->next).spot;
        if (is_before(head, spot) &&
            (!best || is_before(head, g_array_index(best->dues, struct fms_due, best->next).spot)))
            best = queue;
    }
    if (!best)
        return false;
    *out = g_array_index(best->dues, struct fms_due, best->next++);
    return true;
}

void fms_shot_add_cue(struct fms_director *director, struct fms_shot *shot, const struct fms_shot_cue *cue)
{
    size_t n = shot->n_cues;
    struct fms_shot_cue *cues = (struct fms_shot_cue *) (uintptr_t) shot->cues;
    if ((n & (n - 1)) == 0) /* full: twice the room */
        cues = talloc_realloc(director->board, cues, struct fms_shot_cue, n ? 2 * n : 1);
    cues[n] = *cue;
    shot->cues = cues;
    shot->n_cues++;
}

static void show_picture(struct fms_director *director, const struct fms_sight *sight, struct fms_shot_cue *cue)
{
    struct fms_view *view = talloc_memdup(director->board, &sight->view, sizeof sight->view);
    view->parts = fms_parts_join(director, sight->parts);
    if (sight->parts)
        sight->parts->begun = true;
    cue->view = view;
    director->seen = sight;
}

/* What a cue does to the shots that follow. */
static void happen(struct fms_director *director, const struct fms_due *due, struct fms_shot_cue *cue)
{
    struct fms_parts *parts = director->seen ? director->seen->parts : NULL;
    if (cue->kind == FMS_CUE_PICTURE)
        show_picture(director, due->sight, cue);
    else if (cue->kind == FMS_CUE_REVEAL && parts)
        fms_parts_show(parts, cue->parts);
    else if (cue->kind == FMS_CUE_HIDE && parts)
        fms_parts_hide(director, parts, cue->parts);
}

void fms_dues_attach(struct fms_director *director, struct fms_shot *shot, size_t beat, const struct fms_piece *piece,
                     const struct fms_fold *fold)
{
    struct fms_spot end = { piece->block, piece->end }, begin = { piece->block, piece->begin };
    for (struct fms_due due; take(director, end, &due);) {
        due.cue.beat = beat;
        due.cue.at = is_before(begin, due.spot) ? (int32_t) fms_fold_place(fold, due.spot.at) : 0;
        happen(director, &due, &due.cue);
        fms_shot_add_cue(director, shot, &due.cue);
    }
}

void fms_dues_attach_silent(struct fms_director *director, struct fms_shot *shot, size_t block)
{
    struct fms_spot end = { block, 0 };
    for (struct fms_due due; take(director, end, &due);) {
        due.cue.beat = shot->n_beats;
        due.cue.at = 0;
        happen(director, &due, &due.cue);
        fms_shot_add_cue(director, shot, &due.cue);
    }
}

void fms_dues_attach_last(struct fms_director *director, struct fms_shot *shot)
{
    struct fms_spot end = { SIZE_MAX, 0 };
    for (struct fms_due due; take(director, end, &due);) {
        if (due.cue.kind == FMS_CUE_MUSIC || due.cue.kind == FMS_CUE_SOUND)
            fms_shot_add_cue(director, shot, &due.cue);
        else
            fms_warning(director->diags, due.cue.span, "cue.late",
                        "put it before the words with which it is to be seen",
                        "nothing is said or seen any more when this happens");
    }
}
