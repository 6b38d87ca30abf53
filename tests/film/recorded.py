#!/usr/bin/env python3
"""
A film that a person has read, from end to end. The reader is another of the embedded voices, in another pace and pitch, with pauses
between the lines and a hissing room, so that it is known to the sample when each word is read. Captions come when their words are
heard, by the film's own sound; words at the times at which they were read.
"""
import pathlib
import random
import statistics
import struct
import sys
import wave
from array import array

import filmkit as kit
from facts import letters, onset

LINES = [
    'Stand in a harbour for a day, and the sea will leave you.',
    'It comes back in the evening, and brings the boats home with it.',
    'The moon pulls hardest on the water that is nearest to her.',
    'On the far side of the world, the sea rises as well, and nobody there has asked it to.',
    'That is why the tide comes twice a day.',
]
HEAD = 88  # bytes of a take's file before its words
SIZE = ('--draft', '--size=720p')


def script(front, lines):
    return f'---\nlanguage: en-GB\n{front}---\n\n' + '\n\n'.join(lines) + '\n'


def takes(store):
    """Of each take in the store: its samples and the samples at which its words begin, by its length."""
    found = {}
    for path in pathlib.Path(store).rglob('*'):
        data = path.read_bytes() if path.is_file() else b''
        if data[:8] != b'FMSTAKE2':
            continue
        n, words = struct.unpack_from('<QI', data, 8)
        sound = array('f', data[HEAD + 24 * words:])
        found[n] = (sound, [struct.unpack_from('<iiqq', data, HEAD + 24 * w)[2] for w in range(words)])
    return found


def read_aloud(folder, lines):
    """Writes reading.wav. Returns where each line and each word begins in it, in samples."""
    reader = kit.write(folder / 'reader', {'s.md': script('voice: en-us+m7\npace: 138\n', lines)}) / 's.md'
    done = kit.filmset('dump', '--stage=timeline', reader, '--store', folder / 'reader/store')
    beats, spoken = kit.timeline(done.stdout)['beats'], takes(folder / 'reader/store')
    chance = random.Random(7)
    sound, begins = array('f', bytes(4 * 36000)), []
    for _, n, _ in beats:
        samples, words = spoken[n]
        begins.append((len(sound), [len(sound) + w for w in words]))
        sound.extend(samples)
        sound.extend([0.0] * chance.randrange(20000, 90000))
    with wave.open(str(folder / 'reading.wav'), 'wb') as out:
        out.setparams((1, 2, 48000, 0, 'NONE', ''))
        out.writeframes(array('h', (int(12000 * s + chance.gauss(0, 12)) for s in sound)).tobytes())
    return begins


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder = pathlib.Path(name)
        begins = read_aloud(folder, LINES)
        film = kit.write(folder, {'s.md': script('narration: reading.wav\n', LINES)}) / 's.md'
        done = kit.built(tap, 'a film that somebody has read', film, folder / 'store', *SIZE, '-o', folder / 'film.mp4')
        tap.check('every line is found', 'warning' not in done.stderr, done.stderr)
        said = kit.timeline(kit.filmset('dump', '--stage=timeline', film, '--store', folder / 'store', *SIZE).stdout)
        sound = kit.samples(folder / 'film.mp4')
        cues = kit.captions((folder / 'film.vtt').read_text())
        off = []
        for (at, n, words), (line, starts) in zip(said['beats'], begins):
            heard = onset(sound, at + 720) / 48000
            first = min(cues, key=lambda cue: abs(cue[0] - heard))
            tap.near(f'read when it is heard: {words[:30]}', first[0], heard, kit.FRAME_S)
            tap.check('in the same words', letters(words)[:10] == letters(first[2])[:10], f'{words} {first}')
            mine = [w for w, _ in said['words'] if at <= w < at + n]
            tap.equal('every word has its time', len(mine), len(starts))
            base = mine[0] - starts[0]
            off += [abs(m - base - s) / 48 for m, s in zip(mine, starts)]
        tap.check(f'words within 40 ms in the middle, 120 ms in 95 of 100: {statistics.median(off):.0f}, {sorted(off)[len(off) * 95 // 100]:.0f}',
                  statistics.median(off) <= 40 and sorted(off)[len(off) * 95 // 100] <= 120, str(sorted(off)))
    tap.end()


if __name__ == '__main__':
    main()
