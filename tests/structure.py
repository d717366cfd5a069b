#!/usr/bin/env python3
"""structure.py LIBRARY: the shape of the code, as the README describes it.

floors    an include never points up
headers   each compiles alone, as C11 and as C++17
names     whatever a public header or the library exports begins with arena or cel
sizes     arena.h and arena.c together stay under 300 lines; no file is huge
globals   the library has no writable data
calls     of libc it needs no more than a list: it neither prints, reads, waits nor exits
words     every code in codes.def has a case in the tests
Each check is tried on a planted fault first: one that cannot fail is none.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

# A floor, and the floors it may include.
FLOORS = {
    'arena': set(),
    'diag': {'arena'},
    'lexer': {'arena', 'diag'},
    'ast': {'arena', 'diag', 'lexer'},
    'parser': {'arena', 'diag', 'lexer', 'ast'},
    'emit': {'arena', 'diag', 'lexer', 'ast'},
    'cli': {'cellar.h', 'bench'},
    'bench': {'cellar.h', 'arena'},
}
LIBRARY = ('arena', 'diag', 'lexer', 'ast', 'parser', 'emit')


def sources(floor):
    return sorted(p for p in pathlib.Path(floor).rglob('*') if p.suffix in ('.c', '.h', '.re'))


def upward_includes(path, text):
    """The includes of a file that its floor may not have."""
    floor = path.parts[0]
    found = []
    for name in re.findall(r'#include "([^"]+)"', text):
        target = name.split('/')[0] if '/' in name else name
        if (path.parent / name).resolve().is_relative_to(pathlib.Path(floor).resolve()) \
                and (path.parent / name).exists():
            target = floor  # beside it in the same floor
        if target != floor and target not in FLOORS[floor]:
            found.append(f'{path}: includes {name}')
    return found


def check_floors():
    planted = upward_includes(pathlib.Path('ast/x.c'), '#include "parser/parser.h"\n')
    assert planted, 'a planted upward include is not found'
    return [f for floor in FLOORS for p in sources(floor)
            for f in upward_includes(p, p.read_text())]


def public_headers():
    return [p for floor in LIBRARY for p in sources(floor) if p.suffix == '.h'] + \
        [pathlib.Path('cellar.h')]


def compiles_alone(header):
    faults = []
    for compiler, language in ((['gcc', '-std=c11'], 'c'), (['g++', '-std=c++17'], 'c++')):
        done = subprocess.run(
            compiler + ['-Wall', '-Wextra', '-Werror', '-I.', '-fsyntax-only', '-x',
                        language, '-'],
            input=f'#include "{header}"\n', text=True, capture_output=True)
        if done.returncode:
            faults.append(f'{header}: alone, as {language}: {done.stderr[:500]}')
    return faults


def check_headers():
    with tempfile.NamedTemporaryFile('w', suffix='.h') as bad:
        bad.write('size_t needs_a_neighbour(void);\n')
        bad.flush()
        assert compiles_alone(bad.name), 'a planted header with a neighbour compiles'
    return [f for h in public_headers() for f in compiles_alone(h)]


def exported_names(library):
    done = subprocess.run(['nm', '-g', '--defined-only', library], text=True,
                          capture_output=True, check=True)
    return [line.split()[2] for line in done.stdout.splitlines() if len(line.split()) == 3]


def declared_names(header):
    """Types, enumerators, macros and functions that a header brings in."""
    text = subprocess.run(['gcc', '-std=c11', '-I.', '-E', '-P', '-x', 'c', header],
                          text=True, capture_output=True, check=True).stdout
    own = re.sub(r'/\*.*?\*/', '', pathlib.Path(header).read_text(), flags=re.S)
    names = re.findall(r'#define (\w+)', own)
    names += re.findall(r'\b(?:struct|union|enum)\s+(\w+)\s*\{', own)
    names += re.findall(r'typedef[^;{]*?\b(\w+)\s*(?:\([^)]*\))?;', own)
    names += re.findall(r'^(?:\w[\w* ]*?[ *])(\w+)\([^;{]*\)\s*[;{]', own, flags=re.M)
    return [n for n in names if n not in ('if', 'while', 'for', 'return', 'sizeof')] + \
        [n for n in enumerators(text) if n not in SYSTEM]


def enumerators(text):
    return [name for body in re.findall(r'\benum\s+\w*\s*\{([^}]*)\}', text)
            for name in re.findall(r'(?:^|,)\s*(\w+)', body)]


# What the standard headers bring in by themselves.
SYSTEM = set(enumerators(subprocess.run(
    ['gcc', '-std=c11', '-E', '-P', '-x', 'c', '-'], text=True, capture_output=True,
    check=True, input='#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n'
                      '#include <string.h>\n').stdout))


def is_ours(name):
    return re.match(r'(arena|ARENA|cel|CEL|__asan_|__msan_)', name)


def check_names(library):
    with tempfile.NamedTemporaryFile('w', suffix='.h') as bad:
        bad.write('enum cel_x { CEL_A, STRAY };\n#define LOOSE 1\nint rogue(int x);\n'
                  'struct odd { int x; };\ntypedef int word;\n')
        bad.flush()
        stray = {n for n in declared_names(bad.name) if not is_ours(n)}
        assert stray == {'STRAY', 'LOOSE', 'rogue', 'odd', 'word'}, f'planted names: {stray}'
    faults = [f'{library} exports {n}' for n in exported_names(library) if not is_ours(n)]
    for header in public_headers():
        faults += [f'{header}: {n}' for n in declared_names(str(header))
                   if not is_ours(n)]
    return faults


def check_sizes():
    faults = []
    lines = {p: len(p.read_text().splitlines()) for f in FLOORS for p in sources(f)}
    arena = lines[pathlib.Path('arena/arena.h')] + lines[pathlib.Path('arena/arena.c')]
    if arena >= 300:
        faults.append(f'arena.h and arena.c together have {arena} lines')
    faults += [f'{p}: {n} lines' for p, n in lines.items()
               if n > 450 and p.name not in ('lexer.c',)]
    for path in lines:
        if path.name != 'lexer.c':
            faults += [f'{path}:{i}: {len(line)} columns'
                       for i, line in enumerate(path.read_text().splitlines(), 1)
                       if len(line) > 92]
    return faults


def of_object(find, text):
    """What `find` says of an object made of a planted source."""
    with tempfile.TemporaryDirectory() as folder:
        made = str(pathlib.Path(folder, 'bad.o'))
        subprocess.run(['gcc', '-c', '-x', 'c', '-o', made, '-'], check=True, text=True,
                       input=text)
        return find(made)


def variables(objects):
    """Symbols in sections that a program may write to; constants that the loader only
    relocates (.data.rel.ro) are none."""
    done = subprocess.run(['objdump', '-t', objects], text=True, capture_output=True,
                          check=True)
    return [line for line in done.stdout.splitlines()
            if re.search(r'\sO?\s+(\.data(?!\.rel\.ro)\S*|\.bss|\.tdata|\.tbss|\*COM\*)\s', line) and
            not re.search(r'\sd\s', line)]


def check_globals(library):
    planted = of_object(variables, 'int counter; static int hidden = 1; int f(void);\n'
                                   'int f(void) { static const char *at = "x";\n'
                                   'return counter + hidden++ + *at++; }\n')
    assert len(planted) == 3, f'planted variables: {planted}'
    return [f'{library} has a variable: {line}' for line in variables(library)]


# What the library may call: memory, texts, numbers; mmap and its like for the pages that
# arena/backend/pages.c takes, the locale ones so that strtod reads 1.5 in every locale.
CALLS = set('''aligned_alloc calloc free malloc realloc madvise mmap munmap
    memchr memcmp memcpy memmove memset strchr strcmp strlen strncmp strstr
    snprintf strtod strtol freelocale newlocale uselocale'''.split())


# What a compiler calls instead, or by itself.
COMPILERS = {'__stack_chk_fail', '__memcpy_chk', '__memset_chk', '__snprintf_chk'}


def other_calls(objects):
    """What the objects need that is neither theirs nor on the list."""
    done = subprocess.run(['nm', '-A', objects], text=True, capture_output=True, check=True)
    names = [line.split()[-2:] for line in done.stdout.splitlines()]
    own = {name for kind, name in names if kind != 'U'}
    return sorted({name for kind, name in names if kind == 'U'} - own - CALLS
                  - {'_GLOBAL_OFFSET_TABLE_'})


def check_calls(library):
    planted = of_object(other_calls, '#include <stdlib.h>\nconst char *f(void);\n'
                                     'const char *f(void) { return getenv("A"); }\n')
    assert planted == ['getenv'], f'planted call: {planted}'
    return [f'{library} calls {name}' for name in other_calls(library)
            if name not in COMPILERS]


def untested_codes(codes, tests):
    return [c for c in re.findall(r'CEL_CODE\("(E\d+)"', codes) if c not in tests]


def check_codes():
    codes = pathlib.Path('diag/codes.def').read_text()
    assert untested_codes('CEL_CODE("E9999", X, "x")', 'E0101'), 'a planted code is tested'
    texts = [p.read_text() for p in pathlib.Path('tests').rglob('*')
             if p.suffix in ('.h', '.py', '.tree', '.errors')]
    return [f'{c}: no test shows it' for c in untested_codes(codes, ' '.join(texts))]


def main():
    library = sys.argv[1]
    faults = check_floors() + check_headers() + check_names(library) + check_sizes() + \
        check_globals(library) + check_calls(library) + check_codes()
    for fault in faults:
        print(fault)
    print(f'check-structure: {len(public_headers())} headers, '
          f'{len(exported_names(library))} exported names, {len(CALLS)} names of libc, '
          f'{len(faults)} faults')
    sys.exit(len(faults) > 0)


main()
