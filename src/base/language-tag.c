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
