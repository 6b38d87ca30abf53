#!/usr/bin/env python3
"""
Languages × shapes of a script in one build, against the same films built alone, each from an empty store. What is made in both, and what
of it could not be shared, is told by kind of step, from the builds' own traces.

    matrix.py [--script examples/honeycomb/honeycomb.md] [--languages en-GB,de,fr] [--aspects 16:9,9:16,1:1] [--draft] [--trace-only FILE]

With --trace-only a trace of a matrix build is counted and nothing is built: what is shared is what its films would have made again.
"""
import argparse
import collections
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILMSET = os.environ.get('FILMSET', str(ROOT / 'build/filmset'))


def by_kind(trace):
    """{kind: (steps, seconds)} of what ran."""
    events = json.loads(pathlib.Path(trace).read_text())
    events = events['traceEvents'] if isinstance(events, dict) else events
    found = collections.defaultdict(lambda: [0, 0.0])
    for event in events:
        if event.get('ph') == 'X' and event.get('cat') != 'stage':
            entry = found[event.get('cat', '?')]
            entry[0] += 1
            entry[1] += event['dur'] / 1e6
    return found


def build(script, store, trace, args, languages, aspects):
    command = [FILMSET, 'build', str(script), f'--store={store}', f'--language={languages}', f'--aspect={aspects}', '--progress=none',
               f'--timings={trace}', *(['--draft', '--size=720p'] if args.draft else [])]
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def tell(name, kinds):
    total = sum(seconds for _, seconds in kinds.values())
    print(f'{name}: ' + ', '.join(f'{kind} {n} steps {100 * seconds / total:.1f} %' for kind, (n, seconds) in sorted(kinds.items(), key=lambda k: -k[1][1])))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--script', type=pathlib.Path, default=ROOT / 'examples/honeycomb/honeycomb.md')
    parser.add_argument('--languages', default='en-GB,de,fr')
    parser.add_argument('--aspects', default='16:9,9:16,1:1')
    parser.add_argument('--draft', action='store_true')
    parser.add_argument('--trace-only', type=pathlib.Path)
    args = parser.parse_args()
    if args.trace_only:
        return tell('the matrix', by_kind(args.trace_only))
    with tempfile.TemporaryDirectory(prefix='filmset-matrix-') as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(args.script.parent, folder / 'project')
        script, trace = folder / 'project' / args.script.name, folder / 'trace.json'
        together = build(script, folder / 'together', trace, args, args.languages, args.aspects)
        kinds, alone = by_kind(trace), 0
        for language in args.languages.split(','):
            for aspect in args.aspects.split(','):
                alone += build(script, folder / f'{language}-{aspect}', trace, args, language, aspect)
        tell('the matrix', kinds)
        print(f'together {together:.1f} s of CPU, alone {alone:.1f} s: {together / alone:.2f}')


main()
