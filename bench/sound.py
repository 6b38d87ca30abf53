#!/usr/bin/env python3
"""Listens to films as others hear them: decoded by ffmpeg, measured with its ebur128.

    bench/sound.py levels            every example in every profile: loudness and true peak against what was promised and reported
    bench/sound.py distance [SVG]    how far the voice is over what lies under it, on the stems of the honeycomb film; draws it
    bench/sound.py hour [MINUTES]    a film of an hour: are its last captions as exact as its first, are sound and picture as long?

Drafts are made: their sound is the film's. Everything goes into --work DIR, by default a folder that is removed again. The
exit status is 1 where something is out of tolerance.
"""
import argparse
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'tests/film'))
import filmkit as kit  # noqa: E402
import growth  # noqa: E402

PROFILES = {'web': (-14, -1), 'podcast': (-16, -1), 'broadcast-eu': (-23, -1), 'broadcast-us': (-24, -2)}
EXAMPLES = ('honeycomb/honeycomb.md', 'plain/lighthouse.txt', 'plain-zh/tea.txt', 'world/bridge-zh.txt', 'world/carpenter-ja.md',
            'world/stepwell-hi.txt', 'world/well-ar.txt', 'tour/tour.md')
OVER_LU, ACCESSIBLE_LU = 10, 20
SPEAKS_LU = 6  # a voice so far below its own line is a gap between words


def example(work, name):
    """A copy of an example, its music played; of one shape, and as loud as its profile has it."""
    source = ROOT / 'examples' / name
    folder = work / source.parent.name
    shutil.copytree(source.parent, folder, dirs_exist_ok=True)
    for maker in folder.glob('make-*.py'):
        subprocess.run([sys.executable, str(maker)], check=True)
    script = folder / source.name
    script.write_text(re.sub(r'^(loudness|aspect):.*\n', '', script.read_text(), flags=re.MULTILINE))
    return script


def build(work, script, film, *args):
    done = subprocess.run([kit.FILMSET, 'build', str(script), '--draft', '--size=720p', f'--store={work}/store', '-o', str(film), '--progress=none', *args],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8', check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done


# ---- levels ----

def loudness_of(report):
    """{profile: what the report says} of a build of all profiles."""
    return {film['profile']: film['loudness'] for film in json.loads(report.read_text())['films']}


def levels(work, _):
    bad = 0
    print(f'{"film":16} {"profile":13} {"reported":>8} {"ffmpeg":>7}  {"peak":>6} {"ffmpeg":>7}')
    for name in EXAMPLES:
        script = example(work, name)
        film = work / f'{script.stem}.mp4'
        build(work, script, film, f'--profile={",".join(PROFILES)}')
        reported = loudness_of(film.with_suffix('.report.json'))
        for profile, (aim, limit) in PROFILES.items():
            told = [float(reported[profile][key]) for key in ('integrated_lufs', 'true_peak_dbtp')]
            heard = kit.loudness(film.with_suffix(f'.{profile}.mp4'))
            good = abs(heard[0] - aim) <= 0.3 and heard[1] <= limit and abs(told[0] - heard[0]) <= 0.1 and abs(told[1] - heard[1]) <= 0.3
            bad += not good
            print(f'{script.stem:16} {profile:13} {told[0]:8.2f} {heard[0]:7.1f}  {told[1]:6.2f} {heard[1]:7.1f}{"" if good else "  BAD"}',
                  flush=True)
    return bad == 0


# ---- distance ----

def momentary(wave):
    """[(end of the 400 ms, LUFS)] every 100 ms."""
    done = subprocess.run(['ffmpeg', '-hide_banner', '-nostats', '-nostdin', '-i', str(wave), '-af', 'ebur128=framelog=info', '-f', 'null', '-'],
                          stderr=subprocess.PIPE, encoding='utf-8', check=True)
    found = re.findall(r'\bt: *(\S+) +.*?\bM: *(\S+)', done.stderr)
    return [(float(t), -math.inf if m in ('nan', '-inf') else float(m)) for t, m in found]


def mean(loudness):
    energies = [10 ** (x / 10) for x in loudness if x > -70]
    return 10 * math.log10(sum(energies) / len(energies)) if energies else -math.inf


def line_loudness(voice, from_s, to_s):
    """Gated as a film's loudness is."""
    inside = [m for t, m in voice if from_s <= t - 0.4 and t <= to_s]
    return mean([m for m in inside if m > mean(inside) - 10])


def distances(voice, under, beats):
    """[(t, LU)] wherever somebody speaks."""
    found = []
    for at, n, _ in beats:
        from_s, to_s = at / 48000, (at + n) / 48000
        line = line_loudness(voice, from_s, to_s)
        found += [(t, v - u) for (t, v), (_, u) in zip(voice, under)
                  if from_s <= t <= to_s + 0.4 and v >= line - SPEAKS_LU and u > -70]
    return found


def polyline(points, colour, width):
    path = ' '.join(f'{x:.1f},{y:.1f}' for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def draw(voice, under, spoken, least):
    """The two loudnesses over time, and where somebody speaks."""
    wide, high, left, top = 1200, 420, 60, 50
    length = voice[-1][0]

    def x(t):
        return left + t / length * (wide - left - 20)

    def y(lufs):
        return top + (min(max(lufs, -60), -5) + 5) / -55 * (high - top - 40)

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="14" fill="#333">',
             f'<rect width="{wide}" height="{high}" fill="#fff"/>']
    parts += [f'<rect x="{x(t - 0.1):.1f}" y="{top}" width="{x(0.1) - left:.1f}" height="{high - top - 40}" fill="#f3ead2"/>' for t, _ in spoken]
    for lufs in range(-60, 0, 10):
        parts.append(f'<line x1="{left}" x2="{wide - 20}" y1="{y(lufs):.1f}" y2="{y(lufs):.1f}" stroke="#ddd"/>'
                     f'<text x="{left - 8}" y="{y(lufs) + 5:.1f}" text-anchor="end">{lufs}</text>')
    parts += [f'<text x="{x(t):.1f}" y="{high - 18}" text-anchor="middle">{t} s</text>' for t in range(0, int(length) + 1, 10)]
    parts.append(polyline([(x(t), y(m)) for t, m in under], '#2a7f8e', 2))
    parts.append(polyline([(x(t), y(m)) for t, m in voice], '#b5491f', 1.5))
    parts.append(f'<text x="{left}" y="28">LUFS, 400 ms: <tspan fill="#b5491f">voice</tspan>, <tspan fill="#2a7f8e">what lies under it</tspan>; '
                 f'shaded where somebody speaks: at least {least:.1f} LU between them</text></svg>')
    return '\n'.join(parts) + '\n'


def distance(work, args):
    good = True
    for over, front in ((OVER_LU, ''), (ACCESSIBLE_LU, 'accessible-mix: true\n')):
        script = example(work, EXAMPLES[0])
        script.write_text(script.read_text().replace('---\n', f'---\n{front}', 1))
        film = work / f'over-{over}.mp4'
        build(work, script, film, '--stems')
        dump = kit.filmset('dump', '--stage=timeline', script, f'--store={work}/store').stdout
        voice, under = momentary(film.with_suffix('.voice.wav')), momentary(film.with_suffix('.music-and-effects.wav'))
        spoken = distances(voice, under, kit.timeline(dump)['beats'])
        least = min(d for _, d in spoken)
        told = float(json.loads(film.with_suffix('.report.json').read_text())['loudness']['voice_over_bed_lu'])
        print(f'voice over the rest while somebody speaks: at least {least:.1f} LU (wanted {over}; the report, every 10 ms: {told:.2f})')
        good = good and least >= over and told >= over
        if over == OVER_LU and args.rest:
            pathlib.Path(args.rest[0]).write_text(draw(voice, under, spoken, least))
    return good


# ---- an hour ----

SENTENCES = ('The tide came in at number {}.', 'Nobody had counted the {} boats before.', 'Lamp {} was lit a little late.',
             'There were {} steps down to the water, and the last of them was wet.', 'She wrote {} in the book and closed it.')


PASSAGE_S = 17.1  # four of them, read, with the pause after them


def long_script(minutes):
    n = round(minutes * 60 / PASSAGE_S)
    parts = [' '.join(SENTENCES[(k + i) % len(SENTENCES)].format(100 + i) for k in range(4)) for i in range(n)]
    return '---\ntitle: An hour\nlanguage: en-GB\nmusic: bed.wav\n---\n\n' + '\n\n'.join(parts) + '\n'


def onset(samples, at):
    """The sample near `at` from which it is no longer quiet: 35 dB below what follows, in windows of 2 ms."""
    hop, reach = 96, 9600
    loudest = max(map(abs, samples[at:at + 24000]))
    for i in range(max(0, at - reach), at + reach, hop):
        window = samples[i:i + hop]
        if len(window) and math.sqrt(sum(s * s for s in window) / len(window)) > loudest * 10 ** (-35 / 20):
            return i
    return at + reach


def voice_around(wave, at_s):
    """One channel of a second around `at_s`, and where in it that is."""
    from array import array
    begin = max(0, round(at_s * 48000) - 12000)
    with open(wave, 'rb') as file:
        file.seek(58 + 8 * begin)
        return array('f', file.read(8 * 48000))[::2], round(at_s * 48000) - begin


def late_by(wave, beats, cues):
    """By how much the captions of beats that follow a pause begin before they are heard, in seconds."""
    late, silent_from = [], 0
    for at, n, _ in beats:
        if at - silent_from >= 9600:
            near, middle = voice_around(wave, at / 48000)
            heard = at / 48000 + (onset(near, middle) - middle) / 48000
            late.append(heard - min((cue[0] for cue in cues), key=lambda begin: abs(begin - at / 48000)))
        silent_from = at + n
    return late


def hour(work, args):
    minutes = float(args.rest[0]) if args.rest else 60
    folder = example(work, EXAMPLES[0]).parent
    script, film = folder / 'hour.md', work / 'hour.mp4'
    script.write_text(long_script(minutes))
    small = ('--draft', '--size=720p')
    cost = growth.measured('build', script, *small, '--stems', f'--store={work}/store', '-o', film, '--progress=none')
    plan = growth.measured('dump', '--stage=plan', script, *small, f'--store={work}/store')
    said = kit.timeline(kit.filmset('dump', '--stage=timeline', script, *small, f'--store={work}/store').stdout)
    streams = kit.ffprobe(film, '-show_entries', 'stream=codec_type,duration')['streams']
    lengths = {stream['codec_type']: float(stream['duration']) for stream in streams}
    late = late_by(film.with_suffix('.voice.wav'), said['beats'], kit.captions(film.with_suffix('.vtt').read_text()))
    ends = [max(map(abs, part)) for part in (late[:20], late[-20:])]
    length = lengths['video'] / 60
    print(f'{length:.2f} minutes and their stems, made in {cost[0]:.0f} s, {cost[1]:.0f} s of CPU ({cost[1] / length:.1f} a minute), '
          f'{cost[2]:.0f} MB; planned again in {plan[1]:.2f} s of CPU')
    print(f'{len(said["cues"])} captions, {len(late)} after a pause')
    print(f'picture {lengths["video"]:.4f} s, sound {lengths["audio"]:.4f} s, timeline {said["frames"] / 30:.4f} s')
    print(f'captions begin off the voice by at most {1000 * ends[0]:.1f} ms in the first 20, {1000 * ends[1]:.1f} ms in the last 20, '
          f'{1000 * max(map(abs, late)):.1f} ms in all')
    return abs(lengths['video'] - lengths['audio']) <= kit.FRAME_S and max(map(abs, late)) <= kit.FRAME_S


def main():
    jobs = {'levels': levels, 'distance': distance, 'hour': hour}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('job', choices=jobs)
    parser.add_argument('rest', nargs='*')
    parser.add_argument('--work', type=pathlib.Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='filmset-sound-') as scratch:
        work = args.work or pathlib.Path(scratch)
        work.mkdir(parents=True, exist_ok=True)
        sys.exit(not jobs[args.job](work, args))


if __name__ == '__main__':
    main()
