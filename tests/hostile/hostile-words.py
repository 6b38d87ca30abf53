#!/usr/bin/env python3
"""
A film of hostile words: markup of other languages, things that a shell or printf would act on, control characters, marks
without end. They are words like any others: set, written into captions and report as they stand, and never acted on.
"""
import html
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

# What stands in the script, and what must stand in the captions: the same where nothing is said.
SPOKEN = [
    ('<b>Pango</b> <span size="9"> & &amp; tags.', None),
    (r'ASS {\an8\fs200} and {\p1}m 0 0{\p0} and \N.', None),
    ('Percent %{localtime} %s %n %99999d {{ braces }}.', None),
    ('Shell $(touch pwned) `touch pwned` ${IFS}.', None),
    ('Arrows 00:00:01.000 --> 00:00:02.000.', None),
    ('Turned \u202egnirts\u202c, \u2066kept \u202bopen.', 'Turned gnirts, kept open.'),
    ('Control \x01\x1b[31m\x7f\u0085\ufffe\uffff\U0001fffe\ufdd0 ends.', 'Control [31m ends.'),
    ('Mixed שלום and مرحبا 123.', None),
]
SHOWN = ['a' + '\u0301\u0316' * 250 + 'b', 'w' * 3000, '\U0001F468\u200d\U0001F469\u200d\U0001F467\u200d\U0001F466' * 300]
ENTITIES = 'Null &#0; and &#x202e; turned.'

TURNING = re.compile('[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]')


def escape(words):
    """As Markdown that means just these words."""
    return re.sub(r'([\\`*_{}\[\]<>()#&~=|])', r'\\\1', words)


def script():
    title = r'<i>%s</i> {\\an8} $(touch pwned) &lt;'
    passages = [escape(words) for words, _ in SPOKEN] + [f'Look: [{words}]{{silent}}.' for words in SHOWN] + [ENTITIES]
    return f'---\ntitle: "{title}"\nlanguage: en\n---\n\n' + '\n\n'.join(passages) + '\n\n## Credits\n' + \
        escape(r'{\an8} %s') + ' | ' + escape('<b>Jo</b> $(id)') + '\n'


def words_of(captions):
    """The text of a caption file, cues joined."""
    cues = re.split(r'\r?\n\r?\n', captions)
    lines = [line for cue in cues for line in cue.splitlines() if ' --> 00:' not in line and not line.isdigit()]
    return re.sub(r'\s+', ' ', ' '.join(lines))


def squeezed(words):
    return re.sub(r'\s+', '', words)


def test_captions(tap, folder, name, plain):
    text = (folder / f'a.{name}').read_text()
    said = squeezed(plain(words_of(text)))
    for words, wanted in SPOKEN:
        wanted = wanted or words
        tap.check(f'{name}: {ascii(words)[:40]}', squeezed(wanted) in said, ascii(wanted))
    tap.check(f'{name}: nothing that controls or turns', not TURNING.search(text.replace('\r\n', '\n')),
              ascii(TURNING.findall(text))[:200])
    times = re.findall(r'^\d\d:\d\d:\d\d[.,]\d{3} --> \d\d:\d\d:\d\d[.,]\d{3}\r?$', text, re.MULTILINE)
    arrows = [line for line in text.splitlines() if '-->' in line]
    tap.check(f'{name}: no words are taken for times', len(times) > 5 and (name == 'srt' or len(times) == len(arrows)),
              f'{len(times)} of {len(arrows)}')


def main():
    tap = kit.Tap()
    with kit.scratch() as path:
        folder = pathlib.Path(path)
        kit.write(folder, {'a.md': script()})
        done = kit.filmset('build', folder / 'a.md', '-o', folder / 'a.mp4', '--draft', f'--store={folder}/store')
        tap.check('a film is made', done.returncode == 0, done.stdout + done.stderr)
        test_captions(tap, folder, 'vtt', html.unescape)
        test_captions(tap, folder, 'srt', lambda text: text)
        report = json.loads((folder / 'a.report.json').read_text())
        whole = json.dumps(report, ensure_ascii=False)
        tap.check('the report is as it should be', report and not TURNING.search(whole), ascii(whole)[:300])
        tap.check('and has the title', r'<i>%s</i> {\\an8} $(touch pwned) &lt;' in whole, ascii(whole)[:300])
        tap.check('nothing was run', not list(folder.rglob('pwned')) and not pathlib.Path('pwned').exists())
    tap.end()


if __name__ == '__main__':
    main()
