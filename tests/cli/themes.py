#!/usr/bin/env python3
"""
filmset themes: those that are listed can be chosen; a new one is without fault, can be built with and shown; a mistake in it is found.
A made-up brand follows docs/themes.md from its first command to a film, with a layout that is drawn.
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit


def test_list(tap):
    rows = [line.split(maxsplit=2) for line in kit.filmset('themes').stdout.splitlines()]
    themes = [json.loads(line) for line in kit.filmset('themes', 'list', '--json').stdout.splitlines()]
    tap.equal('the same as objects', [[t['name'], t['ground'], t['use']] for t in themes], rows)
    names = [t['name'] for t in themes]
    tap.check('five characters, light and dark', len(names) >= 9 and 'base' not in names and 'gallery-night' in names and
              {t['ground'] for t in themes} == {'light', 'dark'}, str(themes))
    for name in names:
        done = kit.filmset('themes', 'check', name, '--strict')
        tap.check(f'{name} is without fault', done.returncode == 0 and not done.stderr, done.stderr)


def test_new(tap, folder):
    done = kit.filmset('themes', 'new', 'our-house', '--from=lesson', cwd=folder)
    tap.check('its file is told', done.stdout == 'our-house/theme.yaml\n' and done.returncode == 0, done.stderr)
    done = kit.filmset('themes', 'check', 'our-house/', '--strict', cwd=folder)
    tap.check('it is without fault', done.returncode == 0 and not done.stderr, done.stderr)
    done = kit.filmset('themes', 'new', 'our-house', cwd=folder)
    tap.check('nothing is overwritten', done.returncode == 1 and done.stderr.count('[project.exists]') == 2, done.stderr)
    kit.write(folder, {'s.md': '---\ntheme: ./our-house\n---\n\nThe sea comes and goes.\n'})
    done = kit.filmset('dump', '--stage=plan', 's.md', '--store', 'store', cwd=folder)
    tap.check('a film can have it', done.returncode == 0 and ' film' in done.stdout, done.stderr)
    done = kit.filmset('themes', 'new', 'other', '--from=lessen', cwd=folder)
    tap.check('what it extends is there', done.returncode == 1 and '[theme.missing]' in done.stderr and
              not (folder / 'other').exists(), done.stderr)


def cells_of(sheet):
    """The frames on a sheet of squares, 60 pixels high, three in a row: the grey of their pixels."""
    done = subprocess.run(['ffmpeg', '-v', 'error', '-i', sheet, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], stdout=subprocess.PIPE, check=False)
    width, step_x, step_y, left, top = 16 + 3 * 84, 84, 90, 16, 22 + 16 + 22
    rows = len(done.stdout) // width // step_y
    for cell in range(3 * rows):
        x, y = left + cell % 3 * step_x, top + cell // 3 * step_y
        yield b''.join(done.stdout[(y + k) * width + x:(y + k) * width + x + 60] for k in range(60))


def test_sheet(tap, folder):
    done = kit.filmset('themes', 'preview', 'our-house', '--aspect=1:1', '--height=60', '--store', 'store', cwd=folder)
    sheet = folder / 'our-house.jpg'
    tap.check('all of it on one sheet', done.stdout == 'our-house.jpg\n' and sheet.read_bytes()[:3] == b'\xff\xd8\xff', done.stderr)
    cells = [bytes(raw) for raw in cells_of(sheet)]
    far = [(i, k) for i in range(len(cells)) for k in range(i) if sum(abs(a - b) for a, b in zip(cells[i], cells[k])) < 5 * 60 * 60]
    tap.check('each shot once, and the poster', len(cells) == 15 and not far, f'{len(cells)} cells, the same: {far}')


def test_faults(tap, folder):
    theme = folder / 'our-house/theme.yaml'
    theme.write_text(theme.read_text().replace('ink: "', 'inc: "', 1))
    done = kit.filmset('themes', 'check', 'our-house', cwd=folder)
    tap.check('an error has its place', done.returncode == 1 and
              'our-house/theme.yaml:15:3: error:' in done.stderr and '[theme.unknown]' in done.stderr, done.stderr)
    for words in (['chek'], ['check'], ['new'], ['list', 'evening'], ['preview', 'evening', '-o', 'a.png'], ['--height=7', 'preview', 'x']):
        done = kit.filmset('themes', *words, cwd=folder)
        tap.check(f'{words} is usage', done.returncode == 2 and 'usage: filmset themes' in done.stderr, done.stderr)


# ---- a made-up brand: Harbour, sea green on paper white ----

GROUND, INK, ACCENT = '#f3f7f6', '#0d2b33', '#00695c'
COLOURS = {'ground-top': GROUND, 'ground-bottom': GROUND, 'glow': '#ffffff00', 'glow2': '#ffffff00', 'ink': INK, 'muted': '#3d565c', 'accent': ACCENT,
           'mark': '#00695c20', 'series2': '#8a4b00', 'series3': '#6a3d9a', 'series4': '#a3195b', 'scrim': '#f3f7f6e0', 'panel': '#0d2b3314'}

# The title stands right of the middle, beside a quay that is drawn; all else in the drawing is for the designer alone.
TITLE_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1920 1080">
  <g id="ornament"><rect class="fill-accent" x="0" y="0" width="480" height="1080" fill="#ff00ff"/></g>
  <rect id="slot:title.kicker" x="960" y="324" width="864" height="432" fill="none" stroke="#888"/>
  <rect id="slot:title.heading" x="960" y="324" width="864" height="432" fill="none" stroke="#888"/>
  <text x="40" y="1060">for the designer</text>
</svg>
"""

FILM = '---\ntitle: Low water\nauthor: Jo Example\ntheme: ./harbour\nlanguage: en-GB\n---\n\nThe sea comes and goes.\n'


def edit(path, colours):
    """What a person does with an editor: other values for keys that are there."""
    lines = path.read_text().splitlines()
    for name, value in colours.items():
        at = [i for i, line in enumerate(lines) if line.startswith(f'  {name}: ')]
        lines[at[0]] = f'  {name}: "{value}"'
    path.write_text('\n'.join(lines) + '\n')


def pixels(folder, script, at, width, height):
    """A frame as rows of (r, g, b)."""
    done = kit.filmset('still', script, at, '-o', 'frame.png', '--store', 'store', cwd=folder)
    raw = subprocess.run(['ffmpeg', '-v', 'error', '-i', folder / 'frame.png', '-vf', f'scale={width}:{height}:flags=area', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'],
                         stdout=subprocess.PIPE, check=False).stdout
    return done, [[tuple(raw[3 * (y * width + x):3 * (y * width + x) + 3]) for x in range(width)] for y in range(height if raw else 0)]


def near(colour, wanted, far=12):
    return all(abs(a - b) <= far for a, b in zip(colour, bytes.fromhex(wanted[1:])))


def test_brand(tap, folder):
    done = kit.filmset('themes', 'new', 'harbour', '--from', 'evening', cwd=folder)
    tap.check('a brand begins with a folder', done.returncode == 0 and (folder / 'harbour/logo.svg').exists(), done.stderr)
    edit(folder / 'harbour/theme.yaml', COLOURS)
    kit.write(folder / 'harbour/landscape', {'title.svg': TITLE_SVG})
    kit.write(folder, {'tides.md': FILM})
    done = kit.filmset('themes', 'check', 'harbour', '--strict', cwd=folder)
    tap.check('its colours and its drawing are without fault', done.returncode == 0 and not done.stderr, done.stderr)
    done, rows = pixels(folder, 'tides.md', '0:02', 192, 108)
    if not tap.check('its title is drawn', len(rows) == 108, done.stderr):
        return
    tap.check('the quay has the accent, not the colour of the editor', all(near(rows[y][x], ACCENT) for y in (5, 54, 100) for x in (2, 40)), str(rows[54][:48:8]))
    tap.check('the ground has its colour', near(rows[5][60], GROUND, 4) and near(rows[100][60], GROUND, 4), str((rows[5][60], rows[100][60])))
    dark = [(x, y) for y in range(108) for x in range(50, 170) if near(rows[y][x], INK, 90) and y > 15]
    tap.check('the words stand in the slot that was drawn', dark and min(x for x, _ in dark) >= 95 and max(x for x, _ in dark) <= 183 and
              min(y for _, y in dark) >= 31 and max(y for _, y in dark) <= 76, str(dark[:1] + dark[-1:]))
    drawn = TITLE_SVG.replace('class="fill-accent"', 'class="fill-acent"')
    kit.write(folder / 'harbour/landscape', {'title.svg': drawn})
    done = kit.filmset('themes', 'check', 'harbour', cwd=folder)
    tap.check('a slip in the drawing has its place', done.returncode == 1 and 'harbour/landscape/title.svg:2:' in done.stderr, done.stderr)
    kit.write(folder / 'harbour/landscape', {'title.svg': TITLE_SVG})
    done = kit.build('tides.md', 'store', '--draft', cwd=folder)
    tap.check('a film is made with it', done.returncode == 0 and (folder / 'tides.mp4').stat().st_size > 1000, done.stderr)


def main():
    tap = kit.Tap()
    test_list(tap)
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch)
        test_new(tap, folder)
        test_sheet(tap, folder)
        test_faults(tap, folder)
        test_brand(tap, folder)
    tap.end()


if __name__ == '__main__':
    main()
