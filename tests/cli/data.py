#!/usr/bin/env python3
"""
A film a row: values are text and nothing else, every row is looked at before the first film, bad ones are named where they stand
and do not stop the others, and the same rows make the same films.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

SCRIPT = """---
title: "{{town}}: the weather"
language: en-GB
captions: burned
---

![]({{picture}})
Good morning, {{town}}.

(when degrees: reveal hand)
It has \\{{degrees}} {{degrees}} degrees.

## Credits
Forecast | {{forecaster}}
"""

DIAL = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="64" height="36" fill="#356"/><g id="hand"/></svg>'

ROWS = """town,degrees,picture,forecaster
Ely,12,dial.svg,Ada Example
"Wells
# (pause: 9s) **loud**",3,dial.svg,"<b>Jo</b> | `x` ![](../../etc/passwd) {{town}}"
Bath,,dial.svg,Ada Example
Hull,5,gone.svg,Ada Example
Ely,9,dial.svg,Ada Example
"""


def test_rows(tap, folder, store):
    kit.write(folder, {'weather.md': SCRIPT, 'dial.svg': DIAL, 'rows.csv': ROWS})
    done = kit.build(folder / 'weather.md', store, f'--data={folder}/rows.csv', '-o', f'{folder}/out/{{{{town}}}}.mp4', '--draft', '--size=720p')
    tap.equal('bad rows are the script\'s fault', done.returncode, 1)
    found = [line.replace(str(folder), '') for line in done.stderr.splitlines() if ': error: ' in line and 'part.' not in line]
    tap.equal('each is named where it stands, before any film', found, [
        "/rows.csv:7:1: error: a row before this one is called '/out/Ely.mp4', too [data.name]",
        "/rows.csv:5:6: error: this row says nothing for 'degrees' [data.empty]",
        "/rows.csv:6:8: error: cannot use 'gone.svg': no such file [asset.missing]"])
    names = sorted(path.name for path in (folder / 'out').glob('*.mp4'))
    tap.equal('the others are made', names, ['Ely.mp4', 'Wells # (pause: 9s) **loud**.mp4'])
    hostile = (folder / 'out' / names[1]).with_suffix('.vtt').read_text()
    tap.check('a value is text and no markup', 'Good morning, Wells # (pause: 9s)' in ' '.join(hostile.split()) and '**loud**' in hostile, hostile)
    tap.check('braces behind a backslash are words', '{{degrees}}' in hostile, hostile)
    report = (folder / 'out' / names[1]).with_suffix('.report.json').read_text()
    tap.check('so are names in credits', '<b>Jo</b> | `x` ![](../../etc/passwd) {{town}}' in report, report)
    return kit.outputs(folder / 'out', 'Ely')


def test_alone(tap, folder, store, made):
    """A row's film is what it is without the others."""
    kit.write(folder, {'one.csv': '\n'.join(ROWS.splitlines()[:2]) + '\n'})
    done = kit.build(folder / 'weather.md', store, f'--data={folder}/one.csv', '-o', folder / 'Ely.mp4', '--draft', '--size=720p')
    tap.equal('one row alone', done.returncode, 0)
    tap.check('a number where the name says nothing', (folder / 'Ely.01.mp4').exists())
    tap.equal('the same film', kit.outputs(folder, 'Ely.01')['.mp4'], made['.mp4'])


def test_wrong(tap, folder, store):
    wrong = {
        'town,town\na,b\n': ('data.head', 1, 6), 'town\n': ('data.head', 1, 1), 'city,degrees\nEly,1\n': ('data.unknown', 2, 9),
        'town\n"Ely\n': ('data.quote', 2, 1),
    }
    for text, (code, line, column) in wrong.items():
        kit.write(folder, {'wrong.csv': text})
        done = kit.build(folder / 'weather.md', store, f'--data={folder}/wrong.csv')
        place = f'{line}:{column}: error: '
        tap.check(f'{text!r}: {code}', done.returncode == 1 and place in done.stderr and f'[{code}]' in done.stderr, done.stderr)
    done = kit.build(folder / 'weather.md', store, f'--data={folder}/rows.csv', '--dry-run')
    tap.equal('no dry run of many films', done.returncode, 2)


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch)
        (folder / 'out').mkdir()
        made = test_rows(tap, folder, folder / 'store')
        test_alone(tap, folder, folder / 'other-store', made)
        test_wrong(tap, folder, folder / 'store')
    tap.end()


main()
