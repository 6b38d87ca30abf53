#!/usr/bin/env python3
"""
examples/tour uses every element of docs/language.md: each key of front matter, each attribute of a picture, each mark of words, each
stage direction. It is checked and formatted here with small stand-ins for what make-assets.py makes, and never rendered.
"""
import importlib.util
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

TOUR = kit.ROOT / 'examples/tour'
# What would make another film of it: one read by a person, one in another language.
ELSEWHERE = {'narration', 'languages', 'voices'}


def make_assets(folder):
    spec = importlib.util.spec_from_file_location('make_assets', TOUR / 'make-assets.py')
    assets = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(assets)
    for name in ('bed.wav', 'bell.wav'):
        assets.make_bell(folder / name)
    assets.make_recording(folder / 'keeper.wav')
    (folder / 'shore.png').write_bytes(assets.png(1920, 1080, [bytes(3 * 1920)] * 1080))
    assets.make_clip(folder / 'waves.avi', assets.Sea(160, 90), 12, 4)


def cells(page, heading):
    """The first cells of the table that stands first under a heading."""
    table = re.search(rf'^#+ {heading}\n.*?^\|---[^\n]*\n(.*?)^(?!\|)', page, re.MULTILINE | re.DOTALL)[1]
    return [re.split(r'(?<!\\)\|', row)[1] for row in table.splitlines()]


def wanted(page):
    """(what it is, a pattern of how it is written) of each element."""
    for cell in cells(page, 'Front matter'):
        key = cell.strip(' `')
        if key not in ELSEWHERE:
            yield key, rf'^{key}:'
    for cell in cells(page, 'Pictures'):
        for name in re.findall(r'`([a-z]+)', cell):
            yield name, rf'[{{ ]{name}\b'
    for cell in cells(page, 'Words'):
        for name in re.findall(r'\{([a-z]+)', cell):
            yield name, rf'\{{{name}\b'
    for cell in cells(page, 'Stage directions'):
        for name in re.findall(r'`\(([a-z-]+)', cell):
            yield name, rf'\({name}\b'
    for what, pattern in (('bars', '^```bars'), ('lines', 'chart=lines'), ('code', '^```python'), ('table', r'^\|---'),
                          ('emphasis', r'\*sea\*'), ('strong', r'\*\*nobody'), ('mark', '=='), ('code words', '`cos`'),
                          ('quotation', '^> — '), ('rule', '^---$'), ('comment', '<!--'), ('chapter', '^## '), ('credits', '^## Credits'),
                          ('numbers', r'^1\. '), ('list in a list', r'^   - '), ('cast', r'\*\*Ben:')):
        yield what, pattern


def filmset(folder, *args):
    return subprocess.run([kit.FILMSET, *args], cwd=folder, encoding='utf-8', stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120,
                          check=False)


def main():
    tap = kit.Tap()
    text = ''.join((TOUR / name).read_text(encoding='utf-8') for name in ('tour.md', 'shore.md', 'filmset.yaml'))
    elements = list(wanted((kit.ROOT / 'docs/language.md').read_text(encoding='utf-8')))
    lacking = [what for what, pattern in elements if not re.search(pattern, text, re.MULTILINE)]
    tap.check(f'each of {len(elements)} elements is there', len(elements) > 80 and not lacking, f'put them into {TOUR}/tour.md: {lacking}')
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch) / 'tour'
        shutil.copytree(TOUR, folder, ignore=shutil.ignore_patterns('*.wav', '*.avi', '*.png', '*.mp4', '*.jpg'))
        make_assets(folder)
        done = filmset(folder, 'check', '--strict', '--json', f'--store={scratch}/store', 'tour.md')
        tap.check('nothing is wrong with it', (done.returncode, done.stdout) == (0, ''), done.stdout + done.stderr)
        done = filmset(folder, 'fmt', '--check', 'tour.md', 'shore.md')
        tap.check('it is in its canonical form', (done.returncode, done.stdout) == (0, ''), done.stdout + done.stderr)
    tap.end()


main()
