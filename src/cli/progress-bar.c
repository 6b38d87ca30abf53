#include "cli-private.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BAR_CELLS = 30 };

static void draw(struct fms_progress_bar *bar, const struct fms_progress *progress)
{
    int full = (int) (progress->done * BAR_CELLS / progress->total);
    fputs("\r  [", stderr);
    for (int i = 0; i < BAR_CELLS; i++)
        fputs(i < full ? "█" : "·", stderr);
    fprintf(stderr, "] %3d %%", (int) (progress->done * 100 / progress->total));
    int64_t seconds = (progress->left_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;
    if (progress->left_us >= 0)
        fprintf(stderr, "  %d:%02d left", (int) (seconds / 60), (int) (seconds % 60));
    fputs("\033[K", stderr);
    fflush(stderr);
    bar->drawn = true;
}

static void print_line(struct fms_progress_bar *bar, const struct fms_progress *progress)
{
    int tenth = (int) (progress->done * 10 / progress->total);
    if (tenth > bar->tenth)
        fprintf(stderr, "filmset: %d %%\n", tenth * 10);
    bar->tenth = MAX(tenth, bar->tenth);
}

static void print_json(struct fms_progress_bar *bar, const struct fms_progress *progress)
{
    fprintf(stderr,
            "{\"progress\":%.4f,\"elapsed_s\":%.2f,\"left_s\":", (double) progress->done / (double) progress->total,
            (double) (g_get_monotonic_time() - bar->begin_us) / 1e6);
    if (progress->left_us >= 0)
        fprintf(stderr, "%.2f", (double) progress->left_us / 1e6);
    else
        fputs("null", stderr);
    fprintf(stderr, ",\"steps_done\":%zu,\"steps\":%zu}\n", progress->n_done, progress->n_total);
}

static const struct form {
    const char *name;
    void (*show)(struct fms_progress_bar *bar, const struct fms_progress *progress);
} forms[] = { { "bar", draw }, { "plain", print_line }, { "json", print_json }, { "none", NULL } };

static const struct form *form_named(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++)
        if (!strcmp(forms[i].name, name))
            return &forms[i];
    return NULL;
}

bool fms_progress_bar_begin(struct fms_progress_bar *bar, const char *form)
{
    *bar = (struct fms_progress_bar){ .begin_us = g_get_monotonic_time() };
    const struct form *chosen = form_named(form ? form : isatty(STDERR_FILENO) ? "bar" : "plain");
    bar->show = chosen ? chosen->show : NULL;
    return chosen != NULL;
}

void fms_progress_bar_show(void *user, const struct fms_progress *progress)
{
    struct fms_progress_bar *bar = user;
    if (bar->show && progress->total > 0)
        bar->show(bar, progress);
}

void fms_progress_bar_event(void *user, const struct fms_build_event *event)
{
    struct fms_progress_bar *bar = user;
    fms_trace_add(bar->trace, event);
}

void fms_progress_bar_end(struct fms_progress_bar *bar)
{
    if (bar->drawn)
        fputs("\r\033[K", stderr);
    bar->drawn = false;
}
