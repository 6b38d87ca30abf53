#!/usr/bin/env python3
"""Pairs cold builds of a film with what else makes it, or part of it: same x264 preset and crf, same machine, in turn.

    bench/run.py [PEER…] [--script SCRIPT] [--rounds N] [--preset NAME] [--crf N] [--keep FOLDER]

Peers: x264      x264 alone, one process, on the finished film's frames in memory
       halves    the same, one encoder of one thread for each core
       transcode ffmpeg decodes and encodes the finished film, picture and sound
       plain     ffmpeg's filter graph, the cheapest (the reference film only)
       smart     ffmpeg's filter graph, the best-looking (the reference film only)
       melt      melt (the reference film only)

Before each run of a peer the film is built once more from nothing, so that both see the same weather. Prints seconds,
CPU seconds and peak memory of the largest process of each run with the machine's load before it, then the medians,
and the ratios Filmset / peer of each pair; on a busy machine those of CPU seconds are the steadier. Absolute figures are
the machine's; compare ratios.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'bench/walk'))
import ffmpeg_film  # noqa: E402
import melt_film  # noqa: E402

WALK = ROOT / 'bench/walk/walk.md'
MEMORY = pathlib.Path('/dev/shm')


def run(command):
    """Runs a command to its end: (wall seconds, CPU seconds, peak MB of the largest process)."""
    begin = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=errors,
                                   env={**os.environ, 'QT_QPA_PLATFORM': 'offscreen'})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(errors.read().decode(errors='replace') + f'failed: {command[0]}')
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def show(name, figures, load=None):
    wall, cpu, peak = figures
    weather = f'   load before {load:.1f}' if load is not None else ''
    print(f'{name:12} wall {wall:7.2f} s   cpu {cpu:7.2f} s   peak {peak:6.0f} MB{weather}', flush=True)


def measure(name, command, mapped_mb=0):
    """Runs and shows. Frames that a program maps out of memory are not counted as its own."""
    load = os.getloadavg()[0]
    wall, cpu, peak = run(command)
    figures = wall, cpu, peak - mapped_mb
    show(name, figures, load)
    return figures


def medians(rows):
    return tuple(statistics.median(column) for column in zip(*rows))


class Bench:
    """What one run of the bench knows: its options and the files that it makes."""

    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.film, self.copy, self.store = folder / 'film.mp4', folder / 'copy.mp4', folder / 'store'
        self.frames = MEMORY / f'{folder.name}.yuv'

    def filmset(self):
        return [self.options.filmset, 'build', self.options.script, '-o', self.film, '--store', self.store, '-q',
                '--preset', self.options.preset, '--crf', self.options.crf]

    def cold(self):
        shutil.rmtree(self.store, ignore_errors=True)
        return measure('cold build', self.filmset())

    def need_frames(self):
        if not self.frames.exists():
            run(['ffmpeg', '-v', 'error', '-nostdin', '-i', self.film, '-map', '0:v:0', '-f', 'rawvideo', '-pix_fmt',
                 'yuv420p', self.frames])

    def measure(self, peer):
        command = self.command(peer)
        mapped = self.frames.stat().st_size / 2**20 if peer in ENCODERS else 0
        figures = measure(peer, command, mapped)
        if self.options.keep:
            shutil.copy(self.film, self.options.keep / 'filmset.mp4')
            if peer not in ENCODERS:
                shutil.copy(self.copy, self.options.keep / f'{peer}.mp4')
        return figures

    def encoder(self, workers, threads):
        self.need_frames()
        size = subprocess.run(['ffprobe', '-v', 'error', '-select_streams', 'v:0', '-show_entries', 'stream=width,height',
                               '-of', 'csv=p=0', str(self.film)], capture_output=True, text=True, check=True)
        return [ROOT / 'build/bench/x264-alone', self.frames, *size.stdout.strip().split(','), self.options.preset,
                self.options.crf, workers, threads]

    def command(self, peer):
        preset, crf = self.options.preset, self.options.crf
        if peer == 'x264':
            return self.encoder(1, 0)
        if peer == 'halves':
            return self.encoder(os.cpu_count(), 1)
        if peer == 'transcode':
            return ['ffmpeg', '-v', 'error', '-nostdin', '-y', '-i', self.film, '-map', '0:v:0', '-map', '0:a:0', '-c:v',
                    'libx264', '-preset', preset, '-crf', crf, '-x264-params', X264, '-c:a', 'aac', '-b:a', '192k', self.copy]
        if peer == 'melt':
            return melt_film.command(preset, crf, X264, self.copy)
        return ffmpeg_film.command(peer, preset, crf, X264, self.copy)


# What Filmset sets beside preset and rate; the others get it, too.
X264 = 'b-pyramid=none:rc-lookahead=8'
ENCODERS = ('x264', 'halves')
PEERS = {'x264': False, 'halves': False, 'transcode': False, 'plain': True, 'smart': True, 'melt': True}


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('peers', nargs='*', metavar='PEER')
    parser.add_argument('--filmset', default=str(ROOT / 'build/filmset'))
    parser.add_argument('--script', default=str(WALK))
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--preset', default='veryfast')
    parser.add_argument('--crf', default='20')
    parser.add_argument('--keep', type=pathlib.Path, help='a folder for the films, to be looked at side by side')
    options = parser.parse_args()
    own = pathlib.Path(options.script).resolve() == WALK
    options.peers = options.peers or [peer for peer, walk_only in PEERS.items() if own or not walk_only]
    wrong = [peer for peer in options.peers if peer not in PEERS or (PEERS[peer] and not own)]
    if wrong or options.rounds < 1:
        parser.error(f'no such peer for this script: {" ".join(wrong)}' if wrong else 'rounds begin at 1')
    return options


def bench(options, folder):
    work, pairs = Bench(options, folder), {peer: [] for peer in options.peers}
    try:
        for _ in range(options.rounds):
            for peer, rows in pairs.items():
                built = work.cold()
                rows.append((built, work.measure(peer)))
        warm = measure('warm build', work.filmset())
    finally:
        work.frames.unlink(missing_ok=True)
    print(f'\nmedians of {options.rounds}, {os.cpu_count()} cores, x264 {options.preset}, crf {options.crf}')
    show('cold build', medians([built for rows in pairs.values() for built, _ in rows]))
    show('warm build', warm)
    for peer, rows in pairs.items():
        show(peer, medians([other for _, other in rows]))
    print()
    for peer, rows in pairs.items():
        for what, i in (('wall', 0), ('cpu', 1)):
            ratios = [built[i] / other[i] for built, other in rows]
            print(f'cold build / {peer:10} {what:4}', ' '.join(f'{ratio:.2f}' for ratio in ratios),
                  f'  median {statistics.median(ratios):.2f}')


def main():
    options = parse()
    folder = pathlib.Path(tempfile.mkdtemp(prefix='filmset-bench-'))
    try:
        bench(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
