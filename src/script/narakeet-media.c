/*
 * Pictures and clips: options in words become attributes of ours. Options of clips on a picture are left out with a
 * warning; which it is, the file's name says.
 */
#include "narakeet-private.h"

#include "values.h"

#include <string.h>

enum { MAX_OPTIONS = 64, MAX_ATTRIBUTES = 12 };

static bool is_clip(const char *name)
{
    static const char *const endings[] = { ".mp4", ".mov", ".webm", ".avi", ".mkv",
                                           ".m4v", ".mpg", ".mpeg", ".ogv", ".wmv" };
    size_t n = strlen(name);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t length = strlen(endings[i]);
        if (n > length && g_ascii_strcasecmp(name + n - length, endings[i]) == 0)
            return true;
    }
    return false;
}

/* Edges, one word for one or two of them. */
static bool take_position(struct narakeet_media *media, const char *word)
{
    static const struct {
        const char *word, *x, *y;
    } rows[] = {
        { "top", NULL, "0%" },           { "bottom", NULL, "100%" },         { "left", "0%", NULL },
        { "right", "100%", NULL },       { "center", "50%", "50%" },         { "centre", "50%", "50%" },
        { "middle", "50%", "50%" },      { "top-left", "0%", "0%" },         { "top-right", "100%", "0%" },
        { "bottom-left", "0%", "100%" }, { "bottom-right", "100%", "100%" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (g_ascii_strcasecmp(word, rows[i].word) == 0) {
            media->x = rows[i].x ? rows[i].x : media->x;
            media->y = rows[i].y ? rows[i].y : media->y;
            return true;
        }
    return false;
}

/* How large a picture is, and how it moves. */
static bool take_size(struct narakeet_media *media, const char *word, struct fms_span at)
{
    static const struct {
        const char *word, *fit;
        bool zooms, pans, leaves;
    } rows[] = {
        { "cover", "cover", false, false, false }, { "contain", "contain", false, false, false },
        { "fit", "contain", false, false, false }, { "zoom", NULL, true, false, false },
        { "zoomout", NULL, true, false, true },    { "pan", NULL, false, true, false },
        { "panzoom", NULL, true, true, false },    { "panzoomout", NULL, true, true, true },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (g_ascii_strcasecmp(word, rows[i].word) != 0)
            continue;
        media->fit = rows[i].fit ? rows[i].fit : media->fit;
        media->zooms |= rows[i].zooms;
        media->pans |= rows[i].pans;
        media->leaves |= rows[i].leaves;
        if (strcmp(rows[i].word, "fit") == 0)
            fms_narakeet_lack(media->narakeet, at, "stretch", "pictures are not stretched; all of them is shown");
        return true;
    }
    return false;
}

/* How a clip and its words come to the same length. */
static bool take_sync(struct narakeet_media *media, const char *word, struct fms_span at)
{
    bool loop_audio = g_ascii_strcasecmp(word, "loop-audio") == 0, trim = g_ascii_strcasecmp(word, "trim") == 0;
    bool match = g_ascii_strcasecmp(word, "match") == 0, loop = g_ascii_strcasecmp(word, "loop") == 0;
    bool freeze = g_ascii_strcasecmp(word, "freeze") == 0, mute = g_ascii_strcasecmp(word, "mute") == 0;
    media->match |= match;
    media->loops |= loop;
    media->freezes |= freeze;
    media->muted |= mute || g_ascii_strcasecmp(word, "muted") == 0;
    if (loop_audio)
        fms_narakeet_lack(media->narakeet, at, "loop-audio",
                          "words are not said again to fill a clip; it is cut at their end");
    return match || loop || freeze || loop_audio || trim || mute || g_ascii_strcasecmp(word, "muted") == 0;
}

/* A moment of a clip, as it stands in [text, text + n); NULL if it is none. */
static const char *moment(const struct narakeet_media *media, const char *text, size_t n)
{
    fms_ticks ticks;
    char *word = fms_value_trim(media->narakeet->script->ctx, text, n);
    return fms_value_seconds(word, FMS_MS(86400000), &ticks) ? word : NULL;
}

bool fms_narakeet_segment(struct narakeet_media *media, const char *text, struct fms_span at)
{
    const char *dash = strchr(text, '-');
    bool start = g_ascii_strcasecmp(text, "start") == 0, end = g_ascii_strcasecmp(text, "end") == 0;
    if (end)
        fms_narakeet_lack(media->narakeet, at, "segment end",
                          "a clip's last part cannot be asked for; it begins at its beginning");
    if (start || end || !dash)
        return start || end;
    const char *from = moment(media, text, (size_t) (dash - text)), *to = moment(media, dash + 1, strlen(dash + 1));
    if (!from || !to)
        return false;
    media->in = from;
    media->out = to;
    return true;
}

bool fms_narakeet_option(struct narakeet_media *media, const char *word, struct fms_span at)
{
    return take_position(media, word) || take_size(media, word, at) || take_sync(media, word, at) ||
           fms_narakeet_segment(media, word, at);
}

/* Attributes under construction. */
struct list {
    struct fms_attribute attributes[MAX_ATTRIBUTES];
    size_t n;
    struct fms_span span;
};

static void add(struct list *list, bool wanted, const char *name, const char *value)
{
    if (wanted)
        list->attributes[list->n++] = (struct fms_attribute){ name, value, list->span };
}

/* A pan goes towards an edge; towards the upper or lower one, the picture stands, and the edge stays in view. */
static const char *move_of(struct narakeet_media *media, struct fms_span at)
{
    if (media->zooms)
        return media->leaves ? "out" : "in";
    if (!media->pans)
        return NULL;
    bool upright = media->y && strcmp(media->y, "50%") != 0 && (!media->x || strcmp(media->x, "50%") == 0);
    if (upright)
        fms_narakeet_lack(media->narakeet, at, "pan",
                          "pictures are panned to the left and right only; this one stands still");
    return upright ? "none" : media->x && strcmp(media->x, "0%") == 0 ? "left" : "right";
}

static void add_clip(struct narakeet_media *media, struct list *list)
{
    add(list, media->in != NULL, "in", media->in);
    add(list, media->out != NULL, "out", media->out);
    add(list, media->match, "speed", "match");
    add(list, media->loops, "loop", "");
    add(list, media->freezes, "freeze", "");
    add(list, media->muted, "muted", "");
    add(list, !media->muted && !media->volume, "sound", "");
    add(list, !media->muted && media->volume, "volume", media->volume);
}

void fms_narakeet_finish_media(struct narakeet_media *media, struct fms_block *image)
{
    struct list list = { .span = image->span };
    const char *fit = media->fit ? media->fit : media->narakeet->fit, *move = move_of(media, image->span);
    bool placed = (media->x || media->y) && !(media->pans && !media->zooms && !media->y);
    add(&list, fit != NULL, "fit", fit);
    add(&list, placed, "focus",
        placed ? talloc_asprintf(media->narakeet->script->ctx, "%s,%s", media->x ? media->x : "50%",
                                 media->y ? media->y : "50%")
               : NULL);
    add(&list, move != NULL, "move", move);
    if (media->clip)
        add_clip(media, &list);
    else if (media->in || media->match || media->loops || media->muted || media->volume)
        fms_narakeet_wrong(media->narakeet, image->span, NULL, "only a clip has parts, a length and sound of its own");
    image->attributes =
        list.n ? talloc_memdup(media->narakeet->script->ctx, list.attributes, list.n * sizeof list.attributes[0])
               : NULL;
    image->n_attributes = list.n;
}

/* What is an option and not as likely a word of a description; a clip's parts are options of clips alone. */
static bool is_sure(struct narakeet *narakeet, const char *word, bool clip, struct fms_span at)
{
    struct narakeet_media media = { .narakeet = narakeet };
    return take_position(&media, word) || take_size(&media, word, at) || take_sync(&media, word, at) ||
           (clip && fms_narakeet_segment(&media, word, at));
}

bool fms_narakeet_image(struct narakeet *narakeet, struct fms_block *image)
{
    struct narakeet_media media = { .narakeet = narakeet, .clip = is_clip(image->target) };
    const struct fms_text none = { .utf8 = "", .span = image->text.span };
    char **words = g_strsplit_set(image->text.utf8, " ,", MAX_OPTIONS);
    bool sure = false;
    for (int pass = 0; pass < 1 + sure; pass++) {
        size_t at = 0;
        for (char **word = words; *word; at += strlen(*word++) + 1) {
            struct fms_span span = fms_text_span(&image->text, at, at + strlen(*word));
            if (pass == 0)
                sure |= **word && is_sure(narakeet, *word, media.clip, span);
            else if (**word && !fms_narakeet_option(&media, *word, span))
                fms_narakeet_unknown(narakeet, span, "option of a picture", *word);
        }
    }
    g_strfreev(words);
    if (sure)
        image->text = none;
    fms_narakeet_finish_media(&media, image);
    return true;
}

static void take_child(struct narakeet_media *media, const struct narakeet_entry *entry)
{
    int32_t level = 0;
    const char *value = entry->value;
    if (g_ascii_strcasecmp(entry->key, "segment") == 0) {
        if (fms_narakeet_segment(media, value, entry->value_span))
            return;
    } else if (g_ascii_strcasecmp(entry->key, "volume") == 0) {
        media->muted |= strcmp(value, "mute") == 0 || strcmp(value, "0") == 0;
        if (media->muted)
            return;
        media->volume = fms_value_permille(value, 0, 3900, &level)
                            ? talloc_asprintf(media->narakeet->script->ctx, "%d.%d%%", level / 10, level % 10)
                            : NULL;
        if (media->volume)
            return;
    } else if (g_ascii_strcasecmp(entry->key, "size") == 0 || g_ascii_strcasecmp(entry->key, "position") == 0 ||
               g_ascii_strcasecmp(entry->key, "sync") == 0) {
        char **words = g_strsplit_set(value, " ,", MAX_OPTIONS);
        bool good = true;
        for (char **word = words; *word; word++)
            good &= !**word || fms_narakeet_option(media, *word, entry->value_span);
        g_strfreev(words);
        if (good)
            return;
    } else {
        fms_narakeet_unknown(media->narakeet, entry->key_span, "part of a video", entry->key);
        return;
    }
    char *message = g_strdup_printf("'%s' says nothing that is understood; it is left out", entry->key);
    fms_narakeet_wrong(media->narakeet, entry->value_span, NULL, message);
    g_free(message);
}

bool fms_narakeet_video(struct narakeet *narakeet, const struct narakeet_entry *entries, size_t n,
                        struct fms_block *image)
{
    const struct narakeet_entry *file = n == 1 ? &entries[0] : NULL;
    for (size_t i = 1; i < n; i++)
        if (g_ascii_strcasecmp(entries[i].key, "file") == 0)
            file = &entries[i];
    if (!file || !*file->value)
        return false;
    struct narakeet_media media = { .narakeet = narakeet, .clip = true };
    image->target = file->value;
    image->target_span = file->value_span;
    for (size_t i = 1; i < n; i++)
        if (&entries[i] != file)
            take_child(&media, &entries[i]);
    fms_narakeet_finish_media(&media, image);
    return true;
}
