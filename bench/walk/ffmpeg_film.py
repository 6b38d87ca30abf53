"""The reference film as one filter graph of ffmpeg's.

`plain` is the cheapest way to say it: zoompan, whose views move in whole pixels of the 4K photograph. `smart` is the
best-looking: perspective, whose views move in fractions of a pixel, on a smaller copy that is decoded once.
"""

from film import ASSETS, CLIPS, DISSOLVE, FPS, HEIGHT, MOVES, SHOTS, WIDTH, frames

SOUND = ('asplit[voice][key];[{music}:a]volume=0.5[bed];[bed][key]sidechaincompress=threshold=0.02:ratio=8:attack=20:'
         'release=500[ducked];[voice][ducked]amix=inputs=2:normalize=0,loudnorm=I=-16:TP=-1.5:LRA=11,aresample=48000[a]')
SMART_SIZE = (2304, 1296)


class Graph:
    def __init__(self):
        self.inputs, self.filters, self.n_inputs = [], [], 0

    def add_input(self, *words):
        self.inputs += map(str, words)
        self.n_inputs += 1
        return self.n_inputs - 1

    def add(self, *chain):
        self.filters.append(''.join(chain))


def to_video(width, height, flags):
    return (f'scale={width}:{height}:in_range=pc:out_range=tv:in_color_matrix=bt601:out_color_matrix=bt709:'
            f'flags={flags},format=yuv420p')


def between(a, b, part):
    return f'({a}+{b - a:.4f}*{part})'


def still(n):
    return f'loop=loop={n - 1}:size=1,settb=1/{FPS},setpts=N'


def plain_view(name, n):
    (z0, x0, y0), (z1, x1, y1) = MOVES[name]
    part = f'(on/{n - 1})'
    zoom, x, y = between(z0, z1, part), between(x0, x1, part), between(y0, y1, part)
    return (f"{to_video(3840, 2160, 'bicubic')},zoompan=z='{zoom}':x='{x}*iw-iw/zoom/2':y='{y}*ih-ih/zoom/2':d={n}:"
            f's={WIDTH}x{HEIGHT}:fps={FPS}')


def smart_view(name, n):
    (z0, x0, y0), (z1, x1, y1) = MOVES[name]
    part, (w, h) = f'((on-1)/{n - 1})', SMART_SIZE  # perspective counts from 1
    zoom, x, y = between(z0, z1, part), between(x0, x1, part), between(y0, y1, part)
    left, right = f'{x}*{w}-{w}/2/{zoom}', f'{x}*{w}+{w}/2/{zoom}'
    top, bottom = f'{y}*{h}-{h}/2/{zoom}', f'{y}*{h}+{h}/2/{zoom}'
    corners = f"x0='{left}':y0='{top}':x1='{right}':y1='{top}':x2='{left}':y2='{bottom}':x3='{right}':y3='{bottom}'"
    return (f"{to_video(w, h, 'lanczos')},{still(n)},perspective={corners}:sense=source:eval=frame:interpolation=linear,"
            f'scale={WIDTH}:{HEIGHT}:flags=bicubic')


def add_shot(graph, mode, name, seconds):
    n = frames(seconds)
    end = f',settb=1/{FPS},setsar=1,format=yuv420p[{name}]'
    if name in MOVES:
        photograph = graph.add_input('-framerate', FPS, '-i', ASSETS / f'{name}.jpg')
        graph.add(f'[{photograph}:v]', {'plain': plain_view, 'smart': smart_view}[mode](name, n), end)
    elif name in CLIPS:
        clip = graph.add_input('-t', seconds, '-i', ASSETS / f'{name}.mp4')
        graph.add(f'[{clip}:v]fps={FPS}', end)
    elif name == 'title':
        graph.add(f'gradients=s=480x270:r={FPS}:d={seconds}:c0=0x0b1e3a:c1=0x355c7d:c2=0xc06c84:c3=0xf67280:n=4:speed=0.02:'
                  f'seed=7,scale={WIDTH}:{HEIGHT}:flags=bilinear:out_color_matrix=bt709', end)
    elif name == 'quotation':
        photograph = graph.add_input('-framerate', FPS, '-i', ASSETS / 'bridge.jpg')
        graph.add(f"[{photograph}:v]{to_video(WIDTH, HEIGHT, 'bicubic')},gblur=sigma=18,eq=brightness=-0.25,{still(n)}",
                  end)
    else:
        graph.add(f'color=c=0x101418:s={WIDTH}x{HEIGHT}:r={FPS}:d={seconds}', end)


def command(mode, preset, crf, x264, out):
    graph = Graph()
    for name, _, seconds in SHOTS:
        add_shot(graph, mode, name, seconds)
    shown = SHOTS[0][0]
    for i, (name, begin, _) in enumerate(SHOTS[1:]):
        graph.add(f'[{shown}][{name}]xfade=transition=fade:duration={DISSOLVE}:offset={begin:.6f}[join{i}]')
        shown = f'join{i}'
    graph.add(f"[{shown}]ass={ASSETS / 'words.ass'},format=yuv420p[v]")
    narration = graph.add_input('-i', ASSETS / 'narration.wav')
    music = graph.add_input('-i', ASSETS / 'music.wav')
    graph.add(f'[{narration}:a]aformat=channel_layouts=stereo,', SOUND.format(music=music))
    return ['ffmpeg', '-v', 'error', '-nostdin', '-y', *graph.inputs, '-filter_complex', ';'.join(graph.filters),
            '-map', '[v]', '-map', '[a]', '-c:a', 'aac', '-b:a', '192k', '-c:v', 'libx264', '-preset', preset, '-crf', crf, '-x264-params', x264,
            '-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv',
            '-movflags', '+faststart', str(out)]
