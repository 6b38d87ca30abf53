#include "language-tag.h"

#include <string.h>

bool fms_language_is(const char *language, const char *tag)
{
    size_t n = strlen(tag);
    return !strncmp(language, tag, n) && (!language[n] || language[n] == '-');
}

bool fms_language_in(const char *language, const char *const *tags)
{
    for (; *tags; tags++)
        if (fms_language_is(language, *tags))
            return true;
    return false;
}

bool fms_language_is_leftward(const char *language)
{
    static const char *const leftward[] = { "ar",  "arc", "ckb", "dv",  "fa", "he", "iw", "ku-arab",
                                            "nqo", "ps",  "sd",  "syr", "ug", "ur", "yi", NULL };
    return fms_language_in(language, leftward);
}
