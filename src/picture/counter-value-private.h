/**
 * What a counter shows: the value at a frame, and the characters that make it.
 */
#pragma once

#include "scene.h"

/** What a part of a counter's pattern stands for. */
enum fms_counter_part_kind {
    FMS_PART_TEXT,   /**< itself */
    FMS_PART_NUMBER, /**< {n} */
    FMS_PART_DAY,    /**< {d} */
    FMS_PART_DAY2,   /**< {dd} */
    FMS_PART_MONTH,  /**< {m} */
    FMS_PART_MONTH2, /**< {mm} */
    FMS_PART_NAME,   /**< {month} */
    FMS_PART_YEAR    /**< {y} */
};

struct fms_counter_part {
    enum fms_counter_part_kind kind;
    int32_t begin, end; /**< bytes of the pattern */
};

#define FMS_COUNTER_MOST_PARTS 16

/** Finds the parts of a layer's pattern; what is after the last for which there is room is text. @return how many. */
int fms_counter_parse(const struct fms_counter_layer *layer, struct fms_counter_part parts[FMS_COUNTER_MOST_PARTS]);

/** The layer's value at frame `n`, in its own measure: `from` before it counts, `to` from count_end on. */
int64_t fms_counter_value(const struct fms_counter_layer *layer, int64_t n);

/** Signs: figures are their own value. */
enum { FMS_SIGN_MINUS = 10, FMS_SIGN_GROUP, FMS_SIGN_POINT, FMS_SIGN_MONTH /**< the first of twelve */ };
#define FMS_COUNTER_MOST_SIGNS 64

/** The signs, from left to right, that make a part of which the value is `value`; none for text. @return how many. */
int fms_counter_signs(const struct fms_counter_layer *layer, enum fms_counter_part_kind kind, int64_t value,
                      uint8_t signs[FMS_COUNTER_MOST_SIGNS]);
