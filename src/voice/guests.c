/*
 * Who speaks a line, and how often it is asked.
 *
 * A guest that does not answer is asked again, for a server that starts or is busy is the usual case; one that says no (a wrong key,
 * an unknown model) is not. Between two tries lies half a second, then twice as long each time; a server's own word counts
 * where it is not longer than a person would wait.
 */
#include "guests-private.h"

#include "language-tag.h"

#include <glib/gstdio.h>
#include <string.h>

enum {
    FIRST_WAIT_MS = 500,
    MOST_WAIT_MS = 30000,
    LOOK_MS = 50 /* how soon a build that is given up is noticed */
};

static fms_guest_ask *const ASK[] = { [FMS_GUEST_PROGRAM] = fms_program_ask, [FMS_GUEST_SERVER] = fms_server_ask };

bool fms_guest_speaks(const struct fms_guest *guest, const char *language)
{
    bool does = !guest->languages || !guest->languages[0];
    char *tag = g_ascii_strdown(language ? language : "", -1);
    for (size_t i = 0; !does && guest->languages[i]; i++)
        does = fms_language_is(tag, guest->languages[i]);
    g_free(tag);
    return does;
}

const struct fms_guest *fms_guests_find(const struct fms_guests *guests, const char *language, const char *voice)
{
    bool named = voice && *voice;
    for (size_t i = 0; guests && i < guests->n; i++) {
        const struct fms_guest *guest = &guests->items[i];
        if (named ? g_ascii_strcasecmp(guest->name, voice) == 0
                  : guest->is_default && fms_guest_speaks(guest, language))
            return guest;
    }
    return NULL;
}

int64_t fms_guest_speed(const struct fms_guest *guest, const struct fms_line *line)
{
    int64_t permille = line->pace_wpm > 0 ? line->pace_wpm * 1000 / guest->pace_wpm : 1000;
    return CLAMP(permille, 250, 4000);
}

bool fms_guest_fails(const struct fms_guest *guest, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *what = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_SPEECH, "the voice '%s' %s", guest->name, what);
    g_free(what);
    return false;
}

char *fms_guest_excerpt(const char *text, size_t length)
{
    enum { MOST = 160 };
    GString *line = g_string_new(NULL);
    for (size_t i = 0; i < length && line->len < MOST; i++) {
        bool visible = text[i] > ' ' && text[i] < 127;
        if (visible)
            g_string_append_c(line, text[i]);
        else if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c(line, ' ');
    }
    return g_strchomp(g_string_free(line, FALSE));
}

/* @return false if the build was given up meanwhile. */
static bool wait_for(const struct fms_guest_errand *errand, int64_t ms)
{
    for (int64_t end_us = g_get_monotonic_time() + ms * 1000; g_get_monotonic_time() < end_us;) {
        if (fms_guest_stopped(errand))
            return false;
        g_usleep(LOOK_MS * 1000);
    }
    return true;
}

static bool ask_once(const struct fms_guest_errand *errand, struct fms_guest_answer *answer, GError **error)
{
    *answer = (struct fms_guest_answer){ 0 };
    if (!ASK[errand->guest->kind](errand, answer, error))
        return false;
    answer->again = true;
    return errand->listen(errand->user, errand->path, error);
}

bool fms_guest_speak(const struct fms_guest_errand *errand, GError **error)
{
    int64_t wait_ms = FIRST_WAIT_MS;
    for (int64_t left = errand->guest->retries;; left--, wait_ms *= 2) {
        struct fms_guest_answer answer;
        GError *why = NULL;
        if (ask_once(errand, &answer, &why))
            return true;
        g_unlink(errand->path);
        int64_t ms = answer.wait_ms > 0 ? answer.wait_ms : wait_ms;
        if (answer.again && left > 0 && ms <= MOST_WAIT_MS && wait_for(errand, ms)) {
            g_clear_error(&why);
            continue;
        }
        g_propagate_error(error, why);
        return false;
    }
}
