"""result.py: reads a result folder, the CSV files of one run (docs/bench.md has the schema).

Whatever is wrong with a file is kept as a fault that names file and line; the rows that
are right are there all the same, so that a report can show what can still be shown.
"""
import csv
import math
import pathlib
import statistics

WORDS = {
    'samples': 'process allocator heap set rival round',
    'memory': 'process allocator heap set rival metric',
    'counters': 'process allocator heap set rival metric',
    'units': 'set',
    'machine': 'key value',
    'summary': 'set heap allocator rival metric',
    'comparisons': 'set heap allocator rival baseline metric tokens verdict',
    'aims': 'of metric',
}
NUMBERS = {
    'samples': 'lex tokens parse walk teardown total',
    'memory': 'value',
    'counters': 'value',
    'units': 'units bytes tokens nodes distinct',
    'machine': '',
    'summary': 'processes rounds median low high',
    'comparisons': 'ratio low high detectable wide_low wide_high',
    'aims': 'value low high',
}
OPTIONAL = ('counters', 'aims')  # only what the machine has; none in a merged folder
MAY_BE_EMPTY = ('samples', 'summary', 'comparisons', 'aims')  # where it does not apply
FAULTS_SHOWN = 5                 # of one file; the rest is counted


class Unreadable(Exception):
    """Nothing of the folder can be shown."""


def number(text):
    """The finite number that a text spells, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def rows_of(path, wanted, faults):
    """Yields (line, row as a dict) of a CSV file; faults get what is wrong with it."""
    with open(path, newline='', encoding='utf-8') as file:
        reader = csv.reader(file)
        try:
            header = next(reader, None)
            if header is None:
                faults.append((path, 1, 'is empty: no header line'))
                return
            missing = [column for column in wanted if column not in header]
            if missing:
                faults.append((path, 1, f'no column {", ".join(missing)}: not a result, '
                                        'or one of another version'))
                return
            for fields in reader:
                if len(fields) == len(header):
                    yield reader.line_num, dict(zip(header, fields))
                else:
                    faults.append((path, reader.line_num,
                                   f'{len(fields)} fields, the header has {len(header)}'))
        except (csv.Error, UnicodeDecodeError) as error:
            faults.append((path, reader.line_num + 1, f'not readable from here on: {error}'))


def typed_rows(path, table, faults):
    """Yields the rows of a table of the schema, its numbers as floats, or None if empty."""
    words, numbers = WORDS[table].split(), NUMBERS[table].split()
    for line, row in rows_of(path, words + numbers, faults):
        for column in numbers:
            text = row[column]
            row[column] = number(text)
            if row[column] is None and (text or table not in MAY_BE_EMPTY):
                faults.append((path, line, f'{column}: {text!r} is not a number'))
                break
        else:
            yield row


def process_medians(rows):
    """{(set, heap, allocator, rival): [each process's median total, in order]}."""
    rounds = {}
    for row in rows:
        if row['total'] is not None:
            key = row['set'], row['heap'], row['allocator'], row['rival']
            rounds.setdefault(key, {}).setdefault(row['process'], []).append(row['total'])
    return {key: [statistics.median(values) for values in processes.values()]
            for key, processes in rounds.items()}


def value_medians(rows):
    """{(set, heap, allocator, rival): {metric: median over the processes}}."""
    values = {}
    for row in rows:
        key = row['set'], row['heap'], row['allocator'], row['rival']
        values.setdefault(key, {}).setdefault(row['metric'], []).append(row['value'])
    return {key: {metric: statistics.median(found) for metric, found in metrics.items()}
            for key, metrics in values.items()}


class Result:
    """One result folder, or one machine's part of a folder that `bench --merge` made: its
    files have a column `machine` more."""

    def __init__(self, folder, only=None):
        self.folder, self.only = pathlib.Path(folder), only
        self.machines = {}    # of a merged folder: whose results it has
        self.name = only or self.folder.resolve().name
        self.faults = []      # (path, line, text)
        if not self.folder.is_dir():
            raise Unreadable(f'{folder}: no such folder')
        if not any((self.folder / f'{table}.csv').exists() for table in WORDS):
            raise Unreadable(f'{folder}: no result: none of its files is there, '
                             'summary.csv for one')
        self.read_tables()
        self.verdict = self.read_verdict()    # the run's own words, or None

    def read_tables(self):
        """From the files; `where` is (set, heap, allocator, rival).
        machine {key: value}; units {set: row}; summary {(*where, metric): row};
        comparisons [row]; spread {where: [each process's median total]};
        memory, counters {where: {metric: median}}; aims {(of, metric): row}"""
        self.machine = {row['key']: row['value'] for row in self.rows('machine')}
        self.units = {row['set']: row for row in self.rows('units')}
        self.summary = {
            (row['set'], row['heap'], row['allocator'], row['rival'], row['metric']): row
            for row in self.rows('summary') if row['median'] is not None}
        self.comparisons = [row for row in self.rows('comparisons')
                            if row['ratio'] is not None]
        self.spread = process_medians(self.rows('samples'))
        self.memory = value_medians(self.rows('memory'))
        self.counters = value_medians(self.rows('counters'))
        self.aims = {(row['of'], row['metric']): row for row in self.rows('aims')
                     if row['value'] is not None}

    def read_verdict(self):
        path = self.folder / 'verdict.txt'
        try:
            text = ' '.join(path.read_text(encoding='utf-8').split())
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append((path, None, str(getattr(error, 'strerror', '') or error)))
            return None
        return text.removeprefix('Verdict: ') or None

    def rows(self, table):
        """Yields the rows of a file; a missing or unreadable one is a fault."""
        path = self.folder / f'{table}.csv'
        try:
            for row in typed_rows(path, table, self.faults):
                self.machines.setdefault(row.get('machine'))
                if self.only in (None, row.get('machine')):
                    yield row
        except FileNotFoundError:
            if table not in OPTIONAL:
                self.faults.append((path, None, 'is missing'))
        except OSError as error:
            self.faults.append((path, None, error.strerror))

    def complaints(self):
        """The faults as texts, FILE:LINE: what; of many in one file only the first ones."""
        texts, counts = [], {}
        for path, line, text in self.faults:
            counts[path] = counts.get(path, 0) + 1
            if counts[path] <= FAULTS_SHOWN:
                texts.append(f'{path}:{line}: {text}' if line else f'{path}: {text}')
        return texts + [f'{path}: {count - FAULTS_SHOWN} more faults'
                        for path, count in counts.items() if count > FAULTS_SHOWN]

    def time(self, where, metric):
        """The summary's row for a metric, `where` being (set, heap, allocator, rival)."""
        return self.summary.get((*where, metric))

    def compared(self, **wanted):
        """The comparisons whose columns have the wanted values."""
        return [row for row in self.comparisons
                if all(row[column] == value for column, value in wanted.items())]


def read_results(folder):
    """The results in a folder: one, or of a merged one each machine's."""
    whole = Result(folder)
    machines = [name for name in whole.machines if name is not None]
    if not machines:
        return [whole]
    parts = [Result(folder, name) for name in machines]
    for part in parts[1:]:
        part.faults = []      # the first has told them
    return parts
