/*
 * Finding what a theme has for a shape and a language.
 */
#include "theme-private.h"

#include <string.h>

const struct fms_slot *fms_theme_slot(const struct fms_theme *theme, enum fms_shape shape, const char *name)
{
    int i = fms_theme_word(name, fms_theme_slot_names());
    g_assert(i >= 0);
    return &theme->slots[shape][i];
}

/* Keys stand behind a blank, a bracket or a comma, and before a colon. */
static bool is_key(const char *text, const char *at, size_t n)
{
    return at[n] == ':' && (at == text || strchr(" \n{,", at[-1]));
}

struct fms_span fms_theme_place(const struct fms_source *source, const char *key)
{
    size_t n = strlen(key);
    if (!source)
        return (struct fms_span){ 0 };
    for (const char *at = source->text; (at = strstr(at, key)); at += n)
        if (is_key(source->text, at, n))
            return (struct fms_span){ source, (size_t) (at - source->text), (size_t) (at - source->text) + n };
    return (struct fms_span){ source, 0, 0 };
}

static const char *cjk_region(const char *language)
{
    static const struct {
        const char *prefix, *region;
    } rows[] = { { "ja", "JP" },    { "ko", "KR" },      { "zh-hk", "HK" }, { "yue", "HK" },
                 { "zh-tw", "TC" }, { "zh-hant", "TC" }, { "zh-mo", "HK" } };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_str_has_prefix(language, rows[i].prefix))
            return rows[i].region;
    return "SC";
}

char *fms_theme_families(TALLOC_CTX *ctx, const char *families, const char *language)
{
    char **parts = g_strsplit(families, "{cjk}", -1);
    char *joined = g_strjoinv(cjk_region(language), parts);
    char *result = talloc_strdup(ctx, joined);
    g_strfreev(parts);
    g_free(joined);
    return result;
}

enum fms_shape fms_shape_of(int32_t width_px, int32_t height_px)
{
    static const struct {
        int64_t from; /* per mille of the height */
        enum fms_shape shape;
    } rows[] = {
        { 2000, FMS_SHAPE_WIDE }, { 1250, FMS_SHAPE_LANDSCAPE }, { 901, FMS_SHAPE_SQUARE }, { 651, FMS_SHAPE_FEED }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if ((int64_t) width_px * 1000 >= rows[i].from * height_px)
            return rows[i].shape;
    return FMS_SHAPE_PORTRAIT;
}
