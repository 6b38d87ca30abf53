/*
 * Directions about the voice. They only change the tone; what is cut next is said with it.
 */
#include "directions-private.h"
#include "values.h"

#include <string.h>

bool fms_follow_speaker(struct fms_director *director, const struct fms_block *block)
{
    bool nobody = block->text.length == 0 || fms_direction_is(block, "none") || fms_direction_is(block, "narrator");
    director->tone.speaker = nobody ? 0 : fms_cast_find(director, &block->text);
    return true;
}

bool fms_follow_voice(struct fms_director *director, const struct fms_block *block)
{
    director->tone.voice = fms_direction_is(block, "none") || block->text.length == 0 ? NULL : block->text.utf8;
    return true;
}

/* The share that a word stands for; 0 where it is none. */
static int32_t share_of(const struct fms_block *block, const char *const words[3], const int32_t shares[3])
{
    for (size_t i = 0; i < 3; i++)
        if (fms_direction_is(block, words[i]))
            return shares[i];
    return 0;
}

bool fms_follow_pace(struct fms_director *director, const struct fms_block *block)
{
    struct fms_tone *tone = &director->tone;
    int32_t share =
        share_of(block, (const char *const[]){ "slow", "normal", "fast" }, (const int32_t[]){ 850, 1000, 1180 });
    char *end = NULL;
    gint64 words = g_ascii_strtoll(block->text.utf8, &end, 10);
    bool plain = end != block->text.utf8 && *end == '\0';
    if (plain && words >= 80 && words <= 450) {
        tone->pace_wpm = words;
        return true;
    }
    if (share == 0 && (plain || !fms_value_permille(block->text.utf8, 500, 2500, &share)))
        return fms_direction_refuse_value(
            director, block, "(pace: 140), words a minute from 80 to 450; or slow, normal, fast, 90%", "no pace");
    tone->pace_wpm = 0;
    tone->pace_permille = share;
    return true;
}

bool fms_follow_pitch(struct fms_director *director, const struct fms_block *block)
{
    int32_t share =
        share_of(block, (const char *const[]){ "low", "normal", "high" }, (const int32_t[]){ 850, 1000, 1180 });
    if (share == 0 && !fms_value_permille(block->text.utf8, 500, 2000, &share))
        return fms_direction_refuse_value(director, block, "(pitch: 110%), from 50% to 200%; or low, normal, high",
                                          "no pitch");
    director->tone.pitch_permille = share;
    return true;
}

bool fms_follow_volume(struct fms_director *director, const struct fms_block *block)
{
    int32_t cdb = 0;
    if (!fms_value_level(block->text.utf8, &cdb) || cdb < -2000 || cdb > 600)
        return fms_direction_refuse_value(director, block,
                                          "(volume: -3dB), from -20 to 6 dB; (volume: 70%); or soft, normal, loud",
                                          "no level of a voice");
    director->tone.volume_cdb = cdb;
    return true;
}

bool fms_follow_audio(struct fms_director *director, const struct fms_block *block)
{
    struct fms_tone *tone = &director->tone;
    tone->unrecorded = fms_direction_is(block, "none");
    tone->recording = tone->unrecorded ? NULL : fms_direction_sound(director, block, "(audio: line12.wav), or none");
    return tone->unrecorded || tone->recording;
}

bool fms_follow_language(struct fms_director *director, const struct fms_block *block)
{
    size_t n = strspn(block->text.utf8, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    size_t first = strcspn(block->text.utf8, "-_");
    bool none = block->text.length == 0 || fms_direction_is(block, "none");
    if (!none && (n != block->text.length || first < 2 || first > 3))
        return fms_direction_refuse_value(director, block, "(language: fr), a tag like en-GB, zh or pt-BR",
                                          "no language");
    char *tag = none ? NULL : talloc_strdup(director->board, block->text.utf8);
    for (char *at = tag; at && *at; at++)
        *at = *at == '_' ? '-' : g_ascii_tolower(*at);
    director->tone.language = tag;
    return true;
}
