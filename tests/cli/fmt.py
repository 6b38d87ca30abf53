#!/usr/bin/env python3
"""
filmset fmt: what it does to files and says about them; and over every script of the repository, each example of the language's
page and those of CommonMark's specification, that formatting twice is formatting once and changes no storyboard.
"""
import os
import pathlib
import re
import stat
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

ROUGH = 'Tides\n=====\nThe   sea\ncomes.\n* * *\n+ Ebb\n+ Flood\n\n> High water.\n> -- Ada Example, *A Book*\n'
NEAT = '# Tides\n\nThe   sea\ncomes.\n\n---\n\n- Ebb\n- Flood\n\n> High water.\n> — Ada Example, *A Book*\n'
BROKEN = '---\npace: fast\n---\n\nThe sea.\n'
SPEC = kit.ROOT / 'tests/node_modules/commonmark-spec/spec.txt'
FENCE = '`' * 32
ENDINGS = {'markdown': '.md', 'text': '.txt', 'fountain': '.fountain'}


def filmset(folder, *args, script=None):
    return subprocess.run([kit.FILMSET, *map(str, args)], cwd=folder, input=script, encoding='utf-8', stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=240, check=False)


def test_command(tap, folder):
    path = folder / 'rough.md'
    path.write_text(ROUGH)
    path.chmod(0o640)
    done = filmset(folder, 'fmt', '--check', 'rough.md')
    tap.equal('--check names what is not canonical', (done.returncode, done.stdout, path.read_text()), (1, 'rough.md\n', ROUGH))
    piped = filmset(folder, 'fmt', '-', '--read=markdown', script=ROUGH)
    tap.equal('standard input to standard output', (piped.returncode, piped.stdout), (0, NEAT))
    done = filmset(folder, 'fmt', 'rough.md', '-o', 'other.md')
    tap.equal('into another file', (done.returncode, (folder / 'other.md').read_text(), path.read_text()), (0, NEAT, ROUGH))
    done = filmset(folder, 'fmt', 'rough.md')
    tap.equal('in its place', (done.returncode, done.stdout, path.read_text()), (0, '', NEAT))
    tap.equal('it keeps its permissions', stat.S_IMODE(path.stat().st_mode), 0o640)
    written = path.stat()
    done = filmset(folder, 'fmt', 'rough.md')
    tap.equal('what is canonical is not written again', (done.returncode, path.stat().st_ino), (0, written.st_ino))
    tap.equal('and --check is content', filmset(folder, 'fmt', '--check', 'rough.md').returncode, 0)
    (folder / 'broken.md').write_text(BROKEN)
    done = filmset(folder, 'fmt', 'broken.md')
    tap.check('a script with an error is left alone', done.returncode == 1 and 'front.value' in done.stderr and
              (folder / 'broken.md').read_text() == BROKEN, done.stderr)
    (folder / 'play.fountain').write_text('INT. HOUSE - DAY\n\nANNA\nThe tide is out.\n')
    done = filmset(folder, 'fmt', '--to=markdown', 'play.fountain')
    tap.check('a screenplay as Markdown', done.returncode == 0 and '**ANNA:** The tide is out.' in done.stdout, done.stdout)


def scripts_of_the_repository():
    """(name, bytes) of each script that lies in a file."""
    for room in ('examples', 'tests', 'bench'):
        for path in sorted((kit.ROOT / room).rglob('*')):
            if path.suffix in ENDINGS.values() and 'node_modules' not in path.parts and path.name != 'README.md':
                yield f'{path.parent.name}-{path.stem}', path.suffix, path.read_bytes()
    for path in sorted((kit.ROOT / 'tests/fuzz/corpus').glob('*/*')):
        ending = {'plain': '.txt', 'fountain': '.fountain'}.get(path.parent.name, '.md')
        yield f'corpus-{path.parent.name}-{path.name}', ending, path.read_bytes()


def examples_of_the_pages():
    for page in ('docs/language.md', 'docs/diagnostics.md', 'README.md'):
        text = (kit.ROOT / page).read_text(encoding='utf-8')
        for n, (_, kind, body) in enumerate(re.findall(r'^(`{3,})(\w+)\n(.*?)^\1$', text, re.MULTILINE | re.DOTALL)):
            if kind in ENDINGS:
                yield f'{pathlib.Path(page).stem}-{n}', ENDINGS[kind], body.encode()


def examples_of_commonmark():
    if SPEC.exists():
        text = SPEC.read_text(encoding='utf-8').replace('→', '\t')
        for n, body in enumerate(re.findall(rf'^{FENCE} example\n(.*?)^\.\n', text, re.MULTILINE | re.DOTALL)):
            yield f'commonmark-{n}', '.md', body.encode()


def gather(folder):
    """Writes all scripts; returns those that can be read, for only they have a canonical form."""
    names = []
    for name, ending, body in [*scripts_of_the_repository(), *examples_of_the_pages(), *examples_of_commonmark()]:
        (folder / (name + ending)).write_bytes(body)
        names.append(name + ending)
    refused = filmset(folder, 'fmt', '--check', *names).stderr
    wrong = set(re.findall(r'^(\S+?):\d+:\d+: error: ', refused, re.MULTILINE))
    return [name for name in names if name not in wrong], len(names)


def dump(folder, name):
    """The storyboard without the places of the script, or what hinders one, without places, too."""
    done = filmset(folder, 'dump', '--stage=storyboard', '--json', name, f'--store={folder}/store')
    codes = sorted(re.findall(r'"code": ?"([a-z.-]+)"', done.stderr))
    return re.sub(r' @\d+-\d+$', '', done.stdout, flags=re.MULTILINE), codes


def wants_storyboard(name):
    """Of the specification's and diagnostics' examples, whose trees the printer's own test compares, every twentieth has to do."""
    number = re.match(r'(?:commonmark|diagnostics)-(\d+)', name)
    return not number or int(number[1]) % 20 == 0


def test_everything(tap, folder):
    names, n_all = gather(folder)
    tap.check(f'of {n_all} scripts most can be read', len(names) > 0.8 * n_all, len(names))
    before = {name: dump(folder, name) for name in names if wants_storyboard(name)}
    done = filmset(folder, 'fmt', *names)
    tap.equal(f'{len(names)} scripts are formatted', (done.returncode, done.stderr), (0, ''))
    once = {name: (folder / name).read_bytes() for name in names}
    done = filmset(folder, 'fmt', '--check', *names)
    tap.equal('formatting them again would change nothing', (done.returncode, done.stdout), (0, ''))
    filmset(folder, 'fmt', *names)
    tap.check('and changes nothing', all((folder / name).read_bytes() == once[name] for name in names))
    others = [name for name in names if name.endswith(('.fountain', '.txt')) and before.get(name, [''])[0]]
    failed = [name for name in others if filmset(folder, 'fmt', '--to=markdown', name, '-o', 'new.md').returncode != 0]
    tap.check(f'{len(others)} screenplays and plain texts can be written as Markdown', len(others) > 5 and not failed, '\n'.join(failed))
    changed = [name for name in before if dump(folder, name) != before[name]]
    tap.check(f'{len(before)} storyboards are what they were', not changed, '\n'.join(changed))


def main():
    tap = kit.Tap()
    os.environ.pop('GITHUB_ACTIONS', None)
    with kit.scratch() as scratch:
        folder = pathlib.Path(scratch)
        test_command(tap, folder)
        test_everything(tap, kit.write(folder / 'all', {}) or folder / 'all')
    tap.end()


main()
