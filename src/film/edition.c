/*
 * An edition: the script in one language, directed, with its theme and its voice. What its films have in common.
 */
#include "house-private.h"

#include "voice.h"

#include <string.h>

bool fms_edition_read(struct fms_edition *edition)
{
    struct fms_house *house = edition->house;
    edition->script = fms_script_read(house, house->source, fms_house_format(house), &house->world, house->diags);
    return edition->script;
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
    edition->board = fms_board_direct(house, script, &house->world, house->diags);
    return edition->board;
}

/* Known even where the board came to nothing, if the script says it. */
const char *fms_edition_language(const struct fms_edition *edition)
{
    return edition->board ? edition->board->language : edition->script->meta.language.utf8;
}

static bool find_voice(struct fms_edition *edition)
{
    const char *language = fms_edition_language(edition);
    const struct fms_text *said = &edition->script->meta.voice;
    edition->voice_title = fms_voice_title_of(language, said->utf8);
    if (edition->voice_title || said->length > 0)
        return true;
    return fms_error(edition->house->diags, edition->script->meta.language.span, "voice.language",
                     "`filmset voices` lists the languages that can be spoken", "no voice speaks the language '%s'",
                     language);
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
    if (said->length == 0)
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

bool fms_edition_try_voice(struct fms_edition *edition)
{
    return find_voice(edition) && try_named_voice(edition);
}
