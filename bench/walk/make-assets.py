#!/usr/bin/env python3
"""Makes everything that the reference film shows and plays, in bench/walk/assets.

The photographs come out of two Debian packages, are cut to 3840 × 2160 and stay out of the repository; a sidecar
beside each says whose it is and under which licence. Two clips are filmed off further photographs, the narration is
spoken by espeak-ng and the music made by sox. Needs what `scripts/setup --bench` installs. What is there is kept.
"""

import array
import json
import pathlib
import subprocess
import tempfile
import wave

import subtitles
from film import ASSETS, FPS, NARRATION, SECONDS

PACKAGES = ('lomiri-wallpapers-16.04', 'lomiri-wallpapers-20.04')
SAMPLE_RATE = 48000

# Ours, the package's, title, creator, licence (from the package's copyright file).
PHOTOGRAPHS = (
    ('nuthatch', 'Kleiber_by_Lukas_Baubkus', 'Kleiber', 'Lukas Baubkus', 'CC-BY-SA-3.0'),
    ('seeds', 'seeding_by_Clements_Engelhardt', 'Seeding', 'Clemens Engelhardt', 'CC0-1.0'),
    ('sunset', 'sunset_by_Aitzol_Berasategi', 'Sunset', 'Aitzol Berasategi', 'CC-BY-4.0'),
    ('bridge', 'Bridge_by_Sander_Klootwijk', 'Bridge', 'Sander Klootwijk', 'CC-BY-SA-4.0'),
    ('dragonfly', 'Dragonfly_by_Bolly', 'Dragonfly', 'Bolly', 'CC-BY-SA-4.0'),
    ('peaks', 'picosdeeuropa_by_Aitzol_Berasategi', 'Picos de Europa', 'Aitzol Berasategi', 'CC-BY-4.0'),
)

# The same of a clip, and where its window wanders over the photograph.
FILMED = (
    ('stream', 'life_by_Aitzol_Berasategi', 'Life', 'Aitzol Berasategi', 'CC-BY-4.0',
     '380+340*sin(t*0.5)+7*sin(t*9)', '300+140*sin(t*0.4+1)+5*sin(t*11)'),
    ('slope', 'aitzgorri_by_Aitzol_Berasategi', 'Aitzgorri', 'Aitzol Berasategi', 'CC-BY-4.0',
     '90*t+6*sin(t*8)', '330+70*sin(t*0.8)+5*sin(t*10)'),
)
CLIP_SECONDS = 8
BT709 = ('-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709')

# From the top to the bottom of the title's ground, for programs that have no gradient of their own.
GRADIENT = 'gradients=s=2400x1350:d=1:c0=0x0b1e3a:c1=0x355c7d:c2=0xc06c84:c3=0xf67280:n=4:seed=7'


def run(*command, **options):
    subprocess.run([str(word) for word in command], check=True, **options)


def ffmpeg(*words):
    run('ffmpeg', '-v', 'error', '-nostdin', '-y', *words)


def unpack(folder):
    """Where the photographs lie, by the name of the file without its end."""
    run('apt-get', 'download', '--quiet=2', *PACKAGES, cwd=folder, stderr=subprocess.DEVNULL)
    for package in folder.glob('*.deb'):
        run('dpkg-deb', '-x', package, folder / 'unpacked')
    return {path.stem: path for path in folder.rglob('*.jpg')}


def write_sidecar(path, title, creator, licence):
    source = f'a Debian package: {" or ".join(PACKAGES)}'
    path.with_name(path.name + '.yaml').write_text(
        f'title: {title}\ncreator: {creator}\nlicence: {licence}\nsource: "{source}"\n', encoding='utf-8')


def make_photographs(found):
    cut = "crop='min(iw,ih*16/9)':'min(ih,iw*9/16)',scale=3840:2160:flags=lanczos"
    for name, origin, title, creator, licence in PHOTOGRAPHS:
        path = ASSETS / f'{name}.jpg'
        ffmpeg('-i', found[origin], '-vf', cut, '-frames:v', 1, '-q:v', 2, path)
        write_sidecar(path, title, creator, licence)


def make_clips(found):
    """A hand-held camera: a wandering window, grain, drifting light; BT.709 in limited range, as cameras write it."""
    for name, origin, title, creator, licence, x, y in FILMED:
        path = ASSETS / f'{name}.mp4'
        look = (f"scale=2880:-2:out_range=tv:out_color_matrix=bt709,crop=1920:1080:x='{x}':y='{y}',noise=c0s=6:c0f=t,"
                "eq=brightness='0.03*sin(t*1.7)':eval=frame,format=yuv420p")
        ffmpeg('-loop', 1, '-framerate', FPS, '-t', CLIP_SECONDS, '-i', found[origin], '-vf', look,
               '-c:v', 'libx264', '-preset', 'medium', '-crf', 20, '-g', 60, '-movflags', '+faststart', *BT709, path)
        write_sidecar(path, f'{title}, filmed', creator, licence)


def samples_of(path):
    with wave.open(str(path)) as file:
        samples = array.array('h')
        samples.frombytes(file.readframes(file.getnframes()))
    return samples


def speak(words, folder):
    """One phrase, the silence around it cut off."""
    raw, cut = folder / 'raw.wav', folder / 'cut.wav'
    silence = ('silence', 1, 0.02, '0.5%', 'reverse') * 2
    run('espeak-ng', '-v', 'en-gb', '-s', 165, '-w', raw, words)
    run('sox', '-q', raw, '-r', SAMPLE_RATE, '-c', 1, '-b', 16, cut, *silence)
    return samples_of(cut)


def make_narration(folder):
    """The peers' narration as one track, and when each caption stands."""
    track, cues = array.array('h', bytes(2 * SAMPLE_RATE * int(SECONDS))), []
    for begin, *phrases in NARRATION:
        for phrase in phrases:
            spoken = speak(phrase, folder)
            at, length = int(begin * SAMPLE_RATE), len(spoken) / SAMPLE_RATE
            spoken = spoken[:len(track) - at]
            track[at:at + len(spoken)] = spoken
            cues.append((begin, begin + length + 0.12, phrase))
            begin += length + 0.22
    with wave.open(str(ASSETS / 'narration.wav'), 'w') as file:
        file.setparams((1, 2, SAMPLE_RATE, 0, 'NONE', ''))
        file.writeframes(track.tobytes())
    (ASSETS / 'cues.json').write_text(json.dumps(cues, indent=1), encoding='utf-8')
    return cues


def make_music(folder):
    """A minute of soft chords under plucked notes."""
    chords = ((220, 277.18, 329.63, 110), (196, 246.94, 293.66, 98))
    notes = ('A4', 'E4', 'C#5', 'E4', 'A4', 'B4', 'C#5', 'E5')
    form = ('-r', SAMPLE_RATE, '-c', 2, '-b', 16)
    for i, chord in enumerate(chords):
        sines = [word for pitch in chord for word in ('sine', pitch)]
        run('sox', '-q', '-n', *form, folder / f'chord{i}.wav', 'synth', 8, *sines, 'tremolo', 0.25, 40, 'gain', -14,
            'fade', 't', 1, 8, 1)
    for i, note in enumerate(notes):
        run('sox', '-q', '-n', *form, folder / f'note{i}.wav', 'synth', 0.5, 'pluck', note, 'gain', -15)
    run('sox', '-q', *[folder / f'chord{i % 2}.wav' for i in range(8)], folder / 'chords.wav')
    run('sox', '-q', *[folder / f'note{i % 8}.wav' for i in range(120)], folder / 'notes.wav')
    run('sox', '-q', '-m', '-v', 1, folder / 'chords.wav', '-v', 0.7, folder / 'notes.wav', '-b', 16,
        ASSETS / 'music.wav', 'trim', 0, SECONDS, 'reverb', 30, 'norm', -9, 'fade', 't', 2, SECONDS, 3)


def main():
    done = ASSETS / 'complete'
    if done.exists():
        return
    ASSETS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        found = unpack(folder)
        make_photographs(found)
        make_clips(found)
        subtitles.write(make_narration(folder))
        make_music(folder)
    ffmpeg('-f', 'lavfi', '-i', GRADIENT, '-frames:v', 1, ASSETS / 'gradient.png')
    done.touch()


if __name__ == '__main__':
    main()
