/*
 * Why a build does what it does. The store keeps two records of each script: of its last build, and of the one before that was
 * of something else. What is planned now is held against the last; if it is the last, then that is held against the one before.
 */
#include "house-private.h"

#include "engine.h"
#include "record.h"
#include "step-pace.h"

#include <string.h>

enum { SHOWN_REASONS = 2, LABEL_COLUMNS = 22 };

static struct fms_digest record_key(const struct fms_house *house, const char *which)
{
    char *path = g_canonicalize_filename(house->request->script, NULL);
    GString *recipe = g_string_new("record\n");
    fms_recipe_string(recipe, "which", which);
    fms_recipe_string(recipe, "script", path);
    fms_recipe_number(recipe, "draft", house->request->draft);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    g_free(path);
    return key;
}

static GString *record_of(const struct fms_house *house, const struct fms_plan *plan)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < house->used->len; i++) {
        const struct fms_asset *asset = house->used->pdata[i];
        fms_record_add_asset(text, asset->name, asset->digest.hex);
    }
    if (house->takes_plan)
        fms_record_add_plan(text, house->takes_plan);
    fms_record_add_plan(text, plan);
    return text;
}

void fms_house_record(struct fms_house *house, const struct fms_plan *plan)
{
    struct fms_digest last_key = record_key(house, "last"), before_key = record_key(house, "before");
    GString *text = record_of(house, plan);
    char *last = fms_store_recall(house->store, &last_key);
    if (g_strcmp0(last, text->str) != 0) {
        if (last)
            fms_store_remember(house->store, &before_key, last);
        fms_store_remember(house->store, &last_key, text->str);
    }
    g_free(last);
    g_string_free(text, TRUE);
}

/* What is being explained. */
struct account {
    struct fms_house *house;
    const struct fms_plan *plan;
    const struct fms_record *now;
    const struct fms_record_change *changes; /* of the steps of `now`; NULL where there was no build before */
    bool *runs;                              /* of the steps of `plan` */
    bool past;                               /* nothing has changed since the last build: it is told about */
    struct fms_pace *pace;
    GString *out;
};

static void compare(struct account *account, const char *text)
{
    struct fms_house *house = account->house;
    struct fms_digest last_key = record_key(house, "last"), before_key = record_key(house, "before");
    char *last = fms_store_recall(house->store, &last_key);
    account->now = fms_record_read(house, text);
    account->past = !g_strcmp0(last, text);
    char *base = account->past ? fms_store_recall(house->store, &before_key) : g_strdup(last);
    const struct fms_record *before = base ? fms_record_read(house, base) : NULL;
    account->changes = account->now && before ? fms_record_compare(house, before, account->now) : NULL;
    g_free(base);
    g_free(last);
}

static void say_reasons(GString *out, const struct fms_record_change *change, size_t most)
{
    if (!change)
        g_string_append(out, "nothing is known of a build before");
    else if (change->same)
        g_string_append(out, "unchanged");
    else if (change->is_new)
        g_string_append(out, "new");
    for (size_t i = 0; change && i < MIN(change->n, most); i++)
        g_string_append_printf(out, "%s%s", i ? "; " : "", change->reasons[i]);
    if (change && change->n > most)
        g_string_append_printf(out, "; %zu more", change->n - most);
}

static void pad(GString *out, const char *label)
{
    g_string_append_printf(out, "  %s", label);
    for (glong n = g_utf8_strlen(label, -1); n < LABEL_COLUMNS; n++)
        g_string_append_c(out, ' ');
}

/* The record's step that stands for one of the plan: they end with the plan's steps, in its order. */
static size_t recorded(const struct account *account, size_t i)
{
    return account->now->n_steps - account->plan->n_steps + i;
}

static bool is_told(const struct account *account, size_t i)
{
    const struct fms_record_change *change = account->changes ? &account->changes[recorded(account, i)] : NULL;
    return account->runs[i] || (account->past && change && !change->same);
}

static void tell_takes(const struct account *account)
{
    size_t n = account->now->n_steps - account->plan->n_steps;
    for (size_t i = 0; i < n && account->changes; i++)
        if (!account->changes[i].same) {
            pad(account->out, account->now->steps[i].label);
            g_string_append(account->out, account->past ? "    ran  " : "is made  ");
            say_reasons(account->out, &account->changes[i], SHOWN_REASONS);
            g_string_append_c(account->out, '\n');
        }
}

static void tell_steps(const struct account *account)
{
    tell_takes(account);
    for (size_t i = 0; i < account->plan->n_steps; i++) {
        if (!is_told(account, i))
            continue;
        const struct fms_step *step = &account->plan->steps[i];
        pad(account->out, step->label);
        if (account->runs[i])
            g_string_append_printf(account->out, "%5.1f s  ", (double) fms_pace_of(account->pace, step) / 1e6);
        else
            g_string_append(account->out, "    ran  ");
        say_reasons(account->out, account->changes ? &account->changes[recorded(account, i)] : NULL, SHOWN_REASONS);
        g_string_append_c(account->out, '\n');
    }
}

static void tell_sum(const struct account *account)
{
    size_t n = 0;
    int64_t wide_us = 0, tail_us = 0;
    for (size_t i = 0; i < account->plan->n_steps; i++) {
        const struct fms_step *step = &account->plan->steps[i];
        if (!account->runs[i])
            continue;
        bool last = step->kind == FMS_STEP_FILM || step->kind == FMS_STEP_CHECK;
        *(last ? &tail_us : &wide_us) += fms_pace_of(account->pace, step);
        n++;
    }
    int jobs = MAX(account->house->request->build.jobs, 1);
    if (n == 0)
        g_string_append(account->out, account->past ? "nothing would run; the last build ran what it says above\n"
                                                    : "nothing would run\n");
    else
        g_string_append_printf(account->out, "%zu of %zu steps would run, about %.1f s with %d workers\n", n,
                               account->plan->n_steps, ((double) wide_us / jobs + (double) tail_us) / 1e6, jobs);
}

/* "shot p3.2/1" is asked for by this, by "shot p3.2", or without what it is, by "p3.2/1" or "p3.2". */
static bool is_called(const char *label, const char *what)
{
    const char *blank = strrchr(label, ' '), *own = blank ? blank + 1 : label, *slash = strrchr(own, '/');
    size_t n = slash ? (size_t) (slash - own) : strlen(own);
    bool is_piece = !strcmp(label, what) || !strcmp(own, what);
    bool is_shot = strlen(what) == n && !strncmp(own, what, n);
    return is_piece || is_shot ||
           (slash && strlen(what) == (size_t) (slash - label) && !strncmp(label, what, strlen(what)));
}

static void tell_in_full(const struct account *account, size_t i)
{
    const struct fms_record_step *step = &account->now->steps[i];
    size_t first = account->now->n_steps - account->plan->n_steps;
    bool runs = i >= first && account->runs[i - first];
    g_string_append_printf(account->out, "%s (%s, key %.16s): %s\n", step->label, step->kind, step->key,
                           runs ? "would run" : "would not run");
    const struct fms_record_change *change = account->changes ? &account->changes[i] : NULL;
    if (!change || change->n == 0) {
        g_string_append(account->out, "  ");
        say_reasons(account->out, change, 0);
        g_string_append_c(account->out, '\n');
    }
    for (size_t k = 0; change && k < change->n; k++)
        g_string_append_printf(account->out, "  %s\n", change->reasons[k]);
}

static void tell_one(const struct account *account, const char *what)
{
    for (size_t i = 0; i < account->now->n_steps; i++)
        if (is_called(account->now->steps[i].label, what))
            tell_in_full(account, i);
}

void fms_house_explain(struct fms_house *house, const struct fms_plan *plan, const char *what, GString *out)
{
    struct account account = { .house = house, .plan = plan, .out = out };
    GString *text = record_of(house, plan);
    compare(&account, text->str);
    g_string_free(text, TRUE);
    g_assert(account.now);
    account.runs = fms_build_foresee(plan, house->store);
    account.pace = fms_pace_load(house->store);
    if (what) {
        tell_one(&account, what);
    } else {
        tell_steps(&account);
        tell_sum(&account);
    }
    fms_pace_free(account.pace);
    g_free(account.runs);
}
