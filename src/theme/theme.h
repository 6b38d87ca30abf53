/**
 * Themes: how a film looks, as data. A theme is a folder that a designer edits without a compiler: a theme.yaml, and
 * drawings `SHAPE/ELEMENT.svg` where one would rather draw a layout than write it. docs/themes.md is the designer's side.
 *
 * A theme is read in layers, each of which says only what differs: the theme that it extends, that one's own base, …, at
 * last the project's brand. Within a layer, what is said for all shapes comes first, then what is said for a shape, then
 * for the one that is derived from it. Tokens (colours, families) are looked up when all layers are read, so that a brand's
 * accent reaches every slot that has the accent.
 */
#pragma once

#include "asset.h"
#include "diags.h"
#include "transition.h"

#include <stdint.h>

/**
 * The shapes that have layouts of their own. What a theme does not say for a feed it has from the square, what it does not
 * say for the wide screen from the landscape.
 */
enum fms_shape {
    FMS_SHAPE_LANDSCAPE,
    FMS_SHAPE_SQUARE,
    FMS_SHAPE_PORTRAIT,
    FMS_SHAPE_FEED,
    FMS_SHAPE_WIDE,
    FMS_N_SHAPES
};

/** What a drawing can be made for: the part of a slot's name before its dot, and pictures that fill the frame. */
/* clang-format off */
#define FMS_THEME_ELEMENTS(X) \
    X(TITLE, "title") X(CHAPTER, "chapter") X(WORDS, "words") X(QUOTE, "quote") X(PANEL, "panel") X(LIST, "list") \
    X(NUMBER, "number") X(CREDITS, "credits") X(END, "end") X(PICTURE, "picture") X(POSTER, "poster") \
    X(CAPTION, "caption") X(THIRD, "third") X(BUG, "bug")
/* clang-format on */
#define X(id, name) FMS_ELEMENT_##id,
enum fms_theme_element { FMS_THEME_ELEMENTS(X) FMS_N_THEME_ELEMENTS };
#undef X

/** A place for one text (or rule, or logo) of an element. Lengths are per mille of the frame's width (x, w) and height (y, h). */
struct fms_slot {
    const char *name; /**< "title.heading"; NULL: not there */
    bool has_box;
    int32_t x, y, w, h;
    int32_t size, min_size; /**< type size, per mille of the frame's shorter side */
    int32_t gap;            /**< before it within its stack, per mille of the shorter side */
    int32_t stack;          /**< slots of one element with the same number are set as a column; 0: on its own */
    int32_t weight, italic;
    int32_t line, tracking;  /**< per mille */
    int32_t pad;             /**< of the paper, per mille of the type size */
    int32_t halign, valign;  /**< 0 start, 1 centre, 2 end */
    const char *ink, *paper; /**< as written: a token or "#rrggbb"; `paper` NULL: none */
    uint32_t rgba, paper_rgba;
    const char *family;   /**< font families; "{cjk}" stands for SC, TC, HK, JP or KR */
    const char *entrance; /**< "cut", "fade", "rise", "words" */
};

struct fms_theme {
    const char *name;
    const char *title, *use;                         /**< for people: "Evening", "documentary: dusk, serif" */
    uint32_t ground_top, ground_bottom, glow, glow2; /**< 0xRRGGBBAA */
    uint32_t ink, muted, accent, caption_ink, caption_paper;
    uint32_t panel, mark;               /**< ground of code, bars and lower thirds; of marked words */
    uint32_t series2, series3, series4; /**< of charts; the first series has the accent */
    uint32_t scrim;                     /**< over a picture under the poster's words */
    uint32_t extra1, extra2;            /**< a theme's own, for its drawings and papers */
    const char *mono;                   /**< families of code: the entry `mono` under `type` */
    int32_t drift;                      /**< of the ground's lights, per mille of the width in a second */
    int32_t entrance_ms;                /**< how long a text takes to enter */
    int32_t zoom_permille_s;            /**< movement of stills: zoom in a second, per mille */
    bool reduced_motion;                /**< nothing zooms, drifts or slides; see plan */
    int32_t roll_px;                    /**< credit roll at 1080 lines: pixels a frame at 30 fps */
    int32_t type_scale, gap_scale;      /**< per mille: of all sizes of type, of all gaps */
    const char *transition;       /**< how shots follow one another, see fms_transition_parse(); "" the house's own */
    const struct fms_asset *logo; /**< NULL: none */
    /** Style sheets that give the tokens' colours to a drawing's classes "fill-accent", "stroke-ink" …: on the theme's own ground,
     * and on pictures, where ink is what captions are set in, and the accent too where it would not be seen there. */
    const char *style, *picture_style;
    struct fms_slot *slots[FMS_N_SHAPES]; /**< FMS_N_SLOTS each, in the order of the table in theme-slots.c */
    const struct fms_asset *ornaments[FMS_N_SHAPES][FMS_N_THEME_ELEMENTS]; /**< NULL: none */
};

/** The id of the group of a theme's drawing that is drawn under the words; all else in it is for the designer. */
#define FMS_THEME_ORNAMENT "ornament"

/** Where a file of a theme lies. */
enum fms_theme_place {
    FMS_THEME_OF_HOUSE,  /**< among the themes that are installed */
    FMS_THEME_OF_PROJECT /**< in the script's folder; nothing outside it can be had */
};

/** The door through which files of themes are had. */
struct fms_theme_files {
    const char *const *folders; /**< of installed themes, the first that has one wins; NULL-terminated */
    void *user;
    /** A text in the script's folder. Borrowed, as long as the diagnostics live. NULL: there is no such folder. */
    const struct fms_source *(*text)(void *user, const char *name, GError **error);
    /** A drawing (or a logo's picture), probed; `path` as text(), or the whole path of a file of the house. */
    const struct fms_asset *(*drawing)(void *user, enum fms_theme_place place, const char *path, GError **error);
};

/**
 * Loads a theme: `name` is that of an installed one, or "./folder" of one in the script's folder.
 *
 * @param brand  path of a brand.yaml in the script's folder that is laid over it; NULL: none.
 * @param where  the place in the script that asks for it.
 *
 * Errors: "theme.missing" (lists what there is), "theme.syntax", "theme.unknown", "theme.slot", "theme.drawing",
 * "theme.extends", each in the theme's own file and line.
 * @return a child of `ctx`, NULL if an error was added.
 */
struct fms_theme *fms_theme_load(TALLOC_CTX *ctx, const struct fms_theme_files *files, const char *name,
                                 const char *brand, struct fms_span where, struct fms_diags *diags);

/** The names of the installed themes that are for use, sorted, NULL-terminated; a child of `ctx`. */
char **fms_theme_names(TALLOC_CTX *ctx, const char *const *folders);

/** The names of all colours, NULL-terminated, and the value of one. @return false for a name that is none. */
const char *const *fms_theme_colours(void);
bool fms_theme_colour(const struct fms_theme *theme, const char *name, uint32_t *rgba);

/** The folder of an installed theme; NULL if there is none of the name. A child of `ctx`. */
char *fms_theme_folder(TALLOC_CTX *ctx, const char *const *folders, const char *name);

/** A text of a theme, as long as `ctx` lives, at most 1 MiB. `path` as in struct fms_theme_files. @return NULL with `error` set. */
const struct fms_source *fms_theme_text(const struct fms_theme_files *files, TALLOC_CTX *ctx,
                                        enum fms_theme_place place, const char *path, GError **error);

/** The slot of that name for a shape. Every slot of the table in theme-slots.c is there in a loaded theme. */
const struct fms_slot *fms_theme_slot(const struct fms_theme *theme, enum fms_shape shape, const char *name);

/** Where a theme's source first says something of a slot, a colour or a family; its beginning where it says nothing. */
struct fms_span fms_theme_place(const struct fms_source *source, const char *key);

/** The names of all slots, NULL-terminated, and of a shape: "landscape". */
const char *const *fms_theme_slot_names(void);
const char *fms_theme_shape_name(enum fms_shape shape);

/** A slot's families for a language: "{cjk}" becomes SC, TC, HK, JP or KR. A child of `ctx`. */
char *fms_theme_families(TALLOC_CTX *ctx, const char *families, const char *language);

/**
 * By the ratio of width and height: wide from 2:1 up, landscape from 5:4, square above 9:10, a feed's post (4:5) above
 * 13:20, else portrait.
 */
enum fms_shape fms_shape_of(int32_t width_px, int32_t height_px);
