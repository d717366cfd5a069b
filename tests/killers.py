"""killers.py: what runs against a mutant: the tests, the quick ones first.

A mutant lives in a copy of the sources, never in the work tree: its file is compiled
there, linked before the library it is a part of, and written back as it was. A test kills
it by failing, by crashing or by taking far longer than without it.
"""
import collections
import copy
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import time

import mutants

PLAIN, ASAN = 'build', 'build/asan'
MEMORY = 2 << 30  # bytes; a mutant that goes on for ever would take them all
FLAGS = {PLAIN: '-O2 -DNDEBUG', ASAN: '-O1 -fno-omit-frame-pointer '
         '-fsanitize=address,undefined -fno-sanitize-recover=all'}
COPIED = [*mutants.FOLDERS, 'cli', 'bench', 'tests', 'docs', 'samples', 'completions',
          'Makefile', 'install.mk', 'cellar.h', 'exported.h', 'cellar.pc.in']
SLOW = ('contract_alignment_at_the_limit', 'diag_rendering', 'diag_rendering_of_anything',
        'diag_rendering_long_lines', 'emit_doubles', 'emit_deep_trees')
SLOWEST = 'parser_long_inputs'
TEXTS = ('errors, human', 'errors, json', 'shapes', 'mistakes')
NOT_QUICK = {'slow suites', 'slowest suite', 'unparse', 'faults', 'faults, broken', 'alloc',
             'formats'}
VALID, BROKEN, ALL = 'samples/*.cel', 'samples/broken/*.cel', 'samples/*.cel samples/broken/*.cel'

# name; program: it is linked again with the mutant; command: {} is the program; same:
# what it prints must be what it prints without the mutant; build: PLAIN or ASAN.
Killer = collections.namedtuple('Killer', 'name program command same build')


def quick_suites(tree):
    """The names of the quick suites, by floor, but those of the benchmark."""
    by_floor = collections.defaultdict(list)
    for floor, name in re.findall(r'^SUITE\((\w+), (\w+)\)',
                                  (tree / 'tests/suites.def').read_text(), re.M):
        name = f'{floor}_{name}'
        if name not in (*SLOW, SLOWEST) and floor not in ('bench', 'explain'):
            by_floor[floor if floor in mutants.FOLDERS else 'arena'].append(name)
    return by_floor


def plain(name, suites, build=PLAIN):
    return Killer(name, 'tests/plain', '{} -1 ' + ' '.join(suites), False, build)


def killers_of(tree):
    """All killers. The suites are split, so that a mutant meets its own floor's first."""
    by_floor = quick_suites(tree)
    quick = [name for names in by_floor.values() for name in names]
    found = [plain(f'suites of {floor}', names) for floor, names in by_floor.items()]
    for form in ('human', 'short', 'json', 'sarif'):
        found.append(Killer(f'errors, {form}', 'cellar', f'{{0}} parse --error-format={form} '
                            f'{BROKEN}; [ $? = 1 ]', True, PLAIN))
    shapes = ' && '.join(f'{{0}} parse --lines {form} tests/golden/shapes.lines || [ $? = 1 ]'
                         for form in ('--emit=json', '--emit=dot', '--emit=tokens',
                                      '--emit=tree', '--emit=cel', '--expand'))
    found.append(Killer('shapes', 'cellar', shapes, True, PLAIN))
    found.append(Killer('mistakes', 'cellar', '{0} parse --lines --emit=json '
                        'tests/golden/mistakes.lines; [ $? = 1 ]', True, PLAIN))
    for spec in ('arena', 'malloc', 'slab', 'fixed', 'host'):
        found.append(Killer(f'trees, {spec}', 'cellar', f'{{0}} parse --alloc={spec} {VALID} '
                            f'&& {{0}} parse --expand --alloc={spec} {VALID}', True, PLAIN))
    return found + [
        Killer('edits', 'tests/edits', '{} -n 2000 ' + ALL, False, PLAIN),
        Killer('warm', 'tests/warm', '{} ' + VALID, False, PLAIN),
        Killer('fixed', 'tests/fixed', '{} ' + VALID, False, PLAIN),
        Killer('laws', 'tests/laws', '{} -n 200', False, PLAIN),
        Killer('unparse', 'tests/unparse', '{} -n 20 samples/s*.cel', False, PLAIN),
        Killer('faults', 'tests/faults', '{} -s samples/i*.cel samples/syntax-m*.cel '
               'samples/lexis-o*.cel samples/broken/b*.cel', False, PLAIN),
        Killer('faults, broken', 'tests/faults', '{} -s samples/broken/*.cel '
               'samples/syntax-long-c*.cel', False, PLAIN),
        plain('slow suites', SLOW),
        plain('suites, sanitized', quick, ASAN),
        Killer('edits, sanitized', 'tests/edits', '{} -n 1000 ' + ALL, False, ASAN),
        plain('slowest suite', [SLOWEST]),
        Killer('alloc', 'cellar', 'python3 tests/alloc.py {}', False, PLAIN),
        Killer('formats', 'cellar', 'python3 tests/formats.py {}', False, PLAIN),
    ]


def seconds_of_children():
    times = os.times()
    return times.children_user + times.children_system


def shell(tree, command, **options):
    return subprocess.run(['sh', '-c', command], cwd=tree, capture_output=True, text=True,
                          errors='replace', **options)


def copy_sources(to):
    """Copies what is compiled and read; what was built there stays."""
    for name in COPIED:
        source, target = pathlib.Path(name), to / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
            continue
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns('__pycache__'))


class Tree:
    """A copy of the sources, built, in which one mutant at a time is tried."""

    def __init__(self, path, quick):
        self.path = pathlib.Path(path)
        copy_sources(self.path)
        self.killers = [k for k in killers_of(self.path) if not quick or
                        k.build == PLAIN and k.name not in NOT_QUICK]
        self.links, self.objects, self.limits = {}, {}, {}
        self.shown, self.unchanged = {}, {}
        for build in (PLAIN, ASAN):
            self.make(build)
        self.measure()

    def copy(self, path):
        """Another one, which is not built and measured again."""
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.path, path)
        other = copy.copy(self)
        other.path, other.unchanged = pathlib.Path(path), {}
        return other

    def make(self, build):
        programs = sorted({f'{build}/{k.program}' for k in self.killers if k.build == build})
        if not programs:
            return
        make = ['make', '-j2', '--no-print-directory', f'BUILD={build}', f'CFLAGS={FLAGS[build]}']
        subprocess.run([*make, *programs], cwd=self.path, check=True,
                       stdout=subprocess.DEVNULL)
        shown = subprocess.run([*make, '-n', '-W', f'{build}/libcellar.a', *programs],
                               cwd=self.path, check=True, capture_output=True, text=True)
        for line in shown.stdout.splitlines():
            found = re.search(r' -o (\S+) .*libcellar\.a', line)
            if found and found[1] in programs:
                self.links[found[1]] = line.lstrip('@ ')
        assert set(programs) <= set(self.links), f'{programs}: how are they linked?'
        for file in self.path.glob(f'{build}/**/*.d'):
            if file.parts[len(self.path.parts) + build.count('/') + 1] in mutants.FOLDERS:
                self.needs(file, build)

    def needs(self, file, build):
        """Notes which objects of the library are made anew when a file changes."""
        rule = file.read_text().replace('\\\n', ' ').splitlines()[0]
        target, sources = rule.split(':', 1)
        for source in {os.path.normpath(source) for source in sources.split()}:
            self.objects.setdefault((build, source), []).append((target, sources.split()[0]))

    def compile(self, file, build, to):
        """Compiles what a file is a part of; the objects, or None: it does not compile."""
        made = []
        for target, source in self.objects[build, file]:
            made.append(f'{to}/{target.replace("/", "-")}')
            if shell(self.path, f'cc -std=c11 -I. {FLAGS[build]} -Werror=return-type -c -o '
                                f'{made[-1]} {source}').returncode != 0:
                return None
        return made

    def measure(self):
        """Runs all killers on the library as it is: how long they take, what they print."""
        for killer in self.killers:
            start = seconds_of_children()
            outcome, shown = self.run(killer, f'{killer.build}/{killer.program}', 200)
            assert outcome == '', f'{killer.name} fails without a mutant: {outcome}\n{shown}'
            self.limits[killer.name] = int(2 + 4 * (seconds_of_children() - start))
            self.shown[killer.name] = shown

    def run(self, killer, program, seconds):
        """How a killer fails, '' if it does not, and what it prints."""
        memory = '' if killer.build == ASAN else f'--as={MEMORY} '
        command = (f'ulimit -c 0; exec prlimit {memory}--cpu={seconds} --fsize={64 << 20} '
                   f'sh -c {shlex.quote(killer.command.format(*[program] * 2))}')
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(
                ['sh', '-c', command], cwd=self.path, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True,
                env={**os.environ, 'ASAN_OPTIONS': 'detect_leaks=1:allocator_may_return_null=1'})
            try:
                status = process.wait(10 * seconds + 20)
            except subprocess.TimeoutExpired:
                status = 'time'
            finally:
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                process.wait()
            output.seek(0)
            shown = output.read(1 << 24)
        if status == 0 and killer.same and self.shown.get(killer.name, shown) != shown:
            return 'prints something else', shown
        return ('' if status == 0 else f'status {status}'), shown

    def code(self, file, build):
        """The bytes of the objects that a file is a part of, as they are without a mutant."""
        if file not in self.unchanged:
            with tempfile.TemporaryDirectory() as folder:
                made = self.compile(file, build, folder)
                self.unchanged[file] = [pathlib.Path(p).read_bytes() for p in made]
        return self.unchanged[file]

    def order(self, mutant):
        """The killers: first what the program prints, hundredths of a second, and the suites
        of the mutant's own floor."""
        floor = {'ast': 'parser'}.get(mutant.file.split('/')[0], mutant.file.split('/')[0])
        first = [(f'suites of {floor}',), TEXTS, ()] if floor == 'arena' else \
            [TEXTS, (f'suites of {floor}',), ()]
        return sorted(self.killers, key=lambda k: next(
            (i for i, names in enumerate(first) if k.name in names), len(first)))

    def try_mutant(self, mutant):
        """('killed', by), ('survived', ''), ('equivalent', '') or ('invalid', '')."""
        path = self.path / mutant.file
        before = path.read_bytes()
        unchanged = self.code(mutant.file, PLAIN)
        try:
            path.write_bytes(before[:mutant.start] + mutant.after.encode() +
                             before[mutant.end:])
            with tempfile.TemporaryDirectory() as folder:
                return self.kill(mutant, unchanged, folder)
        finally:
            path.write_bytes(before)

    def kill(self, mutant, unchanged, folder):
        made, linked = {PLAIN: self.compile(mutant.file, PLAIN, folder)}, set()
        if made[PLAIN] is None:
            return 'invalid', ''
        if [pathlib.Path(p).read_bytes() for p in made[PLAIN]] == unchanged:
            return 'equivalent', ''
        for killer in self.order(mutant):
            if killer.build not in made:
                made[killer.build] = self.compile(mutant.file, killer.build, folder)
            program = f'{killer.build}/{killer.program}'
            here = f'{folder}/{program.replace("/", "-")}'
            if here not in linked:
                linked.add(here)
                command = self.links[program].replace(f'-o {program} ', f'-o {here} ').replace(
                    f'{killer.build}/libcellar.a',
                    ' '.join(made[killer.build]) + f' {killer.build}/libcellar.a')
                done = shell(self.path, command)
                assert done.returncode == 0, done.stderr
            outcome, _ = self.run(killer, here, self.limits[killer.name])
            if outcome:
                return 'killed', f'{killer.name}: {outcome}'
        return 'survived', ''
