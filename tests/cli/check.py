#!/usr/bin/env python3
"""
filmset check: what it says in which format, what its exit status is, what `--fix` does to a file and what it leaves alone,
and how long it takes.
"""
import json
import os
import pathlib
import random
import re
import resource
import stat
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

GOOD = 'The sea comes and goes.\n'
DOUBLED = 'The sea comes and and goes.\n'
WRONG = '---\npace: fast\n---\n\nThe sea comes and goes.\n'
SLIP = '![The door](door.svg){mvoe=in}\nThe sea comes and goes.\n'

PIPED = '---\ntitle: A\n---\n' + SLIP

# name, script, options, exit status, [codes]
ROWS = [
    ('nothing wrong', GOOD, [], 0, []),
    ('a warning', DOUBLED, [], 0, ['lint.doubled']),
    ('a warning, strictly', DOUBLED, ['--strict'], 1, ['lint.doubled']),
    ('nothing wrong, strictly', GOOD, ['--strict'], 0, []),
    ('an error', WRONG, [], 1, ['front.value']),
    ('errors of two stages in one run', f'---\ntitel: A\n---\n\n![The door](dor.svg){{fit=big}}\n{GOOD}', [], 1,
     ['front.unknown', 'asset.missing', 'image.attribute']),
    ('errors of five', f'---\nvoice: nobody\ntheme: nosuch\nmusic: no.ogg\nmusik: no.ogg\n---\n\n![a](no.svg)\n{GOOD}', [], 1,
     ['voice.unknown', 'theme.missing', 'asset.missing', 'front.unknown', 'asset.missing']),
    ('no linter while there are errors', f'---\npace: 500\n---\n\n{DOUBLED}', [], 1, ['front.value']),
    ('front matter never closed, and no more', f'---\ntitle: A\npace: fast\n\n![](no.svg)\n{DOUBLED}', [], 1, ['front.syntax']),
]


def check(folder, *args, script=None, **env):
    return subprocess.run([kit.FILMSET, 'check', f'--store={folder}/store', *args], cwd=folder, input=script, encoding='utf-8',
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False,
                          env={k: v for k, v in os.environ.items() if k != 'GITHUB_ACTIONS'} | env)


def test_rows(tap, folder):
    for name, script, options, status, codes in ROWS:
        (folder / 'row.md').write_text(script)
        done = check(folder, '--json', *options, 'row.md')
        got = [json.loads(line)['code'] for line in done.stdout.splitlines()]
        tap.check(name, (done.returncode, got, done.stderr) == (status, codes, ''), f'{done.returncode} {got}\n{done.stderr}')


def test_formats(tap, folder):
    (folder / 'wrong.md').write_text(WRONG)
    annotation = ('::error file=wrong.md,line=2,col=7,endLine=2,endColumn=11,title=front.value::'
                  "'fast' is no value for 'pace'%0Ahint: words a minute, 80 to 450: pace: 150\n")
    text = "wrong.md:2:7: error: 'fast' is no value for 'pace' [front.value]\n"
    tap.equal('annotations', check(folder, '--format=github', 'wrong.md').stdout, annotation)
    tap.equal('annotations by themselves in Actions', check(folder, 'wrong.md', GITHUB_ACTIONS='true').stdout, annotation)
    tap.check('not elsewhere', check(folder, 'wrong.md', GITHUB_ACTIONS='no').stdout.startswith(text))
    tap.check('text where it is asked for', check(folder, '--format=text', 'wrong.md', GITHUB_ACTIONS='true').stdout.startswith(text))
    tap.equal('no such format', check(folder, '--format=xml', 'wrong.md').returncode, 2)
    build = subprocess.run([kit.FILMSET, 'build', 'wrong.md', '--store=store'], cwd=folder, stderr=subprocess.PIPE, encoding='utf-8',
                           env=os.environ | {'GITHUB_ACTIONS': 'true'}, check=False)
    tap.equal('a build in Actions', build.stderr, annotation)


def test_scripts(tap, folder):
    for name, script in (('good.md', GOOD), ('wrong.md', WRONG), ('doubled.txt', DOUBLED)):
        (folder / name).write_text(script)
    done = check(folder, 'good.md', 'wrong.md', 'doubled.txt')
    tap.equal('several scripts, the worst decides', done.returncode, 1)
    tap.equal('they are counted', done.stderr,
              'filmset: 3 scripts, 1 error, 1 warning; `filmset check --fix` mends 1 of them\n')
    tap.equal('quietly', check(folder, '-q', 'good.md').stderr, '')
    piped = check(folder, '-', script=PIPED)
    tap.check('standard input, its folder the current one', piped.stdout.startswith('<stdin>:4:23: error:') and
              'image.attribute' in piped.stdout and 'asset.missing' not in piped.stdout, piped.stdout)
    tap.equal('which has nothing to mend in', check(folder, '--fix', '-', script=PIPED).returncode, 1)
    tap.equal('no script at all', check(folder).returncode, 2)
    tap.equal('no such script', check(folder, 'nosuch.md').returncode, 1)
    tap.equal('no store to be had', check(folder, '--store=/proc/nosuch', 'good.md').returncode, 0)


def test_fix(tap, folder):
    path = folder / 'fix.md'
    script = ('\ufeff![The door](door.svg){mvoe=in fcous=1%,2%}\r\nThe sea comes and and\r\nand goes to the the the end.'
              '\r\n\r\n> the\r\n> the end\r\n> — Jo\r\n')
    mended = ('\ufeff![The door](door.svg){move=in focus=1%,2%}\r\nThe sea comes and goes to the end.'
              '\r\n\r\n> the\r\n> the end\r\n> — Jo\r\n')
    path.write_bytes(script.encode())
    path.chmod(0o640)
    done = check(folder, '--fix', '--json', 'fix.md')
    tap.equal('everything certain is mended, round after round', path.read_bytes().decode(), mended)
    tap.check('what is not certain stays and is told', [json.loads(line)['code'] for line in done.stdout.splitlines()] ==
              ['lint.doubled'] and 'filmset: 6 fixed in fix.md' in done.stderr, done.stdout + done.stderr)
    tap.equal('permissions stay', stat.S_IMODE(path.stat().st_mode), 0o640)
    before = path.stat()
    check(folder, '--fix', 'fix.md')
    tap.check('a second time changes nothing', path.stat().st_mtime_ns == before.st_mtime_ns and path.stat().st_ino == before.st_ino)
    (folder / 'real').mkdir()
    (folder / 'real/a.md').write_text(DOUBLED)
    (folder / 'link.md').symlink_to('real/a.md')
    check(folder, '--fix', 'link.md')
    tap.check('a link stays a link', (folder / 'link.md').is_symlink() and (folder / 'real/a.md').read_text() == GOOD)
    if os.geteuid() != 0:
        (folder / 'real/a.md').write_text(DOUBLED)
        (folder / 'real').chmod(0o500)
        done = check(folder, '--fix', 'real/a.md')
        (folder / 'real').chmod(0o700)
        tap.check('where nothing can be written', 'nothing fixed' in done.stderr and (folder / 'real/a.md').read_text() == DOUBLED)
    path.write_text(f'---\ntitel: A\nlangauge: en-GB\nlanguage: en-GB\nmusik: none\n---\n\n{DOUBLED}')
    done = check(folder, '--fix', '--json', 'fix.md')
    tap.equal('keys, unless they would be there twice', path.read_text(),
              f'---\ntitle: A\nlangauge: en-GB\nlanguage: en-GB\nmusic: none\n---\n\n{DOUBLED}')
    tap.equal('nothing is left lying about', sorted(p.name for p in folder.iterdir() if 'fixed' in p.name), [])


def words(n):
    """A text of about n words: paragraphs of a few sentences, quotations and headings among them."""
    dice, out, count = random.Random(7), ['# A long film\n'], 0
    stock = 'sea harbour light keeper storm wind tower book glass water stone morning ship rope lamp night road hill bridge'.split()
    while count < n:
        for _ in range(5):
            sentence = ' '.join(dice.choice(stock) for _ in range(14)).capitalize() + '.'
            out.append(f'The keeper said: "{sentence}" ' if dice.random() < .05 else sentence + ' ')
            count += 14
        out.append(f'\n\n## {dice.choice(stock)}\n\n' if dice.random() < .1 else '\n\n')
    return ''.join(out)


def seconds(folder, script):
    """Of the processor, for one check: the best of three."""
    (folder / 'long.md').write_text(script)
    best = 1e9
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        check(folder, 'long.md')
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def test_speed(tap, folder):
    times = {n: seconds(folder, words(n)) for n in (100, 27_000, 270_000)}
    told = ', '.join(f'{n} words {s:.2f} s' for n, s in times.items())
    scale = 4 if os.environ.get('ASAN_OPTIONS') else 1
    tap.check(f'a long text in under half a second ({told})', times[27_000] < .5 * scale)
    tap.check('ten times the words, at most fifteen times the time',
              times[270_000] - times[100] < 15 * max(times[27_000] - times[100], .02), told)
    one_line = ('word ' * 200_000).strip() + '.\n'
    tap.check('a paragraph of a megabyte', seconds(folder, one_line) < 2 * scale)
    slips = '![a](door.svg){mvoe=in}\n' * 20_000 + GOOD
    tap.check('twenty thousand mistakes', seconds(folder, slips) < 4 * scale)


def test_start(tap, folder):
    """What the dynamic loader takes for the large libraries is ten times what it takes for the rest."""
    loaded = subprocess.run(['ldd', kit.FILMSET], check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    late = [line.strip() for line in loaded if re.search(r'lib(av|sw|pango|cairo|rsvg|heif|espeak|curl)', line)]
    tap.check(f'it starts with {len(loaded)} libraries', len(loaded) < 30 and not late, '\n'.join(late))


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        folder = kit.write(scratch, {'door.svg': kit.DOOR_SVG})
        for test in (test_rows, test_formats, test_scripts, test_fix, test_start, test_speed):
            test(tap, folder)
    tap.end()


if __name__ == '__main__':
    main()
