#!/usr/bin/env python3
"""
Several films of one script: what they are called, what they share, and that one that fails does not keep the others.
"""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

SCRIPT = '---\ntitle: Two words\nlanguage: en-GB\naspect: [16:9, 9:16, 1:1]\n---\n\nRain fell.\n'
SHAPES = {'16x9': (960, 540), '9x16': (540, 960), '1x1': (540, 540)}


def build(folder, script, *args):
    return subprocess.run([kit.FILMSET, 'build', '--draft', f'--store={folder}/store', script, *args], cwd=folder, encoding='utf-8',
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, check=False)


def films(folder):
    return sorted(path.name for path in folder.glob('*.mp4'))


def report(folder, name):
    return json.loads((folder / f'{name}.report.json').read_text())


def steps(done):
    """How many steps ran and how many were found, by the last line."""
    words = done.stdout.strip().splitlines()[-1].split()
    return int(words[1]), int(words[[i for i, word in enumerate(words) if word.startswith('found')][0] - 1])


def test_shapes(tap, folder):
    kit.write(folder, {'a.md': SCRIPT})
    done = build(folder, 'a.md')
    tap.equal('a build of three shapes', (done.returncode, films(folder)), (0, [f'a.{shape}.mp4' for shape in sorted(SHAPES)]))
    told = report(folder, 'a')['films']
    tap.equal('the report lists each', [(film['name'], film['made'], (film['film']['width'], film['film']['height'])) for film in told],
              [(f'a.{shape}.mp4', True, size) for shape, size in SHAPES.items()])
    tap.equal('one progress: it never goes back', sorted(set(done.stderr.splitlines()), key=lambda line: int(line.split()[1])),
              done.stderr.splitlines())
    tap.check('what all need is made once', 'take 1,' in done.stdout, done.stdout)
    again = build(folder, 'a.md')
    tap.equal('again: nothing runs', (again.returncode, steps(again)[0]), (0, 0))


def test_alone(tap, folder):
    together = (folder / 'a.9x16.mp4').read_bytes()
    (folder / 'a.9x16.mp4').unlink()
    done = build(folder, 'a.md', '--aspect=9:16')
    tap.equal('one of them alone has the name that it has among all', (done.returncode, (folder / 'a.9x16.mp4').exists()), (0, True))
    tap.check('... its own report', 'film' in report(folder, 'a.9x16'))
    done = build(folder, 'a.md', '--aspect=9:16', '-o', 'phone.mp4', f'--store={folder}/other')
    tap.check('... or the name that it is given', done.returncode == 0 and (folder / 'phone.mp4').exists(), done.stderr)
    tap.check('... and from an empty store the same bytes', (folder / 'phone.mp4').read_bytes() == together)
    done = build(folder, 'a.md', '--aspect=1:1,9:16', '-o', 'two.mp4')
    tap.equal('several with -o', [name for name in films(folder) if name.startswith('two')], ['two.1x1.mp4', 'two.9x16.mp4'])
    tap.equal('no such shape', build(folder, 'a.md', '--aspect=9:16,7:5').returncode, 2)


def test_profiles(tap, folder):
    done = build(folder, 'a.md', '--aspect=1:1', '--profile=web,broadcast-us', '-o', 'loud.mp4')
    tap.equal('two profiles', [name for name in films(folder) if name.startswith('loud')],
              ['loud.1x1.broadcast-us.mp4', 'loud.1x1.web.mp4'])
    tap.check('... share all but their sound', 'mix 2, film 2' in done.stdout and 'segment' not in done.stdout.split('found')[0],
              done.stdout)
    for name, aim in ('web', -14), ('broadcast-us', -24):
        tap.near(f'... {name}', kit.loudness(folder / f'loud.1x1.{name}.mp4')[0], aim, 0.3)
    told = report(folder, 'loud')['films']
    tap.equal('... the report names them', [film['profile'] for film in told], ['web', 'broadcast-us'])
    tap.equal('no such profile', build(folder, 'a.md', '--profile=cinema').returncode, 2)


def jpeg_size(path):
    """Width and height of a JPEG, from the marker of its frame."""
    data, at = path.read_bytes(), 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(data[at + 2:at + 4], 'big')
    return int.from_bytes(data[at + 7:at + 9], 'big'), int.from_bytes(data[at + 5:at + 7], 'big')


def test_posters(tap, folder):
    kit.write(folder, {'c.md': SCRIPT.replace('aspect: [16:9, 9:16, 1:1]', 'posters: [youtube, shorts, open-graph]')})
    done = build(folder, 'c.md', '--aspect=1:1')
    tap.equal('posters of platforms', (done.returncode, {path.name: jpeg_size(path) for path in folder.glob('c*.jpg')}),
              (0, {'c.jpg': (540, 540), 'c.youtube.jpg': (1280, 720), 'c.shorts.jpg': (1080, 1920), 'c.open-graph.jpg': (1200, 630)}))
    tap.check('... are told of', 'c.open-graph.jpg' in done.stdout, done.stdout)
    (folder / 'c.shorts.jpg').unlink()
    again = build(folder, 'c.md', '--aspect=1:1')
    tap.equal('... and put back from the store', (steps(again)[0], (folder / 'c.shorts.jpg').exists()), (0, True))
    build(folder, 'c.md', '--aspect=1:1', '--to=0:01')
    tap.equal('an excerpt has none', sorted(path.name for path in folder.glob('c.excerpt*.jpg')), ['c.excerpt.jpg'])


def test_failing(tap, folder):
    kit.write(folder, {'b.md': SCRIPT})
    (folder / 'b.1x1.mp4').mkdir()
    done = build(folder, 'b.md')
    tap.check('one has no place', done.returncode == 74 and "'b.1x1.mp4'" in done.stderr, done.stderr)
    tap.check('... the others are there', (folder / 'b.16x9.mp4').is_file() and (folder / 'b.9x16.mp4').is_file())
    tap.equal('... and the report says so', [film['made'] for film in report(folder, 'b')['films']], [True, True, False])
    tap.equal('... nothing else is left', sorted(path.name for path in folder.glob('.b*')), [])


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder = pathlib.Path(name)
        test_shapes(tap, folder)
        test_alone(tap, folder)
        test_profiles(tap, folder)
        test_posters(tap, folder)
        test_failing(tap, folder)
    tap.end()


main()
