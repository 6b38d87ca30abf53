#!/usr/bin/env python3
"""
Scripts that nobody would write, at full size: `filmset check` answers each in a gigabyte of memory, with what can be made of
it or with a diagnostic, and never falls over. What is meant to hold is five seconds (--table tells); a busy machine needs
longer for the same work, so that only twice as much is a failure here: what takes the square of its length takes minutes.

    limits.py [--table] [--full] [NAME…]     --table prints what each took

The tests run a quarter of the size, which shows the same shapes of growth; --full is the whole.
"""
import concurrent.futures
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

SECONDS, BYTES = 10, 1 << 30
DEEP = 100_000
PART = 1 if '--full' in sys.argv else 4
MANY = 1_000_000 // PART
FULL = (8 << 20) // PART
WORDS = 'the harbour lay still and nobody on the quay said a word about it. '


def nested(before, inside, after, n=DEEP):
    return {'a.md': 'Sea.\n\n' + before * n + inside + after * n + '\n'}


def front(yaml):
    return {'a.md': f'---\n{yaml}\n---\n\nSea.\n'}


def fountain(text):
    return {'a.fountain': text}


def markdown(text):
    return {'a.md': text}


def flow_bomb(depth=9):
    lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
    lines += [f'{chr(98 + i)}: &{chr(98 + i)} [{", ".join([f"*{chr(97 + i)}"] * 9)}]' for i in range(depth)]
    return front('\n'.join(lines))


def wide_includes(n=256):
    everyone = ''.join(f'(include: {i}.md)\n\n' for i in range(n))
    return {'a.md': everyone, **{f'{i}.md': everyone for i in range(n)}}


def include_chain(n=256):
    return {'a.md': '(include: 0.md)\n', **{f'{i}.md': f'Sea.\n\n(include: {i + 1}.md)\n' for i in range(n)}}


def big_includes(n=256, size=1 << 20):
    return {'a.md': ''.join(f'(include: {i % 4}.md)\n\n' for i in range(n)),
            **{f'{i}.md': WORDS * (size // len(WORDS)) for i in range(4)}}


def cast(n):
    return front('cast:\n' + '\n'.join(f'  Person {i}: en-us' for i in range(n)))


def characters(n):
    return fountain('INT. SEA - DAY\n\n' + ''.join(f'PERSON {i}\nAh.\n\n' for i in range(n)))


def chart(n):
    return {'a.md': '![Rain](a.csv){chart=bars}\nSea.\n',
            'a.csv': 'Month,Rain\n' + ''.join(f'{i},{i}\n' for i in range(n))}


# name, the folder's files (the script first), codes of which one must be told (empty: it must be fine, warnings aside)
CASES = [
    # 100,000 deep
    ('quotations', lambda: nested('> ', 'a', ''), ['markdown.depth']),
    ('lists', lambda: nested('- ', 'a', ''), ['markdown.depth']),
    ('numbered lists', lambda: nested('1. ', 'a', ''), ['markdown.depth']),
    ('indented lists', lambda: markdown('Sea.\n\n' + ''.join(' ' * (2 * i) + '- a\n' for i in range(2500))), ['markdown.depth']),
    ('brackets', lambda: nested('[', 'a', ']'), ['markdown.depth']),
    ('links', lambda: nested('[', 'a', '](b)'), ['markdown.depth']),
    ('pictures', lambda: nested('![', 'a', '](b)'), ['markdown.depth']),
    ('stars', lambda: nested('*', 'a', '*'), ['markdown.depth']),
    ('emphasis', lambda: nested('*a ', 'b', ' c*'), ['markdown.depth']),
    ('strong and emphasis', lambda: nested('**a *', 'b', '* c**', DEEP // 2), ['markdown.depth']),
    ('struck out', lambda: nested('~~a ', 'b', ' c~~'), ['markdown.depth']),
    ('marked', lambda: nested('==a ', 'b', ' c=='), []),
    ('code', lambda: nested('`', 'a', '`'), []),
    ('parentheses', lambda: nested('(', 'a', ')'), []),
    ('directions', lambda: nested('(when a: ', '(pause: 1s)', ')'), ['direction.value', 'direction.unknown']),
    ('braces', lambda: nested('{', 'a', '}'), []),
    ('spans', lambda: nested('[', 'a', ']{silent}'), ['markdown.depth']),
    ('open spans', lambda: nested('[a]{', 'a', '}'), ['span.attribute']),
    ('HTML', lambda: nested('<b>', 'a', '</b>'), []),
    ('blocks of HTML', lambda: nested('<div>\n', 'a', '\n</div>'), []),
    ('comments', lambda: nested('<!-- ', 'a', ' -->'), []),
    ('quotation marks', lambda: nested('“', 'a', '”'), []),
    ('nested quotation marks', lambda: nested('Ada said: “', 'a', '.”'), []),
    ('flow sequences', lambda: front('title: ' + '[' * DEEP + ']' * DEEP), ['front.syntax', 'front.value']),
    ('short flow sequences', lambda: front('title: ' + '[' * 30000 + ']' * 30000), ['front.syntax', 'front.value']),
    ('flow mappings', lambda: front('title: ' + '{a: ' * 15000 + '}' * 15000), ['front.syntax', 'front.value']),
    ('block sequences', lambda: front('title:\n  ' + '- ' * 30000 + 'a'), ['front.syntax', 'front.value']),
    ('keys', lambda: front('? ' * 30000 + 'a'), ['front.syntax', 'front.value']),
    ('notes of a screenplay', lambda: fountain('[[' * DEEP + 'a' + ']]' * DEEP + '\n\nSea.\n'), []),
    ('notes over many lines', lambda: fountain('Sea.\n\n' + 'a [[b\n' * (240_000 // PART) + ']]\n\nSea.\n'), None),
    ('boneyards of a screenplay', lambda: fountain('/*' * DEEP + 'a' + '*/' * DEEP + '\n\nSea.\n'), []),
    ('emphasis of a screenplay', lambda: fountain('*a _b **' * DEEP + '\n\nSea.\n'), []),

    # longer than a script may be
    ('a paragraph of 200 MB', lambda: markdown(WORDS * (200_000_000 // len(WORDS))), ['script.size']),
    ('a plain line of 200 MB', lambda: {'a.txt': WORDS * (200_000_000 // len(WORDS))}, ['script.size']),
    ('a screenplay of 200 MB', lambda: fountain(WORDS * (200_000_000 // len(WORDS))), ['script.size']),

    # as long as a script may be
    ('a paragraph', lambda: markdown(WORDS * (FULL // len(WORDS))), None),
    ('a paragraph of sentences', lambda: markdown(WORDS.replace('. ', '. The ') * (FULL // len(WORDS) * 9 // 10)), None),
    ('a paragraph in Chinese', lambda: markdown('潮水每天来两次，' * (FULL // 24)), None),
    ('a paragraph of clauses', lambda: markdown('and, ' * (FULL // 5)), None),
    ('a plain line', lambda: {'a.txt': WORDS * (FULL // len(WORDS))}, None),
    ('an action in a screenplay', lambda: fountain(WORDS * (FULL // len(WORDS))), None),
    ('a word', lambda: markdown('a' * FULL), None),
    ('a word with marks', lambda: markdown('Sea a' + '\u0301' * (FULL // 2 - 9)), None),
    ('words parted by wide blanks', lambda: markdown('a,\u2003' * (FULL // 5)), None),
    ('a number', lambda: markdown('Sea ' + '1' * (FULL - 9)), None),
    ('blanks', lambda: markdown('Sea.' + ' ' * (FULL - 9) + 'Sea.'), None),
    ('no-break spaces', lambda: markdown('Sea.' + '\u00a0' * (FULL // 2 - 9) + 'Sea.'), None),
    ('line ends', lambda: markdown('Sea.' + '\n' * (FULL - 9) + 'Sea.'), None),
    ('line ends in plain text', lambda: {'a.txt': 'Sea.' + '\n' * (FULL - 9) + 'Sea.'}, None),
    ('lines', lambda: markdown('a\n' * (FULL // 2)), None),
    ('lines of plain text', lambda: {'a.txt': 'a\n' * (FULL // 2)}, None),
    ('a comment', lambda: markdown('Sea.\n\n<!-- ' + 'a ' * (FULL // 2 - 99) + '-->\n\nSea.\n'), None),
    ('code', lambda: markdown('Sea.\n\n```\n' + 'a = b;\n' * (FULL // 7 - 99) + '```\n\nSea.\n'), None),
    ('a heading', lambda: markdown('# ' + 'a ' * (FULL // 2 - 99) + '\n\nSea.\n'), None),
    ('a quotation', lambda: markdown('> ' + WORDS * (FULL // len(WORDS) - 99) + '\n\nSea.\n'), None),
    ('front matter', lambda: front('title: ' + 'a' * (FULL - 99)), ['front.syntax']),
    ('front matter of 60 KB', lambda: front('title: ' + 'a' * 60_000), None),
    ('an attribute', lambda: markdown('![](a.jpg){credit="' + 'a' * (FULL - 99) + '"}\nSea.\n'), ['asset.missing', 'image.attribute']),
    ('the name of a file', lambda: markdown('![](' + 'a' * (FULL - 99) + ')\nSea.\n'), ['asset.missing']),
    ('a note', lambda: markdown('(note: ' + 'a ' * (FULL // 2 - 99) + ')\n\nSea.\n'), None),
    ('an open direction', lambda: markdown('(pause: ' * (FULL // 8)), None),
    ('a lower third', lambda: markdown('(lower-third: ' + 'a ' * (FULL // 2 - 99) + ')\n\nSea.\n'), None),
    ('spans', lambda: markdown('[a]{say=b} ' * (FULL // 11)), None),
    ('open spans, full', lambda: markdown('[a]{' * (FULL // 4 - 1) + '}'), None),
    ('entities', lambda: markdown('&amp;' * (FULL // 5)), None),
    ('backslashes', lambda: markdown('\\*' * (FULL // 2)), None),

    # very many
    ('a million paragraphs', lambda: markdown('word\n\n' * MANY), None),
    ('a million plain paragraphs', lambda: {'a.txt': 'word.\n\n' * MANY}, None),
    ('a million shots', lambda: markdown('Sea.\n\n---\n\n' * MANY), ['script.size', 'script.limit']),
    ('120,000 shots', lambda: markdown('Sea.\n\n---\n\n' * (120_000 // PART)), None),
    ('240,000 pictures', lambda: markdown('![](a.jpg)\n\n' * (240_000 // PART)), None),
    ('240,000 headings', lambda: markdown('# a\n\n' * (240_000 // PART)), None),
    ('240,000 credits', lambda: markdown('Sea.\n\n## Credits\n' + 'A | B\n' * (240_000 // PART)), None),
    ('240,000 items', lambda: markdown('- a\n' * (240_000 // PART)), None),
    ('240,000 paragraphs', lambda: markdown('word\n\n' * (240_000 // PART)), None),
    ('240,000 plain paragraphs', lambda: {'a.txt': 'word.\n\n' * (240_000 // PART)}, None),
    ('240,000 speeches', lambda: fountain('ANNA\nAh.\n\n' * (120_000 // PART)), None),
    ('240,000 panels', lambda: markdown('(text: a)\n\n' * (240_000 // PART)), None),
    ('120,000 panels with words', lambda: markdown('(text: a)\n\nSea.\n\n' * (120_000 // PART)), None),
    ('a million sentences', lambda: markdown('Sea is. ' * MANY), None),
    ('a million rules', lambda: markdown('---\n\n' * MANY + 'Sea.\n'), None),
    ('a million headings', lambda: markdown('# a\n\n' * MANY), None),
    ('a million items', lambda: markdown('- a\n' * MANY), None),
    ('a million pictures', lambda: markdown('![](a.jpg)\n' * MANY), None),
    ('a million credits', lambda: markdown('Sea.\n\n## Credits\n' + 'A | B\n' * MANY), None),
    ('a million emphasised words', lambda: markdown('*a* ' * MANY), None),
    ('a million scenes', lambda: fountain('INT. SEA\n\nSea.\n\n' * MANY), ['script.size', 'script.limit']),
    ('quotations in a row', lambda: markdown('> Sea.\n> — Ada\n\n' * (100_000 // PART)), None),
    ('quotations in one paragraph', lambda: markdown('Ada said: “We row.” ' * (100_000 // PART)), None),
    ('links to one place', lambda: markdown('[a]: b\n\n' + '[a] ' * (100_000 // PART)), None),
    ('definitions of links', lambda: markdown(''.join(f'[a{i}]: b\n' for i in range(100_000 // PART)) + '\nSea.\n'), None),
    ('footnotes', lambda: markdown(''.join(f'Sea.[^{i}]\n\n[^{i}]: Ah.\n\n' for i in range(100_000 // PART))), None),
    ('tables', lambda: markdown('a | b\n---|---\n1 | 2\n\n' * (100_000 // PART)), None),
    ('a table of 100,000 rows', lambda: markdown('a | b\n---|---\n' + '1 | 2\n' * (100_000 // PART)), None),
    ('a table of 100,000 columns', lambda: markdown('a|' * DEEP + '\n' + '-|' * DEEP + '\n' + 'a|' * DEEP + '\n'), None),
    ('100,000 pauses', lambda: markdown('(pause: 1s)\n\nSea.\n\n' * (100_000 // PART)), None),
    ('100,000 pauses in a row', lambda: markdown('(pause: 1s)\n' * (100_000 // PART) + '\nSea.\n'), None),
    ('100,000 wrong directions', lambda: markdown('(pause: never)\n\nSea.\n\n' * (100_000 // PART)), ['direction.value']),
    ('100,000 cues', lambda: markdown(''.join(f'(when word{i}: (sound: a.ogg))\n' for i in range(100_000 // PART)) + '\n'
                                      + ' '.join(f'word{i}' for i in range(100_000 // PART))), None),
    ('100,000 cues to words that nobody says', lambda: markdown('(when x: (lower-third: Ada))\n' * (100_000 // PART) + '\n' + 'Sea is. ' * (100_000 // PART)), None),
    ('100,000 cues, a paragraph each', lambda: markdown('(when x: (lower-third: Ada))\n\nSea is x.\n\n' * (100_000 // PART)), None),
    ('100,000 lower thirds', lambda: markdown('(lower-third: Ada | sailor)\n\nSea.\n\n' * (100_000 // PART)), None),
    ('100,000 speakers', lambda: markdown(''.join(f'(speaker: P{i})\n\nSea.\n\n' for i in range(100_000 // PART))), None),
    ('100,000 names before colons', lambda: markdown(''.join(f'**P{i}:** Sea.\n\n' for i in range(100_000 // PART))), None),
    ('a cast of 100,000', lambda: cast(100_000), ['front.syntax', 'front.value', 'cast.limit']),
    ('a cast of 3,000', lambda: cast(3000), None),
    ('100,000 characters', lambda: characters(100_000), None),
    ('100,000 voices', lambda: markdown(''.join(f'(pace: {80 + i % 300})\n\nSea.\n\n' for i in range(100_000 // PART))), None),
    ('a chart of 100,000 rows', lambda: chart(100_000), None),
    ('a chart of 100,000 columns', lambda: {'a.md': '![Rain](a.csv){chart=bars}\nSea.\n', 'a.csv': ('1,' * DEEP + '\n') * 10}, None),
    ('a typed chart of 100,000 rows', lambda: markdown('```bars\n' + 'a: 1\n' * (100_000 // PART) + '```\n\nSea.\n'), None),

    # YAML and includes
    ('a YAML bomb', flow_bomb, ['front.syntax', 'front.value', 'front.unknown']),
    ('YAML tags', lambda: front('title: !!python/object:os.system a\nseries: !<tag:yaml.org,2002:binary> a'), ['front.syntax']),
    ('YAML tags, long', lambda: front('title: !' + 'a' * 60000 + ' a'), ['front.syntax']),
    ('YAML of many keys', lambda: front(''.join(f'k{i}: a\n' for i in range(7000))), ['front.unknown']),
    ('YAML merge keys', lambda: front('a: &a {title: b}\n<<: *a'), ['front.syntax', 'front.unknown', 'front.value']),
    ('includes, wide', wide_includes, ['include.limit', 'include.cycle']),
    ('includes, deep', include_chain, ['include.limit']),
    ('includes, large', big_includes, None),
]


def run(folder, script):
    """What `filmset check` did with a script: status, codes, seconds of processor time, bytes at most."""
    def bound():
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    command = [kit.FILMSET, 'check', '--json', '--store', str(folder / 'store'), str(folder / script)]
    with open(folder / 'out', 'wb+') as out, open(folder / 'err', 'wb+') as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, preexec_fn=bound)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    codes = {json.loads(line)['code'] for line in (folder / 'out').read_text(errors='replace').splitlines()}
    return process.returncode, codes, usage.ru_utime + usage.ru_stime, (folder / 'err').read_text(errors='replace')


def try_case(case):
    """The size of a case's files, and what run() gives of it."""
    with kit.scratch() as folder:
        files = case[1]()
        kit.write(pathlib.Path(folder), files)
        return sum(len(text) for text in files.values()), run(pathlib.Path(folder), next(iter(files)))


def tell(tap, case, table, size, status, codes, seconds, err):
    name, _, wanted = case
    good = status in (0, 1) and (wanted is None or (bool(codes & set(wanted)) and status == 1 if wanted else status == 0))
    if table:
        print(f'# {name:40} {size / 1e6:8.2f} MB {seconds:6.2f} s  {status} {" ".join(sorted(codes))}', flush=True)
    tap.check(name, good, f'status {status} after {seconds:.1f} s, {sorted(codes)}, wanted {wanted}\n{err[:500]}')


def main():
    arguments = [word for word in sys.argv[1:] if not word.startswith('--')]
    tap = kit.Tap()
    cases = [case for case in CASES if not arguments or any(word in case[0] for word in arguments)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for case, (size, result) in zip(cases, pool.map(try_case, cases)):
            tell(tap, case, '--table' in sys.argv, size, *result)
    tap.end()


if __name__ == '__main__':
    main()
