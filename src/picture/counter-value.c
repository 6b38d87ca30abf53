#include "counter-value-private.h"

#include "ease-private.h"
#include "language-tag.h"

#include <string.h>

/** No value is further from nought. */
#define MOST INT64_C(900000000000000000)

/** Days from 0001-01-01 to 1970-01-01, and in 400 years. */
#define EPOCH 719162
#define CYCLE 146097

int fms_counter_parse(const struct fms_counter_layer *layer, struct fms_counter_part parts[FMS_COUNTER_MOST_PARTS])
{
    static const struct {
        const char *name;
        enum fms_counter_part_kind kind;
    } names[] = { { "{n}", FMS_PART_NUMBER }, { "{d}", FMS_PART_DAY },     { "{dd}", FMS_PART_DAY2 },
                  { "{m}", FMS_PART_MONTH },  { "{mm}", FMS_PART_MONTH2 }, { "{month}", FMS_PART_NAME },
                  { "{y}", FMS_PART_YEAR } };
    const char *pattern = layer->pattern ? layer->pattern : "", *at = pattern;
    int n = 0;
    while (*at && n < FMS_COUNTER_MOST_PARTS) {
        struct fms_counter_part part = { FMS_PART_TEXT, (int32_t) (at - pattern), 0 };
        size_t length = 1;
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
            if (g_str_has_prefix(at, names[i].name) &&
                (names[i].kind == FMS_PART_NUMBER) == (layer->kind == FMS_COUNTER_NUMBER)) {
                part.kind = names[i].kind;
                length = strlen(names[i].name);
            }
        at += length;
        part.end = (int32_t) (at - pattern);
        if (part.kind == FMS_PART_TEXT && n > 0 && parts[n - 1].kind == FMS_PART_TEXT)
            parts[n - 1].end = part.end;
        else
            parts[n++] = part;
    }
    if (n > 0 && *at && parts[n - 1].kind == FMS_PART_TEXT)
        parts[n - 1].end += (int32_t) strlen(at);
    return n;
}

/* A number runs and comes to rest; time passes evenly. */
int64_t fms_counter_value(const struct fms_counter_layer *layer, int64_t n)
{
    int64_t from = CLAMP(layer->from, -MOST, MOST), to = CLAMP(layer->to, -MOST, MOST);
    if (n >= layer->count_end)
        return to;
    if (n <= layer->count_begin)
        return from;
    double t = (double) (n - layer->count_begin) / (double) (layer->count_end - layer->count_begin);
    double way = layer->kind == FMS_COUNTER_DATE ? fms_ease_move(t) : 1 - (1 - t) * (1 - t) * (1 - t);
    double value = (double) from + ((double) to - (double) from) * way;
    return (int64_t) (value < 0 ? value - 0.5 : value + 0.5);
}

/** Figures of a number that is not negative, at least `least` of them; a group sign where `groups` has a bit. */
static int figures(uint64_t number, int least, uint32_t groups, uint8_t *signs)
{
    uint8_t backwards[FMS_COUNTER_MOST_SIGNS];
    int n = 0;
    for (int i = 0; i < least || number > 0; i++, number /= 10) {
        if (i > 0 && groups >> i & 1)
            backwards[n++] = FMS_SIGN_GROUP;
        backwards[n++] = (uint8_t) (number % 10);
    }
    for (int i = 0; i < n; i++)
        signs[i] = backwards[n - 1 - i];
    return n;
}

/** After which figures, counted from the right, a group ends: by threes; in India by three, then by twos. */
static uint32_t groups_of(const struct fms_counter_layer *layer)
{
    static const char *const by_twos[] = { "hi", "bn", "mr", "gu", "pa", "ta",    "te",
                                           "kn", "ml", "ne", "or", "as", "en-in", NULL };
    if (!layer->group || !*layer->group)
        return 0;
    bool indian = layer->language && fms_language_in(layer->language, by_twos);
    uint32_t groups = 0;
    for (int i = 3; i < 24; i += indian ? 2 : 3)
        groups |= UINT32_C(1) << i;
    return groups;
}

static int number_signs(const struct fms_counter_layer *layer, int64_t value, uint8_t *signs)
{
    int decimals = (int) CLAMP(layer->decimals, 0, 6), n = 0;
    uint64_t size = (uint64_t) (value < 0 ? -value : value), unit = 1, part = 1;
    for (int i = decimals; i < 6; i++)
        unit *= 10;
    for (int i = 0; i < decimals; i++)
        part *= 10;
    uint64_t shown = (size + unit / 2) / unit;
    if (value < 0 && shown > 0)
        signs[n++] = FMS_SIGN_MINUS;
    n += figures(shown / part, 1, groups_of(layer), signs + n);
    if (decimals > 0) {
        signs[n++] = FMS_SIGN_POINT;
        n += figures(shown % part, decimals, 0, signs + n);
    }
    return n;
}

/** The day that is `days` after 1970-01-01, in the first 400 years; `cycles` times 400 years later. */
static GDate date_of(int64_t days, int64_t *cycles)
{
    GDate date;
    days = CLAMP(days, -MOST, MOST) + EPOCH;
    int64_t within = (days % CYCLE + CYCLE) % CYCLE;
    *cycles = (days - within) / CYCLE;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32) (within + 1));
    return date;
}

int fms_counter_signs(const struct fms_counter_layer *layer, enum fms_counter_part_kind kind, int64_t value,
                      uint8_t signs[FMS_COUNTER_MOST_SIGNS])
{
    int64_t cycles, year;
    GDate date = date_of(value, &cycles);
    int day = g_date_get_day(&date), month = (int) g_date_get_month(&date);
    switch (kind) {
    case FMS_PART_TEXT: return 0;
    case FMS_PART_NUMBER: return number_signs(layer, value, signs);
    case FMS_PART_DAY: return figures((uint64_t) day, 1, 0, signs);
    case FMS_PART_DAY2: return figures((uint64_t) day, 2, 0, signs);
    case FMS_PART_MONTH: return figures((uint64_t) month, 1, 0, signs);
    case FMS_PART_MONTH2: return figures((uint64_t) month, 2, 0, signs);
    case FMS_PART_NAME: signs[0] = (uint8_t) (FMS_SIGN_MONTH + month - 1); return 1;
    case FMS_PART_YEAR:
        year = cycles * 400 + g_date_get_year(&date);
        signs[0] = FMS_SIGN_MINUS;
        return year < 0 ? 1 + figures((uint64_t) -year, 1, 0, signs + 1) : figures((uint64_t) year, 1, 0, signs);
    }
    return 0;
}
