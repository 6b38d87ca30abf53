#!/usr/bin/env python3
"""
Writes the assembler text of a program that opens large libraries at the first call into one of them.

    delay-load.py CC… OUT.S LIBRARY… -- ARCHIVE…

LIBRARY is what follows -l; ARCHIVE is a static library of ours. Whatever the archives leave undefined and a library
defines gets a stub of the same name, and the program is linked with the stubs in place of the library. A stub jumps
through its slot. At first every slot leads to fms_delay_open() in delay-load.c, which opens the library and fills its slots;
from then on a call costs one jump more. Speaks x86-64 and the ELF of GNU systems.
"""

import pathlib
import re
import subprocess
import sys

# The number of the function lies on the stack, above it where the caller goes on. All that may hold an argument is kept.
KEPT = ('rax', 'rcx', 'rdx', 'rsi', 'rdi', 'r8', 'r9', 'r10')
HEAD = '''/* Written by delay-load.py. */
    .text
    .type first_call, @function
first_call:
    .cfi_startproc
    .cfi_def_cfa_offset 24
    pushq %rbp
    .cfi_def_cfa_offset 32
    .cfi_offset %rbp, -32
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    andq $-16, %rsp
    subq $192, %rsp
'''
CALL = '''    movl 8(%rbp), %edi
    call fms_delay_open@PLT
    movq %rax, %r11
'''
TAIL = '''    leave
    .cfi_def_cfa %rsp, 24
    addq $8, %rsp
    .cfi_def_cfa_offset 16
    jmp *%r11
    .cfi_endproc
    .size first_call, . - first_call
'''


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True).stdout


def undefined(archives):
    """What the archives want of others."""
    wanted, had = set(), set()
    for line in output('nm', *archives).splitlines():
        if match := re.search(r'\bU (\w+)$', line):
            wanted.add(match[1])
        elif match := re.search(r'\b[A-Zu] (\w+)$', line):
            had.add(match[1])
    return wanted - had


def library_file(compiler, name):
    path = output(*compiler, f'-print-file-name=lib{name}.so').strip()
    if '/' not in path:
        sys.exit(f'delay-load: no lib{name}.so')
    return path


def soname(path):
    return re.search(r'SONAME\s+(\S+)', output('objdump', '-p', path))[1]


def functions(path, wanted):
    """What is wanted and a library defines: functions only, since a variable cannot wait for its first use."""
    found = set()
    for line in output('nm', '-D', '--defined-only', path).splitlines():
        kind, name = line.split()[-2:]
        name = name.split('@')[0]
        if name in wanted and kind not in 'TWi':
            sys.exit(f'delay-load: {name} of {path} is no function')
        if name in wanted:
            found.add(name)
    return sorted(found)


def first_call():
    slots = [(f'movq %{name}', f'{8 * i}(%rsp)', f'%{name}') for i, name in enumerate(KEPT)]
    wide = [(f'movaps %xmm{i}', f'{64 + 16 * i}(%rsp)', f'%xmm{i}') for i in range(8)]
    save = ''.join(f'    {move}, {place}\n' for move, place, _ in slots + wide)
    restore = ''.join(f'    {move.split()[0]} {place}, {register}\n' for move, place, register in slots + wide)
    return HEAD + save + CALL + restore + TAIL


def stub(number, name):
    return (f'    .globl {name}\n    .hidden {name}\n    .type {name}, @function\n{name}:\n    .cfi_startproc\n'
            f'    endbr64\n    jmp *fms_delay_slots+{8 * number}(%rip)\n    .cfi_endproc\n    .size {name}, . - {name}\n'
            f'first_{number}:\n    .cfi_startproc\n    pushq ${number}\n    .cfi_adjust_cfa_offset 8\n'
            f'    jmp first_call\n    .cfi_endproc\n')


def table(section, label, lines):
    return (f'    .section {section}\n    .globl {label}\n    .hidden {label}\n    .balign 8\n{label}:\n' +
            ''.join(f'    {line}\n' for line in lines))


def text_of(calls, names):
    """`calls`: functions with the number of their library; `names`: the libraries' sonames."""
    strings = [f'name_{i}:\n    .asciz "{function}"\n' for i, (function, _) in enumerate(calls)]
    strings += [f'soname_{i}:\n    .asciz "{name}"\n' for i, name in enumerate(names)]
    return ''.join([first_call(), *(stub(i, function) for i, (function, _) in enumerate(calls)),
                    table('.data', 'fms_delay_slots', [f'.quad first_{i}' for i in range(len(calls))]),
                    table('.data.rel.ro, "aw"', 'fms_delay_functions',
                          [f'.quad name_{i}, soname_{library}' for i, (_, library) in enumerate(calls)]),
                    table('.rodata', 'fms_delay_n_functions', [f'.long {len(calls)}']), *strings, '    .section .note.GNU-stack, "", @progbits\n'])


def main():
    words = sys.argv[1:]
    out, bar = next(i for i, word in enumerate(words) if word.endswith('.S')), words.index('--')
    wanted = undefined(words[bar + 1:])
    calls, names = [], []
    for name in words[out + 1:bar]:
        path = library_file(words[:out], name)
        here = functions(path, wanted)
        wanted -= set(here)
        calls += [(function, len(names)) for function in here]
        names.append(soname(path))
    pathlib.Path(words[out]).write_text(text_of(calls, names))


if __name__ == '__main__':
    main()
