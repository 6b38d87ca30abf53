#!/usr/bin/env python3
"""
How long `filmset check` takes, and how much memory, from a thousand to a million words: CPU seconds of one quiet run each, the best of
three. The last column is what a word costs over and above the shortest script, as a multiple of the same at a hundred thousand words:
linear is 1. What every check costs, mostly the start of the program, is in the first row.

    check.py [FILMSET]     the exit status is 1 if a word of the longest script costs more than twice as much
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
USUAL = 100_000
SIZES = [1_000, 10_000, 27_000, 100_000, 300_000, 1_000_000]
WORDS = ('the sea comes and goes twice a day because moon pulls water that lies nearest to it while harbour walls stand dry boats wait '
         'children dig for shells old men look at sky').split()


def script(n_words):
    """Chapters of paragraphs of sentences, in the proportions of an ordinary script."""
    rng, out, n = random.Random(n_words), ['# Tides\n'], 0
    while n < n_words:
        if len(out) % 40 == 0:
            out.append(f'## Part {len(out) // 40}\n')
        sentences = []
        for _ in range(rng.randint(2, 5)):
            length = rng.randint(6, 18)
            sentences.append(' '.join(rng.choice(WORDS) for _ in range(length)).capitalize() + '.')
            n += length
        out.append(' '.join(sentences) + '\n')
    return '\n'.join(out)


def measure(filmset, path, store):
    """(CPU seconds, peak resident bytes) of one check."""
    pid = os.posix_spawn(filmset, [filmset, 'check', '-q', f'--store={store}', str(path)], os.environ,
                         file_actions=[(os.POSIX_SPAWN_OPEN, 1, '/dev/null', os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f'{path}: exit status {os.waitstatus_to_exitcode(status)}')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def main():
    filmset = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / 'build/filmset').resolve())
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for n in SIZES:
            path = pathlib.Path(folder) / f'{n}.md'
            path.write_text(script(n))
            runs = [measure(filmset, path, f'{folder}/store') for _ in range(3)]
            rows.append((n, path.stat().st_size, min(run[0] for run in runs), max(run[1] for run in runs)))
    first, usual = rows[0], next(row for row in rows if row[0] == USUAL)
    cost = (usual[2] - first[2]) / (usual[0] - first[0])
    print('words      script KiB  CPU s   peak MiB  a word, ×')
    for n, size, seconds, peak in rows:
        ratio = (seconds - first[2]) / (n - first[0]) / cost if n > first[0] else 0
        print(f'{n:<10} {size >> 10:<11} {seconds:<7.3f} {peak >> 20:<9} {ratio:.2f}')
    return int(ratio > 2)


sys.exit(main())
