/*
 * One piece of work, one process: fork, compute, write the answer into a pipe, exit.
 *
 * espeak-ng keeps the phase of its generators, its noise and much else in static variables, so that what a line sounds
 * like depends on the lines before it; it sets the process's locale; and it has had its share of buffer overruns. A
 * fork costs about a millisecond and settles all three. The child of a process with threads may only do what glibc
 * makes safe after fork: memory, files, mathematics. It takes no lock of ours and calls nothing that might hold one.
 *
 * The answer carries its length in front, because another thread's child may hold the pipe's writing end for a moment
 * longer than ours lives: the end of file comes late, the answer does not.
 */
#include "child-private.h"

#include "diags.h"

#include <errno.h>
#include <espeak-ng/speak_lib.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_BYTES ((uint64_t) 200 << 20)
#define MOST_CPU_SECONDS 30
#define MOST_SECONDS 600 /* a child that waits for something that never comes */

/*
 * The engine looks for a sound server when it starts, though it plays nothing: without this it would write into the
 * person's home and, where a server runs, speak to it for each line. The environment is replaced and not edited, since
 * setenv() takes a lock. What says where the engine's data lies stays.
 */
static void be_deaf(void)
{
    static const char *const kept[] = { "HOME=", "ESPEAK_DATA_PATH=" };
    static char *deaf[8] = { (char *) "XDG_CONFIG_HOME=/dev/null", (char *) "PULSE_RUNTIME_PATH=/dev/null",
                             (char *) "PULSE_SERVER=unix:/dev/null" };
    size_t n = 3;
    for (char **entry = environ; entry && *entry; entry++)
        for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
            if (strncmp(*entry, kept[i], strlen(kept[i])) == 0 && n < G_N_ELEMENTS(deaf) - 1)
                deaf[n++] = *entry;
    environ = deaf;
}

static void confine(void)
{
    struct rlimit cpu = { MOST_CPU_SECONDS, MOST_CPU_SECONDS }, core = { 0, 0 };
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGALRM, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &core);
    alarm(MOST_SECONDS);
    int nowhere = open("/dev/null", O_RDWR);
    for (int fd = 0; nowhere >= 0 && fd < 3; fd++)
        dup2(nowhere, fd);
}

static bool write_all(int fd, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t n = write(fd, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        length -= (size_t) n;
    }
    return true;
}

static bool read_all(int fd, void *bytes, size_t length)
{
    char *at = bytes;
    while (length > 0) {
        ssize_t n = read(fd, at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        length -= (size_t) n;
    }
    return true;
}

static G_GNUC_NORETURN void be_the_child(int fd, fms_child_work *work, const void *order)
{
    confine();
    be_deaf();
    setlocale(LC_ALL, "C");
    srand(1);
    GByteArray *answer = g_byte_array_new();
    work(order, answer);
    uint64_t length = answer->len;
    bool done = write_all(fd, &length, sizeof length) && write_all(fd, answer->data, answer->len);
    _exit(done ? 0 : 1);
}

static GByteArray *read_answer(int fd)
{
    uint64_t length;
    if (!read_all(fd, &length, sizeof length) || length > MOST_BYTES)
        return NULL;
    GByteArray *answer = g_byte_array_sized_new((guint) length);
    g_byte_array_set_size(answer, (guint) length);
    if (read_all(fd, answer->data, (size_t) length))
        return answer;
    g_byte_array_unref(answer);
    return NULL;
}

GByteArray *fms_child_run(fms_child_work *work, const void *order, GError **error)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0) {
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "cannot start the voice: %s", g_strerror(errno));
        return NULL;
    }
    (void) espeak_Info(NULL); /* the library may be opened by this call, and a child must not do that */
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        be_the_child(ends[1], work, order);
    }
    int why = errno;
    close(ends[1]);
    GByteArray *answer = child > 0 ? read_answer(ends[0]) : NULL;
    close(ends[0]);
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
    if (!answer)
        g_set_error(error, FMS_WORLD_ERROR, FMS_WORLD_MACHINE, "the voice stopped in the middle%s%s",
                    child < 0 ? ": " : "", child < 0 ? g_strerror(why) : "");
    return answer;
}
