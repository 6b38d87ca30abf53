/*
 * The store as a person looks after it.
 */
#include "film.h"

#include "house-private.h"

static size_t n_ran(const struct fms_build_tally *tally)
{
    size_t n = 0;
    for (size_t i = 0; i < FMS_N_STEP_KINDS; i++)
        n += tally->ran[i];
    return n;
}

void fms_house_trim_store(struct fms_house *house)
{
    if (house->store && house->request->store_limit > 0 && n_ran(&house->tally) > 0)
        fms_store_trim(house->store, house->request->store_limit);
}

enum fms_outcome fms_film_store(const char *folder, enum fms_store_task task, int64_t limit,
                                struct fms_film_store *found, struct fms_diags *diags)
{
    GError *error = NULL;
    struct fms_store *store = fms_store_open(folder, &error);
    *found = (struct fms_film_store){ 0 };
    if (!store) {
        fms_error(diags, fms_nowhere, "machine.store", "choose another folder with --store",
                  "cannot open the store '%s': %s", folder, error->message);
        g_error_free(error);
        return FMS_MACHINE_AT_FAULT;
    }
    switch (task) {
    case FMS_STORE_STAT: break;
    case FMS_STORE_VERIFY: found->n_damaged = fms_store_verify(store); break;
    case FMS_STORE_GC: found->freed_bytes = fms_store_trim(store, limit); break;
    case FMS_STORE_CLEAR: found->freed_bytes = fms_store_trim(store, 0); break;
    }
    struct fms_store_facts facts = fms_store_look(store);
    found->n_results = facts.n_results;
    found->n_memos = facts.n_memos;
    found->n_builds = facts.n_builds;
    found->bytes = facts.bytes;
    found->memo_bytes = facts.memo_bytes;
    found->oldest_s = facts.oldest_s;
    fms_store_close(store);
    return FMS_DONE;
}
