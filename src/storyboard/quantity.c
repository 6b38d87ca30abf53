/*
 * A number is a row of digits with signs between them. Which sign is the decimal one follows from where they stand: the last
 * of two kinds is; one that comes twice is not, nor one that does not leave three digits behind. What is then still open
 * ("1,234") is decided by the language.
 */
#include "quantity-private.h"

#include "number-style.h"

#include <glib.h>
#include <string.h>

#define MILLION 1000000
#define MOST_SIGNS 8

/* A number in the reading: its digits, and the signs between them. */
struct digits {
    const char *begin, *end;
    char text[32];
    size_t n;
    struct {
        gunichar sign; /* ' ' for all blanks */
        size_t at;     /* digits before it */
    } signs[MOST_SIGNS];
    size_t n_signs;
};

/* The sign at `at` where a digit follows it; 0 where the number ends there. */
static gunichar sign_at(const char *at, const char **next)
{
    gunichar c = g_utf8_get_char(at);
    bool blank = c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
    bool known = blank || c == '.' || c == ',' || c == '\'' || c == 0x2019;
    *next = *at ? g_utf8_next_char(at) : at;
    if (!known || !g_ascii_isdigit(**next))
        return 0;
    size_t n = strspn(*next, "0123456789");
    return blank && n != 3 ? 0 : blank ? ' ' : c == 0x2019 ? '\'' : c;
}

static bool read_digits(const char *text, struct digits *digits)
{
    const char *at = strpbrk(text, "0123456789"), *next = NULL;
    *digits = (struct digits){ .begin = at };
    for (gunichar sign = 0; at;) {
        if (digits->n == sizeof digits->text - 1)
            return false;
        digits->text[digits->n++] = *at++;
        if (g_ascii_isdigit(*at))
            continue;
        sign = sign_at(at, &next);
        if (!sign)
            break;
        if (digits->n_signs == MOST_SIGNS)
            return false;
        digits->signs[digits->n_signs].sign = sign;
        digits->signs[digits->n_signs++].at = digits->n;
        at = next;
    }
    digits->end = at;
    return at != NULL;
}

static bool is_decimal_sign(const struct digits *digits, const char *language)
{
    size_t last = digits->n_signs - 1, before = digits->signs[last].at, behind = digits->n - before;
    gunichar sign = digits->signs[last].sign;
    if (sign == ' ' || sign == '\'')
        return false;
    for (size_t i = 0; i < last; i++)
        if (digits->signs[i].sign == sign)
            return false;
    if (last > 0 || behind != 3 || before > 3 || digits->text[0] == '0')
        return true;
    return (*fms_number_style_of(language)->point == ',') == (sign == ',');
}

/* Groups hold three digits, or two (as in India) before the last. */
static bool are_groups(const struct digits *digits, size_t n_signs, size_t whole)
{
    for (size_t i = 0; i < n_signs; i++) {
        size_t to = i + 1 < n_signs ? digits->signs[i + 1].at : whole, length = to - digits->signs[i].at;
        bool last = i + 1 == n_signs;
        if (digits->signs[i].sign != digits->signs[0].sign || (length != 3 && (last || length != 2)))
            return false;
    }
    return n_signs == 0 || digits->signs[0].at <= 3;
}

static bool value_of(const struct digits *digits, const char *language, struct fms_quantity *out)
{
    bool decimal = digits->n_signs > 0 && is_decimal_sign(digits, language);
    size_t whole = decimal ? digits->signs[digits->n_signs - 1].at : digits->n, decimals = digits->n - whole;
    if (whole > 12 || decimals > 6 || !are_groups(digits, digits->n_signs - decimal, whole))
        return false;
    int64_t value = g_ascii_strtoll(digits->text, NULL, 10);
    for (size_t i = decimals; i < 6; i++)
        value *= 10;
    out->millionths = value;
    out->decimals = (int32_t) decimals;
    out->grouped = digits->n_signs > decimal;
    return true;
}

/* A second number would be one too many: "12-15". A digit inside a unit is none: "m2". */
static bool has_number(const char *text)
{
    for (const char *at = text; *at; at++)
        if (g_ascii_isdigit(*at) && (at == text || !g_ascii_isalnum(at[-1])))
            return true;
    return false;
}

static char *trimmed(TALLOC_CTX *ctx, const char *text, size_t length)
{
    char *copy = g_strndup(text, length);
    char *result = talloc_strdup(ctx, g_strstrip(copy));
    g_free(copy);
    return result;
}

bool fms_quantity_read(TALLOC_CTX *ctx, const char *text, const char *language, struct fms_quantity *out)
{
    struct digits digits;
    if (!read_digits(text, &digits) || !value_of(&digits, language, out) || has_number(digits.end))
        return false;
    size_t n = (size_t) (digits.begin - text), sign = 0;
    if (n >= 1 && digits.begin[-1] == '-')
        sign = 1;
    else if (n >= 3 && strncmp(digits.begin - 3, "−", 3) == 0)
        sign = 3;
    out->millionths = sign ? -out->millionths : out->millionths;
    out->before = trimmed(ctx, text, n - sign);
    const char *after = trimmed(ctx, digits.end, strlen(digits.end));
    bool parted = *after && (g_ascii_isspace(*digits.end) || g_str_has_prefix(digits.end, " ") ||
                             g_str_has_prefix(digits.end, " "));
    out->after = parted ? talloc_asprintf(ctx, " %s", after) : after;
    return true;
}
