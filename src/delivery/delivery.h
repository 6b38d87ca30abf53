/**
 * The producers: what is delivered beside the film. Pure: values in, text out; `film` writes the files.
 */
#pragma once

#include "timeline.h"

#include <glib.h>

/** Captions as WebVTT, UTF-8 with \n. The caller frees with g_string_free(). */
GString *fms_delivery_webvtt(const struct fms_timeline *timeline);

/** Captions as SubRip, UTF-8 with \r\n. It cannot escape: an arrow in the text gets a blank, markup stays as it is. */
GString *fms_delivery_srt(const struct fms_timeline *timeline);

/** What the report says of a film beside what the timeline knows. */
struct fms_report_film {
    const struct fms_timeline *timeline; /**< NULL: the film was not made */
    const char *film;                    /**< file name, no folder */
    const char *language, *aspect;       /**< "de", "16:9" */
    const char *profile;                 /**< "web" */
    struct fms_digest film_digest;
    int64_t film_bytes;
    int32_t width_px, height_px;
    double integrated_lufs, range_lu, true_peak_dbtp;
    double momentary_lufs, short_term_lufs; /**< the loudest 0.4 and 3 seconds */
    double dialogue_lufs;                   /**< the voices alone */
    double distance_lu;                     /**< the least from a voice to what lies under it */
    double gain_db;                         /**< from the stems to the film */
    const char *voice;                      /**< title of the voice */
    size_t n_assets;
    const struct fms_asset *const *assets; /**< every asset used, once, in order of first use */
};

/**
 * NAME.report.json: pretty-printed, keys in a fixed order, no clock, no host and no folder in it. What is not known is
 * null. Loudness is in decimal strings of two places, so that no library's way to print a double shows. The report of one film is
 * about it; of several, about each in `films`, and `made` says whether it was.
 *
 * @param generator  "Filmset 0.1.0".
 */
GString *fms_delivery_report(const struct fms_report_film *films, size_t n, const char *generator);

/** Appends HH:MM:SS.mmm, to the nearest millisecond, hours of two digits or more; `mark` before the milliseconds. */
void fms_stamp(GString *out, fms_ticks t, char mark);
