#include "digest.h"

#include "diags.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <string.h>

static struct fms_digest finish(struct sha256_ctx *sum)
{
    struct fms_digest digest;
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(sum, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        digest.hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        digest.hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    digest.hex[2 * sizeof bytes] = '\0';
    return digest;
}

struct fms_digest fms_digest_of_bytes(const void *bytes, size_t length)
{
    struct sha256_ctx sum;
    sha256_init(&sum);
    sha256_update(&sum, length, bytes);
    return finish(&sum);
}

bool fms_digest_of_file(const char *path, struct fms_digest *out, GError **error)
{
    FILE *file = fopen(path, "rbe");
    if (!file) {
        g_set_error(error, FMS_WORLD_ERROR, errno == ENOENT ? FMS_WORLD_MISSING : FMS_WORLD_UNREADABLE, "%s",
                    g_strerror(errno));
        return false;
    }
    struct sha256_ctx sum;
    sha256_init(&sum);
    uint8_t piece[1 << 16];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        sha256_update(&sum, n, piece);
    bool broken = ferror(file);
    fclose(file);
    *out = finish(&sum);
    if (broken)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "reading stopped half-way");
    return !broken;
}

void fms_recipe_number(GString *recipe, const char *name, int64_t value)
{
    g_string_append_printf(recipe, "%s=%" G_GINT64_FORMAT "\n", name, value);
}

void fms_recipe_string(GString *recipe, const char *name, const char *value)
{
    if (value)
        g_string_append_printf(recipe, "%s=%zu:%s\n", name, strlen(value), value);
    else
        g_string_append_printf(recipe, "%s=-\n", name);
}

struct fms_digest fms_recipe_key(const GString *recipe)
{
    return fms_digest_of_bytes(recipe->str, recipe->len);
}
