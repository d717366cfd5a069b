#!/usr/bin/env python3
"""bench_worker.py BUILD: the benchmark's worker: the lines it prints, and its errors.

Times are not looked at but for a planted slowdown, and that coarsely: the machine that
runs the tests may be busy.
"""
import collections
import glob
import os
import subprocess
import sys

from command import expect, expect_in, run_tests

BUILD = sys.argv[-1]
BENCH = f'{BUILD}/bench/bench'
DIRECT = f'{BUILD}/bench/direct'
HEAPS = f'{BUILD}/tests/heaps'
SAMPLES = sorted(glob.glob('samples/*.cel'))
COLUMNS = {'S': 12, 'M': 7, 'C': 7, 'U': 6, 'K': 2}
PARSING = ['arena', 'arena-again', 'arena-fresh', 'arena-buffer', 'slab', 'fixed',
           'malloc', 'malloc-tree', 'malloc-leak']
REPLAYING = [f'replay-{name}{tokens}' for name in ('arena', 'arena-fresh', 'slab',
                                                    'malloc', 'obstack')
             for tokens in ('', '-no-tokens')]


def start(*args, program=BENCH, env=None):
    done = subprocess.run([program, '--worker', *args], capture_output=True, text=True,
                          timeout=300, env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr


def lines_of(*args, **options):
    """The lines by their letter, each a list of fields."""
    status, out, err = start(*args, **options)
    what = [a for a in args if a.startswith('--')]
    expect((status, err), (0, ''), what)
    lines = out.splitlines()
    expect(lines[-1], 'E', what)
    found = collections.defaultdict(list)
    for line in lines[:-1]:
        letter, *fields = line.split(',')
        expect(len(fields), COLUMNS[letter], line)
        found[letter].append(fields)
    return found


def totals(lines, rival):
    return [float(f[11]) for f in lines['S'] if f[4] == rival]


def memory(lines, rival):
    return {f[5]: int(f[6]) for f in lines['M'] if f[4] == rival}


# What it prints

def every_rival_plays_every_round():
    lines = lines_of('--process=7', '--heap=clean', '--sets=short,policy', '--rivals=all',
                     '--rounds=3', '--seed=5', *SAMPLES)
    got = sorted((f[3], f[4], int(f[5])) for f in lines['S'])
    wanted = sorted((s, r, i) for s in ('short', 'policy') for r in PARSING + REPLAYING
                    for i in range(3))
    expect(got, wanted)
    expect({tuple(f[:3]) for f in lines['S']}, {('7', 'glibc', 'clean')})


def phases_are_there_where_they_apply():
    lines = lines_of('--sets=policy', '--rivals=all', '--rounds=2', '--seed=1', *SAMPLES)
    for fields in lines['S']:
        lex, tokens, parse, walk, teardown, total = fields[6:]
        replayed = fields[4].startswith('replay')
        expect([bool(lex), bool(tokens), bool(walk)], [not replayed] * 3, fields)
        for time in (lex, tokens, parse, walk, total):
            expect(time == '' or float(time) > 0, True, fields)
        float(teardown)


def units_are_counted():
    lines = lines_of('--sets=short,small,size-5000', '--rivals=arena', '--rounds=1',
                     '--seed=1', *SAMPLES)
    units = {f[0]: [int(n) for n in f[1:]] for f in lines['U']}
    expect(units['short'], [1, 74, 20, 13, 1])
    expect(units['small'][0], 10000)
    expect(units['small'][4] > 9000, True, 'the names vary')
    expect(4900 <= units['size-5000'][1] <= 5000, True, units)


def memory_adds_up():
    lines = lines_of('--sets=policy,size-200000', '--rivals=' + ','.join(PARSING),
                     '--rounds=1', '--seed=1', *SAMPLES)
    for name in ('policy', 'size-200000'):
        part = {'M': [f for f in lines['M'] if f[3] == name]}
        for rival in PARSING:
            m = memory(part, rival)
            parts = sum(m.get(key, 0) for key in
                        ('used', 'rounding', 'headers', 'bookkeeping', 'tails'))
            expect(m['reserved'], parts, (name, rival))
            expect(m['asked'] <= m['used'] <= m['reserved'], True, (name, rival, m))
            dead = m['dead_tokens'] + m['dead_nodes'] + m['abandoned_arrays']
            expect(0 < dead < m['used'] / 2, True, (name, rival, m))
        expect(memory(part, 'arena-fresh')['retained'], 0)
        for rival in ('arena', 'malloc-leak'):
            m = memory(part, rival)
            expect(m['retained'], m['reserved'], rival)


def traces_ask_for_what_the_parser_asks_for():
    lines = lines_of('--sets=policy', '--rivals=all', '--rounds=1', '--seed=1', *SAMPLES)
    tokens = int(lines['U'][0][3])
    objects = memory(lines, 'malloc')['objects']
    for rival in REPLAYING:
        without = rival.endswith('-no-tokens')
        expect(memory(lines, rival)['objects'], objects - without * tokens, rival)


def a_corpus_is_taken_as_it_is():
    path = f'{BUILD}/tests/corpus.nul'
    broken = sorted(glob.glob('samples/broken/*.cel'))
    with open(path, 'wb') as corpus:
        for name in SAMPLES + broken:
            with open(name, 'rb') as unit:
                corpus.write(unit.read() + b'\0')
    lines = lines_of('--sets=corpus', f'--corpus={path}', '--rivals=all', '--rounds=1',
                     '--seed=1')
    expect({f[4] for f in lines['S']}, set(PARSING + REPLAYING))


def where_the_arena_loses():
    lines = lines_of('--sets=lose-grow,lose-lifo,lose-keep,lose-tiny', '--rivals=all',
                     '--rounds=1', '--seed=1', *SAMPLES)
    rivals = collections.defaultdict(set)
    for fields in lines['S']:
        rivals[fields[3]].add(fields[4])
    expect(rivals['lose-grow'], {'arena', 'arena-again', 'slab', 'malloc'})
    expect(rivals['lose-lifo'], {'arena', 'arena-again', 'arena-mark', 'malloc'})
    expect(rivals['lose-keep'], {'arena', 'arena-again', 'arena-own', 'malloc-tree'})
    expect('arena-fresh-1mib' in rivals['lose-tiny'], True)
    kept = {'M': [f for f in lines['M'] if f[3] == 'lose-keep']}
    held = [memory(kept, r)['reserved'] for r in ('malloc-tree', 'arena-own', 'arena')]
    expect(held, sorted(held))
    grown = {'M': [f for f in lines['M'] if f[3] == 'lose-grow']}
    expect(memory(grown, 'arena')['used'] > 1.5 * memory(grown, 'malloc')['used'], True)


def malloc_compiled_in_is_another_program():
    lines = lines_of('--sets=policy', '--rivals=malloc-direct', '--rounds=2', '--seed=1',
                     *SAMPLES, program=DIRECT)
    expect({f[4] for f in lines['S']}, {'malloc-direct'})
    status, _, err = start('--sets=short', '--rivals=malloc-direct', '--rounds=1',
                           '--seed=1')
    expect(status, 2)
    expect_in("unknown rival 'malloc-direct'; this program has: all arena", err)
    expect_in('build/bench/direct has malloc-direct', err)


def passes_for_callgrind_are_not_timed():
    lines = lines_of('--sets=short', '--rivals=malloc', '--callgrind=3', '--seed=1')
    expect([bool(lines[letter]) for letter in 'SMUK'], [False, False, True, True])


# What it measures

def a_planted_slowdown_is_spent():
    for percent, low, high in ((900, 4, 25), (0, 0.25, 4)):
        lines = lines_of('--sets=policy', '--rivals=arena,arena-again', '--rounds=9',
                         '--seed=1', f'--plant=arena:{percent}', *SAMPLES)
        for column in (7, 8, 9, 11):
            best = [min(float(f[column]) for f in lines['S'] if f[4] == rival)
                    for rival in ('arena', 'arena-again')]
            expect(low < best[0] / best[1] < high, True, (percent, column, best))


def heaps_differ():
    chunks, free = {}, {}
    for name in ('clean', 'fragmented', 'churned'):
        done = subprocess.run([HEAPS, name], capture_output=True, text=True, check=True)
        chunks[name], free[name], _ = map(int, done.stdout.split())
    expect(chunks['clean'] < 10, True, chunks)
    expect(chunks['fragmented'] > 50000, True, chunks)
    expect(chunks['churned'] > 1000, True, chunks)
    expect(free['fragmented'] > free['churned'] > free['clean'], True, free)


def the_loaded_malloc_is_verified():
    libraries = {'jemalloc': 'libjemalloc.so.2', 'mimalloc': 'libmimalloc.so.2',
                 'tcmalloc': 'libtcmalloc_minimal.so.4'}
    args = ['--sets=short', '--rivals=malloc,malloc-tree,malloc-leak', '--rounds=1',
            '--seed=1']
    for name, library in libraries.items():
        status, _, err = start(*args, f'--allocator={name}')
        expect(status, 2)
        expect(err, f"bench: the malloc in this process is glibc's, not {name}'s\n")
        paths = glob.glob(f'/usr/lib/*/{library}')
        if not paths:
            print(f'check-worker: {library} is not installed: not tried')
            continue
        lines = lines_of(*args, f'--allocator={name}', env={'LD_PRELOAD': paths[0]})
        expect(lines['K'][0][0], name)
        expect(lines['K'][0][1][0].isdigit(), True, lines['K'])
        expect(lines['S'][0][1], name)


# What is wrong with the arguments

def errors():
    good = ['--sets=short', '--rivals=arena', '--rounds=1', '--seed=1']
    for args, wanted in (
            ([], 'usage: bench --worker'),
            (good + ['--sets=large'], "set 'large': unknown; there are short, policy"),
            (good + ['--sets=size-0'], "set 'size-0': unknown"),
            (good + ['--sets=policy'], "set 'policy': none of the FILEs suits"),
            (good + ['--sets=corpus'], "set 'corpus': --corpus=FILE says which"),
            (good + ['--sets=corpus', '--corpus=/nowhere'],
             "set 'corpus': No such file or directory"),
            (good + ['--rivals=areena'], "unknown rival 'areena'; this program has: all"),
            (good + ['--heap=messy'],
             "unknown heap 'messy'; there are clean, fragmented and churned"),
            (good + ['--rounds=0'], '--rounds: wants a number from 1'),
            (good + ['--rounds=many'], '--rounds: wants a number from 1'),
            (good + ['--seed=-1'], '--seed: wants a number'),
            (good + ['--plant=arena'], '--plant: wants RIVAL:PERCENT'),
            (good + ['--plant=arena:-5'], '--plant: wants 0 to 1000 percent'),
            (good + ['--plant=areena:5'], "unknown rival 'areena'"),
            (good + ['--what'], '--what: unknown option')):
        status, out, err = start(*args)
        expect(status, 2, args)
        expect_in(wanted, err)
        expect('\nE' in '\n' + out, False, args)


def what_is_of_no_use_is_told_and_the_rest_goes_on():
    broken = sorted(glob.glob('samples/broken/*.cel'))[0]
    status, out, err = start('--sets=short,size-10,corpus', '--rivals=arena', '--rounds=1',
                             '--seed=1', '/nowhere.cel', broken, *SAMPLES)
    expect(status, 0, err)
    expect({line.split(',')[4] for line in out.splitlines() if line[0] == 'S'}, {'short'})
    expect_in('K,skipped:glibc:clean:size-10:,the set cannot be made', out)
    for message in ('/nowhere.cel: No such file or directory',
                    f'{broken}: not a valid unit; left out of the sets',
                    "set 'size-10': none of the FILEs suits",
                    "set 'corpus': --corpus=FILE says which"):
        expect_in(message, err)


def copies_have_the_names_of_the_seed():
    sums = {}
    for seed in (1, 1, 2):
        lines = lines_of('--sets=small', '--rivals=arena', '--rounds=1', f'--seed={seed}',
                         '--times-only', *SAMPLES)
        expect([bool(lines[letter]) for letter in 'SMC'], [True, False, False])
        expect(sums.setdefault(seed, lines['U']), lines['U'], seed)
    expect(sums[1][0][:5], sums[2][0][:5], 'names of the same length')


def output_that_cannot_be_written_is_an_error():
    with open('/dev/full', 'w', encoding='ascii') as full:
        done = subprocess.run([BENCH, '--worker', '--sets=short', '--rivals=arena',
                               '--rounds=1', '--seed=1'], stdout=full,
                              stderr=subprocess.PIPE, text=True)
    expect(done.returncode, 2)
    expect_in('standard output', done.stderr)


run_tests('check-worker', globals(), folders=False,
          besides=['start', 'lines_of', 'totals', 'memory'])
