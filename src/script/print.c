/*
 * The printer. A script is cut into chunks (front matter, then the blocks at its top), each with a uniform form. All forms are
 * tried together; where what comes of it means something else, halves are tried, down to the chunk that is at fault, which
 * stays as it was written.
 */
#include "large-copy.h"
#include "print-private.h"

#include <string.h>

enum { MOST_TRIED_BYTES = 64 << 20, LEAST_TRIES = 4, MOST_TRIES = 400 };

struct printing {
    struct fms_printer printer;
    const struct fms_source *source;
    enum fms_script_format format;
    const struct fms_world *world;
    GArray *chunks;               /* struct fms_print_chunk */
    GString *meaning, *rendering; /* of the source */
    size_t n_tries;
};

static struct fms_print_chunk *chunk_at(const struct printing *printing, size_t i)
{
    return &g_array_index(printing->chunks, struct fms_print_chunk, i);
}

/* ---- chunks ---- */

static size_t trimmed_end(const char *source, const struct fms_print_line *line)
{
    size_t end = line->end;
    while (end > line->begin && strchr(" \t", source[end - 1]))
        end--;
    return end;
}

/* In plain text a chunk is what stands between blank lines. */
static GArray *print_plain_body(struct fms_printer *printer, size_t from)
{
    GArray *chunks = g_array_new(FALSE, FALSE, sizeof(struct fms_print_chunk));
    GArray *all = fms_print_lines(printer->source, from, printer->script->source->length);
    const struct fms_print_line *lines = (const struct fms_print_line *) (void *) all->data;
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < all->len;) {
        struct fms_print_chunk chunk = { .begin = lines[i].begin };
        guint first = i;
        g_string_truncate(out, 0);
        for (; i < all->len && lines[i].first < lines[i].end; i++) {
            size_t end = trimmed_end(printer->source, &lines[i]);
            g_string_append(out, i > first ? "\n" : "");
            g_string_append_len(out, printer->source + lines[i].begin, (gssize) (end - lines[i].begin));
            chunk.end = lines[i].end;
        }
        chunk.text = talloc_strndup(printer->ctx, out->str, out->len);
        if (i > first)
            g_array_append_val(chunks, chunk);
        i += i == first;
    }
    g_string_free(out, TRUE);
    g_array_free(all, TRUE);
    return chunks;
}

static void add_front(struct printing *printing, size_t begin, size_t end)
{
    const char *source = printing->source->text;
    TALLOC_CTX *ctx = printing->printer.ctx;
    char *keys = fms_print_front(ctx, source, begin, end);
    struct fms_print_chunk front = { .end = end + strcspn(source + end, "\r\n") };
    front.text = talloc_asprintf(ctx, "---\n%s---", keys);
    g_array_prepend_val(printing->chunks, front);
}

static GArray *places_of(const struct fms_script *script, bool rules)
{
    GArray *places = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < script->n_blocks; i++) {
        const struct fms_block *block = &script->blocks[i];
        size_t at = rules ? block->span.begin : block->source_line.span.begin;
        bool has = rules ? block->kind == FMS_BLOCK_RULE : block->source_line.length > 0;
        if (has && block->span.source == script->source)
            g_array_append_val(places, at);
    }
    return places;
}

static void cut(struct printing *printing)
{
    struct fms_printer *printer = &printing->printer;
    const struct fms_script *script = printer->script;
    size_t begin, end, body = fms_front_matter_span(script->source, &begin, &end);
    printer->marks = fms_print_marks(printer->ctx, script);
    printer->rules = places_of(script, true);
    printer->quotes = places_of(script, false);
    printing->chunks =
        printing->format == FMS_FORMAT_MARKDOWN ? fms_print_body(printer, body) : print_plain_body(printer, body);
    if (body > 0)
        add_front(printing, begin, end);
}

/* ---- putting together ---- */

/* Bytes of the source with line ends of one kind. */
static void append_typed(const struct printing *printing, size_t begin, size_t end, GString *out)
{
    const char *source = printing->source->text;
    while (begin < end) {
        size_t n = MIN(strcspn(source + begin, "\r"), end - begin);
        g_string_append_len(out, source + begin, (gssize) n);
        begin += n;
        if (begin < end) {
            g_string_append_c(out, '\n');
            begin += source[begin + 1] == '\n' ? 2 : 1;
        }
    }
}

/* Between two chunks that are written in the uniform way stands one blank line, else what stood there. */
static void append_gap(const struct printing *printing, size_t i, GString *out)
{
    const struct fms_print_chunk *chunk = chunk_at(printing, i);
    size_t above = i > 0 ? chunk[-1].end : 0;
    if (chunk->kept || (i > 0 && chunk[-1].kept))
        append_typed(printing, above, chunk->begin, out);
    else if (i > 0)
        g_string_append(out, "\n\n");
}

static GString *put_together(const struct printing *printing)
{
    GString *out = g_string_sized_new(printing->source->length + 64);
    for (size_t i = 0; i < printing->chunks->len; i++) {
        const struct fms_print_chunk *chunk = chunk_at(printing, i);
        append_gap(printing, i, out);
        if (chunk->kept)
            append_typed(printing, chunk->begin, chunk->end, out);
        else
            g_string_append(out, chunk->text);
    }
    g_string_append_c(out, '\n');
    return out;
}

/* ---- trying ---- */

static void describe(const struct printing *printing, const struct fms_script *script, GString **meaning,
                     GString **rendering)
{
    size_t begin, end, body = fms_front_matter_span(script->source, &begin, &end);
    *meaning = g_string_new(NULL);
    fms_script_dump_meaning(script, *meaning);
    *rendering = printing->format == FMS_FORMAT_MARKDOWN ? fms_print_rendering(script, body) : g_string_new(NULL);
}

static bool means_the_same(struct printing *printing, const GString *text)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    const struct fms_source *source = fms_source_new(ctx, printing->source->name, text->str, text->len, diags);
    const struct fms_script *script =
        source ? fms_script_read(ctx, source, printing->format, printing->world, diags) : NULL;
    bool same = false;
    if (script) {
        GString *meaning, *rendering;
        describe(printing, script, &meaning, &rendering);
        same = g_string_equal(meaning, printing->meaning) && g_string_equal(rendering, printing->rendering);
        g_string_free(meaning, TRUE);
        g_string_free(rendering, TRUE);
    }
    talloc_free(ctx);
    return same;
}

static bool is_good(struct printing *printing)
{
    if (printing->n_tries == 0)
        return false;
    printing->n_tries--;
    GString *text = put_together(printing);
    bool good = means_the_same(printing, text);
    g_string_free(text, TRUE);
    return good;
}

static void keep(struct printing *printing, size_t begin, size_t end, bool kept)
{
    for (size_t i = begin; i < end; i++)
        chunk_at(printing, i)->kept = kept;
}

/* Chunks [begin, end) are kept so far: takes the uniform form of as many of them as it can. */
static void settle(struct printing *printing, size_t begin, size_t end)
{
    keep(printing, begin, end, false);
    if (is_good(printing))
        return;
    keep(printing, begin, end, true);
    if (end - begin < 2)
        return;
    size_t middle = begin + (end - begin) / 2;
    settle(printing, begin, middle);
    settle(printing, middle, end);
}

static void close_printing(struct printing *printing)
{
    g_array_free(printing->chunks, TRUE);
    g_array_free(printing->printer.marks, TRUE);
    g_array_free(printing->printer.rules, TRUE);
    g_array_free(printing->printer.quotes, TRUE);
    g_string_free(printing->meaning, TRUE);
    g_string_free(printing->rendering, TRUE);
    talloc_free(printing->printer.ctx);
}

bool fms_script_print(TALLOC_CTX *ctx, const struct fms_script *script, enum fms_script_format format,
                      const struct fms_world *world, struct fms_printed *printed)
{
    struct printing printing = { .printer = { .ctx = talloc_new(NULL), .script = script },
                                 .source = script->source,
                                 .format = format,
                                 .world = world };
    size_t tries = MOST_TRIED_BYTES / (script->source->length + 1);
    printing.printer.source = script->source->text;
    printing.n_tries = CLAMP(tries, LEAST_TRIES, MOST_TRIES);
    cut(&printing);
    describe(&printing, script, &printing.meaning, &printing.rendering);
    keep(&printing, 0, printing.chunks->len, true);
    settle(&printing, 0, printing.chunks->len);
    printing.n_tries = 1;
    GString *text = put_together(&printing);
    bool good = means_the_same(&printing, text);
    *printed = (struct fms_printed){ .length = good ? text->len : script->source->length };
    printed->text = fms_large_copy(ctx, good ? text->str : script->source->text, printed->length + 1);
    for (size_t i = 0; i < printing.chunks->len; i++)
        printed->n_left += chunk_at(&printing, i)->kept;
    g_string_free(text, TRUE);
    close_printing(&printing);
    return good;
}
