#!/usr/bin/env python3
"""
Touch one thing in a film of two minutes, in thirty ways: exactly the steps that depend on it get another key. And of a
short film: after a row of edits, each built on what the store holds, the film is what a cold build makes.
"""
import argparse
import pathlib
import re
import shutil
import subprocess

import filmkit as kit

FRONT = """---
title: A long walk
series: Tests
language: en-GB
music: music.wav
---

"""
NATURE = ['The path begins behind the mill and climbs for an hour through beech and fir.',
          'Nobody has walked here since the autumn, and the leaves lie deep.',
          'A woodpecker works on a dead tree, somewhere to the left.',
          'The stream is loud today, for it has rained on the ridge all night.',
          'At the second bridge the valley opens and the first houses come into sight.',
          'Their roofs are slate, and every chimney has a thread of smoke.',
          'An old man sells apples from a table by the road.',
          'He has counted the cars for sixty years, he says, and today there were four.',
          'Behind the church a lane goes up between stone walls.',
          'The walls were built without mortar, and they have stood for three centuries.']
GERMAN = 'Seit dem Herbst ist niemand hier gegangen, und das Laub liegt tief.'
BODY = '\n\n'.join([
    f'![The mill](a.png)\n{NATURE[0]} {NATURE[1]}', f'{NATURE[2]}\n\n![The stream](clip.mp4)\n{NATURE[3]}',
    '> Walk slowly. The mountain is in no hurry.\n> — The Shepherd, *Sayings*, p. 4',
    '## The village', f'![The bridge](b.png){{move=in}}\n{NATURE[4]} {NATURE[5]}', NATURE[6],
    f'![A table](door.svg){{move=none}}\n{NATURE[7]}', '- apples, four baskets\n- pears, one basket',
    '## The lane', f'![Walls](a.png){{move=left}}\n{NATURE[8]} {NATURE[9]}',
    'Above the last wall there is only grass. The wind comes over the saddle and takes the breath away.',
    f'![From above](b.png){{move=out}}\nFrom here the whole walk can be seen at once, as on a map. It took two hours and a half.',
    'It will take longer to go home.', '## Credits\nScript | Jo Example\nThank you'])
SCRIPT = FRONT + BODY


def make(folder, script=SCRIPT):
    """The film's script with its pictures, clip and music, all of them synthetic."""
    kit.write(folder, {'film.md': script, 'door.svg': kit.DOOR_SVG})
    sources = {'a.png': ['-f', 'lavfi', '-i', 'testsrc2=s=640x360', '-frames:v', '1'],
               'b.png': ['-f', 'lavfi', '-i', 'smptebars=s=640x360', '-frames:v', '1'],
               'c.png': ['-f', 'lavfi', '-i', 'rgbtestsrc=s=640x360', '-frames:v', '1'],
               'clip.mp4': ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=25', '-t', '8', '-threads', '1', '-pix_fmt', 'yuv420p'],
               'music.wav': ['-f', 'lavfi', '-i', 'sine=220:r=48000', '-t', '20'],
               'other.wav': ['-f', 'lavfi', '-i', 'sine=330:r=48000', '-t', '20']}
    for name, args in sources.items():
        subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', *args, '-fflags', '+bitexact', '-y', str(folder / name)], check=True)
    return folder / 'film.md'


def swap(old, new):
    """An edit of the script's text, which must be there."""
    def edit(folder):
        path = folder / 'film.md'
        text = path.read_text()
        assert old in text, old
        path.write_text(text.replace(old, new, 1))
    return edit


def copy(source, target):
    def edit(folder):
        (folder / target).write_bytes((folder / source).read_bytes())
    return edit


def front(line):
    return swap('music: music.wav\n', f'music: music.wav\n{line}\n')


def side(name, text):
    return lambda folder: (folder / name).write_text(text)


def add_language(folder):
    """A film more, in German as far as it is translated."""
    (folder / 'po').mkdir()
    kit.filmset('i18n', 'extract', folder / 'film.md')
    kit.filmset('i18n', 'merge', folder / 'film.md', 'de')
    catalogue = folder / 'po/de.po'
    text = catalogue.read_text()
    catalogue.write_text(text.replace(f'msgid "{NATURE[1]}"\nmsgstr ""', f'msgid "{NATURE[1]}"\nmsgstr "{GERMAN}"'))
    swap('language: en-GB', 'language: en-GB\nlanguages: en-GB, de')(folder)


JOIN = ('film', 'check')
# An edit; what it re-makes: takes, segments (None: all), and which of the single steps.
EDITS = [
    ('nothing', lambda folder: None, 0, 0, ()),
    ('touch', lambda folder: (folder / 'a.png').touch(), 0, 0, ()),
    ('blank lines', swap('## The lane', '\n\n## The lane'), 0, 0, ()),
    ('a comment in the front matter', front('# a note'), 0, 0, ()),
    ('one word', swap('works on a dead tree', 'works on a dying tree'), 1, 3, ('mix', *JOIN)),
    ('one word of the last line', swap('longer to go home', 'longer to come home'), 1, 5, ('mix', *JOIN)),
    ('a word shown otherwise', swap('sixty years', '[60 years]{say="sixty years"}'), 1, 1, JOIN),  # it sounds the same
    ('a sentence more', swap('the leaves lie deep.', 'the leaves lie deep. It smells of rain.'), 1, 4, ('mix', *JOIN)),
    ('a sentence less', swap(' ' + NATURE[5], ''), 0, 5, ('mix', *JOIN)),
    ('a paragraph in front', swap('![The mill]', 'This is a walk.\n\n![The mill]'), 1, 3, ('mix', *JOIN)),
    ('a paragraph gone', swap(NATURE[6] + '\n\n', ''), 0, 1, ('mix', *JOIN)),
    ('two paragraphs change places', swap(f'{NATURE[6]}\n\n![A table](door.svg){{move=none}}\n{NATURE[7]}',
                                          f'![A table](door.svg){{move=none}}\n{NATURE[7]}\n\n{NATURE[6]}'), 0, 4, ('mix', *JOIN)),
    ('another picture', copy('c.png', 'b.png'), 0, 14, JOIN),
    ('the first picture', copy('c.png', 'a.png'), 0, 14, ('poster', *JOIN)),
    ('a drawing', side('door.svg', kit.DOOR_SVG.replace('#a33', '#3a3')), 0, 3, JOIN),
    ('a picture named otherwise', swap('![The bridge](b.png)', '![The bridge](c.png)'), 0, 7, JOIN),
    ('a picture described otherwise', swap('![The bridge]', '![A bridge]'), 0, 0, ()),
    ('a movement', swap('{move=left}', '{move=right}'), 0, 7, JOIN),
    ('another clip', lambda folder: subprocess.run(
        ['ffmpeg', '-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'testsrc=s=320x180:r=25:decimals=2', '-t', '8', '-threads', '1', '-pix_fmt',
         'yuv420p', '-fflags', '+bitexact', '-y', str(folder / 'clip.mp4')], check=True), 0, 3, JOIN),
    ('other music', copy('other.wav', 'music.wav'), 0, 0, ('mix', *JOIN)),
    ('no music', swap('music: music.wav\n', ''), 0, 4, ('mix', *JOIN)),
    ('louder', front('loudness: -18'), 0, 0, ('mix', *JOIN)),
    ('a source line', swap('p. 4', 'p. 5'), 0, 8, JOIN),
    ('a quotation', swap('in no hurry', 'in no haste'), 1, 3, ('mix', *JOIN)),
    ('a credit', swap('Jo Example', 'Jo Exemplar'), 0, 5, JOIN),
    ('a heading', swap('## The lane', '## The Lane'), 1, 3, JOIN), # it sounds the same
    ('a list', swap('pears, one basket', 'pears, two baskets'), 1, 2, ('mix', *JOIN)),
    ('the title', swap('title: A long walk', 'title: A longer walk'), 0, 7, ('poster', *JOIN)),
    ('pace', front('pace: 170'), None, 33, ('mix', 'poster', *JOIN)), # another picture is seen longest,
    ('no captions', front('captions: off'), 0, 17, JOIN),
    ('a language more', add_language, None, 0, ()), # what is said in German; nothing of the film that was there
    ('another size', front('aspect: 1:1'), 0, None, ('poster', *JOIN)),
]


def plan(script, store):
    """{key: (kind, label)} of the film's steps in draft; missing takes are made on the way."""
    done = kit.filmset('dump', '--stage=plan', '--draft', f'--store={store}', script)
    if done.returncode != 0:
        raise ValueError(done.stderr)
    return {m[2]: (m[1], m[3]) for m in re.finditer(r'^\d+ (\w+) (\w+) (.*)$', done.stdout, re.MULTILINE)}


def n_results(store):
    return len(list(store.glob('??/*')))


def check_keys(tap, root):
    store = root / 'store'
    script = make(root / 'film')
    before, files = plan(script, store), {p.name: p.read_bytes() for p in script.parent.iterdir()}
    whole = {kind: sum(k == kind for k, _ in before.values()) for kind in ('segment', 'mix', 'film', 'poster', 'check')}
    takes = n_results(store)
    frames = int(re.match(r'film (\d+) frames', kit.filmset('dump', '--stage=timeline', f'--store={store}', script).stdout).group(1))
    tap.near('a film of about a minute and a half or two', frames / 30, 105, 30)
    for name, edit, n_takes, n_segments, single in EDITS:
        shutil.rmtree(script.parent)
        kit.write(script.parent, files)
        edit(script.parent)
        spoken = n_results(store)
        new = [step for key, step in plan(script, store).items() if key not in before]
        got = (n_results(store) - spoken, sum(kind == 'segment' for kind, _ in new),
               tuple(sorted(kind for kind, _ in new if kind != 'segment')))
        wanted = (takes if n_takes is None else n_takes, whole['segment'] if n_segments is None else n_segments,
                  tuple(sorted(single)))
        tap.check(f'{name}: exactly what depends on it', got == wanted, f'got    {got}\nwanted {wanted}\n{new}')


def check_bytes(tap, root):
    """Six edits one after another on one store, and the last from cold."""
    script = kit.small_film(root / 'small')
    kit.built(tap, 'a short film', script, root / 'store-warm', '--draft', '--size=720p')
    edits = [('very still', 'very green'), ('p. 3', 'p. 4'), ('#a33', '#3a3'), ('Jo Example', 'Jo Exemplar'),
             ('Rain fell', 'It was March. Rain fell'), ('A small film', 'A tiny film')]
    for old, new in edits:
        for path in (script, script.parent / 'door.svg'):
            path.write_text(path.read_text().replace(old, new))
        kit.built(tap, f'{old} becomes {new}', script, root / 'store-warm', '--draft', '--size=720p')
    cold = kit.write(root / 'cold', {p: (script.parent / p).read_bytes() for p in ('small.md', 'door.svg')}) / 'small.md'
    kit.built(tap, 'the same from cold', cold, root / 'store-cold', '--draft', '--size=720p')
    differs = kit.difference(kit.outputs(script.parent, 'small'), kit.outputs(cold.parent, 'small'))
    tap.check('the same bytes as from cold', not differs, differs)


def made(folder):
    """What a build has made there."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in kit.ENDINGS or path.name.endswith('.report.json')}


def check_all_bytes(tap, root):
    """After each of the edits: what the store of the film before it gives, and what a cold build makes."""
    base = make(root / 'base')
    sources = {path.name: path.read_bytes() for path in base.parent.iterdir()}
    kit.built(tap, 'the film before', base, root / 'store-warm', '--draft', '--size=720p')
    for i, (name, edit, *_) in enumerate(EDITS):
        found = []
        for store in (root / 'store-warm', root / f'store-{i}'):
            folder = root / f'{store.name}-{i}'
            kit.write(folder, sources)
            edit(folder)
            kit.built(tap, f'{name}: {store.name}', folder / 'film.md', store, '--draft', '--size=720p')
            found.append(made(folder))
            shutil.rmtree(folder)
        shutil.rmtree(root / f'store-{i}')
        differs = [n for n in {**found[0], **found[1]} if found[0].get(n) != found[1].get(n)]
        tap.check(f'{name}: the same bytes as from cold', found[0] and not differs, differs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--all-bytes', action='store_true', help='also build after each edit, warm and cold: ten minutes')
    tap, args = kit.Tap(), parser.parse_args()
    with kit.scratch() as name:
        check_keys(tap, pathlib.Path(name))
        check_bytes(tap, pathlib.Path(name))
        if args.all_bytes:
            check_all_bytes(tap, pathlib.Path(name))
    tap.end()


if __name__ == '__main__':
    main()
