#!/usr/bin/env python3
"""
The facts of a finished film, as other people's programs see them: the container, both streams, chapters, tags, loudness,
captions, and what lies beside the film. The film is the example, in full size.
"""
import json
import math
import pathlib
import re
import subprocess
import sys

import filmkit as kit

VIDEO = {'codec_name': 'h264', 'profile': 'High', 'pix_fmt': 'yuv420p', 'width': 1920, 'height': 1080,
         'r_frame_rate': '30/1', 'avg_frame_rate': '30/1', 'color_range': 'tv', 'color_space': 'bt709',
         'color_transfer': 'bt709', 'color_primaries': 'bt709', 'field_order': 'progressive'}
AUDIO = {'codec_name': 'aac', 'profile': 'LC', 'sample_rate': '48000', 'channels': 2, 'channel_layout': 'stereo'}


def stream_of(probe, kind):
    return next((s for s in probe['streams'] if s['codec_type'] == kind), {})


def check_streams(tap, probe):
    for kind, wanted in (('video', VIDEO), ('audio', AUDIO)):
        stream = stream_of(probe, kind)
        for name, value in wanted.items():
            tap.equal(f'{kind} {name}', stream.get(name), value)
        tap.equal(f'{kind} language', stream.get('tags', {}).get('language'), 'eng')
    text = stream_of(probe, 'subtitle')
    tap.equal('captions are timed text', text.get('codec_name'), 'mov_text')
    tap.equal('captions language', text.get('tags', {}).get('language'), 'eng')


def check_lengths(tap, film, probe, frames):
    length = frames * kit.FRAME_S
    for kind in ('video', 'audio'):
        stream = stream_of(probe, kind)
        tap.near(f'{kind} starts at nought', float(stream['start_time']), 0, 1e-6)
        tap.near(f'{kind} is as long as the timeline', float(stream['duration']), length, kit.FRAME_S)
    tap.near('the container says the same', float(probe['format']['duration']), length, kit.FRAME_S)
    packets = kit.ffprobe(film, '-select_streams', 'v:0', '-show_entries', 'packet=pts_time')['packets']
    times = sorted(round(float(p['pts_time']) * 30, 3) for p in packets)
    tap.check('every frame in its place', times == [float(i) for i in range(frames)],
              f'{len(times)} frames from {times[:2]} to {times[-2:]}, wanted {frames}')
    tap.near('what a player hears is as long', len(kit.samples(film)) / 48000, length, kit.FRAME_S)


def check_container(tap, film, probe, said):
    boxes = kit.top_boxes(film)
    tap.check('moov before mdat', 'moov' in boxes and boxes.index('moov') < boxes.index('mdat'), boxes)
    tags = probe['format'].get('tags', {})
    tap.equal('title', tags.get('title'), 'Why honeycombs are hexagons')
    tap.check('series', 'One-minute science' in tags.values(), tags)
    tap.check('no clock in it', 'creation_time' not in json.dumps(probe), tags)
    chapters = [(c['tags'].get('title'), round(float(c['start_time']) * 30)) for c in probe['chapters']]
    tap.equal('chapters', chapters, [(title, begin) for begin, _, title in said['chapters']])
    tap.check('the heading is a chapter', any(title == 'Why six sides?' for title, _ in chapters), chapters)


def check_sound(tap, film):
    integrated, peak = kit.loudness(film)
    tap.near('integrated loudness', integrated, -16, 0.5)
    tap.check('true peak', peak <= -1.0, f'{peak} dBTP')


def check_decodes(tap, film):
    done = subprocess.run(['ffmpeg', '-v', 'warning', '-nostdin', '-xerror', '-i', str(film), '-f', 'null', '-'],
                          stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding='utf-8', check=False)
    tap.check('decodes without a word', done.returncode == 0 and not done.stderr.strip(), done.stderr[-800:])


def plain(text):
    """Letters and digits alone: captions may set marks that the script has not."""
    return ' '.join(re.findall(r'[^\W_]+', text.lower()))


def sentences_of(script):
    """The sentences of the body that are heard, markup taken away."""
    body = script.split('---\n', 2)[2].split('## Credits')[0]
    body = re.sub(r'^!\[.*?\]\(.*?\)(\{.*?\})?$|^> —.*$|^[>#]+ ?', '', body, flags=re.M)
    return [s for part in re.split(r'\n\s*\n', body) for s in re.split(r'(?<=[.?!])\s+', ' '.join(part.split())) if s]


def check_captions(tap, folder, said, script):
    vtt = kit.captions((folder / 'film.vtt').read_text())
    srt = kit.captions((folder / 'film.srt').read_bytes().decode())
    tap.equal('WebVTT and SubRip agree', srt, vtt)
    in_frames = [(round(begin * 30), round(end * 30), words) for begin, end, words in vtt]
    tap.equal('they are the timeline\'s', in_frames, [(b, e, ' '.join(w.split())) for b, e, w in said['cues']])
    bad = [(a, b) for a, b in zip(vtt, vtt[1:]) if a[1] > b[0]] + [c for c in vtt if c[0] >= c[1]]
    tap.check('in order and never overlapping', not bad, bad)
    tap.check('none longer than two lines of 42', all(len(line) <= 42 for _, _, words in said['cues']
              for line in words.split('\n')) and all(w.count('\n') < 2 for _, _, w in said['cues']), said['cues'])
    heard = plain(' '.join(words for _, _, words in vtt))
    for sentence in sentences_of(script):
        tap.check(f'captions have: {sentence[:50]}', plain(sentence) in heard, heard)
    packets = kit.ffprobe(folder / 'film.mp4', '-select_streams', 's:0', '-show_entries', 'packet=pts_time,size')
    shown = [p for p in packets['packets'] if int(p['size']) > 2]
    tap.equal('the track in the film has as many', len(shown), len(vtt))


def check_report(tap, folder, source):
    import hashlib
    report = json.loads((folder / 'film.report.json').read_text())
    text = json.dumps(report)
    tap.check('the report knows no path', str(folder) not in text and str(source) not in text, text[:400])
    assets = {asset['name']: asset for asset in report['assets']}
    used = set(re.findall(r'\]\((.*?)\)', (source / 'honeycomb.md').read_text())) | {'bed.wav'}
    tap.equal('every asset once', sorted(a['name'] for a in report['assets']), sorted(used))
    for name in sorted(used & assets.keys()):
        tap.equal(f'digest of {name}', assets[name]['sha256'], hashlib.sha256((source / name).read_bytes()).hexdigest())
        tap.equal(f'licence of {name}', (assets[name]['creator'], assets[name]['licence']), ('Filmset', 'CC0-1.0'))
    tap.equal('digest of the film', report['film']['sha256'],
              hashlib.sha256((folder / 'film.mp4').read_bytes()).hexdigest())
    tap.check('the quotation is among the sources', any('Charles Darwin' in s for s in report['sources']), text[-600:])


def check_poster(tap, folder):
    picture = stream_of(kit.ffprobe(folder / 'film.jpg', '-show_streams'), 'video')
    tap.equal('poster', (picture['codec_name'], picture['width'], picture['height']), ('mjpeg', 1920, 1080))


def onset(sound, at):
    """The sample near `at` from which it is no longer quiet: 35 dB below what follows, in windows of 2 ms."""
    hop, reach = 96, 9600
    loudest = max(map(abs, sound[at:at + 24000]))
    for i in range(max(0, at - reach), at + reach, hop):
        window = sound[i:i + hop]
        if window and math.sqrt(sum(s * s for s in window) / len(window)) > loudest * 10 ** (-35 / 20):
            return i
    return at + reach


def check_speech(tap, folder, store):
    """A film without music: its sound begins where the timeline says that words do, and so do its captions."""
    script = kit.small_film(folder)
    kit.built(tap, 'a film without music', script, store, '--draft', '-o', folder / 'speech.mp4')
    said = kit.timeline(kit.filmset('dump', '--stage=timeline', script, f'--store={store}').stdout)
    sound = kit.samples(folder / 'speech.mp4')
    cues = kit.captions((folder / 'speech.vtt').read_text())
    silent_from = 0
    for at, n, words in said['beats']:
        if at - silent_from >= 9600:
            tap.near(f'heard where it should be: {words[:40]}', onset(sound, at) / 48000, at / 48000, kit.FRAME_S)
        silent_from = at + n
        first = min(cues, key=lambda cue: abs(cue[0] - at / 48000))
        tap.near(f'read when it is heard: {words[:40]}', first[0], at / 48000, kit.FRAME_S)
        tap.check('and the words are the same', plain(words)[:12] == plain(first[2])[:12], f'{words!r} {first!r}')


def letters(text):
    return plain(text).replace(' ', '')


def check_cues_begin_with_words(tap, folder, said):
    """Every caption, also one that begins in mid-sentence, begins in the frame in which its first word sounds."""
    words = [(at, letters(word)) for at, word in said['words'] if letters(word)]
    late = []
    for begin, _, text in kit.captions((folder / 'film.vtt').read_text()):
        left = letters(text)
        at = words[0][0] / 48000
        if not left.startswith(words[0][1][:len(left)]) or not begin - 0.001 <= at < begin + kit.FRAME_S + 0.001:
            late.append((begin, at, text, words[0]))
        while words and left:
            left = left[len(words.pop(0)[1]):]
    tap.equal('captions begin with their words', late, [])
    tap.equal('no word is without a caption', words, [])


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder, store = pathlib.Path(name), pathlib.Path(name) / 'store'
        source = folder / 'honeycomb'
        subprocess.run(['cp', '-r', str(kit.ROOT / 'examples/honeycomb'), str(source)], check=True)
        subprocess.run([sys.executable, str(source / 'make-music.py')], check=True)
        script = source / 'honeycomb.md'
        film = folder / 'film.mp4'
        kit.built(tap, 'the example builds', script, store, '--preset=superfast', '-o', film)
        said = kit.timeline(kit.filmset('dump', '--stage=timeline', script, f'--store={store}').stdout)
        probe = kit.ffprobe(film, '-show_format', '-show_streams', '-show_chapters')
        check_streams(tap, probe)
        check_lengths(tap, film, probe, said['frames'])
        check_container(tap, film, probe, said)
        check_sound(tap, film)
        check_decodes(tap, film)
        check_captions(tap, folder, said, script.read_text())
        check_cues_begin_with_words(tap, folder, said)
        check_report(tap, folder, source)
        check_poster(tap, folder)
        check_speech(tap, folder / 'speech', store)
    tap.end()


if __name__ == '__main__':
    main()
