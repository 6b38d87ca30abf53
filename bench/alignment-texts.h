/**
 * What is read in the bench of alignment: a text in each of ten languages, a sentence a line.
 */
#pragma once

#include <stddef.h>

struct bench_text {
    const char *language, *voice; /**< the engine's voice; readers are variants of it */
    const char *lines[16];        /**< NULL-terminated */
};

#define BENCH_N_TEXTS 10

extern const struct bench_text bench_texts[BENCH_N_TEXTS];
