/*
 * A paper world: a folder in one text. Its first part is the script; every line `@@ NAME` begins another file, which the
 * script may name. Pictures, clips and sounds are there under the usual names and are made of nothing.
 */
#pragma once

#include "board.h"
#include "fuzz.h"
#include "lint.h"

struct fuzz_folder {
    GPtrArray *sources; /* struct fms_source, the script first */
};

static const struct fms_asset fuzz_assets[] = {
    { .name = "a.jpg", .kind = FMS_ASSET_STILL, .width_px = 3000, .height_px = 2000 },
    { .name = "b.jpg",
      .kind = FMS_ASSET_STILL,
      .width_px = 200,
      .height_px = 3000,
      .creator = "Ada",
      .licence = "CC0" },
    { .name = "a.svg", .kind = FMS_ASSET_VECTOR, .width_px = 300, .height_px = 200 },
    { .name = "a.mp4", .kind = FMS_ASSET_CLIP, .width_px = 1920, .height_px = 1080, .duration = FMS_MS(6000) },
    { .name = "b.mp4",
      .kind = FMS_ASSET_CLIP,
      .width_px = 2,
      .height_px = 2,
      .duration = FMS_MS(1),
      .has_sound = true },
    { .name = "a.ogg", .kind = FMS_ASSET_SOUND, .duration = FMS_MS(60000), .has_sound = true },
    { .name = "a.cube", .kind = FMS_ASSET_LUT },
};

static inline const struct fms_asset *fuzz_asset(void *user, const char *name, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fuzz_assets); i++)
        if (strcmp(fuzz_assets[i].name, name) == 0)
            return &fuzz_assets[i];
    g_set_error(error, FMS_WORLD_ERROR, *name == '/' ? FMS_WORLD_FORBIDDEN : FMS_WORLD_MISSING,
                "there is no such file");
    return NULL;
}

static inline const struct fms_source *fuzz_file(void *user, const char *name, GError **error)
{
    const struct fuzz_folder *folder = user;
    for (guint i = 0; i < folder->sources->len; i++) {
        const struct fms_source *source = folder->sources->pdata[i];
        if (strcmp(source->name, name) == 0)
            return source;
    }
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "there is no such file");
    return NULL;
}

static inline bool fuzz_has_part(void *user, const struct fms_asset *asset, const char *part)
{
    return asset->kind == FMS_ASSET_VECTOR && *part != 'x';
}

/* The files of a folder; memory ends where they end, so that a sanitizer sees a read behind it. */
static inline void fuzz_unpack(TALLOC_CTX *ctx, struct fuzz_folder *folder, const char *script, const char *text)
{
    char **files = g_strsplit(*text ? text : "\n", "\n@@ ", 16);
    folder->sources = g_ptr_array_new();
    for (char **file = files; *file; file++) {
        const char *break_at = strchr(*file, '\n'), *body = file == files ? *file : break_at ? break_at + 1 : "";
        struct fms_source *source = talloc_zero(ctx, struct fms_source);
        source->name = talloc_strndup(source, *file, break_at ? (size_t) (break_at - *file) : strlen(*file));
        if (file == files)
            source->name = script;
        source->text = talloc_strdup(source, body);
        source->length = strlen(body);
        g_ptr_array_add(folder->sources, source);
    }
    g_strfreev(files);
}

static inline void fuzz_check_span(struct fms_span span)
{
    if (!span.source)
        return;
    g_assert_true(span.begin <= span.end && span.end <= span.source->length);
}

static inline void fuzz_check_words(const char *words)
{
    g_assert_true(!words || g_utf8_validate(words, -1, NULL));
}

static inline void fuzz_check_panel(const struct fms_panel *panel)
{
    fuzz_check_words(panel->title);
    fuzz_check_words(panel->text);
    for (size_t i = 0; i < panel->n_columns * panel->n_rows; i++)
        fuzz_check_words(panel->cells[i]);
}

static inline void fuzz_check_cue(const struct fms_shot *shot, const struct fms_shot_cue *cue)
{
    fuzz_check_span(cue->span);
    g_assert_true(cue->beat <= shot->n_beats && cue->at >= 0);
    if (cue->beat < shot->n_beats)
        g_assert_cmpuint((size_t) cue->at, <=, strlen(shot->beats[cue->beat].line.text));
    if (cue->panel)
        fuzz_check_panel(cue->panel);
}

static inline void fuzz_check_shot(const struct fms_shot *shot)
{
    const char *const words[] = { shot->name, shot->heading, shot->kicker, shot->words, shot->speaker, shot->work };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        fuzz_check_words(words[i]);
    fuzz_check_span(shot->span);
    g_assert_true(shot->name && *shot->name && shot->lead >= 0 && shot->least >= 0);
    g_assert_true((shot->kind == FMS_SHOT_PICTURE) <= (shot->view != NULL));
    g_assert_true((shot->kind == FMS_SHOT_PANEL) <= (shot->panel != NULL));
    for (size_t i = 0; i < shot->n_beats; i++) {
        fuzz_check_words(shot->beats[i].line.text);
        fuzz_check_span(shot->beats[i].span);
        g_assert_true(shot->beats[i].pause >= 0 && *shot->beats[i].line.text);
    }
    for (size_t i = 0; i < shot->n_cues; i++)
        fuzz_check_cue(shot, &shot->cues[i]);
    if (shot->panel)
        fuzz_check_panel(shot->panel);
}

static inline void fuzz_tell(TALLOC_CTX *ctx, const struct fms_diags *diags, const struct fms_source *source)
{
    FILE *out = fopen("/dev/null", "w");
    size_t n_made = 0;
    for (int format = FMS_DIAG_TEXT; format <= FMS_DIAG_GITHUB; format++)
        fms_diags_print(diags, format, out);
    fclose(out);
    for (size_t i = 0; i < fms_diags_count(diags); i++) {
        const struct fms_diag *diag = fms_diags_get(diags, i);
        fuzz_check_span(diag->span);
        g_assert_true(g_utf8_validate(diag->message, -1, NULL) && !strchr(diag->message, '\n'));
    }
    fuzz_check_words(fms_fixes_apply(ctx, diags, source, &n_made));
}

/* The same as `filmset check` does with the script called `name`, read by the reader of a format. */
static inline void fuzz_check_as(const char *name, enum fms_script_format format, const char *text)
{
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct fms_diags *diags = fms_diags_new(ctx);
    struct fuzz_folder folder;
    fuzz_unpack(ctx, &folder, name, text);
    const struct fms_world world = {
        .user = &folder, .asset = fuzz_asset, .text = fuzz_file, .has_part = fuzz_has_part
    };
    const struct fms_source *source = folder.sources->pdata[0];
    struct fms_script *script = fms_script_salvage(ctx, source, format, &world, diags);
    for (size_t i = 0; i < script->n_blocks; i++)
        check_block(&script->blocks[i]);
    GString *dump = g_string_new(NULL);
    fms_script_dump(script, dump);
    size_t n_errors = fms_diags_n_errors(diags);
    struct fms_board *board = fms_board_direct(ctx, script, &world, diags);
    g_assert_true((board == NULL) == (fms_diags_n_errors(diags) > n_errors));
    for (size_t i = 0; board && i < board->n_shots; i++)
        fuzz_check_shot(&board->shots[i]);
    if (board) {
        fms_board_dump(board, dump);
        fms_board_lint(board, script, diags);
    }
    fuzz_check_words(dump->str);
    fuzz_tell(ctx, diags, source);
    g_string_free(dump, TRUE);
    g_ptr_array_free(folder.sources, TRUE);
    talloc_free(ctx);
}

/* So too, by the format that its name and its beginning tell. */
static inline void fuzz_check(const char *name, const char *text)
{
    const struct fms_source source = { name, text, strlen(text) };
    fuzz_check_as(name, fms_script_format_of(&source), text);
}
