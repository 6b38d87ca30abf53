#include "picture.h"

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <hb.h>
#include <librsvg/rsvg.h>
#include <pango/pango.h>
#include <zimg.h>

#include FT_FREETYPE_H

static char *freetype_version(void)
{
    FT_Library library;
    FT_Int major = 0, minor = 0, patch = 0;
    if (FT_Init_FreeType(&library) == 0) {
        FT_Library_Version(library, &major, &minor, &patch);
        FT_Done_FreeType(library);
    }
    return g_strdup_printf("%d.%d.%d", major, minor, patch);
}

/* What is linked at run time counts, not what was compiled against. */
const char *fms_picture_version(void)
{
    static gsize version;
    if (g_once_init_enter(&version)) {
        g_autofree char *freetype = freetype_version();
        unsigned zimg[3];
        zimg_get_version_info(&zimg[0], &zimg[1], &zimg[2]);
        char *text = g_strdup_printf(
            "picture 3, Pango %s, HarfBuzz %s, FreeType %s, Fontconfig %d, Cairo %s, librsvg %u.%u.%u, zimg %u.%u.%u",
            pango_version_string(), hb_version_string(), freetype, FcGetVersion(), cairo_version_string(),
            rsvg_major_version, rsvg_minor_version, rsvg_micro_version, zimg[0], zimg[1], zimg[2]);
        g_once_init_leave(&version, (gsize) text);
    }
    return (const char *) version;
}
