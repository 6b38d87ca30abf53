#!/usr/bin/env python3
"""
filmset themes: those that are listed can be chosen; a new one is without fault, can be built with and shown; a mistake in it is found.
"""
import json
import pathlib
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


def test_sheet(tap, folder):
    done = kit.filmset('themes', 'preview', 'our-house', '--aspect=1:1', '--height=60', '--store', 'store', cwd=folder)
    sheet = folder / 'our-house.jpg'
    tap.check('all of it on one sheet', done.stdout == 'our-house.jpg\n' and sheet.read_bytes()[:3] == b'\xff\xd8\xff', done.stderr)


def test_faults(tap, folder):
    theme = folder / 'our-house/theme.yaml'
    theme.write_text(theme.read_text().replace('ink: "', 'inc: "', 1))
    done = kit.filmset('themes', 'check', 'our-house', cwd=folder)
    tap.check('an error has its place', done.returncode == 1 and
              'our-house/theme.yaml:15:3: error:' in done.stderr and '[theme.unknown]' in done.stderr, done.stderr)
    for words in (['chek'], ['check'], ['new'], ['list', 'evening'], ['preview', 'evening', '-o', 'a.png'], ['--height=7', 'preview', 'x']):
        done = kit.filmset('themes', *words, cwd=folder)
        tap.check(f'{words} is usage', done.returncode == 2 and 'usage: filmset themes' in done.stderr, done.stderr)


def main():
    tap = kit.Tap()
    test_list(tap)
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch)
        test_new(tap, folder)
        test_sheet(tap, folder)
        test_faults(tap, folder)
    tap.end()


if __name__ == '__main__':
    main()
