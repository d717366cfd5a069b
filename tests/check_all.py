#!/usr/bin/env python3
"""check_all.py FOLDER --alone TARGET... --together TARGET...: runs checks and says what
each found.

Checks that measure time run alone, the others two at a time. A check that fails does not
end the run: all faults are in the table, and the run fails. Each target's output goes to
FOLDER/TARGET.log; its lines `check-NAME: ...` with a number are its figures, and one that
has none of its own has done nothing and fails.
"""
import argparse
import concurrent.futures
import csv
import os
import pathlib
import re
import signal
import subprocess
import sys
import textwrap
import time

FIGURES = re.compile(r'^(check-[a-z0-9-]+): (.*\d.*)$', re.M)
WIDTH = 88
LIMIT = 1800  # seconds: what takes longer hangs


def make(target, log):
    """What `make` says of a target: its status, or None where it hangs."""
    with open(log, 'w', encoding='utf-8') as file:
        job = subprocess.Popen(['make', '--no-print-directory', target], stdout=file,
                               stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                               start_new_session=True)
        try:
            return job.wait(LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(job.pid, signal.SIGKILL)
            job.wait()
            return None


def outcome(target, status, found):
    """'passed', 'skipped', or why it failed."""
    own = [figures for check, figures in found
           if check in (target, target.removesuffix('-all'))]
    if status is None:
        return f'FAILED: no end after {LIMIT} s'
    if status != 0:
        return f'FAILED: status {status}'
    if not own:
        return 'FAILED: no figures, it did nothing'
    return 'skipped' if any('SKIPPED' in figures for figures in own) else 'passed'


def run(folder, target):
    """(target, seconds, outcome, [(check, what it found)])"""
    log, begin = folder / f'{target}.log', time.monotonic()
    status = make(target, log)
    seconds = time.monotonic() - begin
    text = log.read_text(encoding='utf-8', errors='replace')
    found = FIGURES.findall(text)
    result = outcome(target, status, found)
    print(f'{seconds:6.0f} s  {target:21}{result}', flush=True)
    if result.startswith('FAILED'):
        print(textwrap.indent('\n'.join(text.splitlines()[-20:]), ' ' * 4), flush=True)
    return target, seconds, result, found


def run_all(folder, alone, together):
    """The results in the order of the arguments."""
    results = [run(folder, target) for target in alone]
    with concurrent.futures.ThreadPoolExecutor(2) as lanes:
        return results + list(lanes.map(lambda target: run(folder, target), together))


def show(results):
    for target, seconds, result, found in results:
        print(f'{target:21}{seconds:5.0f} s  {result}')
        for check, figures in found:
            named = figures if check == target else f'{check}: {figures}'
            print(textwrap.fill(named, WIDTH, initial_indent=' ' * 4,
                                subsequent_indent=' ' * 6))


def write(path, results):
    with open(path, 'w', encoding='utf-8', newline='') as file:
        rows = csv.writer(file, lineterminator='\n')
        rows.writerow(['check', 'found'])
        for _, _, _, found in results:
            rows.writerows(found)


def main():
    parser = argparse.ArgumentParser(description='All checks, and a table of their figures.')
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--alone', nargs='*', default=[])
    parser.add_argument('--together', nargs='*', default=[])
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    results = run_all(options.folder, options.alone, options.together)
    outcomes = [result for _, _, result, _ in results]
    passed, skipped = outcomes.count('passed'), outcomes.count('skipped')
    failed = len(outcomes) - passed - skipped
    show(results)
    if failed == 0:
        write(options.folder / 'checks.csv', results)
    print(f'check-all: {passed} passed, {failed} failed, {skipped} skipped, '
          f'{(time.monotonic() - begin) / 60:.0f} minutes')
    sys.exit(failed > 0 or passed == 0)


if __name__ == '__main__':
    main()
