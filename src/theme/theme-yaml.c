/*
 * A theme.yaml is read as a libyaml document: aliases stay references, so a small file cannot grow large.
 */
#include "theme-private.h"

#include <string.h>

/* libyaml counts characters. */
static size_t byte_of(const struct fms_theme_reading *reading, size_t character)
{
    const char *text = reading->source->text;
    return (size_t) (g_utf8_offset_to_pointer(text, (glong) character) - text);
}

struct fms_span fms_theme_span(const struct fms_theme_reading *reading, const yaml_node_t *node)
{
    return (struct fms_span){ reading->source, byte_of(reading, node->start_mark.index),
                              byte_of(reading, node->end_mark.index) };
}

const char *fms_theme_scalar(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE ? (const char *) node->data.scalar.value : NULL;
}

bool fms_theme_wrong(struct fms_theme_reading *reading, const yaml_node_t *node, const char *what)
{
    return fms_error(reading->diags, fms_theme_span(reading, node), "theme.syntax", NULL, "%s", what);
}

bool fms_theme_unknown(struct fms_theme_reading *reading, const yaml_node_t *node, const char *const *known)
{
    const char *word = fms_theme_scalar(node) ? fms_theme_scalar(node) : "";
    char *hint = fms_hint_words(NULL, word, known);
    fms_error(reading->diags, fms_theme_span(reading, node), "theme.unknown", hint, "a theme has no '%s' here", word);
    talloc_free(hint);
    return false;
}

int fms_theme_word(const char *word, const char *const *words)
{
    for (int i = 0; word && words[i]; i++)
        if (!strcmp(word, words[i]))
            return i;
    return -1;
}

bool fms_theme_mapping(struct fms_theme_reading *reading, yaml_node_t *node, fms_theme_read_pair *read, void *to)
{
    if (node->type != YAML_MAPPING_NODE)
        return fms_theme_wrong(reading, node, "a mapping is needed here");
    bool good = true;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++)
        good &= read(reading, to, yaml_document_get_node(&reading->document, pair->key),
                     yaml_document_get_node(&reading->document, pair->value));
    return good;
}

bool fms_theme_parse(struct fms_theme_reading *reading)
{
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, (const unsigned char *) reading->source->text, reading->source->length);
    bool loaded = yaml_parser_load(&parser, &reading->document);
    if (!loaded) {
        size_t at = byte_of(reading, parser.problem_mark.index);
        fms_error(reading->diags, (struct fms_span){ reading->source, at, at }, "theme.syntax", NULL, "%s",
                  parser.problem ? parser.problem : "not YAML");
    }
    yaml_parser_delete(&parser);
    return loaded;
}
