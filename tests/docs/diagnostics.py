#!/usr/bin/env python3
"""
docs/diagnostics.md is complete and true: every code that the source can emit stands there, no other does, and every example
gives exactly the diagnostics that its lines of carets say: kind, columns, code; anything else, elsewhere or missing fails.
So it is tested, too, that one mistake is reported once.
"""
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

PAGE = kit.ROOT / 'docs/diagnostics.md'
CODE = r'[a-z]+\.[a-z-]+'

# What only a broken machine or a mistake of ours brings about. Everything else has an
# example in the page.
WITHOUT_EXAMPLE = {
    'machine.failed', 'machine.store', 'machine.output', 'machine.project', 'machine.voice', 'machine.speech', 'voices.syntax', 'voices.unknown', 'voices.value', 'voice.fallback', 'takes.missing', 'takes.changed', 'takes.unused', 'takes.folder', 'takes.syntax', 'takes.number', 'takes.silent', 'machine.fonts', 'machine.credits',
    'voice.unavailable', 'time.empty', 'voice.missing', 'voice.repeated', 'build.alignment', 'build.segment', 'build.mix', 'build.film', 'build.poster', 'build.check', 'build.stem', 'build.print',
    'qc.unplayable', 'qc.frames', 'qc.gap', 'qc.video-length', 'qc.sound-length', 'qc.sync', 'qc.keyframes', 'qc.black', 'qc.size',
    'qc.moov', 'qc.loudness', 'qc.peak', 'qc.caption-order', 'qc.caption-length', 'qc.caption-outside', 'qc.caption-empty',
}

# Literals of the source that look like codes and are none. The slots of a theme are found where they are listed.
NOT_CODES = set()
FILE_ENDINGS = ('.h', '.c', '.md', '.txt', '.yaml', '.svg', '.mp4', '.jpg', '.json', '.vtt', '.srt', '.csv')

HOW_TO_ADD = """Add to docs/diagnostics.md, in the section where it belongs:

**`{code}`** — what it means, and what to do.

```markdown
A script that gives exactly this diagnostic.
  ^^^^^^ warning {code}
```

The line of carets stands under the words that the diagnostic points at. The first word of the fence is the script's
format (markdown, text; yaml is a theme), the second the command that finds it (check; dump). A `console` fence has
commands behind `$ ` and what they print; a line `…` stands for any rest. If only a broken machine brings it about, add
it to the table at the end of the page and to WITHOUT_EXAMPLE in tests/docs/diagnostics.py instead. If it is no code of a
diagnostic at all, add it to NOT_CODES there."""


def codes_of_the_source():
    found, slots = {}, set()
    for path in sorted((kit.ROOT / 'src').rglob('*.c')):
        text = re.sub(r'/\*.*?\*/', '', path.read_text(), flags=re.DOTALL)
        for code in re.findall(rf'(?<!include )"({CODE})"', text):
            if not code.endswith(FILE_ENDINGS):
                found.setdefault(code, path.relative_to(kit.ROOT))
        for listed in re.findall(r'slot_names\[\] = \{(.*?)\}', text, re.DOTALL):
            slots.update(re.findall(r'"(.*?)"', listed))
    return {code: path for code, path in found.items() if code not in slots | NOT_CODES}


class Example:
    """A fence under a code: its script without the lines of carets, and what they expect."""

    def __init__(self, code, info, body):
        self.code, self.body = code, body
        self.format, *rest = info.split()
        self.command = rest[0] if rest else 'check'
        self.lines, self.expected = [], []
        for line in body.splitlines():
            if mark := re.fullmatch(rf'( *)(\^+) (error|warning) ({CODE})', line):
                self.expect(*mark.groups())
            elif again := re.fullmatch(r'… ([\d,]+) times', line):
                self.lines += self.lines[-1:] * (int(again.group(1).replace(',', '')) - 1)
            else:
                self.lines.append(line)

    def expect(self, before, carets, severity, code):
        column, line = len(before) + 1, len(self.lines)
        to_the_end = column - 1 + len(carets) == len(self.lines[-1])
        self.expected.append((line, column, None if to_the_end else column + len(carets), severity, code))

    def script(self):
        return '\n'.join(self.lines) + '\n'


def read_page():
    """([Example], {codes without one}, [console blocks]) of the page."""
    text, _, rest = PAGE.read_text().partition('<!-- no examples from here on -->')
    examples, consoles, code = [], [], None
    for part in re.finditer(rf'^\*\*`({CODE})`\*\* — |^```(\w[^\n]*)\n(.*?)^```$', text, re.MULTILINE | re.DOTALL):
        if part.group(1):
            code = part.group(1)
        elif part.group(2) == 'console':
            consoles.append((code, part.group(3)))
        else:
            examples.append(Example(code, part.group(2), part.group(3)))
    cells = [line.split('|')[1] for line in rest.splitlines() if line.startswith('|')]
    return examples, {code for cell in cells for code in re.findall(rf'`({CODE})`', cell)}, consoles


def png(width, height):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    rows = b''.join(b'\0' + bytes(3 * width) for _ in range(height))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def furnish(folder):
    """The folder of the examples, as the page describes it, and a program that finds its themes beside itself."""
    shutil.copytree(kit.ROOT / 'themes', folder / 'themes')
    (folder / 'bin').mkdir()
    shutil.copy(kit.FILMSET, folder / 'bin/filmset')
    kit.write(folder / 'x', {
        'harbour.svg': kit.DOOR_SVG.replace('<rect x', '<rect id="door" x'), 'harbour.svg.yaml': 'creator: Jo Example\nlicence: CC0-1.0\n', 'moon.svg': kit.DOOR_SVG,
        'small.png': png(320, 180), 'broken.jpg': b'\xff\xd8\xff\xe0' + bytes(64), 'tides.md': 'The sea comes and goes.\n',
        'slip.md': '---\ntitle: Tides\npace: fast\n---\n\nThe sea comes and goes.\n'})
    subprocess.run(['ffmpeg', '-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'color=c=teal:s=640x360:r=10:d=2', '-c:v',
                    'mpeg4', str(folder / 'x/waves.mp4')], check=True)
    return folder / 'x'


def run(folder, *args, **more):
    env = os.environ | {'PATH': f'{folder.parent}/bin:' + os.environ['PATH'], 'XDG_CACHE_HOME': str(folder.parent / 'cache')}
    env.pop('GITHUB_ACTIONS', None)
    return subprocess.run(args, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8',
                          errors='replace', timeout=120, check=False, **more).stdout


def put(folder, i, example):
    """Writes an example's files. Returns the name of its script."""
    ending = {'markdown': 'md', 'text': 'txt', 'yaml': 'md'}.get(example.format, example.format)
    script = example.script()
    if example.format == 'yaml':
        kit.write(folder.parent / f'themes/t{i}', {'theme.yaml': script})
        script = f'---\ntheme: t{i}\n---\n\nThe sea comes and goes.\n'
    (folder / f'e{i}.{ending}').write_text(script)
    return f'e{i}.{ending}'


def found_in(output):
    """{name of the script: [(line, column, end column, severity, code)]}; a theme's name is its folder's."""
    found = {}
    for line in output.splitlines():
        if not line.startswith('{'):
            continue
        diag = json.loads(line)
        path = pathlib.Path(diag.get('file', ''))
        name = path.parent.name if path.name == 'theme.yaml' else path.name
        found.setdefault(name, []).append((diag.get('line'), diag.get('column'), diag, diag['severity'], diag['code']))
    return found


def agrees(expected, found):
    line, column, end, severity, code = expected
    diag = found[2]
    if (line, column, severity, code) != (found[0], found[1], found[3], found[4]):
        return False
    point = diag['endColumn'] == column and diag['endLine'] == line
    return end is None or (diag['endLine'] == line and diag['endColumn'] == end) or (point and end == column + 1)


def tell(found):
    return '\n'.join(f'{f[0]}:{f[1]}-{f[2].get("endLine")}:{f[2].get("endColumn")} {f[3]} {f[4]}: {f[2]["message"]}' for f in found)


def test_examples(tap, folder, examples):
    names = [put(folder, i, example) for i, example in enumerate(examples)]
    checks = [name for name, example in zip(names, examples) if example.command == 'check']
    found = found_in(run(folder, 'filmset', 'check', '--json', *checks))
    for i, (name, example) in enumerate(zip(names, examples)):
        if example.command != 'check':
            found.update(found_in(run(folder, 'filmset', example.command, '--stage=plan', '--json', name)))
        got = found.get(f't{i}' if example.format == 'yaml' else name, [])
        good = len(got) == len(example.expected) and all(map(agrees, example.expected, got))
        own = any(code == example.code for *_, code in example.expected)
        tap.check(f'{example.code}: its example', good and own, f'{example.body}\ngives\n{tell(got)}')


def test_consoles(tap, folder, consoles):
    for code, block in consoles:
        wanted = []
        for line in block.splitlines():
            if line.startswith('$ '):
                wanted.append([line[2:]])
            else:
                wanted[-1].append(line)
        for command, *lines in wanted:
            got = run(folder, 'sh', '-c', command, stdin=subprocess.DEVNULL).splitlines()
            if lines[-1:] == ['…']:
                lines, got = lines[:-1], got[:len(lines) - 1]
            named = code is None or any(line.endswith(f'[{code}]') for line in lines)
            tap.check(f'$ {command}', got == lines and named, '\n'.join(got))


def main():
    tap = kit.Tap()
    examples, without, consoles = read_page()
    source = codes_of_the_source()
    shown = {example.code for example in examples} | {code for code, _ in consoles if code}
    for code in sorted(set(source) - shown - without):
        tap.check(f'{code} ({source[code]}) is in docs/diagnostics.md', False, HOW_TO_ADD.format(code=code))
    gone = sorted((shown | without) - set(source))
    tap.check('the page has no code that the source has not', not gone, f'take out of docs/diagnostics.md: {gone}')
    tap.equal('the codes without an example are those that cannot have one', sorted(without), sorted(WITHOUT_EXAMPLE))
    tap.check('no code is shown twice', not shown & without, sorted(shown & without))
    with kit.scratch() as scratch:
        folder = furnish(pathlib.Path(scratch))
        test_consoles(tap, folder, consoles)
        test_examples(tap, folder, examples)
    tap.end()


if __name__ == '__main__':
    main()
