/*
 * Screenplays in Fountain. Scene headings become chapters, action is the narrator's, dialogue is spoken by its character
 * in a voice of his or her own; parentheticals direct the voice, transitions the cut. Sections, synopses, notes and boneyard
 * are the writer's own and vanish, as they do in print.
 */
#include "fountain-private.h"

#include <string.h>

enum { NAME_MAX_BYTES = 200 };

static const char *source_text(const struct fountain *fountain)
{
    return fountain->script->source->text;
}

static bool begins(const char *line, size_t n, const char *word)
{
    size_t length = strlen(word);
    return n >= length && g_ascii_strncasecmp(line, word, length) == 0;
}

/* Is there a capital, and no small letter? A name's extension in brackets does not count. */
static bool is_capitals(const char *line, size_t n)
{
    bool capital = false;
    for (const char *at = line; at < line + n && *at != '('; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (g_unichar_islower(c))
            return false;
        capital |= g_unichar_isupper(c);
    }
    return capital;
}

static bool next_is_blank(struct fountain *fountain, const struct fountain_line *line)
{
    if (line->next >= fountain->script->source->length)
        return true;
    size_t end = line->next + strspn(source_text(fountain) + line->next, " \t");
    return strchr("\r\n", source_text(fountain)[end]) != NULL;
}

/* ---- what a line is ---- */

/* Length of the prefix that makes a scene heading; 0: it is none. */
static size_t scene_prefix(const char *line, size_t n)
{
    static const char *const prefixes[] = { "int./ext", "int/ext", "ext./int", "ext/int", "i./e",
                                            "i/e",      "int",     "ext",      "est" };
    size_t marks = MIN(strspn(line, "*_"), n); /* it may be emphasised */
    if (n > 1 && line[0] == '.' && line[1] != '.')
        return 1;
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        size_t length = marks + strlen(prefixes[i]);
        if (begins(line + marks, n - marks, prefixes[i]) && n > length && strchr(". ", line[length]))
            return MIN(length + strspn(line + length, ". "), n);
    }
    return 0;
}

/* Without a full stop behind it, `Est` and `Int` may begin a sentence; then the line must stand alone, as it should. */
static bool is_heading(struct fountain *fountain, const struct fountain_line *line)
{
    const char *text = source_text(fountain) + line->begin;
    size_t prefix = scene_prefix(text, line->end - line->begin);
    bool sure = memchr(text, '.', prefix) || next_is_blank(fountain, line);
    return prefix > 0 && (text[0] == '.' || (fountain->after_blank && sure));
}

static bool is_transition(struct fountain *fountain, const struct fountain_line *line)
{
    static const char *const alone[] = { "FADE IN:", "FADE OUT.", "FADE OUT:", "FADE TO BLACK.", "CUT TO BLACK." };
    const char *text = source_text(fountain) + line->begin;
    size_t n = line->end - line->begin;
    if (text[0] == '>')
        return text[n - 1] != '<';
    if (!fountain->after_blank || !next_is_blank(fountain, line) || !is_capitals(text, n) || line->trails)
        return false; /* blanks behind the colon say that it is none */
    for (size_t i = 0; i < G_N_ELEMENTS(alone); i++)
        if (strlen(alone[i]) == n && strncmp(text, alone[i], n) == 0)
            return true;
    return n >= 3 && strncmp(text + n - 3, "TO:", 3) == 0;
}

static bool is_character(struct fountain *fountain, const struct fountain_line *line)
{
    const char *text = source_text(fountain) + line->begin;
    size_t n = line->end - line->begin;
    if (!fountain->after_blank || next_is_blank(fountain, line) || n > NAME_MAX_BYTES)
        return false;
    return text[0] == '@' || is_capitals(text, n);
}

/* ---- elements ---- */

/* Where a heading's words end: before the scene's number, `#1A#`, and before marks of emphasis around all of it. */
static size_t heading_end(const char *text, size_t begin, size_t end)
{
    size_t number = end - 1;
    while (text[end - 1] == '#' && number > begin &&
           (g_ascii_isalnum(text[number - 1]) || strchr("-.)", text[number - 1])))
        number--;
    if (number < end - 1 && number > begin && text[number - 1] == '#')
        end = number - 1;
    while (end > begin && strchr("*_", text[begin]) && strchr("*_ ", text[end - 1]))
        end--;
    return end;
}

static void add_heading(struct fountain *fountain, const struct fountain_line *line, size_t prefix)
{
    const char *text = source_text(fountain);
    size_t end = heading_end(text, line->begin, line->end), words = line->begin + prefix;
    size_t begin = line->begin + strspn(text + line->begin, "*_");
    if (text[begin] != '.') {
        struct fms_span span = { fountain->script->source, begin, words };
        fms_draft_open(&fountain->text, FMS_INLINE_SILENT, "", span, SIZE_MAX);
        fms_fountain_add(fountain, begin, words);
        fms_draft_close(&fountain->text, FMS_INLINE_SILENT, words);
    }
    fms_fountain_add(fountain, words, MAX(end, words));
    struct fms_block block = fms_fountain_block(fountain, FMS_BLOCK_HEADING);
    block.level = 2;
    block.span = (struct fms_span){ fountain->script->source, line->begin, line->end };
    if (block.text.length)
        fms_manuscript_add(fountain->script, &block);
}

/* A direction that the screenplay says in words of its own. */
static void add_direction(struct fountain *fountain, enum fms_direction_kind kind, const char *value, size_t begin,
                          size_t end)
{
    fms_draft_reset(&fountain->text);
    fms_draft_put(&fountain->text, begin, value, strlen(value));
    fountain->text.end = end;
    struct fms_block block = fms_fountain_block(fountain, FMS_BLOCK_DIRECTION);
    block.direction = kind;
    block.span.begin = begin;
    block.span.end = end;
    fms_manuscript_add(fountain->script, &block);
    fms_draft_reset(&fountain->text);
}

/* What a script of ours calls it; what nobody knows here is a cut, as most are. */
static void add_transition(struct fountain *fountain, const struct fountain_line *line)
{
    static const char *const names[][2] = { { "CROSS", "dissolve" }, { "DISSOLVE", "dissolve" }, { "FADE", "dip" },
                                            { "BLACK", "dip" },      { "WIPE", "wipe-left" },    { "IRIS", "circle" } };
    char *words = g_ascii_strup(source_text(fountain) + line->begin, (gssize) MIN(line->end - line->begin, 200));
    const char *value = "cut";
    for (size_t i = G_N_ELEMENTS(names); i-- > 0;)
        if (strstr(words, names[i][0]))
            value = names[i][1];
    g_free(words);
    add_direction(fountain, FMS_DIRECTION_TRANSITION, value, line->begin, line->end);
}

static bool is_centred(const struct fountain *fountain, const struct fountain_line *line)
{
    const char *text = source_text(fountain);
    return line->end - line->begin > 1 && text[line->begin] == '>' && text[line->end - 1] == '<';
}

/* Centred lines under one another are shown together. @return where the next line begins. */
static size_t read_centred(struct fountain *fountain, const struct fountain_line *first)
{
    const char *text = source_text(fountain);
    struct fountain_line line = *first;
    fountain->text.verbatim = true;
    for (bool more = true; more;) {
        size_t begin = line.begin + 1, end = line.end - 1;
        while (begin < end && strchr(" \t", text[begin]))
            begin++;
        while (end > begin && strchr(" \t", text[end - 1]))
            end--;
        if (fountain->text.text->len && begin < end)
            fms_draft_break(&fountain->text, line.begin);
        fms_fountain_add(fountain, begin, end);
        struct fountain_line ahead = line;
        if (line.next < fountain->script->source->length)
            ahead = fms_fountain_line(fountain, line.next);
        more = ahead.next != line.next && !ahead.crossed_out && is_centred(fountain, &ahead);
        line = more ? ahead : line;
    }
    struct fms_block block = fms_fountain_block(fountain, FMS_BLOCK_PANEL);
    fountain->text.verbatim = false;
    block.panel = FMS_PANEL_TEXT;
    block.span = (struct fms_span){ fountain->script->source, first->begin, line.end };
    if (block.text.length)
        fms_manuscript_add(fountain->script, &block);
    return line.next;
}

/* ---- dialogue ---- */

/* A character enters the cast when he or she first speaks; one whom the project file casts is in it already. */
static void enter_cast(struct fountain *fountain, const struct fms_text *name)
{
    char *folded = g_utf8_casefold(name->utf8, -1);
    if (!g_hash_table_contains(fountain->cast_by_name, folded)) {
        const struct fms_text none = { .utf8 = "", .span = name->span };
        struct fms_speaker speaker = { .name = *name, .voice = none, .language = none, .role = none, .spoken = true };
        speaker.pitch_permille = 1000;
        g_array_append_val(fountain->cast, speaker);
        g_hash_table_add(fountain->cast_by_name, g_strdup(folded));
    }
    g_free(folded);
}

/* The name without its extension, `(V.O.)`, the `@` that forces it, and the `^` of two who speak at once. */
static struct fms_text character_of(struct fountain *fountain, const struct fountain_line *line)
{
    const char *text = source_text(fountain);
    size_t begin = line->begin + (text[line->begin] == '@'), end = line->end;
    if (end > begin && text[end - 1] == '^')
        end--;
    const char *bracket = memchr(text + begin, '(', end - begin);
    fms_fountain_add(fountain, begin, bracket ? (size_t) (bracket - text) : end);
    struct fms_text name = fms_draft_text(fountain->script->ctx, &fountain->text);
    fms_draft_reset(&fountain->text);
    return name;
}

static void say(struct fountain *fountain, const struct fms_text *speaker)
{
    if (fountain->text.text->len) {
        struct fms_block block = fms_fountain_block(fountain, FMS_BLOCK_PARAGRAPH);
        block.speaker = *speaker;
        fms_manuscript_add(fountain->script, &block);
    }
    fms_draft_reset(&fountain->text);
}

/* What `(softly)` asks of the voice; most parentheticals are for an actor and ask nothing of this one. */
static bool direct_voice(struct fountain *fountain, const struct fountain_line *line)
{
    static const struct {
        const char *word;
        enum fms_direction_kind kind;
        const char *value;
    } rows[] = {
        { "beat", FMS_DIRECTION_PAUSE, "1s" },       { "pause", FMS_DIRECTION_PAUSE, "1s" },
        { "a beat", FMS_DIRECTION_PAUSE, "1s" },     { "a pause", FMS_DIRECTION_PAUSE, "1s" },
        { "long pause", FMS_DIRECTION_PAUSE, "2s" }, { "whisper", FMS_DIRECTION_VOLUME, "soft" },
        { "quiet", FMS_DIRECTION_VOLUME, "soft" },   { "soft", FMS_DIRECTION_VOLUME, "soft" },
        { "sotto", FMS_DIRECTION_VOLUME, "soft" },   { "shout", FMS_DIRECTION_VOLUME, "loud" },
        { "yell", FMS_DIRECTION_VOLUME, "loud" },    { "loud", FMS_DIRECTION_VOLUME, "loud" },
    };
    const char *text = source_text(fountain) + line->begin + 1;
    size_t n = line->end - line->begin - 1;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        bool pauses = rows[i].kind == FMS_DIRECTION_PAUSE; /* "beats his chest" is none; "softly" is soft */
        if (!begins(text, n, rows[i].word) || (pauses && g_ascii_isalpha(text[strlen(rows[i].word)])))
            continue;
        add_direction(fountain, rows[i].kind, rows[i].value, line->begin, line->end);
        return !pauses;
    }
    return false;
}

/* A speech: everything up to a blank line. @return where the next line begins. */
static size_t read_dialogue(struct fountain *fountain, const struct fountain_line *first)
{
    struct fms_text speaker = character_of(fountain, first);
    struct fountain_line line = *first;
    struct fountain_line directed = { 0 };
    if (speaker.length)
        enter_cast(fountain, &speaker);
    while (line.next < fountain->script->source->length) {
        struct fountain_line ahead = fms_fountain_line(fountain, line.next);
        if (ahead.blank && !ahead.kept_blank)
            break;
        line = ahead;
        if (ahead.crossed_out || ahead.blank)
            continue;
        const char *text = source_text(fountain) + line.begin;
        if (text[0] == '(' && text[line.end - line.begin - 1] == ')') {
            say(fountain, &speaker);
            directed = direct_voice(fountain, &line) ? line : directed;
            continue;
        }
        fms_draft_break(&fountain->text, line.begin);
        fms_fountain_add(fountain, line.begin + (text[0] == '~'), line.end);
    }
    say(fountain, &speaker);
    if (directed.end)
        add_direction(fountain, FMS_DIRECTION_VOLUME, "normal", directed.begin, directed.end);
    return line.next;
}

/* ---- action ---- */

static bool is_other(struct fountain *fountain, const struct fountain_line *line)
{
    const char *text = source_text(fountain) + line->begin;
    bool forced_heading = text[0] == '.' && scene_prefix(text, line->end - line->begin) > 0;
    return text[0] == '>' || text[0] == '#' || text[0] == '=' || forced_heading;
}

static size_t read_action(struct fountain *fountain, const struct fountain_line *first)
{
    struct fountain_line line = *first;
    for (;;) {
        bool forced = strchr("!~", source_text(fountain)[line.begin]) && line.begin < line.end;
        fms_draft_break(&fountain->text, line.begin);
        if (!line.crossed_out)
            fms_fountain_add(fountain, line.begin + forced, line.end);
        if (line.next >= fountain->script->source->length)
            break;
        struct fountain_line ahead = fms_fountain_line(fountain, line.next);
        if (ahead.blank || (!ahead.crossed_out && is_other(fountain, &ahead)))
            break;
        line = ahead;
    }
    struct fms_block block = fms_fountain_block(fountain, FMS_BLOCK_PARAGRAPH);
    if (block.text.length)
        fms_manuscript_add(fountain->script, &block);
    return line.next;
}

static size_t read_element(struct fountain *fountain, const struct fountain_line *line)
{
    const char *text = source_text(fountain) + line->begin;
    fms_draft_reset(&fountain->text);
    if (text[0] == '#' || text[0] == '=')
        return line->next; /* sections, synopses, page breaks */
    if (text[0] == '!')
        return read_action(fountain, line);
    if (is_centred(fountain, line))
        return read_centred(fountain, line);
    if (is_heading(fountain, line))
        add_heading(fountain, line, scene_prefix(text, line->end - line->begin));
    else if (is_transition(fountain, line))
        add_transition(fountain, line);
    else if (is_character(fountain, line))
        return read_dialogue(fountain, line);
    else
        return read_action(fountain, line);
    return line->next;
}

/* Those whom the project file casts keep what it says of them. */
static void begin_cast(struct fountain *fountain)
{
    const struct fms_meta *meta = &fountain->script->meta;
    fountain->cast = g_array_new(FALSE, FALSE, sizeof(struct fms_speaker));
    fountain->cast_by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < meta->n_cast; i++) {
        g_array_append_val(fountain->cast, meta->cast[i]);
        g_hash_table_add(fountain->cast_by_name, g_utf8_casefold(meta->cast[i].name.utf8, -1));
    }
}

static void end_cast(struct fountain *fountain)
{
    struct fms_meta *meta = &fountain->script->meta;
    meta->n_cast = fountain->cast->len;
    meta->cast =
        talloc_memdup(fountain->script->ctx, fountain->cast->data, fountain->cast->len * sizeof(struct fms_speaker));
    g_array_free(fountain->cast, TRUE);
    g_hash_table_unref(fountain->cast_by_name);
}

void fms_fountain_read(struct fms_manuscript *script, size_t from)
{
    struct fountain fountain = { .script = script, .after_blank = true };
    fms_draft_init(&fountain.text, script->source);
    begin_cast(&fountain);
    size_t at = fms_fountain_title_page(&fountain, from);
    while (at < script->source->length && !fms_manuscript_is_full(script)) {
        struct fountain_line line = fms_fountain_line(&fountain, at);
        bool nothing = line.blank || line.crossed_out;
        fountain.after_blank |= line.blank;
        at = nothing ? line.next : read_element(&fountain, &line);
        fountain.after_blank = nothing ? fountain.after_blank : false;
    }
    end_cast(&fountain);
    fms_draft_clear(&fountain.text);
}
