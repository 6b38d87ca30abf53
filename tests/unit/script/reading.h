/* What the tests of this room share: a script is read and sketched in a line an element, the diagnostics below. */
#pragma once

#include "script.h"

#include <string.h>

static inline void sketch_meta(const struct fms_meta *meta, GString *out)
{
    const struct fms_text *const texts[] = {
        &meta->title,          &meta->series,       &meta->author,  &meta->language,       &meta->voice,
        &meta->theme,          &meta->music,        &meta->aspect,  &meta->captions,       &meta->transition,
        &meta->licence,        &meta->music_volume, &meta->profile, &meta->size,           &meta->brand,
        &meta->reduced_motion, &meta->narration,    &meta->lut,     &meta->accessible_mix, &meta->poster
    };
    static const char *const names[] = { "title",          "series",       "author",  "language",       "voice",
                                         "theme",          "music",        "aspect",  "captions",       "transition",
                                         "licence",        "music-volume", "profile", "resolution",     "brand",
                                         "reduced-motion", "narration",    "lut",     "accessible-mix", "poster" };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (texts[i]->length)
            g_string_append_printf(out, "%s %s\n", names[i], texts[i]->utf8);
    if (meta->pace_wpm)
        g_string_append_printf(out, "pace %" G_GINT64_FORMAT "\n", meta->pace_wpm);
    if (meta->loudness_clufs)
        g_string_append_printf(out, "loudness %d\n", meta->loudness_clufs);
    for (size_t i = 0; i < meta->n_cast; i++)
        g_string_append_printf(out, "cast %s: %s, %s, %s, %d wpm, %d, %d\n", meta->cast[i].name.utf8,
                               meta->cast[i].voice.utf8, meta->cast[i].language.utf8, meta->cast[i].role.utf8,
                               (int) meta->cast[i].pace_wpm, meta->cast[i].pitch_permille, meta->cast[i].volume_cdb);
}

/* The words with their inlines in braces behind them: `{strong:down}`, `{say=Wooster:Worcester}`. */
static inline void sketch_inlines(const struct fms_text *text, GString *out)
{
    static const char *const kinds[] = { "em",    "strong", "code",   "mark",   "say", "ipa",
                                         "spell", "lang",   "silent", "unseen", "ruby" };
    for (size_t i = 0; i < MIN(text->n_inlines, 32); i++) { /* each is written out, and they lie in each other */
        const struct fms_inline *part = &text->inlines[i];
        g_string_append_printf(out, " {%s%s%s:%.*s}", kinds[part->kind], *part->value ? "=" : "", part->value,
                               (int) (part->end - part->begin), text->utf8 + part->begin);
    }
}

static inline void sketch_table(const struct fms_table *table, GString *out)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        g_string_append_printf(out, "%s%s",
                               i % table->n_columns ? " | "
                               : i                  ? " / "
                               : table->has_head    ? " ^ "
                                                    : " ",
                               table->cells[i].utf8);
}

static inline void sketch_block(const struct fms_block *block, GString *out)
{
    static const char *const kinds[] = { "p", "h", "img", "q", "i", "---", "c", "panel", "dir" };
    g_string_append(out, kinds[block->kind]);
    if (block->kind == FMS_BLOCK_HEADING)
        g_string_append_printf(out, "%d", block->level);
    if (block->kind == FMS_BLOCK_ITEM)
        g_string_append_printf(out, "%d.%d", block->level, (int) block->number);
    if (fms_block_name(block))
        g_string_append_printf(out, " %s", fms_block_name(block));
    if (block->argument.length)
        g_string_append_printf(out, " (%s)", block->argument.utf8);
    if (block->speaker.length)
        g_string_append_printf(out, " @%s", block->speaker.utf8);
    if (block->target)
        g_string_append_printf(out, " <%s>", block->target);
    if (block->text.length)
        g_string_append_printf(out, " %s", block->text.utf8);
    sketch_inlines(&block->text, out);
    if (block->source_line.length)
        g_string_append_printf(out, " ~ %s", block->source_line.utf8);
    sketch_inlines(&block->source_line, out);
    if (block->kind == FMS_BLOCK_CREDIT)
        g_string_append_printf(out, " %s | %s", block->role.utf8, block->names.utf8);
    if (block->table)
        sketch_table(block->table, out);
    for (size_t i = 0; i < block->n_attributes; i++)
        g_string_append_printf(out, " {%s=%s}", block->attributes[i].name, block->attributes[i].value);
    g_string_append(out, block->inner ? " : " : "\n");
    if (block->inner)
        sketch_block(block->inner, out);
}

/* Every text leads back into its source, byte by byte, forward, and ends where it should. */
static inline void check_text(const struct fms_text *text)
{
    g_assert_cmpuint(strlen(text->utf8), ==, text->length);
    g_assert_true(g_utf8_validate(text->utf8, -1, NULL));
    g_assert_true((text->n_marks == 0) == (text->length == 0));
    g_assert_true(text->span.source && text->span.begin <= text->span.end);
    g_assert_cmpuint(text->span.end, <=, text->span.source->length);
    for (size_t i = 0; i < text->n_marks; i++) {
        g_assert_cmpuint(text->marks[i].in_text, <, text->length);
        g_assert_true(i ? text->marks[i].in_text > text->marks[i - 1].in_text : text->marks[i].in_text == 0);
        g_assert_cmpuint(text->marks[i].in_source, <, text->span.source->length);
    }
    for (size_t i = 0; i < text->n_inlines; i++) {
        const struct fms_inline *part = &text->inlines[i];
        g_assert_true(part->begin < part->end && part->end <= text->length);
        g_assert_true(i == 0 || part[-1].begin <= part->begin);
        g_assert_true(text->utf8[part->begin] != ' ' && text->utf8[part->end - 1] != ' ');
        g_assert_true(part->span.begin <= part->span.end && part->span.end <= text->span.source->length);
    }
}

static inline void check_table(const struct fms_table *table)
{
    g_assert_true(table->n_rows > 0 && table->n_columns > 0);
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++)
        check_text(&table->cells[i]);
}

static inline void check_block(const struct fms_block *block)
{
    const struct fms_text *const texts[] = { &block->text, &block->argument, &block->source_line,
                                             &block->role, &block->names,    &block->speaker };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        check_text(texts[i]);
    g_assert_true(block->span.source && block->span.begin <= block->span.end);
    g_assert_cmpuint(block->span.end, <=, block->span.source->length);
    g_assert_true((block->kind == FMS_BLOCK_IMAGE) == (block->target != NULL));
    g_assert_true((block->kind == FMS_BLOCK_PANEL || block->kind == FMS_BLOCK_DIRECTION) ==
                  (block->panel != FMS_PANEL_NONE || block->direction != FMS_DIRECTION_NONE));
    if (block->table)
        check_table(block->table);
    if (block->inner)
        check_block(block->inner);
}

static inline void sketch_diags(const struct fms_diags *diags, const struct fms_source *script, GString *out)
{
    for (size_t i = 0; i < fms_diags_count(diags); i++) {
        const struct fms_diag *diag = fms_diags_get(diags, i);
        struct fms_place place = fms_source_place(diag->span.source, diag->span.begin);
        g_string_append(out, diag->severity == FMS_ERROR ? "error " : "warning ");
        if (diag->span.source != script)
            g_string_append_printf(out, "%s:", diag->span.source->name);
        g_string_append_printf(out, "%zu:%zu %s\n", place.line, place.column, diag->code);
    }
}

/* Reads bytes as the file called `name` and sketches what comes of it. Free the string. */
static inline char *sketch_in(const struct fms_world *world, const char *name, const char *bytes, size_t length)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    GString *out = g_string_new(NULL);
    char *exact = g_memdup2(bytes, length); /* so that a sanitizer sees a read behind the end */
    struct fms_source *source = fms_source_new(ctx, name, exact, length, diags);
    g_free(exact);
    struct fms_script *script =
        source ? fms_script_read(ctx, source, fms_script_format_of(source), world, diags) : NULL;
    g_assert_true((script == NULL) == (fms_diags_n_errors(diags) > 0));
    if (script)
        sketch_meta(&script->meta, out);
    for (size_t i = 0; script && i < script->n_blocks; i++) {
        check_block(&script->blocks[i]);
        sketch_block(&script->blocks[i], out);
    }
    sketch_diags(diags, source ? source : fms_diags_get(diags, 0)->span.source, out);
    talloc_free(ctx);
    return g_string_free(out, FALSE);
}

/* Without any other file. */
static inline char *sketch(const char *name, const char *bytes, size_t length)
{
    return sketch_in(NULL, name, bytes, length);
}

/* The dump of a script that is as it should be. Free the string. */
static inline char *dump(const char *name, const char *text)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fms_source *source = fms_source_new(ctx, name, text, strlen(text), diags);
    struct fms_script *script = fms_script_read(ctx, source, fms_script_format_of(source), NULL, diags);
    GString *out = g_string_new(NULL);
    g_assert_nonnull(script);
    fms_script_dump(script, out);
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
        if (strcmp(got, examples[i].expected) != 0) {
            g_test_message("%s\n%s\n=> expected\n%s=> got\n%s", examples[i].remark, examples[i].script,
                           examples[i].expected, got);
            g_test_fail();
        }
        g_free(got);
    }
}
