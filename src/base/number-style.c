#include "number-style.h"

#include "language-tag.h"

#include <stddef.h>

#define NARROW "\u202f" /* a narrow blank that does not break */

static const char english[] = "January|February|March|April|May|June|July|August|September|October|November|December";
static const char german[] = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember";
static const char spanish[] =
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre";

/* More exact tags first. Sources: Unicode CLDR's number symbols and long dates of each language. */
static const struct fms_number_style styles[] = {
    { "en-us", ",", ".", "{month} {d}, {y}", english },
    { "en", ",", ".", "{d} {month} {y}", english },
    { "de-ch", "’", ".", "{d}. {month} {y}", german },
    { "de-li", "’", ".", "{d}. {month} {y}", german },
    { "de", ".", ",", "{d}. {month} {y}", german },
    { "fr", NARROW, ",", "{d} {month} {y}",
      "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre" },
    { "es-mx", ",", ".", "{d} de {month} de {y}", spanish },
    { "es-us", ",", ".", "{d} de {month} de {y}", spanish },
    { "es", ".", ",", "{d} de {month} de {y}", spanish },
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
    { "nn", NARROW, ",", "{dd}.{mm}.{y}", "" },
    { "no", NARROW, ",", "{dd}.{mm}.{y}", "" },
    { "sk", NARROW, ",", "{d}. {m}. {y}", "" },
    { "ro", ".", ",", "{dd}.{mm}.{y}", "" },
    { "bg", NARROW, ",", "{d}.{mm}.{y}", "" },
    { "el", ".", ",", "{d}/{m}/{y}", "" },
    { "hr", ".", ",", "{dd}. {mm}. {y}.", "" },
    { "sr", ".", ",", "{d}. {m}. {y}.", "" },
    { "sl", ".", ",", "{d}. {m}. {y}", "" },
    { "lt", NARROW, ",", "{y}-{mm}-{dd}", "" },
    { "lv", NARROW, ",", "{dd}.{mm}.{y}.", "" },
    { "et", NARROW, ",", "{dd}.{mm}.{y}", "" },
    { "ca", ".", ",", "{d}/{m}/{y}", "" },
    { "gl", ".", ",", "{dd}/{mm}/{y}", "" },
    { "eu", ".", ",", "{y}/{m}/{d}", "" },
    { "is", ".", ",", "{d}.{m}.{y}", "" },
    { "", NARROW, ".", "{y}-{mm}-{dd}", "" },
};

const struct fms_number_style *fms_number_style_of(const char *language)
{
    size_t i = 0;
    while (*styles[i].language && !fms_language_is(language, styles[i].language))
        i++;
    return &styles[i];
}
