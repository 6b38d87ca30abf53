#include "number-text-private.h"

#include "language-tag.h"

#include <glib.h>

#define MILLION INT64_C(1000000)
#define NARROW "\u202f" /* a narrow blank that does not break */

static const char english[] = "January|February|March|April|May|June|July|August|September|October|November|December";

/* More exact tags first. Sources: Unicode CLDR's number symbols and long dates of each language. */
static const struct fms_number_style styles[] = {
    { "en-us", ",", ".", "{month} {d}, {y}", english },
    { "en", ",", ".", "{d} {month} {y}", english },
    { "de-ch", "’", ".", "{d}. {month} {y}",
      "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember" },
    { "de", ".", ",", "{d}. {month} {y}",
      "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember" },
    { "fr", NARROW, ",", "{d} {month} {y}",
      "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre" },
    { "es", ".", ",", "{d} de {month} de {y}",
      "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre" },
    { "it", ".", ",", "{d} {month} {y}",
      "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre" },
    { "pt", ".", ",", "{d} de {month} de {y}",
      "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro" },
    { "nl", ".", ",", "{d} {month} {y}",
      "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december" },
    { "ru", NARROW, ",", "{d} {month} {y}",
      "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря" },
    { "zh", ",", ".", "{y}年{m}月{d}日", "" },
    { "yue", ",", ".", "{y}年{m}月{d}日", "" },
    { "ja", ",", ".", "{y}年{m}月{d}日", "" },
    { "ko", ",", ".", "{y}년 {m}월 {d}일", "" },
    { "th", ",", ".", "{y}-{mm}-{dd}", "" },
    { "he", ",", ".", "{dd}.{mm}.{y}", "" },
    { "ar", ",", ".", "{y}/{mm}/{dd}", "" },
    { "hi", ",", ".", "{d}/{m}/{y}", "" },
    { "id", ".", ",", "{dd}/{mm}/{y}", "" },
    { "tr", ".", ",", "{dd}.{mm}.{y}", "" },
    { "da", ".", ",", "{dd}.{mm}.{y}", "" },
    { "sv", NARROW, ",", "{y}-{mm}-{dd}", "" },
    { "nb", NARROW, ",", "{dd}.{mm}.{y}", "" },
    { "fi", NARROW, ",", "{d}.{m}.{y}", "" },
    { "pl", NARROW, ",", "{dd}.{mm}.{y}", "" },
    { "cs", NARROW, ",", "{d}. {m}. {y}", "" },
    { "uk", NARROW, ",", "{dd}.{mm}.{y}", "" },
    { "hu", NARROW, ",", "{y}. {mm}. {dd}.", "" },
    { "vi", ".", ",", "{dd}/{mm}/{y}", "" },
    { "", NARROW, ".", "{y}-{mm}-{dd}", "" },
};

const struct fms_number_style *fms_number_style_of(const char *language)
{
    size_t i = 0;
    while (*styles[i].language && !fms_language_is(language, styles[i].language))
        i++;
    return &styles[i];
}

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
