/* Scripts for Narakeet's service: the input begins inside the header, or behind it where it does not close one. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *text = g_strndup((const char *) bytes, length);
    bool closes = strlen(text) == length && strstr(text, "\n---");
    GString *script = g_string_new(closes ? "---\nsize: 720p\n" : "---\nsize: 720p\n---\n");
    g_string_append_len(script, (const char *) bytes, (gssize) length);
    int taken = fuzz_read("a.md", (const uint8_t *) script->str, script->len);
    g_string_free(script, TRUE);
    g_free(text);
    return taken;
}
