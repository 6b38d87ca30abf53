#include "cuesheet.h"

const char *fms_stem_name(enum fms_stem stem)
{
    static const char *const names[FMS_N_STEMS] = { "voice", "music", "effects", "music-and-effects" };
    return names[stem];
}

static void music_recipe(const struct fms_music_cue *cue, GString *recipe)
{
    fms_recipe_string(recipe, "music", cue->asset->digest.hex);
    fms_recipe_number(recipe, "from", cue->from);
    fms_recipe_number(recipe, "to", cue->to);
    fms_recipe_number(recipe, "gain_cdb", cue->gain_cdb);
    fms_recipe_number(recipe, "fade_in", cue->fade_in);
    fms_recipe_number(recipe, "fade_out", cue->fade_out);
    fms_recipe_number(recipe, "ducked", cue->ducked);
}

static void sound_recipe(const struct fms_sound_cue *cue, GString *recipe)
{
    fms_recipe_string(recipe, "sound", cue->asset->digest.hex);
    fms_recipe_number(recipe, "from_sample_in_asset", cue->from_sample_in_asset);
    fms_recipe_number(recipe, "at", cue->at);
    fms_recipe_number(recipe, "n", cue->n);
    fms_recipe_number(recipe, "gain_cdb", cue->gain_cdb);
    fms_recipe_number(recipe, "fade_in", cue->fade_in);
    fms_recipe_number(recipe, "fade_out", cue->fade_out);
    fms_recipe_number(recipe, "ducked", cue->ducked);
    fms_recipe_number(recipe, "loop", cue->loop);
    fms_recipe_number(recipe, "speed_permille", cue->speed_permille);
}

void fms_cuesheet_recipe(const struct fms_cuesheet *sheet, GString *recipe)
{
    fms_recipe_number(recipe, "n_samples", sheet->n_samples);
    fms_recipe_number(recipe, "loudness_clufs", sheet->loudness_clufs);
    fms_recipe_number(recipe, "true_peak_cdbtp", sheet->true_peak_cdbtp);
    fms_recipe_number(recipe, "bitrate", sheet->bitrate);
    fms_recipe_number(recipe, "voice_over_lu", sheet->voice_over_lu);
    if (sheet->heard_to > 0) {
        fms_recipe_number(recipe, "heard_from", sheet->heard_from);
        fms_recipe_number(recipe, "heard_to", sheet->heard_to);
    }
    for (size_t i = 0; i < sheet->n_voices; i++) {
        fms_recipe_string(recipe, "take", sheet->voices[i].take->sound.hex);
        fms_recipe_number(recipe, "at", sheet->voices[i].at);
        fms_recipe_number(recipe, "speaker", sheet->voices[i].speaker);
        fms_recipe_number(recipe, "volume_cdb", sheet->voices[i].volume_cdb);
    }
    for (size_t i = 0; i < sheet->n_silences; i++) {
        fms_recipe_number(recipe, "silent_from", sheet->silences[i].from);
        fms_recipe_number(recipe, "silent_to", sheet->silences[i].to);
    }
    for (size_t i = 0; i < sheet->n_music; i++)
        music_recipe(&sheet->music[i], recipe);
    for (size_t i = 0; i < sheet->n_sounds; i++)
        sound_recipe(&sheet->sounds[i], recipe);
}
