/*
 * Images and their attributes. md4c says that an image is there but not where it ends, so its end is found here by the
 * same grammar; attributes in braces behind it are no Markdown at all and are read here alone.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_TARGET = 4096, MAX_ATTRIBUTES = 16 };

/* First byte at or after `at` that is `stop`, backslashes respected; `limit` if none. */
static size_t find(const char *text, size_t at, size_t limit, char stop)
{
    while (at < limit && text[at] != stop)
        at += text[at] == '\\' && at + 1 < limit ? 2 : 1;
    return MIN(at, limit);
}

static size_t skip_white(const char *text, size_t at, size_t limit)
{
    while (at < limit && strchr(" \t\r\n>", text[at]))
        at++;
    return at;
}

/* From behind `(` to behind the `)` that closes it, over the target and a title in quotes. */
static size_t close_target(const char *text, size_t at, size_t limit)
{
    int depth = 0;
    at = skip_white(text, at, limit);
    if (at < limit && text[at] == '<')
        at = find(text, at, limit, '>');
    for (; at < limit && !strchr(" \t\r\n", text[at]); at++) {
        if (text[at] == '\\')
            at++;
        else if (text[at] == '(')
            depth++;
        else if (text[at] == ')' && depth-- == 0)
            return at + 1;
    }
    at = skip_white(text, at, limit);
    if (at < limit && strchr("\"'(", text[at]))
        at = find(text, at + 1, limit, text[at] == '(' ? ')' : text[at]) + 1;
    at = find(text, MIN(at, limit), limit, ')');
    return at < limit ? at + 1 : at;
}

size_t fms_image_end(const struct fms_source *source, size_t at)
{
    const char *text = source->text;
    size_t limit = MIN(source->length, at + MAX_TARGET);
    size_t end = find(text, at, limit, ']');
    if (end == limit)
        return at;
    end++;
    if (text[end] == '(')
        end = close_target(text, end + 1, limit);
    else if (text[end] == '[')
        end = MIN(find(text, end + 1, limit, ']') + 1, limit);
    return end;
}

struct fms_span fms_image_target(const struct fms_source *source, size_t begin, size_t end)
{
    const char *text = source->text, *open = NULL;
    for (const char *at = text + begin; (at = memmem(at, (size_t) (text + end - at), "](", 2)); at++)
        open = at;
    if (!open)
        return (struct fms_span){ source, begin, end };
    size_t from = skip_white(text, (size_t) (open - text) + 2, end), to;
    bool angled = from < end && text[from] == '<';
    from += angled;
    if (angled)
        to = find(text, from, end, '>');
    else
        for (to = from; to + 1 < end && !strchr(" \t\r\n", text[to]);)
            to++;
    return to > from ? (struct fms_span){ source, from, to } : (struct fms_span){ source, begin, end };
}

/* One `name=value`, `name="va lue"` or bare word that begins at `at`. @return where it ends. */
static size_t read_one(struct fms_manuscript *script, size_t at, size_t end, struct fms_attribute *out)
{
    const char *text = script->source->text;
    size_t name = at;
    while (at < end && !strchr(" \t=", text[at]))
        at++;
    out->name = talloc_strndup(script->ctx, text + name, at - name);
    out->value = "";
    if (at < end && text[at] == '=') {
        size_t value = at + 1;
        char quote = value < end && strchr("\"'", text[value]) ? text[value] : '\0';
        value += quote != '\0';
        for (at = value; at < end && (quote ? text[at] != quote : !strchr(" \t", text[at]));)
            at++;
        out->value = talloc_strndup(script->ctx, text + value, at - value);
        at += quote && at < end;
    }
    out->span = (struct fms_span){ script->source, name, at };
    return at;
}

size_t fms_attributes_read(struct fms_manuscript *script, size_t at, struct fms_block *block)
{
    const char *text = script->source->text;
    size_t open = at + strspn(text + at, " \t"), limit = MIN(script->source->length, open + MAX_TARGET);
    if (open >= limit || text[open] != '{')
        return at;
    size_t end = open;
    while (end < limit && !strchr("}\r\n", text[end]))
        end++;
    if (end == limit || text[end] != '}') {
        fms_manuscript_error(script, open, end, "image.attribute", "end it with }: {move=in focus=40%,70%}",
                             "this list of attributes is never closed");
        return end;
    }
    struct fms_attribute *attributes = talloc_array(script->ctx, struct fms_attribute, MAX_ATTRIBUTES);
    size_t n = 0;
    for (at = open + 1; (at += strspn(text + at, " \t")) < end && n < MAX_ATTRIBUTES; n++)
        at = read_one(script, at, end, &attributes[n]);
    if (at < end)
        fms_manuscript_error(script, at, end, "image.attribute", NULL, "too many attributes");
    block->attributes = attributes;
    block->n_attributes = n;
    return end + 1;
}
