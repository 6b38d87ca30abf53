#!/usr/bin/env python3
"""
Media that are not what they seem: cut off, empty, lying about their size, made to fill the memory, pointing elsewhere. Each in a
script of its own: an error at its line, within five seconds and a gigabyte; or, where some of it can be shown, a film.
Nothing of the file beside the script's folder, and nothing that a playlist or a drawing names, is opened.
"""
import os
import pathlib
import resource
import struct
import subprocess
import time
import zlib

import filmkit as kit

SECONDS, BYTES = 5, 1 << 30


def png_chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def png(width, height, depth, kind, rows, more=b''):
    head = png_chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, depth, kind, 0, 0, 0))
    return b'\x89PNG\r\n\x1a\n' + head + more + png_chunk(b'IDAT', rows) + png_chunk(b'IEND', b'')


def zeros(n):
    """n zero bytes, packed."""
    packer, parts = zlib.compressobj(9), []
    block = bytes(1 << 20)
    for _ in range(n >> 20):
        parts.append(packer.compress(block))
    parts.append(packer.compress(bytes(n & 0xfffff)))
    return b''.join(parts) + packer.flush()


def gif(width, height, frames):
    picture = b'\x2c' + struct.pack('<HHHHB', 0, 0, width, height, 0) + b'\x02\x02\x4c\x01\x00'
    return b'GIF89a' + struct.pack('<HHBBB', width, height, 0x80, 0, 0) + bytes(6) + picture * frames + b'\x3b'


def webp_anim(width, height, frames):
    size = lambda n: struct.pack('<I', n - 1)[:3]
    body = b'VP8X' + struct.pack('<I', 10) + b'\x02\0\0\0' + size(width) + size(height)
    body += b'ANIM' + struct.pack('<IIH', 6, 0, 0)
    body += (b'ANMF' + struct.pack('<I', 40) + bytes(6) + size(width) + size(height) + b'\x64\0\0\0' + b'VP8L' +
             struct.pack('<I', 16) + b'\x2f' + bytes(15)) * frames
    return b'RIFF' + struct.pack('<I', len(body) + 4) + b'WEBP' + body


def grown(heif, factor):
    """A HEIF file that says that it is larger than it is."""
    at = heif.index(b'ispe') + 8
    width, height = struct.unpack('>II', heif[at:at + 8])
    return heif[:at] + struct.pack('>II', width * factor, height * factor) + heif[at + 8:]


def make(folder):
    """{name: what it is}: files that no film can be made of, then those that may play as far as they go."""
    run = lambda command: subprocess.run(command, shell=True, cwd=folder, check=True, stdin=subprocess.DEVNULL, timeout=60)
    run('ffmpeg -v error -y -f lavfi -i testsrc2=s=320x180:r=25:d=1 -c:v libx264 -pix_fmt yuv420p good.mp4')
    run('convert -size 320x180 plasma:red-blue good.png')
    run('convert good.png good.jpg; convert good.png good.heic; convert good.png good.webp; convert good.png good.tiff')
    run('convert good.png -separate -combine -colorspace CMYK inks.jpg')
    run('ffmpeg -v error -y -i good.png -c:v libaom-av1 -still-picture 1 -cpu-used 8 good.avif')
    run('ffmpeg -v error -y -f lavfi -i testsrc2=s=320x180:r=10:d=1 -c:v libwebp_anim moving.webp')
    run('ffmpeg -v error -y -f lavfi -i testsrc2=s=320x180:r=10:d=1 -f apng moving.png')
    read = lambda name: (folder / name).read_bytes()
    cut = lambda name, part: read(name)[:len(read(name)) * part // 100]
    secret = folder.parent / 'secret.png'
    bad = {
        'empty.heic': b'', 'empty.gif': b'', 'empty.cube': b'',
        'cut.heic': cut('good.heic', 60), 'cut.avif': cut('good.avif', 60), 'head.avif': cut('good.avif', 5),
        'cut.jpg': cut('inks.jpg', 60), 'cut.tiff': cut('good.tiff', 60), 'cut.webp': cut('good.webp', 60),
        'ftyp.heic': b'\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'ftyp.mp4': b'\0\0\0\x18ftypisom\0\0\0\0isomiso2',
        'boxes.heic': b'\0\0\0\x18ftypheic\0\0\0\0mif1heic' + b'\0\0\0\x08meta' * 100000,
        'large.heic': grown(read('good.heic'), 400), 'large.avif': grown(read('good.avif'), 400),
        'bomb.png': png(30000, 30000, 8, 6, zeros(1 << 20)),
        'deep.png': png(14000, 14000, 16, 6, zeros(14000 * 8 * 2000)),
        'bomb.apng.png': png(9000, 9000, 8, 6, zeros(1 << 20), png_chunk(b'acTL', struct.pack('>II', 1000, 0))),
        'bomb.gif': gif(65535, 65535, 3), 'many.gif': gif(16000, 16000, 20000),
        'bomb.webp': webp_anim(16000, 16000, 1000),
        'lying.webp': read('moving.webp')[:20] + b'\x02\0\0\0' + b'\xff' * 6 + read('moving.webp')[30:],
        'playlist.mp4': b'#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n' + str(secret).encode() + b'\n',
        'concat.mp4': b'ffconcat version 1.0\nfile good.mp4\n',
        'xml.mp4': b'<?xml version="1.0"?><MPD><BaseURL>http://127.0.0.1:9/</BaseURL></MPD>',
        'sequence.mp4': b'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n',
    }
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="36">{}</svg>'
    soft = {
        'cut.mp4': cut('good.mp4', 100), 'cut.moving.webp': cut('moving.webp', 50), 'cut.moving.png': cut('moving.png', 50),
        'outside.svg': drawing.format(f'<image xlink:href="file://{secret}" width="64" height="36"/>').encode(),
        'script.svg': drawing.format('<script>while (true) {}</script><rect width="64" height="36" onload="x()"/>').encode(),
    }
    for name, data in (bad | soft).items():
        (folder / name).write_bytes(data)
    secret.write_bytes(read('good.png'))
    return bad, soft


def measured(folder, *args):
    """(exit status, stderr, seconds, bytes at most) of filmset; in its own group, so that its children are counted too."""
    begin = time.monotonic()
    process = subprocess.Popen([kit.FILMSET, *args], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    stderr = process.stderr.read().decode(errors='replace')
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, stderr, time.monotonic() - begin, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime


def check_bounds(tap, name, seconds, most):
    # What a busy machine adds is not the program's: the processor's time counts.
    tap.check(f'{name}: within {SECONDS} s', seconds <= SECONDS, f'{seconds:.1f} s')
    tap.check(f'{name}: within a gigabyte', most <= BYTES, f'{most / (1 << 20):.0f} MB')


def check_bad(tap, folder, name):
    kit.write(folder, {'film.md': f'Some words.\n\n![a]({name})\nMore words.\n'})
    status, stderr, _, most, processor = measured(folder, 'dump', '--stage=storyboard', 'film.md', f'--store={folder.parent}/store')
    tap.check(f'{name}: an error at its line', status == 1 and 'film.md:3:' in stderr and '[asset.' in stderr,
              f'exit status {status}\n{stderr}')
    check_bounds(tap, name, processor, most)


def check_soft(tap, folder, name):
    """A film, or an error; and, as the kernel tells, no word with the file outside."""
    kit.write(folder, {'film.md': f'Some words.\n\n![a]({name})\n'})
    before = os.stat(folder.parent / 'secret.png').st_atime_ns
    status, stderr, _, most, _ = measured(folder, 'build', '--draft', 'film.md', f'--store={folder.parent}/store')
    tap.check(f'{name}: a film or an error', status == 0 or (status == 1 and 'film.md:3:' in stderr), f'{status}\n{stderr}')
    tap.check(f'{name}: within a gigabyte', most <= BYTES, f'{most / (1 << 20):.0f} MB')
    tap.equal(f'{name}: nothing outside is read', os.stat(folder.parent / 'secret.png').st_atime_ns, before)


def main():
    tap = kit.Tap()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch) / 'script'
        kit.write(folder, {})
        bad, soft = make(folder)
        for name in bad:
            check_bad(tap, folder, name)
        for name in soft:
            check_soft(tap, folder, name)
    tap.end()


if __name__ == '__main__':
    main()
