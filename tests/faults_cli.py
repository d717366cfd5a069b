#!/usr/bin/env python3
"""faults_cli.py [--all] SHIM CARELESS CELLAR: the program without memory.

Request k of the whole process fails, for every k until none is left, alone and with all
after it (SHIM: tests/failing_malloc.c, preloaded). Each time the program does what it
would have done anyway, or says that memory ran out and ends with status 1 (a unit's
error) or 2; it is never killed, never hangs, and leaves no half line of JSON. Without
--all only every third request of the longer cases fails.

First the judge must notice planted outcomes, and CARELESS, a program that takes no
notice of failures.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SHIM, CARELESS, CELLAR = (os.path.abspath(path) for path in sys.argv[-3:])
ALL = '--all' in sys.argv
SAMPLES = pathlib.Path(__file__).resolve().parent.parent / 'samples'
MANY = 60  # requests from which a case is a longer one

# How the program says that it has no memory: a unit's error, or errno's words.
SAYS_SO = re.compile('E0105|out of memory|[Cc]annot allocate memory|no memory|'
                     'not enough memory')
YAML = b'spec:\n  validations:\n  - expression: "a +"\n  - expression: self.b > 1\n'
RECORDS = b'a + b\0c ? d\0[1, 2].all(x, x > 0)\0'


def cases(folder):
    """Each case: its name, the arguments, standard input, what comes out; 'no memory' is
    for what must not ask for any."""
    valid = str(SAMPLES / 'syntax-macros.cel')
    broken = str(SAMPLES / 'broken' / 'unclosed-call.cel')
    tree = str(folder / 'tree')
    yaml = str(folder / 'rules.yaml')
    return [
        ('a file', ['parse', valid], b'', 'text'),
        ('a broken file', ['parse', broken], b'', 'text'),
        ('a file with malloc', ['parse', '--alloc=malloc', '--emit=none', broken], b'',
         'text'),
        ('a folder', ['parse', '-j2', '--emit=none', tree], b'', 'text'),
        ('a folder as JSON', ['parse', '-j2', '--emit=json', tree], b'', 'lines'),
        ('a folder on huge pages', ['parse', '-j2', '--alloc=arena:huge', '--emit=tree',
                                    tree], b'', 'text'),
        ('YAML', ['parse', '--emit=none', yaml], b'', 'text'),
        ('YAML as JSON', ['parse', '--emit=json', yaml], b'', 'lines'),
        ('JSON', ['parse', '--emit=json', valid, broken], b'', 'lines'),
        ('dot', ['parse', '--emit=dot', valid], b'', 'text'),
        ('CEL', ['parse', '--emit=cel', valid], b'', 'text'),
        ('records', ['parse', '-0', '--emit=json'], RECORDS, 'lines'),
        ('SARIF', ['parse', '--error-format=sarif', '--emit=none', valid, broken], b'',
         'document'),
        ('an expression with statistics', ['parse', '--stats', '-e', 'a.map(x, x)'], b'',
         'text'),
        ('a log', ['parse', '--alloc=log', f'--log={folder}/log', '-e', 'a'], b'',
         'text'),
        ('a map', ['map', '-o', 'map.svg', broken], b'', 'svg'),
        ('a map as JSON', ['map', '--json', '-o', 'map.json', valid], b'', 'text'),
        ('a map as text', ['map', '--text', '-o', 'map.txt', '-e', 'a.b(c)'], b'',
         'text'),
        ('explain', ['explain', 'E0309'], b'', 'no memory'),
        ('help', ['parse', '--help'], b'', 'no memory'),
    ]


def is_json(text):
    try:
        json.loads(text)
        return True
    except ValueError:
        return False


def whole(kind, stdout, folder):
    """Whether what came out is whole, as far as its form tells."""
    text = stdout.decode('utf-8', 'replace')
    if kind == 'lines':
        return text == '' or (text.endswith('\n') and
                              all(is_json(line) for line in text.splitlines()))
    if kind == 'document':
        return text == '' or is_json(text)
    if kind == 'svg':
        made = folder / 'map.svg'
        return not made.exists() or made.read_text().endswith('</svg>\n')
    return True


def is_brief(stderr, wanted):
    """Whether it is the first lines of the errors, without a place: what is shown where
    there is no memory to find one in the text."""
    first = re.compile(rb'^(.*?)(?::N:N)?(: error: .*)$', re.M)
    return stderr != b'' and [b''.join(found) for found in first.findall(stderr)] == \
        [b''.join(found) for found in first.findall(wanted)]


def wrong(kind, outcome, reference, folder):
    """What is wrong with an outcome, or None."""
    status, stdout, stderr = outcome
    if status is None:
        return 'it hangs'
    if status < 0:
        return f'killed by signal {-status}'
    if not whole(kind, stdout, folder):
        return 'half of something is written'
    if outcome == reference or \
            (outcome[:2] == reference[:2] and is_brief(stderr, reference[2])):
        return None
    if status not in (1, 2):
        return f'status {status}, and the output is another'
    if not SAYS_SO.search((stdout + stderr).decode('utf-8', 'replace')):
        return 'it does not say that memory ran out'
    return None


def run(case, failing, folder):
    """Runs a case; returns the outcome, and how many requests were made and refused."""
    told = folder / 'told'
    told.unlink(missing_ok=True)
    for left in folder.glob('map.*'):
        left.unlink()
    environment = dict(os.environ, LD_PRELOAD=SHIM, FAIL_MALLOC=failing,
                       FAIL_MALLOC_TOLD=str(told))
    try:
        done = subprocess.run([CELLAR, *case[1]], input=case[2], capture_output=True,
                              env=environment, timeout=60, cwd=folder)
    except subprocess.TimeoutExpired:
        return (None, b'', b''), 0, 1
    numbers = told.read_text().split() if told.exists() else ('0', '1')
    left = [path.name for path in folder.iterdir()
            if path.name not in ('told', 'map.svg', 'map.json', 'map.txt', 'log', 'tree',
                                 'rules.yaml')]
    assert not left, f'{case[0]}: {left} is left behind'
    return (done.returncode, done.stdout, clean(done.stderr)), *map(int, numbers)


def clean(text):
    """Statistics tell times and sizes, which may differ."""
    return re.sub(rb' *[0-9.]+', b'N', text)


def try_case(case, folder):
    """Fails each request of a case in turn; returns how many, and what is wrong."""
    tried, faults = 0, []
    reference, total, _ = run(case, '0', folder)
    if reference[0] not in (0, 1) or (total == 0) != (case[3] == 'no memory'):
        return 0, [f'{case[0]}: {total} requests with all memory there is: {reference}']
    for after in ('', '+'):
        step = 1 if ALL or total < MANY else 3
        for k in range(1, total + 1, step):
            outcome, _, refused = run(case, f'{k}{after}', folder)
            tried += refused > 0
            fault = wrong(case[3], outcome, reference, folder)
            if fault:
                faults.append(f'{case[0]}, request {k}{after} of {total}: {fault}: '
                              f'{outcome[1][-200:]} {outcome[2][-300:]}')
    return tried, faults


def check_judge(folder):
    """The judge must notice what it is there for."""
    good = (0, b'{"a":1}\n', b'')
    assert wrong('lines', good, good, folder) is None
    for outcome in ((None, b'', b''), (-11, b'', b''), (0, b'{"a":1}\n{"b"', b''),
                    (2, b'{"a":1}\n{"b"', b'out of memory'), (0, b'', b''),
                    (2, b'', b'something'), (3, b'', b'out of memory')):
        assert wrong('lines', outcome, good, folder), f'{outcome} is not noticed'
    assert wrong('lines', (2, b'', b'cellar: out of memory'), good, folder) is None
    global CELLAR
    program, CELLAR = CELLAR, CARELESS
    careless = ('careless', [], b'', 'text')
    tried, faults = try_case(careless, folder)
    CELLAR = program
    assert tried and faults, 'a program that takes no notice of failures is not noticed'


def main():
    tried, faults = 0, []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / 'tree').mkdir()
        for sample in ('iam-resource-prefix.cel', 'broken/key-arrow.cel',
                       'proto-order-message.cel', 'k8s-pod-security.cel',
                       'broken/not-word.cel', 'syntax-macros.cel'):
            shutil.copy(SAMPLES / sample, folder / 'tree')
        (folder / 'rules.yaml').write_bytes(YAML)
        check_judge(folder)
        made = cases(folder)
        for case in made:
            more, found = try_case(case, folder)
            tried += more
            faults += found
    for fault in faults[:20]:
        print(fault)
    print(f'check-faults-cli: {len(made)} command lines, {tried} requests failed in '
          f'turn, {len(faults)} wrong')
    sys.exit(len(faults) > 0 or tried == 0)


main()
