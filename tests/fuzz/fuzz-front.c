/* Front matter: the keys and values alone, and the same once more as the project file. */
#include "fuzz-world.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length > FUZZ_MAX_BYTES)
        return -1;
    char *yaml = fuzz_text(bytes, length);
    char *script = g_strdup_printf("---\n%s\n---\n\nThe sea.\n", yaml);
    char *project = g_strdup_printf("\n@@ filmset.yaml\n%s", yaml);
    char *both = g_strconcat("---\ntitle: Sea\n---\n\nThe sea.\n", project, NULL);
    g_free(sketch("a.md", script, strlen(script)));
    fuzz_check("a.md", both);
    g_free(yaml);
    g_free(script);
    g_free(project);
    g_free(both);
    return 0;
}
