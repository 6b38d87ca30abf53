/*
 * What the keys of front matter make of their values: forgiving where there is only one thing that a person can have meant,
 * and an error that says what is allowed everywhere else.
 */
#include "front-private.h"

#include "frame-format.h"
#include "platforms.h"
#include "profiles.h"
#include "transition.h"
#include "values.h"

#include <string.h>

bool fms_front_say(struct front *front, struct fms_span at, const char *code, const char *hint, const char *message)
{
    fms_manuscript_error(front->script, at.begin, at.end, code, hint, message);
    return false;
}

static struct fms_text *text_slot(struct front *front, size_t offset)
{
    return (struct fms_text *) (void *) ((char *) front->target + offset);
}

static void *number_slot(struct front *front, size_t offset)
{
    return (char *) front->target + offset;
}

bool fms_front_is_nothing(const char *value)
{
    return !*value || strcmp(value, "~") == 0 || g_ascii_strcasecmp(value, "null") == 0;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (g_ascii_strcasecmp(word, *words) == 0)
            return true;
    return false;
}

bool fms_front_wrong(struct front *front, const struct fms_front_key *key)
{
    char *message = g_strdup_printf("'%.40s' is no value for '%s'", front->value.text->str, key->name);
    char *valid = g_utf8_make_valid(message, -1); /* the cut may fall inside a character */
    fms_front_say(front, front->value_span, "front.value", key->hint, valid);
    g_free(valid);
    g_free(message);
    return false;
}

bool fms_front_take_text(struct front *front, const struct fms_front_key *key)
{
    *text_slot(front, key->offset) = fms_draft_text(front->script->ctx, &front->value);
    return true;
}

/* `en_GB` is meant as a tag. */
bool fms_front_is_tag(char *tag)
{
    g_strdelimit(tag, "_", '-');
    size_t primary = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    bool shaped = primary >= 2 && primary <= 3 && (!tag[primary] || tag[primary] == '-') && strlen(tag) <= 35;
    for (const char *p = tag; *p; p++)
        shaped = shaped && (g_ascii_isalnum(*p) || *p == '-') && !(*p == '-' && (p[1] == '-' || !p[1]));
    return shaped;
}

bool fms_front_take_language(struct front *front, const struct fms_front_key *key)
{
    return fms_front_is_tag(front->value.text->str) ? fms_front_take_text(front, key) : fms_front_wrong(front, key);
}

/* "none" also silences what the project file has. */
bool fms_front_take_file(struct front *front, const struct fms_front_key *key)
{
    static const char *const none[] = { "none", "off", "no", "false", NULL };
    fms_front_take_text(front, key);
    if (is_one_of(front->value.text->str, none))
        *text_slot(front, key->offset) = (struct fms_text){ .utf8 = "", .span = front->value_span };
    return true;
}

/* "none" also takes off what lies beside the script. */
bool fms_front_take_brand(struct front *front, const struct fms_front_key *key)
{
    static const char *const none[] = { "none", "off", "no", "false", NULL };
    fms_front_take_text(front, key);
    if (is_one_of(front->value.text->str, none))
        *text_slot(front, key->offset) =
            (struct fms_text){ .utf8 = "none", .length = strlen("none"), .span = front->value_span };
    return true;
}

bool fms_front_take_captions(struct front *front, const struct fms_front_key *key)
{
    static const char *const burned[] = { "burned", "burnt", "on", "yes", "true", NULL };
    static const char *const highlight[] = { "highlight", NULL };
    static const char *const track[] = { "track", NULL }, *const off[] = { "off", "no", "false", "none", NULL };
    const char *value = front->value.text->str;
    struct fms_text *captions = text_slot(front, key->offset);
    const char *meant = is_one_of(value, burned)      ? "burned"
                        : is_one_of(value, highlight) ? "highlight"
                        : is_one_of(value, track)     ? "track"
                        : is_one_of(value, off)       ? "off"
                                                      : NULL;
    if (!meant)
        return fms_front_wrong(front, key);
    fms_front_take_text(front, key);
    captions->utf8 = meant;
    captions->length = strlen(captions->utf8);
    return true;
}

static bool is_listed(const char *list, const char *word)
{
    char **items = g_strsplit(list, ",", -1);
    bool listed = is_one_of(word, (const char *const *) items);
    g_strfreev(items);
    return listed;
}

/* One or more words, each once. */
static bool take_words(struct front *front, const struct fms_front_key *key, bool (*is_known)(char *word))
{
    char **items = g_strsplit(front->value.text->str, ",", -1);
    GString *joined = g_string_new(NULL);
    bool good = true;
    for (char **item = items; *item && good; item++) {
        good = is_known(g_strstrip(*item));
        if (good && !is_listed(joined->str, *item))
            g_string_append_printf(joined, "%s%s", joined->len ? "," : "", *item);
    }
    if (good) {
        struct fms_text *words = text_slot(front, key->offset);
        fms_front_take_text(front, key);
        words->utf8 = talloc_strdup(front->script->ctx, joined->str);
        words->length = joined->len;
    }
    g_strfreev(items);
    g_string_free(joined, TRUE);
    return good || fms_front_wrong(front, key);
}

static bool is_shape(char *word)
{
    return is_one_of(word, fms_aspect_names());
}

bool fms_front_take_credits_length(struct front *front, const struct fms_front_key *key)
{
    fms_ticks length;
    bool good = fms_value_seconds(front->value.text->str, FMS_MS(3600000), &length) && length >= FMS_MS(1000);
    return good ? fms_front_take_text(front, key) : fms_front_wrong(front, key);
}

bool fms_front_take_credits_style(struct front *front, const struct fms_front_key *key)
{
    static const char *const styles[] = { "roll", "cards", NULL };
    return is_one_of(front->value.text->str, styles) ? fms_front_take_text(front, key) : fms_front_wrong(front, key);
}

bool fms_front_take_aspect(struct front *front, const struct fms_front_key *key)
{
    return take_words(front, key, is_shape);
}

bool fms_front_take_size(struct front *front, const struct fms_front_key *key)
{
    return is_one_of(front->value.text->str, fms_size_names()) ? fms_front_take_text(front, key)
                                                               : fms_front_wrong(front, key);
}

bool fms_front_take_switch(struct front *front, const struct fms_front_key *key)
{
    static const char *const on[] = { "true", "yes", "on", NULL }, *const off[] = { "false", "no", "off", NULL };
    const char *value = front->value.text->str;
    bool is_on = is_one_of(value, on);
    if (!is_on && !is_one_of(value, off))
        return fms_front_wrong(front, key);
    fms_front_take_text(front, key);
    struct fms_text *text = text_slot(front, key->offset);
    text->utf8 = is_on ? "true" : "false";
    text->length = strlen(text->utf8);
    return true;
}

static bool is_profile(char *word)
{
    return fms_profile_named(word, strlen(word));
}

bool fms_front_take_languages(struct front *front, const struct fms_front_key *key)
{
    return take_words(front, key, fms_front_is_tag);
}

bool fms_front_take_profile(struct front *front, const struct fms_front_key *key)
{
    return take_words(front, key, is_profile);
}

static bool has_poster(char *word)
{
    const struct fms_platform *platform = fms_platform_named(word, strlen(word));
    return platform && platform->poster_width_px > 0;
}

bool fms_front_take_posters(struct front *front, const struct fms_front_key *key)
{
    return take_words(front, key, has_poster);
}

/* A number in hundredths, with a unit after it or not. No strtod: this must not know locales. */
static bool read_hundredths(const char *text, const char *unit, int64_t *out)
{
    bool negative = *text == '-' || g_str_has_prefix(text, "−");
    text += *text == '-' || *text == '+' ? 1 : negative ? strlen("−") : 0;
    int64_t value = 0;
    int n_digits = 0, n_decimals = 0;
    for (; g_ascii_isdigit(*text) && n_digits < 6; text++, n_digits++)
        value = value * 10 + (*text - '0');
    value *= 100;
    if (n_digits && *text == '.')
        for (text++; g_ascii_isdigit(*text) && n_decimals < 2; text++)
            value += (*text - '0') * (n_decimals++ ? 1 : 10);
    text += *text == ' ';
    *out = negative ? -value : value;
    return n_digits && (!*text || g_ascii_strcasecmp(text, unit) == 0);
}

bool fms_front_take_pace(struct front *front, const struct fms_front_key *key)
{
    int64_t pace;
    if (!read_hundredths(front->value.text->str, "wpm", &pace) || pace % 100 || pace < 8000 || pace > 45000)
        return fms_front_wrong(front, key);
    *(int64_t *) number_slot(front, key->offset) = pace / 100;
    return true;
}

bool fms_front_take_film_pace(struct front *front, const struct fms_front_key *key)
{
    bool good = fms_front_take_pace(front, key);
    if (good)
        front->script->meta.pace_span = front->value_span;
    return good;
}

bool fms_front_take_loudness(struct front *front, const struct fms_front_key *key)
{
    int64_t loudness;
    if (!read_hundredths(front->value.text->str, "LUFS", &loudness) || loudness < -4000 || loudness > -500)
        return fms_front_wrong(front, key);
    *(int32_t *) number_slot(front, key->offset) = (int32_t) loudness;
    return true;
}

bool fms_front_take_pitch(struct front *front, const struct fms_front_key *key)
{
    bool percent = g_str_has_suffix(front->value.text->str, "%");
    int32_t pitch;
    if (!percent || !fms_value_permille(front->value.text->str, 500, 2000, &pitch))
        return fms_front_wrong(front, key);
    *(int32_t *) number_slot(front, key->offset) = pitch;
    return true;
}

bool fms_front_take_volume(struct front *front, const struct fms_front_key *key)
{
    int32_t volume;
    if (!fms_value_level(front->value.text->str, &volume) || volume < -2000 || volume > 1000)
        return fms_front_wrong(front, key);
    *(int32_t *) number_slot(front, key->offset) = volume;
    return true;
}

/* Checked here, read by the director. */
bool fms_front_take_music_volume(struct front *front, const struct fms_front_key *key)
{
    int32_t volume;
    return fms_value_level(front->value.text->str, &volume) ? fms_front_take_text(front, key)
                                                            : fms_front_wrong(front, key);
}

bool fms_front_take_transition(struct front *front, const struct fms_front_key *key)
{
    struct fms_join join = { 0 };
    const char *why = NULL;
    if (fms_transition_parse(front->value.text->str, &join, &why))
        return fms_front_take_text(front, key);
    char *message = g_strdup_printf("transition '%.40s': %s", front->value.text->str, why);
    char *valid = g_utf8_make_valid(message, -1); /* the cut may fall inside a character */
    fms_front_say(front, front->value_span, "front.value", key->hint, valid);
    g_free(valid);
    g_free(message);
    return false;
}
