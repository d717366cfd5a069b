#!/usr/bin/env python3
"""abi.py [--write] BUILD: the shared library is what programs were linked against.

exports   its names are those of tests/abi.txt; `make abi` rewrites the list
soname    libcellar.so.MAJOR, from the version in cellar.h
needs     libc alone
globals   nothing a program could write to
Each check is tried on a library with a planted fault first.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

LIST = pathlib.Path('tests/abi.txt')
# What the compiler's own start and end of a library bring along.
OWN = ('completed.0', '__dso_handle', '__TMC_END__')


def output(*command):
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout


def exports(library):
    """`function NAME` or `object NAME` for each exported name."""
    kinds = {'T': 'function', 'D': 'object', 'R': 'object', 'B': 'object'}
    lines = output('nm', '-D', '--defined-only', library).splitlines()
    return sorted(f'{kinds.get(kind, kind)} {name}'
                  for _, kind, name in map(str.split, lines))


def dynamic(library, what):
    return re.findall(rf'^\s*{what}\s+(\S+)', output('objdump', '-p', library), re.M)


def variables(library):
    return [name for name in
            re.findall(r'\sO?\s+\.(?:data|bss|tdata|tbss)\s+\S+\s+(?:\.\w+ )?(\S+)$',
                       output('objdump', '-t', library), re.M)
            if name not in OWN and not name.startswith('.')]


def faults(library, soname):
    names, wanted = exports(library), LIST.read_text().splitlines()
    found = [f'exported, but not in {LIST}: {n}' for n in names if n not in wanted]
    found += [f'in {LIST}, but not exported: {n}' for n in wanted if n not in names]
    if dynamic(library, 'SONAME') != [soname]:
        found.append(f'soname {dynamic(library, "SONAME")}, not {soname}')
    found += [f'needs {n}' for n in dynamic(library, 'NEEDED')
              if not re.match(r'libc\.', n)]
    return found + [f'has a variable: {n}' for n in variables(library)]


def plant(objects, folder):
    """A library with one fault of each kind; what must be found."""
    source, made = pathlib.Path(folder, 'x.c'), pathlib.Path(folder, 'x.so')
    source.write_text('#include <math.h>\nint cel_planted(double x);\n'
                      'static int counter;\n'
                      'int cel_planted(double x) { return counter++ + (int)cos(x); }\n')
    kept = [o for o in objects if not o.endswith('/walk.o')]
    subprocess.run(['cc', '-g0', '-fPIC', '-shared', '-Wl,--no-as-needed', '-o', made,
                    source, *kept, '-lm'], check=True)
    return faults(made, 'libcellar.so.0')


def check_plants(objects):
    with tempfile.TemporaryDirectory() as folder:
        found = ' '.join(plant(objects, folder))
    for fault in ('not in tests/abi.txt: function cel_planted',
                  'not exported: function cel_walk_', 'soname []', 'needs libm.so',
                  'has a variable: counter'):
        assert fault in found, f'the planted fault is not found: {fault}: {found}'


def main():
    build = pathlib.Path(sys.argv[-1])
    version = re.search(r'CELLAR_VERSION "(.*)"', pathlib.Path('cellar.h').read_text())[1]
    library = str(build / f'libcellar.so.{version}')
    if '--write' in sys.argv:
        LIST.write_text('\n'.join(exports(library)) + '\n')
        return
    pic = build / 'pic'
    check_plants([str(o) for o in pic.rglob('*.o')
                  if o.relative_to(pic).with_suffix('.c').exists()])
    found = faults(library, f'libcellar.so.{version.split(".")[0]}')
    for fault in found:
        print(fault)
    print(f'check-abi: {len(exports(library))} exported names, {len(found)} faults')
    sys.exit(len(found) > 0)


main()
