#include "line.h"

void fms_line_recipe(const struct fms_line *line, GString *recipe)
{
#define NUM(f) fms_recipe_number(recipe, #f, line->f);
#define STR(f) fms_recipe_string(recipe, #f, line->f);
    FMS_LINE_FIELDS(NUM, STR)
#undef NUM
#undef STR
}

void fms_cut_recipe(const struct fms_cut *cut, GString *recipe)
{
    fms_recipe_string(recipe, "recording", cut->digest.hex);
    fms_recipe_number(recipe, "from", cut->from);
    fms_recipe_number(recipe, "to", cut->to);
    if (cut->finished)
        fms_recipe_string(recipe, "as", "it is");
    for (size_t i = 0; i < cut->n_words; i++) {
        fms_recipe_number(recipe, "word", cut->words[i].begin);
        fms_recipe_number(recipe, "end", cut->words[i].end);
        fms_recipe_number(recipe, "from", cut->words[i].from);
        fms_recipe_number(recipe, "to", cut->words[i].to);
    }
}
