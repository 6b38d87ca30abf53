#!/usr/bin/env python3
"""Every example of docs/language.md is a script that is read and directed without an error.

Files that an example names need not be there: a file that is missing is the only thing that may be wrong with it.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / 'docs/language.md'
ENDINGS = {'markdown': 'md', 'text': 'txt', 'fountain': 'fountain'}


def examples():
    """(line, format, script) of each fenced example; a fence closes with as many marks as it opens with."""
    lines, at = PAGE.read_text(encoding='utf-8').split('\n'), 0
    while at < len(lines):
        fence = re.match(r'^(`{3,})(\w+)$', lines[at])
        begin, at = at, at + 1
        if not fence:
            continue
        while lines[at] != fence[1]:
            at += 1
        if fence[2] in ENDINGS:
            yield begin + 1, fence[2], '\n'.join(lines[begin + 1:at]) + '\n'
        at += 1


def wrong(folder, script):
    done = subprocess.run([os.environ['FILMSET'], 'check', '--json', f'--store={folder}/store', script], text=True,
                          capture_output=True, check=False)
    if done.returncode not in (0, 1):
        return [f'exit status {done.returncode}', done.stderr]
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{')]
    return [f'{diag["line"]}: {diag["message"]} [{diag["code"]}]' for diag in found
            if diag.get('severity') == 'error' and diag['code'] != 'asset.missing']


def main():
    os.environ.setdefault('FILMSET', str(ROOT / 'build/filmset'))
    found, failed = list(examples()), 0
    print(f'1..{len(found) + 1}')
    with tempfile.TemporaryDirectory() as folder:
        for n, (line, language, text) in enumerate(found, 1):
            script = pathlib.Path(folder) / f'example-{line}.{ENDINGS[language]}'
            script.write_text(text, encoding='utf-8')
            errors = wrong(folder, script)
            failed += bool(errors)
            print(f'{"not " if errors else ""}ok {n} - the {language} example of line {line}')
            for error in errors:
                print(f'# {error}')
    enough = len(found) >= 10
    print(f'{"" if enough else "not "}ok {len(found) + 1} - the page has examples')
    return int(failed > 0 or not enough)


sys.exit(main())
