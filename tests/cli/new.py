#!/usr/bin/env python3
"""
filmset new: a project that passes a check and builds, an article that becomes a script of the same words, and nothing that
is ever overwritten.
"""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'film'))
import filmkit as kit

MARKDOWN = """---
layout: post
title: The harbour
author: Jo Example
tags:
  - sea
---

# The harbour

Stand in a *harbour* for a [day](https://example.org) & the sea will leave you\\*.

1. one_two_three
2. 2 * 3 * 4 < 5

![A door in a \\[red\\] wall](pics/door%20one.svg){width=50% move=in}
The door is #1 -- open.

![Gone](https://example.org/a.png)

Nothing here.[^1]

    # indented

> Never trust a flat sea.
> — Ada Example, *A Book of Seas*

## Tides

```c
ebb();
```

Twice a day:

| Place | Tides |
|:------|------:|
| Dover | `2`   |

1. Here:
   - There:

     ```py
     def flow():
         return 2
     ```

     | Moon | Sun |
     |------|-----|
     | 2    | 1   |

2. Nowhere.

~~~ bars {title="High water" unit=m}
Dover: 6.8
~~~

Words again.

<div>An advertisement</div>

\\# no heading, `~~not~~ struck` & &amp;nbsp; ==high==

--- not a rule

***

2024\\. A year.

## Credits

Director | Jo *Example*
Music | Kim
"""

PLAIN = """One-minute science丨The *real* harbour

Stand in a harbour_for_a day, and <b>wait</b> &amp; see.
# one
> two
- three
1. four
=====
[five](six) ![seven](eight) ~~nine~~ `ten` \\ eleven {twelve}

The harbour master said: "Never trust a flat sea."

Director丨Jo
"""

SCREENPLAY = """Title: The tide

INT. HARBOUR - DAY

The tide is *out*.

ADA
When does it come back?

BEN ALI
At six.
"""


def texts(folder, script):
    """What a script says, without places: the texts of its dump in order."""
    dump = kit.filmset('dump', '--stage=script', f'--store={folder}/store', script).stdout
    return re.findall(r'^ *(title|series|text|source|role|names) \S+ (".*")$', dump, re.MULTILINE)


def storyboard(folder, script):
    """What a film of the script shows and says, without places."""
    return kit.filmset('dump', '--brief', f'--store={folder}/store', script).stdout


def panels(folder, script):
    """The panels of a script: their lines of its dump in order, without places."""
    dump = kit.filmset('dump', '--stage=script', f'--store={folder}/store', script).stdout
    found = re.findall(r'^panel .*\n(?:  .*\n)*', dump, re.MULTILINE)
    return [re.sub(r' \d+:\d+-\d+:\d+', '', panel) for panel in found]


def check(folder, script):
    return kit.filmset('check', '--strict', f'--store={folder}/store', script)


def passes(tap, folder, name):
    done = check(folder, folder / name / 'script.md')
    tap.check(f'{name} passes a strict check', done.returncode == 0, done.stdout + done.stderr)


def good(tap, folder, name):
    """A project that has just been made: it passes and builds, and what is built is ignored by Git."""
    script = folder / name / 'script.md'
    passes(tap, folder, name)
    kit.built(tap, f'{name} builds', script, folder / 'store', '--draft')
    subprocess.run(['git', 'init', '-q', folder / name], check=True)
    status = subprocess.run(['git', '-C', folder / name, 'status', '--short', '-uall'], stdout=subprocess.PIPE, encoding='utf-8',
                            check=True).stdout
    files = sorted(line[3:] for line in status.splitlines())
    tap.check(f'{name} ignores what is built', '.gitignore' in files and not any(f.startswith('script.') and f != 'script.md' for f in files),
              files)


def test_example(tap, folder):
    done = kit.filmset('new', folder / 'why-tides')
    tap.equal('new', (done.returncode, done.stdout, done.stderr), (0, f'{folder}/why-tides/script.md\n', ''))
    text = (folder / 'why-tides/script.md').read_text()
    tap.check('the title is made of the name', 'title: "Why tides"\nlanguage: en-GB\n' in text, text)
    good(tap, folder, 'why-tides')
    kit.filmset('new', folder / 'ebbe', '--language=de')
    tap.check('a language', 'language: de\n' in (folder / 'ebbe/script.md').read_text())
    (folder / 'loud.md').write_text(text.replace('# series', 'series').replace('# aspect', 'aspect').replace('# pace', 'pace'))
    (folder / 'pictures').symlink_to('why-tides/pictures')
    done = kit.filmset('check', f'--store={folder}/store', folder / 'loud.md')
    tap.check('its hints hold', done.returncode == 0, done.stdout)
    tap.equal('a bad language', kit.filmset('new', folder / 'x', '--language=no/where').returncode, 2)
    tap.equal('no name', kit.filmset('new').returncode, 2)


def test_articles(tap, folder):
    kit.write(folder / 'pics', {'door one.svg': kit.DOOR_SVG, 'door one.svg.yaml': 'creator: Jo Example\n'})
    kit.write(folder, {'a.md': MARKDOWN, 'bare.md': MARKDOWN.split('---\n', 2)[2], 'b.txt': PLAIN,
                       'c.txt': (kit.ROOT / 'examples/plain-zh/tea.txt').read_text()})
    done = kit.filmset('new', folder / 'harbour', '--from', folder / 'a.md')
    tap.check('what is left out of an article is said', done.returncode == 0 and '[markdown.html]' in done.stderr and
              'front.' not in done.stderr, done.stderr)
    text = (folder / 'harbour/script.md').read_text()
    brought = panels(folder, folder / 'harbour/script.md')
    tap.equal('tables, code and charts come along, out of lists too', brought, panels(folder, folder / 'bare.md'))
    tap.equal('all five of them', len(brought), 5)
    tap.check('items keep their numbers', re.search(r'\n1\. Here:\n +- +There:\n', text) and '\n2. Nowhere.\n' in text, text)
    tap.check('a picture comes along with its maker, the others are notes',
              '](pictures/door-one.svg){move=in}\n' in text and 'not found here: Gone' in text and
              (folder / 'harbour/pictures/door-one.svg.yaml').exists(), text)
    tap.check('what front matter had', 'title: "The harbour"' in text and 'author: "Jo Example"' in text and 'layout' not in text, text)
    kit.filmset('new', folder / 'plain', '--from', folder / 'b.txt')
    kit.filmset('new', folder / 'tea', '--from', folder / 'c.txt')
    (folder / 'd.fountain').write_text(SCREENPLAY)
    kit.filmset('new', folder / 'play', '--from', folder / 'd.fountain')
    tap.equal('a screenplay gives the same film', storyboard(folder, folder / 'play/script.md'), storyboard(folder, folder / 'd.fountain'))
    passes(tap, folder, 'play')
    for name, source in (('plain', 'b.txt'), ('tea', 'c.txt')):
        tap.equal(f'{name} says the same', texts(folder, folder / name / 'script.md'), texts(folder, folder / source))
        tap.check(f'{name} says something', len(texts(folder, folder / source)) > 5)
    tap.check('the language is guessed', 'language: zh\n' in (folder / 'tea/script.md').read_text())
    good(tap, folder, 'harbour')
    passes(tap, folder, 'plain')
    passes(tap, folder, 'tea')
    again = kit.filmset('new', folder / 'again', '--from', folder / 'harbour/script.md')
    tap.equal('a script becomes the same script', ((folder / 'again/script.md').read_text(), again.stderr), (text.replace(
        re.search(r'<!-- a picture that was not.*?-->\n\n', text).group(0), ''), ''))
    tap.equal('an empty article', kit.filmset('new', folder / 'e', '--from', '/dev/null').returncode, 1)
    tap.check('leaves nothing', not (folder / 'e').exists())


def test_nothing_overwritten(tap, folder):
    for name in ('script.md', '.gitignore', 'pictures/placeholder.svg'):
        place = folder / ('own-' + name.replace('/', '-'))
        (place / 'pictures').mkdir(parents=True)
        (place / name).write_text('mine')
        done = kit.filmset('new', place)
        files = sorted(str(p.relative_to(place)) for p in place.rglob('*') if p.is_file())
        tap.check(f'{name} stays, and nothing is made beside it', done.returncode == 1 and '[project.exists]' in done.stderr and
                  files == [name] and (place / name).read_text() == 'mine', f'{done.stderr} {files}')
    dangling = folder / 'dangling'
    dangling.mkdir()
    (dangling / 'script.md').symlink_to('../elsewhere.md')
    kit.filmset('new', dangling)
    tap.check('not even through a link', not (folder / 'elsewhere.md').exists())
    tap.equal('a place that cannot be', kit.filmset('new', '/proc/film').returncode, 74)
    (folder / 'beside').mkdir()
    (folder / 'beside/README.md').write_text('mine')
    tap.equal('other files do no harm', kit.filmset('new', folder / 'beside').returncode, 0)


def main():
    tap = kit.Tap()
    with kit.scratch() as scratch:
        for test in (test_example, test_articles, test_nothing_overwritten):
            test(tap, pathlib.Path(scratch))
    tap.end()


if __name__ == '__main__':
    main()
