/*
 * What kinds of elements are called, in scripts and in dumps.
 */
#include "script.h"

const char *fms_panel_kind_name(enum fms_panel_kind kind)
{
    static const char *const names[] = {
        [FMS_PANEL_NONE] = "none",     [FMS_PANEL_TEXT] = "text", [FMS_PANEL_CODE] = "code",
        [FMS_PANEL_TABLE] = "table",   [FMS_PANEL_BARS] = "bars", [FMS_PANEL_LINES] = "lines",
        [FMS_PANEL_NUMBER] = "number", [FMS_PANEL_DATE] = "date",
    };
    return names[kind];
}

const char *fms_direction_kind_name(enum fms_direction_kind kind)
{
    static const char *const names[] = {
        [FMS_DIRECTION_NONE] = "none",
        [FMS_DIRECTION_PAUSE] = "pause",
        [FMS_DIRECTION_SILENCE] = "silence",
        [FMS_DIRECTION_SPEAKER] = "speaker",
        [FMS_DIRECTION_VOICE] = "voice",
        [FMS_DIRECTION_PACE] = "pace",
        [FMS_DIRECTION_PITCH] = "pitch",
        [FMS_DIRECTION_VOLUME] = "volume",
        [FMS_DIRECTION_LANGUAGE] = "language",
        [FMS_DIRECTION_AUDIO] = "audio",
        [FMS_DIRECTION_MUSIC] = "music",
        [FMS_DIRECTION_SOUND] = "sound",
        [FMS_DIRECTION_TRANSITION] = "transition",
        [FMS_DIRECTION_LOWER_THIRD] = "lower-third",
        [FMS_DIRECTION_REVEAL] = "reveal",
        [FMS_DIRECTION_HIDE] = "hide",
        [FMS_DIRECTION_DURATION] = "duration",
        [FMS_DIRECTION_END_CARD] = "end-card",
        [FMS_DIRECTION_WHEN] = "when",
        [FMS_DIRECTION_INCLUDE] = "include",
        [FMS_DIRECTION_NOTE] = "note",
    };
    return names[kind];
}

const char *fms_block_name(const struct fms_block *block)
{
    if (block->kind == FMS_BLOCK_PANEL)
        return fms_panel_kind_name(block->panel);
    return block->kind == FMS_BLOCK_DIRECTION ? fms_direction_kind_name(block->direction) : NULL;
}
