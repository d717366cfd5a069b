"""mutants.py: small faults that can be planted in the library, one at a time.

The sources are read by libclang, so that a change is made to an operator, a constant or
a statement and not to something that looks like it. A mutant is known by its file, its
function and the changed line; the line's number says only where it stood today.

flip    a comparison: its bound moved by one (< and <=), and its opposite
logic   && for ||, and || for &&
not     a ! dropped, or a condition that has none negated
bound   an integer one more and one less, and 0 or 1 in its place; in a table one more, as
        the size of an array one less; true for false
drop    a statement: a call, an assignment, a return, a break, a continue

Not changed: what a macro expands to, the generated automaton in lexer.c and the constants
of the headers, which the tests are compiled with, too.
"""
import collections
import pathlib
import re
import sys

# Debian's packages are seen by another python3, too; behind its own.
sys.path.append('/usr/lib/python3/dist-packages')
from clang import cindex
from clang.cindex import CursorKind as Kind

FLIPS = {'<': ('<=', '>='), '<=': ('<', '>'), '>': ('>=', '<='), '>=': ('>', '<'),
         '==': ('!=',), '!=': ('==',)}
LOGIC = {'&&': '||', '||': '&&'}
FOLDERS = ('arena', 'arena/backend', 'diag', 'lexer', 'ast', 'parser', 'emit')
DROPPED = {Kind.CALL_EXPR, Kind.BINARY_OPERATOR, Kind.COMPOUND_ASSIGNMENT_OPERATOR,
           Kind.UNARY_OPERATOR, Kind.RETURN_STMT, Kind.BREAK_STMT, Kind.CONTINUE_STMT}
HOLDS_STATEMENTS = {Kind.COMPOUND_STMT, Kind.IF_STMT, Kind.WHILE_STMT, Kind.FOR_STMT,
                    Kind.DO_STMT, Kind.CASE_STMT, Kind.DEFAULT_STMT}
INTEGER = re.compile(r'(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)$')

# file; function: what it is in, or the table; kind: as above; start, end: the bytes that
# `after` stands in for; text: the line with the change in it.
Mutant = collections.namedtuple('Mutant', 'file function kind start end after text')


def key(mutant):
    """What a mutant is known by: two of one name are told apart by `#2`."""
    return f'{mutant.file} {mutant.function}: {mutant.text}'


class Reader:
    """Collects the mutants of one file."""

    def __init__(self, path):
        self.path = str(path)
        self.source = path.read_bytes()
        self.found = []
        self.function = ''
        self.generated = path.name == 'lexer.c'
        if self.generated:
            rules = path.with_suffix('.re').read_bytes().splitlines()
            self.written = {line.split(b'}')[0].split(b'{')[-1].strip() for line in rules} | \
                {line.strip() for line in rules}

    def read(self):
        unit = cindex.Index.create().parse(
            self.path, ['-x', 'c', '-std=c11', '-I.', '-DNDEBUG'])
        errors = [str(d) for d in unit.diagnostics if d.severity >= d.Error]
        assert not errors, f'{self.path}: {errors}'
        header = self.path.endswith('.h')
        for cursor in unit.cursor.get_children():
            place = cursor.location.file
            if place is None or place.name != self.path:
                continue
            self.function = cursor.spelling
            if cursor.kind == Kind.FUNCTION_DECL and cursor.is_definition():
                self.walk(cursor, None)
            elif not header and cursor.kind in (Kind.VAR_DECL, Kind.ENUM_DECL):
                self.function = cursor.spelling or 'enum'
                if cursor.kind == Kind.ENUM_DECL or 'anonymous' in self.function or \
                        'unnamed' in self.function:
                    self.function = 'enum'
                self.table(cursor)
        return self.found

    def text(self, start, end):
        return self.source[start:end].decode()

    def is_written(self, start):
        """Of the generated file, whether the line stands in the rules as well."""
        if not self.generated:
            return True
        begin = self.source.rfind(b'\n', 0, start) + 1
        line = self.source[begin:self.source.find(b'\n', start)].strip()
        return line in self.written or line.strip(b'{} ') in self.written

    def add(self, kind, start, end, after):
        if not self.is_written(start):
            return
        begin = self.source.rfind(b'\n', 0, start) + 1
        finish = self.source.find(b'\n', end)
        shown = (self.text(begin, start) + '{' + self.text(start, end) + ' => ' + after +
                 '}' + self.text(end, finish))
        self.found.append(Mutant(self.path, self.function, kind, start, end, after,
                                 ' '.join(shown.split())))

    def walk(self, cursor, parent):
        children = list(cursor.get_children())
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        if cursor.kind == Kind.BINARY_OPERATOR and len(children) == 2:
            self.operator(children)
        elif cursor.kind == Kind.UNARY_OPERATOR and self.text(start, end).startswith('!'):
            self.add('not', start, start + 1, '')
        elif cursor.kind == Kind.INTEGER_LITERAL:
            self.constant(start, end, False)
        self.condition(cursor, children)
        if cursor.kind in HOLDS_STATEMENTS:
            self.statements(cursor, children)
        for child in children:
            self.walk(child, cursor)

    def table(self, cursor):
        """The constants of a table, but not how many rows it has; an enumeration's values."""
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        if cursor.kind == Kind.INTEGER_LITERAL:
            self.constant(start, end, True)
        for child in cursor.get_children():
            if cursor.kind != Kind.VAR_DECL or child.kind != Kind.INTEGER_LITERAL:
                self.table(child)

    def operator(self, children):
        start, end = children[0].extent.end.offset, children[1].extent.start.offset
        between = self.text(start, end)
        operator = between.strip()
        start += len(between) - len(between.lstrip())
        end = start + len(operator)
        for after in FLIPS.get(operator, ()):
            self.add('flip', start, end, after)
        if operator in LOGIC:
            self.add('logic', start, end, LOGIC[operator])

    def constant(self, start, end, of_table):
        text = self.text(start, end)
        if text in ('true', 'false'):
            self.add('bound', start, end, 'false' if text == 'true' else 'true')
        match = INTEGER.match(text)
        if not match:
            return  # what a macro expands to
        value, suffix = int(match[1], 0), match[2]
        if match[1].startswith('0') and match[1].isdigit():
            value = int(match[1], 8)
        others = {value + 1} if of_table else {value + 1, value - 1, 0, 1}
        if self.is_size_of_array(start):
            others = {value - 1}
        for other in sorted(others - {value, -1}):
            self.add('bound', start, end, f'{other}{suffix}')

    def is_size_of_array(self, start):
        """Whether a constant is one in a declaration, where a larger one does the same."""
        line = self.text(self.source.rfind(b'\n', 0, start) + 1, start)
        return re.search(r'^\s*(?:\w+ )*(?:char|\w+_t|int|struct \w+) \w+\[$', line)

    def condition(self, cursor, children):
        """Negates what is neither a comparison nor begins with a !."""
        place = {Kind.IF_STMT: 0, Kind.WHILE_STMT: 0, Kind.DO_STMT: 1,
                 Kind.CONDITIONAL_OPERATOR: 0}.get(cursor.kind)
        if place is None:
            return
        condition = children[place]
        start, end = condition.extent.start.offset, condition.extent.end.offset
        text = self.text(start, end)
        if condition.kind == Kind.UNARY_OPERATOR and text.startswith('!'):
            return
        parts = list(condition.get_children())
        if condition.kind == Kind.BINARY_OPERATOR and len(parts) == 2 and \
                self.text(parts[0].extent.end.offset,
                          parts[1].extent.start.offset).strip() in FLIPS:
            return
        self.add('not', start, end, f'!({text})')

    def statements(self, cursor, children):
        for child in children:
            start, end = child.extent.start.offset, child.extent.end.offset
            behind = self.source[end:end + 80].lstrip()
            if child.kind in DROPPED and behind.startswith(b';') and \
                    not self.in_head(cursor, start):
                self.add('drop', start, end, '')

    def in_head(self, cursor, at):
        """Whether a byte is in the parentheses of an if, a while or a for."""
        if cursor.kind not in (Kind.IF_STMT, Kind.WHILE_STMT, Kind.FOR_STMT, Kind.DO_STMT):
            return False
        before = self.text(cursor.extent.start.offset, at)
        return before.count('(') > before.count(')')


def of_file(path):
    """The mutants of a file, each change once, in the order of the text."""
    found = {(m.start, m.end, m.after): m for m in Reader(pathlib.Path(path)).read()}
    counts, named = collections.Counter(), []
    for mutant in sorted(found.values(), key=lambda m: (m.start, m.end, m.after)):
        counts[key(mutant)] += 1
        count = counts[key(mutant)]
        named.append(mutant if count == 1 else
                     mutant._replace(text=f'{mutant.text} #{count}'))
    return named


def sources():
    return sorted(str(p) for folder in FOLDERS for end in ('*.c', '*.h')
                  for p in pathlib.Path(folder).glob(end))


def everything():
    return [mutant for path in sources() for mutant in of_file(path)]
