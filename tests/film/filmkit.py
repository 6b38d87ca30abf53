"""What the tests of whole films have in common: running filmset, looking at a film, and telling the result as TAP."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILMSET = os.environ.get('FILMSET', str(ROOT / 'build/filmset'))
FRAME_S = 1 / 30
ENDINGS = ('.mp4', '.vtt', '.srt', '.report.json', '.jpg')

# Two chapters, a quotation with its source, a drawing, credits: everything that a film is made of, in a few seconds.
SMALL_SCRIPT = """---
title: A small film
series: Tests
language: en-GB
---

Rain fell on the roof all night.

![A red door](door.svg)
In the morning the door was open. Nobody had heard a thing.

> Every door is two doors.
> — Ada Example, *A Book of Doors*, p. 3

## The garden

The garden was wet and very still.

## Credits
Script | Jo Example 骨直角令
"""

DOOR_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360">
<rect width="640" height="360" fill="#24404a"/><rect x="270" y="90" width="100" height="230" fill="#a33"/></svg>
"""


class Tap:
    """A stream of results in the Test Anything Protocol."""

    def __init__(self):
        self.count = self.failures = 0

    def check(self, name, good, detail=''):
        """One result; `detail` is shown where it is bad."""
        self.count += 1
        self.failures += not good
        print(f'{"ok" if good else "not ok"} {self.count} - {name}', flush=True)
        if not good:
            for line in str(detail).splitlines():
                print(f'# {line}', flush=True)
        return good

    def equal(self, name, got, wanted):
        return self.check(name, got == wanted, f'got    {got!r}\nwanted {wanted!r}')

    def near(self, name, got, wanted, tolerance):
        return self.check(name, abs(got - wanted) <= tolerance, f'got {got}, wanted {wanted} within {tolerance}')

    def end(self):
        print(f'1..{self.count}', flush=True)
        sys.exit(1 if self.failures else 0)


def scratch():
    """A folder of its own that goes when it is left."""
    return tempfile.TemporaryDirectory(prefix='filmset-film-')


def write(folder, files):
    """Writes {name: text or bytes} into a folder, made if need be. Returns its path."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def small_film(folder, script=SMALL_SCRIPT):
    """The small film's script and drawing in a folder. Returns the script's path."""
    return write(folder, {'small.md': script, 'door.svg': DOOR_SVG}) / 'small.md'


def filmset(*args, **more):
    """Runs filmset to its end. stdout and stderr are text."""
    return subprocess.run([FILMSET, *map(str, args)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding='utf-8', errors='replace', timeout=600, check=False, **more)


def build(script, store, *args, **more):
    return filmset('build', script, f'--store={store}', *args, **more)


def built(tap, name, script, store, *args, **more):
    """Builds a film that must succeed; without it there is nothing to go on with."""
    done = build(script, store, *args, **more)
    if not tap.check(name, done.returncode == 0, f'exit status {done.returncode}\n{done.stderr}'):
        tap.end()
    return done


def steps(done):
    """({kind: how many ran}, {kind: how many were found}), as a build says in its line `steps`."""
    line = re.search(r'^ +steps +(\d+) ran(?: \((.*?)\))?, (\d+) found(?: \((.*?)\))?$', done.stdout, re.MULTILINE)
    if not line:
        raise ValueError(f'no line of steps in:\n{done.stdout}')
    kinds = [{kind: int(n) for kind, n in re.findall(r'(\w+) (\d+)', part or '')} for part in line.group(2, 4)]
    if [sum(kind.values()) for kind in kinds] != [int(line.group(1)), int(line.group(3))]:
        raise ValueError(f'the sums are wrong: {line.group(0)}')
    return kinds


def outputs(folder, stem):
    """{ending: content} of all that a build leaves beside a film; missing files are None."""
    paths = {ending: pathlib.Path(folder) / (stem + ending) for ending in ENDINGS}
    return {ending: path.read_bytes() if path.exists() else None for ending, path in paths.items()}


def difference(one, two):
    """Where two sets of outputs differ, in words; '' where they do not."""
    lines = []
    for ending in ENDINGS:
        a, b = one[ending], two[ending]
        if a is None or b is None:
            lines.append(f'{ending} is missing' if a is not b else f'{ending} is missing from both')
        elif a != b:
            at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
            lines.append(f'{ending} differs from byte {at}, {len(a)} and {len(b)} bytes long')
    return '\n'.join(lines)


def ffprobe(film, *args):
    done = subprocess.run(['ffprobe', '-v', 'error', '-of', 'json', *args, str(film)], stdout=subprocess.PIPE,
                          check=True)
    return json.loads(done.stdout)


def samples(film):
    """The film's sound when a player plays it: one channel, floats, 48 kHz. The first sample is heard at nought."""
    from array import array
    done = subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-i', str(film), '-map', '0:a:0', '-af',
                           'aresample=48000:async=1:first_pts=0', '-ac', '1', '-f', 'f32le', '-'], stdout=subprocess.PIPE, check=True)
    return array('f', done.stdout)


def loudness(film):
    """(integrated LUFS, true peak dBTP) of the decoded film."""
    done = subprocess.run(['ffmpeg', '-hide_banner', '-nostats', '-nostdin', '-i', str(film), '-map', '0:a:0', '-af',
                           'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'], stderr=subprocess.PIPE,
                          encoding='utf-8', check=True)
    summary = done.stderr[done.stderr.rindex('Summary:'):]
    return (float(re.search(r'I:\s+(\S+) LUFS', summary).group(1)),
            float(re.search(r'Peak:\s+(\S+) dBFS', summary).group(1)))


def top_boxes(film):
    """Names of the top-level boxes of an MP4, in order."""
    data, at, names = pathlib.Path(film).read_bytes(), 0, []
    while at + 8 <= len(data):
        size = int.from_bytes(data[at:at + 4], 'big')
        if size == 1:
            size = int.from_bytes(data[at + 8:at + 16], 'big')
        names.append(data[at + 4:at + 8].decode('latin-1'))
        at += size or len(data)
    return names


def stamp(text):
    """Seconds of "00:01:02.345", or of an SRT stamp with its comma."""
    hours, minutes, seconds = text.replace(',', '.').split(':')
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def captions(text):
    """[(begin, end, words)] of WebVTT or SubRip, words on one line and unescaped."""
    cues = []
    for part in re.split(r'\n\n+', text.replace('\r\n', '\n').strip()):
        times = re.search(r'^(\d\d+:\d\d:\d\d[.,]\d{3}) --> (\d\d+:\d\d:\d\d[.,]\d{3})\n(.*)', part, re.M | re.S)
        if times:
            words = ' '.join(times.group(3).split()).replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&')
            cues.append((stamp(times.group(1)), stamp(times.group(2)), words))
    return cues


def unquote(text):
    return re.sub(r'\\(.)', lambda m: '\n' if m.group(1) == 'n' else m.group(1), text)


def timeline(dump):
    """What `filmset dump --stage=timeline` says, as {frames, shots, beats, words, cues, chapters}."""
    found = {'frames': int(re.match(r'film (\d+) frames', dump).group(1)), 'shots': [], 'beats': [], 'words': [],
             'cues': [], 'chapters': []}
    for line in dump.splitlines():
        if m := re.match(r'shot (\S+) (\d+)-(\d+) ', line):
            found['shots'].append((m.group(1), int(m.group(2)), int(m.group(3))))
        elif m := re.match(r'  beat \d+ \S+ sample (\d+)\+(\d+) "(.*)"$', line):
            found['beats'].append((int(m.group(1)), int(m.group(2)), unquote(m.group(3))))
        elif m := re.match(r'    word (\d+) "(.*)"$', line):
            found['words'].append((int(m.group(1)), unquote(m.group(2))))
        elif m := re.match(r'(cue|chapter) (\d+)-(\d+) \S+ "(.*)"$', line):
            found[m.group(1) + 's'].append((int(m.group(2)), int(m.group(3)), unquote(m.group(4))))
    return found
