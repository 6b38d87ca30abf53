/*
 * Who speaks: the embedded voice, or a guest that the person's own file of voices names. A guest that fails falls for the rest of a
 * compile, and its fallback takes over all of its lines; the next compile begins with the guest again.
 */
#include "house-private.h"

#include "voice.h"

#include <string.h>

enum { MOST_FILE_BYTES = 1 << 20, MOST_FALLBACKS = 8 };

#define OWN_VOICE "#1" /* the language's own, even where a guest is its usual one */

/* How a guest failed. */
struct fms_fall {
    struct fms_span span;
    const char *why;
    bool told;
};

/* ---- the person's file ---- */

static struct fms_source *read_file(TALLOC_CTX *ctx, const char *path, struct fms_diags *diags)
{
    char *text = NULL;
    gsize length = 0;
    GError *error = NULL;
    struct fms_source *source = NULL;
    if (g_file_get_contents(path, &text, &length, &error) && length <= MOST_FILE_BYTES)
        source = fms_source_new(ctx, path, text, length, diags);
    else
        fms_error(diags, fms_nowhere, "voices.syntax", NULL, "cannot read '%s': %s", path,
                  error ? error->message : "it is larger than 1 MiB");
    g_clear_error(&error);
    g_free(text);
    return source;
}

const struct fms_guests *fms_persons_guests(TALLOC_CTX *ctx, struct fms_diags *diags)
{
    char *folder = talloc_asprintf(ctx, "%s/filmset", g_get_user_config_dir());
    char *path = talloc_asprintf(ctx, "%s/voices.yaml", folder);
    bool there = g_file_test(path, G_FILE_TEST_EXISTS);
    struct fms_source *source = there ? read_file(ctx, path, diags) : NULL;
    return source || !there ? fms_guests_read(ctx, source, folder, diags) : NULL;
}

bool fms_house_open_guests(struct fms_house *house)
{
    house->guests = fms_persons_guests(house, house->diags);
    return house->guests;
}

/* ---- who ---- */

static const char *fallback_of(const struct fms_guest *guest)
{
    return *guest->fallback ? guest->fallback : OWN_VOICE;
}

/* The voice that speaks where `voice` is asked for, after all falls. */
static const char *standing(const struct fms_house *house, const char *language, const char *voice)
{
    for (int i = 0; i < MOST_FALLBACKS; i++) {
        const struct fms_guest *guest = fms_guests_find(house->guests, language, voice);
        if (!guest || !g_hash_table_lookup(house->fallen, guest))
            return voice;
        voice = fallback_of(guest);
    }
    return voice;
}

const struct fms_guest *fms_house_guest(const struct fms_house *house, const char *language, const char *voice)
{
    return fms_guests_find(house->guests, language, standing(house, language, voice));
}

const char *fms_house_voice_title(const struct fms_house *house, const char *language, const char *voice)
{
    const char *name = standing(house, language, voice);
    const struct fms_guest *guest = fms_guests_find(house->guests, language, name);
    return guest ? guest->title : fms_voice_title_of(language, strcmp(name, OWN_VOICE) ? name : "");
}

/* ---- what a guest's takes depend on ---- */

/* A program's file, and the files that its arguments name, count by what is in them: a model moved elsewhere is the same model. */
static void add_argument(struct fms_house *house, const struct fms_guest *guest, const char *argument, GString *recipe)
{
    char *path = strchr(argument, '/')           ? g_canonicalize_filename(argument, guest->folder)
                 : argument == guest->program[0] ? g_find_program_in_path(argument)
                                                 : NULL;
    struct fms_digest digest;
    bool is_file = path && g_file_test(path, G_FILE_TEST_IS_REGULAR) && fms_house_digest(house, path, &digest, NULL);
    fms_recipe_string(recipe, is_file ? "file" : "argument", is_file ? digest.hex : argument);
    g_free(path);
}

static const char *engine_of(struct fms_house *house, const struct fms_guest *guest)
{
    const char *known = g_hash_table_lookup(house->engines, guest);
    if (known)
        return known;
    GString *recipe = g_string_new(NULL);
    for (size_t i = 0; guest->program && guest->program[i]; i++)
        add_argument(house, guest, guest->program[i], recipe);
    const char *const words[] = { guest->server, guest->model, guest->voice, guest->format, guest->version };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        fms_recipe_string(recipe, "word", words[i] ? words[i] : "");
    fms_recipe_number(recipe, "pace", guest->pace_wpm);
    const char *engine = talloc_asprintf(house, "guest %s", fms_recipe_key(recipe).hex);
    g_string_free(recipe, TRUE);
    g_hash_table_insert(house->engines, (gpointer) guest, (gpointer) engine);
    return engine;
}

/* ---- orders ---- */

/* The line in the voice that speaks it. */
static const struct fms_line *cast(struct fms_house *house, const struct fms_line *line)
{
    const char *voice = standing(house, line->language, line->voice);
    if (voice == line->voice)
        return line;
    struct fms_line *stand_in = g_hash_table_lookup(house->stand_ins, line);
    if (!stand_in) {
        stand_in = talloc_memdup(house, line, sizeof *line);
        g_hash_table_insert(house->stand_ins, (gpointer) line, stand_in);
    }
    stand_in->voice = voice;
    return stand_in;
}

struct fms_take_order fms_house_order(struct fms_house *house, const struct fms_line *line, struct fms_span span)
{
    const struct fms_cut *cut = fms_house_cut(house, line);
    const struct fms_line *spoken = cut ? line : cast(house, line);
    const struct fms_guest *guest = fms_guests_find(house->guests, spoken->language, spoken->voice);
    return (struct fms_take_order){ spoken, cut, guest && !cut ? engine_of(house, guest) : house->voice, span };
}

/* ---- falls ---- */

bool fms_house_forgive(void *user, const struct fms_step *step, const GError *error)
{
    struct fms_house *house = user;
    if (step->kind != FMS_STEP_TAKE || step->take.cut || !g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_SPEECH))
        return false;
    const struct fms_line *line = step->take.line;
    const struct fms_guest *guest = fms_guests_find(house->guests, line->language, line->voice);
    if (!guest || !guest->fallback)
        return false;
    struct fms_fall *fall = g_hash_table_lookup(house->fallen, guest);
    if (fall)
        return !fall->told; /* a second line of its in the same run; but a ring of fallbacks ends */
    fall = talloc_zero(house, struct fms_fall);
    fall->span = step->span;
    fall->why = talloc_strdup(fall, error->message);
    g_hash_table_insert(house->fallen, (gpointer) guest, fall);
    return true;
}

static void retitle(struct fms_house *house)
{
    for (size_t i = 0; i < house->n_editions; i++) {
        struct fms_edition *edition = &house->editions[i];
        if (!edition->failed)
            edition->voice_title =
                fms_house_voice_title(house, fms_edition_language(edition), edition->script->meta.voice.utf8);
    }
    for (size_t i = 0; i < house->n_variants; i++)
        house->variants[i].settings.voice_title = house->variants[i].edition->voice_title;
}

bool fms_house_recast(struct fms_house *house)
{
    bool some = false;
    for (size_t i = 0; house->guests && i < house->guests->n; i++) {
        const struct fms_guest *guest = &house->guests->items[i];
        struct fms_fall *fall = g_hash_table_lookup(house->fallen, guest);
        if (!fall || fall->told)
            continue;
        some = fall->told = true;
        fms_warning(house->diags, fall->span, "voice.fallback",
                    "its takes so far are kept; the next build asks it again",
                    "%s; %s%s%s speaks its lines in this film", fall->why, *guest->fallback ? "'" : "",
                    *guest->fallback ? guest->fallback : "the language's own voice", *guest->fallback ? "'" : "");
    }
    if (some)
        retitle(house);
    return some;
}
