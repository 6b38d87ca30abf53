/**
 * Digests and recipes: how a value becomes a key.
 *
 * A recipe is the canonical text of everything that decides a result: `name=value` lines in a fixed order, strings
 * with their length in front, so that no two different values have the same text. The SHA-256 of a recipe is a key.
 * Nothing that is not an input may enter: no path, no clock, no thread count, no host.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/** A SHA-256 in lower-case hexadecimal, NUL-terminated. */
struct fms_digest {
    char hex[65];
};

struct fms_digest fms_digest_of_bytes(const void *bytes, size_t length);

/** Digest of a file's content, read in pieces. @return false with `error` set if it cannot be read. */
bool fms_digest_of_file(const char *path, struct fms_digest *out, GError **error);

/** Appends `name=number\n`. */
void fms_recipe_number(GString *recipe, const char *name, int64_t value);

/** Appends `name=length:string\n`; NULL is written `name=-\n`. */
void fms_recipe_string(GString *recipe, const char *name, const char *value);

/** The key of a recipe. */
struct fms_digest fms_recipe_key(const GString *recipe);
