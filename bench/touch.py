#!/usr/bin/env python3
"""
What a change costs: of a film that is made, a caption, a narrated word, or nothing is changed and it is built again. CPU and time as parts of
the cold build's. ffmpeg and melt know no other way than all of it: their cold builds of the same film are what a change costs there (run.py).

    touch.py [SCRIPT] [--word OLD=NEW] [--draft]
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILMSET = os.environ.get('FILMSET', str(ROOT / 'build/filmset'))


def build(script, store, args):
    before, begin = os.times(), time.monotonic()
    command = [FILMSET, 'build', str(script), f'--store={store}', '--progress=none', *(['--draft'] if args.draft else [])]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding='utf-8')
    after, steps = os.times(), done.stdout.strip().splitlines()[-1].strip()
    return time.monotonic() - begin, after.children_user + after.children_system - before.children_user - before.children_system, steps


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('script', nargs='?', type=pathlib.Path, default=ROOT / 'bench/walk/walk.md')
    parser.add_argument('--word', default='night=dark', help='the first OLD behind the front matter becomes NEW')
    parser.add_argument('--draft', action='store_true')
    args = parser.parse_args()
    old, new = args.word.split('=')
    with tempfile.TemporaryDirectory(prefix='filmset-touch-') as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(args.script.parent, folder / 'project', ignore=shutil.ignore_patterns('*.mp4.part'))
        script = folder / 'project' / args.script.name
        front, words = (text := script.read_text())[:text.index('---', 3) + 3], text[text.index('---', 3) + 3:]
        if old not in words:
            raise SystemExit(f"'{old}' does not stand in {args.script}")
        edits = [('cold', text), ('nothing', text), ('a caption', front + words.replace(old, f'[{new}]{{say="{old}"}}', 1)),
                 ('a narrated word', front + words.replace(old, new, 1))]
        cold = None
        for name, changed in edits:
            script.write_text(changed)
            wall, cpu, steps = build(script, folder / 'store', args)
            cold = cold or cpu
            print(f'{name}: {cpu:.2f} s of CPU, {100 * cpu / cold:.1f} % of cold; {wall:.2f} s; {steps}', flush=True)
            script.write_text(text)
            if name not in ('cold', 'nothing'):
                build(script, folder / 'store', args)


main()
