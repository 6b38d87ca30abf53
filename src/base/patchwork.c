/*
 * The patches are kept with their places in the new text; what lies between two of them is as long as it was.
 */
#include "patchwork.h"

#include <string.h>

struct piece {
    size_t at, length; /* in the new text */
    size_t begin, end; /* in the original */
    struct fms_span origin;
};

struct fms_patchwork {
    const struct fms_source *original;
    size_t n_pieces;
    struct piece *pieces;
};

struct fms_source *fms_source_patched(TALLOC_CTX *ctx, const struct fms_source *original,
                                      const struct fms_patch *patches, size_t n)
{
    struct fms_source *source = talloc_zero(ctx, struct fms_source);
    struct fms_patchwork *work = talloc_zero(source, struct fms_patchwork);
    GString *text = g_string_sized_new(original->length);
    size_t done = 0;
    work->original = original;
    work->pieces = talloc_array(work, struct piece, n);
    for (size_t i = 0; i < n; i++) {
        const struct fms_patch *patch = &patches[i];
        g_assert(patch->begin >= done && patch->begin <= patch->end && patch->end <= original->length);
        g_string_append_len(text, original->text + done, (gssize) (patch->begin - done));
        work->pieces[work->n_pieces++] =
            (struct piece){ text->len, strlen(patch->text), patch->begin, patch->end, patch->origin };
        g_string_append(text, patch->text);
        done = patch->end;
    }
    g_string_append_len(text, original->text + done, (gssize) (original->length - done));
    source->name = talloc_strdup(source, original->name);
    source->text = talloc_strndup(source, text->str, text->len);
    source->length = text->len;
    source->patchwork = work;
    g_string_free(text, TRUE);
    return source;
}

/* The last piece that begins at or before a byte; NULL if there is none. */
static const struct piece *piece_before(const struct fms_patchwork *work, size_t at)
{
    size_t low = 0, high = work->n_pieces;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (work->pieces[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? &work->pieces[low - 1] : NULL;
}

/* A byte's place in the original; of one in a patch, the patch's end. */
static size_t place_of(const struct piece *piece, size_t at)
{
    return !piece ? at : at < piece->at + piece->length ? piece->end : piece->end + (at - piece->at - piece->length);
}

struct fms_span fms_span_origin(struct fms_span span)
{
    while (span.source && span.source->patchwork) {
        const struct fms_patchwork *work = span.source->patchwork;
        const struct piece *first = piece_before(work, span.begin), *last = piece_before(work, span.end);
        if (first && span.begin < first->at + first->length)
            span = first->origin;
        else
            span = (struct fms_span){ work->original, place_of(first, span.begin), place_of(last, span.end) };
    }
    return span;
}
