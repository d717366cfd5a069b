#!/usr/bin/env python3
"""many.py CELLAR: many files at once: directories, threads, YAML.

Each test is a function; command.py runs them.
"""
import json
import os
import pathlib
import re
import resource
import select
import subprocess
import time

from command import CELLAR, SLOW, expect, expect_in, run, run_tests
from files import NONE, make_tree, write

POLICY = '''kind: ValidatingAdmissionPolicy
apiVersion: admissionregistration.k8s.io/v1
spec:
  validations:
    - expression: object.a
    - expression: object.b
'''
# What `make` wrote down when it built the program; the program itself is not asked.
WITH_YAML = pathlib.Path(CELLAR).with_name('cli').joinpath('with-yaml').read_text() != '\n'


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


run_tests('check-many', globals(), besides=['names_in', 'without_rights', 'settled_memory'])
