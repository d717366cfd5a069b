#!/usr/bin/env python3
"""figures.py --write | --check [--root DIR]: the measured numbers in README.md and docs/.

docs/figures.csv has their sentences, docs/claims.csv how they are reckoned; --write fills
them and the tables in. --check fails where a document shows something else, or a number
that nothing covers; STRICT=1 makes it fail, too, where it only notes that a result is not
there yet or that the code has changed since (docs/bench.md, "To redo a figure")."""
import argparse
import csv
import os
import pathlib
import re
import subprocess
import sys

import tables
from claims import Claims, Missing, Wrong, listed
from files import write
from result import Result, Unreadable

UNMEASURED = '(not measured yet)'
MARK = re.compile(r'<!-- table:([^>]*?) -->(.*?)<!-- end -->', re.S)
SLOT = re.compile(r'\{([\w-]+)\}')
FENCE = re.compile(r'^```.*?^```', re.S | re.M)
COMMENT = re.compile(r'<!--.*?-->', re.S)
UNIT = (r'(?:[MGk]i?B/s|[nuµm]s\b|s\b|seconds?\b|minutes?\b|times\b|×|%|instructions\b|'
        r'cycles\b|page\s+faults\b|(?:arena\s+)?bytes\s+(?:a|for\s+each|per)\s+'
        r'(?:source\s+byte|token|node))')
NUMBER = r'\d(?:[\d,.]*\d)?'
MEASURED = re.compile(NUMBER + r'\s*' + UNIT)
PART = r'(?:half|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)'
SPELLED = re.compile(  # "two fifths of the time", "twice as fast"
    rf'\b(?:twice|thrice|half|(?:an?|one|two|three|four)\s+{PART})\s+'
    r'(?:(?:as|of|off)\s+(?:the\s+)?(?:long|fast|slow|much|all|time|whole)\b)', re.I)
FRACTION = re.compile(r'(?<![\w.])\d+\.\d+(?![\w.]*\.\d|\w)')
VERSION = re.compile(r'(?:version|gcc|clang|glibc|gnuplot|re2c|Debian|python|libc|CEL|kernel)'
                     r'\s+\Z', re.I)
TABLES = {  # KIND[:SET] of a table mark
    'ratios': lambda result, _: tables.ratios_table(result, leave_out=('corpus',)),
    'switch': lambda result, _: tables.switch_table(result),
    'aims': lambda result, _: tables.aims_table(result),
    'loses': lambda result, _: tables.loses_table(result),
    'machine': lambda result, _: tables.machine_table(result),
    'units': lambda result, _: tables.units_table(result),
    'counters': lambda result, _: tables.counters_table(result),
    'memory': tables.memory_table,
    'times': lambda result, name: next(tables.times_tables(result, name)),
}


class Figures:
    """The documents of a checkout, its claims, and what is wrong or to be noted."""

    def __init__(self, root):
        self.root = root
        self.claims = Claims(root)
        self.allowed, faults = listed(root, 'allowed.csv', ['document', 'text', 'reason'])
        self.sentences, others = listed(root, 'figures.csv', ['document', 'text'])
        self.faults, self.notes = self.claims.faults + faults + others, set()
        self.used = set()

    def table(self, words):
        """The table that a mark asks for, as Markdown between empty lines."""
        kind, *rest = words.split()
        if kind == 'claims':
            table = self.claims.table(UNMEASURED)
        elif kind == 'checks':
            table = self.checks(*rest)
        else:
            kind, _, name = kind.partition(':')
            if kind not in TABLES or len(rest) != 1:
                raise Wrong(f'table:{words}: KIND RESULT is wanted, KIND one of '
                            + ', '.join(['claims', *TABLES]))
            if not (self.root / rest[0]).is_dir():
                raise Missing(rest[0])
            try:
                result = Result(self.root / rest[0])
                self.used.add(rest[0])
                table = TABLES[kind](result, name)
            except (Unreadable, KeyError, StopIteration) as error:
                raise Wrong(f'table:{words}: {error!r}') from error
            for complaint in result.complaints():
                self.faults.append(complaint)
        return f'\n\n{tables.markdown(table)}\n\n'

    def checks(self, name):
        """What the last `make check-all` found, from the file that it writes."""
        if not (self.root / name).is_file():
            raise Missing(name)
        with open(self.root / name, encoding='utf-8', newline='') as file:
            head, *rows = csv.reader(file)
        return '', head, [(f'`{check}`', found) for check, found in rows]

    def wanted(self, kind, words):
        """What belongs between two marks. Raises Wrong or Missing."""
        if kind == 'table':
            return self.table(words)
        figure = self.claims.figure(words)
        self.used.add(self.claims.rows[words]['result'])
        return figure

    def places(self, document, text):
        """[(start, end, kind, words)]: where figures and tables are, from the end."""
        found = [(*match.span(2), 'table', match[1]) for match in MARK.finditer(text)]
        for sentence, line in self.sentences.get(document, []):
            matches = list(sentence_pattern(sentence).finditer(text))
            if len(matches) != 1:
                self.faults.append(f'docs/figures.csv:{line}: {document} has {sentence!r} '
                                   f'{len(matches)} times, not once')
            for match in matches[:1]:
                found += [(*match.span(index + 1), 'figure', name)
                          for index, name in enumerate(SLOT.findall(sentence))]
        return sorted(found, reverse=True)

    def compared(self, document, text):
        """Yields (place, what is wanted there or None if that is unknown)."""
        for place in self.places(document, text):
            start, end, kind, words = place
            line = text.count('\n', 0, start) + 1
            try:
                yield place, line, self.wanted(kind, words)
            except Wrong as error:
                self.faults.append(f'{document}:{line}: {error}')
                yield place, line, None
            except Missing as error:
                self.notes.add(f'{error} is not there yet: what it should show is marked '
                               f'{UNMEASURED}')
                yield place, line, UNMEASURED

    def filled(self, document, text):
        """The document with every figure and table as it should be."""
        for (start, end, _, _), _, wanted in self.compared(document, text):
            if wanted is not None:
                text = text[:start] + wanted + text[end:]
        return text

    def compare(self, document, text):
        """Notes the places that show something else than they should."""
        for (start, end, kind, words), line, wanted in self.compared(document, text):
            shown = text[start:end]
            if wanted in (None, shown):
                continue
            if kind == 'figure':
                self.faults.append(f'{document}:{line}: {words} is {shown} here, '
                                   f'{wanted} by its result')
            else:
                self.faults.append(f'{document}:{line}: table:{words} is not what its '
                                   'result says')

    def scan(self, document, text, numbers=None):
        """Notes numbers that look measured and are covered by nothing. `numbers` finds
        them in another way than measured_numbers."""
        bare = text
        for start, end, _, _ in self.places(document, text):
            bare = bare[:start] + re.sub(r'[^\n]', ' ', bare[start:end]) + bare[end:]
        bare = blanked(bare, FENCE, COMMENT)
        for wanted, line in self.allowed.get(document, []):
            pattern = sentence_pattern(wanted)
            if not pattern.search(bare):
                self.faults.append(f'docs/allowed.csv:{line}: {document} has no {wanted!r}')
            bare = blanked(bare, pattern)
        for where, what in sorted((numbers or measured_numbers)(bare)):
            line = text.count('\n', 0, where) + 1
            self.faults.append(f'{document}:{line}: {what!r} looks measured; no claim '
                               'covers it')

    def check_code(self):
        """Notes results that other code has given."""
        done = subprocess.run(['sh', 'bench/code.sh'], cwd=self.root, capture_output=True,
                              text=True, check=True)
        for name in sorted(self.used):
            code = Result(self.root / name).machine.get('code')
            if code != done.stdout.strip():
                self.notes.add(f'{name} was measured with other code ({code}) than this '
                               f'({done.stdout.strip()}): measure again')


def sentence_pattern(sentence):
    """Finds a sentence however its lines are broken; a group for each {NAME} in it."""
    parts = SLOT.split(' '.join(sentence.split()))
    number = f'({NUMBER}|{re.escape(UNMEASURED)}|-{NUMBER})'
    return re.compile(number.join(r'\s+'.join(map(re.escape, part.split(' ')))
                                  for part in parts[::2]))


def blanked(text, *patterns):
    """The text with what the patterns match made blank, line by line."""
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r'[^\n]', ' ', match[0]), text)
    return text


def table_numbers(text):
    """Yields (offset, number) of the cells that must be measured: a fraction, or a number
    below a heading, or beside one, that names a unit."""
    offset, head = 0, None
    for line in text.split('\n'):
        cells = line.split('|')
        if not line.startswith('|'):
            head = None
        elif head is None:
            head = cells
        else:
            at = offset
            for column, cell in enumerate(cells):
                titles = cells[1] + (head[column] if column < len(head) else '')
                for match in re.finditer(NUMBER, cell if column > 1 else ''):
                    if '.' in match[0] or re.search(r'(?<!\w)' + UNIT, titles):
                        yield at + match.start(), match[0]
                at += len(cell) + 1
        offset += len(line) + 1


def measured_numbers(text):
    """{(offset, what)} of the numbers that look measured."""
    found = {match.start(): match[0] for match in MEASURED.finditer(text)}
    found.update({match.start(): match[0] for match in SPELLED.finditer(text)})
    for match in FRACTION.finditer(text):
        if not VERSION.search(text, 0, match.start()):
            found.setdefault(match.start(), match[0])
    for where, what in table_numbers(text):
        found.setdefault(where, what)
    return set(found.items())


def documents(root):
    return sorted([*root.glob('*.md'), *(root / 'docs').glob('*.md')])


def fill_all(figures):
    """--write."""
    for path in documents(figures.root):
        text = path.read_text(encoding='utf-8')
        filled = figures.filled(str(path.relative_to(figures.root)), text)
        if filled != text:
            write(path, filled)
            print(f'figures: {path} is written')


def check_all(figures):
    """--check."""
    for path in documents(figures.root):
        document, text = str(path.relative_to(figures.root)), path.read_text(encoding='utf-8')
        figures.compare(document, text)
        figures.scan(document, text)
    for row in figures.claims.rows.values():
        if (figures.root / row['result']).is_dir():
            figures.used.add(row['result'])
    figures.check_code()


def main():
    parser = argparse.ArgumentParser(description='The measured numbers in the documents.')
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument('--write', action='store_true', help='fill them in')
    what.add_argument('--check', action='store_true', help='say what is wrong with them')
    parser.add_argument('--root', type=pathlib.Path, default=pathlib.Path('.'))
    options = parser.parse_args()
    try:
        figures = Figures(options.root)
        (fill_all if options.write else check_all)(figures)
    except (OSError, UnicodeDecodeError) as error:
        print(f'figures: {error}', file=sys.stderr)
        return 2
    for note in sorted(figures.notes):
        print(f'NOTE: {note}')
    for fault in figures.faults:
        print(fault)
    strict = os.environ.get('STRICT') == '1'
    print(f'check-figures: {len(figures.claims.rows)} claims, {len(figures.faults)} faults, '
          f'{len(figures.notes)} notes')
    return 1 if figures.faults or (strict and figures.notes) else 0


if __name__ == '__main__':
    sys.exit(main())
