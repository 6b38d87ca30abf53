/**
 * Inside the storyboard: what the files of stage directions share.
 */
#pragma once

#include "director-private.h"

/** Where a direction's value stands; all of the direction where it has none. */
struct fms_span fms_direction_span(const struct fms_block *block);

/** Reports that a direction's value is `what`: "no length of time". @return false. */
bool fms_direction_refuse_value(struct fms_director *director, const struct fms_block *block, const char *hint,
                                const char *what);

/** Whether the value is this word, in any case. */
bool fms_direction_is(const struct fms_block *block, const char *word);

/** Each follows one direction. @return false with an error added. */
bool fms_follow_speaker(struct fms_director *director, const struct fms_block *block);
bool fms_follow_voice(struct fms_director *director, const struct fms_block *block);
bool fms_follow_pace(struct fms_director *director, const struct fms_block *block);
bool fms_follow_pitch(struct fms_director *director, const struct fms_block *block);
bool fms_follow_volume(struct fms_director *director, const struct fms_block *block);
bool fms_follow_audio(struct fms_director *director, const struct fms_block *block);
bool fms_follow_language(struct fms_director *director, const struct fms_block *block);
