/**
 * The compositor: draws the frames of a scene.
 *
 * Order of calls: open, then frame for any frame numbers (ascending is fastest; clips must ascend), then close. One renderer is
 * used by one thread at a time; several may run at once. Text and drawings are drawn once into sprites when the
 * renderer opens; stills are decoded and conformed once. Memory does not grow with the number of frames.
 */
#pragma once

#include "frame.h"
#include "scene.h"
#include "transition.h"

struct fms_picture;

/** What draws: the versions of this room and of the libraries below it, for keys. A static string. */
const char *fms_picture_version(void);

/**
 * Opens a renderer for frames [from, …) of `scene`.
 *
 * The scene and all that it points to are borrowed until close; its port until close too. Boxes of stills and clips lie
 * inside the frame: anything else is the caller's bug. Other layers are clipped to it.
 *
 * @param from  the first frame that will be asked for: clips are opened there.
 * @param port  pixels of stills and clips; drawings are read by picture itself from asset->path.
 * @return NULL with `error` set: FMS_WORLD_UNREADABLE for a broken picture, or whatever the port says.
 */
struct fms_picture *fms_picture_open(const struct fms_scene *scene, int64_t from, const struct fms_pixels_port *port,
                                     GError **error);

/**
 * A shelf for the port: stills that scenes have made ready lie on it, up to `most_bytes`, for the next scene that shows the
 * same. Any thread may use it. Freed after all renderers that were opened with it.
 */
struct fms_shelf *fms_shelf_new(size_t most_bytes);
void fms_shelf_free(struct fms_shelf *shelf);

/** Draws frame `n` of the scene, all of it, into `out` (of the scene's size). @return false with `error` set. */
bool fms_picture_frame(struct fms_picture *picture, int64_t n, struct fms_frame *out, GError **error);
void fms_picture_close(struct fms_picture *picture);

/** The size in pixels at which a text layer of the scene was set: what it asks for, or less where that had no room; else 0. */
int32_t fms_picture_type_px(const struct fms_picture *picture, size_t layer);

/**
 * A transition between pictures of one size. Exact at both ends; between them, what is seen of `b` only grows.
 * What moves over the frame is eased, edges and mixtures go evenly. One optical is used by one thread at a time.
 */
struct fms_optical;

/** The whole way from `a` to `b`. */
#define FMS_OPTICAL_ONE 65536

/** @param dip_rgba  the colour that a dip goes through; others ignore it. Never NULL. */
struct fms_optical *fms_optical_open(enum fms_transition how, int32_t width_px, int32_t height_px, int64_t dip_rgba);

/** Composes `out`, which is neither `a` nor `b`. @param way  0 (all `a`) to FMS_OPTICAL_ONE (all `b`). */
void fms_optical_frame(struct fms_optical *optical, const struct fms_frame *a, const struct fms_frame *b, int32_t way,
                       struct fms_frame *out);
void fms_optical_close(struct fms_optical *optical);

/** Height in pixels of a roll's rows laid out for a frame of this size; its length in frames is
 * ceil((this + frame height) / speed). -1 with `error` set. */
int64_t fms_roll_height(const struct fms_roll_layer *roll, int32_t width_px, int32_t height_px, GError **error);

/**
 * The size of a text set at its size_px in a column of its `w` pixels, as it is drawn where there is room for it: the width of
 * the widest line, the height of all. Where it stands, its styles' colours and its entrance do not matter.
 */
void fms_text_measure(const struct fms_text_layer *text, int32_t *width_px, int32_t *height_px);

/**
 * The font files that a text resolves to: a talloc'd, NULL-terminated array of paths, sorted, each once, a child of `ctx`.
 * The reader's language does not matter: from the first use of fonts on, LANGUAGE, PANGO_LANGUAGE and FC_LANG are not what
 * they were in this process.
 *
 * @param faces  if not NULL: receives which run of the text uses which face of which of them, how varied and bent, as a
 *               text without paths for keys; a child of the array.
 * @return NULL with `error` (FMS_WORLD_UNSUPPORTED; the message names the character as U+XXXX) where no font has a glyph.
 */
char **fms_fonts_of(void *ctx, const char *family, int weight, bool italic, const char *language, const char *text,
                    char **faces, GError **error);

/** The same for a text layer as it is drawn, with the fonts of its runs; its digest, size, place and movement do not matter. */
char **fms_fonts_of_text(void *ctx, const struct fms_text_layer *layer, char **faces, GError **error);

/**
 * What the fonts call themselves that a text resolves to, with the licence that they name: "Noto Sans (SIL OFL 1.1)", each on a
 * line, each once, in the order in which they are used. A child of `ctx`; "" for none.
 */
char *fms_fonts_titles(void *ctx, const char *family, int weight, const char *language, const char *text);

/** Is a font family of this name installed? Whatever the case of its letters. */
bool fms_fonts_has_family(const char *family);

/** Upright size in pixels of an SVG drawing, of its ink where it says none; references to files, network or scripts are refused.
 * @return false with `error` (FMS_WORLD_UNREADABLE) set. */
bool fms_drawing_size(const char *path, int32_t *width_px, int32_t *height_px, GError **error);

/**
 * The ids that a script may call parts of a drawing by: a talloc'd, NULL-terminated array, in the order of the file, a child of
 * `ctx`; at most a megabyte of them. Takes one process start and one reading of the file, with limits on both time and memory.
 * @return NULL with `error` (FMS_WORLD_UNREADABLE) set.
 */
char **fms_drawing_parts(void *ctx, const char *path, GError **error);

/** What a frame looks like, for the check: mean luma, and how much it differs from the frame before. */
struct fms_frame_look {
    int32_t luma_mean;  /**< 16 to 235, sampled */
    int64_t difference; /**< sum of absolute luma differences of every 8th row to the frame before */
};
struct fms_frame_look fms_frame_look_at(const struct fms_frame *frame, const struct fms_frame *before);
