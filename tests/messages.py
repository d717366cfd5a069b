#!/usr/bin/env python3
"""messages.py CELLAR: what a run of many files says: summary, messages, progress, signals.

Each test is a function; command.py runs them.
"""
import contextlib
import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import time

from command import CELLAR, expect, run, run_tests
from files import NONE, make_tree, write


# Messages

def the_summary():
    write('a.cel')
    write('b.cel', 'b +')
    write('d/c.cel', 'a; b; c')
    write('many.cel', '+ '.join(['[a b]'] * 3))
    for args, status, last in (
            (['a.cel', 'a.cel'], 0, '2 files, 2 expressions: no errors'),
            (['a.cel', 'b.cel'], 1, '2 files, 2 expressions: 1 error in 1 file'),
            (['a.cel', 'b.cel', 'b.cel'], 1, '3 files, 3 expressions: 2 errors in 2 files'),
            (['a.cel', 'gone'], 2, '1 file, 1 expression: no errors; 1 could not be read'),
            (['d'], 1, '1 file, 1 expression: '),
            (['--max-errors=1', 'a.cel', 'many.cel'], 1,
             '2 files, 2 expressions: more than 1 error in 1 file')):
        got, _, err = run('parse', '--emit=none', *args)
        expect(got, status, args)
        expect(err.splitlines()[-1][:len(last)], last, args)
    pathlib.Path('r.txt').write_text('a\nb\nc\n')
    expect(run('parse', '-l', '--emit=none', 'r.txt', 'r.txt')[2],
           '2 files, 6 expressions: no errors\n')


def one_file_and_programs_get_no_summary():
    write('a.cel')
    write('b.cel', 'b +')
    for args in (['a.cel'], ['-'], ['-e', 'a'], ['-l', 'a.cel'], ['-q', 'a.cel', 'a.cel'],
                 ['--emit=json', 'a.cel', 'b.cel'], ['--error-format=sarif', 'a.cel', '.'],
                 ['--error-format=short', 'a.cel', 'a.cel']):
        expect(run('parse', *args, stdin=b'a')[2], '', args)
    err = run('parse', '--error-format=json', 'b.cel', 'b.cel')[2]
    expect([json.loads(line)['file'] for line in err.splitlines()], ['b.cel', 'b.cel'])


def quiet_is_messages_and_nothing_else():
    write('a.cel')
    write('b.cel', 'b +')
    expect(run('parse', '-q', 'a.cel', 'a.cel', '.')[:2], (1, ''))
    expect(run('parse', '--quiet', '--error-format=short', 'a.cel', 'b.cel', 'gone'),
           (2, '', f'b.cel:1:4: error: {NONE}\ncellar: gone: No such file or directory\n'))


def messages_in_four_forms():
    for form, out, err in (
            ('human', '', f'<input>:1:4: error: {NONE}\n 1 | a +\n   |    ^\n'),
            ('short', '', f'<input>:1:4: error: {NONE}\n')):
        expect(run('parse', f'--error-format={form}', '-e', 'a +'), (1, out, err), form)
    status, out, err = run('parse', '--error-format=json', '-e', 'a +')
    expect((status, out, json.loads(err)['errors'][0]['code']), (1, '', 'E0301'))
    status, out, err = run('parse', '--error-format=json', '--emit=json', '-e', 'a +')
    expect((status, json.loads(out)['errors'][0]['code'], err), (1, 'E0301', ''))
    status, out, err = run('parse', '--error-format=sarif', '-e', 'a +')
    expect((status, json.loads(out)['runs'][0]['results'][0]['ruleId'], err),
           (1, 'E0301', ''))


def sarif_is_one_document_whatever_happens():
    write('d/a.cel')
    write('d/b.cel', 'b +')
    write('d/c.cel', '[a b] + [a b]')
    for args, status, count in (
            (['d/a.cel'], 0, 0), (['d'], 1, 3), (['d', 'gone'], 2, 3), (['gone'], 2, 0),
            (['gone', 'd'], 2, 3), (['-j3', 'd', 'gone', 'd'], 2, 6), (['-e', '+'], 1, 1)):
        got, out, err = run('parse', '--error-format=sarif', *args)
        document = json.loads(out)['runs'][0]
        expect(got, status, args)
        expect(len(document['results']), count, args)
        expect(document['invocations'][0]['executionSuccessful'], status != 2, args)
        expect(err.count('\n'), status == 2, args)


def max_errors():
    text = '\n'.join(['[a b]'] + ['+ [a b]'] * 29)
    write('a.cel', text)
    shown = 'there are more errors; --max-errors=N sets how many are shown'
    for args, count, more in (([], 20, True), (['--max-errors=1'], 1, True),
                              (['--max-errors=29'], 29, True),
                              (['--max-errors=30'], 30, False),
                              (['--max-errors=1000000'], 30, False)):
        status, _, err = run('parse', *args, 'a.cel')
        expect((status, err.count(': error: ')), (1, count), args)
        expect(err.endswith(f'a.cel: {shown}\n'), more, args)
        err = run('parse', '--error-format=short', *args, 'a.cel')[2]
        expect(len(err.splitlines()), count, args)


def on_terminal(*args, environment=None, stdout=subprocess.DEVNULL, cwd=None):
    """Runs with a terminal for standard error; what it shows, and the exit status."""
    primary, terminal = pty.openpty()
    variables = {'TERM': 'xterm', 'PATH': os.environ['PATH'], **(environment or {})}
    child = subprocess.Popen([CELLAR, *args], stdout=stdout, stderr=terminal,
                             env=variables, cwd=cwd)
    os.close(terminal)
    return child, primary


def read_all(child, primary):
    seen = b''
    while True:
        try:
            part = os.read(primary, 1 << 16)
        except OSError:  # how Linux says that the other end is closed
            part = b''
        if not part:
            break
        seen += part
    os.close(primary)
    return seen, child.wait(60)


def colours_are_for_terminals():
    def coloured(*args, **variables):
        return b'\x1b[' in read_all(*on_terminal('parse', *args, '-e', 'a +',
                                                 environment=variables))[0]
    for wanted, args, variables in (
            (True, [], {}), (False, [], {'TERM': 'dumb'}), (False, [], {'NO_COLOR': '1'}),
            (True, [], {'NO_COLOR': ''}), (True, [], {'TERM': 'dumb', 'CLICOLOR_FORCE': '1'}),
            (False, [], {'NO_COLOR': '1', 'CLICOLOR_FORCE': '1'}),
            (False, ['--color=never'], {'CLICOLOR_FORCE': '1'}),
            (True, ['--color=always'], {'NO_COLOR': '1', 'TERM': 'dumb'}),
            (True, ['--color=auto'], {}), (False, ['--error-format=short'], {})):
        expect(coloured(*args, **variables), wanted, (args, variables))
    for wanted, args, variables in (
            (False, [], {}), (True, ['--color=always'], {}),
            (True, [], {'CLICOLOR_FORCE': '1'}), (False, [], {'CLICOLOR_FORCE': '0'}),
            (False, [], {'CLICOLOR_FORCE': ''})):
        environment = dict(os.environ, TERM='xterm', **variables)
        err = run('parse', *args, '-e', 'a +', env=environment)[2]
        expect('\x1b[' in err, wanted, (args, variables))
        out = run('map', '--text', *args, '-e', 'a', env=environment)[1]
        expect('\x1b[' in out, wanted, ('map', args, variables))


# Progress

@contextlib.contextmanager
def slow_pipes(count, pause):
    """Pipes, filled one after the other, the last with an invalid unit."""
    files = [f'p{i}.cel' for i in range(count)]
    for name in files:
        os.mkfifo(name)
    program = (f'for i in $(seq 0 {count - 1}); do {{ sleep {pause}; [ $i = {count - 1} ] && '
               'printf "b +" || printf a; } >p$i.cel; done')
    filler = subprocess.Popen(['sh', '-c', program], start_new_session=True)
    try:
        yield files
    finally:
        os.killpg(filler.pid, signal.SIGKILL)
        filler.wait()
        for name in files:
            os.unlink(name)


def a_line_of_progress_comes_after_half_a_second_and_goes():
    with slow_pipes(40, 0.025) as files:
        seen = read_all(*on_terminal('parse', '--error-format=short', *files))
    text, status = seen[0].decode(), seen[1]
    lines = [int(n) for n in re.findall(r'\r(\d+)/40 files', text)]
    expect((status, lines == sorted(lines)), (1, True), text)
    expect(lines[0] >= 10, True, f'not before half a second: {lines}')
    expect(2 <= len(lines) <= 16, True, f'ten times a second: {lines}')
    rest = re.sub(r'(\r\d+/40 files)+\r\x1b\[K', '', text)
    expect(rest, f'p39.cel:1:4: error: {NONE}\r\n')


def no_progress_where_nobody_would_see_it():
    with slow_pipes(4, 0.2) as files:
        err = run('parse', '--emit=none', *files)[2]
        expect(err.endswith('4 files, 4 expressions: 1 error in 1 file\n'), True, err)
        expect('/4 files' in err, False)
    with slow_pipes(4, 0.2) as files:
        err = read_all(*on_terminal('parse', '-q', *files))[0].decode()
        expect('/4 files' in err, False)


def a_quick_run_shows_no_progress():
    for i in range(50):
        write(f'd/{i}.cel')
    seen = read_all(*on_terminal('parse', '--emit=none', 'd'))
    expect(seen, (b'50 files, 50 expressions: no errors\r\n', 0))


def an_interrupt_erases_the_line_of_progress():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with slow_pipes(3, 0.6) as files:
            child, primary = on_terminal('parse', '--emit=none', *files)
            seen = b''
            while b'/3 files' not in seen:
                seen += os.read(primary, 1 << 16)
            child.send_signal(number)
            expect(read_all(child, primary), (b'\r\x1b[K', -number))


def an_interrupt_ends_it_at_once_and_quietly():
    for jobs in ('1', '3'):
        with subprocess.Popen([CELLAR, 'parse', '-j', jobs, '-', '-', '-'],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as child:
            time.sleep(0.1)
            child.send_signal(signal.SIGINT)
            expect((child.wait(10), child.stdout.read(), child.stderr.read()),
                   (-signal.SIGINT, b'', b''))
            child.stdin.close()


def a_closed_pipe_ends_it_quietly():
    make_tree(300)
    for jobs in ('-j1', '-j4'):
        done = subprocess.run(['bash', '-c', '"$0" parse $1 t 2>err | head -n1; '
                               'echo ${PIPESTATUS[0]}', CELLAR, jobs],
                              capture_output=True, timeout=60)
        expect(done.stdout.split()[-1], b'141', jobs)
    done = subprocess.run(['bash', '-c', 'trap "" PIPE; "$0" parse t 2>/dev/null | head -n1; '
                           'echo ${PIPESTATUS[0]}', CELLAR], capture_output=True, timeout=60)
    expect(done.stdout.split()[-1], b'141', 'where the caller ignores the signal, too')


def a_full_disk_is_told_once():
    make_tree(100)
    for jobs in ('-j1', '-j4'):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([CELLAR, 'parse', jobs, '--error-format=short', 't'],
                                  stdout=full, stderr=subprocess.PIPE, timeout=60)
        expect(done.returncode, 2)
        expect(done.stderr.count(b'cellar: standard output: No space left on device\n'), 1)


def an_interrupted_map_leaves_no_file():
    """The map of a large unit takes long enough to be interrupted while it is written."""
    write('big.cel', '[' + 'a,' * 60000 + 'b]')
    left = 0
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with subprocess.Popen([CELLAR, 'map', '--limit=1000000000', 'big.cel', '-o', 'm.svg'],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as child:
            while child.poll() is None and len(os.listdir()) < 2:
                time.sleep(0.001)
            left += any(name.startswith('m.svg.') for name in os.listdir())
            child.send_signal(number)
            expect((child.wait(60), child.stderr.read()), (-number, b''))
        expect(os.listdir(), ['big.cel'])
    expect(left, 3, 'it was interrupted while the file was there')


run_tests('check-many', globals(),
          besides=['on_terminal', 'read_all', 'slow_pipes'])
