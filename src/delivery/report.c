/*
 * The report: what the film is made of, for people and for archives. Keys come in a fixed order. Numbers that are no
 * whole numbers are written as decimal strings, because a double's shortest form is a matter of the library that prints it.
 */
#include "delivery.h"
#include "patchwork.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

static void put_string(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    if (value)
        json_builder_add_string_value(json, value);
    else
        json_builder_add_null_value(json);
}

static void put_number(JsonBuilder *json, const char *name, int64_t value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

static void put_number_if(JsonBuilder *json, const char *name, int64_t value)
{
    json_builder_set_member_name(json, name);
    if (value > 0)
        json_builder_add_int_value(json, value);
    else
        json_builder_add_null_value(json);
}

static void put_stamp(JsonBuilder *json, const char *name, fms_ticks t)
{
    GString *stamp = g_string_new(NULL);
    fms_stamp(stamp, t, '.');
    put_string(json, name, stamp->str);
    g_string_free(stamp, TRUE);
}

/* Two decimals; null for what has no number (the loudness of silence). */
static void put_decimal(JsonBuilder *json, const char *name, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    bool finite = isfinite(value) && fabs(value) < 1e6;
    if (finite)
        g_ascii_formatd(digits, sizeof digits, "%.2f", value);
    put_string(json, name, !finite ? NULL : strcmp(digits, "-0.00") ? digits : "0.00");
}

static int64_t milliseconds(fms_ticks t)
{
    return (t + FMS_MS(1) / 2) / FMS_MS(1);
}

/* Places in scripts, asked for mostly in order: counting goes on from the last one instead of from the beginning. */
struct finder {
    const struct fms_source *source;
    size_t offset;
    struct fms_place place;
};

static void finder_step(struct finder *finder)
{
    const char *p = finder->source->text + finder->offset;
    bool breaks = *p == '\n' || (*p == '\r' && p[1] != '\n');
    finder->offset += (size_t) (g_utf8_next_char(p) - p);
    finder->place.column++;
    if (breaks)
        finder->place = (struct fms_place){ finder->place.line + 1, 1 };
}

static struct fms_place find(struct finder *finder, const struct fms_span *span)
{
    if (finder->source != span->source || finder->offset > span->begin)
        *finder = (struct finder){ span->source, 0, { 1, 1 } };
    while (finder->offset < MIN(span->begin, finder->source->length))
        finder_step(finder);
    return finder->place;
}

static void put_place(JsonBuilder *json, struct finder *finder, const struct fms_span *of)
{
    const struct fms_span origin = fms_span_origin(*of), *span = &origin;
    if (!span->source) {
        put_string(json, "script", NULL);
        return;
    }
    struct fms_place place = find(finder, span);
    char *file = g_path_get_basename(span->source->name);
    char *text = g_strdup_printf("%s:%zu:%zu", file, place.line, place.column);
    put_string(json, "script", text);
    g_free(text);
    g_free(file);
}

static void put_film(JsonBuilder *json, const struct fms_timeline *timeline, const struct fms_report_film *facts)
{
    fms_ticks duration = fms_ticks_from_frames(timeline->n_frames, timeline->rate);
    char *rate = g_strdup_printf("%d/%d", timeline->rate.num, timeline->rate.den);
    json_builder_set_member_name(json, "film");
    json_builder_begin_object(json);
    put_string(json, "file", facts->film);
    put_string(json, "sha256", facts->film_digest.hex);
    put_number(json, "bytes", facts->film_bytes);
    put_string(json, "title", timeline->board->title);
    put_string(json, "series", timeline->board->series);
    put_string(json, "author", timeline->board->author);
    put_string(json, "language", timeline->board->language);
    put_number(json, "width", facts->width_px);
    put_number(json, "height", facts->height_px);
    put_string(json, "rate", rate);
    put_number(json, "frames", timeline->n_frames);
    put_stamp(json, "duration", duration);
    put_number(json, "duration_ms", milliseconds(duration));
    put_string(json, "voice", facts->voice);
    json_builder_end_object(json);
    g_free(rate);
}

static void put_loudness(JsonBuilder *json, const struct fms_report_film *facts)
{
    json_builder_set_member_name(json, "loudness");
    json_builder_begin_object(json);
    put_decimal(json, "integrated_lufs", facts->integrated_lufs);
    put_decimal(json, "range_lu", facts->range_lu);
    put_decimal(json, "true_peak_dbtp", facts->true_peak_dbtp);
    put_decimal(json, "max_momentary_lufs", facts->momentary_lufs);
    put_decimal(json, "max_short_term_lufs", facts->short_term_lufs);
    put_decimal(json, "dialogue_lufs", facts->dialogue_lufs);
    put_decimal(json, "voice_over_bed_lu", facts->distance_lu);
    put_decimal(json, "stems_gain_db", facts->gain_db);
    json_builder_end_object(json);
}

static void put_shots(JsonBuilder *json, const struct fms_timeline *timeline)
{
    struct finder finder = { NULL, 0, { 1, 1 } };
    json_builder_set_member_name(json, "shots");
    json_builder_begin_array(json);
    for (size_t i = 0; i < timeline->n_shots; i++) {
        const struct fms_place_shot *place = &timeline->shots[i];
        json_builder_begin_object(json);
        put_string(json, "name", place->shot->name);
        put_string(json, "kind", fms_shot_kind_name(place->shot->kind));
        put_stamp(json, "begin", fms_ticks_from_frames(place->begin, timeline->rate));
        put_stamp(json, "end", fms_ticks_from_frames(place->end, timeline->rate));
        put_place(json, &finder, &place->shot->span);
        put_string(json, "asset", place->shot->view ? place->shot->view->asset->name : NULL);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void put_chapters(JsonBuilder *json, const struct fms_timeline *timeline)
{
    json_builder_set_member_name(json, "chapters");
    json_builder_begin_array(json);
    for (size_t i = 0; i < timeline->n_chapters; i++) {
        json_builder_begin_object(json);
        put_string(json, "title", timeline->chapters[i].title);
        put_stamp(json, "begin", timeline->chapters[i].begin);
        put_stamp(json, "end", timeline->chapters[i].end);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void put_assets(JsonBuilder *json, const struct fms_report_film *facts)
{
    json_builder_set_member_name(json, "assets");
    json_builder_begin_array(json);
    for (size_t i = 0; i < facts->n_assets; i++) {
        const struct fms_asset *asset = facts->assets[i];
        json_builder_begin_object(json);
        put_string(json, "name", asset->name);
        put_string(json, "kind", fms_asset_kind_name(asset->kind));
        put_string(json, "sha256", asset->digest.hex);
        put_number(json, "bytes", asset->size_bytes);
        put_number_if(json, "width", asset->width_px);
        put_number_if(json, "height", asset->height_px);
        put_number_if(json, "duration_ms", milliseconds(asset->duration));
        put_string(json, "creator", asset->creator);
        put_string(json, "licence", asset->licence);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void put_sources(JsonBuilder *json, const struct fms_board *board)
{
    json_builder_set_member_name(json, "sources");
    json_builder_begin_array(json);
    for (size_t i = 0; i < board->n_citations; i++)
        json_builder_add_string_value(json, board->citations[i].text);
    json_builder_end_array(json);
}

static void put_credits(JsonBuilder *json, const struct fms_board *board)
{
    json_builder_set_member_name(json, "credits");
    json_builder_begin_array(json);
    for (size_t i = 0; i < board->n_credits; i++) {
        json_builder_begin_object(json);
        put_string(json, "role", board->credits[i].role);
        put_string(json, "names", board->credits[i].names);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static GString *print(JsonBuilder *json)
{
    JsonGenerator *generator = json_generator_new();
    JsonNode *root = json_builder_get_root(json);
    json_generator_set_root(generator, root);
    json_generator_set_pretty(generator, TRUE);
    json_generator_set_indent(generator, 2);
    GString *out = json_generator_to_gstring(generator, g_string_new(NULL));
    g_string_append_c(out, '\n');
    json_node_unref(root);
    g_object_unref(generator);
    return out;
}

static void put_all_of_film(JsonBuilder *json, const struct fms_report_film *film)
{
    const struct fms_timeline *timeline = film->timeline;
    put_film(json, timeline, film);
    put_loudness(json, film);
    put_number(json, "captions", (int64_t) timeline->n_cues);
    put_chapters(json, timeline);
    put_shots(json, timeline);
    put_assets(json, film);
    put_sources(json, timeline->board);
    put_credits(json, timeline->board);
}

/* One of several. */
static void put_variant(JsonBuilder *json, const struct fms_report_film *film)
{
    json_builder_begin_object(json);
    put_string(json, "name", film->film);
    put_string(json, "language", film->language);
    put_string(json, "aspect", film->aspect);
    put_string(json, "profile", film->profile);
    json_builder_set_member_name(json, "made");
    json_builder_add_boolean_value(json, film->timeline != NULL);
    if (film->timeline)
        put_all_of_film(json, film);
    json_builder_end_object(json);
}

static void put_films(JsonBuilder *json, const struct fms_report_film *films, size_t n)
{
    json_builder_set_member_name(json, "films");
    json_builder_begin_array(json);
    for (size_t i = 0; i < n; i++)
        put_variant(json, &films[i]);
    json_builder_end_array(json);
}

GString *fms_delivery_report(const struct fms_report_film *films, size_t n, const char *generator)
{
    JsonBuilder *json = json_builder_new();
    json_builder_begin_object(json);
    put_string(json, "generator", generator);
    if (n == 1 && films->timeline)
        put_all_of_film(json, films);
    else
        put_films(json, films, n);
    json_builder_end_object(json);
    GString *out = print(json);
    g_object_unref(json);
    return out;
}
