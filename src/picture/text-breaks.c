/*
 * Pango knows where Unicode allows a break. Filling lines one after another leaves a word alone on the last one, a
 * preposition at the end of another, and among ideographs tears words and leaves marks where they fall. So every row of breaks is
 * weighed: what each parts and how uneven it leaves the lines, least in sum. As no way needs fewer lines, forbidding all
 * other breaks makes Pango take these.
 */
#include "text-breaks-private.h"

#include <math.h>
#include <string.h>

/** What is weighed: more would fill no frame. */
#define MOST_CHARACTERS 300
#define MOST_LINES 12

/** Of one kind: inserting them takes time by the square. */
#define MOST_ATTRIBUTES 500

#define SOFT_HYPHEN "\u00AD"

enum {
    COST_BLANK = 8,     /* between words, but not after a mark */
    COST_CLINGING = 12, /* more, after a short word, and beside a number */
    COST_BOUNDARY = 20, /* where words seem to begin */
    COST_ANYWHERE = 60,
    COST_TORN = 150,
    COST_LONELY = 1000, /* one character on the last line */
    COST_ORPHAN = 60,   /* one short word there */
    COST_UNEVEN = 100,  /* a line as far from the mean as that is long */
};

static bool is_blank(gunichar c)
{
    return c == ' ' || c == '\t' || c == 0x3000;
}

static bool is_closing(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_OTHER_PUNCTUATION || type == G_UNICODE_CLOSE_PUNCTUATION ||
           type == G_UNICODE_FINAL_PUNCTUATION || type == G_UNICODE_DASH_PUNCTUATION;
}

/** Are the characters up to the next blank nothing but dashes and closing marks? A Spanish ¿ and ¡ opens. */
static bool leans_back(const char *at)
{
    const char *begin = at;
    for (; *at && !g_unichar_isspace(g_utf8_get_char(at)); at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (!is_closing(c) || c == 0xBF || c == 0xA1 || at - begin > 16)
            return false;
    }
    return at > begin;
}

static void add(PangoAttrList *attributes, PangoAttribute *attribute, const char *text, const char *begin,
                const char *end)
{
    attribute->start_index = (guint) (begin - text);
    attribute->end_index = (guint) (end - text);
    pango_attr_list_insert(attributes, attribute);
}

static void keep_together(PangoAttrList *attributes, const char *text, const char *begin, const char *end)
{
    add(attributes, pango_attr_allow_breaks_new(FALSE), text, begin, end);
}

/* An attribute speaks of the places inside its range, so that the end of one range and the beginning of the next, where a
 * soft hyphen stands, keep their hyphen. */
static void forbid_hyphens(PangoAttrList *attributes, const char *text)
{
    const char *from = text;
    for (int i = 0; i < MOST_ATTRIBUTES; i++) {
        const char *soft = strstr(from, SOFT_HYPHEN);
        const char *to = soft ? soft + strlen(SOFT_HYPHEN) : from + strlen(from);
        add(attributes, pango_attr_insert_hyphens_new(FALSE), text, from, to);
        from = to;
        if (!soft)
            return;
    }
}

void fms_text_breaks_add(PangoAttrList *attributes, const char *text)
{
    int n = 0;
    forbid_hyphens(attributes, text);
    for (const char *at = text; n < MOST_ATTRIBUTES && (at = strchr(at, ' ')); at++) {
        if (at == text || !leans_back(at + 1))
            continue;
        keep_together(attributes, text, g_utf8_prev_char(at), g_utf8_next_char(at + 1));
        n++;
    }
}

/** A place where a line may end: what is before it ends at `right`, what is after begins at `left`. */
struct chance {
    int byte;
    int left, right;
    int cost;
    int n_letters; /**< from the text's beginning */
};

static bool is_of(gunichar c, GUnicodeScript script)
{
    return g_unichar_get_script(c) == script;
}

static bool is_one_of(gunichar c, const char *characters)
{
    char utf8[7] = { 0 };
    g_unichar_to_utf8(c, utf8);
    return strstr(characters, utf8);
}

/** Does it belong to the word before it? */
static bool is_particle(gunichar c)
{
    return is_one_of(c, "的了着过们地得吗呢吧們過嗎");
}

static bool is_bracket_closed(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION;
}

static bool parts_words(gunichar c)
{
    return g_unichar_ispunct(c) && c != 0xB7 && c != 0x30FB; /* the dots inside a name do not */
}

static bool is_opening(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION;
}

static bool is_alphabetic(gunichar c)
{
    return is_of(c, G_UNICODE_SCRIPT_LATIN) || is_of(c, G_UNICODE_SCRIPT_CYRILLIC) || is_of(c, G_UNICODE_SCRIPT_GREEK);
}

/** Letters of an alphabet before a place in a text, counted up to three. */
static int letters_before(const char *text, const char *end)
{
    int n = 0;
    while (end > text && n < 3 && is_alphabetic(g_utf8_get_char(g_utf8_prev_char(end)))) {
        end = g_utf8_prev_char(end);
        n++;
    }
    return n;
}

/* A short word (a, of, в, z) belongs to what follows, a number to what it counts, an abbreviation to its number. */
static int cost_at_blank(const char *text, const char *at)
{
    const char *end = at;
    while (end > text && is_blank(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    if (end == text)
        return 0;
    gunichar before = g_utf8_get_char(g_utf8_prev_char(end)), after = g_utf8_get_char(at);
    if (g_unichar_isdigit(before) || (g_unichar_isdigit(after) && before == '.'))
        return COST_BLANK + COST_CLINGING;
    if (is_closing(before))
        return 0;
    int letters = letters_before(text, end);
    return letters == 1 || letters == 2 ? COST_BLANK + COST_CLINGING : COST_BLANK;
}

/* One ideograph alone between a mark and the break is most often half of a word: 有一座木|桥，横跨. */
static bool tears_pair(const char *text, const char *at)
{
    const char *last = g_utf8_prev_char(at), *next = g_utf8_next_char(at);
    if (!is_of(g_utf8_get_char(last), G_UNICODE_SCRIPT_HAN) || !is_of(g_utf8_get_char(at), G_UNICODE_SCRIPT_HAN))
        return false;
    return (*next && parts_words(g_utf8_get_char(next))) ||
           (last > text && parts_words(g_utf8_get_char(g_utf8_prev_char(last))));
}

static int cost_at(const char *text, const char *at)
{
    gunichar before = g_utf8_get_char(g_utf8_prev_char(at)), after = g_utf8_get_char(at);
    if (is_blank(before))
        return cost_at_blank(text, at);
    if (g_unichar_type(before) == G_UNICODE_DASH_PUNCTUATION && is_alphabetic(after))
        return COST_BOUNDARY; /* inside a compound */
    if (is_bracket_closed(before) && (is_particle(after) || is_one_of(after, "のをにはがとでもへや")))
        return COST_TORN;
    if (parts_words(before) || is_opening(after))
        return 0;
    bool same = g_unichar_get_script(before) == g_unichar_get_script(after);
    if (same && (is_of(after, G_UNICODE_SCRIPT_KATAKANA) || is_of(after, G_UNICODE_SCRIPT_HANGUL)))
        return COST_TORN;
    if (is_of(after, G_UNICODE_SCRIPT_HIRAGANA) || is_particle(after))
        return COST_TORN;
    if (tears_pair(text, at))
        return COST_TORN;
    bool ended = is_of(before, G_UNICODE_SCRIPT_HIRAGANA) || before == 0x7684; /* 的 */
    return ended ? COST_BOUNDARY : COST_ANYWHERE;
}

/** How far a byte is from where its line begins to be read. */
static int way_to(PangoLayoutLine *line, int byte)
{
    int x;
    PangoRectangle whole;
    pango_layout_line_index_to_x(line, byte, FALSE, &x);
    if (line->resolved_dir != PANGO_DIRECTION_RTL)
        return x;
    pango_layout_line_get_extents(line, NULL, &whole);
    return whole.width - x;
}

/** All chances of a text that is set in one line; the first is its beginning, the last its end. None where directions mix. */
static GArray *chances_of(PangoLayout *layout)
{
    const char *text = pango_layout_get_text(layout);
    PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
    int n_attributes, n = 0, last_left = 0;
    const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly(layout, &n_attributes);
    GArray *chances = g_array_new(FALSE, TRUE, sizeof(struct chance));
    bool ordered = true;
    int n_letters = 0;
    for (const char *at = text; ordered && n < n_attributes; n++) {
        if (n == 0 || attributes[n].is_line_break || !*at) {
            const char *end = at;
            while (end > text && is_blank(g_utf8_get_char(g_utf8_prev_char(end))))
                end = g_utf8_prev_char(end);
            struct chance chance = { .byte = (int) (at - text), .n_letters = n_letters };
            chance.left = way_to(line, chance.byte);
            chance.right = way_to(line, (int) (end - text));
            if (at > text && *at)
                chance.cost = cost_at(text, at);
            ordered = chance.left >= last_left && chance.right <= chance.left;
            last_left = chance.left;
            g_array_append_val(chances, chance);
        }
        if (!*at)
            break;
        n_letters += g_unichar_isalnum(g_utf8_get_char(at));
        at = g_utf8_next_char(at);
    }
    if (!ordered)
        g_array_set_size(chances, 0);
    return chances;
}

/** The best row of lines that ends at a chance: its cost, and where its last line begins. */
struct best {
    double cost;
    guint from;
};

static double cost_of_line(const struct chance *from, const struct chance *to, double mean, bool last)
{
    double off = (to->right - from->left - mean) / mean;
    double cost = to->cost + COST_UNEVEN * off * off;
    if (last && to->n_letters - from->n_letters < 2)
        cost += COST_LONELY;
    return last && to == from + 1 && off < -0.5 ? cost + COST_ORPHAN : cost;
}

/** Finds the best line that ends at `to`, after `before`'s rows of one line less. */
static struct best best_line(const struct chance *chances, guint to, guint n, const struct best *before, int column,
                             double mean)
{
    struct best best = { INFINITY, 0 };
    for (guint from = to; from-- > 0 && chances[to].right - chances[from].left <= column;) {
        double cost = before[from].cost + cost_of_line(&chances[from], &chances[to], mean, to + 1 == n);
        if (cost < best.cost)
            best = (struct best){ cost, from };
    }
    return best;
}

/** Weighs all ways. @return whether there is one; `ends[i]` is the chance at which line i ends. */
static bool weigh(const struct chance *chances, guint n, int column, int n_lines, guint *ends)
{
    struct best *best = g_new0(struct best, (size_t) n * (size_t) (n_lines + 1));
    double mean = MAX(chances[n - 1].right, 1) / (double) n_lines;
    for (guint i = 0; i < n; i++)
        best[i] = (struct best){ i ? INFINITY : 0, 0 };
    for (int k = 1; k <= n_lines; k++)
        for (guint to = 0; to < n; to++)
            best[(guint) k * n + to] = best_line(chances, to, n, best + (guint) (k - 1) * n, column, mean);
    bool found = best[(guint) n_lines * n + n - 1].cost < INFINITY;
    for (guint k = (guint) n_lines, at = n - 1; found && k > 0; k--) {
        ends[k - 1] = at;
        at = best[k * n + at].from;
    }
    g_free(best);
    return found;
}

/** Forbids all breaks but these. @return whether Pango then does what was meant. */
static bool bind(PangoLayout *layout, const struct chance *chances, const guint *ends, int n_lines)
{
    const char *text = pango_layout_get_text(layout);
    PangoAttrList *before = pango_attr_list_ref(pango_layout_get_attributes(layout));
    PangoAttrList *bound = pango_attr_list_copy(before);
    for (int i = 0; i < n_lines; i++)
        keep_together(bound, text, text + (i ? chances[ends[i - 1]].byte : 0), text + chances[ends[i]].byte);
    pango_layout_set_attributes(layout, bound);
    bool done = pango_layout_get_line_count(layout) == n_lines;
    for (int i = 0; done && i < n_lines; i++)
        done = pango_layout_get_line_readonly(layout, i)->start_index == (i ? chances[ends[i - 1]].byte : 0);
    if (!done)
        pango_layout_set_attributes(layout, before);
    pango_attr_list_unref(bound);
    pango_attr_list_unref(before);
    return done;
}

bool fms_text_breaks_choose(PangoLayout *layout, int column, int n_lines, bool *torn)
{
    const char *text = pango_layout_get_text(layout);
    *torn = false;
    if (n_lines < 2 || n_lines > MOST_LINES || pango_layout_get_character_count(layout) > MOST_CHARACTERS ||
        strchr(text, '\n') || strstr(text, SOFT_HYPHEN))
        return false;
    guint ends[MOST_LINES];
    pango_layout_set_width(layout, -1);
    GArray *found = chances_of(layout);
    const struct chance *chances = (const struct chance *) (const void *) found->data;
    bool chosen = found->len > (guint) n_lines && weigh(chances, found->len, column, n_lines, ends);
    pango_layout_set_width(layout, column);
    chosen = chosen && bind(layout, chances, ends, n_lines);
    for (int i = 0; chosen && i + 1 < n_lines; i++)
        *torn |= chances[ends[i]].cost >= COST_TORN;
    g_array_free(found, TRUE);
    return chosen;
}
