// What the film tests in JavaScript have in common: a small film, and results as TAP.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const filmset = process.env.FILMSET ?? join(dirname(fileURLToPath(import.meta.url)), '../../build/filmset');

// Words that a caption format could stumble over, and two languages in one line.
export const script = `---
title: Marks & signs
language: en-GB
---

Five < six, and six > five. Salt & pepper &amp; vinegar.

An arrow --> points there. The café is called 茶館 by some.

## The end

That was all.
`;

let count = 0;
let failures = 0;

export function check(name, good, detail = '') {
    count++;
    failures += !good;
    console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}`);
    if (!good)
        for (const line of String(detail).split('\n'))
            console.log(`# ${line}`);
}

export function end() {
    console.log(`1..${count}`);
    process.exitCode = failures ? 1 : 0;
}

export const run = (...args) => execFileSync(filmset, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

// Builds the small film in a folder of its own, hands it to `look`, and clears up whatever happens.
export async function withFilm(look) {
    const folder = mkdtempSync(join(tmpdir(), 'filmset-film-'));
    try {
        writeFileSync(join(folder, 'film.md'), script);
        const store = `--store=${join(folder, 'store')}`;
        run('build', join(folder, 'film.md'), store, '--draft', '-q');
        const timeline = run('dump', '--stage=timeline', join(folder, 'film.md'), store);
        const cues = [...timeline.matchAll(/^cue (\d+)-(\d+) \S+ "(.*)"$/gm)]
            .map(([, begin, finish, words]) => ({ begin: begin / 30, end: finish / 30, words: JSON.parse(`"${words}"`) }));
        await look({ folder, cues, seconds: timeline.match(/^film (\d+) frames/)[1] / 30 });
    } catch (error) {
        check('the test comes to its end', false, error.stderr ?? error.stack);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    end();
}
