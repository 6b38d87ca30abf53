/**
 * From a window of samples to the power in each band of hearing.
 */
#pragma once

#include <stdint.h>

enum { FMS_SPECTRUM_POINTS = 512 };

/** Tables for one rate: the transform, the window, the bands. Made once, then only read. */
struct fms_spectrum;

/** @param n_bands  between 90 and 6800 Hz, evenly on the mel scale. @return never freed: one a rate. Any thread. */
const struct fms_spectrum *fms_spectrum_for(int32_t rate_hz, int n_bands);

/** Samples of a window: 23 ms, at most FMS_SPECTRUM_POINTS. */
int fms_spectrum_window(const struct fms_spectrum *spectrum);

/** @param samples  as many as a window has. @param powers  receives the bands' powers. */
void fms_spectrum_measure(const struct fms_spectrum *spectrum, const float *samples, float *powers);
