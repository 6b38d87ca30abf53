#include "number-text-private.h"

#include <glib.h>

#define MILLION INT64_C(1000000)

const char *fms_number_group(const struct fms_number_style *style, int64_t most)
{
    return most >= 10000 * MILLION || most <= -10000 * MILLION ? style->group : "";
}

/* Digits from the right, so that they can be counted off in threes. */
static void append_whole(GString *out, uint64_t whole, const char *group)
{
    char digits[24];
    int n = g_snprintf(digits, sizeof digits, "%" G_GUINT64_FORMAT, whole);
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0)
            g_string_append(out, group);
        g_string_append_c(out, digits[i]);
    }
}

char *fms_number_text(TALLOC_CTX *ctx, const struct fms_number_style *style, int64_t millionths, int decimals)
{
    int64_t unit = MILLION;
    for (int i = 0; i < CLAMP(decimals, 0, 6); i++)
        unit /= 10;
    uint64_t size = millionths < 0 ? -(uint64_t) millionths : (uint64_t) millionths;
    size = (size + (uint64_t) unit / 2) / (uint64_t) unit;
    uint64_t scale = (uint64_t) (MILLION / unit);
    GString *out = g_string_new(millionths < 0 && size > 0 ? "−" : "");
    append_whole(out, size / scale, fms_number_group(style, millionths));
    if (scale > 1)
        g_string_append_printf(out, "%s%0*" G_GUINT64_FORMAT, style->point, CLAMP(decimals, 0, 6), size % scale);
    char *text = talloc_strdup(ctx, out->str);
    g_string_free(out, TRUE);
    return text;
}
