/**
 * The table of guests: how each kind is asked once.
 */
#pragma once

#include "guests.h"

/** What came of asking once. */
struct fms_guest_answer {
    bool again;      /**< it failed, and asking again may help */
    int64_t wait_ms; /**< not before this time, as the guest says; 0: it says nothing */
};

/** @return false with `error` (FMS_WORLD_SPEECH) and `answer` set. */
typedef bool fms_guest_ask(const struct fms_guest_errand *errand, struct fms_guest_answer *answer, GError **error);

fms_guest_ask fms_program_ask, fms_server_ask;

/** A guest's own pace where nobody says it: a film's, so that it speaks as it does by itself. */
#define FMS_GUEST_PACE 155

/** At most so much sound is taken from a guest: twenty minutes as a WAV of 24 kHz are 58 MB. */
#define FMS_GUEST_MOST_BYTES (64 << 20)

/** Guests that need no words about them: Open JTalk where it is installed. Appends struct fms_guest; strings are children of `ctx`. */
void fms_guests_add_installed(TALLOC_CTX *ctx, GArray *guests);

/** What a foreign text says on one line, short: for messages. g_free() it. */
char *fms_guest_excerpt(const char *text, size_t length);

/** Is nothing wanted any more? */
static inline bool fms_guest_stopped(const struct fms_guest_errand *errand)
{
    return errand->stop && g_atomic_int_get(errand->stop);
}
