#include "quote-marks.h"

#include "language-tag.h"

#include <glib.h>

const struct fms_quote_marks *fms_quote_marks_of(const char *language)
{
    static const struct fms_quote_marks rows[] = {
        { "de", "„", "“" },      { "cs", "„", "“" },   { "fr", "«\u00A0", "\u00A0»" },
        { "es", "«", "»" },      { "ru", "«", "»" },   { "uk", "«", "»" },
        { "it", "«", "»" },      { "pt", "«", "»" },   { "pl", "„", "”" },
        { "el", "«", "»" },      { "ja", "「", "」" }, { "zh-hant", "「", "」" },
        { "zh-tw", "「", "」" }, { "sv", "”", "”" },   { "fi", "”", "”" },
        { "ar", "«", "»" },      { "fa", "«", "»" },
    };
    static const struct fms_quote_marks english = { "en", "“", "”" };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (fms_language_is(language, rows[i].language))
            return &rows[i];
    return &english;
}
