#!/usr/bin/env python3
"""
A film a row: how many a minute, and whether memory stays where it is. The films are short drafts with a picture, two sentences that
hold variables, one that does not, and credits. One process makes them all; its memory is read from /proc as it goes.

    rows.py [--rows 1000] [--plot rows.svg] [--jobs N]
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
SCRIPT = """---
title: "{{town}}: the weather"
language: en-GB
---

![]({{picture}})
Good morning, {{town}}. {{degrees}} degrees.

Take a coat.
"""
PICTURE = ('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#{}"/>'
           '<circle cx="320" cy="180" r="90" fill="#fc6"/></svg>')
SYLLABLES = ('al', 'bor', 'cam', 'den', 'el', 'far', 'gat', 'hol', 'ing', 'ken', 'lin', 'mor', 'nor', 'ox', 'pen', 'rad', 'stow', 'ton', 'wick', 'by')


def write_project(folder, n):
    (folder / 'weather.md').write_text(SCRIPT)
    for i, colour in enumerate(('356', '635', '563')):
        (folder / f'p{i}.svg').write_text(PICTURE.format(colour))
    k = len(SYLLABLES)
    names = (f'{SYLLABLES[i % k]}{SYLLABLES[i // k % k]}{SYLLABLES[i * 7 // k // k % k]}'.capitalize() for i in range(n))
    rows = [f'{name},{i % 40},p{i % 3}.svg' for i, name in enumerate(names)]
    (folder / 'rows.csv').write_text('town,degrees,picture\n' + '\n'.join(rows) + '\n')


def resident_kb(pid):
    try:
        text = pathlib.Path(f'/proc/{pid}/status').read_text()
    except OSError:
        return None
    found = re.search(r'VmRSS:\s+(\d+) kB', text)
    return int(found.group(1)) if found else None


def watch(process, samples, films):
    """Memory four times a second, beside how many films were done by then."""
    begin = time.monotonic()
    while process.poll() is None:
        kb = resident_kb(process.pid)
        if kb:
            samples.append((time.monotonic() - begin, len(films), kb / 1024))
        time.sleep(0.25)


def run(folder, args):
    command = [os.environ.get('FILMSET', str(ROOT / 'build/filmset')), 'build', 'weather.md', '--data=rows.csv', '--draft', '--size=720p',
               f'--store={folder}/store', '--progress=none', f'-j{args.jobs}']
    before, begin = os.times(), time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8')
    samples, films = [], []
    watcher = threading.Thread(target=watch, args=(process, samples, films))
    watcher.start()
    for line in process.stdout:
        if re.match(r'\d+ \S+\.mp4 ', line):
            films.append(time.monotonic() - begin)
        else:
            print(line, end='')
    errors = process.stderr.read()
    process.wait()
    watcher.join()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode not in (0, 130): # a run that is broken off tells as far as it came
        sys.exit(errors)
    return samples, films, time.monotonic() - begin, cpu


def percentile(values, part):
    return sorted(values)[int(part * (len(values) - 1))]


def thinned(samples, wall, width):
    """The highest sample of each of `width` stretches of time: what a picture can show."""
    best = {}
    for sample in samples:
        at = int(sample[0] / wall * width)
        best[at] = max(best.get(at, sample), sample, key=lambda s: s[2])
    return [best[at] for at in sorted(best)]


def polyline(points, width, height, most_x, most_y, colour):
    dots = ' '.join(f'{60 + x / most_x * width:.1f},{20 + height - y / most_y * height:.1f}' for x, y in points)
    return f'<polyline points="{dots}" fill="none" stroke="{colour}" stroke-width="2"/>'


def plot(path, samples, wall):
    """Memory and films over time, in one picture."""
    width, height = 640, 240
    samples = thinned(samples, wall, width)
    most_mb, most_films = max(mb for _, _, mb in samples) * 1.2, samples[-1][1] or 1
    parts = [polyline([(t, mb) for t, _, mb in samples], width, height, wall, most_mb, '#b33'),
             polyline([(t, n) for t, n, _ in samples], width, height, wall, most_films, '#35a')]
    labels = [(60, 14, f'resident memory, to {most_mb:.0f} MB', '#b33'), (300, 14, f'films done, to {most_films}', '#35a'),
              (60, height + 38, '0 s', '#333'), (width, height + 38, f'{wall:.0f} s', '#333')]
    texts = ''.join(f'<text x="{x}" y="{y}" fill="{colour}" font-family="sans-serif" font-size="13">{text}</text>' for x, y, text, colour in labels)
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width + 80}" height="{height + 50}">'
                    f'<rect width="100%" height="100%" fill="#fff"/><rect x="60" y="20" width="{width}" height="{height}" fill="none" '
                    f'stroke="#999"/>{"".join(parts)}{texts}</svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--rows', type=int, default=1000)
    parser.add_argument('--jobs', type=int, default=os.cpu_count())
    parser.add_argument('--plot', type=pathlib.Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='filmset-rows-') as scratch:
        folder = pathlib.Path(scratch)
        write_project(folder, args.rows)
        samples, films, wall, cpu = run(folder, args)
    making = [s for s in samples if s[1] > 0]
    quarters = [[mb for _, n, mb in making if q * len(films) / 4 <= n < (q + 1) * len(films) / 4] for q in range(4)]
    print(f'{len(films)} films in {wall:.0f} s: {60 * len(films) / wall:.1f} a minute; {cpu / len(films):.2f} s of CPU each')
    print(f'looking at all rows took {films[0]:.1f} s up to the first film')
    print('memory, median and most of each quarter: ' + ', '.join(f'{percentile(q, .5):.0f}/{max(q):.0f} MB' for q in quarters if q))
    if args.plot:
        plot(args.plot, samples, wall)


main()
