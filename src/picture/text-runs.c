#include "text-runs-private.h"

#include <string.h>

/** How much heavier strong letters are, and the least that is seen as bold. */
#define HEAVIER 200
#define BOLD 700

/** Bytes [begin, end) of a text, whole characters. */
struct bytes {
    const char *begin, *end;
};

static void add(PangoAttrList *attributes, PangoAttribute *attribute, const char *text, struct bytes bytes)
{
    attribute->start_index = (guint) (bytes.begin - text);
    attribute->end_index = (guint) (bytes.end - text);
    pango_attr_list_insert(attributes, attribute);
}

static PangoAttribute *heavier(const struct fms_letters *letters)
{
    return pango_attr_weight_new((PangoWeight) CLAMP(letters->weight + HEAVIER, BOLD, 900));
}

enum slant { SLANT_ANY, SLANT_YES, SLANT_NO };

/** Whether a character's script has slanted letters. What is common to all scripts goes with its neighbours. */
static enum slant slant_of(gunichar c)
{
    switch ((int) g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_ARMENIAN: return SLANT_YES;
    case G_UNICODE_SCRIPT_COMMON:
    case G_UNICODE_SCRIPT_INHERITED: return SLANT_ANY;
    }
    return SLANT_NO;
}

/* In slanted text, what is emphasised stands upright. */
static void emphasise(PangoAttrList *attributes, const char *text, struct bytes run, const struct fms_letters *letters)
{
    while (run.begin < run.end) {
        const char *at = run.begin;
        enum slant slant = SLANT_ANY, next = SLANT_ANY;
        for (; at < run.end; at = g_utf8_next_char(at)) {
            next = slant_of(g_utf8_get_char(at));
            if (slant != SLANT_ANY && next != SLANT_ANY && next != slant)
                break;
            slant = slant == SLANT_ANY ? next : slant;
        }
        PangoStyle style = letters->italic ? PANGO_STYLE_NORMAL : PANGO_STYLE_ITALIC;
        add(attributes, slant == SLANT_NO ? heavier(letters) : pango_attr_style_new(style), text,
            (struct bytes){ run.begin, at });
        run.begin = at;
    }
}

struct fms_text_bytes fms_text_run_bytes(const struct fms_text_run *run, const char *text)
{
    int32_t length = (int32_t) strlen(text), begin = CLAMP(run->begin, 0, length);
    struct fms_text_bytes bytes = { begin, CLAMP(run->end, begin, length) };
    while (bytes.begin > 0 && (text[bytes.begin] & 0xC0) == 0x80)
        bytes.begin--;
    while ((text[bytes.end] & 0xC0) == 0x80)
        bytes.end++;
    return bytes;
}

static void add_run(PangoAttrList *attributes, const char *text, const struct fms_text_run *run,
                    const struct fms_letters *letters)
{
    struct fms_text_bytes within = fms_text_run_bytes(run, text);
    struct bytes bytes = { text + within.begin, text + within.end };
    if (bytes.begin == bytes.end)
        return;
    switch (run->style) {
    case FMS_STYLE_EMPHASIS: emphasise(attributes, text, bytes, letters); break;
    case FMS_STYLE_STRONG: add(attributes, heavier(letters), text, bytes); break;
    case FMS_STYLE_CODE: {
        char *families = fms_fonts_families(letters->mono && *letters->mono ? letters->mono : "Noto Sans Mono");
        add(attributes, pango_attr_family_new(families), text, bytes);
        g_free(families);
        break;
    }
    case FMS_STYLE_RUBY:
        if (!letters->torn)
            add(attributes, pango_attr_allow_breaks_new(FALSE), text, bytes);
        break;
    case FMS_STYLE_MARK: break;
    }
}

void fms_text_runs_add(PangoAttrList *attributes, const char *text, const struct fms_letters *letters)
{
    for (size_t i = 0; i < letters->n_runs; i++)
        add_run(attributes, text, &letters->runs[i], letters);
}

bool fms_text_runs_have(const struct fms_letters *letters, enum fms_text_style style, const char *text, int index)
{
    for (size_t i = 0; i < letters->n_runs; i++) {
        const struct fms_text_run *run = &letters->runs[i];
        if (run->style != style || index < run->begin - 3 || index >= run->end + 3)
            continue; /* a run that begins in the midst of a character begins with that, which has four bytes at most */
        struct fms_text_bytes bytes = fms_text_run_bytes(run, text);
        if (index >= bytes.begin && index < bytes.end)
            return true;
    }
    return false;
}
