#!/usr/bin/env python3
"""
Makes what the tour shows and plays and what is too large to be kept: make-assets.py [FOLDER], by default beside this file.

    shore.png     the sea at dusk, a photograph's stand-in        bed.wav      the music, sixteen seconds that loop
    waves.avi     the same sea in motion, with its sound          bell.wav     a buoy's bell
                                                                  keeper.wav   a line that somebody has "recorded"

Nothing here is random and every sum is made in the same order: the same program makes the same files. keeper.wav is spoken by
the library that Filmset speaks with.
"""
import ctypes
import math
import pathlib
import struct
import sys
import wave
import zlib
from array import array

RATE_HZ = 24000


def hertz(note):
    return 440.0 * 2.0 ** ((note - 69) / 12)


class Noise:
    """Numbers from -1 to 1 without order, the same ones each time."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7fffffff
        return self.state / 0x40000000 - 1


def save_samples(path, samples, rate_hz):
    """Writes 16-bit samples as a WAV."""
    if sys.byteorder == 'big':
        samples.byteswap()
    with wave.open(str(path), 'wb') as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate_hz)
        out.writeframes(samples.tobytes())


def save(path, track):
    """Writes a track of numbers from -1 to 1 as a WAV."""
    save_samples(path, array('h', [round(max(-1, min(1, s)) * 32767) for s in track]), RATE_HZ)


# ---- music

BAR_S = 4
CHORDS = [(45, 57, 60, 64, 67), (41, 57, 60, 65, 69), (48, 55, 60, 64, 67), (43, 55, 59, 62, 67)]  # a minor, F, C, G
FIGURE = [1, 2, 3, 4, 3, 2, 4, 3]  # which note of the chord each quaver plucks


def add(track, tone, at, gain):
    """What rings past the end of the loop comes back at its beginning."""
    for i, s in enumerate(tone):
        track[(at + i) % len(track)] += gain * s


def pluck(freq_hz):
    """A string after Karplus and Strong: a burst of noise goes round and loses its edge."""
    n = round(RATE_HZ / freq_hz)
    noise = Noise(n)
    string = [noise.next() for _ in range(n)]
    tone = []
    for i in range(2 * RATE_HZ):
        at = i % n
        tone.append(string[at])
        string[at] = 0.4985 * (string[at] + string[(at + 1) % n])
    return tone


def pad(freq_hz):
    """A bar of a soft tone that swells and goes."""
    n = (BAR_S + 1) * RATE_HZ
    w = 2 * math.pi * freq_hz / RATE_HZ
    return [(math.sin(w * i) + 0.3 * math.sin(2 * w * i)) * math.sin(math.pi * i / n) ** 2 for i in range(n)]


def make_bed(path):
    track = [0.0] * (len(CHORDS) * BAR_S * RATE_HZ)
    for bar, chord in enumerate(CHORDS):
        add(track, pad(hertz(chord[0])), bar * BAR_S * RATE_HZ, 0.16)
        add(track, pad(hertz(chord[2])), bar * BAR_S * RATE_HZ, 0.06)
        for quaver, which in enumerate(FIGURE):
            add(track, pluck(hertz(chord[which])), (bar * 8 + quaver) * BAR_S * RATE_HZ // 8, 0.16)
    save(path, track)


def make_bell(path):
    partials = ((520, 1.0, 1.6), (1044, 0.5, 2.4), (1410, 0.35, 3.2), (2210, 0.2, 5.0))
    save(path, [0.3 * sum(gain * math.exp(-fall * i / RATE_HZ) * math.sin(2 * math.pi * hz * i / RATE_HZ) for hz, gain, fall in partials)
                for i in range(2 * RATE_HZ)])


# ---- sea

SKY_TOP, SKY_LOW, SEA_FAR, SEA_NEAR = (52, 66, 104), (232, 170, 118), (176, 132, 112), (18, 40, 58)


def blend(a, b, part):
    return tuple(x + (y - x) * part for x, y in zip(a, b))


def pixel(rgb):
    return bytes(max(0, min(255, round(c))) for c in rgb)


def sea_row(depth, width):
    """
    A row of waves, `depth` from 0 at the horizon to 1, twice as wide as the frame: it repeats after `width`, so that a window that
    moves over it is a wave that runs.
    """
    base, light = blend(SEA_FAR, SEA_NEAR, depth ** 0.6), (255, 208, 150)
    crests = max(2, round(26 * (1 - depth) + 4))
    lean = 9 * math.sin(40 * depth ** 0.5)
    row = bytearray()
    for x in range(width):
        turn = 2 * math.pi * x / width
        wave_ = math.sin(crests * turn + lean + 1.3 * math.sin(3 * turn + 5 * depth)) * math.sin(5 * turn - 17 * depth ** 0.5)
        row += pixel(blend(base, light, max(0, wave_) ** 3 * (0.55 - 0.35 * depth)))
    return bytes(row) * 2


class Sea:
    def __init__(self, width, height):
        self.width, self.height, self.horizon = width, height, height * 42 // 100
        self.sky = [self.sky_row(y) for y in range(self.horizon)]
        n = height - self.horizon
        self.rows = [sea_row((y + 1) / n, width) for y in range(n)]

    def sky_row(self, y):
        """Even but for the sun, which stands over two thirds of the horizon."""
        base, radius, row = blend(SKY_TOP, SKY_LOW, (y / self.horizon) ** 1.6), self.height * 0.055, bytearray()
        for x in range(self.width):
            far = math.hypot(x - self.width * 0.66, y - self.horizon * 0.86) / radius
            row += pixel(blend(base, (255, 236, 190), 1 if far < 1 else 0.75 / far ** 1.5))
        return bytes(row)

    def frame(self, part):
        """Rows of R, G, B at a part of the time after which it repeats; what is nearer runs faster."""
        for row in self.sky:
            yield row
        for y, row in enumerate(self.rows):
            turns = 1 if y < len(self.rows) // 3 else 2
            begin = 3 * (round(self.width * turns * part) % self.width if y % 2 else self.width - 1 - round(self.width * turns * part) % self.width)
            yield row[begin:begin + 3 * self.width]


def png(width, height, rows):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    pixels = zlib.compress(b''.join(b'\0' + row for row in rows), 4)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) + chunk(b'IDAT', pixels) +
            chunk(b'IEND', b''))


def surf(seconds):
    """Two waves that break: noise through a filter that opens and closes; loops."""
    noise, track, low = Noise(7), [], 0.0
    for i in range(seconds * RATE_HZ):
        swell = 0.5 - 0.5 * math.cos(2 * math.pi * 2 * i / (seconds * RATE_HZ))
        low += (0.03 + 0.25 * swell) * (noise.next() - low)
        track.append(low * (0.15 + 0.6 * swell))
    return array('h', [round(max(-1, min(1, s)) * 32767) for s in track])


def make_clip(path, sea, rate, seconds):
    """An AVI of PNG pictures and plain samples: about the simplest file that is a film."""
    def chunk(name, data):
        return name + struct.pack('<I', len(data)) + data + b'\0' * (len(data) % 2)

    def listed(name, data):
        return chunk(b'LIST', name + data)
    n, sound = rate * seconds, surf(seconds)
    if sys.byteorder == 'big':
        sound.byteswap()
    step = len(sound) // n
    movie = b''.join(chunk(b'00dc', png(sea.width, sea.height, sea.frame(i / n))) +
                     chunk(b'01wb', sound[i * step:(i + 1) * step].tobytes()) for i in range(n))
    main = struct.pack('<14I', 1000000 // rate, 0, 0, 0x100, n, 0, 2, 0, sea.width, sea.height, 0, 0, 0, 0)
    picture = listed(b'strl', chunk(b'strh', b'vidsMPNG' + struct.pack('<10I4H', 0, 0, 0, 1, rate, 0, n, 0, 0, 0, 0, 0, sea.width, sea.height)) +
                     chunk(b'strf', struct.pack('<IiiHH4sIiiII', 40, sea.width, sea.height, 1, 24, b'MPNG', 0, 0, 0, 0, 0)))
    samples = listed(b'strl', chunk(b'strh', b'auds' + struct.pack('<11I4H', 0, 0, 0, 0, 2, 2 * RATE_HZ, 0, len(sound), 0, 0, 2, 0, 0, 0, 0)) +
                     chunk(b'strf', struct.pack('<HHIIHH', 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)))
    body = listed(b'hdrl', chunk(b'avih', main) + picture + samples) + listed(b'movi', movie)
    path.write_bytes(b'RIFF' + struct.pack('<I', 4 + len(body)) + b'AVI ' + body)


# ---- a recording

KEEPER = 'When the bell rings, the water is at its lowest.'


def make_recording(path):
    """espeak-ng's library speaks the line; a second of quiet stands around it, as in any recording."""
    library = ctypes.CDLL('libespeak-ng.so.1')
    samples = array('h')
    callback_type = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

    def keep(wav, n, _events):
        if wav and n > 0:
            samples.extend(wav[:n])
        return 0
    rate = library.espeak_Initialize(2, 0, None, 0)  # AUDIO_OUTPUT_SYNCHRONOUS
    callback = callback_type(keep)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(b'en-gb-scotland+f2')
    library.espeak_SetParameter(1, 150, 0)
    text = KEEPER.encode()
    library.espeak_Synth(text, ctypes.c_size_t(len(text) + 1), 0, 1, 0, 1, None, None)
    library.espeak_Synchronize()
    quiet = array('h', bytes(rate))
    save_samples(path, quiet + samples + quiet, rate)


def main(folder):
    make_bed(folder / 'bed.wav')
    make_bell(folder / 'bell.wav')
    make_recording(folder / 'keeper.wav')
    (folder / 'shore.png').write_bytes(png(1920, 1080, Sea(1920, 1080).frame(0.3)))
    make_clip(folder / 'waves.avi', Sea(960, 540), 12, 4)


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
