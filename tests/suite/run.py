#!/usr/bin/env python3
"""run.py [OPTIONS] COMMAND [ARGUMENT...]: hold a CEL parser to this suite.

COMMAND is run once for each file, with the file's path behind its arguments, or in place
of an argument {}, or with the file on its standard input (--stdin). Exit status 0 says
that the text is accepted, 1 that it is rejected; any other status, a signal or no answer
in time is wrong for every file. README.md says what the files are.

Exit status 0: all as it must be; 1: something is wrong; 2: the runner cannot run.
"""
import argparse
import concurrent.futures
import csv
import os
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).resolve().parent
WRONG = {'accept': 'must be accepted', 'reject': 'must be rejected'}


def read_index(folder=FOLDER):
    """The rows of index.tsv: dictionaries with file, verdict, rule, note and cellar."""
    with open(folder / 'index.tsv', encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE))


def ask(path, command, stdin=False, reject=(1,), timeout=10):
    """What the parser makes of a file: 'accept', 'reject', or what went wrong."""
    if not stdin:
        command = [str(path) if part == '{}' else part for part in command] \
            if '{}' in command else [*command, str(path)]
    try:
        with open(path if stdin else os.devnull, 'rb') as text:
            done = subprocess.run(command, stdin=text, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=timeout)
    except subprocess.TimeoutExpired:
        return f'no answer in {timeout} s'
    status = done.returncode
    if status in reject:
        return 'reject'
    return 'accept' if status == 0 else \
        f'status {status}' if status > 0 else f'signal {-status}'


def ask_all(rows, command, folder=FOLDER, **options):
    """The rows, each with the parser's answer, in their order."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as lanes:
        answers = lanes.map(lambda row: ask(folder / row['file'], command, **options), rows)
        return list(zip(rows, answers))


def fault(row, answer):
    """What is wrong with an answer, or None."""
    if answer not in WRONG:
        return answer
    if row['verdict'] not in ('free', answer):
        return WRONG[row['verdict']]
    return None


def summary(answered):
    """Right answers by verdict, and wrong ones: '375 accepted, 428 rejected, ...'."""
    faults = [fault(row, answer) for row, answer in answered]
    right = [row['verdict'] for (row, _), what in zip(answered, faults) if what is None]
    return f'{right.count("accept")} accepted, {right.count("reject")} rejected, ' \
           f'{right.count("free")} free, {len(answered) - len(right)} wrong'


def main():
    parser = argparse.ArgumentParser(description='Hold a CEL parser to this suite.')
    parser.add_argument('--stdin', action='store_true',
                        help='the text comes on standard input')
    parser.add_argument('--reject', type=int, action='append', metavar='STATUS',
                        help='an exit status that says rejected (1); may be repeated')
    parser.add_argument('--timeout', type=float, default=10, metavar='SECONDS',
                        help='for one file (10)')
    parser.add_argument('--skip', action='append', default=[], metavar='RULE',
                        help='leave out the files about a rule; may be repeated')
    parser.add_argument('--free', action='store_true',
                        help='show the answers where a parser may choose, too')
    parser.add_argument('command', nargs=argparse.REMAINDER, metavar='COMMAND')
    options = parser.parse_args()
    rows = [row for row in read_index() if row['rule'] not in options.skip]
    if not options.command or not rows:
        parser.error('no command, or no files')
    try:
        answered = ask_all(rows, options.command, stdin=options.stdin,
                           reject=tuple(options.reject or [1]), timeout=options.timeout)
    except OSError as error:
        sys.exit(parser.error(str(error)))
    for row, answer in answered:
        what = fault(row, answer)
        if what or (options.free and row['verdict'] == 'free'):
            print(f'{row["file"]}: {what or answer} ({row["rule"]}: {row["note"]})')
    text = summary(answered)
    print(text)
    sys.exit(not text.endswith(' 0 wrong'))


if __name__ == '__main__':
    main()
