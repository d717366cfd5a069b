#!/usr/bin/env python3
"""linear.py [--deep PLAIN CELLAR] BLOCKS: hostile texts cost no more than their length.

BLOCKS is tests/linear with the library built to count basic blocks, PLAIN the same as
users build it, for callgrind. The slopes of work, of memory and of what is written, between
the two largest sizes in log-log, must be at most 1.05. Sizes are powers of 16 apart: arrays
double, so that another step would find memory at different points between two doublings.

quick  every family and phase, up to 51 KB, work counted as basic blocks
deep   the same up to 1 MB, and each kind of mistake; up to 10 MB parsing, in instructions
       counted by callgrind where the text is valid, and for each family one form of output
       in turn, for all would take half an hour; the program on records and YAML

First, planted faults must be found. Why blocks, beside instructions: tests/linear_count.c.
"""
import argparse
import collections
import concurrent.futures
import math
import os
import pathlib
import re
import sys
import tempfile

import linear_files
from linear_files import CALLGRIND, Figure, give_up, output_of

MOST = 1.05
STEP = 16
FIGURES = ('work', 'memory', 'written')
# One depth at the last two sizes of each: what is indented grows with it, too.
SHALLOW, DEEP, USUAL = ['-d', '100'], ['-d', '2000'], ['-d', '250']
QUICK = (1000, 51200 // STEP, 51200)
SMALL = (1000, 1000000 // STEP ** 2, 1000000 // STEP, 1000000)
LARGE = (10000000 // STEP, 10000000)
FEWEST_FAMILIES = 25
FLOOR = 1 << 15  # work, and bytes, that may be had at any size

# Slopes that may be steeper: {(figure, phase, family): (slope, why)}
BALANCED = (1.12, 'a chain of n is drawn as a tree of log n levels, each indented more')
OFFSETS = (1.08, 'nothing but lines: each is a number, as long as that of its last byte')
EXEMPT = {('written', 'tree', 'a && a'): BALANCED,
          ('written', 'tree', 'a || a'): BALANCED,
          ('written', 'tree', 'has() && has()'): BALANCED,
          ('written', 'json', 'many comments'): OFFSETS,
          ('written', 'json', 'line ends'): OFFSETS,
          ('written', 'tree', 'a && a || a * a + a'): BALANCED}

# Each must be found in parsing and in a writer: kind of family, its name, the writer.
PLANTED_IN = (('valid', 'a.a.a', 'tree'), ('broken', 'errors on many lines', 'human'))
# A parser that does not get the last byte, or is stopped by a limit.
UNREAD = (('withheld', 'a long name'), ('withheld', 'operators'),
          ('stopped', 'nested []'), ('stopped', 'nested without commas'))


def figures(text):
    rows = [line.split('\t') for line in text.splitlines()]
    if any(len(row) != 8 for row in rows):
        give_up('tests/linear writes lines of another form')
    return [Figure(r[0], r[1], *map(int, r[2:7]), r[7]) for r in rows]


def count_blocks(program, options, sizes):
    return figures(output_of([program, *options, *map(str, sizes)]))


def count_instructions(program, options, sizes):
    """The same, with the instructions of each phase in the place of its blocks."""
    with tempfile.TemporaryDirectory() as folder:
        profile = pathlib.Path(folder, 'out')
        found = figures(output_of(
            [*CALLGRIND, '--instr-atstart=no', f'--callgrind-out-file={profile}', program,
             *options, *map(str, sizes)]))
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


def slopes_of(small, large):
    return {'work': slope(small, large, 'work'),
            'memory': max(slope(small, large, name) for name in ('used', 'peak')),
            'written': slope(small, large, 'written')}


class Verdict:
    """What is found: the slopes, what is wrong, and what may be steeper and is."""

    def __init__(self):
        self.slopes, self.faults, self.exempt = [], [], set()
        self.reach = collections.defaultdict(set)  # families, by what was done with them

    def judge(self, found, way):
        sets = collections.defaultdict(dict)
        for f in found:
            sets[f.family, f.phase][f.size] = f
            if f.fault:
                self.faults.append(f'{f.family}, {f.phase}, {f.size} bytes: {f.fault}')
        for (family, phase), sizes in sets.items():
            self.judge_family(family, phase, sizes, way)

    def judge_family(self, family, phase, sizes, way):
        large = sizes[max(sizes)]
        small = min(sizes.values(), key=lambda s: abs(math.log(large.size / s.size / STEP)))
        what = f'{family}: {phase}, {way}'
        idle = large.work < large.size / 16 if phase == 'parse' else \
            phase != 'file' and large.written == 0
        if not 4 < large.size / small.size < 64 or idle:
            self.faults.append(f'{what}: {small.size} and {large.size} bytes: not measured')
            return
        slopes = slopes_of(small, large)
        self.slopes.append((slopes, what))
        self.reach[phase, way, round(math.log10(large.size / 2))].add(family)
        for name, steep in slopes.items():
            most, _ = EXEMPT.get((name, phase, family), (MOST, ''))
            if steep > most:
                self.faults.append(f'{what}: slope of {name} {steep:.3f}')
            elif steep > MOST:
                self.exempt.add((name, phase, family))

    def steepest(self, name):
        slopes, what = max(self.slopes, key=lambda s: s[0][name])
        return f'{name} {slopes[name]:.3f} ({what})'


def judge(found, way):
    verdict = Verdict()
    verdict.judge(found, way)
    return verdict


def check_planted(count, program):
    """How many planted faults are found; gives up where one is not."""
    plants = 0
    for fault in FIGURES:
        for kind, family, writer in PLANTED_IN:
            found = judge(count(program, ['-p', fault, '-F', family, '-o', writer], QUICK),
                          'planted')
            if len(found.slopes) != 2 or len(found.faults) < 2 or \
               any(slopes[fault] <= MOST for slopes, _ in found.slopes):
                give_up(f'planted, {kind}: {fault} that is quadratic is not noticed: '
                        f'{found.slopes} {found.faults}')
            plants += len(found.slopes)
    for fault, family in UNREAD:
        found = count(program, ['-p', fault, '-F', family], QUICK[-1:])
        if [f.fault for f in found] != ['unread']:
            give_up(f'planted, {family}: that the last byte is {fault} is not noticed')
    return plants + len(UNREAD)


def work_of(job):
    """Figures of a job: a way to count, and its arguments."""
    return job[0](*job[1:])


def chunks(program, options, size):
    """So many families at a time, in as many options as there are processes to run."""
    count = int(output_of([program, '-l', *options]))
    return [[*options, '-f', str(first), '-n', str(size)] for first in range(0, count, size)]


def deep_jobs(plain, cellar, blocks):
    """(way, jobs): the longest first."""
    yield 'instructions', [(count_instructions, plain, [*options, '-o', 'none'], LARGE)
                           for options in chunks(plain, ['-k', 'valid'], 8)]
    yield 'blocks', [(count_blocks, blocks, [*levels, *options, '-o', 'one'], LARGE)
                     for kind, levels in (('valid', USUAL), ('broken', []))
                     for options in chunks(blocks, ['-k', kind], 8)]
    yield 'blocks', [(count_blocks, blocks, [*DEEP, *options], SMALL)
                     for options in chunks(blocks, [], 8)]
    yield 'blocks', [(count_blocks, blocks, options, SMALL)
                     for options in chunks(blocks, ['-m'], 20)]
    yield 'program', [(linear_files.measure, cellar, name) for name in linear_files.FILES]


SIZE_NAMES = {4: '51 KB', 6: '1 MB', 7: '10 MB'}


def say_reach(check, verdict):
    """How many families, or mistakes, came how far in what."""
    doing = collections.defaultdict(set)
    for (phase, _, size), families in verdict.reach.items():
        doing[phase, size] |= families
    parts = [f'{phase} {len(families)} to {SIZE_NAMES.get(size, size)}'
             for (phase, size), families in sorted(doing.items())]
    print(f'{check}: families, by phase: {", ".join(parts)}')


def report(check, verdict, plants):
    for fault in verdict.faults:
        print(fault)
    for key in sorted(verdict.exempt):
        print(f'exempt: {", ".join(key)}: {EXEMPT[key][1]}')
    families = set().union(*verdict.reach.values())
    say_reach(check, verdict)
    print(f'{check}: {plants} planted faults noticed; {len(families)} families, '
          f'{3 * len(verdict.slopes)} slopes, steepest '
          f'{", ".join(map(verdict.steepest, FIGURES))}; {len(verdict.faults)} above {MOST} '
          f'or unread, {len(verdict.exempt)} exempt')
    sys.exit(len(verdict.faults) > 0 or len(families) < FEWEST_FAMILIES)


def quick(blocks):
    plants = check_planted(count_blocks, blocks)
    report('check-linear-quick', judge(count_blocks(blocks, SHALLOW, QUICK), 'blocks'),
           plants)


def deep(plain, cellar, blocks):
    plants = check_planted(count_instructions, plain) + check_planted(count_blocks, blocks)
    plants += linear_files.check_planted(cellar)
    verdict = Verdict()
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('JOBS', '2'))) as pool:
        for way, jobs in deep_jobs(plain, cellar, blocks):
            found = [f for part in pool.map(work_of, jobs) for f in part]
            part = judge(found, way)
            verdict.judge(found, way)
            print(f'{way}: {len(part.slopes)} up to {max(f.size for f in found)} bytes, '
                  f'steepest {", ".join(map(part.steepest, FIGURES))}', flush=True)
    report('check-linear', verdict, plants)


def main():
    parser = argparse.ArgumentParser(description='Hostile texts cost what their length is.')
    parser.add_argument('--deep', nargs=2, metavar=('PLAIN', 'CELLAR'))
    parser.add_argument('blocks')
    options = parser.parse_args()
    if options.deep:
        deep(*options.deep, options.blocks)
    quick(options.blocks)


main()
