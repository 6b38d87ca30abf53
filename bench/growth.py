#!/usr/bin/env python3
"""
What a film costs as it grows: builds of 1, 5, 20 and 60 minutes, time a minute and memory. The pictures' and sentences' kinds repeat, the
sentences themselves do not, so that nothing is found that was made before.

    growth.py [--minutes 1,5,20,60] [--size 720p]
    growth.py --walk [--minutes 1,10]             the reference film's photographs and clips again and again, no draft
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILMSET = os.environ.get('FILMSET', str(ROOT / 'build/filmset'))
PICTURE = ('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#356"/>'
           '<circle cx="320" cy="180" r="90" fill="#fc6"/></svg>')
PARAGRAPH = '![]({picture}){{move={move}}}\nStation {n} lies behind the ridge, and the path to it takes {minutes} minutes on foot.'
SECONDS = 6.2  # of a paragraph, spoken


def script(minutes):
    head = '---\ntitle: A long walk\nlanguage: en-GB\n---\n\n'
    paragraphs = [PARAGRAPH.format(picture='p.svg', move=('in', 'out', 'left', 'none')[n % 4], n=n + 1, minutes=n * 7 % 90 + 2)
                  for n in range(max(1, round((minutes * 60 - 16) / SECONDS)))]
    return head + '\n\n'.join(p if n % 12 else f'## Part {n // 12 + 1}\n\n{p}' for n, p in enumerate(paragraphs)) + '\n'


def walk(minutes):
    """The reference film's passages as often as they fit; each time its sentences count on."""
    text = (ROOT / 'bench/walk/walk.md').read_text()
    end = text.index('---', 3) + 3
    passages, credits = text[end:text.index('## Credits')].strip(), text[text.index('## Credits'):]
    rounds = [re.sub(r'(?m)^(?=[A-Z])', f'Round {n + 1}. ', passages) for n in range(max(1, round(minutes)))]
    return text[:end] + '\n\n' + '\n\n'.join(rounds) + '\n\n' + credits


def lay_out(folder, minutes, of_walk):
    """Writes the script and what it shows into a folder."""
    (folder / 'film.md').write_text(walk(minutes) if of_walk else script(minutes))
    (folder / 'p.svg').write_text(PICTURE)
    if of_walk:
        shutil.copytree(ROOT / 'bench/walk/assets', folder / 'assets')


def measured(*args):
    """Runs filmset. Returns (wall, CPU, most memory in MB, output)."""
    begin = time.monotonic()
    process = subprocess.Popen([FILMSET, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8')
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(output)
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--minutes')
    parser.add_argument('--walk', action='store_true')
    parser.add_argument('--size', default='720p')
    args = parser.parse_args()
    print('| film | check | plan, all takes there | build | CPU a minute of film | memory |\n|---|---|---|---|---|---|')
    how = [] if args.walk else ['--draft', f'--size={args.size}']
    for minutes in map(float, (args.minutes or ('1,10' if args.walk else '1,5,20,60')).split(',')):
        with tempfile.TemporaryDirectory(prefix='filmset-growth-') as scratch:
            folder = pathlib.Path(scratch)
            lay_out(folder, minutes, args.walk)
            store = f'--store={folder}/store'
            _, check_cpu, _, _ = measured('check', folder / 'film.md')
            wall, cpu, memory, output = measured('build', folder / 'film.md', store, *how, '--progress=none')
            _, plan_cpu, _, _ = measured('dump', '--stage=plan', folder / 'film.md', store)
            m, s = re.search(r'film +(\d+):(\d+\.\d)', output).groups()
            length = int(m) + float(s) / 60
            print(f'| {length:.1f} min | {check_cpu:.2f} s | {plan_cpu:.2f} s | {wall:.0f} s, {cpu:.0f} s of CPU | {cpu / length:.1f} s | {memory:.0f} MB |', flush=True)


if __name__ == '__main__':
    main()
