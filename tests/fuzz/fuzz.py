#!/usr/bin/env python3
"""fuzz.py: runs fuzz targets, and collects what they have found out.

  fuzz.py run BUILD SECONDS [TARGET...]    each target for that long, and a table
  fuzz.py collect BUILD                    minimised corpora to tests/fuzz/corpus/, and
                                           the runs' figures to tests/fuzz/results.csv

FUZZ_JOBS in the environment is how many targets run at once, 1 by default. What a run
knows is in BUILD/fuzz/: the corpora, a log a target, runs.csv, and in found/ the inputs
that break something; such an input ends the run of its target, and is status 1."""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading
import time

import corpus

FIELDS = ['target', 'executions', 'seconds', 'edges', 'inputs']
RESULTS = pathlib.Path('tests/fuzz/results.csv')
# The slowest input may take this many seconds; sanitizers and a busy machine count in.
SLOWEST = 60
# AddressSanitizer keeps freed memory out of use, by default 256 MB of it for each process.
LESS_KEPT = {'ASAN_OPTIONS': 'quarantine_size_mb=64'}
LONGEST_KEPT = 600  # bytes of an input that is collected


def read_rows(path):
    if not path.exists():
        return []
    with path.open(newline='') as file:
        return [{**row, **{k: int(row[k]) for k in FIELDS[1:]}}
                for row in csv.DictReader(file)]


def write_rows(path, rows):
    with path.open('w', newline='') as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator='\n')
        writer.writeheader()
        writer.writerows(rows)


def add(rows):
    """Rows of the same target as one: executions and seconds add up."""
    sums = {}
    for row in rows:
        old = sums.setdefault(row['target'], dict.fromkeys(FIELDS[1:], 0))
        sums[row['target']] = {
            'target': row['target'], 'executions': old['executions'] + row['executions'],
            'seconds': old['seconds'] + row['seconds'],
            'edges': max(old['edges'], row['edges']), 'inputs': row['inputs']}
    return sorted(sums.values(), key=lambda row: row['target'])


def show(rows):
    print(f'{"target":10} {"executions":>12} {"edges":>7} {"inputs":>7} {"hours":>7}')
    for row in rows:
        print(f'{row["target"]:10} {row["executions"]:12} {row["edges"]:7} '
              f'{row["inputs"]:7} {row["seconds"] / 3600:7.2f}')


class Fuzzing:
    """Targets being run, some at a time."""

    def __init__(self, build, seconds, targets):
        self.programs = pathlib.Path(build) / 'tests/fuzz'
        self.folder = pathlib.Path(build) / 'fuzz'
        self.seconds, self.targets = seconds, list(targets)
        self.broken, self.lock = [], threading.Lock()
        (self.folder / 'found').mkdir(parents=True, exist_ok=True)

    def command(self, target):
        words = corpus.TARGETS[target][0]
        dictionary = [f'-dict={self.programs / words}.dict'] if words else []
        return [self.programs / f'{target}.fuzz', self.folder / target, *dictionary,
                f'-max_total_time={self.seconds}',
                f'-artifact_prefix={self.folder}/found/{target}-', '-max_len=4112',
                f'-timeout={SLOWEST}', '-rss_limit_mb=3000', '-entropic=0',
                '-print_final_stats=1', '-reload=0']

    def run(self, target):
        corpus.unpack(target, self.folder / target)
        start = time.monotonic()
        log = self.folder / f'{target}.log'
        with log.open('wb') as file:
            done = subprocess.run(self.command(target), stdout=file, stderr=file,
                                  stdin=subprocess.DEVNULL, env={**LESS_KEPT, **os.environ})
        self.note(target, log.read_text(errors='replace'), round(time.monotonic() - start),
                  done.returncode)

    def note(self, target, log, seconds, status):
        executions = re.findall(r'stat::number_of_executed_units: (\d+)', log)
        edges = [int(n) for n in re.findall(r'\bcov: (\d+)', log)]
        row = {'target': target, 'executions': int(executions[-1]) if executions else 0,
               'seconds': seconds, 'edges': max(edges, default=0),
               'inputs': len(list((self.folder / target).iterdir()))}
        with self.lock:
            path = self.folder / 'runs.csv'
            write_rows(path, [*read_rows(path), row])
            if status != 0 or row['executions'] == 0:
                self.broken.append(target)
                print(f'{target}: broken, see {self.folder / target}.log')
                print('\n'.join(log.splitlines()[-20:]))

    def work(self):
        while True:
            with self.lock:
                if not self.targets:
                    return
                target = self.targets.pop(0)
            self.run(target)

    def run_all(self, jobs):
        names = set(self.targets)
        threads = [threading.Thread(target=self.work) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        show([row for row in add(read_rows(self.folder / 'runs.csv'))
              if row['target'] in names])
        return 1 if self.broken else 0


def minimise(program, folder, target):
    """The fewest inputs of a corpus that reach all that it reaches."""
    small = folder / f'{target}.small'
    shutil.rmtree(small, ignore_errors=True)
    small.mkdir()
    subprocess.run([program, '-merge=1', f'-max_len={LONGEST_KEPT}', '-use_counters=0',
                    f'-timeout={SLOWEST}', small, folder / target], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return [path.read_bytes() for path in small.iterdir()]


def collect(build):
    folder = pathlib.Path(build) / 'fuzz'
    taken = folder / f'runs-{int(time.time())}.csv'
    if not (folder / 'runs.csv').exists():
        print('make fuzz-collect: there has been no run: make fuzz', file=sys.stderr)
        return 1
    (folder / 'runs.csv').rename(taken)  # a run that ends meanwhile is for the next time
    runs = read_rows(taken)
    for target in sorted({row['target'] for row in runs}):
        corpus.unpack(target, folder / target)
        inputs = minimise(pathlib.Path(build) / f'tests/fuzz/{target}.fuzz', folder, target)
        (corpus.FOLDER / f'{target}.txt').write_text(corpus.lines(inputs))
        for row in runs:
            if row['target'] == target:
                row['inputs'] = len(inputs)
    write_rows(RESULTS, add([*read_rows(RESULTS), *runs]))
    show(read_rows(RESULTS))
    return 0


def main():
    if sys.argv[1] == 'collect':
        return collect(sys.argv[2])
    targets = sys.argv[4:] or list(corpus.TARGETS)
    return Fuzzing(sys.argv[2], int(sys.argv[3]), targets).run_all(
        int(os.environ.get('FUZZ_JOBS', '1')))


sys.exit(main())
