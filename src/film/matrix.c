/*
 * Which films a script asks for, and what they are called.
 *
 * A film's name carries that of its language, shape and profile which the script or the person names more than one of, `NAME.de.9x16.web.mp4`, whichever
 * of them are made now: so a film made alone takes the place that it has among all. With `-o`, one film alone is called exactly that.
 * Without it, an excerpt takes no film's place: `NAME.excerpt.de.mp4`.
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
    bool is_excerpt = !request->output && fms_film_is_excerpt(request);
    return talloc_asprintf(ctx, "%.*s%s", (int) n, path, is_excerpt ? ".excerpt" : "");
}

/* "9:16" as it can stand in a file's name. */
static char *name_of_shape(TALLOC_CTX *ctx, const char *aspect)
{
    return g_strdelimit(talloc_strdup(ctx, aspect), ":", 'x');
}

/* ---- languages ---- */

/* Does a script in `written` speak `language`: `en`, where it says `en-GB`? */
static bool speaks(const char *written, const char *language)
{
    size_t n = strlen(language);
    return g_ascii_strncasecmp(written, language, n) == 0 && (!written[n] || written[n] == '-');
}

/* A script that does not say what it is written in is in the first of its languages, else in what its words look like. */
static bool is_written_in(const struct fms_house *house, const char *language)
{
    const struct fms_meta *meta = &house->script->meta;
    if (meta->language.length > 0)
        return speaks(meta->language.utf8, language);
    if (meta->languages.length == 0)
        return speaks(fms_language_guess(house->source->text), language);
    size_t n = strcspn(meta->languages.utf8, ",");
    return strlen(language) == n && g_ascii_strncasecmp(meta->languages.utf8, language, n) == 0;
}

bool fms_house_choose_editions(struct fms_house *house)
{
    const struct fms_text *said = &house->script->meta.languages;
    bool named = !house->own_only && (house->request->language || said->length > 0);
    struct choice choice = choose(house->request->language, said, "");
    size_t n = named ? g_strv_length(choice.wanted) : 1;
    house->editions = talloc_zero_array(house, struct fms_edition, n);
    house->n_editions = n;
    for (size_t i = 0; i < n; i++) {
        struct fms_edition *edition = &house->editions[i];
        *edition = (struct fms_edition){ .house = house, .own = !named || is_written_in(house, choice.wanted[i]) };
        edition->used = g_ptr_array_new();
        if (named)
            edition->language = talloc_strdup(house, choice.wanted[i]);
    }
    g_strfreev(choice.wanted);
    return true;
}

/* ---- films ---- */

static const char *stem_in(struct fms_house *house, const struct fms_edition *edition)
{
    const struct fms_text *said = &house->script->meta.languages;
    bool many = is_list(said->utf8) || (house->request->language && is_list(house->request->language));
    return many && edition->language ? talloc_asprintf(house, "%s.%s", house->stem, edition->language) : house->stem;
}

static void add_variant(struct fms_variant variant, bool names_shape, bool names_profile)
{
    struct fms_house *house = variant.edition->house;
    variant.stem = stem_in(house, variant.edition);
    variant.used = g_ptr_array_new();
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
