/*
 * Boards on paper: shots and beats written as C tables, and a world whose takes are as long as the test says. The words
 * of a take share its length by their bytes; in writing without spaces every character is a word.
 */
#pragma once

#include "timeline.h"

#include <string.h>

/* A beat on paper: what is said, for how many samples (0: 4000 a character, 10000 a wide one), and the silence after it. */
struct paper_beat {
    const char *text;
    int64_t n_samples;
    fms_ticks pause;
    const char *say; /* not "" or NULL: the take is empty */
};

struct paper {
    void *ctx;
    const char *language;
    struct fms_shot shots[16];
    size_t n_shots;
    struct fms_board board;
    struct fms_world world;
    struct fms_diags *diags;
    GHashTable *lengths; /* text → samples */
};

static inline bool paper_is_space(const char *p)
{
    return *p == ' ';
}

static inline GArray *paper_words(const char *text, bool characters)
{
    GArray *words = g_array_new(FALSE, TRUE, sizeof(struct fms_word));
    for (const char *p = text; *p;) {
        while (paper_is_space(p))
            p++;
        const char *begin = p;
        while (*p && !paper_is_space(p) && (!characters || p == begin))
            p = g_utf8_next_char(p);
        struct fms_word word = { (int32_t) (begin - text), (int32_t) (p - text), 0, 0 };
        if (p > begin)
            g_array_append_val(words, word);
    }
    return words;
}

static inline int64_t paper_length(const char *text)
{
    int64_t n_samples = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        n_samples += g_unichar_iswide(g_utf8_get_char(p)) ? 10000 : 4000;
    return n_samples;
}

static inline const struct fms_take *paper_take(void *user, const struct fms_line *line, GError **error)
{
    struct paper *paper = user;
    if (strstr(line->text, "unspeakable")) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "no voice for it");
        return NULL;
    }
    if (line->say && *line->say) { /* all of it mute */
        struct fms_take *empty = talloc_zero(paper->ctx, struct fms_take);
        empty->n_samples = FMS_EMPTY_TAKE_SAMPLES;
        return empty;
    }
    bool characters = g_str_has_prefix(line->language, "zh") || g_str_has_prefix(line->language, "ja");
    GArray *words = paper_words(line->text, characters);
    int64_t bytes = (int64_t) strlen(line->text);
    int64_t n_samples = (int64_t) GPOINTER_TO_SIZE(g_hash_table_lookup(paper->lengths, line->text));
    if (!n_samples)
        n_samples = paper_length(line->text);
    for (guint i = 0; i < words->len; i++) {
        struct fms_word *word = &g_array_index(words, struct fms_word, i);
        word->from = n_samples * word->begin / bytes;
        word->to = n_samples * word->end / bytes;
    }
    struct fms_take *take = talloc_zero(paper->ctx, struct fms_take);
    take->n_samples = n_samples;
    take->n_words = words->len;
    take->words = talloc_memdup(take, words->data, words->len * sizeof(struct fms_word));
    g_array_free(words, TRUE);
    return take;
}

static inline struct paper *paper_new(const char *language)
{
    void *ctx = talloc_new(NULL);
    struct paper *paper = talloc_zero(ctx, struct paper);
    paper->ctx = ctx;
    paper->language = language;
    paper->diags = fms_diags_new(ctx);
    paper->lengths = g_hash_table_new(g_str_hash, g_str_equal);
    paper->world = (struct fms_world){ .user = paper, .take = paper_take };
    paper->board = (struct fms_board){ .title = "Tides", .series = "", .author = "", .language = language };
    return paper;
}

static inline void paper_free(struct paper *paper)
{
    g_hash_table_destroy(paper->lengths);
    talloc_free(paper->ctx);
}

/* Adds a shot; the caller may change it through the pointer. */
static inline struct fms_shot *paper_shot(struct paper *paper, enum fms_shot_kind kind, const char *name,
                                          const struct paper_beat *beats, size_t n_beats)
{
    struct fms_beat *copies = talloc_zero_array(paper->ctx, struct fms_beat, n_beats + 1);
    for (size_t i = 0; i < n_beats; i++) {
        copies[i].line = (struct fms_line){ .text = beats[i].text, .language = paper->language, .voice = "" };
        copies[i].line.say = beats[i].say;
        copies[i].pause = beats[i].pause;
        if (beats[i].n_samples)
            g_hash_table_insert(paper->lengths, (gpointer) beats[i].text, GSIZE_TO_POINTER(beats[i].n_samples));
    }
    g_assert_cmpuint(paper->n_shots, <, G_N_ELEMENTS(paper->shots));
    struct fms_shot *shot = &paper->shots[paper->n_shots++];
    *shot = (struct fms_shot){ .kind = kind, .name = name, .n_beats = n_beats, .beats = copies };
    return shot;
}

static inline struct fms_timeline *paper_resolve(struct paper *paper, struct fms_rate rate, int64_t roll_frames)
{
    paper->board.n_shots = paper->n_shots;
    paper->board.shots = paper->shots;
    return fms_timeline_resolve(paper->ctx, &paper->board, rate, &paper->world, roll_frames, paper->diags);
}
