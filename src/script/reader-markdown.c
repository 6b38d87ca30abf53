/*
 * The Markdown reader. md4c parses and calls back; its text comes as pointers into the source, which is how every
 * character keeps its place. What md4c does not say (where an image or a rule stands) is found from the last place
 * known, going forward only, so that reading stays linear.
 *
 * Blocks nest in Markdown and are flat in a script: whatever text has been gathered becomes a block whenever any block
 * begins or ends. A quotation gathers all the text inside it.
 */
#include "markdown-private.h"

#include <md4c.h>
#include <string.h>

static const char *source_text(const struct markdown *md)
{
    return md->script->source->text;
}

/* Whatever text has been gathered becomes a block. */
static void flush(struct markdown *md)
{
    fms_markdown_end_note(md);
    if (md->n_quotes) {
        fms_draft_break(&md->text, md->cursor);
        return;
    }
    if (md->text.text->len) {
        if (md->leaf == LEAF_HEADING)
            fms_markdown_add_heading(md);
        else
            fms_markdown_add_words(md, md->n_items ? FMS_BLOCK_ITEM : FMS_BLOCK_PARAGRAPH);
    }
    fms_draft_reset(&md->text);
    for (guint i = 0; i < md->late->len; i++)
        fms_manuscript_add(md->script, &g_array_index(md->late, struct fms_block, i));
    g_array_set_size(md->late, 0);
}

/* Where the rule stands that md4c has just reported: on the next line that is one, behind marks of containers. */
static void find_rule(struct markdown *md)
{
    const char *text = source_text(md);
    size_t at = fms_markdown_line_begin(md, md->cursor);
    at = at + strspn(text + at, " \t>-*+.)0123456789") >= md->cursor ? md->cursor
                                                                     : fms_markdown_next_line(md, md->cursor);
    for (; text[at]; at = fms_markdown_next_line(md, at)) {
        size_t end = fms_markdown_line_end(md, at), begin = at;
        for (; begin < end && strchr(" \t>-*+.)_0123456789", text[begin]); begin++)
            if (fms_line_drawn(text + begin, end - begin, (char[]){ text[begin], '\0' }) &&
                strchr("-*_", text[begin])) {
                md->cursor = end;
                fms_markdown_add_rule(md, begin, end);
                return;
            }
    }
    fms_markdown_add_rule(md, md->cursor, md->cursor);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    flush(md);
    md->leaf_begin = md->leaf_end = md->cursor;
    switch (type) {
    case MD_BLOCK_QUOTE:
        if (md->n_quotes++ == 0)
            md->quote_items = 0;
        break;
    case MD_BLOCK_LI:
        md->n_items++;
        md->quote_items++;
        md->quote_item_line = md->text.lines->len;
        break;
    case MD_BLOCK_HR:
        if (!md->n_quotes)
            find_rule(md);
        break;
    case MD_BLOCK_H:
        md->leaf = LEAF_HEADING;
        md->level = (int) ((MD_BLOCK_H_DETAIL *) detail)->level;
        break;
    case MD_BLOCK_CODE: md->leaf = LEAF_CODE; break;
    case MD_BLOCK_HTML: md->leaf = LEAF_HTML; break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: break;
    }
    return 0;
}

static size_t trimmed_end(const struct markdown *md)
{
    size_t end = md->leaf_end;
    while (end > md->leaf_begin && strchr(" \t\r\n", source_text(md)[end - 1]))
        end--;
    return end;
}

/* A comment goes without a word; anything else that is left out, words behind a comment too, is worth one. */
static void end_html(struct markdown *md)
{
    const char *text = source_text(md) + md->leaf_begin;
    size_t length = trimmed_end(md) - md->leaf_begin;
    size_t white = MIN(strspn(text, " \t"), length);
    const char *close = NULL, *what = "HTML is left out", *hint = "write the words without tags";
    if (length - white >= 4 && memcmp(text + white, "<!--", 4) == 0) {
        close = memmem(text + white, length - white, "-->", 3);
        hint = "a comment stands on lines of its own: <!-- like this -->";
        what = close ? "words on a comment's last line are left out"
                     : "this comment is never closed: all of it is left out";
    }
    if (!close || close + 3 < text + length)
        fms_manuscript_warn(md->script, md->leaf_begin + white, md->leaf_begin + length, "markdown.html", hint, what);
}

static void end_code(struct markdown *md)
{
    struct fms_span span = { md->script->source, md->leaf_begin, trimmed_end(md) };
    if (span.end <= span.begin)
        span = fms_markdown_empty_code(md);
    fms_manuscript_warn(md->script, span.begin, span.end, "markdown.code", NULL,
                        "a code block cannot be narrated; it is left out");
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    flush(md);
    if (type == MD_BLOCK_CODE)
        end_code(md);
    else if (type == MD_BLOCK_HTML)
        end_html(md);
    else if (type == MD_BLOCK_LI)
        md->n_items--;
    else if (type == MD_BLOCK_QUOTE && --md->n_quotes == 0) {
        if (md->text.text->len && md->credits_level)
            fms_manuscript_credits(md->script, &md->text, FMS_BAR | FMS_COLON, NULL);
        else if (md->text.text->len)
            fms_markdown_add_quote(md);
        fms_draft_reset(&md->text);
    }
    md->leaf = LEAF_NONE;
    return 0;
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
static void enter_image(struct markdown *md, const MD_SPAN_IMG_DETAIL *detail)
{
    if (!md->n_quotes && md->leaf == LEAF_NONE && fms_ends_sentence(md->text.text->str, md->text.text->len))
        flush(md);
    const char *found = strstr(source_text(md) + md->cursor, "![");
    md->image_begin = found ? (size_t) (found - source_text(md)) : md->cursor;
    md->cursor = found ? md->image_begin + 2 : md->cursor;
    md->target = decode_target(md->script->ctx, &detail->src);
    fms_draft_reset(&md->alt);
}

static void leave_image(struct markdown *md)
{
    struct fms_block block = fms_markdown_block(md, FMS_BLOCK_IMAGE);
    size_t end = fms_image_end(md->script->source, md->cursor);
    if (md->alt.text->len)
        block.text = fms_draft_text(md->script->ctx, &md->alt);
    block.target_span = fms_image_target(md->script->source, md->image_begin, end);
    end = fms_attributes_read(md->script, end, &block);
    block.target = md->target;
    block.span = (struct fms_span){ md->script->source, md->image_begin, end };
    md->cursor = md->skip_to = end;
    if (!*md->target)
        fms_manuscript_error(md->script, md->image_begin, end, "image.target", "name a file: ![](harbour.jpg)",
                             "this picture names no file");
    else if (md->leaf == LEAF_HEADING)
        g_array_append_val(md->late, block);
    else
        fms_manuscript_add(md->script, &block);
}

/* Two tildes strike out, one sets low: H~2~O keeps its letters. */
static void enter_tildes(struct markdown *md)
{
    const char *open = source_text(md) + md->cursor;
    open += strcspn(open, "~");
    md->n_tildes++;
    if (!md->struck && open[0] && open[1] == '~')
        md->struck = md->n_tildes;
}

static void leave_tildes(struct markdown *md)
{
    if (md->struck == md->n_tildes--)
        md->struck = 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    if (type == MD_SPAN_DEL)
        enter_tildes(md);
    if (type == MD_SPAN_IMG && md->n_images++ == 0)
        enter_image(md, detail);
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    if (type == MD_SPAN_DEL)
        leave_tildes(md);
    if (type == MD_SPAN_IMG && --md->n_images == 0)
        leave_image(md);
    return 0;
}

/* Text that stands in the source, from `at` on. */
static void add_piece(struct markdown *md, struct fms_draft *draft, MD_TEXTTYPE type, size_t at, size_t n)
{
    const char *text = source_text(md) + at;
    char decoded[8];
    size_t n_decoded = type == MD_TEXT_ENTITY ? fms_entity_decode(text, n, decoded) : 0;
    if (type == MD_TEXT_HTML) {
        if (n > 3 && g_ascii_strncasecmp(text, "<br", 3) == 0)
            fms_draft_break(draft, at);
    } else if (n_decoded) {
        fms_draft_put(draft, at, decoded, n_decoded);
        draft->end = at + n;
    } else if (type == MD_TEXT_NORMAL && n > 0) {
        bool linked_note = text[0] == '^' && at > 0 && text[-1] == '['; /* a footnote of one word, taken for a link */
        if (!linked_note)
            fms_markdown_add_prose(md, draft, at, n);
    } else {
        fms_draft_add(draft, at, at + n);
    }
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct markdown *md = user;
    const struct fms_source *source = md->script->source;
    struct fms_draft *draft = md->n_images ? &md->alt : &md->text;
    bool inside =
        (uintptr_t) text >= (uintptr_t) source->text && (uintptr_t) text < (uintptr_t) source->text + source->length;
    size_t at = inside ? (size_t) (text - source->text) : md->cursor;
    size_t end = inside ? at + size : at;
    if (inside && at < md->skip_to)
        at = MIN(md->skip_to, end);
    md->cursor = MAX(md->cursor, end);
    if (md->leaf == LEAF_CODE || md->leaf == LEAF_HTML) {
        if (inside && md->leaf_end <= md->leaf_begin)
            md->leaf_begin = at;
        md->leaf_end = MAX(md->leaf_end, end);
    } else if (md->struck || md->in_note) {
        return 0;
    } else if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        fms_draft_break(draft, md->cursor);
    } else if (inside) {
        add_piece(md, draft, type, at, end - at);
    } else if (type != MD_TEXT_HTML) {
        fms_draft_put(draft, md->cursor, text, size);
    }
    return 0;
}

void fms_markdown_read(struct fms_manuscript *script, size_t from)
{
    static const MD_PARSER parser = {
        .flags =
            MD_FLAG_PERMISSIVEATXHEADERS | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = on_text,
    };
    if (!fms_markdown_guard(script, from))
        return;
    struct markdown md = { .script = script, .cursor = from };
    md.late = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    fms_draft_init(&md.text, script->source);
    fms_draft_init(&md.alt, script->source);
    if (md_parse(script->source->text + from, (MD_SIZE) (script->source->length - from), &parser, &md) < 0)
        g_error("out of memory");
    fms_draft_clear(&md.text);
    fms_draft_clear(&md.alt);
    g_array_free(md.late, TRUE);
}
