#!/usr/bin/env python3
"""Counts the instructions of the compositor's inner loops under callgrind and compares them with those kept.

    bench/instructions.py [--update]

Counts do not depend on the machine's load, so that a loop that has grown slower shows at once. They do depend on the
compiler, on the libraries (conform is zimg's work), and on the vectors that valgrind's processor has: instructions.json
names those of its counts, and where they differ here nothing can be said and nothing fails. A case that takes over 3 %
more is a failure; so is one that takes 3 % less, until --update keeps the new count.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM, KEPT = ROOT / 'build/bench/micro', ROOT / 'bench/instructions.json'
CASES = ('blend-ink', 'blend-sprite', 'cover', 'dissolve', 'look', 'sample-closer', 'sample-wider', 'sample-half', 'ground',
         'conform-rgb', 'conform-same')
TOLERANCE = 0.03


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True)


def count(case):
    with tempfile.NamedTemporaryFile() as profile:
        done = output('valgrind', '--tool=callgrind', '--toggle-collect=measured', f'--callgrind-out-file={profile.name}',
                      str(PROGRAM), case, '1')
    return int(re.search(r'Collected : (\d+)', done.stderr)[1])


def circumstances():
    """What the counts depend on."""
    flags = pathlib.Path('/proc/cpuinfo').read_text(encoding='utf-8').split()
    return {'compiler': output('cc', '--version').stdout.splitlines()[0],
            'zimg': output('pkg-config', '--modversion', 'zimg').stdout.strip(),
            'vectors': 'avx2' if 'avx2' in flags else 'baseline'}


def compare(kept, counts):
    """Prints the table. Whether every count is as it was."""
    good = True
    print(f'{"case":14} {"kept":>12} {"now":>12}')
    for case, now in counts.items():
        before = kept.get(case)
        change = now / before - 1 if before else None
        within = change is not None and abs(change) <= TOLERANCE
        good &= within
        print(f'{case:14} {before or "-":>12} {now:>12} {f"{change:+.1%}" if before else "new":>7} {"" if within else "<--"}')
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--update', action='store_true', help='keep the counts of today')
    options = parser.parse_args()
    here, kept = circumstances(), json.loads(KEPT.read_text(encoding='utf-8')) if KEPT.exists() else {}
    counts = {case: count(case) for case in CASES}
    good = compare(kept.get('counts', {}), counts)
    if options.update:
        KEPT.write_text(json.dumps({'circumstances': here, 'counts': counts}, indent=2) + '\n', encoding='utf-8')
        return 0
    if kept.get('circumstances') != here:
        print(f'not comparable: kept with {kept.get("circumstances")}, here is {here}')
        return 0
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
