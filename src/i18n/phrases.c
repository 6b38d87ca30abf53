/*
 * The walk over a script's tree. What is translated is what is heard or seen: no names of files, of people who speak, of voices.
 */
#include "phrases.h"

#include <string.h>

struct walk {
    struct fms_phrases *phrases;
    GArray *found;
};

/* All of a text in the source: the markup of its last words may reach over its end. */
static struct fms_span whole_span(const struct fms_text *text)
{
    struct fms_span span = text->span;
    for (size_t i = 0; i < text->n_inlines; i++)
        if (text->inlines[i].span.source == span.source) {
            span.begin = MIN(span.begin, text->inlines[i].span.begin);
            span.end = MAX(span.end, text->inlines[i].span.end);
        }
    return span;
}

static bool has_words(const struct fms_text *text)
{
    for (const char *at = text->utf8; *at; at = g_utf8_next_char(at))
        if (g_unichar_isalpha(g_utf8_get_char(at)))
            return true;
    return false;
}

/* Scripts that set no blanks where a line ends. */
static bool sets_no_blank(const char *at)
{
    gunichar c = g_utf8_get_char(at);
    return (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xF900 && c < 0xFB00) || (c >= 0xFF00 && c < 0xFFF0);
}

/* Behind a line break: indentation, and the mark of a quotation. */
static const char *skip_margin(const char *at, const char *end)
{
    while (at < end && (g_ascii_isspace(*at) || *at == '>'))
        at++;
    return at;
}

/* The source's bytes as one line: what is wrapped otherwise is the same phrase. */
static char *fold(TALLOC_CTX *ctx, struct fms_span span)
{
    const char *at = span.source->text + span.begin, *end = span.source->text + span.end;
    GString *line = g_string_new(NULL);
    while (at < end) {
        if (*at != '\n' && *at != '\r') {
            g_string_append_c(line, *at++);
            continue;
        }
        while (line->len && strchr(" \t\\", line->str[line->len - 1]))
            g_string_truncate(line, line->len - 1);
        at = skip_margin(at, end);
        bool together =
            at < end && line->len && sets_no_blank(at) && sets_no_blank(g_utf8_prev_char(line->str + line->len));
        if (at < end && !together)
            g_string_append_c(line, ' ');
    }
    char *kept = talloc_strndup(ctx, line->str, line->len);
    g_string_free(line, TRUE);
    return kept;
}

static void add(struct walk *walk, const char *context, const struct fms_text *text, enum fms_phrase_writing writing)
{
    struct fms_span span = whole_span(text);
    if (text->length == 0 || !span.source || span.begin >= span.end || !has_words(text))
        return;
    struct fms_phrase phrase = { .context = context, .writing = writing, .span = span };
    size_t length = span.end - span.begin;
    if (writing == FMS_PHRASE_LINE)
        phrase.id = fold(walk->phrases, span);
    else if (writing == FMS_PHRASE_LINES)
        phrase.id = talloc_strndup(walk->phrases, span.source->text + span.begin, length);
    else if (!memchr(span.source->text + span.begin, '\n', length)) /* a value of several lines stays */
        phrase.id = talloc_strdup(walk->phrases, text->utf8);
    if (phrase.id)
        g_array_append_val(walk->found, phrase);
}

static void add_table(struct walk *walk, const struct fms_table *table)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        if (table->cells[i].span.source)
            add(walk, "table", &table->cells[i], FMS_PHRASE_LINE);
}

static void add_panel(struct walk *walk, const struct fms_block *block)
{
    if (block->table)
        add_table(walk, block->table);
    else if (block->panel != FMS_PANEL_CODE)
        add(walk, fms_block_name(block), &block->text, FMS_PHRASE_LINES);
}

static void add_block(struct walk *walk, const struct fms_block *block);

static void add_direction(struct walk *walk, const struct fms_block *block)
{
    static const struct {
        enum fms_direction_kind kind;
        const char *context;
    } shown[] = { { FMS_DIRECTION_LOWER_THIRD, "lower third" }, { FMS_DIRECTION_END_CARD, "end card" } };
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
        if (block->direction == shown[i].kind)
            add(walk, shown[i].context, &block->text, FMS_PHRASE_LINE);
    if (block->direction != FMS_DIRECTION_WHEN)
        return;
    add(walk, "cue", &block->argument, FMS_PHRASE_LINE);
    if (block->inner)
        add_block(walk, block->inner);
}

static void add_block(struct walk *walk, const struct fms_block *block)
{
    static const char *const contexts[] = {
        [FMS_BLOCK_PARAGRAPH] = "narration", [FMS_BLOCK_HEADING] = "heading", [FMS_BLOCK_IMAGE] = "picture",
        [FMS_BLOCK_QUOTE] = "quotation",     [FMS_BLOCK_ITEM] = "item",
    };
    if (block->kind == FMS_BLOCK_PANEL)
        add_panel(walk, block);
    else if (block->kind == FMS_BLOCK_DIRECTION)
        add_direction(walk, block);
    else if ((size_t) block->kind < G_N_ELEMENTS(contexts) && contexts[block->kind])
        add(walk, contexts[block->kind], &block->text, FMS_PHRASE_LINE);
    add(walk, "source", &block->source_line, FMS_PHRASE_LINE);
    add(walk, "role", &block->role, FMS_PHRASE_LINE);
    add(walk, "names", &block->names, FMS_PHRASE_LINE);
}

/* Front matter's values are YAML; a title that stands in the text is none. */
static enum fms_phrase_writing writing_of(const struct fms_script *script, const struct fms_text *text)
{
    const struct fms_source *source = text->span.source;
    const char *front = source == script->source && g_str_has_prefix(source->text, "---") ? source->text : NULL;
    const char *end = front ? strstr(front, "\n---") : NULL;
    bool in_front = end && text->span.end <= (size_t) (end - front);
    return in_front || source != script->source ? FMS_PHRASE_YAML : FMS_PHRASE_LINE;
}

static void add_meta(struct walk *walk, const struct fms_script *script)
{
    const struct fms_meta *meta = &script->meta;
    add(walk, "title", &meta->title, writing_of(script, &meta->title));
    add(walk, "series", &meta->series, writing_of(script, &meta->series));
    for (size_t i = 0; i < meta->n_cast; i++)
        add(walk, "role", &meta->cast[i].role, FMS_PHRASE_YAML);
}

struct fms_phrases *fms_phrases_of(TALLOC_CTX *ctx, const struct fms_script *script)
{
    struct walk walk = { talloc_zero(ctx, struct fms_phrases), g_array_new(FALSE, FALSE, sizeof(struct fms_phrase)) };
    add_meta(&walk, script);
    for (size_t i = 0; i < script->n_blocks; i++)
        add_block(&walk, &script->blocks[i]);
    walk.phrases->n = walk.found->len;
    walk.phrases->items = talloc_memdup(walk.phrases, walk.found->data, walk.found->len * sizeof(struct fms_phrase));
    g_array_free(walk.found, TRUE);
    return walk.phrases;
}
