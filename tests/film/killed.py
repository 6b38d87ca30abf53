#!/usr/bin/env python3
"""
A build is killed a dozen times, at moments drawn from a seed, and then left to finish. The film is what an undisturbed
build makes, nothing that lay in the store is lost or changed, and only what was missing is made.
"""
import hashlib
import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

import filmkit as kit

KILLS = 12
QUICK = ('--draft', '--size=720p')
SEED = 705600000


def results(store):
    """
    {name: digest} of what is in the store for good. Work in progress, marks and locks are not, nor what is remembered of
    the last build and of its pace, which each build writes anew.
    """
    found = {}
    for path in sorted(store.rglob('*')):
        inside = path.relative_to(store)
        if path.is_file() and inside.parts[0] not in ('tmp', 'live', 'making', 'gate', 'memo'):
            found[str(inside)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def killed_after(script, store, seconds):
    """Starts a build and kills it with all its children. Returns its exit status, -9 where it was still at work."""
    process = subprocess.Popen([kit.FILMSET, 'build', str(script), f'--store={store}', *QUICK, '-q'],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               start_new_session=True)
    time.sleep(seconds)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return process.wait()


def kill_many(tap, script, store, whole_s):
    """
    Kills until as many builds as wanted were struck at work. What was made before is found by the next, so that the kills
    wander through the whole build; a build that is done before its moment begins again from nothing.
    """
    dice = random.Random(SEED)
    kept, kills, spoilt, broken = {}, 0, [], []
    for _ in range(3 * KILLS):
        if kills == KILLS:
            break
        status = killed_after(script, store, dice.uniform(0.01, whole_s))
        now = results(store)
        spoilt += [name for name, digest in kept.items() if now.get(name) != digest]
        kept = now
        if status == -signal.SIGKILL:
            kills += 1
        elif status == 0:
            shutil.rmtree(store)
            kept = {}
        else:
            broken.append(status)
    tap.equal('builds killed at work', kills, KILLS)
    tap.check('no build failed by itself', not broken, broken)
    tap.check('nothing kept was lost or changed', not spoilt, spoilt)
    return kept


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        root = pathlib.Path(name)
        calm, troubled = kit.small_film(root / 'calm'), kit.small_film(root / 'troubled')
        begin = time.monotonic()
        ran, _ = kit.steps(kit.built(tap, 'undisturbed', calm, root / 'store-calm', *QUICK))
        whole_s = time.monotonic() - begin
        n_steps = sum(ran.values())
        store = root / 'store'
        kept = kill_many(tap, troubled, store, whole_s)
        again, found = kit.steps(kit.built(tap, 'left to finish', troubled, store, *QUICK))
        tap.equal('every step ran or was found', sum(again.values()) + sum(found.values()), n_steps)
        after = results(store)
        tap.check('what was kept is still the same', kept.items() <= after.items(), kept.keys() - after.keys())
        tap.equal('and only what was missing was made', sum(again.values()), len(after.keys() - kept.keys()))
        differs = kit.difference(kit.outputs(calm.parent, 'small'), kit.outputs(troubled.parent, 'small'))
        tap.check('the same film as undisturbed', not differs, differs)
        wanted = sorted(['small.md', 'door.svg', *('small' + ending for ending in kit.ENDINGS)])
        tap.equal('nothing else lies beside it', sorted(p.name for p in troubled.parent.iterdir()), wanted)
        kit.build(troubled, store, *QUICK)
        left = [p for folder in ('tmp', 'live', 'making') for p in (store / folder).iterdir()]
        tap.check('nor half a result, a mark or a lock in the store', not left, left)
    tap.end()


if __name__ == '__main__':
    main()
