/**
 * What the parts of the store share.
 *
 * Use is written into a result's access time, in whole seconds, by hand, so that it does not matter how the disk is
 * mounted. An open store's mark bears the second in which it was opened. What is evicted was used before the oldest living
 * mark; so whatever an open store has touched is out of reach, however long it works. A clock that goes backwards under an
 * open store is held at its mark's second.
 */
#pragma once

#include "store.h"

struct fms_store {
    char *folder, *host;
    int64_t opened_s;  /* as its mark says */
    char *mark_path;   /* NULL where no mark could be made */
    int mark, gate;    /* files, or -1 */
    GMutex lock;       /* guards what follows, and the gate among threads */
    GHashTable *sound; /* path → what stat said when it was compared with its digest */
};

/** FOLDER/shelf/ab/cdef…; an empty shelf is none. To be freed with g_free(). */
char *fms_store_place(const struct fms_store *store, const char *shelf, const struct fms_digest *key);

/** Is it the whole result that its name says? Remembered as long as the file looks untouched. */
bool fms_store_is_sound(struct fms_store *store, const char *path);

/** Marks the store as open, sets opened_s. */
void fms_store_mark(struct fms_store *store);
void fms_store_unmark(struct fms_store *store);

/** The second of the oldest living mark, at most the store's own; counts the others' into `n_others`, or NULL. */
int64_t fms_store_oldest_mark(const struct fms_store *store, int64_t *n_others);

/** Removes the marks and claims that killed processes have left. */
void fms_store_sweep(const struct fms_store *store);

/** Writes down that a file is in use now. @return false if it is not there. */
bool fms_store_touch(struct fms_store *store, const char *path);

/** For whoever evicts: between these nobody begins to use anything. `pass` waits. */
void fms_store_shut_gate(struct fms_store *store);
void fms_store_open_gate(struct fms_store *store);
