#!/usr/bin/env python3
"""book.py BUILD: docs/tool/book.py on a copy of the checkout, with one drift at a time.

Each drift is planted at the first mark of its kind in the real chapters, and must be
noticed at its line and for its own reason; then it is taken back. The copy is sound
before the first, and after the last.
"""
import pathlib
import re
import shutil
import sys
import tempfile

sys.path[:0] = ['docs/tool', 'bench']

import book
import mutants
import tally
from marks import Runner
from symbols import NoSymbol, Source
from tally import check

BUILD = pathlib.Path(sys.argv[1])
EXERCISE = pathlib.Path('exercises/03-keep-the-largest')


def copy_of_the_checkout(root):
    builds = {path.name for path in pathlib.Path('.').glob('build*')} | {'.git'}
    shutil.copytree('.', root, ignore=lambda folder, names:
                    builds if folder == '.' else {'__pycache__'})


def functions_found():
    """The number of functions in the sources. Each is found as libclang finds it."""
    count = 0
    for path in map(pathlib.Path, mutants.sources()):
        if path.name == 'lexer.c':  # made by re2c; its source is quoted
            continue
        source, text = Source(path), path.read_bytes()
        unit = mutants.cindex.Index.create().parse(
            str(path), ['-x', 'c', '-std=c11', '-I.', '-DNDEBUG'])
        for cursor in unit.cursor.get_children():
            place = cursor.location.file
            if place and place.name == str(path) and cursor.is_definition() and \
                    cursor.kind == mutants.Kind.FUNCTION_DECL:
                extent = text[cursor.extent.start.offset:cursor.extent.end.offset].decode()
                try:
                    found = source.symbol(f'{cursor.spelling}():bare')
                except NoSymbol as error:  # there may be two, for two systems
                    check('2 times' in str(error) and b'#else' in text, f'{path} {error}')
                    continue
                check(found.endswith(extent), f'{path}: {cursor.spelling} is {found!r:.200}')
                count += 1
    check(count, 'no function at all')
    return count


def parts_found():
    """What else can be named, each with its first and its last line."""
    for path, part, first, last in (
            ('arena/arena.h', 'ARENA_NEW:bare', '#define ARENA_NEW', None),
            ('arena/arena.h', 'arena', "/* The arena's own fields", '};'),
            ('arena/arena.h', 'arena_destroy', 'void arena_destroy', None),
            ('docs/ladder/scan.h', 'MAX_DEPTH', None, None),
            ('docs/ladder/scan.h', 'LESS_EQUAL', '/* What a token', '};'),
            ('docs/ladder/1-malloc.c', 'tree', 'typedef struct node *tree;', None),
            ('lexer/lexer.re', 'hex', 'hex ', None),
            ('lexer/lexer.re', 'texts', 'static const char *const texts[] = {', '};'),
            ('lexer/lexer.re', 're2c:sentinel = 0..escape  =', 're2c:sentinel', 'escape  =')):
        lines = Source(pathlib.Path(path)).part(part).splitlines()
        check(lines[0].startswith(first or '') and lines[-1].startswith(last or ''),
              f'{path} {part}: {lines[0]!r} to {lines[-1]!r}')


def put(path, text):
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding='utf-8')


class Copy:
    """A copy that drifts are planted in. `planted` counts them."""

    def __init__(self, root, runner):
        self.root, self.folder, self.planted = root, root / 'docs' / 'book', 0
        self.runner = runner

    def faults(self, what):
        """Of a page, by its name, or of `chapters`, `exercises`, `left_over` or all."""
        read = book.Book(self.root, self.runner)
        if what == 'all':
            read.check([])
        elif what.endswith('.md'):
            read.check_pages([self.folder / what])
        else:
            getattr(read, f'check_{what}')()
        return read.faults

    def notices(self, drift, path, change, wanted, what=None):
        """Changes a file by a function of its text; None: it is gone, or new. `wanted`: a
        pattern of a fault. `what`: where it is looked for, if not in the file itself."""
        text = path.read_text(encoding='utf-8') if path.exists() else None
        changed = change(text)
        check(changed != text, f'{drift}: nothing to plant it in')
        if path.suffix != '.md':
            self.runner.forget()
        put(path, changed)
        try:
            found = self.faults(what or path.name)
        finally:
            put(path, text)
        self.planted += 1
        check(any(re.search(wanted, fault, re.S) for fault in found),
              f'{drift}: wanted {wanted!r}, found {found}')

    def first(self, kind):
        """(page, line, words) of the first mark of a kind."""
        for path in sorted(self.folder.glob('*.md')):
            text = path.read_text(encoding='utf-8')
            for match in book.BLOCK.finditer(text):
                if match[1] == kind:
                    words = re.sub(r'\s*\n\s*', ' ', match[2] or '')
                    return path, book.line_of(text, match.start()), words
        raise AssertionError(f'no mark {kind} in any chapter')


def in_line(number, change):
    """Changes one line of a text, counted from 1."""
    def changed(text):
        lines = text.split('\n')
        lines[number - 1] = change(lines[number - 1])
        return '\n'.join(lines)
    return changed


def replaced(old, new):
    return lambda text: text.replace(old, new)


def code_drifts(copy):
    """A symbol that is moved, renamed or changed; code that is typed in."""
    page, line, words = copy.first('code')
    name, symbol = words.split()[:2]
    here = rf'^docs/book/{page.name}:{line}: '
    renamed = rf'{here}{re.escape(name)} has no {symbol}$'
    source = copy.root / name
    copy.notices('a renamed symbol', source,
                 lambda text: re.sub(rf'\b{symbol}\b', 'renamed_now', text), renamed,
                 page.name)
    part = book.Marks(copy.root, None).part(name, symbol)
    copy.notices('a moved symbol', source, replaced(part, ''), renamed, page.name)
    copy.notices('a symbol that is there twice', source, lambda text: text + part,
                 rf'{here}{re.escape(name)} has {symbol} 2 times', page.name)
    shown = rf'^docs/book/{page.name}:\d+: code: .*shows .*, should be .*{symbol}'
    copy.notices('changed code', source, replaced(part, f'/* now */\n{part}'),
                 rf'^docs/book/{page.name}:{line + 2}: code: .*should be .*/\* now \*/',
                 page.name)
    copy.notices('code that is typed in', page,
                 in_line(line + 2, lambda text: 'typed;'), shown)
    copy.notices('a source that is gone', page, replaced(f'code: {name}', 'code: no/such.c'),
                 rf'{here}no/such\.c: No such file')


def run_drifts(copy):
    """A program that prints something else, or fails; a transcript that is typed in."""
    page, line, words = copy.first('run')
    copy.notices('changed output', page, in_line(line + 3, lambda text: text + '!'),
                 rf'^docs/book/{page.name}:{line + 3}: run: .*shows .*!\', should be ')
    copy.notices('another command', page, in_line(line + 2, lambda text: text + ' -x'),
                 rf'^docs/book/{page.name}:{line + 2}: run: ')
    copy.notices('a program that fails', page, replaced(f'run: {words}', 'run: exit 3'),
                 rf'^docs/book/{page.name}:{line + 2}: run: exit 3: ')
    copy.notices('a program that is not there', page,
                 replaced(f'run: {words}', 'run: build/no-program'),
                 rf'^docs/book/{page.name}:{line}: `build/no-program` cannot be run')
    copy.notices('a place that differs', page, replaced(f'run: {words}', 'run: pwd'),
                 rf'^docs/book/{page.name}:{line}: .*prints the folder')


def diff_drifts(copy):
    """A difference that has changed, or is too long."""
    page, line, words = copy.first('diff')
    before, after = words.split()[:2]
    copy.notices('a changed difference', page, in_line(line + 2, lambda text: text + 'x'),
                 rf'^docs/book/{page.name}:{line + 2}: diff: ')
    copy.notices('no difference', page, replaced(f'diff: {words}', f'diff: {after} {after}'),
                 rf'^docs/book/{page.name}:{line}: diff: nothing differs')
    copy.notices('a difference that is too long', copy.root / after,
                 lambda text: text + 150 * '/* one more */\n',
                 rf'^docs/book/{page.name}:\d+: diff: \d{{3}} lines change; under 150',
                 page.name)
    copy.notices('a part that is on neither side', page,
                 replaced(f'diff: {words}', f'diff: {before} {after} no_such'),
                 rf'^docs/book/{page.name}:{line}: neither .* has no_such')


def number_drifts(copy):
    """A number that has changed, and one that nothing covers."""
    page = next(path for path in sorted(copy.folder.glob('*.md'))
                if book.SHOWN.search(path.read_text(encoding='utf-8')))
    text = page.read_text(encoding='utf-8')
    shown = book.SHOWN.search(text)
    here = rf'^docs/book/{page.name}:{book.line_of(text, shown.start())}: '
    copy.notices('a changed number', page,
                 replaced(shown[0], shown[0].replace(shown[2], shown[2] + '1')),
                 rf'{here}number {shown[1]}: shows .{shown[2]}1., should be .{shown[2]}.$')
    copy.notices('a number of no command', page, replaced(shown[0], '<!-- =no -->1<!-- end -->'),
                 rf'{here}no number no$')
    below = book.line_of(text, shown.start()) + 1
    splits = rf'^docs/book/{page.name}:{below}: the mark splits its paragraph$'
    command = '\n<!-- number a: x -->\n'
    for drift, before in (('a number that begins a line', '\n'),
                          ('a number that begins an indented line', '\n  '),
                          ('a command inside a paragraph', command),
                          ('a command that ends in one', command[:-1] + ' '),
                          ('a command behind a number', f' <!-- =a -->1<!-- end -->{command}')):
        copy.notices(drift, page, replaced(' ' + shown[0], before + shown[0]), splits)
    copy.notices('an uncovered number', page, replaced('\n## ', '\nAll 17 of them.\n\n## '),
                 rf'^docs/book/{page.name}:\d+: \'17\' looks measured')
    copy.notices('a measured number', page, replaced('\n## ', '\nTwice as fast.\n\n## '),
                 rf'^docs/book/{page.name}:\d+: \'Twice as fast\' looks')
    copy.notices('a pattern that nothing matches', page, lambda text: re.sub(
        r'(<!-- number [^>]*?=> )[^>]*? -->', r'\1no such (\\d) -->', text, count=1),
        rf'^docs/book/{page.name}:\d+: number .* gives \[\], not one number')


def picture_drifts(copy):
    """A picture that is no longer what its command makes, or is missing or left over."""
    page, line, words = copy.first('picture')
    picture = copy.root / book.PICTURES / words.split()[0]
    copy.notices('a changed picture', picture, replaced('</svg>', '<g/></svg>'),
                 rf'{picture.name}:1: is not what its command makes', page.name)
    copy.notices('a picture that is missing', picture, lambda _: None,
                 rf'{picture.name}:1: is not there', page.name)
    copy.notices('a picture that is left over', picture.with_name('old.svg'),
                 lambda _: '<svg/>', 'old.svg:1: no page shows it', 'left_over')
    copy.notices('a picture for light alone', page, lambda text: re.sub(
        r'(<!-- picture: \S+ "[^"]*").*? -->', r"\1 echo '<svg></svg>' -->", text, count=1,
        flags=re.S),
        rf'^docs/book/{page.name}:{line}: .*light alone')


def page_drifts(copy):
    """Links, the contents, the ways on, and marks that are none."""
    page = copy.first('next')[0]
    at_end = lambda words: lambda text: text.replace('\n## ', f'\n{words}\n\n## ', 1)
    for drift, link, wanted in (
            ('a broken link', '[a](no-such.md)', 'there is no no-such.md'),
            ('a broken anchor', '[a](glossary.md#no-such)', 'glossary.md has no heading #no'),
            ('a link out of the checkout', '[a](../../../../)', 'outside of the checkout'),
            ('an unknown mark', '<!-- codes: a.c b -->', 'no mark, or without its end'),
            ('a mark without end', '<!-- run: true -->', 'no mark, or without its end')):
        copy.notices(drift, page, at_end(link), rf'^docs/book/{page.name}:\d+: .*{wanted}')
    contents = copy.folder / 'README.md'
    copy.notices('a chapter missing from the contents', contents,
                 lambda text: re.sub(r'^<!-- contents.*?^<!-- end -->', '', text,
                                     flags=re.S | re.M),
                 rf'^docs/book/{page.name}:1: is 0 times in the contents', 'chapters')
    copy.notices('contents that are typed in', contents, replaced(f'({page.name})', '(x.md)'),
                 r'^docs/book/README.md:\d+: contents: .*shows', 'README.md')
    copy.notices('another title', page, lambda text: re.sub(r'^(# \d+\. )', r'\1Now ', text),
                 r'^docs/book/README.md:\d+: contents: .*should be .*Now ', 'README.md')
    copy.notices('a wrong number in a title', page,
                 lambda text: re.sub(r'^# \d+', '# 77', text),
                 rf'^docs/book/{page.name}:1: the first line must be', 'chapters')
    copy.notices('a chapter that says not what it is about', page,
                 lambda text: text.replace('\n> ', '\n', 1),
                 rf'^docs/book/{page.name}:3: below the title', 'chapters')
    copy.notices('a chapter that leads nowhere', page,
                 lambda text: text[:text.rindex('<!-- next -->')],
                 rf'^docs/book/{page.name}:\d+: must end with', 'chapters')


def exercise_drifts(copy):
    """A starter that passes, a solution that fails, and ways in that are wrong."""
    folder = copy.folder / EXERCISE
    here = rf'^docs/book/{EXERCISE}/README.md:1: '
    solution = (folder / 'solution.c').read_text(encoding='utf-8')
    starter = (folder / 'starter.c').read_text(encoding='utf-8')
    for drift, name, change, wanted in (
            ('a starter that passes', 'starter.c', lambda _: solution, 'the starter passes'),
            ('a starter that does not compile', 'starter.c', lambda text: text + 'x',
             'starter.c does not compile'),
            ('a starter that fails by itself', 'starter.c', lambda _:
             '#include <stdlib.h>\nint main(void) { abort(); }\n', 'the starter does not fail by a test'),
            ('a solution that fails', 'solution.c', lambda _: starter, 'the solution fails'),
            ('a solution with a leak', 'solution.c', replaced('free(largest);', ''),
             'the solution fails .*LeakSan'),
            ('a README without a command', 'README.md', replaced('```sh', '```'),
             'no ```sh block')):
        copy.notices(drift, folder / name, change, here + wanted, 'exercises')
    page = next(copy.folder.glob(f'{EXERCISE.name[:2]}-*.md'))
    copy.notices('an exercise of no chapter', page, replaced(f'({EXERCISE}/README.md)', '(.)'),
                 rf'{here}no chapter {EXERCISE.name[:2]} has a link', 'exercises')


def main():
    functions = functions_found()
    parts_found()
    with tempfile.TemporaryDirectory(prefix='book-') as folder:
        root, place = pathlib.Path(folder, 'copy'), pathlib.Path(folder, 'place')
        place.mkdir()
        copy_of_the_checkout(root)
        copy = Copy(root, Runner(root, BUILD, place))
        for drifts in (code_drifts, run_drifts, diff_drifts, number_drifts, picture_drifts,
                       page_drifts, exercise_drifts):
            drifts(copy)
        copy.runner.forget()
        check(not copy.faults('all'), 'the copy is not what it was')
    print(f'check-docs: {functions} functions found by name, {copy.planted} planted drifts '
          f'noticed, {tally.failed} wrong')
    sys.exit(tally.failed > 0 or copy.planted == 0)


if __name__ == '__main__':
    main()
