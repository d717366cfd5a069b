"""tables.py: what a result says, as a paragraph and as tables, for the report's HTML and
for the documents' Markdown alike.

A table is (caption, head, rows); a cell is a text, or a Cell with a mark.
"""
import re

from pictures import (MEMORY, PLAIN, RIVALS, SETS, called, in_order, main_sets, memory_of,
                      memory_parts, memory_scale, per_token, spelled)

HEADLINE = ('corpus', 'policy', 'small', 'short', '1mb', '100mb')
VERDICTS = {'slower': 'slower', 'faster': 'faster', 'none': 'no difference'}


def digits(value):
    """A ratio or a time: two decimals, or none from a hundred on."""
    if abs(value) >= 1e9:
        return f'{value:.0e}'
    return f'{value:,.0f}' if abs(value) >= 100 else f'{value:.2f}'


def interval(middle, low, high, unit=''):
    """`2.91 (2.80 to 3.02)`."""
    if low is None or high is None:
        return f'{digits(middle)}{unit}'
    return f'{digits(middle)}{unit} ({digits(low)} to {digits(high)})'


def percent(row):
    """The smallest difference that a comparison could have seen."""
    if row['detectable'] is None:
        return ''
    return f"{row['detectable'] * 100:.1f} %" if row['detectable'] < 10 else 'over 1000 %'


def ratio(row):
    return interval(row['ratio'], row['low'], row['high'])


def one(rows):
    return rows[0] if rows else None


def compared(result, name, rival, tokens, heap=PLAIN[0], allocator=PLAIN[1]):
    """The comparison of a rival's parse and teardown with the arena, or None; of a replayed
    rival with the replayed arena."""
    return one([row for row in result.compared(set=name, heap=heap, allocator=allocator,
                                               rival=rival, metric='total', tokens=tokens)
                if 'arena' in row['baseline']])


def speed(result, where):
    """MB/s of parse and teardown, or None."""
    row, units = result.time(where, 'total'), result.units.get(where[0])
    if not row or not units or not row['median']:
        return None
    return units['bytes'] / row['median'] * 1000


# The verdict

def headline(result):
    """Sentences on malloc against the arena, a set each."""
    parts = []
    for name in HEADLINE:
        whole = compared(result, name, 'malloc', 'with')
        if whole:
            bare = compared(result, name, 'malloc', 'without')
            parts.append(f'for {called(name)} {ratio(whole)} times'
                         + (f', without tokens {ratio(bare)}' if bare else ''))
    if not parts:
        return ['This result compares nothing of the usual sets with the arena.']
    return ["Parsing and freeing with glibc's malloc, on a clean heap, takes this many times "
            'as long as with the arena: ' + '; '.join(parts) + '. Without tokens means that '
            'the token objects are left out on both sides.']


def listed(names, most=8):
    names = list(names)
    rest = len(names) - most
    return ', '.join(names[:most]) + (f' and {rest} more' if rest > 0 else '')


def against_arena(result, verdict):
    """The comparisons with the arena, of what is no arena itself, that end like this."""
    return [row for row in result.compared(baseline='arena', metric='total', tokens='with',
                                           verdict=verdict)
            if not row['rival'].startswith(('arena', 'fixed'))]


def place(row):
    where = '' if (row['heap'], row['allocator']) == PLAIN else \
        f" ({row['allocator']}, {row['heap']})"
    return f"{row['rival']} on {row['set']}{where}"


def losing(result):
    """Sentences on where the arena is slower, and where there is no difference."""
    faster = against_arena(result, 'faster')
    said = [f'The arena loses in {len(faster)} of '
            f"{len([r for v in VERDICTS for r in against_arena(result, v)])} comparisons"
            + (': ' + listed(f"{place(row)} ({digits(row['ratio'])} times)"
                             for row in sorted(faster, key=lambda row: row['ratio']))
               if faster else '') + '.']
    ties = against_arena(result, 'none')
    if ties:
        said.append('Nor is it faster than ' + listed(map(place, ties))
                    + ': no difference was found.')
    return said


def trust(result):
    """Sentences on the A/A twin, the smallest difference and planted faults."""
    twins = result.compared(rival='arena-again')
    found = [row for row in twins if row['verdict'] != 'none']
    said = []
    if twins:
        said.append(f'The arena against itself: {len(found)} of {len(twins)} comparisons '
                    f'find a difference{"" if found else ", as it must be"}.')
    seen = sorted((row for row in result.compared(metric='total', tokens='with')
                   if row['detectable'] is not None), key=lambda row: row['detectable'])
    if seen:
        said.append(f'Half of the comparisons would have seen a difference of '
                    f'{percent(seen[len(seen) // 2])}, all of them one of '
                    f'{percent(seen[-1])}.')
    if result.machine.get('plant'):
        said.append(f"A slowdown was planted on purpose: {result.machine['plant']}.")
    return said


def verdict(result):
    """The paragraph."""
    return ' '.join(headline(result) + losing(result) + trust(result))


# Tables

def times_row(result, name, heap, allocator, rival):
    where = name, heap, allocator, rival
    middle = per_token(result, where, 'total')
    rate = speed(result, where)
    both = [compared(result, name, rival, tokens, heap, allocator)
            for tokens in ('with', 'without')]
    known = both[0] or both[1]
    return [rival, interval(*middle) if middle else '', f'{rate:.1f}' if rate else '',
            *(ratio(row) if row else '' for row in both),
            '' if not known else VERDICTS.get(known['verdict'], known['verdict']),
            percent(known) if known else '']


def times_tables(result, name):
    """A table for each heap and allocator that a set was measured with."""
    wheres = {(key[2], key[1]) for key in result.summary if key[0] == name}
    wheres = sorted(wheres, key=lambda where: (where != PLAIN[::-1], where))
    for allocator, heap in wheres:
        rivals = in_order({key[3] for key in result.summary
                           if key[:3] == (name, heap, allocator)}, RIVALS)
        yield (f'{called(name)}: {allocator}, {heap} heap',
               ['rival', 'ns a token', 'MB/s', 'times the baseline', 'without tokens',
                'verdict', 'detectable'],
               [times_row(result, name, heap, allocator, rival) for rival in rivals])


def ratios_table(result):
    """malloc's variants against the arena, a row for each set."""
    sets = main_sets(result)
    rivals = [rival for rival in ('malloc', 'malloc-tree', 'malloc-leak')
              if result.compared(rival=rival)]
    rows = []
    for name in sets:
        for tokens in ('with', 'without'):
            cells = [compared(result, name, rival, tokens) for rival in rivals]
            if any(cells):
                rows.append([called(name), tokens, *(ratio(c) if c else '' for c in cells)])
    return ('Times as long as the arena, clean heap, glibc',
            ['units', 'tokens', *rivals], rows)


def loses_table(result):
    """Every comparison in which a rival is faster than the arena, the largest first."""
    rows = sorted(against_arena(result, 'faster'), key=lambda row: row['ratio'])
    return ('Faster than the arena', ['rival', 'set', 'allocator', 'heap',
                                      'times the arena', 'detectable'],
            [[row['rival'], called(row['set']), row['allocator'], row['heap'], ratio(row),
              percent(row)]
             for row in rows])


def memory_table(result, name):
    """Bytes by what they are; page faults by phase."""
    size, unit = memory_scale(result, name)
    parts = [part for part, _ in MEMORY]
    faults = ('faults_parse', 'faults_walk', 'faults_teardown')
    rows = []
    for rival, metrics in memory_of(result, name).items():
        pieces = dict(memory_parts(metrics))
        rows.append([rival, *(f'{pieces.get(part, 0) / size:.2f}' for part in parts),
                     *(f'{metrics[m] / size:.2f}' if m in metrics else ''
                       for m in ('reserved', 'retained')),
                     *(f'{metrics[m]:,.0f}' if m in metrics else '' for m in faults)])
    return (f'{called(name)}: {unit}, and page faults of the whole set',
            ['rival', *parts, 'reserved', 'kept when freed', 'faults: parse', 'walk',
             'teardown'], rows)


def lost_memory_table(result):
    """Bytes of the cases in which the arena loses."""
    metrics = ('used', 'peak', 'reserved', 'retained')
    rows = [[called(where[0]), where[3],
             *(f'{found[metric]:,.0f}' if metric in found else '' for metric in metrics)]
            for where, found in result.memory.items()
            if where[0].startswith('lose-') and where[1:3] == PLAIN]
    return 'Bytes where the arena loses', ['case', 'rival', *metrics], rows


def counters_table(result):
    """Hardware counters, or instructions by callgrind: a token each."""
    rows = []
    for (name, heap, allocator, rival), metrics in result.counters.items():
        tokens = result.units.get(name, {}).get('tokens')
        if tokens:
            rows += [[called(name), allocator, heap, rival, metric.replace('_', ' '),
                      spelled(value / tokens)] for metric, value in metrics.items()]
    return ('Counters, a token', ['units', 'allocator', 'heap', 'rival', 'counter',
                                  'a token'], rows)


def units_table(result):
    return ('What was parsed', ['set', 'units', 'bytes', 'tokens', 'nodes'],
            [[f'{name}: {called(name)}',
              *(f"{result.units[name][k]:,.0f}" for k in ('units', 'bytes', 'tokens',
                                                          'nodes'))]
             for name in in_order(result.units, SETS)])


def machine_table(result):
    return ('The machine', ['what', 'is'],
            [[key.replace('_', ' '), value or 'none']
             for key, value in result.machine.items() if not key.startswith('skipped:')])


def skipped_table(result):
    """What was left out, and why."""
    return ('Left out', ['allocator', 'heap', 'set', 'rival', 'why'],
            [[*(key.split(':')[1:] + [''] * 4)[:4], value]
             for key, value in result.machine.items() if key.startswith('skipped:')])


def across_table(results):
    """malloc against the arena, a column for each result."""
    rows = []
    for name in HEADLINE:
        for tokens in ('with', 'without'):
            cells = [compared(result, name, 'malloc', tokens) for result in results]
            if any(cells):
                rows.append([called(name), tokens, *(ratio(c) if c else '' for c in cells)])
    return ('malloc, times as long as the arena, by machine',
            ['units', 'tokens', *(result.name for result in results)], rows)


def markdown(table):
    """The table as Markdown, without its caption."""
    _, head, rows = table
    def line(cells):
        return '| ' + ' | '.join(re.sub(r'[|\n<>]', '?', cell) for cell in cells) + ' |'
    return '\n'.join([line(head), '|' + '---|' * len(head), *map(line, rows)])
