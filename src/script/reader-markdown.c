/*
 * The Markdown reader. md4c parses and calls back; its text comes as pointers into the source, which is how every
 * character keeps its place. What md4c does not say (where an image or a rule stands) is found from the last place
 * known, going forward only, so that reading stays linear.
 *
 * Blocks nest in Markdown and are flat in a script: whatever text has been gathered becomes a block whenever any block
 * begins or ends. A quotation gathers all the text inside it.
 */
#include "markdown-private.h"

#include <string.h>

static const char *source_text(const struct markdown *md)
{
    return md->script->source->text;
}

static enum fms_block_kind words_kind(struct markdown *md)
{
    bool is_item = md->n_items > 0 && md->item_begins;
    md->item_begins = false;
    return is_item ? FMS_BLOCK_ITEM : FMS_BLOCK_PARAGRAPH;
}

static void put_text(struct markdown *md)
{
    if (md->text.text->len && md->leaf == LEAF_HEADING)
        fms_markdown_add_heading(md);
    else if (md->text.text->len)
        fms_markdown_add_words(md, words_kind(md));
}

void fms_markdown_cut(struct markdown *md)
{
    put_text(md);
    fms_draft_restart(&md->text);
}

/* Whatever text has been gathered becomes a block. */
static void flush(struct markdown *md)
{
    fms_markdown_end_note(md);
    if (md->leaf == LEAF_CELL)
        return;
    if (md->n_quotes) {
        fms_draft_break(&md->text, md->cursor);
        return;
    }
    put_text(md);
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

static void enter_list(struct markdown *md, int64_t first)
{
    struct fms_markdown_list list = { first };
    g_array_append_val(md->lists, list);
}

static void enter_item(struct markdown *md)
{
    struct fms_markdown_list *list = &g_array_index(md->lists, struct fms_markdown_list, md->lists->len - 1);
    md->item_number = list->next;
    list->next += list->next > 0;
    md->item_begins = true;
    md->n_items++;
    md->quote_items++;
    md->quote_item_line = md->text.lines->len;
}

/* Tables and code in a quotation are words of it. */
static void enter_shown(struct markdown *md, MD_BLOCKTYPE type)
{
    if (md->n_quotes)
        return;
    if (type == MD_BLOCK_CODE)
        fms_markdown_enter_code(md);
    else if (type == MD_BLOCK_TABLE)
        fms_markdown_enter_table(md);
    else
        md->leaf = LEAF_CELL;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    flush(md);
    md->leaf_begin = md->leaf_end = md->cursor;
    md->line_begins = true;
    switch (type) {
    case MD_BLOCK_QUOTE:
        if (md->n_quotes++ == 0)
            md->quote_items = 0;
        break;
    case MD_BLOCK_UL: enter_list(md, 0); break;
    case MD_BLOCK_OL: enter_list(md, ((MD_BLOCK_OL_DETAIL *) detail)->start); break;
    case MD_BLOCK_LI: enter_item(md); break;
    case MD_BLOCK_HR:
        if (!md->n_quotes)
            find_rule(md);
        break;
    case MD_BLOCK_H:
        md->leaf = LEAF_HEADING;
        md->level = (int) ((MD_BLOCK_H_DETAIL *) detail)->level;
        break;
    case MD_BLOCK_HTML: md->leaf = LEAF_HTML; break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: enter_shown(md, type); break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_P:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_TR: break;
    }
    return fms_manuscript_is_full(md->script);
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
    struct fms_span html = { md->script->source, md->leaf_begin + white, md->leaf_begin + length };
    if (md->dialect && md->dialect->html && md->dialect->html(md, html))
        return;
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

static void leave_quote(struct markdown *md)
{
    if (--md->n_quotes)
        return;
    if (md->text.text->len && md->credits_level)
        fms_manuscript_credits(md->script, &md->text, FMS_BAR | FMS_COLON, NULL);
    else if (md->text.text->len)
        fms_markdown_add_quote(md);
    else if (md->dialect && md->dialect->empty_quote)
        md->dialect->empty_quote(md);
    fms_draft_reset(&md->text);
}

/* What is shown, outside quotations, where it is words. */
static void leave_shown(struct markdown *md, MD_BLOCKTYPE type)
{
    if (md->n_quotes)
        return;
    if (type == MD_BLOCK_CODE)
        fms_markdown_leave_code(md);
    else if (type == MD_BLOCK_TR)
        fms_markdown_leave_row(md);
    else if (type == MD_BLOCK_TABLE)
        fms_markdown_leave_table(md);
    else
        fms_markdown_leave_cell(md, type == MD_BLOCK_TH);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    flush(md);
    switch (type) {
    case MD_BLOCK_QUOTE: leave_quote(md); break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL: g_array_set_size(md->lists, md->lists->len - 1); break;
    case MD_BLOCK_LI:
        md->n_items--;
        md->item_begins = false;
        break;
    case MD_BLOCK_HTML: end_html(md); break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_TABLE:
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: leave_shown(md, type); break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY: break;
    }
    md->leaf = LEAF_NONE;
    return fms_manuscript_is_full(md->script);
}

/* Two tildes strike out, one sets low: H~2~O keeps its letters. */
static void enter_tildes(struct markdown *md)
{
    const char *open = source_text(md) + md->cursor;
    open += strcspn(open, "~");
    md->n_tildes++;
    bool struck = open[0] && open[1] == '~' && !(md->dialect && md->dialect->says_struck);
    if (!md->struck && struck)
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
    else if (type != MD_SPAN_IMG)
        fms_markdown_enter_inline(md, type);
    else if (md->n_images++ == 0)
        fms_markdown_enter_image(md, detail);
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct markdown *md = user;
    if (type == MD_SPAN_DEL)
        leave_tildes(md);
    else if (type != MD_SPAN_IMG)
        fms_markdown_leave_inline(md, type);
    else if (--md->n_images == 0)
        fms_markdown_leave_image(md);
    return fms_manuscript_is_full(md->script);
}

/* Text that stands in the source, from `at` on. */
static void add_piece(struct markdown *md, struct fms_draft *draft, MD_TEXTTYPE type, size_t at, size_t n)
{
    const char *text = source_text(md) + at;
    char decoded[8];
    size_t n_decoded = type == MD_TEXT_ENTITY ? fms_entity_decode(text, n, decoded) : 0;
    if (type == MD_TEXT_HTML) {
        struct fms_span tag = { md->script->source, at, at + n };
        if (md->dialect && md->dialect->html && md->dialect->html(md, tag))
            return;
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

static size_t read_directions(struct markdown *md, size_t at)
{
    return md->dialect && md->dialect->directions ? md->dialect->directions(md, at) : fms_markdown_directions(md, at);
}

/* Words of the script, or of an image's alternative text. */
static void add_words(struct markdown *md, MD_TEXTTYPE type, const char *text, size_t size, bool inside)
{
    struct fms_draft *draft = md->n_images ? &md->alt : &md->text;
    size_t at = inside ? (size_t) (text - source_text(md)) : md->cursor;
    if (md->struck || md->in_note)
        return;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        fms_draft_break(draft, md->cursor);
        md->line_begins = !md->n_images;
    } else if (inside) {
        bool may_direct = md->line_begins && type == MD_TEXT_NORMAL && !md->n_images && !md->n_quotes;
        md->line_begins = false;
        md->skip_to = may_direct && md->leaf == LEAF_NONE ? read_directions(md, at) : at;
        if (md->skip_to == at)
            add_piece(md, draft, type, at, size);
    } else if (type != MD_TEXT_HTML) {
        fms_draft_put(draft, md->cursor, text, size);
    }
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct markdown *md = user;
    const struct fms_source *source = md->script->source;
    bool inside =
        (uintptr_t) text >= (uintptr_t) source->text && (uintptr_t) text < (uintptr_t) source->text + source->length;
    size_t at = inside ? (size_t) (text - source->text) : md->cursor, end = inside ? at + size : at;
    bool skipped = inside ? end <= md->skip_to : md->cursor < md->skip_to;
    if (inside && at < md->skip_to)
        at = MIN(md->skip_to, end);
    md->cursor = MAX(md->cursor, end);
    if (md->leaf == LEAF_HTML) {
        if (inside && md->leaf_end <= md->leaf_begin)
            md->leaf_begin = at;
        md->leaf_end = MAX(md->leaf_end, end);
    } else if (md->leaf == LEAF_CODE) {
        fms_markdown_add_code(md, text, size);
    } else if (!skipped) {
        add_words(md, type, inside ? source->text + at : text, inside ? end - at : size, inside);
    }
    return fms_manuscript_is_full(md->script);
}

static void init(struct markdown *md)
{
    md->late = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    md->lists = g_array_new(FALSE, FALSE, sizeof(struct fms_markdown_list));
    md->table.cells = g_array_new(FALSE, FALSE, sizeof(struct fms_text));
    md->pairs = fms_markdown_find_pairs(md->script->source, md->dialect ? md->script->source->length : md->cursor);
    fms_draft_init(&md->text, md->script->source);
    fms_draft_init(&md->alt, md->script->source);
    fms_draft_init(&md->code, md->script->source);
    md->code.verbatim = true;
}

static void clear(struct markdown *md)
{
    fms_draft_clear(&md->text);
    fms_draft_clear(&md->alt);
    fms_draft_clear(&md->code);
    g_array_free(md->late, TRUE);
    g_array_free(md->lists, TRUE);
    g_array_free(md->table.cells, TRUE);
    g_array_free(md->pairs, TRUE);
}

void fms_markdown_parse(struct markdown *md, size_t from, size_t to)
{
    static const MD_PARSER parser = {
        .flags = FMS_MARKDOWN_FLAGS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = on_text,
    };
    md->cursor = from;
    if (md_parse(md->script->source->text + from, (MD_SIZE) (to - from), &parser, md) < 0)
        g_error("out of memory");
}

void fms_markdown_read_as(struct fms_manuscript *script, size_t from, const struct fms_markdown_dialect *dialect)
{
    if (!fms_markdown_guard(script, from))
        return;
    struct markdown md = {
        .script = script, .dialect = dialect, .cursor = from, .credits_level = script->credits_level
    };
    init(&md);
    if (dialect && dialect->parts)
        dialect->parts(&md, from);
    else
        fms_markdown_parse(&md, from, script->source->length);
    clear(&md);
}

void fms_markdown_read(struct fms_manuscript *script, size_t from)
{
    fms_markdown_read_as(script, from, NULL);
}
