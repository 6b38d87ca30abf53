/**
 * The pace: how long steps take on this machine, learnt from those that it has made. Kept in the store, for each host.
 * It orders nothing and enters no key; it tells what a build will cost before it is paid, and how much time is left.
 */
#pragma once

#include "plan.h"
#include "store.h"

struct fms_pace;

/** What the store remembers; nothing learnt is as good as the plan's own guess. Free with fms_pace_free(). */
struct fms_pace *fms_pace_load(struct fms_store *store);
void fms_pace_free(struct fms_pace *pace);

/** How long a step will take, in microseconds, at least 1. */
int64_t fms_pace_of(const struct fms_pace *pace, const struct fms_step *step);

/** Learns from a step that took so long. */
void fms_pace_learn(struct fms_pace *pace, const struct fms_step *step, int64_t took_us);

/** Writes down what was learnt, if anything was. */
void fms_pace_save(struct fms_pace *pace, struct fms_store *store);
