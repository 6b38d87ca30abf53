/**
 * The schedule: which step may run next. A bare data structure: it runs nothing and locks nothing.
 *
 * A step is open until it is settled as done or failed. It may be handed out once everything that it needs is done;
 * if something that it needs fails, it is skipped, and what needs it likewise. Steps with the same key are twins: one
 * is handed out for all of them.
 */
#pragma once

#include "plan.h"

#include <stdbool.h>

struct fms_schedule;

/** All steps open. Borrows `plan`. Free with fms_schedule_free(). @param n_workers  how many steps are made at once. */
struct fms_schedule *fms_schedule_new(const struct fms_plan *plan, size_t n_workers);
void fms_schedule_free(struct fms_schedule *schedule);

/** The first step with the same key, itself if there is none before it. */
size_t fms_schedule_twin(const struct fms_schedule *schedule, size_t i);

/**
 * Hands out a step that may run: the dearest of those that cost a good part of the whole plan, else the first of the plan, but
 * near the end the dearest again, so that no worker is left alone with it. While a clip is decoded, before the end, one of the next
 * that decode none.
 * @return false if none may now.
 */
bool fms_schedule_next(struct fms_schedule *schedule, size_t *i);

/** Settles a step that was handed out, or any before the first is; twins are settled with it. */
void fms_schedule_settle(struct fms_schedule *schedule, size_t i, bool done);

/** Is this step's result there? */
bool fms_schedule_is_done(const struct fms_schedule *schedule, size_t i);

/** Steps neither done, failed nor skipped; twins are not counted. */
size_t fms_schedule_n_open(const struct fms_schedule *schedule);
