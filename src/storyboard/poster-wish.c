#include "poster-wish-private.h"

#include "shot-names.h"
#include "values.h"

#define MOST_FILM FMS_MS(86400000)

/* One that is parted later may be named by a part of it. */
static bool has_shot(const struct fms_board *board, const char *name)
{
    for (size_t i = 0; i < board->n_shots; i++)
        if (fms_shot_is_of(name, board->shots[i].name))
            return true;
    return false;
}

void fms_poster_wish_direct(struct fms_board *board, const struct fms_text *said, struct fms_diags *diags)
{
    struct fms_poster_wish *wish = &board->poster;
    wish->span = said->span;
    wish->is_named = said->length > 0;
    if (!wish->is_named || fms_value_seconds(said->utf8, MOST_FILM, &wish->at))
        return;
    wish->shot = said->utf8;
    wish->is_named = has_shot(board, said->utf8);
    if (wish->is_named || (said->span.source && said->span.source->patchwork))
        return;
    char *hint = fms_shot_hint(board, board, said->utf8);
    fms_error(diags, said->span, "poster.shot", hint, "no shot is called '%.80s'", said->utf8);
    talloc_free(hint);
}
