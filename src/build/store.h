/**
 * The store: results of steps, each a file under its key.
 *
 * A plain folder, safe for many processes at once: `DIR/ab/cdef…` holds the result of key abcdef…, `DIR/tmp/` what is
 * being made. A result is written beside its place, flushed, and renamed, so that it is whole or not there, and is
 * never changed afterwards. There is no database and no lock.
 */
#pragma once

#include "digest.h"

struct fms_store;

/** Opens the store in `folder`, making it if needed. @return NULL with `error` (FMS_WORLD_MACHINE) set. */
struct fms_store *fms_store_open(const char *folder, GError **error);
void fms_store_close(struct fms_store *store);

/** Path of the result under `key`, to be freed with g_free(), or NULL if there is none. Never fails. Any thread. */
char *fms_store_find(struct fms_store *store, const struct fms_digest *key);

/**
 * A path of its own for a result in the making, in the store's file system; to be freed with g_free(). Leftovers of
 * killed builds are removed by fms_store_open() once their process is gone. Any thread.
 */
char *fms_store_draft(struct fms_store *store);

/**
 * Puts a draft in its place as the result of `key`. If there is one already, the draft is dropped. In every case the
 * draft is gone afterwards. @return false with `error` (FMS_WORLD_MACHINE) set. Any thread.
 */
bool fms_store_keep(struct fms_store *store, const struct fms_digest *key, const char *draft, GError **error);

/** Small values beside the results, by a key of their own: a memo of what can be recomputed. NULL if not there. */
char *fms_store_recall(struct fms_store *store, const struct fms_digest *key);
/** Remembers a small value; a failure to is not an error. */
void fms_store_remember(struct fms_store *store, const struct fms_digest *key, const char *value);
