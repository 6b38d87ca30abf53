/**
 * Riding the faders: where the sound under a voice would come nearer to it than it may, it is taken down, slowly and before
 * it happens. Planned from what was heard beforehand.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/** What is heard in a hundredth of a second, in LUFS over the last 400 ms; −HUGE_VAL for nothing. */
struct fms_ride_hop {
    float voice, bed; /**< `bed`: music and what else makes room for the voice, ducked */
    float line;       /**< loudness of the line that is spoken; −HUGE_VAL where nobody speaks */
};

/**
 * Is somebody heard to speak there? In the gaps between words nobody is: what counts is a voice not more than 6 LU below its
 * own line.
 */
bool fms_ride_speaks(const struct fms_ride_hop *hop);

struct fms_ride;

/**
 * Plans so that whoever speaks is `over_lu` louder than the bed in every 400 ms.
 * @return NULL where nothing has to be done.
 */
struct fms_ride *fms_ride_plan(const struct fms_ride_hop *hops, int64_t n, double over_lu);

/** The gain of samples from … from + n, 1 where nothing is to be done. `ride` may be NULL. */
void fms_ride_read(const struct fms_ride *ride, int64_t from, int64_t n, float *gain);

/** The least distance of a voice that speaks to the bed after the ride, in LU; HUGE_VAL where there is none. */
double fms_ride_distance(const struct fms_ride *ride, const struct fms_ride_hop *hops, int64_t n);

void fms_ride_free(struct fms_ride *ride);
