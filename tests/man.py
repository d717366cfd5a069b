#!/usr/bin/env python3
"""man.py BUILD: the man pages are well-formed and say what is so.

lint      mandoc has nothing to say of a page
options   a command's page has the options of its --help, and no other
commands  each command has a page, which cellar(1) names
example   the program of cellar(3) compiles and runs
"""
import pathlib
import re
import subprocess
import sys
import tempfile

from helps import COMMANDS, options
from tally import check, finish

PAGES = pathlib.Path('docs/man')
BUILD = pathlib.Path(sys.argv[1])


def lint(page):
    return subprocess.run(['mandoc', '-T', 'lint', '-W', 'warning', page], text=True,
                          capture_output=True).stdout


def documented(page):
    """The options that have an item in the page."""
    found = set()
    for line in re.findall(r'^\.It Fl (.*)', page, re.M):
        found |= {'-' + word for word in re.findall(r'(?:^|, )(-?[\w-]+)', line)}
    return found


def main():
    for page in sorted(PAGES.iterdir()):
        check(lint(page) == '', f'{page}: {lint(page)}')
    overview = (PAGES / 'cellar.1').read_text()
    for command in COMMANDS:
        page = (PAGES / f'cellar-{command}.1').read_text()
        wanted = options(BUILD / 'cellar', command)
        check(wanted, f'cellar {command} --help names no options')
        check(documented(page) == wanted, f'cellar-{command}(1) and --help differ in '
              f'{sorted(documented(page) ^ wanted)}')
        check(f'.It Xr cellar-{command} 1\n' in overview, f'cellar(1) names {command}')
    page = (PAGES / 'cellar.3').read_text()
    example = re.search(r'^\.Bd -literal\n(.*?)^\.Ed', page, re.M | re.S)[1]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, 'example.c')
        source.write_text(example.replace('\\e', '\\'))
        program = source.with_suffix('')
        subprocess.run(['cc', '-std=c11', '-Wall', '-Wextra', '-Werror', '-I.', '-o',
                        program, source, BUILD / 'libcellar.a'], check=True)
        said = subprocess.run(program, text=True, capture_output=True).stdout
        check(said == 'a binary\n', f'the example of cellar(3) says {said!r}')
    with tempfile.NamedTemporaryFile('w', suffix='.1') as bad:
        bad.write('.Dd November 25, 2026\n.Dt X 1\n.Os\n.Sh NAME\n.Bogus\n')
        bad.flush()
        check(lint(bad.name) != '', 'a broken page is not noticed')
    finish('check-man')


main()
