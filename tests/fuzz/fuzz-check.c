/* A whole check: a folder's files are read, directed, looked over by the linter, and the diagnostics told. */
#include "fuzz-world.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const names[] = { "a.md", "a.txt", "a.fountain" };
    if (length > FUZZ_MAX_BYTES)
        return -1;
    char *folder = fuzz_text(bytes, length);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        fuzz_check(names[i], folder);
    g_free(folder);
    return 0;
}
