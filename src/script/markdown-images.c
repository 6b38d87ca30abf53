/*
 * Images. md4c says that an image is there but not where it ends, so its end is found here by the same grammar.
 */
#include "markdown-private.h"

#include <string.h>

enum { MAX_TARGET = 4096 };

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

/* A target as the file is called: entities and %20 decoded. What decodes to no valid name stays as written. */
static char *decode_target(TALLOC_CTX *ctx, const MD_ATTRIBUTE *src)
{
    GString *written = g_string_new(NULL);
    for (unsigned i = 0; src->size && src->substr_offsets[i] < src->size; i++) {
        const char *piece = src->text + src->substr_offsets[i];
        size_t n = src->substr_offsets[i + 1] - src->substr_offsets[i];
        char decoded[8];
        size_t n_decoded = src->substr_types[i] == MD_TEXT_ENTITY ? fms_entity_decode(piece, n, decoded) : 0;
        g_string_append_len(written, n_decoded ? decoded : piece, (gssize) (n_decoded ? n_decoded : n));
    }
    char *name = g_uri_unescape_string(written->str, NULL);
    bool good = name && g_utf8_validate(name, -1, NULL);
    char *target = talloc_strdup(ctx, good ? name : written->str);
    g_free(name);
    g_string_free(written, TRUE);
    return target;
}

/* A picture in the middle of a sentence is seen with all of it; behind a finished sentence, from there on. */
void fms_markdown_enter_image(struct markdown *md, const MD_SPAN_IMG_DETAIL *detail)
{
    md->target = NULL;
    if (md->cursor < md->skip_to)
        return; /* it is part of a direction */
    if (!md->n_quotes && md->leaf == LEAF_NONE && fms_ends_sentence(md->text.text->str, md->text.text->len))
        fms_markdown_cut(md);
    const char *text = md->script->source->text;
    md->image_begin = md->cursor;
    while (text[md->image_begin] && !(text[md->image_begin] == '!' && text[md->image_begin + 1] == '['))
        md->image_begin++;
    md->cursor = MIN(md->image_begin + 2, md->script->source->length);
    md->target = decode_target(md->script->ctx, &detail->src);
    md->line_begins = false;
    fms_draft_reset(&md->alt);
}

/* With `chart=`, the file is the data of one. */
static void become_chart(struct markdown *md, struct fms_block *block)
{
    static const char *const words[] = { "bars", "bar-chart", "lines", "line-chart", NULL };
    struct fms_attribute *attributes = (struct fms_attribute *) block->attributes;
    size_t i = 0, kind = 0;
    while (i < block->n_attributes && strcmp(attributes[i].name, "chart") != 0)
        i++;
    if (i == block->n_attributes)
        return;
    while (words[kind] && strcmp(attributes[i].value, words[kind]) != 0)
        kind++;
    struct fms_span span = attributes[i].span;
    if (!words[kind])
        fms_manuscript_error(md->script, span.begin, span.end, "image.attribute", "chart=bars or chart=lines",
                             "there is no such chart");
    block->kind = FMS_BLOCK_PANEL;
    block->panel = kind < 2 ? FMS_PANEL_BARS : FMS_PANEL_LINES;
    attributes[i] = (struct fms_attribute){ "data", block->target, block->target_span };
    block->target = NULL;
}

void fms_markdown_leave_image(struct markdown *md)
{
    if (!md->target)
        return;
    struct fms_block block = fms_markdown_block(md, FMS_BLOCK_IMAGE);
    size_t end = fms_image_end(md->script->source, md->cursor);
    if (md->alt.text->len)
        block.text = fms_draft_text(md->script->ctx, &md->alt);
    block.target_span = fms_image_target(md->script->source, md->image_begin, end);
    if (!md->dialect)
        end = fms_attributes_read(md->script, end, &block);
    block.target = md->target;
    block.span = (struct fms_span){ md->script->source, md->image_begin, end };
    md->cursor = md->skip_to = end;
    if (md->dialect && md->dialect->image && !md->dialect->image(md, &block))
        return;
    become_chart(md, &block);
    if (!*md->target)
        fms_manuscript_error(md->script, md->image_begin, end, "image.target", "name a file: ![](harbour.jpg)",
                             "this picture names no file");
    else if (md->leaf == LEAF_HEADING)
        g_array_append_val(md->late, block);
    else
        fms_manuscript_add(md->script, &block);
}
