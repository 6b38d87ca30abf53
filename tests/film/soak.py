#!/usr/bin/env python3
"""
Builds are killed at random moments, and calls that write fail at random: never is there a wrong film in its place, never
a lost good one, and the next undisturbed build always succeeds with the same bytes as if nothing had happened. Last, eight
builds at once share one store.

As a test a few of each; scripts/soak does hundreds.
"""
import argparse
import os
import pathlib
import random
import signal
import subprocess
import time

import filmkit as kit

FRONT = '---\ntitle: {0}\nlanguage: en-GB\n---\n\n'
QUICK = ('--draft', '--size=720p')
FILMS = {
    'words': FRONT.format('Words') + 'Rain fell.\n',
    'picture': FRONT.format('Picture') + '![A red door](door.svg)\nThe door was open.\n',
    'card': FRONT.format('Card') + '> Every door is two doors.\n> — Ada Example\n',
}
HOWS = ('ENOSPC', 'EIO', 'EACCES', 'SHORT')


class Stage:
    """Three short films, what each should be, and one store that gets all the blows."""

    def __init__(self, tap, root):
        self.tap, self.store, self.scripts, self.good, self.seconds = tap, root / 'store', {}, {}, {}
        for name, text in FILMS.items():
            calm = kit.write(root / 'calm' / name, {'film.md': text, 'door.svg': kit.DOOR_SVG}) / 'film.md'
            begin = time.monotonic()
            kit.built(tap, f'{name}, undisturbed', calm, root / 'store-calm', *QUICK)
            self.seconds[name] = time.monotonic() - begin
            self.good[name] = kit.outputs(calm.parent, 'film')
            self.scripts[name] = kit.write(root / name, {'film.md': text, 'door.svg': kit.DOOR_SVG}) / 'film.md'
        self.wrong = []

    def command(self, name, *more):
        return [kit.FILMSET, 'build', str(self.scripts[name]), f'--store={self.store}', *QUICK, '-q', *more]

    def look(self, name, what):
        """What lies in a film's place is the good film, or nothing where there has not been one yet."""
        for ending, content in kit.outputs(self.scripts[name].parent, 'film').items():
            if content is not None and content != self.good[name][ending]:
                self.wrong.append(f'{what}: {name}{ending} is wrong')

    def lose(self, dice, part):
        """Throws away a part of the store and, at times, the film, so that there is something to do."""
        for path in sorted(p for p in self.store.glob('??/*')):
            if dice.random() < part:
                path.unlink()

    def finish(self, name, what):
        done = subprocess.run(self.command(name), stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False)
        if done.returncode != 0:
            self.wrong.append(f'{what}: the next build of {name} ends with {done.returncode}: {done.stderr.decode()}')
        differs = kit.difference(self.good[name], kit.outputs(self.scripts[name].parent, 'film'))
        if differs:
            self.wrong.append(f'{what}: the next build of {name} is not the same: {differs}')


def kill(stage, dice, name):
    process = subprocess.Popen(stage.command(name), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(dice.uniform(0.01, stage.seconds[name]))
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    return process.wait() == -signal.SIGKILL


def kills(stage, dice, count):
    struck = tries = 0
    while struck < count and tries < 5 * count:
        tries += 1
        name = dice.choice(list(FILMS))
        stage.lose(dice, 0.3)
        struck += kill(stage, dice, name)
        stage.look(name, f'kill {struck}')
        if tries % 10 == 0:
            stage.finish(name, f'after kill {struck}')
    for name in FILMS:
        stage.finish(name, 'after all kills')
    stage.tap.equal('builds killed at work', struck, count)
    stage.tap.check('no kill left anything wrong', not stage.wrong, '\n'.join(stage.wrong[:20]))


def faulty(stage, name, at, many, how, count=''):
    env = {**os.environ, 'LD_PRELOAD': os.environ['FMS_FAULTS'], 'FMS_FAULT_AT': str(at), 'FMS_FAULT_FOR': str(many),
           'FMS_FAULT_HOW': how, 'FMS_FAULT_COUNT': str(count),
           'FMS_FAULT_IN': f'{stage.store}:{stage.scripts[name].parent}'}
    return subprocess.run(stage.command(name), env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
                          check=False)


def faults(stage, dice, count, root):
    statuses, silent = {}, []
    for i in range(count):
        name, how = dice.choice(list(FILMS)), HOWS[i % len(HOWS)]
        stage.lose(dice, 0.5)
        many = dice.choice((1, 1, 100000))
        done = faulty(stage, name, dice.randint(1, stage.calls[name]), many, how)
        statuses[done.returncode] = statuses.get(done.returncode, 0) + 1
        if done.returncode != 0 and not done.stderr.strip():
            silent.append(f'{how} in {name}: status {done.returncode} without a word')
        if done.returncode not in (0, 74):
            stage.wrong.append(f'{how} x {many} in {name}: status {done.returncode}: {done.stderr.decode()[-300:]}')
        stage.look(name, f'fault {i} {how}')
        stage.finish(name, f'after fault {i} {how}')
    print(f'# exit statuses {statuses}')
    stage.tap.check('every failure says why', not silent, '\n'.join(silent[:20]))
    stage.tap.check('no fault left anything wrong', not stage.wrong, '\n'.join(stage.wrong[:20]))


def count_calls(stage, root):
    stage.calls = {}
    for name in FILMS:
        stage.lose(random.Random(0), 1)
        faulty(stage, name, 0, 0, 'EIO', root / 'count')
        stage.calls[name] = int((root / 'count').read_text())
    print(f'# calls that write, in a cold build: {stage.calls}')


def crowd(stage, root):
    """Eight builds at once on an empty store: four of one film in folders of their own, four of the others."""
    names = ['words'] * 4 + ['picture', 'card', 'picture', 'card']
    places = [kit.write(root / f'crowd{i}', {'film.md': FILMS[name], 'door.svg': kit.DOOR_SVG}) for i, name in enumerate(names)]
    crowd_store = root / 'crowd-store'
    begun = [subprocess.Popen([kit.FILMSET, 'build', str(place / 'film.md'), f'--store={crowd_store}', *QUICK, '--progress=none'],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) for place in places]
    said = [process.communicate(timeout=300)[0] for process in begun]
    stage.tap.check('eight at once all succeed', all(p.returncode == 0 for p in begun), [p.returncode for p in begun])
    for name, place in zip(names, places):
        differs = kit.difference(stage.good[name], kit.outputs(place, 'film'))
        stage.tap.check(f'{place.name} has the right {name}', not differs, differs)

    class Said:
        def __init__(self, stdout):
            self.stdout = stdout
    ran = sum(sum(kit.steps(Said(text))[0].values()) for text in said)
    results = len(list(crowd_store.glob('??/*')))
    stage.tap.equal('each step was made once by all together', ran, results)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--kills', type=int, default=5)
    parser.add_argument('--faults', type=int, default=8)
    parser.add_argument('--seed', type=int, default=705600000)
    args = parser.parse_args()
    tap, dice = kit.Tap(), random.Random(args.seed)
    with kit.scratch() as folder:
        root = pathlib.Path(folder)
        stage = Stage(tap, root)
        crowd(stage, root)
        kills(stage, dice, args.kills)
        if os.environ.get('FMS_FAULTS'):
            count_calls(stage, root)
            faults(stage, dice, args.faults, root)
        done = kit.filmset('store', 'verify', '--json', f'--store={stage.store}')
        tap.check('nothing in the store is damaged', '"damaged":0' in done.stdout, done.stdout + done.stderr)
        left = [p for part in ('tmp', 'live', 'making') for p in (stage.store / part).iterdir()]
        tap.check('nor is there half a result, a mark or a lock', not left, left)
    tap.end()


if __name__ == '__main__':
    main()
