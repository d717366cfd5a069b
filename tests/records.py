#!/usr/bin/env python3
"""records.py CELLAR: many units in one stream, and how streams are read.

Each test is a function; command.py runs them.
"""
import json
import pathlib
import select
import signal
import subprocess
import time

from command import CELLAR, expect, run, run_tests


def records_ended_by_nul_or_newline():
    for flags, text, count in (
            (['-0'], b'a\0b\0', 2), (['-0'], b'a\0b', 2), (['-0'], b'', 0),
            (['-l'], b'a\nb\n', 2), (['-l'], b'a\nb', 2), (['-l'], b'', 0),
            (['-l'], b'a\r\nb\r\n', 2), (['--null'], b'a\n+b\0', 1), (['--lines'], b'a', 1)):
        status, out, err = run('parse', *flags, '--emit=json', '-', stdin=text)
        expect((status, out.count('\n'), err), (0, count, ''), text)


def an_empty_record_is_an_invalid_unit():
    for flags, text in ((['-0'], b'a\0\0b\0'), (['-l'], b'a\n\nb\n'), (['-l'], b'a\n\r\nb')):
        status, out, _ = run('parse', *flags, '--emit=json', '-', stdin=text)
        lines = [json.loads(line) for line in out.splitlines()]
        expect((status, ['errors' in line for line in lines]), (1, [False, True, False]))


def only_one_carriage_return_is_dropped():
    expect(run('parse', '-l', '--emit=tokens', '-', stdin=b'"""a\r"""\r\r\n')[1],
           '1:1 STRING "\\"\\"\\"a\\r\\"\\"\\""\n')


def messages_about_records_name_the_record():
    status, out, err = run('parse', '-l', '--emit=none', '-', stdin=b'a\nb +\n')
    expect((status, out), (1, ''))
    expect(err.split(' ')[0], '<input>[2]:1:4:')


def files_as_records():
    pathlib.Path('r.txt').write_bytes(b'a\nb\n')
    status, out, _ = run('parse', '-l', '--emit=json', 'r.txt', 'r.txt')
    expect((status, out.count('"location":"r.txt"')), (0, 4))


def a_records_answer_comes_before_the_next_is_waited_for():
    with subprocess.Popen([CELLAR, 'parse', '-l', '--emit=json', '-'],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        for text in (b'a\n', b'b +\n', b'c\nd\n'):
            child.stdin.write(text)
            child.stdin.flush()
            for _ in range(text.count(b'\n')):
                ready, _, _ = select.select([child.stdout], [], [], 60)
                expect(bool(ready), True, 'an answer')
                json.loads(child.stdout.readline())
        child.stdin.close()
        expect(child.wait(), 1)


def reads_cut_anywhere_are_not_errors():
    text = 'a.b(c) && "\u00e9\u20ac" == d // e\n'.encode()
    with subprocess.Popen([CELLAR, 'parse', '--emit=json', '-'],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        for byte in text:
            child.stdin.write(bytes([byte]))
            child.stdin.flush()
        child.stdin.close()
        answer = child.stdout.read()
        expect(child.wait(), 0)
    expect(answer.decode(), run('parse', '--emit=json', '-', stdin=text)[1])


def an_interrupted_read_is_not_an_error():
    with subprocess.Popen([CELLAR, 'parse', '-'], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as child:
        child.stdin.write(b'a +')
        child.stdin.flush()
        for _ in range(5):
            time.sleep(0.02)
            child.send_signal(signal.SIGSTOP)
            child.send_signal(signal.SIGCONT)
        child.stdin.write(b' b')
        child.stdin.close()
        expect(child.stdout.read().split()[0], b'binary')
        expect(child.wait(), 0)


run_tests('check-cli', globals())
