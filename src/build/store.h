/**
 * The store: results of steps, each a file under its key.
 *
 * A plain folder, safe for many processes at once, on one machine or, where the disk's file locks reach, on many:
 *
 *   DIR/ab/cdef….SUM  the result of key abcdef…; SUM is the digest of its bytes
 *   DIR/memo/ab/…     small values that can be recomputed
 *   DIR/tmp/          what is being made
 *   DIR/live/         a mark for each store that is open: a file, locked as long as its process lives
 *   DIR/making/       a lock for each step that is being made
 *   DIR/gate          locked for moments, so that nothing is evicted while it is being taken into use
 *
 * A result is written beside its place, flushed, and renamed, so that it is whole or not there, and is never changed
 * afterwards. Whoever reads one compares it with its digest first; one that is damaged is removed and counts as missing.
 * All locks are of the kind that the system drops when a process ends, however it ends.
 */
#pragma once

#include "digest.h"

struct fms_store;

/** Opens the store in `folder`, making it if needed. @return NULL with `error` (FMS_WORLD_MACHINE) set. */
struct fms_store *fms_store_open(const char *folder, GError **error);
void fms_store_close(struct fms_store *store);

/**
 * Path of the result under `key`, to be freed with g_free(), or NULL if there is none. Its bytes have been compared with
 * their digest, once as long as the store is open and the file looks untouched; and until the store is closed nobody
 * evicts it. Never fails. Any thread.
 */
char *fms_store_find(struct fms_store *store, const struct fms_digest *key);

/** Is there a result under `key`, by its name alone? For telling what a build would do. Any thread. */
bool fms_store_has(struct fms_store *store, const struct fms_digest *key);

/** The digest of a result's bytes, by a path from fms_store_find(). */
struct fms_digest fms_store_digest(const char *path);

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

/**
 * The right to make a step, so that builds at the same time do not make it twice.
 *
 * @return NULL while somebody else has it: look again for the result later. Where the disk knows no locks everybody gets
 *         the right, and the same bytes are made twice. Give back with fms_store_unclaim(). Any thread.
 */
struct fms_claim *fms_store_claim(struct fms_store *store, const struct fms_digest *key);
void fms_store_unclaim(struct fms_claim *claim);

/** Small values beside the results, by a key of their own: a memo of what can be recomputed. NULL if not there. */
char *fms_store_recall(struct fms_store *store, const struct fms_digest *key);
/** Remembers a small value; a failure to is not an error. */
void fms_store_remember(struct fms_store *store, const struct fms_digest *key, const char *value);

/** What lies in a store. */
struct fms_store_facts {
    int64_t n_results, n_memos, n_builds; /**< builds: other stores open on the folder */
    int64_t bytes, memo_bytes;
    int64_t oldest_s; /**< when the result was used that was not used for longest, Unix time; 0: there is none */
};
struct fms_store_facts fms_store_look(struct fms_store *store);

/** Compares all results with their digests and removes what is damaged. @return how many those were. */
int64_t fms_store_verify(struct fms_store *store);

/**
 * Removes what was not used for longest, until results and memos are under `limit_bytes` with a tenth to spare; nothing
 * where they are under it already. What an open store has found or kept since it was opened stays, whatever the limit.
 * @return how many bytes were freed.
 */
int64_t fms_store_trim(struct fms_store *store, int64_t limit_bytes);
