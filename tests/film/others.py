#!/usr/bin/env python3
"""
Scripts in the formats of others, whole films: three for Narakeet's service, unchanged, and a screenplay. Each is built as a
draft; what is said of it is exactly what is lacking; the film has the shape, the words and the length that it asks for.
"""
import json
import pathlib
import re
import shutil
import subprocess

import filmkit as kit

SCRIPTS = pathlib.Path(__file__).resolve().parent / 'others'

# Script, width and height of the draft, what is said of it, the captions' words, least seconds.
FILMS = [
    ('tide-clock.md', (540, 960), ['3 ignored', '4 ignored', '7 ignored'],
     ['A clock on the harbour wall', 'What does it tell?', 'the water stands', 'HW is high water'], 14),
    ('waves.md', (960, 540), ['8 ignored', '27 ignored', '31 ignored', '38 ignored'],
     ['This is a wave.', 'It comes again.', 'It ends at the', 'harbour wall.'], 9),
    ('silent.md', (540, 540), ['3 ignored'], ["Six o'clock.", "That was all."], 6),
    ('last-boat.fountain', (960, 540), [], ['Rain. Anna waits', 'It was the last boat.', 'Then we row.', 'They row.'], 10),
]


def furnish(folder):
    shutil.copytree(SCRIPTS, folder)
    kit.write(folder, {'harbour.svg': kit.DOOR_SVG, 'moon.svg': kit.DOOR_SVG.replace('#24404a', '#202028')})
    make = ['ffmpeg', '-v', 'error', '-nostdin', '-f', 'lavfi', '-i']
    subprocess.run([*make, 'testsrc=s=320x180:r=25:d=3', '-c:v', 'mpeg4', folder / 'waves.mp4'], check=True)
    subprocess.run([*make, 'sine=f=220:d=3', folder / 'bed.wav'], check=True)


def probe(film):
    done = subprocess.run(['ffprobe', '-v', 'error', '-show_entries', 'stream=width,height:format=duration', '-of', 'json', film],
                          check=True, capture_output=True)
    found = json.loads(done.stdout)
    video = next(stream for stream in found['streams'] if 'width' in stream)
    return (video['width'], video['height']), float(found['format']['duration'])


def said(output, name):
    """What the readers said: 'line code's last word', in order."""
    return [f'{line} {word}' for line, word in re.findall(rf'{re.escape(name)}:(\d+):\d+: \w+: .*\[(?:narakeet|fountain)\.(\w+)\]', output)]


def test_film(tap, folder, film):
    name, shape, warnings, words, least = film
    out = folder / f'{name}.mp4'
    done = kit.filmset('build', folder / name, '-o', out, '--draft', '--quiet', '--store', folder / 'store')
    if not tap.check(f'{name} is built', done.returncode == 0, done.stderr):
        return
    tap.equal(f'{name}: what is lacking is said once', said(done.stderr, name), warnings)
    got, seconds = probe(out)
    tap.equal(f'{name}: its shape', got, shape)
    tap.check(f'{name}: its length', least <= seconds <= least + 30, seconds)
    captions = re.sub(r'<[^>]*>', '', out.with_suffix('.vtt').read_text())
    captions = ' '.join(line for line in captions.splitlines() if '-->' not in line)
    tap.equal(f'{name}: its words', [w for w in words if w not in captions], [])


def test_from(tap, folder):
    kit.write(folder, {'plain.md': 'Sea.\n\n(pause: 1)\n\n`HW`.\n'})
    spelled = {}
    for name in ('markdown', 'plain', 'narakeet', 'fountain'):
        done = kit.filmset('dump', '--stage=script', f'--read={name}', folder / 'plain.md')
        spelled[name] = done.returncode == 0 and ('spell' in done.stdout, 'direction pause' in done.stdout)
    tap.equal('--read says what a script is written in', spelled, {
        'markdown': (False, True), 'plain': (False, False), 'narakeet': (True, True), 'fountain': (False, False)})
    for command in ('dump', 'check', 'build'):
        done = kit.filmset(command, '--read=word', folder / 'plain.md')
        tap.check(f'{command}: there is no such format', done.returncode == 2 and '--read is markdown' in done.stderr, done.stderr)


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch) / 'others'
        furnish(folder)
        for film in FILMS:
            test_film(tap, folder, film)
        test_from(tap, folder)
    tap.end()


if __name__ == '__main__':
    main()
