#!/usr/bin/env python3
"""bench_run.py [--plant] BUILD: runs of the benchmark, from workers to a verdict.

The runs are tiny: what they measure is not looked at. What is made of measurements is
tried on made-up samples. With --plant a real slowdown is planted and must be found,
which wants a machine that is not busy with other things.
"""
import csv
import glob
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

from command import expect, expect_in

BUILD = sys.argv[-1]
BENCH = f'{BUILD}/bench/bench'
CELLAR = f'{BUILD}/cellar'
ROOM = pathlib.Path(BUILD, 'tests', 'bench-run')
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


def tiny_run():
    """A small run, made once for all tests that look at one."""
    folder = ROOM / 'tiny'
    if not folder.exists():
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


# What is made of samples

def a_planted_difference_is_found():
    for seed in range(5):
        folder = made_up(fresh('planted'), 1.1, seed=seed)
        expect(run('--summarise', folder)[0], 0)
        expect(verdicts(folder, 'arena-again'),
               {('total', 'with'): 'slower', ('total', 'without'): 'slower',
                ('parse', 'with'): 'slower', ('walk', 'with'): 'slower'})


def nothing_is_found_where_nothing_is():
    for seed in range(5):
        folder = made_up(fresh('alike'), 1, seed=seed)
        status, out, _ = run('--summarise', folder)
        expect(status, 0)
        expect(set(verdicts(folder, 'arena-again').values()), {'none'})
        expect_in('none is found', ' '.join(out.split()))


def the_tokens_can_be_left_out():
    folder = made_up(fresh('tokens'), 1)
    expect(run('--summarise', folder)[0], 0)
    found = {row['tokens']: row for row in rows(folder, 'comparisons')
             if (row['rival'], row['metric']) == ('malloc-leak', 'total')}
    expect(found['with']['verdict'], 'slower')
    expect(found['without']['verdict'], 'none')
    for tokens, ratio in (('with', 13030 / 9030), ('without', 1)):
        if not abs(float(found[tokens]['ratio']) / ratio - 1) < 0.02:
            raise AssertionError(found[tokens])


def the_verdict_tells_where_malloc_is_faster():
    folder = made_up(fresh('faster'), 1)
    path = folder / 'samples.csv'
    text = path.read_text().replace(',malloc,', ',?,').replace(',arena,', ',malloc,')
    path.write_text(text.replace(',?,', ',arena,'))
    status, out, _ = run('--summarise', folder)
    expect(status, 0)
    expect_in('Malloc is faster than the arena: malloc on a policy',
              ' '.join(out.split()))


def runs_agree_or_say_where_they_do_not():
    one, same = made_up(fresh('one'), 1, seed=1), made_up(fresh('same'), 1, seed=2)
    other = made_up(fresh('other'), 1.3, seed=3)
    for folder in (one, same, other):
        expect(run('--summarise', folder)[0], 0)
    status, out, _ = run('--agree', one, same)
    expect(status, 0, out)
    expect_in('the runs agree', out)
    expect_in('the largest shift: ', out)
    status, out, _ = run('--agree', one, other)
    expect(status, 1, out)
    expect_in('policy, clean heap, glibc: arena-again against arena', out)


def machines_are_put_together():
    out = fresh('merged')
    other = fresh('elsewhere') / 'tiny'
    shutil.copytree(tiny_run(), other)
    status, text, err = run('--merge', f'--out={out}', tiny_run(), other)
    expect((status, err), (0, ''))
    expect_in('tiny', text)
    for table in HEADERS:
        merged = rows(out, table)
        expect(list(merged[0]), ['machine'] + HEADERS[table], table)
        expect({row['machine'] for row in merged}, {'tiny', 'tiny-2'})
        expect(len(merged), 2 * len(rows(tiny_run(), table)), table)


def another_parser_is_raced():
    folder = fresh('race')
    folder.mkdir()
    corpus, program = folder / 'corpus.nul', folder / 'it is slow'
    corpus.write_bytes(b'a.b\0c && d\0')
    program.write_text('#!/bin/sh\n[ -r "$1" ] && [ "$2" = 5 ] || exit 1\n'
                       'echo parse, arena 0.001 MB/s\n')
    program.chmod(0o755)
    args = ['--sets=short', '--rivals=arena,malloc', '--processes=1', '--rounds=1',
            f'--corpus={corpus}']
    status, out, err = run(*args, f'--against={program}', f'--out={folder}/a', *SAMPLES)
    expect(status, 0, err)
    expect_in('Race of 31 laps against', out)
    expect_in('times its speed', out)
    expect_in('The corpus: arena bytes a source byte', out)
    status, out, err = run(*args, '--against=false', f'--out={folder}/b', *SAMPLES)
    expect(status, 2)
    expect_in("'false' told no speed", err)


# Files that are not as they should be

def broken_lines_are_told_and_left_out():
    folder = made_up(fresh('broken'), 1)
    path = folder / 'samples.csv'
    lines = path.read_text().splitlines(keepends=True)
    lines[3] = 'what is this\n'
    lines[5] = lines[5].replace(',glibc,', ',glibc,x,')
    lines[7] = lines[7].rstrip().rsplit(',', 1)[0] + ',fast\n'
    lines[9] = lines[9].replace(lines[9].split(',')[0], '-1', 1)
    path.write_text(''.join(lines)[:-5])
    status, out, err = run('--summarise', folder)
    expect(status, 0)
    expect_in('Verdict: ', out)
    for message in (f'{path}:4: 1 fields where the header has 12; left out',
                    f'{path}:6: 13 fields where the header has 12; left out',
                    f"{path}:8: total: 'fast' is no number; the line is left out",
                    f"{path}:10: process: '-1' is no number from 0; the line is left out",
                    f'{path}:{len(lines)}: the file ends within this line, which is left '
                    'out'):
        expect_in(message, err)


def files_that_are_no_results_are_told():
    folder = fresh('odd')
    folder.mkdir()
    path = folder / 'samples.csv'
    for content, message in (
            (None, 'No such file or directory'),
            (b'', f'{path}:1: the file is empty: no header line'),
            (b'process,round,set,heap,allocator,rival,lex,parse,walk,teardown,total\n',
             f"{path}:1: no column 'tokens': not a result, or an older one"),
            (b'\x7fELF\x00\x01\n', f'{path}:1: this is no table of a result'),
            (','.join(HEADERS['samples']).encode() + b'\n', f'{path}: holds no samples')):
        if content is not None:
            path.write_bytes(content)
        status, out, err = run('--summarise', folder)
        expect((status, out), (2, ''), content)
        expect_in(message, err)


def many_faults_are_counted():
    folder = made_up(fresh('many'), 1)
    path = folder / 'samples.csv'
    path.write_text(path.read_text() + 'x\n' * 100)
    status, _, err = run('--summarise', folder)
    expect(status, 0)
    expect(err.count('1 fields where the header has 12'), 5)
    expect_in(f'{path}: 95 more faults', err)


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


def main():
    ROOM.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(ROOM / 'tiny', ignore_errors=True)
    planted = '--plant' in sys.argv
    tests = [test for name, test in globals().items()
             if callable(test) and getattr(test, '__module__', '') == '__main__' and
             name not in HELPERS and (name == 'a_real_slowdown_is_found') == planted]
    failed = 0
    for test in tests:
        try:
            test()
        except AssertionError as error:
            failed += 1
            print(f'{test.__name__}: {error}')
    print(f'check-bench: {len(tests) - failed} passed, {failed} failed')
    sys.exit(failed > 0)


HELPERS = ('run', 'expect', 'expect_in', 'rows', 'fresh', 'tiny_run', 'made_up',
           'verdicts', 'start_and_wait', 'go_on', 'main')
main()
