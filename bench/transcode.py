#!/usr/bin/env python3
"""Pairs a cold build of a script with ffmpeg's transcode of the finished film: same x264 preset and crf, same machine, in turn.

    bench/transcode.py build/filmset SCRIPT [--runs N] [--preset NAME] [--crf N]

Prints seconds, CPU seconds and peak memory of each run, the medians, and the ratio of each pair. Needs ffmpeg.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time


def run(command):
    """Runs a command to its end: (wall seconds, CPU seconds, peak MB of the largest process)."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    if status:
        raise SystemExit(errors.decode(errors="replace") + f"failed: {' '.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def row(name, figures):
    print(f"{name:12} wall {figures[0]:7.2f} s   cpu {figures[1]:7.2f} s   peak {figures[2]:6.0f} MB", flush=True)


def medians(rows):
    return tuple(statistics.median(column) for column in zip(*rows))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("filmset")
    parser.add_argument("script")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--preset", default="veryfast")
    parser.add_argument("--crf", default="20")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="filmset-bench-")
    film, copy, store = folder + "/film.mp4", folder + "/copy.mp4", folder + "/store"
    build = [options.filmset, "build", options.script, "-o", film, "--store", store, "-q",
             "--preset", options.preset, "--crf", options.crf]
    transcode = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", film, "-map", "0:v:0", "-map", "0:a:0", "-c:v", "libx264",
                 "-preset", options.preset, "-crf", options.crf, "-c:a", "aac", "-b:a", "192k", copy]
    cold, warm, other = [], [], []
    try:
        for _ in range(options.runs):
            shutil.rmtree(store, ignore_errors=True)
            cold.append(run(build))
            row("cold build", cold[-1])
            other.append(run(transcode))
            row("transcode", other[-1])
            warm.append(run(build))
            row("warm build", warm[-1])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print()
    row("cold build", medians(cold))
    row("transcode", medians(other))
    row("warm build", medians(warm))
    ratios = [a[0] / b[0] for a, b in zip(cold, other)]
    print("cold / transcode, pair by pair:", " ".join(f"{r:.2f}" for r in ratios), f"median {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
