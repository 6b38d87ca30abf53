/*
 * The Markdown reader. md4c parses and calls back; its text comes as pointers into the source, which is how every
 * character keeps its place. What md4c does not say (where an image or a rule stands) is found from the last place
 * known, going forward only, so that reading stays linear.
 *
 * Blocks nest in Markdown and are flat in a script: whatever text has been gathered becomes a block whenever any block
 * begins or ends. A quotation gathers all the text inside it.
 */
#include "script-private.h"

#include <md4c.h>
#include <string.h>

enum leaf { LEAF_NONE, LEAF_HEADING, LEAF_CODE, LEAF_HTML };

struct markdown {
    struct fms_manuscript *script;
    struct fms_draft text, alt;
    GArray *late;   /* images of a heading: they follow it */
    size_t cursor;  /* everything before it has been seen */
    size_t skip_to; /* attributes: text before it has been read */
    enum leaf leaf;
    int level;
    size_t leaf_begin, leaf_end; /* of code and HTML */
    int n_quotes, n_items, n_images, n_struck;
    size_t quote_items, quote_item_line; /* list items in the quotation; the line that the last one began */
    int credits_level;                   /* of the heading over credits; 0: none */
    bool spoken;                         /* some text has become a block */
    size_t image_begin;
    char *target;
};

static const char *source_text(const struct markdown *md)
{
    return md->script->source->text;
}

static size_t line_begin(const struct markdown *md, size_t at)
{
    while (at > 0 && !strchr("\r\n", source_text(md)[at - 1]))
        at--;
    return at;
}

static size_t line_end(const struct markdown *md, size_t at)
{
    return at + strcspn(source_text(md) + at, "\r\n");
}

static size_t next_line(const struct markdown *md, size_t at)
{
    at = line_end(md, at);
    return at + (source_text(md)[at] == '\r' && source_text(md)[at + 1] == '\n' ? 2 : source_text(md)[at] != '\0');
}

/* The draft's span with the markup at its ends: emphasis, brackets, the target of a link. */
static struct fms_span dressed_span(const struct markdown *md)
{
    const char *text = source_text(md);
    size_t begin = md->text.begin, end = md->text.end;
    while (begin > 0 && strchr("*_~`[\\<", text[begin - 1]))
        begin--;
    for (bool more = true; more && text[end];) {
        more = strchr("*_~`>", text[end]) != NULL;
        if (text[end] == ']' && strchr("([", text[end + 1]) && text[end + 1])
            end = fms_image_end(md->script->source, end);
        else
            end += more;
    }
    return (struct fms_span){ md->script->source, begin, end };
}

static struct fms_block new_block(const struct markdown *md, enum fms_block_kind kind)
{
    const struct fms_text none = { .utf8 = "", .span = { md->script->source, md->cursor, md->cursor } };
    struct fms_block block = { .kind = kind, .text = none, .source_line = none, .role = none, .names = none };
    block.span = none.span;
    return block;
}

static struct fms_block text_block(struct markdown *md, enum fms_block_kind kind)
{
    struct fms_block block = new_block(md, kind);
    block.text = fms_draft_text(md->script->ctx, &md->text);
    block.text.span = block.span = dressed_span(md);
    return block;
}

/* Length of the dash that announces a source: — – ― or --. */
static size_t dash_at(const char *line)
{
    static const char *const dashes[] = { "—", "–", "―", "--" };
    size_t length = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(dashes);) {
        bool found = g_str_has_prefix(line + length, dashes[i]);
        length += found ? strlen(dashes[i]) : 0;
        i = found ? 0 : i + 1;
    }
    return length;
}

static void add_quote(struct markdown *md)
{
    const struct fms_draft *draft = &md->text;
    struct fms_block block = text_block(md, FMS_BLOCK_QUOTE);
    size_t last = draft->lines->len - 1, begin, end;
    fms_draft_line(draft, last, &begin, &end);
    size_t dash = dash_at(draft->text->str + begin);
    bool listed = md->quote_items == 1 && md->quote_item_line == last; /* typed `> - Name` */
    if (last > 0 && (dash || listed)) {
        block.text = fms_draft_slice(md->script->ctx, draft, 0, begin);
        block.source_line = fms_draft_slice(md->script->ctx, draft, begin + dash, end);
        block.source_line.span.end = MAX(block.source_line.span.end, block.span.end);
    }
    block.span.begin = line_begin(md, block.span.begin);
    block.span.begin += strspn(source_text(md) + block.span.begin, " \t");
    fms_manuscript_add(md->script, &block);
    md->spoken = true;
}

/* A table without the extension for it is a paragraph whose second line is drawn. */
static bool is_table(const struct markdown *md)
{
    size_t begin, end;
    if (md->text.lines->len < 2)
        return false;
    fms_draft_line(&md->text, 1, &begin, &end);
    const char *line = md->text.text->str + begin;
    return memchr(line, '|', end - begin) && memchr(line, '-', end - begin) && fms_line_drawn(line, end - begin, "-|:");
}

static bool all_lines_plausible(const struct fms_draft *draft)
{
    for (size_t i = 0; i < draft->lines->len; i++) {
        size_t begin, end;
        fms_draft_line(draft, i, &begin, &end);
        if (!fms_credit_plausible(draft->text->str, begin, end, FMS_BAR))
            return false;
    }
    return true;
}

/* An image that md4c did not take for one would be read aloud. */
static void check_image_left(struct markdown *md)
{
    const char *text = source_text(md) + md->text.begin, *end = source_text(md) + md->text.end;
    const char *open = memmem(text, (size_t) (end - text), "![", 2);
    const char *middle = open ? memmem(open, (size_t) (end - open), "](", 2) : NULL;
    if (!middle || !strstr(md->text.text->str, "![") || !strstr(md->text.text->str, "]("))
        return;
    size_t begin = (size_t) (open - source_text(md));
    fms_manuscript_error(md->script, begin, MIN(line_end(md, begin), md->text.end), "image.syntax",
                         "a file name with blanks stands in angle brackets: ![](<my picture.jpg>)",
                         "this picture is not closed, or its file name has a blank");
}

static void add_words(struct markdown *md, enum fms_block_kind kind)
{
    struct fms_block block = text_block(md, kind);
    if (md->credits_level)
        fms_manuscript_credits(md->script, &md->text, FMS_BAR | FMS_COLON, NULL);
    else if (is_table(md))
        fms_manuscript_warn(md->script, block.span.begin, block.span.end, "markdown.table", "say it in a sentence",
                            "a table cannot be narrated; it is left out");
    else if (all_lines_plausible(&md->text))
        fms_manuscript_credits(md->script, &md->text, FMS_BAR, &block);
    else {
        check_image_left(md);
        fms_manuscript_add(md->script, &block);
        md->spoken = true;
    }
}

static void add_rule(struct markdown *md, size_t begin, size_t end)
{
    struct fms_block block = new_block(md, FMS_BLOCK_RULE);
    block.span.begin = begin;
    block.span.end = end;
    if (!md->credits_level)
        fms_manuscript_add(md->script, &block);
}

static void add_heading(struct markdown *md, size_t begin, size_t end)
{
    struct fms_block block = text_block(md, FMS_BLOCK_HEADING);
    block.level = md->level;
    block.span.begin = begin;
    block.span.end = MAX(block.span.end, end);
    if (md->credits_level && md->level > md->credits_level) {
        fms_manuscript_credits(md->script, &md->text, 0, NULL);
        return;
    }
    md->credits_level = fms_credits_heading(block.text.utf8, block.text.length) ? md->level : 0;
    if (md->credits_level)
        return;
    if (md->level == 1 && !md->script->meta.title.length && !md->spoken)
        fms_manuscript_title(md->script, &md->text, FMS_BAR);
    else
        fms_manuscript_add(md->script, &block);
    md->spoken = true;
}

/*
 * `---` right under a paragraph makes a heading of it in Markdown. In a script that is nearly always a rule whose blank
 * line was forgotten, so words that end in a full stop or run over several lines stay words.
 */
static void end_heading(struct markdown *md)
{
    const char *text = source_text(md);
    size_t begin = line_begin(md, md->text.begin), end = line_end(md, md->text.end);
    size_t indent = begin + strspn(text + begin, " \t>");
    if (memchr(text + begin, '#', md->text.begin - begin)) {
        add_heading(md, indent, md->text.end);
        return;
    }
    size_t underline = next_line(md, end);
    underline += strspn(text + underline, " \t>");
    md->cursor = MAX(md->cursor, line_end(md, underline));
    if (md->level == 2 && (md->text.lines->len > 1 || fms_ends_full_stop(md->text.text->str, md->text.text->len))) {
        add_words(md, FMS_BLOCK_PARAGRAPH);
        add_rule(md, underline, md->cursor);
        return;
    }
    add_heading(md, indent, md->cursor);
}

/* Whatever text has been gathered becomes a block. */
static void flush(struct markdown *md)
{
    if (md->n_quotes) {
        fms_draft_break(&md->text, md->cursor);
        return;
    }
    if (md->text.text->len) {
        if (md->leaf == LEAF_HEADING)
            end_heading(md);
        else
            add_words(md, md->n_items ? FMS_BLOCK_ITEM : FMS_BLOCK_PARAGRAPH);
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
    size_t at = line_begin(md, md->cursor);
    at = at + strspn(text + at, " \t>-*+.)0123456789") >= md->cursor ? md->cursor : next_line(md, md->cursor);
    for (; text[at]; at = next_line(md, at)) {
        size_t end = line_end(md, at), begin = at;
        for (; begin < end && strchr(" \t>-*+.)_0123456789", text[begin]); begin++)
            if (fms_line_drawn(text + begin, end - begin, (char[]){ text[begin], '\0' }) &&
                strchr("-*_", text[begin])) {
                md->cursor = end;
                add_rule(md, begin, end);
                return;
            }
    }
    add_rule(md, md->cursor, md->cursor);
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
    const char *close = NULL, *what = "HTML is left out";
    if (length - white >= 4 && memcmp(text + white, "<!--", 4) == 0) {
        close = memmem(text + white, length - white, "-->", 3);
        what = close ? "words on a comment's last line are left out"
                     : "this comment is never closed: all of it is left out";
    }
    if (!close || close + 3 < text + length)
        fms_manuscript_warn(md->script, md->leaf_begin + white, md->leaf_begin + length, "markdown.html",
                            "a comment stands on lines of its own: <!-- like this -->", what);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    flush(md);
    if (type == MD_BLOCK_CODE)
        fms_manuscript_warn(md->script, md->leaf_begin, trimmed_end(md), "markdown.code", NULL,
                            "a code block cannot be narrated; it is left out");
    else if (type == MD_BLOCK_HTML)
        end_html(md);
    else if (type == MD_BLOCK_LI)
        md->n_items--;
    else if (type == MD_BLOCK_QUOTE && --md->n_quotes == 0) {
        if (md->text.text->len && md->credits_level)
            fms_manuscript_credits(md->script, &md->text, FMS_BAR | FMS_COLON, NULL);
        else if (md->text.text->len)
            add_quote(md);
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
    struct fms_block block = new_block(md, FMS_BLOCK_IMAGE);
    size_t end = fms_image_end(md->script->source, md->cursor);
    if (md->alt.text->len)
        block.text = fms_draft_text(md->script->ctx, &md->alt);
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

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    md->n_struck += type == MD_SPAN_DEL;
    if (type == MD_SPAN_IMG && md->n_images++ == 0)
        enter_image(md, detail);
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    md->n_struck -= type == MD_SPAN_DEL;
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
    } else if (md->n_struck) {
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
        .flags = MD_FLAG_PERMISSIVEATXHEADERS | MD_FLAG_NOINDENTEDCODEBLOCKS | MD_FLAG_STRIKETHROUGH,
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
