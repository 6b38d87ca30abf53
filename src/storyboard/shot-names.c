#include "shot-names.h"

#include <string.h>

bool fms_shot_is_of(const char *name, const char *shot)
{
    return g_str_has_prefix(name, shot) && !name[strlen(shot) + strspn(name + strlen(shot), "ab")];
}

char *fms_shot_hint(TALLOC_CTX *ctx, const struct fms_board *board, const char *name)
{
    const char **names = talloc_zero_array(ctx, const char *, board->n_shots + 1);
    for (size_t i = 0; i < board->n_shots; i++)
        names[i] = board->shots[i].name;
    const char *nearest = fms_nearest_word(name, names);
    char *hint = nearest ? talloc_asprintf(ctx, "did you mean '%s'?", nearest)
                         : talloc_strdup(ctx, "`filmset dump` lists the shots");
    talloc_free(names);
    return hint;
}
