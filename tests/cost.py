#!/usr/bin/env python3
"""cost.py [--write] COST FILE...: what parsing costs, against checked-in figures.

Instructions for each byte of text, counted by callgrind in this program's own code (the
C library differs from machine to machine), and arena bytes for each byte of text. Both
are the same on every run, so that 2 % more is a change of the code, not of the weather.
A figure more than 2 % off, to either side, fails: worse is a loss to look into, better
one to keep, with --write. Instructions are known for one compiler only; with another
they are shown and not judged.
"""
import csv
import pathlib
import re
import subprocess
import sys
import tempfile

FIGURES = pathlib.Path(__file__).with_name('cost.csv')
ALLOWED = 0.02


def own_instructions(profile, program):
    """The instructions that a callgrind profile counts in the program's own code."""
    total, ours, inclusive, objects = 0, False, False, {}
    for line in profile.splitlines():
        found = re.match(r'(c?)ob=\((\d+)\)(?: (.*))?$', line)
        if found:
            objects.setdefault(found[2], found[3])
            ours = ours if found[1] else objects[found[2]].endswith(program)
        elif line.startswith('calls='):
            inclusive = True  # the next line repeats what the called function cost
        elif re.match(r'[+\-*\d]', line):
            if ours and not inclusive:
                total += int(line.split()[1])
            inclusive = False
    return total


def run(cost, times, files):
    """Instructions, bytes of text and bytes of arena of `times` rounds."""
    with tempfile.NamedTemporaryFile() as profile:
        done = subprocess.run(
            ['valgrind', '--tool=callgrind', '--callgrind-out-file=' + profile.name, cost,
             str(times), *files], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f'cost.py: {cost} failed under valgrind:\n{done.stderr}')
        text, arena = map(int, done.stdout.split())
        return own_instructions(pathlib.Path(profile.name).read_text(),
                                pathlib.Path(cost).name), text, arena


def compiler_of(cost):
    """Who made the program, as it stands in its own comment section."""
    shown = subprocess.run(['readelf', '-p', '.comment', cost], capture_output=True,
                           text=True, check=True).stdout
    makers = set(re.findall(r'(GCC: .*|.*clang.*)', shown))
    machine = subprocess.run(['uname', '-m'], capture_output=True, text=True,
                             check=True).stdout.strip()
    return machine + ' ' + ' '.join(sorted(maker.split(']')[-1].strip() for maker in makers))


def judge(name, value, wanted):
    """What is wrong with a figure, or None."""
    change = value / wanted - 1
    if abs(change) <= ALLOWED:
        return None
    return f'{name}: {value:.3f}, {change:+.1%} against {wanted:.3f} in tests/{FIGURES.name}'


def measure(cost, files):
    few, text, arena = run(cost, 2, files)
    many, _, _ = run(cost, 6, files)
    return {'instructions a byte': (many - few) / (4 * text),
            'arena bytes a byte': arena / text}


def main():
    arguments = [a for a in sys.argv[1:] if a != '--write']
    cost, files = arguments[0], arguments[1:]
    found, compiler = measure(cost, files), compiler_of(cost)
    if '--write' in sys.argv:
        with FIGURES.open('w', newline='') as out:
            csv.writer(out, lineterminator='\n').writerows(
                [['figure', 'value', 'compiler']] +
                [[name, f'{value:.3f}', compiler] for name, value in found.items()])
    with FIGURES.open() as figures:
        rows = list(csv.DictReader(figures))
    assert judge('planted', 1.03, 1.0) and judge('planted', 0.97, 1.0), 'a planted 3 % passes'
    assert judge('planted', 1.01, 1.0) is None, 'a planted 1 % does not pass'
    faults = []
    for row in rows:
        fault = judge(row['figure'], found[row['figure']], float(row['value']))
        known = row['figure'].startswith('arena') or row['compiler'] == compiler
        print(f'check-cost: {found[row["figure"]]:.3f} {row["figure"]} of text'
              + ('' if known else f' (not judged: figures are of {row["compiler"]})'))
        faults += [fault] if fault and known else []
    print('\n'.join(faults))
    sys.exit(len(faults) > 0)


main()
