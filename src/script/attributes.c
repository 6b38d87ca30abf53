/*
 * Attributes in braces, `{focus=40%,70% move=in}`. They are no Markdown at all and are read here alone.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_BYTES = 4096, MAX_ATTRIBUTES = 16 };

static const char *code_of(const struct fms_block *block)
{
    static const char *const codes[] = { [FMS_BLOCK_IMAGE] = "image.attribute",
                                         [FMS_BLOCK_PANEL] = "panel.attribute",
                                         [FMS_BLOCK_DIRECTION] = "direction.attribute" };
    const char *code = (size_t) block->kind < G_N_ELEMENTS(codes) ? codes[block->kind] : NULL;
    return code ? code : "span.attribute";
}

/*
 * One `name=value`, `name="va lue"` or bare word that begins at `at`.
 * @return where it ends; `end` if its quotation marks are never closed.
 */
static size_t read_one(struct fms_manuscript *script, size_t at, size_t end, struct fms_attribute *out)
{
    const char *text = script->source->text;
    size_t name = at;
    while (at < end && !strchr(" \t=}", text[at]))
        at++;
    *out = (struct fms_attribute){ talloc_strndup(script->ctx, text + name, at - name), "", { script->source, 0, 0 } };
    if (at < end && text[at] == '=') {
        size_t value = at + 1;
        char quote = value < end && strchr("\"'", text[value]) ? text[value] : '\0';
        value += quote != '\0';
        for (at = value; at < end && (quote ? text[at] != quote : !strchr(" \t}", text[at]));)
            at++;
        out->value = talloc_strndup(script->ctx, text + value, at - value);
        at += quote && at < end;
    }
    out->span = (struct fms_span){ script->source, name, at };
    return at;
}

/* Where the line ends, or as far as attributes may go. */
static size_t limit_of(const struct fms_source *source, size_t at)
{
    size_t end = at, limit = MIN(source->length, at + MAX_BYTES);
    while (end < limit && !strchr("\r\n", source->text[end]))
        end++;
    return end;
}

size_t fms_attributes_read(struct fms_manuscript *script, size_t at, struct fms_block *block)
{
    const char *text = script->source->text;
    struct fms_attribute found[MAX_ATTRIBUTES];
    size_t open = at + strspn(text + at, " \t"), n = 0;
    if (text[open] != '{')
        return at;
    size_t end = limit_of(script->source, open);
    for (at = open + 1; (at += strspn(text + at, " \t")) < end && text[at] != '}' && n < MAX_ATTRIBUTES; n++)
        at = read_one(script, at, end, &found[n]);
    if (at >= end) {
        fms_manuscript_error(script, open, end, code_of(block), "end it with }: {move=in focus=40%,70%}",
                             "this list of attributes is never closed");
        return end;
    }
    if (text[at] != '}') {
        fms_manuscript_error(script, at, end, code_of(block), NULL, "too many attributes");
        return end;
    }
    block->attributes = n ? talloc_memdup(script->ctx, found, n * sizeof *found) : NULL;
    block->n_attributes = n;
    return at + 1;
}
