#include "line.h"

void fms_line_recipe(const struct fms_line *line, GString *recipe)
{
#define NUM(f) fms_recipe_number(recipe, #f, line->f);
#define STR(f) fms_recipe_string(recipe, #f, line->f);
    FMS_LINE_FIELDS(NUM, STR)
#undef NUM
#undef STR
}
