#include "asset.h"

const char *fms_asset_kind_name(enum fms_asset_kind kind)
{
    switch (kind) {
    case FMS_ASSET_STILL: return "still";
    case FMS_ASSET_VECTOR: return "drawing";
    case FMS_ASSET_CLIP: return "clip";
    case FMS_ASSET_SOUND: return "sound";
    case FMS_ASSET_LUT: return "colour-table";
    }
    g_assert_not_reached();
}
