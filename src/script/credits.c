/*
 * Lines of two halves: `Role丨Names`, `Series丨Title`. A bar says what it means; a colon also stands in ordinary prose,
 * so a line with a colon is believed only where it looks like a credit in every respect.
 */
#include "script-private.h"

#include <string.h>

enum { MAX_BAR_ROLE = 80, MAX_COLON_ROLE = 40, MAX_COLON_NAMES = 200 };

static bool is_bar(gunichar c)
{
    return c == '|' || c == 0x4E28 || c == 0xFF5C || c == 0x2502 || c == 0x2503;
}

/* A colon as in "10:30" or "https://" separates nothing, but Chinese is often typed with one and no blank. */
static bool is_colon(const char *text, const char *p, const char *end)
{
    gunichar c = g_utf8_get_char(p);
    if (c == 0xFF1A)
        return true;
    if (c != ':')
        return false;
    return p + 1 >= end || p[1] == ' ' || (p > text && (unsigned char) p[-1] >= 0x80);
}

static size_t skip_blanks(const char *text, size_t begin, size_t end)
{
    while (begin < end && text[begin] == ' ')
        begin++;
    return begin;
}

static size_t drop_blanks(const char *text, size_t begin, size_t end)
{
    while (end > begin && text[end - 1] == ' ')
        end--;
    return end;
}

/* The separator of bytes [begin, end): bars before colons. @return `end` if there is none. */
static size_t find_separator(const char *text, size_t begin, size_t end, int separators)
{
    size_t colon = end;
    for (const char *p = text + begin; p < text + end; p = g_utf8_next_char(p)) {
        if ((separators & FMS_BAR) && is_bar(g_utf8_get_char(p)))
            return (size_t) (p - text);
        if (colon == end && is_colon(text, p, text + end))
            colon = (size_t) (p - text);
    }
    return separators & FMS_COLON ? colon : end;
}

bool fms_halves_split(const char *text, size_t begin, size_t end, int separators, struct fms_halves *halves)
{
    begin = skip_blanks(text, begin, end);
    end = drop_blanks(text, begin, end);
    if ((separators & FMS_BAR) && end - begin > 2 && text[begin] == '|' && text[end - 1] == '|') {
        begin = skip_blanks(text, begin + 1, end); /* a row of a table: | Role | Names | */
        end = drop_blanks(text, begin, end - 1);
    }
    size_t at = find_separator(text, begin, end, separators);
    if (at == end)
        return false;
    size_t after = (size_t) (g_utf8_next_char(text + at) - text);
    *halves = (struct fms_halves){ begin, drop_blanks(text, begin, at), skip_blanks(text, after, end), end };
    return true;
}

static bool holds_any(const char *text, size_t begin, size_t end, const char *characters)
{
    for (const char *p = text + begin; p < text + end; p = g_utf8_next_char(p))
        if (g_utf8_strchr(characters, -1, g_utf8_get_char(p)))
            return true;
    return false;
}

static glong characters(const char *text, size_t begin, size_t end)
{
    return g_utf8_strlen(text + begin, (gssize) (end - begin));
}

bool fms_credit_plausible(const char *text, size_t begin, size_t end, int separators)
{
    struct fms_halves line;
    if (!fms_halves_split(text, begin, end, separators, &line))
        return false;
    if (line.left_begin == line.left_end || line.right_begin == line.right_end)
        return false;
    if (holds_any(text, line.left_begin, line.left_end, "!?。！？“”\"«»„;；"))
        return false;
    if (separators & FMS_BAR)
        return characters(text, line.left_begin, line.left_end) <= MAX_BAR_ROLE;
    return characters(text, line.left_begin, line.left_end) <= MAX_COLON_ROLE &&
           characters(text, line.right_begin, line.right_end) <= MAX_COLON_NAMES &&
           !holds_any(text, line.left_begin, line.left_end, ".,，、:：") &&
           !holds_any(text, line.right_begin, line.right_end, "!?。！？“”\"«»„;；：…") &&
           !fms_ends_sentence(text + line.right_begin, line.right_end - line.right_begin);
}

bool fms_credits_heading(const char *text, size_t length)
{
    static const char *const words[] = {
        "credits",          "end credits",      "closing credits", "cast and crew", "crew", /* English, Dutch */
        "abspann",          "mitwirkende",      "nachspann",                                /* German */
        "générique",        "générique de fin", "crédits",                                  /* French */
        "créditos",         "créditos finales", "créditos finais", "ficha técnica",         /* Spanish, Portuguese */
        "titoli di coda",   "crediti",          "aftiteling",      "титры",         "финальные титры",
        "создатели фильма", /* it nl ru */
        "演职员表",         "演職員表",         "制作人员",        "製作人員",      "职员表",
        "片尾字幕",         "工作人员",                                                      /* Chinese */
        "クレジット",       "スタッフ",         "エンドロール",    "크레딧",        "제작진" /* Japanese, Korean */
    };
    while (length && strchr(" :.", text[length - 1]))
        length--;
    if (length >= 3 && memcmp(text + length - 3, "：", 3) == 0)
        length -= 3;
    if (!length || length > 64)
        return false;
    char *folded = g_utf8_casefold(text, (gssize) length);
    char *normal = g_utf8_normalize(folded, -1, G_NORMALIZE_ALL_COMPOSE);
    bool found = false;
    for (size_t i = 0; i < G_N_ELEMENTS(words) && !found; i++)
        found = strcmp(normal, words[i]) == 0;
    g_free(normal);
    g_free(folded);
    return found;
}

bool fms_line_drawn(const char *line, size_t length, const char *strokes)
{
    size_t n_strokes = 0;
    for (size_t i = 0; i < length; i++) {
        if (line[i] == ' ' || line[i] == '\t')
            continue;
        if (!line[i] || !strchr(strokes, line[i]))
            return false;
        n_strokes++;
    }
    return n_strokes >= 3;
}
