/**
 * The one door through which a pure stage asks for anything outside its arguments. `film` opens it onto the library,
 * the store and the backends; tests hand in a World of their own. A stage calls it on its own thread, in order.
 */
#pragma once

#include "asset.h"
#include "diags.h"
#include "line.h"
#include "scene.h"

struct fms_world {
    void *user;

    /** The asset that the script calls `name`, probed. Borrowed. @return NULL with `error` set. */
    const struct fms_asset *(*asset)(void *user, const char *name, GError **error);

    /**
     * The text file that the script calls `name` (an included script, a project file, the data of a chart): UTF-8, at most 8 MiB.
     * Borrowed; the same pointer for the same file. @return NULL with `error` set (FMS_WORLD_MISSING where there is none).
     */
    const struct fms_source *(*text)(void *user, const char *name, GError **error);

    /** Does a drawing have an element with the id `part`? `asset` is one of the world's. NULL: nobody can tell. */
    bool (*has_part)(void *user, const struct fms_asset *asset, const char *part);

    /** The take of a line. Borrowed. @return NULL with `error` set. */
    const struct fms_take *(*take)(void *user, const struct fms_line *line, GError **error);

    /**
     * The digest of the font files that `text` resolves to, as 64 hexadecimal digits. Borrowed.
     * @return NULL with `error` set where a character has no glyph in any font.
     */
    const char *(*fonts)(void *user, const char *family, int weight, bool italic, const char *language,
                         const char *text, GError **error);

    /**
     * The size of a text set at its size_px in a column of its width: of the widest line, and of all lines. Where a word is
     * wider than the column, it is set smaller or broken, as when it is drawn. @return false with `error` set.
     */
    bool (*measure)(void *user, const struct fms_text_layer *text, int32_t *width_px, int32_t *height_px,
                    GError **error);

    /** Height in pixels of a roll's rows, laid out for a frame of the given size; -1 with `error` set. */
    int64_t (*roll_height)(void *user, const struct fms_roll_layer *roll, int32_t width_px, int32_t height_px,
                           GError **error);

    /**
     * As `fonts`, for a text layer as it will be drawn: its runs may be heavier, slanted or of other families. Its own `fonts`,
     * size, place and movement are not looked at.
     */
    const char *(*text_fonts)(void *user, const struct fms_text_layer *layer, GError **error);

    /**
     * What the fonts are called that a text resolves to, with their licences: "Noto Sans (SIL OFL 1.1)", each on a line. A child of
     * `ctx`. NULL: nobody can tell.
     */
    char *(*font_titles)(void *user, TALLOC_CTX *ctx, const char *family, int weight, const char *language,
                         const char *text);
};
