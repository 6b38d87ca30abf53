/*
 * Which films a script asks for, and what they are called.
 *
 * A film's name carries what of its shape and profile the script or the person names more than one of, `NAME.9x16.web.mp4`, whichever of them are made
 * now: so a film made alone takes the place that it has among all. With `-o`, one film alone is called exactly that.
 */
#include "house-private.h"

#include <string.h>

/* The values of one dimension. */
struct choice {
    char **wanted; /* NULL-terminated */
    bool many;     /* they tell films apart */
};

static bool is_list(const char *said)
{
    return strchr(said, ',') != NULL;
}

static struct choice choose(const char *requested, const struct fms_text *said, const char *otherwise)
{
    const char *list = requested ? requested : said->length > 0 ? said->utf8 : otherwise;
    struct choice choice = { g_strsplit(list, ",", -1), is_list(list) || is_list(said->utf8) };
    for (char **item = choice.wanted; *item; item++)
        g_strstrip(*item);
    return choice;
}

/* The place of the film without its ending. */
static char *stem_of(TALLOC_CTX *ctx, const struct fms_film_request *request)
{
    const char *path = request->output ? request->output : request->script;
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    size_t n = dot && dot > (slash ? slash + 1 : path) ? (size_t) (dot - path) : strlen(path);
    return talloc_strndup(ctx, path, n);
}

/* "9:16" as it can stand in a file's name. */
static char *name_of_shape(TALLOC_CTX *ctx, const char *aspect)
{
    return g_strdelimit(talloc_strdup(ctx, aspect), ":", 'x');
}

static void add_variant(struct fms_variant variant, bool names_shape, bool names_profile)
{
    struct fms_house *house = variant.edition->house;
    variant.stem = house->stem;
    if (names_shape)
        variant.stem = talloc_asprintf(house, "%s.%s", variant.stem, name_of_shape(house, variant.aspect));
    if (names_profile)
        variant.stem = talloc_asprintf(house, "%s.%s", variant.stem, variant.profile->name);
    house->variants = talloc_realloc(house, house->variants, struct fms_variant, house->n_variants + 1);
    house->variants[house->n_variants++] = variant;
}

static void add_variants(struct fms_house *house, struct fms_edition *edition)
{
    const struct fms_meta *meta = &edition->script->meta;
    struct choice shapes = choose(house->request->aspect, &meta->aspect, "16:9");
    struct choice profiles = choose(house->request->profile, &meta->profile, fms_default_profile->name);
    for (char **shape = shapes.wanted; *shape; shape++)
        for (char **name = profiles.wanted; *name; name++) {
            struct fms_variant variant = { .edition = edition, .aspect = talloc_strdup(house, *shape) };
            variant.profile = fms_profile_named(*name, strlen(*name)); /* checked where it was read */
            add_variant(variant, shapes.many, profiles.many);
        }
    g_strfreev(shapes.wanted);
    g_strfreev(profiles.wanted);
}

bool fms_house_choose_variants(struct fms_house *house)
{
    house->stem = stem_of(house, house->request);
    for (size_t i = 0; i < house->n_editions; i++)
        if (!house->editions[i].failed)
            add_variants(house, &house->editions[i]);
    if (house->n_variants == 1 && house->request->output)
        house->variants[0].stem = house->stem;
    if (house->n_variants == 1)
        house->stem = house->variants[0].stem;
    return house->n_variants > 0;
}
