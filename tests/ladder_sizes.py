#!/usr/bin/env python3
"""ladder_sizes.py: each step of docs/ladder/ is the shortest clear change to the one before.

A program and the headers that begin with a step's number are that step. What a step adds
and removes stays under 150 lines; scan.re in the place of scan-by-hand.c is a new file to
be read, not a change, and is not counted. The book shows each step whole. Files and
functions have their sizes, too.
"""
import pathlib
import re
import subprocess
import sys

LADDER, BOOK = pathlib.Path('docs/ladder'), pathlib.Path('docs/book')
MOST_CHANGED, MOST_LINES, MOST_OF_A_FUNCTION = 150, 400, 60


def files(program):
    """The program and the headers that it includes, but for those of all steps: by name
    without the step's number."""
    own = re.findall(r'#include "([1-7]-[^"]+)"', program.read_text())
    return {'program': program, **{name[2:]: LADDER / name for name in own}}


def differing(before, after):
    """(before, after) of the files that differ between two steps; None: there is none."""
    return [(before.get(name), after.get(name)) for name in {**after, **before}
            if before.get(name) != after.get(name)]


def changed(before, after):
    """Lines that are removed and added from one step to the next, as diff counts them."""
    count = 0
    for pair in differing(before, after):
        done = subprocess.run(['diff', *(path or '/dev/null' for path in pair)], text=True,
                              capture_output=True)
        count += sum(line[0] in '<>' for line in done.stdout.splitlines())
    return count


def mark(before, after):
    """The mark by which the book shows all that differs between two steps."""
    sides = sum(differing(before, after), ())
    return f'<!-- diff: {" ".join(str(path or "-") for path in sides)} -->'


def functions(text):
    """The lines of each function, from its first to its brace."""
    return [body.count('\n') + 1 for body in
            re.findall(r'^\w[^;{}#]*\)\n\{\n.*?^\}', text, flags=re.S | re.M)]


def main():
    steps = [files(p) for p in sorted(LADDER.glob('[1-7]-*.c'))]
    faults = []
    for chapter, pair in enumerate(zip(steps, steps[1:]), 2):
        text = next(BOOK.glob(f'{chapter:02}-*.md')).read_text()
        if mark(*pair) not in text:
            faults.append(f'chapter {chapter} does not show the whole step: {mark(*pair)}')
    if changed(steps[0], steps[-1]) < MOST_CHANGED:  # this can fail
        faults.append('the last program hardly differs from the first')
    sizes = [changed(*pair) for pair in zip(steps, steps[1:])]
    for i, size in enumerate(sizes):
        if size >= MOST_CHANGED:
            faults.append(f'{i + 1} to {i + 2}: {size} lines change')
    counted = []
    for path in sorted(LADDER.glob('*.[ch]')):
        text = path.read_text()
        if path.name == 'scan.c':  # re2c's
            continue
        if text.count('\n') >= MOST_LINES:
            faults.append(f'{path}: {MOST_LINES} lines or more')
        of_functions = functions(text)
        counted += of_functions
        if max(of_functions, default=0) >= MOST_OF_A_FUNCTION:
            faults.append(f'{path}: a function of {MOST_OF_A_FUNCTION} lines or more')
    for fault in faults:
        print(f'FAILED: {fault}')
    median = sorted(counted)[len(counted) // 2] if counted else 0
    print(f'check-ladder: steps of {", ".join(map(str, sizes))} lines, '
          f'{len(counted)} functions, median {median} lines, {len(faults)} wrong')
    sys.exit(bool(faults) or len(steps) != 7 or not counted)


main()
