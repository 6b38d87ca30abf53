/**
 * Guest voices: programs (Piper and the like), and servers that speak the OpenAI speech protocol (`POST …/audio/speech`).
 *
 * A guest speaks only where the person's own file of voices names it. A script can ask for a guest by its name, and can make none:
 * it runs no program and reaches no network of its own choice. What a guest hands over is not trusted: it has a time, a size and
 * a kind that it must keep to, and the caller listens to it before it is taken.
 */
#pragma once

#include "diags.h"
#include "line.h"

#include <stdbool.h>
#include <talloc.h>

enum fms_guest_kind { FMS_GUEST_PROGRAM, FMS_GUEST_SERVER };

/** A guest. Strings that were not said are NULL. */
struct fms_guest {
    enum fms_guest_kind kind;
    const char *name;             /**< what a line calls it */
    const char *title;            /**< for people; never NULL */
    const char *const *languages; /**< tags, lower case, NULL-terminated; without any: all */
    const char *fallback;       /**< the voice that speaks where this one fails: a name, or "" for the language's own */
    const char *version;        /**< any text: another one makes its takes anew */
    int64_t is_default;         /**< it speaks its languages where no voice is named */
    int64_t timeout_s;          /**< for a line, 1 to 600 */
    int64_t retries;            /**< 0 to 10 */
    int64_t pace_wpm;           /**< words a minute as it speaks by itself */
    const char *const *program; /**< a program: what is run, see docs/voices.md; NULL-terminated */
    const char *folder;         /**< a program: where it is run */
    const char *server;         /**< a server: "http://localhost:8880/v1" */
    const char *model, *voice;  /**< a server: as it calls them */
    const char *format;         /**< a server: "wav", "flac", "mp3", "opus" or "aac" */
    const char *key;            /**< a server: the environment's variable that holds the key */
};

struct fms_guests {
    size_t n;
    const struct fms_guest *items;
};

/**
 * Reads a person's file of voices. What is wrong in it is an error "voices.syntax", "voices.unknown" or "voices.value" there.
 *
 * @param source  NULL: there is no file; installed programs that need no words about them are guests all the same.
 * @param folder  of the file: names in it that begin with neither / nor ~ are relative to it.
 * @return a child of `ctx`; NULL if an error was added.
 */
struct fms_guests *fms_guests_read(TALLOC_CTX *ctx, const struct fms_source *source, const char *folder,
                                   struct fms_diags *diags);

/** The guest that speaks a line of this language and voice, as a line has them; NULL: none, it is the embedded voice's. */
const struct fms_guest *fms_guests_find(const struct fms_guests *guests, const char *language, const char *voice);

/** Does it speak the language, or a less exact form of it? */
bool fms_guest_speaks(const struct fms_guest *guest, const char *language);

/** What a line says to a guest: plain text of one line, without markup; "" where all of it is mute. A child of `ctx`. */
char *fms_guest_text(TALLOC_CTX *ctx, const struct fms_line *line, GError **error);

/** How fast it must speak for a line's pace, in thousandths of its own pace; 250 to 4000. */
int64_t fms_guest_speed(const struct fms_guest *guest, const struct fms_line *line);

/**
 * Listens to what a guest handed over: a file of sound in any format. @return false with `error` (FMS_WORLD_SPEECH) if it cannot
 * be the line: it is asked for once more.
 */
typedef bool fms_guest_listen(void *user, const char *path, GError **error);

/** Sets an error of FMS_WORLD_SPEECH that names the guest: "the voice 'amy' …". @return false. */
bool fms_guest_fails(const struct fms_guest *guest, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/** How a line is asked for. */
struct fms_guest_errand {
    const struct fms_guest *guest;
    const char *text;       /**< from fms_guest_text() */
    int64_t speed_permille; /**< from fms_guest_speed() */
    const char *path;       /**< of the sound file to write */
    const int *stop;        /**< read atomically; nonzero: give up */
    fms_guest_listen *listen;
    void *user;
};

/**
 * Has a guest speak, and asks again where that can help (no answer, 429, 5xx, sound that is none): as often as its `retries` say,
 * each time after twice the time, or after what a server's Retry-After says.
 *
 * @return false with `error`: FMS_WORLD_SPEECH, with what to do about it.
 */
bool fms_guest_speak(const struct fms_guest_errand *errand, GError **error);
