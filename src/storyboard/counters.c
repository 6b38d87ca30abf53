/*
 * Numbers and dates that count: "0 to 384,400 km | to the Moon".
 */
#include "director-private.h"
#include "quantity-private.h"
#include "values.h"

#include <string.h>

/* Parts "A to B" at the word or arrow between; the second half is NULL where there is none. */
static void part(TALLOC_CTX *ctx, const char *text, char *ends[2])
{
    static const char *const words[] = { "→", "->", " to ", " bis ", "至", "到" };
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        const char *found = strstr(text, words[i]);
        if (!found)
            continue;
        ends[0] = fms_value_trim(ctx, text, (size_t) (found - text));
        found += strlen(words[i]);
        ends[1] = fms_value_trim(ctx, found, strlen(found));
        return;
    }
    ends[0] = fms_value_trim(ctx, text, strlen(text));
    ends[1] = NULL;
}

/* "{n} km", with the signs of what counts. Braces in the author's words would be taken for the number. */
static const char *pattern_of(struct fms_director *director, const struct fms_quantity *from,
                              const struct fms_quantity *to)
{
    const char *before = *to->before ? to->before : from->before, *after = *to->after ? to->after : from->after;
    char *pattern = talloc_asprintf(director->board, "%s%s{n}%s", before,
                                    *before && g_ascii_isalpha(before[strlen(before) - 1]) ? " " : "", after);
    const char *own = pattern + strlen(pattern) - strlen(after) - strlen("{n}");
    for (char *at = pattern; *at; at++)
        if ((*at == '{' || *at == '}') && (at < own || at >= own + strlen("{n}")))
            *at = *at == '{' ? '(' : ')';
    return pattern;
}

bool fms_counter_fill(struct fms_director *director, const struct fms_block *block, struct fms_panel *panel)
{
    char *halves[2], *ends[2];
    const char *language = director->board->language;
    struct fms_quantity from = { .before = "", .after = "" }, to;
    fms_value_halves(director->board, block->text.utf8, halves);
    part(director->board, halves[0], ends);
    bool good = fms_quantity_read(director->board, ends[1] ? ends[1] : ends[0], language, &to) &&
                (!ends[1] || fms_quantity_read(director->board, ends[0], language, &from));
    if (!good)
        return fms_direction_refuse(director, block->text.length > 0 ? block->text.span : block->span,
                                    "0 to 384,400 km | to the Moon", "'%.80s' is no number that could count",
                                    halves[0]);
    panel->kind = FMS_BOARD_NUMBER;
    panel->title = halves[1];
    panel->from = from.millionths;
    panel->to = to.millionths;
    panel->decimals = MAX(from.decimals, to.decimals);
    panel->grouped = from.grouped || to.grouped;
    panel->pattern = pattern_of(director, &from, &to);
    return true;
}

/* Days from 1970-01-01 to a day of the Gregorian calendar, years counted from March so that leap days come last. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t length_of_month(int64_t year, int64_t month)
{
    static const int64_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return lengths[month - 1] + (month == 2 && leap);
}

/* "1969-07-16", or a year alone. */
static bool read_day(const char *text, int64_t *days, bool *year_only)
{
    int64_t parts[3] = { 0, 1, 1 };
    size_t n = 0, digits = 0;
    for (const char *at = text; *at; at++) {
        if (g_ascii_isdigit(*at) && ++digits <= (n == 0 ? 4u : 2u)) {
            parts[n] = (digits == 1 ? 0 : parts[n]) * 10 + (*at - '0');
            continue;
        }
        if (*at != '-' || digits == 0 || ++n > 2)
            return false;
        digits = 0;
    }
    if (digits == 0 || n == 1 || parts[0] < 1 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 ||
        parts[2] > length_of_month(parts[0], parts[1]))
        return false;
    *year_only = n == 0;
    *days = days_of(parts[0], parts[1], parts[2]);
    return true;
}

bool fms_calendar_fill(struct fms_director *director, const struct fms_block *block, struct fms_panel *panel)
{
    char *halves[2], *ends[2];
    bool years[2] = { false, false };
    fms_value_halves(director->board, block->text.utf8, halves);
    part(director->board, halves[0], ends);
    bool good = read_day(ends[0], &panel->from, &years[0]);
    panel->to = panel->from;
    years[1] = years[0];
    if (!good || (ends[1] && !read_day(ends[1], &panel->to, &years[1])) || years[0] != years[1])
        return fms_direction_refuse(director, block->text.length > 0 ? block->text.span : block->span,
                                    "1969-07-16 to 1969-07-20 | to the Moon, or years alone",
                                    "'%.80s' is no date that could count", halves[0]);
    panel->kind = FMS_BOARD_DATE;
    panel->title = halves[1];
    panel->pattern = years[0] ? "{y}" : "";
    return true;
}
