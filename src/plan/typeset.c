/*
 * One walk over the text. Which way a straight mark faces is told by its neighbours: it opens behind a blank or an opening
 * bracket, and closes before a blank or a mark; where both or neither hold, as among ideographs, it opens if none is open.
 */
#include "typeset-private.h"

#include "language-tag.h"
#include "quote-marks.h"

#include <string.h>

#define LATIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define THIN_BLANK "\u2009"

struct walk {
    const struct fms_typewritten *written;
    const struct fms_quote_marks *marks;
    int depth;     /* quotations that are open */
    int n_doubles; /* of them, by a straight double mark */
    bool single;   /* a straight single mark has opened */
    GString *out;
};

static bool is_blank(gunichar c)
{
    return c == 0 || g_unichar_isspace(c);
}

static bool is_dash(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_DASH_PUNCTUATION;
}

static bool lets_open(gunichar before)
{
    GUnicodeType type = g_unichar_type(before);
    return is_blank(before) || is_dash(before) || type == G_UNICODE_OPEN_PUNCTUATION ||
           type == G_UNICODE_INITIAL_PUNCTUATION;
}

static bool lets_close(gunichar after)
{
    return is_blank(after) || (g_unichar_ispunct(after) && !lets_open(after)) || is_dash(after);
}

static bool is_hebrew(gunichar c)
{
    return g_unichar_get_script(c) == G_UNICODE_SCRIPT_HEBREW && g_unichar_isalpha(c);
}

/** Which way a mark faces. */
static bool opens(gunichar before, gunichar after, bool is_open)
{
    bool may_open = lets_open(before), may_close = lets_close(after);
    return may_open != may_close ? may_open : !is_open;
}

static const char *double_mark(struct walk *walk, gunichar before, gunichar after)
{
    const struct fms_quote_marks *marks = walk->marks;
    if (is_hebrew(before) && is_hebrew(after))
        return "״";
    if (g_unichar_isdigit(before) && walk->n_doubles == 0 && (lets_close(after) || g_unichar_isspace(after)))
        return "″";
    if (opens(before, after, walk->n_doubles > 0)) {
        walk->n_doubles++;
        return walk->depth++ % 2 ? marks->inner_open : marks->open;
    }
    walk->n_doubles = MAX(walk->n_doubles - 1, 0);
    walk->depth = MAX(walk->depth - 1, 0);
    return walk->depth % 2 ? marks->inner_close : marks->close;
}

/* 'tis, '90s: the mark stands for what is left out. */
static bool is_shortened(const char *word)
{
    static const char *const shortened[] = { "tis", "twas", "twere", "em", "til", "cause", "n" };
    size_t n = 0;
    while (g_ascii_isalnum(word[n]))
        n++;
    for (size_t i = 0; i < G_N_ELEMENTS(shortened); i++)
        if (strlen(shortened[i]) == n && !g_ascii_strncasecmp(word, shortened[i], n))
            return true;
    return g_ascii_isdigit(*word);
}

/* Does a mark that opens here close behind a word further on? */
static bool is_answered(const char *at)
{
    gunichar before = 0;
    if (is_shortened(at))
        return false;
    for (; *at; at = g_utf8_next_char(at)) {
        if (*at == '\'' && !is_blank(before) && lets_close(g_utf8_get_char(at + 1)))
            return true;
        before = g_utf8_get_char(at);
    }
    return false;
}

static const char *single_mark(struct walk *walk, const char *at, gunichar before, gunichar after)
{
    if (is_hebrew(before) && !walk->single)
        return "׳";
    if (g_unichar_isdigit(before) && !walk->single && !g_unichar_isalpha(after))
        return "′";
    if (!walk->single && lets_open(before) && !lets_close(after) && is_answered(at + 1)) {
        walk->single = true;
        return walk->marks->inner_open;
    }
    if (walk->single && lets_close(after)) {
        walk->single = false;
        return walk->marks->inner_close;
    }
    return "’";
}

/* Set marks count too, so that straight ones within them are inner ones. */
static void note_set_mark(struct walk *walk, const char *at)
{
    const struct fms_quote_marks *marks = walk->marks;
    if (!strcmp(marks->open, marks->close))
        return;
    if (g_str_has_prefix(at, marks->open))
        walk->depth++;
    else if (g_str_has_prefix(at, marks->close) && walk->depth > 0)
        walk->depth--;
}

/* "--" alone between words or figures; "--help" is something else. */
static const char *dash(const struct walk *walk, gunichar before, gunichar after)
{
    if (g_unichar_isdigit(before) && g_unichar_isdigit(after))
        return "–";
    return is_blank(before) && !is_blank(after) ? NULL : walk->marks->dash;
}

static bool is_code(const struct fms_typewritten *written, size_t byte)
{
    for (size_t i = 0; i < written->n_runs; i++)
        if (written->runs[i].style == FMS_STYLE_CODE && (size_t) written->runs[i].begin <= byte &&
            byte < (size_t) written->runs[i].end)
            return true;
    return false;
}

/** The character before a place, as it was written; 0 at the beginning. */
static gunichar before(const struct walk *walk, const char *at)
{
    return at > walk->written->text ? g_utf8_get_char(g_utf8_prev_char(at)) : 0;
}

/** What stands instead of what is at a place, and how many bytes that is; NULL where it stays. */
static const char *instead(struct walk *walk, const char *at, size_t *n)
{
    size_t hyphens = strspn(at, "-"), stops = strspn(at, ".");
    gunichar last = before(walk, at);
    *n = 1;
    if (*at == '"')
        return double_mark(walk, last, g_utf8_get_char(at + 1));
    if (*at == '\'')
        return single_mark(walk, at, last, g_utf8_get_char(at + 1));
    *n = MAX(hyphens, stops);
    if ((hyphens == 2 || hyphens == 3) && last != '-')
        return dash(walk, last, g_utf8_get_char(at + hyphens));
    if (stops == 3 && last != '.')
        return "…";
    note_set_mark(walk, at);
    return NULL;
}

static bool is_eastern(const char *language)
{
    static const char *const eastern[] = { "zh", "yue", "cmn", "ja", NULL };
    return fms_language_in(language, eastern);
}

static bool is_wide_letter(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
}

/* Where two ways of writing meet. */
static bool parts_scripts(gunichar a, gunichar b)
{
    return (is_wide_letter(a) && b < 128 && g_unichar_isalnum(b)) ||
           (a < 128 && (g_unichar_isalnum(a) || a == '%') && is_wide_letter(b));
}

static bool is_typewritten(const struct fms_typewritten *written)
{
    const char *text = written->text;
    return (is_eastern(written->language) && strpbrk(text, LATIN)) || strpbrk(text, "\"'") || strstr(text, "--") ||
           strstr(text, "...");
}

const char *fms_typeset(TALLOC_CTX *ctx, const struct fms_typewritten *written, int32_t **places)
{
    struct walk walk = { .written = written, .depth = written->inside };
    if (places)
        *places = NULL;
    if (!is_typewritten(written))
        return written->text;
    size_t length = strlen(written->text);
    bool eastern = is_eastern(written->language);
    int32_t *went = talloc_array(ctx, int32_t, length + 1);
    walk.marks = fms_quote_marks_of(written->language);
    walk.out = g_string_new(NULL);
    for (size_t i = 0; i < length;) {
        size_t n = 1;
        const char *at = written->text + i, *set = is_code(written, i) ? NULL : instead(&walk, at, &n);
        n = set ? n : (size_t) (g_utf8_next_char(at) - at);
        if (eastern && parts_scripts(before(&walk, at), g_utf8_get_char(at)))
            g_string_append(walk.out, THIN_BLANK);
        for (size_t k = 0; k < n; k++)
            went[i + k] = (int32_t) (walk.out->len + (set ? 0 : k));
        g_string_append_len(walk.out, set ? set : at, set ? (gssize) strlen(set) : (gssize) n);
        i += n;
    }
    went[length] = (int32_t) walk.out->len;
    char *result = talloc_strndup(ctx, walk.out->str, walk.out->len);
    g_string_free(walk.out, TRUE);
    talloc_steal(result, went);
    if (places)
        *places = went;
    return result;
}
