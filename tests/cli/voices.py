#!/usr/bin/env python3
"""
filmset voices: every voice that it lists can be named in a script.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit


def test_list(tap):
    done = kit.filmset('voices')
    rows = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    tap.check('a row a voice', done.returncode == 0 and len(rows) > 100 and all(len(row) == 3 for row in rows), done.stderr)
    voices = [json.loads(line) for line in kit.filmset('voices', '--json').stdout.splitlines()]
    tap.equal('the same as objects', [[v['language'], v['name'], v['title']] for v in voices], rows)


def test_languages(tap):
    names = [line.split()[1] for line in kit.filmset('voices', '--language', 'EN').stdout.splitlines()]
    tap.check('those of a language', 'en-us' in names and 'de' not in names, str(names))
    done = kit.filmset('voices', '--language=tlh')
    tap.check('none', done.returncode == 1 and not done.stdout and "no voice speaks 'tlh'" in done.stderr, done.stderr)


def test_usage(tap):
    for words in (['one'], ['--nonsense'], ['--language']):
        done = kit.filmset('voices', *words)
        tap.check(f'{words} is usage', done.returncode == 2 and 'usage: filmset voices' in done.stderr, done.stderr)


def test_named(tap, folder):
    for voice, status in (('en-us+f3', 0), ('English (Scotland)', 0), ('en-us+f9', 1), ('nobody', 1)):
        script = kit.write(folder / voice.replace(' ', '-'), {'s.md': f'---\nvoice: {voice}\n---\n\nThe sea comes and goes.\n'}) / 's.md'
        done = kit.filmset('dump', '--stage=timeline', script, '--store', folder / 'store')
        tap.check(f'{voice} in a script', done.returncode == status and (not status or '`filmset voices`' in done.stderr), done.stderr)


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        test_list(tap)
        test_languages(tap)
        test_usage(tap)
        test_named(tap, pathlib.Path(scratch))
    tap.end()


if __name__ == '__main__':
    main()
