/*
 * A sidecar is a few lines that a person wrote beside a picture, so it is read kindly (a list of creators, American
 * spelling, keys that others use) but not blindly: a key that was probably meant to be one of ours is an error, because
 * a lost credit is a broken licence.
 */
#include "diags.h"
#include "library.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

enum { SIDECAR_BYTES_MAX = 64 << 10, VALUE_BYTES_MAX = 500, DEPTH_MAX = 16 };

static const char *const key_names[] = { "creator", "author", "licence", "license", "title", "source", NULL };

/* The field of the asset that a key fills, or -1: title and source are for people. */
static const int key_fields[] = {
    offsetof(struct fms_asset, creator),
    offsetof(struct fms_asset, creator),
    offsetof(struct fms_asset, licence),
    offsetof(struct fms_asset, licence),
    -1,
    -1,
};

/* What reading one sidecar needs. */
struct reading {
    TALLOC_CTX *ctx;
    yaml_document_t document;
    char *name; /* of the sidecar, for messages */
    struct fms_asset *asset;
    GError **error;
};

static bool broken(const struct reading *reading, const yaml_node_t *node, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool broken(const struct reading *reading, const yaml_node_t *node, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *why = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(reading->error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "%s:%zu: %s", reading->name,
                node ? node->start_mark.line + 1 : 1, why);
    g_free(why);
    return false;
}

static const char *text_of(const yaml_node_t *node)
{
    if (!node || node->type != YAML_SCALAR_NODE)
        return NULL;
    const char *text = (const char *) node->data.scalar.value;
    return strlen(text) == node->data.scalar.length ? text : NULL;
}

/* Appends a text as one line: whatever is no visible character becomes a single space. */
static void append_line(GString *line, const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool visible = !g_unichar_isspace(c) && !g_unichar_iscntrl(c);
        if (visible)
            g_string_append_unichar(line, c);
        else if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c(line, ' ');
    }
    if (line->len > 0 && line->str[line->len - 1] == ' ')
        g_string_truncate(line, line->len - 1);
}

/* Joins a scalar or a list of scalars into one line. */
static bool join_value(struct reading *reading, yaml_node_t *node, GString *line)
{
    const char *text = text_of(node);
    if (text) {
        append_line(line, text);
        return true;
    }
    if (node->type != YAML_SEQUENCE_NODE)
        return broken(reading, node, "a text or a list of texts is wanted here");
    for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++) {
        text = text_of(yaml_document_get_node(&reading->document, *item));
        if (!text)
            return broken(reading, node, "a list of texts is wanted here");
        if (line->len > VALUE_BYTES_MAX)
            break;
        if (line->len > 0)
            g_string_append(line, ", ");
        append_line(line, text);
    }
    return true;
}

static bool read_value(struct reading *reading, yaml_node_t *node, int field)
{
    GString *line = g_string_new(NULL);
    bool fine = join_value(reading, node, line);
    if (fine && line->len > VALUE_BYTES_MAX)
        fine = broken(reading, node, "longer than %d bytes", VALUE_BYTES_MAX);
    if (fine && field >= 0 && line->len > 0)
        *(const char **) (void *) ((char *) reading->asset + field) = talloc_strdup(reading->ctx, line->str);
    g_string_free(line, TRUE);
    return fine;
}

static bool read_pair(struct reading *reading, const yaml_node_pair_t *pair)
{
    yaml_node_t *key = yaml_document_get_node(&reading->document, pair->key);
    yaml_node_t *value = yaml_document_get_node(&reading->document, pair->value);
    const char *name = text_of(key);
    if (!name)
        return broken(reading, key, "a key is wanted here");
    for (size_t i = 0; key_names[i]; i++)
        if (strcmp(name, key_names[i]) == 0)
            return read_value(reading, value, key_fields[i]);
    const char *meant = fms_nearest_word(name, key_names);
    if (meant)
        return broken(reading, key, "unknown key '%s', did you mean '%s'?", name, meant);
    return true;
}

static bool read_document(struct reading *reading)
{
    yaml_node_t *root = yaml_document_get_root_node(&reading->document);
    if (!root)
        return true; /* an empty file says nothing */
    if (root->type != YAML_MAPPING_NODE)
        return broken(reading, root, "lines of 'key: value' are wanted");
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top; pair++)
        if (!read_pair(reading, pair))
            return false;
    return true;
}

static void start_parser(yaml_parser_t *parser, const char *text, size_t length)
{
    if (!yaml_parser_initialize(parser))
        g_error("out of memory");
    yaml_parser_set_input_string(parser, (const unsigned char *) text, length);
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
}

/* How many brackets and indents deep the text goes; whoever stops at the limit need not look at the rest. */
static bool is_too_deep(const char *text, size_t length)
{
    yaml_parser_t parser;
    yaml_event_t event;
    int depth = 0;
    start_parser(&parser, text, length);
    bool more = true;
    while (more && depth <= DEPTH_MAX && yaml_parser_parse(&parser, &event)) {
        depth += event.type == YAML_SEQUENCE_START_EVENT || event.type == YAML_MAPPING_START_EVENT;
        depth -= event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return depth > DEPTH_MAX;
}

static bool parse(struct reading *reading, const char *text, size_t length)
{
    yaml_parser_t parser;
    /* Looked at first, because libyaml's time grows with the square of the depth. */
    if (is_too_deep(text, length))
        return broken(reading, NULL, "nested more than %d deep", DEPTH_MAX);
    start_parser(&parser, text, length);
    bool fine = yaml_parser_load(&parser, &reading->document);
    if (fine) {
        fine = read_document(reading);
        yaml_document_delete(&reading->document);
    } else {
        g_set_error(reading->error, FMS_WORLD_ERROR, FMS_WORLD_UNREADABLE, "%s:%zu: %s", reading->name,
                    parser.problem_mark.line + 1, parser.problem ? parser.problem : "not YAML");
    }
    yaml_parser_delete(&parser);
    return fine;
}

/* Reads up to `size` bytes, or to the end. @return how many, -1 if reading fails. */
static ssize_t read_whole(int fd, char *text, size_t size)
{
    size_t length = 0;
    while (length < size) {
        ssize_t n = read(fd, text + length, size - length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        length += (size_t) n;
    }
    return (ssize_t) length;
}

static bool read_file(struct reading *reading, int fd)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return broken(reading, NULL, "not a plain file");
    char *text = g_malloc(SIDECAR_BYTES_MAX + 1);
    ssize_t length = read_whole(fd, text, SIDECAR_BYTES_MAX + 1);
    bool fine;
    if (length < 0)
        fine = broken(reading, NULL, "reading stopped half-way");
    else if (length > SIDECAR_BYTES_MAX)
        fine = broken(reading, NULL, "larger than %d kB", SIDECAR_BYTES_MAX >> 10);
    else if (!g_utf8_validate(text, length, NULL))
        fine = broken(reading, NULL, "not UTF-8 text");
    else
        fine = parse(reading, text, (size_t) length);
    g_free(text);
    return fine;
}

bool fms_library_sidecar(TALLOC_CTX *ctx, const char *path, struct fms_asset *asset, GError **error)
{
    char *beside = g_strconcat(path, ".yaml", NULL);
    /* A link is not followed: it could lead outside the folder. A pipe is not waited for. */
    int fd = open(beside, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    int number = errno;
    struct reading reading = { .ctx = ctx, .name = g_path_get_basename(beside), .asset = asset, .error = error };
    bool fine = true;
    if (fd >= 0) {
        fine = read_file(&reading, fd);
        close(fd);
    } else if (number == ELOOP) {
        fine = broken(&reading, NULL, "a symbolic link, not a plain file");
    } else if (number != ENOENT && number != ENAMETOOLONG) {
        fine = broken(&reading, NULL, "%s", g_strerror(number));
    }
    g_free(reading.name);
    g_free(beside);
    return fine;
}
