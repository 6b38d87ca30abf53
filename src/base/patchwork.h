/**
 * A source made of another with stretches of it replaced: a script whose texts are those of a translation. Whatever is read from it
 * has spans in it; diagnostics and reports tell where those came from, for nobody has the patchwork before his eyes.
 */
#pragma once

#include "diags.h"

/** Bytes [begin, end) of the original become `text`. */
struct fms_patch {
    size_t begin, end;
    const char *text;       /**< UTF-8 */
    struct fms_span origin; /**< where `text` is written */
};

/**
 * Makes the source; its name is the original's. @param patches  in order of place, none overlapping.
 * @return a child of `ctx` that borrows the original and the sources of the patches' origins.
 */
struct fms_source *fms_source_patched(TALLOC_CTX *ctx, const struct fms_source *original,
                                      const struct fms_patch *patches, size_t n);

/** Where a span was written: of one that begins in a patch the patch's origin, else its place in the original. Others as they are. */
struct fms_span fms_span_origin(struct fms_span span);
