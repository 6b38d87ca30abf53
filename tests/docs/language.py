#!/usr/bin/env python3
"""
docs/language.md is executed. Every example is a script; what it gives, the short form of its storyboard and what is wrong with
it, stands in the page behind it, in a fence `gives`, or in language.golden beside this file. So does what each row gives of the
tables whose first column is a piece of a script: it is put where it belongs in a small script. Compared to the letter.

    language.py --update   writes what they give now into both; read the difference before it is committed
"""
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

PAGE = kit.ROOT / 'docs/language.md'
GOLDEN = pathlib.Path(__file__).with_name('language.golden')
ENDINGS = {'markdown': 'md', 'text': 'txt', 'fountain': 'fountain', 'yaml': 'yaml'}
WORDS = 'The moon stands over the coast, and behind it the sun.\n'

# The tables whose rows are examples, by the heading above them and the first cell of their head: a script around a row.
ROWS = {
    ('Front matter', 'key'): '---\n{}\n---\n\n# Tides\n\nThe sea comes.\n\nAnd it goes.\n',
    ('Cast', 'key'): '---\ncast:\n  Anna:\n    {}\n---\n\nWho is there?\n\n**Anna:** The tide is out.\n',
    ('Pictures', 'attribute'): 'The sea.\n\n![The sea]({media}){{{}}}\nThe water rises on the coast, and it falls again.\n',
    ('Words', 'you write'): 'The end of {} and of the land.\n',
    ('Stage directions', 'direction'): '---\ncast: [Anna]\n---\n\n![The sea](sea.svg)\nThe sea is calm.\n\n'
                                       '![The coast](coast.svg)\n\n{}\n' + WORDS,
    ('Transitions', 'name'): '(transition: {})\n![The sea](sea.jpg)\nThe sea comes.\n',
}
AS_ONE = {'Transitions'}  # the rows of this table stand under each other in one script
# Values for the keys and attributes of which the first column has only the name.
VALUES = {
    'poster': '0:03', 'posters': '[youtube, square]', 'credits-length': '20s', 'credits-style': 'cards',
    'title': 'Tides', 'series': 'Science', 'author': '[Jo Example, Sam Test]', 'language': 'de', 'voice': 'en-us+f3', 'pace': '140',
    'narration': 'reading.wav', 'theme': 'evening', 'music': 'bed.ogg', 'music-volume': '-6dB\nmusic: bed.ogg', 'transition': 'wipe-left 0.5s', 'aspect': '9:16',
    'captions': 'track', 'loudness': '-14', 'licence': 'CC BY 4.0', 'cast': '[Anna]', 'role': 'harbour master', 'pitch': '90%',
    'volume': '-3dB', 'profile': 'broadcast-eu', 'languages': '[en-GB]', 'brand': 'none', 'resolution': '720p', 'reduced-motion': 'true',
    'lut': 'look.cube', 'voices': '{de: de+f2}', 'lexicon': '{tide: tied}', 'accessible-mix': 'true',
}
FILLED = {'(number: …)': '(number: 0 to 12)', '(date: …)': '(date: 1969-07-16)', '(text: …)': '(text: High water)',
          '(when moon: …)': '(when moon: text High water)'}
CLIP_ATTRIBUTES = ('in', 'out', 'speed', 'loop', 'freeze', 'volume', 'sound', 'muted')
DRAWING_ATTRIBUTES = ('reveal', 'parts')
NOT_ALONE = {'(include: part.md)'}  # what it includes has no words of its own here


def png(width, height):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    rows = b''.join(b'\0' + bytes(width) for _ in range(height))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def drawing():
    parts = ''.join(f'<rect id="{name}" x="{90 * i}" width="80" height="360"/>'
                    for i, name in enumerate(('coast', 'river', 'sun', 'moon', 'water')))
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360">{parts}</svg>'.encode()


def sound():
    samples = bytes(48000)
    return b'RIFF' + struct.pack('<I', 36 + len(samples)) + b'WAVEfmt ' + struct.pack('<IHHIIHH', 16, 1, 1, 24000, 48000, 2, 16) + \
        b'data' + struct.pack('<I', len(samples)) + samples


def clip(folder):
    film = folder / 'clip.mp4'
    subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-y', '-f', 'lavfi', '-i', 'color=c=teal:s=1280x720:r=10:d=10', '-f', 'lavfi',
                    '-i', 'anullsrc=r=48000', '-shortest', '-c:v', 'mpeg4', film], check=True)
    return film.read_bytes()


def furnish(folder, script, stand_ins):
    """Everything that a script names lies beside it."""
    for name in set(re.findall(r'[\w-]+\.(?:jpg|svg|ogg|wav|csv|mp4|cube)\b|part\.md', script)):
        (folder / name).write_bytes(stand_ins[name.rpartition('.')[2]])


class Example:
    """A script of the page, and what it gives as the page (lines [begin, end) of it) or the golden file have it."""

    def __init__(self, name, kind, script):
        self.name, self.kind, self.script = name, kind, script
        self.begin = self.end = None
        self.wanted = self.got = None


def fences(lines):
    """(first line, line behind the last, info) of each fence; it closes with as many marks as it opens with."""
    at = 0
    while at < len(lines):
        if fence := re.match(r'^(`{3,})(\w+)$', lines[at]):
            end = lines.index(fence[1], at + 1)
            yield at + 1, end, fence[2]
            at = end
        at += 1


def headings(lines):
    """The heading over each line."""
    inside, heading = None, ''
    for line in lines:
        if fence := re.match(r'^(`{3,})', line):
            inside = fence[1] if inside is None else None if line == inside else inside
        elif inside is None and (found := re.match(r'^#+ (.*)', line)):
            heading = found[1]
        yield heading


def fenced_examples(lines):
    over, counts, last = list(headings(lines)), {}, None
    for begin, end, info in fences(lines):
        if info == 'gives':
            last.begin, last.end, last.wanted = begin, end, lines[begin:end]
        elif info in ENDINGS:
            n = counts[over[begin]] = counts.get(over[begin], 0) + 1
            last = Example(f'{over[begin]} {n}', info, '\n'.join(lines[begin:end]) + '\n')
            yield last
        else:
            raise SystemExit(f'{PAGE}:{begin}: what is a fence of {info!r}?')


def completed(heading, piece):
    """A key or an attribute of which the page has only the name gets a value."""
    if heading in ('Front matter', 'Cast'):
        if piece not in VALUES:
            raise SystemExit(f'{PAGE}: the key {piece!r} is new: give it a value in VALUES of {__file__}, then run it with --update')
        return f'{piece}: {VALUES[piece]}'
    return piece


def medium_of(piece):
    name = piece.partition('=')[0]
    return 'waves.mp4' if name in CLIP_ATTRIBUTES else 'coast.svg' if name in DRAWING_ATTRIBUTES else 'sea.jpg'


def rows_and_tables(lines):
    """The rows that stand alone, and the tables whose rows are one script."""
    found = list(row_examples(lines))
    for table in AS_ONE:
        rows = [example for example in found if example.name.startswith(f'{table}: ')]
        yield Example(f'{table}: all', 'markdown', '\n'.join(example.script for example in rows))
    yield from (example for example in found if example.name.partition(':')[0] not in AS_ONE)


def row_examples(lines):
    over, head = list(headings(lines)), None
    for i, line in enumerate(lines):
        if not line.startswith('|'):
            head = None
            continue
        cell = re.split(r'(?<!\\)\|', line)[1].strip()
        head = head or cell
        template = ROWS.get((over[i], head))
        for piece in re.findall(r'`` (.+?) ``|`([^`]+)`', cell.partition(', `none`')[0].partition('(also')[0]) if template else []:
            piece = (piece[0] or piece[1]).replace('\\|', '|')
            piece = FILLED.get(piece, piece)
            if over[i] == 'Stage directions' and (not piece.startswith('(') or piece in NOT_ALONE):
                continue
            script = template.replace('{media}', medium_of(piece)).format(completed(over[i], piece))
            yield Example(f'{over[i]}: {piece}', 'markdown', script)


def read_golden():
    if not GOLDEN.exists():
        return {}
    parts = re.split(r'^=== (.*)\n', GOLDEN.read_text(encoding='utf-8'), flags=re.MULTILINE)
    return {name: body.splitlines() for name, body in zip(parts[1::2], parts[2::2])}


def filmset(folder, *args):
    env = {name: value for name, value in os.environ.items() if name != 'GITHUB_ACTIONS'}
    done = subprocess.run([kit.FILMSET, *args, f'--store={folder}/store'], cwd=folder, env=env, encoding='utf-8', stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f'{args}: exit status {done.returncode}\n{done.stderr}')
    return done.stdout


def told(diag):
    return f'{diag["line"]}:{diag["column"]}: {diag["severity"]}: {diag["message"]} [{diag["code"]}]'


def put(folder, example, number):
    """Writes the example's script; keys without a script get one. Returns its name."""
    text, name = example.script, f'e{number}'
    if example.kind == 'yaml' and not text.startswith('---'):
        (folder / 'filmset.yaml').write_text(text, encoding='utf-8')
    if example.kind == 'yaml':
        text, name = (text if text.startswith('---') else '') + '\nThe sea comes and goes.\n', name + '.md'
    else:
        name = f'{name}.{ENDINGS[example.kind]}'
    (folder / name).write_text(text, encoding='utf-8')
    return name


def prepare(folder, example, number, stand_ins):
    """Returns the path of the example's script; a project file gets a folder of its own."""
    folder = folder / 'project' if example.kind == 'yaml' and not example.script.startswith('---') else folder
    folder.mkdir(exist_ok=True)
    furnish(folder, example.script, stand_ins)
    return folder / put(folder, example, number)


def execute(folder, examples, stand_ins):
    scripts = [prepare(folder, example, number, stand_ins) for number, example in enumerate(examples)]
    diags = [json.loads(line) for line in filmset(folder, 'check', '--json', *scripts).splitlines()]
    for example, script in zip(examples, scripts):
        own = [diag for diag in diags if pathlib.Path(diag['file']).name == script.name]
        example.got = [told(diag) for diag in own]
        if not any(diag['severity'] == 'error' for diag in own):
            example.got += filmset(folder, 'dump', '--brief', script).splitlines()


def update(lines, examples):
    golden = [f'=== {example.name}\n' + ''.join(f'{line}\n' for line in example.got) for example in examples if example.begin is None]
    GOLDEN.write_text(''.join(golden), encoding='utf-8')
    for example in sorted((example for example in examples if example.begin is not None), key=lambda example: -example.begin):
        lines[example.begin:example.end] = example.got
    PAGE.write_text('\n'.join(lines), encoding='utf-8')


def main():
    lines, golden, tap = PAGE.read_text(encoding='utf-8').split('\n'), read_golden(), kit.Tap()
    examples = [*fenced_examples(lines), *rows_and_tables(lines)]
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch)
        stand_ins = {'jpg': png(1920, 1080), 'svg': drawing(), 'ogg': sound(), 'wav': sound(), 'mp4': clip(folder), 'md': b'The tide turns.\n',
                     'csv': b'Place,m\nDover,6.8\nBristol,13.2\n', 'cube': b'LUT_3D_SIZE 2\n' + b'0 0 0\n' * 4 + b'1 1 1\n' * 4}
        execute(folder, examples, stand_ins)
    if '--update' in sys.argv:
        update(lines, examples)
        return
    names = [example.name for example in examples]
    for example in examples:
        wanted = golden.get(example.name) if example.wanted is None else example.wanted
        tap.check(f'{example.name} gives what it gave', example.got == wanted,
                  f'{example.script}\ngives\n' + '\n'.join(example.got) + '\nand not\n' + '\n'.join(wanted or ['nothing']))
    tap.check('every example has a name of its own', len(set(names)) == len(names), sorted(names))
    tap.check('every table of examples is there', all(any(name.startswith(f'{over}: ') for name in names) for over, _ in ROWS), names)
    tap.check('no example is told that is not there', set(golden) <= set(names), sorted(set(golden) - set(names)))
    tap.end()


main()
