/*
 * A line by itself: read, directed and spoken as in a film, so that what is heard is what the film would say.
 */
#include "film.h"

#include "house-private.h"
#include "voice.h"

#include <string.h>

static bool read_words(struct fms_house *house, const struct fms_script_file *file)
{
    fms_house_open_script(house, file);
    house->script =
        house->source ? fms_script_read(house, house->source, FMS_FORMAT_MARKDOWN, &house->world, house->diags) : NULL;
    if (!house->script)
        return false;
    struct fms_edition *edition = house->editions = talloc_zero(house, struct fms_edition);
    house->n_editions = 1;
    *edition = (struct fms_edition){ .house = house, .own = true, .script = house->script };
    return fms_edition_direct(edition) && fms_house_start_voice(house) && fms_edition_try_voice(edition);
}

static bool add_take(struct fms_house *house, const struct fms_beat *beat, GArray *sound, struct fms_film_said *said)
{
    GError *error = NULL;
    const struct fms_take *take = house->world.take(house, &beat->line, &error);
    if (!take) {
        fms_error(house->diags, beat->span, "machine.failed", NULL, "%s", error->message);
        g_error_free(error);
        return false;
    }
    guint at = sound->len;
    g_array_set_size(sound, at + (guint) take->n_samples);
    fms_take_samples(take->path, 0, take->n_samples, (float *) (void *) sound->data + at, NULL);
    const struct fms_take_order order = fms_house_order(house, &beat->line, beat->span);
    const struct fms_guest *guest = fms_house_guest(house, beat->line.language, beat->line.voice);
    char *phonemes = guest ? NULL : fms_voice_phonemes(said, order.line, NULL);
    said->phonemes = talloc_asprintf(said, "%s%s%s", said->phonemes, *said->phonemes && phonemes ? "\n" : "",
                                     phonemes ? phonemes : "");
    said->words = talloc_realloc(said, said->words, struct fms_film_word, said->n_words + take->n_words + 1);
    for (size_t i = 0; i < take->n_words; i++)
        said->words[said->n_words++] =
            (struct fms_film_word){ talloc_strndup(said, beat->line.text + take->words[i].begin,
                                                   (size_t) (take->words[i].end - take->words[i].begin)),
                                    (double) (at + take->words[i].from) / FMS_SAMPLE_RATE,
                                    (double) (at + take->words[i].to) / FMS_SAMPLE_RATE };
    return true;
}

static bool collect(struct fms_house *house, const char *path, struct fms_film_said *said)
{
    const struct fms_board *board = house->editions[0].board;
    GArray *sound = g_array_new(FALSE, TRUE, sizeof(float));
    GError *error = NULL;
    bool good = true;
    for (size_t i = 0; i < board->n_shots; i++)
        for (size_t b = 0; good && b < board->shots[i].n_beats; b++) {
            if (sound->len > 0)
                g_array_set_size(sound, sound->len + FMS_SAMPLE_RATE / 4);
            good = add_take(house, &board->shots[i].beats[b], sound, said);
        }
    said->seconds = (double) sound->len / FMS_SAMPLE_RATE;
    if (good && !fms_wav_write(path, (const float *) (const void *) sound->data, sound->len, &error)) {
        good = fms_error(house->diags, fms_nowhere, "machine.output", NULL, "%s", error->message);
        g_error_free(error);
    }
    g_array_unref(sound);
    return good;
}

enum fms_outcome fms_film_say(TALLOC_CTX *ctx, const struct fms_film_request *request,
                              const struct fms_script_file *file, const char *path, struct fms_film_said **said,
                              struct fms_diags *diags)
{
    struct fms_house *house = fms_house_open(ctx, request, diags);
    *said = talloc_zero(ctx, struct fms_film_said);
    (*said)->phonemes = "";
    bool good = fms_house_open_store(house) && read_words(house, file) && fms_house_make_takes(house) &&
                collect(house, path, *said);
    if (good)
        (*said)->voice = talloc_strdup(*said, house->editions[0].voice_title);
    return fms_house_outcome(house, good && fms_diags_n_errors(diags) == 0);
}
