#!/usr/bin/env python3
"""
The sound of a film and its stems, as ffmpeg's meter hears them: a small version of bench/sound.py.
"""
import json
import math
import pathlib
import struct
import sys
import wave
from array import array

import filmkit as kit

sys.path.insert(0, str(kit.ROOT / 'bench'))
import sound as bench  # noqa: E402

SCRIPT = """---
title: A small sound
language: en-GB
music: bed.wav
profile: [web, broadcast-us]
---

The tide came in at noon. Nobody had counted the boats before.

(pause: 3s)

She wrote the number in the book and closed it.
"""


def bed(path):
    """Eight seconds of two tones that swell every second."""
    samples = array('h', (round(12000 * (0.2 + 0.8 * math.sin(math.pi * i / 48000) ** 8) *
                                (math.sin(i * 0.0288) + math.sin(i * 0.0432)) / 2) for i in range(8 * 48000)))
    with wave.open(str(path), 'wb') as file:
        file.setparams((1, 2, 48000, len(samples), 'NONE', ''))
        file.writeframes(samples.tobytes())


def stem(film, name):
    data = film.with_suffix(f'.{name}.wav').read_bytes()
    return struct.unpack_from('<I', data, 54)[0], array('f', data[58:])


def check_stems(tap, film):
    names = ('voice', 'music', 'effects', 'music-and-effects')
    sizes, stems = zip(*(stem(film, name) for name in names))
    stream = next(s for s in kit.ffprobe(film, '-show_streams')['streams'] if s['codec_type'] == 'audio')
    tap.equal('stems are as long as the film', set(sizes), {8 * stream['duration_ts']})
    tap.equal('and hold as much', {len(s) for s in stems}, {2 * stream['duration_ts']})
    off = max(abs(m + e - both) for m, e, both in zip(*stems[1:]))
    tap.check('music and effects are their sum', off < 1e-6, off)
    mix = [sum(parts) for parts in zip(stems[0][::2], stems[3][::2])]
    left = [x / math.sqrt(2) for x in kit.samples(film)[:len(mix)]]  # two equal sides make one of √2
    wrong, all_of_it = (math.fsum(x * x for x in some) for some in ((a - b for a, b in zip(mix, left)), mix))
    tap.check('their sum is the film', wrong < 0.01 * all_of_it, f'{wrong} of {all_of_it}')
    jump = max(abs(a - b) for a, b in zip(stems[1][::2], stems[1][2::2]))
    tap.check('no sample of the music jumps', jump < 0.06 * max(map(abs, stems[1])), jump)


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder, store = pathlib.Path(name), pathlib.Path(name) / 'store'
        script = kit.write(folder, {'small.md': SCRIPT}) / 'small.md'
        bed(folder / 'bed.wav')
        kit.built(tap, 'a film with its stems', script, store, '--draft', '--stems', '-o', folder / 'small.mp4')
        dump = kit.filmset('dump', '--stage=timeline', script, f'--store={store}').stdout
        told = bench.loudness_of(folder / 'small.report.json')
        for profile in ('web', 'broadcast-us'):
            film, report = folder / f'small.{profile}.mp4', told[profile]
            aim, limit = bench.PROFILES[profile]
            integrated, peak = kit.loudness(film)
            tap.near(f'{profile}: loudness', integrated, aim, 0.3)
            tap.near(f'{profile}: as reported', float(report['integrated_lufs']), integrated, 0.1)
            tap.check(f'{profile}: true peak', peak <= limit, peak)
            tap.near(f'{profile}: as reported', float(report['true_peak_dbtp']), peak, 0.3)
        voice, under = (bench.momentary(film.with_suffix(f'.{part}.wav')) for part in ('voice', 'music-and-effects'))
        least = min(d for _, d in bench.distances(voice, under, kit.timeline(dump)['beats']))
        tap.check('the voice is 10 LU over the music', least >= bench.OVER_LU, least)
        tap.check('so says the report', float(report['voice_over_bed_lu']) >= bench.OVER_LU, report)
        check_stems(tap, film)
    tap.end()


if __name__ == '__main__':
    main()
