/*
 * The keys of front matter, of the project file and of the cast. A new key is a row of a table.
 */
#include "front-private.h"

#include "platforms.h"

#include <string.h>

#define AT(member) offsetof(struct fms_meta, member)
#define OF(member) offsetof(struct fms_speaker, member)
#define LANGUAGE_HINT "a language tag: en-GB, zh-CN, de, ar …"
#define PACE_HINT "words a minute, 80 to 450: pace: 150"

static const struct fms_front_key keys[] = {
    { "title", fms_front_take_text, AT(title), NULL, NULL, NULL, FMS_FRONT_SCRIPT },
    { "series", fms_front_take_text, AT(series) },
    { "author", fms_front_take_text, AT(author), ", " },
    { "language", fms_front_take_language, AT(language), NULL, LANGUAGE_HINT },
    { "languages", fms_front_take_languages, AT(languages), ",", "language tags, a film each: languages: [en, de]" },
    { "voice", fms_front_take_text, AT(voice) },
    { "voices", NULL, 0, NULL, NULL, fms_front_read_voices },
    { "lexicon", NULL, 0, NULL, NULL, fms_front_read_lexicon },
    { "pace", fms_front_take_film_pace, AT(pace_wpm), NULL, PACE_HINT },
    { "narration", fms_front_take_file, AT(narration) },
    { "theme", fms_front_take_text, AT(theme) },
    { "brand", fms_front_take_brand, AT(brand), NULL, "the name of a file, or none: brand: brand.yaml" },
    { "lut", fms_front_take_file, AT(lut) },
    { "music", fms_front_take_file, AT(music) },
    { "music-volume", fms_front_take_music_volume, AT(music_volume), NULL, "music-volume: -6dB, or 50%" },
    { "aspect", fms_front_take_aspect, AT(aspect), ",",
      "one or more of 16:9, 9:16, 1:1, 4:5, 21:9: aspect: [16:9, 9:16]" },
    { "resolution", fms_front_take_size, AT(size), NULL, "720p, 1080p, 1440p or 2160p: resolution: 1080p" },
    { "reduced-motion", fms_front_take_switch, AT(reduced_motion), NULL, "true or false: reduced-motion: true" },
    { "captions", fms_front_take_captions, AT(captions), NULL,
      "burned (drawn into the picture), highlight (so too, the spoken word marked), track (can be switched on) or "
      "off" },
    { "profile", fms_front_take_profile, AT(profile), ",", fms_profile_hint },
    { "loudness", fms_front_take_loudness, AT(loudness_clufs), NULL, "LUFS, -40 to -5: loudness: -16" },
    { "accessible-mix", fms_front_take_switch, AT(accessible_mix), NULL, "true or false: accessible-mix: true" },
    { "transition", fms_front_take_transition, AT(transition), NULL, "transition: dissolve 0.5s" },
    { "licence", fms_front_take_text, AT(licence) },
    { "credits-length", fms_front_take_credits_length, AT(credits_length), NULL, "1s to 1h: credits-length: 20s" },
    { "credits-style", fms_front_take_credits_style, AT(credits_style), NULL, "roll or cards" },
    { "poster", fms_front_take_text, AT(poster), NULL, NULL, NULL, FMS_FRONT_SCRIPT },
    { "posters", fms_front_take_posters, AT(posters), ",", fms_platform_posters },
    { "cast", NULL, 0, NULL, NULL, fms_front_read_cast },
    { "credits", NULL, 0, NULL, NULL, fms_front_read_credits, FMS_FRONT_PROJECT },
};

static const struct fms_front_key cast_keys[] = {
    { "voice", fms_front_take_text, OF(voice) },
    { "voices", NULL, 0, NULL, NULL, fms_front_read_voices },
    { "language", fms_front_take_language, OF(language), NULL, LANGUAGE_HINT },
    { "role", fms_front_take_text, OF(role) },
    { "pace", fms_front_take_pace, OF(pace_wpm), NULL, PACE_HINT },
    { "pitch", fms_front_take_pitch, OF(pitch_permille), NULL, "50% to 200%: pitch: 110%" },
    { "volume", fms_front_take_volume, OF(volume_cdb), NULL, "-20dB to +10dB, or as much in percent: volume: -3dB" },
};

struct table {
    const struct fms_front_key *keys;
    size_t n;
};

static const struct fms_front_key *find(struct table table, const char *name)
{
    static const char *const others[][2] = { { "lang", "language" }, { "license", "licence" } };
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (g_ascii_strcasecmp(name, others[i][0]) == 0)
            name = others[i][1];
    for (size_t i = 0; i < table.n; i++)
        if (g_ascii_strcasecmp(name, table.keys[i].name) == 0)
            return &table.keys[i];
    return NULL;
}

static bool belongs(const struct front *front, const struct fms_front_key *key)
{
    return key->place == FMS_FRONT_BOTH || (key->place == FMS_FRONT_PROJECT) == front->is_project;
}

/* In a short word half the letters may be others: it is only the key if it begins like it. */
static const char *nearest_key(const char *name, const char *const *names)
{
    const char *nearest = fms_nearest_word(name, names);
    bool alike = nearest && (strlen(name) > 4 || g_ascii_tolower(name[0]) == nearest[0]);
    return alike ? nearest : NULL;
}

/* Does a line begin with this key? Then a slip is not it: it cannot stand there twice. */
static bool has_line(const struct front *front, const char *key)
{
    const char *text = front->script->source->text;
    size_t n = strlen(key);
    for (size_t at = front->begin; at + n < front->end; at += strcspn(text + at, "\r\n") + 1)
        if (g_ascii_strncasecmp(text + at, key, n) == 0 && strchr(": ", text[at + n]))
            return true;
    return false;
}

static void tell_unknown(struct front *front, struct table table, const char *name, const char *where)
{
    const char *names[FMS_N_FRONT_KEYS + 1] = { NULL };
    for (size_t i = 0, n = 0; i < table.n; i++)
        if (belongs(front, &table.keys[i]))
            names[n++] = table.keys[i].name;
    const char *nearest = nearest_key(name, names);
    char *all = g_strjoinv(", ", (char **) names);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("the keys are %s", all);
    char *message = g_strdup_printf("unknown key in the %s%s%s%s", where, *name ? ": '" : "", name, *name ? "'" : "");
    fms_front_say(front, front->key_span, "front.unknown", hint, message);
    const char *meant = fms_certain_word(name, names);
    if (meant && !has_line(front, meant))
        fms_manuscript_fix(front->script, front->key_span.begin, front->key_span.end, meant);
    g_free(message);
    g_free(hint);
    g_free(all);
}

static bool refuse_place(struct front *front, const struct fms_front_key *key)
{
    char *message =
        g_strdup_printf("'%s' does not stand %s", key->name, front->is_project ? "in filmset.yaml" : "in front matter");
    fms_front_say(front, front->key_span, "front.unknown",
                  front->is_project ? "it is a film's own, and stands in its script"
                                    : "credits have a heading of their own in a script: ## Credits",
                  message);
    g_free(message);
    return false;
}

const struct fms_front_key *fms_front_find_key(struct front *front, const char *name)
{
    const struct table table = { keys, G_N_ELEMENTS(keys) };
    const struct fms_front_key *key = find(table, name);
    G_STATIC_ASSERT(G_N_ELEMENTS(keys) == FMS_N_FRONT_KEYS);
    if (!key)
        tell_unknown(front, table, name, front->is_project ? "project file" : "front matter");
    else if (!belongs(front, key) && !refuse_place(front, key))
        key = NULL;
    return key;
}

const struct fms_front_key *fms_front_find_cast_key(struct front *front, const char *name)
{
    const struct table table = { cast_keys, G_N_ELEMENTS(cast_keys) };
    const struct fms_front_key *key = find(table, name);
    if (!key)
        tell_unknown(front, table, name, "cast");
    return key;
}

size_t fms_front_key_rank(const char *name, size_t length, const char **canonical)
{
    char *word = g_strndup(name, length);
    const struct fms_front_key *key = find((struct table){ keys, G_N_ELEMENTS(keys) }, word);
    g_free(word);
    *canonical = key ? key->name : NULL;
    return key ? (size_t) (key - keys) : G_N_ELEMENTS(keys);
}

size_t fms_front_key_index(const struct fms_front_key *key)
{
    return (size_t) (key >= keys && key < keys + G_N_ELEMENTS(keys) ? key - keys : key - cast_keys);
}

/* A list where one line belongs; the message has it as it is written. */
static bool wrong_list(struct front *front, const struct fms_front_key *key)
{
    const struct fms_span at = front->value_span;
    char *written = g_utf8_substring(at.source->text + at.begin, 0,
                                     MIN(40, g_utf8_strlen(at.source->text + at.begin, (gssize) (at.end - at.begin))));
    char *message = g_strdup_printf("'%s' is no value for '%s'", g_strdelimit(written, "\r\n\t", ' '), key->name);
    fms_front_say(front, at, "front.value", key->hint ? key->hint : "write one line", message);
    g_free(message);
    g_free(written);
    return false;
}

void fms_front_take(struct front *front, const struct fms_front_key *key, bool is_list)
{
    if (fms_front_is_nothing(front->value.text->str))
        return;
    if (is_list && !key->joined)
        wrong_list(front, key);
    else
        key->take(front, key);
}
