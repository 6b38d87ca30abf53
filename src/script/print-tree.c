/*
 * Any script as Markdown, from its tree. Words are escaped so that nothing in them becomes markup; their inlines, which are
 * markup, are written in Markdown's way. Credits get a heading, for lines of them may have stood anywhere.
 */
#include "large-copy.h"
#include "print-private.h"

#include <string.h>

struct tree_print {
    const struct fms_script *script;
    GString *out;
    enum fms_block_kind last;
    bool in_credits;
    GHashTable *named; /* speakers of whom a lower third has told */
};

/* ---- words ---- */

/* Does Markdown take this character, anywhere in a line, for more than itself? */
static bool is_mark(const char *at, const char *text)
{
    if (strchr("\\`*_[]<&~|", *at))
        return true;
    if (*at == '=')
        return at[1] == '=' || (at > text && at[-1] == '=');
    return *at == '!' && at[1] == '[';
}

/* Does this character, first in a line, begin a block or a direction? */
static bool begins_block(const char *at)
{
    return strchr("#>+-:=(", *at) != NULL;
}

/* The stop of `1.`, which begins a list. */
static bool is_number_stop(const char *at, const char *line)
{
    return strchr(".)", *at) && at > line && strspn(line, "0123456789") == (size_t) (at - line) && strchr(" \t", at[1]);
}

/* `line`: where the line begins, or NULL where this is not at one. */
static void append_escaped(GString *out, const char *text, const char *from, const char *to, const char *line)
{
    for (const char *at = from; at < to; at++) {
        bool first = line && at == line && begins_block(at);
        if (is_mark(at, text) || first || (line && is_number_stop(at, line)))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *at);
    }
}

static void append_value(GString *out, const char *value)
{
    bool bare = !strpbrk(value, " \t}") && !strchr("\"'", *value);
    const char *quote = bare ? "" : strchr(value, '"') ? "'" : "\"";
    g_string_append_printf(out, "=%s%s%s", quote, value, quote);
}

struct dressing {
    const char *open, *close, *attribute;
};

static const struct dressing dressings[] = {
    [FMS_INLINE_EMPHASIS] = { "*", "*", NULL },   [FMS_INLINE_STRONG] = { "**", "**", NULL },
    [FMS_INLINE_CODE] = { "`", "`", NULL },       [FMS_INLINE_MARK] = { "==", "==", NULL },
    [FMS_INLINE_SAY] = { "[", "]", "say" },       [FMS_INLINE_IPA] = { "[", "]", "ipa" },
    [FMS_INLINE_SPELL] = { "[", "]", "spell" },   [FMS_INLINE_LANGUAGE] = { "[", "]", "lang" },
    [FMS_INLINE_SILENT] = { "[", "]", "silent" }, [FMS_INLINE_UNSEEN] = { "[", "]", "unseen" },
    [FMS_INLINE_RUBY] = { "[", "]", "ruby" },
};

static void append_close(GString *out, const struct fms_inline *part)
{
    const struct dressing *dressing = &dressings[part->kind];
    g_string_append(out, dressing->close);
    if (!dressing->attribute)
        return;
    g_string_append_printf(out, "{%s", dressing->attribute);
    if (*part->value)
        append_value(out, part->value);
    g_string_append_c(out, '}');
}

/* Ends the inlines that end at `at`, the innermost first. */
static void close_inlines(GString *out, GPtrArray *open, size_t at)
{
    while (open->len) {
        const struct fms_inline *part = g_ptr_array_index(open, open->len - 1);
        if (part->end > at)
            return;
        append_close(out, part);
        g_ptr_array_set_size(open, (gint) open->len - 1);
    }
}

static void append_text(GString *out, const struct fms_text *text)
{
    GPtrArray *open = g_ptr_array_new();
    size_t at = 0, next = 0;
    while (at < text->length || open->len) {
        close_inlines(out, open, at);
        for (; next < text->n_inlines && text->inlines[next].begin <= at; next++) {
            const struct fms_inline *part = &text->inlines[next];
            g_string_append(out, dressings[part->kind].open);
            g_ptr_array_add(open, (gpointer) (uintptr_t) part);
        }
        const struct fms_inline *inner = open->len ? g_ptr_array_index(open, open->len - 1) : NULL;
        size_t stop = inner ? inner->end : text->length;
        stop = next < text->n_inlines ? MIN(stop, text->inlines[next].begin) : stop;
        if (inner && inner->kind == FMS_INLINE_CODE)
            g_string_append_len(out, text->utf8 + at, (gssize) (stop - at));
        else
            append_escaped(out, text->utf8, text->utf8 + at, text->utf8 + stop, at == 0 ? text->utf8 : NULL);
        at = stop;
    }
    g_ptr_array_free(open, TRUE);
}

/* ---- elements ---- */

static void append_target(GString *out, const char *target)
{
    bool bare = !strpbrk(target, " ()<>%\\&*_\"'");
    g_string_append(out, bare ? "" : "<");
    for (const char *at = target; *at; at++) {
        if (strchr("<>%\\&*_", *at) || (unsigned char) *at < 0x20)
            g_string_append_printf(out, "%%%02X", (unsigned) (unsigned char) *at);
        else
            g_string_append_c(out, *at);
    }
    g_string_append(out, bare ? "" : ">");
}

static void append_image(GString *out, const struct fms_block *image)
{
    g_string_append(out, "![");
    append_text(out, &image->text);
    g_string_append(out, "](");
    append_target(out, image->target);
    g_string_append_c(out, ')');
    fms_print_attributes(out, image->attributes, image->n_attributes);
}

/* A direction's value stands in brackets; those inside it are closed or escaped. */
static void append_direction_text(GString *out, const struct fms_text *text)
{
    for (size_t i = 0; i < text->length; i++) {
        if (strchr("\\&()", text->utf8[i]))
            g_string_append_c(out, '\\');
        g_string_append_c(out, text->utf8[i]);
    }
}

static void append_direction(GString *out, const struct fms_block *block);

static void append_event(GString *out, const struct fms_block *inner)
{
    if (inner->kind == FMS_BLOCK_IMAGE) {
        append_image(out, inner);
        return;
    }
    GString *event = g_string_new(NULL);
    append_direction(event, inner);
    g_string_truncate(event, event->len - 1);
    char *colon = strchr(event->str, ':');
    if (colon)
        memmove(colon, colon + 1, strlen(colon));
    g_string_append(out, event->str + 1);
    g_string_free(event, TRUE);
}

static void append_direction(GString *out, const struct fms_block *block)
{
    g_string_append_printf(out, "(%s", fms_block_name(block));
    if (block->argument.length) {
        g_string_append(out, " \"");
        append_direction_text(out, &block->argument);
        g_string_append_c(out, '"');
    }
    if (block->inner || block->text.length || block->n_attributes)
        g_string_append(out, ": ");
    append_direction_text(out, &block->text);
    if (block->inner)
        append_event(out, block->inner);
    if (block->text.length && block->n_attributes)
        g_string_append_c(out, ' ');
    fms_print_attributes(out, block->attributes, block->n_attributes);
    g_string_append_c(out, ')');
}

static void append_cell(GString *out, const struct fms_text *cell, bool csv)
{
    if (!csv) {
        append_text(out, cell);
        return;
    }
    bool quoted = strpbrk(cell->utf8, ",;|\t\"") != NULL;
    g_string_append(out, quoted ? "\"" : "");
    for (const char *at = cell->utf8; *at; at++)
        g_string_append_printf(out, *at == '"' ? "\"\"" : "%c", *at);
    g_string_append(out, quoted ? "\"" : "");
}

static void append_table(GString *out, const struct fms_table *table, bool csv)
{
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t i = 0; i < table->n_columns; i++) {
            g_string_append(out, csv ? (i ? ", " : "") : "| ");
            append_cell(out, &table->cells[row * table->n_columns + i], csv);
            g_string_append(out, csv ? "" : " ");
        }
        g_string_append(out, csv ? "\n" : "|\n");
        for (size_t i = 0; row == 0 && !csv && i < table->n_columns; i++)
            g_string_append(out, i + 1 < table->n_columns ? "|---" : "|---|\n");
    }
}

/* A fence longer than any inside. */
static void append_fenced(GString *out, const struct fms_block *panel, const char *word, size_t skipped)
{
    GString *fence = g_string_new("```");
    while (panel->text.length && strstr(panel->text.utf8, fence->str))
        g_string_append_c(fence, '`');
    g_string_append_printf(out, "%s%s", fence->str, word);
    if (panel->n_attributes > skipped)
        g_string_append_c(out, ' ');
    fms_print_attributes(out, panel->attributes + skipped, panel->n_attributes - skipped);
    g_string_append_c(out, '\n');
    if (panel->table)
        append_table(out, panel->table, true);
    else
        g_string_append_printf(out, "%s\n", panel->text.utf8);
    g_string_append(out, fence->str);
    g_string_free(fence, TRUE);
}

/* A chart of a file is an image with `chart=`. */
static void append_chart(GString *out, const struct fms_block *panel, const struct fms_attribute *data)
{
    struct fms_attribute *attributes = g_new(struct fms_attribute, panel->n_attributes);
    for (size_t i = 0; i < panel->n_attributes; i++)
        attributes[i] = &panel->attributes[i] == data
                            ? (struct fms_attribute){ "chart", fms_block_name(panel), data->span }
                            : panel->attributes[i];
    g_string_append(out, "![");
    append_text(out, &panel->text);
    g_string_append(out, "](");
    append_target(out, data->value);
    g_string_append_c(out, ')');
    fms_print_attributes(out, attributes, panel->n_attributes);
    g_free(attributes);
}

static void append_panel(GString *out, const struct fms_block *panel)
{
    const struct fms_attribute *data = fms_block_attribute(panel, "data");
    bool code = panel->panel == FMS_PANEL_CODE;
    bool named = code && panel->n_attributes && strcmp(panel->attributes[0].name, "language") == 0;
    if (data)
        append_chart(out, panel, data);
    else if (panel->panel == FMS_PANEL_TABLE)
        append_table(out, panel->table, false);
    else if (panel->panel == FMS_PANEL_NUMBER || panel->panel == FMS_PANEL_DATE)
        append_direction(out, panel);
    else
        append_fenced(out, panel, named ? panel->attributes[0].value : code ? "" : fms_block_name(panel), named);
}

static void append_quote(GString *out, const struct fms_block *quote)
{
    g_string_append(out, "> ");
    append_text(out, &quote->text);
    if (!quote->source_line.length)
        return;
    g_string_append(out, "\n> — ");
    append_text(out, &quote->source_line);
}

static void append_item(GString *out, const struct fms_block *item)
{
    enum { STEP = 3 }; /* under `1. ` as well as under `-  ` */
    g_string_append_printf(out, "%*s", STEP * MAX(item->level - 1, 0), "");
    if (item->number)
        g_string_append_printf(out, "%" G_GINT64_FORMAT ". ", item->number);
    else
        g_string_append(out, "-  ");
    append_text(out, &item->text);
}

static void append_speaker(GString *out, const struct fms_block *block)
{
    if (!block->speaker.length)
        return;
    g_string_append(out, "**");
    append_escaped(out, block->speaker.utf8, block->speaker.utf8, block->speaker.utf8 + block->speaker.length, NULL);
    g_string_append(out, ":** ");
}

static void append_credit(GString *out, const struct fms_block *credit)
{
    append_text(out, &credit->role);
    if (credit->role.length && credit->names.length)
        g_string_append(out, " | ");
    append_text(out, &credit->names);
}

static void append_words(GString *out, const struct fms_block *block)
{
    append_speaker(out, block);
    append_text(out, &block->text);
}

static void append_heading(GString *out, const struct fms_block *block)
{
    g_string_append_printf(out, "%.*s ", CLAMP(block->level, 1, 6), "######");
    append_text(out, &block->text);
}

static void append_rule(GString *out, const struct fms_block *block)
{
    (void) block;
    g_string_append(out, "---");
}

static void append_block(struct tree_print *print, const struct fms_block *block)
{
    static void (*const printers[])(GString *, const struct fms_block *) = {
        [FMS_BLOCK_PARAGRAPH] = append_words,     [FMS_BLOCK_HEADING] = append_heading,
        [FMS_BLOCK_IMAGE] = append_image,         [FMS_BLOCK_QUOTE] = append_quote,
        [FMS_BLOCK_ITEM] = append_item,           [FMS_BLOCK_RULE] = append_rule,
        [FMS_BLOCK_CREDIT] = append_credit,       [FMS_BLOCK_PANEL] = append_panel,
        [FMS_BLOCK_DIRECTION] = append_direction,
    };
    bool credit = block->kind == FMS_BLOCK_CREDIT;
    bool close =
        block->kind == print->last && (credit || block->kind == FMS_BLOCK_ITEM || block->kind == FMS_BLOCK_DIRECTION);
    if (print->out->len)
        g_string_append(print->out, close ? "\n" : "\n\n");
    if (credit && !print->in_credits)
        g_string_append(print->out, "## Credits\n\n");
    print->in_credits = credit || (print->in_credits && block->kind != FMS_BLOCK_HEADING);
    printers[block->kind](print->out, block);
    while (print->out->str[print->out->len - 1] == '\n')
        g_string_truncate(print->out, print->out->len - 1);
    print->last = block->kind;
}

/* ---- front matter ---- */

static void append_key(GString *out, const char *name, const char *value, int indent)
{
    if (!*value)
        return;
    g_string_append_printf(out, "%*s%s: ", indent, "", name);
    fms_print_scalar(out, value, false);
    g_string_append_c(out, '\n');
}

/* A number of hundredths as it is typed. */
static char *hundredths(int32_t n, const char *unit)
{
    guint32 size = (guint32) ABS(n);
    return g_strdup_printf("%s%u.%02u%s", n < 0 ? "-" : "", size / 100, size % 100, unit);
}

static void append_pairs(GString *out, const char *name, const struct fms_pairs *pairs, int depth)
{
    if (pairs->n)
        g_string_append_printf(out, "%*s%s:\n", depth, "", name);
    for (size_t i = 0; i < pairs->n; i++) {
        g_string_append_printf(out, "%*s", depth + 2, "");
        fms_print_scalar(out, pairs->items[i].name, false);
        g_string_append(out, ": ");
        fms_print_scalar(out, pairs->items[i].value.utf8, false);
        g_string_append_c(out, '\n');
    }
}

static void append_cast_member(GString *out, const struct fms_speaker *speaker)
{
    char *volume = speaker->volume_cdb ? hundredths(speaker->volume_cdb, "dB") : g_strdup("");
    g_string_append(out, "  ");
    fms_print_scalar(out, speaker->name.utf8, false);
    g_string_append(out, ":\n");
    append_key(out, "voice", speaker->voice.utf8, 4);
    append_pairs(out, "voices", &speaker->voices, 4);
    append_key(out, "language", speaker->language.utf8, 4);
    append_key(out, "role", speaker->role.utf8, 4);
    if (speaker->pace_wpm)
        g_string_append_printf(out, "    pace: %" G_GINT64_FORMAT "\n", speaker->pace_wpm);
    if (speaker->pitch_permille != 1000)
        g_string_append_printf(out, "    pitch: %d.%d%%\n", speaker->pitch_permille / 10, speaker->pitch_permille % 10);
    append_key(out, "volume", volume, 4);
    g_free(volume);
}

static void append_front(GString *out, const struct fms_meta *meta)
{
    char *loudness = meta->loudness_clufs ? hundredths(meta->loudness_clufs, "") : g_strdup("");
    append_key(out, "title", meta->title.utf8, 0);
    append_key(out, "series", meta->series.utf8, 0);
    append_key(out, "author", meta->author.utf8, 0);
    append_key(out, "language", meta->language.utf8, 0);
    if (meta->languages.length)
        g_string_append_printf(out, "languages: [%s]\n", meta->languages.utf8);
    append_key(out, "voice", meta->voice.utf8, 0);
    append_pairs(out, "voices", &meta->voices, 0);
    append_pairs(out, "lexicon", &meta->lexicon, 0);
    if (meta->pace_wpm)
        g_string_append_printf(out, "pace: %" G_GINT64_FORMAT "\n", meta->pace_wpm);
    append_key(out, "narration", meta->narration.utf8, 0);
    append_key(out, "theme", meta->theme.utf8, 0);
    append_key(out, "brand", meta->brand.utf8, 0);
    append_key(out, "lut", meta->lut.utf8, 0);
    append_key(out, "music", meta->music.utf8, 0);
    append_key(out, "music-volume", meta->music_volume.utf8, 0);
    if (meta->aspect.length)
        g_string_append_printf(out, "aspect: [%s]\n", meta->aspect.utf8);
    append_key(out, "resolution", meta->size.utf8, 0);
    append_key(out, "reduced-motion", meta->reduced_motion.utf8, 0);
    append_key(out, "captions", meta->captions.utf8, 0);
    if (meta->profile.length)
        g_string_append_printf(out, "profile: [%s]\n", meta->profile.utf8);
    append_key(out, "loudness", loudness, 0);
    append_key(out, "accessible-mix", meta->accessible_mix.utf8, 0);
    append_key(out, "transition", meta->transition.utf8, 0);
    append_key(out, "licence", meta->licence.utf8, 0);
    append_key(out, "credits-length", meta->credits_length.utf8, 0);
    append_key(out, "credits-style", meta->credits_style.utf8, 0);
    append_key(out, "poster", meta->poster.utf8, 0);
    if (meta->posters.length)
        g_string_append_printf(out, "posters: [%s]\n", meta->posters.utf8);
    if (meta->n_cast)
        g_string_append(out, "cast:\n");
    for (size_t i = 0; i < meta->n_cast; i++)
        append_cast_member(out, &meta->cast[i]);
    g_free(loudness);
}

/* A character of a screenplay is named when first heard, which nobody is in Markdown who has no role. */
static void name_speaker(struct tree_print *print, const struct fms_text *name)
{
    const struct fms_meta *meta = &print->script->meta;
    for (size_t i = 0; i < meta->n_cast; i++) {
        const struct fms_speaker *speaker = &meta->cast[i];
        if (!speaker->spoken || speaker->role.length || strcmp(speaker->name.utf8, name->utf8) != 0 ||
            !g_hash_table_add(print->named, (gpointer) (uintptr_t) speaker))
            continue;
        struct fms_text nothing = { .utf8 = "" };
        struct fms_block third = {
            .kind = FMS_BLOCK_DIRECTION, .direction = FMS_DIRECTION_LOWER_THIRD, .text = *name, .argument = nothing
        };
        append_block(print, &third);
    }
}

static void append_blocks(GString *out, const struct fms_script *script, size_t from, size_t to)
{
    struct tree_print print = { script, g_string_new(NULL), FMS_BLOCK_RULE, false, g_hash_table_new(NULL, NULL) };
    for (size_t i = from; i < to; i++) {
        if (script->blocks[i].speaker.length)
            name_speaker(&print, &script->blocks[i].speaker);
        append_block(&print, &script->blocks[i]);
    }
    g_hash_table_unref(print.named);
    g_string_append_len(out, print.out->str, (gssize) print.out->len);
    g_string_append_c(out, '\n');
    g_string_free(print.out, TRUE);
}

static char *take_text(TALLOC_CTX *ctx, GString *out)
{
    char *text = fms_large_copy(ctx, out->str, out->len + 1);
    g_string_free(out, TRUE);
    return text;
}

char *fms_script_blocks_to_markdown(TALLOC_CTX *ctx, const struct fms_script *script, size_t from, size_t to)
{
    GString *out = g_string_new(NULL);
    append_blocks(out, script, from, to);
    return take_text(ctx, out);
}

char *fms_script_to_markdown(TALLOC_CTX *ctx, const struct fms_script *script)
{
    GString *out = g_string_new(NULL);
    append_front(out, &script->meta);
    if (out->len) {
        g_string_prepend(out, "---\n");
        g_string_append(out, "---\n\n");
    }
    append_blocks(out, script, 0, script->n_blocks);
    return take_text(ctx, out);
}
