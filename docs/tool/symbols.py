"""symbols.py: the source text of a symbol, found by its name.

A small scanner and no compiler, for it reads re2c's rules and headers that need their
neighbours, too. It knows what stands at the top of a file: functions, types, tables and
macros, each with the comment right above it; and in a .re file the named definitions.
"""
import collections
import re
import textwrap

# names: what it is known by; start, end: its text, with the comment; bare: where the
# comment ends; defines: it is more than a declaration.
Item = collections.namedtuple('Item', 'names start end bare defines')

HIDDEN = re.compile(r'''/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*\'''', re.S)
LINKAGE = re.compile(r'^extern "C" \{', re.M)
DIRECTIVE = re.compile(r'^[ \t]*#(?:\\\n|[^\n])*', re.M)
MACRO = re.compile(r'^[ \t]*#[ \t]*define[ \t]+(\w+)')
TYPE = re.compile(r'(?:typedef\s+)?(struct|enum|union)\s+(\w+)\s*\{')
RULE = re.compile(r'^[ \t]*(\w+)[ \t]*=[^;\n]*;[^\n]*', re.M)


class NoSymbol(Exception):
    """A name, or a text, that is not there, or more than once."""


def blank(match):
    return re.sub(r'[^\n]', ' ', match[0])


def names_of(code):
    """The names of one declaration, which has neither comments nor strings."""
    code = re.sub(r'__attribute__\s*\(\(.*?\)\)', '', code)
    names = set()
    kind = TYPE.match(code)
    if kind:
        names |= {kind[2], f'{kind[1]} {kind[2]}'}
    if re.match(r'(?:typedef\s+)?enum\b', code):
        names |= set(re.findall(r'[{,]\s*(\w+)', code))
    head = re.split(r'[={]', code)[0]
    function = re.search(r'(\w+)\s*\(', head)
    if function:
        names |= {function[1], f'{function[1]}()'}
    elif code.startswith('typedef'):
        names |= set(re.findall(r'(\w+)\s*;$', code))
    elif not kind:
        names |= set(re.findall(r'(\w+)\s*(?:\[[^;]*)?;?$', head.strip()))
    return names


def end_of(code, start):
    """The end of the declaration that starts there: its `;`, or a function's brace."""
    depth, first = 0, None
    for at in range(start, len(code)):
        if code[at] in '({[':
            if code[at] == '{' and depth == 0 and first is None:
                first = at
            depth += 1
        elif code[at] in ')}]':
            depth -= 1
            head = code[start:first].rstrip() if first is not None else ''
            if code[at] == '}' and depth == 0 and head.endswith(')') and '=' not in head:
                return at + 1
        elif code[at] == ';' and depth == 0:
            return at + 1
    return len(code)


class Source:
    """The text of a file, and what stands at its top."""

    def __init__(self, path):
        self.text = path.read_text(encoding='utf-8')
        self.comments = {match.end(): match.start() for match in HIDDEN.finditer(self.text)
                         if match[0].startswith('/*')}
        code = HIDDEN.sub(blank, LINKAGE.sub(blank, self.text))
        self.items = [self.item({MACRO.match(match[0])[1]}, match.start(), match.end(), True)
                      for match in DIRECTIVE.finditer(code) if MACRO.match(match[0])]
        code = DIRECTIVE.sub(blank, code)
        self.items += self.declarations(code)
        if path.suffix == '.re':
            self.items += [self.item({match[1]}, match.start(), match.end(), True)
                           for rules in re.finditer(r'/\*!re2c.*?\*/', self.text, re.S)
                           for match in RULE.finditer(self.text, *rules.span())]

    def declarations(self, code):
        at = re.compile(r'[^\s}]')  # a brace without its other is that of extern "C"
        found = at.search(code)
        while found:
            end = end_of(code, found.start())
            declared = code[found.start():end]
            yield self.item(names_of(declared), found.start(), end,
                            '{' in declared or '(' not in declared)
            found = at.search(code, end)

    def item(self, names, start, end, defines):
        """Adds the comment above, and what else is on the last line."""
        above = self.text[:start].rstrip()
        commented = len(above) in self.comments and \
            self.text.count('\n', len(above), start) == 1
        line = self.text.find('\n', end)
        line = line if line >= 0 else len(self.text)
        behind = self.text[end:line].lstrip()
        if behind.startswith('/*'):  # it may have further lines
            line = max(line, self.text.find('*/', end) + 2)
        begin = self.comments[len(above)] if commented else start
        return Item(names, begin, line, start, defines)

    def symbol(self, name):
        """The text of NAME, or of NAME:bare, which is without the comment above. Where a
        type and a function have one name, they are `struct NAME` and NAME()."""
        name, _, how = name.partition(':')
        found = [item for item in self.items if name in item.names]
        found = [item for item in found if item.defines] or found
        if len(found) != 1 or how not in ('', 'bare'):
            raise NoSymbol(f'has {name} {len(found)} times, not once' if found else
                           f'has no {name}')
        start = found[0].bare if how else found[0].start
        start = self.text.rfind('\n', 0, start) + 1
        return textwrap.dedent(self.text[start:found[0].end])

    def lines(self, first, last):
        """From the only line that has `first` to the next one that has `last`."""
        lines = self.text.splitlines()
        starts = [i for i, line in enumerate(lines) if first in line]
        if len(starts) != 1:
            raise NoSymbol(f'has {first!r} in {len(starts)} lines, not in one')
        for end in range(starts[0], len(lines)):
            if last in lines[end] and (end > starts[0] or last != first):
                return textwrap.dedent('\n'.join(lines[starts[0]:end + 1]))
        raise NoSymbol(f'has no {last!r} behind {first!r}')

    def part(self, word):
        """What a word of a mark asks for: NAME, NAME:bare or FIRST..LAST."""
        if '..' in word:
            return self.lines(*word.split('..', 1))
        return self.symbol(word)
