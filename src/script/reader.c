/*
 * Reading a script: front matter, then the reader of its format, then what holds for every format. The manuscript in
 * between takes the blocks. It holds back lines that look like credits until it is known whether they close the
 * script: in the middle of it the same line is narration.
 */
#include "large-copy.h"
#include "script-private.h"

#include <string.h>

enum { MAX_SAID = 100, MAX_BLOCKS = 250000, MAX_LINES = 250000 };

static void add_all(GArray *to, GArray *from)
{
    if (from->len)
        g_array_append_vals(to, from->data, from->len);
}

struct fms_block fms_manuscript_block(const struct fms_manuscript *script, enum fms_block_kind kind, size_t begin,
                                      size_t end)
{
    const struct fms_text none = { .utf8 = "", .span = { script->source, end, end } };
    return (struct fms_block){ .kind = kind,
                               .text = none,
                               .argument = none,
                               .source_line = none,
                               .role = none,
                               .names = none,
                               .speaker = none,
                               .span = { script->source, begin, end } };
}

bool fms_manuscript_takes_lines(struct fms_manuscript *script)
{
    const char *text = script->source->text, *end = text + script->source->length;
    for (const char *at = text; at < end; at += strcspn(at, "\r\n")) {
        at += strspn(at, "\r\n");
        if (*at && script->n_lines++ == MAX_LINES) {
            size_t here = (size_t) (at - text);
            fms_manuscript_error(script, here, here + 1, "script.limit", "make several films of it",
                                 "a script has at most 250,000 lines");
            return false;
        }
    }
    return script->n_lines <= MAX_LINES;
}

bool fms_manuscript_is_full(const struct fms_manuscript *script)
{
    return script->too_long || (script->failed && script->n_said >= MAX_SAID);
}

/* The last thing seen may be named among closing lines without making narration of them. */
static bool is_end_card(const struct fms_block *block)
{
    return block->kind == FMS_BLOCK_DIRECTION && block->direction == FMS_DIRECTION_END_CARD;
}

void fms_manuscript_add(struct fms_manuscript *script, const struct fms_block *block)
{
    if (script->blocks->len + script->held->len >= MAX_BLOCKS) {
        if (!script->too_long)
            fms_manuscript_error(script, block->span.begin, block->span.end, "script.limit", "make several films of it",
                                 "a script has at most 250,000 elements");
        script->too_long = true;
        return;
    }
    if (is_end_card(block)) {
        g_array_append_vals(script->blocks, block, 1);
        return;
    }
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

struct fms_block fms_manuscript_credit(struct fms_manuscript *script, const struct fms_draft *draft, size_t begin,
                                       size_t end, int separators)
{
    struct fms_block block = fms_manuscript_block(script, FMS_BLOCK_CREDIT, draft->end, draft->end);
    struct fms_halves line;
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
        struct fms_block block = fms_manuscript_credit(script, draft, begin, end, separators);
        if (paragraph)
            g_array_append_val(script->held_credits, block);
        else
            fms_manuscript_add(script, &block);
    }
}

void fms_manuscript_error(struct fms_manuscript *script, size_t begin, size_t end, const char *code, const char *hint,
                          const char *message)
{
    bool first = !script->failed;
    script->failed = true;
    script->said = script->n_said++ < MAX_SAID || first;
    if (script->said)
        fms_error(script->diags, (struct fms_span){ script->source, begin, end }, code, hint, "%s", message);
}

void fms_manuscript_warn(struct fms_manuscript *script, size_t begin, size_t end, const char *code, const char *hint,
                         const char *message)
{
    script->said = script->n_said++ < MAX_SAID;
    if (script->said)
        fms_warning(script->diags, (struct fms_span){ script->source, begin, end }, code, hint, "%s", message);
}

void fms_manuscript_fix(struct fms_manuscript *script, size_t begin, size_t end, const char *replacement)
{
    if (script->said)
        fms_diag_fix(script->diags, (struct fms_span){ script->source, begin, end }, replacement);
}

void fms_manuscript_title(struct fms_manuscript *script, const struct fms_draft *draft, int separators)
{
    struct fms_halves line;
    size_t length = draft->text->len;
    if (script->including->len > 1) {
        struct fms_block heading = fms_manuscript_block(script, FMS_BLOCK_HEADING, draft->begin, draft->end);
        heading.level = 1;
        heading.text = fms_draft_text(script->ctx, draft);
        fms_manuscript_add(script, &heading);
        return;
    }
    bool split = !script->meta.series.length && fms_halves_split(draft->text->str, 0, length, separators, &line) &&
                 line.left_begin < line.left_end && line.right_begin < line.right_end;
    if (split)
        script->meta.series = fms_draft_slice(script->ctx, draft, line.left_begin, line.left_end);
    script->meta.title = fms_draft_slice(script->ctx, draft, split ? line.right_begin : 0, length);
}

/* One row a format: the only place that knows them all. */
static const struct {
    void (*read)(struct fms_manuscript *script, size_t from);
    bool has_header; /* of its own: our front matter is not looked for */
} readers[] = {
    [FMS_FORMAT_MARKDOWN] = { fms_markdown_read, false },
    [FMS_FORMAT_PLAIN] = { fms_plain_read, false },
    [FMS_FORMAT_NARAKEET] = { fms_narakeet_read, true },
    [FMS_FORMAT_FOUNTAIN] = { fms_fountain_read, false },
};

void fms_script_read_format(struct fms_manuscript *script, enum fms_script_format format, size_t from)
{
    readers[format].read(script, from);
}

static void init(struct fms_manuscript *script, TALLOC_CTX *ctx, const struct fms_source *source,
                 struct fms_diags *diags)
{
    const struct fms_text none = { .utf8 = "", .span = { source, 0, 0 } };
    *script = (struct fms_manuscript){ .ctx = ctx, .source = source, .diags = diags };
    script->meta = (struct fms_meta){ .title = none,
                                      .series = none,
                                      .author = none,
                                      .language = none,
                                      .languages = none,
                                      .voice = none,
                                      .narration = none,
                                      .theme = none,
                                      .lut = none,
                                      .music = none,
                                      .aspect = none,
                                      .size = none,
                                      .brand = none,
                                      .reduced_motion = none,
                                      .captions = none,
                                      .profile = none,
                                      .accessible_mix = none,
                                      .transition = none,
                                      .licence = none,
                                      .music_volume = none,
                                      .credits_length = none,
                                      .credits_style = none,
                                      .poster = none,
                                      .posters = none,
                                      .pace_span = { source, 0, 0 } };
    script->blocks = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    script->held = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    script->held_credits = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    script->cast = g_array_new(FALSE, FALSE, sizeof(struct fms_speaker));
    script->shared_credits = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
    script->including = g_ptr_array_new();
    g_ptr_array_add(script->including, (gpointer) (uintptr_t) source);
}

static void clear(struct fms_manuscript *script)
{
    g_array_free(script->blocks, TRUE);
    g_ptr_array_free(script->including, TRUE);
    g_array_free(script->cast, TRUE);
    g_array_free(script->shared_credits, TRUE);
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

static bool is_seen_or_said(const struct fms_block *block)
{
    if (block->kind == FMS_BLOCK_DIRECTION)
        return false;
    return block->kind == FMS_BLOCK_IMAGE || block->kind == FMS_BLOCK_PANEL || has_words(&block->text) ||
           has_words(&block->role) || has_words(&block->names);
}

static void refuse_empty(struct fms_manuscript *script)
{
    const struct fms_block *blocks = (const struct fms_block *) (void *) script->blocks->data;
    for (size_t i = 0; i < script->blocks->len; i++)
        if (is_seen_or_said(&blocks[i]))
            return;
    fms_manuscript_error(script, 0, 0, "script.empty", "write a sentence: it becomes narration",
                         script->meta.title.length ? "the script has a title, but nothing to say or show"
                                                   : "the script has nothing to say or show");
}

static void set_cast(struct fms_manuscript *draft)
{
    draft->meta.n_cast = draft->cast->len;
    draft->meta.cast = talloc_memdup(draft->ctx, draft->cast->data, draft->cast->len * sizeof(struct fms_speaker));
}

struct fms_script *fms_script_salvage(TALLOC_CTX *ctx, const struct fms_source *source, enum fms_script_format format,
                                      const struct fms_world *world, struct fms_diags *diags)
{
    struct fms_script *script = talloc_zero(ctx, struct fms_script);
    size_t n_errors = fms_diags_n_errors(diags), body = 0;
    struct fms_manuscript draft;
    init(&draft, script, source, diags);
    draft.world = world;
    fms_project_open(&draft);
    if (fms_manuscript_takes_lines(&draft) && (readers[format].has_header || fms_front_matter_read(&draft, &body))) {
        set_cast(&draft);
        readers[format].read(&draft, body);
        add_all(draft.blocks, draft.held_credits);
        fms_speakers_finish(&draft);
        if (fms_diags_n_errors(diags) == n_errors)
            refuse_empty(&draft);
        fms_project_credit(&draft);
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
