/*
 * The file of takes that a project keeps, `filmset.lock`, beside the script. One entry a take:
 *
 *     - script: talk.md
 *       line: (digest of the line)
 *       take: takes/0a1b2c3d4e5f.wav
 *       digest: (of that file)
 *       samples: 48000
 *       recorded: true
 *       words: 0+3@0-9000 4+3@9000-21000
 *       text: The sea …
 *
 * It is YAML for whoever looks at it, and read a line at a time: it comes with a script, so it is not trusted. A take is an ordinary
 * asset in the script's folder, and what is pinned an ordinary cut of it, which no voice has to speak again.
 */
#include "takes-private.h"

#include <string.h>

static const char HEAD[] = "# Takes that this project keeps. Written by `filmset takes`.\n";

struct fms_digest fms_lock_key(const struct fms_line *line, bool recorded)
{
    GString *recipe = g_string_new(NULL);
    fms_recipe_string(recipe, "text", line->text);
    fms_recipe_string(recipe, "language", line->language);
    if (!recorded)
        fms_line_recipe(line, recipe);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

/* ---- reading ---- */

/* "begin+length@from-to" */
static bool read_word(const char *text, int64_t at[4])
{
    static const char ends[] = "+@-";
    for (int i = 0; i < 4; i++) {
        char *end;
        at[i] = g_ascii_strtoll(text, &end, 10);
        if (end == text || *end != ends[i] || at[i] < 0 || at[i] > FMS_LOCK_MOST_SAMPLES)
            return false;
        text = end + 1;
    }
    return true;
}

static bool read_words(struct fms_pinned *pinned, const char *value)
{
    char **parts = g_strsplit(value, " ", -1);
    size_t n = g_strv_length(parts);
    struct fms_word *words = talloc_zero_array(pinned, struct fms_word, n + 1);
    bool good = true;
    for (size_t i = 0; good && i < n; i++) {
        int64_t at[4] = { 0 };
        good = read_word(parts[i], at);
        words[i] = (struct fms_word){ (int32_t) at[0], (int32_t) (at[0] + at[1]), at[2], at[3] };
    }
    g_strfreev(parts);
    pinned->words = words;
    pinned->n_words = n;
    return good;
}

/* One `key: value`. What is not known is let pass: a later version may say more. */
static bool read_value(struct fms_pinned *pinned, const char *key, const char *value)
{
    const struct {
        const char *key, **field;
    } texts[] = {
        { "script", &pinned->script }, { "take", &pinned->take }, { "voice", &pinned->voice }, { "text", &pinned->text }
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (!strcmp(key, texts[i].key))
            *texts[i].field = talloc_strdup(pinned, value);
    if (!strcmp(key, "line"))
        g_strlcpy(pinned->line.hex, value, sizeof pinned->line.hex);
    if (!strcmp(key, "digest"))
        g_strlcpy(pinned->digest.hex, value, sizeof pinned->digest.hex);
    if (!strcmp(key, "samples"))
        pinned->n_samples = g_ascii_strtoll(value, NULL, 10);
    if (!strcmp(key, "recorded"))
        pinned->recorded = !strcmp(value, "true");
    return strcmp(key, "words") != 0 || read_words(pinned, value);
}

/* What `filmset takes` itself calls a take: nothing else is written, read or taken away. */
static bool is_take_name(const char *name)
{
    return name && g_str_has_prefix(name, "takes/") && g_str_has_suffix(name, ".wav") &&
           strspn(name + 6, "0123456789abcdef") == strlen(name) - 10;
}

static bool is_whole(const struct fms_pinned *pinned)
{
    return is_take_name(pinned->take) && strlen(pinned->line.hex) == 64 && strlen(pinned->digest.hex) == 64 &&
           pinned->n_samples > 0 && pinned->n_samples <= FMS_LOCK_MOST_SAMPLES;
}

static struct fms_pinned *new_entry(struct fms_lock *lock)
{
    struct fms_pinned *pinned = talloc_zero(lock, struct fms_pinned);
    pinned->script = pinned->voice = pinned->text = "";
    lock->items = talloc_realloc(lock, lock->items, struct fms_pinned *, lock->n + 1);
    lock->items[lock->n++] = pinned;
    return pinned;
}

static bool read_line(struct fms_lock *lock, char *line)
{
    bool begins = g_str_has_prefix(line, "- ");
    if (line[0] == '#' || line[0] == '\0')
        return true;
    if (!begins && !g_str_has_prefix(line, "  "))
        return false;
    struct fms_pinned *pinned = begins ? new_entry(lock) : lock->n > 0 ? lock->items[lock->n - 1] : NULL;
    char *colon = strstr(line, ": ");
    if (!pinned || !colon)
        return false;
    *colon = '\0';
    return read_value(pinned, line + 2, colon + 2);
}

struct fms_lock *fms_lock_read(TALLOC_CTX *ctx, const struct fms_source *source, struct fms_diags *diags)
{
    struct fms_lock *lock = talloc_zero(ctx, struct fms_lock);
    if (!source)
        return lock;
    char **lines = g_strsplit(source->text, "\n", -1);
    size_t at = 0;
    bool good = true;
    for (size_t i = 0; good && lines[i]; i++) {
        size_t length = strlen(lines[i]);
        good = read_line(lock, lines[i]) && lock->n <= FMS_LOCK_MOST_ENTRIES;
        if (!good)
            fms_error(diags, (struct fms_span){ source, at, at + length }, "takes.syntax",
                      "`filmset takes pin` writes it anew; take the file away first",
                      "this is no entry of a lock file");
        at += length + 1;
    }
    for (size_t i = 0; good && i < lock->n; i++)
        if (!is_whole(lock->items[i]))
            good = fms_error(diags, (struct fms_span){ source, 0, 0 }, "takes.syntax",
                             "`filmset takes pin` writes it anew; take the file away first",
                             "entry %zu of the lock file is not whole", i + 1);
    g_strfreev(lines);
    return good ? lock : NULL;
}

/* Words in order, at characters' boundaries, inside text and sound: what reads a take relies on it. */
static bool fits(const struct fms_pinned *pinned, const char *text)
{
    int32_t byte = 0, length = (int32_t) strlen(text);
    int64_t sample = 0;
    for (size_t i = 0; i < pinned->n_words; i++) {
        const struct fms_word *word = &pinned->words[i];
        bool good = word->begin >= byte && word->end >= word->begin && word->end <= length && word->from >= sample &&
                    word->to > word->from && word->to <= pinned->n_samples && (text[word->begin] & 0xc0) != 0x80 &&
                    (text[word->end] & 0xc0) != 0x80;
        if (!good)
            return false;
        byte = word->end;
        sample = word->to;
    }
    return pinned->n_words == 0 || pinned->words[0].from == 0;
}

static struct fms_pinned *find(const struct fms_lock *lock, const struct fms_line *line, bool recorded)
{
    const struct fms_digest key = fms_lock_key(line, recorded);
    for (size_t i = 0; i < lock->n; i++) {
        struct fms_pinned *pinned = lock->items[i];
        if (pinned->recorded == recorded && !strcmp(pinned->line.hex, key.hex) && fits(pinned, line->text))
            return pinned;
    }
    return NULL;
}

struct fms_pinned *fms_lock_find(const struct fms_lock *lock, const struct fms_line *line)
{
    struct fms_pinned *recorded = lock->n > 0 ? find(lock, line, true) : NULL;
    return recorded ? recorded : lock->n > 0 ? find(lock, line, false) : NULL;
}

/* ---- writing ---- */

void fms_lock_put(struct fms_lock *lock, const struct fms_pinned *pinned)
{
    for (size_t i = 0; i < lock->n; i++)
        if (!strcmp(lock->items[i]->line.hex, pinned->line.hex)) {
            *lock->items[i] = *pinned;
            return;
        }
    *new_entry(lock) = *pinned;
}

void fms_lock_drop(struct fms_lock *lock, const struct fms_pinned *pinned)
{
    size_t kept = 0;
    for (size_t i = 0; i < lock->n; i++)
        if (lock->items[i] != pinned)
            lock->items[kept++] = lock->items[i];
    lock->n = kept;
}

static void write_entry(const struct fms_pinned *pinned, GString *out)
{
    g_string_append_printf(out, "- script: %s\n  line: %s\n  take: %s\n  digest: %s\n  samples: %" G_GINT64_FORMAT "\n",
                           pinned->script, pinned->line.hex, pinned->take, pinned->digest.hex, pinned->n_samples);
    if (pinned->recorded)
        g_string_append(out, "  recorded: true\n");
    if (*pinned->voice)
        g_string_append_printf(out, "  voice: %s\n", pinned->voice);
    g_string_append(out, pinned->n_words ? "  words:" : "");
    for (size_t i = 0; i < pinned->n_words; i++)
        g_string_append_printf(out, " %d+%d@%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, pinned->words[i].begin,
                               pinned->words[i].end - pinned->words[i].begin, pinned->words[i].from,
                               pinned->words[i].to);
    g_string_append_printf(out, "%s  text: %s\n", pinned->n_words ? "\n" : "", pinned->text);
}

bool fms_lock_write(const struct fms_lock *lock, const char *path, GError **error)
{
    GString *out = g_string_new(HEAD);
    for (size_t i = 0; i < lock->n; i++)
        write_entry(lock->items[i], out);
    bool good = g_file_set_contents(path, out->str, (gssize) out->len, error);
    g_string_free(out, TRUE);
    return good;
}
