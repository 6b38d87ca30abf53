#!/usr/bin/env python3
"""
What a person sees who made a mistake: the place, the line, carets, a stable code, all mistakes in one run, exit status 1,
and nothing written. And what the other exit statuses are for.
"""
import os
import pathlib
import re

import filmkit as kit

WORDS = 'Some words that are said.\n'
GARBAGE = b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 4

# name, script, [(line, code)], words that stderr must have. The folder's other files are those of furnish().
ROWS = [
    ('missing picture', f'![a](nothere.png)\n{WORDS}', [(1, 'asset.missing')], 'nothere.png'),
    ('misspelt picture', f'![a](dor.svg)\n{WORDS}', [(1, 'asset.missing')], "did you mean 'door.svg'"),
    ('picture that is none', f'{WORDS}\n![a](garbage.png)\n{WORDS}', [(3, 'asset.unreadable')], 'garbage.png'),
    ('drawing that is none', f'![a](garbage.svg)\n{WORDS}', [(1, 'asset.unreadable')], 'garbage.svg'),
    ('picture cut off', f'![a](short.jpg)\n{WORDS}', [(1, 'asset.unreadable')], 'short.jpg'),
    ('picture one folder up', f'![a](../secret.png)\n{WORDS}', [(1, 'asset.forbidden')], 'outside'),
    ('picture by its whole path', f'![a](/etc/hostname)\n{WORDS}', [(1, 'asset.forbidden')], 'outside'),
    ('link that leads outside', f'![a](link.png)\n{WORDS}', [(1, 'asset.forbidden')], 'outside'),
    ('pipe that nobody fills', f'![a](pipe.png)\n{WORDS}', [(1, 'asset.forbidden')], 'pipe'),
    ('folder for a picture', f'![a](folder.png)\n{WORDS}', [(1, 'asset.forbidden')], 'folder'),
    ('address on the net', f'![a](https://example.org/a.png)\n{WORDS}', [(1, 'asset.forbidden')], 'beside the script'),
    ('music that is missing', f'---\nmusic: no.wav\n---\n\n{WORDS}', [(2, 'asset.missing')], 'no.wav'),
    ('all in one run', f'![a](nothere.png)\n{WORDS}\n![b](garbage.png)\n{WORDS}\n![c](../secret.png)\n{WORDS}\n'
     f'![d](pipe.png)\n{WORDS}', [(1, 'asset.missing'), (4, 'asset.unreadable'), (7, 'asset.forbidden'),
                                  (10, 'asset.forbidden')], ''),
    ('unknown attribute', f'![a](door.svg){{mvoe=in}}\n{WORDS}', [(1, 'image.attribute')], 'move'),
    ('bad attribute', f'![a](door.svg){{focus=300%,9%}}\n{WORDS}', [(1, 'image.attribute')], 'focus'),
    ('empty', '', [(1, 'script.empty')], ''),
    ('blank', ' \n\n\t\n', [(None, 'script.empty')], ''),
    ('nothing but front matter', '---\ntitle: A film\n---\n', [(None, 'script.empty')], ''),
    ('unknown key', f'---\ntitel: A film\n---\n\n{WORDS}', [(2, 'front.unknown')], 'title'),
    ('two bad keys', f'---\ntitel: A film\nlanguage: en-GB\nmusik: a.wav\n---\n\n{WORDS}',
     [(2, 'front.unknown'), (4, 'front.unknown')], 'music'),
    ('no such aspect', f'---\naspect: 7:5\n---\n\n{WORDS}', [(2, 'front.value')], '16:9'),
    ('no such theme', f'---\ntheme: nosuch\n---\n\n{WORDS}', [(2, 'theme.missing')], 'evening'),
    ('no voice for it', f'---\nlanguage: qaa\n---\n\n{WORDS}', [(2, 'voice.language')], 'qaa'),
    ('a voice that nobody has', f'---\nvoice: nobody\n---\n\n{WORDS}\n{WORDS}', [(2, 'voice.unknown')], 'nobody'),
    ('not UTF-8', b'Good words.\n\nA caf\xe9 in the rain.\n', [(3, 'script.encoding')], 'hint: '),
    ('UTF-16', 'Some words.\n'.encode('utf-16'), [(1, 'script.encoding')], '(?i)utf-16'),
    ('a zero byte', b'Some\0words.\n', [(1, 'script.encoding')], ''),
]

# name, arguments, exit status. SCRIPT and STORE are put in.
STATUSES = [
    ('no word at all', [], 2),
    ('no script', ['build'], 2),
    ('two scripts', ['build', 'SCRIPT', 'SCRIPT'], 2),
    ('unknown option', ['build', 'SCRIPT', '--colour=blue'], 2),
    ('no such shape', ['build', 'SCRIPT', '--aspect=7:5'], 2),
    ('no such preset', ['build', 'SCRIPT', '--preset=hurry'], 2),
    ('a film that is no .mp4', ['build', 'SCRIPT', '-o', 'film.avi'], 2),
    ('a crf beyond the scale', ['build', 'SCRIPT', '--crf=99'], 2),
    ('workers below nought', ['build', 'SCRIPT', '-j', '-3'], 2),
    ('no workers at all', ['build', 'SCRIPT', '-j', '0'], 2),
    ('no such stage', ['dump', 'SCRIPT', '--stage=lunch'], 2),
    ('no such script', ['build', 'nosuch.md'], 1),
    ('a folder for a script', ['build', '.'], 1),
    ('a pipe for a script', ['build', 'pipe.png'], 1),
    ('a store that cannot be', ['build', 'SCRIPT', '--store=/proc/filmset', '--draft'], 74),
    ('an output that cannot be', ['build', 'SCRIPT', 'STORE', '--draft', '-o', '/proc/film.mp4'], 74),
    ('an output in no folder', ['build', 'SCRIPT', 'STORE', '--draft', '-o', 'nosuch/film.mp4'], 74),
    ('an output that is a folder', ['build', 'SCRIPT', 'STORE', '--draft', '-o', 'folder.mp4'], 74),
    ('an output that is a pipe', ['build', 'SCRIPT', 'STORE', '--draft', '-o', 'pipe.mp4'], 74),
    ('an output that the film is made of', ['build', 'own.srt', 'STORE', '--draft'], 74),
    ('a dump, which puts nothing anywhere', ['dump', '--stage=timeline', 'own.srt', 'STORE'], 0),
    ('help', ['--help'], 0),
    ('help for a command', ['build', '--help'], 0),
    ('version', ['--version'], 0),
]

HEAD = re.compile(r'^film\.md:(\d+):(\d+): error: (.*) \[([a-z]+\.[a-z]+)\]$')


def furnish(folder):
    kit.write(folder, {'door.svg': kit.DOOR_SVG, 'garbage.png': GARBAGE, 'garbage.svg': '<svg', 'good.md': WORDS,
                       'own.srt': WORDS, 'short.jpg': b'\xff\xd8\xff\xe0\x00\x10JFIF\x00'})
    kit.write(folder.parent, {'secret.png': GARBAGE})
    (folder / 'link.png').symlink_to('../secret.png')
    (folder / 'folder.png').mkdir()
    (folder / 'folder.mp4').mkdir()
    os.mkfifo(folder / 'pipe.png')
    os.mkfifo(folder / 'pipe.mp4')
    for ending in kit.ENDINGS:
        (folder / f'film{ending}').write_text('what was here before')


def listing(folder):
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob('*'))}


def read_errors(stderr):
    """[(line, column, message, code, the line shown, carets)], as far as they can be read."""
    lines, errors = stderr.splitlines(), []
    for i, line in enumerate(lines):
        if head := HEAD.match(line):
            shown, carets = (lines[i + 1:i + 3] + ['', ''])[:2]
            errors.append((int(head[1]), int(head[2]), head[3], head[4], shown, carets))
    return errors


def check_form(tap, name, script, errors):
    """Every error shows its line and points into it."""
    text = script if isinstance(script, str) else ''
    for line, column, message, _, shown, carets in errors:
        tap.check(f'{name}: the message has no full stop', message and not message.endswith('.'), message)
        if text.strip():
            written = (text.split('\n') + [''])[line - 1]
            tap.check(f'{name}: shows the line', shown == f'    {written}'.replace('\t', ' '), shown)
            tap.check(f'{name}: carets under it', re.fullmatch(r' {4} *\^+', carets) is not None and
                      carets.index('^') == 3 + column, f'{shown}\n{carets}\ncolumn {column}')


def check_row(tap, folder, store, row):
    name, script, wanted, words = row
    kit.write(folder, {'film.md': script})
    before = listing(folder)
    done = kit.build('film.md', store, '--draft', cwd=folder)
    errors = read_errors(done.stderr)
    tap.check(f'{name}: exit status 1', done.returncode == 1, f'{done.returncode}\n{done.stderr}')
    got = [(line if want and want[0] else None, code)
           for (line, _, _, code, _, _), want in zip(errors, wanted + [None] * len(errors))]
    tap.check(f'{name}: errors', got == wanted, f'got {got}\nwanted {wanted}\n{done.stderr}')
    tap.check(f'{name}: says what helps', re.search(words, done.stderr) is not None, f'{words}\n{done.stderr}')
    tap.check(f'{name}: nothing on stdout', not done.stdout, done.stdout)
    tap.check(f'{name}: nothing written, nothing lost', listing(folder) == before, listing(folder).keys())
    check_form(tap, name, script, errors)


def check_status(tap, folder, store, row):
    name, args, wanted = row
    before = listing(folder)
    places = {'SCRIPT': 'good.md', 'STORE': f'--store={store}'}
    done = kit.filmset(*(places.get(arg, arg) for arg in args), cwd=folder)
    tap.check(f'{name}: exit status {wanted}', done.returncode == wanted, f'{done.returncode}\n{done.stderr}')
    tap.check(f'{name}: speaks on the right side', bool(done.stdout) == (wanted == 0) and bool(done.stderr) != (wanted == 0),
              f'stdout {done.stdout!r}\nstderr {done.stderr!r}')
    tap.check(f'{name}: nothing written', listing(folder) == before, listing(folder).keys())


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder, store = pathlib.Path(name) / 'script', pathlib.Path(name) / 'store'
        furnish(kit.write(folder, {}))
        for row in ROWS:
            check_row(tap, folder, store, row)
        for row in STATUSES:
            check_status(tap, folder, store, row)
    tap.end()


if __name__ == '__main__':
    main()
