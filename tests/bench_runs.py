"""bench_runs.py: what the tests of the benchmark's runs share: tiny runs, whose measurements
are not looked at, and made-up samples.
"""
import csv
import functools
import glob
import pathlib
import random
import shutil
import subprocess
import sys

from command import expect, expect_in

BUILD = sys.argv[-1]
BENCH = f'{BUILD}/bench/bench'
CELLAR = f'{BUILD}/cellar'
ROOM = pathlib.Path(BUILD, 'tests', 'bench-run')
ROOM.mkdir(parents=True, exist_ok=True)
SAMPLES = sorted(glob.glob('samples/*.cel'))
TINY = ['--sets=short,policy', '--rivals=arena,arena-again,malloc', '--processes=3',
        '--rounds=2']
PHASES = ['lex', 'tokens', 'parse', 'walk', 'teardown', 'total']
HEADERS = {
    'samples': ['process', 'allocator', 'heap', 'set', 'rival', 'round'] + PHASES,
    'memory': ['process', 'allocator', 'heap', 'set', 'rival', 'metric', 'value'],
    'units': ['set', 'units', 'bytes', 'tokens', 'nodes', 'distinct'],
    'machine': ['key', 'value'],
    'summary': ['set', 'heap', 'allocator', 'rival', 'metric', 'processes', 'rounds',
                'median', 'low', 'high'],
    'comparisons': ['set', 'heap', 'allocator', 'rival', 'baseline', 'metric', 'tokens',
                    'ratio', 'low', 'high', 'detectable', 'verdict', 'wide_low',
                    'wide_high'],
}


def run(*args, program=BENCH, **options):
    done = subprocess.run([program, *map(str, args)], capture_output=True, text=True,
                          timeout=600, **options)
    return done.returncode, done.stdout, done.stderr


def rows(folder, table):
    with open(folder / f'{table}.csv', newline='', encoding='utf-8') as file:
        return list(csv.DictReader(file))


def fresh(name):
    folder = ROOM / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@functools.cache
def tiny_run():
    """A small run, made once for all tests that look at one."""
    folder = fresh('tiny')
    status, out, err = run(*TINY, f'--out={folder}', *SAMPLES)
    expect(status, 0, err)
    expect_in('Verdict: ', out)
    expect_in('arena bytes a source byte', out)
    return folder


def made_up(folder, slower, noise=0.01, seed=1, processes=12, rounds=7):
    """Samples in which arena-again takes `slower` times as long; malloc takes thrice as
    long, malloc-leak longer for its tokens alone."""
    chance = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / 'samples.csv', 'w', newline='', encoding='utf-8') as file:
        table = csv.writer(file, lineterminator='\n')
        table.writerow(HEADERS['samples'])
        for process in range(processes):
            speed = {rival: factor * chance.lognormvariate(0, noise)
                     for rival, factor in (('arena', 1), ('arena-again', slower),
                                           ('malloc', 3), ('malloc-leak', 1))}
            for turn in range(rounds):
                drift = chance.lognormvariate(0, 0.2)
                for rival, factor in speed.items():
                    factor *= drift * chance.lognormvariate(0, noise)
                    more = 4000 if rival == 'malloc-leak' else 0
                    times = [f'{time * factor:.1f}' for time in
                             (1000, 1500 + more, 9000 + more, 2000, 30, 9030 + more)]
                    table.writerow([process, 'glibc', 'clean', 'policy', rival, turn,
                                    *times])
    return folder


def verdicts(folder, rival):
    return {(row['metric'], row['tokens']): row['verdict']
            for row in rows(folder, 'comparisons') if row['rival'] == rival}
