#!/usr/bin/env python3
"""linear.py [--deep PLAIN CELLAR] BLOCKS: hostile texts cost no more than their length.

BLOCKS is tests/linear with the library built to count basic blocks, PLAIN the same as
users build it, for callgrind. The slope of work, and of memory, between the two largest
sizes in log-log must be at most 1.05. Sizes are powers of 16 apart: arrays double, so
that a step of any other kind would find memory at different points between two doublings.

quick  every family and phase, up to 51 KB, work counted as basic blocks
deep   the same up to 1 MB, and each kind of mistake; parsing up to 10 MB, in instructions
       counted by callgrind where the text is valid; the program on records and YAML

First, a planted quadratic must be found, in work and in memory, by either way to count.
Why blocks, beside instructions: tests/linear_count.c.
"""
import collections
import concurrent.futures
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import linear_files
from linear_files import CALLGRIND, Figure

MOST = 1.05
STEP = 16
SHALLOW, DEEP = ['-d', '100'], ['-d', '4000']  # the same depth at the last two sizes
QUICK = (1000, 51200 // STEP, 51200)
WRITERS = (1000, 1000000 // STEP ** 2, 1000000 // STEP, 1000000)
PARSING = (10000000 // STEP, 10000000)
FEWEST_FAMILIES = 25
FLOOR = 1 << 15  # work, and bytes of memory, that may be had at any size


def figures(text):
    rows = [line.split('\t') for line in text.splitlines()]
    return [Figure(r[0], r[1], *map(int, r[2:7]), r[7]) for r in rows]


def count_blocks(program, options, sizes):
    done = subprocess.run([program, *options, *map(str, sizes)], capture_output=True,
                          text=True, check=True)
    return figures(done.stdout)


def count_instructions(program, options, sizes):
    """The same, with the instructions of each phase in the place of its blocks."""
    with tempfile.TemporaryDirectory() as folder:
        profile = pathlib.Path(folder, 'out')
        done = subprocess.run(
            [*CALLGRIND, '--instr-atstart=no', f'--callgrind-out-file={profile}', program,
             *options, *map(str, sizes)], capture_output=True, text=True, check=True)
        found = figures(done.stdout)
        totals = []
        for number, figure in enumerate(found, 1):
            dump = pathlib.Path(f'{profile}.{number}').read_text()
            assert f'Client Request: {figure.phase}\n' in dump, 'dumps in another order'
            totals.append(int(re.search(r'^totals: (\d+)', dump, re.M)[1]))
    return [f._replace(work=total) for f, total in zip(found, totals)]


def slope(small, large, name):
    """How a figure grows beyond what is had at any size: 1 is as the text does."""
    before, after = (max(getattr(f, name), FLOOR) for f in (small, large))
    return math.log(after / before) / math.log(large.size / small.size)


def judge(found, way):
    """(work, memory, what) for each family and phase, and what is wrong."""
    sets, slopes, faults = collections.defaultdict(dict), [], []
    for f in found:
        sets[f.family, f.phase][f.size] = f
        if f.fault:
            faults.append(f'{f.family}, {f.phase}, {f.size} bytes: {f.fault}')
    for (family, phase), sizes in sets.items():
        large = sizes[max(sizes)]
        small = min(sizes.values(), key=lambda s: abs(math.log(large.size / s.size / STEP)))
        what = f'{family}: {phase}, {way}'
        idle = phase == 'parse' and large.work < large.size / 16
        if not 4 < large.size / small.size < 64 or idle:
            faults.append(f'{what}: {small.size} and {large.size} bytes: not measured')
            continue
        slopes.append((slope(small, large, 'work'),
                       max(slope(small, large, name) for name in ('used', 'peak')), what))
    faults += [f'{what}: slope of work {work:.3f}, of memory {memory:.3f}'
               for work, memory, what in slopes if work > MOST or memory > MOST]
    return slopes, faults


def planted_is_found(count, program, sizes):
    for kind in ('valid', 'broken'):
        found = count(program, ['-p', '-k', kind, '-f', '0' if kind == 'valid' else '66',
                                '-n', '3', '-o', 'none'], sizes)
        slopes, faults = judge(found, 'planted')
        if not slopes or len(faults) != len(slopes) or \
           any(work <= MOST or memory <= MOST for work, memory, _ in slopes):
            sys.exit(f'check-linear: a planted quadratic is not noticed: {slopes} {faults}')


def work_of(job):
    """Figures of a job: a way to count, and its arguments."""
    return job[0](*job[1:])


def chunks(program, kind, count):
    """Numbers of families, in as many options as there are processes."""
    return [['-k', kind, '-o', 'none', '-f', str(first), '-n', str(count)]
            for first in range(0, 200, count)]


def deep_jobs(plain, cellar, blocks):
    """(way, jobs): the longest first."""
    yield 'instructions', [(count_instructions, plain, options, PARSING)
                           for options in chunks(plain, 'valid', 8)]
    yield 'blocks', [(count_blocks, blocks, options, PARSING)
                     for options in chunks(blocks, 'broken', 8)]
    yield 'blocks', [(count_blocks, blocks, [*DEEP, '-f', str(first), '-n', '8'],
                      WRITERS)
                     for first in range(0, 200, 8)]
    yield 'blocks', [(count_blocks, blocks, ['-m', '-f', str(first), '-n', '20'], WRITERS)
                     for first in range(0, 400, 20)]
    yield 'the program', [(linear_files.measure, cellar, name) for name in linear_files.FILES]


def steepest(slopes, index):
    best = max(slopes, key=lambda s: s[index])
    return f'{best[index]:.3f} ({best[2]})'


def report(check, slopes, faults, families, most):
    for fault in faults:
        print(fault)
    over = sum(work > MOST or memory > MOST for work, memory, _ in slopes)
    print(f'{check}: {len(families)} families up to {most}, {len(slopes)} slopes, steepest '
          f'instructions {steepest(slopes, 0)}, steepest memory {steepest(slopes, 1)}, '
          f'{over} above {MOST}')
    sys.exit(len(faults) > 0 or len(families) < FEWEST_FAMILIES)


def quick(blocks):
    planted_is_found(count_blocks, blocks, QUICK)
    found = count_blocks(blocks, SHALLOW, QUICK)
    slopes, faults = judge(found, 'blocks')
    report('check-linear-quick', slopes, faults, {f.family for f in found}, '51 KB')


def deep(plain, cellar, blocks):
    planted_is_found(count_instructions, plain, QUICK)
    slopes, faults, families = [], [], set()
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('JOBS', '2'))) as pool:
        for way, jobs in deep_jobs(plain, cellar, blocks):
            found = [f for part in pool.map(work_of, jobs) for f in part]
            more, wrong = judge(found, way)
            slopes += more
            faults += wrong
            families |= {f.family for f in found}
            print(f'{way}: {len(more)} slopes up to {max(f.size for f in found)} bytes, '
                  f'steepest {steepest(more, 0)}, memory {steepest(more, 1)}', flush=True)
    report('check-linear', slopes, faults, families, '10 MB')


def main():
    if sys.argv[1] == '--deep':
        deep(*sys.argv[2:])
    quick(sys.argv[1])


main()
