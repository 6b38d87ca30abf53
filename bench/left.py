#!/usr/bin/env python3
"""
Is the time left that a build tells right? After the first fifth, each thing told is held against what was really left: on a machine that
knows nothing yet of how long steps take, and once more when it has learnt from that build.

    left.py [SCRIPT] [--draft]
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILMSET = os.environ.get('FILMSET', str(ROOT / 'build/filmset'))


def told(script, store, draft):
    """Builds. Returns (how long it took, [(when, what was told to be left)])."""
    command = [FILMSET, 'build', str(script), f'--store={store}', '--progress=json', *(['--draft'] if draft else [])]
    process, begin, said = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding='utf-8'), time.monotonic(), []
    for line in process.stderr:
        if line.startswith('{"progress"') and (left := json.loads(line)['left_s']) is not None:
            said.append((time.monotonic() - begin, left))
    if process.wait():
        raise SystemExit('the build failed')
    return time.monotonic() - begin, said


def tell(name, took, said):
    late = [(at, left) for at, left in said if at >= took / 5]
    of_left = [abs(left - (took - at)) / (took - at) for at, left in late if took - at > 0.5]
    of_all = [abs(left - (took - at)) / took for at, left in late]
    print(f'{name}: {took:.1f} s, told {len(late)} times after the first fifth. Off by, of the whole time: median '
          f'{100 * statistics.median(of_all):.0f} %, most {100 * max(of_all):.0f} %; of the time left: median '
          f'{100 * statistics.median(of_left):.0f} %, within 20 % in {100 * sum(off <= 0.2 for off in of_left) / len(of_left):.0f} %', flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('script', nargs='?', type=pathlib.Path, default=ROOT / 'bench/walk/walk.md')
    parser.add_argument('--draft', action='store_true')
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='filmset-left-') as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(args.script.parent, folder / 'project')
        script, store = folder / 'project' / args.script.name, folder / 'store'
        tell('nothing learnt', *told(script, store, args.draft))
        for place in store.iterdir(): # results go, what was learnt stays
            if re.fullmatch('[0-9a-f]{2}', place.name):
                shutil.rmtree(place)
        tell('learnt', *told(script, store, args.draft))


main()
