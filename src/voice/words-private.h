/**
 * When each written word is heard.
 */
#pragma once

#include "espeak-private.h"
#include "line.h"
#include "spoken-private.h"

/**
 * The words of a line in order: byte ranges and samples ascend and never overlap, the first word begins at the first
 * audible sample. What the engine reports finer than a written word is merged; words that it spoke in one breath
 * ("of the") share their time by their letters.
 *
 * @param samples  the speech, already levelled; silence is what lies 46 dB below its peak.
 * @return struct fms_word, owned by the caller; empty where nothing has a letter.
 */
GArray *fms_words_place(const char *line, const struct fms_spoken *spoken, const GArray *onsets, const float *samples,
                        int64_t n_samples);
