/*
 * A script in another form: the canonical one, or Markdown. The printer has tried what it prints; what was turned into
 * Markdown is directed, and the storyboards are compared.
 */
#include "film.h"

#include "house-private.h"
#include "print.h"

#include <string.h>

/* The storyboard without places; NULL where an error was added. Free the string. */
static GString *direct(struct fms_house *house, const struct fms_source *source, enum fms_script_format form,
                       struct fms_diags *diags)
{
    const struct fms_script *script = fms_script_read(house, source, form, &house->world, diags);
    const struct fms_board *board = script ? fms_board_direct(house, script, &house->world, diags) : NULL;
    GString *out = board ? g_string_new(NULL) : NULL;
    if (board)
        fms_board_dump_meaning(board, out);
    return out;
}

static bool turn_into_markdown(struct fms_house *house, const struct fms_script *script, struct fms_film_format *format)
{
    enum fms_script_format form = fms_house_format(house);
    GString *before = direct(house, house->source, form, house->diags);
    if (!before)
        return false;
    struct fms_diags *unheard = fms_diags_new(house);
    format->text = fms_script_to_markdown(talloc_parent(house), script);
    format->length = strlen(format->text);
    const struct fms_source *source = fms_source_new(house, house->source->name, format->text, format->length, unheard);
    GString *after = direct(house, source, FMS_FORMAT_MARKDOWN, unheard);
    bool same = after && g_string_equal(before, after);
    g_string_free(before, TRUE);
    if (after)
        g_string_free(after, TRUE);
    return same || fms_error(house->diags, fms_nowhere, "build.print", "please report the script",
                             "'%s' cannot be written as Markdown without changing its film", house->source->name);
}

static bool print_canonical(struct fms_house *house, const struct fms_script *script, enum fms_script_format form,
                            struct fms_film_format *format)
{
    struct fms_printed printed;
    bool good = fms_script_print(talloc_parent(house), script, form, &house->world, &printed);
    format->text = printed.text;
    format->length = printed.length;
    return good || fms_error(house->diags, fms_nowhere, "build.print", "please report the script",
                             "'%s' cannot be printed without changing what it means", house->source->name);
}

enum fms_outcome fms_film_format(TALLOC_CTX *ctx, const struct fms_script_file *file, bool to_markdown,
                                 struct fms_film_format *format, struct fms_diags *diags)
{
    const struct fms_film_request request = { .script = file->name };
    struct fms_house *house = fms_house_open(ctx, &request, diags);
    *format = (struct fms_film_format){ 0 };
    fms_house_open_script(house, file);
    enum fms_script_format form = house->source ? fms_house_format(house) : FMS_FORMAT_PLAIN;
    const struct fms_script *script =
        house->source ? fms_script_read(house, house->source, form, &house->world, diags) : NULL;
    if (!script)
        return FMS_SCRIPT_AT_FAULT;
    bool good = to_markdown && form != FMS_FORMAT_MARKDOWN ? turn_into_markdown(house, script, format)
                                                           : print_canonical(house, script, form, format);
    if (good)
        format->same =
            format->length == house->source->length && memcmp(format->text, house->source->text, format->length) == 0;
    house->request = NULL;
    return good ? FMS_DONE : format->text ? FMS_OUR_BUG : FMS_SCRIPT_AT_FAULT;
}
