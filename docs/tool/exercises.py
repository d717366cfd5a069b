"""exercises.py: whether each starter fails and each solution passes.

An exercise is a folder with a README.md, whose first ```sh block is how to try it at the
top of the checkout: `cc -std=c11 ... starter.c ... && PROGRAM`. The solution is compiled
in the starter's place, with sanitizers. A test prints lines with FAILED and exits with 1,
or says passed.
"""
import re

from marks import Wrong

SHELL = re.compile(r'^```sh\n(.*?)^```', re.S | re.M)
SANITIZE = '-g -fsanitize=address,undefined -fno-sanitize-recover=all'


def commands(text):
    """The two commands of a README: what compiles, what runs."""
    block = SHELL.search(text)
    if not block:
        raise Wrong('no ```sh block says how to try it')
    words = ' '.join(block[1].replace('\\\n', ' ').split())
    parts = words.split(' && ')
    if len(parts) != 2 or not parts[0].startswith('cc -std=c11 ') or \
            words.count('starter.c') != 1:
        raise Wrong(f'`{words}`: cc -std=c11 ... starter.c ... && PROGRAM is wanted')
    return parts


def compiled(runner, compile_it, what):
    status, output = runner.run(compile_it)
    if status or output:
        raise Wrong(f'{what} does not compile without a word: {output.strip()}')


def check(runner, path):
    """Raises Wrong if an exercise does not do what it should."""
    compile_it, run_it = commands((path / 'README.md').read_text(encoding='utf-8'))
    solve_it = compile_it.replace('starter.c', 'solution.c')
    runner.forget()
    compiled(runner, compile_it, 'starter.c')
    status, output = runner.run(run_it)
    if status == 0:
        raise Wrong('the starter passes')
    if status != 1 or 'FAILED' not in output:
        raise Wrong(f'the starter does not fail by a test (exit status {status}): '
                    f'{output.strip()}')
    runner.forget()
    compiled(runner, solve_it.replace('cc -std=c11', f'cc -std=c11 {SANITIZE}'), 'solution.c')
    status, output = runner.run(run_it)
    if status or 'passed' not in output or 'FAILED' in output:
        raise Wrong(f'the solution fails (exit status {status}): {output.strip()}')
    runner.forget()
