/*
 * Included scripts. Each is read by the reader of its own format into the manuscript that names it, so that its blocks
 * stand in the place; while that lasts, the manuscript's source is the included one. Names in it are files beside the
 * script that the film is made of, as everywhere: a part can move between scripts of one folder, and nothing leads out of it.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_DEPTH = 16, MAX_INCLUDES = 256 };

static bool refuse(struct fms_manuscript *script, struct fms_span at, const char *code, const char *hint,
                   const char *message)
{
    fms_manuscript_error(script, at.begin, at.end, code, hint, message);
    return false;
}

void fms_manuscript_tell_file(struct fms_manuscript *script, struct fms_span at, const char *name, const GError *error)
{
    static const char *const codes[] = { [FMS_WORLD_MISSING] = "asset.missing",
                                         [FMS_WORLD_FORBIDDEN] = "asset.forbidden",
                                         [FMS_WORLD_UNREADABLE] = "asset.unreadable",
                                         [FMS_WORLD_UNSUPPORTED] = "asset.unreadable",
                                         [FMS_WORLD_MACHINE] = "asset.unreadable" };
    static const char *const hints[] = { [FMS_WORLD_MISSING] = "files are looked for beside the script",
                                         [FMS_WORLD_FORBIDDEN] = "put the file beside the script" };
    bool known =
        error && error->domain == FMS_WORLD_ERROR && error->code >= 0 && (size_t) error->code < G_N_ELEMENTS(codes);
    int kind = known ? error->code : error ? FMS_WORLD_UNREADABLE : FMS_WORLD_MISSING;
    const char *hint = (size_t) kind < G_N_ELEMENTS(hints) ? hints[kind] : NULL;
    char *message = g_strdup_printf("cannot use '%.80s': %s", name, error ? error->message : "no such file");
    char *valid = g_utf8_make_valid(message, -1);
    refuse(script, at, codes[kind], hint, valid);
    g_free(valid);
    g_free(message);
}

/* The same file: the world gives one pointer for it, but the script itself did not come from there. */
static bool is_same(const struct fms_source *a, const struct fms_source *b)
{
    return a == b ||
           (strcmp(a->name, b->name) == 0 && a->length == b->length && memcmp(a->text, b->text, a->length) == 0);
}

static bool refuse_cycle(struct fms_manuscript *script, struct fms_span at, guint from, const struct fms_source *part)
{
    GString *chain = g_string_new("this include closes a circle: ");
    for (guint i = from; i < script->including->len; i++)
        g_string_append_printf(chain, "%s, ", ((const struct fms_source *) script->including->pdata[i])->name);
    g_string_append(chain, part->name);
    refuse(script, at, "include.cycle", "take one of them out", chain->str);
    g_string_free(chain, TRUE);
    return false;
}

static bool may_include(struct fms_manuscript *script, struct fms_span at, const struct fms_source *part)
{
    for (guint i = 0; i < script->including->len; i++)
        if (is_same(script->including->pdata[i], part))
            return refuse_cycle(script, at, i, part);
    if (script->including->len > MAX_DEPTH)
        return refuse(script, at, "include.limit", NULL, "includes are nested at most 16 deep");
    if (script->n_includes == MAX_INCLUDES)
        return refuse(script, at, "include.limit", NULL, "a script includes at most 256 files");
    if (script->included_bytes + part->length > FMS_SCRIPT_MAX_BYTES)
        return refuse(script, at, "include.limit", NULL, "a script includes at most 8 MiB");
    return true;
}

static const struct fms_source *find(struct fms_manuscript *script, const struct fms_text *name)
{
    GError *error = NULL;
    const struct fms_world *world = script->world;
    const struct fms_source *part = world && world->text ? world->text(world->user, name->utf8, &error) : NULL;
    if (!part)
        fms_manuscript_tell_file(script, name->span, name->utf8, error);
    g_clear_error(&error);
    return part;
}

void fms_manuscript_include(struct fms_manuscript *script, const struct fms_text *name)
{
    const struct fms_source *whole = script->source, *part = find(script, name);
    if (!part || !may_include(script, name->span, part))
        return;
    script->n_includes++;
    script->included_bytes += part->length;
    g_ptr_array_add(script->including, (gpointer) (uintptr_t) part);
    script->source = part;
    if (fms_manuscript_takes_lines(script))
        fms_script_read_format(script, fms_script_format_of(part), fms_front_matter_skip(script));
    script->source = whole;
    g_ptr_array_set_size(script->including, (gint) script->including->len - 1);
}
