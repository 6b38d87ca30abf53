/*
 * Spans. Those of Markdown come from md4c. Two that it does not know, `[words]{say="…"}` and `==words==`, are paired
 * beforehand in one pass through the source, for where one ends decides whether it begins at all; the reader then finds
 * their marks in the prose that md4c hands over. A mark in code or in an address is never asked for.
 */
#include "markdown-private.h"

#include <string.h>

enum { MAX_OPEN = 128, MAX_CODE = 512, MAX_INLINES = 250000, MAX_NAMED = 8, MAX_AROUND = 16, MAX_NESTED = 32 };

/** Characters of a reading, and of the words that it stands above, which no line break parts. */
enum { MAX_READING = 64, MAX_BASE = 16 };

/* What is known of the run of lines so far. */
struct pairing {
    const char *text;
    size_t length;
    GArray *pairs;
    guint run_begin;      /* its first pair */
    guint open[MAX_OPEN]; /* brackets */
    size_t n_open;
    guint mark;             /* the `==` that is open; none: G_MAXUINT */
    size_t brace, brace_of; /* the next `}` or line end, as seen from there */
};

static struct fms_markdown_pair *pair_at(const struct pairing *pairing, guint i)
{
    return &g_array_index(pairing->pairs, struct fms_markdown_pair, i);
}

static guint begin_pair(struct pairing *pairing, size_t at, bool is_mark)
{
    struct fms_markdown_pair pair = { at, 0, is_mark };
    g_array_append_val(pairing->pairs, pair);
    return pairing->pairs->len - 1;
}

/* A run of lines ends: what is open in it stays so, and is forgotten. */
static void end_run(struct pairing *pairing)
{
    guint kept = pairing->run_begin;
    for (guint i = kept; i < pairing->pairs->len; i++)
        if (pair_at(pairing, i)->close)
            *pair_at(pairing, kept++) = *pair_at(pairing, i);
    g_array_set_size(pairing->pairs, kept);
    pairing->run_begin = kept;
    pairing->n_open = 0;
    pairing->mark = G_MAXUINT;
}

/* Are the braces at `at` closed on this line? Looked up once for all that stand before the same `}`. */
static bool is_closed(struct pairing *pairing, size_t at)
{
    if (at < pairing->brace_of || at > pairing->brace) {
        pairing->brace_of = pairing->brace = at;
        while (pairing->brace < pairing->length && !strchr("}\r\n", pairing->text[pairing->brace]))
            pairing->brace++;
    }
    return pairing->brace < pairing->length && pairing->text[pairing->brace] == '}';
}

static void close_bracket(struct pairing *pairing, size_t at)
{
    const char *text = pairing->text;
    guint i = pairing->open[--pairing->n_open];
    struct fms_markdown_pair *pair = pair_at(pairing, i);
    bool image = pair->open > 0 && text[pair->open - 1] == '!';
    bool named = text[at + 1] == '{' && text[at + 2 + strspn(text + at + 2, " \t")] != '}';
    if (named && !image && text[pair->open + 1] != '^' && is_closed(pairing, at + 2))
        pair->close = at;
    else if (i + 1 == pairing->pairs->len)
        g_array_set_size(pairing->pairs, i);
}

/* A run of `=` at `at`. @return its length. */
static size_t read_equals(struct pairing *pairing, size_t at)
{
    const char *text = pairing->text;
    size_t n = strspn(text + at, "=");
    if (n != 2)
        return n;
    char before = at > 0 ? text[at - 1] : ' ', after = at + 2 < pairing->length ? text[at + 2] : ' ';
    bool opens = !strchr(" \t\r\n", after) && !g_ascii_isalnum(before);
    bool closes = !strchr(" \t\r\n", before) && !g_ascii_isalnum(after);
    if (closes && pairing->mark != G_MAXUINT) {
        pair_at(pairing, pairing->mark)->close = at;
        pairing->mark = G_MAXUINT;
    } else if (opens) {
        pairing->mark = begin_pair(pairing, at, true);
    }
    return n;
}

/* Code on one line, from backticks to as many. @return its length, or that of the backticks. */
static size_t read_code(const struct pairing *pairing, size_t at)
{
    const char *text = pairing->text + at;
    size_t n = strspn(text, "`"), limit = MIN(pairing->length - at, n + MAX_CODE);
    for (size_t end = n; end < limit && !strchr("\r\n", text[end]);) {
        size_t closing = strspn(text + end, "`");
        if (closing == n)
            return end + n;
        end += MAX(closing, 1);
    }
    return n;
}

/* @return how many bytes the line break has. */
static size_t read_break(struct pairing *pairing, size_t at)
{
    const char *text = pairing->text + at;
    size_t n = text[0] == '\r' && text[1] == '\n' ? 2 : 1;
    if (strchr("\r\n", text[n + strspn(text + n, " \t>")]))
        end_run(pairing);
    return n;
}

static size_t read_mark(struct pairing *pairing, size_t at)
{
    switch (pairing->text[at]) {
    case '\\': return strchr("\r\n", pairing->text[at + 1]) ? 1 : 2;
    case '`': return read_code(pairing, at);
    case '=': return read_equals(pairing, at);
    case '[':
        if (pairing->n_open < MAX_OPEN)
            pairing->open[pairing->n_open++] = begin_pair(pairing, at, false);
        return 1;
    case ']':
        if (pairing->n_open)
            close_bracket(pairing, at);
        return 1;
    case '\n':
    case '\r': return read_break(pairing, at);
    }
    return 1;
}

GArray *fms_markdown_find_pairs(const struct fms_source *source, size_t from)
{
    struct pairing pairing = { .text = source->text, .length = source->length, .mark = G_MAXUINT };
    pairing.pairs = g_array_new(FALSE, FALSE, sizeof(struct fms_markdown_pair));
    pairing.brace_of = SIZE_MAX;
    while (from < source->length && pairing.pairs->len <= 2 * MAX_INLINES) {
        from += strcspn(source->text + from, "\\`=[]\r\n");
        if (from < source->length)
            from += read_mark(&pairing, from);
    }
    end_run(&pairing);
    return pairing.pairs;
}

/* From md4c's kinds to ours. @return false for those that are none. */
static bool kind_of(MD_SPANTYPE type, enum fms_inline_kind *kind)
{
    *kind = type == MD_SPAN_EM ? FMS_INLINE_EMPHASIS : type == MD_SPAN_STRONG ? FMS_INLINE_STRONG : FMS_INLINE_CODE;
    return type == MD_SPAN_EM || type == MD_SPAN_STRONG || type == MD_SPAN_CODE;
}

/* What it is in the script. */
static enum fms_inline_kind meant(const struct markdown *md, enum fms_inline_kind kind)
{
    return kind == FMS_INLINE_CODE && md->dialect && md->dialect->spells_code ? FMS_INLINE_SPELL : kind;
}

static struct fms_draft *draft_of(struct markdown *md)
{
    return md->n_images ? &md->alt : &md->text;
}

/* May one more be told apart? What lies in very many others would be looked at once for each word of theirs. */
static bool has_room(struct markdown *md, size_t at)
{
    if (md->n_inlines <= MAX_INLINES && draft_of(md)->open->len >= MAX_NESTED) {
        fms_manuscript_error(md->script, at, at + 1, "markdown.depth", NULL, "emphasis is nested too deeply here");
        md->n_inlines = MAX_INLINES + 1;
    } else if (md->n_inlines++ == MAX_INLINES) {
        fms_manuscript_error(md->script, at, at + 1, "markdown.depth", NULL, "far too many emphasised words");
    }
    return md->n_inlines <= MAX_INLINES;
}

static size_t find_mark(const struct markdown *md, enum fms_inline_kind kind)
{
    const char *text = md->script->source->text;
    size_t at = md->cursor + strcspn(text + md->cursor, kind == FMS_INLINE_CODE ? "`" : "*_");
    return text[at] ? at : md->cursor;
}

/* A link's brackets may have attributes too, where the words are defined as a link somewhere. */
static void enter_link(struct markdown *md)
{
    const char *text = md->script->source->text;
    size_t open = md->cursor + strspn(text + md->cursor, " \t\r\n>*_~");
    if (text[open] == '[' && fms_markdown_pair_at(md, draft_of(md), open))
        md->cursor = open + 1;
}

static void leave_link(struct markdown *md)
{
    const struct fms_source *source = md->script->source;
    if (source->text[md->cursor] != ']')
        return;
    size_t markup = fms_markdown_pair_at(md, draft_of(md), md->cursor);
    md->cursor = markup ? md->cursor + markup : fms_image_end(source, md->cursor);
    if (markup)
        md->skip_to = MAX(md->skip_to, md->cursor);
}

void fms_markdown_enter_inline(struct markdown *md, MD_SPANTYPE type)
{
    enum fms_inline_kind kind;
    if (type == MD_SPAN_A)
        enter_link(md);
    if (!kind_of(type, &kind))
        return;
    size_t at = find_mark(md, kind);
    if (has_room(md, at))
        fms_draft_open(draft_of(md), meant(md, kind), "", (struct fms_span){ md->script->source, at, at }, SIZE_MAX);
}

void fms_markdown_leave_inline(struct markdown *md, MD_SPANTYPE type)
{
    enum fms_inline_kind kind;
    const char *text = md->script->source->text;
    if (type == MD_SPAN_A)
        leave_link(md);
    if (!kind_of(type, &kind))
        return;
    size_t at = find_mark(md, kind);
    size_t n = kind == FMS_INLINE_CODE ? strspn(text + at, "`") : kind == FMS_INLINE_STRONG ? 2 : 1;
    fms_draft_close(draft_of(md), meant(md, kind), MIN(at + n, md->script->source->length));
}

static const struct {
    const char *name, *hint;
    enum fms_inline_kind kind;
    bool has_value;
} attributes[] = {
    { "say", "[Worcester]{say=\"Wooster\"}", FMS_INLINE_SAY, true },
    { "ipa", "[Worcester]{ipa=\"ˈwʊstə\"}", FMS_INLINE_IPA, true },
    { "spell", "[NATO]{spell}", FMS_INLINE_SPELL, false },
    { "lang", "[déjà vu]{lang=fr}", FMS_INLINE_LANGUAGE, true },
    { "silent", "[see page 3]{silent}", FMS_INLINE_SILENT, false },
    { "unseen", "[as you can see]{unseen}", FMS_INLINE_UNSEEN, false },
    { "ruby", "[海]{ruby=\"うみ\"}", FMS_INLINE_RUBY, true },
};

static void tell_unknown(struct markdown *md, const struct fms_attribute *attribute)
{
    const char *names[G_N_ELEMENTS(attributes) + 1] = { NULL };
    for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++)
        names[i] = attributes[i].name;
    const char *nearest = fms_nearest_word(attribute->name, names);
    char *hint = nearest ? g_strdup_printf("did you mean '%s'?", nearest)
                         : g_strdup("words can have say, ipa, spell, lang, silent, unseen and ruby");
    char *message = g_strdup_printf("words have no attribute '%s'", attribute->name);
    const char *certain = fms_certain_word(attribute->name, names);
    size_t begin = attribute->span.begin;
    fms_manuscript_error(md->script, begin, attribute->span.end, "span.attribute", hint, message);
    if (certain)
        fms_manuscript_fix(md->script, begin, begin + strlen(attribute->name), certain);
    g_free(message);
    g_free(hint);
}

/* @return what is wrong with the words in brackets and the reading that is to stand above them; NULL: nothing. */
static const char *ruby_fault(const struct markdown *md, const struct fms_markdown_pair *pair, const char *reading)
{
    const char *base = md->script->source->text + pair->open + 1;
    if (!reading[strspn(reading, " \t")])
        return "a value is missing";
    if (g_utf8_strlen(reading, -1) > MAX_READING)
        return "a reading has at most 64 characters";
    return g_utf8_strlen(base, (gssize) (pair->close - pair->open - 1)) > MAX_BASE
               ? "a reading stands above at most 16 characters: give each word its own"
               : NULL;
}

/* @return what is wrong with an attribute that words can have; NULL: nothing. */
static const char *fault_of(const struct markdown *md, const struct fms_markdown_pair *pair, size_t i,
                            const char *value)
{
    if (attributes[i].has_value != (*value != '\0'))
        return attributes[i].has_value ? "a value is missing" : "this takes no value";
    return attributes[i].kind == FMS_INLINE_RUBY ? ruby_fault(md, pair, value) : NULL;
}

static void open_named(struct markdown *md, struct fms_draft *draft, const struct fms_markdown_pair *pair,
                       const struct fms_attribute *attribute)
{
    struct fms_span span = { md->script->source, pair->open, pair->close };
    for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
        if (strcmp(attributes[i].name, attribute->name) != 0)
            continue;
        const char *fault = fault_of(md, pair, i, attribute->value);
        if (fault)
            fms_manuscript_error(md->script, attribute->span.begin, attribute->span.end, "span.attribute",
                                 attributes[i].hint, fault);
        else if (has_room(md, pair->open))
            fms_draft_open(draft, attributes[i].kind, attribute->value, span, pair->close);
        return;
    }
    tell_unknown(md, attribute);
}

static void open_pair(struct markdown *md, struct fms_draft *draft, const struct fms_markdown_pair *pair)
{
    struct fms_span span = { md->script->source, pair->open, pair->close };
    struct fms_block named = fms_markdown_block(md, FMS_BLOCK_PARAGRAPH);
    if (pair->is_mark) {
        if (has_room(md, pair->open))
            fms_draft_open(draft, FMS_INLINE_MARK, "", span, pair->close);
        return;
    }
    if (md->n_inlines <= MAX_INLINES && !fms_manuscript_is_full(md->script))
        fms_attributes_read(md->script, pair->close + 1, &named);
    for (size_t i = 0; i < MIN(named.n_attributes, MAX_NAMED); i++)
        open_named(md, draft, pair, &named.attributes[i]);
}

/* Where the attributes behind a bracket end, in the same way as they were read when it began. */
static size_t named_end(const struct markdown *md, size_t at)
{
    const char *text = md->script->source->text;
    char quote = '\0';
    for (; text[at] && !strchr("\r\n", text[at]) && (quote || text[at] != '}'); at++) {
        if (quote && text[at] == quote)
            quote = '\0';
        else if (!quote && strchr("\"'", text[at]) && text[at - 1] == '=')
            quote = text[at];
    }
    return at + (text[at] == '}');
}

/* Does a mark at `at` end an inline that is open? */
static bool closes(const struct fms_draft *draft, size_t at)
{
    guint n = draft->open->len;
    for (guint i = n; i-- > 0 && n - i <= MAX_AROUND;)
        if (g_array_index(draft->open, struct fms_open_inline, i).closing == at)
            return true;
    return false;
}

size_t fms_markdown_pair_at(struct markdown *md, struct fms_draft *draft, size_t at)
{
    const char *text = md->script->source->text;
    while (md->next_pair < md->pairs->len &&
           g_array_index(md->pairs, struct fms_markdown_pair, md->next_pair).open < at)
        md->next_pair++;
    const struct fms_markdown_pair *pair =
        md->next_pair < md->pairs->len ? &g_array_index(md->pairs, struct fms_markdown_pair, md->next_pair) : NULL;
    if (pair && pair->open == at) {
        open_pair(md, draft, pair);
        return pair->is_mark ? 2 : 1;
    }
    if (!closes(draft, at))
        return 0;
    size_t end = text[at] == ']' ? named_end(md, at + 1) : at + 2;
    fms_draft_close_at(draft, at, end);
    return end - at;
}
