/*
 * Where a byte is. The index holds a place for every 128 bytes of the source, not for every line: so it is small where there is
 * a line break every other byte, and quick where all of the source is one line.
 */
#include "diags.h"

#include <string.h>

enum { STEP_BYTES = 128 };

struct mark {
    size_t offset;
    struct fms_place place;
};

struct fms_places {
    const struct fms_source *source;
    size_t n_marks;
    struct mark *marks;
};

/* Length of the line break at `at`: 2 for \r\n, 1 for \n or \r, 0 for none. */
static size_t line_break(const char *text, size_t at)
{
    if (text[at] == '\r')
        return text[at + 1] == '\n' ? 2 : 1;
    return text[at] == '\n';
}

/* Walks from a mark on as long as whole characters and line breaks end at `offset` or before it. */
static struct mark walk(const struct fms_source *source, struct mark mark, size_t offset)
{
    const char *text = source->text;
    while (mark.offset < MIN(offset, source->length)) {
        size_t n = line_break(text, mark.offset);
        size_t next = n ? mark.offset + n : (size_t) (g_utf8_next_char(text + mark.offset) - text);
        if (next > offset)
            break;
        mark.place.line += n > 0;
        mark.place.column = n ? 1 : mark.place.column + 1;
        mark.offset = next;
    }
    return mark;
}

struct fms_place fms_source_place(const struct fms_source *source, size_t offset)
{
    return walk(source, (struct mark){ 0, { 1, 1 } }, offset).place;
}

struct fms_places *fms_places_new(TALLOC_CTX *ctx, const struct fms_source *source)
{
    struct fms_places *places = talloc(ctx, struct fms_places);
    struct mark mark = { 0, { 1, 1 } };
    places->source = source;
    places->n_marks = source->length / STEP_BYTES + 1;
    places->marks = talloc_array(places, struct mark, places->n_marks);
    for (size_t i = 0; i < places->n_marks; i++)
        places->marks[i] = mark = walk(source, mark, i * STEP_BYTES);
    return places;
}

struct fms_place fms_places_at(const struct fms_places *places, size_t offset)
{
    size_t i = MIN(offset / STEP_BYTES, places->n_marks - 1);
    return walk(places->source, places->marks[i], offset).place;
}
