/**
 * Information: finds the assets that a script names, and knows what each is.
 *
 * A name is a path relative to the script's folder. Nothing outside that folder can be had: not by `..`, not by an
 * absolute path, not through a symbolic link, not as a device, socket or pipe.
 */
#pragma once

#include "asset.h"
#include "lut.h"

#include <stdbool.h>
#include <talloc.h>

/**
 * The real path of `name` under `folder`, a child of `ctx`; where there is no such file and the name has escapes as
 * Markdown writes them ("%20"), of the name without. @return NULL with `error`: FMS_WORLD_MISSING, FMS_WORLD_FORBIDDEN
 * (outside, on the net, not a plain file; the message says which), FMS_WORLD_UNREADABLE (may not be read).
 */
char *fms_library_resolve(TALLOC_CTX *ctx, const char *folder, const char *name, GError **error);

/**
 * The file in the folder of `name` that looks most like it, for "did you mean", written as a script would write it; a
 * child of `ctx`, NULL if none does.
 */
char *fms_library_nearest(TALLOC_CTX *ctx, const char *folder, const char *name);

/**
 * Creator and licence of an asset from the sidecar beside it, `PATH.yaml`: a mapping with the keys creator (or author),
 * licence (or license), title and source, each a text or a list of texts; other keys are let pass unless they look like
 * a slip of one of these. A missing sidecar is no failure. Strings are children of `ctx`; what is not said stays as it
 * was. @return false with `error` (FMS_WORLD_UNREADABLE, "photo.jpg.yaml:3: …") for a broken one.
 */
bool fms_library_sidecar(TALLOC_CTX *ctx, const char *path, struct fms_asset *asset, GError **error);

/**
 * Reads a colour table, a .cube file of curves (LUT_1D_SIZE), of a cube (LUT_3D_SIZE) or of both. The caller frees it with
 * fms_lut_free(). @return NULL with `error` (FMS_WORLD_UNREADABLE, "look.cube:12: …") set.
 */
struct fms_lut *fms_cube_read(const char *path, GError **error);

/** What was probed, as one line of text, so that it can be remembered under the asset's digest. A child of `ctx`. */
char *fms_asset_note(TALLOC_CTX *ctx, const struct fms_asset *asset);

/**
 * Takes what was probed from a note; name, path, digest, creator and licence stay as they were. @return false, with
 * `asset` untouched, if it is not what fms_asset_note() of this version writes.
 */
bool fms_asset_from_note(struct fms_asset *asset, const char *note);
