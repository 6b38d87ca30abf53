#!/usr/bin/env python3
"""Plays the bed of the honeycomb film into a WAV: make-music.py [OUTPUT], by default bed.wav beside this file.

Eight bars of slow chords in D major for soft pads and a plucked string, 32 seconds that loop: every note rings on past the
end and is folded back to the beginning, so that the seam is no different from any other moment. Nothing here is
random and every sum is made in the same order: the same program makes the same file.
"""
import math
import pathlib
import sys
import wave
from array import array

# Nothing in it is higher than 3 kHz, so it is made at half the rate of the file, in half the time.
RATE_HZ = 24000
BAR_S = 4
SECONDS = 8 * BAR_S
N = RATE_HZ * SECONDS

# One chord a bar: MIDI notes of the pad, lowest first. D, A over C sharp, B minor, G, twice, the second time home through E minor.
CHORDS = [
    (38, 57, 62, 66, 69), (37, 57, 61, 64, 69), (35, 54, 59, 62, 66), (43, 55, 59, 62, 66),
    (38, 57, 62, 66, 69), (42, 57, 61, 64, 69), (40, 55, 59, 62, 67), (45, 57, 61, 64, 69),
]
# What the plucks do over a bar: (quaver of eight, which note of the chord, octaves up, loudness).
FIGURE = [(0, 1, 1, 1.0), (2, 2, 1, 0.6), (3, 3, 1, 0.7), (5, 4, 1, 0.8), (6, 3, 1, 0.45)]


def hertz(note):
    return 440.0 * 2.0 ** ((note - 69) / 12)


def pad_table(cycles, side, lag):
    """
    A second of a soft tone: few partials, each quieter than the last, as if through a closed filter. Pitches are whole
    cycles a second, so that the table repeats without a seam. A quiet second voice, a cycle higher on the left and a
    cycle lower on the right, beats slowly and gives it width; each note's begins elsewhere in its beat.
    """
    sine = [math.sin(2 * math.pi * i / RATE_HZ) for i in range(RATE_HZ)]
    partials = [(cycles * k, 1.0 / k ** 2.3, 0) for k in range(1, 6) if cycles * k < 1600]
    partials.append((cycles + side, 0.3, lag * RATE_HZ // 5))
    return [sum(gain * sine[(pitch * i + start) % RATE_HZ] for pitch, gain, start in partials) for i in range(RATE_HZ)]


def swell(n, attack, release):
    """How loud a pad is over its n samples: rises and falls along half cosines."""
    rise = [0.5 - 0.5 * math.cos(math.pi * i / attack) for i in range(attack)]
    fall = [0.5 + 0.5 * math.cos(math.pi * i / release) for i in range(release)]
    return rise + [1.0] * (n - attack - release) + fall


def add(track, tone, at, gain):
    """Adds a tone to a track at a sample; what rings past the end comes back at the beginning."""
    for begin in range(0, len(tone), N):
        piece = tone[begin:begin + N]
        head = min(len(piece), N - at)
        track[at:at + head] = array('d', [t + gain * s for t, s in zip(track[at:at + head], piece)])
        if head < len(piece):
            rest = len(piece) - head
            track[:rest] = array('d', [t + gain * s for t, s in zip(track[:rest], piece[head:])])


def play_pads(left, right):
    n = RATE_HZ * (BAR_S + 3)
    shape = swell(n, int(1.8 * RATE_HZ), int(3.0 * RATE_HZ))
    tones = {}
    for bar, chord in enumerate(CHORDS):
        for i, note in enumerate(chord):
            for side, track in ((1, left), (-1, right)):
                if (note, side) not in tones:
                    table = pad_table(round(hertz(note)), side, i)
                    tones[note, side] = [s * t for s, t in zip(shape, table * (BAR_S + 3))]
                add(track, tones[note, side], bar * BAR_S * RATE_HZ, 0.28 if i == 0 else 0.2)


def pluck_tone(freq_hz):
    """A plucked string: partials that die away, the high ones first. Made as decaying rotations, without a sine a sample."""
    n = int(2.2 * RATE_HZ)
    tone = [0.0] * n
    for k, gain in ((1, 1.0), (2, 0.36), (3, 0.12), (4, 0.05)):
        w = 2 * math.pi * freq_hz * k / RATE_HZ
        decay = math.exp(-(1.7 + 1.3 * k) / RATE_HZ)
        a, b, y1, y2 = 2 * decay * math.cos(w), -decay * decay, gain * math.sin(-w), gain * math.sin(-2 * w)
        partial = []
        for _ in range(n):
            y1, y2 = a * y1 + b * y2, y1
            partial.append(y1)
        tone = [t + p for t, p in zip(tone, partial)]
    soft = RATE_HZ // 100
    for i in range(soft):
        tone[i] *= 0.5 - 0.5 * math.cos(math.pi * i / soft)
        tone[n - 1 - i] *= i / soft
    return tone


def play_plucks(left, right):
    quaver = BAR_S * RATE_HZ // 8
    tones = {}
    for bar, chord in enumerate(CHORDS):
        for turn, (when, which, octaves, gain) in enumerate(FIGURE):
            note = chord[which] + 12 * octaves
            if note not in tones:
                tones[note] = pluck_tone(hertz(note))
            at = bar * BAR_S * RATE_HZ + when * quaver
            place = 0.5 + 0.22 * math.sin(turn * 2.1 + bar)
            echo = (at + quaver * 3 // 2) % N
            for track, level in ((left, 1 - place), (right, place)):
                add(track, tones[note], at, 0.5 * gain * level)
                add(track, tones[note], echo, 0.16 * gain * (1 - level))


def low_pass(track, corner_hz):
    """One pole, started on the end of the loop so that the seam has no memory of a beginning."""
    a = 1 - math.exp(-2 * math.pi * corner_hz / RATE_HZ)
    y = 0.0
    for s in track[-RATE_HZ:]:
        y += a * (s - y)
    out = array('d')
    for s in track:
        y += a * (s - y)
        out.append(y)
    return out


def main(path):
    left, right = array('d', bytes(8 * N)), array('d', bytes(8 * N))
    play_pads(left, right)
    play_plucks(left, right)
    left, right = low_pass(left, 2600), low_pass(right, 2600)
    peak = max(max(map(abs, left)), max(map(abs, right)))
    gain = 32767 * 0.31 / peak
    samples = array('h', bytes(8 * N))
    for channel, track in enumerate((left, right)):
        following = track[1:] + track[:1]
        samples[channel::4] = array('h', [round(s * gain) for s in track])
        samples[channel + 2::4] = array('h', [round((s + t) * gain / 2) for s, t in zip(track, following)])
    if sys.byteorder == 'big':
        samples.byteswap()
    with wave.open(str(path), 'wb') as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(2 * RATE_HZ)
        out.writeframes(samples.tobytes())


if __name__ == '__main__':
    main(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).with_name('bed.wav'))
