#!/usr/bin/env python3
"""limits.py CELLAR: memory, depth, nodes and size: up to the limits, and past them.

Each test is a function; command.py runs them.
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

from command import CELLAR, SLOW, expect, expect_in, run, run_tests

MAX_UNIT = 2**31 - 2


def a_memory_limit():
    status, out, err = run('parse', '--max-memory=100', '-e', 'a.b.c.d.e.f.g.h')
    expect((status, out), (1, ''))
    expect_in('E0105', err)
    out = run('parse', '--emit=json', '--max-memory=1', '-e', 'a')[1]
    expect(json.loads(out)['errors'][0]['code'], 'E0105')


def a_writer_without_memory_is_an_error_of_its_unit():
    text = b'x\n' + b'+'.join([b'a'] * 2000) + b'\ny\n'
    limit = '--max-memory=150000'  # enough to parse the second record, not to write it
    expect(run('parse', '-l', '--emit=none', limit, '-', stdin=text)[0], 0)
    status, out, err = run('parse', '-l', '--emit=json', limit, '-', stdin=text)
    lines = [json.loads(line) for line in out.splitlines()]
    expect((status, err, ['errors' in line for line in lines]), (1, '', [False, True, False]))
    expect(lines[1]['errors'][0]['code'], 'E0105')
    for emit in ('tree', 'dot', 'cel'):
        status, out, err = run('parse', '-l', '--emit=' + emit, limit, '-', stdin=text)
        expect((status, 'a' in out.replace('fontname=monospace', '').replace('label', '')
                .replace('shape', '').replace('digraph', '')), (1, False), emit)
        expect(err.split(' ')[:2], ['<input>[2]:1:1:', 'error:'])


def lost_messages_are_an_output_error():
    for args in (['-e', 'a +'], ['-e', 'a', '--stats']):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([CELLAR, 'parse', *args], stdout=subprocess.DEVNULL,
                                  stderr=full)
        expect(done.returncode, 2, args)


def depth():
    text = '(' * 250 + 'a' + ')' * 250
    expect(run('parse', '--emit=none', '-e', text)[0], 0)
    expect(run('parse', '--emit=none', '-e', '(' + text + ')')[0], 1)
    expect(run('parse', '--emit=none', '--max-depth=251', '-e', '(' + text + ')')[0], 0)


def nodes_of_a_tree():
    for text, nodes in (('a.all(x, y)', 11), ('[b.c.d, 1 + 2 + 3, e]', 10)):
        for limit, status in ((nodes, 0), (nodes - 1, 1), (2147483647, 0)):
            expect(run('parse', '--emit=none', f'--max-nodes={limit}', '-e', text)[0], status)


def the_deepest_nesting_in_the_usual_stack():
    resource_limit = resource.getrlimit(resource.RLIMIT_STACK)
    soft = 64 << 20 if SLOW else 256 << 10  # raised by the program; not enough with sanitizers
    def limit():
        resource.setrlimit(resource.RLIMIT_STACK, (soft, resource_limit[1]))
    for start, middle, end in (('(', 'a', ')'), ('[', '', ']'), ('{1:', 'a', '}'),
                               ('f(', '', ')'), ('a.f(', '', ')'), ('a[', 'b', ']'),
                               ('A{b:', 'c', '}'), ('a?b:', 'c', ''), ('-(', '1', ')'),
                               ('a||b&&c==d+e*(', 'f', ')'), ('x.all(y,', 'y', ')'),
                               ('a||b&&c==d+e*!f[{g:', 'h', '}]')):
        levels = 10000 // (2 if end == '}]' else 1)
        text = (start * levels + middle + end * levels).encode()
        for emit in ('json', 'tree', 'cel'):
            status, _, err = run('parse', '--max-depth=10000', '--emit=' + emit, '-',
                                 stdin=text, preexec_fn=limit)
            expect((status, err[:200]), (0, ''), start)
        status = run('parse', '--max-depth=10000', '--emit=none', '-',
                     stdin=start.encode() * 1000000, preexec_fn=limit)[0]
        expect(status, 1, start)


def a_regular_file_past_the_limit_is_refused_from_its_size():
    with open('huge.cel', 'wb') as file:
        file.truncate(MAX_UNIT + 1)  # a hole: no disk is used
    pathlib.Path('a.cel').write_text('a')
    start = time.monotonic()
    status, out, err = run('parse', 'huge.cel', 'a.cel')
    expect((status, out), (1, 'ident a  @1:1\n'))
    expect_in('huge.cel:1:1: error: unit of more than 2147483646 bytes [E0104]', err)
    expect(time.monotonic() - start < 5, True, 'it was not read')
    os.unlink('huge.cel')


def a_record_past_the_limit_is_skipped_and_the_next_parsed():
    if SLOW:
        return
    program = ('import sys; w = sys.stdout.buffer.write; w(b"a\\n")\n'
               'for i in range(2049): w(b" " * (1 << 20))\n'
               'w(b"\\nb\\n")')
    with subprocess.Popen([sys.executable, '-c', program], stdout=subprocess.PIPE) as long:
        done = subprocess.run([CELLAR, 'parse', '-l', '-'], stdin=long.stdout,
                              capture_output=True, timeout=300)
    expect((done.returncode, done.stdout), (1, b'ident a  @1:1\nident b  @1:1\n'))
    expect_in('<input>[2]:1:1: error: unit of more than', done.stderr.decode())


def a_pipe_past_the_limit_is_refused_as_soon_as_it_passes():
    if SLOW:
        return
    program = ('import sys, time\n'
               'for i in range(2049): sys.stdout.buffer.write(b" " * (1 << 20))\n'
               'sys.stdout.flush(); time.sleep(60)')
    with subprocess.Popen([sys.executable, '-c', program], stdout=subprocess.PIPE) as long:
        start = time.monotonic()
        done = subprocess.run([CELLAR, 'parse', '-'], stdin=long.stdout, capture_output=True)
        long.kill()
    expect(done.returncode, 1)
    expect_in('unit of more than', done.stderr.decode())
    expect(time.monotonic() - start < 50, True, 'it did not wait for the end')


def a_long_line_is_written_in_linear_time():
    """JSON of one line that is not ASCII: ten times the text, at most 15 times the time."""
    times = []
    for count in (20000, 200000):
        text = ('[' + '"\u00e9\u20ac",a,' * count + ']').encode()
        best = min(timed('parse', '--emit=json', '-', stdin=text) for _ in range(3))
        times.append(best)
    expect(times[1] < 15 * times[0] + 0.5, True, times)


def timed(*args, stdin):
    start = time.monotonic()
    expect(run(*args, stdin=stdin)[0], 0)
    return time.monotonic() - start


def json_repeats_nested_macros_as_docs_limits_says():
    """As cel-go does; bounded by the nesting, and to be known by who writes JSON."""
    for levels, size in ((31, 297559), (62, 1150979), (124, 4539671)):
        text = 'x.all(v,{1:' * levels + '1' + '})' * levels
        status, out, _ = run('parse', '--emit=json', '-e', text)
        expect((status, len(out)), (0, size), f'{levels} levels')


run_tests('check-cli', globals(), besides=['timed'])
