#include "installed-libraries.h"
#include "picture.h"

#include <glib.h>

/* What is installed at run time counts, not what was compiled against. */
const char *fms_picture_version(void)
{
    static const char *const stems[] = { "pango-1.0",  "pangocairo-1.0", "pangoft2-1.0", "harfbuzz", "freetype",
                                         "fontconfig", "cairo",          "rsvg-2",       "zimg",     NULL };
    static gsize version;
    if (g_once_init_enter(&version)) {
        char *libraries = fms_installed_libraries(NULL, stems);
        char *text = g_strconcat("picture 5, ", libraries, NULL);
        talloc_free(libraries);
        g_once_init_leave(&version, (gsize) text);
    }
    return (const char *) version;
}
