/**
 * Copies of any size. talloc refuses what is larger than 256 MiB, as one array of a hostile script's elements may be.
 */
#pragma once

#include <stddef.h>
#include <talloc.h>

/**
 * Copies `size` bytes; the copy goes with `ctx`. Never NULL, not for nothing either. It is no talloc context: nothing may
 * be made a child of it, and it cannot be freed before `ctx` is.
 */
void *fms_large_copy(TALLOC_CTX *ctx, const void *bytes, size_t size);

/** Keeps what g_malloc() gave, as g_array_steal() hands it out, as long as `ctx`. Never NULL; NULL is kept as nothing. */
void *fms_large_keep(TALLOC_CTX *ctx, void *bytes);
