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

void *fms_large_copy(TALLOC_CTX *ctx, const void *bytes, size_t size)
{
    if (size < LARGE_BYTES) {
        void *copy = talloc_size(ctx, MAX(size, 1));
        if (size > 0)
            memcpy(copy, bytes, size);
        return copy;
    }
    struct holder *holder = talloc(ctx, struct holder);
    holder->bytes = g_malloc(size);
    memcpy(holder->bytes, bytes, size);
    talloc_set_destructor(holder, let_go);
    return holder->bytes;
}
