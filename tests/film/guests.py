#!/usr/bin/env python3
"""
Voices that are programs and servers: what they speak becomes takes; what they do wrong becomes a diagnostic at the script's
line, what is spoken already stays, and the next build goes on from there. The stand-ins speak the real protocols; the sound
is the embedded voice's own, so that words can be found in it.
"""
import http.server
import io
import json
import os
import pathlib
import re
import struct
import sys
import threading
import time
import wave

import filmkit as kit

LINES = ['The sea comes in twice a day.', 'Nobody on the shore had asked it to.', 'In the evening it goes out again.']
ROOT = f'---\nlanguage: en-GB\nvoice: guest\n---\n\n' + '\n\n'.join(LINES) + '\n'


def tone(seconds, rate=22050, level=9000):
    """Something that is heard: a buzz with a syllable every fifth of a second."""
    out = io.BytesIO()
    with wave.open(out, 'wb') as sound:
        sound.setparams((1, 2, rate, 0, 'NONE', ''))
        sound.writeframes(b''.join(struct.pack('<h', int(level * ((i * 7 % 200) / 100 - 1)) if i % (rate // 5) < rate // 7 else 0)
                                   for i in range(int(seconds * rate))))
    return out.getvalue()


SOUND = tone(1.5)
SLOW, ENDLESS = 30, 70 << 20


class Speech(http.server.BaseHTTPRequestHandler):
    """`POST /v1/audio/speech`. `faults` says what becomes of each line; a list is one fault after the other."""
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def answer(self, status, kind, body, **headers):
        self.send_response(status)
        for name, value in {'Content-Type': kind, 'Content-Length': str(len(body)), **headers}.items():
            self.send_header(name.replace('_', '-'), value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        desk = self.server.desk
        order = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
        desk.orders.append({**order, 'path': self.path, 'key': self.headers.get('Authorization')})
        fault = desk.faults.get(order['input'])
        if isinstance(fault, list):
            fault = fault.pop(0) if fault else None
        try:
            getattr(self, fault or 'speak')()
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.close_connection = True

    def speak(self):
        self.answer(200, 'audio/wav', SOUND)

    def slow(self):
        self.send_response(200)
        self.send_header('Content-Type', 'audio/wav')
        self.send_header('Content-Length', str(len(SOUND)))
        self.end_headers()
        for i in range(SLOW * 10):
            self.wfile.write(SOUND[i:i + 1])
            self.wfile.flush()
            time.sleep(0.1)

    def cut(self):
        self.send_response(200)
        self.send_header('Content-Type', 'audio/wav')
        self.send_header('Content-Length', str(len(SOUND)))
        self.end_headers()
        self.wfile.write(SOUND[:len(SOUND) // 2])

    def short(self):
        self.answer(200, 'audio/wav', SOUND[:len(SOUND) // 2])

    def page(self):
        self.answer(200, 'text/html', b'<html>Please log in</html>')

    def error(self):
        self.answer(500, 'application/json', b'{"error":{"message":"the model fell over"}}')

    def busy(self):
        self.answer(429, 'application/json', b'{"error":{"message":"slow down"}}', Retry_After='1')

    def shut(self):
        self.answer(429, 'application/json', b'{"error":{"message":"your quota is used up"}}', Retry_After='3600')

    def key(self):
        self.answer(401, 'application/json', b'{"error":{"message":"no such key"}}')

    def garbage(self):
        self.answer(200, 'audio/wav', bytes(range(256)) * 200)

    def silence(self):
        self.answer(200, 'audio/wav', tone(1.5, level=0))

    def blip(self):
        self.answer(200, 'audio/wav', tone(0.15))

    def elsewhere(self):
        self.answer(302, 'text/plain', b'', Location='http://127.0.0.1:9/')

    def endless(self):
        self.send_response(200)
        self.send_header('Content-Type', 'audio/wav')
        self.end_headers()
        self.wfile.write(SOUND)
        for _ in range(ENDLESS >> 16):
            self.wfile.write(bytes(1 << 16))


class Desk:
    """A server that runs while it is needed."""

    def __init__(self, faults=None):
        self.faults, self.orders = dict(faults or {}), []
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Speech)
        self.server.desk = self
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f'http://127.0.0.1:{self.server.server_port}/v1'

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Place:
    """A folder with a script, a store and a person's configuration."""

    def __init__(self, folder, voices, script=ROOT):
        self.folder = kit.write(folder, {'s.md': script})
        kit.write(self.folder / 'config/filmset', {'voices.yaml': voices})
        self.env = {**os.environ, 'XDG_CONFIG_HOME': str(self.folder / 'config'), 'SPEECH_KEY': 'hush'}

    def time(self):
        return kit.filmset('dump', '--stage=timeline', self.folder / 's.md', '--store', self.folder / 'store', '-j2', env=self.env)

    def tell(self, voices):
        kit.write(self.folder / 'config/filmset', {'voices.yaml': voices})


def server_voice(desk, more=''):
    return f'guest:\n  server: {desk.url}\n  model: small\n  voice: ada\n  languages: [en]\n  retries: 1\n{more}'


def test_server(tap, folder):
    desk = Desk()
    place = Place(folder / 'server', server_voice(desk, '  key: SPEECH_KEY\n'))
    done = place.time()
    tap.check('a server speaks the film', done.returncode == 0, done.stderr)
    tap.equal('each line is asked for once', sorted(order['input'] for order in desk.orders), sorted(LINES))
    tap.equal('in the words of the protocol', desk.orders[0],
              {'model': 'small', 'input': desk.orders[0]['input'], 'voice': 'ada', 'response_format': 'wav',
               'path': '/v1/audio/speech', 'key': 'Bearer hush'})
    tap.check('captions have times', done.stdout.count('caption') >= 3 or done.stdout.count('cue') >= 3, done.stdout)
    desk.orders.clear()
    tap.check('the next build asks for nothing', place.time().returncode == 0 and not desk.orders, str(desk.orders))
    (place.folder / 's.md').write_text(ROOT.replace('evening', 'night'))
    tap.check('a changed line costs one take', place.time().returncode == 0 and len(desk.orders) == 1, str(desk.orders))
    (place.folder / 's.md').write_text(ROOT.replace('voice: guest', 'voice: guest\npace: 170'))
    desk.orders.clear()
    tap.check('a pace is asked for', place.time().returncode == 0 and {o.get('speed') for o in desk.orders} == {1.096}, str(desk.orders))
    desk.close()


# What a server does to the second line, and what is said of it there.
FAULTS = [
    ('slow', 'did not answer within 1 s'),
    ('cut', 'was cut off'),
    ('short', 'was cut off'),
    ('page', 'is no sound: http://127.0.0.1:PORT/v1 answers text/html: <html>Please log in</html>'),
    ('error', 'says 500 {"error":{"message":"the model fell over"}}'),
    ('shut', 'says 429 {"error":{"message":"your quota is used up"}}; it has had enough for now'),
    ('key', 'says 401 {"error":{"message":"no such key"}}; look at its `key` in voices.yaml'),
    ('garbage', 'hands over what is no sound'),
    ('silence', 'hands over silence'),
    ('blip', 'was cut off: 0.1 s for a line of 28 letters'),
    ('elsewhere', 'says 302'),
    ('endless', 'more than 64 MB for one line'),
]

RESUMED = ('slow', 'error', 'garbage')


def test_faults(tap, folder):
    for fault, words in FAULTS:
        desk = Desk({LINES[1]: fault})
        place = Place(folder / fault, server_voice(desk, '  timeout: 1s\n').replace('retries: 1', 'retries: 0'))
        began = time.monotonic()
        done = place.time()
        told = done.stderr.replace(desk.url, 'http://127.0.0.1:PORT/v1')
        tap.check(f'{fault}: said at the line, in time',
                  done.returncode == 74 and 's.md:8:1: error:' in told and words in told and '[machine.speech]' in told and
                  told.count('error:') == 1 and time.monotonic() - began < 15, f'{done.returncode} {told}')
        kept = len(desk.orders)
        desk.faults.clear()
        if fault not in RESUMED:
            desk.close()
            continue
        done = place.time()
        tap.check(f'{fault}: the next build goes on from there', done.returncode == 0 and len(desk.orders) - kept <= 2,
                  f'{done.stderr} {desk.orders}')
        desk.close()


def test_again(tap, folder):
    desk = Desk({LINES[0]: ['error'], LINES[1]: ['busy'], LINES[2]: ['cut']})
    done = Place(folder / 'again', server_voice(desk)).time()
    tap.check('what fails once is asked again', done.returncode == 0 and len(desk.orders) == 6, done.stderr)
    desk.close()
    done = Place(folder / 'dead', server_voice(desk).replace('retries: 1', 'retries: 0')).time()
    tap.check('nobody there', done.returncode == 74 and 'no server answers at' in done.stderr and 'start it' in done.stderr, done.stderr)


def test_fallback(tap, folder):
    desk = Desk({LINES[1]: 'garbage'})
    place = Place(folder / 'fallback', server_voice(desk, '  fallback: en-us+f3\n').replace('retries: 1', 'retries: 0'))
    done = place.time()
    tap.check('another voice stands in', done.returncode == 0 and 's.md:8:1: warning:' in done.stderr and
              "'en-us+f3' speaks its lines in this film [voice.fallback]" in done.stderr, done.stderr)
    desk.faults.clear()
    again = place.time()
    tap.check('and goes when the guest is back', again.returncode == 0 and not again.stderr and again.stdout != done.stdout, again.stderr)
    desk.close()


# A program that reads a line and writes a WAV, or does worse.
PROGRAM = """#!/bin/sh
read -r line || exit 9
case $line in {bad}) {fault};; esac
{speak}
"""


def test_program(tap, folder):
    sound = kit.write(folder / 'program', {'sound.wav': SOUND}) / 'sound.wav'
    rows = [
        ('true', None),
        ('echo "no model here" >&2; exit 3', 'ended with status 3: no model here'),
        ('kill -SEGV $$', 'crashed'),
        ('sleep 60', 'did not finish within 1 s'),
        ('head -c 9999 /dev/urandom >"$1"; exit 0', 'hands over what is no sound'),
        ('exec cat /dev/zero >"$1"', 'does not stop'),
        ('exit 0', 'hands over what is no sound'),
    ]
    for i, (fault, words) in enumerate(rows):
        home = kit.write(folder / f'program{i}', {'speak.sh': PROGRAM.format(bad='Nobody*', fault=fault, speak=f'cp {sound} "$1"')})
        (home / 'speak.sh').chmod(0o755)
        place = Place(home, f'guest:\n  program: [{home}/speak.sh, "{{out}}"]\n  timeout: 1s\n  retries: 0\n')
        done = place.time()
        if not words:
            tap.check('a program speaks the film', done.returncode == 0, done.stderr)
            continue
        tap.check(f'{fault}: said at the line', done.returncode == 74 and 's.md:8:1: error:' in done.stderr and
                  words in done.stderr, done.stderr)
    place.tell('guest:\n  program: [no-such-program]\n')
    done = place.time()
    tap.check('a program that is not there', "is not installed: there is no program 'no-such-program'" in done.stderr, done.stderr)
    place.tell(f'guest:\n  program: [cat, {sound}]\n')
    tap.check('sound on standard output', place.time().returncode == 0)


def test_file(tap, folder):
    rows = [
        ('guest: [a', 'voices.syntax'), ('- guest', 'voices.value'), ('guest: {}', 'voices.value'),
        ('guest: {program: [a], server: "http://a"}', 'voices.value'), ('guest: {server: "ftp://a", model: a, voice: b}', 'voices.value'),
        ('guest: {server: "http://a", model: a}', 'voices.value'), ('guest: {program: [a], model: b}', 'voices.value'),
        ('guest: {program: [a], timeout: 601s}', 'voices.value'), ('guest: {progam: [a]}', 'voices.unknown'),
        ('gu est: {program: [a]}', 'voices.value'), ('guest: {program: [a], default: maybe}', 'voices.value'),
    ]
    place = Place(folder / 'file', '')
    for text, code in rows:
        place.tell(text + '\n')
        done = kit.filmset('voices', env=place.env)
        tap.check(f'{text} is wrong', f'[{code}]' in done.stderr and 'voices.yaml:' in done.stderr, done.stderr)
    done = Place(folder / 'nobody', '').time()
    tap.check('a script alone names nobody', done.returncode == 1 and '[voice.unknown]' in done.stderr, done.stderr)
    place.tell('guest: {program: [a], languages: [de, fr], title: A guest}\n')
    listed = kit.filmset('voices', '--language=de', env=place.env).stdout
    tap.check('voices lists it', re.search(r'^de +guest +A guest$', listed, re.MULTILINE), listed)


def test_japanese(tap, folder):
    """Kanji, where no Open JTalk is found: an error once, with what to do, and a guest that speaks Japanese is one way."""
    desk = Desk()
    text = ROOT.split('voice:')[0].replace('en-GB', 'ja') + '---\n\nうみは ひろい。\n\n山は高い。\n\n空も高い。\n'
    place = Place(folder / 'japanese', '', text)
    place.env['PATH'] = str(folder)
    done = place.time()
    tap.check('kanji are refused', done.returncode == 1 and done.stderr.count('[voice.letters]') == 1 and
              's.md:7:1: error: the voice (eSpeak NG, Japanese) cannot read \'山\'' in done.stderr and
              'Open JTalk' in done.stderr, done.stderr)
    place.tell(server_voice(desk).replace('[en]', '[ja]\n  default: true'))
    tap.check('and read by a guest', place.time().returncode == 0 and len(desk.orders) == 3, str(desk.orders))
    desk.close()


def main():
    tap = kit.Tap()
    with kit.scratch() as folder:
        for test in (test_server, test_faults, test_again, test_fallback, test_program, test_file, test_japanese):
            test(tap, pathlib.Path(folder))
    tap.end()


main()
