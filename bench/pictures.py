"""pictures.py: which pictures a result gives, and from which of its numbers."""
import re

from gnuplot import Picture

RIVALS = ('arena', 'arena-again', 'arena-fresh', 'arena-fresh-1mib', 'arena-buffer',
          'arena-mark', 'arena-own', 'fixed', 'slab', 'malloc',
          'malloc-alone', 'malloc-direct', 'malloc-tree', 'malloc-leak', 'replay-arena',
          'replay-arena-fresh', 'replay-slab',
          'replay-malloc', 'replay-obstack', 'replay-arena-no-tokens',
          'replay-arena-fresh-no-tokens',
          'replay-slab-no-tokens', 'replay-malloc-no-tokens', 'replay-obstack-no-tokens')
SETS = {
    'short': 'one short expression', 'policy': 'one policy',
    'small': 'ten thousand small units in a row',
    '1mb': 'one unit of 1 MB', '100mb': 'one unit of 100 MB',
    'corpus': 'the corpus (not from samples/)',
    'lose-grow': 'one growing array', 'lose-lifo': 'last in, first out',
    'lose-keep': 'one node kept for long', 'lose-tiny': 'a tiny unit, a big first block'}
CURVES = ('arena', 'arena-fresh', 'slab', 'malloc', 'malloc-tree', 'malloc-leak')
DRAG = ('dead_tokens', 'dead_nodes', 'abandoned_arrays')
MEMORY = (('alive', ()), ('dead but held', DRAG), ('tails of blocks', ('tails',)),
          ('headers', ('headers',)), ('rounding', ('rounding',)),
          ('bookkeeping', ('bookkeeping',)))
PLAIN = ('clean', 'glibc')
PHASE_COLOURS = (3, 0, 4, 1)     # grey, blue, green, orange
FAULT_COLOURS = (0, 4, 1)
MEMORY_COLOURS = (0, 1, 6, 2, 5, 3)
CURVE_COLOURS = (0, 6, 4, 2, 1, 5)


def in_order(found, order):
    """The found names in a given order, unknown ones behind, by name."""
    known = [name for name in order if name in found]
    return known + sorted(name for name in found if name not in order)


def called(name):
    """A set's name for people."""
    size = re.fullmatch(r'size-(\d+)', name)
    return f'one unit of {int(size[1]):,} bytes' if size else SETS.get(name, name)


def main_sets(result):
    """The sets with pictures of their own: not the size sweep, not the losing cases."""
    return [name for name in in_order(result.units, SETS)
            if not name.startswith(('size-', 'lose-'))]


def rivals_of(found):
    return in_order({key[3] for key in found}, RIVALS)


def per_token(result, where, metric):
    """(median, low, high) in ns a token, or None."""
    row, units = result.time(where, metric), result.units.get(where[0])
    if row is None or units is None or not units['tokens']:
        return None
    ends = (row['low'], row['high']) if None not in (row['low'], row['high']) else \
        (row['median'], row['median'])
    return tuple(value / units['tokens'] for value in (row['median'], *ends))


def phases(result, where):
    """[(phase, ns a token)] of a rival; parsing is shown less the lexing inside it."""
    found = {metric: per_token(result, where, metric)
             for metric in ('lex', 'parse', 'walk', 'teardown')}
    times = {metric: value[0] for metric, value in found.items() if value}
    if 'parse' not in times:
        return []
    if 'lex' in times:
        times['parse'] -= times['lex']
    names = {'lex': 'lexing', 'parse': 'the rest of parsing', 'walk': 'walk',
             'teardown': 'teardown'}
    return [(name, max(0, times[metric])) for metric, name in names.items()
            if metric in times]


def stacked(rows):
    """{part: [(row, low, high)]} and the ends, from [[(part, length)]] of each row."""
    parts, ends = {}, []
    for row, pieces in enumerate(rows):
        end = 0
        for part, length in pieces:
            if length > 0:
                parts.setdefault(part, []).append((row, end, end + length))
            end += length
        ends.append(end)
    return parts, ends


def above_zero(middle, low, high):
    """A value and its interval for a logarithmic axis: ends that are unknown or not above
    zero are drawn at a thousandth, or a thousandfold."""
    return (middle, low if low and low > 0 else middle / 1000,
            high if high and high > 0 else middle * 1000)


def ratio_dots(rows, names, name_of):
    """{series: dots} of comparisons, a series with the tokens and one without."""
    series = {f'{tokens} tokens': [
        (names.index(name_of(row)), *above_zero(row['ratio'], row['low'], row['high']))
        for row in rows if row['tokens'] == tokens and row['ratio'] > 0]
        for tokens in ('with', 'without')}
    return {name: dots for name, dots in series.items() if dots}


def tagged(name):
    return re.sub(r'[^A-Za-z0-9-]', '-', name)


def spelled(value):
    """A number of three digits, for labels."""
    return f'{value:.0f}' if value >= 100 else f'{value:.1f}' if value >= 10 else \
        f'{value:.2f}'


def in_words(names, values, unit):
    return '; '.join(f'{name} {spelled(value)}' for name, value in zip(names, values)) + unit


def phases_picture(result, name):
    heap, allocator = PLAIN
    rows = {rival: phases(result, (name, heap, allocator, rival))
            for rival in rivals_of(result.summary) if not rival.startswith('replay')}
    rows = {rival: pieces for rival, pieces in rows.items() if pieces}
    if not rows:
        return None
    parts, ends = stacked(rows.values())
    order = ('lexing', 'the rest of parsing', 'walk', 'teardown')
    return Picture(
        f'phases-{tagged(name)}', f'Where the time goes: {called(name)}',
        f'Stacked bars, nanoseconds a token for {called(name)}: '
        + in_words(rows, ends, ' in all.'),
        'Median times of the phases, each timed apart. The number is their sum.',
        f'summary.csv: set={name}, heap=clean, allocator=glibc; lex, parse less lex, walk, '
        'teardown; median divided by tokens of units.csv',
        'nanoseconds a token', list(rows),
        parts={part: parts[part] for part in order if part in parts},
        palette=tuple(colour for part, colour in zip(order, PHASE_COLOURS) if part in parts),
        labels=[(row, end, spelled(end)) for row, end in enumerate(ends)])


def ratios_picture(result, name):
    rows = result.compared(set=name, heap=PLAIN[0], allocator=PLAIN[1], baseline='arena',
                           metric='total')
    rivals = in_order({row['rival'] for row in rows}, RIVALS)
    dots = ratio_dots(rows, rivals, lambda row: row['rival'])
    if not dots:
        return None
    with_tokens = {row['rival']: row['ratio'] for row in rows if row['tokens'] == 'with'}
    return Picture(
        f'ratios-{tagged(name)}', f'Times as long as the arena: {called(name)}',
        f'Dots with intervals: parse and teardown against the arena for {called(name)}: '
        + in_words(with_tokens, with_tokens.values(), ' times, with tokens.'),
        'Parse and teardown, as a multiple of the arena kept by reset, with 95 % intervals. '
        'arena-again is the arena a second time. The verdicts in the tables are stricter '
        'than the intervals: they allow for how many comparisons there are.',
        f'comparisons.csv: set={name}, heap=clean, allocator=glibc, baseline=arena, '
        'metric=total; ratio, low, high',
        'times as long as the arena (logarithmic)', rivals, dots=dots, line=1, log=True)


def spread_picture(result, name):
    heap, allocator = PLAIN
    tokens = result.units[name]['tokens']
    rivals = in_order({rival for where, rival in ((k[:3], k[3]) for k in result.spread)
                       if where == (name, heap, allocator)}, RIVALS)
    cloud, dots = [], []
    for row, rival in enumerate(rivals if tokens else []):
        where = name, heap, allocator, rival
        cloud += [(row, time / tokens) for time in result.spread[where] if time > 0]
        middle = per_token(result, where, 'total')
        if middle and middle[0] > 0:
            dots.append((row, *above_zero(*middle)))
    if not cloud:
        return None
    return Picture(
        f'spread-{tagged(name)}', f'How far processes differ: {called(name)}',
        f'For each rival a small circle a process, and the median with its interval, '
        f'nanoseconds a token for {called(name)}: '
        + in_words([rivals[row] for row, *_ in dots], [dot[1] for dot in dots], '.'),
        'Each circle is the median of one process, with an address layout of its own. On '
        'this axis the same width is the same part of the whole.',
        f'samples.csv: set={name}, heap=clean, allocator=glibc; median of total in each '
        'process; summary.csv: total',
        'parse and teardown, nanoseconds a token (logarithmic)', rivals,
        dots={'median and 95 % interval': dots} if dots else {}, cloud=cloud, log=True)


def heaps_picture(result, name):
    rows = result.compared(set=name, rival='malloc', baseline='arena', metric='total')
    def name_of(row):
        return f"{row['allocator']}, {row['heap']}"
    names = list(dict.fromkeys(map(name_of, rows)))
    dots = ratio_dots(rows, names, name_of)
    if len(names) < 2 or not dots:
        return None
    ratios = {name_of(row): row['ratio'] for row in rows if row['tokens'] == 'with'}
    return Picture(
        f'heaps-{tagged(name)}', f'Other allocators, other heaps: {called(name)}',
        f'Dots with intervals: malloc against the arena for {called(name)}: '
        + in_words(ratios, ratios.values(), ' times, with tokens.'),
        'malloc against the arena in the same process: each allocator in glibc\'s place, '
        'each state of the heap.',
        f'comparisons.csv: set={name}, rival=malloc, baseline=arena, metric=total',
        'times as long as the arena (logarithmic)', names,
        dots=dots, line=1, log=True)


def size_picture(result):
    heap, allocator = PLAIN
    curves = {}
    for rival in CURVES:
        for name, units in result.units.items():
            middle = per_token(result, (name, heap, allocator, rival), 'total')
            sized = name.startswith('size-') or name in ('1mb', '100mb')
            if sized and middle and middle[0] > 0 and units['units']:
                curves.setdefault(rival, []).append(
                    (units['bytes'] / units['units'], middle[0]))
    if not curves or max(map(len, curves.values())) < 2:
        return None
    ends = {rival: max(curve)[1] for rival, curve in curves.items()}
    return Picture(
        'size', 'Time against size of the unit',
        'Curves, nanoseconds a token against the size of the unit; at the largest size: '
        + in_words(ends, ends.values(), '.'),
        'Parse and teardown. A level curve is time in proportion to size.',
        'summary.csv: sets size-N, 1mb, 100mb, heap=clean, allocator=glibc, total, divided '
        'by tokens of units.csv',
        'bytes of the unit', curves=curves, log=True, ordinate='nanoseconds a token',
        palette=tuple(CURVE_COLOURS[CURVES.index(rival)] for rival in curves))


def memory_parts(metrics):
    """[(part, bytes)] of what a unit holds before it is freed."""
    pieces = [(part, sum(metrics.get(metric, 0) for metric in found))
              for part, found in MEMORY[1:]]
    alive = metrics.get('used', 0) - sum(metrics.get(metric, 0) for metric in DRAG)
    return [('alive', max(0, alive)), *pieces]


def memory_scale(result, name):
    """(divisor, unit) for the memory of a set's longest unit: if it is the only one, a
    source byte."""
    units = result.units[name]
    if units['units'] == 1 and units['bytes']:
        return units['bytes'], 'bytes for each source byte'
    return 1024, 'KiB for the longest unit'


def memory_of(result, name):
    """{rival: {metric: bytes}} of the rivals whose memory was taken apart."""
    found = {rival: result.memory.get((name, *PLAIN, rival), {})
             for rival in rivals_of(result.memory)}
    return {rival: metrics for rival, metrics in found.items() if 'used' in metrics}


def memory_picture(result, name):
    found = memory_of(result, name)
    if not found:
        return None
    size, unit = memory_scale(result, name)
    parts, ends = stacked([[(part, amount / size) for part, amount in memory_parts(metrics)]
                           for metrics in found.values()])
    kept = [(row, metrics['retained'] / size, None, None)
            for row, metrics in enumerate(found.values()) if metrics.get('retained')]
    return Picture(
        f'memory-{tagged(name)}', f'Memory: {called(name)}',
        f'Stacked bars, {unit}, {called(name)}: ' + in_words(found, ends, ' in all.'),
        'What is held while the parsed unit lives. The mark is what stays held after it is '
        'freed.',
        f'memory.csv: set={name}, heap=clean, allocator=glibc; used less '
        f'{", ".join(DRAG)}; these; tails; headers; rounding; bookkeeping; retained',
        unit, list(found),
        parts={part: parts[part] for part, _ in MEMORY if part in parts},
        palette=tuple(colour for (part, _), colour in zip(MEMORY, MEMORY_COLOURS)
                      if part in parts),
        dots={'kept after it is freed': kept} if kept else {},
        labels=[(row, max([end] + [value for where, value, *_ in kept if where == row]),
                 spelled(end)) for row, end in enumerate(ends)])


def faults_picture(result, name):
    heap, allocator = PLAIN
    phases_of = (('parse', 'faults_parse'), ('walk', 'faults_walk'),
                 ('teardown', 'faults_teardown'))
    found = {rival: result.memory[name, heap, allocator, rival]
             for rival in rivals_of(result.memory)
             if (name, heap, allocator, rival) in result.memory}
    found = {rival: metrics for rival, metrics in found.items() if 'faults_parse' in metrics}
    if not found:
        return None
    parts, ends = stacked([[(part, metrics.get(metric, 0)) for part, metric in phases_of]
                           for metrics in found.values()])
    if not any(ends):
        return None
    return Picture(
        f'faults-{tagged(name)}', f'Page faults: {called(name)}',
        f'Stacked bars, page faults for {called(name)}: ' + in_words(found, ends, '.'),
        'Minor page faults of the whole set, by the phase they happen in.',
        f'memory.csv: set={name}, heap=clean, allocator=glibc; faults_parse, faults_walk, '
        'faults_teardown', 'page faults', list(found),
        parts={part: parts[part] for part, _ in phases_of if part in parts},
        palette=tuple(colour for (part, _), colour in zip(phases_of, FAULT_COLOURS)
                      if part in parts),
        labels=[(row, end, f'{end:,.10g}') for row, end in enumerate(ends)])


def loses_picture(result):
    rows = [row for row in result.compared(heap=PLAIN[0], allocator=PLAIN[1],
                                           baseline='arena', metric='total', tokens='with')
            if row['set'].startswith('lose-') and row['ratio'] > 0
            and row['rival'] not in ('arena-again', 'arena-buffer', 'fixed')]
    if not rows:
        return None
    names = [f"{row['set']}: {row['rival']}" for row in rows]
    return Picture(
        'loses', 'Where the arena loses: times as long as the arena',
        'Dots with intervals, in cases made to suit malloc: '
        + in_words(names, [row['ratio'] for row in rows], ' times.'),
        'Left of the line the rival is faster than the arena.',
        'comparisons.csv: sets lose-..., heap=clean, allocator=glibc, baseline=arena, '
        'metric=total, tokens=with',
        'times as long as the arena (logarithmic)', names, line=1, log=True,
        dots={'ratio and 95 % interval': [
            (index, *above_zero(row['ratio'], row['low'], row['high']))
            for index, row in enumerate(rows)]})


def pictures(result):
    """[(heading, [Picture])], in the order of the report."""
    sets = main_sets(result)

    def each(build):
        return [picture for picture in (build(result, name) for name in sets) if picture]
    groups = [('How much longer than the arena', each(ratios_picture)),
              ('Where the time goes', each(phases_picture)),
              ('Other allocators and heaps', each(heaps_picture)),
              ('Size', [size_picture(result)]),
              ('Spread', each(spread_picture)),
              ('Where the arena loses', [loses_picture(result)]),
              ('Memory', each(memory_picture)),
              ('Page faults', each(faults_picture))]
    return [(heading, [picture for picture in found if picture])
            for heading, found in groups if any(found)]
