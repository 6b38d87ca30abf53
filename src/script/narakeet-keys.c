/*
 * The keys of headers and stage directions, one table: what each becomes here, or what is lacking.
 */
#include "narakeet-private.h"

#include "transition.h"
#include "values.h"

#include <string.h>

/* What a key's taker works on. */
struct taking {
    struct narakeet *narakeet;
    enum narakeet_place place;
    const struct narakeet_entry *entries; /* the key itself, then its children */
    size_t n;
    GArray *blocks;
};

static const struct narakeet_entry *child(const struct taking *taking, const char *key)
{
    for (size_t i = 1; i < taking->n; i++)
        if (g_ascii_strcasecmp(taking->entries[i].key, key) == 0)
            return &taking->entries[i];
    return NULL;
}

/* Says that a value is no good; what happens then. */
static void refuse(const struct taking *taking, const struct narakeet_entry *entry, const char *hint)
{
    char *message = *entry->value
                        ? g_strdup_printf("'%.40s' is no value for '%.40s'; it is left out", entry->value, entry->key)
                        : g_strdup_printf("'%.40s' says nothing", entry->key);
    char *valid = g_utf8_make_valid(message, -1); /* the cut may fall inside a character */
    fms_narakeet_wrong(taking->narakeet, *entry->value ? entry->value_span : entry->key_span, hint, valid);
    g_free(valid);
    g_free(message);
}

static void direct(const struct taking *taking, enum fms_direction_kind kind, const char *value)
{
    struct fms_block block = fms_narakeet_direction(taking->narakeet, kind, value, taking->entries[0].value_span);
    block.span.begin = taking->entries[0].key_span.begin;
    g_array_append_val(taking->blocks, block);
}

static void set(const struct taking *taking, struct fms_text *text, const char *value)
{
    *text = fms_narakeet_text(taking->narakeet, value, taking->entries[0].value_span);
}

/* ---- the film ---- */

/* "1080x1920" or "720p": the nearest of the shapes that are made here. */
static void take_size(const struct taking *taking)
{
    static const struct {
        const char *aspect;
        int width, height;
    } shapes[] = { { "16:9", 16, 9 }, { "9:16", 9, 16 }, { "1:1", 1, 1 }, { "4:5", 4, 5 }, { "21:9", 21, 9 } };
    const char *value = taking->entries[0].value;
    char *end = NULL;
    gint64 width = g_ascii_strtoll(value, &end, 10), height = 0;
    if (end != value && g_ascii_strcasecmp(end, "p") == 0) {
        set(taking, &taking->narakeet->script->meta.aspect, "16:9");
        return;
    }
    if (end != value && (*end == 'x' || *end == 'X' || *end == ':')) {
        const char *second = end + 1;
        height = g_ascii_strtoll(second, &end, 10);
        height = end != second && !*end ? height : 0;
    }
    if (width < 1 || height < 1 || width > 100000 || height > 100000) {
        refuse(taking, &taking->entries[0], "size: 720p, 1080p or 1080x1920");
        return;
    }
    size_t nearest = 0;
    gint64 least = G_MAXINT64;
    for (size_t i = 0; i < G_N_ELEMENTS(shapes);
         i++) { /* by how far the ratios are apart, in millionths of the larger */
        gint64 a = width * shapes[i].height, b = height * shapes[i].width, apart = ABS(a - b) * 1000000 / MAX(a, b);
        nearest = apart < least ? i : nearest;
        least = MIN(least, apart);
    }
    set(taking, &taking->narakeet->script->meta.aspect, shapes[nearest].aspect);
    if (least > 10000)
        fms_narakeet_lack(taking->narakeet, taking->entries[0].value_span, "size",
                          "films are made in 16:9, 9:16, 1:1, 4:5 and 21:9; the nearest of them is taken");
}

/* What stands behind the music's name: how loud it is, how long it fades. */
static void take_levels(const struct taking *taking, char **words, guint n)
{
    int32_t level = 0;
    if (n > 1 && fms_value_permille(words[1], 0, 4000, &level)) {
        char *percent = g_strdup_printf("%d.%d%%", level / 10, level % 10);
        set(taking, &taking->narakeet->script->meta.music_volume, percent);
        g_free(percent);
    } else if (n > 1) {
        refuse(taking, &taking->entries[0], "background: bed.mp3 0.3");
    }
    if (n > 2)
        fms_narakeet_lack(taking->narakeet, taking->entries[0].value_span, "music fades",
                          "the lengths of music's fades cannot be set; the house's own are taken");
}

/* Built-in music has a name with a number and no ending: uplifting-1. */
static void take_music(const struct taking *taking)
{
    struct narakeet *narakeet = taking->narakeet;
    char **words = g_strsplit_set(taking->entries[0].value, " ", -1);
    guint n = 0;
    for (char **word = words; *word; word++)
        if (**word)
            words[n++] = *word;
        else
            g_free(*word);
    words[n] = NULL;
    if (n == 0 || g_ascii_strcasecmp(words[0], "none") == 0) {
        g_strfreev(words);
        return;
    }
    if (!strchr(words[0], '.')) {
        fms_narakeet_lack(narakeet, taking->entries[0].value_span, "music",
                          "this music is built into that service and is not here; the film has none");
    } else {
        set(taking, &narakeet->script->meta.music, words[0]);
        take_levels(taking, words, n);
    }
    g_strfreev(words);
}

static void take_background(const struct taking *taking)
{
    if (taking->place == NARAKEET_HEADER)
        take_music(taking);
    else
        fms_narakeet_lack(taking->narakeet, taking->entries[0].key_span, "background scene",
                          "a scene's own background is not made; `(music: bed.ogg)` changes the music");
}

/* Captions have the theme's look. */
static void take_subtitles(const struct taking *taking)
{
    static const char *const modes[][2] = { { "overlay", "burned" }, { "burn", "burned" }, { "embed", "track" },
                                            { "auto", "track" },     { "true", "track" },  { "yes", "track" },
                                            { "none", "off" },       { "off", "off" },     { "false", "off" },
                                            { "no", "off" } };
    const struct narakeet_entry *mode = taking->n > 1 ? child(taking, "mode") : &taking->entries[0];
    for (size_t i = 1; i < taking->n; i++)
        if (&taking->entries[i] != mode)
            fms_narakeet_lack(taking->narakeet, taking->entries[i].key_span, "subtitles",
                              "how captions look is the theme's affair; only `mode` is followed");
    for (size_t i = 0; mode && i < G_N_ELEMENTS(modes); i++)
        if (g_ascii_strcasecmp(mode->value, modes[i][0]) == 0) {
            taking->narakeet->script->meta.captions =
                fms_narakeet_text(taking->narakeet, modes[i][1], mode->value_span);
            return;
        }
    if (mode)
        refuse(taking, mode, "subtitles: overlay, or embed");
}

static void take_resize(const struct taking *taking)
{
    static const char *const fits[][2] = { { "cover", "cover" }, { "contain", "contain" }, { "fit", "contain" } };
    const char *value = taking->entries[0].value;
    for (size_t i = 0; i < G_N_ELEMENTS(fits); i++) {
        if (g_ascii_strcasecmp(value, fits[i][0]) != 0)
            continue;
        taking->narakeet->fit = fits[i][1];
        if (g_ascii_strcasecmp(value, "fit") == 0)
            fms_narakeet_lack(taking->narakeet, taking->entries[0].value_span, "stretch",
                              "pictures are not stretched; all of them is shown");
        return;
    }
    refuse(taking, &taking->entries[0], "asset-resize: cover, contain or fit");
}

const char *fms_narakeet_transition(struct narakeet *narakeet, const struct narakeet_entry *entries, size_t n)
{
    const char *type = entries[0].value, *length = "", *why = NULL;
    for (size_t i = 1; i < n; i++) {
        if (g_ascii_strcasecmp(entries[i].key, "type") == 0)
            type = entries[i].value;
        else if (g_ascii_strcasecmp(entries[i].key, "duration") == 0)
            length = entries[i].value;
        else
            fms_narakeet_unknown(narakeet, entries[i].key_span, "part of a transition", entries[i].key);
    }
    struct fms_join join = { FMS_TRANSITION_DISSOLVE, 0 };
    const char *value = *length && *type ? talloc_asprintf(narakeet->script->ctx, "%s %s", type, length)
                        : *length        ? length
                                         : type;
    if (fms_transition_parse(value, &join, &why))
        return value;
    const struct taking taking = { narakeet, NARAKEET_SCENE, entries, n, NULL };
    refuse(&taking, *entries[0].value || n < 2 ? &entries[0] : &entries[1], "transition: crossfade 0.5");
    return "";
}

/* The header's is used where each scene begins. */
static void take_transition(const struct taking *taking)
{
    struct fms_span at = taking->entries[0].value_span;
    const char *value = fms_narakeet_transition(taking->narakeet, taking->entries, taking->n);
    at.end = MAX(at.end, taking->entries[taking->n - 1].value_span.end);
    if (!*value)
        return;
    struct fms_block block = fms_narakeet_direction(taking->narakeet, FMS_DIRECTION_TRANSITION, value, at);
    if (taking->place == NARAKEET_HEADER)
        taking->narakeet->join = block.text;
    else
        g_array_append_val(taking->blocks, block);
}

/* ---- the voice ---- */

/* The service's voices are not here: the first one named is the language's own, each other one the next of its voices. */
static void take_voice(const struct taking *taking)
{
    struct narakeet *narakeet = taking->narakeet;
    const char *name = taking->entries[0].value;
    char *folded = fms_name_fold(name, strlen(name));
    if (!*name) {
        refuse(taking, &taking->entries[0], NULL);
        g_free(folded);
        return;
    }
    if (!g_hash_table_contains(narakeet->voices, folded))
        g_hash_table_insert(narakeet->voices, g_strdup(folded), GUINT_TO_POINTER(g_hash_table_size(narakeet->voices)));
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(narakeet->voices, folded));
    fms_narakeet_lack(narakeet, taking->entries[0].value_span, "voice",
                      "that service's voices are not here; a voice of the language speaks, another one for each name");
    char *value = number > 0 ? g_strdup_printf("#%u", number + 1) : g_strdup("none");
    if (taking->place == NARAKEET_SCENE || number > 0)
        direct(taking, FMS_DIRECTION_VOICE, value);
    g_free(value);
    g_free(folded);
}

/* Words for a share, and how much each is. */
struct degree {
    const char *word, *value;
};

static bool take_degree(const struct taking *taking, enum fms_direction_kind kind, const struct degree *degrees,
                        size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (g_ascii_strcasecmp(taking->entries[0].value, degrees[i].word) == 0) {
            direct(taking, kind, degrees[i].value);
            return true;
        }
    return false;
}

/* A factor, 1.1, or a share, 110%, within what ours allow. */
static void take_share(const struct taking *taking, enum fms_direction_kind kind, int32_t least, int32_t most,
                       const char *hint)
{
    int32_t share = 0;
    const char *value = taking->entries[0].value;
    if (!fms_value_permille(value, 0, 100000, &share)) {
        refuse(taking, &taking->entries[0], hint);
        return;
    }
    share = CLAMP(share, least, most);
    char *percent = g_strdup_printf("%d.%d%%", share / 10, share % 10);
    direct(taking, kind, percent);
    g_free(percent);
}

static void take_speed(const struct taking *taking)
{
    static const struct degree degrees[] = { { "x-slow", "70%" },    { "slow", "slow" },      { "normal", "normal" },
                                             { "medium", "normal" }, { "default", "normal" }, { "fast", "fast" },
                                             { "x-fast", "140%" } };
    if (!take_degree(taking, FMS_DIRECTION_PACE, degrees, G_N_ELEMENTS(degrees)))
        take_share(taking, FMS_DIRECTION_PACE, 500, 2500, "voice-speed: slow, normal, fast or 1.1");
}

static void take_pitch(const struct taking *taking)
{
    static const struct degree degrees[] = { { "x-low", "70%" },     { "low", "low" },        { "normal", "normal" },
                                             { "medium", "normal" }, { "default", "normal" }, { "high", "high" },
                                             { "x-high", "140%" } };
    if (!take_degree(taking, FMS_DIRECTION_PITCH, degrees, G_N_ELEMENTS(degrees)))
        take_share(taking, FMS_DIRECTION_PITCH, 500, 2000, "voice-pitch: low, normal, high or 1.1");
}

static void take_volume(const struct taking *taking)
{
    static const struct degree degrees[] = { { "x-soft", "-12dB" },  { "soft", "soft" },      { "normal", "normal" },
                                             { "medium", "normal" }, { "default", "normal" }, { "loud", "loud" },
                                             { "x-loud", "6dB" } };
    if (!take_degree(taking, FMS_DIRECTION_VOLUME, degrees, G_N_ELEMENTS(degrees)))
        take_share(taking, FMS_DIRECTION_VOLUME, 100, 1990, "voice-volume: soft, normal, loud or 0.8");
}

static void take_audio(const struct taking *taking)
{
    if (*taking->entries[0].value)
        direct(taking, FMS_DIRECTION_AUDIO, taking->entries[0].value);
    else
        refuse(taking, &taking->entries[0], "(audio: line12.wav)");
}

/* ---- time and pictures ---- */

static void take_length(const struct taking *taking, enum fms_direction_kind kind, fms_ticks most, const char *longest)
{
    fms_ticks length = 0;
    const char *value = taking->entries[0].value;
    if (!fms_value_seconds(value, FMS_MS(86400000), &length)) {
        refuse(taking, &taking->entries[0], "seconds: 2, or 0.5");
        return;
    }
    if (length > most)
        fms_narakeet_lack(taking->narakeet, taking->entries[0].value_span, longest, longest);
    if (length > 0)
        direct(taking, kind, length > most ? (most == FMS_MS(60000) ? "60" : "600") : value);
}

static void take_pause(const struct taking *taking)
{
    take_length(taking, FMS_DIRECTION_PAUSE, FMS_MS(60000), "a pause is at most a minute long");
}

static void take_duration(const struct taking *taking)
{
    take_length(taking, FMS_DIRECTION_DURATION, FMS_MS(600000), "a scene's own length is at most ten minutes");
}

static void take_video(const struct taking *taking)
{
    struct fms_block image =
        fms_manuscript_block(taking->narakeet->script, FMS_BLOCK_IMAGE, taking->entries[0].key_span.begin,
                             taking->entries[taking->n - 1].value_span.end);
    if (fms_narakeet_video(taking->narakeet, taking->entries, taking->n, &image))
        g_array_append_val(taking->blocks, image);
    else
        refuse(taking, &taking->entries[0], "(video: clip.mp4)");
}

/* ---- what the film as a whole has here, too ---- */

static void take_title(const struct taking *taking)
{
    set(taking, &taking->narakeet->script->meta.title, taking->entries[0].value);
}

static void take_author(const struct taking *taking)
{
    set(taking, &taking->narakeet->script->meta.author, taking->entries[0].value);
}

static void take_language(const struct taking *taking)
{
    const char *value = taking->entries[0].value;
    size_t primary = strcspn(value, "-_");
    bool plain = strspn(value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == strlen(value);
    if (!plain || primary < 2 || primary > 3 || strlen(value) > 35) {
        refuse(taking, &taking->entries[0], "language: en-GB");
        return;
    }
    char *tag = g_strdelimit(g_strdup(value), "_", '-');
    set(taking, &taking->narakeet->script->meta.language, tag);
    g_free(tag);
}

static const struct row {
    const char *key;
    void (*take)(const struct taking *taking); /* NULL: lacking, and `lack` says what */
    const char *lack;
    int places;
} rows[] = {
    { "size", take_size, NULL, NARAKEET_HEADER },
    { "background", take_background, NULL, NARAKEET_HEADER | NARAKEET_SCENE },
    { "subtitles", take_subtitles, NULL, NARAKEET_HEADER },
    { "title", take_title, NULL, NARAKEET_HEADER },
    { "author", take_author, NULL, NARAKEET_HEADER },
    { "language", take_language, NULL, NARAKEET_HEADER },
    { "asset-resize", take_resize, NULL, NARAKEET_HEADER | NARAKEET_SCENE },
    { "transition", take_transition, NULL, NARAKEET_HEADER | NARAKEET_SCENE },
    { "voice", take_voice, NULL, NARAKEET_HEADER | NARAKEET_SCENE },
    { "voice-volume", take_volume, NULL, NARAKEET_HEADER | NARAKEET_SCENE },
    { "voice-speed", take_speed, NULL, NARAKEET_HEADER | NARAKEET_SCENE },
    { "voice-pitch", take_pitch, NULL, NARAKEET_HEADER | NARAKEET_SCENE },
    { "pause", take_pause, NULL, NARAKEET_SCENE },
    { "duration", take_duration, NULL, NARAKEET_SCENE },
    { "video", take_video, NULL, NARAKEET_SCENE },
    { "voice-emphasis", NULL, "how strongly a voice stresses cannot be set; `**words**` are stressed",
      NARAKEET_HEADER | NARAKEET_SCENE },
    { "narration-mode", NULL, "a sentence does not go on over a scene's end; each paragraph is said as a whole",
      NARAKEET_HEADER | NARAKEET_SCENE },
    { "audio", take_audio, NULL, NARAKEET_SCENE },
    { "callout", NULL, "no part of a picture is highlighted; all of it is shown alike", NARAKEET_SCENE },
    { "canvas", NULL, "the ground behind pictures is the theme's", NARAKEET_HEADER | NARAKEET_SCENE },
    { "theme", NULL, "that service's themes are not here; the film has the house's own",
      NARAKEET_HEADER | NARAKEET_SCENE },
    { "font-size", NULL, "words are set in the theme's sizes", NARAKEET_HEADER | NARAKEET_SCENE },
};

static const struct row *row_of(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_ascii_strcasecmp(rows[i].key, key) == 0)
            return &rows[i];
    return NULL;
}

bool fms_narakeet_knows(const char *key)
{
    return row_of(key) != NULL;
}

void fms_narakeet_follow(struct narakeet *narakeet, enum narakeet_place place, const struct narakeet_entry *entries,
                         size_t n, GArray *blocks)
{
    const struct row *row = row_of(entries[0].key);
    const struct taking taking = { narakeet, place, entries, n, blocks };
    if (!row || !(row->places & (int) place))
        fms_narakeet_unknown(narakeet, entries[0].key_span,
                             place == NARAKEET_HEADER ? "key of the header" : "stage direction", entries[0].key);
    else if (row->take)
        row->take(&taking);
    else
        fms_narakeet_lack(narakeet, entries[0].key_span, row->key, row->lack);
}
