/**
 * Inside the reader of Narakeet's "Markdown to video" scripts: Markdown in which a rule begins a scene, brackets hold
 * YAML, and an image's alternative text is a list of options. Nothing in such a script is an error of its author's: what
 * it asks for and this program lacks is said once, as a warning, and the film is made without it.
 */
#pragma once

#include "markdown-private.h"

struct narakeet {
    struct fms_manuscript *script;
    GHashTable *said;     /**< what has been warned of */
    GHashTable *voices;   /**< a name, folded → how many were named before it */
    GArray *opening;      /**< struct fms_block: directions that the header gives, for the first scene */
    struct fms_text join; /**< the header's transition, or empty */
    const char *fit;      /**< of pictures that do not say; NULL: the house's own */
    size_t n_scenes;
    size_t header_end; /**< byte behind the header; 0: there is none */
};

/** A key and its value in YAML, with the children of a map behind it. */
struct narakeet_entry {
    const char *key, *value; /**< "" where there is none; the items of a list are joined by blanks */
    struct fms_span key_span, value_span;
    int depth; /**< 0, or 1 for a child */
};

/**
 * Reads bytes [begin, end) of the source as a map of keys to values or to maps of values, flat; what is nested deeper is left
 * out. Strings are children of the script.
 * @param bad  receives where it is no such thing, or is left alone.
 * @return struct narakeet_entry, as far as they could be read. Free the array.
 */
GArray *fms_narakeet_yaml(struct fms_manuscript *script, size_t begin, size_t end, struct fms_span *bad);

/** Warns once of each `what` that is known and lacking here ("narakeet.ignored"). */
void fms_narakeet_lack(struct narakeet *narakeet, struct fms_span at, const char *what, const char *message);

/** Warns once of each name that nobody knows ("narakeet.unknown"); `what` it would have been: "stage direction". */
void fms_narakeet_unknown(struct narakeet *narakeet, struct fms_span at, const char *what, const char *name);

/** Warns of a value that cannot be read ("narakeet.value"). */
void fms_narakeet_wrong(struct narakeet *narakeet, struct fms_span at, const char *hint, const char *message);

/** A text that stands for the bytes of `at`. */
struct fms_text fms_narakeet_text(struct narakeet *narakeet, const char *utf8, struct fms_span at);

/** A direction of ours that stands for what was written at `at`. */
struct fms_block fms_narakeet_direction(struct narakeet *narakeet, enum fms_direction_kind kind, const char *value,
                                        struct fms_span at);

/** Where keys may stand. */
enum narakeet_place { NARAKEET_HEADER = 1, NARAKEET_SCENE = 2 };

/**
 * Follows a key with its children, `entries[0]` and the others.
 * @param blocks  receives the blocks that it gives.
 */
void fms_narakeet_follow(struct narakeet *narakeet, enum narakeet_place place, const struct narakeet_entry *entries,
                         size_t n, GArray *blocks);

/** Is there such a key? */
bool fms_narakeet_knows(const char *key);

/** Takes the film's transition, as "name seconds" or its parts. @return "" where it is none. */
const char *fms_narakeet_transition(struct narakeet *narakeet, const struct narakeet_entry *entries, size_t n);

/** Options of a picture under construction, as attributes of ours. */
struct narakeet_media {
    struct narakeet *narakeet;
    bool clip; /**< its name says that it is one */
    const char *fit, *x, *y, *in, *out, *volume;
    bool zooms, pans, leaves; /**< moves in or out; along an edge; out of it */
    bool match, loops, freezes, muted;
};

/** Takes one option, a word at `at`. @return false if there is no such option. */
bool fms_narakeet_option(struct narakeet_media *media, const char *word, struct fms_span at);

/** Takes a segment of a clip: `start`, `end`, `10-14.5`, `00:02 - 00:04`. @return false if it is none. */
bool fms_narakeet_segment(struct narakeet_media *media, const char *text, struct fms_span at);

/** Gives an image the attributes that the options make. */
void fms_narakeet_finish_media(struct narakeet_media *media, struct fms_block *image);

/** An image in the text: its alternative text is options, unless no word of it is one. */
bool fms_narakeet_image(struct narakeet *narakeet, struct fms_block *image);

/** `(video: …)`. @return false if it names no file. */
bool fms_narakeet_video(struct narakeet *narakeet, const struct narakeet_entry *entries, size_t n,
                        struct fms_block *image);

/** Reads the header at the top of the source, if there is one. */
void fms_narakeet_header(struct narakeet *narakeet);

/** Stage directions on the lines from `at` on. @return where they end; `at`: there are none. */
size_t fms_narakeet_directions(struct markdown *md, size_t at);

/** The blocks from `first` on are a scene: what is seen and how it begins come before what is said. */
void fms_narakeet_arrange(struct narakeet *narakeet, size_t first);

/**
 * The rule that ends the scene which begins at `from`: a line of three or more dashes outside code and comments.
 * @param next  receives where the following scene begins.
 * @return where the rule's line begins; the source's length if there is none.
 */
size_t fms_narakeet_scene_end(const struct fms_source *source, size_t from, size_t *next);

/** The words of Markdown, a line each, without its marks. Free the string. */
char *fms_narakeet_plain(const char *markdown, size_t length);
