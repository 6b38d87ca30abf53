/*
 * A hidden variable is a character that says which, and others that only take room: at least as many bytes as the value has. So a text
 * only becomes shorter when it is filled, and no place in it comes to lie behind the variable's end in the source.
 */
#include "fill.h"

#include "patchwork.h"

#include <string.h>

/* Letters, for what has none is no text to some readers; of Tangut, which nobody speaks. Four bytes of UTF-8 each. */
enum { FIRST = 0x17000, FILLER = 0x18000, LAST = 0x187F7, CHARACTER_BYTES = 4 };

/* `{{name}}` at a place of a text. */
struct variable {
    size_t begin, end; /* with its braces */
    size_t value;      /* which; `n` of the values: none of them */
};

static size_t find_value(const struct fms_values *values, const char *name, size_t length)
{
    for (size_t i = 0; i < values->n; i++)
        if (strlen(values->items[i].name) == length && !memcmp(values->items[i].name, name, length))
            return i;
    return values->n;
}

/* The first variable at or behind `at`. */
static bool next_variable(const char *text, size_t at, const struct fms_values *values, struct variable *found)
{
    for (const char *open = text + at; (open = strstr(open, "{{")); open += 2) {
        size_t n = strcspn(open + 2, "{}\r\n"), blanks = strspn(open + 2, " ");
        if (strncmp(open + 2 + n, "}}", 2) != 0 || (open > text && open[-1] == '\\') || blanks == n)
            continue;
        size_t length = n - blanks;
        while (open[2 + blanks + length - 1] == ' ')
            length--;
        *found = (struct variable){ (size_t) (open - text), (size_t) (open - text) + n + 4,
                                    find_value(values, open + 2 + blanks, length) };
        return true;
    }
    return false;
}

/* ---- hiding ---- */

static char *cover(TALLOC_CTX *ctx, const struct fms_values *values, size_t value)
{
    GString *out = g_string_new(NULL);
    g_string_append_unichar(out, FIRST + (gunichar) value);
    while (out->len < strlen(values->items[value].text))
        g_string_append_unichar(out, FILLER);
    char *text = talloc_strndup(ctx, out->str, out->len);
    g_string_free(out, TRUE);
    return text;
}

static bool is_reserved(gunichar character)
{
    return character >= FIRST && character <= LAST;
}

/* Where the source has such characters itself; NULL where it has none. */
static const char *find_reserved(const struct fms_source *source)
{
    for (const char *at = source->text; *at; at = g_utf8_next_char(at))
        if ((unsigned char) *at >= 0xF0 && is_reserved(g_utf8_get_char(at)))
            return at;
    return NULL;
}

static bool check(const struct fms_source *source, const struct variable *variable, const struct fms_values *values,
                  struct fms_diags *diags)
{
    const struct fms_span span = { source, variable->begin, variable->end };
    const char **names = talloc_zero_array(NULL, const char *, values->n + 1);
    for (size_t i = 0; i < values->n; i++)
        names[i] = values->items[i].name;
    char *name = g_strstrip(g_strndup(source->text + span.begin + 2, span.end - span.begin - 4));
    const char *nearest = fms_nearest_word(name, names);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : NULL;
    bool good = variable->value < values->n;
    if (!good)
        fms_error(diags, span, "data.unknown", hint ? hint : "write \\{{ where braces are meant",
                  "the data have no column '%s'", name);
    else if (!*values->items[variable->value].text)
        good = fms_error(diags, values->items[variable->value].span, "data.empty", NULL,
                         "this row says nothing for '%s'", name);
    g_free(hint);
    g_free(name);
    talloc_free(names);
    return good;
}

struct fms_source *fms_fill_hide(TALLOC_CTX *ctx, const struct fms_source *source, const struct fms_values *values,
                                 struct fms_diags *diags)
{
    const char *reserved = find_reserved(source);
    if (reserved) {
        size_t at = (size_t) (reserved - source->text);
        fms_error(diags, (struct fms_span){ source, at, at + CHARACTER_BYTES }, "script.reserved", NULL,
                  "in a script with variables there can be no Tangut");
        return NULL;
    }
    TALLOC_CTX *scratch = talloc_new(NULL);
    GArray *patches = g_array_new(FALSE, FALSE, sizeof(struct fms_patch));
    struct variable variable;
    bool good = true;
    for (size_t at = 0; next_variable(source->text, at, values, &variable); at = variable.end) {
        if (!check(source, &variable, values, diags)) {
            good = false;
            continue;
        }
        const struct fms_patch patch = { variable.begin, variable.end, cover(scratch, values, variable.value),
                                         values->items[variable.value].span };
        g_array_append_val(patches, patch);
    }
    struct fms_source *hidden =
        good ? fms_source_patched(ctx, source, (const struct fms_patch *) (void *) patches->data, patches->len) : NULL;
    g_array_free(patches, TRUE);
    talloc_free(scratch);
    return hidden;
}

/* ---- filling ---- */

/* What is being filled. */
struct filling {
    TALLOC_CTX *ctx;
    const struct fms_values *values;
};

/* A hidden variable in a text, and how many of its bytes lie before it in what was filled so far. */
struct spot {
    size_t begin, end; /* in the text */
    size_t at, length; /* in the filled one */
};

static size_t end_of_cover(const char *text, size_t at)
{
    do
        at += CHARACTER_BYTES;
    while (text[at] && g_utf8_get_char(text + at) == FILLER);
    return at;
}

/* Fills a string; with `spots`, tells where. NULL where there is nothing to fill. */
static char *fill(const struct filling *filling, const char *text, GArray *spots)
{
    GString *out = g_string_new(NULL);
    size_t done = 0;
    for (size_t at = 0; text[at];) {
        gunichar character = (unsigned char) text[at] >= 0xF0 ? g_utf8_get_char(text + at) : 0;
        size_t value = character >= FIRST && character < FILLER ? character - FIRST : filling->values->n;
        if (value >= filling->values->n) {
            at = (size_t) (g_utf8_next_char(text + at) - text);
            continue;
        }
        const char *words = filling->values->items[value].text;
        g_string_append_len(out, text + done, (gssize) (at - done));
        const struct spot spot = { at, end_of_cover(text, at), out->len, strlen(words) };
        g_string_append(out, words);
        if (spots)
            g_array_append_val(spots, spot);
        at = done = spot.end;
    }
    g_string_append(out, text + done);
    char *filled = done ? talloc_strndup(filling->ctx, out->str, out->len) : NULL;
    g_string_free(out, TRUE);
    return filled;
}

/* Where a byte of the text comes to lie. */
static size_t moved(const GArray *spots, size_t at)
{
    size_t to = at;
    for (guint i = 0; i < spots->len; i++) {
        const struct spot *spot = &g_array_index(spots, struct spot, i);
        if (at < spot->begin)
            break;
        to = at < spot->end ? spot->at + MIN(at - spot->begin, spot->length)
                            : spot->at + spot->length + (at - spot->end);
    }
    return to;
}

/* The way back to the source: from behind each value on, it is another one. */
static void move_marks(const struct filling *filling, struct fms_text *text, const GArray *spots)
{
    GArray *marks = g_array_new(FALSE, FALSE, sizeof(struct fms_text_mark));
    guint next = 0;
    for (size_t i = 0; i < text->n_marks; i++) {
        const struct fms_text_mark *mark = &text->marks[i];
        size_t until = i + 1 < text->n_marks ? mark[1].in_text : SIZE_MAX;
        const struct fms_text_mark kept = { moved(spots, mark->in_text), mark->in_source };
        g_array_append_val(marks, kept);
        for (; next < spots->len && g_array_index(spots, struct spot, next).end < until; next++) {
            const struct spot *spot = &g_array_index(spots, struct spot, next);
            const struct fms_text_mark behind = { spot->at + spot->length,
                                                  mark->in_source + (spot->end - mark->in_text) };
            g_array_append_val(marks, behind);
        }
        while (next < spots->len && g_array_index(spots, struct spot, next).end == until)
            next++;
    }
    text->n_marks = marks->len;
    text->marks = talloc_memdup(filling->ctx, marks->data, marks->len * sizeof(struct fms_text_mark));
    g_array_free(marks, TRUE);
}

static void fill_string(const struct filling *filling, const char **string)
{
    char *filled = *string ? fill(filling, *string, NULL) : NULL;
    *string = filled ? filled : *string;
}

static void fill_text(const struct filling *filling, struct fms_text *text)
{
    GArray *spots = g_array_new(FALSE, FALSE, sizeof(struct spot));
    char *filled = text->utf8 ? fill(filling, text->utf8, spots) : NULL;
    struct fms_inline *inlines = talloc_memdup(filling->ctx, text->inlines, text->n_inlines * sizeof *text->inlines);
    for (size_t i = 0; i < text->n_inlines; i++) {
        inlines[i].begin = moved(spots, inlines[i].begin);
        inlines[i].end = moved(spots, inlines[i].end);
        fill_string(filling, &inlines[i].value);
    }
    text->inlines = inlines;
    if (filled) {
        move_marks(filling, text, spots);
        text->utf8 = filled;
        text->length = strlen(filled);
    }
    g_array_free(spots, TRUE);
}

static void fill_table(const struct filling *filling, struct fms_block *block)
{
    size_t n = block->table->n_rows * block->table->n_columns;
    struct fms_table *table = talloc_memdup(filling->ctx, block->table, sizeof *table);
    struct fms_text *cells = talloc_memdup(table, table->cells, n * sizeof *cells);
    for (size_t i = 0; i < n; i++)
        fill_text(filling, &cells[i]);
    table->cells = cells;
    block->table = table;
}

static void fill_block(const struct filling *filling, struct fms_block *block)
{
    struct fms_text *texts[] = { &block->text, &block->argument, &block->source_line,
                                 &block->role, &block->names,    &block->speaker };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        fill_text(filling, texts[i]);
    fill_string(filling, &block->target);
    struct fms_attribute *attributes =
        talloc_memdup(filling->ctx, block->attributes, block->n_attributes * sizeof *attributes);
    for (size_t i = 0; i < block->n_attributes; i++)
        fill_string(filling, &attributes[i].value);
    block->attributes = attributes;
    if (block->table)
        fill_table(filling, block);
    if (block->inner) {
        struct fms_block *inner = talloc_memdup(filling->ctx, block->inner, sizeof *inner);
        fill_block(filling, inner);
        block->inner = inner;
    }
}

static void fill_pairs(const struct filling *filling, struct fms_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++)
        fill_text(filling, &pairs->items[i].value);
}

static void fill_meta(const struct filling *filling, struct fms_meta *meta)
{
    struct fms_text *texts[] = { &meta->title,     &meta->series,   &meta->author,  &meta->language,   &meta->voice,
                                 &meta->narration, &meta->theme,    &meta->music,   &meta->aspect,     &meta->brand,
                                 &meta->size,      &meta->captions, &meta->profile, &meta->transition, &meta->licence,
                                 &meta->lut,       &meta->poster };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        fill_text(filling, texts[i]);
    fill_pairs(filling, &meta->voices);
    struct fms_speaker *cast = talloc_memdup(filling->ctx, meta->cast, meta->n_cast * sizeof *cast);
    for (size_t i = 0; i < meta->n_cast; i++) {
        fill_text(filling, &cast[i].name);
        fill_text(filling, &cast[i].voice);
        fill_text(filling, &cast[i].role);
    }
    meta->cast = cast;
}

void fms_fill_script(struct fms_script *script, const struct fms_values *values)
{
    const struct filling filling = { script, values };
    struct fms_block *blocks = talloc_memdup(script, script->blocks, script->n_blocks * sizeof *blocks);
    for (size_t i = 0; i < script->n_blocks; i++)
        fill_block(&filling, &blocks[i]);
    script->blocks = blocks;
    fill_meta(&filling, &script->meta);
}

char *fms_fill_words(TALLOC_CTX *ctx, const char *text, const struct fms_values *values)
{
    GString *out = g_string_new(NULL);
    size_t done = 0;
    struct variable variable;
    for (size_t at = 0; next_variable(text, at, values, &variable); at = variable.end) {
        if (variable.value == values->n)
            continue;
        g_string_append_len(out, text + done, (gssize) (variable.begin - done));
        g_string_append(out, values->items[variable.value].text);
        done = variable.end;
    }
    g_string_append(out, text + done);
    char *filled = talloc_strndup(ctx, out->str, out->len);
    g_string_free(out, TRUE);
    return filled;
}
