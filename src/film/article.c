/*
 * The article is read like any script, of whatever format, and its blocks are printed as Markdown: so whatever the reader
 * leaves out is left out here, and what it takes for a title or a credit is one. Pictures are written here, under the names
 * that they will have in the project.
 */
#include "article-private.h"

#include "board.h"
#include "library.h"
#include "media.h"
#include "picture.h"
#include "print.h"
#include "script.h"

#include <string.h>

#define SAMPLE_BYTES 60000 /* read to guess the language */

struct writing {
    TALLOC_CTX *ctx;
    const struct fms_script *script;
    const char *folder; /* of the article */
    GString *out;
    GArray *pictures;  /* struct fms_article_picture */
    GHashTable *names; /* of pictures in the project */
};

/* ---- words ---- */

static bool opens_markup(const char *text, const char *at)
{
    switch (*at) {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case '~': return true;
    case '<': return g_ascii_isalpha(at[1]) || strchr("/!?", at[1]);
    case '&': return g_ascii_isalnum(at[1]) || at[1] == '#';
    case '=': return at[1] == '=' || (at > text && at[-1] == '=');
    default: return false;
    }
}

/* Words in a place where they cannot be escaped: a comment. */
static void write_note(GString *out, const char *text)
{
    for (const char *at = text; *at; at++)
        if (!(*at == '-' && at[1] == '-') && *at != '>' && *at != '<')
            g_string_append_c(out, *at);
}

static void write_quoted(GString *out, const char *value)
{
    g_string_append_c(out, '"');
    for (const char *at = value; *at; at++) {
        if (*at == '"' || *at == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
    }
    g_string_append_c(out, '"');
}

static void write_scalar(GString *out, const char *key, const char *value)
{
    if (!*value)
        return;
    g_string_append_printf(out, "%s: ", key);
    write_quoted(out, value);
    g_string_append_c(out, '\n');
}

/* ---- pictures ---- */

static bool shows(const char *path)
{
    struct fms_asset asset = { 0 };
    char *small = g_ascii_strdown(path, -1);
    bool drawing = g_str_has_suffix(small, ".svg");
    bool good = drawing ? fms_drawing_size(path, &asset.width_px, &asset.height_px, NULL)
                        : fms_media_probe(path, &asset, NULL) && asset.kind != FMS_ASSET_SOUND;
    g_free(small);
    return good;
}

/* The picture's name in the project, without what would need escaping; pictures of one name get numbers. */
static const char *name_for(struct writing *writing, const char *path)
{
    char *base = g_path_get_basename(path), *dot = strrchr(base, '.');
    g_strcanon(base, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.", '-');
    const char *ending = dot && dot > base ? talloc_strdup(writing->ctx, dot) : "";
    base[strlen(base) - strlen(ending)] = '\0';
    const char *name = talloc_asprintf(writing->ctx, "%s%s", base, ending);
    for (int n = 2; g_hash_table_contains(writing->names, name); n++)
        name = talloc_asprintf(writing->ctx, "%s-%d%s", base, n, ending);
    g_hash_table_add(writing->names, (gpointer) (uintptr_t) name);
    g_free(base);
    return name;
}

/* Who made a picture and under which licence comes along with it. */
static void take_sidecar(struct writing *writing, const struct fms_article_picture *picture)
{
    struct fms_article_picture sidecar = { talloc_asprintf(writing->ctx, "%s.yaml", picture->from),
                                           talloc_asprintf(writing->ctx, "%s.yaml", picture->name) };
    if (g_file_test(sidecar.from, G_FILE_TEST_IS_REGULAR))
        g_array_append_val(writing->pictures, sidecar);
}

/* Where the picture will lie, or NULL if it cannot come along. */
static const char *take_along(struct writing *writing, const char *target)
{
    const char *path = writing->folder ? fms_library_resolve(writing->ctx, writing->folder, target, NULL) : NULL;
    if (!path || !shows(path))
        return NULL;
    for (guint i = 0; i < writing->pictures->len; i++)
        if (strcmp(g_array_index(writing->pictures, struct fms_article_picture, i).from, path) == 0)
            return g_array_index(writing->pictures, struct fms_article_picture, i).name;
    struct fms_article_picture picture = { path, name_for(writing, path) };
    g_array_append_val(writing->pictures, picture);
    take_sidecar(writing, &picture);
    return picture.name;
}

/* Other programs have attributes of their own. */
static void write_attributes(GString *out, const struct fms_block *block)
{
    static const char *const names[] = { "focus", "move",   "fit",   "transition", "credit", "in",
                                         "out",   "speed",  "loop",  "freeze",     "volume", "sound",
                                         "muted", "reveal", "parts", NULL };
    const char *before = "{";
    for (size_t i = 0; i < block->n_attributes; i++) {
        const struct fms_attribute *attribute = &block->attributes[i];
        const char *value = attribute->value, *quote = strpbrk(value, " '}") ? "\"" : "";
        if (!g_strv_contains(names, attribute->name) || strchr(value, '"'))
            continue;
        g_string_append_printf(out, "%s%s", before, attribute->name);
        if (*value)
            g_string_append_printf(out, "=%s%s%s", quote, value, quote);
        before = " ";
    }
    if (*before == ' ')
        g_string_append_c(out, '}');
}

static void write_image(struct writing *writing, const struct fms_block *block)
{
    const char *name = take_along(writing, block->target);
    if (!name) {
        g_string_append(writing->out, "<!-- a picture that was not found here: ");
        write_note(writing->out, block->text.utf8);
        g_string_append(writing->out, " (");
        write_note(writing->out, block->target);
        g_string_append(writing->out, ") -->\n\n");
        return;
    }
    g_string_append(writing->out, "![");
    for (const char *at = block->text.utf8; *at; at++) {
        if (*at == ']' || opens_markup(block->text.utf8, at))
            g_string_append_c(writing->out, '\\');
        g_string_append_c(writing->out, *at);
    }
    g_string_append_printf(writing->out, "](pictures/%s)", name);
    write_attributes(writing->out, block);
    g_string_append(writing->out, "\n\n");
}

/* ---- blocks ---- */

/* The film's title is the front matter's: other headings are chapters. */
static struct fms_script *below_title(TALLOC_CTX *ctx, const struct fms_script *script)
{
    struct fms_script *below = talloc_memdup(ctx, script, sizeof *script);
    struct fms_block *blocks = talloc_memdup(below, script->blocks, script->n_blocks * sizeof *blocks);
    for (size_t i = 0; i < script->n_blocks; i++)
        if (blocks[i].kind == FMS_BLOCK_HEADING)
            blocks[i].level = MAX(blocks[i].level, 2);
    below->blocks = blocks;
    return below;
}

/* Blocks between two pictures. */
static void write_run(struct writing *writing, size_t from, size_t to)
{
    if (from == to)
        return;
    char *text = fms_script_blocks_to_markdown(writing->ctx, writing->script, from, to);
    g_string_append_printf(writing->out, "%s\n", text);
    talloc_free(text);
}

static void write_blocks(struct writing *writing)
{
    const struct fms_script *script = writing->script;
    size_t from = 0;
    for (size_t i = 0; i < script->n_blocks; i++) {
        if (script->blocks[i].kind != FMS_BLOCK_IMAGE)
            continue;
        write_run(writing, from, i);
        write_image(writing, &script->blocks[i]);
        from = i + 1;
    }
    write_run(writing, from, script->n_blocks);
}

/* ---- the whole ---- */

static const char *language_of(TALLOC_CTX *ctx, const struct fms_script *script)
{
    if (script->meta.language.length > 0)
        return script->meta.language.utf8;
    GString *sample = g_string_new(script->meta.title.utf8);
    for (size_t i = 0; i < script->n_blocks && sample->len < SAMPLE_BYTES; i++)
        if (script->blocks[i].kind != FMS_BLOCK_CREDIT && script->blocks[i].kind != FMS_BLOCK_IMAGE)
            g_string_append_printf(sample, "\n%s", script->blocks[i].text.utf8);
    const char *language = fms_language_guess(sample->str), *region = strchr(language, '-');
    g_string_free(sample, TRUE);
    if (!region || strlen(region) != 3)
        return language;
    return talloc_asprintf(ctx, "%.*s-%c%c", (int) (region - language), language, g_ascii_toupper(region[1]),
                           g_ascii_toupper(region[2])); /* as people write it: en-GB */
}

static void write_cast(GString *out, const struct fms_meta *meta)
{
    if (meta->n_cast)
        g_string_append(out, "cast:\n");
    for (size_t i = 0; i < meta->n_cast; i++) {
        g_string_append(out, "  ");
        write_quoted(out, meta->cast[i].name.utf8);
        g_string_append(out, ":\n");
        write_scalar(out, "    voice", meta->cast[i].voice.utf8);
        write_scalar(out, "    language", meta->cast[i].language.utf8);
        write_scalar(out, "    role", meta->cast[i].role.utf8);
    }
}

static void write_front_matter(struct writing *writing, const char *title, const char *language)
{
    const struct fms_meta *meta = &writing->script->meta;
    g_string_append(writing->out, "---\n");
    write_scalar(writing->out, "title", meta->title.length > 0 ? meta->title.utf8 : title);
    write_scalar(writing->out, "series", meta->series.utf8);
    write_scalar(writing->out, "author", meta->author.utf8);
    write_cast(writing->out, meta);
    g_string_append_printf(writing->out,
                           "language: %s\n"
                           "# music: bed.ogg         # a sound file beside this script\n"
                           "# aspect: [16:9, 9:16]   # the film's shapes\n"
                           "# pace: 150              # words a minute\n"
                           "---\n\n"
                           "<!-- A picture stands on a line of its own before the words that it is shown with:\n"
                           "![What is seen](pictures/placeholder.svg)\n-->\n\n",
                           language ? language : language_of(writing->ctx, writing->script));
}

/* What was said of the article: it is no script yet, so whatever is wrong with it has been left out and no more. */
static bool hand_on(const struct fms_diags *found, struct fms_diags *diags)
{
    for (size_t i = 0; i < fms_diags_count(found); i++) {
        const struct fms_diag *diag = fms_diags_get(found, i);
        if (strcmp(diag->code, "script.empty") == 0)
            return fms_error(diags, diag->span, diag->code, diag->hint, "%s", diag->message);
        if (!g_str_has_prefix(diag->code, "front."))
            fms_warning(diags, diag->span, diag->code, diag->hint, "%s", diag->message);
    }
    return true;
}

static void write_script(struct writing *writing, const char *title, const char *language)
{
    write_front_matter(writing, title, language);
    write_blocks(writing);
    g_string_truncate(writing->out, writing->out->len - 1); /* the last blank line */
}

bool fms_article_read(TALLOC_CTX *ctx, const struct fms_script_file *file, const char *title, const char *language,
                      struct fms_article *article, struct fms_diags *diags)
{
    struct fms_source *source = fms_source_new(ctx, file->name, file->bytes, file->length, diags);
    if (!source)
        return false;
    struct fms_diags *found = fms_diags_new(ctx);
    struct writing writing = { .ctx = ctx, .folder = file->folder };
    writing.script = fms_script_salvage(ctx, source, fms_script_format_of(source), NULL, found);
    if (!hand_on(found, diags))
        return false;
    writing.script = below_title(ctx, writing.script);
    writing.out = g_string_new(NULL);
    writing.pictures = g_array_new(TRUE, FALSE, sizeof(struct fms_article_picture));
    writing.names = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_add(writing.names, (gpointer) (uintptr_t) "placeholder.svg");
    write_script(&writing, title, language);
    article->text = talloc_strdup(ctx, writing.out->str);
    article->n_pictures = writing.pictures->len;
    article->pictures =
        talloc_memdup(ctx, writing.pictures->data, (writing.pictures->len + 1) * sizeof(struct fms_article_picture));
    g_hash_table_unref(writing.names);
    g_array_free(writing.pictures, TRUE);
    g_string_free(writing.out, TRUE);
    return true;
}
