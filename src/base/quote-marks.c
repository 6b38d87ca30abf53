#include "quote-marks.h"

#include <glib.h>
#include <string.h>

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
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        size_t n = strlen(rows[i].language);
        if (!strncmp(language, rows[i].language, n) && (!language[n] || language[n] == '-'))
            return &rows[i];
    }
    return &english;
}
