#!/usr/bin/env python3
"""
Credits, measured on decoded frames: a roll of 400 lines takes exactly the time that is asked for, and moves by a whole number of
pixels in each frame, the same in all of them; cards take theirs. Built as drafts.
"""
import pathlib
import subprocess

import filmkit as kit

WIDTH, HEIGHT, RATE = 960, 540, 30
BRIGHT = 110

HEAD = '---\ntitle: Credits\nlanguage: en-GB\n%s---\n\nOne line.\n\n## Credits\n'
NAMES = ['Ada Example', 'Ben Test', 'Cleo Sample', 'Dan Model', 'Eva Instance', 'Finn Pattern', 'Gil Proof']


def script(lines, keys):
    rows = ''.join(f'Role {i} | {NAMES[i % 7]} {i}\n' for i in range(lines))
    return HEAD % keys + f'Crew | {", ".join(NAMES)}\n' + rows


def place(tap, path, store):
    """First frame and end of the credits, as the timeline has them."""
    done = kit.filmset('dump', '--stage=timeline', f'--store={store}', path)
    line = next((line for line in done.stdout.splitlines() if line.startswith('shot credits')), '')
    tap.check(f'{path.stem}: there are credits', line, done.stderr)
    return tuple(map(int, line.split()[2].split('-')))


def profiles(film, first, n):
    """Of n frames from `first` on: how many bright pixels each row has."""
    found = subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-ss', f'{first / RATE:.6f}', '-i', film, '-frames:v', str(n),
                            '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], check=True, capture_output=True).stdout
    bright = bytes(1 if value > BRIGHT else 0 for value in range(256))
    rows = [found[i:i + WIDTH].translate(bright).count(1) for i in range(0, len(found), WIDTH)]
    return [rows[i:i + HEIGHT] for i in range(0, len(rows), HEIGHT)]


def shift(a, b):
    """By how many rows b stands higher than a, and how much of the ink does not agree with that."""
    best = min((sum(abs(x - y) for x, y in zip(a[by:], b)), by) for by in range(1, 40))
    return best[1], best[0] / max(sum(a), 1)


def test_roll(tap, folder, store, lines, seconds):
    path = kit.write(folder, {'roll.md': script(lines, f'credits-length: {seconds}s\n')}) / 'roll.md'
    kit.built(tap, f'a roll of {lines} lines is built', path, store, '--draft', '--quiet')
    begin, end = place(tap, path, store)
    tap.equal('its length is what was asked for', end - begin, seconds * RATE)
    steps, worst = set(), 0
    for at in (begin + 150, (begin + end) // 2, end - 300):
        frames = profiles(path.with_suffix('.mp4'), at, 13)
        for a, b in zip(frames, frames[1:]):
            step, off = shift(a, b)
            steps.add(step)
            worst = max(worst, off)
    tap.check('it moves by one whole number of pixels in each frame', len(steps) == 1, steps)
    tap.check('and by nothing between', worst < 0.1, worst)
    last = profiles(path.with_suffix('.mp4'), end - 2, 1)[0]
    tap.equal('with its end it is gone', sum(last), 0)


def test_cards(tap, folder, store):
    path = kit.write(folder, {'cards.md': script(20, 'credits-length: 12s\ncredits-style: cards\n')}) / 'cards.md'
    kit.built(tap, 'cards are built', path, store, '--draft', '--quiet')
    begin, end = place(tap, path, store)
    tap.equal('their length is what was asked for', end - begin, 12 * RATE)
    frames = profiles(path.with_suffix('.mp4'), begin + 40, 2)
    tap.check('a card stands still', sum(frames[0]) > 500 and shift([0] + frames[0], frames[1])[1] < 0.02, sum(frames[0]))


def test_shapes(tap, folder, store):
    """A roll and cards take as long in each shape as in 16:9, so that the sound is the same."""
    for style, lines in (('roll', 12), ('roll', 0), ('cards', 12)):
        path = kit.write(folder, {'shapes.md': script(lines, f'credits-style: {style}\n')}) / 'shapes.md'
        found = {}
        for aspect in ('16:9', '9:16', '1:1', '21:9'):
            done = kit.filmset('dump', '--stage=plan', f'--aspect={aspect}', f'--store={store}', path)
            found[aspect] = [line.split()[2] for line in done.stdout.splitlines() if line.split()[1:2] == ['mix']]
        tap.check(f'{style}, {lines} lines: they share their sound in all shapes', found['16:9'] and len(set(map(str, found.values()))) == 1, found)


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch)
        test_roll(tap, folder, folder / 'store', 400, 150)
        test_cards(tap, folder, folder / 'store')
        test_shapes(tap, folder, folder / 'store')
    tap.end()


if __name__ == '__main__':
    main()
