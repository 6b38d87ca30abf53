#!/usr/bin/env python3
"""The layer table, checked: who includes whom, and whose libraries.

The table itself is the one in src/meson.build. Meson holds it for the rooms' own headers; foreign ones lie on every
compiler's default path, so that only reading the sources shows who uses them. Speaks TAP.

    layers.py [ROOT]
"""

import collections
import pathlib
import re
import sys

# Who may include which foreign headers. The C library, GLib and talloc are everybody's.
FOREIGN = {
    'base': r'nettle/\w+\.h',
    'script': r'md4c\.h|yaml\.h',
    'theme': r'yaml\.h',
    'library': r'yaml\.h',
    'voice': r'espeak-ng/\w+\.h|yaml\.h|curl/curl\.h',
    'sound': r'ebur128\.h',
    'picture': r'pango/[\w-]+\.h|cairo[\w-]*\.h|librsvg/\w+\.h|zimg\.h|fontconfig/\w+\.h|hb[\w-]*\.h|ft2build\.h'
               r'|immintrin\.h|emmintrin\.h|arm_neon\.h',
    'media': r'lib(av\w+|sw\w+|heif)/\w+\.h|lcms2\.h',
    'delivery': r'json-glib/[\w-]+\.h',
    'cli': r'dlfcn\.h',
}
EVERYBODY = r'glib(/[\w-]+|-\w+)?\.h|gio/\w+\.h|talloc\.h|sys/\w+\.h'
C_LIBRARY = set('''assert complex ctype dirent errno fcntl fenv float fnmatch ftw getopt glob grp inttypes iso646 langinfo
    limits locale malloc math poll pthread pwd sched semaphore setjmp signal spawn stdalign stdarg stdatomic stdbool stddef
    stdint stdio stdlib stdnoreturn string strings syslog termios tgmath threads time uchar unistd utime wchar
    wctype'''.split())

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def read_table(root):
    """Room → the rooms that it may use, from the list in src/meson.build."""
    text = (root / 'src/meson.build').read_text()
    rows = re.findall(r"^  \['(\w+)', \[([^\]]*)\],", text, re.MULTILINE)
    return {room: set(re.findall(r"'(\w+)'", uses)) for room, uses in rows}


def files_of(root, folder):
    return sorted(path for path in (root / folder).rglob('*') if path.suffix in ('.c', '.h'))


def room_of(root, path):
    parts = path.relative_to(root).parts
    return parts[2] if parts[0] == 'tests' else parts[1]


def wrong_foreign(room, name):
    if name.removesuffix('.h') in C_LIBRARY or re.fullmatch(EVERYBODY, name):
        return None
    if room in FOREIGN and re.fullmatch(FOREIGN[room], name):
        return None
    return f'<{name}> is no header of {room}'


def wrong_own(room, name, table, homes):
    if '/' in name:
        return f'"{name}" is a path: a header is included by its name alone'
    home = homes.get(name)
    if not home:
        return f'"{name}" is in no room'
    if home == room:
        return None
    if name.endswith('-private.h'):
        return f'"{name}" stays inside {home}'
    return None if home in table[room] else f'{room} may not use {home}: "{name}"'


def check_includes(root, room, paths, table, homes):
    for path in paths:
        # What a room's tests share lies beside them, and is theirs.
        beside = {header.name: room for header in path.parent.glob('*.h')}
        for kind, name in INCLUDE.findall(path.read_text()):
            wrong = wrong_foreign(room, name) if kind == '<' else wrong_own(room, name, table, homes | beside)
            if wrong:
                yield f'{path.relative_to(root)}: {wrong}'


def check_names(root):
    """A name tells a file; and a header's is none of the C library's."""
    for folder in ('src', 'tests/unit'):
        places = collections.defaultdict(list)
        for path in files_of(root, folder):
            places[path.name].append(str(path.relative_to(root)))
        for name, found in sorted(places.items()):
            if len(found) > 1:
                yield f'{name} is the name of several files: {", ".join(found)}'
            if name.endswith('.h') and name.removesuffix('.h') in C_LIBRARY:
                yield f'{found[0]}: the C library has a header of that name'


def check_listed(root):
    """No source lies about that is not built, and no test that is not run."""
    for path in files_of(root, 'src') + files_of(root, 'tests/unit'):
        word = path.name if path.parts[-3] == 'src' else path.stem
        list_file = path.parent / 'meson.build'
        if path.suffix == '.c' and (not list_file.exists() or f"'{word}'" not in list_file.read_text()):
            yield f'{path.relative_to(root)} is in no meson.build'


def check_order(table):
    """A room is listed after those it uses, so nobody uses each other in a circle."""
    seen = set()
    for room, uses in table.items():
        for used in sorted(uses - seen):
            yield f'{room} uses {used}, which is not above it in the table'
        seen.add(room)


def check_rooms(root, table):
    for path in sorted((root / 'src').iterdir()):
        if path.is_dir() and path.name not in table:
            yield f'{path.relative_to(root)} is not in the layer table'


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
    table = read_table(root)
    sources = files_of(root, 'src')
    homes = {path.name: room_of(root, path) for path in sources if path.suffix == '.h'}
    by_room = collections.defaultdict(list)
    for path in sources + files_of(root, 'tests/unit'):
        by_room[room_of(root, path)].append(path)

    checks = [('the table has no circle', check_order(table)), ('every room is in the table', check_rooms(root, table)),
              ('file names are unique', check_names(root)), ('every source is built', check_listed(root))]
    for room in table:
        checks.append((f'{room} includes what it may', check_includes(root, room, by_room[room], table, homes)))

    print(f'1..{len(checks)}')
    failed = 0
    for number, (what, findings) in enumerate(checks, 1):
        findings = list(findings)
        failed += bool(findings)
        print(f'{"not " if findings else ""}ok {number} - {what}')
        for finding in findings:
            print(f'# {finding}')
    return 1 if failed or not table or not sources else 0


if __name__ == '__main__':
    sys.exit(main())
