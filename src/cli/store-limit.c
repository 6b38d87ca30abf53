/*
 * How large the store may grow: --store-limit, else FILMSET_STORE_LIMIT, else `store-limit` in the person's config.yaml, else
 * the house's. The file is flat, `name: value` and comments, so that no reader of the whole of YAML is needed for it.
 */
#include "cli-private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* As much as some hundred films of ten minutes take. */
#define DEFAULT_LIMIT (INT64_C(20) << 30)

/* "20G", "500M", "1.5T", "none". A unit is 1024 of the one before. */
static bool parse_size(const char *text, int64_t *bytes)
{
    static const char units[] = "KMGT";
    char *end;
    double number = g_ascii_strtod(text, &end);
    const char *unit = *end ? strchr(units, g_ascii_toupper(*end)) : NULL;
    *bytes = 0;
    if (!strcmp(text, "none"))
        return true;
    if (end == text || !isfinite(number) || number <= 0 || (*end && !unit))
        return false;
    const char *rest = end + (unit != NULL);
    if (strcmp(rest, "") != 0 && strcmp(rest, "B") != 0 && strcmp(rest, "iB") != 0)
        return false;
    for (long i = unit ? unit - units + 1 : 0; i > 0; i--)
        number *= 1024;
    *bytes = number < 1 ? 1 : (int64_t) MIN(number, 9e18);
    return true;
}

static char *config_path(void)
{
    return g_build_filename(g_get_user_config_dir(), "filmset", "config.yaml", NULL);
}

/* The value of `store-limit` in the config file, to be freed with g_free(); NULL where there is none. */
static char *configured(void)
{
    char *path = config_path(), *text = NULL, *value = NULL;
    if (g_file_get_contents(path, &text, NULL, NULL)) {
        char **lines = g_strsplit(text, "\n", 0);
        for (char **line = lines; *line; line++) {
            char *comment = strchr(*line, '#');
            if (comment)
                *comment = '\0';
            g_strstrip(*line);
            if (g_str_has_prefix(*line, "store-limit:")) {
                g_free(value);
                value = g_strdup(g_strstrip(*line + strlen("store-limit:")));
            }
        }
        g_strfreev(lines);
    }
    g_free(text);
    g_free(path);
    return value;
}

bool fms_cli_store_limit(const struct fms_command *command, const char *option, int64_t *bytes)
{
    const char *variable = g_getenv("FILMSET_STORE_LIMIT");
    char *config = option || variable ? NULL : configured(), *path = config_path();
    const char *said = option ? option : variable ? variable : config;
    *bytes = DEFAULT_LIMIT;
    bool good = !said || parse_size(said, bytes) ||
                fms_cli_wrong(command, "%s takes a size such as 500M or 20G, or none, not '%s'",
                              option     ? "--store-limit"
                              : variable ? "FILMSET_STORE_LIMIT"
                                         : path,
                              said);
    g_free(config);
    g_free(path);
    return good;
}
