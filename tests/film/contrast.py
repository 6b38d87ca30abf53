#!/usr/bin/env python3
"""
Contrast of every text element of every theme, measured on rendered frames: words and logo to what is really behind them, ground,
ornament, panel or paper, and under these a picture that is black or white, the worst that a picture can be. None below 4.5 to 1.

    contrast.py INK-BOXES [SCRIPT …] [--theme NAME] [--all]

prints a table, theme by element, each the worst in 16:9, 9:16 and 1:1, and fails where one is below. Without --all, each theme is
looked at in one shape, at a small size.
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess

import filmkit as kit

HERE = pathlib.Path(__file__).resolve().parent
THEMES = kit.ROOT / 'themes'
LOGO = kit.ROOT / 'data/sample/logo.svg'
LEAST = 4.5
SHAPES = {'16:9': (16, 9), '9:16': (9, 16), '1:1': (9, 9)}
QUICK, WHOLE = 20, 60  # pixels to a unit of the shapes
ELEMENTS = ['title', 'chapter', 'words', 'quote', 'third', 'caption', 'list', 'table', 'chart', 'counter', 'code', 'panel', 'credits', 'end', 'bug', 'poster']


def look(program, theme, shape, unit, scripts):
    """The worst of each element: its contrast and what it says."""
    width, height = (side * unit for side in SHAPES[shape])
    done = subprocess.run([program, '--only-contrast', THEMES, theme, f'{width}x{height}', LOGO, *scripts], capture_output=True, encoding='utf-8', check=False)
    worst = {}
    for fields in (line.split('\t') for line in done.stdout.splitlines()):
        here = int(fields[12]) / 100, f'{shape} {fields[1]} "{fields[15][:40]}"'
        worst[fields[13]] = min(worst.get(fields[13], (99, '')), here)
    return done, worst


def merge(into, worst):
    for element, here in worst.items():
        into[element] = min(into.get(element, (99, '')), here)


def table(worst):
    print('# ' + ' ' * 16 + ''.join(f'{element:>8}' for element in ELEMENTS))
    for theme, row in worst.items():
        print(f'# {theme:<16}' + ''.join(f'{row[element][0]:>8.2f}' if element in row else '       –' for element in ELEMENTS))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('scripts', nargs='*')
    parser.add_argument('--theme', action='append')
    parser.add_argument('--all', action='store_true')
    args = parser.parse_args()
    themes = args.theme or sorted(path.parent.name for path in THEMES.glob('*/theme.yaml') if path.parent.name != 'base')
    scripts = args.scripts or [str(HERE / 'contrast.md')]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [(theme, pool.submit(look, args.program, theme, shape, WHOLE if args.all else QUICK, scripts))
                for i, theme in enumerate(themes) for k, shape in enumerate(SHAPES) if args.all or (i + k) % len(SHAPES) == 0]
        worst, tap = {theme: {} for theme in themes}, kit.Tap()
        for theme, job in jobs:
            done, found = job.result()
            merge(worst[theme], found)
            if done.returncode:
                tap.check(f'{theme}: all is drawn', False, done.stderr)
    table(worst)
    for theme, row in worst.items():
        faint = [f'{element}: {ratio} at {where}' for element, (ratio, where) in row.items() if ratio < LEAST]
        missing = [element for element in ELEMENTS if element not in row]
        tap.check(f'{theme}: every element stands out by {LEAST} to 1', not faint and not missing, '\n'.join(faint + missing))
    tap.end()


if __name__ == '__main__':
    main()
