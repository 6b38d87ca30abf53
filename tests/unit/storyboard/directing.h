/*
 * Scripts directed in a small world, and their boards' dumps compared. An example names what its dump holds, fragment by
 * fragment, a line each and in order; "!" in front of one: it is not there.
 */
#pragma once

#include "board.h"
#include "script.h"

#include <string.h>

static const struct fms_asset directing_assets[] = {
    { .name = "wide.jpg", .kind = FMS_ASSET_STILL, .width_px = 3000, .height_px = 2000 },
    { .name = "two.jpg", .kind = FMS_ASSET_STILL, .width_px = 3000, .height_px = 2000 },
    { .name = "map.svg", .kind = FMS_ASSET_VECTOR, .width_px = 300, .height_px = 200 },
    { .name = "clip.mp4",
      .kind = FMS_ASSET_CLIP,
      .width_px = 1920,
      .height_px = 1080,
      .duration = FMS_MS(6000),
      .has_sound = true },
    { .name = "look.cube", .kind = FMS_ASSET_LUT },
    { .name = "dusk.cube", .kind = FMS_ASSET_LUT },
    { .name = "bed.ogg", .kind = FMS_ASSET_SOUND, .duration = FMS_MS(60000), .has_sound = true },
    { .name = "bell.ogg", .kind = FMS_ASSET_SOUND, .duration = FMS_MS(1000), .has_sound = true },
};

static inline const struct fms_asset *directing_asset(void *user, const char *name, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(directing_assets); i++)
        if (strcmp(directing_assets[i].name, name) == 0)
            return &directing_assets[i];
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "there is none");
    return NULL;
}

/* Parts of every drawing: "coast", "river", "city". */
static inline bool directing_part(void *user, const struct fms_asset *asset, const char *part)
{
    return strcmp(part, "coast") == 0 || strcmp(part, "river") == 0 || strcmp(part, "city") == 0;
}

#define DIRECTING_TEXT(file, bytes)                                                                                    \
    {                                                                                                                  \
        .name = file, .text = bytes, .length = sizeof bytes - 1                                                        \
    }

static const struct fms_source directing_texts[] = {
    DIRECTING_TEXT("rain.csv", "Month,Rain\nMay,12.5\n\"June, late\",7\nJuly,\n"),
    DIRECTING_TEXT("semicolons.csv", "Mai;12,5\r\nJuni;7\r\n"),
    DIRECTING_TEXT("quotes.csv", "\"a \"\"b\"\"\"\t1\nc\t2\n"),
    DIRECTING_TEXT("bad.csv", "May,12\nJune,lots\n"),
    DIRECTING_TEXT("open.csv", "May,\"12\n"),
    DIRECTING_TEXT("empty.csv", "\n"),
};

static inline const struct fms_source *directing_text(void *user, const char *name, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(directing_texts); i++)
        if (strcmp(directing_texts[i].name, name) == 0)
            return &directing_texts[i];
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING, "there is none");
    return NULL;
}

static const struct fms_world directing_world = { .asset = directing_asset,
                                                  .text = directing_text,
                                                  .has_part = directing_part };

#define DIRECTING_NAME(name)                                                                                           \
    {                                                                                                                  \
        .utf8 = name, .length = sizeof name - 1                                                                        \
    }

/* Ada has a role and no voice, Ben a voice and no role, Cy neither. */
static const struct fms_speaker directing_cast[] = {
    { .name = DIRECTING_NAME("Ada"), .role = DIRECTING_NAME("harbour master"), .pitch_permille = 1000 },
    { .name = DIRECTING_NAME("Ben"), .voice = DIRECTING_NAME("en+m3"), .pace_wpm = 120, .pitch_permille = 900 },
    { .name = DIRECTING_NAME("Cy"), .language = DIRECTING_NAME("de"), .pitch_permille = 1000, .volume_cdb = -300 },
};

/* Gives paragraphs that begin with "Ada: " and the like to the cast, as a reader would. */
static inline void directing_mark(struct fms_script *script)
{
    struct fms_block *blocks = (struct fms_block *) (uintptr_t) script->blocks;
    for (size_t i = 0; i < script->n_blocks; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(directing_cast); k++) {
            const struct fms_text *name = &directing_cast[k].name;
            struct fms_text *text = &blocks[i].text;
            char *mark = g_strconcat(name->utf8, ": ", NULL);
            if (g_str_has_prefix(text->utf8, mark)) {
                blocks[i].speaker = *name;
                text->utf8 += strlen(mark);
                text->length -= strlen(mark);
                text->n_marks = 0;
            }
            g_free(mark);
        }
}

static inline struct fms_board *directing_board(TALLOC_CTX *ctx, const char *text, struct fms_diags *diags)
{
    struct fms_source *source = fms_source_new(ctx, "a.md", text, strlen(text), diags);
    struct fms_script *script = fms_script_read(ctx, source, FMS_FORMAT_MARKDOWN, NULL, diags);
    if (!script)
        return NULL;
    if (script->meta.n_cast == 0) {
        script->meta.cast = directing_cast;
        script->meta.n_cast = G_N_ELEMENTS(directing_cast);
        directing_mark(script);
    }
    return fms_board_direct(ctx, script, &directing_world, diags);
}

struct directing_example {
    const char *script, *dump;
};

/* The front matter that examples do without. */
#define DIRECTING_HEAD "---\nlanguage: en\n---\n"

static inline void directing_compare(const char *dump, const char *script, const char *fragments)
{
    char **lines = g_strsplit(fragments, "\n", -1);
    const char *at = dump;
    for (char **line = lines; *line; line++) {
        bool absent = **line == '!';
        const char *found = strstr(absent ? dump : at, *line + absent);
        if (absent ? found != NULL : found == NULL)
            g_error("of the script\n%s\n\n%s: %s\n\n%s", script, absent ? "there is" : "there is no", *line + absent,
                    dump);
        at = absent ? at : found + strlen(*line);
    }
    g_strfreev(lines);
}

/* A script with the usual front matter over it, unless it has its own. */
static inline const char *directing_headed(TALLOC_CTX *ctx, const char *script)
{
    return g_str_has_prefix(script, "---\n") ? script : talloc_asprintf(ctx, DIRECTING_HEAD "%s", script);
}

static inline void directing_check(const struct directing_example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        const char *text = directing_headed(ctx, examples[i].script);
        struct fms_board *board = directing_board(ctx, text, diags);
        GString *dump = g_string_new(NULL);
        fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
        g_assert_nonnull(board);
        fms_board_dump(board, dump);
        directing_compare(dump->str, text, examples[i].dump);
        g_string_free(dump, TRUE);
        talloc_free(ctx);
    }
}

struct directing_mistake {
    const char *script, *code;
    const char *at;   /* the words that the message points at */
    const char *hint; /* a part of it; NULL: none is asked for */
};

static inline void directing_refuse(const struct directing_mistake *mistakes, size_t n, enum fms_severity severity)
{
    for (size_t i = 0; i < n; i++) {
        TALLOC_CTX *ctx = talloc_new(NULL);
        struct fms_diags *diags = fms_diags_new(ctx);
        const char *text = directing_headed(ctx, mistakes[i].script);
        struct fms_board *board = directing_board(ctx, text, diags);
        g_test_message("%s", mistakes[i].script);
        fms_diags_print(diags, FMS_DIAG_TEXT, stderr);
        g_assert_true((board != NULL) == (severity == FMS_WARNING));
        g_assert_cmpuint(fms_diags_count(diags), ==, 1);
        const struct fms_diag *diag = fms_diags_get(diags, 0);
        g_assert_cmpstr(diag->code, ==, mistakes[i].code);
        g_assert_true(diag->severity == severity);
        char *at = g_strndup(diag->span.source->text + diag->span.begin, diag->span.end - diag->span.begin);
        g_assert_cmpstr(at, ==, mistakes[i].at);
        g_assert_true(!mistakes[i].hint || (diag->hint && strstr(diag->hint, mistakes[i].hint)));
        g_free(at);
        talloc_free(ctx);
    }
}
