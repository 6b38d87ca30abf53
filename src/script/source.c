/*
 * From bytes to a source. People save scripts from all kinds of programs, so a file that is not UTF-8 is the commonest
 * first mistake of all: it is told apart here and answered with the command that mends it.
 */
#include "script-private.h"

#include <string.h>

enum { SHOWN_AFTER = 200 };

static struct fms_source *make(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t length)
{
    struct fms_source *source = talloc_zero(ctx, struct fms_source);
    char *text = talloc_size(source, length + 1);
    memcpy(text, bytes, length);
    text[length] = '\0';
    source->name = talloc_strdup(source, name);
    source->text = text;
    source->length = length;
    return source;
}

/* What can be shown of a broken source: each byte that is not valid becomes one that is, so that offsets stay. */
static struct fms_source *make_showable(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t length, size_t bad)
{
    struct fms_source *source = make(ctx, name, bytes, MIN(length, bad + SHOWN_AFTER));
    char *text = (char *) source->text;
    for (size_t i = bad; i < source->length; i++)
        if ((unsigned char) text[i] >= 0x80 || text[i] == '\0')
            text[i] = '?';
    return source;
}

static const char *utf16_order(const unsigned char *bytes, size_t length)
{
    if (length >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
        return "LE";
    if (length >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
        return "BE";
    size_t zeros[2] = { 0, 0 }, n = MIN(length, 1024);
    for (size_t i = 0; i < n; i++)
        zeros[i % 2] += bytes[i] == 0;
    if (zeros[0] + zeros[1] < n / 4 + 1)
        return NULL;
    return zeros[1] > 8 * zeros[0] ? "LE" : zeros[0] > 8 * zeros[1] ? "BE" : NULL;
}

/* Latin letters beyond ASCII are few among many; in Chinese or Japanese of two bytes a letter nearly all are high. */
static bool mostly_high(const unsigned char *bytes, size_t length)
{
    size_t n_high = 0, n_letters = 0;
    for (size_t i = 0; i < length; i++) {
        n_high += bytes[i] >= 0x80;
        n_letters += bytes[i] > ' ';
    }
    return n_high * 2 > n_letters;
}

static void tell_encoding(struct fms_diags *diags, struct fms_span at, const char *found, const char *iconv_name)
{
    const char *name = at.source->name;
    char *hint =
        g_strdup_printf("save it as UTF-8, or convert it: iconv -f %s -t UTF-8 '%s' > new.txt", iconv_name, name);
    fms_error(diags, at, "script.encoding", hint, "%s", found);
    g_free(hint);
}

/* Files of other programs that are given for a script, by what they begin with. */
static const struct {
    size_t at;
    const char *bytes, *what, *hint;
} kinds[] = {
    { 0, "\x1F\x8B", "a gzip archive", "unpack it first: gunzip" },
    { 0, "BZh", "a bzip2 archive", "unpack it first: bunzip2" },
    { 0,
      "\xFD"
      "7zXZ",
      "an xz archive", "unpack it first: unxz" },
    { 0, "\x28\xB5\x2F\xFD", "a zstd archive", "unpack it first: unzstd" },
    { 0, "PK\x03\x04", "a ZIP archive, as word processors write", "save it as plain text in UTF-8" },
    { 0, "{\\rtf", "a document in RTF", "save it as plain text in UTF-8" },
    { 0, "\xD0\xCF\x11\xE0", "a document of an old word processor", "save it as plain text in UTF-8" },
    { 0, "%PDF-", "a PDF file", "copy its words into a text file" },
    { 0,
      "\x7F"
      "ELF",
      "a program", "a script is a text file" },
    { 0, "\x89PNG", "a picture", "name it in a script: ![](picture.png)" },
    { 0, "\xFF\xD8\xFF", "a picture", "name it in a script: ![](picture.jpg)" },
    { 0, "GIF8", "a picture", "name it in a script: ![](picture.gif)" },
    { 0, "RIFF", "a sound, picture or clip", "name it in a script: (music: bed.wav)" },
    { 0, "OggS", "a sound or clip", "name it in a script: (music: bed.ogg)" },
    { 0, "ID3", "a sound", "name it in a script: (music: bed.mp3)" },
    { 4, "ftyp", "a clip", "name it in a script: ![](clip.mp4)" },
    { 0, "\x1A\x45\xDF\xA3", "a clip", "name it in a script: ![](clip.mkv)" },
};

/* Is it a file of another kind, and no text? Said is which. What is valid text may still begin a script with "RIFF". */
static bool is_other_kind(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t length, struct fms_diags *diags)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        size_t at = kinds[i].at, n = strlen(kinds[i].bytes);
        if (length < at + n || memcmp(bytes + at, kinds[i].bytes, n) != 0)
            continue;
        bool text = g_utf8_validate_len(bytes, length, NULL) && kinds[i].bytes[0] != '{' && kinds[i].bytes[0] != '%';
        struct fms_span nowhere = { make(ctx, name, "", 0), 0, 0 };
        if (!text)
            fms_error(diags, nowhere, "script.encoding", kinds[i].hint, "this is %s and no script", kinds[i].what);
        return !text;
    }
    return false;
}

static void tell_bad_byte(TALLOC_CTX *ctx, const char *name, const char *bytes, size_t length, size_t bad,
                          struct fms_diags *diags)
{
    struct fms_source *shown = make_showable(ctx, name, bytes, length, bad);
    struct fms_span at = { shown, bad, bad + 1 };
    g_assert(bad < length);
    unsigned byte = (unsigned char) bytes[bad];
    if (byte == 0) {
        fms_error(diags, at, "script.encoding", "is this a text file? A script is plain text in UTF-8",
                  "there is a NUL byte at byte %zu", bad + 1);
        return;
    }
    bool one_byte = !mostly_high((const unsigned char *) bytes, MIN(length, 1 << 16));
    char *found = g_strdup_printf("byte %zu (0x%02X) is not UTF-8; it looks like %s", bad + 1, byte,
                                  one_byte ? "Latin-1 or Windows-1252" : "an East Asian encoding such as GB 18030");
    tell_encoding(diags, at, found, one_byte ? "WINDOWS-1252" : "GB18030");
    g_free(found);
}

struct fms_source *fms_source_new(TALLOC_CTX *ctx, const char *name, const void *bytes, size_t length,
                                  struct fms_diags *diags)
{
    static const char bom[] = "\xEF\xBB\xBF";
    if (length > FMS_SCRIPT_MAX_BYTES) {
        struct fms_span at = { make(ctx, name, "", 0), 0, 0 };
        fms_error(diags, at, "script.size", "a script of an hour is about 60 KiB", "the script is larger than 8 MiB");
        return NULL;
    }
    const char *text = length ? bytes : "";
    if (is_other_kind(ctx, name, text, length, diags))
        return NULL;
    const char *order = utf16_order((const unsigned char *) text, length);
    if (order) {
        struct fms_span at = { make(ctx, name, "", 0), 0, 0 };
        tell_encoding(diags, at, "this is UTF-16, not UTF-8", order[0] == 'L' ? "UTF-16LE" : "UTF-16BE");
        return NULL;
    }
    if (length >= 3 && memcmp(text, bom, 3) == 0) {
        text += 3;
        length -= 3;
    }
    const char *bad = NULL;
    if (!g_utf8_validate_len(text, length, &bad)) {
        tell_bad_byte(ctx, name, text, length, (size_t) (bad - text), diags);
        return NULL;
    }
    return make(ctx, name, text, length);
}

enum fms_script_format fms_script_format_of(const struct fms_source *source)
{
    static const struct {
        const char *ending;
        enum fms_script_format format;
    } endings[] = { { ".md", FMS_FORMAT_MARKDOWN },       { ".markdown", FMS_FORMAT_MARKDOWN },
                    { ".fountain", FMS_FORMAT_FOUNTAIN }, { ".spmd", FMS_FORMAT_FOUNTAIN },
                    { ".yaml", FMS_FORMAT_NARAKEET },     { ".yml", FMS_FORMAT_NARAKEET },
                    { ".json", FMS_FORMAT_NARAKEET } };
    size_t length = strlen(source->name);
    enum fms_script_format format = strncmp(source->text, "---", 3) == 0 ? FMS_FORMAT_MARKDOWN : FMS_FORMAT_PLAIN;
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t n = strlen(endings[i].ending);
        if (length >= n && g_ascii_strcasecmp(source->name + length - n, endings[i].ending) == 0)
            format = endings[i].format;
    }
    bool is_open = format == FMS_FORMAT_MARKDOWN || format == FMS_FORMAT_PLAIN;
    return is_open && fms_narakeet_likely(source) ? FMS_FORMAT_NARAKEET : format;
}

bool fms_script_format_named(const char *name, enum fms_script_format *format)
{
    static const char *const names[] = { [FMS_FORMAT_MARKDOWN] = "markdown",
                                         [FMS_FORMAT_PLAIN] = "plain",
                                         [FMS_FORMAT_NARAKEET] = "narakeet",
                                         [FMS_FORMAT_FOUNTAIN] = "fountain" };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], name) == 0) {
            *format = (enum fms_script_format) i;
            return true;
        }
    return false;
}
