#!/usr/bin/env python3
"""width.py [FOLDER]: prints diag/width.def, made from Unicode's own tables.

FOLDER is where Debian's package unicode-data puts them. A point is two columns wide
where East_Asian_Width is W or F; emoji that are shown as pictures by themselves are
among these. It takes no column where it combines with the one before or is a format
character (general category Mn, Me, Cf), or is a Jamo that joins a syllable begun
(Hangul_Syllable_Type V, T). Format characters that are seen take one column all the
same: the soft hyphen and the signs that stand under a number. All else is one wide.
"""
import pathlib
import re
import sys

UNICODE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else '/usr/share/unicode')
SOFT_HYPHEN = 0xad


def ranges(file):
    """Each range of points in a table of Unicode's, and its property."""
    for line in (UNICODE / file).read_text('utf-8').splitlines():
        fields = line.split('#')[0].split(';')
        if len(fields) >= 2:
            first, _, last = fields[0].strip().partition('..')
            yield range(int(first, 16), int(last or first, 16) + 1), fields[1].strip()


def points(file, *values):
    return {p for points, value in ranges(file) if value in values for p in points}


def widths():
    """The points that are not one column wide, and their width."""
    seen = points('PropList.txt', 'Prepended_Concatenation_Mark') | {SOFT_HYPHEN}
    none = points('extracted/DerivedGeneralCategory.txt', 'Mn', 'Me', 'Cf') - seen | \
        points('HangulSyllableType.txt', 'V', 'T')
    wide = points('EastAsianWidth.txt', 'W', 'F') - none
    return {p: 0 for p in none} | {p: 2 for p in wide}


def version():
    first = (UNICODE / 'EastAsianWidth.txt').read_text('utf-8').splitlines()[0]
    return re.search(r'[\d.]+\d', first)[0]


def main():
    print(f'/* width.def: Unicode {version()}: CEL_WIDTH(first, last, columns) of the '
          'points that\n * are not one column wide, in order. Made by width.py; '
          'include it with CEL_WIDTH\n * defined. */')
    width = widths()
    first = None
    for p in sorted(width):
        if first is None:
            first = p
        if width.get(p + 1) != width[p]:
            print(f'CEL_WIDTH(0x{first:04x}, 0x{p:04x}, {width[p]})')
            first = None


main()
