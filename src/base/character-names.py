#!/usr/bin/env python3
"""
Writes the names of all characters as a C array: lines "HEX NAME", compressed. Names that follow a rule are left out.

    character-names.py OUT.c
"""
import sys
import unicodedata
import zlib

BY_RULE = ('CJK UNIFIED IDEOGRAPH-', 'CJK COMPATIBILITY IDEOGRAPH-', 'TANGUT IDEOGRAPH-', 'HANGUL SYLLABLE ')


def main():
    names = ((code, unicodedata.name(chr(code), '')) for code in range(0x110000))
    text = ''.join(f'{code:X} {name}\n' for code, name in names if name and not name.startswith(BY_RULE)).encode()
    packed = zlib.compress(text, 9)
    with open(sys.argv[1], 'w', encoding='ascii') as out:
        out.write('#include <stddef.h>\n\n')
        out.write(f'const size_t fms_character_names_bytes = {len(text)}, fms_character_names_packed_bytes = {len(packed)};\n')
        out.write('const unsigned char fms_character_names_packed[] = {\n')
        for i in range(0, len(packed), 24):
            out.write(','.join(map(str, packed[i:i + 24])) + ',\n')
        out.write('};\n')


if __name__ == '__main__':
    main()
