/*
 * The text dump of a script: a line an element with where it stands, line:column to line:column, half open.
 */
#include "script-private.h"

#include <inttypes.h>
#include <string.h>

enum { SHOWN_OF_INLINE = 40 };

struct dump {
    const struct fms_source *source; /* the script's */
    TALLOC_CTX *ctx;
    GHashTable *places; /* struct fms_places of each source, for an included script has its own */
    GString *out;
    int depth;        /* of the element that is being dumped */
    bool with_places; /* say where elements stand */
};

/* Where an element stands; in another file than the script, with that file's name. */
static void dump_span(const struct dump *dump, struct fms_span span)
{
    if (!dump->with_places)
        return;
    struct fms_places *places = g_hash_table_lookup(dump->places, span.source);
    if (!places) {
        places = fms_places_new(dump->ctx, span.source);
        g_hash_table_insert(dump->places, (gpointer) (uintptr_t) span.source, places);
    }
    struct fms_place begin = fms_places_at(places, span.begin), end = fms_places_at(places, span.end);
    g_string_append_c(dump->out, ' ');
    if (span.source != dump->source)
        g_string_append_printf(dump->out, "%s:", span.source->name);
    g_string_append_printf(dump->out, "%zu:%zu-%zu:%zu", begin.line, begin.column, end.line, end.column);
}

static void dump_string(const struct dump *dump, const char *text, size_t length)
{
    g_string_append(dump->out, " \"");
    size_t kept = 0;
    for (size_t at = 0; at < length; at++) {
        if (!strchr("\"\\\n", text[at]))
            continue;
        g_string_append_len(dump->out, text + kept, (gssize) (at - kept));
        g_string_append_c(dump->out, '\\');
        g_string_append_c(dump->out, text[at] == '\n' ? 'n' : text[at]);
        kept = at + 1;
    }
    g_string_append_len(dump->out, text + kept, (gssize) (length - kept));
    g_string_append_c(dump->out, '"');
}

/* Begins a line. */
static void dump_name(const struct dump *dump, const char *name)
{
    g_string_append_printf(dump->out, "%*s%s", 2 * dump->depth, "", name);
}

static void dump_inline(const struct dump *dump, const struct fms_text *text, const struct fms_inline *part)
{
    static const char *const names[] = {
        [FMS_INLINE_EMPHASIS] = "emphasis", [FMS_INLINE_STRONG] = "strong",     [FMS_INLINE_CODE] = "code",
        [FMS_INLINE_MARK] = "mark",         [FMS_INLINE_SAY] = "say",           [FMS_INLINE_IPA] = "ipa",
        [FMS_INLINE_SPELL] = "spell",       [FMS_INLINE_LANGUAGE] = "language", [FMS_INLINE_SILENT] = "silent",
        [FMS_INLINE_UNSEEN] = "unseen",     [FMS_INLINE_RUBY] = "ruby",
    };
    dump_name(dump, names[part->kind]);
    dump_span(dump, part->span);
    const char *begin = text->utf8 + part->begin;
    size_t length = part->end - part->begin, shown = length;
    if (length > SHOWN_OF_INLINE) /* they lie in each other, and the whole text stands above */
        shown = (size_t) (g_utf8_find_prev_char(begin, begin + SHOWN_OF_INLINE) - begin);
    dump_string(dump, begin, shown);
    g_string_append(dump->out, shown < length ? "…" : "");
    if (*part->value)
        dump_string(dump, part->value, strlen(part->value));
    g_string_append_c(dump->out, '\n');
}

static void dump_text(const struct dump *dump, const char *name, const struct fms_text *text)
{
    if (!text->length)
        return;
    dump_name(dump, name);
    dump_span(dump, text->span);
    dump_string(dump, text->utf8, text->length);
    g_string_append_c(dump->out, '\n');
    for (size_t i = 0; i < text->n_inlines; i++)
        dump_inline(dump, text, &text->inlines[i]);
}

static void dump_number(const struct dump *dump, const char *name, int64_t number, int64_t usual)
{
    if (number == usual)
        return;
    dump_name(dump, name);
    g_string_append_printf(dump->out, " %" PRId64 "\n", number);
}

static void dump_pairs(struct dump *dump, const char *name, const struct fms_pairs *pairs)
{
    if (pairs->n) {
        dump_name(dump, name);
        g_string_append_c(dump->out, '\n');
    }
    dump->depth++;
    for (size_t i = 0; i < pairs->n; i++)
        dump_text(dump, pairs->items[i].name, &pairs->items[i].value);
    dump->depth--;
}

static void dump_speaker(struct dump *dump, const struct fms_speaker *speaker)
{
    dump_text(dump, "cast", &speaker->name);
    dump->depth++;
    dump_text(dump, "voice", &speaker->voice);
    dump_pairs(dump, "voices", &speaker->voices);
    dump_text(dump, "language", &speaker->language);
    dump_text(dump, "role", &speaker->role);
    dump_number(dump, "pace", speaker->pace_wpm, 0);
    dump_number(dump, "pitch", speaker->pitch_permille, 1000);
    dump_number(dump, "volume", speaker->volume_cdb, 0);
    dump_number(dump, "spoken", speaker->spoken, 0);
    dump->depth--;
}

static void dump_meta(struct dump *dump, const struct fms_meta *meta)
{
    const struct {
        const char *name;
        const struct fms_text *text;
    } texts[] = { { "title", &meta->title },
                  { "series", &meta->series },
                  { "author", &meta->author },
                  { "language", &meta->language },
                  { "languages", &meta->languages },
                  { "voice", &meta->voice },
                  { "narration", &meta->narration },
                  { "theme", &meta->theme },
                  { "lut", &meta->lut },
                  { "music", &meta->music },
                  { "music-volume", &meta->music_volume },
                  { "aspect", &meta->aspect },
                  { "brand", &meta->brand },
                  { "resolution", &meta->size },
                  { "reduced-motion", &meta->reduced_motion },
                  { "captions", &meta->captions },
                  { "profile", &meta->profile },
                  { "accessible-mix", &meta->accessible_mix },
                  { "transition", &meta->transition },
                  { "licence", &meta->licence },
                  { "credits-length", &meta->credits_length },
                  { "credits-style", &meta->credits_style },
                  { "poster", &meta->poster },
                  { "posters", &meta->posters } };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        dump_text(dump, texts[i].name, texts[i].text);
    if (meta->pace_wpm) {
        g_string_append(dump->out, "pace");
        dump_span(dump, meta->pace_span);
        g_string_append_printf(dump->out, " %" PRId64 "\n", meta->pace_wpm);
    }
    dump_number(dump, "loudness", meta->loudness_clufs, 0);
    dump_pairs(dump, "voices", &meta->voices);
    for (size_t i = 0; i < meta->n_cast; i++)
        dump_speaker(dump, &meta->cast[i]);
}

static void dump_attribute(const struct dump *dump, const struct fms_attribute *attribute)
{
    dump_name(dump, "attribute");
    dump_span(dump, attribute->span);
    dump_string(dump, attribute->name, strlen(attribute->name));
    dump_string(dump, attribute->value, strlen(attribute->value));
    g_string_append_c(dump->out, '\n');
}

static int compare_attributes(gconstpointer a, gconstpointer b)
{
    const struct fms_attribute *x = *(const struct fms_attribute *const *) a,
                               *y = *(const struct fms_attribute *const *) b;
    int names = strcmp(x->name, y->name);
    return names ? names : (x > y) - (x < y);
}

/* In their order, or where places do not matter in that of their names. */
static void dump_attributes(const struct dump *dump, const struct fms_block *block)
{
    GPtrArray *all = g_ptr_array_new();
    for (size_t i = 0; i < block->n_attributes; i++)
        g_ptr_array_add(all, (gpointer) (uintptr_t) &block->attributes[i]);
    if (!dump->with_places)
        g_ptr_array_sort(all, compare_attributes);
    for (guint i = 0; i < all->len; i++)
        dump_attribute(dump, g_ptr_array_index(all, i));
    g_ptr_array_free(all, TRUE);
}

static void dump_table(struct dump *dump, const struct fms_table *table)
{
    if (table->has_head)
        g_string_append(dump->out, "  head\n");
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        if (i % table->n_columns == 0)
            g_string_append(dump->out, "  row\n");
        dump->depth++;
        if (table->cells[i].length)
            dump_text(dump, "cell", &table->cells[i]);
        else
            g_string_append(dump->out, "    cell\n");
        dump->depth--;
    }
}

/* The first line of an element: what it is, and what says more about that. */
static void dump_head(const struct dump *dump, const struct fms_block *block)
{
    static const char *const names[] = {
        [FMS_BLOCK_PARAGRAPH] = "paragraph", [FMS_BLOCK_HEADING] = "heading", [FMS_BLOCK_IMAGE] = "image",
        [FMS_BLOCK_QUOTE] = "quote",         [FMS_BLOCK_ITEM] = "item",       [FMS_BLOCK_RULE] = "rule",
        [FMS_BLOCK_CREDIT] = "credit",       [FMS_BLOCK_PANEL] = "panel",     [FMS_BLOCK_DIRECTION] = "direction"
    };
    dump_name(dump, names[block->kind]);
    if (block->kind == FMS_BLOCK_HEADING || block->kind == FMS_BLOCK_ITEM)
        g_string_append_printf(dump->out, " %d", block->level);
    if (block->number)
        g_string_append_printf(dump->out, " number %" PRId64, block->number);
    if (fms_block_name(block))
        g_string_append_printf(dump->out, " %s", fms_block_name(block));
    dump_span(dump, block->span);
    if (block->target)
        dump_string(dump, block->target, strlen(block->target));
    g_string_append_c(dump->out, '\n');
}

static void dump_block(struct dump *dump, const struct fms_block *block)
{
    dump_head(dump, block);
    dump->depth++;
    dump_text(dump, "speaker", &block->speaker);
    dump_text(dump, "argument", &block->argument);
    dump_text(dump, "text", &block->text);
    dump_text(dump, "source", &block->source_line);
    dump_text(dump, "role", &block->role);
    dump_text(dump, "names", &block->names);
    if (block->table)
        dump_table(dump, block->table);
    dump_attributes(dump, block);
    if (block->inner)
        dump_block(dump, block->inner);
    dump->depth--;
}

static void dump_script(const struct fms_script *script, bool places, GString *out)
{
    struct dump dump = { script->source, talloc_new(NULL), g_hash_table_new(NULL, NULL), out, 0, places };
    dump_meta(&dump, &script->meta);
    for (size_t i = 0; i < script->n_blocks; i++)
        dump_block(&dump, &script->blocks[i]);
    g_hash_table_unref(dump.places);
    talloc_free(dump.ctx);
}

void fms_script_dump(const struct fms_script *script, GString *out)
{
    dump_script(script, true, out);
}

void fms_script_dump_meaning(const struct fms_script *script, GString *out)
{
    dump_script(script, false, out);
}
