/*
 * Images: the file behind one and the attributes in braces. Everything that is wrong with one image is reported at once.
 */
#include "director-private.h"

#include <string.h>

#define MILLION 1000000

static const char *const names[] = { "focus", "move", "fit", NULL };
static const char *const moves[] = { "in", "out", "left", "right", "none", NULL };
static const char *const fits[] = { "cover", "contain", "blur", NULL };

static int index_of(const char *const *list, const char *word)
{
    for (int i = 0; list[i]; i++)
        if (strcmp(list[i], word) == 0)
            return i;
    return -1;
}

/* The one word of the list that it must be, put in its place where it is written as it was read. */
static void fix_word(struct fms_director *director, struct fms_span span, const char *word, const char *const *list)
{
    const char *meant = fms_certain_word(word, list);
    size_t n = strlen(word);
    if (!meant || !span.source || span.end - span.begin < n)
        return;
    const char *source = span.source->text;
    size_t at = memcmp(source + span.begin, word, n) == 0 ? span.begin : span.end - n;
    if (memcmp(source + at, word, n) == 0)
        fms_diag_fix(director->diags, (struct fms_span){ span.source, at, at + n }, meant);
}

/* Reports a word that is not in the list, with what it may be. */
static void report_word(struct fms_director *director, struct fms_span span, const char *what, const char *word,
                        const char *const *list)
{
    char *hint = fms_hint_words(NULL, word, list);
    fms_error(director->diags, span, "image.attribute", hint, "%s '%s' is unknown", what, word);
    fix_word(director, span, word, list);
    talloc_free(hint);
}

/* "40%" or "0.4" in millionths, up to `stop`; -1 where it is neither. */
static int32_t read_part(const char *text, const char *stop)
{
    int64_t whole = 0, fraction = 0, unit = MILLION;
    const char *at = text, *digits = text;
    for (; at < stop && g_ascii_isdigit(*at) && at - digits < 4; at++)
        whole = whole * 10 + (*at - '0');
    if (at == digits)
        return -1;
    if (at < stop && *at == '.')
        for (at++; at < stop && g_ascii_isdigit(*at); at++) {
            unit /= 10;
            fraction += (*at - '0') * unit;
        }
    bool percent = at < stop && *at == '%';
    int64_t value = whole * MILLION + fraction;
    value = percent ? value / 100 : value;
    return at + percent == stop && value <= MILLION ? (int32_t) value : -1;
}

static bool read_focus(const char *value, struct fms_sight *sight)
{
    const char *comma = strchr(value, ',');
    if (!comma)
        return false;
    const char *second = comma + 1 + strspn(comma + 1, " ");
    sight->view.focus_x = read_part(value, comma);
    sight->view.focus_y = read_part(second, second + strlen(second));
    return sight->view.focus_x >= 0 && sight->view.focus_y >= 0;
}

static void read_attribute(struct fms_director *director, const struct fms_attribute *attribute,
                           struct fms_sight *sight)
{
    const char *value = attribute->value;
    switch (index_of(names, attribute->name)) {
    case 0:
        if (!read_focus(value, sight))
            fms_error(director->diags, attribute->span, "image.attribute",
                      "write two shares of the picture: focus=40%,70%", "'%s' is no place in a picture", value);
        return;
    case 1:
        if (index_of(moves, value) < 0)
            report_word(director, attribute->span, "movement", value, moves);
        else
            sight->view.move = moves[index_of(moves, value)];
        return;
    case 2:
        if (index_of(fits, value) < 0)
            report_word(director, attribute->span, "fit", value, fits);
        else
            sight->view.fit = index_of(fits, value);
        return;
    default: report_word(director, attribute->span, "attribute", attribute->name, names);
    }
}

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

static void report_asset(struct fms_director *director, const char *name, struct fms_span span, const GError *error)
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

const struct fms_asset *fms_sight_probe(struct fms_director *director, const char *name, struct fms_span span)
{
    if (is_remote(name)) {
        bool local = g_ascii_strncasecmp(name, "file:", 5) == 0;
        fms_error(director->diags, span, "asset.forbidden",
                  local ? "put the file beside the script and name it as it is called there"
                        : "download it and put it beside the script",
                  "'%.80s' is not a file; a film is made from files alone", name);
        return NULL;
    }
    GError *error = NULL;
    const struct fms_asset *asset = director->world->asset(director->world->user, name, &error);
    if (!asset)
        report_asset(director, name, span, error);
    g_clear_error(&error);
    return asset;
}

void fms_sight_read(struct fms_director *director, const struct fms_block *block)
{
    struct fms_sight sight = { .view = { .alt = block->text.utf8,
                                         .fit = -1,
                                         .focus_x = -1,
                                         .focus_y = -1,
                                         .parts = "",
                                         .speed_permille = 1000 },
                               .span = block->span };
    for (size_t i = 0; i < block->n_attributes; i++)
        read_attribute(director, &block->attributes[i], &sight);
    sight.view.asset = fms_sight_probe(director, block->target, block->target_span);
    if (!sight.view.asset)
        return;
    if (sight.view.asset->kind == FMS_ASSET_SOUND) {
        fms_error(director->diags, block->target_span, "asset.unreadable",
                  "name music in the front matter: music: file", "'%s' is a sound and shows nothing", block->target);
        return;
    }
    if (sight.view.asset->kind == FMS_ASSET_VECTOR && !sight.view.move)
        sight.view.move = "none"; /* a drawing is read, not looked around in */
    g_array_append_val(director->sights, sight);
}
