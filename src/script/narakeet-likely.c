/*
 * Is a script written for Narakeet? Both languages are Markdown, so only what one of them has and the other has not tells:
 * keys of the front matter; without any, stage directions and options of pictures.
 */
#include "script-private.h"

#include <string.h>

static bool is_one_of(const char *word, size_t n, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == n && strncmp(word, *words, n) == 0)
            return true;
    return false;
}

/* Length of the key that a line begins with, its colon behind it; 0: none. */
static size_t key_at(const char *line)
{
    size_t n = strspn(line, "abcdefghijklmnopqrstuvwxyz-");
    return line[n + strspn(line + n, " \t")] == ':' ? n : 0;
}

static size_t next_line(const char *text, size_t at)
{
    at += strcspn(text + at, "\r\n");
    return at + (text[at] == '\r' && text[at + 1] == '\n' ? 2 : text[at] != '\0');
}

/* What a front matter's keys say: 1 its, -1 ours, 0 nothing. `body` receives where the rest begins. */
static int header_says(const struct fms_source *source, size_t *body)
{
    static const char *const its[] = { "size",           "background",   "subtitles",      "asset-resize",
                                       "canvas",         "voice-volume", "voice-speed",    "voice-pitch",
                                       "voice-emphasis", "font-size",    "narration-mode", NULL };
    static const char *const ours[] = {
        "series",  "pace", "music",          "music-volume", "aspect",     "captions",  "loudness", "licence",
        "license", "cast", "reduced-motion", "brand",        "resolution", "narration", "lut",      NULL
    };
    const char *text = source->text;
    size_t at = next_line(text, 0);
    bool is_its = false, is_ours = false;
    *body = 0;
    if (strncmp(text, "---", 3) != 0)
        return 0;
    while (at < source->length && strncmp(text + at, "---", 3) != 0) {
        size_t n = key_at(text + at);
        is_its |= n && is_one_of(text + at, n, its);
        is_ours |= n && is_one_of(text + at, n, ours);
        at = next_line(text, at);
    }
    *body = next_line(text, at);
    return at >= source->length || is_ours ? -1 : is_its;
}

static bool is_its_direction(const char *line)
{
    static const char *const names[] = { "voice-volume",   "voice-speed", "voice-pitch", "voice-emphasis",
                                         "narration-mode", "callout",     "canvas",      "font-size",
                                         "video",          NULL };
    size_t n = line[0] == '(' ? key_at(line + 1) : 0;
    return n > 0 && is_one_of(line + 1, n, names);
}

/* `![cover bottom](x.jpg)`: all words are options, and one of them could hardly describe a picture, or there are several. */
static bool is_its_picture(const char *line)
{
    static const char *const sure[] = { "contain", "panzoom", "zoomout", "panzoomout", "loop-audio", NULL };
    static const char *const others[] = {
        "cover", "fit", "zoom", "pan", "match", "trim", "loop", "freeze", "mute", NULL
    };
    static const char *const places[] = { "top",      "bottom",    "left",        "right",        "center", "middle",
                                          "top-left", "top-right", "bottom-left", "bottom-right", NULL };
    const char *at = strncmp(line, "![", 2) == 0 ? line + 2 : NULL;
    size_t n_sure = 0, n_others = 0, n_places = 0;
    while (at && *at != ']') {
        size_t n = strcspn(at, " ]\r\n");
        bool known = is_one_of(at, n, sure) || is_one_of(at, n, others) || is_one_of(at, n, places);
        n_sure += is_one_of(at, n, sure);
        n_others += is_one_of(at, n, others);
        n_places += is_one_of(at, n, places);
        at = known ? at + n + strspn(at + n, " ") : NULL;
        at = at && strchr("\r\n", *at) ? NULL : at;
    }
    return at && at[1] == '(' && (n_sure > 0 || (n_others > 0 && n_others + n_places > 1));
}

bool fms_narakeet_likely(const struct fms_source *source)
{
    size_t at;
    int says = header_says(source, &at);
    for (; says == 0 && at < source->length; at = next_line(source->text, at))
        says = is_its_direction(source->text + at) || is_its_picture(source->text + at);
    return says > 0;
}
