/**
 * A child process that works on what nobody vouches for: what it may use, and that it dies with its parent. Called in the
 * child, between fork() and the work; takes no lock.
 */
#pragma once

#include <stddef.h>

/** What it may take. */
struct fms_confines {
    unsigned cpu_seconds;
    unsigned seconds;    /**< after which it is ended, should it wait for something that never comes */
    size_t memory_bytes; /**< of address space, beside what the process has already */
};

/** Signals as a fresh process has them, death with the parent, no core file, and the limits. Limits that are tighter stay. */
void fms_confine(const struct fms_confines *confines);
