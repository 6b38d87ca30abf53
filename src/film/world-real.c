/*
 * The World of a real compile: names become files in the script's folder, files become probed assets, lines become the
 * takes that the store holds, texts the fonts that will draw them. What is expensive is remembered in the store, under
 * keys that name all that it depends on.
 */
#include "house-private.h"
#include "library.h"
#include "media.h"
#include "picture.h"
#include "voice.h"

#include <string.h>
#include <sys/stat.h>

static struct fms_digest memo_key(const char *what, const char *of)
{
    GString *recipe = g_string_new(NULL);
    fms_recipe_string(recipe, "memo", what);
    fms_recipe_string(recipe, "of", of);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

static char *recall(struct fms_house *house, const struct fms_digest *key)
{
    return house->store ? fms_store_recall(house->store, key) : NULL;
}

static void remember(struct fms_house *house, const struct fms_digest *key, const char *value)
{
    if (house->store)
        fms_store_remember(house->store, key, value);
}

/* What tells a changed file from an unchanged one without reading it. */
static char *file_identity(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        return NULL;
    return g_strdup_printf("%s\n%ju %ju %jd %jd.%09ld %jd.%09ld", path, (uintmax_t) info.st_dev,
                           (uintmax_t) info.st_ino, (intmax_t) info.st_size, (intmax_t) info.st_mtim.tv_sec,
                           info.st_mtim.tv_nsec, (intmax_t) info.st_ctim.tv_sec, info.st_ctim.tv_nsec);
}

bool fms_house_digest(struct fms_house *house, const char *path, struct fms_digest *out, GError **error)
{
    char *identity = file_identity(path);
    struct fms_digest key = memo_key("digest", identity ? identity : path);
    char *known = identity ? recall(house, &key) : NULL;
    bool good = known && strlen(known) == 64;
    if (good) {
        g_strlcpy(out->hex, known, sizeof out->hex);
    } else if (fms_digest_of_file(path, out, error)) {
        good = true;
        if (identity)
            remember(house, &key, out->hex);
    }
    g_free(known);
    g_free(identity);
    return good;
}

/* What cannot be told by its content alone. */
static bool is_drawing(const char *path)
{
    return g_str_has_suffix(path, ".svg") || g_str_has_suffix(path, ".SVG");
}

static bool is_lut(const char *path)
{
    return g_str_has_suffix(path, ".cube") || g_str_has_suffix(path, ".CUBE");
}

static bool probe_lut(struct fms_asset *asset, GError **error)
{
    struct fms_lut *lut = fms_cube_read(asset->path, error);
    fms_lut_free(lut);
    asset->kind = FMS_ASSET_LUT;
    return lut != NULL;
}

static bool probe(struct fms_asset *asset, GError **error)
{
    struct stat info;
    asset->size_bytes = stat(asset->path, &info) == 0 ? info.st_size : 0;
    if (is_lut(asset->path))
        return probe_lut(asset, error);
    if (!is_drawing(asset->path))
        return fms_media_probe(asset->path, asset, error);
    asset->kind = FMS_ASSET_VECTOR;
    return fms_drawing_size(asset->path, &asset->width_px, &asset->height_px, error);
}

/* Under the content's digest, what was found in a file is remembered; `asset` has its path and digest. */
static struct fms_digest probe_key(const struct fms_asset *asset)
{
    char *of = g_strdup_printf("%s %d %d %s", asset->digest.hex, is_drawing(asset->path), is_lut(asset->path),
                               fms_media_version());
    struct fms_digest key = memo_key("probe", of);
    g_free(of);
    return key;
}

char *fms_house_try_asset(struct fms_house *house, struct fms_asset *asset, GError **error)
{
    if (!fms_house_digest(house, asset->path, &asset->digest, error))
        return NULL;
    struct fms_digest key = probe_key(asset);
    char *known = recall(house, &key), *note = NULL;
    if (known && fms_asset_from_note(asset, known))
        note = talloc_strdup(NULL, known);
    else if (probe(asset, error))
        note = fms_asset_note(NULL, asset);
    g_free(known);
    return note;
}

/* What a trial found, else what the store remembers or a probe finds; afterwards the store remembers it. */
static bool know(struct fms_house *house, struct fms_asset *asset, GError **error)
{
    struct fms_digest key = probe_key(asset);
    char *note = recall(house, &key);
    bool good = note && fms_asset_from_note(asset, note);
    g_clear_pointer(&note, g_free);
    if (good)
        return true;
    if (fms_house_tried(house, asset->path, &note, error))
        good = note && fms_asset_from_note(asset, note);
    else
        good = probe(asset, error);
    g_free(note);
    if (good) {
        char *fresh = fms_asset_note(NULL, asset);
        remember(house, &key, fresh);
        talloc_free(fresh);
    }
    return good;
}

static void remember_identity(struct fms_house *house, const char *path)
{
    char *identity = file_identity(path);
    g_hash_table_insert(house->identities, talloc_strdup(house, path), talloc_strdup(house, identity ? identity : ""));
    g_free(identity);
}

bool fms_house_assets_unchanged(const struct fms_house *house, GError **error)
{
    for (guint i = 0; i < house->used->len; i++) {
        const struct fms_asset *asset = house->used->pdata[i];
        char *now = file_identity(asset->path);
        bool same = now && !strcmp(now, g_hash_table_lookup(house->identities, asset->path));
        g_free(now);
        if (same)
            continue;
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE,
                    "'%s' was changed while the film was made; build again", asset->name);
        return false;
    }
    return true;
}

/* Adds to a failure what the name was probably meant to be. */
static void suggest(struct fms_house *house, const char *name, GError **error)
{
    if (!error || !g_error_matches(*error, FMS_WORLD_ERROR, FMS_WORLD_MISSING))
        return;
    char *nearest = fms_library_nearest(NULL, house->folder, name);
    if (nearest) {
        char *message = g_strdup_printf("%s; did you mean '%s'?", (*error)->message, nearest);
        g_free((*error)->message);
        (*error)->message = message;
    }
    talloc_free(nearest);
}

/* Finishes an asset that has its name and, if it was found, its path; frees it where that fails. */
static const struct fms_asset *take_in(struct fms_house *house, struct fms_asset *asset, GError **error)
{
    const char *name = asset->name;
    if (asset->path)
        remember_identity(house, asset->path);
    if (!asset->path || !fms_house_digest(house, asset->path, &asset->digest, error) || !know(house, asset, error) ||
        !fms_library_sidecar(asset, asset->path, asset, error)) {
        talloc_free(asset);
        return NULL;
    }
    g_hash_table_insert(house->assets, talloc_strdup(house, name), asset);
    g_ptr_array_add(house->used, asset);
    return asset;
}

/* Whoever asks uses it. */
static const struct fms_asset *handed(const struct fms_house *house, const struct fms_asset *asset)
{
    gpointer known = (gpointer) (uintptr_t) asset;
    if (asset && house->asking && !g_ptr_array_find(house->asking, known, NULL))
        g_ptr_array_add(house->asking, known);
    return asset;
}

static const struct fms_asset *world_asset(void *user, const char *name, GError **error)
{
    struct fms_house *house = user;
    struct fms_asset *asset = g_hash_table_lookup(house->assets, name);
    if (asset)
        return handed(house, asset);
    asset = talloc_zero(house, struct fms_asset);
    asset->name = talloc_strdup(asset, name);
    asset->path = fms_library_resolve(asset, house->folder, name, error);
    if (!asset->path)
        suggest(house, name, error);
    return handed(house, take_in(house, asset, error));
}

const struct fms_asset *fms_house_own_asset(struct fms_house *house, const char *path, GError **error)
{
    struct fms_asset *asset = g_hash_table_lookup(house->assets, path);
    if (asset)
        return handed(house, asset);
    asset = talloc_zero(house, struct fms_asset);
    asset->name = asset->path = talloc_strdup(asset, path);
    return handed(house, take_in(house, asset, error));
}

/* A drawing's ids are asked for once. One that cannot be read has none: why is said when it is drawn. */
static bool world_has_part(void *user, const struct fms_asset *asset, const char *part)
{
    struct fms_house *house = user;
    char **parts = g_hash_table_lookup(house->parts, asset->name);
    if (!parts) {
        parts = fms_drawing_parts(house, asset->path, NULL);
        parts = parts ? parts : talloc_zero(house, char *);
        g_hash_table_insert(house->parts, talloc_strdup(house, asset->name), parts);
    }
    return g_strv_contains((const gchar *const *) parts, part);
}

static const struct fms_take *world_take(void *user, const struct fms_line *line, GError **error)
{
    struct fms_house *house = user;
    const struct fms_take_order order = fms_house_order(house, line, fms_nowhere);
    struct fms_digest key = fms_plan_take_key(&order);
    struct fms_take *take = g_hash_table_lookup(house->takes, key.hex);
    if (take)
        return take;
    char *path = fms_store_find(house->store, &key);
    if (path)
        take = fms_take_read(house, path, error);
    else
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "its take is gone from the store");
    g_free(path);
    if (!take)
        return NULL;
    g_hash_table_insert(house->takes, talloc_strdup(house, key.hex), take);
    return take;
}

static char *digest_files(struct fms_house *house, char **files, const char *faces, GError **error)
{
    GString *recipe = g_string_new(NULL);
    fms_recipe_string(recipe, "faces", faces);
    bool good = true;
    for (char **file = files; good && *file; file++) {
        struct fms_digest digest;
        good = fms_house_digest(house, *file, &digest, error);
        if (good)
            fms_recipe_string(recipe, "font", digest.hex);
    }
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return good ? talloc_strdup(house, key.hex) : NULL;
}

/** Whether a question about fonts was answered before; `question` is freed if so. */
static const char *known_fonts(struct fms_house *house, char *question)
{
    const char *known = g_hash_table_lookup(house->fonts, question);
    if (known)
        talloc_free(question);
    return known;
}

/** Remembers the answer to a question about fonts: the digest of the files, or none. */
static const char *answer_fonts(struct fms_house *house, char *question, char **files, const char *faces,
                                GError **error)
{
    char *digest = files ? digest_files(house, files, faces, error) : NULL;
    if (digest)
        g_hash_table_insert(house->fonts, question, digest);
    else
        talloc_free(question);
    return digest;
}

static const char *world_fonts(void *user, const char *family, int weight, bool italic, const char *language,
                               const char *text, GError **error)
{
    struct fms_house *house = user;
    char *question = talloc_asprintf(house, "%s\n%d %d %s\n%s", family, weight, italic, language, text);
    const char *known = known_fonts(house, question);
    if (known)
        return known;
    char *faces = NULL;
    char **files = fms_fonts_of(question, family, weight, italic, language, text, &faces, error);
    return answer_fonts(house, question, files, faces, error);
}

static const char *world_text_fonts(void *user, const struct fms_text_layer *layer, GError **error)
{
    struct fms_house *house = user;
    char *question = talloc_asprintf(house, "%s\n%s\n%d %d %d %s\n", layer->family, layer->mono ? layer->mono : "",
                                     (int) layer->weight, layer->italic != 0, layer->verbatim != 0, layer->language);
    for (size_t i = 0; i < layer->n_runs; i++)
        question =
            talloc_asprintf_append(question, "%d-%d: %d %s\n", layer->runs[i].begin, layer->runs[i].end,
                                   (int) layer->runs[i].style, layer->runs[i].reading ? layer->runs[i].reading : "");
    question = talloc_strdup_append(question, layer->text);
    const char *known = known_fonts(house, question);
    if (known)
        return known;
    char *faces = NULL;
    char **files = fms_fonts_of_text(question, layer, &faces, error);
    return answer_fonts(house, question, files, faces, error);
}

static bool world_measure(void *user, const struct fms_text_layer *text, int32_t *width_px, int32_t *height_px,
                          GError **error)
{
    fms_text_measure(text, width_px, height_px);
    return true;
}

static int64_t world_roll_height(void *user, const struct fms_roll_layer *roll, int32_t width_px, int32_t height_px,
                                 GError **error)
{
    return fms_roll_height(roll, width_px, height_px, error);
}

static char *world_font_titles(void *user, TALLOC_CTX *ctx, const char *family, int weight, const char *language,
                               const char *text)
{
    return fms_fonts_titles(ctx, family, weight, language, text);
}

void fms_house_open_world(struct fms_house *house)
{
    house->world = (struct fms_world){ .user = house,
                                       .asset = world_asset,
                                       .text = fms_house_text,
                                       .has_part = world_has_part,
                                       .take = world_take,
                                       .fonts = world_fonts,
                                       .text_fonts = world_text_fonts,
                                       .measure = world_measure,
                                       .roll_height = world_roll_height,
                                       .font_titles = world_font_titles };
}
