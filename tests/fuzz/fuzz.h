/*
 * What the fuzz targets share: how bytes become scripts, and what must hold for everything that comes of them.
 *
 * Each target is one file with one LLVMFuzzerTestOneInput(); libFuzzer drives it (scripts/fuzz), and replay.c runs what
 * was found through it as an ordinary test.
 */
#pragma once

#include "../unit/script/reading.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* The longest input that a target looks at. Length is for the tests of limits; here it would only slow the search. */
enum { FUZZ_MAX_BYTES = 16 << 10 };

/* Bytes that are no UTF-8 must be refused; repaired, they are a script like any other. Free the string. */
static inline char *fuzz_text(const uint8_t *bytes, size_t length)
{
    char *repaired = g_utf8_make_valid((const char *) bytes, (gssize) length);
    if (strlen(repaired) != length || memcmp(repaired, bytes, length) != 0)
        g_free(sketch("a.md", (const char *) bytes, length));
    return repaired;
}

/* Reads bytes as the file called `name`; sketch() checks what comes of it. */
static inline int fuzz_read(const char *name, const uint8_t *bytes, size_t length)
{
    if (length > FUZZ_MAX_BYTES)
        return -1;
    char *text = fuzz_text(bytes, length);
    g_free(sketch(name, text, strlen(text)));
    g_free(text);
    return 0;
}
