#include "confine.h"

#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* The address space of this process. */
static size_t used_bytes(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file && fscanf(file, "%lu", &pages) != 1)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (size_t) sysconf(_SC_PAGESIZE);
}

static void limit(int what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now) == 0 && now.rlim_max != RLIM_INFINITY)
        most = MIN(most, now.rlim_max);
    setrlimit(what, &(struct rlimit){ most, most });
}

void fms_confine(const struct fms_confines *confines)
{
    static const int ours[] = { SIGALRM, SIGXCPU, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGABRT, SIGSEGV };
    sigset_t none;
    for (size_t i = 0; i < G_N_ELEMENTS(ours); i++)
        signal(ours[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    alarm(confines->seconds);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, confines->cpu_seconds);
    limit(RLIMIT_AS, used_bytes() + confines->memory_bytes);
}
