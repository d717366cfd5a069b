#!/usr/bin/env python3
"""alloc.py CELLAR: --alloc, --log and --log-format."""
import json
import os
import pathlib
import re
import shlex
import subprocess

from command import CELLAR, SLOW, expect, expect_in, run, run_tests

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / 'samples').glob('*.cel'))


def every_allocator_prints_the_same_tree():
    files = [str(p) for p in SAMPLES]
    wanted = run('parse', '--emit=json', *files)
    expect(wanted[0], 0)
    for spec in ('malloc', 'slab', 'host', 'fixed', 'fixed:1000000', 'log', 'log,malloc',
                 'arena:huge', 'arena:align=4096', 'slab:huge:align=64', 'fault:999999999',
                 'arena:first=64:largest=64:retain=1',
                 'slab:first=64:largest=64:retain=1', 'fault:999999999,log,slab'):
        log = ['--log=/dev/null'] if 'log' in spec else []
        expect(run('parse', '--emit=json', '--alloc=' + spec, *log, *files), wanted, spec)


def wrong_specs():
    for spec, message in (
            ('gc', "the backends are arena, malloc, slab, fixed[:BYTES], host, log, "
                   "fault:N, fault-blocks:N, not 'gc'"),
            ('', "not ''"), ('arena,', "only log and fault wrap another backend, not 'arena'"),
            (',arena', "not ''"), ('log,gc', "not 'gc'"), ('Arena', "not 'Arena'"),
            ('aren', "not 'aren'"), ('\x1b[31m', "not '\\x1b[31m'"),
            ('malloc,arena', "only log and fault wrap another backend, not 'malloc'"),
            ('malloc:1', "this backend takes no option, not '1'"),
            ('log:x', "log takes no option, not 'x'"),
            (','.join(['log'] * 9), "no more than 8 backends may wrap another"),
            ('fixed:', "fixed takes a number of bytes, not ''"),
            ('fixed:0', "fixed takes a number of bytes, not '0'"),
            ('fixed:-1', "not '-1'"), ('fixed:1k', "not '1k'"), ('fixed: 1', "not ' 1'"),
            ('fixed:18446744073709551616', "not '18446744073709551616'"),
            ('fixed:18446744073709551615', "not '18446744073709551615'"),
            ('fault', "take :N, :N+ or :K/N@SEED, from 1, not 'fault'"),
            ('fault:', "not ''"), ('fault:0', "not '0'"), ('fault:+', "not '+'"),
            ('fault:1/0', "not '1/0'"), ('fault:2/1', "not '2/1'"), ('fault:/2', "not '/2'"),
            ('fault:1/2@', "not '1/2@'"), ('fault:1/2+', "not '1/2+'"),
            ('fault-blocks', "not 'fault-blocks'"),
            ('fault-blocks:1,fault-blocks:1', "once: 'fault-blocks'"),
            ('fault-blocks:1,malloc', "goes with arena and slab, not with"),
            ('fault-blocks:1,log,fixed', "goes with arena and slab, not with"),
            ('arena:', "not ''"), ('arena:big', "arena and slab take huge, align=N"),
            ('arena:align=3', "a power of two"), ('arena:align=', "not 'align='"),
            ('arena:first=0', "not 'first=0'"), ('slab:huge=1', "not 'huge=1'")):
        status, out, err = run('parse', '--alloc=' + spec, '-e', 'a')
        expect((status, out), (2, ''), spec)
        expect_in('--alloc: ', err)
        expect_in(message, err)


def a_fixed_buffer_too_small_for_one_unit_serves_the_next():
    long = ' + '.join(['a'] * 1000)
    status, out, err = run('parse', '-l', '--emit=tokens', '--alloc=fixed:4096', '-',
                           stdin=f'a\n{long}\nb\n'.encode())
    expect((status, out), (1, '1:1 NAME "a"\n1:1 NAME "b"\n'))
    expect_in('<input>[2]', err)
    expect_in('[E0105]', err)


def a_buffer_that_cannot_be_had():
    if SLOW:  # the sanitizer's malloc reports it instead
        return
    status, out, err = run('parse', f'--alloc=fixed:{2**60}', '-e', 'a')
    expect((status, out), (2, ''))
    expect_in('the buffer of --alloc=fixed: Cannot allocate memory', err)
    expect_in('[E0105]', err)


def a_log_of_text():
    status, out, err = run('parse', '--alloc=log', '--emit=none', '-e', 'a')
    expect((status, out), (0, ''))
    expect([line.split()[0] for line in err.splitlines()],
           ['alloc'] * 4 + ['reset:', 'destroy:'])
    expect_in(', 17 bytes, align 8, text\n', err)


def a_log_of_json_in_a_file():
    for spec in ('log', 'log,malloc', 'log,slab', 'log,fault:9999,host', 'log,fixed'):
        status, out, err = run('parse', '--alloc=' + spec, '--log=l.json',
                               '--log-format=json', '--emit=none', str(SAMPLES[0]))
        expect((status, out, err), (0, '', ''))
        live, used = {}, 0
        for line in pathlib.Path('l.json').read_text().splitlines():
            event = json.loads(line)
            if event['event'] == 'grow':
                expect(live.pop(event['old_ptr']), event['old_size'])
            if event['event'] in ('alloc', 'grow'):
                expect(event['ptr'] in live, False, 'an object is told of once')
                expect(event['ptr'] % event['align'], 0)
                live[event['ptr']] = event['size']
                used = sum(max(8, -(-size // 8) * 8) for size in live.values())
                if spec not in ('log', 'log,fixed'):  # they leave old copies behind
                    expect(event['used'], used, spec)
            if event['event'] in ('reset', 'destroy'):
                expect(event['used'], 0)
        expect(len(live) > 50, True)


def the_log_in_the_documents_is_a_real_one():
    text = (ROOT / 'docs/arena.md').read_text()
    shown = re.search(r'\$ cellar (parse --alloc=log.*)\n((?:\{.*\n)+)', text)
    status, out, err = run(*shlex.split(shown[1]))
    expect((status, out), (0, ''))
    lines = [re.sub(r'"ptr":\d+', '"ptr":0', part) for part in (shown[2], err)]
    expect(lines[1][:len(lines[0])], lines[0])


def a_log_shows_what_is_refused():
    for spec, more in (('log,fault:3', []), ('log,fixed:24', []), ('log', ['--max-memory=24'])):
        status, _, err = run('parse', '--alloc=' + spec, *more, '-e', 'a+b')
        expect(status, 1)
        expect_in('refused 8 bytes, align 8, struct cel_token\n', err)


def logs_in_logs_each_tell():
    err = run('parse', '--alloc=log,log', '--emit=none', '-e', 'a')[2]
    lines = err.splitlines()
    expect((lines[0], len(lines)), (lines[1], 12))


def a_log_that_cannot_be_written():
    files = [str(p) for p in SAMPLES]
    wanted = run('parse', *files)
    for name, why in (('/dev/full', 'No space left on device'),
                      ('no/such/folder', 'No such file or directory'),
                      ('.', 'Is a directory'), ('no\x1b[31m/x', 'No such file')):
        status, out, err = run('parse', '--alloc=log', '--log=' + name, *files)
        expect((status, out), (2, wanted[1]), name)  # the run is not disturbed
        expect_in('cellar: ' + name.replace('\x1b', '\\x1b') + ': ' + why, err)
        expect(err.count('cellar: '), 1, 'it is said once')
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([CELLAR, 'parse', '--alloc=log', '-e', 'a'], stderr=full,
                              capture_output=False, stdout=subprocess.PIPE)
    expect((done.returncode, done.stdout), (2, b'ident a  @1:1\n'))


def options_of_the_log_need_a_log():
    for option in ('--log=x', '--log-format=json'):
        for spec in ([], ['--alloc=malloc']):
            status, out, err = run('parse', option, *spec, '-e', 'a')
            expect((status, out, os.path.exists('x')), (2, '', False))
            expect_in('--log and --log-format go with --alloc=log', err)
    status, out, err = run('parse', '--alloc=log', '--log-format=xml', '-e', 'a')
    expect((status, out), (2, ''))
    expect_in("--log-format takes text or json, not 'xml'", err)


def a_fault_fails_one_unit_and_the_next_is_parsed():
    lines = b'a+b\n' * 3
    for spec, valid in (('fault:9', 2), ('fault:14+', 1), ('fault:1', 2), ('fault:1+', 0),
                        ('fault:9,malloc', 2), ('fault-blocks:1+', 0), ('fault:1/1', 0)):
        status, out, err = run('parse', '-l', '--emit=tokens', '--alloc=' + spec, '-',
                               stdin=lines)
        expect((status, out.count('"a"'), err.count('E0105')), (1, valid, 3 - valid), spec)


def chance_is_the_same_each_time():
    lines = b'a+b\n' * 100
    def outcome(spec):
        return run('parse', '-l', '--emit=json', '--alloc=' + spec, '-', stdin=lines)[1]
    once = outcome('fault:1/50@7')
    expect(once, outcome('fault:1/50@7'))
    expect(once != outcome('fault:1/50@8'), True, 'another seed, other faults')
    expect(0 < once.count('E0105') < 60, True)


run_tests('check-alloc', globals())
