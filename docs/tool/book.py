#!/usr/bin/env python3
"""book.py --write | --check [--build DIR] [PAGE...]: the marked parts of docs/book/.

--write fills them in, --check says where one shows something else than it should: code,
differences, transcripts, pictures, numbers, and the contents and ways on between chapters.
Links are followed, exercises tried, and every number in the text must be covered.
docs/tool/README.md says how a mark is written.
"""
import argparse
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'bench'))

import exercises
import links
from figures import Figures, blanked, measured_numbers
from files import write
from marks import Marks, Runner, Wrong

BLOCK = re.compile(r'^<!-- (code|diff|run|picture|contents|next)(?:: ((?:(?!-->).)*?))? -->\n'
                   r'((?:(?!<!-- )[^\n]*\n)*?)^<!-- end -->$', re.M | re.S)
NUMBER = re.compile(r'<!-- number ([\w-]+): ((?:(?!-->).)*?) -->', re.S)
SHOWN = re.compile(r'<!-- =([\w-]+) -->([^<]*)<!-- end -->')
# Markdown ends a paragraph at a line that begins with a comment.
SPLITS = re.compile(r'^[ >]*<!-- =|(?:(?<=[^\n>]\n)|(?<=<!-- end -->\n)) *<!-- number ',
                    re.M)
KNOWN = re.compile('|'.join([BLOCK.pattern, NUMBER.pattern, SHOWN.pattern,
                             r'<!-- table:[^>]*? -->.*?<!-- end -->']), re.M | re.S)
CHAPTER = re.compile(r'(\d\d)-[\w-]+\.md')
PICTURES = pathlib.Path('docs/book/pictures')
# A number in the prose, but none that is part of a name or says which chapter it is.
DIGITS = re.compile(r'(?<![\w.,-])-?\d[\d.,]*(?<![.,])(?![\w-]*[A-Za-z])')
PLACES = re.compile(r'\b(?:chapters?|steps?|exercises?)\s+\d+(?:(?:,| and| to)\s+\d+)*', re.I)
ITEM = re.compile(r'^(?:#+ |\s*)\d+\. ', re.M)


def numbers(text):
    """{(offset, number)} of all numbers in the prose of a page, and of words like half."""
    text = blanked(text, links.CODE, links.TARGET, PLACES, ITEM)
    found = dict(measured_numbers(text))
    found.update((match.start(), match[0]) for match in DIGITS.finditer(text))
    return set(found.items())


def line_of(text, offset):
    return text.count('\n', 0, offset) + 1


class Book:
    """The book of a checkout: what its pages should be, and what is wrong with them."""

    def __init__(self, root, runner):
        self.root, self.folder = root, root / 'docs' / 'book'
        self.runner, self.marks = runner, Marks(root, runner)
        self.figures = Figures(root)
        self.faults = []
        self.counts = dict.fromkeys(('code', 'diff', 'run', 'picture', 'number', 'link',
                                     'exercise'), 0)
        self.texts = {path: path.read_text(encoding='utf-8')
                      for path in sorted([*self.folder.glob('*.md'),
                                          *self.folder.glob('exercises/*/README.md')])}
        self.chapters = [path for path in self.texts
                         if path.parent == self.folder and CHAPTER.fullmatch(path.name)]

    def name(self, path):
        return str(path.relative_to(self.root))

    def fault(self, path, line, text):
        self.faults.append(f'{self.name(path)}:{line}: {text}')

    def entry(self, path):
        """A chapter's link, by its title."""
        return f'[{links.title(self.texts[path])}]({path.name})'

    def contents(self, words):
        """[FIRST-LAST]: the chapters, each with what it is about."""
        first, last = map(int, words.split('-')) if words else (1, 99)
        return ''.join(f'- {self.entry(path)}: {links.gloss(self.texts[path])}\n'
                       for path in self.chapters
                       if first <= int(CHAPTER.fullmatch(path.name)[1]) <= last)

    def next(self, path):
        """The ways on from a chapter."""
        at = self.chapters.index(path)
        ways = [f'Back: {self.entry(other)}' for other in self.chapters[:at][-1:]]
        ways.append('[Contents](README.md)')
        ways += [f'Next: {self.entry(other)}' for other in self.chapters[at + 1:][:1]]
        return ' · '.join(ways) + '\n'

    def block(self, path, kind, words):
        """What belongs between two marks."""
        words = re.sub(r'\s*\n\s*', ' ', words or '')
        if kind == 'contents':
            return self.contents(words)
        if kind == 'next':
            return self.next(path)
        return getattr(self.marks, kind)(words)

    def defined(self, path, text):
        """{name: number} of a page's numbers."""
        found = {}
        for match in NUMBER.finditer(text):
            line = line_of(text, match.start())
            if match[1] in found:
                self.fault(path, line, f'number {match[1]} comes twice')
            try:
                found[match[1]] = self.marks.number(re.sub(r'\s*\n\s*', ' ', match[2]))
            except Wrong as error:
                found[match[1]] = None
                self.fault(path, line, f'number {match[1]}: {error}')
            if not re.search(f'<!-- ={match[1]} -->', text):
                self.fault(path, line, f'number {match[1]} is shown nowhere')
        return found

    def places(self, path, text):
        """Yields (start, end, what it is, what is wanted there)."""
        for match in BLOCK.finditer(text):
            self.counts[match[1]] = self.counts.get(match[1], 0) + 1
            try:
                wanted = self.block(path, match[1], match[2])
            except (Wrong, ValueError) as error:
                self.fault(path, line_of(text, match.start()), error)
                continue
            yield *match.span(3), f'{match[1]}: {match[2]}', wanted
        found = self.defined(path, text)
        for match in SHOWN.finditer(text):
            self.counts['number'] += 1
            if match[1] not in found:
                self.fault(path, line_of(text, match.start()), f'no number {match[1]}')
            elif found[match[1]] is not None:
                yield *match.span(2), f'number {match[1]}', found[match[1]]

    def filled(self, path, text):
        for start, end, _, wanted in sorted(self.places(path, text), reverse=True):
            text = text[:start] + wanted + text[end:]
        return self.figures.filled(self.name(path), text)

    def write(self):
        """Fills in all pages, and makes the pictures. All is run twice: what is something
        else each time cannot be checked."""
        for path, text in self.texts.items():
            filled = self.filled(path, text)
            known = list(self.faults)
            self.runner.forget()
            again = list(self.places(path, filled))
            self.faults = known
            for start, end, what, wanted in again:
                if filled[start:end] != wanted:
                    self.differs(path, line_of(filled, start), f'not twice the same: {what}',
                                 filled[start:end], wanted)
            if filled != text:
                write(path, filled)
                print(f'book: {path} is written')
        (self.root / PICTURES).mkdir(exist_ok=True)
        for name, text in self.marks.pictures.items():
            path = self.root / PICTURES / name
            if not path.exists() or path.read_text(encoding='utf-8') != text:
                write(path, text)
                print(f'book: {path} is written')

    def check(self, pages):
        """Notes what is wrong with these pages; without any, with the whole book."""
        self.check_pages(pages or self.texts)
        if not pages:
            self.check_left_over()
            self.check_chapters()
            self.check_exercises()

    def check_pages(self, pages):
        for path in pages:
            self.check_page(path, self.texts[path])
        self.check_pictures()
        self.faults += self.figures.faults

    def check_page(self, path, text):
        for start, end, what, wanted in self.places(path, text):
            if text[start:end] != wanted:
                self.differs(path, line_of(text, start), what, text[start:end], wanted)
        document = self.name(path)
        self.figures.compare(document, text)
        self.figures.scan(document, blanked(text, BLOCK, NUMBER, SHOWN, links.FENCE), numbers)
        for match in re.finditer('<!--', blanked(text, KNOWN)):
            words = text[match.start():].split('\n')[0]
            self.fault(path, line_of(text, match.start()),
                       f'no mark, or without its end: {words}')
        splits = [match.start() for match in SPLITS.finditer(blanked(text, links.FENCE))]
        splits += [match.end() for match in NUMBER.finditer(text)
                   if text[match.end()] != '\n']
        for offset in splits:
            self.fault(path, line_of(text, offset), 'the mark splits its paragraph')
        for line, target in links.links(text):
            self.counts['link'] += 1
            wrong = links.fault(self.root, document, target)
            if wrong:
                self.fault(path, line, wrong)

    def differs(self, path, line, what, shown, wanted):
        """Says at which line a part is not what it should be."""
        old, new = shown.splitlines(), wanted.splitlines()
        at = next((i for i, pair in enumerate(zip(old, new)) if pair[0] != pair[1]),
                  min(len(old), len(new)))
        sides = [repr(side[at]) if at < len(side) else 'nothing' for side in (old, new)]
        self.fault(path, line + at, f'{what}: shows {sides[0]}, should be {sides[1]}')

    def check_pictures(self):
        """The pictures of the pages checked are as their commands make them."""
        for name, text in self.marks.pictures.items():
            path = self.root / PICTURES / name
            if not path.exists():
                self.faults.append(f'{PICTURES / name}:1: is not there')
            elif path.read_text(encoding='utf-8') != text:
                self.fault(path, 1, 'is not what its command makes')

    def check_left_over(self):
        for path in sorted((self.root / PICTURES).glob('*')):
            if path.name not in self.marks.pictures:
                self.fault(path, 1, 'no page shows it')

    def check_chapters(self):
        """Chapters are numbered, titled, in the contents, and lead on to each other."""
        contents = self.texts[self.folder / 'README.md'].partition('<!-- contents -->')[2]
        listed = [target for _, target in links.links(contents.partition('<!-- end -->')[0])]
        for at, path in enumerate(self.chapters):
            text = self.texts[path]
            number = int(CHAPTER.fullmatch(path.name)[1])
            if listed.count(path.name) != 1:
                self.fault(path, 1, f'is {listed.count(path.name)} times in the contents '
                           '(docs/book/README.md), not once')
            if at and path.name[:2] == self.chapters[at - 1].name[:2]:
                self.fault(path, 1, 'there are two chapters of that number')
            if not re.match(rf'{number}\. ', links.title(text) or ''):
                self.fault(path, 1, f'the first line must be `# {number}. TITLE`')
            if not links.gloss(text):
                self.fault(path, 3, 'below the title, what it is about: `> SENTENCE`')
            if [match[1] for match in BLOCK.finditer(text)].count('next') != 1 or \
                    not text.endswith('<!-- end -->\n'):
                self.fault(path, line_of(text, len(text) - 1),
                           'must end with <!-- next -->, <!-- end -->')

    def check_exercises(self):
        """Each exercise works, and the chapter of its number leads to it."""
        for folder in sorted((self.folder / 'exercises').glob('*/')):
            self.counts['exercise'] += 1
            readme = folder / 'README.md'
            try:
                if readme not in self.texts:
                    raise Wrong('there is no README.md')
                exercises.check(self.runner, folder)
            except Wrong as error:
                self.fault(readme, 1, error)
            target = f'exercises/{folder.name}/README.md'
            if not any(path.name[:2] == folder.name[:2] and f']({target})' in self.texts[path]
                       for path in self.chapters):
                self.fault(readme, 1, f'no chapter {folder.name[:2]} has a link to it')


def finish(book, options):
    """The last line, and the exit status."""
    for fault in book.faults:
        print(fault)
    for note in sorted(book.figures.notes):
        print(f'NOTE: {note}')
    counts = book.counts
    if not options.write:
        if book.faults:
            print('make book-text fills in what has changed since.')
        print(f'check-docs: {len(book.chapters)} chapters, {counts["code"]} code blocks, '
              f'{counts["run"]} transcripts, {counts["diff"]} diffs, {counts["picture"]} '
              f'pictures, {counts["number"]} numbers, {counts["link"]} links, '
              f'{counts["exercise"]} exercises, {len(book.faults)} wrong')
    return 1 if book.faults or not book.chapters else 0


def main():
    parser = argparse.ArgumentParser(description='The marked parts of docs/book/.')
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument('--write', action='store_true', help='fill them in')
    what.add_argument('--check', action='store_true', help='say what is wrong with them')
    parser.add_argument('--root', type=pathlib.Path, default=pathlib.Path('.'))
    parser.add_argument('--build', type=pathlib.Path, default=pathlib.Path('build'))
    parser.add_argument('pages', nargs='*', help='names in docs/book/ to check alone')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix='book-') as folder:
        runner = Runner(options.root, options.build, folder)
        book = Book(options.root, runner)
        if options.write:
            book.write()
            book.faults += book.figures.faults
        else:
            pages = [book.folder / name for name in options.pages]
            if set(pages) - set(book.texts):
                parser.error('a page is named as in docs/book/: 01-a-name.md')
            book.check(pages)
        return finish(book, options)


if __name__ == '__main__':
    sys.exit(main())
