#!/usr/bin/env python3
"""mutate.py [OPTIONS] FOLDER: how many small faults in the library the tests notice.

--sample=N   N mutants drawn by --seed=S (1), instead of all
--only=TEXT  only mutants whose key contains it
--retry      those that have survived and are not listed once more
--quick      without the tests that take seconds: to look for what is missing in the others
--jobs=N     so many at a time (2)

Mutants are made by mutants.py and tried by killers.py, in copies of the sources below
FOLDER. Results go to FOLDER/results.csv, or sample.csv, as they come; a run that has been
stopped goes on where it was, and with a file that has changed since begins anew.

A mutant that does not compile is none, and one whose object code is that of the library is
equivalent: neither counts. tests/mutants.txt lists survivors with the reason why no test
kills them; those that do the same as the library ("The same: ...") do not count either. Of
all others at least 95 % must be killed. Of all mutants, none may survive that is not listed,
and none be listed that is gone or killed.
"""
import argparse
import collections
import concurrent.futures
import csv
import hashlib
import pathlib
import random
import sys
import threading
import time

import killers
import mutants

LIST = pathlib.Path('tests/mutants.txt')
PERCENT = 95
SAME = 'The same'
COLUMNS = ('outcome', 'by', 'seconds', 'kind', 'line', 'file_hash', 'key')


def listed():
    """Survivors that are known, by key, with the reason: keys, and below them, indented,
    the reason for all of them."""
    known, keys = {}, []
    for line in LIST.read_text().splitlines():
        if line.startswith('#') or not line.strip():
            continue
        if line.startswith(' '):
            known.update({key: line.strip() for key in keys})
            keys = []
        else:
            keys.append(line.strip())
    assert not keys, f'{LIST}: no reason for {keys}'
    return known


def file_hash(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()[:12]


def line_of(mutant):
    return pathlib.Path(mutant.file).read_bytes().count(b'\n', 0, mutant.start) + 1


def read_results(path, hashes):
    """The results so far that still hold, by key."""
    if not path.exists():
        return {}
    with path.open(newline='') as file:
        return {row['key']: row for row in csv.DictReader(file)
                if hashes.get(row['key'].split(' ')[0]) == row['file_hash']}


def counts(row):
    return row['outcome'] in ('killed', 'survived')


class Run:
    """Mutants, tried by several trees at a time."""

    def __init__(self, folder, jobs, quick, results, path):
        self.results, self.path = results, path
        self.lock, self.left = threading.Lock(), []
        folder.mkdir(parents=True, exist_ok=True)
        self.trees = [killers.Tree(folder / 'tree-0', quick)]
        self.trees += [self.trees[0].copy(folder / f'tree-{i}') for i in range(1, jobs)]

    def control(self, some):
        """Without tests nothing may be killed, and that must not be taken for good."""
        tree = self.trees[0]
        tests, tree.killers = tree.killers, [
            k._replace(command='true') for k in tree.killers if k.name.startswith('suites of')]
        rows = []
        for mutant in some:
            row = {'outcome': tree.try_mutant(mutant)[0], 'key': mutants.key(mutant)}
            rows += [row] if counts(row) else []
            if len(rows) == 3:
                break
        tree.killers = tests
        if not rows or judge(rows, {})[0] > 0:
            sys.exit('check-mutate: without tests mutants are killed all the same')
        return len(rows)

    def all(self, wanted, enough):
        """Tries mutants up to `enough` that count, and keeps the file up to date."""
        self.left, self.enough = list(reversed(wanted)), enough
        with concurrent.futures.ThreadPoolExecutor(len(self.trees)) as pool:
            workers = [pool.submit(self.work, tree) for tree in self.trees]
            concurrent.futures.wait(workers, return_when='FIRST_EXCEPTION')
            self.left = []  # where one has failed, the others end, too
        for worker in workers:
            worker.result()

    def next(self):
        with self.lock:
            if not self.left or sum(map(counts, self.results.values())) >= self.enough:
                return None
            return self.left.pop()

    def work(self, tree):
        while (mutant := self.next()) is not None:
            start = time.monotonic()
            outcome, by = tree.try_mutant(mutant)
            row = {'outcome': outcome, 'by': by, 'kind': mutant.kind,
                   'seconds': f'{time.monotonic() - start:.1f}', 'line': line_of(mutant),
                   'file_hash': file_hash(mutant.file), 'key': mutants.key(mutant)}
            with self.lock:
                self.results[row['key']] = row
                write_results(self.path, [row], 'a')
                if outcome == 'survived':
                    print(f'{mutant.file}:{row["line"]}: survived: {row["key"]}', flush=True)


def write_results(path, rows, mode):
    new = mode == 'w' or not path.exists()
    with path.open(mode, newline='') as file:
        writer = csv.DictWriter(file, COLUMNS)
        if new:
            writer.writeheader()
        writer.writerows(rows)


def judge(rows, known):
    """(the share in percent of those that count that are killed, the number of each
    outcome, the survivors that are not listed)."""
    number = collections.Counter(row['outcome'] for row in rows)
    survivors = [row['key'] for row in rows if row['outcome'] == 'survived']
    number['same'] = sum(known.get(key, '').startswith(SAME) for key in survivors)
    number['listed'] = sum(key in known for key in survivors) - number['same']
    tried = number['killed'] + number['survived'] - number['same']
    return (100 * number['killed'] / max(1, tried), number,
            sorted(key for key in survivors if key not in known))


def faults_of_list(rows, known, everything):
    """What is listed for nothing: it is gone, or killed."""
    killed = {row['key']: row['by'] for row in rows if row['outcome'] == 'killed'}
    return [f'{LIST}: gone: {key}' for key in sorted(known.keys() - everything)] + \
        [f'{LIST}: killed by {killed[key]}: {key}' for key in sorted(known) if key in killed]


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--sample', type=int)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--only', default='')
    parser.add_argument('--retry', action='store_true')
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--jobs', type=int, default=2)
    return parser.parse_args()


def main():
    options, known = arguments(), listed()
    everything = mutants.everything()
    assert len(everything) > 1000, 'hardly any mutants: are the sources read?'
    wanted = [m for m in everything if options.only in mutants.key(m)]
    name = 'results.csv' if options.sample is None else 'sample.csv'
    path = options.folder / name
    hashes = {file: file_hash(file) for file in mutants.sources()}
    results = {} if options.sample else read_results(path, hashes)
    if options.retry:
        results = {key: row for key, row in results.items()
                   if row['outcome'] != 'survived' or key in known}
    random.Random(options.seed).shuffle(wanted)
    run = Run(options.folder, options.jobs, options.quick, results, path)
    control = run.control(wanted)
    write_results(path, results.values(), 'w')
    start = time.monotonic()
    run.all([m for m in wanted if mutants.key(m) not in results],
            options.sample or len(wanted))
    keys = set(map(mutants.key, wanted))
    rows = [row for key, row in results.items() if key in keys]
    check = 'check-mutate' if options.sample else 'mutate'
    share, number, unknown = judge(rows, known)
    faults = faults_of_list(rows, known, set(map(mutants.key, everything)))
    print(*[f'survived: {key}' for key in unknown], *faults, sep='\n')
    print(f'{check}: {len(everything)} mutants, {len(rows)} drawn by seed {options.seed}: '
          f'{number["invalid"]} do not compile, {number["equivalent"]} have the same object '
          f'code, {number["killed"] + number["survived"]} tried in '
          f'{(time.monotonic() - start) / 60:.0f} minutes')
    print(f'{check}: {number["killed"]} killed; of {number["survived"]} survivors '
          f'{number["same"]} do the same, {number["listed"]} are listed for other reasons, '
          f'{len(unknown)} are not listed; without tests {control} of {control} survived')
    print(f'{check}: {share:.1f} % of those that do not do the same are killed '
          f'({PERCENT} % needed)')
    sys.exit(share < PERCENT or bool(faults) or bool(unknown and options.sample is None))


main()
