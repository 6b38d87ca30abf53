/**
 * Fonts. Pango's font maps are not safe to share between threads, so there is one of them and one lock about all use
 * of it: text is laid out and drawn when a renderer opens, which is short beside drawing its frames.
 */
#pragma once

#include "scene.h"

#include <pango/pangocairo.h>
#include <stdbool.h>

/** How letters look, their size apart. Strings are borrowed. */
struct fms_letters {
    const char *family, *language;
    int weight;
    bool italic;
    int tracking_permille;
    const char *mono; /**< families of code runs */
    const struct fms_text_run *runs;
    size_t n_runs;
    bool torn; /**< words too wide for their line are broken, also those with readings */
};

/** The letters of a text layer. */
struct fms_letters fms_letters_of(const struct fms_text_layer *layer);

/** Are they of a language that is read from right to left? */
bool fms_letters_leftward(const struct fms_letters *letters);

/** All families that are asked for letters, in order: those asked for, and those for the rest of the world. Free with g_free(). */
char *fms_fonts_families(const char *asked);

/** Takes and gives back the font lock. Not recursive. */
void fms_fonts_lock(void);
void fms_fonts_unlock(void);

/** A layout of `text` (invalid UTF-8 replaced) with no width set; the lock must be held, also for g_object_unref(). */
PangoLayout *fms_fonts_layout(const struct fms_letters *letters, const char *text);

/** Sets a layout's letters at a size. */
void fms_fonts_resize(PangoLayout *layout, const struct fms_letters *letters, double size_px);
