#include "character-name.h"

#include "character-name-private.h"

#include <gio/gio.h>
#include <string.h>

/* All names, each behind a line break; NULL where they cannot be unpacked. */
static char *unpack(void)
{
    char *names = g_malloc(fms_character_names_bytes + 2);
    GConverter *converter = G_CONVERTER(g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
    gsize read = 0, written = 0;
    GConverterResult result =
        g_converter_convert(converter, fms_character_names_packed, fms_character_names_packed_bytes, names + 1,
                            fms_character_names_bytes, G_CONVERTER_INPUT_AT_END, &read, &written, NULL);
    g_object_unref(converter);
    names[0] = '\n';
    names[1 + written] = '\0';
    if (result == G_CONVERTER_FINISHED)
        return names;
    g_free(names);
    return NULL;
}

/* Those that have no name of their own. */
static const char *kind_of(gunichar c)
{
    GUnicodeScript script = g_unichar_get_script(c);
    switch ((int) g_unichar_type(c)) {
    case G_UNICODE_UNASSIGNED: return "(not assigned)";
    case G_UNICODE_PRIVATE_USE: return "(private use)";
    case G_UNICODE_SURROGATE: return "(surrogate)";
    case G_UNICODE_CONTROL: return "(control character)";
    }
    return script == G_UNICODE_SCRIPT_HAN      ? "CJK IDEOGRAPH"
           : script == G_UNICODE_SCRIPT_HANGUL ? "HANGUL SYLLABLE"
           : script == G_UNICODE_SCRIPT_TANGUT ? "TANGUT IDEOGRAPH"
                                               : "";
}

char *fms_character_name(gunichar c)
{
    char *names = unpack(), *key = g_strdup_printf("\n%X ", c);
    const char *found = names ? strstr(names, key) : NULL;
    const char *name = found ? found + strlen(key) : kind_of(c);
    char *result = g_strdup_printf("U+%04X %.*s", c, (int) strcspn(name, "\n"), name);
    g_free(key);
    g_free(names);
    return g_strchomp(result);
}
