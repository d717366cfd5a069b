#!/usr/bin/env python3
"""coverage.py [--holes] JSON...: whether all lines and branches of the library are
executed.

Each JSON is what gcovr collected of one build; executed in one of them will do. A line
that cannot be executed, or whose branches cannot all be, says why, in a comment of its
own before it or behind it:

    return NULL; /* unreachable: the caller has looked for the bracket */

That goes for the line, and for what is indented below it if nothing of that is executed.
A comment without a reason fails, and so does one at a line of which everything is
executed, so that none outlives its reason. --holes: the data must have holes, as where
a suite has been left out.
"""
import collections
import json
import pathlib
import re
import sys

FOLDERS = ('arena', 'arena/backend', 'diag', 'lexer', 'ast', 'parser', 'emit')
# Made by re2c. It is built with #line, so that the rules' actions count as lines of
# lexer.re; the automaton itself is held to scan.c and fuzzed.
GENERATED = 'lexer/lexer.c'
MARK = re.compile(r'/\* unreachable:(.*?)\*/', re.S)


def indent(line):
    return len(line) - len(line.lstrip())


def marked_lines(lines, first):
    """The number of a marked line, from 1, and of those indented below it."""
    found = [first]
    while found[-1] < len(lines):
        line = lines[found[-1]]
        if line.strip() and indent(line) <= indent(lines[first - 1]):
            break
        found.append(found[-1] + 1)
    return found


def marks(text):
    """(line, reason, all lines it is about) of every comment that excludes something."""
    lines = text.splitlines()
    for match in MARK.finditer(text):
        line = text.count('\n', 0, match.start()) + 1
        before = text[text.rfind('\n', 0, match.start()) + 1:match.start()]
        if not before.strip():  # alone: about the line behind it
            line = text.count('\n', 0, match.end()) + 2
        yield line, ' '.join(match[1].split()), marked_lines(lines, line)


class File:
    """What was executed of a file, and what need not be."""

    def __init__(self, name, text, builds):
        self.name, self.faults = name, []
        self.count, self.branches = {}, {}
        for data in builds:
            for line in data['lines']:
                if not line.get('gcovr/noncode'):
                    self.add(line['line_number'], line['count'],
                             [branch['count'] for branch in line['branches']])
        self.excluded, self.marks = set(), 0
        for line, reason, about in marks(text):
            self.mark(line, reason, about)

    def add(self, line, count, branches):
        """Adds what one build has executed of a line. Where another build has other
        branches there, those of the first count."""
        self.count[line] = self.count.get(line, 0) + count
        before = self.branches.setdefault(line, branches)
        if len(before) == len(branches) and before is not branches:
            self.branches[line] = [a + b for a, b in zip(before, branches)]

    def is_whole(self, line):
        return self.count.get(line, 1) > 0 and all(self.branches.get(line, []))

    def mark(self, line, reason, about):
        self.marks += 1
        self.excluded.add(line)
        if not any(self.count.get(below) for below in about[1:]):
            self.excluded.update(about)
        if len(reason.split()) < 3:
            self.faults.append(f'{self.name}:{line}: unreachable, without a reason')
        if self.is_whole(line):
            self.faults.append(f'{self.name}:{line}: said to be unreachable, and executed')

    def holes(self):
        for line, count in sorted(self.count.items()):
            if line in self.excluded:
                continue
            if count == 0:
                yield f'{self.name}:{line}: not executed'
            untaken = sum(taken == 0 for taken in self.branches[line])
            if count > 0 and untaken:
                yield f'{self.name}:{line}: {untaken} of {len(self.branches[line])} ' \
                      f'branches not taken'


def tries():
    """A planted hole, a reason that is none and a mark too many must each be noticed."""
    def line(number, count, *branches):
        return {'line_number': number, 'count': count,
                'branches': [{'count': taken} for taken in branches]}
    text = 'if (a) /* unreachable: as everybody knows */\n    b();\nc(); /* unreachable: */\n'
    file = File('planted', text, [{'lines': [line(1, 5, 0, 5), line(2, 0), line(3, 5)]}])
    assert len(file.faults) == 2 and not list(file.holes())
    bare = File('planted', 'a;\nb;\n', [{'lines': [line(1, 5, 0, 5), line(2, 0)]}])
    assert len(list(bare.holes())) == 2, 'planted holes are not noticed'


def main():
    tries()
    data = collections.defaultdict(list)
    for path in [argument for argument in sys.argv[1:] if argument != '--holes']:
        for entry in json.loads(pathlib.Path(path).read_text())['files']:
            data[entry['file']].append(entry)
    sources = sorted(str(path) for folder in FOLDERS for end in ('*.c', '*.h', '*.re')
                     for path in pathlib.Path(folder).glob(end))
    files = [File(name, pathlib.Path(name).read_text(), data[name])
             for name in sources if name in data and name != GENERATED]
    missing = [name for name in sources if name.endswith('.c') and name not in data and
               name != GENERATED]
    holes = [hole for file in files for hole in file.holes()]
    if '--holes' in sys.argv:
        sys.exit(len(holes) < 10)
    faults = [fault for file in files for fault in file.faults]
    faults += [f'{name}: no line of it was compiled' for name in missing]
    for fault in holes + faults:
        print(fault)
    lines = sum(len(file.count) for file in files)
    branches = sum(len(taken) for file in files for taken in file.branches.values())
    left = sum(line in file.excluded for file in files for line in file.count)
    state = 'all' if not holes else f'all but {len(holes)} lines'
    print(f'check-coverage: {lines} lines, {branches} branches of {len(files)} files: {state} '
          f'executed, but for {left} lines excluded by {sum(f.marks for f in files)} comments '
          f'with their reasons')
    sys.exit(bool(holes or faults) or lines < 3000)


main()
