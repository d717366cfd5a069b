#!/usr/bin/env python3
"""check_all.py FOLDER --alone TARGET... --together TARGET...: runs checks and says what
each found.

Checks that measure time run alone, the others two at a time. A check that fails does not
end the run: all faults are in the table, and the run fails. Each target's output goes to
FOLDER/TARGET.log; its lines that begin with its name and a colon are its figures.
"""
import argparse
import concurrent.futures
import csv
import pathlib
import re
import subprocess
import sys
import textwrap
import time

FIGURES = re.compile(r'^(check-[a-z0-9-]+): (.*\d.*)$', re.M)
WIDTH = 88


def run(folder, target):
    """(target, seconds, whether it passed, [(check, what it found)])"""
    log, begin = folder / f'{target}.log', time.monotonic()
    with open(log, 'w', encoding='utf-8') as file:
        done = subprocess.run(['make', '--no-print-directory', target], stdout=file,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    seconds = time.monotonic() - begin
    found = FIGURES.findall(log.read_text(encoding='utf-8', errors='replace'))
    passed = done.returncode == 0 and found != []
    print(f'{"ok" if passed else "FAILED":7}{seconds:6.0f} s  {target}', flush=True)
    if not passed:
        print(''.join(f'    {line}\n' for line in log.read_text().splitlines()[-20:]),
              end='' if found else '    no figures: it did nothing\n', flush=True)
    return target, seconds, passed, found


def run_all(folder, alone, together):
    """The results in the order of the arguments."""
    results = [run(folder, target) for target in alone]
    with concurrent.futures.ThreadPoolExecutor(2) as lanes:
        return results + list(lanes.map(lambda target: run(folder, target), together))


def show(results):
    for target, seconds, passed, found in results:
        print(f'{target:21}{seconds:5.0f} s  {"" if passed else "FAILED"}')
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
    failed = sum(not passed for _, _, passed, _ in results)
    show(results)
    write(options.folder / 'checks.csv', results)
    print(f'check-all: {len(results) - failed} passed, {failed} failed, '
          f'{(time.monotonic() - begin) / 60:.0f} minutes')
    sys.exit(failed > 0 or not results)


if __name__ == '__main__':
    main()
