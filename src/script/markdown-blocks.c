/*
 * What gathered text becomes in Markdown. Most of it is plain; the care goes to what people mean and Markdown does not
 * say: the source of a quotation, credits without a heading, a rule whose blank line was forgotten.
 */
#include "markdown-private.h"

#include <string.h>

static const char *source_text(const struct markdown *md)
{
    return md->script->source->text;
}

size_t fms_markdown_line_begin(const struct markdown *md, size_t at)
{
    while (at > 0 && !strchr("\r\n", source_text(md)[at - 1]))
        at--;
    return at;
}

size_t fms_markdown_line_end(const struct markdown *md, size_t at)
{
    return at + strcspn(source_text(md) + at, "\r\n");
}

size_t fms_markdown_next_line(const struct markdown *md, size_t at)
{
    at = fms_markdown_line_end(md, at);
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

struct fms_block fms_markdown_block(const struct markdown *md, enum fms_block_kind kind)
{
    return fms_manuscript_block(md->script, kind, md->cursor, md->cursor);
}

static struct fms_block text_block(struct markdown *md, enum fms_block_kind kind)
{
    struct fms_block block = fms_markdown_block(md, kind);
    block.text = fms_draft_text(md->script->ctx, &md->text);
    block.text.span = block.span = dressed_span(md);
    if (kind == FMS_BLOCK_ITEM) {
        block.level = (int) md->lists->len;
        block.number = md->item_number;
    }
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

void fms_markdown_add_quote(struct markdown *md)
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
    block.span.begin = fms_markdown_line_begin(md, block.span.begin);
    block.span.begin += strspn(source_text(md) + block.span.begin, " \t");
    if (block.source_line.length)
        fms_manuscript_add(md->script, &block);
    else
        fms_manuscript_say(md->script, draft, &block);
    md->spoken = true;
}

/* A bar behind a backslash is a sign in a sentence. */
static bool escapes_bar(const struct fms_draft *draft)
{
    return memmem(draft->source->text + draft->begin, draft->end - draft->begin, "\\|", 2) != NULL;
}

static bool all_lines_plausible(const struct fms_draft *draft)
{
    for (size_t i = 0; i < draft->lines->len; i++) {
        size_t begin, end;
        fms_draft_line(draft, i, &begin, &end);
        if (!fms_credit_plausible(draft->text->str, begin, end, FMS_BAR))
            return false;
    }
    return !escapes_bar(draft);
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
    fms_manuscript_error(md->script, begin, MIN(fms_markdown_line_end(md, begin), md->text.end), "image.syntax",
                         "a file name with blanks stands in angle brackets: ![](<my picture.jpg>)",
                         "this picture is not closed, or its file name has a blank");
}

void fms_markdown_add_words(struct markdown *md, enum fms_block_kind kind)
{
    struct fms_block block = text_block(md, kind);
    if (md->credits_level)
        fms_manuscript_credits(md->script, &md->text, FMS_BAR | FMS_COLON, NULL);
    else if (fms_markdown_is_table(md))
        fms_markdown_add_table(md);
    else if (all_lines_plausible(&md->text))
        fms_manuscript_credits(md->script, &md->text, FMS_BAR, &block);
    else {
        check_image_left(md);
        fms_manuscript_say(md->script, &md->text, &block);
        md->spoken = true;
    }
}

void fms_markdown_add_rule(struct markdown *md, size_t begin, size_t end)
{
    struct fms_block block = fms_markdown_block(md, FMS_BLOCK_RULE);
    block.span.begin = begin;
    block.span.end = end;
    if (!md->credits_level)
        fms_manuscript_add(md->script, &block);
}

static void set_heading(struct markdown *md, size_t begin, size_t end)
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
void fms_markdown_add_heading(struct markdown *md)
{
    const char *text = source_text(md);
    size_t begin = fms_markdown_line_begin(md, md->text.begin), end = fms_markdown_line_end(md, md->text.end);
    size_t indent = begin + strspn(text + begin, " \t>");
    if (memchr(text + begin, '#', md->text.begin - begin)) {
        set_heading(md, indent, md->text.end);
        return;
    }
    size_t underline = fms_markdown_next_line(md, end);
    underline += strspn(text + underline, " \t>");
    md->cursor = MAX(md->cursor, fms_markdown_line_end(md, underline));
    if (md->level == 2 && (md->text.lines->len > 1 || fms_ends_full_stop(md->text.text->str, md->text.text->len))) {
        fms_markdown_add_words(md, FMS_BLOCK_PARAGRAPH);
        fms_markdown_add_rule(md, underline, md->cursor);
        return;
    }
    set_heading(md, indent, md->cursor);
}
