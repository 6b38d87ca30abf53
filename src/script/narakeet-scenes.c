/*
 * Scenes: where one ends, and the order of what is in it. A scene is a set there: its pictures are seen while its words are
 * said, wherever they stand. Here a picture is seen with the words behind it, so pictures that stand behind words come
 * first, and so does how the scene begins.
 */
#include "narakeet-private.h"

#include <string.h>

/* What a line of dashes would stand in. */
struct inside {
    char fence;    /* of code: a backtick or a tilde; 0: none */
    size_t length; /* of its fence */
    bool comment;
};

static size_t next_line(const char *text, size_t end)
{
    return end + (text[end] == '\r' && text[end + 1] == '\n' ? 2 : text[end] != '\0');
}

/* Does a comment that is open, or opens on this line, go on behind it? */
static bool comment_goes_on(const char *line, size_t n, bool open)
{
    size_t at = 0;
    for (const char *mark; (mark = memmem(line + at, n - at, open ? "-->" : "<!--", open ? 3 : 4)); open = !open)
        at = (size_t) (mark - line) + (open ? 3 : 4);
    return open;
}

static void look_at(struct inside *inside, const char *line, size_t n)
{
    size_t blanks = strspn(line, " "), run = 0;
    char mark = blanks < n ? line[blanks] : '\0';
    while ((mark == '`' || mark == '~') && blanks + run < n && line[blanks + run] == mark)
        run++;
    bool fence = !inside->comment && blanks <= 3 && run >= 3;
    if (fence && !inside->fence && !(mark == '`' && memchr(line + blanks + run, '`', n - blanks - run)))
        *inside = (struct inside){ .fence = mark, .length = run };
    else if (fence && inside->fence == mark && run >= inside->length &&
             blanks + run + strspn(line + blanks + run, " \t") >= n)
        inside->fence = '\0';
    else if (!inside->fence)
        inside->comment = comment_goes_on(line, n, inside->comment);
}

static bool is_rule(const char *line, size_t n)
{
    size_t blanks = strspn(line, " "), dashes = strspn(line + blanks, "-");
    return blanks <= 3 && dashes >= 3 && blanks + dashes + strspn(line + blanks + dashes, " \t") >= n;
}

size_t fms_narakeet_scene_end(const struct fms_source *source, size_t from, size_t *next)
{
    const char *text = source->text;
    struct inside inside = { 0 };
    while (from < source->length) {
        size_t n = strcspn(text + from, "\r\n");
        *next = next_line(text, from + n);
        if (!inside.fence && !inside.comment && is_rule(text + from, n))
            return from;
        look_at(&inside, text + from, n);
        from = *next;
    }
    *next = source->length;
    return source->length;
}

static bool is_direction(const struct fms_block *block, enum fms_direction_kind kind)
{
    return block->direction == kind;
}

static bool is_seen(const struct fms_block *block)
{
    return block->kind == FMS_BLOCK_IMAGE || block->kind == FMS_BLOCK_PANEL;
}

static bool is_said(const struct fms_block *block)
{
    return block->kind == FMS_BLOCK_PARAGRAPH || block->kind == FMS_BLOCK_ITEM || block->kind == FMS_BLOCK_HEADING;
}

/* How early a block comes in its scene. */
static int rank_of(const struct fms_block *block, bool pictures_first)
{
    if (is_direction(block, FMS_DIRECTION_TRANSITION) || is_direction(block, FMS_DIRECTION_DURATION))
        return 0;
    return pictures_first && is_seen(block) ? 1 : 2;
}

/* Words that are captions and not said. */
static void make_silent(struct narakeet *narakeet, struct fms_block *block)
{
    size_t n = block->text.n_inlines;
    struct fms_inline *inlines = talloc_array(narakeet->script->ctx, struct fms_inline, n + 1);
    inlines[0] = (struct fms_inline){ FMS_INLINE_SILENT, 0, block->text.length, "", block->text.span };
    if (n)
        memcpy(inlines + 1, block->text.inlines, n * sizeof *inlines);
    block->text.inlines = inlines;
    block->text.n_inlines = n + 1;
    block->kind = FMS_BLOCK_PARAGRAPH;
}

/*
 * A quotation gives a scene's captions other words. Where nothing is said, they are the captions of its picture; where
 * nothing is seen either, they are shown.
 */
static bool keep_quote(struct narakeet *narakeet, struct fms_block *block, bool speaks, bool seen)
{
    if (speaks) {
        fms_narakeet_lack(narakeet, block->span, "captions",
                          "captions are the words that are said; these words for them are left out");
        return false;
    }
    block->source_line = (struct fms_text){ .utf8 = "", .span = block->span };
    if (seen) {
        make_silent(narakeet, block);
    } else {
        block->kind = FMS_BLOCK_PANEL;
        block->panel = FMS_PANEL_TEXT;
    }
    return true;
}

/* A slide there lies over the scene's picture; here it takes its place, for nobody can look at both one after the other. */
static size_t drop_behind_slides(struct narakeet *narakeet, struct fms_block *scene, size_t n)
{
    size_t kept = 0;
    for (size_t from = 0, to; from < n; from = to) {
        bool slide = scene[from].kind == FMS_BLOCK_PANEL;
        for (to = from + 1; to < n && !is_said(&scene[to - 1]); to++)
            slide |= scene[to].kind == FMS_BLOCK_PANEL;
        for (size_t i = from; i < to; i++) {
            bool behind = slide && scene[i].kind == FMS_BLOCK_IMAGE;
            if (behind)
                fms_narakeet_lack(narakeet, scene[i].span, "slide",
                                  "a slide is shown on the theme's ground; the picture behind it is left out");
            else
                scene[kept++] = scene[i];
        }
    }
    return kept;
}

/* Do pictures stand behind words or pauses that they are to be seen with, so that they have to come first? */
static bool wants_pictures_first(const struct fms_block *scene, size_t n)
{
    bool said = false, waited = false, seen = false, behind = false;
    for (size_t i = 0; i < n; i++) {
        behind = is_seen(&scene[i]) ? said : behind && !is_said(&scene[i]); /* the last one, behind the last words */
        if (is_seen(&scene[i]) && !seen && (said || waited))
            return true;
        seen |= is_seen(&scene[i]);
        said |= is_said(&scene[i]);
        waited |= is_direction(&scene[i], FMS_DIRECTION_PAUSE);
    }
    return behind;
}

void fms_narakeet_arrange(struct narakeet *narakeet, size_t first)
{
    GArray *all = narakeet->script->blocks;
    if (all->len == first)
        return;
    struct fms_block *scene = &g_array_index(all, struct fms_block, first);
    size_t n = all->len - first, kept = 0;
    bool speaks = false, seen = false, pictures_first = wants_pictures_first(scene, n);
    for (size_t i = 0; i < n; i++) {
        speaks |= is_said(&scene[i]);
        seen |= is_seen(&scene[i]);
    }
    struct fms_block *copy = g_memdup2(scene, n * sizeof *scene);
    for (int rank = 0; rank <= 2; rank++)
        for (size_t i = 0; i < n; i++) {
            bool quote = copy[i].kind == FMS_BLOCK_QUOTE;
            if (rank_of(&copy[i], pictures_first) == rank && (!quote || keep_quote(narakeet, &copy[i], speaks, seen)))
                scene[kept++] = copy[i];
        }
    kept = drop_behind_slides(narakeet, scene, kept);
    g_array_set_size(all, (guint) (first + kept));
    g_free(copy);
}
