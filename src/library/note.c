/*
 * A note is one line: "asset1 KIND BYTES WIDTH HEIGHT TICKS SOUND". The name in front is the note's version. A note is
 * believed only if writing what was read gives the same line again.
 */
#include "library.h"

#include <inttypes.h>
#include <string.h>

#define VERSION "asset1"

enum { N_FIELDS = 7 };

char *fms_asset_note(TALLOC_CTX *ctx, const struct fms_asset *asset)
{
    return talloc_asprintf(ctx, VERSION " %s %" PRId64 " %d %d %" PRId64 " %d", fms_asset_kind_name(asset->kind),
                           asset->size_bytes, asset->width_px, asset->height_px, asset->duration,
                           (int) asset->has_sound);
}

static bool kind_named(const char *name, enum fms_asset_kind *kind)
{
    static const enum fms_asset_kind kinds[] = { FMS_ASSET_STILL, FMS_ASSET_VECTOR, FMS_ASSET_CLIP, FMS_ASSET_SOUND,
                                                 FMS_ASSET_LUT };
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        *kind = kinds[i];
        if (strcmp(name, fms_asset_kind_name(*kind)) == 0)
            return true;
    }
    return false;
}

static bool number_in(const char *text, gint64 most, gint64 *number)
{
    return g_ascii_string_to_signed(text, 10, 0, most, number, NULL);
}

static bool read_fields(char *const *fields, struct fms_asset *asset)
{
    gint64 size, width, height, duration, sound;
    if (g_strv_length((char **) fields) != N_FIELDS || strcmp(fields[0], VERSION) != 0)
        return false;
    if (!kind_named(fields[1], &asset->kind) || !number_in(fields[2], G_MAXINT64, &size) ||
        !number_in(fields[3], G_MAXINT32, &width) || !number_in(fields[4], G_MAXINT32, &height) ||
        !number_in(fields[5], G_MAXINT64, &duration) || !number_in(fields[6], 1, &sound))
        return false;
    asset->size_bytes = size;
    asset->width_px = (int32_t) width;
    asset->height_px = (int32_t) height;
    asset->duration = duration;
    asset->has_sound = sound != 0;
    return true;
}

bool fms_asset_from_note(struct fms_asset *asset, const char *note)
{
    struct fms_asset read = *asset;
    char **fields = g_strsplit(note, " ", N_FIELDS + 1);
    bool fine = read_fields(fields, &read);
    g_strfreev(fields);
    if (!fine)
        return false;
    char *again = fms_asset_note(NULL, &read);
    fine = strcmp(again, note) == 0;
    talloc_free(again);
    if (fine)
        *asset = read;
    return fine;
}
