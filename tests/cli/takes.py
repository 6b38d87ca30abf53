#!/usr/bin/env python3
"""
filmset takes: spoken lines are listed, exported, kept with the script and replaced by recordings; what is kept needs no voice.
"""
import json
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

LINES = ['The sea comes in twice a day.', 'Nobody had asked it to.', 'In the evening it goes out again.']
VOICE = 'guest:\n  program: [sh, -c, "cp {sound} {out}"]\n  retries: 0\n'


class Place:
    def __init__(self, folder):
        self.folder = kit.write(folder, {'talk.md': '---\nlanguage: en-GB\nvoice: guest\n---\n\n' + '\n\n'.join(LINES) + '\n'})
        self.env = {**os.environ, 'XDG_CONFIG_HOME': str(folder / 'config')}
        made = kit.filmset('say', 'The sea comes and goes.', '-o', folder / 'sound.wav', '--store', folder / 'store')
        assert made.returncode == 0, made.stderr
        self.tell(VOICE.replace('{sound}', str(folder / 'sound.wav')))

    def tell(self, voices):
        kit.write(self.folder / 'config/filmset', {'voices.yaml': voices})

    def run(self, *args):
        return kit.filmset('takes', *args, '--store', self.folder / 'store', env=self.env)

    def list(self):
        done = self.run('list', self.folder / 'talk.md', '--json')
        return [json.loads(line) for line in done.stdout.splitlines()], done

    def time(self):
        return kit.filmset('dump', '--stage=timeline', self.folder / 'talk.md', '--store', self.folder / 'store', env=self.env)


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        place = Place(pathlib.Path(name))
        script = place.folder / 'talk.md'
        takes, done = place.list()
        tap.equal('a row a take', [(t['number'], t['line'], t['state'], t['text']) for t in takes],
                  [(i + 1, 6 + 2 * i, 'spoken', text) for i, text in enumerate(LINES)])
        done = place.run('export', script, '-o', place.folder / 'out')
        tap.equal('a file a take', sorted(path.name for path in (place.folder / 'out').iterdir()), [f'take-00{i}.wav' for i in (1, 2, 3)])
        before = place.time().stdout
        done = place.run('pin', script)
        tap.check('takes are kept', done.returncode == 0 and len(list((place.folder / 'takes').iterdir())) == 3, done.stderr)
        place.tell('')
        shutil.rmtree(place.folder / 'store')
        done = place.time()
        tap.check('a voice that is gone is not missed', done.returncode == 0 and done.stdout == before, done.stderr)
        tap.equal('and they are listed so', {t['state'] for t in place.list()[0]}, {'pinned'})
        done = place.run('replace', script, '2', place.folder / 'sound.wav')
        tap.check('one is replaced', done.returncode == 0, done.stderr)
        takes, done = place.list()
        tap.equal('by what somebody recorded', [t['state'] for t in takes], ['pinned', 'replaced', 'pinned'])
        tap.check('with its own length', abs(takes[1]['seconds'] - 1.5) < 0.6, str(takes))
        lock = (place.folder / 'filmset.lock').read_text()
        second = next(part for part in lock.split('- script') if 'recorded: true' in part).split('take: ')[1].split()[0]
        sound = (place.folder / second).read_bytes()
        (place.folder / second).write_bytes(sound[:-4] + b'\0\0\0\0')
        done = place.time()
        tap.check('a kept file that has changed is told of at its line', done.returncode == 1 and 'talk.md:8:1: error:' in done.stderr and
                  '[takes.changed]' in done.stderr, done.stderr)
        (place.folder / second).unlink()
        tap.check('one that is missing, too', '[takes.missing]' in place.time().stderr)
        (place.folder / second).write_bytes(sound)
        script.write_text(script.read_text().replace('Nobody had', 'Nobody has').replace('voice: guest\n', ''))
        done = place.time()
        tap.check('a recording that fits no line is told of', done.returncode == 0 and '[takes.unused]' in done.stderr, done.stderr)
        for wrong in ('take: ../../x.wav', 'take: takes/../talk.md', 'nonsense'):
            (place.folder / 'filmset.lock').write_text(lock.replace(f'take: {second}', wrong))
            tap.check(f'{wrong} is no lock', '[takes.syntax]' in place.time().stderr)
        (place.folder / 'filmset.lock').write_text(lock)
        done = place.run('unpin', script)
        tap.check('all is forgotten', done.returncode == 0 and 'pinned' not in {t['state'] for t in place.list()[0]}, done.stderr)
        mute = kit.write(place.folder, {'mute.wav': sound[:44] + bytes(96000)}) / 'mute.wav'
        place.run('replace', script, '2', place.folder / 'sound.wav')
        tap.check('silence takes no recording\'s place', '[takes.silent]' in place.run('replace', script, '2', mute).stderr and
                  place.time().returncode == 0)
        (place.folder / 'takes').rename(place.folder / 'elsewhere')
        (place.folder / 'takes').symlink_to(place.folder / 'elsewhere')
        before = {path: path.read_bytes() for path in (place.folder / 'elsewhere').iterdir()}
        for words in (['pin', script], ['unpin', script], ['replace', script, '1', place.folder / 'sound.wav']):
            done = place.run(*words)
            tap.check(f'{words[0]} goes through no link', done.returncode == 1 and '[takes.folder]' in done.stderr and before ==
                      {path: path.read_bytes() for path in (place.folder / 'elsewhere').iterdir()}, done.stderr)
        tap.check('no such take', place.run('export', script, '9', '-o', place.folder / 'out').returncode == 1)
        for words in ([], ['keep', 'a.md'], ['list'], ['play', 'a.md'], ['replace', 'a.md', '1']):
            tap.check(f'{words} is usage', place.run(*words).returncode == 2)
    tap.end()


main()
