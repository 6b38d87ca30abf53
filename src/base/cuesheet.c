#include "cuesheet.h"

void fms_cuesheet_recipe(const struct fms_cuesheet *sheet, GString *recipe)
{
    fms_recipe_number(recipe, "n_samples", sheet->n_samples);
    fms_recipe_number(recipe, "loudness_clufs", sheet->loudness_clufs);
    fms_recipe_number(recipe, "true_peak_cdbtp", sheet->true_peak_cdbtp);
    fms_recipe_number(recipe, "bitrate", sheet->bitrate);
    for (size_t i = 0; i < sheet->n_voices; i++) {
        fms_recipe_string(recipe, "take", sheet->voices[i].take->key.hex);
        fms_recipe_number(recipe, "at", sheet->voices[i].at);
    }
    for (size_t i = 0; i < sheet->n_music; i++) {
        fms_recipe_string(recipe, "music", sheet->music[i].asset->digest.hex);
        fms_recipe_number(recipe, "from", sheet->music[i].from);
        fms_recipe_number(recipe, "to", sheet->music[i].to);
    }
}
