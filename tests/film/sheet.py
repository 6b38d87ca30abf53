#!/usr/bin/env python3
"""
A contact sheet of a film, for people to look at: one picture every few seconds, in rows.

    sheet.py FILM OUT.png [--every SECONDS] [--columns N] [--width PIXELS]
"""
import argparse
import math
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description='Makes a contact sheet of a film.')
    parser.add_argument('film')
    parser.add_argument('out')
    parser.add_argument('--every', type=float, default=2.0, metavar='SECONDS', help='from picture to picture (2)')
    parser.add_argument('--columns', type=int, default=5, metavar='N', help='pictures in a row (5)')
    parser.add_argument('--width', type=int, default=384, metavar='PIXELS', help='of one picture (384)')
    args = parser.parse_args()
    if args.every <= 0 or args.columns < 1 or args.width < 16:
        parser.error('all numbers must be above nought')
    probe = subprocess.run(['ffprobe', '-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', args.film],
                           stdout=subprocess.PIPE, encoding='utf-8', check=False)
    if probe.returncode:
        sys.exit(1)
    rows = math.ceil(max(1, math.ceil(float(probe.stdout) / args.every)) / args.columns)
    pictures = (f'fps=1/{args.every}:start_time=0:round=up,scale={args.width}:-2:flags=area,'
                f'tile={args.columns}x{rows}:margin=8:padding=8:color=0x202020')
    sys.exit(subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-y', '-i', args.film, '-vf', pictures, '-frames:v',
                             '1', '-update', '1', args.out], check=False).returncode)


if __name__ == '__main__':
    main()
