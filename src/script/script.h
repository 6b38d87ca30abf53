/**
 * The script: what the author wrote, as a document tree with a span for everything.
 *
 * Readers (Markdown, plain text, Narakeet, Fountain) turn bytes into the same tree; no stage after this one knows which reader
 * it was. The tree is one talloc context, frozen when the reader returns, and borrows its sources: an included script has
 * a source of its own, which its spans name.
 */
#pragma once

#include "diags.h"
#include "world.h"

/**
 * A piece of text without its markup, white space folded to single blanks, and the way back to the source: byte
 * `in_text` of the text came from byte `in_source`; between two marks both advance together.
 */
struct fms_text_mark {
    size_t in_text, in_source;
};

/** What a stretch of a text is beside words. */
enum fms_inline_kind {
    FMS_INLINE_EMPHASIS, /**< `*…*`: lightly stressed, slanted */
    FMS_INLINE_STRONG,   /**< `**…**`: stressed in speech and on screen */
    FMS_INLINE_CODE,     /**< `` `…` `` */
    FMS_INLINE_MARK,     /**< `==…==`: marked on screen only */
    FMS_INLINE_SAY,      /**< `[…]{say="…"}`: `value` is said instead */
    FMS_INLINE_IPA,      /**< `[…]{ipa="…"}`: `value` is how it sounds */
    FMS_INLINE_SPELL,    /**< `[…]{spell}`: letter by letter */
    FMS_INLINE_LANGUAGE, /**< `[…]{lang=fr}`: in the voice of language `value` */
    FMS_INLINE_SILENT,   /**< `[…]{silent}`: shown but not spoken */
    FMS_INLINE_UNSEEN, /**< `[…]{unseen}`: spoken but not set on screen; captions keep it, for those who cannot hear */
    FMS_INLINE_RUBY    /**< `[…]{ruby="…"}`: `value` is said instead, and set small above it */
};

/** Bytes [begin, end) of a text are of a kind. Inlines may lie in each other; they are in order of `begin`. */
struct fms_inline {
    enum fms_inline_kind kind;
    size_t begin, end;
    const char *value; /**< "" where the kind has none */
    struct fms_span span;
};

struct fms_text {
    const char *utf8; /**< NUL-terminated; "" where there is none */
    size_t length;
    size_t n_marks;
    const struct fms_text_mark *marks; /**< ascending in `in_text`, the first at 0; none for "" */
    size_t n_inlines;
    const struct fms_inline *inlines;
    struct fms_span span; /**< all of it in the source, markup included */
};

/** The span in the source of bytes [begin, end) of a text. */
struct fms_span fms_text_span(const struct fms_text *text, size_t begin, size_t end);

/** `name=value` on an element: `{focus=40%,70%}`; a bare word has the value "". */
struct fms_attribute {
    const char *name, *value;
    struct fms_span span;
};

enum fms_block_kind {
    FMS_BLOCK_PARAGRAPH, /**< text: narration */
    FMS_BLOCK_HEADING,   /**< text: a chapter; level 1 to 6 */
    FMS_BLOCK_IMAGE,     /**< target, text (the alternative text), attributes: seen with the words that follow */
    FMS_BLOCK_QUOTE,     /**< text; source_line where the last line begins with a dash, else empty */
    FMS_BLOCK_ITEM,   /**< text: one item of a list, spoken and shown; level is its depth from 1, number its ordinal */
    FMS_BLOCK_RULE,   /**< a cut with a breath */
    FMS_BLOCK_CREDIT, /**< role and names; the role may be empty (a line of its own) */
    FMS_BLOCK_PANEL, /**< its kind, text or table, attributes: drawn on the spot, seen with the paragraph that follows */
    FMS_BLOCK_DIRECTION /**< its kind, argument, text, attributes, inner: a stage direction, `(name argument: text {…})` */
};

/** What a panel shows. */
enum fms_panel_kind {
    FMS_PANEL_NONE,
    FMS_PANEL_TEXT,   /**< text: shown words, lines kept, parted by \n */
    FMS_PANEL_CODE,   /**< text, so too; the attribute `language` */
    FMS_PANEL_TABLE,  /**< table */
    FMS_PANEL_BARS,   /**< a chart: table, or the attribute `data` names a CSV file */
    FMS_PANEL_LINES,  /**< so too */
    FMS_PANEL_NUMBER, /**< text: "0 to 384,400 km | to the Moon" */
    FMS_PANEL_DATE    /**< text: "1969-07-16 to 1969-07-20 | to the Moon" */
};

/** Stage directions. What stands behind the colon is `text`, but where said otherwise; `{…}` at its end are attributes. */
enum fms_direction_kind {
    FMS_DIRECTION_NONE,
    FMS_DIRECTION_PAUSE,   /**< `(pause: 2s)`: the narration rests */
    FMS_DIRECTION_SILENCE, /**< `(silence: 2s)`: so does everything else that is heard */
    FMS_DIRECTION_SPEAKER, /**< `(speaker: Anna)`, `none`: who says what follows, up to the next heading */
    FMS_DIRECTION_VOICE,   /**< `(voice: en-us+f3)`: the narrator's, from here on; `none`: the film's own, also below */
    FMS_DIRECTION_PACE,    /**< `(pace: 140)`: words a minute, or `slow`, `normal`, `fast`, or `90%` */
    FMS_DIRECTION_PITCH,   /**< `(pitch: 110%)`, or `low`, `normal`, `high` */
    FMS_DIRECTION_VOLUME,  /**< `(volume: -3dB)`, or `soft`, `normal`, `loud`: of the voice */
    FMS_DIRECTION_LANGUAGE, /**< `(language: fr)`: of what is said from here on */
    FMS_DIRECTION_AUDIO, /**< `(audio: line12.wav)`: a recording of what follows, up to the next heading or rule; `none`: spoken */
    FMS_DIRECTION_MUSIC,       /**< `(music: bed.ogg {volume=-6dB fade=2s})`, `none` */
    FMS_DIRECTION_SOUND,       /**< `(sound: bell.ogg {volume=50%})`: an effect */
    FMS_DIRECTION_TRANSITION,  /**< `(transition: wipe-left 0.5s)`: into the next shot */
    FMS_DIRECTION_LOWER_THIRD, /**< `(lower-third: Ada Example | harbour master)`: who is heard or seen now */
    FMS_DIRECTION_REVEAL,      /**< `(when coast: reveal coast)`: parts of a drawing, by their ids */
    FMS_DIRECTION_HIDE,        /**< `(when night: hide sun)` */
    FMS_DIRECTION_DURATION,    /**< `(duration: 8s)`: the scene lasts at least this long */
    FMS_DIRECTION_END_CARD,    /**< `(end-card: example.org | Thank you)`: the last thing seen */
    FMS_DIRECTION_WHEN,    /**< `(when moon: …)`: `inner` happens when the word or words `argument` are said next */
    FMS_DIRECTION_INCLUDE, /**< `(include: part.md)`: never in a finished tree; what is included stands there */
    FMS_DIRECTION_NOTE     /**< `(note: ask Ada)`: never in a finished tree */
};

/** A table, or the data of a chart: rows of cells from the top, each `n_columns` long (short rows are filled with ""). */
struct fms_table {
    size_t n_columns, n_rows;
    bool has_head; /**< the first row names the columns */
    const struct fms_text *cells;
};

/** One element of a script. */
struct fms_block {
    enum fms_block_kind kind;
    int level;
    int64_t number;                    /**< of an item: 1, 2 …; 0: a bullet */
    enum fms_panel_kind panel;         /**< of a panel; else none */
    enum fms_direction_kind direction; /**< of a direction; else none */
    struct fms_text text;
    struct fms_text argument;    /**< of a direction: `moon` in `(when moon: …)`; else empty */
    struct fms_text source_line; /**< of a quote, without the dash */
    struct fms_text role, names; /**< of a credit */
    struct fms_text speaker; /**< of a paragraph, item or quote: whom it was marked for, `**Anna:** …`; else empty */
    const char *target;      /**< of an image: the file as written, percent-decoded; else NULL */
    struct fms_span target_span; /**< where it is written; the whole image where that cannot be told */
    size_t n_attributes;
    const struct fms_attribute *attributes;
    const struct fms_table *table; /**< of a panel; else NULL */
    const struct fms_block *inner; /**< of `(when …: …)`: the image, panel or direction that happens then; else NULL */
    struct fms_span span;
};

/** "text", "code", "table", "bars", "lines", "number", "date"; "none". */
const char *fms_panel_kind_name(enum fms_panel_kind kind);

/** As it is written in a script: "lower-third". */
const char *fms_direction_kind_name(enum fms_direction_kind kind);

/** What a panel or direction is called; NULL of other blocks. A literal. */
const char *fms_block_name(const struct fms_block *block);

/** The attribute called `name`, or NULL. */
const struct fms_attribute *fms_block_attribute(const struct fms_block *block, const char *name);

/** The entries of a map: voices by language. */
struct fms_pairs {
    size_t n;
    struct fms_pair {
        const char *name;
        struct fms_text value;
    } * items;
};

/** One who speaks: an entry of `cast:`, or a character of a screenplay. */
struct fms_speaker {
    struct fms_text name;
    struct fms_text voice;    /**< empty: one of the language's, different from the others' */
    struct fms_pairs voices;  /**< in films of other languages, by their tags */
    struct fms_text language; /**< empty: the film's */
    struct fms_text role;     /**< for the lower third: "harbour master"; empty: none */
    int64_t pace_wpm;         /**< 0: the film's */
    int32_t pitch_permille;   /**< 1000: the voice's own */
    int32_t volume_cdb;       /**< hundredths of a decibel; 0: as the others */
    bool spoken;              /**< the reader knows that he or she speaks (a character of a screenplay) */
};

/** Front matter: what is known about the film as a whole. Texts are empty where nothing was said. */
struct fms_meta {
    struct fms_text title, series, author;
    struct fms_text language;  /**< BCP 47 as written */
    struct fms_text languages; /**< of the films to be made, joined by commas */
    struct fms_text voice;
    struct fms_pairs voices;   /**< in films of other languages, by their tags */
    struct fms_pairs lexicon;  /**< how words are said: respelled, or between slashes in IPA */
    struct fms_text narration; /**< a recording of what the narrator says */
    struct fms_text theme, music, aspect;
    struct fms_text lut;            /**< a colour table for the photographs and clips */
    struct fms_text brand;          /**< a file, or "none" */
    struct fms_text size;           /**< "1080p": see frame-format.h */
    struct fms_text reduced_motion; /**< "true" or "false" */
    struct fms_text captions;       /**< "burned", "highlight", "track" or "off" */
    int64_t pace_wpm;               /**< words a minute, 0: the house's own */
    struct fms_span pace_span;
    struct fms_text profile;        /**< names of base/profiles.h, joined by commas */
    int32_t loudness_clufs;         /**< hundredths of LUFS, 0: the house's own */
    struct fms_text accessible_mix; /**< "true" or "false" */
    struct fms_text transition;     /**< "wipe-left 0.5s": the film's usual one; see transition.h */
    struct fms_text licence;        /**< of the film: "CC BY 4.0" */
    struct fms_text music_volume;   /**< "-6dB" or "50%" */
    struct fms_text credits_length; /**< a duration: "20s" */
    struct fms_text credits_style;  /**< "roll" or "cards" */
    struct fms_text poster;         /**< a moment of the film, or a shot's name */
    struct fms_text posters;        /**< names of base/platforms.h, joined by commas */
    size_t n_cast;
    const struct fms_speaker *cast; /**< in the order in which they were named */
};

/** The longest script, and the most that it may include: over a million words. */
enum { FMS_SCRIPT_MAX_BYTES = 8 << 20 };

struct fms_script {
    const struct fms_source *source;
    struct fms_meta meta;
    size_t n_blocks;
    const struct fms_block *blocks;
};

/**
 * Checks that bytes are UTF-8 and makes a source of them: BOM dropped, NUL-terminated. UTF-16 and Latin-1 are recognised
 * for the hint.
 *
 * @param name  as the person typed it; copied, like the bytes.
 * @return a child of `ctx`; NULL if an error was added: "script.encoding" (not UTF-8: says which byte, where, and how to
 *         convert; also for NUL bytes) or "script.size" (over FMS_SCRIPT_MAX_BYTES).
 */
struct fms_source *fms_source_new(TALLOC_CTX *ctx, const char *name, const void *bytes, size_t length,
                                  struct fms_diags *diags);

enum fms_script_format { FMS_FORMAT_MARKDOWN, FMS_FORMAT_PLAIN, FMS_FORMAT_NARAKEET, FMS_FORMAT_FOUNTAIN };

/**
 * By the file name's ending and, where that leaves a choice, by the text: .fountain and .spmd are screenplays; .md and
 * .markdown are Markdown; anything else is plain text unless it begins with `---`. Where only Narakeet's dialect has the
 * front matter's keys or, without front matter, the stage directions and options of pictures, it is that; .yaml, .yml and
 * .json are scripts that its reader refuses.
 */
enum fms_script_format fms_script_format_of(const struct fms_source *source);

/** "markdown", "plain", "narakeet" or "fountain". @return false if there is no such format. */
bool fms_script_format_named(const char *name, enum fms_script_format *format);

/**
 * Reads a script. Linear in its length.
 *
 * Plain text: the first line is `Series丨Title` (separators 丨 | ｜ │ : ：) or just a title, where it is short, ends
 * without a full stop and more follows; then paragraphs, one a line or separated by blank lines, indented or not;
 * closing lines `Role丨Names` (a bar, or a colon where every closing line has one) are credits.
 *
 * Markdown: see docs/language.md.
 *
 * @param world  asked for the texts of included scripts and of the project file, `filmset.yaml`; NULL: there are none.
 *
 * Errors and warnings are listed in docs/diagnostics.md. At most a hundred are said.
 *
 * @return a child of `ctx` that borrows `source` and the world's; NULL if an error was added.
 */
struct fms_script *fms_script_read(TALLOC_CTX *ctx, const struct fms_source *source, enum fms_script_format format,
                                   const struct fms_world *world, struct fms_diags *diags);

/**
 * The same for those who want to know all mistakes at once: what could be read is returned even where errors were added.
 * What was found wrong is not in it. Never NULL.
 */
struct fms_script *fms_script_salvage(TALLOC_CTX *ctx, const struct fms_source *source, enum fms_script_format format,
                                      const struct fms_world *world, struct fms_diags *diags);

/**
 * Makes a script that of a film in another language, before anybody has borrowed it: gives it the voices that `voices` names for the language;
 * where none is named, the language's own. What somebody has recorded, and how words are said, is in the script's language, so a translation is spoken by a voice.
 * @param own  it is the script's language: what it says of language and voice holds, but for what `voices` says.
 */
void fms_script_set_language(TALLOC_CTX *ctx, struct fms_script *script, const char *language, bool own);

/** The stable text dump of a script, an element a line with `line:column-line:column`, half open; for `filmset dump --stage=script` and the golden tests. */
void fms_script_dump(const struct fms_script *script, GString *out);

/**
 * The same without places, attributes in the order of their names: scripts that mean the same, wherever their elements stand,
 * have the same one.
 */
void fms_script_dump_meaning(const struct fms_script *script, GString *out);
