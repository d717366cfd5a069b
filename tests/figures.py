#!/usr/bin/env python3
"""figures.py DIR: bench/figures.py on a small checkout made in DIR, sound and with one
fault at a time planted in it. DIR is emptied first."""
import csv
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

import fixture
from tally import check, finish

FOLDER = pathlib.Path(sys.argv[1])
README = '''# A checkout

The arena parses 0 MB/s, malloc takes
(not measured yet) times as long. A hit takes 8 instructions.

```
of code 99 MB/s need no claim
```

<!-- table:ratios results/made-up --><!-- end -->
'''
CLAIMS = (
    ('speed', 'the arena parses a policy at {} MB/s', 'units[policy].bytes / '
     'summary[policy clean glibc arena total].median * 1000', '.1f', 'make bench-full'),
    ('ratio', 'malloc takes {} times as long for a policy', 'comparisons[policy clean glibc '
     'malloc arena total with].ratio', '.2f', 'make bench-full'),
    ('bytes', 'the arena takes {} bytes a source byte', '(memory[* glibc clean policy arena '
     'used].value - 0) / units[policy].bytes', '.2f', 'make bench-full'),
    ('lexing', 'lexing takes {} ns of it', 'samples[* glibc clean policy arena].lex', '.0f',
     'make bench-full'))


def run(root, option='--check', **environment):
    environment = {**{k: v for k, v in os.environ.items() if k != 'STRICT'}, **environment}
    done = subprocess.run([sys.executable, 'bench/figures.py', option, '--root', str(root)],
                          capture_output=True, text=True, env=environment)
    check(not done.stderr, done.stderr)
    return done.returncode, done.stdout


def write_csv(path, rows):
    with open(path, 'w', newline='', encoding='utf-8') as file:
        csv.writer(file).writerows(rows)


def make_checkout(root):
    """A checkout with a library of one file, a result of it, and documents."""
    for folder in ('arena', 'docs', 'bench'):
        (root / folder).mkdir(parents=True)
    (root / 'arena' / 'arena.c').write_text('int arena;\n')
    shutil.copy('bench/code.sh', root / 'bench')
    code = subprocess.run(['sh', 'bench/code.sh'], cwd=root, capture_output=True, text=True)
    fixture.make(root / 'results' / 'made-up', code=code.stdout.strip())
    write_csv(root / 'docs' / 'claims.csv',
              [('name', 'claim', 'value', 'format', 'command', 'result'),
               *((*claim, 'results/made-up') for claim in CLAIMS)])
    write_csv(root / 'docs' / 'allowed.csv',
              [('document', 'text', 'reason'),
               ('README.md', 'A hit takes 8 instructions', 'counted by make check-hit-path')])
    write_csv(root / 'docs' / 'figures.csv',
              [('document', 'text'), ('README.md', 'parses {speed} MB/s'),
               ('README.md', 'malloc takes {ratio} times as long')])
    (root / 'README.md').write_text(README)
    (root / 'docs' / 'claims.md').write_text('<!-- table:claims --><!-- end -->\n')
    run(root, '--write')


def edit(path, old, new):
    def change(root):
        text = (root / path).read_text()
        check(old in text, f'{path}: no {old!r} to change')
        (root / path).write_text(text.replace(old, new, 1))
    return change


def planted(what, change, expected, status=1):
    """A fault planted in a sound checkout: it is found, and said like this."""
    root = FOLDER / 'planted'
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(FOLDER / 'sound', root)
    change(root)
    got, said = run(root)
    check(got == status and expected in said, f'{what}: status {got}: {said}')
    if status == 0:
        check(run(root, STRICT='1')[0] == 1, f'{what}: STRICT=1 lets it pass')


def sound():
    make_checkout(FOLDER / 'sound')
    status, said = run(FOLDER / 'sound', STRICT='1')
    check((status, said) == (0, 'check-figures: 4 claims, 0 faults, 0 notes\n'), said)
    text = (FOLDER / 'sound' / 'README.md').read_text()
    summary = (FOLDER / 'sound/results/made-up/summary.csv').read_text()
    median = float(re.search(r'policy,clean,glibc,arena,total,\d+,\d+,([\d.]+)', summary)[1])
    check(f'parses {3624 / median * 1000:.1f} MB/s' in text, text)
    ratios = (FOLDER / 'sound/results/made-up/comparisons.csv').read_text()
    ratio = float(re.search(r'policy,clean,glibc,malloc,arena,total,with,([\d.]+)', ratios)[1])
    check(f'malloc takes\n{ratio:.2f} times' in text, text)
    samples = csv.DictReader(open(FOLDER / 'sound/results/made-up/samples.csv'))
    lexing = statistics.median(
        float(row['lex']) for row in samples if row['allocator'] == 'glibc' and row['heap']
        == 'clean' and row['set'] == 'policy' and row['rival'] == 'arena')
    check(f'{lexing:.0f} ns of it' in (FOLDER / 'sound/docs/claims.md').read_text(),
          'the median of several rows')
    check('| one policy | with | ' in text, 'the table is not written')
    claims = (FOLDER / 'sound/docs/claims.md').read_text()
    check(claims.count('`make bench-full`') == 4 and 'results/made-up: memory.csv, units.csv'
          in claims, claims)


def wrong_numbers():
    planted('a wrong number', edit('README.md', 'malloc takes\n', 'malloc takes\n9'),
            'README.md:4: ratio is 9')
    planted('a wrong number in a table', edit('README.md', '| one policy | with | ',
            '| one policy | with | 9'), 'README.md:10: table:ratios results/made-up is not')
    planted('another result', edit('results/made-up/units.csv', 'policy,1,3624',
            'policy,1,7248'), 'README.md:3: speed is ')
    planted('a claim in the table of claims', edit('docs/claims.md', 'policy at ',
            'policy at 1'), 'docs/claims.md:1: table:claims is not')


def uncovered_numbers():
    for number in ('It reads 12 MB/s.', 'It takes 3 ns.', 'It takes 4.5\nns.', '5 µs',
                   'It saves 20 % of them.', '2 times as fast', '3.41 to 3.82 times',
                   '7.83 bytes for each source byte', '9 arena bytes a source byte',
                   '1,234 instructions', 'the factor is 2.5 here', '| x | 5.25 |',
                   '250 page faults', 'in 5 ms', '3× faster', 'Both are twice as fast.',
                   'It takes a third of the time.', 'two\nfifths of the time', 'half of all'):
        table = '\n\n| what | how much |\n|---|---|\n' if number.startswith('|') else '\n\n'
        planted(f'uncovered: {number}', edit('README.md', '\n\n```', f'{table}{number}\n\n```'),
                'looks measured; no claim covers it')
    planted('a column with a unit', edit('README.md', '\n\n```', '\n\n| what | ns a token |\n'
            '|---|---|\n| x | 17 |\n\n```'), "README.md:8: '17' looks measured")
    planted('an exception that is none', edit('README.md', 'A hit takes 8', 'A hit takes 9'),
            "docs/allowed.csv:2: README.md has no 'A hit takes 8 instructions'")
    planted('an exception without a reason', edit('docs/allowed.csv',
            'counted by make check-hit-path', ''), 'docs/allowed.csv:2: no reason is given')
    for innocent in ('gcc 12.2, glibc 2.36 and C11', 'a block of 64 KiB', 'see 2.1.3',
                     'at most 250 levels', 'version 5.4', '2026-11-22', '8 bytes'):
        root = FOLDER / 'innocent'
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(FOLDER / 'sound', root)
        edit('README.md', '\n\n```', f'\n\n{innocent}\n\n```')(root)
        status, said = run(root)
        check(status == 0, f'{innocent}: {said}')


def missing_things():
    def unmeasured(root):
        shutil.rmtree(root / 'results')
    planted('a missing result', unmeasured, 'README.md:3: speed is ')

    def forgotten(root):
        unmeasured(root)
        run(root, '--write')
    planted('nothing measured yet', forgotten, 'NOTE: results/made-up is not there yet', 0)
    planted('an unknown claim', edit('docs/figures.csv', '{speed}', '{sped}'),
            'README.md:3: docs/claims.csv has no sped')
    planted('a sentence that is gone', edit('README.md', 'The arena parses', 'It reads'),
            "docs/figures.csv:2: README.md has 'parses {speed} MB/s' 0 times, not once")
    planted('a sentence that comes twice', edit('README.md', '\n\n```',
            ' It parses 3 MB/s.\n\n```'), "'parses {speed} MB/s' 2 times, not once")
    planted('an unknown table', edit('README.md', 'table:ratios', 'table:rations'),
            'README.md:10: table:rations results/made-up: KIND RESULT is wanted')
    planted('a missing file', lambda root: (root / 'results/made-up/summary.csv').unlink(),
            'results/made-up/summary.csv: No such file or directory')
    planted('no such row', edit('docs/claims.csv', 'glibc arena total', 'glibc arenas total'),
            'summary.csv: no row for summary[policy clean glibc arenas total].median')
    planted('no such column', edit('docs/claims.csv', 'total].median', 'total].mean'),
            'summary.csv:1: no column mean')
    planted('no formula', edit('docs/claims.csv', '* 1000', '* __import__(1)'),
            'only numbers, terms, + - * / and brackets')
    planted('a name twice', edit('docs/claims.csv', 'ratio,', 'speed,'),
            'docs/claims.csv:3: the name speed comes twice')


def changed_code():
    planted('changed code', edit('arena/arena.c', 'int', 'long'),
            'NOTE: results/made-up was measured with other code', 0)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    sound()
    wrong_numbers()
    uncovered_numbers()
    missing_things()
    changed_code()
    finish('check-figures: the check itself')


main()
