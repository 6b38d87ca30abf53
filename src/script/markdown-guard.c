/*
 * What is refused before md4c sees it. md4c is linear in almost everything. The exceptions need containers or brackets
 * nested far deeper than any person nests them, or far more links in one run of lines than anybody writes: for each
 * link it counts through the lines of its paragraph, for each reference through what is referred to, and where tildes close
 * through all marks since they opened. So depth and work are bounded here, in one cheap pass.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_CONTAINERS = 40, MAX_INDENT = 160, MAX_BRACKETS = 100, MAX_WORK = 1000000000, MAX_MARKS = 3000000 };

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

/* What is known of the text so far; a run is a number of lines without a blank one between them. */
struct tally {
    size_t open; /* brackets that are open */
    size_t run_lines, run_brackets, run_tildes, run_bytes;
    size_t run_marks; /* for each of them md4c keeps a note until the run ends */
    bool run_defines; /* it may hold the definition of a link, `[label]: target` */
    size_t brackets, longest_definition;
    uint64_t work;
};

static bool is_mark(char c)
{
    return c < 0x7F && strchr("*_`~[]!<>&;|\\", c) != NULL;
}

static void count_line(struct tally *tally, const char *line, size_t length)
{
    tally->run_lines++;
    tally->run_bytes += length + 1;
    for (size_t i = 0; i < length && tally->open <= MAX_BRACKETS; i++) {
        tally->run_marks += is_mark(line[i]);
        if (line[i] == '\\') {
            i++;
        } else if (line[i] == '[') {
            tally->open++;
        } else if (line[i] == ']') {
            tally->open -= tally->open > 0;
            tally->run_brackets++;
            tally->run_defines |= line[i + 1] == ':';
        } else if (line[i] == '~') {
            tally->run_tildes += i == 0 || line[i - 1] != '~';
        }
    }
}

static void end_run(struct tally *tally)
{
    tally->brackets += tally->run_brackets;
    tally->work += (uint64_t) tally->run_lines * tally->run_brackets;
    tally->work += (uint64_t) tally->run_tildes / 2 * tally->run_bytes;
    if (tally->run_defines)
        tally->longest_definition = MAX(tally->longest_definition, tally->run_bytes);
    tally->run_lines = tally->run_brackets = tally->run_tildes = tally->run_bytes = tally->run_marks = 0;
    tally->run_defines = false;
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
    struct tally tally = { 0 };
    for (size_t at = from; at < source->length;) {
        const char *line = source->text + at;
        size_t length = strcspn(line, "\r\n");
        if (depth_of(line, length) > MAX_CONTAINERS)
            return refuse(script, at, at + 1, "quotations and lists are nested too deeply here");
        if (begins_block(line, length))
            tally.open = 0;
        if (strspn(line, " \t>") >= length)
            end_run(&tally);
        count_line(&tally, line, length);
        if (tally.open > MAX_BRACKETS)
            return refuse(script, at, at + 1, "over a hundred brackets are open here");
        if (tally.run_marks > MAX_MARKS)
            return refuse(script, at, at + 1, "far too many marks in one paragraph; set blank lines");
        at += length + (line[length] == '\r' && line[length + 1] == '\n' ? 2 : line[length] != '\0');
    }
    end_run(&tally);
    if (tally.work + (uint64_t) tally.brackets * tally.longest_definition > MAX_WORK)
        return refuse(script, from, from + 1, "far too many links or tildes; set blank lines between paragraphs");
    return true;
}
