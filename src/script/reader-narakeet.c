/*
 * Scripts written for Narakeet's "Markdown to video" service: see docs/language.md for what becomes of each thing that its
 * scripts can say. Markdown is read by our own reader, scene by scene, as a dialect.
 */
#include "narakeet-private.h"

#include <string.h>

static const struct fms_span *find_format(const struct fms_source *source, struct fms_span *at)
{
    static const char *const endings[] = { ".yaml", ".yml", ".json" };
    *at = (struct fms_span){ source, 0, MIN(source->length, strcspn(source->text, "\r\n")) };
    size_t n = strlen(source->name);
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t length = strlen(endings[i]);
        if (n > length && g_ascii_strcasecmp(source->name + n - length, endings[i]) == 0)
            return at;
    }
    return NULL;
}

static bool take_image(struct markdown *md, struct fms_block *image)
{
    return fms_narakeet_image(md->dialect->user, image);
}

/* Words under a fence are shown: as they are, or as the Markdown that they are. Any other word names a language. */
static bool take_code(struct markdown *md, struct fms_span info, struct fms_block *panel)
{
    static const struct {
        const char *word;
        bool markdown;
    } words[] = { { "", false }, { "txt", false }, { "text", false }, { "md", true }, { "markdown", true } };
    char *word = g_strndup(info.source->text + info.begin, info.end - info.begin);
    bool found = false;
    for (size_t i = 0; i < G_N_ELEMENTS(words) && !found; i++) {
        found = g_ascii_strcasecmp(words[i].word, word) == 0;
        if (!found)
            continue;
        char *plain = words[i].markdown ? fms_narakeet_plain(panel->text.utf8, panel->text.length) : NULL;
        panel->panel = FMS_PANEL_TEXT;
        if (plain && *plain)
            panel->text = fms_narakeet_text(md->dialect->user, plain, panel->text.span);
        g_free(plain);
    }
    g_free(word);
    return found;
}

static void take_empty_quote(struct markdown *md)
{
    struct narakeet *narakeet = md->dialect->user;
    size_t mark = md->cursor + strcspn(md->script->source->text + md->cursor, ">");
    struct fms_span at = { md->script->source, mark, MIN(mark + 1, md->script->source->length) };
    fms_narakeet_lack(narakeet, at, "empty captions", "captions cannot be left out for one scene");
}

/* The words of `<speak>…</speak>` without its tags. */
static void say_html(struct markdown *md, struct fms_span html)
{
    const char *text = html.source->text;
    for (size_t at = html.begin; at < html.end;) {
        size_t words = MIN(at + strcspn(text + at, "<"), html.end);
        fms_draft_add(&md->text, at, words);
        const char *close = words < html.end ? memchr(text + words, '>', html.end - words) : NULL;
        at = close ? (size_t) (close - text) + 1 : html.end;
    }
    if (md->text.text->len)
        fms_markdown_add_words(md, FMS_BLOCK_PARAGRAPH);
    fms_draft_reset(&md->text);
}

static bool take_html(struct markdown *md, struct fms_span html)
{
    const char *text = html.source->text + html.begin;
    bool speak = g_ascii_strncasecmp(text, "<speak", strlen("<speak")) == 0;
    if (speak)
        fms_narakeet_lack(md->dialect->user, html, "speak", "SSML is not followed; its words are spoken");
    if (speak && md->leaf == LEAF_HTML)
        say_html(md, html);
    return speak;
}

/* How a scene begins that does not say it itself. */
static void open_scene(struct narakeet *narakeet, size_t first)
{
    GArray *blocks = narakeet->script->blocks;
    struct fms_block join =
        fms_manuscript_block(narakeet->script, FMS_BLOCK_DIRECTION, narakeet->join.span.begin, narakeet->join.span.end);
    join.direction = FMS_DIRECTION_TRANSITION;
    join.text = narakeet->join;
    bool joined = narakeet->n_scenes == 0 || !join.text.length || first == blocks->len;
    for (size_t i = first; i < blocks->len && !joined; i++) {
        const struct fms_block *block = &g_array_index(blocks, struct fms_block, i);
        joined = block->kind == FMS_BLOCK_DIRECTION && block->direction == join.direction;
    }
    if (!joined)
        g_array_insert_val(blocks, first, join);
    narakeet->n_scenes++;
}

static void read_scenes(struct markdown *md, size_t from)
{
    struct narakeet *narakeet = md->dialect->user;
    const struct fms_source *source = md->script->source;
    while (from < source->length && !fms_manuscript_is_full(md->script)) {
        size_t first = md->script->blocks->len, next, end = fms_narakeet_scene_end(source, from, &next);
        fms_markdown_parse(md, from, end);
        first = MIN(first, md->script->blocks->len);
        fms_narakeet_arrange(narakeet, first);
        open_scene(narakeet, first);
        if (end < source->length)
            fms_markdown_add_rule(md, end, end + strcspn(source->text + end, "\r\n"));
        from = next;
    }
}

static void open_narakeet(struct narakeet *narakeet, struct fms_manuscript *script)
{
    *narakeet = (struct narakeet){ .script = script };
    narakeet->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    narakeet->voices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    narakeet->opening = g_array_new(FALSE, FALSE, sizeof(struct fms_block));
}

static void close_narakeet(struct narakeet *narakeet)
{
    g_hash_table_unref(narakeet->said);
    g_hash_table_unref(narakeet->voices);
    g_array_free(narakeet->opening, TRUE);
}

void fms_narakeet_read(struct fms_manuscript *script, size_t from)
{
    struct narakeet narakeet;
    struct fms_span at;
    if (find_format(script->source, &at)) {
        fms_manuscript_error(script, at.begin, at.end, "narakeet.format",
                             "of Narakeet's scripts, the Markdown form is read: scenes parted by lines of dashes",
                             "a script is Markdown or plain text, not YAML or JSON");
        return;
    }
    open_narakeet(&narakeet, script);
    const struct fms_markdown_dialect dialect = { .spells_code = true,
                                                  .says_struck = true,
                                                  .parts = read_scenes,
                                                  .directions = fms_narakeet_directions,
                                                  .image = take_image,
                                                  .code = take_code,
                                                  .empty_quote = take_empty_quote,
                                                  .html = take_html,
                                                  .user = &narakeet };
    if (script->including->len == 1)
        fms_narakeet_header(&narakeet);
    for (guint i = 0; i < narakeet.opening->len; i++)
        fms_manuscript_add(script, &g_array_index(narakeet.opening, struct fms_block, i));
    fms_markdown_read_as(script, MAX(from, narakeet.header_end), &dialect);
    close_narakeet(&narakeet);
}
