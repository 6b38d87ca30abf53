#include "large-copy.h"

#include <glib.h>
#include <string.h>

enum { LARGE_BYTES = 16 << 20 }; /* from here on not talloc's */

struct holder {
    void *bytes;
};

static int let_go(struct holder *holder)
{
    g_free(holder->bytes);
    return 0;
}

void *fms_large_keep(TALLOC_CTX *ctx, void *bytes)
{
    struct holder *holder = talloc(ctx, struct holder);
    holder->bytes = bytes ? bytes : g_malloc(1);
    talloc_set_destructor(holder, let_go);
    return holder->bytes;
}

void *fms_large_copy(TALLOC_CTX *ctx, const void *bytes, size_t size)
{
    void *copy = size < LARGE_BYTES ? talloc_size(ctx, MAX(size, 1)) : fms_large_keep(ctx, g_malloc(size));
    if (size > 0)
        memcpy(copy, bytes, size);
    return copy;
}
