/*
 * Front matter. Keys come in one order, values that are a line or a list of words are written in one way. Whatever has a
 * structure or a comment in it stays as it was typed, and comments stay above the key that they stood above.
 */
#include "print-private.h"

#include <string.h>
#include <yaml.h>

/* A key with what stands above it and what belongs to it, as lines. */
struct entry {
    guint above, key, end; /* lines [above, key): comments; [key, end): the key and its value */
    size_t rank;
    const char *name; /* canonical, or NULL */
};

struct front_print {
    const char *source;
    GArray *lines; /* struct fms_print_line */
    GArray *entries;
    GString *out;
};

static const struct fms_print_line *line_of(const struct front_print *front, guint i)
{
    return &g_array_index(front->lines, struct fms_print_line, i);
}

/* May a scalar that begins like this stand without quotes? */
static bool begins_plain(const char *value, bool flow)
{
    if (strchr("-?:", *value))
        return value[1] && !strchr(" \t", value[1]) && !(flow && strchr(",[]{}", value[1]));
    return !strchr(",[]{}#&*!|>'\"%@`", *value);
}

static bool is_plain(const char *value, bool flow)
{
    size_t n = strlen(value);
    if (n == 0 || !begins_plain(value, flow) || strchr(" \t:", value[n - 1]) || strchr(" \t", *value))
        return false;
    if (strncmp(value, "---", 3) == 0 || strncmp(value, "...", 3) == 0)
        return false;
    for (const char *at = value; *at; at++)
        if ((unsigned char) *at < 0x20 || *at == 0x7F || (*at == ':' && strchr(" \t", at[1])) ||
            (*at == '#' && strchr(" \t", at[-1])) || (flow && strchr(",[]{}", *at)))
            return false;
    return true;
}

void fms_print_scalar(GString *out, const char *value, bool flow)
{
    if (is_plain(value, flow)) {
        g_string_append(out, value);
        return;
    }
    g_string_append_c(out, '"');
    for (const char *at = value; *at; at++) {
        if (strchr("\"\\", *at))
            g_string_append_printf(out, "\\%c", *at);
        else if (*at == '\n')
            g_string_append(out, "\\n");
        else if ((unsigned char) *at < 0x20 || *at == 0x7F)
            g_string_append_printf(out, "\\x%02x", (unsigned) *at);
        else
            g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

/* ---- values ---- */

static void append_event(GString *out, const yaml_event_t *event, bool flow)
{
    const char *value = (const char *) event->data.scalar.value;
    bool nothing = !*value && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (!nothing)
        fms_print_scalar(out, value, flow);
}

/* Appends a line or a list of words. @return false where the value is neither. */
static bool append_value(yaml_parser_t *parser, GString *out)
{
    yaml_event_t event;
    bool list = false, good = true;
    for (size_t n = 0; good; n++) {
        good = yaml_parser_parse(parser, &event);
        yaml_event_type_t type = good ? event.type : YAML_NO_EVENT;
        bool ends = type == YAML_SEQUENCE_END_EVENT || (type == YAML_SCALAR_EVENT && !list);
        if (type == YAML_SEQUENCE_START_EVENT && n == 0)
            list = true;
        else if (type != YAML_SCALAR_EVENT && type != YAML_SEQUENCE_END_EVENT)
            good = false;
        g_string_append(out, type == YAML_SEQUENCE_START_EVENT            ? "["
                             : list && n > 1 && type == YAML_SCALAR_EVENT ? ", "
                                                                          : "");
        if (type == YAML_SCALAR_EVENT)
            append_event(out, &event, list);
        if (type == YAML_SEQUENCE_END_EVENT)
            g_string_append_c(out, ']');
        if (type != YAML_NO_EVENT)
            yaml_event_delete(&event);
        if (ends)
            break;
    }
    return good;
}

/* The value behind a key, bytes [begin, end) of the source, where it can be written in one way. */
static bool print_value(const struct front_print *front, size_t begin, size_t end, GString *out)
{
    yaml_parser_t parser;
    yaml_event_t event;
    bool good = true, in_map = false;
    if (memchr(front->source + begin, '#', end - begin))
        return false;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *) front->source + begin, end - begin);
    while (good && !in_map) {
        good = yaml_parser_parse(&parser, &event);
        in_map = good && event.type == YAML_MAPPING_START_EVENT;
        good = good && event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    good = good && yaml_parser_parse(&parser, &event);
    if (good)
        yaml_event_delete(&event);
    good = good && append_value(&parser, out);
    yaml_parser_delete(&parser);
    return good;
}

/* ---- entries ---- */

static void append_line(const struct front_print *front, guint i, size_t from)
{
    const struct fms_print_line *line = line_of(front, i);
    size_t end = line->end;
    while (end > from && strchr(" \t", front->source[end - 1]))
        end--;
    g_string_append_len(front->out, front->source + from, (gssize) (end - from));
    g_string_append_c(front->out, '\n');
}

/* As it was typed, but for the key's name. */
static void append_typed(const struct front_print *front, const struct entry *entry)
{
    const struct fms_print_line *line = line_of(front, entry->key);
    size_t from = line->begin;
    if (entry->name) {
        from += strcspn(front->source + from, ":") + 1;
        from = MIN(from + strspn(front->source + from, " \t"), line->end);
        g_string_append_printf(front->out, "%s:%s", entry->name, from < line->end ? " " : "");
    }
    append_line(front, entry->key, from);
    for (guint i = entry->key + 1; i < entry->end; i++)
        append_line(front, i, line_of(front, i)->begin);
}

static void append_entry(const struct front_print *front, const struct entry *entry)
{
    for (guint i = entry->above; i < entry->key; i++)
        if (line_of(front, i)->first < line_of(front, i)->end)
            append_line(front, i, line_of(front, i)->first);
    GString *value = g_string_new(NULL);
    size_t begin = line_of(front, entry->key)->begin, end = line_of(front, entry->end - 1)->end;
    if (entry->name && print_value(front, begin, end, value))
        g_string_append_printf(front->out, "%s:%s%s\n", entry->name, value->len ? " " : "", value->str);
    else
        append_typed(front, entry);
    g_string_free(value, TRUE);
}

/* Does a key begin on this line? It is not indented, not a comment, and has a colon. */
static bool begins_key(const struct front_print *front, guint i)
{
    const struct fms_print_line *line = line_of(front, i);
    return line->begin == line->first && line->first < line->end && !strchr("#-]}", front->source[line->first]) &&
           memchr(front->source + line->begin, ':', line->end - line->begin);
}

static struct entry entry_at(const struct front_print *front, guint above, guint key)
{
    const char *text = front->source + line_of(front, key)->begin;
    struct entry entry = { .above = above, .key = key, .end = key + 1 };
    entry.rank = fms_front_key_rank(text, strcspn(text, ": \t\r\n"), &entry.name);
    for (guint i = key + 1; i < front->lines->len && !begins_key(front, i); i++) {
        const struct fms_print_line *line = line_of(front, i);
        bool comment = line->first < line->end && front->source[line->first] == '#' && line->indent == 0;
        if (comment)
            break;
        entry.end = line->first < line->end ? i + 1 : entry.end;
    }
    return entry;
}

static int compare(gconstpointer a, gconstpointer b)
{
    const struct entry *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* Can all of it be read? What stands behind a mistake is not, and must not come before it. */
static bool is_sound(const char *source, size_t begin, size_t end)
{
    yaml_parser_t parser;
    yaml_event_t event;
    bool good = true, ends = false;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *) source + begin, end - begin);
    while (good && !ends) {
        good = yaml_parser_parse(&parser, &event);
        ends = good && event.type == YAML_STREAM_END_EVENT;
        if (good)
            yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return good;
}

char *fms_print_front(TALLOC_CTX *ctx, const char *source, size_t begin, size_t end)
{
    struct front_print front = { source, fms_print_lines(source, begin, end),
                                 g_array_new(FALSE, FALSE, sizeof(struct entry)), g_string_new(NULL) };
    guint above = 0;
    for (guint i = 0, n = is_sound(source, begin, end) ? front.lines->len : 0; i < n;) {
        if (!begins_key(&front, i)) {
            i++;
            continue;
        }
        struct entry entry = entry_at(&front, above, i);
        g_array_append_val(front.entries, entry);
        i = above = entry.end;
    }
    g_array_sort(front.entries, compare);
    for (guint i = 0; i < front.entries->len; i++)
        append_entry(&front, &g_array_index(front.entries, struct entry, i));
    for (guint i = above; i < front.lines->len; i++)
        if (line_of(&front, i)->first < line_of(&front, i)->end)
            append_line(&front, i, line_of(&front, i)->begin);
    char *result = talloc_strndup(ctx, front.out->str, front.out->len);
    g_array_free(front.lines, TRUE);
    g_array_free(front.entries, TRUE);
    g_string_free(front.out, TRUE);
    return result;
}
