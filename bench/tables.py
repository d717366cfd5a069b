"""tables.py: what a result says, as tables for the report's HTML and for the documents'
Markdown alike. A table is (caption, head, rows); a cell is a text."""
import re

from pictures import (MEMORY, PLAIN, RIVALS, SETS, called, in_order, main_sets, memory_of,
                      memory_parts, memory_scale, per_token, spelled)

HEADLINE = ('small', 'policy', '1mb', 'short', '100mb', 'corpus')
EQUAL = 1.05     # as fast: the stricter interval lies within 5 %


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


def compared(result, name, rival, baseline, tokens, where=PLAIN, metric='total'):
    """The comparison of a rival with a baseline, or None; `where` is (heap, allocator)."""
    return one(result.compared(set=name, heap=where[0], allocator=where[1], rival=rival,
                               baseline=baseline, metric=metric, tokens=tokens))


def judged(row):
    """A verdict for people. Not found is not the same: it is as fast only if the interval
    that allows for all comparisons lies within a stated band."""
    if row is None:
        return ''
    if row['verdict'] != 'none':
        return row['verdict']
    if row['wide_low'] is None or row['wide_high'] is None:
        return 'not known'
    within = 1 / EQUAL <= row['wide_low'] and row['wide_high'] <= EQUAL
    return 'as fast within 5 %' if within else 'not known'


def is_arena(name):
    return name.startswith(('arena', 'replay-arena'))


def speed(result, where):
    """MB/s of parse and teardown, or None."""
    row, units = result.time(where, 'total'), result.units.get(where[0])
    if not row or not units or not row['median']:
        return None
    return units['bytes'] / row['median'] * 1000


# Tables

def times_row(result, where, baseline):
    """A rival's times, and how it stands to one baseline (or to none)."""
    name, heap, allocator, rival = where
    middle, units = per_token(result, where, 'total'), result.units.get(name)
    row, rate = result.time(where, 'total'), speed(result, where)
    a_node = row['median'] / units['nodes'] if row and units and units['nodes'] else None
    both = [compared(result, name, rival, baseline, tokens, (heap, allocator))
            for tokens in ('with', 'without')] if baseline else [None, None]
    known = both[0] or both[1]
    return [rival, interval(*middle) if middle else '', digits(a_node) if a_node else '',
            f'{rate:.1f}' if rate else '', baseline or '',
            *(cell for row in both for cell in (ratio(row) if row else '', judged(row))),
            percent(known) if known else '']


def baselines_of(result, name, heap, allocator):
    """{rival: [its baselines]}, in the order of the file."""
    found = {}
    for row in result.compared(set=name, heap=heap, allocator=allocator, metric='total'):
        found.setdefault(row['rival'], {})[row['baseline']] = True
    return found


def times_tables(result, name):
    """A table for each heap and allocator that a set was measured with: a row for each
    rival and baseline."""
    wheres = {(key[2], key[1]) for key in result.summary if key[0] == name}
    wheres = sorted(wheres, key=lambda where: (where != PLAIN[::-1], where))
    for allocator, heap in wheres:
        rivals = in_order({key[3] for key in result.summary
                           if key[:3] == (name, heap, allocator)}, RIVALS)
        baselines = baselines_of(result, name, heap, allocator)
        yield (f'{called(name)}: {allocator}, {heap} heap',
               ['rival', 'ns a token', 'ns a node', 'MB/s', 'baseline', 'times the baseline',
                'verdict', 'without tokens', 'verdict without', 'detectable'],
               [times_row(result, (name, heap, allocator, rival), baseline)
                for rival in rivals for baseline in baselines.get(rival, [None])])


def ratios_table(result, leave_out=()):
    """malloc's variants against the arena, a row for each set."""
    rivals = [rival for rival in ('malloc', 'malloc-tree', 'malloc-leak')
              if result.compared(rival=rival)]
    rows = []
    for name in main_sets(result):
        for tokens in ('with', 'without'):
            cells = [compared(result, name, rival, 'arena', tokens) for rival in rivals]
            if any(cells) and name not in leave_out:
                rows.append([called(name), tokens, *(ratio(c) if c else '' for c in cells)])
    return ('Times as long as the arena, clean heap, glibc',
            ['units', 'tokens', *rivals], rows)


def turned(row):
    """The comparison the other way round."""
    ends = (1 / row[end] if row[end] else None for end in ('high', 'low'))
    return {**row, 'rival': row['baseline'], 'baseline': row['rival'],
            'ratio': 1 / row['ratio'], **dict(zip(('low', 'high'), ends))}


def faster_than_arenas(result, metric):
    """The comparisons in which something was faster than an arena, another arena too."""
    for row in result.compared(metric=metric):
        if is_arena(row['baseline']) and row['verdict'] == 'faster':
            yield row
        elif (is_arena(row['rival']) and not is_arena(row['baseline'])
              and row['verdict'] == 'slower' and row['ratio'] > 0):
            yield turned(row)


def loses_table(result, metric='total'):
    """Every comparison in which a rival is faster than an arena, the largest first."""
    what = {'total': 'Faster than the arena: parse and teardown',
            'parse': 'Faster than the arena: parse alone',
            'walk': 'Faster than the arena: walk alone'}[metric]
    return (what, ['rival', 'than', 'set', 'tokens', 'allocator', 'heap', 'times as long',
                   'detectable'],
            [[row['rival'], row['baseline'], called(row['set']), row['tokens'],
              row['allocator'], row['heap'], ratio(row), percent(row)]
             for row in sorted(faster_than_arenas(result, metric),
                               key=lambda row: row['ratio'])])


def switch_table(result):
    """malloc compiled in against malloc behind the switch, each in a process of its own."""
    rows = []
    for row in result.compared(rival='malloc-direct', baseline='malloc-alone',
                               metric='total', tokens='with'):
        where = row['heap'], row['allocator']
        others = [compared(result, row['set'], 'malloc-direct', 'malloc-alone', tokens,
                           where, metric)
                  for tokens, metric in (('without', 'total'), ('with', 'parse'))]
        rows.append([called(row['set']), row['allocator'], row['heap'], ratio(row),
                     judged(row), *(ratio(r) if r else '' for r in others), percent(row)])
    return ('The price of the switch: malloc-direct, times as long as malloc-alone',
            ['units', 'allocator', 'heap', 'parse and teardown', 'verdict',
             'without tokens', 'parse', 'detectable'], rows)


AIMS = (  # metric, what it is, the bound, the aim
    ('arena_bytes', 'arena bytes a source byte', '10', '8'),
    ('arena_bytes_text', 'of these: text', '', ''), ('arena_bytes_tokens', 'tokens', '', ''),
    ('arena_bytes_nodes', 'nodes', '', ''), ('arena_bytes_arrays', 'arrays', '', ''),
    ('arena_bytes_strings', 'strings and messages', '', ''),
    ('race_ours_mb_per_s', 'race: this parser, MB/s', '', ''),
    ('race_theirs_mb_per_s', 'race: the yardstick, MB/s', '', ''),
    ('race_ratio', 'race: times its speed', '1', '1.5'))


def aims_table(result):
    """How far it is to the aims; the intervals are quartiles of the race's laps."""
    of = {'files': 'the files of samples/', 'corpus': called('corpus')}
    rows = [[what, of.get(whose, whose), interval(row['value'], row['low'], row['high']),
             bound, aim]
            for whose in in_order({key[0] for key in result.aims}, of)
            for metric, what, bound, aim in AIMS
            for row in [result.aims.get((whose, metric))] if row]
    return (f'{result.name}: aims', ['what', 'of', 'measured (quartiles)', 'bound', 'aim'],
            rows)


def memory_table(result, name):
    """Bytes by what they are."""
    size, unit = memory_scale(result, name)
    parts = [part for part, _ in MEMORY]
    rows = []
    for rival, metrics in memory_of(result, name).items():
        pieces = dict(memory_parts(metrics))
        rows.append([rival, *(f'{pieces.get(part, 0) / size:.2f}' for part in parts),
                     *(f'{metrics[m] / size:.2f}' if m in metrics else ''
                       for m in ('reserved', 'retained'))])
    return (f'{called(name)}: {unit}',
            ['rival', *parts, 'reserved', 'kept when freed'], rows)


def system_table(result, name):
    """What the system sees: page faults, and resident memory, by phase."""
    phases = ('parse', 'walk', 'teardown')
    rows = [[rival, *(f"{metrics[f'faults_{phase}']:,.0f}" for phase in phases),
             *(f"{metrics[f'rss_{phase}'] / 1024:,.0f}" if f'rss_{phase}' in metrics else ''
               for phase in ('start', *phases))]
            for rival in in_order({key[3] for key in result.memory}, RIVALS)
            for metrics in [result.memory.get((name, *PLAIN, rival), {})]
            if all(f'faults_{phase}' in metrics for phase in phases)]
    return (f'{called(name)}: page faults of the whole set; resident memory, KiB',
            ['rival', 'faults: parse', 'walk', 'teardown', 'resident: before', 'parsed',
             'walked', 'freed'], rows)


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
    return ('What was parsed', ['set', 'units', 'different ones', 'bytes', 'tokens', 'nodes'],
            [[f'{name}: {called(name)}',
              *(f"{result.units[name][k]:,.0f}" for k in ('units', 'distinct', 'bytes',
                                                          'tokens', 'nodes'))]
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
            cells = [compared(result, name, 'malloc', 'arena', tokens)
                     for result in results]
            if any(cells):
                rows.append([called(name), tokens, *(ratio(c) if c else '' for c in cells)])
    return ('malloc, times as long as the arena, by machine',
            ['units', 'tokens', *(result.name for result in results)], rows)


def markdown(table):
    """The table as Markdown, without its caption."""
    _, head, rows = table
    def line(cells):
        return '| ' + ' | '.join(re.sub(r'[|\n<>]', '?', cell) for cell in cells) + ' |'
    if not rows:
        return '(None.)'
    return '\n'.join([line(head), '|' + '---|' * len(head), *map(line, rows)])
