#include "po.h"

#include <string.h>

enum { COLUMNS = 79 };

static void append_comment(GString *out, const char *mark, const char *lines)
{
    if (!*lines)
        return;
    char **all = g_strsplit(lines, "\n", -1);
    for (char **line = all; *line; line++)
        g_string_append_printf(out, "%s%s%s\n", mark, **line ? " " : "", *line);
    g_strfreev(all);
}

/* One character, escaped where it has to be. @return how many columns it takes, about. */
static size_t append_character(GString *out, const char *at, size_t n)
{
    static const char values[] = "\n\t\r\a\b\f\v\\\"", names[] = "ntrabfv\\\"";
    const char *value = n == 1 ? strchr(values, *at) : NULL;
    if (value && *value) {
        g_string_append_c(out, '\\');
        g_string_append_c(out, names[value - values]);
        return 2;
    }
    g_string_append_len(out, at, (gssize) n);
    return g_unichar_iswide(g_utf8_get_char(at)) ? 2 : 1;
}

/* Up to where a line goes: behind a line break, or behind the last blank that leaves it short enough. */
static const char *line_end(const char *at, size_t columns)
{
    const char *blank = NULL;
    size_t column = 2;
    GString *unused = g_string_new(NULL);
    while (*at && (column <= columns || !blank)) {
        const char *next = g_utf8_next_char(at);
        column += append_character(unused, at, (size_t) (next - at));
        if (*at == '\n') {
            blank = next;
            break;
        }
        if (*at == ' ' && (column <= columns || !blank))
            blank = next;
        at = next;
    }
    g_string_free(unused, TRUE);
    return column > columns || (blank && blank[-1] == '\n') ? (blank ? blank : at) : at;
}

static void append_string(GString *out, const char *from, const char *to)
{
    g_string_append_c(out, '"');
    while (from < to) {
        const char *next = g_utf8_next_char(from);
        append_character(out, from, (size_t) (next - from));
        from = next;
    }
    g_string_append(out, "\"\n");
}

static void append_field(GString *out, const char *prefix, const char *word, const char *value)
{
    size_t used = strlen(prefix) + strlen(word) + 1;
    g_string_append_printf(out, "%s%s ", prefix, word);
    const char *end = line_end(value, COLUMNS - used);
    if (*end) {
        append_string(out, value, value);
        for (; *value; value = end) {
            end = line_end(value, COLUMNS - strlen(prefix));
            g_string_append(out, prefix);
            append_string(out, value, end);
        }
    } else {
        append_string(out, value, end);
    }
}

static void append_entry(GString *out, const struct fms_po_entry *entry)
{
    const char *prefix = entry->obsolete ? "#~ " : "";
    append_comment(out, "#", entry->notes);
    append_comment(out, "#.", entry->extracted);
    append_comment(out, "#:", entry->references);
    if (entry->fuzzy || *entry->flags)
        g_string_append_printf(out, "#, %s%s%s\n", entry->fuzzy ? "fuzzy" : "",
                               entry->fuzzy && *entry->flags ? ", " : "", entry->flags);
    if (*entry->previous && !entry->obsolete)
        append_field(out, "#| ", "msgid", entry->previous);
    if (*entry->context)
        append_field(out, prefix, "msgctxt", entry->context);
    append_field(out, prefix, "msgid", entry->id);
    append_field(out, prefix, "msgstr", entry->str);
}

void fms_po_write(const struct fms_po *po, GString *out)
{
    for (size_t i = 0; i < po->n; i++) {
        if (i)
            g_string_append_c(out, '\n');
        append_entry(out, &po->entries[i]);
    }
}
