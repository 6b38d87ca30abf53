/* Plain text, also where it begins as Markdown does. */
#include "fuzz-world.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length > FUZZ_MAX_BYTES)
        return -1;
    char *text = fuzz_text(bytes, length);
    fuzz_check_as("a.txt", FMS_FORMAT_PLAIN, text);
    g_free(text);
    return 0;
}
