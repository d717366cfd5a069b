#!/usr/bin/env python3
"""fixture.py DIR: writes a made-up result folder for the tests of the report.

The numbers come from a seeded generator: they have the shape of a run, no machine has
measured them. The same seed gives the same bytes.
"""
import csv
import pathlib
import random
import statistics
import sys

ALLOCATORS = ('glibc', 'jemalloc', 'mimalloc', 'tcmalloc')
HEAPS = ('clean', 'fragmented', 'churned')
SETS = {  # units, bytes and tokens of one unit
    'short': (1, 48, 15), 'policy': (1, 3624, 840), 'small': (10000, 52, 16),
    'corpus': (629, 197, 46), '1mb': (1, 1000000, 225000), '100mb': (1, 100000000, 22500000),
    'size-100': (1, 100, 24), 'size-1000': (1, 1000, 230), 'size-10000': (1, 10000, 2280),
    'size-100000': (1, 100000, 22600), 'lose-grow': (1, 1000000, 1),
    'lose-lifo': (1, 1000000, 10000), 'lose-keep': (1, 1000000, 225000),
    'lose-tiny': (1, 3, 2)}
RIVALS = {  # parse less lexing, walk, teardown, tokens: ns a token of a policy
    'arena': (6, 5, .1, 1.5), 'arena-again': (6, 5, .1, 1.5),
    'arena-fresh': (7.5, 5, .9, 2), 'arena-buffer': (6.1, 5, .1, 1.5),
    'slab': (11, 5.2, .3, 4), 'fixed': (6, 5, .1, 1.5), 'malloc': (28, 5.4, 14, 18),
    'malloc-tree': (25, 5.4, 19, 17), 'malloc-leak': (31, 6.5, 0, 20),
    'arena-fresh-1mib': (9, 5, 90, 2),
    'malloc-direct': (26.5, 5.4, 13.5, 17), 'malloc-alone': (28, 5.4, 14, 18),
    'replay-arena': (3, None, .1, None),
    'replay-malloc': (17, None, 9, None), 'replay-obstack': (2.5, None, .1, None),
    'replay-arena-fresh': (3.5, None, .3, None), 'replay-arena-no-tokens': (2, None, .1, None),
    'replay-malloc-no-tokens': (9, None, 5, None)}
ONLY = {'arena-fresh-1mib': 'lose-tiny'}  # the only set of a rival
LEX = 2.3
PROCESSES, ROUNDS = 5, 4
SPEED = {'glibc': 1, 'jemalloc': .92, 'mimalloc': .62, 'tcmalloc': .71}
STATE = {'clean': 1, 'fragmented': 1.15, 'churned': 1.25}
LOSES = {'lose-grow': .25, 'lose-lifo': .08, 'lose-keep': .8, 'lose-tiny': .22}


def cases():
    """Each (allocator, heap, set, rival) that is measured."""
    for allocator in ALLOCATORS:
        for heap in HEAPS:
            for name in SETS:
                plain = (allocator, heap) == ('glibc', 'clean')
                if plain or name in ('policy', 'small'):
                    for rival in RIVALS:
                        if (plain or rival in ('arena', 'malloc', 'malloc-tree')) and \
                                name == ONLY.get(rival, name):
                            yield allocator, heap, name, rival


def sample(chance, allocator, heap, name, rival, drift):
    """The times of one round, ns for the whole set."""
    units, _, tokens = SETS[name]
    parse, walk, teardown, share = RIVALS[rival]
    over_malloc = 'malloc' in rival
    slow = drift * chance.lognormvariate(0, .02)
    if over_malloc:
        slow *= SPEED[allocator] * STATE[heap] * LOSES.get(name, 1)
        slow *= 1.6 if tokens > 1000 else 1
    count = units * tokens
    row = {'lex': LEX * count * drift if not rival.startswith('replay') else '',
           'tokens': (LEX + share) * count * slow if share else '',
           'parse': (LEX + parse) * count * slow + units * 30,
           'walk': walk * count * slow if walk else '',
           'teardown': teardown * count * slow}
    row['total'] = row['parse'] + row['teardown']
    return {key: round(value, 1) if value != '' else '' for key, value in row.items()}


def samples(chance):
    for process in range(PROCESSES):
        for allocator, heap, name, rival in cases():
            drift = chance.lognormvariate(0, .03)
            for turn in range(ROUNDS):
                yield {'process': process, 'allocator': allocator, 'heap': heap,
                       'set': name, 'rival': rival, 'round': turn,
                       **sample(chance, allocator, heap, name, rival, drift)}


def memory():
    for allocator, heap, name, rival in cases():
        units, size, tokens = SETS[name]
        if rival.startswith('replay'):
            continue
        over_malloc = 'malloc' in rival
        used = tokens * 34 + size
        over = {'bookkeeping': tokens * 14 if rival == 'malloc' else 64,
                'tails': 0 if over_malloc else used * .1,
                'headers': tokens * 8 if over_malloc else 0,
                'rounding': tokens * 9 if over_malloc else 0}
        reserved = used + sum(over.values())
        values = {
            **over, 'used': used, 'reserved': reserved, 'dead_tokens': tokens * 3,
            'dead_nodes': tokens, 'abandoned_arrays': 0 if over_malloc else tokens * 1.5,
            'retained': 0 if over_malloc else reserved,
            'faults_parse': (tokens * 60 if over_malloc else tokens * 38) // 4096 + 1,
            'faults_walk': 0, 'faults_teardown': tokens // 9000 if over_malloc else 0,
            'rss_start': 2000000, 'rss_parse': 2000000 + used * 2,
            'rss_walk': 2000000 + used * 2, 'rss_teardown': 2000000 + used}
        for metric, value in values.items():
            yield {'process': 0, 'allocator': allocator, 'heap': heap, 'set': name,
                   'rival': rival, 'metric': metric, 'value': round(value)}


def counters():
    for name, (units, _, tokens) in SETS.items():
        for rival, per_token in (('arena', 150), ('malloc', 390)):
            yield {'process': 0, 'allocator': 'glibc', 'heap': 'clean', 'set': name,
                   'rival': rival, 'metric': 'callgrind_instructions',
                   'value': units * tokens * per_token}


def summary(rows):
    """Medians; the intervals are the outermost samples, good enough for a picture."""
    groups = {}
    for row in rows:
        for metric in ('lex', 'tokens', 'parse', 'walk', 'teardown', 'total'):
            if row[metric] != '':
                key = row['set'], row['heap'], row['allocator'], row['rival'], metric
                groups.setdefault(key, []).append(row[metric])
    for key, values in sorted(groups.items()):
        yield {**dict(zip(('set', 'heap', 'allocator', 'rival', 'metric'), key)),
               'processes': PROCESSES, 'rounds': len(values),
               'median': round(statistics.median(values), 1), 'low': min(values),
               'high': max(values)}


def ratio_of(median, where, rival, baseline, tokens):
    """A rival's time by a baseline's, from {(*where, rival, metric): median}, or None."""
    times = []
    for who in (rival, baseline):
        time = median.get((*where, who, 'total'))
        share = median.get((*where, who, 'tokens'))
        if time is None or (tokens == 'without' and share is None):
            return None
        lexing = median.get((*where, who, 'lex'), 0)
        times.append(time if tokens == 'with' else time - share + lexing)
    return times[0] / times[1]


def baselines_of(rival):
    if rival == 'replay-obstack':
        return ['replay-arena', 'replay-arena-fresh']
    if rival.startswith('replay'):
        return ['replay-arena-no-tokens' if rival.endswith('-no-tokens')
                else 'replay-arena']
    return {'malloc-direct': ['malloc-alone'], 'malloc-alone': [],
            'arena-fresh-1mib': ['arena', 'malloc']}.get(rival, ['arena'])


def comparisons(rows):
    """Ratios to the arena, with and without the tokens, from a summary's rows."""
    median = {(r['set'], r['heap'], r['allocator'], r['rival'], r['metric']): r['median']
              for r in rows}
    for name, heap, allocator, rival, metric in sorted(median):
        if metric != 'total' or rival == 'arena':
            continue
        for baseline in baselines_of(rival):
            for tokens in ('with', 'without'):
                bare = rival.endswith('-no-tokens')
                if bare and tokens == 'with':
                    continue
                ratio = ratio_of(median, (name, heap, allocator), rival, baseline,
                                 'with' if bare else tokens)
                if ratio is None or rival == baseline:
                    continue
                found = 'none' if abs(ratio - 1) < .04 or rival == 'arena-again' else \
                    'slower' if ratio > 1 else 'faster'
                wide = (.97, 1.03) if rival == 'arena-again' else (.9 * ratio, 1.1 * ratio)
                yield {'set': name, 'heap': heap, 'allocator': allocator, 'rival': rival,
                       'baseline': baseline, 'metric': 'total', 'tokens': tokens,
                       'ratio': round(ratio, 4), 'low': round(ratio * .97, 4),
                       'high': round(ratio * 1.03, 4), 'detectable': .031,
                       'verdict': found, 'wide_low': round(wide[0], 4),
                       'wide_high': round(wide[1], 4)}


def units():
    for name, (count, size, tokens) in SETS.items():
        yield {'set': name, 'units': count, 'bytes': count * size,
               'tokens': count * tokens, 'nodes': count * max(1, tokens * 7 // 10),
               'distinct': count}


def aims():
    for of in ('files', 'corpus'):
        for metric, value in (('arena_bytes', 7.25), ('arena_bytes_text', 1.5),
                              ('arena_bytes_tokens', 2), ('arena_bytes_nodes', 2.5),
                              ('arena_bytes_arrays', 1), ('arena_bytes_strings', .25)):
            yield {'of': of, 'metric': metric, 'value': value, 'low': '', 'high': ''}
    for metric, value, low, high in (('race_ours_mb_per_s', 95.5, 94, 97),
                                     ('race_theirs_mb_per_s', 71, 70, 72),
                                     ('race_ratio', 1.38, 1.29, 1.41)):
        yield {'of': 'corpus', 'metric': metric, 'value': value, 'low': low, 'high': high}


VERDICT = 'Verdict: Malloc takes made-up times as long,\nas the benchmark says <itself>.\n'
MACHINE = {
    'processor': 'made up, for the tests', 'cores': '2', 'kernel': 'none', 'libc': 'none',
    'compiler': 'none', 'flags': '-O2', 'commit': '0' * 12, 'code': '0' * 16,
    'date': '2000-01-01', 'mode': 'full', 'seed': '7',
    'corpus': 'made-up.nul', 'counters': 'callgrind',
    'transparent_huge_pages': 'madvise', 'jemalloc': '5.3.0', 'mimalloc': '2.0',
    'tcmalloc': 'missing', 'plant': '',
    'skipped:glibc:churned:100mb:malloc-tree': 'a pass takes 2.5 s'}


def write(folder, name, rows):
    rows = list(rows)
    with open(folder / f'{name}.csv', 'w', newline='', encoding='utf-8') as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return rows


def make(folder, **machine):
    """Writes the folder; keyword arguments replace what machine.csv says."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows = write(folder, 'samples', samples(random.Random(1)))
    write(folder, 'memory', memory())
    write(folder, 'counters', counters())
    write(folder, 'units', units())
    write(folder, 'aims', aims())
    (folder / 'verdict.txt').write_text(VERDICT)
    write(folder, 'machine', ({'key': key, 'value': value}
                              for key, value in {**MACHINE, **machine}.items()))
    write(folder, 'comparisons', comparisons(write(folder, 'summary', summary(rows))))


if __name__ == '__main__':
    make(sys.argv[1])
