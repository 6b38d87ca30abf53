/*
 * What a line of Markdown begins. The same decisions as md4c makes them with our flags: an indented line is never code, and
 * `#Heading` needs no blank.
 */
#include "print-private.h"

#include <string.h>

enum { TAB = 4, MOST_DIGITS = 9 };

static void find_first(const char *source, struct fms_print_line *line, size_t column)
{
    size_t edge = column;
    for (line->first = line->begin; line->first < line->end && strchr(" \t", source[line->first]); line->first++)
        column += source[line->first] == '\t' ? TAB - column % TAB : 1;
    line->column = column;
    line->indent = column - edge;
}

GArray *fms_print_lines(const char *source, size_t begin, size_t end)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct fms_print_line));
    while (begin < end) {
        struct fms_print_line line = { .begin = begin, .end = begin + strcspn(source + begin, "\r\n") };
        find_first(source, &line, 0);
        g_array_append_val(lines, line);
        begin = line.end + (source[line.end] == '\r' && source[line.end + 1] == '\n' ? 2 : 1);
    }
    return lines;
}

void fms_print_indent(const char *source, struct fms_print_line *line, size_t n)
{
    size_t edge = line->column - line->indent, column = edge;
    while (line->begin < line->first && column < edge + n) {
        column += source[line->begin] == '\t' ? TAB - column % TAB : 1;
        line->begin++;
    }
    line->indent -= MIN(n, line->indent);
}

struct fms_print_line fms_print_behind(const char *source, const struct fms_print_line *line, size_t bytes, bool keep)
{
    struct fms_print_line rest = *line;
    rest.begin = line->first + bytes;
    find_first(source, &rest, line->column + bytes);
    fms_print_indent(source, &rest, keep ? 1 : rest.indent);
    return rest;
}

/* A run of one character and blanks, at least three of it. */
static bool is_rule(const char *text, const char *end)
{
    size_t n = 0;
    if (text == end || !strchr("-*_", *text))
        return false;
    for (const char *p = text; p < end; p++) {
        n += *p == *text;
        if (*p != *text && *p != ' ' && *p != '\t')
            return false;
    }
    return n >= 3;
}

static size_t item_bytes(const char *text, const char *end)
{
    size_t n = 0;
    if (text < end && strchr("-+*", *text))
        n = 1;
    else {
        while (n < MOST_DIGITS && text + n < end && g_ascii_isdigit(text[n]))
            n++;
        n += n > 0 && text + n < end && strchr(".)", text[n]) ? 1 : -n;
    }
    return n > 0 && (text + n == end || strchr(" \t", text[n])) ? n : 0;
}

struct fms_print_item fms_print_item(const char *source, const struct fms_print_line *line)
{
    struct fms_print_item item = { .bytes = item_bytes(source + line->first, source + line->end) };
    struct fms_print_line rest = *line;
    rest.begin = line->first + item.bytes;
    find_first(source, &rest, line->column + item.bytes);
    item.sign = source[line->first + item.bytes - 1];
    item.number = strchr(".)", item.sign) ? g_ascii_strtoll(source + line->first, NULL, 10) : 0;
    item.empty = rest.first == rest.end;
    item.width = item.bytes + (item.empty ? 1 : rest.indent);
    return item;
}

static bool is_fence(const char *text, const char *end)
{
    size_t n = 0;
    while (text + n < end && text[n] == *text)
        n++;
    return n >= 3 && (*text == '~' || (*text == '`' && !memchr(text + n, '`', (size_t) (end - text) - n)));
}

static bool is_heading(const char *text, const char *end)
{
    size_t n = 0;
    while (text + n < end && text[n] == '#')
        n++;
    return n > 0 && n <= 6;
}

/* Names of elements that begin HTML in the middle of a paragraph, too; from the specification of CommonMark. */
static const char *const block_names[] = {
    "address",  "article",    "aside",  "base",    "basefont", "blockquote", "body",     "caption",  "center",
    "col",      "colgroup",   "dd",     "details", "dialog",   "dir",        "div",      "dl",       "dt",
    "fieldset", "figcaption", "figure", "footer",  "form",     "frame",      "frameset", "h1",       "h2",
    "h3",       "h4",         "h5",     "h6",      "head",     "header",     "hr",       "html",     "iframe",
    "legend",   "li",         "link",   "main",    "menu",     "menuitem",   "nav",      "noframes", "ol",
    "optgroup", "option",     "p",      "param",   "search",   "section",    "source",   "summary",  "table",
    "tbody",    "td",         "tfoot",  "th",      "thead",    "title",      "tr",       "track",    "ul",
};

static bool is_name(const char *text, size_t n, const char *name)
{
    return strlen(name) == n && g_ascii_strncasecmp(text, name, n) == 0;
}

/* `<div …`, `</div>`: up to a blank line. */
static bool is_block_tag(const char *tag)
{
    tag += *tag == '/';
    size_t n = strspn(tag, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS);
    if (!n || !(strchr(" \t\r\n>", tag[n]) || strncmp(tag + n, "/>", 2) == 0))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(block_names); i++)
        if (is_name(tag, n, block_names[i]))
            return true;
    return false;
}

const char *fms_print_html_end(const char *source, const struct fms_print_line *line)
{
    static const char *const ends[][2] = { { "!--", "-->" }, { "?", "?>" }, { "![CDATA[", "]]>" } };
    static const char *const verbatim[] = { "script", "</script>", "pre",      "</pre>",
                                            "style",  "</style>",  "textarea", "</textarea>" };
    const char *text = source + line->first + 1;
    if (line->first == line->end || text[-1] != '<')
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
        if (strncmp(text, ends[i][0], strlen(ends[i][0])) == 0)
            return ends[i][1];
    if (text[0] == '!' && g_ascii_isalpha(text[1]))
        return ">";
    size_t n = strspn(text, G_CSET_a_2_z G_CSET_A_2_Z);
    for (size_t i = 0; i < G_N_ELEMENTS(verbatim); i += 2)
        if (is_name(text, n, verbatim[i]) && strchr(" \t\r\n>", text[n]))
            return verbatim[i + 1];
    return is_block_tag(text) ? "" : NULL;
}

enum fms_line_kind fms_print_line_kind(const char *source, const struct fms_print_line *line)
{
    const char *text = source + line->first, *end = source + line->end;
    if (text == end)
        return FMS_LINE_BLANK;
    if (line->lazy)
        return FMS_LINE_TEXT;
    if (*text == '>')
        return FMS_LINE_QUOTE;
    if (is_rule(text, end))
        return FMS_LINE_RULE;
    if (item_bytes(text, end))
        return FMS_LINE_ITEM;
    if (is_heading(text, end))
        return FMS_LINE_HEADING;
    if (is_fence(text, end))
        return FMS_LINE_FENCE;
    return fms_print_html_end(source, line) ? FMS_LINE_HTML : FMS_LINE_TEXT;
}

bool fms_print_interrupts(const char *source, const struct fms_print_line *line)
{
    enum fms_line_kind kind = fms_print_line_kind(source, line);
    if (kind != FMS_LINE_ITEM)
        return kind != FMS_LINE_TEXT;
    struct fms_print_item item = fms_print_item(source, line);
    return !item.empty && (item.number == 1 || strchr("-+*", item.sign));
}

int fms_print_underline(const char *source, const struct fms_print_line *line)
{
    const char *text = source + line->first;
    size_t n = strspn(text, *text == '=' ? "=" : "-");
    if (line->lazy || n == 0 || line->first + n + strspn(text + n, " \t") < line->end)
        return 0;
    return *text == '=' ? 1 : 2;
}
