#!/usr/bin/env python3
"""races.py CELLAR: the program, built with ThreadSanitizer, over a tree with threads.

First that the sanitizer is there: a program without it would have no races to show.
"""
import os
import pathlib
import subprocess

from command import CELLAR, expect, run, run_tests

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / 'samples').rglob('*.cel'))
YAML = sorted((ROOT / 'samples').rglob('*.yaml'))


def make_tree():
    for i in range(300):
        sample = SAMPLES[i % len(SAMPLES)]
        pathlib.Path(f't/{i % 9}').mkdir(parents=True, exist_ok=True)
        os.symlink(sample, f't/{i % 9}/{i}.cel')
    for i, sample in enumerate(YAML):
        os.symlink(sample, f't/{i % 9}/{i}.yaml')
    os.symlink('nowhere', 't/5/dangling.cel')


def the_sanitizer_is_built_in():
    symbols = subprocess.run(['nm', CELLAR], capture_output=True, text=True).stdout
    expect('__tsan_init' in symbols, True, 'built with -fsanitize=thread')


def no_thread_touches_what_is_anothers():
    make_tree()
    for form in (['--emit=json'], ['--emit=tree'], ['--error-format=sarif'],
                 ['--emit=none', '--stats']):
        for spec in ('arena', 'malloc'):
            program = ['parse', *form, f'--alloc={spec}', 't']
            status, out, err = run(*program, '-j4')
            expect('ThreadSanitizer' in err, False, err[:2000])
            if '--stats' not in form:
                expect((status, out, err), run(*program), form)


def nor_when_files_are_far_ahead():
    os.mkfifo('pipe')
    for i in range(1500):
        pathlib.Path(f'{i}.cel').write_text('a +' if i % 7 == 0 else 'a')
    command = [CELLAR, 'parse', '-j4', '--error-format=short', 'pipe', '.']
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        with open('pipe', 'wb') as pipe:
            pipe.write(b'a')
        out, err = child.communicate(timeout=120)
    expect((child.returncode, err.count(b'\n'), b'ThreadSanitizer' in err),
           (1, 215, False), err[:2000])


run_tests('check-races', globals(), besides=['make_tree'])
