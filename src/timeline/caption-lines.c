/*
 * Which words stand together on the screen. Of all ways to cut a line's atoms into pieces of one or two lines, the
 * cheapest is taken: a piece costs something by itself, so that there are few; a torn sense costs what its atom says; a
 * lopsided or tiny piece costs more. The search goes from left to right and looks back as far as a piece can reach, so
 * its time grows with the length of the line and no faster.
 */
#include "captions-private.h"

#include <string.h>

enum {
    TORN_APART = 3, /* between two pieces the words are gone before the others come: sense counts more */
    COST_PIECE = 60,
    COST_SMALL_PIECE = 45,
    COST_SECOND_LINE = 8,
    COST_SHORT_LINE = 90, /* a lower line shorter than a third of the upper */
    COST_LOPSIDED = 40    /* the whole width of difference between two lines */
};

/* Longest speech in a piece: 6.5 s, so that it may hang on for half a second and still not stay over seven. */
static const int64_t LONGEST_SAMPLES = INT64_C(13) * FMS_SAMPLE_RATE / 2;

/* The cheapest way to cut the first n atoms: it ends in a piece [begin, n), broken at `second` (0: one line). */
struct way {
    int64_t cost;
    size_t begin, second;
};

struct search {
    const struct fms_atom *atoms;
    size_t n;
    int64_t *before; /* half cells of all atoms before each, spaces included */
    struct way *ways;
    int32_t line_halves;
};

static int64_t width(const struct search *search, size_t begin, size_t end)
{
    return search->before[end] - search->before[begin] - search->atoms[end - 1].space_after;
}

static int64_t cost_of_lines(const struct search *search, int64_t upper, int64_t lower)
{
    int64_t difference = upper > lower ? upper - lower : lower - upper;
    int64_t cost = COST_SECOND_LINE + difference * COST_LOPSIDED / search->line_halves;
    if (3 * lower < upper)
        cost += COST_SHORT_LINE;
    return cost;
}

/* Best break of a piece that is too wide for one line. @return its cost, -1 if it does not fit on two. */
static int64_t best_second(const struct search *search, size_t begin, size_t end, size_t *second)
{
    int64_t best = -1;
    for (size_t k = end - 1; k > begin && width(search, k, end) <= search->line_halves; k--) {
        int64_t upper = width(search, begin, k);
        if (upper > search->line_halves)
            continue;
        int64_t cost = search->atoms[k - 1].break_cost + cost_of_lines(search, upper, width(search, k, end));
        if (best < 0 || cost < best) {
            best = cost;
            *second = k;
        }
    }
    return best;
}

/* A piece that is a small rest of a long line is read as a mistake. */
static int64_t cost_of_size(const struct search *search, int64_t halves)
{
    return halves < search->line_halves ? (search->line_halves - halves) * COST_SMALL_PIECE / search->line_halves : 0;
}

/* Tries the piece [begin, end). @return false if no piece that begins there or before can end there. */
static bool try_piece(struct search *search, size_t begin, size_t end)
{
    const struct fms_atom *first = &search->atoms[begin], *last = &search->atoms[end - 1];
    int64_t halves = width(search, begin, end), lines = 0;
    size_t second = 0;
    bool whole = begin == 0 && end == search->n;
    if (halves > 2 * search->line_halves + 1)
        return false;
    if (end - begin > 1 && last->to - first->from > LONGEST_SAMPLES)
        return false;
    if (halves > search->line_halves)
        lines = best_second(search, begin, end, &second);
    if (lines < 0)
        return true;
    int64_t cost = search->ways[begin].cost + COST_PIECE + lines + (whole ? 0 : cost_of_size(search, halves)) +
                   (end < search->n ? TORN_APART * last->break_cost : 0);
    struct way *way = &search->ways[end];
    if (way->cost < 0 || cost < way->cost)
        *way = (struct way){ cost, begin, second };
    return true;
}

static void find_ways(struct search *search)
{
    for (size_t end = 1; end <= search->n; end++) {
        search->ways[end].cost = -1;
        for (size_t begin = end; begin-- > 0;)
            if (!try_piece(search, begin, end))
                break;
        g_assert(search->ways[end].cost >= 0);
    }
}

/* Copies bytes, blanks folded. */
static void append_clean(GString *out, const char *text, size_t begin, size_t end)
{
    bool spaced = false;
    for (const char *p = text + begin; p < text + end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool blank = fms_caption_is_blank(c);
        if (!blank && spaced)
            g_string_append_c(out, ' ');
        if (!blank)
            g_string_append_unichar(out, c);
        spaced = blank;
    }
}

static void append_atoms(GString *out, const struct search *search, const char *text, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        append_clean(out, text, search->atoms[i].begin, search->atoms[i].end);
        if (i + 1 < end && search->atoms[i].space_after)
            g_string_append_c(out, ' ');
    }
}

static struct fms_caption_piece piece_of(TALLOC_CTX *ctx, const struct search *search, const char *text,
                                         const struct way *way, size_t end)
{
    GString *out = g_string_new(NULL);
    if (way->second) {
        append_atoms(out, search, text, way->begin, way->second);
        g_string_append_c(out, '\n');
    }
    append_atoms(out, search, text, way->second ? way->second : way->begin, end);
    struct fms_caption_piece piece = { .text = talloc_strndup(ctx, out->str, out->len),
                                       .from = search->atoms[way->begin].from,
                                       .to = search->atoms[end - 1].to,
                                       .halves = (int32_t) width(search, way->begin, end),
                                       .n_lines = way->second ? 2 : 1 };
    g_string_free(out, TRUE);
    return piece;
}

/* The ways are found from the end; pieces are wanted from the beginning. */
static void take_pieces(TALLOC_CTX *ctx, const struct search *search, const char *text, GArray *pieces)
{
    size_t n = 0, at = pieces->len;
    for (size_t end = search->n; end > 0; end = search->ways[end].begin)
        n++;
    g_array_set_size(pieces, (guint) (at + n));
    for (size_t end = search->n; end > 0; end = search->ways[end].begin)
        g_array_index(pieces, struct fms_caption_piece, at + --n) =
            piece_of(ctx, search, text, &search->ways[end], end);
}

void fms_caption_split(TALLOC_CTX *ctx, const struct fms_line *line, const struct fms_take *take, GArray *pieces)
{
    GArray *atoms = fms_caption_atoms(line, take);
    struct search search = { .atoms = (const struct fms_atom *) (const void *) atoms->data,
                             .n = atoms->len,
                             .before = g_new0(int64_t, atoms->len + 1),
                             .ways = g_new0(struct way, atoms->len + 1),
                             .line_halves = fms_caption_style_of(line->language)->line_halves };
    for (size_t i = 0; i < search.n; i++)
        search.before[i + 1] = search.before[i] + search.atoms[i].halves + search.atoms[i].space_after;
    find_ways(&search);
    take_pieces(ctx, &search, line->text, pieces);
    g_free(search.before);
    g_free(search.ways);
    g_array_free(atoms, TRUE);
}
