/* What the tests of this room share: a script is read and sketched in a line an element, the diagnostics below. */
#pragma once

#include "script.h"

#include <string.h>

static inline void sketch_meta(const struct fms_meta *meta, GString *out)
{
    const struct fms_text *const texts[] = { &meta->title, &meta->series, &meta->author, &meta->language, &meta->voice,
                                             &meta->theme, &meta->music,  &meta->aspect, &meta->captions };
    static const char *const names[] = { "title", "series", "author", "language", "voice",
                                         "theme", "music",  "aspect", "captions" };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i]->length)
            g_string_append_printf(out, "%s %s\n", names[i], texts[i]->utf8);
    if (meta->pace_wpm)
        g_string_append_printf(out, "pace %" G_GINT64_FORMAT "\n", meta->pace_wpm);
    if (meta->loudness_clufs)
        g_string_append_printf(out, "loudness %d\n", meta->loudness_clufs);
}

static inline void sketch_block(const struct fms_block *block, GString *out)
{
    static const char *const kinds[] = { "p", "h", "img", "q", "i", "---", "c" };
    g_string_append(out, kinds[block->kind]);
    if (block->kind == FMS_BLOCK_HEADING)
        g_string_append_printf(out, "%d", block->level);
    if (block->target)
        g_string_append_printf(out, " <%s>", block->target);
    if (block->text.length)
        g_string_append_printf(out, " %s", block->text.utf8);
    if (block->source_line.length)
        g_string_append_printf(out, " ~ %s", block->source_line.utf8);
    if (block->kind == FMS_BLOCK_CREDIT)
        g_string_append_printf(out, " %s | %s", block->role.utf8, block->names.utf8);
    for (size_t i = 0; i < block->n_attributes; i++)
        g_string_append_printf(out, " {%s=%s}", block->attributes[i].name, block->attributes[i].value);
    g_string_append_c(out, '\n');
}

/* Every text leads back into its source, byte by byte, forward, and ends where it should. */
static inline void check_text(const struct fms_text *text, const struct fms_source *source)
{
    g_assert_cmpuint(strlen(text->utf8), ==, text->length);
    g_assert_true(g_utf8_validate(text->utf8, -1, NULL));
    g_assert_true((text->n_marks == 0) == (text->length == 0));
    g_assert_true(text->span.source == source && text->span.begin <= text->span.end);
    g_assert_cmpuint(text->span.end, <=, source->length);
    for (size_t i = 0; i < text->n_marks; i++) {
        g_assert_cmpuint(text->marks[i].in_text, <, text->length);
        g_assert_true(i ? text->marks[i].in_text > text->marks[i - 1].in_text : text->marks[i].in_text == 0);
        g_assert_cmpuint(text->marks[i].in_source, <, source->length);
    }
}

static inline void check_block(const struct fms_block *block, const struct fms_source *source)
{
    check_text(&block->text, source);
    check_text(&block->source_line, source);
    check_text(&block->role, source);
    check_text(&block->names, source);
    g_assert_true(block->span.source == source && block->span.begin <= block->span.end);
    g_assert_cmpuint(block->span.end, <=, source->length);
    g_assert_true((block->kind == FMS_BLOCK_IMAGE) == (block->target != NULL));
}

static inline void sketch_diags(const struct fms_diags *diags, GString *out)
{
    for (size_t i = 0; i < fms_diags_count(diags); i++) {
        const struct fms_diag *diag = fms_diags_get(diags, i);
        struct fms_place place = fms_source_place(diag->span.source, diag->span.begin);
        g_string_append_printf(out, "%s %zu:%zu %s\n", diag->severity == FMS_ERROR ? "error" : "warning", place.line,
                               place.column, diag->code);
    }
}

/* Reads bytes as the file called `name` and sketches what comes of it. Free the string. */
static inline char *sketch(const char *name, const char *bytes, size_t length)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    GString *out = g_string_new(NULL);
    char *exact = g_memdup2(bytes, length); /* so that a sanitizer sees a read behind the end */
    struct fms_source *source = fms_source_new(ctx, name, exact, length, diags);
    g_free(exact);
    struct fms_script *script = source ? fms_script_read(ctx, source, fms_script_format_of(source), NULL, diags) : NULL;
    g_assert_true((script == NULL) == (fms_diags_n_errors(diags) > 0));
    if (script)
        sketch_meta(&script->meta, out);
    for (size_t i = 0; script && i < script->n_blocks; i++) {
        check_block(&script->blocks[i], source);
        sketch_block(&script->blocks[i], out);
    }
    sketch_diags(diags, out);
    talloc_free(ctx);
    return g_string_free(out, FALSE);
}

struct example {
    const char *remark, *script, *expected;
};

static inline void run_examples(const char *name, const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *got = sketch(name, examples[i].script, strlen(examples[i].script));
        if (strcmp(got, examples[i].expected) != 0)
            g_test_message("%s\n%s\n=> got\n%s", examples[i].remark, examples[i].script, got);
        g_assert_cmpstr(got, ==, examples[i].expected);
        g_free(got);
    }
}
