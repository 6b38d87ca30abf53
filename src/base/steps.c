#include "steps.h"

#include <glib.h>

const char *fms_step_kind_name(enum fms_step_kind kind)
{
    static const char *const names[FMS_N_STEP_KINDS] = {
        [FMS_STEP_ALIGN] = "alignment", [FMS_STEP_TAKE] = "take", [FMS_STEP_SEGMENT] = "segment",
        [FMS_STEP_MIX] = "mix",         [FMS_STEP_FILM] = "film", [FMS_STEP_POSTER] = "poster",
        [FMS_STEP_CHECK] = "check",     [FMS_STEP_STEM] = "stem",
    };
    g_assert(kind < FMS_N_STEP_KINDS);
    return names[kind];
}
