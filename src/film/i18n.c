/*
 * A template needs the film's times, so the compile goes as far as the timeline, in the script's own language. Merging needs the
 * template and the old catalogue. A check goes as far as the timeline in the other language: only there it shows what can be read in time.
 */
#include "i18n.h"

#include "house-private.h"
#include "merge.h"
#include "patchwork.h"

#include <string.h>
#include <sys/stat.h>

/* A caption may take this much more time to be read than it has. */
enum { FAST_PERCENT = 125 };

/* ---- times ---- */

static bool lies_in(const struct fms_span *span, const struct fms_span *whole)
{
    return span->source == whole->source && span->begin >= whole->begin && span->end <= whole->end;
}

/* Beats come in the order of the phrases that they are from, mostly: the search goes on from the last one found. */
static struct fms_phrase_note *note_times(const struct fms_house *house, const struct fms_timeline *timeline)
{
    const struct fms_phrases *phrases = house->phrases;
    struct fms_phrase_note *notes = talloc_zero_array(phrases, struct fms_phrase_note, phrases->n + 1);
    size_t at = 0;
    for (size_t i = 0; i < timeline->n_beats && phrases->n; i++) {
        const struct fms_place_beat *place = &timeline->beats[i];
        size_t k = 0;
        while (k < phrases->n && !lies_in(&place->beat->span, &phrases->items[(at + k) % phrases->n].span))
            k++;
        if (k == phrases->n)
            continue;
        at = (at + k) % phrases->n;
        const fms_ticks a_sample = FMS_TICKS_PER_SECOND / FMS_SAMPLE_RATE;
        fms_ticks begin = place->at * a_sample, end = begin + place->take->n_samples * a_sample;
        if (notes[at].length == 0)
            notes[at].begin = begin;
        notes[at].length = end - notes[at].begin;
    }
    return notes;
}

/* ---- the template ---- */

/* The script in its own language up to its timeline. NULL after an error. */
static struct fms_house *open_own(TALLOC_CTX *ctx, struct fms_film_request *request, struct fms_diags *diags)
{
    request->aspect = "16:9";
    request->language = NULL;
    struct fms_house *house = fms_house_open(ctx, request, diags);
    house->own_only = true;
    if (!fms_house_run_stages(house, "timeline"))
        return house;
    house->phrases = fms_phrases_of(house, house->script);
    return house;
}

static struct fms_po *template_of(const struct fms_house *house, const char *language)
{
    char *name = g_path_get_basename(house->source->name);
    struct fms_po *po =
        fms_po_template(house->phrases, house->phrases, note_times(house, house->variants[0].timeline), name, language);
    g_free(name);
    return po;
}

static bool tell_unwritten(struct fms_house *house, const char *path, const char *why)
{
    return fms_error(house->diags, fms_nowhere, "machine.output", NULL, "cannot write '%s': %s", path, why);
}

/* Puts a catalogue in its place, whole or not at all. */
static bool write_catalogue(struct fms_house *house, const struct fms_po *po, const char *path)
{
    char *folder = g_path_get_dirname(path);
    GString *text = g_string_new(NULL);
    GError *error = NULL;
    fms_po_write(po, text);
    bool good =
        g_mkdir_with_parents(folder, 0777) == 0 && g_file_set_contents(path, text->str, (gssize) text->len, &error);
    if (!good)
        tell_unwritten(house, path, error ? error->message : "its folder cannot be made");
    g_clear_error(&error);
    g_string_free(text, TRUE);
    g_free(folder);
    return good;
}

static char *path_in(TALLOC_CTX *ctx, const struct fms_house *house, const char *name)
{
    return !strcmp(house->folder, ".") ? talloc_strdup(ctx, name) : talloc_asprintf(ctx, "%s/%s", house->folder, name);
}

static char *template_name(TALLOC_CTX *ctx, const struct fms_house *house)
{
    char *base = g_path_get_basename(house->source->name);
    char *dot = strrchr(base, '.');
    if (dot && dot > base)
        *dot = '\0';
    char *name = talloc_asprintf(ctx, "po/%s.pot", base);
    g_free(base);
    return name;
}

enum fms_outcome fms_film_extract(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                  struct fms_catalogues *catalogues, struct fms_diags *diags)
{
    struct fms_film_request own = *request;
    struct fms_house *house = open_own(ctx, &own, diags);
    *catalogues = (struct fms_catalogues){ 0 };
    bool good = house->phrases;
    if (good) {
        struct fms_po *po = template_of(house, "");
        const char *path = path_in(ctx, house, template_name(house, house));
        good = write_catalogue(house, po, path);
        catalogues->n = 1;
        catalogues->items = talloc_zero(ctx, struct fms_catalogue);
        *catalogues->items =
            (struct fms_catalogue){ .path = path, .language = "", .n_texts = po->n - 1, .untranslated = po->n - 1 };
    }
    enum fms_outcome outcome = fms_house_outcome(house, good);
    talloc_free(house);
    return outcome;
}

/* ---- merging ---- */

/* The languages asked for, but for the script's own. */
static struct fms_edition *next_foreign(struct fms_house *house, size_t *i)
{
    while (*i < house->n_editions && house->editions[*i].own)
        ++*i;
    return *i < house->n_editions ? &house->editions[(*i)++] : NULL;
}

static struct fms_catalogue *add_catalogue(TALLOC_CTX *ctx, struct fms_catalogues *catalogues)
{
    catalogues->items = talloc_realloc(ctx, catalogues->items, struct fms_catalogue, catalogues->n + 1);
    catalogues->items[catalogues->n] = (struct fms_catalogue){ 0 };
    return &catalogues->items[catalogues->n++];
}

/* The catalogue as it is; there may be none. @return false if it cannot be read. */
static bool read_old(struct fms_house *house, const char *name, struct fms_po **old)
{
    GError *error = NULL;
    const struct fms_source *source = house->world.text(house->world.user, name, &error);
    bool none = g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING);
    *old = source ? fms_po_read(house, source, house->diags) : NULL;
    if (error && !none)
        fms_error(house->diags, fms_nowhere, "translation.unreadable", NULL, "cannot read '%s': %s", name,
                  error->message);
    g_clear_error(&error);
    return none || *old;
}

static bool merge_one(TALLOC_CTX *ctx, struct fms_house *house, const char *language, struct fms_catalogues *catalogues)
{
    const char *name = fms_catalogue_name(ctx, language), *path = path_in(ctx, house, name);
    struct fms_po *old;
    if (!read_old(house, name, &old))
        return false;
    struct fms_merge_tally tally;
    struct fms_po *po = template_of(house, language);
    size_t n_texts = po->n - 1;
    if (!write_catalogue(house, fms_po_merge(po, old, &tally), path))
        return false;
    *add_catalogue(ctx, catalogues) = (struct fms_catalogue){ .path = path,
                                                              .language = talloc_strdup(ctx, language),
                                                              .n_texts = n_texts,
                                                              .kept = tally.kept,
                                                              .fuzzy = tally.fuzzy,
                                                              .untranslated = tally.fresh,
                                                              .obsolete = tally.obsolete };
    return true;
}

static bool tell_no_languages(struct fms_house *house)
{
    return fms_error(house->diags, fms_nowhere, "translation.languages",
                     "name them: `languages: [en, de]` in the front matter, or behind the script",
                     "no language to translate into");
}

/* A house that knows the languages, and no more. */
static struct fms_house *open_languages(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                        struct fms_diags *diags)
{
    struct fms_house *house = fms_house_open(ctx, request, diags);
    size_t first = 0;
    if (fms_house_read_source(house) && fms_house_choose_editions(house) && next_foreign(house, &first))
        return house;
    if (fms_diags_n_errors(diags) == 0)
        tell_no_languages(house);
    return NULL;
}

enum fms_outcome fms_film_merge(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                struct fms_catalogues *catalogues, struct fms_diags *diags)
{
    struct fms_film_request own = *request;
    struct fms_house *languages = open_languages(ctx, request, diags);
    *catalogues = (struct fms_catalogues){ 0 };
    if (!languages)
        return FMS_SCRIPT_AT_FAULT;
    struct fms_house *house = open_own(ctx, &own, diags);
    bool good = house->phrases;
    struct fms_edition *edition;
    for (size_t i = 0; house->phrases && (edition = next_foreign(languages, &i));)
        good = merge_one(ctx, house, edition->language, catalogues) && good;
    return fms_house_outcome(house, good);
}

/* ---- checking ---- */

static void check_phrase(const struct fms_edition *edition, const struct fms_phrase *phrase,
                         struct fms_catalogue *catalogue)
{
    struct fms_diags *diags = edition->house->diags;
    const struct fms_po_entry *entry = fms_po_find(edition->index, phrase->context, phrase->id);
    catalogue->n_texts++;
    catalogue->kept += entry && *entry->str && !entry->fuzzy;
    catalogue->fuzzy += entry && entry->fuzzy;
    catalogue->untranslated += !entry || !*entry->str;
    if (!entry)
        fms_warning(diags, phrase->span, "translation.gone", "`filmset i18n merge` brings the catalogue up to date",
                    "the catalogue of '%s' does not have this text", edition->language);
    else if (entry->fuzzy)
        fms_warning(diags, entry->str_span, "translation.fuzzy", "take the word `fuzzy` away where it is right",
                    "made for another text, and not used until somebody has looked at it");
    else if (!*entry->str)
        fms_warning(diags, entry->id_span, "translation.empty", NULL, "not translated");
}

static void check_speed(const struct fms_edition *edition, const struct fms_timeline *timeline)
{
    for (size_t i = 0; i < timeline->n_cues; i++) {
        int64_t percent = fms_timeline_reading_percent(timeline, &timeline->cues[i]);
        struct fms_span span = fms_span_origin(timeline->cues[i].span);
        if (percent > FAST_PERCENT && span.source == edition->po->source)
            fms_warning(edition->house->diags, timeline->cues[i].span, "translation.fast", "say it in fewer words",
                        "its caption takes %d %% of the time that it has to be read", (int) percent);
    }
}

static bool check_one(TALLOC_CTX *ctx, const struct fms_film_request *request, const char *language,
                      struct fms_catalogues *catalogues, struct fms_diags *diags)
{
    struct fms_film_request one = *request;
    one.language = language;
    one.aspect = "16:9";
    struct fms_house *house = fms_house_open(ctx, &one, diags);
    house->quiet_translation = true; /* each text that has none is told of here */
    bool good = fms_house_run_stages(house, "timeline");
    const struct fms_edition *edition = house->n_editions ? &house->editions[0] : NULL;
    if (!edition || !edition->index || !house->phrases)
        return false;
    struct fms_catalogue *catalogue = add_catalogue(ctx, catalogues);
    catalogue->language = talloc_strdup(ctx, language);
    catalogue->path = path_in(ctx, house, fms_catalogue_name(ctx, language));
    for (size_t i = 0; i < house->phrases->n; i++)
        check_phrase(edition, &house->phrases->items[i], catalogue);
    if (good)
        check_speed(edition, house->variants[0].timeline);
    return good;
}

enum fms_outcome fms_film_check_catalogues(TALLOC_CTX *ctx, const struct fms_film_request *request,
                                           struct fms_catalogues *catalogues, struct fms_diags *diags)
{
    struct fms_house *languages = open_languages(ctx, request, diags);
    struct fms_edition *edition;
    bool good = true;
    *catalogues = (struct fms_catalogues){ 0 };
    if (!languages)
        return FMS_SCRIPT_AT_FAULT;
    for (size_t i = 0; (edition = next_foreign(languages, &i));)
        good = check_one(ctx, request, edition->language, catalogues, diags) && good;
    return fms_house_outcome(languages, good && fms_diags_n_errors(diags) == 0);
}
