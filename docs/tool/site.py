#!/usr/bin/env python3
"""site.py DIR: the book as a site of plain files in DIR, by pandoc; nothing is fetched.

It begins with the pages of docs/book/ and follows their links: a document becomes a page,
a picture is copied, and any other file becomes a page that shows it. So no link leads out
of the site but those to the web.
"""
import collections
import html
import os
import pathlib
import posixpath
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'bench'))

import links
from marks import LANGUAGES, fenced

HERE = pathlib.Path(__file__).resolve().parent
BOOK = 'docs/book'
PICTURES = ('.svg', '.png')


def place(path):
    """Where a file of the checkout is in the site."""
    name = posixpath.relpath(path, BOOK) if path.startswith(f'{BOOK}/') else path
    if name == 'README.md' and name != path:
        return 'index.html'
    if name.endswith(PICTURES):
        return name
    return (name[:-3] if name.endswith('.md') else name) + '.html'


class Site:
    """What is written so far, and what is still to be done."""

    def __init__(self, folder):
        self.folder, self.faults = pathlib.Path(folder), []
        pages = sorted(str(p) for p in pathlib.Path(BOOK).glob('*.md'))
        chapters = [page for page in pages if page[len(BOOK) + 1].isdigit()]
        self.pages = [f'{BOOK}/README.md', *chapters,
                      *(page for page in pages[::-1] if page not in chapters and
                        page != f'{BOOK}/README.md')]
        self.queue = collections.deque(self.pages)
        self.seen = set(self.pages)

    def target(self, page, target, line):
        """A link as it is in the site; the file is put into the queue."""
        if links.ELSEWHERE.match(target) or target.startswith('#'):
            return target
        wrong = links.fault(pathlib.Path('.'), page, target)
        if wrong:
            self.faults.append(f'{page}:{line}: {wrong}')
            return target
        name, _, anchor = target.partition('#')
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), name))
        if os.path.isfile(posixpath.join(path, 'README.md')):
            path = posixpath.join(path, 'README.md')
        if path not in self.seen:
            self.seen.add(path)
            self.queue.append(path)
        way = posixpath.relpath(place(path), posixpath.dirname(place(page)) or '.')
        return f'{way}#{anchor}' if anchor else way

    def text(self, page):
        """A page's Markdown, with links as they are in the site."""
        if os.path.isdir(page):
            names = '\n'.join(sorted(os.listdir(page)))
            return f'# {page}/\n\n{fenced(names, "")}'
        text = pathlib.Path(page).read_text(encoding='utf-8')
        if not page.endswith('.md'):
            return f'# {page}\n\n{fenced(text, LANGUAGES.get(pathlib.Path(page).suffix, ""))}'
        bare = links.blanked(text, links.FENCE, links.COMMENT, links.CODE)
        for match in reversed(list(links.TARGET.finditer(bare))):
            start, end = match.span(1 if match[1] else 2)
            line = text.count('\n', 0, start) + 1
            text = text[:start] + self.target(page, text[start:end], line) + text[end:]
        return text

    def chapters(self, page, top):
        """The list of pages, which each page has."""
        items = []
        for other in self.pages:
            title = links.title(pathlib.Path(other).read_text(encoding='utf-8'))
            here = ' aria-current="page"' if other == page else ''
            name = 'Contents' if other.endswith('README.md') else html.escape(title or other)
            items.append(f'<li><a href="{top}{place(other)}"{here}>{name}</a></li>')
        return '<ul>\n' + '\n'.join(items) + '\n</ul>'

    def write(self, page):
        path = self.folder / place(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        if page.endswith(PICTURES):
            shutil.copy(page, path)
            return
        text = self.text(page)
        top = '../' * place(page).count('/')
        title = (links.title(text) or page).replace('`', '')
        subprocess.run(['pandoc', '--from=gfm', '--to=html5', '--strip-comments',
                        f'--template={HERE / "template.html"}', f'--variable=top:{top}',
                        f'--variable=chapters:{self.chapters(page, top)}',
                        f'--metadata=pagetitle:{title}', f'--output={path}'],
                       input=text, text=True, check=True)

    def make(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / 'style.css', self.folder)
        while self.queue:
            self.write(self.queue.popleft())


def main():
    folder = pathlib.Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    site = Site(folder)
    site.make()
    for fault in site.faults:
        print(fault)
    print(f'docs: {folder}/index.html and {len(site.seen) - 1} other files, '
          f'{len(site.faults)} wrong')
    return 1 if site.faults else 0


if __name__ == '__main__':
    sys.exit(main())
