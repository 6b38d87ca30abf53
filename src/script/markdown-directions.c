/*
 * Stage directions. One stands on a line of its own, or on several if its bracket is closed further down; md4c says which
 * lines are prose, so nothing in code or a quotation is one. What is inside the bracket is read from the source, not from
 * md4c, for a file's name may hold stars and low lines.
 */
#include "markdown-private.h"

#include "transition.h"

#include <string.h>

enum { MAX_NAME = 24, MAX_WHEN = 200, MAX_ENTITY = 40 };

/* A direction's parts, as bytes of the source. */
struct shape {
    const struct fms_direction_name *name;
    size_t open, name_end, value, close; /* `close`: of the `)` */
};

static const char *source_text(const struct markdown *md)
{
    return md->script->source->text;
}

static size_t skip_blanks(const char *text, size_t at)
{
    return at + strspn(text + at, " \t");
}

static size_t drop_blanks(const char *text, size_t from, size_t to)
{
    while (to > from && strchr(" \t\r\n", text[to - 1]))
        to--;
    return to;
}

/* May the next line go on with a paragraph? */
static bool goes_on(const char *line)
{
    line += strspn(line, " \t");
    return *line && !strchr("\r\n#>", *line) && strncmp(line, "```", 3) != 0 && strncmp(line, "~~~", 3) != 0 &&
           !(strchr("-*+", *line) && strchr(" \t-*", line[1])) && !g_ascii_isdigit(*line);
}

size_t fms_markdown_find_close(struct markdown *md, size_t open, bool several_lines)
{
    const char *text = source_text(md);
    size_t depth = 0, at = open;
    for (;; at++) {
        bool ends_line = strchr("\r\n", text[at]) != NULL;
        if (text[at] == '\\' && g_ascii_ispunct(text[at + 1]))
            at++;
        else if (text[at] == '(')
            depth++;
        else if (text[at] == ')' && --depth == 0)
            return at;
        if (!ends_line)
            continue;
        size_t last = drop_blanks(text, open, at) - 1;
        if (text[last] == ')' && text[last - 1] != '\\')
            return last;
        at += text[at] == '\r' && text[at + 1] == '\n';
        if (!text[at] || !several_lines || !goes_on(text + at + 1))
            break;
    }
    md->tried_to = MAX(md->tried_to, at);
    return open;
}

/* The colon of `when ARGUMENT: EVENT`: behind quotation marks, else one with a blank behind it, else the first. */
static size_t find_when_colon(const char *text, size_t at, size_t limit)
{
    static const char *const quotes[][2] = { { "\"", "\"" }, { "“", "”" }, { "„", "“" }, { "«", "»" }, { "「", "」" } };
    size_t first = limit;
    for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++) {
        size_t n = strlen(quotes[i][0]);
        bool opens = at + n < limit && strncmp(text + at, quotes[i][0], n) == 0;
        const char *end = opens ? memmem(text + at + n, limit - at - n, quotes[i][1], strlen(quotes[i][1])) : NULL;
        if (end)
            at = (size_t) (end - text);
    }
    for (; at < limit && !strchr("\r\n", text[at]); at++) {
        first = text[at] == ':' ? MIN(first, at) : first;
        if (text[at] == ':' && strchr(" \t", text[at + 1]))
            return at;
    }
    return first;
}

/* Reads `name:` at `at`. @return where the value begins; 0: this is no direction. */
static size_t read_head(const char *text, size_t at, size_t limit, struct shape *shape)
{
    size_t n = 0;
    while (n < MAX_NAME && at + n < limit && (g_ascii_isalpha(text[at + n]) || strchr(" \t-_", text[at + n])))
        n++;
    size_t word = 0;
    while (word < n && !strchr(" \t", text[at + word]))
        word++;
    bool when = word == strlen("when") && g_ascii_strncasecmp(text + at, "when", word) == 0;
    size_t colon = when && text[at + word] != ':'
                       ? find_when_colon(text, skip_blanks(text, at + word), MIN(limit, at + MAX_WHEN))
                       : at + n;
    bool found = colon < limit && text[colon] == ':';
    shape->name_end = at + (when ? word : n);
    shape->name = fms_direction_named(text + at, drop_blanks(text, at, shape->name_end) - at);
    return found ? colon + 1 : 0;
}

/* An entity at `at`. @return its length in the source; 0: there is none. */
static size_t entity_at(const char *text, size_t at, size_t to, char decoded[8], size_t *n_decoded)
{
    size_t n = 1;
    if (text[at] != '&')
        return 0;
    while (at + n < to && n < MAX_ENTITY && text[at + n - 1] != ';')
        n++;
    *n_decoded = fms_entity_decode(text + at, n, decoded);
    return *n_decoded ? n : 0;
}

/* Bytes [from, to) of the source as a text: escapes and entities are the only markup in it. */
static struct fms_text text_of(struct markdown *md, size_t from, size_t to)
{
    const char *text = source_text(md);
    size_t kept = from, n_decoded = 0;
    fms_draft_reset(&md->alt);
    for (size_t at = from; at < to;) {
        char decoded[8];
        bool escape = text[at] == '\\' && g_ascii_ispunct(text[at + 1]);
        size_t entity = entity_at(text, at, to, decoded, &n_decoded);
        if (!escape && !entity) {
            at++;
            continue;
        }
        fms_draft_add(&md->alt, kept, at);
        if (entity)
            fms_draft_put(&md->alt, at, decoded, n_decoded);
        kept = at + (entity ? entity : 1);
        at = entity ? kept : at + 2;
    }
    fms_draft_add(&md->alt, MIN(kept, to), to);
    struct fms_text value = fms_draft_text(md->script->ctx, &md->alt);
    if (!value.length)
        value.span = (struct fms_span){ md->script->source, from, from };
    return value;
}

/* Takes attributes from the end of a value. @return where the value ends. */
static size_t read_attributes(struct markdown *md, size_t from, size_t to, struct fms_block *block)
{
    const char *text = source_text(md);
    if (to <= from || text[to - 1] != '}')
        return to;
    size_t open = to;
    while (open > from && !(text[open - 1] == '{' && (open - 1 == from || strchr(" \t", text[open - 2]))))
        open--;
    if (open == from)
        return to;
    if (fms_attributes_read(md->script, open - 1, block) != to) {
        block->n_attributes = 0;
        return to;
    }
    return drop_blanks(text, from, open - 1);
}

static void say(struct markdown *md, size_t from, size_t to, const char *code, const char *hint, const char *message)
{
    fms_manuscript_error(md->script, from, MAX(to, from + 1), code, hint, message);
}

static void take_name(struct fms_block *block, const struct fms_direction_name *name)
{
    block->kind = name->panel ? FMS_BLOCK_PANEL : FMS_BLOCK_DIRECTION;
    block->direction = name->direction;
    block->panel = name->panel;
}

/* Fills a direction or panel from its value. @return false after an error. */
static bool read_value(struct markdown *md, const struct fms_direction_name *name, size_t from, size_t to,
                       struct fms_block *block)
{
    const struct fms_text none = block->text;
    size_t begin = from, n_errors = fms_diags_n_errors(md->script->diags);
    from = skip_blanks(source_text(md), from);
    to = read_attributes(md, MIN(from, to), drop_blanks(source_text(md), MIN(from, to), to), block);
    if (fms_diags_n_errors(md->script->diags) > n_errors)
        return false;
    take_name(block, name);
    block->text = from < to ? text_of(md, from, to) : none;
    if (block->text.length)
        return true;
    char *message = g_strdup_printf("'%s' says nothing", fms_direction_name_text(name));
    say(md, begin, MAX(to, begin), "direction.value", name->hint, message);
    g_free(message);
    return false;
}

static void tell_unknown_event(struct markdown *md, size_t from, size_t to)
{
    const char *nearly = fms_direction_nearly(source_text(md) + from, to - from);
    char *hint = nearly ? g_strdup_printf("did you mean '%s'?", nearly)
                        : g_strdup("a picture, or reveal, hide, sound, music, text … with what follows it");
    say(md, from, to, "direction.unknown", hint, "this is nothing that can happen when a word is said");
    if (nearly)
        fms_manuscript_fix(md->script, from, to, nearly);
    g_free(hint);
}

/* The image of `(when moon: ![](moon.jpg){…})`. */
static bool read_image(struct markdown *md, size_t from, size_t to, struct fms_block *inner)
{
    const char *text = source_text(md);
    size_t bracket = from + 2;
    while (bracket < to && text[bracket] != ']')
        bracket += text[bracket] == '\\' ? 2 : 1;
    size_t end = fms_image_end(md->script->source, MIN(bracket, to));
    inner->target_span = fms_image_target(md->script->source, from, end);
    if (inner->target_span.begin > from) {
        struct fms_text written = text_of(md, inner->target_span.begin, inner->target_span.end);
        char *name = g_uri_unescape_string(written.utf8, NULL);
        bool good = name && g_utf8_validate(name, -1, NULL);
        inner->target = good ? talloc_strdup(md->script->ctx, name) : written.utf8;
        g_free(name);
        inner->text = text_of(md, from + 2, bracket);
    }
    end = fms_attributes_read(md->script, end, inner);
    inner->span.end = end;
    if (inner->target && *inner->target && end == to)
        return true;
    say(md, from, to, "image.syntax", "(when moon: ![](moon.jpg))", "a picture alone belongs here");
    return false;
}

/* What happens when the word is said. */
static const struct fms_block *read_event(struct markdown *md, size_t from, size_t to)
{
    const char *text = source_text(md);
    struct fms_block inner = fms_manuscript_block(md->script, FMS_BLOCK_IMAGE, from, to);
    bool good = false;
    if (strncmp(text + from, "![", 2) == 0) {
        good = read_image(md, from, to, &inner);
    } else {
        size_t word = from;
        while (word < to && (g_ascii_isalpha(text[word]) || strchr("-_", text[word])))
            word++;
        const struct fms_direction_name *name = fms_direction_named(text + from, word - from);
        if (name && name->happens)
            good = read_value(md, name, word + (text[word] == ':'), to, &inner);
        else
            tell_unknown_event(md, from, word);
    }
    return good ? talloc_memdup(md->script->ctx, &inner, sizeof inner) : NULL;
}

/* The word or words that `when` waits for, without quotation marks. */
static struct fms_text read_argument(struct markdown *md, size_t from, size_t to)
{
    static const char *const marks[] = { "\"", "“", "”", "„", "«", "»", "「", "」" };
    const char *text = source_text(md);
    from = skip_blanks(text, from);
    to = drop_blanks(text, from, to);
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        size_t n = strlen(marks[i]);
        from += to - from >= n && strncmp(text + from, marks[i], n) == 0 ? n : 0;
        to -= to - from >= n && strncmp(text + to - n, marks[i], n) == 0 ? n : 0;
    }
    return text_of(md, from, to);
}

static void read_when(struct markdown *md, const struct shape *shape, struct fms_block *block)
{
    const char *text = source_text(md);
    size_t from = skip_blanks(text, shape->value), to = drop_blanks(text, shape->value, shape->close);
    take_name(block, shape->name);
    block->argument = read_argument(md, shape->name_end, shape->value - 1);
    if (!block->argument.length || from >= to) {
        say(md, shape->open, shape->close + 1, "direction.value", "(when moon: reveal moon)",
            block->argument.length ? "nothing happens here" : "the word to wait for is missing");
        return;
    }
    block->inner = read_event(md, from, to);
    if (block->inner)
        fms_manuscript_add(md->script, block);
}

static void add_direction(struct markdown *md, const struct shape *shape)
{
    struct fms_block block = fms_manuscript_block(md->script, FMS_BLOCK_DIRECTION, shape->open, shape->close + 1);
    enum fms_direction_kind direction = shape->name->direction;
    if (direction == FMS_DIRECTION_NOTE)
        return;
    if (direction == FMS_DIRECTION_WHEN) {
        read_when(md, shape, &block);
        return;
    }
    if (!read_value(md, shape->name, shape->value, shape->close, &block))
        return;
    if (direction != FMS_DIRECTION_INCLUDE) {
        fms_manuscript_add(md->script, &block);
        return;
    }
    md->script->credits_level = md->credits_level;
    fms_manuscript_include(md->script, &block.text);
}

/* `(pause)`: a name that is no prose even alone. */
static bool is_name_alone(struct markdown *md, struct shape *shape)
{
    const char *text = source_text(md);
    if (!shape->name || !shape->name->speaks_alone || text[shape->name_end] != ')')
        return false;
    shape->value = shape->close = shape->name_end;
    return true;
}

/* The bracket that closes one with nothing beside it in its paragraph's line; `open` where there is none. */
static size_t close_alone(struct markdown *md, size_t open)
{
    const char *text = source_text(md);
    bool escaped = open > 0 && text[open - 1] == '\\';
    size_t close = escaped || md->text.text->len ? open : fms_markdown_find_close(md, open, false);
    return strchr("\r\n", text[skip_blanks(text, close + 1)]) ? close : open;
}

static size_t word_end(const char *text, size_t at)
{
    while (g_ascii_isalpha(text[at]) || strchr("-_", text[at]) ? text[at] : '\0')
        at++;
    return at;
}

/* Does an event of `when` stand behind a colon on this line? Without one, "(then moon: …)" is prose. */
static bool has_event(const char *text, size_t at, size_t to)
{
    for (; at < to; at++) {
        size_t word = skip_blanks(text, at + 1), end = word_end(text, word);
        const struct fms_direction_name *name = fms_direction_named(text + word, end - word);
        if (text[at] == ':' && (strncmp(text + word, "![", 2) == 0 || (name && name->happens)))
            return true;
    }
    return false;
}

/* `(puase: 2s)` or `(wheen moon: reveal moon)`, alone. @return where it ends, 0: it is prose. */
static size_t refuse_nearly(struct markdown *md, const struct shape *shape)
{
    const char *text = source_text(md);
    size_t begin = skip_blanks(text, shape->open + 1), end = drop_blanks(text, begin, shape->name_end);
    const char *nearly = fms_direction_nearly(text + begin, shape->value ? end - begin : 0);
    bool when = false;
    if (!nearly) {
        end = word_end(text, begin);
        nearly = fms_direction_nearly(text + begin, end - begin);
        when = nearly && strcmp(nearly, "when") == 0;
        nearly = when ? nearly : NULL;
    }
    size_t close = nearly ? close_alone(md, shape->open) : shape->open;
    if (close == shape->open || (when && !has_event(text, end, close)))
        return 0;
    char *hint = g_strdup_printf("did you mean '%s'?", nearly);
    say(md, begin, end, "direction.unknown", hint, "no stage direction is called so");
    fms_manuscript_fix(md->script, begin, end, nearly);
    g_free(hint);
    return close + 1;
}

/* Is it what stands behind the colon of a direction and is no prose: "2s", "-3dB", "slow", "bed.ogg", "wipe-left"? */
static bool is_bare_value(const char *text, size_t at, size_t to)
{
    static const char *const words[] = { "slow", "normal", "fast", "soft", "loud", "low", "high", "none", NULL };
    char *value = g_ascii_strdown(text + at, (gssize) (to - at));
    const char *digit = value + strspn(value, "+-"), *dot = strrchr(value, '.');
    bool file = dot > value && !strpbrk(value, " \t\r\n") && g_ascii_isalpha(dot[1]);
    bool bare = g_ascii_isdigit(*digit) || file || g_strv_contains(words, value) || fms_transition_of_name(value) >= 0;
    g_free(value);
    return bare;
}

/* `(pause 2s)`, alone: the colon is missing. @return where it ends, 0: it is prose. */
static size_t refuse_no_colon(struct markdown *md, size_t open)
{
    const char *text = source_text(md);
    size_t begin = skip_blanks(text, open + 1), end = word_end(text, begin), value = skip_blanks(text, end);
    const struct fms_direction_name *name = fms_direction_named(text + begin, end - begin);
    size_t close = name && name->bare && value > end ? close_alone(md, open) : open;
    if (close == open || !is_bare_value(text, value, MAX(close, value)))
        return 0;
    say(md, open, close + 1, "direction.colon", name->hint, "a stage direction has a colon behind its name");
    fms_manuscript_fix(md->script, end, end, ":");
    return close + 1;
}

/* One direction at `at`. @return where it ends; `at` if there is none. */
static size_t shape_at(struct markdown *md, size_t at, struct shape *shape)
{
    const char *text = source_text(md);
    *shape = (struct shape){ .open = at };
    size_t limit = MIN(md->script->source->length, at + MAX_WHEN);
    if (text[at] != '(')
        return at;
    shape->value = read_head(text, skip_blanks(text, at + 1), limit, shape);
    if (shape->name && shape->value)
        shape->close = fms_markdown_find_close(md, at, at >= md->tried_to);
    else if (!is_name_alone(md, shape))
        return at;
    return shape->close > at ? shape->close + 1 : at;
}

/* Gathers the directions on the lines from `at` on. @return where they end; `at` if words stand beside them. */
static size_t gather(struct markdown *md, size_t at, GArray *shapes)
{
    const char *text = source_text(md);
    struct shape shape;
    size_t end = at;
    for (size_t from = at, to; (to = shape_at(md, from, &shape)) > from; from = skip_blanks(text, to)) {
        g_array_append_val(shapes, shape);
        end = to;
    }
    if (end == at || strchr("\r\n", text[skip_blanks(text, end)]))
        return end;
    const struct shape *first = &g_array_index(shapes, struct shape, 0);
    if (first->name->speaks_alone)
        fms_manuscript_warn(md->script, first->open, first->close + 1, "direction.place", "give it a line of its own",
                            "a stage direction beside words is read aloud");
    return at;
}

size_t fms_markdown_directions(struct markdown *md, size_t at)
{
    struct shape shape;
    if (shape_at(md, at, &shape) == at) {
        size_t refused = source_text(md)[at] == '(' ? refuse_no_colon(md, at) : 0;
        if (!refused && !shape.name && source_text(md)[at] == '(')
            refused = refuse_nearly(md, &shape);
        return refused ? refused : at;
    }
    GArray *shapes = g_array_new(FALSE, FALSE, sizeof(struct shape));
    size_t end = gather(md, at, shapes);
    if (end > at)
        fms_markdown_cut(md);
    for (guint i = 0; end > at && i < shapes->len; i++)
        add_direction(md, &g_array_index(shapes, struct shape, i));
    g_array_free(shapes, TRUE);
    return end;
}
