/*
 * Opening and closing: the store, the script, and the tables of what was asked of the World.
 */
#include "house-private.h"

#include "picture.h"
#include "script-file.h"

#include <string.h>

/* Three or four photographs as a film of 1080 lines shows them. */
#define SHELF_BYTES ((size_t) 12 << 20)

static int close_house(struct fms_house *house)
{
    if (house->store)
        fms_store_close(house->store);
    for (size_t i = 0; i < house->n_editions; i++)
        if (house->editions[i].index)
            g_hash_table_destroy(house->editions[i].index);
    for (size_t i = 0; i < house->n_editions; i++)
        if (house->editions[i].used)
            g_ptr_array_unref(house->editions[i].used);
    for (size_t i = 0; i < house->n_variants; i++)
        g_ptr_array_unref(house->variants[i].used);
    g_hash_table_destroy(house->assets);
    g_hash_table_destroy(house->identities);
    g_hash_table_destroy(house->cuts);
    g_hash_table_destroy(house->takes);
    g_hash_table_destroy(house->pins);
    g_hash_table_destroy(house->engines);
    g_hash_table_destroy(house->fallen);
    g_hash_table_destroy(house->stand_ins);
    g_hash_table_destroy(house->fonts);
    g_clear_pointer(&house->trials, g_hash_table_destroy);
    fms_shelf_free(house->shelf);
    g_hash_table_destroy(house->parts);
    g_hash_table_destroy(house->texts);
    g_hash_table_destroy(house->hidden);
    g_ptr_array_free(house->used, TRUE);
    return 0;
}

struct fms_house *fms_house_open(TALLOC_CTX *ctx, const struct fms_film_request *request, struct fms_diags *diags)
{
    struct fms_house *house = talloc_zero(ctx, struct fms_house);
    house->request = request;
    house->diags = diags;
    house->assets = g_hash_table_new(g_str_hash, g_str_equal);
    house->identities = g_hash_table_new(g_str_hash, g_str_equal);
    house->cuts = g_hash_table_new(NULL, NULL);
    house->takes = g_hash_table_new(g_str_hash, g_str_equal);
    house->pins = g_hash_table_new(NULL, NULL);
    house->engines = g_hash_table_new(NULL, NULL);
    house->fallen = g_hash_table_new(NULL, NULL);
    house->stand_ins = g_hash_table_new(NULL, NULL);
    house->fonts = g_hash_table_new(g_str_hash, g_str_equal);
    house->parts = g_hash_table_new(g_str_hash, g_str_equal);
    house->texts = g_hash_table_new(g_str_hash, g_str_equal);
    house->hidden = g_hash_table_new(g_str_hash, g_str_equal);
    house->used = g_ptr_array_new();
    house->shelf = fms_shelf_new(SHELF_BYTES);
    talloc_set_destructor(house, close_house);
    fms_house_open_world(house);
    return house;
}

bool fms_house_open_store(struct fms_house *house)
{
    GError *error = NULL;
    house->store = fms_store_open(house->request->store, &error);
    if (house->store)
        return true;
    fms_error(house->diags, fms_nowhere, "machine.store", "choose another folder with --store",
              "cannot open the store '%s': %s", house->request->store, error->message);
    g_error_free(error);
    return false;
}

void fms_house_open_script(struct fms_house *house, const struct fms_script_file *file)
{
    house->folder = file->folder;
    house->format = file->format;
    house->source = fms_source_new(house, file->name, file->bytes, file->length, house->diags);
    if (house->source && house->request->values)
        house->source = fms_fill_hide(house, house->source, house->request->values, house->diags);
}

enum fms_script_format fms_house_format(const struct fms_house *house)
{
    enum fms_script_format format = FMS_FORMAT_MARKDOWN;
    bool named = house->format && fms_script_format_named(house->format, &format);
    return named ? format : fms_script_format_of(house->source);
}

bool fms_board_has_captions(const struct fms_board *board)
{
    return strcmp(board->captions, "off") != 0;
}
