#!/usr/bin/env python3
"""bench_run.py [--plant] BUILD: runs of the benchmark, from workers to a verdict.

With --plant a real slowdown is planted and must be found, which wants a machine that is not
busy with other things. bench_results.py is about what is made of measurements.
"""
import csv
import os
import shutil
import signal
import subprocess
import sys
import time

from bench_runs import (
    BENCH, CELLAR, HEADERS, ROOM, SAMPLES, TINY, fresh, rows, run, tiny_run, verdicts)
from command import expect, expect_in, run_tests


# A run and its folder

def a_run_leaves_a_folder_of_tables():
    folder = tiny_run()
    for table, header in HEADERS.items():
        with open(folder / f'{table}.csv', newline='', encoding='utf-8') as file:
            expect(next(csv.reader(file)), header, table)
    expect(sorted(p.name for p in folder.iterdir() if p.suffix != '.csv'), ['verdict.txt'])
    samples = rows(folder, 'samples')
    expect(len(samples), 3 * 2 * 2 * 3, 'processes, rounds, sets, rivals')
    expect({row['process'] for row in samples}, {'0', '1', '2'})
    expect({row['set'] for row in rows(folder, 'units')}, {'short', 'policy'})
    for row in rows(folder, 'summary'):
        expect(row['processes'], '3', row)
        if not float(row['low']) <= float(row['median']) <= float(row['high']):
            raise AssertionError(row)


def the_machine_and_the_program_are_told():
    told = {row['key']: row['value'] for row in rows(tiny_run(), 'machine')}
    for key in ('processor', 'cores', 'kernel', 'libc', 'compiler', 'flags', 'commit',
                'code', 'date', 'mode', 'seed', 'counters', 'transparent_huge_pages',
                'jemalloc', 'mimalloc', 'tcmalloc', 'slice', 'glibc'):
        if not told.get(key):
            raise AssertionError(f'machine.csv does not tell {key}: {told}')
    code = subprocess.run(['sh', 'bench/code.sh'], capture_output=True, text=True,
                          check=True).stdout.strip()
    expect(told['code'], code)
    expect(told['mode'], 'chosen')


def each_rival_is_compared():
    compared = {(row['set'], row['rival'], row['metric'], row['tokens'])
                for row in rows(tiny_run(), 'comparisons')}
    wanted = {(name, rival, metric, tokens) for name in ('short', 'policy')
              for rival in ('arena-again', 'malloc')
              for metric, tokens in (('total', 'with'), ('total', 'without'),
                                     ('parse', 'with'), ('walk', 'with'))}
    expect(wanted - compared, set())


def every_worker_of_make_bench_runs():
    folder = fresh('quick')
    status, out, err = run('--processes=1', '--rounds=1', f'--out={folder}', *SAMPLES)
    expect(status, 0, err)
    expect_in('Measured: a slice of `make bench-full`', out)
    seen = {(row['allocator'], row['heap'], row['rival']) for row in rows(folder, 'samples')}
    for wanted in (('glibc', 'clean', 'fixed'), ('glibc', 'fragmented', 'malloc'),
                   ('glibc', 'clean', 'malloc-direct'), ('glibc', 'clean', 'malloc-alone'),
                   ('glibc', 'clean', 'arena-mark'),
                   ('glibc', 'clean', 'replay-obstack-no-tokens')):
        if wanted not in seen:
            raise AssertionError(f'{wanted} was not measured')
    # one process of each kind tells no error, so nothing is found
    expect({row['verdict'] for row in rows(folder, 'comparisons')}, {'none'})


def a_slowdown_can_be_planted_in_any_worker():
    folder = fresh('quick-plant')
    status, _, err = run('--processes=1', '--rounds=1', '--plant=malloc-direct:5',
                         f'--out={folder}', *SAMPLES)
    expect(status, 0, err)
    told = {row['key']: row['value'] for row in rows(folder, 'machine')}
    expect(told['plant'], 'malloc-direct:5')
    status, _, err = run(*TINY, '--plant=malloc-direct:5', f'--out={folder}-2', *SAMPLES)
    expect(status, 2)
    expect_in('--plant=malloc-direct:5: no worker of this run plays that rival', err)


def summarising_gives_the_same_again():
    folder = fresh('again')
    shutil.copytree(tiny_run(), folder)
    before = [(folder / name).read_bytes() for name in ('summary.csv', 'comparisons.csv')]
    (folder / 'summary.csv').unlink()
    status, out, err = run('--summarise', folder)
    expect((status, err), (0, ''))
    expect_in('Verdict: ', out)
    after = [(folder / name).read_bytes() for name in ('summary.csv', 'comparisons.csv')]
    expect(after == before, True, 'summary.csv and comparisons.csv')


# Runs that do not come to their end

def start_and_wait(folder, part):
    """A run that has completed a part; it is stopped by the caller."""
    process = subprocess.Popen(
        [BENCH, '--sets=policy', '--rivals=arena,malloc', '--processes=5', '--rounds=3',
         f'--out={folder}', *SAMPLES], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True)
    path = folder / 'parts' / f'{part:05}.csv'
    for _ in range(1200):
        if path.exists() and path.read_bytes().endswith(b'\nE\n'):
            return process
        time.sleep(0.05)
    process.kill()
    raise AssertionError('no part appeared')


def go_on(folder, processes=5):
    return run('--sets=policy', '--rivals=arena,malloc', f'--processes={processes}',
               '--rounds=3', f'--out={folder}', *SAMPLES)


def a_killed_run_goes_on_where_it_was():
    folder = fresh('killed')
    process = start_and_wait(folder, 1)
    process.kill()
    process.communicate()
    first = folder / 'parts' / '00000.csv'
    kept = first.read_text()
    second = folder / 'parts' / '00001.csv'
    second.write_text(second.read_text()[:-20])  # cut off
    expect((folder / 'samples.csv').exists(), False, 'no table before the end')
    status, out, err = go_on(folder)
    expect(status, 0, err)
    samples = rows(folder, 'samples')
    expect(sorted({row['process'] for row in samples}), ['0', '1', '2', '3', '4'])
    expect(len(samples), 5 * 3 * 2, 'each worker once')
    text = (folder / 'samples.csv').read_text()
    for line in kept.splitlines():
        if line.startswith('S,'):
            expect_in(line[2:] + '\n', text)


def an_interrupted_run_says_how_it_goes_on():
    folder = fresh('interrupted')
    process = start_and_wait(folder, 0)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    expect(process.returncode, 2)
    expect_in(f'the same call with --out={folder} goes on', err)
    expect((folder / 'samples.csv').exists(), False)
    status, _, err = go_on(folder, processes=6)
    expect(status, 2)
    expect_in('differs from this one', err)
    expect(go_on(folder)[0], 0)


def a_finished_folder_is_not_overwritten():
    before = (tiny_run() / 'samples.csv').read_bytes()
    status, _, err = run(*TINY, f'--out={tiny_run()}', *SAMPLES)
    expect(status, 2)
    expect_in('holds a finished run', err)
    expect((tiny_run() / 'samples.csv').read_bytes() == before, True)


def what_fails_is_named_and_the_rest_runs():
    folder = fresh('failing')
    broken = ROOM / 'nothing.cel'
    broken.write_text('')
    status, out, err = run('--sets=short', '--processes=2', '--rounds=1',
                           '--heaps=clean,melted', f'--out={folder}', *SAMPLES)
    expect(status, 2, err)
    expect_in('melted heap', err)
    expect_in('failed: exit status 2', err)
    expect_in("unknown heap 'melted'", err)
    expect_in('2 workers failed', err)
    expect({row['heap'] for row in rows(folder, 'samples')}, {'clean'})


def a_missing_allocator_is_left_out():
    folder, libraries = fresh('missing'), fresh('libraries')
    libraries.mkdir(parents=True)
    (libraries / 'libjemalloc.so.2').write_bytes(b'')
    status, _, err = run('--sets=short', '--rivals=arena,malloc', '--processes=2',
                         '--rounds=1', '--allocators=glibc,jemalloc', f'--out={folder}',
                         *SAMPLES, env={**os.environ, 'LD_LIBRARY_PATH': str(libraries)})
    expect(status, 0, err)
    expect_in('bench: jemalloc left out: no libjemalloc.so.2 on this machine', err)
    expect({row['allocator'] for row in rows(folder, 'samples')}, {'glibc'})
    told = {row['key']: row['value'] for row in rows(folder, 'machine')}
    expect(told['jemalloc'], 'missing')


def instructions_are_counted():
    if shutil.which('valgrind') is None:
        print('SKIPPED: no valgrind')
        return
    folder = fresh('counted')
    status, _, err = run('--sets=short', '--rivals=arena,malloc', '--processes=1',
                         '--rounds=1', '--callgrind', f'--out={folder}', *SAMPLES)
    expect(status, 0, err)
    count = {row['rival']: int(row['value']) for row in rows(folder, 'counters')
             if row['metric'] == 'callgrind_instructions'}
    expect(set(count), {'arena', 'malloc'})
    if not 100 < count['arena'] < count['malloc'] < 1000000:
        raise AssertionError(count)


def wrong_usage():
    for args, message in (
            ([], 'Usage:'),
            (['--rounds=0', 'x'], "not a number that goes here: '0'"),
            (['--plant=arena', 'x'], '--plant takes RIVAL:PERCENT'),
            (['--frobnicate'], 'frobnicate'),
            (['--sets=short', '--rivals=arenas', 'x'], "unknown rival 'arenas'; there are"),
            (['--sets=short', '--allocators=hoard', 'x'], "unknown allocator 'hoard'"),
            (['--rivals=arena', 'x'], 'go with --sets'),
            (['--agree', 'x'], 'Usage:'),
            (['--summarise', '/nowhere'], '/nowhere/samples.csv: No such file'),
            (['--sets=short', '--out=/proc/x', 'x'], '/proc/x')):
        status, out, err = run(*args)
        expect((status, out), (2, ''), args)
        expect_in(message, err)
    status, out, err = run('--help')
    expect((status, err), (0, ''))
    expect_in('Usage:', out)


# cellar bench

def cellar_bench_measures_the_users_files():
    folder = fresh('users')
    status, out, err = run('bench', '--seconds=1', '--rounds=2', f'--out={folder}',
                           *SAMPLES[:3], program=CELLAR)
    expect((status, err), (0, ''))
    expect_in('the given units; clean heap, glibc: 3 units', out)
    expect({row['rival'] for row in rows(folder, 'samples')},
           {'arena', 'arena-again', 'slab', 'malloc', 'malloc-tree'})


def cellar_bench_leaves_nothing_behind():
    place = fresh('place')
    place.mkdir()
    status, _, err = run('bench', '--seconds=1', '--rounds=1', SAMPLES[0], program=CELLAR,
                         env={**os.environ, 'TMPDIR': str(place)})
    expect((status, err), (0, ''))
    expect(list(place.iterdir()), [])


def cellar_bench_says_what_it_cannot_measure():
    nul = ROOM / 'nul.cel'
    nul.write_bytes(b'a\0b')
    status, out, err = run('bench', '--seconds=1', '--rounds=1', SAMPLES[0], '/nowhere',
                           nul, 'samples/broken/chained-conditional.cel', program=CELLAR)
    expect(status, 2)
    expect_in('cellar: /nowhere: No such file or directory', err)
    expect_in(f'cellar: {nul}: left out: a unit with a NUL byte', err)
    expect_in('chained-conditional.cel: not a valid unit; it is measured up to', err)
    expect_in('2 units', out)
    status, out, err = run('bench', '/nowhere', program=CELLAR)
    expect((status, out), (2, ''))


def cellar_bench_usage():
    for args, message in (([], 'bench needs files'), (['--rounds=x', 'a'], "not 'x'"),
                          (['--seconds=0', 'a'], "not '0'"), (['--odd', 'a'], "'--odd'"),
                          (['-xh', 'a'], "'-x'")):
        status, out, err = run('bench', *args, program=CELLAR)
        expect((status, out), (2, ''), args)
        expect_in(message, err)
    status, out, _ = run('bench', '--help', program=CELLAR)
    expect(status, 0)
    expect_in('cellar bench', out)


def a_real_slowdown_is_found():
    """Only with --plant."""
    found = {}
    for percent in (10, 0):
        folder = fresh(f'real-{percent}')
        status, out, err = run('--sets=policy', '--rivals=arena,arena-again,malloc',
                               '--processes=20', '--rounds=15',
                               f'--plant=arena-again:{percent}', f'--out={folder}',
                               *SAMPLES)
        expect(status, 0, err)
        print(out)
        found[percent] = verdicts(folder, 'arena-again')['total', 'with']
    expect(found, {10: 'slower', 0: 'none'})


SLOWDOWN = ['a_real_slowdown_is_found']
HELPERS = ['start_and_wait', 'go_on']
run_tests('check-bench', globals(), folders=False, besides=HELPERS + (
    [name for name in dir() if name not in SLOWDOWN] if '--plant' in sys.argv else SLOWDOWN))
