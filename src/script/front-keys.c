/*
 * The keys of front matter and what each makes of its value: forgiving where there is only one thing that a person can
 * have meant, and an error that says what is allowed everywhere else. A new key is a row of the table.
 */
#include "front-private.h"

#include <string.h>

bool fms_front_say(struct front *front, struct fms_span at, const char *code, const char *hint, const char *message)
{
    fms_manuscript_error(front->script, at.begin, at.end, code, hint, message);
    return false;
}

static struct fms_text *text_slot(struct front *front, size_t offset)
{
    return (struct fms_text *) (void *) ((char *) &front->script->meta + offset);
}

/* What a person writes for "nothing". */
static bool is_nothing(const char *value)
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

static bool wrong(struct front *front, const struct fms_front_key *key)
{
    char *message = g_strdup_printf("'%.40s' is no value for '%s'", front->value.text->str, key->name);
    char *valid = g_utf8_make_valid(message, -1); /* the cut may fall inside a character */
    fms_front_say(front, front->value_span, "front.value", key->hint, valid);
    g_free(valid);
    g_free(message);
    return false;
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

static bool take_text(struct front *front, const struct fms_front_key *key)
{
    *text_slot(front, key->offset) = fms_draft_text(front->script->ctx, &front->value);
    return true;
}

/* A BCP 47 tag; `en_GB` is meant as one. */
static bool take_language(struct front *front, const struct fms_front_key *key)
{
    char *tag = front->value.text->str;
    g_strdelimit(tag, "_", '-');
    size_t primary = strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    bool shaped = primary >= 2 && primary <= 3 && (!tag[primary] || tag[primary] == '-') && strlen(tag) <= 35;
    for (const char *p = tag; *p; p++)
        shaped = shaped && (g_ascii_isalnum(*p) || *p == '-') && !(*p == '-' && (p[1] == '-' || !p[1]));
    return shaped ? take_text(front, key) : wrong(front, key);
}

static bool take_music(struct front *front, const struct fms_front_key *key)
{
    static const char *const none[] = { "none", "off", "no", "false", NULL };
    return is_one_of(front->value.text->str, none) || take_text(front, key);
}

static bool take_captions(struct front *front, const struct fms_front_key *key)
{
    static const char *const burned[] = { "burned", "burnt", "on", "yes", "true", NULL };
    static const char *const track[] = { "track", NULL }, *const off[] = { "off", "no", "false", "none", NULL };
    const char *value = front->value.text->str;
    struct fms_text *captions = text_slot(front, key->offset);
    if (!is_one_of(value, burned) && !is_one_of(value, track) && !is_one_of(value, off))
        return wrong(front, key);
    take_text(front, key);
    captions->utf8 = is_one_of(value, burned) ? "burned" : is_one_of(value, track) ? "track" : "off";
    captions->length = strlen(captions->utf8);
    return true;
}

static bool take_aspect(struct front *front, const struct fms_front_key *key)
{
    static const char *const shapes[] = { "16:9", "9:16", "1:1", "4:5", NULL };
    char **items = g_strsplit(front->value.text->str, ",", -1);
    GString *joined = g_string_new(NULL);
    bool good = true;
    for (char **item = items; *item && good; item++) {
        good = is_one_of(g_strstrip(*item), shapes);
        if (good && !strstr(joined->str, *item))
            g_string_append_printf(joined, "%s%s", joined->len ? "," : "", *item);
    }
    if (good) {
        struct fms_text *aspect = text_slot(front, key->offset);
        take_text(front, key);
        aspect->utf8 = talloc_strdup(front->script->ctx, joined->str);
        aspect->length = joined->len;
    }
    g_strfreev(items);
    g_string_free(joined, TRUE);
    return good || wrong(front, key);
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

static bool take_pace(struct front *front, const struct fms_front_key *key)
{
    int64_t pace;
    if (!read_hundredths(front->value.text->str, "wpm", &pace) || pace % 100 || pace < 8000 || pace > 45000)
        return wrong(front, key);
    front->script->meta.pace_wpm = pace / 100;
    front->script->meta.pace_span = front->value_span;
    return true;
}

static bool take_loudness(struct front *front, const struct fms_front_key *key)
{
    int64_t loudness;
    if (!read_hundredths(front->value.text->str, "LUFS", &loudness) || loudness < -4000 || loudness > -500)
        return wrong(front, key);
    front->script->meta.loudness_clufs = (int32_t) loudness;
    return true;
}

#define AT(member) offsetof(struct fms_meta, member)

static const struct fms_front_key keys[] = {
    { "title", take_text, AT(title) },
    { "series", take_text, AT(series) },
    { "author", take_text, AT(author), ", " },
    { "language", take_language, AT(language), NULL, "a language tag: en-GB, zh-CN, de, ar …" },
    { "voice", take_text, AT(voice), NULL },
    { "pace", take_pace, 0, NULL, "words a minute, 80 to 450: pace: 150" },
    { "theme", take_text, AT(theme) },
    { "music", take_music, AT(music) },
    { "aspect", take_aspect, AT(aspect), ",", "one or more of 16:9, 9:16, 1:1, 4:5: aspect: [16:9, 9:16]" },
    { "captions", take_captions, AT(captions), NULL,
      "burned (drawn into the picture), track (can be switched on) or off" },
    { "loudness", take_loudness, 0, NULL, "LUFS, -40 to -5: loudness: -16" },
};

static const struct fms_front_key *find(const char *name)
{
    if (g_ascii_strcasecmp(name, "lang") == 0)
        name = "language";
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (g_ascii_strcasecmp(name, keys[i].name) == 0)
            return &keys[i];
    return NULL;
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

/* Puts the one key that it must be in its place, if the diagnostic about it was said at all. */
static void fix_key(struct front *front, const char *name, const char *const *names)
{
    struct fms_diags *diags = front->script->diags;
    const char *meant = fms_certain_word(name, names);
    size_t n = fms_diags_count(diags);
    const struct fms_diag *last = n > 0 ? fms_diags_get(diags, n - 1) : NULL;
    if (meant && !has_line(front, meant) && last && last->span.source == front->key_span.source &&
        last->span.begin == front->key_span.begin && last->n_fixes == 0)
        fms_diag_fix_word(diags, front->key_span, name, names);
}

static void tell_unknown(struct front *front, const char *name)
{
    const char *names[G_N_ELEMENTS(keys) + 1] = { NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        names[i] = keys[i].name;
    const char *nearest = nearest_key(name, names);
    char *all = g_strjoinv(", ", (char **) names);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest) : g_strdup_printf("the keys are %s", all);
    char *message =
        g_strdup_printf("unknown key in the front matter%s%s%s", *name ? ": '" : "", name, *name ? "'" : "");
    fms_front_say(front, front->key_span, "front.unknown", hint, message);
    fix_key(front, name, names);
    g_free(message);
    g_free(hint);
    g_free(all);
}

const struct fms_front_key *fms_front_find_key(struct front *front, const char *name)
{
    const struct fms_front_key *key = find(name);
    if (!key)
        tell_unknown(front, name);
    return key;
}

size_t fms_front_key_index(const struct fms_front_key *key)
{
    G_STATIC_ASSERT(G_N_ELEMENTS(keys) == FMS_N_FRONT_KEYS);
    return (size_t) (key - keys);
}

void fms_front_take(struct front *front, const struct fms_front_key *key, bool is_list)
{
    if (is_nothing(front->value.text->str))
        return;
    if (is_list && !key->joined)
        wrong_list(front, key);
    else
        key->take(front, key);
}
