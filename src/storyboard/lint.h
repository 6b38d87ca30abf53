/**
 * The linter: what a script may say, and a film is the worse for.
 *
 * Pure functions of a script and its board. Everything is a warning, and a rule that would often be wrong is none: where
 * a threshold is in doubt, it is the generous one. Lengths are estimates of the director's own (fms_phrase_measure), not
 * takes. Every rule says at most a hundred times the same.
 *
 * Where the thresholds come from:
 *
 *   lint.alt       WCAG 2.2, 1.1.1: what is seen has an alternative in words
 *   lint.source    ours: a quotation is a claim that somebody said it
 *   lint.still     one still at most 30 s in a row, all its shots together: interest in one picture fades after about 15 s,
 *                  runs of similar shots are held for 10 to 19 s in documentary practice; twice the former
 *   lint.pace      100 to 200 words a minute: narrators speak 120 to 175, subtitles for adults end at 200 (Netflix 17
 *                  characters a second; BBC 160 to 180)
 *   lint.sentence  at most 21 s without a full stop: three captions of the longest kind (Netflix: 7 s)
 *   lint.title     must be read while its card stands, 3.5 s, at 200 words a minute, and half a second more
 *   lint.clip      words at most twice as long as the clip: half of them have something to see
 *   lint.small     a raster picture of at least 640 pixels on its longer side: it fills 1920, so each pixel would be three
 *   lint.licence   ours: if some pictures' makers are known, those of the others were forgotten
 *   lint.heading, lint.marks, lint.quotes, lint.doubled  ours: slips of the pen
 */
#pragma once

#include "board.h"
#include "script.h"

/** Adds a warning for everything found. `board` is the script's own. Linear in the length of the script. */
void fms_board_lint(const struct fms_board *board, const struct fms_script *script, struct fms_diags *diags);
