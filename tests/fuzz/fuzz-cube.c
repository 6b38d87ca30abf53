/* Colour tables: a file of anybody's, read from memory that has a place among the files. */
#include "fuzz.h"
#include "library.h"

#include <sys/mman.h>
#include <unistd.h>

/* Every table that is handed out is whole: what applies it looks at all its points. */
static void look_at(const struct fms_lut *lut)
{
    size_t size = (size_t) lut->cube_size, n_curves = 3 * (size_t) lut->curve_size, n_cube = 3 * size * size * size;
    uint64_t sum = 0;
    g_assert_true(n_curves + n_cube > 0);
    for (size_t i = 0; i < n_curves; i++)
        sum += lut->curves[i];
    for (size_t i = 0; i < n_cube; i++)
        sum += lut->cube[i];
    g_assert_cmpuint(sum, <=, (n_curves + n_cube) * UINT16_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    int fd = memfd_create("cube", MFD_CLOEXEC);
    g_assert_true(fd >= 0 && write(fd, bytes, length) == (ssize_t) length);
    char *path = g_strdup_printf("/proc/self/fd/%d", fd);
    GError *error = NULL;
    struct fms_lut *lut = fms_cube_read(path, &error);
    g_assert_true((lut == NULL) == (error != NULL));
    if (lut)
        look_at(lut);
    fms_lut_free(lut);
    g_clear_error(&error);
    g_free(path);
    close(fd);
    return 0;
}
