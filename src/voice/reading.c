/*
 * Rules are expressions over the line. Each language's are compiled once a process; a line runs through some tens of them, which is
 * nothing beside speaking it. None of them can look far ahead or repeat what repeats, so that no text takes long.
 */
#include "reading-private.h"

#include "language-tag.h"

#include <string.h>

enum { MOST_LOOKED_AT = 16384 }; /* bytes: a line is a breath */

/* Which bytes are taken, and what is said there. */
struct adding {
    const char *text, *language;
    GArray *says; /* struct fms_say */
    TALLOC_CTX *ctx;
};

static bool is_for(const char *languages, const char *language)
{
    char **tags = g_strsplit(languages, " ", -1);
    bool is = !tags[0], barred = false;
    for (size_t i = 0; tags[i]; i++) {
        bool bars = tags[i][0] == '!';
        bool hit = fms_language_is(language, tags[i] + bars);
        barred |= bars && hit;
        is |= bars || hit;
    }
    g_strfreev(tags);
    return is && !barred;
}

static GRegex *compiled(size_t i)
{
    static GMutex lock;
    static GRegex **all;
    g_mutex_lock(&lock);
    if (!all)
        all = g_new0(GRegex *, fms_n_reading_rules);
    if (!all[i])
        all[i] = g_regex_new(fms_reading_rules[i].pattern, 0, 0, NULL);
    g_mutex_unlock(&lock);
    return all[i];
}

/* Where a range would go in; -1 if it touches another. */
static int place_for(const struct adding *adding, int begin, int end)
{
    guint i = 0;
    for (; i < adding->says->len; i++) {
        const struct fms_say *say = &g_array_index(adding->says, struct fms_say, i);
        if (begin < say->end && say->begin < end)
            return -1;
        if (begin < say->begin || (begin == say->begin && end <= say->begin))
            break;
    }
    return (int) i;
}

/* The dot of an abbreviation at the end is the sentence's, too. */
static bool ends_sentence(const struct adding *adding, int end)
{
    return end > 0 && adding->text[end - 1] == '.' &&
           adding->text[end + (int) strspn(adding->text + end, " \"'”’»)")] == '\0';
}

static void add(struct adding *adding, const GMatchInfo *match, const struct fms_reading_rule *rule)
{
    int begin, end;
    g_match_info_fetch_pos(match, 0, &begin, &end);
    int at = place_for(adding, begin, end);
    if (at < 0 || begin == end)
        return;
    char *words =
        rule->read ? rule->read(match, adding->language) : g_match_info_expand_references(match, rule->words, NULL);
    if (words && *words) {
        bool stop = ends_sentence(adding, end) && !g_str_has_suffix(words, ".");
        struct fms_say say = { begin, end, FMS_SAY_RESPELL,
                               talloc_asprintf(adding->ctx, "%s%s", words, stop ? "." : "") };
        g_array_insert_val(adding->says, (guint) at, say);
    }
    g_free(words);
}

static void follow(struct adding *adding, size_t i)
{
    GMatchInfo *match = NULL;
    const GRegex *regex = compiled(i);
    for (g_regex_match(regex, adding->text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL))
        add(adding, match, &fms_reading_rules[i]);
    g_match_info_free(match);
}

struct fms_say *fms_reading_add(TALLOC_CTX *ctx, const char *text, const char *language, const struct fms_say *says,
                                size_t *n)
{
    struct adding adding = { text, language, g_array_new(FALSE, FALSE, sizeof(struct fms_say)), talloc_new(ctx) };
    g_array_append_vals(adding.says, says, (guint) *n);
    if (strlen(text) <= MOST_LOOKED_AT)
        for (size_t i = 0; i < fms_n_reading_rules; i++)
            if (is_for(fms_reading_rules[i].languages, language))
                follow(&adding, i);
    *n = adding.says->len;
    struct fms_say *all = talloc_memdup(ctx, adding.says->data, adding.says->len * sizeof(struct fms_say));
    g_array_unref(adding.says);
    all = all ? all : talloc_zero(ctx, struct fms_say);
    talloc_steal(all, adding.ctx);
    return all;
}
