#!/usr/bin/env python3
"""corpus.py seeds TARGET: writes the first inputs of a fuzz target, made from samples/.

The corpora are tests/fuzz/corpus/TARGET.txt, one file each, with an input a line, so that a
diff shows what has come and gone: printable ASCII stands for itself, \\n, \\r, \\t, \\\\ and
\\xHH for all else, and a line that begins with # is a comment. `make fuzz-collect` writes
them. TARGET.hand.txt is kept by hand, with comments: what fuzzing has found, and what no
edge of the code tells from other inputs."""
import hashlib
import pathlib
import sys

FOLDER = pathlib.Path('tests/fuzz/corpus')
CEL = ('samples/*.cel', 'samples/broken/*.cel')
YAML = ('samples/yaml/*.yaml', 'samples/yaml/broken/*.yaml')
# Each target's dictionary, and its first inputs: a header, and files it is put before.
TARGETS = {
    'lexer': ('cel', [(b'\0', CEL)]),
    'parser': ('cel', [(bytes(5), CEL), (b'\x08\0\0\0\x10', CEL)]),
    'grammar': ('cel', [(b'\0', CEL), (b'\3', CEL)]),
    'writers': ('cel', [(bytes(2), CEL), (b'\0\x08', CEL)]),
    'batch': ('cel', [(b'\1\7\0', CEL), (b'\5\7\0', CEL)]),
    'unparse': ('cel', [(b'\0', CEL), (b'\x0c', CEL)]),
    'options': ('options', []),
    'arena': (None, []),
    'yaml': ('yaml', [(b'\0', YAML), (b'\1', CEL)]),
}
SHORT = {'n': b'\n', 'r': b'\r', 't': b'\t', '\\': b'\\'}
LONG = {data: '\\' + letter for letter, data in SHORT.items()}


def encode(data):
    """An input as a line. A # at its beginning would be a comment."""
    line = ''.join(LONG.get(bytes([b])) or (chr(b) if 32 <= b < 127 else f'\\x{b:02x}')
                   for b in data)
    return '\\x23' + line[1:] if line.startswith('#') else line


def decode(line):
    data, rest = b'', line
    while rest:
        if rest[0] != '\\':
            data, rest = data + rest[0].encode(), rest[1:]
        elif rest[1] == 'x':
            data, rest = data + bytes([int(rest[2:4], 16)]), rest[4:]
        else:
            data, rest = data + SHORT[rest[1]], rest[2:]
    return data


def read(path):
    return [decode(line) for line in path.read_text().splitlines()
            if not line.startswith('#')] if path.exists() else []


def lines(inputs):
    """A corpus as text, the short inputs first."""
    return ''.join(encode(data) + '\n'
                   for data in sorted(set(inputs), key=lambda d: (len(d), d)))


def seeds(target):
    """The first inputs: what the project has in files anyway."""
    return [header + path.read_bytes()
            for header, patterns in TARGETS[target][1] for pattern in patterns
            for path in sorted(pathlib.Path().glob(pattern))]


def unpack(target, folder):
    """The corpus as libFuzzer wants it, a file an input; beside those that are there."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in [*seeds(target), *read(FOLDER / f'{target}.txt'),
                 *read(FOLDER / f'{target}.hand.txt')]:
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


if __name__ == '__main__':
    sys.stdout.write(lines(seeds(sys.argv[2])))
