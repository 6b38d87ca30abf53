#!/usr/bin/env python3
"""
A stretch of a film, a shot, a frame: what is seen and heard in them is what the film has there, no more is made than that, and
they take no film's place.
"""
import re
import subprocess

import filmkit as kit

QUICK = ('--draft', '--size=720p')
FROM, FRAMES = 60, 90


def likeness(one, two, trim):
    """How much the second film's frames look like a part of the first's: least SSIM of any."""
    lines = subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-i', str(one), '-i', str(two), '-lavfi',
                            f'[0:v]{trim},setpts=N[a];[1:v]setpts=N[b];[a][b]ssim=stats_file=-', '-f', 'null', '-'],
                           stdout=subprocess.PIPE, encoding='utf-8', check=True).stdout.splitlines()
    return len(lines), min(float(re.search(r'All:(\S+)', line).group(1)) for line in lines)


def test_stretch(tap, folder, store, whole):
    script = folder / 'small.md'
    before = kit.outputs(folder, 'small')
    done = kit.built(tap, 'a stretch is made', script, store, '--from=0:02', '--to=5', *QUICK)
    ran, found = kit.steps(done)
    tap.check('what is whole in it is there already', ran.get('segment', 0) <= 2 and found.get('take') == whole[0], done.stdout)
    tap.equal('it takes no place of the film\'s', kit.outputs(folder, 'small'), before)
    frames, least = likeness(folder / 'small.mp4', folder / 'small.excerpt.mp4', f'trim=start_frame={FROM}:end_frame={FROM + FRAMES}')
    tap.equal('as many frames', frames, FRAMES)
    tap.check('the film\'s own', least > 0.97, least)
    a = kit.samples(folder / 'small.mp4')[48000 * FROM // 30:][:48000 * FRAMES // 30]
    b = kit.samples(folder / 'small.excerpt.mp4')[:len(a)]
    noise = sum((x - y) ** 2 for x, y in zip(a, b)) / sum(x * x for x in a)
    tap.check('the film\'s own sound, as loud as there', noise < 0.02, noise)
    again = kit.built(tap, 'and again', script, store, '--from=0:02', '--to=5', *QUICK)
    tap.equal('nothing runs', kit.steps(again)[0], {})


def test_shot(tap, folder, store):
    dump = kit.timeline(kit.filmset('dump', '--stage=timeline', folder / 'small.md', f'--store={store}').stdout)
    name, begin, end = dump['shots'][1]
    kit.built(tap, 'a shot is made', folder / 'small.md', store, f'--shot={name}', '-o', folder / 'shot.mp4', *QUICK)
    frames = int(kit.ffprobe(folder / 'shot.mp4', '-show_streams')['streams'][0]['nb_frames'])
    tap.check('with its transitions', end - begin < frames <= end - begin + 30, (frames, begin, end))
    done = kit.build(folder / 'small.md', store, '--shot=Nobody', *QUICK)
    tap.check('a shot that is not there', done.returncode == 1 and '[range.shot]' in done.stderr, done.stderr)
    done = kit.build(folder / 'small.md', store, '--from=1:00', *QUICK)
    tap.check('a range behind the end', done.returncode == 1 and '[range.outside]' in done.stderr, done.stderr)


def test_still(tap, folder, store):
    for name in ('a.png', 'a.jpg'):
        done = kit.filmset('still', folder / 'small.md', '0:03', '-o', folder / name, f'--store={store}', '--size=720p')
        tap.equal(f'{name}: a frame is drawn', (done.returncode, done.stdout), (0, f'{folder / name}\n'))
    shrunk = 'trim=start_frame=90:end_frame=91'
    for name in ('a.png', 'a.jpg'):
        small = folder / f'small-{name}'
        subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-i', str(folder / name), '-vf', 'scale=640:360', str(small)], check=True)
        tap.check(f'{name}: the film\'s own', likeness(folder / 'small.mp4', small, shrunk)[1] > 0.95)
    fresh = folder / 'fresh'
    done = kit.filmset('still', folder / 'small.md', '2.5', '-o', folder / 'b.png', f'--store={fresh}')
    kinds = [path for path in fresh.rglob('*') if path.is_file() and len(path.name) > 100]
    heads = [path.read_bytes()[4:8] for path in kinds]
    tap.check('only takes are kept for it', done.returncode == 0 and kinds and b'ftyp' not in heads, heads)
    for words in (('0:03',), ('9:99', '-o', 'x.png'), ('1', '-o', 'x.gif')):
        done = kit.filmset('still', folder / 'small.md', *words)
        tap.equal(f'{words}: used wrongly', done.returncode, 2)


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        folder = kit.pathlib.Path(scratch)
        script, store = kit.small_film(folder), folder / 'store'
        done = kit.built(tap, 'the whole film', script, store, *QUICK)
        whole = (kit.steps(done)[0]['take'],)
        test_stretch(tap, folder, store, whole)
        test_shot(tap, folder, store)
        test_still(tap, folder, store)
    tap.end()


main()
