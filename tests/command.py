"""command.py: tests of the program's command line, for the files that hold them.

Each test is a function; run(...) is one call of the program, whose path is the last
argument. ASAN=1 in the environment says that it is slow and uses more memory.
"""
import os
import signal
import subprocess
import sys
import tempfile

CELLAR = os.path.abspath(sys.argv[-1])
# A shell's background ignores interrupts, nohup hangups. This file goes on doing so, but a
# signal that is caught, not ignored, is as ever for the programs started here.
for number in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(number) == signal.SIG_IGN:
        signal.signal(number, lambda *_: None)
SLOW = bool(os.environ.get('ASAN'))


def run(*args, stdin=b'', **options):
    options.setdefault('timeout', 120)
    done = subprocess.run([CELLAR, *args], input=stdin, capture_output=True, **options)
    return done.returncode, done.stdout.decode('utf-8', 'replace'), \
        done.stderr.decode('utf-8', 'replace')


def expect(got, wanted, what=''):
    if got != wanted:
        raise AssertionError(f'{what}\n  got    {got!r:.1000}\n  wanted {wanted!r:.1000}')


def expect_in(part, text):
    if part not in text:
        raise AssertionError(f'no {part!r} in {text!r:.1000}')


def run_tests(check, names, besides=(), folders=True):
    """Runs every function of a file, each in a fresh folder or all in this, and exits."""
    tests = [(name, test) for name, test in names.items()
             if callable(test) and test.__module__ == names['__name__'] and
             name not in besides]
    failed, here = 0, os.getcwd()
    for name, test in tests:
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            os.chdir(folder if folders else here)
            try:
                test()
            except (AssertionError, subprocess.TimeoutExpired, ValueError) as fault:
                failed += 1
                print(f'{name}: {fault}')
            os.chdir(here)
    print(f'{check}: {len(tests) - failed} passed, {failed} failed')
    sys.exit(failed > 0 or not tests)
