#include "cli-private.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR_CELLS = 30 };

void fms_progress_bar_begin(struct fms_progress_bar *bar)
{
    *bar = (struct fms_progress_bar){ .terminal = isatty(STDERR_FILENO), .begin_us = g_get_monotonic_time() };
}

static void draw(const struct fms_progress *progress, int64_t seconds_left)
{
    int full = (int) (progress->done * BAR_CELLS / progress->total);
    fputs("\r  [", stderr);
    for (int i = 0; i < BAR_CELLS; i++)
        fputs(i < full ? "█" : "·", stderr);
    fprintf(stderr, "] %3d %%", (int) (progress->done * 100 / progress->total));
    if (seconds_left >= 0)
        fprintf(stderr, "  %d:%02d left", (int) (seconds_left / 60), (int) (seconds_left % 60));
    fputs("\033[K", stderr);
    fflush(stderr);
}

void fms_progress_bar_show(void *user, const struct fms_progress *progress)
{
    struct fms_progress_bar *bar = user;
    if (progress->total <= 0)
        return;
    int64_t elapsed = g_get_monotonic_time() - bar->begin_us;
    int64_t left =
        progress->done > 0 ? elapsed * (progress->total - progress->done) / progress->done / G_USEC_PER_SEC : -1;
    int tenth = (int) (progress->done * 10 / progress->total);
    if (bar->terminal) {
        draw(progress, left);
        bar->drawn = true;
    } else if (tenth > bar->tenth) {
        fprintf(stderr, "filmset: %d %%\n", tenth * 10);
    }
    bar->tenth = MAX(tenth, bar->tenth);
}

void fms_progress_bar_end(struct fms_progress_bar *bar)
{
    if (bar->drawn)
        fputs("\r\033[K", stderr);
    bar->drawn = false;
}
