#!/usr/bin/env python3
"""words.py cel|yaml|options: libFuzzer's dictionary, made from what the code itself has:
lexer/token.def, the tables of parser/macros.c and parser/mistakes.c, cli/yaml_places.def
and the tables of long options. A kind of token whose text is not its own needs an example
here, or this fails."""
import pathlib
import re
import sys

EXAMPLES = {
    'END': [], 'NAME': ['a', 'x.y', '.a'], 'QUOTED_NAME': ['`a-b`'],
    'INT': ['0', '1', '0xF', '9223372036854775808', '-9223372036854775808'],
    'UINT': ['1u', '0x1U', '18446744073709551616u'],
    'DOUBLE': ['1.5', '.5', '1e9', '1e400', '-0.0', '4.9e-324'],
    'STRING': ['"a"', "'a'", 'r"a"', '"""a"""', "'''a'''", "r'''a'''"],
    'BYTES': ['b"a"', "rb'a'", "B'''a'''"],
    'BAD_CHARACTER': ['$', '#', ';', '\u00a0', '\u200b', '\u201c', '\u2019'],
    'BAD_STRING': ['"', "'", '"""', "'''", 'r"', "b'"], 'BAD_ESCAPE': ['"\\d"', '"\\u12"'],
    'BAD_NAME': ['`', '`$`'],
    'RESERVED': ['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if',
                 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void',
                 'while'],
}
SHAPES = ['a.?b', '[?a]', '{?a: b}', 'a[?b]', 'a ? b : c', '// c\n', '\r\n', '\\x41',
          '\\u00e4', '\\U0001f600', '\\101', '\\n', '\\`']


def read(path):
    return pathlib.Path(path).read_text()


def strings(text):
    """The contents of the C strings in a text, with the usual escapes undone."""
    found = re.findall(r'"((?:[^"\\\n]|\\.)*)"', text)
    return [s.encode().decode('unicode_escape').encode('latin-1').decode('utf-8', 'replace')
            for s in found]


def tokens():
    for name, text in re.findall(r'^CEL_TOKEN\((\w+), "(.*)"\)', read('lexer/token.def'), re.M):
        own = re.fullmatch('`(.*)`', text)
        if not own and name not in EXAMPLES:
            sys.exit(f'words.py: {name} of lexer/token.def has no example here')
        yield from [own.group(1)] if own else EXAMPLES[name]


def code_words():
    """The short strings of the tables in which the parser looks things up."""
    for path in ('parser/macros.c', 'parser/mistakes.c', 'parser/misspelt.c',
                 'parser/missing.c'):
        text = re.sub(r'/\*.*?\*/|#include[^\n]*', '', read(path), flags=re.S)
        yield from (s for s in strings(text) if 0 < len(s) <= 12 and '`' not in s)


def cel():
    return [*tokens(), *code_words(), *SHAPES,
            *(word + '(' for word in ('has', 'all', 'exists', 'map', 'filter'))]


def yaml():
    places = read('cli/yaml_places.def')
    for group in strings(places):
        yield from re.split(r'[ .]|\[\]', group) if '.' in group or ' ' in group else [group]
        yield group
    yield from ['apiVersion: ', 'kind: ', 'List', 'items:\n', '\n- ', '\n  ', ': ', '|\n',
                '|-\n', '>+\n', '>2\n', '&a ', '*a', '!!str ', '---\n', '...\n', '%YAML 1.1\n',
                '? ', '{', '}', '[', ']', "''", '\\\n', '\\x41', '\\u20ac', '\\U0001f600',
                '# ', '\u2028', '\u0085', '\ufeff', '\r', '\t', 'true', '~', '"', "'"]


def options():
    for path in ('cli/options.c', 'cli/map_options.c', 'cli/bench.c', 'cli/explain.c'):
        for name, takes in re.findall(r'\{"([\w-]+)", (\w+)_argument', read(path)):
            yield f'--{name}' + ('=' if takes == 'required' else '')
    for path in ('cli/options.c', 'cli/colour.c', 'arena/spec.c', 'arena/backends.c'):
        text = re.sub(r'/\*.*?\*/|#include[^\n]*', '', read(path), flags=re.S)
        yield from (s for s in strings(text) if 0 < len(s) <= 12 and ' ' not in s)
    yield from ['-e', '-0', '-l', '-j', '-q', '-o', '-h', '--', '-', 'log,', 'fault:', '3+',
                '1/2@3', 'fault-blocks:', 'fixed:', 'first=', 'align=', '18446744073709551615',
                'parse', 'map', 'bench', 'explain', 'E0101']


def entry(word):
    return '"' + ''.join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f'\\x{b:02X}'
                         for b in word.encode()) + '"'


def main():
    words = {'cel': cel, 'yaml': yaml, 'options': options}[sys.argv[1]]()
    entries = sorted({entry(word) for word in words if word})
    print('\n'.join(entries))


main()
