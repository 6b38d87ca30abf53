#!/usr/bin/env python3
"""
Films in other languages: catalogues made, kept and checked, and what the film of a translation says.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

SCRIPT = """---
title: "The tide's tale"
language: en-GB
languages: [en, de]
voices: {de: de+f2}
---

# A *wet* day

Rain fell on the
roof of [CO2]{say="carbon dioxide"}.

> Every door is two doors.
> — Ada Example, *A Book of Doors*, p. 3

## Credits
Script | Jo Example
"""

GERMAN = {
    "The tide's tale": 'Das "Märchen" der Flut',
    'A *wet* day': 'Ein *nasser* Tag',
    'Rain fell on the roof of [CO2]{say="carbon dioxide"}.': 'Regen fiel auf das Dach aus [CO2]{say="Kohlendioxid"}.',
    'Every door is two doors.': 'Jede Tür ist zwei Türen.',
    'Ada Example, *A Book of Doors*, p. 3': 'Ada Example, *Ein Buch der Türen*, S. 3',
    'Script': 'Buch',
    'Jo Example': 'Jo Example',
}


def run(folder, *args):
    return subprocess.run([kit.FILMSET, *args, f'--store={folder}/store'], cwd=folder, encoding='utf-8', stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=300, check=False)


def quote(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"').replace('\n', '\\n') + '"'


def catalogue(translations):
    """Of every kind that the script has; entries that nothing asks for do no harm."""
    kinds = ('title', 'heading', 'narration', 'quotation', 'source', 'role', 'names')
    return ''.join(f'msgctxt "{kind}"\nmsgid {quote(text)}\nmsgstr {quote(words)}\n\n'
                   for text, words in translations.items() for kind in kinds)


def ids(text):
    joined = re.sub(r'"\n"', '', text)
    return {match.replace('\\"', '"') for match in re.findall(r'^msgid "(.+)"$', joined, re.MULTILINE)}


def test_catalogues(tap, folder):
    kit.write(folder, {'a.md': SCRIPT})
    done = run(folder, 'i18n', 'extract', 'a.md')
    text = (folder / 'po/a.pot').read_text() if done.returncode == 0 else ''
    tap.equal('a template has every text, as it is written', ids(text), set(GERMAN))
    tap.check('... with its line and its time', re.search(r'#\. narration, at 0:0\d\.\d for \d\.\d s\n#: a\.md:10\n', text), text)
    done = run(folder, 'build', 'a.md', '--draft')
    tap.check('a language without a catalogue is told of, and how to make it',
              done.returncode == 1 and 'translation.missing' in done.stderr and 'filmset i18n merge a.md de' in done.stderr, done.stderr)
    tap.equal('... the other film is there', sorted(path.name for path in folder.glob('*.mp4')), ['a.en.mp4'])
    done = run(folder, 'i18n', 'merge', 'a.md')
    tap.check('merge makes it', '7 texts, 0 translated, 0 fuzzy, 7 untranslated' in done.stdout, done.stdout + done.stderr)
    if shutil.which('msgfmt'):
        checked = subprocess.run(['msgfmt', '-o', '/dev/null', folder / 'po/de.po'], check=False)
        tap.equal("gettext's own tools read it", checked.returncode, 0)
    done = run(folder, 'i18n', 'check', '--json', 'a.md')
    tap.equal('check lists what is not translated', [json.loads(line)['code'] for line in done.stderr.splitlines()],
              ['translation.empty'] * 7)


def test_film(tap, folder):
    kit.write(folder / 'po', {'de.po': catalogue(GERMAN)})
    done = run(folder, 'dump', '--stage=storyboard', '--language=de', 'a.md')
    tap.check('a translation is read as the script is', done.returncode == 0 and all(words in done.stdout for words in (
        'Das \\"Märchen\\" der Flut', 'Ein nasser Tag', 'Jede Tür ist zwei Türen.', 'Ein Buch der Türen')), done.stdout + done.stderr)
    tap.check('... with what is said, and in which voice', 'Kohlendioxid' in done.stdout, done.stdout)
    done = run(folder, 'build', 'a.md', '--draft')
    report = json.loads((folder / 'a.report.json').read_text())
    tap.equal('one build makes both', (done.returncode, [(film['name'], film['language'], film['made']) for film in report['films']]),
              (0, [('a.en.mp4', 'en-gb', True), ('a.de.mp4', 'de', True)]))
    tap.check('each with its captions', 'Regen fiel' in (folder / 'a.de.vtt').read_text() and 'Rain fell' in (folder / 'a.en.vtt').read_text())
    tap.equal('places are those of the script or the catalogue', {shot['script'].split(':')[0] for shot in report['films'][1]['shots']
                                                                   if shot['script']} <= {'a.md', 'de.po'}, True)


def test_merging(tap, folder):
    kit.write(folder, {'a.md': SCRIPT.replace('Rain fell on the\nroof', 'Rain fell upon the\nroof').replace('# A *wet* day\n', '')})
    done = run(folder, 'i18n', 'merge', 'a.md', 'de')
    text = (folder / 'po/de.po').read_text()
    tap.check('a changed text is fuzzy, one that is gone is kept', re.search(r'fuzzy\n#\| msgid', text) and '#~ msgid "A *wet* day"' in text,
              text + done.stderr)
    done = run(folder, 'i18n', 'check', 'a.md', '--strict')
    tap.check('... and a check says so', done.returncode == 1 and 'translation.fuzzy' in done.stderr, done.stderr)


def test_wrong(tap, folder):
    kit.write(folder, {'a.md': SCRIPT})
    for name, words, code in (('another element', '# Regen', 'translation.shape'), ('a direction', '(pause: 1s)', 'translation.shape'),
                              ('several', 'Regen.\n\n## Mehr', 'translation.markup')):
        wrong = dict(GERMAN)
        wrong['Rain fell on the roof of [CO2]{say="carbon dioxide"}.'] = words
        kit.write(folder / 'po', {'de.po': catalogue(wrong)})
        done = run(folder, 'i18n', 'check', '--json', 'a.md')
        codes = [json.loads(line) for line in done.stderr.splitlines()]
        tap.check(f'{name} for words', [diag['code'] for diag in codes] == [code] and codes[0]['file'] == 'po/de.po', done.stderr)
    kit.write(folder / 'po', {'de.po': catalogue(GERMAN).replace('msgstr "Buch"', 'msgstr "Buch')})
    done = run(folder, 'build', 'a.md', '--draft', '--language=de')
    tap.check('a broken catalogue fails at its line', done.returncode == 1 and re.search(r'de\.po:\d+:\d+: error', done.stderr), done.stderr)
    (folder / 'po/de.po').unlink()
    (folder / 'po/de.po').symlink_to('/etc/passwd')
    done = run(folder, 'build', 'a.md', '--draft', '--language=de')
    tap.check('nothing outside the folder is read', done.returncode == 1 and 'root:' not in done.stderr, done.stderr)


def main():
    tap = kit.Tap()
    with kit.scratch() as name:
        folder = pathlib.Path(name)
        test_catalogues(tap, folder)
        test_film(tap, folder)
        test_merging(tap, folder)
        test_wrong(tap, folder)
    tap.end()


main()
