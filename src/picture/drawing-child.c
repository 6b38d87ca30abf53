/*
 * Fork, draw into shared memory, exit. The font lock is held while forking, so that Pango and Fontconfig are at rest in
 * the child; it is let go in the parent at once, so that texts are not kept waiting by a slow drawing.
 *
 * Another thread may hold one of GLib's own locks in the moment of the fork. The child would then wait for it for ever,
 * without using the processor: the alarm ends it, and it is begun again. A drawing that takes long uses the processor,
 * and is not.
 */
#include "drawing-child-private.h"

#include "diags.h"
#include "fonts-private.h"

#include <cairo.h>
#include <errno.h>
#include <fcntl.h>
#include <librsvg/rsvg.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_TRIES 3

/* What is drawn may not depend on the person's language either: `systemLanguage` asks for it. */
static void confine(const struct fms_confines *limits)
{
    fms_confine(limits);
    int nowhere = open("/dev/null", O_RDWR);
    for (int fd = 0; nowhere >= 0 && fd < 3; fd++)
        dup2(nowhere, fd);
    setlocale(LC_ALL, "C");
    setenv("LC_ALL", "C", 1);
}

/** @return the child's status; -1 with `error` set if there was none. */
static int run(fms_drawing_work *work, const struct fms_drawing_order *order, struct fms_drawing_answer *answer,
               const struct fms_confines *limits, GError **error)
{
    (void) rsvg_handle_get_type(); /* the libraries may be opened by these calls, and a child must not do that */
    (void) cairo_version();
    fms_fonts_lock();
    pid_t child = fork();
    if (child == 0) {
        confine(limits);
        work(order, answer);
        answer->done = true;
        _exit(0);
    }
    int why = errno, status = 0;
    fms_fonts_unlock();
    if (child < 0) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot start to draw: %s", g_strerror(why));
        return -1;
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static void explain(struct fms_drawing_answer *answer, GError **error)
{
    answer->why[sizeof answer->why - 1] = '\0';
    char *why = g_utf8_make_valid(
        answer->done ? answer->why : "cannot use this drawing: it takes too long or too much memory to draw", -1);
    g_set_error_literal(error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, why);
    g_free(why);
}

struct fms_drawing_answer *fms_drawing_child_run(fms_drawing_work *work, const struct fms_drawing_order *order,
                                                 size_t pixels_bytes, const struct fms_confines *limits, GError **error)
{
    size_t size_bytes = sizeof(struct fms_drawing_answer) + pixels_bytes;
    struct fms_drawing_answer *answer =
        mmap(NULL, size_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (answer == MAP_FAILED) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "out of memory");
        return NULL;
    }
    answer->size_bytes = size_bytes;
    int status = 0;
    for (int i = 0; i < MOST_TRIES; i++) {
        status = run(work, order, answer, limits, error);
        if (status < 0 || answer->done || !WIFSIGNALED(status) || WTERMSIG(status) != SIGALRM)
            break;
    }
    if (answer->done && answer->good)
        return answer;
    if (status >= 0)
        explain(answer, error);
    fms_drawing_answer_free(answer);
    return NULL;
}

void fms_drawing_answer_free(void *answer)
{
    munmap(answer, ((struct fms_drawing_answer *) answer)->size_bytes);
}
