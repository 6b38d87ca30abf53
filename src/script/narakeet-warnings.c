/*
 * What is said of a script of Narakeet's. Each lack is said once, at its first place: the tenth time helps nobody.
 */
#include "narakeet-private.h"

#include <string.h>

static bool is_new(struct narakeet *narakeet, const char *kind, const char *what)
{
    return g_hash_table_add(narakeet->said, g_strconcat(kind, ":", what, NULL));
}

void fms_narakeet_lack(struct narakeet *narakeet, struct fms_span at, const char *what, const char *message)
{
    if (is_new(narakeet, "ignored", what))
        fms_manuscript_warn(narakeet->script, at.begin, at.end, "narakeet.ignored", NULL, message);
}

void fms_narakeet_unknown(struct narakeet *narakeet, struct fms_span at, const char *what, const char *name)
{
    if (!is_new(narakeet, "unknown", name))
        return;
    char *message = g_strdup_printf("no %s is called '%.40s'; it is left out", what, name);
    char *valid = g_utf8_make_valid(message, -1); /* the cut may fall inside a character */
    fms_manuscript_warn(narakeet->script, at.begin, at.end, "narakeet.unknown", NULL, valid);
    g_free(valid);
    g_free(message);
}

void fms_narakeet_wrong(struct narakeet *narakeet, struct fms_span at, const char *hint, const char *message)
{
    fms_manuscript_warn(narakeet->script, at.begin, at.end, "narakeet.value", hint, message);
}

struct fms_text fms_narakeet_text(struct narakeet *narakeet, const char *utf8, struct fms_span at)
{
    struct fms_draft draft;
    fms_draft_init(&draft, at.source);
    draft.verbatim = true;
    fms_draft_put(&draft, at.begin, utf8, strlen(utf8));
    struct fms_text text = fms_draft_text(narakeet->script->ctx, &draft);
    text.span = at;
    fms_draft_clear(&draft);
    return text;
}

struct fms_block fms_narakeet_direction(struct narakeet *narakeet, enum fms_direction_kind kind, const char *value,
                                        struct fms_span at)
{
    struct fms_block block = fms_manuscript_block(narakeet->script, FMS_BLOCK_DIRECTION, at.begin, at.end);
    block.direction = kind;
    block.text = fms_narakeet_text(narakeet, value, at);
    return block;
}
