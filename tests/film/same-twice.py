#!/usr/bin/env python3
"""
The same script makes the same bytes: with one worker or two, in other folders, in another time zone and language. A
second build does nothing, and a changed word costs what depends on it and gives what a cold build gives.

    same-twice.py --full [SCRIPT]   a film (the small one) by many workers and few, by another user, on one core, on lesser processors
"""
import os
import pathlib
import shutil
import sys

import filmkit as kit

ELSEWHERE = {'LANG': 'tr_TR.UTF-8', 'LC_ALL': 'tr_TR.UTF-8', 'TZ': 'Pacific/Chatham', 'COLUMNS': '40', 'USER': 'nobody',
             'LANGUAGE': 'ja', 'PANGO_LANGUAGE': 'ja'}

# What libraries do faster where they can, hidden from them as far as they can be told so: the C library's functions of
# numbers and memory, pixman's, nettle's.
LESSER = {'GLIBC_TUNABLES': 'glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX512F,-AVX512VL,-FMA,-FMA4,-ERMS', 'PIXMAN_DISABLE': 'ssse3 avx2',
          'NETTLE_FAT_OVERRIDE': 'none'}
ONE_CORE = ['taskset', '-c', '0']
NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
# Who builds, with how many workers, in what surroundings; each from an empty store in a folder of its own.
FULL = [('one worker', 1, [], {}), ('two workers', 2, [], {}), ('eight workers', 8, [], {}), ('elsewhere', 2, [], ELSEWHERE),
        ('one core', 8, ONE_CORE, {}), ('a lesser processor', 2, [], LESSER), ('another user', 2, NOBODY, {'HOME': '/nonexistent'})]


def build_as(root, source, name, jobs, prefix, env):
    """A cold build of a copy of a script's folder, and a warm one. Returns (what went wrong, what came out)."""
    folder = root / name / 'project'
    shutil.copytree(source.parent, folder)
    for path in (root / name, folder):
        path.chmod(0o777)
    command = [*prefix, kit.FILMSET, 'build', source.name, '--draft', f'--jobs={jobs}', f'--store={root / name}/store', '--progress=none']
    for _ in range(2):
        done = kit.subprocess.run(command, cwd=folder, env={**os.environ, **env}, stdin=kit.subprocess.DEVNULL, encoding='utf-8',
                                  stdout=kit.subprocess.PIPE, stderr=kit.subprocess.PIPE, check=False)
        if done.returncode:
            return done.stderr, None
    ran, _ = kit.steps(done)
    return 'a warm build runs something' if ran else '', kit.outputs(folder, source.stem)


def check_full(tap, root, source):
    root.chmod(0o755)
    first = None
    for name, jobs, prefix, env in FULL:
        if prefix == NOBODY and os.geteuid() != 0:
            continue
        wrong, made = build_as(root, source, name, jobs, prefix, env)
        first = first or made
        tap.check(name, not wrong and not kit.difference(first, made), wrong or kit.difference(first, made))


def check_lesser(tap, root):
    """Of the full matrix, what a test has time for: one core, and libraries' fast ways hidden."""
    small = kit.small_film(root / 'source')
    wrong, made = build_as(root, small, 'lesser', 8, ONE_CORE, LESSER)
    differs = wrong or kit.difference(kit.outputs(root / 'one', 'small'), made)
    tap.check('one core of a lesser processor: the same bytes', not differs, differs)


def check_cold(tap, root):
    one, two = kit.small_film(root / 'one'), kit.small_film(root / 'a longer name/ütwo')
    kit.built(tap, 'cold, one worker', one, root / 'store-one', '--draft', '--jobs=1')
    kit.built(tap, 'cold, two workers, elsewhere', two.name, '../store two', '--draft', '--jobs=2', cwd=two.parent,
              env={**os.environ, **ELSEWHERE, 'HOME': str(root)})
    differs = kit.difference(kit.outputs(one.parent, 'small'), kit.outputs(two.parent, 'small'))
    tap.check('the same bytes', not differs, differs)


def check_warm(tap, root):
    script = root / 'one/small.md'
    before = kit.outputs(script.parent, 'small')
    ran, found = kit.steps(kit.built(tap, 'warm', script, root / 'store-one', '--draft'))
    tap.equal('nothing runs again', ran, {})
    tap.check('everything is found', found.get('film') == 1 and found.get('take', 0) >= 5, found)
    differs = kit.difference(before, kit.outputs(script.parent, 'small'))
    tap.check('the outputs stay the same', not differs, differs)
    for ending in kit.ENDINGS:
        (script.parent / f'small{ending}').unlink()
    ran, _ = kit.steps(kit.built(tap, 'outputs thrown away', script, root / 'store-one', '--draft', '--jobs=1'))
    tap.equal('they come from the store', ran, {})
    differs = kit.difference(before, kit.outputs(script.parent, 'small'))
    tap.check('and are what they were', not differs, differs)


def check_touch(tap, root):
    """One word of the last paragraph changes: one take is spoken anew, and only the pictures that show it are drawn anew."""
    script = kit.small_film(root / 'one', kit.SMALL_SCRIPT.replace('very still', 'very green'))
    ran, found = kit.steps(kit.built(tap, 'one word touched', script, root / 'store-one', '--draft'))
    tap.equal('one take', ran.get('take'), 1)
    tap.equal('one mix, one film, one check', [ran.get(kind) for kind in ('mix', 'film', 'check')], [1, 1, 1])
    tap.check('few segments', 1 <= ran.get('segment', 0) <= 3 < found.get('segment', 0), (ran, found))
    tap.check('no poster', 'poster' not in ran, ran)
    cold = kit.small_film(root / 'three', script.read_text())
    kit.built(tap, 'the same from cold', cold, root / 'store-three', '--draft')
    differs = kit.difference(kit.outputs(script.parent, 'small'), kit.outputs(cold.parent, 'small'))
    tap.check('the same bytes as from cold', not differs, differs)


def check_longer(tap, root):
    """A sentence in front moves everything after it; what looks the same is not drawn again."""
    longer = kit.SMALL_SCRIPT.replace('Rain fell', 'It was a night in March. Rain fell')
    script = kit.small_film(root / 'one', longer)
    ran, found = kit.steps(kit.built(tap, 'a sentence in front', script, root / 'store-one', '--draft'))
    tap.equal('its take and no other', ran.get('take'), 1)
    tap.check('what looks the same is found', found.get('segment', 0) > ran.get('segment', 0), (ran, found))


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        root = pathlib.Path(name)
        if sys.argv[1:2] == ['--full']:
            check_full(tap, root, pathlib.Path(sys.argv[2]) if sys.argv[2:] else kit.small_film(root / 'source'))
            tap.end()
        check_cold(tap, root)
        check_lesser(tap, root)
        check_warm(tap, root)
        check_touch(tap, root)
        check_longer(tap, root)
    tap.end()


if __name__ == '__main__':
    main()
