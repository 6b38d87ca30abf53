#!/usr/bin/env python3
"""
What a change costs: of a film that is made, a caption, a narrated word, or nothing is changed and it is built again. CPU and time as parts of
the cold build's. With --peers, beside what the same correction costs with ffmpeg and melt, which know no other way than all of it.

    touch.py [SCRIPT] [--word OLD=NEW] [--each] [--peers] [--draft]
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILMSET = os.environ.get('FILMSET', str(ROOT / 'build/filmset'))
sys.path.insert(0, str(ROOT / 'bench/walk'))
import ffmpeg_film  # noqa: E402
import melt_film  # noqa: E402

X264 = 'b-pyramid=none:rc-lookahead=8'  # as run.py sets it


def run(command):
    """Returns (wall, CPU, output)."""
    before, begin = os.times(), time.monotonic()
    done = subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8',
                          env={**os.environ, 'QT_QPA_PLATFORM': 'offscreen'})
    after = os.times()
    return time.monotonic() - begin, after.children_user + after.children_system - before.children_user - before.children_system, done.stdout


class Film:
    """A film that is made again and again after edits, always from what its unedited script had left in the store."""

    def __init__(self, folder, args):
        self.args, self.store = args, folder / 'store'
        shutil.copytree(args.script.parent, folder / 'project', ignore=shutil.ignore_patterns('*.mp4.part'))
        self.script = folder / 'project' / args.script.name
        self.text = self.script.read_text()
        split = self.text.index('---', 3) + 3
        self.front, self.words = self.text[:split], self.text[split:]
        self.cold = self.build('cold', self.text)

    def build(self, name, text):
        self.script.write_text(text)
        wall, cpu, said = run([FILMSET, 'build', self.script, f'--store={self.store}', '--progress=none',
                               *(['--draft'] if self.args.draft else [])])
        of_wall, of_cpu = self.cold if name != 'cold' else (wall, cpu)
        steps = said.strip().splitlines()[-1].strip()
        print(f'{name}: {cpu:.2f} s of CPU, {100 * cpu / of_cpu:.1f} % of cold; {wall:.2f} s, {100 * wall / of_wall:.1f} %; {steps}', flush=True)
        return wall, cpu

    def edit(self, name, old, new):
        """A caption shows `new` and says `old`, or both change."""
        if old not in self.words:
            raise SystemExit(f"'{old}' does not stand in {self.args.script}")
        return self.build(name, self.front + self.words.replace(old, new, 1))

    def caption(self, old, new):
        return self.edit(f'a caption ({old})', old, f'[{new}]{{say="{old}"}}')


def sentences(words):
    """A word of each narrated sentence of a plain script: one that stands there only once."""
    said = ' '.join(line for line in words.split('## Credits')[0].splitlines() if re.match('[A-Z]', line))
    for sentence in re.split(r'(?<=[.!?]) ', said):
        own = [word for word in re.findall(r'\b[a-z]{4,}\b', sentence) if len(re.findall(word, words)) == 1]
        if own:
            yield own[0]


def peers(film, shown):
    for name, command in (('ffmpeg', ffmpeg_film.command('plain', 'veryfast', '20', X264, film.script.with_name('ffmpeg.mp4'))),
                          ('melt', melt_film.command('veryfast', '20', X264, film.script.with_name('melt.mp4')))):
        wall, cpu, _ = run(command)
        print(f'all of it with {name}: {cpu:.2f} s of CPU, {wall:.2f} s; our caption is {100 * shown[1] / cpu:.1f} % of that, in time '
              f'{100 * shown[0] / wall:.1f} %', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('script', nargs='?', type=pathlib.Path, default=ROOT / 'bench/walk/walk.md')
    parser.add_argument('--word', default='night=dark', help='the first OLD behind the front matter becomes NEW')
    parser.add_argument('--each', action='store_true', help='a word of each sentence, one at a time, in its caption')
    parser.add_argument('--peers', action='store_true', help='the same with ffmpeg and melt (of the reference film)')
    parser.add_argument('--draft', action='store_true')
    args = parser.parse_args()
    old, new = args.word.split('=')
    with tempfile.TemporaryDirectory(prefix='filmset-touch-') as scratch:
        film = Film(pathlib.Path(scratch), args)
        film.build('nothing', film.text)
        shown = film.caption(old, new.upper()) # other than the word below, which would find its shot
        film.edit('a narrated word', old, new)
        rows = [film.caption(word, word.upper()) for word in sentences(film.words)] if args.each else []
        if rows:
            wall, cpu = (sorted(100 * row[i] / film.cold[i] for row in rows) for i in (0, 1))
            print(f'{len(rows)} captions: of the CPU median {statistics.median(cpu):.1f} %, most {cpu[-1]:.1f} %; of the time median '
                  f'{statistics.median(wall):.1f} %, most {wall[-1]:.1f} %')
        if args.peers:
            peers(film, shown)


main()
