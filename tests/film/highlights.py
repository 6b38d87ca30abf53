#!/usr/bin/env python3
"""
Words are marked in captions while they are heard. A film that the embedded voice speaks, and the same film read by a person (another
of the voices, hissing, found by alignment): the frame in which a mark moves on is read off the picture, the moment at which a word
begins off the film's own sound, wherever quiet comes before it.
"""
import math
import pathlib
import subprocess

import filmkit as kit
from recorded import read_aloud

LINES = ['Boats, tides, copper, ducks, paper.', 'Every keeper counted the boats, and then, tired, went to bed.', 'Take care, people.']
HEARD = 10  # words at least that come after a pause
SEA = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#335566"/></svg>'
SIZE = ('--draft', '--size=720p')
WIDE, HIGH = 80, 14
MARKED = 130  # of Cr; the sea, the captions' ground and their letters have less
HOP, REACH, QUIET = 96, 12000, 5760  # samples; a quiet so long is no closure, not even between two words


def script(front):
    return f'---\nlanguage: en-GB\ncaptions: highlight\n{front}---\n\n![The sea](sea.svg)\n' + '\n\n'.join(LINES) + '\n'


def marks(film):
    """The frames in which a mark appears or moves on, with where it then is, in the order in which one reads."""
    look = f'format=yuv420p,extractplanes=v,crop=320:70:0:110,scale={WIDE}:{HIGH}:flags=area'
    planes = subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-i', str(film), '-vf', look, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'],
                            stdout=subprocess.PIPE, check=True).stdout
    found, last = [], None
    for frame in range(len(planes) // (WIDE * HIGH)):
        plane = planes[frame * WIDE * HIGH:(frame + 1) * WIDE * HIGH]
        at = [i for i, red in enumerate(plane) if red > MARKED]
        place = (round(sum(i // WIDE for i in at) / len(at)), sum(i % WIDE for i in at) / len(at)) if at else None
        if place and (not last or math.dist(place, last) > 1):
            found.append((frame, place))
        last = place
    return found


def after_quiet(sound, at):
    """The sample near `at` that ends the longest quiet: 35 dB below what follows. None where no quiet is long enough."""
    least = max(map(abs, sound[at:at + 14400])) * 10 ** (-35 / 20)
    longest, end, quiet = 0, None, 0
    for i in range(max(0, at - REACH), at + REACH, HOP):
        if math.sqrt(sum(s * s for s in sound[i:i + HOP]) / HOP) < least:
            quiet += HOP
            continue
        if quiet > longest:
            longest, end = quiet, i
        quiet = 0
    return end if longest >= QUIET else None


def check_film(tap, reader, folder, film, store):
    said = kit.timeline(kit.filmset('dump', '--stage=timeline', film, '--store', store, *SIZE).stdout)
    sound, seen = kit.samples(folder / 'film.mp4'), marks(folder / 'film.mp4')
    tap.equal(f'{reader}: each word is marked once', len(seen), len(said['words']))
    cues = [begin for begin, _, _ in said['cues']]
    backwards = [b for a, b in zip(seen, seen[1:]) if a[1] >= b[1] and not any(a[0] < begin <= b[0] for begin in cues)]
    tap.equal(f'{reader}: one behind the other', backwards, [])
    off = {}
    for (frame, _), (at, word) in zip(seen, said['words']):
        heard = after_quiet(sound, at)
        if heard is not None:
            off[word] = frame - heard * 30 / 48000
    tap.check(f'{reader}: {len(off)} words are heard to begin', len(off) >= HEARD, off)
    tap.check(f'{reader}: and are marked within a frame of that', max(map(abs, off.values())) <= 1, off)


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder = pathlib.Path(name)
        read_aloud(folder, LINES)
        for reader, front in (('voice', ''), ('person', 'narration: reading.wav\n')):
            home = kit.write(folder / reader, {'s.md': script(front), 'sea.svg': SEA,
                                               'reading.wav': (folder / 'reading.wav').read_bytes()})
            kit.built(tap, f'{reader}: a film', home / 's.md', home / 'store', *SIZE, '-o', home / 'film.mp4')
            check_film(tap, reader, home, home / 's.md', home / 'store')
    tap.end()


main()
