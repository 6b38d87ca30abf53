/*
 * What stands in braces behind an image: a table of attributes, each with what reads its value and an example for those
 * who slip.
 */
#include "director-private.h"
#include "values.h"

#include <string.h>

#define MILLION 1000000
#define MOST_CLIP FMS_MS(INT64_C(24) * 3600 * 1000)

static const char *const moves[] = { "in", "out", "left", "right", "none", NULL };
static const char *const fits[] = { "cover", "contain", "blur", NULL };

static int index_of(const char *const *list, const char *word)
{
    for (int i = 0; list[i]; i++)
        if (strcmp(list[i], word) == 0)
            return i;
    return -1;
}

/* Reports a word that is not in the list, with what it may be. */
static void report_word(struct fms_director *director, struct fms_span span, const char *what, const char *word,
                        const char *const *list)
{
    char *hint = fms_hint_words(NULL, word, list);
    fms_error(director->diags, span, "image.attribute", hint, "%s '%s' is unknown", what, word);
    fms_diag_fix_word(director->diags, span, word, list);
    talloc_free(hint);
}

/* "40%" or "0.4" in millionths, up to `stop`; -1 where it is neither. */
static int32_t read_part(const char *text, const char *stop)
{
    int64_t whole = 0, fraction = 0, unit = MILLION;
    const char *at = text, *digits = text;
    for (; at < stop && g_ascii_isdigit(*at) && at - digits < 4; at++)
        whole = whole * 10 + (*at - '0');
    if (at == digits)
        return -1;
    if (at < stop && *at == '.')
        for (at++; at < stop && g_ascii_isdigit(*at); at++) {
            unit /= 10;
            fraction += (*at - '0') * unit;
        }
    bool percent = at < stop && *at == '%';
    int64_t value = whole * MILLION + fraction;
    value = percent ? value / 100 : value;
    return at + percent == stop && value <= MILLION ? (int32_t) value : -1;
}

/* What a reader of one attribute works on. */
struct reading {
    struct fms_director *director;
    const struct fms_attribute *attribute;
    struct fms_sight *sight;
    const char *value;
};

static bool read_focus(struct reading *reading)
{
    struct fms_view *view = &reading->sight->view;
    const char *comma = strchr(reading->value, ',');
    if (!comma)
        return false;
    const char *second = comma + 1 + strspn(comma + 1, " ");
    view->focus_x = read_part(reading->value, comma);
    view->focus_y = read_part(second, second + strlen(second));
    return view->focus_x >= 0 && view->focus_y >= 0;
}

static bool read_move(struct reading *reading)
{
    int i = index_of(moves, reading->value);
    if (i < 0)
        report_word(reading->director, reading->attribute->span, "movement", reading->value, moves);
    reading->sight->view.move = i < 0 ? NULL : moves[i];
    return true;
}

static bool read_fit(struct reading *reading)
{
    reading->sight->view.fit = index_of(fits, reading->value);
    if (reading->sight->view.fit < 0)
        report_word(reading->director, reading->attribute->span, "fit", reading->value, fits);
    return true;
}

static bool read_in(struct reading *reading)
{
    return fms_value_seconds(reading->value, MOST_CLIP, &reading->sight->view.in);
}

static bool read_out(struct reading *reading)
{
    struct fms_view *view = &reading->sight->view;
    return fms_value_seconds(reading->value, MOST_CLIP, &view->out) && view->out > 0;
}

static bool read_speed(struct reading *reading)
{
    struct fms_view *view = &reading->sight->view;
    if (strcmp(reading->value, "match") == 0) {
        view->speed_permille = 0;
        return true;
    }
    return fms_value_permille(reading->value, 100, 10000, &view->speed_permille);
}

static bool read_loop(struct reading *reading)
{
    reading->sight->view.loops = true;
    return !*reading->value;
}

static bool read_freeze(struct reading *reading)
{
    reading->sight->freezes = true;
    return !*reading->value;
}

static bool read_volume(struct reading *reading)
{
    struct fms_view *view = &reading->sight->view;
    bool good = fms_value_level(reading->value, &view->gain_cdb);
    view->heard = good && view->gain_cdb > FMS_LEVEL_LEAST;
    return good;
}

static bool read_sound(struct reading *reading)
{
    reading->sight->view.heard = true;
    return !*reading->value;
}

static bool read_muted(struct reading *reading)
{
    reading->sight->view.heard = false;
    return !*reading->value;
}

static bool read_credit(struct reading *reading)
{
    reading->sight->view.credit = reading->value;
    return *reading->value;
}

static bool read_lut(struct reading *reading)
{
    const char *name = reading->value;
    reading->sight->view.lut = NULL;
    if (*name && strcmp(name, "none") != 0)
        reading->sight->view.lut = fms_sight_probe_lut(reading->director, name, reading->attribute->span);
    return *name;
}

static bool read_transition(struct reading *reading)
{
    struct fms_sight *sight = reading->sight;
    const char *why = NULL;
    sight->join = reading->director->usual;
    sight->has_join = fms_transition_parse(reading->value, &sight->join, &why);
    if (!sight->has_join)
        fms_error(reading->director->diags, reading->attribute->span, "image.attribute", "transition=wipe-left",
                  "transition '%s': %s", reading->value, why);
    return true;
}

static bool read_reveal(struct reading *reading)
{
    return fms_reveals_read(reading->director, reading->attribute, reading->sight);
}

static bool read_parts(struct reading *reading)
{
    struct fms_sight *sight = reading->sight;
    if (!sight->parts)
        sight->parts = fms_parts_new(reading->director);
    return fms_parts_hide(reading->director, sight->parts, reading->value);
}

static const struct {
    const char *name;
    bool (*read)(struct reading *reading);
    const char *what, *example;
    enum { ANY, CLIP, DRAWING } of;
} rows[] = {
    { "focus", read_focus, "no place in a picture", "write two shares of the picture: focus=40%,70%", ANY },
    { "move", read_move, "", NULL, ANY },
    { "fit", read_fit, "", NULL, ANY },
    { "transition", read_transition, "", NULL, ANY },
    { "credit", read_credit, "nobody's name", "credit=\"Jo Example, CC BY 4.0\"", ANY },
    { "lut", read_lut, "no colour table", "lut=look.cube, or lut=none", ANY },
    { "in", read_in, "no moment of a clip", "in=2s or in=0:05.5", CLIP },
    { "out", read_out, "no moment of a clip", "out=8s or out=0:05.5", CLIP },
    { "speed", read_speed, "no speed", "speed=50%, speed=2 or speed=match; a tenth to ten times", CLIP },
    { "loop", read_loop, "nothing that `loop` takes", "loop stands alone", CLIP },
    { "freeze", read_freeze, "nothing that `freeze` takes", "freeze stands alone", CLIP },
    { "volume", read_volume, "no level", "volume=-6dB or volume=50%", CLIP },
    { "sound", read_sound, "nothing that `sound` takes", "sound stands alone; volume=50% says how loud", CLIP },
    { "muted", read_muted, "nothing that `muted` takes", "muted stands alone", CLIP },
    { "reveal", read_reveal, "no list of a drawing's parts", "reveal=\"coast, river@water\", 64 ids at most", DRAWING },
    { "parts", read_parts, "no list of a drawing's parts", "parts=\"coast river\", 64 ids at most", DRAWING },
};

static int row_of(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (strcmp(rows[i].name, name) == 0)
            return (int) i;
    return -1;
}

static void report_unknown(struct fms_director *director, const struct fms_attribute *attribute)
{
    const char *names[G_N_ELEMENTS(rows) + 1] = { NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        names[i] = rows[i].name;
    report_word(director, attribute->span, "attribute", attribute->name, names);
}

void fms_sight_attribute(struct fms_director *director, const struct fms_attribute *attribute, struct fms_sight *sight)
{
    struct reading reading = { director, attribute, sight, attribute->value };
    int i = row_of(attribute->name);
    const struct fms_asset *asset = sight->view.asset;
    if (i < 0)
        report_unknown(director, attribute);
    else if (asset && rows[i].of == CLIP && asset->kind != FMS_ASSET_CLIP)
        fms_error(director->diags, attribute->span, "image.attribute", "leave it out", "only a clip has '%s'",
                  attribute->name);
    else if (asset && rows[i].of == DRAWING && asset->kind != FMS_ASSET_VECTOR)
        fms_error(director->diags, attribute->span, "image.attribute", "parts are the ids of elements of an SVG file",
                  "only a drawing has '%s'", attribute->name);
    else if (!rows[i].read(&reading))
        fms_error(director->diags, attribute->span, "image.attribute", rows[i].example, "'%.80s' is %s",
                  attribute->value, rows[i].what);
}

bool fms_sight_check(struct fms_director *director, const struct fms_block *block, struct fms_sight *sight)
{
    struct fms_view *view = &sight->view;
    const struct fms_attribute *in = fms_block_attribute(block, "in"), *out = fms_block_attribute(block, "out");
    fms_ticks length = view->asset->duration;
    view->heard = view->heard && view->asset->has_sound;
    if (out && (view->out <= view->in || view->out > length))
        return fms_error(director->diags, out->span, "image.attribute",
                         "it lies behind `in`, and before the clip's end", "the clip has no part that ends at '%s'",
                         out->value);
    if (in && view->in >= length)
        return fms_error(director->diags, in->span, "image.attribute", "it lies before the clip's end",
                         "the clip has no part that begins at '%s'", in->value);
    return true;
}

fms_ticks fms_sight_length(const struct fms_sight *sight)
{
    const struct fms_view *view = &sight->view;
    if (view->loops || sight->freezes || view->speed_permille == 0)
        return INT64_MAX;
    fms_ticks part = (view->out ? view->out : view->asset->duration) - view->in;
    return part / view->speed_permille * 1000;
}
