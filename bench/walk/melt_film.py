"""The reference film as one command of melt's: views by the affine filter in fractions of a pixel, dissolves by the luma
mixer, words by the same subtitles as ffmpeg's, the music's ducking by keyframes of its volume."""

import json

from film import ASSETS, DISSOLVE, FPS, HEIGHT, MOVES, SHOTS, WIDTH, CLIPS, frames, SECONDS

KEY_EVERY = 10                          # frames between two keys of a view
MUSIC_DB, DUCKED_DB = -6, -10           # the music's level, and how much less while somebody speaks
DUCK_SECONDS, RETURN_SECONDS = 0.15, 0.5


def rectangle(name, part):
    """Where the whole picture lies, so that the view fills the frame."""
    zoom, x, y = (a + (b - a) * part for a, b in zip(*MOVES[name]))
    return (f'{WIDTH / 2 - x * WIDTH * zoom:.4f} {HEIGHT / 2 - y * HEIGHT * zoom:.4f} {WIDTH * zoom:.4f} '
            f'{HEIGHT * zoom:.4f} 1')


def affine(rectangles):
    return ['-attach-clip', 'affine', 'background=colour:0', f'transition.rect={rectangles}', 'transition.fill=1',
            'transition.distort=1']


def shot(name, n):
    cut = ['in=0', f'out={n - 1}']
    if name in MOVES:
        keys = sorted({*range(0, n, KEY_EVERY), n - 1})
        moves = ';'.join(f'{key}={rectangle(name, key / (n - 1))}' for key in keys)
        return [str(ASSETS / f'{name}.jpg'), *cut, *affine(moves)]
    if name in CLIPS:
        return [str(ASSETS / f'{name}.mp4'), *cut]
    if name == 'title':
        return [str(ASSETS / 'gradient.png'), *cut, *affine(f'0=0 0 2400 1350 1;{n - 1}=-480 -270 2400 1350 1')]
    if name == 'quotation':
        return [str(ASSETS / 'bridge.jpg'), *cut, '-attach-clip', 'avfilter.gblur', 'av.sigma=18', '-attach-clip',
                'brightness', 'level=0.6']
    return ['colour:#101418', *cut]


def level(seconds, cues):
    """The music's, in dB."""
    def away(begin, end):
        if seconds < begin:
            return (begin - seconds) / DUCK_SECONDS
        return max(0, seconds - end) / RETURN_SECONDS
    return round(MUSIC_DB + DUCKED_DB * (1 - min(1, min(away(begin, end) for begin, end, _ in cues))), 2)


def levels(cues):
    """Keys ten times a second, but for those that say nothing new."""
    keys = [(frames(i / 10), level(i / 10, cues)) for i in range(int(SECONDS * 10) + 1)]
    bends = [key for before, key, after in zip(keys, keys[1:], keys[2:]) if not before[1] == key[1] == after[1]]
    return ';'.join(f'{frame}={db}' for frame, db in (keys[0], *bends, keys[-1]))


def command(preset, crf, x264, out):
    cues = json.loads((ASSETS / 'cues.json').read_text(encoding='utf-8'))
    words = ['melt', '-profile', f'atsc_1080p_{FPS}']
    for i, (name, _, seconds) in enumerate(SHOTS):
        words += shot(name, frames(seconds))
        words += ['-mix', str(frames(DISSOLVE)), '-mixer', 'luma'] if i else []
    mixed = ['always_active=1', 'sum=1']
    return [*words, '-attach-track', 'avfilter.ass', f"av.filename={ASSETS / 'words.ass'}",
            '-audio-track', str(ASSETS / 'narration.wav'),
            '-audio-track', str(ASSETS / 'music.wav'), '-attach-track', 'volume', f'level={levels(cues)}',
            '-transition', 'mix', 'a_track=0', 'b_track=1', *mixed, '-transition', 'mix', 'a_track=0', 'b_track=2', *mixed,
            '-filter', 'dynamic_loudness', 'track=0', 'target_loudness=-16',
            '-consumer', f'avformat:{out}', 'vcodec=libx264', f'preset={preset}', f'crf={crf}', f'x264-params={x264}', 'pix_fmt=yuv420p',
            'acodec=aac', 'ab=192k', 'movflags=+faststart', 'real_time=-1', 'terminate_on_pause=1', 'color_range=mpeg',
            'colorspace=709']
