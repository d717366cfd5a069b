#!/usr/bin/env python3
"""parallel.py CELLAR: what docs/batch.md shows works, as it stands there.

The lines are taken from the document and run on records made of the samples; what comes
out is what one run of the program gives. Blocks are made small, so that there are many.
"""
import os
import pathlib
import random
import re
import subprocess

from command import CELLAR, expect, run, run_tests

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = (ROOT / 'docs' / 'batch.md').read_text()
SAMPLES = [text for path in sorted((ROOT / 'samples').rglob('*.cel'))
           if b'\0' not in (text := path.read_bytes())]
# An ssh that stays here: ssh [-l NAME] HOST -- COMMAND. Like sshd it sets SHELL, without
# which GNU parallel's worker on the other machine does nothing and says nothing.
SSH = '''#!/bin/sh
[ "$1" = -l ] && shift 2
echo "$1" >>hosts
shift
[ "$1" = -- ] && shift
SHELL=/bin/sh exec sh -c "$*"
'''


def line_with(word):
    """The one line in the document's code that begins a command with the word."""
    lines = [line for code in re.findall(r'```sh\n(.*?)```', DOCUMENT, re.S)
             for line in code.splitlines() if word in line]
    expect(len(lines), 1, word)
    return lines[0]


def shell(line, **variables):
    path = os.path.dirname(CELLAR) + ':' + os.environ['PATH']
    environment = dict(os.environ, PATH=path, HOME=os.getcwd(), **variables)
    done = subprocess.run(['bash', '-c', line], env=environment, capture_output=True,
                          timeout=120)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def make_records(count):
    chance = random.Random(3)
    records = [chance.choice(SAMPLES) for _ in range(count)]
    pathlib.Path('rules.nul').write_bytes(b''.join(r + b'\0' for r in records))
    return run('parse', '-0', '--emit=json', '-', stdin=pathlib.Path('rules.nul').read_bytes())[1]


def with_small_blocks(line):
    expect(line.count('--block 10M'), 1)
    return line.replace('--block 10M', '--block 100k')


def gnu_parallel_gives_what_one_run_gives():
    wanted = make_records(3000)
    size = os.path.getsize('rules.nul')
    for line in (line_with('parallel -k --pipepart -a rules.nul --recend \'\\0\' --block 10M cel'),
                 line_with('parallel -k --pipe ')):
        for shown in (line, with_small_blocks(line)):
            pathlib.Path('rules.json').unlink(missing_ok=True)
            status, out, err = shell(shown)
            blocks = 1 if shown == line else size // 100000
            expect((out, err), ('', ''), shown)
            expect(blocks - 1 <= status <= blocks + 2 and status > 0, True,
                   f'{shown}: {status} blocks with an invalid record')
            expect(pathlib.Path('rules.json').read_text() == wanted, True, shown)


def and_so_does_it_on_many_machines():
    wanted = make_records(2000)
    pathlib.Path('ssh').write_text(SSH)
    os.chmod('ssh', 0o755)
    status, _, err = shell(with_small_blocks(line_with('--sshlogin')),
                           PARALLEL_SSH=os.path.abspath('ssh'))
    expect((status > 0, err), (True, ''))
    expect(pathlib.Path('rules.json').read_text() == wanted, True)
    hosts = pathlib.Path('hosts').read_text().split()
    expect(set(hosts), {'one', 'two'})


def xargs_gives_the_messages_in_any_order():
    for i in range(1200):
        path = pathlib.Path(f'policies/{i % 7}/{i}.cel')
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(SAMPLES[i % len(SAMPLES)])
    wanted = run('parse', '-q', '--error-format=short', 'policies')[2]
    status, out, err = shell(line_with('xargs'))
    expect((status, out), (123, ''))
    expect(sorted(err.splitlines()), sorted(wanted.splitlines()))


def a_folder_on_all_processors():
    pathlib.Path('policies').mkdir()
    pathlib.Path('policies/a.cel').write_text('a')
    pathlib.Path('policies/b.cel').write_text('a +')
    status, out, err = shell(line_with('-j0 policies'))
    expect((status, out, err.count('error: ')), (1, '', 1))


run_tests('check-parallel', globals(), besides=['line_with', 'shell', 'make_records',
                                                'with_small_blocks'])
