#!/usr/bin/env python3
"""bench_report.py DIR: bench/report.py on made-up results (tests/fixture.py), whole and
broken, with gnuplot and without. DIR is emptied first."""
import csv
import html.parser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree

import fixture
from tally import check, finish

VOID = {'meta', 'img', 'br', 'source', 'link', 'hr'}
FOLDER = pathlib.Path(sys.argv[1])


def report(*results, to='out', path=None):
    """Runs the report; its status and what it says on standard error."""
    environment = {**os.environ, **({'PATH': path} if path else {})}
    done = subprocess.run([sys.executable, 'bench/report.py', *map(str, results), '-o',
                           str(FOLDER / to)], capture_output=True, text=True,
                          env=environment)
    check('Traceback' not in done.stderr, done.stderr)
    return done.returncode, done.stderr


class Page(html.parser.HTMLParser):
    """Notes unclosed elements and what a browser would fetch."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.fetched, self.images, self.ids = [], [], [], [], set()
        self.links = []
        self.feed(text)
        self.faults += [f'<{tag}> not closed' for tag in self.open]

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if tag in ('script', 'iframe', 'object', 'link'):
            self.fetched.append(tag)
        for name in ('src', 'srcset', 'poster', 'data'):
            if name in attributes and not attributes[name].startswith('data:'):
                self.fetched.append(attributes[name])
        if tag == 'img':
            self.images.append(attributes.get('alt'))
        if 'id' in attributes:
            if attributes['id'] in self.ids:
                self.faults.append(f'id {attributes["id"]} twice')
            self.ids.add(attributes['id'])
        if tag == 'a':
            self.links.append(attributes['href'])

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f'</{tag}> out of place')


def page_faults(text):
    """What is wrong with a page that must be well-formed and fetch nothing."""
    page = Page(text)
    faults = page.faults + [f'fetches {what[:60]}' for what in page.fetched]
    faults += [f'link to {link}' for link in page.links if link[1:] not in page.ids]
    faults += ['an image without words'] * sum(not alt for alt in page.images)
    return faults + ['url()'] * len(re.findall(r'url\(|@import', text))


def planted_faults_are_found():
    for text in ('<p>', '</p>', '<img alt="x" src="http://a/b.png">', '<img src="data:x">',
                 '<script></script>', '<p id="a"></p><p id="a"></p>',
                 '<a href="#none">x</a>', '<style>a{b:url(c)}</style>'):
        check(page_faults(text), f'a planted fault is not found: {text}')
    check(not page_faults('<p>x<br></p>'), 'a good page has faults')


def read_page(to='out'):
    return (FOLDER / to / 'report.html').read_text()


def a_whole_result():
    """Page and pictures are there, sound, and the same each time."""
    status, said = report(FOLDER / 'good')
    check((status, said) == (0, ''), f'status {status}: {said}')
    text = read_page()
    check(not page_faults(text), f'page: {page_faults(text)}')
    images = Page(text).images
    check(len(images) > 20, f'{len(images)} pictures')
    for start in ('phases', 'ratios', 'spread', 'heaps', 'size', 'memory', 'faults', 'loses'):
        for theme in ('light', 'dark'):
            check(list((FOLDER / 'out').glob(f'{start}*-{theme}.svg')), f'no {start} {theme}')
    for svg in (FOLDER / 'out').glob('*.svg'):
        drawing = xml.etree.ElementTree.parse(svg).getroot()
        title = drawing.find('{http://www.w3.org/2000/svg}title')
        check(title is not None and len(title.text) > 30, f'{svg}: no words for it')
    first = {p.name: p.read_bytes() for p in (FOLDER / 'out').iterdir()}
    report(FOLDER / 'good')
    second = {p.name: p.read_bytes() for p in (FOLDER / 'out').iterdir()}
    check(first == second, 'the same result gives other bytes')
    check(not [name for name in first if name.endswith('.part')], 'a partial file is left')


def what_the_page_says():
    """Numbers that can be reckoned by hand from the made-up summary."""
    text = read_page()
    summary = (FOLDER / 'good' / 'summary.csv').read_text()
    row = re.search(r'^policy,clean,glibc,malloc,total,\d+,\d+,([\d.]+)', summary, re.M)
    nanoseconds = float(row[1]) / 840
    check(f'<td>malloc</td><td>{nanoseconds:.2f} (' in text, f'{nanoseconds:.2f} not shown')
    rate = 3624 / float(row[1]) * 1000
    cells = rf'<td>malloc</td><td>{nanoseconds:.2f} \([^<]*</td><td>[\d.]+</td>' \
        rf'<td>{rate:.1f}</td>'
    check(re.search(cells, text), f'{rate:.1f} MB/s not shown')
    check('last in, first out' in text, 'the losing cases are not shown')
    check('<p class="verdict">Malloc takes made-up times as long, as the benchmark says '
          '&lt;itself&gt;.</p>' in text, 'the words of verdict.txt are not shown')
    check('<pre>git checkout 000000000000\nmake bench-full CORPUS=FILE AGAINST=PROGRAM '
          'SEED=7\nmake report' in text and '(made-up.nul)' in text,
          'to redo it: not all options are named')
    check('a pass takes 2.5 s' in text, 'what was left out is not told')
    check('made up, for the tests' in text, 'the machine is not told of')


def rows_below(text, caption):
    """The rows of the table with this caption, as lists of texts."""
    table = text.partition(f'<caption>{caption}</caption>')[2].partition('</table>')[0]
    return [re.findall(r'<t[dh][^>]*>(.*?)</t[dh]>', row)
            for row in re.findall(r'<tr>(.*?)</tr>', table, re.S)]


def comparison(**wanted):
    """The row of the made-up comparisons.csv with these values."""
    with open(FOLDER / 'good' / 'comparisons.csv', newline='') as file:
        found = [row for row in csv.DictReader(file)
                 if all(row[key] == value for key, value in wanted.items())]
    check(len(found) == 1, f'{wanted}: {len(found)} rows')
    return {key: float(value) if key in ('ratio', 'low', 'high') else value
            for key, value in found[0].items()}


def spelled(ratio, low, high):
    return f'{ratio:.2f} ({low:.2f} to {high:.2f})'


def each_baseline_reaches_the_page():
    """Who is not held against the arena is shown, too, and who the arena loses against."""
    text = read_page()
    plain = {'heap': 'clean', 'allocator': 'glibc', 'metric': 'total'}
    tiny = rows_below(text, 'a tiny unit, a big first block: glibc, clean heap')
    check(not tiny, 'the losing cases have no table of times of their own')
    row = comparison(set='lose-tiny', rival='arena-fresh-1mib', baseline='malloc',
                     tokens='with', **plain)
    check(row['verdict'] == 'slower', 'made up: a big first block should lose')
    lost = rows_below(text, 'Faster than the arena: parse and teardown')
    wanted = ['malloc', 'arena-fresh-1mib', 'a tiny unit, a big first block', 'with',
              'glibc', 'clean', spelled(1 / row['ratio'], 1 / row['high'], 1 / row['low'])]
    check(wanted in [cells[:7] for cells in lost], f'not among what the arena loses: {wanted}')
    check(['malloc', 'arena', 'last in, first out', 'without'] in
          [cells[:4] for cells in lost], 'no comparison without tokens among what the arena loses')
    check(['replay-obstack', 'replay-arena'] in [cells[:2] for cells in lost],
          'a replayed rival is not among what the arena loses')
    row = comparison(set='policy', rival='malloc-direct', baseline='malloc-alone',
                     tokens='with', **plain)
    switch = rows_below(text, 'The price of the switch: malloc-direct, times as long as '
                              'malloc-alone')
    check(['one policy', 'glibc', 'clean', spelled(row['ratio'], row['low'], row['high'])]
          in [cells[:4] for cells in switch], f'the price of the switch: {switch}')
    policy = rows_below(text, 'one policy: glibc, clean heap')
    check([cells[4] for cells in policy if cells[0] == 'replay-obstack'] ==
          ['replay-arena', 'replay-arena-fresh'], 'not a row for each baseline')
    row = comparison(set='policy', rival='replay-malloc-no-tokens',
                     baseline='replay-arena-no-tokens', tokens='without', **plain)
    wanted = ['replay-arena-no-tokens', '', '', spelled(row['ratio'], row['low'], row['high'])]
    check([cells[4:8] for cells in policy if cells[0] == 'replay-malloc-no-tokens'] == [wanted],
          f'without tokens: {policy}')


def what_is_not_found_is_no_tie():
    """Only an interval within 5 % makes two equally fast."""
    policy = rows_below(read_page(), 'one policy: glibc, clean heap')
    said = {cells[0]: cells[6] for cells in policy}
    check(said['arena-again'] == 'as fast within 5 %', f'the twin: {said}')
    check(said['fixed'] == 'not known', f'fixed: {said}')
    check(said['malloc'] == 'slower', f'malloc: {said}')


def nodes_and_resident_memory():
    text = read_page()
    head, *rows = rows_below(text, 'one policy: glibc, clean heap')
    summary = (FOLDER / 'good' / 'summary.csv').read_text()
    median = float(re.search(r'^policy,clean,glibc,malloc,total,\d+,\d+,([\d.]+)', summary,
                             re.M)[1])
    check(head[2] == 'ns a node' and [row[2] for row in rows if row[0] == 'malloc'] ==
          [f'{median / 588:.2f}'], 'ns a node')
    head, *rows = rows_below(text, 'one policy: page faults of the whole set; resident '
                                   'memory, KiB')
    used = 840 * 34 + 3624
    check([row[4:] for row in rows if row[0] == 'arena'] ==
          [[f'{value / 1024:,.0f}' for value in (2e6, 2e6 + 2 * used, 2e6 + 2 * used,
                                                 2e6 + used)]], f'resident memory: {rows}')


def the_aims():
    """With the profile beside them; without the file the page says so."""
    text = read_page()
    rows = rows_below(text, 'good: aims')
    check(['race: times its speed', 'the corpus (not from samples/)',
           '1.38 (1.29 to 1.41)', '1', '1.5'] in rows, f'the race: {rows}')
    check(['arena bytes a source byte', 'the files of samples/', '7.25', '10', '8'] in rows,
          f'arena bytes: {rows}')
    check('What the time goes to</h3>' in text, 'no profile beside the aims')


def without_aims_and_verdict():
    """An older result: the page says what it lacks, the rest is shown."""
    shutil.copytree(FOLDER / 'good', FOLDER / 'older')
    for name in ('aims.csv', 'verdict.txt'):
        (FOLDER / 'older' / name).unlink()
    status, said = report(FOLDER / 'older', to='older-out')
    text = read_page('older-out')
    check((status, said) == (0, ''), f'an older result: {status}: {said}')
    check('This result has no verdict.txt' in text and 'No result here has an aims.csv'
          in text, 'an older result: what it lacks is not said')
    check(not page_faults(text), f'an older result: {page_faults(text)}')
    check('AGAINST' not in text.partition('To redo the figures')[2].partition('</pre>')[0],
          'a race is to be redone that was not run')


def without_gnuplot():
    """A warning, tables, no pictures, status 0."""
    empty = FOLDER / 'bin'
    empty.mkdir()
    status, said = report(FOLDER / 'good', to='plain', path=str(empty))
    check(status == 0, f'without gnuplot: status {status}')
    check(said == 'report: warning: gnuplot is not installed (Debian: gnuplot-nox): tables '
          'only, no pictures\n', said)
    text = read_page('plain')
    check(not page_faults(text) and not Page(text).images and '<table' in text,
          'the page without pictures is unsound')
    check([p.name for p in (FOLDER / 'plain').iterdir()] == ['report.html'], 'other files')


def a_gnuplot_that_fails():
    folder = FOLDER / 'failing'
    folder.mkdir()
    (folder / 'gnuplot').write_text('#!/bin/sh\necho cannot >&2\nexit 3\n')
    (folder / 'gnuplot').chmod(0o755)
    status, said = report(FOLDER / 'good', to='undrawn', path=f'{folder}:/usr/bin:/bin')
    check(status == 2 and 'report: size: gnuplot: cannot\n' in said, f'{status}: {said}')
    check('size: gnuplot: cannot' in read_page('undrawn'), 'the page does not tell of it')


def broken(name, change, expected):
    """A result with one fault: what is said, and that the rest is shown."""
    folder = FOLDER / 'broken'
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(FOLDER / 'good', folder)
    path = folder / name
    change(path)
    got, said = report(folder, to='mended', path=str(FOLDER / 'bin'))
    check(got == 2, f'{name}: status {got}')
    check(said.startswith(f'report: {path}{expected}'), f'{name}: {said}')
    text = read_page('mended')
    check(not page_faults(text), f'{name}: {page_faults(text)}')
    check(path.name in text and 'Not all of it could be read' in text,
          f'{name}: the page does not tell of it')
    check('<table' in text, f'{name}: the rest is not shown')


def replace(old, new):
    return lambda path: path.write_text(path.read_text().replace(old, new, 1))


def broken_results():
    broken('summary.csv', lambda path: path.unlink(), ': is missing\n')
    broken('samples.csv', lambda path: path.unlink(), ': is missing\n')
    broken('units.csv', lambda path: path.write_text(''), ':1: is empty: no header line\n')
    broken('units.csv', replace('tokens', 'words'),
           ':1: no column tokens: not a result, or one of another version\n')
    broken('summary.csv', replace('high\n', 'high\na,b,c\n'),
           ':2: 3 fields, the header has 10\n')
    broken('units.csv', replace('short,1,48', 'short,1,many'),
           ":2: bytes: 'many' is not a number\n")
    broken('units.csv', replace('short,1,48', 'short,1,nan'),
           ":2: bytes: 'nan' is not a number\n")
    broken('comparisons.csv', lambda path: path.write_bytes(b'\xff\xfe' + path.read_bytes()),
           ':1: not readable from here on: ')
    broken('machine.csv', lambda path: (path.unlink(), path.mkdir()), ': Is a directory\n')
    broken('memory.csv', lambda path: path.write_text(path.read_text()[:5000]),
           ':')


def no_result_at_all():
    status, said = report(FOLDER / 'nowhere', to='none')
    check((status, said) == (2, f'report: {FOLDER}/nowhere: no such folder\n'), said)
    (FOLDER / 'empty').mkdir()
    status, said = report(FOLDER / 'empty', to='none')
    check(status == 2 and 'no result: none of its files is there' in said, said)
    check(not (FOLDER / 'none').exists(), 'a folder is made for nothing')
    status, said = report(FOLDER / 'nowhere', FOLDER / 'good', to='half')
    check(status == 2 and (FOLDER / 'half' / 'report.html').exists(),
          'a good result beside a missing one is not shown')
    (FOLDER / 'file').write_text('')
    status, said = report(FOLDER / 'good', to='file/out')
    check(status == 2 and 'Not a directory' in said, said)


def hostile_names():
    """Names from a file are shown as they are and do nothing, in the page or in gnuplot."""
    folder = FOLDER / 'hostile'
    shutil.copytree(FOLDER / 'good', folder)
    touched = FOLDER / 'touched'
    name = f"a'`touch {touched}`<script>x</script>"
    for path in folder.glob('*.csv'):
        path.write_text(path.read_text().replace('malloc-tree', name))
    status, said = report(folder, to='hostile-out')
    check(status == 0, f'hostile: {status}: {said}')
    check(not page_faults(read_page('hostile-out')), 'a name from a file becomes markup')
    check(not touched.exists(), 'a name from a file is run as a command')


def odd_numbers():
    """Zero times, no tokens, one process: nothing divides by zero."""
    folder = FOLDER / 'odd'
    shutil.copytree(FOLDER / 'good', folder)
    path = folder / 'units.csv'
    path.write_text(re.sub(r'^(policy|small),.*$', r'\1,0,0,0,0,0', path.read_text(),
                           flags=re.M))
    path = folder / 'summary.csv'
    path.write_text(re.sub(r'(total,5,20),.*', r'\1,0,0,0', path.read_text()))
    path = folder / 'comparisons.csv'
    path.write_text(re.sub(r',with,.*', ',with,0,0,0,0,none,0,0', path.read_text(), count=99))
    path.write_text(re.sub(r'arena,total,with,([\d.]+),.*',
                           r'arena,total,with,\1,-5,1e111,1e111,none,0,1e111', path.read_text()))
    path.write_text(re.sub(r',without,([\d.]+),.*', r',without,\1,,,,none,,',
                           path.read_text()))
    status, said = report(folder, to='odd-out')
    check(status == 0, f'odd numbers: {status}: {said}')
    text = re.sub('data:[^"]*', '', read_page('odd-out'))
    check('over 1000 %' in text and not re.search('[0-9]{30}', text), 'numbers without end')


def two_machines():
    fixture.make(FOLDER / 'other', processor='another')
    status, said = report(FOLDER / 'good', FOLDER / 'other', to='two')
    text = read_page('two')
    check(status == 0 and not page_faults(text), f'two results: {said} {page_faults(text)}')
    check('by machine' in text and 'another' in text, 'two results: not side by side')


def merged(names):
    """A folder as `bench --merge` makes it, of results in folders of these names."""
    (FOLDER / 'merged').mkdir()
    for path in (FOLDER / names[0]).glob('*.csv'):
        header = path.read_text().partition('\n')[0]
        lines = [f'{name},{line}' for name in names
                 for line in (FOLDER / name / path.name).read_text().splitlines()[1:]]
        (FOLDER / 'merged' / path.name).write_text('\n'.join([f'machine,{header}', *lines, '']))


def a_merged_folder():
    """The same page as of the results one by one, but for their own words."""
    merged(['good', 'other'])
    status, said = report(FOLDER / 'merged', to='of-merged')
    check(status == 0, f'merged: {status}: {said}')
    pages = [re.sub('<p class="verdict">.*?</p>', '', read_page(name), flags=re.S)
             for name in ('of-merged', 'two')]
    check(pages[0] == pages[1], 'a merged folder gives another page')
    check('This result has no verdict.txt' in read_page('of-merged'),
          'a merged folder has no words of its own, and the page does not say so')


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    fixture.make(FOLDER / 'good')
    planted_faults_are_found()
    a_whole_result()
    what_the_page_says()
    each_baseline_reaches_the_page()
    what_is_not_found_is_no_tie()
    nodes_and_resident_memory()
    the_aims()
    without_aims_and_verdict()
    without_gnuplot()
    a_gnuplot_that_fails()
    broken_results()
    no_result_at_all()
    hostile_names()
    odd_numbers()
    two_machines()
    a_merged_folder()
    finish('check-report')


main()
