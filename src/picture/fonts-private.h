/**
 * Fonts. Pango's font maps are not safe to share between threads, so there is one of them and one lock about all use
 * of it: text is laid out and drawn when a renderer opens, which is short beside drawing its frames.
 */
#pragma once

#include <pango/pangocairo.h>
#include <stdbool.h>

/** How letters look, their size apart. Strings are borrowed. */
struct fms_letters {
    const char *family, *language;
    int weight;
    bool italic;
    int tracking_permille;
};

/** Takes and gives back the font lock. Not recursive. */
void fms_fonts_lock(void);
void fms_fonts_unlock(void);

/** A layout of `text` (invalid UTF-8 replaced) with no width set; the lock must be held, also for g_object_unref(). */
PangoLayout *fms_fonts_layout(const struct fms_letters *letters, const char *text);

/** Sets a layout's letters at a size. */
void fms_fonts_resize(PangoLayout *layout, const struct fms_letters *letters, double size_px);
