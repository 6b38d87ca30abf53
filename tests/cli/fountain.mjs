// Screenplays as another reader of Fountain understands them, fountain-js: the same scenes, characters, speeches, actions,
// transitions, in the same order. Its package holds no sample files; what its README and CHANGELOG show is here.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fountainJs from 'fountain-js';

const filmset = process.env.FILMSET ?? join(dirname(fileURLToPath(import.meta.url)), '../../build/filmset');
const folder = mkdtempSync(join(tmpdir(), 'filmset-fountain-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

const screenplays = {
    'the README: a page of Brick & Steel': `Title:
    _**BRICK & STEEL**_
    _**FULL RETIRED**_
Credit: Written by
Author: Jo Example
Source: Story by Sam Test
Draft date: 1/20/2012
Contact:
    Next Level Productions
    1588 Mission Dr.

EXT. BRICK'S PATIO - DAY #1#

A gorgeous day.  The sun is shining.  But BRICK BRADDOCK, retired police detective, is sitting quietly, contemplating -- something.

The SCREEN DOOR slides open and DICK STEEL, his former partner and fellow retiree, emerges with two cold beers.

STEEL
Beer's ready!

BRICK
Are they cold?

===

STEEL
Does a bear like the woods?

Steel sits.  They laugh at the dumb joke.

STEEL
(beer raised)
To retirement.

BRICK
To retirement.

The men look at each other.

STEEL
Screw retirement.

BRICK ^
Screw retirement.

SMASH CUT TO:
`,
    'the README: an opening': `.OPENING TITLES

            > BRICK & STEEL <
            > FULL RETIRED <

            SMASH CUT TO:`,
    'the README: lines of action': 'Screaming, chaos, *frenzy*.\nThree words that apply to this scene.\n',
    'the CHANGELOG: scene headings': `EXT. BRICK'S GARAGE - DAY

Trailing action...

INT./EXT. CAR

It rains.

INT/EXT. CAR

It rains.

I./E. CAR

It rains.
`,
    'the CHANGELOG: names': `R2D2
Beep.

11A
Hello.

AGENT #7
Hello again.

THE $ MAN
And again.
`,
    'the CHANGELOG: escapes': '\\@ \\# \\! \\$ \\\\ \\/ \\~ \\` \\+ \\= \\. \\> \\< \\* \\_ are signs.\n',
    'every element of the syntax page': `Title: The Last Boat
Authors: Ada Example
Language: en-GB

# Act one

= They leave, and nobody knows why.

INT. BOAT HOUSE - NIGHT #1A#

Rain. _Always_ rain. ANNA [[Or Hanna?]] waits by the door.

!ANNA KNOWS
!who is coming.

ANNA (V.O.)
(softly)
It was the **last** boat.
(beat)
Nobody said so.

@McCLANE
Who is there?

BEN (O. S.)
Me.
  
Only me.

> THE DOOR OPENS <

/* Was here:

CARL
I was never in this film.

*/

CUT TO:

EXT. HARBOUR - DAY

.A MOMENT LATER

ANNA (CONT'D)
Sing:
~Row, row, row your boat

[[A note
over two lines]]

BEN
Not *now*.

ANNA ^
Not *ever*.

> Burn to White.

He dials *69 and then *23 on the steel\\*phone.

The boat goes.

FADE OUT.
`,
};

let count = 0;
let failures = 0;
function same(name, ours, theirs) {
    const good = JSON.stringify(ours) === JSON.stringify(theirs);
    count++;
    failures += !good;
    console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}`);
    if (!good)
        console.log(`# ours:   ${JSON.stringify(ours)}\n# theirs: ${JSON.stringify(theirs)}`);
}

const fold = (text) => text.replace(/\s+/g, ' ').trim();
const unescaped = (html) => html.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#0?39;/g, "'").replace(/&amp;/g, '&');
const plain = (text) => fold(unescaped(fountainJs.InlineLexer.reconstruct(text ?? '', false).replace(/<!--.*?-->/gs, '').replace(/<br ?\/?>/g, ' ').replace(/<[^>]*>/g, '')));
const name = (text) => plain(text).replace(/^@/, '').replace(/ ?\(.*$/, '');

// What an element is called in both, and its words. Sections, synopses, notes, page breaks and parentheticals are not in a film.
function theirElements(text) {
    const elements = [];
    let speaker = '';
    for (const token of new fountainJs.Fountain().parse(text, true).tokens.filter((t) => !t.is_title)) {
        if (token.type === 'character')
            speaker = name(token.text);
        else if (token.type === 'scene_heading')
            elements.push(['heading', plain(token.text)]);
        else if (token.type === 'dialogue')
            elements.push([speaker, plain(token.text)]);
        else if (token.type === 'lyrics' && speaker) // sung on in the same speech
            elements.at(-1)[1] += ` ${plain(token.text)}`;
        else if (token.type === 'action' && plain(token.text))
            elements.push(['action', plain(token.text)]);
        else if (token.type === 'centered')
            elements.push(['centred', plain(token.text)]);
        else if (token.type === 'transition')
            elements.push(['transition']);
        if (token.type === 'dialogue_end')
            speaker = '';
    }
    return elements;
}

function ourElements(dump) {
    const elements = [];
    for (const line of dump.split('\n')) {
        const value = line.match(/"(.*)"$/)?.[1];
        const words = value === undefined ? '' : fold(JSON.parse(`"${value}"`));
        const kind = { heading: 'heading', paragraph: 'action', panel: 'centred', direction: 'transition' }[line.split(' ')[0]];
        if (kind && !/^direction (pause|volume)/.test(line))
            elements.push(kind === 'transition' ? [kind] : [kind, '']);
        else if (/^\S/.test(line))
            elements.push(null);
        const last = elements.at(-1);
        if (last && /^ {2}text /.test(line) && last.length > 1)
            last[1] = words;
        if (last && /^ {2}speaker /.test(line))
            last[0] = words;
    }
    return elements.filter(Boolean);
}

for (const [title, text] of Object.entries(screenplays)) {
    const file = join(folder, 'film.fountain');
    writeFileSync(file, text);
    const run = spawnSync(filmset, ['dump', '--stage=script', file], { encoding: 'utf8' });
    same(`${title}: no error`, [run.status, run.stderr], [0, '']);
    same(`${title}: the same elements`, ourElements(run.stdout), theirElements(text));
}
console.log(`1..${count}`);
process.exitCode = failures ? 1 : 0;
