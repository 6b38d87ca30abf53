/*
 * Colour tables in the .cube format of Adobe and of Resolve: lines of keywords, then one line of three numbers for each
 * point. A file comes from anybody, so its sizes are bounded before anything is allocated by them, and what is wrong
 * names its line.
 *
 * Points stand for R'G'B' from 0 to 1, or for the range that the file states; that range, and a first table of curves, become
 * the curves of the table that is handed out. What lies beyond 0 and 1 is cut off: there is no such colour in a film.
 */
#include "diags.h"
#include "library.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    FILE_BYTES_MAX = 64 << 20,
    LINE_BYTES_MAX = 1000,
    RANGE_POINTS = 4097, /* of a curve that stands for a range, or for a curve with a range of its own */
};

/* One of the two tables that a file may hold. */
struct table {
    int size;
    double low[3], high[3]; /* what its first and last points stand for */
};

struct reading {
    char *name; /* of the file, for messages */
    size_t line;
    struct table curve, cube;
    double *points; /* of the curves, as they come */
    size_t n_rows;  /* so far, of both */
    struct fms_lut *lut;
    GError **error;
};

static bool wrong(const struct reading *reading, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool wrong(const struct reading *reading, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *why = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(reading->error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "%s:%zu: %s", reading->name, reading->line, why);
    g_free(why);
    return false;
}

/* Reads exactly `n` finite numbers. */
static bool read_numbers(const char *text, int n, double *numbers)
{
    for (int i = 0; i < n; i++) {
        char *end;
        numbers[i] = g_ascii_strtod(text, &end);
        if (end == text || !isfinite(numbers[i]) || fabs(numbers[i]) > 1e6 || (*end && !g_ascii_isspace(*end)))
            return false;
        text = end;
    }
    return text[strspn(text, " \t\r")] == '\0';
}

static size_t n_cube_rows(const struct reading *reading)
{
    size_t size = (size_t) reading->cube.size;
    return size * size * size;
}

static bool read_size(struct reading *reading, struct table *table, int most, const char *rest)
{
    double size;
    if (reading->n_rows > 0 || table->size > 0)
        return wrong(reading, "a size is said once, before the numbers");
    if (!read_numbers(rest, 1, &size) || size < 2 || size > most || size != floor(size))
        return wrong(reading, "a size from 2 to %d is wanted", most);
    table->size = (int) size;
    return true;
}

/* The range of a table: a number for each channel, or two for all. */
static bool read_range(struct reading *reading, const char *key, const char *rest)
{
    double numbers[3];
    struct table *tables[] = { &reading->curve, &reading->cube };
    bool domain = g_str_has_prefix(key, "DOMAIN"), high = !strcmp(key, "DOMAIN_MAX");
    if (!read_numbers(rest, domain ? 3 : 2, numbers))
        return wrong(reading, "%s wants %s numbers", key, domain ? "three" : "two");
    for (int i = 0; i < 3; i++) {
        for (int t = 0; domain && t < 2; t++)
            (high ? tables[t]->high : tables[t]->low)[i] = numbers[i];
        if (!domain) {
            struct table *table = tables[!strcmp(key, "LUT_3D_INPUT_RANGE")];
            table->low[i] = numbers[0];
            table->high[i] = numbers[1];
        }
    }
    return true;
}

static bool read_keyword(struct reading *reading, const char *key, const char *rest)
{
    static const char *const ranges[] = { "DOMAIN_MIN", "DOMAIN_MAX", "LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE",
                                          NULL };
    if (!strcmp(key, "TITLE"))
        return true;
    if (!strcmp(key, "LUT_1D_SIZE"))
        return read_size(reading, &reading->curve, FMS_LUT_CURVE_MOST, rest);
    if (!strcmp(key, "LUT_3D_SIZE"))
        return read_size(reading, &reading->cube, FMS_LUT_CUBE_MOST, rest);
    if (g_strv_contains(ranges, key))
        return read_range(reading, key, rest);
    return wrong(reading, "neither three numbers nor a keyword of a colour table");
}

static uint16_t sixteen_bits(double value)
{
    return (uint16_t) (CLAMP(value, 0, 1) * 65535 + 0.5);
}

static bool read_row(struct reading *reading, const char *text)
{
    double rgb[3];
    size_t n_curve = (size_t) reading->curve.size, row = reading->n_rows;
    if (n_curve == 0 && reading->cube.size == 0)
        return wrong(reading, "LUT_1D_SIZE or LUT_3D_SIZE must come before the numbers");
    if (row >= n_curve + n_cube_rows(reading))
        return wrong(reading, "more lines of numbers than the %zu that its size asks for",
                     n_curve + n_cube_rows(reading));
    if (!read_numbers(text, 3, rgb))
        return wrong(reading, "three numbers are wanted");
    if (row == 0) {
        reading->points = g_new(double, 3 * n_curve);
        reading->lut = fms_lut_new(0, reading->cube.size);
    }
    for (int i = 0; i < 3; i++) {
        if (row < n_curve)
            reading->points[3 * row + (size_t) i] = rgb[i];
        else
            reading->lut->cube[3 * (row - n_curve) + (size_t) i] = sixteen_bits(rgb[i]);
    }
    reading->n_rows++;
    return true;
}

static bool read_line(struct reading *reading, char *line)
{
    line += strspn(line, " \t\r");
    if (strlen(line) > LINE_BYTES_MAX)
        return wrong(reading, "a line of more than %d bytes", LINE_BYTES_MAX);
    if (!*line || *line == '#')
        return true;
    if (!g_ascii_isalpha(*line))
        return read_row(reading, line);
    size_t length = strcspn(line, " \t\r");
    char *rest = line + length + (line[length] != '\0');
    line[length] = '\0';
    return read_keyword(reading, line, rest);
}

/* Channel `i` of the curves at a value, beyond their ends that of the end. */
static double curve_at(const struct reading *reading, int i, double value)
{
    const struct table *curve = &reading->curve;
    double place = (value - curve->low[i]) / (curve->high[i] - curve->low[i]) * (curve->size - 1);
    place = CLAMP(place, 0, curve->size - 1);
    int at = MIN((int) place, curve->size - 2);
    double a = reading->points[3 * at + i], b = reading->points[3 * (at + 1) + i];
    return a + (b - a) * (place - at);
}

static bool is_plain(const struct table *table)
{
    for (int i = 0; i < 3; i++)
        if (table->low[i] != 0 || table->high[i] != 1)
            return false;
    return true;
}

/* The curves of the table: those of the file, and the ranges. */
static void make_curves(struct reading *reading)
{
    const struct table *curve = &reading->curve, *cube = &reading->cube;
    bool ranged = (curve->size > 0 && !is_plain(curve)) || (cube->size > 0 && !is_plain(cube));
    if (curve->size == 0 && !ranged)
        return;
    int size = ranged ? MAX(curve->size, RANGE_POINTS) : curve->size;
    struct fms_lut *whole = fms_lut_new(size, 0);
    for (int i = 0; i < 3; i++)
        for (int at = 0; at < size; at++) {
            double value = (double) at / (size - 1);
            if (curve->size > 0)
                value = curve_at(reading, i, value);
            if (cube->size > 0)
                value = (value - cube->low[i]) / (cube->high[i] - cube->low[i]);
            whole->curves[i * size + at] = sixteen_bits(value);
        }
    reading->lut->curve_size = size;
    g_free(reading->lut->curves);
    reading->lut->curves = g_steal_pointer(&whole->curves);
    fms_lut_free(whole);
}

static bool check_whole(struct reading *reading)
{
    const struct table *tables[] = { &reading->curve, &reading->cube };
    size_t n = (size_t) reading->curve.size + n_cube_rows(reading);
    if (n == 0)
        return wrong(reading, "neither LUT_1D_SIZE nor LUT_3D_SIZE: no colour table");
    if (reading->n_rows < n)
        return wrong(reading, "ends after %zu lines of numbers of the %zu that its size asks for", reading->n_rows, n);
    for (int i = 0; i < 6; i++)
        if (tables[i / 3]->high[i % 3] - tables[i / 3]->low[i % 3] < 1e-6)
            return wrong(reading, "a range that ends before it begins");
    return true;
}

static bool parse(struct reading *reading, char *text)
{
    for (char *line = text; line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        reading->line++;
        if (!read_line(reading, line))
            return false;
        line = end ? end + 1 : NULL;
    }
    if (!check_whole(reading))
        return false;
    make_curves(reading);
    return true;
}

/* The file's text, NUL-terminated. NULL with `error` set. */
static char *read_text(struct reading *reading, const char *path)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > FILE_BYTES_MAX) {
        wrong(reading, "%s", fd < 0 ? g_strerror(errno) : "not a plain file of at most 64 MB");
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    char *text = g_malloc0((gsize) info.st_size + 1);
    off_t length = 0;
    for (ssize_t got = 1; got > 0 && length < info.st_size; length += MAX(got, 0))
        got = read(fd, text + length, (size_t) (info.st_size - length));
    close(fd);
    if (length == info.st_size && strlen(text) == (size_t) length)
        return text;
    g_free(text);
    wrong(reading, "not a text");
    return NULL;
}

struct fms_lut *fms_cube_read(const char *path, GError **error)
{
    struct table whole = { 0, { 0, 0, 0 }, { 1, 1, 1 } };
    struct reading reading = { g_path_get_basename(path), 0, whole, whole, NULL, 0, NULL, error };
    char *text = read_text(&reading, path);
    if (!text || !parse(&reading, text))
        g_clear_pointer(&reading.lut, fms_lut_free);
    g_free(text);
    g_free(reading.points);
    g_free(reading.name);
    return reading.lut;
}
