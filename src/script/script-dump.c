/*
 * The text dump of a script: a line an element with where it stands, line:column to line:column, half open. Places are
 * looked up from milestones along the source, so that a script of a million blocks is dumped in linear time too.
 */
#include "script-private.h"

#include <inttypes.h>

enum { MILESTONE_BYTES = 64 };

struct milestone {
    size_t offset;
    struct fms_place place;
};

struct dump {
    const struct fms_source *source;
    GArray *milestones; /* one every MILESTONE_BYTES or a little more */
    GString *out;
};

static void step(const struct fms_source *source, struct milestone *at)
{
    const char *p = source->text + at->offset;
    bool ends_line = *p == '\n' || (*p == '\r' && p[1] != '\n');
    at->place.line += ends_line;
    at->place.column = ends_line ? 1 : at->place.column + 1;
    at->offset = (size_t) (g_utf8_next_char(p) - source->text);
}

static void set_milestones(struct dump *dump)
{
    struct milestone at = { 0, { 1, 1 } };
    g_array_append_val(dump->milestones, at);
    while (at.offset < dump->source->length) {
        step(dump->source, &at);
        if (at.offset >= dump->milestones->len * (size_t) MILESTONE_BYTES)
            g_array_append_val(dump->milestones, at);
    }
}

static struct fms_place place_of(const struct dump *dump, size_t offset)
{
    size_t i = MIN(offset / MILESTONE_BYTES, dump->milestones->len - 1);
    while (g_array_index(dump->milestones, struct milestone, i).offset > offset)
        i--;
    struct milestone at = g_array_index(dump->milestones, struct milestone, i);
    while (at.offset < offset && at.offset < dump->source->length)
        step(dump->source, &at);
    return at.place;
}

static void dump_span(const struct dump *dump, struct fms_span span)
{
    struct fms_place begin = place_of(dump, span.begin), end = place_of(dump, span.end);
    g_string_append_printf(dump->out, " %zu:%zu-%zu:%zu", begin.line, begin.column, end.line, end.column);
}

static void dump_string(const struct dump *dump, const char *text)
{
    g_string_append(dump->out, " \"");
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\')
            g_string_append_c(dump->out, '\\');
        g_string_append_c(dump->out, *p);
    }
    g_string_append_c(dump->out, '"');
}

static void dump_text(const struct dump *dump, const char *name, const struct fms_text *text)
{
    if (!text->length)
        return;
    g_string_append(dump->out, name);
    dump_span(dump, text->span);
    dump_string(dump, text->utf8);
    g_string_append_c(dump->out, '\n');
}

static void dump_meta(const struct dump *dump, const struct fms_meta *meta)
{
    const struct {
        const char *name;
        const struct fms_text *text;
    } texts[] = { { "title", &meta->title },       { "series", &meta->series }, { "author", &meta->author },
                  { "language", &meta->language }, { "voice", &meta->voice },   { "theme", &meta->theme },
                  { "music", &meta->music },       { "aspect", &meta->aspect }, { "captions", &meta->captions } };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        dump_text(dump, texts[i].name, texts[i].text);
    if (meta->pace_wpm) {
        g_string_append(dump->out, "pace");
        dump_span(dump, meta->pace_span);
        g_string_append_printf(dump->out, " %" PRId64 "\n", meta->pace_wpm);
    }
    if (meta->loudness_clufs)
        g_string_append_printf(dump->out, "loudness %" PRId32 "\n", meta->loudness_clufs);
}

static void dump_attribute(const struct dump *dump, const struct fms_attribute *attribute)
{
    g_string_append(dump->out, "  attribute");
    dump_span(dump, attribute->span);
    dump_string(dump, attribute->name);
    dump_string(dump, attribute->value);
    g_string_append_c(dump->out, '\n');
}

static void dump_block(const struct dump *dump, const struct fms_block *block)
{
    static const char *const names[] = {
        [FMS_BLOCK_PARAGRAPH] = "paragraph", [FMS_BLOCK_HEADING] = "heading", [FMS_BLOCK_IMAGE] = "image",
        [FMS_BLOCK_QUOTE] = "quote",         [FMS_BLOCK_ITEM] = "item",       [FMS_BLOCK_RULE] = "rule",
        [FMS_BLOCK_CREDIT] = "credit",       [FMS_BLOCK_PANEL] = "panel",     [FMS_BLOCK_DIRECTION] = "direction"
    };
    g_string_append(dump->out, names[block->kind]);
    if (block->kind == FMS_BLOCK_HEADING)
        g_string_append_printf(dump->out, " %d", block->level);
    dump_span(dump, block->span);
    if (block->target)
        dump_string(dump, block->target);
    g_string_append_c(dump->out, '\n');
    dump_text(dump, "  text", &block->text);
    dump_text(dump, "  source", &block->source_line);
    dump_text(dump, "  role", &block->role);
    dump_text(dump, "  names", &block->names);
    for (size_t i = 0; i < block->n_attributes; i++)
        dump_attribute(dump, &block->attributes[i]);
}

void fms_script_dump(const struct fms_script *script, GString *out)
{
    struct dump dump = { script->source, g_array_new(FALSE, FALSE, sizeof(struct milestone)), out };
    set_milestones(&dump);
    dump_meta(&dump, &script->meta);
    for (size_t i = 0; i < script->n_blocks; i++)
        dump_block(&dump, &script->blocks[i]);
    g_array_free(dump.milestones, TRUE);
}
