/**
 * Inside front matter: the reader's state and the table of keys.
 */
#pragma once

#include "script-private.h"

#include <yaml.h>

struct front {
    struct fms_manuscript *script;
    size_t begin, end; /* of the YAML in the source */
    yaml_parser_t parser;
    size_t seen_characters, seen_bytes; /* libyaml counts characters; the way back counts on from here */
    struct fms_draft value;
    struct fms_span key_span, value_span;
};

struct fms_front_key {
    const char *name;
    bool (*take)(struct front *front, const struct fms_front_key *key);
    size_t offset;      /* of the text in struct fms_meta */
    const char *joined; /* what joins the items of a list; NULL: no lists */
    const char *hint;
};

/** Adds an error. @return false. */
bool fms_front_say(struct front *front, struct fms_span at, const char *code, const char *hint, const char *message);

/** The key of that name, in any case; NULL after an error with a suggestion if there is none. */
const struct fms_front_key *fms_front_find_key(struct front *front, const char *name);

/** Its number among the keys, less than FMS_N_FRONT_KEYS. */
size_t fms_front_key_index(const struct fms_front_key *key);
enum { FMS_N_FRONT_KEYS = 11 };

/** Takes the value read into `front->value`, or adds an error. */
void fms_front_take(struct front *front, const struct fms_front_key *key, bool is_list);
