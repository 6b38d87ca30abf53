/*
 * What is refused before md4c sees it. md4c is linear in almost everything; the exceptions need containers or brackets
 * nested far deeper than any person nests them, so their depth is bounded here, in one cheap pass.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_CONTAINERS = 40, MAX_INDENT = 160, MAX_BRACKETS = 100 };

/* Length of the mark of a quotation or list item at `p`, 0 if there is none. */
static size_t container_mark(const char *p)
{
    if (*p == '>')
        return 1;
    size_t digits = strspn(p, "0123456789"), mark = 0;
    if (digits && digits < 10 && (p[digits] == '.' || p[digits] == ')'))
        mark = digits + 1;
    else if (*p == '-' || *p == '*' || *p == '+')
        mark = 1;
    return mark && p[mark] && strchr(" \t\r\n", p[mark]) ? mark : 0;
}

/* How deep the line at `line` would nest; a thematic break like `* * *` nests nothing. */
static size_t depth_of(const char *line, size_t length)
{
    size_t depth = 0, at = 0;
    while (depth <= MAX_CONTAINERS) {
        size_t white = strspn(line + at, " \t");
        size_t mark = at + white < length ? container_mark(line + at + white) : 0;
        if (!mark || fms_line_drawn(line + at, length - at, "-") || fms_line_drawn(line + at, length - at, "*"))
            break;
        at += white + mark;
        depth++;
    }
    return depth && at > MAX_INDENT ? MAX_CONTAINERS + 1 : depth;
}

/* Brackets open at the end of a line, `open` of them before it. @return more than the bound where it is passed. */
static size_t count_brackets(const char *line, size_t length, size_t open)
{
    for (size_t i = 0; i < length && open <= MAX_BRACKETS; i++) {
        if (line[i] == '\\')
            i++;
        else if (line[i] == '[')
            open++;
        else if (line[i] == ']' && open)
            open--;
    }
    return open;
}

/* Does a new block begin here whatever stood before it? */
static bool begins_block(const char *line, size_t length)
{
    size_t white = strspn(line, " ");
    if (strspn(line, " \t") == length)
        return true;
    if (white > 3)
        return false;
    line += white;
    return *line == '#' || (strchr("-*+", *line) && line[1] == ' ' && !strchr(" \t\r\n", line[2]));
}

static bool refuse(struct fms_manuscript *script, size_t begin, size_t end, const char *message)
{
    fms_manuscript_error(script, begin, end, "markdown.depth", NULL, message);
    return false;
}

bool fms_markdown_guard(struct fms_manuscript *script, size_t from)
{
    const struct fms_source *source = script->source;
    size_t open = 0;
    for (size_t at = from; at < source->length;) {
        const char *line = source->text + at;
        size_t length = strcspn(line, "\r\n");
        if (depth_of(line, length) > MAX_CONTAINERS)
            return refuse(script, at, at + 1, "quotations and lists are nested too deeply here");
        open = count_brackets(line, length, begins_block(line, length) ? 0 : open);
        if (open > MAX_BRACKETS)
            return refuse(script, at, at + 1, "over a hundred brackets are open here");
        at += length + (line[length] != '\0');
    }
    return true;
}
