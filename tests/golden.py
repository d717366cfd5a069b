#!/usr/bin/env python3
"""golden.py [--write] CELLAR: the samples against their expected output.

tests/golden/NAME.tree holds what `cellar parse` prints of samples/NAME.cel: the tree of a
valid one, the message of a broken one. Every backend must print the same, and the same
JSON, which must be JSON. --write makes the files anew, to be looked at in a diff.
"""
import json
import pathlib
import subprocess
import sys

BACKENDS = ('arena', 'malloc', 'slab', 'fixed', 'host')


def run(cellar, sample, *options):
    return subprocess.run([cellar, 'parse', *options, str(sample)], capture_output=True)


def check(cellar, sample, golden):
    """What is wrong with a sample, or None."""
    broken = 'broken' in sample.parts
    for backend in BACKENDS:
        got = run(cellar, sample, '--alloc=' + backend)
        if got.returncode != (1 if broken else 0):
            return f'{backend}: exit status {got.returncode}'
        if (got.stderr if broken else got.stdout) != golden.read_bytes():
            return f'{backend}: differs from {golden}'
        if broken and got.stdout:
            return f'{backend}: a broken unit prints a tree'
    answers = [run(cellar, sample, '--emit=json', '--alloc=' + b) for b in BACKENDS]
    if any(a.stdout != answers[0].stdout or a.stderr for a in answers):
        return 'the backends give different JSON, or messages beside it'
    answer = json.loads(answers[0].stdout)
    if ('errors' if broken else 'expr') not in answer:
        return 'JSON of the wrong kind'
    expanded = [run(cellar, sample, '--expand', '--alloc=' + b).stdout for b in BACKENDS]
    if any(e != expanded[0] for e in expanded):
        return 'the backends expand differently'
    return None


def main():
    write = '--write' in sys.argv
    cellar = sys.argv[-1]
    samples = sorted(pathlib.Path('samples').rglob('*.cel'))
    folder = pathlib.Path('tests/golden')
    failed = 0
    for sample in samples:
        golden = folder / sample.relative_to('samples').with_suffix('.tree')
        if write:
            golden.parent.mkdir(parents=True, exist_ok=True)
            got = run(cellar, sample)
            golden.write_bytes(got.stdout or got.stderr)
            continue
        fault = check(cellar, sample, golden) if golden.exists() else f'no {golden}'
        if fault:
            failed += 1
            print(f'{sample}: {fault}')
    wanted = {folder / s.relative_to('samples').with_suffix('.tree') for s in samples}
    for stray in set(folder.rglob('*.tree')) - wanted:
        failed += 1
        print(f'{stray}: there is no such sample')
    valid = [s for s in samples if 'broken' not in s.parts]
    if len(valid) < 40:
        failed += 1
        print('fewer than 40 samples')
    print(f'check-golden: {len(samples)} samples, {len(BACKENDS)} backends, {failed} failed')
    sys.exit(failed > 0)


main()
