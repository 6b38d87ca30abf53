/*
 * What CommonMark makes of a script's body, written down for comparison. It knows what the tree does not: links and where they
 * lead, comments, HTML, footnotes, how lists are grouped. Left out is what the printer may change: white space between words,
 * stage directions and attributes (the tree has them), and what a quotation's source line is marked with.
 */
#include "markdown-private.h"
#include "print-private.h"

#include <string.h>

struct rendering {
    const struct fms_source *source;
    GArray *marks;
    GString *out;
    size_t cursor;       /* end of the last text */
    size_t block, words; /* where the last block and its words begin in `out` */
    bool verbatim, html, line_begins, breaks;
    int n_quotes;
};

static void add(struct rendering *rendering, const char *tag, const MD_ATTRIBUTE *value)
{
    g_string_append_printf(rendering->out, "\n%s ", tag);
    if (value && value->text)
        g_string_append_len(rendering->out, value->text, value->size);
}

static void enter_table_or_code(struct rendering *rendering, MD_BLOCKTYPE type, const void *detail)
{
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
        g_string_append_printf(rendering->out, "align %d ", ((const MD_BLOCK_TD_DETAIL *) detail)->align);
    if (type != MD_BLOCK_CODE)
        return;
    MD_ATTRIBUTE language = ((const MD_BLOCK_CODE_DETAIL *) detail)->lang;
    const char *brace = language.text ? memchr(language.text, '{', language.size) : NULL;
    language.size = brace ? (MD_SIZE) (brace - language.text) : language.size;
    add(rendering, "language", &language);
    rendering->verbatim = true;
}

static void enter_list(struct rendering *rendering, MD_BLOCKTYPE type, const void *detail)
{
    if (type == MD_BLOCK_UL)
        g_string_append_printf(rendering->out, "tight %d ", ((const MD_BLOCK_UL_DETAIL *) detail)->is_tight);
    else
        g_string_append_printf(rendering->out, "tight %d from %u ", ((const MD_BLOCK_OL_DETAIL *) detail)->is_tight,
                               ((const MD_BLOCK_OL_DETAIL *) detail)->start);
}

static bool is_grouping(MD_BLOCKTYPE type)
{
    return type == MD_BLOCK_P || type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_LI;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct rendering *rendering = user;
    rendering->line_begins = true;
    rendering->block = rendering->out->len;
    rendering->breaks = false;
    if (rendering->n_quotes > 0 && is_grouping(type))
        return 0;
    g_string_append_printf(rendering->out, "\nblock %d ", type);
    rendering->n_quotes += type == MD_BLOCK_QUOTE;
    rendering->html = type == MD_BLOCK_HTML;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        enter_list(rendering, type, detail);
    else if (type == MD_BLOCK_LI)
        g_string_append_printf(rendering->out, "task %d ", ((const MD_BLOCK_LI_DETAIL *) detail)->is_task);
    else if (type == MD_BLOCK_H)
        g_string_append_printf(rendering->out, "level %u ", ((const MD_BLOCK_H_DETAIL *) detail)->level);
    else
        enter_table_or_code(rendering, type, detail);
    rendering->words = rendering->out->len;
    return 0;
}

/* Words over a line of dashes, which the reader takes for words and a rule where they end in a full stop or have two lines. */
static bool leave_words_and_rule(struct rendering *rendering, unsigned level)
{
    GString *out = rendering->out;
    const char *words = out->str + rendering->words;
    if (level != 2 || !(rendering->breaks || fms_ends_full_stop(words, strlen(words))))
        return false;
    char *copy = g_strdup(words);
    g_string_truncate(out, rendering->block);
    g_string_append_printf(out, "\nblock %d %s\nend %d\nblock %d \nend %d", MD_BLOCK_P, copy, MD_BLOCK_P, MD_BLOCK_HR,
                           MD_BLOCK_HR);
    g_free(copy);
    return true;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct rendering *rendering = user;
    rendering->n_quotes -= type == MD_BLOCK_QUOTE;
    if (rendering->n_quotes > 0 && is_grouping(type))
        return 0;
    rendering->verbatim = rendering->html = false;
    if (type != MD_BLOCK_H || !leave_words_and_rule(rendering, ((MD_BLOCK_H_DETAIL *) detail)->level))
        g_string_append_printf(rendering->out, "\nend %d", type);
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct rendering *rendering = user;
    g_string_append_printf(rendering->out, "\nspan %d ", type);
    if (type == MD_SPAN_A) {
        add(rendering, "href", &((MD_SPAN_A_DETAIL *) detail)->href);
        add(rendering, "title", &((MD_SPAN_A_DETAIL *) detail)->title);
    } else if (type == MD_SPAN_IMG) {
        add(rendering, "src", &((MD_SPAN_IMG_DETAIL *) detail)->src);
        add(rendering, "title", &((MD_SPAN_IMG_DETAIL *) detail)->title);
    }
    g_string_append_c(rendering->out, '\n');
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct rendering *rendering = user;
    (void) detail;
    g_string_append_printf(rendering->out, "\nend of span %d\n", type);
    return 0;
}

/* Behind the marks that a quotation's source line may begin with. */
static const char *skip_dashes(const char *text, const char *end)
{
    static const char *const dashes[] = { "—", "–", "―", "-", " ", "\t" };
    for (size_t i = 0; i < G_N_ELEMENTS(dashes) && text < end;) {
        bool found = strncmp(text, dashes[i], MIN(strlen(dashes[i]), (size_t) (end - text))) == 0;
        text += found ? strlen(dashes[i]) : 0;
        i = found ? 0 : i + 1;
    }
    return MIN(text, end);
}

static void add_words(struct rendering *rendering, const char *text, size_t size)
{
    const char *end = text + size;
    if (rendering->n_quotes > 0 && rendering->line_begins)
        text = skip_dashes(text, end);
    rendering->line_begins &= text == end;
    while (text < end) {
        size_t n = 0;
        while (text + n < end && !strchr(" \t\r\n", text[n]))
            n++;
        g_string_append_len(rendering->out, text, (gssize) n);
        text += n + (text + n < end);
    }
}

/* Words that stand in the source, but for what marks replace. */
static void add_source_words(struct rendering *rendering, size_t at, size_t end)
{
    while (at < end) {
        const struct fms_print_mark *mark = fms_print_mark_at(rendering->marks, at);
        size_t stop = mark ? CLAMP(mark->begin, at, end) : end;
        add_words(rendering, rendering->source->text + at, stop - at);
        at = mark && mark->begin < end ? MAX(mark->end, stop) : end;
    }
}

static void add_break(struct rendering *rendering, MD_TEXTTYPE type)
{
    const struct fms_print_mark *mark = fms_print_mark_at(rendering->marks, MAX(rendering->cursor, 1) - 1);
    bool directs = mark && mark->alone && mark->begin < rendering->cursor;
    rendering->line_begins = rendering->breaks = true;
    if (type == MD_TEXT_BR && !directs)
        g_string_append(rendering->out, "\nbreak\n");
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct rendering *rendering = user;
    const struct fms_source *source = rendering->source;
    uintptr_t from = (uintptr_t) source->text, at = (uintptr_t) text;
    bool inside = at >= from && at < from + source->length;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        add_break(rendering, type);
    else if (rendering->verbatim || rendering->html)
        g_string_append_len(rendering->out, text, size);
    else if (inside)
        add_source_words(rendering, at - from, at - from + size);
    else
        add_words(rendering, text, size);
    if (inside)
        rendering->cursor = at - from + size;
    return 0;
}

GString *fms_print_rendering(const struct fms_script *script, size_t from)
{
    static const MD_PARSER parser = {
        .flags = FMS_MARKDOWN_FLAGS,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = on_text,
    };
    TALLOC_CTX *ctx = talloc_new(NULL);
    struct rendering rendering = { .source = script->source, .out = g_string_new(NULL), .cursor = from };
    rendering.marks = fms_print_marks(ctx, script);
    if (md_parse(script->source->text + from, (MD_SIZE) (script->source->length - from), &parser, &rendering) < 0)
        g_error("out of memory");
    g_array_free(rendering.marks, TRUE);
    talloc_free(ctx);
    return rendering.out;
}
