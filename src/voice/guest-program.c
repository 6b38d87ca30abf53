/*
 * A guest that is a program: the text on its standard input, the sound in a file that it is told of, or on its standard output.
 *
 * No pipe is read or written. Input, output and what it complains of are files, so that nobody waits for anybody and RLIMIT_FSIZE ends a
 * stream that does not; the one thing to wait for is the program's end. It runs in a process group of its own, so that what it
 * has started ends with it.
 */
#include "guests-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_MS = 10 };

/* A program that runs. */
struct running {
    const struct fms_guest_errand *errand;
    int text, sound, complaint; /* what it reads and writes; -1 where it writes the sound itself */
    pid_t pid;
};

static char *number(int64_t permille)
{
    return g_strdup_printf("%" G_GINT64_FORMAT ".%03" G_GINT64_FORMAT, permille / 1000, permille % 1000);
}

/* {out}, {speed} (1.000: its own) and {length} (1 / speed) within an argument. */
static char *fill_in(const char *argument, const struct fms_guest_errand *errand)
{
    char *speed = number(errand->speed_permille), *length = number(1000000 / errand->speed_permille);
    GString *filled = g_string_new(argument);
    g_string_replace(filled, "{out}", errand->path, 0);
    g_string_replace(filled, "{speed}", speed, 0);
    g_string_replace(filled, "{length}", length, 0);
    g_free(length);
    g_free(speed);
    return g_string_free(filled, FALSE);
}

static bool writes_itself(const struct fms_guest *guest)
{
    for (size_t i = 0; guest->program[i]; i++)
        if (strstr(guest->program[i], "{out}"))
            return true;
    return false;
}

static char **arguments(const struct fms_guest_errand *errand)
{
    GPtrArray *all = g_ptr_array_new();
    for (size_t i = 0; errand->guest->program[i]; i++)
        g_ptr_array_add(all, fill_in(errand->guest->program[i], errand));
    g_ptr_array_add(all, NULL);
    return (char **) g_ptr_array_free(all, FALSE);
}

/* In the child, between fork and exec. */
static void confine(gpointer unused)
{
    const struct rlimit size = { FMS_GUEST_MOST_BYTES, FMS_GUEST_MOST_BYTES }, core = { 0, 0 };
    setpgid(0, 0);
    setrlimit(RLIMIT_FSIZE, &size);
    setrlimit(RLIMIT_CORE, &core);
}

static int file_of(const char *text)
{
    int fd = memfd_create("line", MFD_CLOEXEC);
    size_t n = strlen(text);
    if (fd >= 0 && (write(fd, text, n) != (ssize_t) n || write(fd, "\n", 1) != 1 || lseek(fd, 0, SEEK_SET) != 0)) {
        close(fd);
        return -1;
    }
    return fd;
}

static bool open_files(struct running *running)
{
    const struct fms_guest_errand *errand = running->errand;
    running->text = file_of(errand->text);
    running->complaint = memfd_create("complaint", MFD_CLOEXEC);
    running->sound = writes_itself(errand->guest) ? open("/dev/null", O_WRONLY | O_CLOEXEC)
                                                  : open(errand->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    return running->text >= 0 && running->complaint >= 0 && running->sound >= 0;
}

static void close_files(const struct running *running)
{
    const int all[] = { running->text, running->sound, running->complaint };
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        if (all[i] >= 0)
            close(all[i]);
}

static bool tell_not_started(const struct fms_guest *guest, const GError *why, GError **error)
{
    bool missing = g_error_matches(why, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
    if (missing)
        return fms_guest_fails(
            guest, error,
            "is not installed: there is no program '%s'; install it, or take the voice out of voices.yaml",
            guest->program[0]);
    return fms_guest_fails(guest, error, "cannot be started: %s", why->message);
}

static bool start(struct running *running, GError **error)
{
    const struct fms_guest *guest = running->errand->guest;
    char **argv = arguments(running->errand);
    GError *why = NULL;
    bool started = g_spawn_async_with_pipes_and_fds(
        guest->folder, (const char *const *) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, confine, NULL,
        running->text, running->sound, running->complaint, NULL, NULL, 0, &running->pid, NULL, NULL, NULL, &why);
    g_strfreev(argv);
    if (!started)
        tell_not_started(guest, why, error);
    g_clear_error(&why);
    return started;
}

/* Waits for its end. @return its status; -1: its time was over, or nobody wants it any more. */
static int wait_for_end(const struct running *running)
{
    int64_t end_us = g_get_monotonic_time() + running->errand->guest->timeout_s * G_USEC_PER_SEC;
    int status = -1;
    pid_t ended = 0;
    while (ended == 0 && g_get_monotonic_time() < end_us && !fms_guest_stopped(running->errand)) {
        ended = waitpid(running->pid, &status, WNOHANG);
        if (ended == 0)
            g_usleep(LOOK_MS * 1000);
    }
    kill(-running->pid, SIGKILL);
    if (ended == 0)
        while (waitpid(running->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    return ended == running->pid ? status : -1;
}

/* The last that it said: a stack of calls comes before it. */
static char *last_complaint(const struct running *running)
{
    char said[4096];
    off_t end = lseek(running->complaint, 0, SEEK_END);
    ssize_t n =
        pread(running->complaint, said, sizeof said - 1, end > (off_t) sizeof said ? end - (off_t) sizeof said + 1 : 0);
    said[n > 0 ? n : 0] = '\0';
    g_strchomp(said);
    const char *line = strrchr(said, '\n') ? strrchr(said, '\n') + 1 : said;
    return fms_guest_excerpt(line, strlen(line));
}

static bool judge(const struct running *running, int status, GError **error)
{
    const struct fms_guest *guest = running->errand->guest;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (status == -1)
        return fms_guest_fails(
            guest, error, "did not finish within %" G_GINT64_FORMAT " s; give it more with `timeout` in voices.yaml",
            guest->timeout_s);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ)
        return fms_guest_fails(guest, error, "does not stop: more than %d MB for one line", FMS_GUEST_MOST_BYTES >> 20);
    char *said = last_complaint(running);
    if (WIFSIGNALED(status))
        fms_guest_fails(guest, error, "crashed (%s)%s%s", strsignal(WTERMSIG(status)), *said ? ": " : "", said);
    else
        fms_guest_fails(guest, error, "ended with status %d%s%s", WEXITSTATUS(status), *said ? ": " : "", said);
    g_free(said);
    return false;
}

bool fms_program_ask(const struct fms_guest_errand *errand, struct fms_guest_answer *answer, GError **error)
{
    struct running running = { .errand = errand };
    bool good = open_files(&running);
    if (!good)
        fms_guest_fails(errand->guest, error, "cannot be asked: %s", g_strerror(errno));
    if (good && (good = start(&running, error))) {
        int status = wait_for_end(&running);
        answer->again = status != -1;
        good = judge(&running, status, error);
        g_spawn_close_pid(running.pid);
    }
    close_files(&running);
    return good;
}
