#!/usr/bin/env python3
"""cli.py CELLAR: the command line: exit status, standard output, standard error.

Records are the matter of records.py, limits that of limits.py.
Each test is a function; command.py runs them.
"""
import json
import os
import pathlib
import pty
import signal
import subprocess

from command import CELLAR, expect, expect_in, run, run_tests


# What the program says of itself

def help_begins_with_examples():
    for args in (['--help'], ['-h'], ['help'], ['parse', '--help'], ['parse', '-h'],
                 ['map', '--help'], ['bench', '--help'], ['explain', '--help']):
        status, out, err = run(*args)
        expect((status, err), (0, ''), args)
        expect_in('\n\nExamples:\n  cellar ', out)
        expect_in('\nUsage:', out)
        expect_in('\nExit status: 0', out)
        expect(max(map(len, out.split('\n'))) <= 84, True, args)
        expect(out.split()[1] if len(args) > 1 else 'parses',
               args[0] if len(args) > 1 else 'parses')


def the_help_of_all_names_each_command():
    for command in ('parse', 'explain', 'map', 'bench'):
        expect_in(f'\n  cellar {command} [', run('--help')[1])


def version():
    status, out, err = run('--version')
    expect((status, err), (0, ''))
    expect(out.split()[:2], ['cellar', '0.1.0'])


def the_readme_shows_what_the_demo_prints():
    """The counts in its fenced lines, which no check of measured numbers looks at."""
    root = pathlib.Path(__file__).resolve().parent.parent
    samples = sorted(map(str, (root / 'samples').glob('*.cel')))
    counts = []
    for allocator in ('arena', 'malloc'):
        status, _, err = run('parse', '--emit=none', '--stats', f'--alloc={allocator}',
                             *samples)
        expect(status, 0)
        counts.append(dict(line.rsplit(None, 1) for line in err.strip().split('\n')))
    readme = (root / 'README.md').read_text()
    for name in ('units', 'tokens', 'nodes', 'requests to the backend'):
        expect_in(f'\n{name:<30}{counts[0][name]:>9}', readme)
    expect_in(f"(and with malloc: {counts[1]['requests to the backend']})", readme)


def no_command_shows_the_help_and_fails():
    status, out, err = run()
    expect((status, out), (2, ''))
    expect_in('Usage:', err)


def a_terminal_on_standard_input_shows_the_help_instead_of_waiting():
    try:
        _, terminal = pty.openpty()
    except OSError:
        print('SKIPPED: this machine has no terminals to give')
        return
    done = subprocess.run([CELLAR, 'parse'], stdin=terminal, capture_output=True, timeout=60)
    expect(done.returncode, 2)
    expect_in('Usage:', done.stderr.decode())


def wrong_usage():
    for args, message in (
            (['parse', '--emit=xml'], 'not \'xml\''),
            (['parse', '--alloc=gc'], 'the backends are arena, malloc, slab'),
            (['parse', '--frobnicate'], "'--frobnicate'"),
            (['parse', '-x'], "'-x'"),
            (['parse', '-xl'], "'-x'"),
            (['parse', '-lx', 'file'], "'-x'"),
            (['parse', '-e'], "takes a value: '-e'"),
            (['parse', '--emit'], 'takes a value'),
            (['parse', '--stats=1'], "this option takes no value: '--stats=1'\n"),
            (['parse', '--stats', '-xl'], "unknown option '-x'\n"),
            (['parse', '--quiet=x'], "this option takes no value: '--quiet=x'\n"),
            (['parse', '--error-format=xml'], "human, short, json or sarif, not 'xml'"),
            (['parse', '--color=maybe'], "--color takes auto, always or never, not 'maybe'"),
            (['parse', '--max-errors=0'], '1 to 1000000'),
            (['parse', '--max-errors=1000001'], '1 to 1000000'),
            (['parse', '-j', '1025'], '0 to 1024'),
            (['parse', '-j-1'], '0 to 1024'),
            (['parse', '--jobs=two'], '0 to 1024'),
            (['parse', '-j2', '--alloc=log', 'a', 'b'],
             '--alloc=log goes with one thread: leave out --jobs'),
            (['parse', '-j2', '--alloc=fault:3', 'a'],
             '--alloc=fault goes with one thread: leave out --jobs'),
            (['parse', '-j2', '--alloc=fault-blocks:3', 'a'], 'goes with one thread'),
            (['parse', '-q', '--emit=json', 'a'], '--quiet goes with no --emit but none'),
            (['parse', '--error-format=sarif', '--emit=json'], 'no --emit but none'),
            (['parse', '--error-format=sarif', '-l'], 'neither --null nor --lines'),
            (['parse', '--error-format=sarif', '-0'], 'neither --null nor --lines'),
            (['parse', '--emit=json', '--error-format=human'],
             '--emit=json goes with no --error-format but json'),
            (['parse', '--emit=cel', '--expand'], '--emit=cel goes without --expand'),
            (['parse', '--expand', '--emit=cel', '-'], '--emit=cel goes without --expand'),
            (['parse', '-q', '--emit=cel', 'a'], '--quiet goes with no --emit but none'),
            (['parse', '--yaml', '-l'], '--yaml goes with neither'),
            (['parse', '--yaml', '-e', 'a'], '--yaml goes with neither'),
            (['parse', '--max-depth=0'], '1 to 10000'),
            (['parse', '--max-depth=10001'], '1 to 10000'),
            (['parse', '--max-depth=-1'], '1 to 10000'),
            (['parse', '--max-depth=5x'], '1 to 10000'),
            (['parse', '--max-nodes=0'], '1 to 2147483647'),
            (['parse', '--max-nodes=2147483648'], '1 to 2147483647'),
            (['parse', '--max-memory='], 'number of bytes'),
            (['parse', '--max-memory=99999999999999999999999'], 'number of bytes'),
            (['parse', '-0', '-l'], 'do not go together'),
            (['parse', '-e', 'a', 'file'], '--expr goes with neither'),
            (['parse', '-e', 'a', '-0'], '--expr goes with neither'),
            (['parse', '-e', 'a', '-e', 'b'], 'once'),
            (['parse', '--\x1b[31m'], "'--\\x1b[31m'")):
        status, out, err = run(*args)
        expect((status, out), (2, ''), args)
        expect_in(message, err)
        expect_in("\nTry 'cellar parse --help'.\n", err)


def a_mistyped_word_is_answered_with_what_may_have_been_meant():
    for args, message, command in (
            (['parse', '--emti=json'], "'--emti=json': did you mean --emit?", 'parse '),
            (['parse', '--stat'], None, None),  # an abbreviation
            (['parse', '--statt'], "'--statt': did you mean --stats?", 'parse '),
            (['parse', '--colour=never'], "'--colour=never': did you mean --color?", 'parse '),
            (['parse', '--emi\x1b=a'], "'--emi\\x1b=a': did you mean --emit?", 'parse '),
            (['parse', '--' + 'x' * 99], f"'--{'x' * 99}'\n", 'parse '),
            (['parse', '--x'], "'--x'\n", 'parse '),
            (['map', '--tetx'], "'--tetx': did you mean --text?", 'map '),
            (['bench', '--secnds=1'], "'--secnds=1': did you mean --seconds?", 'bench '),
            (['explain', '--hepl'], "'--hepl': did you mean --help?", 'explain '),
            (['prase'], "command 'prase': did you mean parse?", ''),
            (['banch'], "command 'banch': did you mean bench?", ''),
            (['explian'], "command 'explian': did you mean explain?", ''),
            (['unpack'], "command 'unpack'\n", ''),
            ([''], "command ''\n", '')):
        status, out, err = run(*args, stdin=b'a')
        if message is None:
            expect(status, 0)
            continue
        expect((status, out), (2, ''), args)
        expect(err.endswith(f"\nTry 'cellar {command}--help'.\n"), True, err)
        expect_in('cellar: unknown ', err)
        expect_in(message, err)


# What is parsed

def an_expression():
    expect(run('parse', '-e', 'a'), (0, 'ident a  @1:1\n', ''))
    expect(run('parse', '--expr=a +'),
           (1, '', '<input>:1:4: error: expected an expression, found the end [E0301]\n'
                   ' 1 | a +\n   |    ^\n'))
    expect(run('parse', '-e', '')[0], 1)
    expect(run('parse', '-e', '-1')[0], 0)


def standard_input():
    expect(run('parse', stdin=b'a'), (0, 'ident a  @1:1\n', ''))
    expect(run('parse', '-', stdin=b'a'), (0, 'ident a  @1:1\n', ''))
    expect(run('parse', stdin=b'')[0], 1)


def options_may_stand_behind_files():
    pathlib.Path('a.cel').write_text('a')
    expect(run('parse', 'a.cel', '--emit=tokens'), (0, '1:1 NAME "a"\n', ''))


def one_bad_file_does_not_stop_the_others():
    pathlib.Path('a.cel').write_text('a')
    pathlib.Path('b.cel').write_text('b +\n')
    pathlib.Path('c.cel').write_text('c')
    status, out, err = run('parse', 'a.cel', 'b.cel', 'missing.cel', 'c.cel')
    expect((status, out), (2, 'ident a  @1:1\nident c  @1:1\n'))
    expect(err, 'b.cel:2:1: error: expected an expression, found the end [E0301]\n'
                ' 2 |\n   | ^\n'
                'cellar: missing.cel: No such file or directory\n'
                '3 files, 3 expressions: 1 error in 1 file; 1 could not be read\n')
    expect(run('parse', 'a.cel', 'b.cel')[0], 1)


def an_unreadable_file():
    pathlib.Path('secret.cel').write_text('a')
    os.chmod('secret.cel', 0)
    if os.geteuid() == 0:  # root reads everything: take that right away
        command = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', CELLAR]
        if subprocess.run(command + ['--version'], capture_output=True).returncode != 0:
            command = None
    else:
        command = [CELLAR]
    if command:
        done = subprocess.run(command + ['parse', 'secret.cel'], capture_output=True)
        expect(done.returncode, 2)
        expect_in('Permission denied', done.stderr.decode())


def odd_file_names():
    for name, shown in (('-x', '-x'), ('a\x1b[31m.cel', 'a\\x1b[31m.cel'),
                        ('a\nb', 'a\\x0ab'), (b'\xff.cel', '\\xff.cel'), ('gr\u00fc\u00df', 'gr\u00fc\u00df')):
        pathlib.Path(os.fsdecode(name)).write_text('$')
        status, out, err = run('parse', '--', name)
        expect((status, out), (1, ''))
        expect(err.split(':1:1:')[0], shown)
    status, _, err = run('parse', '--', 'no\x1b[2J')
    expect((status, err), (2, 'cellar: no\\x1b[2J: No such file or directory\n'))


# Output

def every_form_of_output():
    for emit, first in (('tree', 'binary +  @1:3'), ('tokens', '1:1 NAME "a"'),
                        ('dot', 'digraph cel {'), ('cel', 'a + b'), ('none', '')):
        status, out, err = run('parse', '--emit=' + emit, '-e', 'a + b')
        expect((status, out.split('\n')[0], err), (0, first, ''))
    expect(json.loads(run('parse', '--emit=json', '-e', 'a')[1])['sourceInfo']['location'],
           '<input>')
    expect(run('parse', '--expand', '-e', 'has(a.b)')[1].split()[0], 'test')


def cel_again():
    text = "has ( a.b )\n && ! ( x.all(i, (i) > -1) ) // done\n || a.`b` == '\\x41'"
    written = 'has(a.b) && !x.all(i, i > -1) || a.b == "A"\n'
    expect(run('parse', '--emit=cel', '-e', text), (0, written, ''))
    expect(run('parse', '--emit=cel', '-e', written), (0, written, ''))
    for flag in ('--no-macros', '--no-optional'):
        expect(run('parse', '--emit=cel', flag, '-e', text), (0, written, ''))
    expect(run('parse', '--emit=cel', '--no-macros', '-e', 'has(1 + (2))')[1], 'has(1 + 2)\n')


def cel_of_a_record_is_a_line_and_of_an_invalid_one_nothing():
    text = b'"""a\nb\xe2\x80\xa8"""\0b +\0[ ( c ) ]'
    status, out, err = run('parse', '-0', '--emit=cel', '-', stdin=text)
    expect((status, out), (1, '"a\\nb\\u2028"\n[c]\n'))
    expect(err.split('\n')[0],
           '<input>[2]:1:4: error: expected an expression, found the end [E0301]')
    status, out, err = run('parse', '-l', '--emit=cel', '-', stdin=b'a-(b)\n\n(c)')
    expect((status, out, err.split(' ')[0]), (1, 'a - b\nc\n', '<input>[2]:1:1:'))


def json_errors_go_to_standard_output_alone():
    status, out, err = run('parse', '--emit=json', '-e', 'a +')
    expect((status, err), (1, ''))
    expect(json.loads(out)['errors'][0]['code'], 'E0301')


def every_json_line_is_one_line_to_every_reader():
    text = '"\\u0085\\u2028\\u2029\\x0b\\f\\x1c" + "\u0085\u2028\u2029"'
    out = run('parse', '--emit=json', '-e', text)[1]
    expect(len(out.splitlines()), 1)
    json.loads(out)


def stats_go_to_standard_error():
    for backend, requests in (('arena', 1), ('malloc', 7)):
        status, out, err = run('parse', '--stats', '--alloc=' + backend, '--emit=none',
                               '-e', 'a+b')
        figures = {line[:24].strip(): int(line[24:]) for line in err.splitlines()}
        expect((status, out), (0, ''))
        expect((figures['tokens'], figures['nodes']), (4, 3))
        expect(figures['requests to the backend'] >= requests, True, err)


def a_full_disk():
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([CELLAR, 'parse', '-e', 'a'], stdout=full, stderr=subprocess.PIPE)
    expect((done.returncode, done.stderr),
           (2, b'cellar: standard output: No space left on device\n'))
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([CELLAR, '--help'], stdout=full, stderr=subprocess.PIPE)
    expect(done.returncode, 2)
    pathlib.Path('a.cel').write_text('[' + 'a,' * 10000 + ']')
    pathlib.Path('b.cel').write_text('b +')
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([CELLAR, 'parse', 'a.cel', 'b.cel'], stdout=full,
                              stderr=subprocess.PIPE)
    expect(done.returncode, 2)
    expect_in('b.cel:1:4: error', done.stderr.decode())  # the next file is still parsed


def a_closed_pipe_ends_even_an_endless_stream_quietly():
    with subprocess.Popen(['sh', '-c', 'yes a'], stdout=subprocess.PIPE) as endless:
        child = subprocess.Popen([CELLAR, 'parse', '-l', '-'], stdin=endless.stdout,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.read(10)
        child.stdout.close()
        error = child.stderr.read()
        expect((child.wait(60), error), (-signal.SIGPIPE, b''))  # the shell says 141
        endless.kill()


def a_closed_pipe_for_messages_ends_it_too():
    with subprocess.Popen(['sh', '-c', 'yes a +'], stdout=subprocess.PIPE) as endless:
        child = subprocess.Popen([CELLAR, 'parse', '-l', '-'], stdin=endless.stdout,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        child.stderr.read(10)
        child.stderr.close()
        expect(child.wait(60), -signal.SIGPIPE)
        endless.kill()


def closed_streams():
    for close in ('>&-', '<&-'):
        done = subprocess.run(['sh', '-c', f'"$0" parse - {close}', CELLAR],
                              capture_output=True, input=b'a')
        expect(done.returncode, 2, close)
        expect_in('Bad file descriptor', done.stderr.decode())


def other_locales_change_nothing():
    text = '[1.5, .25, 1e-7]'
    german = dict(os.environ, LC_ALL='de_DE.UTF-8')
    expect(run('parse', '--emit=json', '-e', text, env=german),
           run('parse', '--emit=json', '-e', text))


run_tests('check-cli', globals())
