/**
 * Information: finds the assets that a script names, and knows what each is.
 *
 * A name is a path relative to the script's folder. Nothing outside that folder can be had: not by `..`, not by an
 * absolute path, not through a symbolic link, not as a device, socket or pipe.
 */
#pragma once

#include "asset.h"

#include <stdbool.h>
#include <talloc.h>

/**
 * The real path of `name` under `folder`, a child of `ctx`. @return NULL with `error`: FMS_WORLD_MISSING,
 * FMS_WORLD_FORBIDDEN (outside, not a plain file; the message says which).
 */
char *fms_library_resolve(TALLOC_CTX *ctx, const char *folder, const char *name, GError **error);

/** Names in the folder of `name` that look like it, for "did you mean"; a child of `ctx`, NULL if none does. */
char *fms_library_nearest(TALLOC_CTX *ctx, const char *folder, const char *name);

/**
 * Creator and licence of an asset from the sidecar beside it, `NAME.yaml` with the keys creator, licence and title; a
 * missing sidecar is no failure. Strings are children of `ctx`. @return false with `error` set for a broken one.
 */
bool fms_library_sidecar(TALLOC_CTX *ctx, const char *path, struct fms_asset *asset, GError **error);

/** What was probed, as one line of text and back, so that it can be remembered under the asset's digest. */
char *fms_asset_note(TALLOC_CTX *ctx, const struct fms_asset *asset);
bool fms_asset_from_note(struct fms_asset *asset, const char *note);
