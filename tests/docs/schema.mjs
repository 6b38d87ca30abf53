// schema/ says what the reader reads: the same keys, and of every value the same verdict. A row is a document; what the
// schema and the program think of it must agree, and be what the row says.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const Ajv = createRequire(import.meta.url)('ajv/dist/2020.js').default;
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const filmset = process.env.FILMSET ?? join(root, 'build/filmset');
const read = (name) => JSON.parse(readFileSync(join(root, 'schema', name)));
const schemas = { front: read('front-matter.schema.json'), project: read('project.schema.json') };
const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false });
ajv.addSchema(schemas.front, 'front-matter.schema.json');
const valid = { front: ajv.getSchema('front-matter.schema.json'), project: ajv.compile(schemas.project) };

const folder = mkdtempSync(join(tmpdir(), 'filmset-schema-'));
process.on('exit', () => rmSync(folder, { recursive: true }));

let count = 0;
let failures = 0;
function check(name, good, detail = '') {
    count++;
    failures += !good;
    console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}`);
    if (!good)
        console.log(`# ${detail}`.replaceAll('\n', '\n# '));
}

// JSON is YAML, so a document is written a line a key. Nothing of JSON is lost: null is "nothing said".
const yaml = (document) => Object.entries(document).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('');

// Each document lies in a folder of its own; one run of the program reads all of them.
const rows = [];
function write(kind, text) {
    const home = join(folder, `${rows.length}`);
    mkdirSync(home);
    writeFileSync(join(home, 'filmset.yaml'), kind === 'project' ? text : '');
    writeFileSync(join(home, 'a.md'), `---\n${kind === 'front' ? text : ''}---\nHello.\n`);
    return join(home, 'a.md');
}

function agree(kind, document, expected) {
    rows.push({ kind, document, expected, script: write(kind, yaml(document)) });
}

// What the program finds wrong with the keys and values of a script, by its folder.
function verdicts(scripts) {
    const run = spawnSync(filmset, ['check', '--format=json', ...scripts], { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (run.status !== 0 && run.status !== 1)
        throw new Error(`filmset ends with ${run.status}: ${run.stderr}`);
    const found = new Map();
    for (const line of `${run.stdout}${run.stderr}`.split('\n').filter((line) => line.startsWith('{'))) {
        const diagnostic = JSON.parse(line);
        if (diagnostic.code?.startsWith('front.'))
            found.set(dirname(diagnostic.file), [...(found.get(dirname(diagnostic.file)) ?? []), diagnostic]);
    }
    return found;
}

function compare() {
    const found = verdicts(rows.map((row) => row.script));
    for (const { kind, document, expected, script } of rows) {
        const schema = valid[kind](document), wrong = found.get(dirname(script));
        check(`${kind} ${expected ? 'takes' : 'refuses'} ${JSON.stringify(document)}`.replaceAll('#', '%'),
              schema === expected && !wrong === expected, `schema: ${schema}, filmset: ${JSON.stringify(wrong)}`);
    }
}

const text = { good: ['words', 'Tides: why?', 1984, true, null, '', 'a "b" \\ c'], bad: [['a', 'b'], { a: 'b' }] };
const pace = { good: [80, 450, 150, '150', '150 wpm', '150wpm', null], bad: [79, 451, 150.5, 'fast', '79', '451 wpm', [150]] };
const language = { good: ['en', 'en-GB', 'en_GB', 'zh-Hans-CN', 'gsw', null], bad: ['English', 'e', 'en-', 'en--GB', '12', ['en']] };
const values = {
    title: text, series: text, voice: text, theme: text, licence: text, license: text,
    narration: { good: ['reading.wav', 'none', false, null], bad: [['a.wav'], { file: 'a.wav' }] },
    music: { good: ['bed.ogg', 'none', false, null], bad: [['a.ogg'], { file: 'a.ogg' }] },
    author: { good: ['Jo Example', ['Jo Example', 'Kim'], [], null], bad: [{ name: 'Jo' }, [['Jo']], Array(66).fill('Jo')] },
    language, lang: language, pace,
    languages: { good: ['en', 'en, de', ['en-GB', 'de', 'zh-Hans'], [], null], bad: ['English', ['en', 'e'], [['en']], { en: 'de' }] },
    voices: { good: [{ de: 'de+f2', 'fr-BE': 'fr' }, {}, null], bad: ['de', ['de'], { German: 'de' }, { de: ['de'] }] },
    lexicon: { good: [{ Worcester: 'Wooster', GIF: '/dʒɪf/', 3: 'drei' }, {}, null], bad: ['Wooster', ['a'], { a: ['b'] }, { '!': 'a' }, { a: '' }, { a: '?' }] },
    'music-volume': {
        good: ['-6dB', '−6 dB', '+3dB', '12dB', '-96dB', '0%', '50%', '400 %', 'soft', 'normal', 'loud', null],
        bad: ['13dB', '-97dB', '401%', '50', 'maybe', '-6', ['-6dB'], 6],
    },
    aspect: { good: ['16:9', '9:16', '16:9, 1:1', ['16:9', '4:5'], '21:9', null], bad: ['3:2', ['16:9', '3:2'], 1.5, [['16:9']]] },
    lut: { good: ['look.cube', 'none', false, null], bad: [['a.cube'], { file: 'a.cube' }] },
    brand: { good: ['brand.yaml', 'none', false, null], bad: [['a.yaml'], { file: 'a.yaml' }] },
    resolution: { good: ['720p', '1080p', '2160p', null], bad: ['1081p', 1080, '1080', ['1080p']] },
    'reduced-motion': { good: [true, false, 'yes', 'off', null], bad: ['maybe', 1, [true]] },
    profile: { good: [...platforms('loudness'), 'web', 'web, podcast', ['broadcast-eu', 'broadcast-us'], null], bad: ['cinema', ['web', 'cinema'], 14, [['web']]] },
    'accessible-mix': { good: [true, false, 'yes', 'no', 'on', 'off', null], bad: ['maybe', 1, [true]] },
    'credits-length': { good: ['20s', '1s', 20, '90', '1:30', '60 min', '2min', '3600', null], bad: ['0s', 0, '3601s', 'long', '61min', ['20s'], 4000] },
    'credits-style': { good: ['roll', 'cards', null], bad: ['list', 1, ['roll']] },
    poster: text,
    posters: { good: platforms('poster'), bad: ['cinema', ['youtube', 'cinema'], 14, [['youtube']]] },
    captions: { good: ['burned', 'burnt', 'highlight', 'on', 'yes', true, 'track', 'off', 'no', 'none', false, null], bad: ['maybe', 1, ['off']] },
    loudness: {
        good: [-5, -40, -16.5, '-16 LUFS', '-16.25', '−23', '-40 lufs', null],
        bad: [-4.99, -40.01, 16, 'loud', '-41', '-16 dB', [-16]],
    },
    transition: {
        good: ['cut', 'none', 'dissolve', 'wipe-left 0.5s', 'wipe-left 0.5 s', '0.5s', '2', 1.5, '10s', 'iris 1', null,
               ...transitions()],
        bad: ['explode', 'wipe-left 11s', '0.5001s', 'wipe left', 'dissolve 1s 2s', 11, 'cut 1s', ['cut']],
    },
    cast: {
        good: ['Anna', null, ['Anna', 'Ben'], [], {}, { Anna: 'en+f3', Ben: null }, { Anna: {} },
               { Anna: { voice: 'en+f3', voices: { de: 'de+f1' }, language: 'de', role: 'author', pace: 150, pitch: '110%', volume: '-3dB' } },
               { Anna: { lang: 'fr', pitch: '50%', volume: '-20dB' }, Ben: { pitch: '200 %', volume: '10dB' } },
               { Anna: { volume: '10%' } }, { Anna: { volume: '316%' } }, { Anna: { volume: 'soft', pace: '160 wpm' } },
               { Anna: { pitch: null, volume: null, pace: null } }],
        bad: [[['Anna']], [{ Anna: 'en' }], { Anna: ['en'] }, { Anna: { voise: 'en' } }, { Anna: { voice: ['en'] } },
              { Anna: { pace: 79 } }, { Anna: { pitch: '49%' } }, { Anna: { pitch: '201%' } }, { Anna: { pitch: 'high' } },
              { Anna: { pitch: 110 } }, { Anna: { volume: '-21dB' } }, { Anna: { volume: '11dB' } }, { Anna: { volume: '9%' } },
              { Anna: { volume: '317%' } }, { Anna: { volume: 3 } }, { Anna: { language: 'Frisian' } }, ['Anna', 'Anna'],
              Array.from({ length: 65 }, (_, i) => `Anna ${i}`), { '': 'en' }],
    },
    credits: { good: ['Music | Sam', ['Music | Sam', 'Thanks to all'], [], null], bad: [{ Music: 'Sam' }, [['Music']], Array(257).fill('a | b')] },
};

// The platforms that have a key, from the place where they are listed: each alone and all of them.
function platforms(key) {
    const rows = readFileSync(join(root, 'data/platforms.yaml'), 'utf8').split(/^- /m).filter((row) => row.includes(`\n  ${key}: `));
    const names = rows.map((row) => /^name: (.*)$/m.exec(row)[1]);
    return [...names, names, names.join(', ')];
}

// Every name that a transition can have, from the place where they are listed.
function transitions() {
    const source = ['transition.h', 'transition.c'].map((name) => readFileSync(join(root, 'src/base', name), 'utf8')).join('');
    const names = [...source.matchAll(/^ +X\((?:\w+, )?"([a-z-]+)"/gm)].map((match) => match[1]);
    if (names.length < 40)
        throw new Error(`found only ${names.length} transitions`);
    return names;
}

// The program lists its keys where one is so unlike all of them that it has no better hint.
function keys_of(kind, text = 'qqqqqqqqqqqq: 1\n') {
    const script = write(kind, text);
    rows.push({ kind, document: { qqqqqqqqqqqq: 1 }, expected: false, script });
    return /the keys are (.*)/.exec(verdicts([script]).get(dirname(script))[0].hint)[1].split(', ').sort();
}

const listed = (properties) => Object.keys(properties).filter((key) => !properties[key].deprecated).sort();
for (const kind of ['front', 'project']) {
    const keys = listed(schemas[kind].properties), read = keys_of(kind);
    check(`${kind}: the schema has the program's keys`, `${keys}` === `${read}`, `${keys}\n${read}`);
    check(`${kind}: every key has values here`, keys.every((key) => values[key]), keys.filter((key) => !values[key]));
    for (const key of Object.keys(schemas[kind].properties))
        for (const expected of [true, false])
            for (const value of values[key][expected ? 'good' : 'bad'])
                agree(kind, { [key]: value }, expected);
    agree(kind, {}, true);
    agree(kind, { titel: 'a' }, false);
    agree(kind, { series: 'a', theme: 'b', loudness: -16, cast: ['Anna'] }, true);
}
agree('front', { credits: ['Music | Sam'] }, false);
agree('project', { title: 'Tides' }, false);
const cast = schemas.front.$defs.speaker.properties;
check('the cast: the schema has the program\'s keys', `${listed(cast)}` === `${keys_of('front', 'cast: {Anna: {qqqqqqqqqqqq: 1}}\n')}`, listed(cast));
const undescribed = [...Object.entries(schemas.front.properties), ...Object.entries(cast)].filter(
    ([, property]) => !property.description && !property.$ref);
check('every key is described', undescribed.length === 0, undescribed);
compare();
console.log(`1..${count}`);
process.exitCode = failures ? 1 : 0;
