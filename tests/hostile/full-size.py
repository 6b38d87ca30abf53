#!/usr/bin/env python3
"""
Scripts that nobody would write, at full size: read to the end or refused with a diagnostic, never a crash, in less than
1 GB, and in time that grows as their length does. The same at small sizes, with many more of them, is tests/unit/script/hostile-script.c.
"""
import os
import pathlib
import resource
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

DEEP = 100_000
MEGA = 1_000_000
MOST_BYTES = 1_000_000_000
MOST_CPU_S = 10  # half of it is enough on a machine that does nothing else
BLOCK = 1 << 20

# Name, the script as pieces (text, how often), how it must end: the code of a diagnostic, or None where it is read.
SCRIPTS = [
    ('a paragraph of 200 MB', [('The sea comes and goes. ', 8 * MEGA)], None),
    ('one of 200 MB of marks', [('*a* ', 50 * MEGA)], 'markdown.depth'),
    ('a million rules', [('Sea.\n\n', 1), ('---\n\n', MEGA)], None),
    ('a million paragraphs', [('Sea.\n\n', MEGA)], None),
    ('two million', [('Sea.\n\n', 2 * MEGA)], 'script.limit'),
    ('a million stage directions', [('Sea.\n\n', 1), ('(pause: 1s)\n', MEGA)], None),
    ('a million that are never closed', [('(note: (\n', MEGA)], None),
    ('a million words with attributes', [('[a]{spell} ', MEGA // 2)], None),
    ('a table of a million columns', [('|a', MEGA), ('\n', 1), ('|---', MEGA), ('\n', 1), ('|a\n', MEGA)], 'panel.table'),
    ('a wide table', [('|a', DEEP), ('\n', 1), ('|---', DEEP), ('\n', 1), ('|a\n', DEEP)], 'panel.table'),
    ('a chart of a million rows', [('```bars\n', 1), ('a: 1\n', MEGA)], 'panel.table'),
    ('quotations in each other', [('>', DEEP), ('a\n', 1)], 'markdown.depth'),
    ('lists', [('- ', DEEP), ('a\n', 1)], 'markdown.depth'),
    ('brackets', [('[', DEEP), ('a', 1), (']{spell}', DEEP)], 'markdown.depth'),
    ('emphasis', [('*a _', DEEP), ('b', 1), ('_ *', DEEP)], None),
    ('round brackets', [('(text: ', DEEP), ('a', 1), (')', DEEP)], None),
    ('braces', [('![a](b){', 1), ('{', DEEP), ('}', DEEP)], 'image.attribute'),
    ('lists in front matter', [('---\ntitle: ', 1), ('[', DEEP // 2), ('\n---\nSea.\n', 1)], 'front.value'),
]


def write(path, pieces):
    with open(path, 'w', encoding='utf-8') as script:
        for text, times in pieces:
            at_once = max(1, BLOCK // len(text))
            for _ in range(times // at_once):
                script.write(text * at_once)
            script.write(text * (times % at_once))


def read(script, folder):
    """The exit status, what was said, CPU seconds and bytes of memory of one run."""
    said = folder / 'said'
    child = os.fork()
    if child == 0:
        null, out = os.open(os.devnull, os.O_WRONLY), os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(null, 1)
        os.dup2(out, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (3 * MOST_CPU_S, 3 * MOST_CPU_S))
        os.execv(kit.FILMSET, [kit.FILMSET, 'dump', '--stage=script', str(script)])
    _, status, used = os.wait4(child, 0)
    with open(said, encoding='utf-8', errors='replace') as text:
        return os.waitstatus_to_exitcode(status), text.read(4096), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def main():
    tap = kit.Tap()
    with tempfile.TemporaryDirectory() as folder:
        for name, pieces, code in SCRIPTS:
            script = pathlib.Path(folder) / 'a.md'
            write(script, pieces)
            status, said, cpu_s, memory = read(script, pathlib.Path(folder))
            ended = f'{status}, {cpu_s:.1f} s, {memory >> 20} MiB: {said[:300]}'
            tap.check(f'{name}: ends as it should', status == (1 if code else 0) and (not code or f'[{code}]' in said), ended)
            tap.check(f'{name}: in time and memory', cpu_s < MOST_CPU_S and memory < MOST_BYTES, ended)
            print(f'# {name}: {ended[:60].splitlines()[0]}', flush=True)
    tap.end()


main()
