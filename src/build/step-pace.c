/*
 * For each sort of step two sums are kept, of expected work and of time, and their quotient is the pace. Both are halved when
 * they have grown, so that what was measured long ago, with an older version or on a busier machine, fades.
 */
#include "step-pace.h"

#include <string.h>
#include <unistd.h>

/* Without anything learnt: a unit of a plan's cost is a tenth of a millisecond. */
#define GUESS_US 100.0

/* So much time, in microseconds, is remembered of a sort: two minutes. */
#define REMEMBERED_US (120.0 * 1e6)

struct sums {
    double cost, us;
};

struct fms_pace {
    GHashTable *sorts; /* name → struct sums */
    bool learnt;
};

static struct fms_digest memo_key(void)
{
    char host[65] = "";
    gethostname(host, sizeof host - 1);
    GString *recipe = g_string_new("pace\n");
    fms_recipe_string(recipe, "host", host);
    struct fms_digest key = fms_recipe_key(recipe);
    g_string_free(recipe, TRUE);
    return key;
}

struct fms_pace *fms_pace_load(struct fms_store *store)
{
    struct fms_pace *pace = g_new0(struct fms_pace, 1);
    pace->sorts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    struct fms_digest key = memo_key();
    char *memo = fms_store_recall(store, &key), **lines = g_strsplit(memo ? memo : "", "\n", 0);
    for (char **line = lines; *line; line++) {
        char *end, *rest;
        struct sums sums = { .cost = g_ascii_strtod(*line, &end) };
        sums.us = g_ascii_strtod(end, &rest);
        if (sums.cost > 0 && sums.us > 0 && *rest == ' ')
            g_hash_table_insert(pace->sorts, g_strdup(rest + 1), g_memdup2(&sums, sizeof sums));
    }
    g_strfreev(lines);
    g_free(memo);
    return pace;
}

void fms_pace_free(struct fms_pace *pace)
{
    g_hash_table_destroy(pace->sorts);
    g_free(pace);
}

int64_t fms_pace_of(const struct fms_pace *pace, const struct fms_step *step)
{
    const struct sums *sums = step->sort ? g_hash_table_lookup(pace->sorts, step->sort) : NULL;
    double us = (double) step->cost * (sums ? sums->us / sums->cost : GUESS_US);
    return us > 1 ? (int64_t) us : 1;
}

void fms_pace_learn(struct fms_pace *pace, const struct fms_step *step, int64_t took_us)
{
    if (!step->sort || step->cost <= 0 || took_us <= 0)
        return;
    struct sums *sums = g_hash_table_lookup(pace->sorts, step->sort);
    if (!sums) {
        sums = g_new0(struct sums, 1);
        g_hash_table_insert(pace->sorts, g_strdup(step->sort), sums);
    }
    sums->cost += (double) step->cost;
    sums->us += (double) took_us;
    if (sums->us > REMEMBERED_US) {
        sums->cost /= 2;
        sums->us /= 2;
    }
    pace->learnt = true;
}

static void add_line(gpointer name, gpointer value, gpointer user)
{
    const struct sums *sums = value;
    char cost[G_ASCII_DTOSTR_BUF_SIZE], us[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(user, "%s %s %s\n", g_ascii_dtostr(cost, sizeof cost, sums->cost),
                           g_ascii_dtostr(us, sizeof us, sums->us), (const char *) name);
}

void fms_pace_save(struct fms_pace *pace, struct fms_store *store)
{
    if (!pace->learnt)
        return;
    GString *text = g_string_new(NULL);
    g_hash_table_foreach(pace->sorts, add_line, text);
    struct fms_digest key = memo_key();
    fms_store_remember(store, &key, text->str);
    g_string_free(text, TRUE);
}
