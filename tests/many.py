#!/usr/bin/env python3
"""many.py CELLAR: many files at once: directories, threads, summary, progress, signals.

Each test is a function; command.py runs them.
"""
import contextlib
import json
import os
import pathlib
import pty
import random
import re
import resource
import select
import signal
import subprocess
import time

from command import CELLAR, SLOW, expect, expect_in, run, run_tests

SAMPLES = sorted((pathlib.Path(__file__).resolve().parent.parent / 'samples').rglob('*.cel'))
NONE = 'expected an expression, found the end [E0301]'
POLICY = '''kind: ValidatingAdmissionPolicy
apiVersion: admissionregistration.k8s.io/v1
spec:
  validations:
    - expression: object.a
    - expression: object.b
'''
# What `make` wrote down when it built the program; the program itself is not asked.
WITH_YAML = pathlib.Path(CELLAR).with_name('cli').joinpath('with-yaml').read_text() != '\n'


def write(path, text='a'):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def names_in(*args, **options):
    """The files that are answered, in order, and the messages."""
    status, out, err = run('parse', '--emit=json', *args, **options)
    answers = [json.loads(line) for line in out.splitlines()]
    return status, [a['sourceInfo']['location'] for a in answers], err


def without_rights(*args, **options):
    """As root, who may do everything, runs the program as nobody."""
    command = [CELLAR]
    if os.geteuid() == 0:
        command = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', CELLAR]
        if subprocess.run(command + ['--version'], capture_output=True).returncode != 0:
            raise AssertionError(f'{CELLAR} cannot be run as nobody')
    done = subprocess.run(command + list(args), capture_output=True, timeout=120, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# Directories

def a_directory_is_searched_in_the_order_of_its_names():
    for name in ('d/b.cel', 'd/a/z.cel', 'd/a.cel', 'd/a/A.cel', 'd/a/\u00e9.cel', 'd/B.cel',
                 'd/.hidden.cel', 'd/.git/x.cel', 'd/notes.txt', 'd/cel', 'd/xcel',
                 'd/c.cel.bak', 'd/c.CEL', 'd/e.cel/inner.cel'):
        write(name)
    os.mkfifo('d/pipe.cel')
    inside = ['d/B.cel', 'd/a/A.cel', 'd/a/z.cel', 'd/a/\u00e9.cel', 'd/a.cel', 'd/b.cel',
              'd/e.cel/inner.cel']
    expect(names_in('d'), (0, inside, ''))
    expect(names_in('d/b.cel', 'd/a', 'd/b.cel'),
           (0, ['d/b.cel', 'd/a/A.cel', 'd/a/z.cel', 'd/a/\u00e9.cel', 'd/b.cel'], ''))
    expect(names_in('.', cwd='d'), (0, ['./' + name[2:] for name in inside], ''))
    expect(names_in('d/a/')[1], ['d/a/A.cel', 'd/a/z.cel', 'd/a/\u00e9.cel'])


def what_is_hidden_is_read_when_it_is_named():
    write('.d/a.cel')
    write('.d/.b.cel')
    expect(names_in('.d', '.d/.b.cel'), (0, ['.d/a.cel', '.d/.b.cel'], ''))


def links_to_files_are_followed_and_links_to_directories_are_not():
    write('other/real.cel')
    write('d/a.cel')
    os.symlink('../other/real.cel', 'd/link.cel')
    os.symlink('../other', 'd/folder')
    os.symlink('../other', 'd/folder.cel')
    os.symlink('.', 'd/loop')
    os.symlink('nowhere', 'd/dangling.txt')
    expect(names_in('d'), (0, ['d/a.cel', 'd/link.cel'], ''))
    os.symlink('d', 'named')
    expect(names_in('named'), (0, ['named/a.cel', 'named/link.cel'], ''))


def what_cannot_be_read_is_an_error_of_its_own():
    for name in ('d/a.cel', 'd/locked/x.cel', 'd/m/listed.cel', 'd/secret.cel', 'd/z.cel'):
        write(name)
    os.symlink('nowhere', 'd/dangling.cel')
    os.symlink('ring.cel', 'd/ring.cel')
    os.chmod('d/locked', 0)
    os.chmod('d/m', 0o444)
    os.chmod('d/secret.cel', 0)
    for jobs in ('1', '3'):
        status, out, err = without_rights('parse', '-j', jobs, 'd')
        expect((status, out), (2, 'ident a  @1:1\nident a  @1:1\n'), jobs)
        expect(err, 'cellar: d/dangling.cel: No such file or directory\n'
                    'cellar: d/locked: Permission denied\n'
                    'cellar: d/m/listed.cel: Permission denied\n'
                    'cellar: d/ring.cel: Too many levels of symbolic links\n'
                    'cellar: d/secret.cel: Permission denied\n'
                    '2 files, 2 expressions: no errors; 5 could not be read\n', jobs)
    status, out, err = without_rights('parse', 'd/locked')
    expect((status, out, err), (2, '', 'cellar: d/locked: Permission denied\n'
                                       '0 files, 0 expressions: no errors; '
                                       '1 could not be read\n'))
    os.chmod('d/locked', 0o755)
    os.chmod('d/m', 0o755)


def a_file_that_vanishes_is_an_error_of_its_own():
    """The pipe comes first: when it is read, the directory has been listed."""
    for jobs in ('1', '2'):
        for name in ('a', 'b', 'c'):
            write(f'd/{name}.cel', name)
        if not os.path.exists('pipe'):
            os.mkfifo('pipe')
        with subprocess.Popen([CELLAR, 'parse', '-j', jobs, 'd/a.cel', 'pipe', 'd', 'gone'],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            with open('pipe', 'wb') as pipe:
                if jobs == '1':
                    os.unlink('d/b.cel')
                pipe.write(b'p')
            out, err = child.communicate(timeout=60)
        if jobs == '1':
            expect(out, b''.join(b'ident %c  @1:1\n' % c for c in b'apac'))
            expect(err, b'cellar: d/b.cel: No such file or directory\n'
                        b'cellar: gone: No such file or directory\n'
                        b'4 files, 4 expressions: no errors; 2 could not be read\n')
        expect(child.returncode, 2)


def a_directory_without_such_files():
    write('d/readme.txt')
    write('d/.hidden.cel')
    write('a.cel')
    expect(run('parse', 'd', 'a.cel'),
           (2, 'ident a  @1:1\n', 'cellar: d: no *.cel, *.yaml or *.yml file in it\n'
                                  '1 file, 1 expression: no errors; 1 could not be read\n'))


def a_directory_is_no_records():
    write('d/a.cel')
    expect(run('parse', '-l', 'd'), (2, '', 'cellar: d: Is a directory\n'))


def odd_names_in_a_directory():
    write('d/\x1b[2J.cel', '+')
    write('d/a\nb.cel', '+')
    err = run('parse', 'd')[2]
    expect('\x1b' in err, False)
    expect_in('d/\\x1b[2J.cel:1:1: error', err)
    expect_in('d/a\\x0ab.cel:1:1: error', err)


def a_deep_tree():
    path = 'd' + '/e' * 800
    os.makedirs(path)
    write(path + '/a.cel')
    expect(names_in('d'), (0, [path + '/a.cel'], ''))


# Threads

FORMS = (['--emit=tree'], ['--emit=json'], ['--emit=tokens'], ['--emit=cel'], ['--emit=none'],
         ['--error-format=short'], ['--error-format=json'], ['--error-format=sarif'],
         ['-q'], ['--color=always'])


def make_tree(count, seed=1):
    """Files cut from the samples, some of them broken; one cannot be read."""
    chance = random.Random(seed)
    for i in range(count):
        text = chance.choice(SAMPLES).read_bytes()
        text = text[:len(text) // 2] if i % 7 == 0 else text
        path = pathlib.Path(f't/{i % 13:02}/{i % 3}')
        path.mkdir(parents=True, exist_ok=True)
        (path / f'{i:04}.cel').write_bytes(text)
    os.symlink('nowhere', 't/05/dangling.cel')


def any_number_of_threads_gives_the_same_bytes():
    make_tree(60 if SLOW else 400)
    for form in FORMS:
        wanted = run('parse', *form, 't')
        expect(wanted[0], 2)
        for jobs in ('2', '3', '8', '1024', '0'):
            expect(run('parse', f'-j{jobs}', *form, 't'), wanted, (form, jobs))


def answers_and_messages_keep_their_places_among_each_other():
    make_tree(60)
    def mixed(*args):
        return subprocess.run([CELLAR, 'parse', *args, 't'], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=120).stdout
    wanted = mixed()
    for _ in range(5):
        expect(mixed('-j4'), wanted)


def files_far_ahead_wait_for_the_first():
    """A first file that comes late: the others are parsed, but not without bound."""
    os.mkfifo('pipe')
    for i in range(3000):
        write(f'd/{i:04}.cel')
    with subprocess.Popen([CELLAR, 'parse', '-j3', 'pipe', 'd'], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        with open('pipe', 'wb') as pipe:
            time.sleep(0.2)
            expect(select.select([child.stdout], [], [], 0)[0], [], 'the first comes first')
            pipe.write(b'p')
        out, err = child.communicate(timeout=60)
    expect(out, b'ident p  @1:1\n' + b'ident a  @1:1\n' * 3000)
    expect((child.returncode, err), (0, b'3001 files, 3001 expressions: no errors\n'))


def settled_memory(child):
    """The child's memory in kB, once it grows no more."""
    sizes = [0]
    while len(sizes) < 12 or sizes[-1] != sizes[-10] or sizes[-1] < 50000:
        time.sleep(0.1)
        status = pathlib.Path(f'/proc/{child.pid}/status').read_text()
        sizes.append(int(re.search(r'VmRSS:\s+(\d+)', status)[1]))
        expect(len(sizes) < 600, True, f'it holds what waits: {sizes[-1]} kB')
    return sizes[-1]


def output_that_waits_is_bounded():
    """150 MB of answers come while the first file is waited for; 64 MB may be held."""
    if SLOW:
        return
    os.mkfifo('pipe')
    for i in range(50):
        write(f'd/{i:02}.cel', '[' + 'a,' * 60000 + f'b{i}]')
    program = [CELLAR, 'parse', '-j2', '--emit=json', 'pipe', 'd']
    with open('out', 'wb') as out, subprocess.Popen(program, stdout=out) as child:
        with open('pipe', 'wb') as pipe:
            held = settled_memory(child)
            pipe.write(b'p')
        child.wait(60)
    status, alone, _ = run('parse', '--emit=json', 'd')
    text = pathlib.Path('out').read_text().split('\n', 1)
    expect((child.returncode, status, text[1] == alone), (0, 0, True))
    expect(len(alone) > 100e6, True, len(alone))
    expect(held < 110e3, True, f'{held} kB')


def standard_input_is_read_once_whatever_the_threads():
    os.mkfifo('pipe')
    with subprocess.Popen([CELLAR, 'parse', '-j3', '--error-format=short', 'pipe', '-', '-'],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, bufsize=0) as child:
        with open('pipe', 'wb') as pipe:
            for letter in b'abc':  # for whoever reads already
                child.stdin.write(bytes([letter]))
                time.sleep(0.1)
            pipe.write(b'p')
        out, err = child.communicate(timeout=60)
    expect((child.returncode, out), (1, b'ident p  @1:1\nident abc  @1:1\n'))
    expect_in(b'<input>:1:1: error: ', err)


def without_threads_to_be_had_the_work_is_done():
    if SLOW:  # the leak sanitizer has a thread of its own
        return
    make_tree(60)
    wanted = without_rights('parse', 't')
    def limit():
        resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
    expect(without_rights('parse', '-j8', 't', preexec_fn=limit), wanted)


def the_deepest_nesting_in_a_thread():
    text = '(' * 10000 + 'a' + ')' * 10000
    for name in ('a', 'b', 'c', 'd'):
        write(f'{name}.cel', text)
    soft = 64 << 20 if SLOW else 8 << 20  # sanitizers make frames larger
    def limit():
        hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))
    expect(run('parse', '-q', '-j4', '--max-depth=10000', 'a.cel', 'b.cel', 'c.cel', 'd.cel',
               preexec_fn=limit), (0, '', ''))


def stats_are_sums_over_the_threads():
    make_tree(60)
    def stats(*args):
        err = run('parse', '-q', '--stats', '--error-format=short', *args, 't')[2]
        return dict(re.findall(r'^([a-z][a-z ,]*?) +(\d+)$', err, re.M))
    one, four = stats(), stats('-j4')
    for name in ('units', 'invalid units', 'bytes of text', 'tokens', 'nodes',
                 'bytes allocated'):
        expect(four[name], one[name], name)
    expect(one['units'], '60')


def every_allocator_works_in_threads():
    make_tree(40)
    wanted = run('parse', 't')
    for spec in ('malloc', 'slab', 'host', 'fixed:1000000', 'arena:huge'):
        expect(run('parse', '-j3', f'--alloc={spec}', 't'), wanted, spec)


def records_stay_a_stream_with_threads():
    with subprocess.Popen([CELLAR, 'parse', '-j2', '-l', '--emit=json', '-', '/dev/null'],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        for text in (b'a\n', b'b +\n'):
            child.stdin.write(text)
            expect(bool(select.select([child.stdout], [], [], 60)[0]), True, 'an answer')
            json.loads(child.stdout.readline())
        child.stdin.close()
        expect(child.wait(60), 1)


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


# YAML

def yaml_is_read_exactly_where_the_program_was_built_to():
    status = run('parse', '-q', '--yaml', '-', stdin=POLICY.encode())[0]
    expect(status, 0 if WITH_YAML else 2)


def expressions_of_yaml_are_answered_one_after_the_other():
    if not WITH_YAML:
        print('SKIPPED: this cellar was built without libyaml')
        return
    write('d/p.yaml', POLICY)
    write('d/q.yml', POLICY.replace('object.b', 'object.b +'))
    write('d/r.yaml', 'a: b\n')
    write('d/s.cel', 's')
    status, out, err = run('parse', '--error-format=short', 'd')
    expect((status, out.count('select a'), out.count('select b')), (1, 2, 1))
    expect(err, f'd/q.yml:6:29: error: {NONE}\n')
    expect(run('parse', '--emit=none', 'd')[2].splitlines()[-1],
           '4 files, 5 expressions: 1 error in 1 file')
    expect(run('parse', '--emit=none', 'd/r.yaml'), (0, '', ''))
    status, out, _ = run('parse', '--emit=json', 'd/q.yml')
    lines = [json.loads(line) for line in out.splitlines()]
    expect((status, ['errors' in line for line in lines]), (1, [False, True]))
    expect((lines[0]['sourceInfo']['location'], lines[1]['errors'][0]['start']['line']),
           ('d/q.yml', 6))


def yaml_from_standard_input():
    if not WITH_YAML:
        return
    text = POLICY.replace('object.a', '+').encode()
    status, out, err = run('parse', '-q', '--yaml', '--error-format=short', '-', stdin=text)
    expect((status, out, err.split(' ')[0]), (1, '', '<input>:5:19:'))
    write('policy', text.decode())
    expect(run('parse', '-q', '--yaml', '--error-format=short', 'policy')[2].split(' ')[0],
           'policy:5:19:')


def broken_yaml_is_an_error_of_its_file():
    if not WITH_YAML:
        return
    write('d/a.yaml', POLICY.replace('object.b', 'b +') + '---\na: [\n')
    write('d/b.cel')
    status, out, err = run('parse', '--error-format=short', 'd')
    lines = err.splitlines()
    expect((status, 'select a' in out, 'ident a' in out), (1, True, True))
    expect(lines[0].split(' error')[0], 'd/a.yaml:6:22:')
    expect_in('invalid YAML', lines[1])
    expect(run('parse', '--emit=none', 'd')[2].splitlines()[-1],
           '2 files, 3 expressions: 2 errors in 1 file')


run_tests('check-many', globals(), besides=[
    'write', 'names_in', 'without_rights', 'make_tree', 'settled_memory', 'on_terminal',
    'read_all',
    'slow_pipes'])
