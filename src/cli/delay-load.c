/*
 * The large libraries, opened when a function of theirs is called for the first time.
 *
 * Film, picture and voice bring nearly two hundred shared libraries along, and the dynamic loader takes a fifth of a second for
 * them. Most of what a person types needs none: a check of words, a list, a film that is there already. delay-load.py
 * writes the stubs that come here.
 *
 * The dynamic loader takes locks, so that a child of a process with threads must not come here between fork() and its
 * end: a room that forks calls into its library before.
 */
#include "delay-load.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BROKEN 70 /* EX_SOFTWARE of sysexits.h: the installation is not what it was linked against */

struct delayed {
    const char *function;
    const char *library;
};

extern _Atomic(void *) fms_delay_slots[];
extern const struct delayed fms_delay_functions[];
extern const uint32_t fms_delay_n_functions;

static _Noreturn void give_up(const char *library)
{
    const char *reason = dlerror();
    fprintf(stderr, "filmset: error: a library cannot be used: %s\n", reason ? reason : library);
    exit(BROKEN);
}

/* All functions of a library at once: a child that is forked afterwards finds every one of them. */
void *fms_delay_open(uint32_t number)
{
    const char *name = fms_delay_functions[number].library;
    void *library = dlopen(name, RTLD_LAZY | RTLD_LOCAL); /* the same one each time; never closed */
    for (uint32_t i = 0; i < fms_delay_n_functions; i++) {
        const struct delayed *delayed = &fms_delay_functions[i];
        if (strcmp(delayed->library, name) != 0)
            continue;
        void *function = library ? dlsym(library, delayed->function) : NULL;
        if (!function)
            give_up(name);
        atomic_store(&fms_delay_slots[i], function);
    }
    return atomic_load(&fms_delay_slots[number]);
}
