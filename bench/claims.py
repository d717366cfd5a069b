"""claims.py: docs/claims.csv: each measured number in the documents, and how to get it.

A value is reckoned from the files of a result: numbers, + - * / and brackets, and terms
FILE[KEYS].COLUMN: of the rows of FILE.csv whose first columns have these keys (* is any),
the column's value, the median if there are several. For example

    units[policy].bytes / summary[policy clean glibc arena total].median * 1000
"""
import ast
import operator
import re
import statistics

from result import number, rows_of

COLUMNS = ['name', 'claim', 'value', 'format', 'command', 'result']
TERM = re.compile(r'([a-z]+)\[([^]]*)\]\.([a-z_]+)')
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
             ast.Div: operator.truediv}


class Wrong(Exception):
    """A claim that cannot be reckoned."""


class Missing(Exception):
    """A claim whose result is not there: nobody has measured it yet."""


def term_value(folder, term):
    """The value of FILE[KEYS].COLUMN."""
    name, keys, column = term.groups()
    path, keys, faults, found = folder / f'{name}.csv', keys.split(), [], []
    try:
        for _, row in rows_of(path, [column], faults):
            if all(key in ('*', value) for key, value in zip(keys, row.values())):
                found.append(number(row[column]))
    except OSError as error:
        raise Wrong(f'{path}: {error.strerror}') from error
    if faults:
        raise Wrong('{}:{}: {}'.format(*faults[0]))
    if not found or None in found:
        raise Wrong(f'{path}: {"no number" if found else "no row"} for {term[0]}')
    return statistics.median(found)


def reckoned(tree):
    """The value of a syntax tree of numbers and the four operators."""
    if isinstance(tree, ast.Constant) and isinstance(tree.value, (int, float)):
        return tree.value
    if isinstance(tree, ast.BinOp) and type(tree.op) in OPERATORS:
        return OPERATORS[type(tree.op)](reckoned(tree.left), reckoned(tree.right))
    raise Wrong('only numbers, terms, + - * / and brackets')


def evaluate(folder, text):
    """The value of a claim, from the result in a folder."""
    plain = TERM.sub(lambda term: repr(term_value(folder, term)), text)
    try:
        return reckoned(ast.parse(plain.strip(), mode='eval').body)
    except (SyntaxError, ZeroDivisionError, RecursionError) as error:
        raise Wrong(f'{text}: {error}') from error


class Claims:
    """The claims of a checkout. faults: what is wrong with the file itself."""

    def __init__(self, root):
        self.root, self.faults, self.values = root, [], {}
        path, faults = root / 'docs' / 'claims.csv', []
        self.rows = {}
        for line, row in rows_of(path, COLUMNS, faults):
            if row['name'] in self.rows:
                faults.append((path, line, f"the name {row['name']} comes twice"))
            if row['claim'].count('{}') != 1:
                faults.append((path, line, 'the claim needs one {}'))
            self.rows[row['name']] = row
        self.faults = [f'{path}:{line}: {text}' for path, line, text in faults]

    def figure(self, name):
        """The number of a claim as the documents show it. Raises Wrong or Missing."""
        if name not in self.values:
            self.values[name] = self.reckon(name)
        return self.values[name]

    def reckon(self, name):
        row = self.rows.get(name)
        if row is None:
            raise Wrong(f'docs/claims.csv has no {name}')
        if not (self.root / row['result']).is_dir():
            raise Missing(row['result'])
        value = evaluate(self.root / row['result'], row['value'])
        try:
            return format(value, row['format'])
        except ValueError as error:
            raise Wrong(f"{name}: format {row['format']!r}: {error}") from error

    def table(self, otherwise):
        """The claims for people, as a table; `otherwise` stands for what is missing."""
        rows = []
        for name, row in self.rows.items():
            try:
                value = self.figure(name)
            except Missing:
                value = otherwise
            files = sorted({term[1] + '.csv' for term in TERM.finditer(row['value'])})
            rows.append([row['claim'].replace('{}', value), f"`{row['command']}`",
                         f"{row['result']}: {', '.join(files)}", f"`{row['value']}`"])
        return '', ['claim', 'shown by', 'held by', 'reckoned'], rows


def listed(root, name, columns):
    """{document: [(text, line)]} of a file of docs/ with these columns, and its faults."""
    path, faults, found = root / 'docs' / name, [], {}
    for line, row in rows_of(path, columns, faults):
        faults += [(path, line, f'no {column} is given') for column in columns
                   if not row[column].strip()]
        found.setdefault(row['document'], []).append((row['text'], line))
    return found, [f'{path}:{line}: {text}' for path, line, text in faults]
