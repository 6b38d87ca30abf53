/*
 * A line as a guest is given it. A guest knows nothing of our ranges, so what can be said in plain words is: a respelling, letters
 * one by one, silence as a comma. Sounds in IPA and emphasis cannot; the words stand as they are written.
 */
#include "guests.h"

#include "say.h"

#include <string.h>

/* One line of visible characters: a program reads a line, and a control character is a command to some. */
static void add_plain(GString *out, const char *text, const char *end)
{
    for (const char *at = text; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool blank = g_unichar_isspace(c) || g_unichar_iscntrl(c);
        if (blank && out->len > 0 && out->str[out->len - 1] != ' ')
            g_string_append_c(out, ' ');
        if (!blank && g_unichar_type(c) != G_UNICODE_FORMAT)
            g_string_append_unichar(out, c);
    }
}

static void add_letters(GString *out, const char *text, const char *end)
{
    for (const char *at = text; at < end; at = g_utf8_next_char(at)) {
        if (out->len > 0)
            g_string_append_c(out, ' ');
        add_plain(out, at, g_utf8_next_char(at));
    }
    g_string_append_c(out, ' ');
}

static bool ends_in_word(const GString *out)
{
    const char *last = out->len > 0 ? g_utf8_find_prev_char(out->str, out->str + out->len) : NULL;
    return last && g_unichar_isalnum(g_utf8_get_char(last));
}

static void add_say(GString *out, const char *text, const struct fms_say *say)
{
    switch (say->kind) {
    case FMS_SAY_RESPELL: add_plain(out, say->value, say->value + strlen(say->value)); return;
    case FMS_SAY_SPELL: add_letters(out, text + say->begin, text + say->end); return;
    case FMS_SAY_MUTE: return;
    case FMS_SAY_BREAK:
        add_plain(out, text + say->begin, text + say->end);
        if (ends_in_word(out))
            g_string_append(out, ", ");
        return;
    case FMS_SAY_PHONEMES:
    case FMS_SAY_EMPHASIS: add_plain(out, text + say->begin, text + say->end); return;
    case FMS_SAY_N_KINDS: return;
    }
}

char *fms_guest_text(TALLOC_CTX *ctx, const struct fms_line *line, GError **error)
{
    size_t n;
    struct fms_say *says = fms_say_read(NULL, line->say, line->text, &n, error);
    if (!says)
        return NULL;
    GString *out = g_string_new(NULL);
    const char *at = line->text;
    for (size_t i = 0; i < n; i++) {
        add_plain(out, at, line->text + says[i].begin);
        add_say(out, line->text, &says[i]);
        at = line->text + says[i].end;
    }
    add_plain(out, at, at + strlen(at));
    char *text = talloc_strdup(ctx, g_strstrip(out->str));
    g_string_free(out, TRUE);
    talloc_free(says);
    return text;
}
