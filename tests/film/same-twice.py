#!/usr/bin/env python3
"""
The same script makes the same bytes: with one worker or two, in other folders, in another time zone and language. A
second build does nothing, and a changed word costs what depends on it and gives what a cold build gives.
"""
import os
import pathlib

import filmkit as kit

ELSEWHERE = {'LANG': 'tr_TR.UTF-8', 'LC_ALL': 'tr_TR.UTF-8', 'TZ': 'Pacific/Chatham', 'COLUMNS': '40', 'USER': 'nobody',
             'LANGUAGE': 'ja', 'PANGO_LANGUAGE': 'ja'}


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
        check_cold(tap, root)
        check_warm(tap, root)
        check_touch(tap, root)
        check_longer(tap, root)
    tap.end()


if __name__ == '__main__':
    main()
