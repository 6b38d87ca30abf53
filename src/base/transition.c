#include "transition.h"

#include <glib.h>
#include <string.h>

static const struct {
    const char *name;
    int32_t usual_ms;
} transitions[] = {
#define X(id, name, ms) [FMS_TRANSITION_##id] = { name, ms },
    FMS_TRANSITIONS(X)
#undef X
};

/* What others call them. A direction that nobody gave is the one of the first example in most editing programs. */
#define OTHER_NAMES(X)                                                                                                 \
    X("none", CUT)                                                                                                     \
    X("fade", DISSOLVE)                                                                                                \
    X("crossfade", DISSOLVE)                                                                                           \
    X("cross-dissolve", DISSOLVE)                                                                                      \
    X("wipe", WIPE_RIGHT)                                                                                              \
    X("slide", SLIDE_LEFT)                                                                                             \
    X("push", PUSH_LEFT)                                                                                               \
    X("reveal", REVEAL_LEFT)                                                                                           \
    X("slice", SLICE_LEFT)                                                                                             \
    X("iris", CIRCLE)                                                                                                  \
    X("clock", RADIAL)

static const struct {
    const char *name;
    enum fms_transition how;
} others[] = {
#define X(name, id) { name, FMS_TRANSITION_##id },
    OTHER_NAMES(X)
#undef X
};

const char *fms_transition_name(enum fms_transition how)
{
    g_assert(how < FMS_N_TRANSITIONS);
    return transitions[how].name;
}

fms_ticks fms_transition_usual(enum fms_transition how)
{
    g_assert(how < FMS_N_TRANSITIONS);
    return FMS_MS(transitions[how].usual_ms);
}

int fms_transition_of_name(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(transitions); i++)
        if (!g_ascii_strcasecmp(name, transitions[i].name))
            return (int) i;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        if (!g_ascii_strcasecmp(name, others[i].name))
            return (int) others[i].how;
    return -1;
}

const char *const *fms_transition_names(void)
{
    static const char *const names[] = {
#define X(id, name, ms) name,
        FMS_TRANSITIONS(X)
#undef X
#define X(name, id) name,
            OTHER_NAMES(X)
#undef X
                NULL
    };
    return names;
}

/* Milliseconds of "1", "1.25", ".5s"; -1 if it is no such number, over any film's length if it is too large. */
static int64_t read_ms(const char *word)
{
    int64_t ms = 0;
    int n_digits = 0;
    const char *at = word;
    for (; g_ascii_isdigit(*at) && ms < INT32_MAX; at++, n_digits++)
        ms = ms * 10 + (*at - '0') * 1000;
    at += *at == '.';
    for (int64_t unit = 100; g_ascii_isdigit(*at) && unit; at++, unit /= 10, n_digits++)
        ms += (*at - '0') * unit;
    while (ms >= INT32_MAX && (g_ascii_isdigit(*at) || *at == '.'))
        at++;
    at += *at == 's';
    return n_digits > 0 && !*at ? ms : -1;
}

/* The words of a text, at most `most` of them; more are counted. */
static size_t split(char *text, char **words, size_t most)
{
    size_t n = 0;
    for (char *save = NULL, *word = strtok_r(text, " \t\r\n", &save); word; word = strtok_r(NULL, " \t\r\n", &save)) {
        if (n < most)
            words[n] = word;
        n++;
    }
    return n;
}

static bool is_number(const char *word)
{
    return strchr("+-.0123456789", word[0]) != NULL;
}

/* "0.5 s" is a length in two words. */
static size_t join_unit(char **words, size_t n)
{
    bool apart = n >= 2 && n <= 3 && !strcmp(words[n - 1], "s") && is_number(words[n - 2]);
    return apart && !g_str_has_suffix(words[n - 2], "s") ? n - 1 : n;
}

static const char *read_words(char **words, size_t n, struct fms_join *join)
{
    bool named = n == 2 || (n == 1 && !is_number(words[0]));
    int how = named ? fms_transition_of_name(words[0]) : (int) join->how;
    if (n == 0 || n > 2)
        return "expected a name, a length or both, like `wipe-left 0.5s`";
    if (how < 0)
        return "no transition has this name";
    if (n == 1 && named) {
        join->how = (enum fms_transition) how;
        return NULL;
    }
    int64_t ms = read_ms(words[n - 1]);
    if (ms < 0)
        return "the length is a number of seconds with at most three decimals, like `0.5s`";
    if (ms > FMS_TRANSITION_MOST_S * 1000)
        return "a transition lasts 10 seconds at most";
    if (how == FMS_TRANSITION_CUT && named && ms > 0)
        return "a cut has no length";
    if (how == FMS_TRANSITION_CUT)
        how = FMS_TRANSITION_DISSOLVE;
    *join = (struct fms_join){ ms ? (enum fms_transition) how : FMS_TRANSITION_CUT, FMS_MS(ms) };
    return NULL;
}

bool fms_transition_parse(const char *text, struct fms_join *out, const char **why)
{
    char *copy = g_strdup(text), *words[3] = { NULL };
    size_t n = split(copy, words, G_N_ELEMENTS(words));
    const char *wrong = read_words(words, join_unit(words, n), out);
    g_free(copy);
    if (wrong)
        *why = wrong;
    return !wrong;
}
