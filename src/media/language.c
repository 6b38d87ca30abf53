/**
 * Languages as MP4 writes them: three letters (ISO 639-2/T) for the two of a BCP 47 tag.
 */
#include "media-private.h"

#include <string.h>

static const char codes[][2][4] = {
    { "af", "afr" }, { "am", "amh" }, { "ar", "ara" }, { "az", "aze" }, { "be", "bel" }, { "bg", "bul" },
    { "bn", "ben" }, { "bs", "bos" }, { "ca", "cat" }, { "cs", "ces" }, { "cy", "cym" }, { "da", "dan" },
    { "de", "deu" }, { "el", "ell" }, { "en", "eng" }, { "eo", "epo" }, { "es", "spa" }, { "et", "est" },
    { "eu", "eus" }, { "fa", "fas" }, { "fi", "fin" }, { "fr", "fra" }, { "ga", "gle" }, { "gd", "gla" },
    { "gl", "glg" }, { "gu", "guj" }, { "ha", "hau" }, { "he", "heb" }, { "hi", "hin" }, { "hr", "hrv" },
    { "hu", "hun" }, { "hy", "hye" }, { "id", "ind" }, { "is", "isl" }, { "it", "ita" }, { "ja", "jpn" },
    { "ka", "kat" }, { "kk", "kaz" }, { "km", "khm" }, { "kn", "kan" }, { "ko", "kor" }, { "ky", "kir" },
    { "la", "lat" }, { "lb", "ltz" }, { "lo", "lao" }, { "lt", "lit" }, { "lv", "lav" }, { "mk", "mkd" },
    { "ml", "mal" }, { "mn", "mon" }, { "mr", "mar" }, { "ms", "msa" }, { "mt", "mlt" }, { "my", "mya" },
    { "nb", "nob" }, { "ne", "nep" }, { "nl", "nld" }, { "nn", "nno" }, { "no", "nor" }, { "pa", "pan" },
    { "pl", "pol" }, { "ps", "pus" }, { "pt", "por" }, { "ro", "ron" }, { "ru", "rus" }, { "si", "sin" },
    { "sk", "slk" }, { "sl", "slv" }, { "so", "som" }, { "sq", "sqi" }, { "sr", "srp" }, { "sv", "swe" },
    { "sw", "swa" }, { "ta", "tam" }, { "te", "tel" }, { "tg", "tgk" }, { "th", "tha" }, { "tk", "tuk" },
    { "tr", "tur" }, { "tt", "tat" }, { "ug", "uig" }, { "uk", "ukr" }, { "ur", "urd" }, { "uz", "uzb" },
    { "vi", "vie" }, { "yi", "yid" }, { "yo", "yor" }, { "zh", "zho" }, { "zu", "zul" },
};

const char *fms_language_code(const char *bcp47)
{
    size_t length = bcp47 ? strcspn(bcp47, "-_") : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++)
        for (int form = 0; form < 2; form++)
            if (strlen(codes[i][form]) == length && g_ascii_strncasecmp(bcp47, codes[i][form], length) == 0)
                return codes[i][1];
    return "und";
}
