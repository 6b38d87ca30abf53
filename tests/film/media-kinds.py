#!/usr/bin/env python3
"""
Pictures and clips of every kind that people have, made here, in one film: each must stand upright, in its right shape, colour
and speed. A test card of four colours says where is up and what colour is what; on clips a white bar crosses it at 200
pixels a second, measured in every frame of the film.
"""
import pathlib
import re
import struct
import subprocess
import sys

import filmkit as kit

WIDTH, HEIGHT = 960, 540
CARD = [(200, 50, 50), (50, 180, 60), (40, 70, 200), (128, 128, 128)]  # top left, top right, bottom left, bottom right
INKS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]
# The card's values as a display of gamma 2.2 would show them, in sRGB.
GAMMA = [tuple(round(255 * (1.055 * (c / 255) ** (2.2 / 2.4) - 0.055)) for c in colour) for colour in CARD]
SPEED = 200
SECONDS = 1.2


def run(folder, command):
    done = subprocess.run(command, shell=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding='utf-8', errors='replace', timeout=60, check=False)
    if done.returncode:
        sys.exit(f'{command}\n{done.stdout}')


# Colour profiles, as small as they may be. --------------------------------------------------------------------------

def fixed(*values):
    return b''.join(struct.pack('>i', round(v * 65536)) for v in values)


def icc(device, space, pcs, tags):
    """A profile of version 2 of these tags."""
    at, table, body = 128 + 4 + 12 * len(tags), b'', b''
    for name, data in tags:
        data += bytes(-len(data) % 4)
        table += name + struct.pack('>II', at + len(body), len(data))
        body += data
    head = struct.pack('>I4sI4s4s4s', at + len(body), b'\0\0\0\0', 0x02100000, device, space, pcs)
    head += bytes(12) + b'acsp' + bytes(28) + fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b'\0') + struct.pack('>I', len(tags)) + table + body


def named(text):
    return b'desc' + bytes(4) + struct.pack('>I', len(text) + 1) + text + bytes(1 + 78)


# sRGB's primaries, adapted to D50.
PRIMARIES = [(0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)]


def rgb_profile(primaries, gamma):
    curve = b'curv' + bytes(4) + struct.pack('>IH', 1, round(gamma * 256))
    tags = [(b'desc', named(b'test')), (b'cprt', b'text\0\0\0\0none\0'),
            (b'wtpt', b'XYZ \0\0\0\0' + fixed(0.9642, 1, 0.8249))]
    for name, xyz in zip((b'r', b'g', b'b'), primaries):
        tags += [(name + b'XYZ', b'XYZ \0\0\0\0' + fixed(*xyz)), (name + b'TRC', curve)]
    return icc(b'mntr', b'RGB ', b'XYZ ', tags)


def lab8(rgb):
    light = [c / 255 / 12.92 if c < 11 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    xyz = [sum(p[i] * v for p, v in zip(PRIMARIES, light)) for i in range(3)]
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (xyz[0] / 0.9642, xyz[1], xyz[2] / 0.8249)]
    return (116 * f[1] - 16) * 2.55, 500 * (f[0] - f[1]) + 128, 200 * (f[1] - f[2]) + 128


def ink_profile():
    """Inks of another order than the usual: yellow first, cyan third."""
    cube = b''
    for n in range(16):
        yellow, magenta, cyan, black = (n >> 3 & 1), (n >> 2 & 1), (n >> 1 & 1), n & 1
        rgb = [255 * (1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
        cube += bytes(max(0, min(255, round(v))) for v in lab8(rgb))
    straight = bytes(range(256))
    table = b'mft1' + bytes(4) + bytes([4, 3, 2, 0]) + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1) + straight * 4 + cube + straight * 3
    return icc(b'prtr', b'CMYK', b'Lab ', [(b'desc', named(b'inks')), (b'cprt', b'text\0\0\0\0none\0'),
                                           (b'wtpt', b'XYZ \0\0\0\0' + fixed(0.9642, 1, 0.8249)), (b'A2B0', table)])


def card(colours):
    half = f'{WIDTH // 2 - 1},{HEIGHT // 2 - 1}'
    return (f"convert -size {WIDTH}x{HEIGHT} xc:'rgb{colours[3]}' -fill 'rgb{colours[0]}' -draw 'rectangle 0,0 {half}' "
            f"-fill 'rgb{colours[1]}' -draw 'rectangle {WIDTH // 2},0 {WIDTH - 1},{HEIGHT // 2 - 1}' "
            f"-fill 'rgb{colours[2]}' -draw 'rectangle 0,{HEIGHT // 2} {WIDTH // 2 - 1},{HEIGHT - 1}' -depth 8")


# name, command that makes it, how far its colours may be off (of 255), its colours
STILLS = [
    ('rgb.png', 'convert card.png PNG24:rgb.png', 3, CARD),
    ('deep.png', 'convert card.png -depth 16 PNG48:deep.png', 3, CARD),
    ('palette.png', 'convert card.png PNG8:palette.png', 3, CARD),
    ('alpha.png', 'convert card.png -alpha set PNG32:alpha.png', 3, CARD),
    ('plain.jpg', 'convert card.png -quality 95 plain.jpg', 5, CARD),
    ('lossless.webp', 'convert card.png -define webp:lossless=true lossless.webp', 3, CARD),
    ('lossy.webp', 'convert card.png -quality 95 lossy.webp', 6, CARD),
    ('deep.tiff', 'convert card.png -depth 16 deep.tiff', 3, CARD),
    ('one.gif', 'convert card.png one.gif', 3, CARD),
    ('plain.heic', 'convert card.png -quality 95 plain.heic', 6, CARD),
    ('turned.heic', 'convert card.png -rotate 90 -quality 95 turned.heic', 6, CARD),
    ('plain.avif', 'ffmpeg -v error -y -i card.png -vf scale=out_color_matrix=bt709:out_range=full -c:v libaom-av1 '
     '-still-picture 1 -cpu-used 8 -crf 8 -pix_fmt yuv444p -color_range pc -colorspace bt709 plain.avif', 6, CARD),
    ('deep.avif', 'ffmpeg -v error -y -i card.png -vf scale=out_color_matrix=bt709:out_range=tv -c:v libaom-av1 '
     '-still-picture 1 -cpu-used 8 -crf 8 -pix_fmt yuv420p10le -colorspace bt709 deep.avif', 6, CARD),
    ('swapped.png', 'convert card.png -separate -swap 0,2 -set colorspace sRGB -combine -profile swapped.icc PNG24:swapped.png', 4, GAMMA),
    ('swapped.jpg', 'convert card.png -separate -swap 0,2 -set colorspace sRGB -combine -quality 95 -profile swapped.icc swapped.jpg', 7, GAMMA),
    ('swapped.webp', 'convert card.png -separate -swap 0,2 -set colorspace sRGB -combine -quality 95 -profile swapped.icc swapped.webp', 8, GAMMA),
    ('swapped.tiff', 'convert card.png -separate -swap 0,2 -set colorspace sRGB -combine -profile swapped.icc swapped.tiff', 4, GAMMA),
    ('light.png', 'convert card.png -depth 16 -colorspace RGB -set colorspace sRGB -profile light.icc PNG48:light.png', 4, CARD),
    ('inks.jpg', 'convert inks.png -colorspace CMYK -quality 98 inks.jpg', 6, INKS),
    ('inks-profile.jpg', 'convert inks.png -separate -swap 0,2 -set colorspace sRGB -combine -colorspace CMYK -quality 98 -profile inks.icc '
     'inks-profile.jpg', 16, INKS), # the profile has but 8 bits of Lab
    ('inks-coarse.jpg', 'convert inks.png -colorspace CMYK -sampling-factor 2x2 -quality 98 inks-coarse.jpg', 8, INKS),
]

BAR = (f'[0]format=gbrp,scale={WIDTH}:{HEIGHT},setsar=1[c];[1]format=gbrp[b];'
       f"[c][b]overlay=x='80+{SPEED}*t':y=20:format=gbrp")
X264 = '-c:v libx264 -preset ultrafast -crf 12'
X265 = '-c:v libx265 -preset ultrafast -x265-params log-level=none'
TV = 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'
BRIGHT = 'zscale=transferin=bt709:primariesin=bt709:matrixin=gbr:rangein=full:transfer={}:primaries=bt2020:matrix=bt2020nc:range=limited:npl=203'

# name, frames a second, filters behind the bar, encoder, how far colours may be off, of how many pixels the bar moves at once
CLIPS = [
    ('plain.mp4', '30', TV, f'{X264} -colorspace bt709', 6),
    ('film.mkv', '24000/1001', TV, f'{X264} -colorspace bt709', 6),
    ('ntsc.mp4', '30000/1001', TV, f'{X264} -colorspace bt709', 6),
    ('fast.mp4', '60', TV, f'{X264} -colorspace bt709', 6),
    ('pal.mov', '25', TV, f'{X264} -colorspace bt709', 6),
    ('uneven.mkv', '60', f"select='not(mod(n\\,7))+not(mod(n\\,3))',{TV}", f'-fps_mode passthrough {X264} -colorspace bt709', 6),
    ('narrow.mp4', '30', f'scale=720:540:out_color_matrix=bt709:out_range=tv,format=yuv420p,setsar=4/3',
     f'{X264} -colorspace bt709', 6),
    ('turned.mp4', '30', f'transpose=1,{TV}', f'{X264} -colorspace bt709', 6),
    ('fields.mpg', '50', 'scale=out_color_matrix=bt601:out_range=tv,format=yuv422p,interlace=scan=tff:lowpass=off,'
     'format=yuv420p', '-c:v mpeg2video -q:v 2 -flags +ildct+ilme -top 1 -colorspace smpte170m', 8),
    ('full.mp4', '30', 'scale=out_color_matrix=bt709:out_range=full,format=yuvj420p', f'{X264} -colorspace bt709', 6),
    ('bt601.mp4', '30', 'scale=out_color_matrix=bt601:out_range=tv,format=yuv420p', f'{X264} -colorspace smpte170m', 6),
    ('bt2020.mp4', '30', 'zscale=transferin=bt709:primariesin=bt709:matrixin=gbr:rangein=full:transfer=2020_10:'
     'primaries=bt2020:matrix=bt2020nc:range=limited,format=yuv420p10le',
     f'{X265} -color_primaries bt2020 -colorspace bt2020nc -color_trc bt2020-10', 8),
    ('ten-bit.mkv', '30', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p10le', f'{X265} -colorspace bt709', 6),
    # A highlight's room is taken from the brightest tones; and zimg makes HLG's light of each channel for itself, which
    # BT.2100 makes of all three.
    ('pq.mp4', '30', BRIGHT.format('smpte2084') + ',format=yuv420p10le',
     f'{X265} -color_primaries bt2020 -colorspace bt2020nc -color_trc smpte2084', 16),
    ('hlg.mp4', '30', BRIGHT.format('arib-std-b67') + ',format=yuv420p10le',
     f'{X265} -color_primaries bt2020 -colorspace bt2020nc -color_trc arib-std-b67', 32),
    ('vp8.webm', '30', 'scale=out_color_matrix=bt601:out_range=tv,format=yuva420p',
     '-c:v libvpx -auto-alt-ref 0 -b:v 8M -deadline realtime -cpu-used 8 -colorspace smpte170m', 10),
    ('vp9.webm', '30', 'scale=out_color_matrix=bt709:out_range=tv,format=yuva420p',
     '-c:v libvpx-vp9 -b:v 8M -deadline realtime -cpu-used 8 -colorspace bt709', 10),
    ('prores.mov', '30', 'scale=out_color_matrix=bt601:out_range=tv,format=yuva444p10le',
     '-c:v prores_ks -profile:v 4444', 6),
    ('qtrle.mov', '30', 'format=argb', '-c:v qtrle', 4),
    ('png.mov', '15', 'format=rgba', '-c:v png', 4),
    ('moving.gif', '20', 'split[x][y];[x]palettegen[p];[y][p]paletteuse=dither=none', '', 6),
    ('moving.png', '15', 'format=rgba', '-f apng', 4),
    ('moving.webp', '15', 'format=bgra', '-c:v libwebp_anim -lossless 1', 4),
]


def make(folder):
    (folder / 'swapped.icc').write_bytes(rgb_profile(PRIMARIES[::-1], 2.2))
    (folder / 'light.icc').write_bytes(rgb_profile(PRIMARIES, 1))
    (folder / 'inks.icc').write_bytes(ink_profile())
    run(folder, f'{card(CARD)} PNG24:card.png')
    run(folder, f'{card(INKS)} PNG24:inks.png')
    for name, command, _, _ in STILLS:
        run(folder, command)
    for name, rate, filters, encoder, _ in CLIPS:
        run(folder, f'ffmpeg -v error -y -loop 1 -framerate {rate} -t {SECONDS} -i card.png -f lavfi -t {SECONDS} -i '
            f'color=white:s=16x60:r={rate} -filter_complex "{BAR},{filters}" {encoder} {name}')
    # A quarter turn by the container: FFmpeg's own option, and a box of the same size put over another.
    run(folder, 'ffmpeg -v error -y -i turned.mp4 -c copy -metadata:s:v rotate=90 upright.mp4 && mv upright.mp4 turned.mp4')
    heic = (folder / 'turned.heic').read_bytes()
    at = heic.index(b'pixi')
    (folder / 'turned.heic').write_bytes(heic[:at] + b'irot\x01' + heic[at + 5:])


def script():
    lines = ['---', 'title: Test', 'language: en-GB', '---', '']
    for name, *_ in STILLS:
        lines += [f'![]({name}){{move=none fit=contain}}', 'Look.', '']
    for name, *_ in CLIPS:
        lines += [f'![]({name}){{fit=contain}}', '']
    return '\n'.join(lines)


def frames_of(film):
    """All frames of the film, RGB."""
    reader = subprocess.Popen(['ffmpeg', '-v', 'error', '-nostdin', '-i', str(film), '-vf',
                               'scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int,format=rgb24',
                               '-f', 'rawvideo', '-'], stdout=subprocess.PIPE)
    size = WIDTH * HEIGHT * 3
    while len(frame := reader.stdout.read(size)) == size:
        yield frame
    reader.wait()


def pixel(frame, x, y):
    at = 3 * (y * WIDTH + x)
    return frame[at:at + 3]


def patch(frame, left, top):
    """The mean colour of a patch of 16 × 16."""
    spots = [pixel(frame, left + x, top + y) for x in range(0, 16, 3) for y in range(0, 16, 3)]
    return tuple(round(sum(spot[i] for spot in spots) / len(spots)) for i in range(3))


def corners(frame):
    return [patch(frame, x, y) for y in (HEIGHT // 4, 3 * HEIGHT // 4) for x in (WIDTH // 4, 3 * WIDTH // 4)]


def bar(frame):
    """Where the bar's middle is, in pixels; None where there is none. The least of R, G and B tells white from all patches."""
    least = [min(pixel(frame, x, 50)) for x in range(WIDTH)]
    weights = [max(0, value - 150) for value in least]
    return sum(x * w for x, w in enumerate(weights)) / sum(weights) if sum(weights) > 500 else None


def slope(points):
    n, mean_t = len(points), sum(t for t, _ in points) / len(points)
    mean_x = sum(x for _, x in points) / n
    return sum((t - mean_t) * (x - mean_x) for t, x in points) / sum((t - mean_t) ** 2 for t, _ in points)


def check_colours(tap, name, frame, slack, colours):
    found = corners(frame)
    worst = max(abs(a - b) for one, two in zip(found, colours) for a, b in zip(one, two))
    tap.check(f'{name}: upright, in its colours', worst <= slack, f'got    {found}\nwanted {colours} within {slack}')
    # The card's seams: whatever is too wide or too narrow has them elsewhere, or has bars beside it.
    edges = [patch(frame, x, HEIGHT // 4) for x in (2, WIDTH // 2 - 20, WIDTH // 2 + 4, WIDTH - 18)]
    wanted = [colours[0], colours[0], colours[1], colours[1]]
    worst = max(abs(a - b) for one, two in zip(edges, wanted) for a, b in zip(one, two))
    tap.check(f'{name}: in its shape', worst <= slack + 4, f'got    {edges}\nwanted {wanted}')


def check_speed(tap, name, seen):
    points = [(t, x) for t, x in seen if x is not None]
    if tap.check(f'{name}: the bar is seen', len(points) >= 18, points):
        tap.near(f'{name}: at its speed', slope(points), SPEED, SPEED * 0.03)
        steps = [b[1] - a[1] for a, b in zip(points, points[1:])]
        tap.check(f'{name}: never backwards', min(steps) > -1.5, steps)


def check_film(tap, film, shots):
    rows = [(row, 0) for row in STILLS] + [(row, 1) for row in CLIPS]
    shots = [shot for shot in shots if re.match(r'p\d|picture-', shot[0])]
    if not tap.equal('a shot for each', len(shots), len(rows)):
        return
    seen = {}
    for n, frame in enumerate(frames_of(film)):
        for i, (_, begin, end) in enumerate(shots):
            if not begin + 8 <= n < end - 8:
                continue
            row, moves = rows[i]
            if n == (begin + end) // 2:
                check_colours(tap, row[0], frame, row[4] if moves else row[2], CARD if moves else row[3])
            if moves and n < begin + SECONDS * 30 - 2:
                seen.setdefault(row[0], []).append((n / 30, bar(frame)))
    for (name, *_), moves in rows:
        if moves:
            check_speed(tap, name, seen.get(name, []))


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch)
        make(folder)
        kit.write(folder, {'kinds.md': script()})
        done = kit.built(tap, 'a film of all kinds', 'kinds.md', folder / 'store', '--draft', cwd=folder)
        tap.check('no warnings', 'warning' not in done.stderr, done.stderr)
        dump = kit.filmset('dump', '--stage=timeline', 'kinds.md', f'--store={folder / "store"}', cwd=folder).stdout
        check_film(tap, folder / 'kinds.mp4', kit.timeline(dump)['shots'])
    tap.end()


if __name__ == '__main__':
    main()
