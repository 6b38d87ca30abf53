/*
 * The blocks of a Markdown script, in their uniform form. Containers (quotations, lists) are printed from the lines inside
 * them, without their marks, and get new ones. Where this cuts blocks differently from md4c, what was printed reads
 * differently, and the printer takes the block back; so it may be simple where nobody writes what is not.
 */
#include "print-private.h"

#include <string.h>

/* Lines of one container. */
struct lines {
    const struct fms_print_line *at;
    size_t n;
};

/* A list that stands right above another one. */
struct sibling {
    char sign;
    bool is_list;
};

struct region {
    struct fms_printer *printer;
    bool in_list; /* blocks may stand close together, and a rule must not look like an item */
    struct sibling last;
};

static size_t print_block(struct region *region, struct lines lines, GString *out);

static void drop_break(GString *out)
{
    if (out->len && out->str[out->len - 1] == '\n')
        g_string_truncate(out, out->len - 1);
}

/* Is one of the places, ascending, among bytes [begin, end)? */
static bool has_place(const GArray *places, size_t begin, size_t end)
{
    guint low = 0, high = places->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(places, size_t, middle) < begin)
            low = middle + 1;
        else
            high = middle;
    }
    return low < places->len && g_array_index(places, size_t, low) < end;
}

static size_t trimmed_end(const char *source, const struct fms_print_line *line)
{
    size_t end = line->end;
    while (end > line->first && strchr(" \t", source[end - 1]))
        end--;
    return end;
}

/* A line as it is, with the indent that is left of it. */
static void print_verbatim(const struct region *region, const struct fms_print_line *line, GString *out)
{
    const char *source = region->printer->source;
    bool page = line->column == line->indent; /* nothing has been taken from it */
    if (page)
        g_string_append_len(out, source + line->begin, (gssize) (line->end - line->begin));
    else
        g_string_append_printf(out, "%*s%.*s", (int) line->indent, "", (int) (line->end - line->first),
                               source + line->first);
    g_string_append_c(out, '\n');
}

/* ---- leaves ---- */

static size_t print_heading(struct region *region, struct lines lines, GString *out)
{
    const char *source = region->printer->source;
    size_t level = strspn(source + lines.at->first, "#"), begin = lines.at->first + level;
    size_t end = MAX(trimmed_end(source, lines.at), begin), hashes = end;
    begin = MIN(begin + strspn(source + begin, " \t"), end);
    while (hashes > begin && source[hashes - 1] == '#')
        hashes--;
    if (hashes < end && (hashes == begin || strchr(" \t", source[hashes - 1])))
        end = hashes;
    while (end > begin && strchr(" \t", source[end - 1]))
        end--;
    g_string_append_len(out, "######", (gssize) level);
    if (end > begin)
        g_string_append_c(out, ' ');
    fms_print_text(region->printer, begin, end, out);
    g_string_append_c(out, '\n');
    return 1;
}

static size_t print_rule(struct region *region, struct lines lines, GString *out)
{
    (void) lines;
    g_string_append(out, region->in_list ? "***\n" : "---\n");
    return 1;
}

static bool closes_fence(const char *source, const struct fms_print_line *line, char sign, size_t n)
{
    size_t at = line->first;
    while (at < line->end && source[at] == sign)
        at++;
    return at - line->first >= n && at + strspn(source + at, " \t") >= line->end;
}

static size_t print_fence(struct region *region, struct lines lines, GString *out)
{
    const char *source = region->printer->source;
    size_t first = lines.at->first, n = 0, i = 1, indent = lines.at->indent;
    char sign = source[first];
    while (source[first + n] == sign)
        n++;
    fms_print_text(region->printer, first, trimmed_end(source, lines.at), out);
    g_string_append_c(out, '\n');
    for (; i < lines.n && !closes_fence(source, &lines.at[i], sign, n); i++) {
        struct fms_print_line line = lines.at[i];
        if (indent > 0)
            fms_print_indent(source, &line, indent);
        print_verbatim(region, &line, out);
    }
    for (size_t k = 0; i < lines.n && k < n; k++)
        g_string_append_c(out, sign);
    return MIN(i + 1, lines.n);
}

static bool contains(const char *source, const struct fms_print_line *line, size_t from, const char *words)
{
    size_t n = strlen(words);
    for (size_t at = from; at + n <= line->end; at++)
        if (g_ascii_strncasecmp(source + at, words, n) == 0)
            return true;
    return false;
}

/* HTML as it stands, up to its end or a blank line. */
static size_t print_html(struct region *region, struct lines lines, GString *out)
{
    const char *source = region->printer->source, *end = fms_print_html_end(source, lines.at);
    size_t i = 0;
    bool ended = false;
    for (; i < lines.n && !ended; i++) {
        bool blank = lines.at[i].first == lines.at[i].end;
        if (blank && !*end)
            break;
        print_verbatim(region, &lines.at[i], out);
        ended = *end && contains(source, &lines.at[i], lines.at[i].first + (i == 0 ? 2 : 0), end);
    }
    return i;
}

/* ---- paragraphs ---- */

static bool is_direction(const struct fms_printer *printer, const struct fms_print_line *line)
{
    const struct fms_print_mark *mark = fms_print_mark_at(printer->marks, line->first);
    return mark && mark->alone && mark->begin < line->end;
}

/* Do the lines define the target of a link? Blanks at their ends mean nothing, and a backslash would be part of it. */
static bool defines(const char *source, const struct fms_print_line *line)
{
    return source[line->first] == '[' && contains(source, line, line->first, "]:");
}

/* Ends a line that breaks: two blanks, which nobody sees, become a backslash. */
static void print_break(struct region *region, const struct fms_print_line *line, bool defined, GString *out)
{
    size_t n = line->end - trimmed_end(region->printer->source, line);
    if (n < 2 || region->printer->source[line->end - 1] != ' ' || region->printer->source[line->end - 2] != ' ' ||
        is_direction(region->printer, line))
        return;
    g_string_append(out, defined ? "  " : "\\");
}

static void print_words(struct region *region, struct lines lines, GString *out)
{
    struct fms_printer *printer = region->printer;
    bool defined = defines(printer->source, lines.at);
    for (size_t i = 0; i < lines.n; i++) {
        const struct fms_print_line *line = &lines.at[i];
        size_t end = trimmed_end(printer->source, line);
        if (end <= printer->next)
            continue; /* a direction has taken it along */
        fms_print_text(printer, line->first, end, out);
        if (i + 1 < lines.n)
            print_break(region, line, defined, out);
        g_string_append_c(out, '\n');
    }
}

/* A paragraph with an underline becomes a heading with hashes where it is one line, words and a rule where it is none. */
static void print_underlined(struct region *region, struct lines words, int level, GString *out)
{
    struct fms_printer *printer = region->printer;
    const struct fms_print_line *underline = words.at + words.n;
    size_t end = trimmed_end(printer->source, words.at);
    if (has_place(printer->rules, underline->first, underline->end)) { /* the reader takes it for one, too */
        print_words(region, words, out);
        g_string_append(out, "\n---\n");
    } else if (words.n == 1 && printer->source[end - 1] != '#') {
        g_string_append(out, level == 1 ? "# " : "## ");
        fms_print_text(printer, words.at->first, end, out);
        g_string_append_c(out, '\n');
    } else {
        print_words(region, words, out);
        g_string_append(out, level == 1 ? "===\n" : "---\n");
    }
}

/* HTML that may stand in the middle of a paragraph: what is under it is left alone, for a blank line would end it. */
static size_t print_rest(struct region *region, struct lines lines, size_t i, GString *out)
{
    const char *end = fms_print_html_end(region->printer->source, &lines.at[i]);
    if (end)
        return i + print_html(region, (struct lines){ lines.at + i, lines.n - i }, out);
    for (; i < lines.n && lines.at[i].first < lines.at[i].end; i++)
        print_verbatim(region, &lines.at[i], out);
    return i;
}

static bool begins_tag(const char *source, const struct fms_print_line *line)
{
    const char *text = source + line->first;
    return text[0] == '<' && (g_ascii_isalpha(text[1]) || text[1] == '/');
}

static size_t print_paragraph(struct region *region, struct lines lines, GString *out)
{
    const char *source = region->printer->source;
    size_t n = 1;
    int level = 0;
    if (begins_tag(source, lines.at))
        return print_rest(region, lines, 0, out);
    for (; n < lines.n; n++) {
        level = fms_print_underline(source, &lines.at[n]);
        if (level || fms_print_interrupts(source, &lines.at[n]))
            break;
    }
    size_t table = n > 1 ? fms_print_table(region->printer, lines.at, n, out) : 0;
    if (table)
        return table;
    struct lines words = { lines.at, n };
    if (n < lines.n && level) {
        print_underlined(region, words, level, out);
        return n + 1;
    }
    print_words(region, words, out);
    bool html = n < lines.n && fms_print_line_kind(source, &lines.at[n]) == FMS_LINE_HTML;
    return html ? print_rest(region, lines, n, out) : n;
}

/* ---- containers ---- */

/* Appends what was printed inside a container behind the marks of its first and its other lines. */
static void append_marked(GString *out, const GString *inner, const char *first, const char *other)
{
    bool begun = false;
    for (const char *at = inner->str; at < inner->str + inner->len || !begun; begun = true) {
        size_t n = strcspn(at, "\n"), before = out->len;
        g_string_append(out, begun ? other : first);
        g_string_append_len(out, at, (gssize) n);
        if (n == 0)
            while (out->len > before && out->str[out->len - 1] == ' ')
                g_string_truncate(out, out->len - 1);
        g_string_append_c(out, '\n');
        at += MIN(n + 1, (size_t) (inner->str + inner->len - at));
    }
}

/* The lines of a container, block by block; blank lines between them as they were, but never two. */
static GString *print_inside(struct fms_printer *printer, struct lines lines, bool in_list)
{
    struct region region = { printer, in_list, { 0 } };
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < lines.n;) {
        bool blank = false;
        for (; i < lines.n && fms_print_line_kind(printer->source, &lines.at[i]) == FMS_LINE_BLANK; i++)
            blank = true;
        if (i == lines.n)
            break;
        if (blank && out->len)
            g_string_append_c(out, '\n');
        i += print_block(&region, (struct lines){ lines.at + i, lines.n - i }, out);
    }
    drop_break(out);
    return out;
}

/* Could a paragraph of a container go on after these lines without the container's mark? */
static bool may_go_on(const char *source, const struct fms_print_line *above, const struct fms_print_line *line)
{
    enum fms_line_kind kind = fms_print_line_kind(source, above);
    bool words = kind == FMS_LINE_TEXT || kind == FMS_LINE_ITEM || kind == FMS_LINE_QUOTE;
    return words && !fms_print_interrupts(source, line) && fms_print_line_kind(source, line) != FMS_LINE_BLANK;
}

static struct lines all_of(const GArray *lines)
{
    return (struct lines){ (const struct fms_print_line *) (const void *) lines->data, lines->len };
}

/* The source line of a quotation, its last one, begins with a dash. */
static void set_dash(struct region *region, const struct fms_print_line *last, GString *inner)
{
    static const char *const dashes[] = { "—", "–", "―", "--", "- ", "* ", "+ " };
    size_t begin = inner->len, n = 0;
    bool found = has_place(region->printer->quotes, last->begin, last->end);
    while (begin > 0 && inner->str[begin - 1] != '\n')
        begin--;
    for (size_t i = 0; found && i < G_N_ELEMENTS(dashes);) {
        bool here = g_str_has_prefix(inner->str + begin + n, dashes[i]);
        n += here ? strlen(dashes[i]) : 0;
        i = here ? 0 : i + 1;
    }
    if (n == 0)
        return;
    n += strspn(inner->str + begin + n, " \t");
    g_string_erase(inner, (gssize) begin, (gssize) n);
    g_string_insert(inner, (gssize) begin, "— ");
}

static size_t print_quote(struct region *region, struct lines lines, GString *out)
{
    const char *source = region->printer->source;
    GArray *inside = g_array_new(FALSE, FALSE, sizeof(struct fms_print_line));
    struct fms_print_line above = { 0 }, last = { 0 };
    size_t n = 0;
    for (; n < lines.n; n++) {
        struct fms_print_line line = lines.at[n];
        if (fms_print_line_kind(source, &line) == FMS_LINE_QUOTE)
            line = fms_print_behind(source, &line, 1, true);
        else if (may_go_on(source, &above, &line))
            line.lazy = true;
        else
            break;
        g_array_append_val(inside, line);
        above = line;
        last = line.first < line.end ? line : last;
    }
    GString *inner = print_inside(region->printer, all_of(inside), false);
    set_dash(region, &last, inner);
    append_marked(out, inner, "> ", "> ");
    g_string_free(inner, TRUE);
    g_array_free(inside, TRUE);
    return n;
}

/* The lines of one item, its first behind its mark, into `inside`. @return how many there are. */
static size_t take_item(const char *source, struct lines lines, const struct fms_print_item *item, GArray *inside)
{
    size_t edge = lines.at->indent + item->width, n = 1, used = 1;
    struct fms_print_line above = fms_print_behind(source, lines.at, item->bytes, false);
    g_array_set_size(inside, 0);
    g_array_append_val(inside, above);
    for (; n < lines.n && !(n == 2 && used == 1 && item->empty); n++) {
        struct fms_print_line line = lines.at[n];
        bool blank = line.first == line.end;
        if (!blank && line.indent >= edge && !line.lazy)
            fms_print_indent(source, &line, edge);
        else if (!blank && (used < n || !may_go_on(source, &above, &line)))
            break;
        else
            line.lazy = !blank;
        g_array_append_val(inside, line);
        above = line;
        used = blank ? used : n + 1;
    }
    g_array_set_size(inside, (guint) used);
    return used;
}

static char uniform_sign(const struct region *region, char sign)
{
    bool bullet = strchr("-+*", sign) != NULL;
    char usual = bullet ? '-' : '.', other = bullet ? '*' : ')';
    return region->last.is_list && region->last.sign == usual ? other : usual;
}

static char *item_mark(char sign, int64_t number)
{
    return strchr("-+*", sign) ? g_strdup_printf("%c ", sign)
                               : g_strdup_printf("%" G_GINT64_FORMAT "%c ", number, sign);
}

static void print_item(struct region *region, struct lines inside, const char *mark, GString *out)
{
    GString *inner = print_inside(region->printer, inside, true);
    char *indent = g_strnfill(strlen(mark), ' ');
    append_marked(out, inner, mark, indent);
    g_free(indent);
    g_string_free(inner, TRUE);
}

static size_t print_list(struct region *region, struct lines lines, GString *out)
{
    const char *source = region->printer->source;
    struct fms_print_item item = fms_print_item(source, lines.at);
    GArray *inside = g_array_new(FALSE, FALSE, sizeof(struct fms_print_line));
    char sign = item.sign, printed = uniform_sign(region, sign);
    int64_t number = item.number;
    size_t at = 0, next = 0;
    for (; next < lines.n && fms_print_line_kind(source, &lines.at[next]) == FMS_LINE_ITEM && !lines.at[next].lazy;) {
        item = fms_print_item(source, &lines.at[next]);
        if (item.sign != sign)
            break;
        if (next > at)
            g_string_append_c(out, '\n');
        char *mark = item_mark(printed, number++);
        at = next + take_item(source, (struct lines){ lines.at + next, lines.n - next }, &item, inside);
        print_item(region, all_of(inside), mark, out);
        g_free(mark);
        for (next = at; next < lines.n && lines.at[next].first == lines.at[next].end;)
            next++;
    }
    region->last = (struct sibling){ printed, true };
    g_array_free(inside, TRUE);
    return at;
}

static size_t print_block(struct region *region, struct lines lines, GString *out)
{
    static size_t (*const printers[])(struct region *, struct lines, GString *) = {
        [FMS_LINE_BLANK] = print_paragraph, [FMS_LINE_TEXT] = print_paragraph, [FMS_LINE_HEADING] = print_heading,
        [FMS_LINE_FENCE] = print_fence,     [FMS_LINE_RULE] = print_rule,      [FMS_LINE_QUOTE] = print_quote,
        [FMS_LINE_ITEM] = print_list,       [FMS_LINE_HTML] = print_html,
    };
    enum fms_line_kind kind = fms_print_line_kind(region->printer->source, lines.at);
    if (kind != FMS_LINE_ITEM)
        region->last.is_list = false;
    return printers[kind](region, lines, out);
}

GArray *fms_print_body(struct fms_printer *printer, size_t from)
{
    const char *source = printer->source;
    GArray *chunks = g_array_new(FALSE, FALSE, sizeof(struct fms_print_chunk));
    GArray *all = fms_print_lines(source, from, printer->script->source->length);
    const struct fms_print_line *lines = (const struct fms_print_line *) (void *) all->data;
    struct region region = { printer, false, { 0 } };
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < all->len;) {
        struct fms_print_chunk chunk = { .begin = lines[i].begin };
        if (lines[i].first == lines[i].end) {
            i++;
            continue;
        }
        g_string_truncate(out, 0);
        i += print_block(&region, (struct lines){ lines + i, all->len - i }, out);
        drop_break(out);
        chunk.end = lines[i - 1].end;
        chunk.text = talloc_strndup(printer->ctx, out->str, out->len);
        g_array_append_val(chunks, chunk);
    }
    g_string_free(out, TRUE);
    g_array_free(all, TRUE);
    return chunks;
}
