/*
 * An edition: the script in one language, directed, with its theme and its voice. What its films have in common.
 */
#include "house-private.h"

#include "takes-private.h"
#include "voice.h"

#include <string.h>

char *fms_catalogue_name(TALLOC_CTX *ctx, const char *language)
{
    return talloc_asprintf(ctx, "po/%s.po", language);
}

static bool tell_no_catalogue(const struct fms_edition *edition, const char *name, const GError *error)
{
    const struct fms_house *house = edition->house;
    struct fms_span at = house->script->meta.languages.span;
    if (!g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_MISSING))
        return fms_error(house->diags, at, "translation.unreadable", NULL, "cannot read '%s': %s", name,
                         error->message);
    char *hint = g_strdup_printf("`filmset i18n merge %s %s` makes it; then translate what is in it",
                                 house->request->script, edition->language);
    fms_error(house->diags, at, "translation.missing", hint, "there is no translation into '%s': no file '%s'",
              edition->language, name);
    g_free(hint);
    return false;
}

bool fms_edition_read_catalogue(struct fms_edition *edition)
{
    struct fms_house *house = edition->house;
    char *name = fms_catalogue_name(house, edition->language);
    GError *error = NULL;
    const struct fms_source *source = house->world.text(house->world.user, name, &error);
    if (!source) {
        tell_no_catalogue(edition, name, error);
        g_clear_error(&error);
        return false;
    }
    edition->po = fms_po_read(house, source, house->diags);
    if (edition->po)
        edition->index = fms_po_index(edition->po);
    return edition->po;
}

/* World's `text` for a script that is read translated; `user` is the edition. */
static const struct fms_source *translated_text(void *user, const char *name, GError **error)
{
    struct fms_edition *edition = user;
    const struct fms_source *source = fms_house_text(edition->house, name, error);
    return source ? fms_phrases_translate(edition->house, edition->house->phrases, source, edition->index) : NULL;
}

/* How many phrases are said as they are written, for nobody has translated them; said once. */
static void tell_untranslated(const struct fms_edition *edition)
{
    const struct fms_house *house = edition->house;
    const struct fms_phrase *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < house->phrases->n; i++)
        if (!fms_phrase_translation(&house->phrases->items[i], edition->index)) {
            first = first ? first : &house->phrases->items[i];
            n++;
        }
    if (!first)
        return;
    char *hint = g_strdup_printf("`filmset i18n check %s` lists them", house->request->script);
    fms_warning(house->diags, first->span, "translation.untranslated", hint,
                "%zu of %zu texts have no translation into '%s' and stay as they are, this one first", n,
                house->phrases->n, edition->language);
    g_free(hint);
}

static bool translate(struct fms_edition *edition)
{
    struct fms_house *house = edition->house;
    const struct fms_text *said = &house->script->meta.languages;
    if (house->request->values)
        return fms_error(house->diags, said->length > 0 ? said->span : fms_nowhere, "data.languages",
                         "make them from a script of each language", "films of data are not translated");
    if (!fms_edition_read_catalogue(edition))
        return false;
    if (!house->phrases)
        house->phrases = fms_phrases_of(house, house->script);
    const struct fms_world world = { .user = edition, .text = translated_text };
    struct fms_source *source = fms_phrases_translate(house, house->phrases, house->source, edition->index);
    struct fms_script *script = fms_script_read(house, source, fms_house_format(house), &world, house->diags);
    if (!script || !fms_translation_compare(house->script, script, house->diags))
        return false;
    if (!house->quiet_translation)
        tell_untranslated(edition);
    fms_script_set_language(house, script, edition->language, false);
    edition->script = script;
    return true;
}

bool fms_edition_read(struct fms_edition *edition)
{
    struct fms_house *house = edition->house;
    if (!edition->own)
        return translate(edition);
    if (edition->language)
        fms_script_set_language(house, house->script, edition->language, true);
    edition->script = house->script;
    return true;
}

/* How shots follow one another is the theme's where the script does not say. */
bool fms_edition_direct(struct fms_edition *edition)
{
    struct fms_house *house = edition->house;
    struct fms_script *script = talloc_memdup(house, edition->script, sizeof *script);
    if (script->meta.transition.length == 0 && edition->theme) {
        script->meta.transition.utf8 = edition->theme->transition;
        script->meta.transition.length = strlen(edition->theme->transition);
    }
    fms_house_try_assets(house, script);
    edition->board = fms_board_direct(house, script, &house->world, house->diags);
    return edition->board;
}

/* Known even where the board came to nothing, if the script says it. */
const char *fms_edition_language(const struct fms_edition *edition)
{
    return edition->board ? edition->board->language : edition->script->meta.language.utf8;
}

/* Who has said what is kept, where the voice itself is gone. */
static const char *kept_title(const struct fms_edition *edition)
{
    const char *voice = edition->script->meta.voice.utf8;
    for (size_t i = 0; edition->board && i < edition->board->n_shots; i++)
        for (size_t b = 0; b < edition->board->shots[i].n_beats; b++) {
            const struct fms_line *line = &edition->board->shots[i].beats[b].line;
            const struct fms_pinned *pinned = g_hash_table_lookup(edition->house->pins, line);
            if (pinned && *pinned->voice && !strcmp(line->voice, voice))
                return pinned->voice;
        }
    return NULL;
}

static bool find_voice(struct fms_edition *edition)
{
    const char *language = fms_edition_language(edition);
    const struct fms_text *said = &edition->script->meta.voice;
    edition->voice_title = fms_house_voice_title(edition->house, language, said->utf8);
    if (!edition->voice_title)
        edition->voice_title = kept_title(edition);
    if (edition->voice_title || said->length > 0)
        return true;
    return fms_error(edition->house->diags, edition->script->meta.language.span, "voice.language",
                     "`filmset voices` lists the languages that can be spoken", "no voice speaks the language '%s'",
                     language);
}

/* Nobody has to speak where all that the narrator says is kept or recorded: the voice may be gone. */
static bool needs_voice(const struct fms_edition *edition)
{
    const char *voice = edition->script->meta.voice.utf8;
    for (size_t i = 0; edition->board && i < edition->board->n_shots; i++)
        for (size_t b = 0; b < edition->board->shots[i].n_beats; b++) {
            const struct fms_line *line = &edition->board->shots[i].beats[b].line;
            if (!strcmp(line->voice, voice) && !fms_house_cut(edition->house, line))
                return true;
        }
    return !edition->board;
}

/* A voice that the script names is tried before anything is spoken, so that it is reported once and where it is named. */
static bool try_named_voice(struct fms_edition *edition)
{
    struct fms_house *house = edition->house;
    const struct fms_text *said = &edition->script->meta.voice;
    const struct fms_line line = {
        .text = "a", .language = fms_edition_language(edition), .voice = said->utf8, .pace_wpm = 160
    };
    GError *error = NULL;
    if (said->length == 0 || fms_house_guest(house, line.language, line.voice) || !needs_voice(edition))
        return true;
    struct fms_speech *speech = fms_voice_speak(house, &line, &error);
    bool known = speech || !g_error_matches(error, FMS_WORLD_ERROR, FMS_WORLD_UNSUPPORTED);
    if (!known)
        fms_error(house->diags, said->span, "voice.unknown",
                  "`filmset voices` lists them; leave `voice` out for the language's own", "%s", error->message);
    g_clear_error(&error);
    talloc_free(speech);
    return known;
}

/* The embedded voice speaks what nobody else does, and reads what a person has read to find it in the recording. */
static bool is_ours(const struct fms_house *house, const struct fms_beat *beat)
{
    return !fms_house_cut(house, &beat->line) &&
           (beat->recording || !fms_house_guest(house, beat->line.language, beat->line.voice));
}

/* What a person has read is found by the embedded voice, whatever other there is. */
static const char *letters_hint(const struct fms_beat *beat)
{
    return beat->recording
               ? "write how they are read, [海]{say=\"うみ\"}: a recording is found by a voice that reads kana"
               : "write how they are read, [海]{say=\"うみ\"}; Open JTalk reads Japanese (docs/voices.md)";
}

/* A line that the voice cannot read: an error if it would be all nonsense, and it need not be said twice of a film. */
static bool report_letters(struct fms_house *house, const struct fms_beat *beat, bool *told)
{
    bool native = false;
    char *word = is_ours(house, beat) ? fms_voice_letters(house, &beat->line, &native) : NULL;
    const char *title = word ? fms_voice_title_of(beat->line.language, "") : NULL;
    if (word && native)
        return fms_error(house->diags, beat->span, "voice.letters", letters_hint(beat),
                         "the voice (%s) cannot read '%s'", title, word);
    if (word && !*told)
        fms_warning(house->diags, beat->span, "voice.letters",
                    "say which language they are, [海]{lang=zh}, or what is said, [海]{say=\"hai\"}",
                    "the voice (%s) cannot read '%s'", title, word);
    *told |= word != NULL;
    return true;
}

static bool try_letters(struct fms_edition *edition)
{
    bool good = true, told = false;
    for (size_t i = 0; good && edition->board && i < edition->board->n_shots; i++)
        for (size_t b = 0; good && b < edition->board->shots[i].n_beats; b++)
            good = report_letters(edition->house, &edition->board->shots[i].beats[b], &told);
    return good;
}

bool fms_edition_try_voice(struct fms_edition *edition)
{
    return find_voice(edition) && try_named_voice(edition) && try_letters(edition);
}
