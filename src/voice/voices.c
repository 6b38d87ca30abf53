/*
 * The engine's list of voices, read once a process, and the digest of the data that makes them sound as they do.
 *
 * The engine itself falls back to some voice without a word; a film narrated in the wrong language is worse than an
 * error, so the choice is made here: the tag as it is, then its alias, then the tag less its last part, and so on.
 * Among several voices for a tag the one with the lowest priority number wins, then the one with the shorter name
 * (the plain one).
 */
#include "voices-private.h"

#include "diags.h"
#include "digest.h"
#include "espeak-private.h"
#include "voice.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define DUBBING "2" /* counts what this room makes of the engine's speech: trimming, level, word times */

static struct {
    GOnce once;
    GPtrArray *voices;
    GError *error;
} engine = { .once = G_ONCE_INIT };

/* Of the engine's two voices for Mandarin, the other reads the pinyin that its own dictionary gives as if it were English. */
#define MANDARIN "cmn-latn-pinyin"

/* Where people and the engine name a language differently, or where a region is nearer to another region. */
static const struct {
    const char *tag, *instead;
} ALIASES[] = {
    { "zh-hant-hk", "yue" }, { "zh-hk", "yue" },    { "zh-mo", "yue" },    { "zh", MANDARIN },    { "cmn", MANDARIN },
    { "no", "nb" },          { "nn", "nb" },        { "iw", "he" },        { "in", "id" },        { "mo", "ro" },
    { "sh", "hr" },          { "en-ca", "en-us" },  { "en-ph", "en-us" },  { "es-us", "es-419" }, { "es-ar", "es-419" },
    { "es-co", "es-419" },   { "es-cl", "es-419" }, { "es-pe", "es-419" }, { "ckb", "ku" },       { "kmr", "ku" },
    { "prs", "fa" },         { "arb", "ar" },       { "zsm", "ms" },       { "en-uk", "en-gb" },
};

/* Four lanes side by side, as one multiplication takes longer than reading eight bytes. */
static void mix_piece(const unsigned char *bytes, size_t length, uint64_t lanes[4])
{
    for (size_t i = 0; i < length; i += 32) {
        uint64_t words[4] = { 0 };
        memcpy(words, bytes + i, MIN(sizeof words, length - i));
        for (int k = 0; k < 4; k++) {
            lanes[k] = (lanes[k] ^ GUINT64_FROM_LE(words[k])) * UINT64_C(0x9e3779b97f4a7c15);
            lanes[k] ^= lanes[k] >> 29;
        }
    }
}

/* A file whole up to 64 KiB, from there 4 KiB of every 32 and its length: dictionaries have megabytes, and no two
 * releases of one agree in its length and in all of the samples. */
static void mix_file(const char *path, const char *name, GString *recipe)
{
    enum { WHOLE = 1 << 16, SAMPLE = 1 << 12, STRIDE = 1 << 15 };
    unsigned char piece[WHOLE];
    uint64_t lanes[4] = { 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    off_t length = lseek(fd, 0, SEEK_END);
    size_t take = length <= WHOLE ? WHOLE : SAMPLE;
    for (off_t at = 0; at < length; at += STRIDE * (off_t) (take == WHOLE ? 2 : 1)) {
        ssize_t n = pread(fd, piece, take, at);
        mix_piece(piece, n > 0 ? (size_t) n : 0, lanes);
    }
    close(fd);
    fms_recipe_number(recipe, name, length);
    for (int k = 0; k < 4; k++)
        fms_recipe_number(recipe, "lane", (int64_t) lanes[k]);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

/* A quick sum a file and a SHA-256 over the sums. It guards against another version of the data, not against an enemy,
 * who would rather replace the engine. */
static void mix_folder(const char *folder, int depth, GString *recipe)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    if (!dir)
        return;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));)
        g_ptr_array_add(names, g_strdup(name));
    g_dir_close(dir);
    g_ptr_array_sort(names, by_name);
    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        char *path = g_build_filename(folder, name, NULL);
        if (!g_file_test(path, G_FILE_TEST_IS_DIR))
            mix_file(path, name, recipe);
        else if (depth > 0)
            mix_folder(path, depth - 1, recipe);
        g_free(path);
    }
    g_ptr_array_unref(names);
}

static void add_voice(const char *row)
{
    char **cells = g_strsplit(row, "\t", 3);
    /* MBROLA voices need a program and data that are not part of the engine. */
    if (g_strv_length(cells) == 3 && !g_str_has_prefix(cells[0], "mb/")) {
        struct fms_engine_voice *voice = g_new0(struct fms_engine_voice, 1);
        voice->identifier = g_strdup(cells[0]);
        voice->name = g_strdup(cells[1]);
        voice->title = g_strdup_printf("eSpeak NG, %s", cells[1]);
        voice->languages = g_strsplit(cells[2], " ", -1);
        g_ptr_array_add(engine.voices, voice);
    }
    g_strfreev(cells);
}

static gpointer read_engine(gpointer unused)
{
    char *list = fms_engine_list(&engine.error);
    char **rows = g_strsplit(list ? list : "", "\n", -1);
    engine.voices = g_ptr_array_new();
    for (char **row = rows; *row; row++)
        add_voice(*row);
    g_strfreev(rows);
    g_free(list);
    return NULL;
}

static bool start(GError **error)
{
    g_once(&engine.once, read_engine, NULL);
    if (engine.error && error)
        *error = g_error_copy(engine.error);
    return !engine.error;
}

const GPtrArray *fms_voices_all(GError **error)
{
    return start(error) ? engine.voices : NULL;
}

static gpointer make_version(gpointer unused)
{
    const char *folder, *version = fms_engine_version(&folder);
    GString *recipe = g_string_new(NULL);
    mix_folder(folder, 3, recipe);
    char *text = NULL;
    if (recipe->len > 0)
        text = g_strdup_printf("espeak-ng %s data %.16s dubbing " DUBBING, version, fms_recipe_key(recipe).hex);
    g_string_free(recipe, TRUE);
    return text;
}

const char *fms_voice_version(GError **error)
{
    static GOnce once = G_ONCE_INIT;
    const char *version = g_once(&once, make_version, NULL);
    if (!version)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the data of the voice engine (espeak-ng) is missing");
    return version;
}

/* The engine's priority of a voice for a tag; the lower the better; G_MAXINT: does not speak it. */
static int priority(const struct fms_engine_voice *voice, const char *tag)
{
    for (char **language = voice->languages; *language; language++) {
        const char *colon = strchr(*language, ':');
        if (colon && g_ascii_strcasecmp(colon + 1, tag) == 0)
            return (int) g_ascii_strtoll(*language, NULL, 10);
    }
    return G_MAXINT;
}

static const struct fms_engine_voice *for_tag(const char *tag)
{
    const struct fms_engine_voice *best = NULL;
    for (guint i = 0; i < engine.voices->len; i++) {
        const struct fms_engine_voice *voice = engine.voices->pdata[i];
        int mine = priority(voice, tag), its = best ? priority(best, tag) : G_MAXINT;
        if (mine < its || (best && mine == its && strlen(voice->identifier) < strlen(best->identifier)))
            best = voice;
    }
    return best;
}

static const char *alias(const char *tag)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ALIASES); i++)
        if (g_ascii_strcasecmp(tag, ALIASES[i].tag) == 0)
            return ALIASES[i].instead;
    return NULL;
}

static const struct fms_engine_voice *for_language(const char *language)
{
    const struct fms_engine_voice *voice = NULL;
    char *tag = g_strndup(language, 64);
    g_strdelimit(tag, "_", '-');
    while (!voice) {
        voice = for_tag(alias(tag) ? alias(tag) : tag);
        char *last = strrchr(tag, '-');
        if (!last)
            break;
        *last = '\0';
    }
    g_free(tag);
    return voice;
}

static const struct fms_engine_voice *named(const char *name)
{
    for (guint i = 0; i < engine.voices->len; i++) {
        const struct fms_engine_voice *voice = engine.voices->pdata[i];
        const char *slash = strrchr(voice->identifier, '/');
        if (g_ascii_strcasecmp(name, voice->name) == 0 || g_ascii_strcasecmp(name, voice->identifier) == 0 ||
            (slash && g_ascii_strcasecmp(name, slash + 1) == 0))
            return voice;
    }
    return for_tag(name);
}

/* The engine opens a variant as a file of this folder; a name with a slash in it must not get that far. */
static bool is_variant(const char *variant)
{
    if (!*variant || strspn(variant, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-") != strlen(variant))
        return false;
    const char *folder;
    fms_engine_version(&folder);
    char *path = g_build_filename(folder, "voices", "!v", variant, NULL);
    bool there = g_file_test(path, G_FILE_TEST_IS_REGULAR);
    g_free(path);
    return there;
}

/* A voice by its name, perhaps with a variant, which `plus` receives: "+f2", or "" within `name`. */
static const struct fms_engine_voice *find_named(const char *name, const char **plus)
{
    *plus = strchrnul(name, '+');
    if (**plus && !is_variant(*plus + 1))
        return NULL;
    char *plain = g_strndup(name, (gsize) (*plus - name));
    const struct fms_engine_voice *voice = named(plain);
    g_free(plain);
    return voice;
}

const char *fms_voice_title_of(const char *language, const char *voice)
{
    const char *plus;
    if (!start(NULL))
        return NULL;
    const struct fms_engine_voice *found = voice && *voice ? find_named(voice, &plus) : for_language(language);
    return found ? found->title : NULL;
}

static char *match_name(const char *name, GError **error)
{
    const char *plus;
    const struct fms_engine_voice *voice = find_named(name, &plus);
    if (voice)
        return g_strconcat(voice->identifier, plus, NULL);
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "no voice named '%s'", name);
    return NULL;
}

static char *match_language(const char *language, GError **error)
{
    const struct fms_engine_voice *own = for_language(language);
    if (own)
        return g_strdup(own->identifier);
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED, "no voice for language '%s'", language);
    return NULL;
}

/* "#2" is the second voice of the language, the first but its own. */
static char *match_number(const char *language, const char *number, GError **error)
{
    if (!strcmp(number, "1"))
        return match_language(language, error);
    guint64 n = 0;
    char *picked = g_ascii_string_to_unsigned(number, 10, 2, 1000000, &n, NULL)
                       ? fms_voice_pick(NULL, language, (size_t) n - 2)
                       : NULL;
    char *name = match_name(picked ? picked : number - 1, error);
    talloc_free(picked);
    return name;
}

char *fms_voices_match(const char *language, const char *voice, GError **error)
{
    if (!start(error))
        return NULL;
    if (voice && voice[0] == '#')
        return match_number(language, voice + 1, error);
    if (voice && *voice)
        return match_name(voice, error);
    return match_language(language, error);
}
