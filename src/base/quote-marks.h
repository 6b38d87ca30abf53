/**
 * The quotation marks and the dash of a language, the same on a card and in its caption.
 */
#pragma once

struct fms_quote_marks {
    const char *language;                 /**< prefix of a BCP 47 tag, lower case */
    const char *open, *close;             /**< with the blank that French sets inside them, no place to break a line */
    const char *inner_open, *inner_close; /**< of a quotation within a quotation */
    const char *dash;                     /**< between words, as typewriters write -- */
};

/** The marks of a lower-case BCP 47 tag; the English ones for languages that have none here. Static, never NULL. */
const struct fms_quote_marks *fms_quote_marks_of(const char *language);
