/*
 * Reading a script: front matter, then the reader of its format, then what holds for every format. The manuscript in
 * between takes the blocks. It holds back lines that look like credits until it is known whether they close the
 * script: in the middle of it the same line is narration.
 */
#include "large-copy.h"
#include "script-private.h"

#include <string.h>

enum { MAX_SAID = 100 };

static void add_all(GArray *to, GArray *from)
{
    if (from->len)
        g_array_append_vals(to, from->data, from->len);
}

void fms_manuscript_add(struct fms_manuscript *script, const struct fms_block *block)
{
    add_all(script->blocks, script->held);
    g_array_set_size(script->held, 0);
    g_array_set_size(script->held_credits, 0);
    g_array_append_vals(script->blocks, block, 1);
}

/* A row of a table's frame, `---|---`, says nothing. */
static bool is_frame(const struct fms_draft *draft, size_t begin, size_t end)
{
    return fms_line_drawn(draft->text->str + begin, end - begin, "-|:=+");
}

/* A table's first row names its columns where a row of the frame follows. */
static bool heads_table(const struct fms_draft *draft, size_t i)
{
    size_t begin, end;
    if (i > 0 || draft->lines->len < 2)
        return false;
    fms_draft_line(draft, 1, &begin, &end);
    return is_frame(draft, begin, end) && memchr(draft->text->str + begin, '|', end - begin);
}

static struct fms_block credit_of(struct fms_manuscript *script, const struct fms_draft *draft, size_t begin,
                                  size_t end, int separators)
{
    struct fms_block block = { .kind = FMS_BLOCK_CREDIT, .text.utf8 = "", .source_line.utf8 = "" };
    struct fms_halves line;
    block.text.span = block.source_line.span = (struct fms_span){ draft->source, draft->end, draft->end };
    if (!fms_halves_split(draft->text->str, begin, end, separators, &line))
        line = (struct fms_halves){ begin, begin, begin, end };
    block.role = fms_draft_slice(script->ctx, draft, line.left_begin, line.left_end);
    block.names = fms_draft_slice(script->ctx, draft, line.right_begin, line.right_end);
    block.span = block.names.length ? block.names.span : block.role.span;
    if (block.role.length)
        block.span.begin = block.role.span.begin;
    return block;
}

void fms_manuscript_credits(struct fms_manuscript *script, const struct fms_draft *draft, int separators,
                            const struct fms_block *paragraph)
{
    if (paragraph)
        g_array_append_vals(script->held, paragraph, 1);
    for (size_t i = 0; i < draft->lines->len; i++) {
        size_t begin, end;
        fms_draft_line(draft, i, &begin, &end);
        if (is_frame(draft, begin, end) || heads_table(draft, i))
            continue;
        struct fms_block block = credit_of(script, draft, begin, end, separators);
        if (paragraph)
            g_array_append_val(script->held_credits, block);
        else
            fms_manuscript_add(script, &block);
    }
}

void fms_manuscript_error(struct fms_manuscript *script, size_t begin, size_t end, const char *code, const char *hint,
                          const char *message)
{
    bool first = fms_diags_n_errors(script->diags) == 0;
    if (first || script->n_said++ < MAX_SAID)
        fms_error(script->diags, (struct fms_span){ script->source, begin, end }, code, hint, "%s", message);
}

void fms_manuscript_warn(struct fms_manuscript *script, size_t begin, size_t end, const char *code, const char *hint,
                         const char *message)
{
    if (script->n_said++ < MAX_SAID)
        fms_warning(script->diags, (struct fms_span){ script->source, begin, end }, code, hint, "%s", message);
}

void fms_manuscript_title(struct fms_manuscript *script, const struct fms_draft *draft, int separators)
{
    struct fms_halves line;
    size_t length = draft->text->len;
    bool split = !script->meta.series.length && fms_halves_split(draft->text->str, 0, length, separators, &line) &&
                 line.left_begin < line.left_end && line.right_begin < line.right_end;
    if (split)
        script->meta.series = fms_draft_slice(script->ctx, draft, line.left_begin, line.left_end);
    script->meta.title = fms_draft_slice(script->ctx, draft, split ? line.right_begin : 0, length);
}

/* One row a format: the only place that knows them all. */
static void (*const readers[])(struct fms_manuscript *, size_t) = {
    [FMS_FORMAT_MARKDOWN] = fms_markdown_read,
    [FMS_FORMAT_PLAIN] = fms_plain_read,
};

static void init(struct fms_manuscript *script, TALLOC_CTX *ctx, const struct fms_source *source,
                 struct fms_diags *diags)
{
    const struct fms_text none = { .utf8 = "", .span = { source, 0, 0 } };
    *script = (struct fms_manuscript){ .ctx = ctx, .source = source, .diags = diags };
    script->meta = (struct fms_meta){ .title = none,
                                      .series = none,
                                      .author = none,
                                      .language = none,
                                      .voice = none,
                                      .theme = none,
                                      .music = none,
                                      .aspect = none,
                                      .captions = none,
                                      .transition = none,
                                      .licence = none,
                                      .music_volume = none,
                                      .pace_span = { source, 0, 0 } };
    script->blocks = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    script->held = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    script->held_credits = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
}

static void clear(struct fms_manuscript *script)
{
    g_array_free(script->blocks, TRUE);
    g_array_free(script->held, TRUE);
    g_array_free(script->held_credits, TRUE);
}

/* A letter or a digit: "..." alone can neither be said nor set. */
static bool has_words(const struct fms_text *text)
{
    for (const char *at = text->utf8; *at; at = g_utf8_next_char(at))
        if (g_unichar_isalnum(g_utf8_get_char(at)))
            return true;
    return false;
}

static void refuse_empty(struct fms_manuscript *script)
{
    const struct fms_block *blocks = (const struct fms_block *) (void *) script->blocks->data;
    for (size_t i = 0; i < script->blocks->len; i++)
        if (blocks[i].kind == FMS_BLOCK_IMAGE || has_words(&blocks[i].text) || has_words(&blocks[i].role) ||
            has_words(&blocks[i].names))
            return;
    fms_manuscript_error(script, 0, 0, "script.empty", "write a sentence: it becomes narration",
                         script->meta.title.length ? "the script has a title, but nothing to say or show"
                                                   : "the script has nothing to say or show");
}

struct fms_script *fms_script_salvage(TALLOC_CTX *ctx, const struct fms_source *source, enum fms_script_format format,
                                      const struct fms_world *world, struct fms_diags *diags)
{
    struct fms_script *script = talloc_zero(ctx, struct fms_script);
    size_t n_errors = fms_diags_n_errors(diags), body = 0;
    struct fms_manuscript draft;
    init(&draft, script, source, diags);
    draft.world = world;
    if (fms_front_matter_read(&draft, &body)) {
        readers[format](&draft, body);
        add_all(draft.blocks, draft.held_credits);
        if (fms_diags_n_errors(diags) == n_errors)
            refuse_empty(&draft);
    }
    script->source = source;
    script->meta = draft.meta;
    script->blocks = fms_large_keep(script, g_array_steal(draft.blocks, &script->n_blocks));
    clear(&draft);
    return script;
}

struct fms_script *fms_script_read(TALLOC_CTX *ctx, const struct fms_source *source, enum fms_script_format format,
                                   const struct fms_world *world, struct fms_diags *diags)
{
    size_t n_errors = fms_diags_n_errors(diags);
    struct fms_script *script = fms_script_salvage(ctx, source, format, world, diags);
    if (fms_diags_n_errors(diags) == n_errors)
        return script;
    talloc_free(script);
    return NULL;
}
