#!/usr/bin/env node
// The captions as a strict parser reads them: no error, and every cue at its time with its words.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import webvtt from 'webvtt-parser';
import { check, withFilm } from './filmkit.mjs';

// Without the table of all entities this parser stumbles over the commonest.
const entities = createRequire(import.meta.url)('webvtt-parser/html-entities.json');
const textOf = (node) => node.value ?? (node.children ?? []).map(textOf).join('');

await withFilm(({ folder, cues }) => {
    const text = readFileSync(join(folder, 'film.vtt'), 'utf8');
    const read = new webvtt.WebVTTParser(entities).parse(text, 'subtitles/captions/descriptions');
    check('no error', read.errors.length === 0, JSON.stringify(read.errors, null, 1));
    check('as many cues as the timeline', read.cues.length === cues.length && cues.length >= 4,
        `${read.cues.length} and ${cues.length}`);
    read.cues.forEach((cue, i) => {
        const wanted = cues[i] ?? {};
        check(`cue ${i + 1} has its words`, textOf(cue.tree) === wanted.words, `${textOf(cue.tree)}\n${wanted.words}`);
        check(`cue ${i + 1} has its times`, Math.abs(cue.startTime - wanted.begin) < 0.001
            && Math.abs(cue.endTime - wanted.end) < 0.001, `${cue.startTime} ${cue.endTime} ${JSON.stringify(wanted)}`);
    });
    check('signs are as the author wrote them', /Five < six, and six > five\. Salt & pepper & vinegar\./
        .test(read.cues.map((cue) => textOf(cue.tree)).join(' ').replace(/\s+/g, ' ')), text);
});
