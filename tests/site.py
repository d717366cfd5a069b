#!/usr/bin/env python3
"""site.py DIR: the site that `make docs` has made in DIR.

Every link in it leads to a page and a place that is there, nothing is fetched from the
web, and in Chromium no page is wider than a telephone or a desk's window. First, faults
are planted in a copy, one at a time.
"""
import functools
import html.parser
import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse

import tally
from tally import check

WIDTHS = (320, 390, 1200)
FETCHED = {('script', 'src'), ('img', 'src'), ('link', 'href'), ('iframe', 'src'),
           ('source', 'src'), ('object', 'data')}
# Lays each page out in frames of these widths; says which are wider inside.
MEASURE = '''<!DOCTYPE html><body><script>
const pages = %s, widths = %s, wide = [];
let done = 0;
function next() {
  const page = pages[Math.floor(done / widths.length)], width = widths[done %% widths.length];
  if (!page) { document.body.textContent = JSON.stringify({done, wide}); return; }
  const frame = document.createElement('iframe');
  frame.style.cssText = `width:${width}px;height:800px;border:0`;
  frame.onload = () => {
    const inside = frame.contentDocument.documentElement.scrollWidth;
    if (inside > width) wide.push(`${page}: ${inside} pixels wide in ${width}`);
    done++; frame.remove(); next();
  };
  frame.src = '/' + page;
  document.body.append(frame);
}
next();
</script>'''


class Page(html.parser.HTMLParser):
    """What a page links to, fetches and has places for."""

    def __init__(self, text):
        super().__init__()
        self.links, self.fetched, self.places, self.tags = [], [], set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.add((tag, attrs.get('name')))
        self.places |= {attrs[name] for name in ('id', 'name') if attrs.get(name)}
        if tag == 'a' and 'href' in attrs:
            self.links.append(attrs['href'])
        self.fetched += [attrs[name] for name in attrs if (tag, name) in FETCHED]


def faults_of_links(folder):
    """(number of links, what is wrong with them)."""
    pages = {path: Page(path.read_text(encoding='utf-8')) for path in folder.rglob('*.html')}
    count, faults = 0, []
    for path, page in pages.items():
        name = path.relative_to(folder)
        if not {('title', None), ('meta', 'viewport')} <= page.tags:
            faults.append(f'{name}: no title, or no viewport')
        for link in page.links + page.fetched:
            count += 1
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.fetched:
                    faults.append(f'{name}: fetches {link}')
                continue
            to = (path.parent / urllib.parse.unquote(parts.path)).resolve() \
                if parts.path else path
            if not to.is_file() or not to.is_relative_to(folder.resolve()):
                faults.append(f'{name}: there is no {link}')
            elif parts.fragment and \
                    urllib.parse.unquote(parts.fragment) not in pages.get(to, page).places:
                faults.append(f'{name}: there is no place {link}')
    return count, faults


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def faults_of_width(folder):
    """(number of layouts, which are too wide), by Chromium."""
    pages = sorted(str(path.relative_to(folder)) for path in folder.rglob('*.html'))
    (folder / 'measure.htm').write_text(MEASURE % (json.dumps(pages), list(WIDTHS)))
    server = http.server.ThreadingHTTPServer(
        ('127.0.0.1', 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        done = subprocess.run(
            ['chromium', '--headless', '--no-sandbox', '--disable-gpu', '--dump-dom',
             '--timeout=60000', '--virtual-time-budget=600000',
             f'http://127.0.0.1:{server.server_port}/measure.htm'],
            capture_output=True, text=True, timeout=600)
    finally:
        server.shutdown()
        (folder / 'measure.htm').unlink()
    start, end = done.stdout.find('{"done"'), done.stdout.rfind('}')
    if start < 0:
        return 0, [f'Chromium says nothing: {done.stderr[-300:]}']
    found = json.loads(html.unescape(done.stdout[start:end + 1]))
    faults = found['wide']
    if found['done'] != len(pages) * len(WIDTHS):
        faults.append('Chromium has not laid out all pages')
    return found['done'], faults


def planted(site):
    """Faults that must be noticed, one at a time. Returns their number."""
    page, end = site / 'index.html', '</main>'
    text = page.read_text(encoding='utf-8')
    cases = (('<a href="no.html">x</a>', faults_of_links, 'there is no no.html'),
             ('<a href="#no">x</a>', faults_of_links, 'there is no place #no'),
             ('<script src="https://example.org/x.js"></script>', faults_of_links, 'fetches'),
             ('<p style="width:500px">x</p>', faults_of_width, 'pixels wide in 390'))
    for words, faults_of, wanted in cases:
        check(end in text, 'no place for a fault')
        page.write_text(text.replace(end, words + end), encoding='utf-8')
        found = faults_of(site)[1]
        check(any(fault.startswith('index.html: ') and wanted in fault for fault in found),
              f'planted {words}: wanted {wanted!r}, found {found}')
    page.write_text(text, encoding='utf-8')
    return len(cases)


def main():
    folder = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix='site-') as copy:
        site = pathlib.Path(copy, 'site')
        shutil.copytree(folder, site)
        plants = planted(site)
        pages = len(list(site.rglob('*.html')))
        count, faults = faults_of_links(site)
        layouts, wide = faults_of_width(site)
    for fault in faults + wide:
        check(False, fault)
    check(pages and count and layouts, 'nothing to look at')
    print(f'check-site: {pages} pages, {count} links, {layouts} layouts, '
          f'{plants} planted faults, {tally.failed} wrong')
    sys.exit(tally.failed > 0)


if __name__ == '__main__':
    main()
