#!/usr/bin/env python3
"""
filmset say: a line is heard as a film would say it, with its sounds and the times of its words.
"""
import json
import pathlib
import subprocess
import sys
from array import array

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit


def say(folder, words, *args):
    return kit.filmset('say', words, *args, '--store', folder / 'store', cwd=folder)


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder = pathlib.Path(name)
        done = say(folder, 'The tide comes twice.', '-o', 'a.wav')
        rows = [line.split() for line in done.stdout.splitlines()]
        tap.check('a line', done.returncode == 0 and done.stdout.startswith('eSpeak NG, English'), f'{done.stdout}{done.stderr}')
        tap.check('its sounds', 'tˈaɪd' in done.stdout, done.stdout)
        tap.equal('its words', [row[2] for row in rows[-4:]], ['The', 'tide', 'comes', 'twice.'])
        sound = array('f', (folder / 'a.wav').read_bytes()[44:])
        tap.near('as long as it says', len(sound) / 48000, float(rows[-1][1]), 0.05)
        tap.check('and heard', max(sound) > 0.05)
        said = json.loads(say(folder, 'Heinrich VIII. kam.', '--language=de', '--json', '-o', 'b.wav').stdout)
        tap.check('a numeral is read in its language', 'axtə' in said['phonemes'], said['phonemes'])
        tap.equal('and stands as it is written', ' '.join(word['text'] for word in said['words']), 'Heinrich VIII. kam.')
        said = json.loads(say(folder, '年', '--language=zh', '--json', '-o', 'c.wav').stdout)
        tap.check('Chinese is read as Chinese', said['phonemes'].startswith('nˈiɛ'), said['phonemes'])
        slow = json.loads(say(folder, 'The tide comes twice.', '--pace=100', '--voice=en-us+f3', '--json', '-o', 'd.wav').stdout)
        tap.check('slowly, by somebody else', slow['seconds'] > len(sound) / 48000 * 1.2, str(slow))
        for words, why in ((['--voice=nobody', 'Hello.'], 'voice.unknown'),):
            done = say(folder, *words, '-o', 'e.wav')
            tap.check(f'{words} says why', done.returncode == 1 and why in done.stderr, done.stderr)
        for words in ([], ['one', 'two'], ['a', '--pace=10'], ['a', '--language=12']):
            tap.check(f'{words} is usage', kit.filmset('say', *words).returncode == 2)
    tap.end()


main()
