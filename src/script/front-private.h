/**
 * Inside front matter and project files: the reader's state and the table of keys.
 */
#pragma once

#include "script-private.h"

#include <yaml.h>

struct front {
    struct fms_manuscript *script;
    bool is_project;
    size_t begin, end; /* of the YAML in the source */
    yaml_parser_t parser;
    size_t seen_characters, seen_bytes; /* libyaml counts characters; the way back counts on from here */
    struct fms_draft value;
    struct fms_span key_span, value_span;
    void *target; /* what the keys' offsets count from: the script's meta, or somebody of the cast */
};

enum fms_front_place { FMS_FRONT_BOTH, FMS_FRONT_SCRIPT, FMS_FRONT_PROJECT };

struct fms_front_key {
    const char *name;
    bool (*take)(struct front *front, const struct fms_front_key *key);
    size_t offset;      /* of the value in what `target` points to */
    const char *joined; /* what joins the items of a list; NULL: no lists */
    const char *hint;
    bool (*read)(struct front *front, const yaml_event_t *event); /* of a value that has a structure; else NULL */
    enum fms_front_place place;
};

/** Adds an error. @return false. */
bool fms_front_say(struct front *front, struct fms_span at, const char *code, const char *hint, const char *message);

/** What is said of a value that the key does not allow. @return false. */
bool fms_front_wrong(struct front *front, const struct fms_front_key *key);

/** The key of that name, in any case; NULL after an error with a suggestion if there is none. */
const struct fms_front_key *fms_front_find_key(struct front *front, const char *name);

/** The same for what is said of somebody in the cast. */
const struct fms_front_key *fms_front_find_cast_key(struct front *front, const char *name);

/** Its number among the keys of its table, less than FMS_N_FRONT_KEYS. */
size_t fms_front_key_index(const struct fms_front_key *key);
enum { FMS_N_FRONT_KEYS = 30 };

/** Takes the value read into `front->value`, or adds an error. */
void fms_front_take(struct front *front, const struct fms_front_key *key, bool is_list);

/** Is it shaped like a BCP 47 tag? `en_GB` becomes one. */
bool fms_front_is_tag(char *tag);

/** The takers, a kind of value each; see front-values.c. */
bool fms_front_take_text(struct front *front, const struct fms_front_key *key);
bool fms_front_take_language(struct front *front, const struct fms_front_key *key);
bool fms_front_take_languages(struct front *front, const struct fms_front_key *key);
bool fms_front_take_file(struct front *front, const struct fms_front_key *key);
bool fms_front_take_music_volume(struct front *front, const struct fms_front_key *key);
bool fms_front_take_credits_length(struct front *front, const struct fms_front_key *key);
bool fms_front_take_credits_style(struct front *front, const struct fms_front_key *key);
bool fms_front_take_captions(struct front *front, const struct fms_front_key *key);
bool fms_front_take_aspect(struct front *front, const struct fms_front_key *key);
bool fms_front_take_profile(struct front *front, const struct fms_front_key *key);
bool fms_front_take_posters(struct front *front, const struct fms_front_key *key);
bool fms_front_take_brand(struct front *front, const struct fms_front_key *key);
bool fms_front_take_size(struct front *front, const struct fms_front_key *key);
bool fms_front_take_switch(struct front *front, const struct fms_front_key *key);
bool fms_front_take_transition(struct front *front, const struct fms_front_key *key);
bool fms_front_take_pace(struct front *front, const struct fms_front_key *key);
bool fms_front_take_film_pace(struct front *front, const struct fms_front_key *key);
bool fms_front_take_loudness(struct front *front, const struct fms_front_key *key);
bool fms_front_take_pitch(struct front *front, const struct fms_front_key *key);
bool fms_front_take_volume(struct front *front, const struct fms_front_key *key);

/** The next event, if it is one that may stand here; false after an error. Delete the event. */
bool fms_front_next(struct front *front, yaml_event_t *event);

/** Where an event stands. Events are asked for in their order. */
struct fms_span fms_front_span(struct front *front, const yaml_event_t *event);

/** Empties the value and puts a scalar into it. */
void fms_front_set_scalar(struct front *front, const yaml_event_t *event);

/** What a person writes for "nothing". */
bool fms_front_is_nothing(const char *value);

/**
 * Reads `cast:` from its first event on: a map of names to voices or to maps of what is said of them, a list of names, or
 * one. Who is known already, from the project file, keeps what is not said anew. @return false if reading cannot go on.
 */
bool fms_front_read_cast(struct front *front, const yaml_event_t *event);

/** Reads `voices:`, a map of languages to voices, into what the keys count from. @return false if reading cannot go on. */
bool fms_front_read_voices(struct front *front, const yaml_event_t *event);

/** The same for `lexicon:`, a map of words to how they are said. */
bool fms_front_read_lexicon(struct front *front, const yaml_event_t *event);

/** Reads the project file's `credits:`, lines `Role | Names`. @return false if reading cannot go on. */
bool fms_front_read_credits(struct front *front, const yaml_event_t *event);
