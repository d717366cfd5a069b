"""marks.py: what belongs between the marks of a chapter (README.md here has them all).

Nothing of it is typed in: code comes from the sources by its name, a transcript from the
command, which is run again in a folder that looks like the checkout. A mark raises Wrong
where it cannot be filled in.
"""
import os
import pathlib
import re
import shlex
import subprocess
import tempfile

from symbols import NoSymbol, Source

MOST_CHANGED = 150
SECONDS = 300
LANGUAGES = {'.c': 'c', '.h': 'c', '.re': 'c', '.def': 'c', '.py': 'python', '.sh': 'sh',
             '.mk': 'make', '.cel': 'c'}


class Wrong(Exception):
    """What a mark asks for cannot be had."""


def fenced(text, language):
    """A fenced block, whatever is in it."""
    fence = '```'
    while fence in text:
        fence += '`'
    return f'{fence}{language}\n{text.rstrip()}\n{fence}\n'


class Runner:
    """Runs commands in a folder that has the checkout's files, and build/ beside them."""

    def __init__(self, root, build, folder):
        self.folder, self.done = pathlib.Path(folder), {}
        for path in root.iterdir():
            if path.name not in ('build', '.git'):
                (self.folder / path.name).symlink_to(path.resolve())
        (self.folder / 'build').symlink_to(build.resolve())
        self.environment = {'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TERM': 'dumb',
                            'HOME': str(self.folder)}

    def start(self, command, errors):
        try:
            done = subprocess.run(['sh', '-c', command], cwd=self.folder, timeout=SECONDS,
                                  env=self.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=errors)
        except subprocess.TimeoutExpired as error:
            raise Wrong(f'`{command}` takes more than {SECONDS} seconds') from error
        return done.returncode, done.stdout.decode('utf-8', 'replace')

    def run(self, command, errors=subprocess.STDOUT):
        """(exit status, what it prints). Raises Wrong if that tells where it ran."""
        if (command, errors) not in self.done:
            status, output = self.start(command, errors)
            if str(self.folder) in output:
                raise Wrong(f'`{command}` prints the folder that it runs in')
            if status in (126, 127) or status < 0:
                raise Wrong(f'`{command}` cannot be run, or is killed: {output.strip():.300}')
            self.done[command, errors] = status, output
        return self.done[command, errors]

    def forget(self):
        """What has been run may print something else from now on."""
        self.done.clear()


class Marks:
    """Fills in marks: each kind is a method, which takes the mark's words."""

    def __init__(self, root, runner):
        self.root, self.runner = root, runner
        self.pictures = {}  # file name: its text as it should be
        self.sources = {}

    def source(self, name):
        if name not in self.sources:
            try:
                self.sources[name] = Source(self.root / name)
            except OSError as error:
                raise Wrong(f'{name}: {error.strerror}') from error
        return self.sources[name]

    def part(self, name, word):
        try:
            return self.source(name).part(word)
        except NoSymbol as error:
            raise Wrong(f'{name} {error}') from error

    def code(self, words):
        """FILE PART...: the parts' text, in their order here."""
        name, *parts = shlex.split(words)
        if not parts:
            raise Wrong('code: FILE PART... is wanted')
        text = '\n\n'.join(self.part(name, part) for part in parts)
        return fenced(text, LANGUAGES.get(pathlib.Path(name).suffix, ''))

    def diff(self, words):
        """BEFORE AFTER [BEFORE AFTER]... [PART]: `-` stands for no file."""
        words = shlex.split(words)
        part = words.pop() if len(words) % 2 else None
        if not words:
            raise Wrong('diff: BEFORE AFTER... [PART] is wanted')
        text = ''.join(self.difference(*pair, part) for pair in zip(words[::2], words[1::2]))
        changed = len(re.findall(r'^[-+]', text, re.M)) - 2 * text.count('\n+++ ')
        if changed >= MOST_CHANGED:
            raise Wrong(f'diff: {changed} lines change; under {MOST_CHANGED} are wanted')
        if not text:
            raise Wrong('diff: nothing differs')
        return fenced(text, 'diff')

    def side(self, name, part):
        """One side of a difference. A part may be new, or gone."""
        if name == '-':
            return ''
        source = self.source(name)
        try:
            return source.part(part).rstrip() + '\n' if part else source.text
        except NoSymbol:
            return ''

    def difference(self, before, after, part):
        sides = self.side(before, part), self.side(after, part)
        if part and not any(sides):
            raise Wrong(f'neither {before} nor {after} has {part}')
        with tempfile.TemporaryDirectory() as folder:
            paths = [pathlib.Path(folder, name) for name in ('before', 'after')]
            for path, text in zip(paths, sides):
                path.write_text(text, encoding='utf-8')
            labels = [f'--label={name if name != "-" else "(no file)"}'
                      for name in (before, after)]
            done = subprocess.run(['diff', '-u', '-d', *labels, *paths], text=True,
                                  capture_output=True)
        if done.returncode > 1:
            raise Wrong(done.stderr.strip())
        return done.stdout

    def run(self, words):
        """COMMAND: a transcript."""
        status, output = self.runner.run(words)
        if output and not output.endswith('\n'):
            output += '\n'
        end = f'[exit status {status}]\n' if status else ''
        return fenced(f'$ {words}\n{output}{end}', 'console')

    def picture(self, words):
        """NAME.svg "WHAT IT SHOWS" COMMAND: a picture, made by the command."""
        match = re.fullmatch(r'([\w-]+\.svg) "([^"\]]+)" (.+)', words)
        if not match:
            raise Wrong('picture: NAME.svg "WHAT IT SHOWS" COMMAND is wanted')
        name, shown, command = match.groups()
        status, text = self.runner.run(command, subprocess.DEVNULL)
        if status or '</svg>' not in text:
            raise Wrong(f'`{command}` makes no picture (exit status {status})')
        if 'prefers-color-scheme' not in text:
            raise Wrong(f'`{command}` makes a picture for light alone')
        if self.pictures.setdefault(name, text) != text:
            raise Wrong(f'two pictures are named {name}')
        return f'[![{shown}](pictures/{name})](pictures/{name})\n'

    def number(self, words):
        """COMMAND => PATTERN: the only group of the only match in what it prints;
        COMMAND: all that it prints."""
        command, _, pattern = words.partition(' => ')
        status, output = self.runner.run(command)
        if status and not pattern:
            raise Wrong(f'`{command}` fails (exit status {status}): {output.strip():.300}')
        try:
            found = re.findall(pattern, output, re.M) if pattern else [output.strip()]
        except re.error as error:
            raise Wrong(f'{pattern}: {error}') from error
        if len(found) != 1 or not isinstance(found[0], str) or \
                not re.fullmatch(r'-?\d[\d.,]*', found[0]):
            raise Wrong(f'`{words}` gives {found[:3]}, not one number')
        return found[0].replace(',', '')
