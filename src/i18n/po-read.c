/*
 * A catalogue is read a line at a time. A keyword begins a string, lines of nothing but a string go on with it; comments and keywords
 * that cannot follow what has been read begin the next entry.
 */
#include "po.h"

#include <string.h>

enum field { NONE, CONTEXT, ID, PLURAL, STR, PREVIOUS, N_FIELDS };

struct reading {
    TALLOC_CTX *ctx;
    const struct fms_source *source;
    struct fms_diags *diags;
    GArray *entries;
    GString *strings[N_FIELDS];
    GString *notes, *extracted, *references, *flags;
    struct fms_span spans[N_FIELDS];
    enum field field; /* that the next string goes on with */
    bool has[N_FIELDS], any, fuzzy, obsolete;
};

static bool wrong(struct reading *reading, size_t begin, size_t end, const char *message)
{
    return fms_error(reading->diags, (struct fms_span){ reading->source, begin, end }, "po.syntax",
                     "`msgfmt --check` says more", "%s", message);
}

static char *take(struct reading *reading, GString *string)
{
    char *valid = g_utf8_make_valid(string->str, (gssize) string->len), *kept = talloc_strdup(reading->ctx, valid);
    g_free(valid);
    g_string_truncate(string, 0);
    return kept;
}

static void clear_entry(struct reading *reading)
{
    GString *const all[] = { reading->notes, reading->extracted, reading->references, reading->flags };
    for (size_t i = 0; i < N_FIELDS; i++) {
        g_string_truncate(reading->strings[i], 0);
        reading->has[i] = false;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        g_string_truncate(all[i], 0);
    reading->field = NONE;
    reading->any = reading->fuzzy = reading->obsolete = false;
}

/* The entry that has been read, if there is one. Comments at the end of a file belong to nothing. */
static bool finish_entry(struct reading *reading)
{
    if (reading->has[ID] && !reading->has[STR])
        return wrong(reading, reading->spans[ID].begin, reading->spans[ID].end, "this entry has no msgstr");
    if (reading->has[PLURAL])
        fms_warning(reading->diags, reading->spans[ID], "po.plural", NULL,
                    "plural forms have no place in a film: this entry is left out");
    if (reading->has[ID] && !reading->has[PLURAL]) {
        struct fms_po_entry entry = {
            .context = take(reading, reading->strings[CONTEXT]),
            .id = take(reading, reading->strings[ID]),
            .str = take(reading, reading->strings[STR]),
            .previous = take(reading, reading->strings[PREVIOUS]),
            .notes = take(reading, reading->notes),
            .extracted = take(reading, reading->extracted),
            .references = take(reading, reading->references),
            .flags = take(reading, reading->flags),
            .fuzzy = reading->fuzzy,
            .obsolete = reading->obsolete,
            .id_span = reading->spans[ID],
            .str_span = reading->spans[STR],
        };
        g_array_append_val(reading->entries, entry);
    }
    clear_entry(reading);
    return true;
}

static int digit_of(char c, int base)
{
    int value = g_ascii_xdigit_value(c);
    return value < base ? value : -1;
}

/* A number of `most` digits after a backslash. @return its length. */
static size_t append_number(GString *out, const char *at, int base, size_t most)
{
    int value = 0;
    size_t n = 0;
    for (; n < most && digit_of(at[n], base) >= 0; n++)
        value = value * base + digit_of(at[n], base);
    if (n > 0 && value != 0)
        g_string_append_c(out, (char) value);
    return n;
}

/* What stands behind a backslash. @return its length; 0 if it means nothing. */
static size_t append_escape(GString *out, const char *at)
{
    static const char names[] = "ntrabfv\\\"", values[] = "\n\t\r\a\b\f\v\\\"";
    const char *name = *at ? strchr(names, *at) : NULL;
    if (name) {
        g_string_append_c(out, values[name - names]);
        return 1;
    }
    if (*at == 'x') {
        size_t n = append_number(out, at + 1, 16, 2);
        return n ? n + 1 : 0;
    }
    return append_number(out, at, 8, 3);
}

/* A string in quotation marks at `at`, nothing but blanks after it. */
static bool read_string(struct reading *reading, size_t at, size_t end)
{
    const char *text = reading->source->text;
    GString *out = reading->strings[reading->field];
    size_t begin = at;
    if (at >= end || text[at] != '"')
        return wrong(reading, at, MIN(at + 1, end), "a string in quotation marks belongs here");
    for (at++; at < end && text[at] != '"';) {
        if (text[at] != '\\') {
            g_string_append_c(out, text[at++]);
            continue;
        }
        size_t n = append_escape(out, text + at + 1);
        if (n == 0)
            return wrong(reading, at, MIN(at + 2, end), "this means nothing behind a backslash");
        at += 1 + n;
    }
    if (at >= end)
        return wrong(reading, begin, begin + 1, "this string is never closed");
    reading->spans[reading->field].end = at + 1;
    for (at++; at < end && g_ascii_isspace(text[at]); at++)
        ;
    return at == end || wrong(reading, at, end, "something stands behind the string");
}

static void append_line(GString *lines, const char *line, size_t n)
{
    if (lines->len)
        g_string_append_c(lines, '\n');
    g_string_append_len(lines, line, (gssize) n);
}

static void read_flags(struct reading *reading, const char *line, size_t n)
{
    char *text = g_strndup(line, n), **flags = g_strsplit(text, ",", -1);
    for (char **flag = flags; *flag; flag++) {
        g_strstrip(*flag);
        if (!strcmp(*flag, "fuzzy"))
            reading->fuzzy = true;
        else if (**flag)
            g_string_append_printf(reading->flags, "%s%s", reading->flags->len ? ", " : "", *flag);
    }
    g_strfreev(flags);
    g_free(text);
}

static const struct {
    const char *word;
    enum field field;
} keywords[] = { { "msgctxt", CONTEXT }, { "msgid_plural", PLURAL }, { "msgid", ID }, { "msgstr", STR } };

static bool begins(const char *text, size_t at, size_t end, const char *word)
{
    size_t n = strlen(word);
    return end - at >= n && !strncmp(text + at, word, n);
}

/* Bytes [at, end): a keyword with its string, or a string that goes on. */
static bool read_field(struct reading *reading, size_t at, size_t end, bool previous)
{
    const char *text = reading->source->text;
    if (text[at] == '"' && reading->field != NONE)
        return read_string(reading, at, end);
    for (size_t i = 0; i < G_N_ELEMENTS(keywords); i++) {
        enum field field = keywords[i].field;
        if (!begins(text, at, end, keywords[i].word))
            continue;
        if (previous) /* of what an entry was made for, only the text is kept */
            field = field == ID ? PREVIOUS : NONE;
        else if (reading->has[STR] && field != STR && !finish_entry(reading))
            return false;
        bool again = reading->has[field] || (field == CONTEXT && reading->has[ID]);
        if (again && field != NONE && !reading->has[PLURAL])
            return wrong(reading, at, end, "the entry before this has no msgstr, or one has two");
        size_t string = at + strlen(keywords[i].word);
        if (field == STR && string < end && text[string] == '[') /* msgstr[0] */
            string += strcspn(text + string, "]\r\n") + 1;
        while (string < end && (text[string] == ' ' || text[string] == '\t'))
            string++;
        reading->field = field;
        if (!reading->has[field])
            reading->spans[field] = (struct fms_span){ reading->source, string, string };
        reading->has[field] = reading->any = true;
        return read_string(reading, string, end);
    }
    return wrong(reading, at, end, "this is no line of a catalogue");
}

static bool read_comment(struct reading *reading, size_t at, size_t end)
{
    const char *text = reading->source->text;
    char mark = at + 1 < end ? text[at + 1] : ' ';
    size_t from = MIN(at + (strchr(".:,|~", mark) ? 2 : 1), end);
    if (mark == '~') {
        while (from < end && text[from] == ' ')
            from++;
        if (reading->has[STR] && begins(text, from, end, "msg") && !begins(text, from, end, "msgstr") &&
            !finish_entry(reading))
            return false;
        reading->obsolete = true;
        return from == end || text[from] == '|' || read_field(reading, from, end, false);
    }
    if (reading->has[STR] && !finish_entry(reading))
        return false;
    while (from < end && text[from] == ' ')
        from++;
    if (mark == ',')
        read_flags(reading, text + from, end - from);
    else if (mark == '|')
        return read_field(reading, from, end, true);
    else
        append_line(mark == '.'   ? reading->extracted
                    : mark == ':' ? reading->references
                                  : reading->notes,
                    text + from, end - from);
    return true;
}

static bool read_lines(struct reading *reading)
{
    const char *text = reading->source->text;
    for (size_t at = 0; at < reading->source->length;) {
        size_t end = at + strcspn(text + at, "\r\n"), begin = at + strspn(text + at, " \t");
        if (begin < end &&
            !(text[begin] == '#' ? read_comment(reading, begin, end) : read_field(reading, begin, end, false)))
            return false;
        at = end + (end < reading->source->length);
    }
    return finish_entry(reading);
}

/* Of gettext's header, the character set is what matters. */
static bool check_charset(struct reading *reading, const struct fms_po *po)
{
    for (size_t i = 0; i < po->n; i++) {
        const struct fms_po_entry *entry = &po->entries[i];
        const char *charset = *entry->id || *entry->context ? NULL : strstr(entry->str, "charset=");
        if (!charset)
            continue;
        charset += strlen("charset=");
        size_t n = strcspn(charset, " ;\n");
        static const char *const good[] = { "UTF-8", "utf8", "US-ASCII", "ASCII", "CHARSET" };
        bool known = false;
        for (size_t k = 0; k < G_N_ELEMENTS(good); k++)
            known |= strlen(good[k]) == n && !g_ascii_strncasecmp(good[k], charset, n);
        return known || fms_error(reading->diags, entry->str_span, "po.charset",
                                  "`msgconv --to-code=UTF-8` converts it", "a catalogue is written in UTF-8");
    }
    return true;
}

static bool check_twice(struct reading *reading, const struct fms_po *po)
{
    GHashTable *index = fms_po_index(po);
    bool good = true;
    for (size_t i = 0; i < po->n; i++) {
        const struct fms_po_entry *entry = &po->entries[i];
        if (!entry->obsolete && fms_po_find(index, entry->context, entry->id) != entry)
            good = fms_error(reading->diags, entry->id_span, "po.twice", "keep one of them",
                             "this text has an entry before");
    }
    g_hash_table_destroy(index);
    return good;
}

struct fms_po *fms_po_read(TALLOC_CTX *ctx, const struct fms_source *source, struct fms_diags *diags)
{
    struct fms_po *po = talloc_zero(ctx, struct fms_po);
    struct reading reading = { .ctx = po, .source = source, .diags = diags };
    GString **const strings[] = { &reading.notes, &reading.extracted, &reading.references, &reading.flags };
    reading.entries = g_array_new(FALSE, FALSE, sizeof(struct fms_po_entry));
    for (size_t i = 0; i < N_FIELDS; i++)
        reading.strings[i] = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        *strings[i] = g_string_new(NULL);
    bool good = read_lines(&reading);
    po->source = source;
    po->n = reading.entries->len;
    po->entries = talloc_memdup(po, reading.entries->data, po->n * sizeof(struct fms_po_entry));
    good = good && check_charset(&reading, po) && check_twice(&reading, po);
    g_array_free(reading.entries, TRUE);
    for (size_t i = 0; i < N_FIELDS; i++)
        g_string_free(reading.strings[i], TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        g_string_free(*strings[i], TRUE);
    if (good)
        return po;
    talloc_free(po);
    return NULL;
}

/* ---- finding ---- */

static guint hash_entry(gconstpointer entry)
{
    const struct fms_po_entry *of = entry;
    return g_str_hash(of->id) * 31 + g_str_hash(of->context);
}

static gboolean same_entry(gconstpointer a, gconstpointer b)
{
    const struct fms_po_entry *x = a, *y = b;
    return !strcmp(x->id, y->id) && !strcmp(x->context, y->context);
}

GHashTable *fms_po_index(const struct fms_po *po)
{
    GHashTable *index = g_hash_table_new(hash_entry, same_entry);
    for (size_t i = 0; i < po->n; i++)
        if (!po->entries[i].obsolete && !g_hash_table_contains(index, &po->entries[i]))
            g_hash_table_add(index, &po->entries[i]);
    return index;
}

const struct fms_po_entry *fms_po_find(GHashTable *index, const char *context, const char *id)
{
    const struct fms_po_entry wanted = { .context = context, .id = id };
    return g_hash_table_lookup(index, &wanted);
}
