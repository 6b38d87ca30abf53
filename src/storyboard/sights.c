/*
 * Images: the file behind one. Everything that is wrong with one image is reported at once; its attributes are read in
 * sight-attributes.c.
 */
#include "director-private.h"

#include <string.h>

#define MOST_UNUSABLE 100 /* after so many, no more files are asked for */

static bool is_remote(const char *name)
{
    return strstr(name, "://") || g_str_has_prefix(name, "//") || g_ascii_strncasecmp(name, "data:", 5) == 0 ||
           g_ascii_strncasecmp(name, "file:", 5) == 0;
}

/* What helps depends on why a file may not be used: a name that leads away, or one that names no plain file. */
static const char *hint_for_forbidden(const char *name)
{
    bool leads_away = g_path_is_absolute(name) || g_str_has_prefix(name, "~") || strstr(name, "..") != NULL;
    return leads_away ? "put the file beside the script or in a folder there"
                      : "name a plain file that lies there: no folder, device, or link that leads away";
}

void fms_asset_report(struct fms_director *director, const char *name, struct fms_span span, const GError *error)
{
    static const struct {
        const char *code, *hint;
    } kinds[] = {
        [FMS_WORLD_MISSING] = { "asset.missing", "files are looked for beside the script" },
        [FMS_WORLD_FORBIDDEN] = { "asset.forbidden", NULL },
        [FMS_WORLD_UNREADABLE] = { "asset.unreadable", NULL },
        [FMS_WORLD_UNSUPPORTED] = { "asset.unreadable", NULL },
        [FMS_WORLD_MACHINE] = { "asset.unreadable", NULL },
    };
    int kind = error && error->domain == FMS_WORLD_ERROR ? error->code : FMS_WORLD_UNREADABLE;
    kind = CLAMP(kind, 0, (int) G_N_ELEMENTS(kinds) - 1);
    const char *hint = kind == FMS_WORLD_FORBIDDEN ? hint_for_forbidden(name) : kinds[kind].hint;
    fms_error(director->diags, span, kinds[kind].code, hint, "cannot use '%s': %s", name,
              error ? error->message : "unknown reason");
}

bool fms_asset_is_local(struct fms_director *director, const char *name, struct fms_span span)
{
    if (is_remote(name)) {
        bool local = g_ascii_strncasecmp(name, "file:", 5) == 0;
        fms_error(director->diags, span, "asset.forbidden",
                  local ? "put the file beside the script and name it as it is called there"
                        : "download it and put it beside the script",
                  "'%.80s' is not a file; a film is made from files alone", name);
        return false;
    }
    return true;
}

const struct fms_asset *fms_sight_probe(struct fms_director *director, const char *name, struct fms_span span)
{
    if (!fms_asset_is_local(director, name, span))
        return NULL;
    GError *error = NULL;
    if (director->n_unusable >= MOST_UNUSABLE)
        return NULL;
    const struct fms_asset *asset = director->world->asset(director->world->user, name, &error);
    if (!asset) {
        fms_asset_report(director, name, span, error);
        director->n_unusable++;
    }
    g_clear_error(&error);
    return asset;
}

const struct fms_asset *fms_sight_probe_lut(struct fms_director *director, const char *name, struct fms_span span)
{
    const struct fms_asset *asset = fms_sight_probe(director, name, span);
    if (!asset || asset->kind == FMS_ASSET_LUT)
        return asset;
    fms_error(director->diags, span, "asset.unreadable", "a colour table is a file whose name ends in .cube",
              "'%.80s' is no colour table", name);
    return NULL;
}

bool fms_sight_of(struct fms_director *director, const struct fms_block *block, struct fms_sight *sight)
{
    size_t n_errors = fms_diags_n_errors(director->diags);
    *sight = (struct fms_sight){ .view = { .alt = block->text.utf8,
                                           .fit = -1,
                                           .focus_x = -1,
                                           .focus_y = -1,
                                           .parts = "",
                                           .speed_permille = 1000 },
                                 .block = director->block,
                                 .span = block->span };
    sight->view.asset = fms_sight_probe(director, block->target, block->target_span);
    if (sight->view.asset && sight->view.asset->kind == FMS_ASSET_SOUND)
        fms_error(director->diags, block->target_span, "asset.unreadable",
                  "name music in the front matter: music: file", "'%s' is a sound and shows nothing", block->target);
    if (sight->view.asset && sight->view.asset->kind == FMS_ASSET_LUT)
        fms_error(director->diags, block->target_span, "asset.unreadable",
                  "name it with the picture that it grades, {lut=file}, or in the front matter",
                  "'%s' is a colour table and shows nothing", block->target);
    /* a drawing has the colours that were chosen for it */
    if (sight->view.asset && sight->view.asset->kind != FMS_ASSET_VECTOR)
        sight->view.lut = director->lut;
    for (size_t i = 0; i < block->n_attributes; i++)
        fms_sight_attribute(director, &block->attributes[i], sight);
    director->blind = !sight->view.asset || fms_diags_n_errors(director->diags) != n_errors;
    if (director->blind)
        return false;
    if (sight->view.asset->kind == FMS_ASSET_VECTOR && !sight->view.move)
        sight->view.move = "none"; /* a drawing is read, not looked around in */
    if (sight->view.asset->kind == FMS_ASSET_VECTOR && !sight->parts)
        sight->parts = fms_parts_new(director);
    director->parts = sight->parts;
    director->drawing = sight->parts ? sight->view.asset : NULL;
    return fms_sight_check(director, block, sight);
}

void fms_sight_read(struct fms_director *director, const struct fms_block *block)
{
    struct fms_sight sight;
    if (!fms_sight_of(director, block, &sight))
        return;
    if (director->sights->len > 0 && g_array_index(director->sights, struct fms_sight, 0).carried)
        g_array_set_size(director->sights, 0);
    g_array_append_val(director->sights, sight);
}
