#include "cli-private.h"

#include <string.h>

/* Up to two digits behind a colon, or as many as fit before the first. */
static bool parse_whole(const char *text, bool is_first, int64_t *value)
{
    size_t n = strspn(text, "0123456789");
    *value = g_ascii_strtoll(text, NULL, 10);
    return n > 0 && !text[n] && (is_first ? n <= 6 : n <= 2 && *value < 60);
}

/* What stands behind the point, in milliseconds. */
static bool parse_thousandths(const char *text, int64_t *value)
{
    size_t n = strspn(text, "0123456789");
    *value = g_ascii_strtoll(text, NULL, 10);
    for (size_t i = n; i < 3; i++)
        *value *= 10;
    return n > 0 && n <= 3 && !text[n];
}

bool fms_cli_moment(const char *text, fms_ticks *moment)
{
    char **parts = g_strsplit(text, ".", 2), **places = g_strsplit(parts[0] ? parts[0] : "", ":", -1);
    int64_t seconds = 0, thousandths = 0, value;
    size_t n = g_strv_length(places);
    bool good = n >= 1 && n <= 3 && (!parts[0] || !parts[1] || parse_thousandths(parts[1], &thousandths));
    for (size_t i = 0; good && i < n; i++) {
        good = parse_whole(places[i], i == 0, &value);
        seconds = seconds * 60 + value;
    }
    *moment = seconds * FMS_TICKS_PER_SECOND + FMS_MS(thousandths);
    g_strfreev(parts);
    g_strfreev(places);
    return good;
}
