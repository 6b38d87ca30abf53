/*
 * Parts of a drawing that come and go. What is hidden belongs to the image and goes with it from shot to shot, so that
 * what has been revealed stays. Reveals without a word of their own share the words between those that have one.
 */
#include "director-private.h"

#include <string.h>

#define SEPARATORS " \t\n,;"

struct fms_parts *fms_parts_new(struct fms_director *director)
{
    return talloc_zero(director->board, struct fms_parts);
}

static size_t index_of(const struct fms_parts *parts, const char *id, size_t length)
{
    size_t i = 0;
    while (i < parts->n && (strlen(parts->hidden[i]) != length || strncmp(parts->hidden[i], id, length) != 0))
        i++;
    return i;
}

bool fms_parts_hide(struct fms_director *director, struct fms_parts *parts, const char *ids)
{
    for (const char *at = ids + strspn(ids, SEPARATORS); *at; at += strspn(at, SEPARATORS)) {
        size_t length = strcspn(at, SEPARATORS);
        if (index_of(parts, at, length) == parts->n) {
            if (parts->n == FMS_MOST_PARTS)
                return false;
            parts->hidden[parts->n++] = talloc_strndup(director->board, at, length);
        }
        at += length;
    }
    return true;
}

void fms_parts_show(struct fms_parts *parts, const char *ids)
{
    for (const char *at = ids + strspn(ids, SEPARATORS); *at; at += strspn(at, SEPARATORS)) {
        size_t length = strcspn(at, SEPARATORS), i = index_of(parts, at, length);
        if (i < parts->n) {
            memmove(&parts->hidden[i], &parts->hidden[i + 1], (parts->n - i - 1) * sizeof parts->hidden[0]);
            parts->n--;
        }
        at += length;
    }
}

static const char *join(struct fms_director *director, const char *const *ids, size_t n)
{
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append_printf(all, "%s%s", i ? " " : "", ids[i]);
    const char *joined = talloc_strdup(director->board, all->str);
    g_string_free(all, TRUE);
    return joined;
}

const char *fms_parts_join(struct fms_director *director, const struct fms_parts *parts)
{
    return parts && parts->n ? join(director, parts->hidden, parts->n) : "";
}

static void check(struct fms_director *director, const struct fms_asset *drawing, const char *id, struct fms_span span)
{
    const struct fms_world *world = director->world;
    if (world->has_part && !world->has_part(world->user, drawing, id))
        fms_error(director->diags, span, "part.unknown", "parts are named by the ids of elements in the SVG file",
                  "'%s' has no part '%.80s'", drawing->name, id);
}

const char *fms_parts_check(struct fms_director *director, const struct fms_asset *drawing, const char *ids,
                            struct fms_span span)
{
    struct fms_parts *parts = fms_parts_new(director);
    if (!fms_parts_hide(director, parts, ids))
        fms_direction_refuse(director, span, "reveal them in groups: an element `g` has an id, too",
                             "more than %d parts", FMS_MOST_PARTS);
    for (size_t i = 0; i < parts->n; i++)
        check(director, drawing, parts->hidden[i], span);
    return fms_parts_join(director, parts);
}

/* "coast" or "river@water"; words may hold blanks where commas part the entries. */
static struct fms_reveal reveal_of(struct fms_director *director, const char *entry)
{
    const char *anchor = strchr(entry, '@');
    struct fms_reveal reveal = { 0 };
    reveal.id = talloc_strndup(director->board, entry, anchor ? (size_t) (anchor - entry) : strlen(entry));
    g_strstrip((char *) (uintptr_t) reveal.id);
    reveal.word = anchor && anchor[1] ? talloc_strdup(director->board, anchor + 1) : NULL;
    return reveal;
}

static bool add_reveal(struct fms_director *director, const struct fms_reveal *reveal, GArray *reveals,
                       struct fms_sight *sight)
{
    if (!*reveal->id || strpbrk(reveal->id, SEPARATORS) || !fms_parts_hide(director, sight->parts, reveal->id))
        return false;
    g_array_append_val(reveals, *reveal);
    return reveals->len <= FMS_MOST_PARTS;
}

bool fms_reveals_read(struct fms_director *director, const struct fms_attribute *attribute, struct fms_sight *sight)
{
    GArray *reveals = g_array_new(FALSE, FALSE, sizeof(struct fms_reveal));
    char **entries = g_strsplit_set(attribute->value, strchr(attribute->value, ',') ? "," : " ", FMS_MOST_PARTS + 1);
    bool good = true;
    if (!sight->parts)
        sight->parts = fms_parts_new(director);
    for (char **entry = entries; *entry && good; entry++) {
        if (!*g_strstrip(*entry))
            continue;
        struct fms_reveal reveal = reveal_of(director, *entry);
        good = add_reveal(director, &reveal, reveals, sight);
        if (good && sight->view.asset)
            check(director, sight->view.asset, reveal.id, attribute->span);
    }
    g_strfreev(entries);
    good = good && reveals->len > 0;
    sight->n_reveals = reveals->len;
    sight->reveals = talloc_memdup(director->board, reveals->data, reveals->len * sizeof(struct fms_reveal));
    sight->reveal_span = attribute->span;
    g_array_free(reveals, TRUE);
    return good;
}

/* The passage's words, one after another. */
struct words {
    const struct fms_piece *pieces;
    size_t n_pieces;
    GArray *spots; /* struct fms_spot */
};

static void collect_words(struct words *words)
{
    for (size_t i = 0; i < words->n_pieces; i++) {
        const struct fms_piece *piece = &words->pieces[i];
        bool inside = false;
        for (size_t at = piece->begin; at < piece->end;) {
            const char *here = piece->text->utf8 + at;
            bool letter = !g_unichar_isspace(g_utf8_get_char(here));
            bool begins = letter && (!inside || g_unichar_iswide(g_utf8_get_char(here)));
            struct fms_spot spot = { piece->block, at };
            if (begins)
                g_array_append_val(words->spots, spot);
            inside = letter;
            at = (size_t) (g_utf8_next_char(here) - piece->text->utf8);
        }
    }
}

/* Index of the word in which `anchor` begins next, from word `from` on; -1 where it is not said. */
static int64_t find_word(const struct words *words, size_t from, const char *anchor)
{
    for (size_t i = 0; i < words->n_pieces; i++) {
        const struct fms_piece *piece = &words->pieces[i];
        struct fms_range range = { piece->begin, piece->end };
        const struct fms_spot *least = &g_array_index(words->spots, struct fms_spot, from);
        if (from >= words->spots->len || piece->block < least->block ||
            (piece->block == least->block && piece->end <= least->at))
            continue;
        if (piece->block == least->block)
            range.begin = MAX(range.begin, least->at);
        struct fms_found found = fms_words_find_in(piece->text, range, anchor);
        for (size_t k = from; found.found && k < words->spots->len; k++) {
            const struct fms_spot *spot = &g_array_index(words->spots, struct fms_spot, k);
            const struct fms_spot *next = k + 1 < words->spots->len ? spot + 1 : NULL;
            if (spot->block == piece->block && (!next || next->block != piece->block || next->at > found.range.begin))
                return (int64_t) k;
        }
    }
    return -1;
}

static void add_due(struct fms_director *director, const struct fms_sight *sight, const struct words *words, size_t i,
                    size_t word)
{
    struct fms_due due = { .cue = {
                               .kind = FMS_CUE_REVEAL, .parts = sight->reveals[i].id, .span = sight->reveal_span } };
    due.spot = g_array_index(words->spots, struct fms_spot, MIN(word, words->spots->len - 1));
    fms_due_add(director, FMS_DUE_PART, &due);
}

/* Reveals [from, to) share the words [first, last); the very first has no word before it and comes at once. */
static void share(struct fms_director *director, const struct fms_sight *sight, const struct words *words,
                  const size_t reveals[2], const size_t bounds[2])
{
    size_t n = reveals[1] - reveals[0], room = bounds[1] - bounds[0];
    bool opens = reveals[0] == 0;
    for (size_t i = 0; i < n; i++)
        add_due(director, sight, words, reveals[0] + i, bounds[0] + (opens ? room * i / n : room * (i + 1) / (n + 1)));
}

static void spread(struct fms_director *director, const struct fms_sight *sight, const struct words *words)
{
    size_t from = 0, at = 0;
    for (size_t i = 0; i < sight->n_reveals; i++) {
        if (!sight->reveals[i].word)
            continue;
        int64_t word = find_word(words, at, sight->reveals[i].word);
        if (word < 0) {
            fms_error(director->diags, sight->reveal_span, "cue.word",
                      "the word stands in what is said with the picture",
                      "'%.80s' is not said here, so that '%.80s' would never appear", sight->reveals[i].word,
                      sight->reveals[i].id);
            continue;
        }
        share(director, sight, words, (size_t[]){ from, i }, (size_t[]){ at, (size_t) word });
        add_due(director, sight, words, i, (size_t) word);
        from = i + 1;
        at = (size_t) word;
    }
    share(director, sight, words, (size_t[]){ from, sight->n_reveals }, (size_t[]){ at, words->spots->len });
}

void fms_reveals_spread(struct fms_director *director, const struct fms_sight *sight, const struct fms_piece *pieces,
                        size_t n)
{
    if (sight->n_reveals == 0 || sight->carried)
        return;
    struct words words = { pieces, n, g_array_new(FALSE, FALSE, sizeof(struct fms_spot)) };
    collect_words(&words);
    if (words.spots->len > 0)
        spread(director, sight, &words);
    g_array_free(words.spots, TRUE);
}
