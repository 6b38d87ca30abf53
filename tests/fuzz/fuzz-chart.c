/* The data of a chart: from a file through the storyboard, and typed into the script. */
#include "fuzz-world.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const scripts[] = {
        "![Rain](a.csv){chart=bars unit=mm}\nThe sea.\n\n@@ a.csv\n%s",
        "![Rain](a.csv){chart=lines}\nThe sea.\n\n@@ a.csv\n%s",
        "```bars\n%s\n```\nThe sea.\n",
        "```lines {unit=mm}\n%s\n```\nThe sea.\n",
        "The sea.\n\n%s\n",
    };
    if (length > FUZZ_MAX_BYTES)
        return -1;
    char *data = fuzz_text(bytes, length);
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        char **halves = g_strsplit(scripts[i], "%s", 2);
        char *folder = g_strconcat(halves[0], data, halves[1], NULL);
        fuzz_check("a.md", folder);
        g_free(folder);
        g_strfreev(halves);
    }
    g_free(data);
    return 0;
}
