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
 * @return where it ends; the end of the line if its quotation marks are never closed.
 */
static size_t read_one(struct fms_manuscript *script, size_t at, size_t end, struct fms_attribute *out)
{
    const char *text = script->source->text;
    size_t name = at;
    while (at < end && !strchr(" \t=}\r\n", text[at]))
        at++;
    *out = (struct fms_attribute){ talloc_strndup(script->ctx, text + name, at - name), "", { script->source, 0, 0 } };
    if (at < end && text[at] == '=') {
        size_t value = at + 1;
        char quote = value < end && strchr("\"'", text[value]) ? text[value] : '\0';
        value += quote != '\0';
        for (at = value; at < end && !strchr(quote ? (char[]){ quote, '\r', '\n', '\0' } : " \t}\r\n", text[at]);)
            at++;
        out->value = talloc_strndup(script->ctx, text + value, at - value);
        at += quote && at < end && text[at] == quote;
    }
    out->span = (struct fms_span){ script->source, name, at };
    return at;
}

/* At the brace that closes the list, or where it can no longer be closed. */
static bool ends(const char *text, size_t at, size_t end)
{
    return at >= end || strchr("}\r\n", text[at]);
}

size_t fms_attributes_read(struct fms_manuscript *script, size_t at, struct fms_block *block)
{
    const char *text = script->source->text;
    struct fms_attribute found[MAX_ATTRIBUTES];
    size_t open = at + strspn(text + at, " \t"), n = 0;
    if (text[open] != '{')
        return at;
    size_t end = MIN(script->source->length, open + MAX_BYTES);
    for (at = open + 1; !ends(text, at += strspn(text + at, " \t"), end) && n < MAX_ATTRIBUTES; n++)
        at = read_one(script, at, end, &found[n]);
    if (text[at] != '}') {
        bool closed = !ends(text, at, end);
        at += closed ? strcspn(text + at, "\r\n") : 0;
        fms_manuscript_error(script, open, at, code_of(block), closed ? NULL : "end it with }: {move=in focus=40%,70%}",
                             closed ? "there are more than 16 attributes" : "this list of attributes is never closed");
        return at;
    }
    block->attributes = n ? talloc_memdup(script->ctx, found, n * sizeof *found) : NULL;
    block->n_attributes = n;
    return at + 1;
}
