#!/usr/bin/env python3
"""
Writes data/platforms.yaml as a C table. It is read line by line, for of YAML it is the plainest part: a list of maps, whose values
are words, numbers and lists of numbers. What is anything else ends the build.

    platform-table.py PLATFORMS.yaml OUT.c
"""
import re
import sys

KEYS = {'name': r'[a-z][a-z-]*', 'title': r'"[^"\\]+"', 'seen': r'20\d\d-[01]\d', 'source': r'.+', 'loudness': r'-\d+', 'peak': r'-\d+',
        'clear': r'\[\d+, \d+, \d+, \d+\]', 'poster': r'\[\d+, \d+\]', 'most': r'\d+'}


def read(path):
    rows = []
    for number, line in enumerate(open(path, encoding='utf-8'), 1):
        line = line.rstrip()
        if not line or line.startswith('#'):
            continue
        found = re.fullmatch(r'(- |  )([a-z]+): (.*)', line)
        if not found or not re.fullmatch(KEYS.get(found[2], r'(?!)'), found[3]) or (found[1] == '- ') != (found[2] == 'name'):
            sys.exit(f'{path}:{number}: cannot be read: {line}')
        if found[1] == '- ':
            rows.append({})
        rows[-1][found[2]] = found[3]
    return rows


def of_zone(zone):
    return '{ ' + zone.strip('[]') + ' }'


def of_row(row):
    if not {'title', 'seen', 'source'} <= row.keys() or ('loudness' in row) != ('peak' in row):
        sys.exit(f'{row["name"]}: title, seen and source are needed, and loudness and peak together')
    width, height = row.get('poster', '[0, 0]').strip('[]').split(', ')
    profile = f'{{ "{row["name"]}", {row.get("loudness", "0")} * 100, {row.get("peak", "0")} * 100, {row["title"]} }}'
    return (f'    {{ .profile = {profile}, .has_profile = {int("loudness" in row)}, .clear = {of_zone(row.get("clear", "[0, 0, 0, 0]"))},\n'
            f'      .poster_width_px = {width}, .poster_height_px = {height}, .poster_most_bytes = {row.get("most", "0")} }},\n')


def names(rows, key):
    return ', '.join(row['name'] for row in rows if key in row)


def main():
    layouts, *rows = read(sys.argv[1])
    if len(rows) > 16:
        sys.exit('more than FMS_MOST_PLATFORMS')
    if layouts.keys() != {'name', 'clear'} or layouts['name'] != 'layouts':
        sys.exit('the first is what the layouts keep to')
    with open(sys.argv[2], 'w', encoding='utf-8') as out:
        out.write('#include "platforms.h"\n\n')
        out.write(f'const struct fms_zone fms_layouts_zone = {of_zone(layouts["clear"])};\n')
        out.write(f'const size_t fms_n_platforms = {len(rows)};\n')
        out.write('const struct fms_platform fms_platforms[] = {\n' + ''.join(map(of_row, rows)) + '};\n')
        out.write(f'const char fms_platform_posters[] = "{names(rows, "poster")}";\n')
        out.write(f'const char fms_profile_names[] = FMS_HOUSE_PROFILES ", {names(rows, "loudness")}";\n')
        out.write('const char fms_profile_hint[] = '
                  f'"one or more of " FMS_HOUSE_PROFILES ", {names(rows, "loudness")}: profile: web";\n')


if __name__ == '__main__':
    main()
