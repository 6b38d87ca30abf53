#!/usr/bin/env python3
"""
Type, in every theme and shape: a script for each writing system, with its longest words, marks above and below, numerals,
quotations and mixed directions, is planned as a film, and ink-boxes tells where the ink of each of its texts stands. No ink
outside the safe area; no text over another; none without ink; no font but those that Filmset asks for; nothing too small or too faint.

    type.py INK-BOXES [SCRIPT …] [--theme NAME] [--shape 9:16] [--all] [--no-contrast]

Without --all, all scripts are looked at in the first theme's portrait, a few in its other shapes, and a few in one shape of each
other theme, but for their contrast, which contrast.py measures in all themes.
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess

import filmkit as kit

WORLD = pathlib.Path(__file__).resolve().parent / 'world'
THEMES = kit.ROOT / 'themes'
LOGO = kit.ROOT / 'data/sample/logo.svg'

# Half the size of a film, its safe area in per mille (left, top, right, bottom), and the least type in per mille of the shorter
# side. Graphics keep 5 % from each edge (EBU R 95). In portrait, platforms cover the film with their own words: the top 14 %, the
# bottom 22 %, 6 % on each side and the buttons behind the line's end, as of 2026; and it is read on a phone.
SHAPES = {
    '16:9': ((960, 540), (50, 50, 950, 950), 22),
    '9:16': ((540, 960), (60, 140, 915, 785), 24),
    '9:16@reels': ((540, 960), (60, 140, 915, 650), 24),
    '1:1': ((540, 540), (50, 50, 950, 950), 22),
    '4:5': ((540, 676), (50, 50, 950, 950), 24),
    '21:9': ((1260, 540), (50, 50, 950, 950), 22),
}

# Those that set every script between them: tall, deep, wide, leftward.
MAIN = ['16:9', '9:16']
LEFTWARD = ['ar.md', 'he.md']
FEW = ['de.md', 'ar.md', 'hi.md', 'km.md', 'zh-hans.md']


class Text:
    """One line of ink-boxes."""

    def __init__(self, line):
        fields = line.split('\t')
        self.script, self.shot, self.kind = fields[:3]
        self.box = tuple(map(int, fields[3:7]))
        self.size, self.least, self.begin, self.end, self.stack, self.contrast = map(int, fields[7:13])
        self.element, self.fonts, self.words = fields[13], fields[14].split(), fields[15]

    def name(self):
        return f'{self.script} {self.shot} "{self.words[:60]}" {self.box} at {self.size}'


def empty(texts):
    return [t.name() for t in texts if t.box[0] >= t.box[2] or t.box[1] >= t.box[3]]


def is_outside(text, size, safe):
    """Rolls run through the whole height; what is read leftwards is mirrored; a poster is covered by nobody."""
    safe = SHAPES['16:9'][1] if text.element == 'poster' else safe
    left, right = safe[0::2] if text.script not in LEFTWARD else (1000 - safe[2], 1000 - safe[0])
    x0, x1, y0, y1 = left * size[0] / 1000, right * size[0] / 1000, safe[1] * size[1] / 1000, safe[3] * size[1] / 1000
    return text.box[0] < x0 or text.box[2] > x1 or (text.kind != 'roll' and (text.box[1] < y0 or text.box[3] > y1))


def outside(texts, size, safe):
    return [t.name() for t in texts if is_outside(t, size, safe)]


def meet(a, b):
    return a.begin < b.end and b.begin < a.end and \
        a.box[0] < b.box[2] and b.box[0] < a.box[2] and a.box[1] < b.box[3] and b.box[1] < a.box[3]


def overlaps(texts):
    found, shots = [], {}
    for text in texts:
        shots.setdefault((text.script, text.shot), []).append(text)
    for shot in shots.values():
        found += [f'{a.name()} and {b.name()}' for i, a in enumerate(shot) for b in shot[i + 1:] if meet(a, b)]
    return found


def strangers(texts):
    return [f'{t.name()}: {" ".join(t.fonts)}' for t in texts if any(not font.startswith('Noto') for font in t.fonts)]


def small(texts, size, least):
    return [t.name() for t in texts if t.kind == 'text' and t.size < least * min(size) // 1000]


def faint(texts):
    """WCAG 2: 4.5 to 1, whatever the size."""
    return [f'{t.name()}: {t.contrast / 100}' for t in texts if t.contrast < 450]


def look(program, theme, shape, scripts, contrast):
    width, height = SHAPES[shape][0]
    done = subprocess.run([program, *([] if contrast else ['--no-contrast']), THEMES, theme, f'{width}x{height}{shape[shape.find("@"):] if "@" in shape else ""}', LOGO, *scripts], capture_output=True, encoding='utf-8', check=False)
    return done, [Text(line) for line in done.stdout.splitlines()]


def check(tap, theme, shape, contrast, done, texts):
    size, safe, least = SHAPES[shape]
    name = f'{theme} {shape}'
    tap.check(f'{name}: all scripts are set', done.returncode == 0, done.stderr)
    for what, bad in [('every text has ink', empty(texts)), ('all ink is in the safe area', outside(texts, size, safe)),
                      ('no text stands over another', overlaps(texts)), ('fonts are those asked for', strangers(texts)),
                      ('nothing is too small', small(texts, size, least)),
                      ('all stands out from what is behind it', faint(texts))][:6 if contrast else 5]:
        tap.check(f'{name}: {what} ({len(texts)} texts)', not bad and texts, '\n'.join(bad))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('program')
    parser.add_argument('scripts', nargs='*')
    parser.add_argument('--theme', action='append')
    parser.add_argument('--shape', action='append')
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--no-contrast', action='store_true')
    args = parser.parse_args()
    themes = args.theme or sorted(path.parent.name for path in THEMES.glob('*/theme.yaml'))
    scripts = args.scripts or sorted(map(str, WORLD.glob('*.md')))
    jobs = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for i, theme in enumerate(themes):
            for shape in args.shape or (SHAPES if args.all or i == 0 else [MAIN[i % len(MAIN)]]):
                whole = args.all or args.scripts or (i == 0 and shape == '9:16')
                some = scripts if whole else [s for s in scripts if os.path.basename(s) in FEW]
                contrast = not args.no_contrast and bool(args.all or args.scripts)
                jobs.append((theme, shape, contrast, pool.submit(look, args.program, theme, shape, some, contrast)))
        tap = kit.Tap()
        for theme, shape, contrast, job in jobs:
            check(tap, theme, shape, contrast, *job.result())
    tap.end()


if __name__ == '__main__':
    main()
