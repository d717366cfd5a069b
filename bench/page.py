"""page.py: the report as one HTML page: nothing is fetched, the pictures lie inside."""
import base64
import html
import pathlib
import re

import tables
from pictures import main_sets

STYLE = '''
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2328; --faint: #d8dee4;
  --soft: #f6f8fa; --link: #0969da; --warn: #fff4d6; }
@media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3;
  --faint: #30363d; --soft: #161b22; --link: #58a6ff; --warn: #3b2f0b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 78rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.5 system-ui, Helvetica, Arial, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.3rem; margin-top: 2.2rem; }
h3 { font-size: 1.05rem; } p, li { max-width: 60rem; } a { color: var(--link); }
.verdict { background: var(--soft); border-left: .3rem solid var(--link); padding: .8rem 1rem; }
.warning { background: var(--warn); padding: .8rem 1rem; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .88rem; margin: .3rem 0 1rem;
  font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; white-space: nowrap; }
th, td { text-align: right; padding: .25rem .6rem; border-bottom: 1px solid var(--faint);
  white-space: nowrap; vertical-align: top; }
th:first-child, td:first-child { text-align: left; position: sticky; left: 0;
  background: var(--paper); }
.text th, .text td { text-align: left; white-space: normal; overflow-wrap: anywhere; }
figure { margin: .5rem 0 1rem; } figure img { width: 100%; min-width: 28rem; height: auto; }
.pictures { display: grid; gap: .5rem 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
.pictures > * { min-width: 0; max-width: 46rem; }
figcaption { font-size: .8rem; opacity: .75; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; font-size: .88em; }
pre { background: var(--soft); padding: .6rem; overflow-x: auto; }
nav li { display: inline; margin-right: .9rem; } nav ul { padding: 0; }
details > summary { cursor: pointer; margin: .3rem 0; }
@media print { details { display: block; } }
'''


def text(value):
    return html.escape(str(value))


def table_html(table, kind=''):
    """A table in a box of its own that scrolls sideways, or nothing."""
    caption, head, rows = table
    if not rows:
        return ''
    lines = [f'<div class="wide" tabindex="0" role="region" aria-label="{text(caption)}">'
             f'<table class="{kind}">', f'<caption>{text(caption)}</caption>', '<tr>'
             + ''.join(f'<th scope="col">{text(cell)}</th>' for cell in head) + '</tr>']
    for first, *rest in rows:
        lines.append(f'<tr><td>{text(first)}</td>'
                     + ''.join(f'<td>{text(cell)}</td>' for cell in rest) + '</tr>')
    return '\n'.join([*lines, '</table></div>', ''])


def inlined(svg):
    return 'data:image/svg+xml;base64,' + base64.b64encode(svg.encode()).decode()


def figure(picture, drawn):
    """A picture in both versions, what to see in it, and what it is made from."""
    light, dark = drawn
    return f'''<figure><div class="wide"><picture>
<source media="(prefers-color-scheme: dark)" srcset="{inlined(dark)}">
<img src="{inlined(light)}" alt="{text(picture.alt)}">
</picture></div>
<figcaption>{text(picture.name)}, from {text(picture.source)}.</figcaption></figure>
'''


def inline(line):
    """Markdown inside a paragraph: code, strong, links to their text alone."""
    line = re.sub(r'<!--.*?-->', '', line)
    parts = re.split(r'(`[^`]*`)', line)
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = f'<code>{text(part[1:-1])}</code>'
        else:
            part = re.sub(r'\[([^]]*)\]\([^)]*\)', r'\1', text(part))
            parts[index] = re.sub(r'\*\*(.+?)\*\*', r'<strong>\1</strong>', part)
    return ''.join(parts)


def markdown_table(lines):
    """Markdown's table as HTML."""
    rows = [[cell.strip() for cell in line.strip().strip('|').split('|')] for line in lines]
    head, _, *rest = rows
    cells = [('th', head)] + [('td', row) for row in rest]
    return '<div class="wide"><table class="text">' + ''.join(
        '<tr>' + ''.join(f'<{tag}>{inline(cell)}</{tag}>' for cell in row) + '</tr>\n'
        for tag, row in cells) + '</table></div>'


def markdown_block(lines):
    """A block of Markdown: heading, list, table, code or paragraph."""
    first = lines[0]
    if first.startswith('```'):
        return '<pre>' + text('\n'.join(lines[1:-1])) + '</pre>'
    if first.startswith('#'):
        level = min(6, first.index(' ') + 1)
        return f'<h{level}>{inline(first.lstrip("# "))}</h{level}>'
    if first.startswith('|'):
        return markdown_table(lines)
    item = re.match(r'(- |\d+\. )', first)
    if item:
        tag = 'ul' if item[0] == '- ' else 'ol'
        items = re.split(r'\n(?:- |\d+\. )', '\n' + '\n'.join(lines))[1:]
        return f'<{tag}>' + ''.join(f'<li>{inline(entry)}</li>\n' for entry in items) + \
            f'</{tag}>'
    return f'<p>{inline(chr(10).join(lines))}</p>'


def markdown_blocks(document):
    """Yields the blocks of a document as lists of lines."""
    lines, fenced = [], False
    for line in document.splitlines():
        if line.startswith('```'):
            fenced = not fenced
        if line.strip() or fenced:
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def chapter(name, mark):
    """What docs/NAME says between the comments `mark` and `/mark`, as HTML."""
    path = pathlib.Path(__file__).resolve().parent.parent / 'docs' / name
    try:
        document = path.read_text(encoding='utf-8')
    except OSError:
        return f'<p>docs/{name} tells of it; it is not at hand.</p>'
    parts = re.split(f'<!-- (/?){mark} -->', document)
    chosen = ''.join(parts[index + 1] for index in range(1, len(parts), 2)
                     if parts[index] == '')
    return '\n'.join(markdown_block(block) for block in markdown_blocks(chosen))


def warning(texts):
    if not texts:
        return ''
    return '<div class="warning"><strong>Not all of it could be read or drawn:</strong><ul>' \
        + ''.join(f'<li>{text(entry)}</li>' for entry in texts) + '</ul></div>\n'


def options_of(result):
    """The options of make that a run was given, as far as machine.csv tells."""
    told = result.machine
    given = [('CORPUS', 'FILE' if told.get('corpus') else ''),
             ('AGAINST', 'PROGRAM' if ('corpus', 'race_ratio') in result.aims else ''),
             ('PLANT', told.get('plant')), ('ROUNDS', told.get('rounds')),
             ('SEED', told.get('seed'))]
    return [f'{name}={value}' for name, value in given if value]


def command_of(result):
    """What made this result: make's command, or what is known of another."""
    mode = result.machine.get('mode')
    if mode == 'chosen':
        slice_of = result.machine.get('slice', 'sets, rivals, heaps and allocators')
        return ['make', f'build/bench/bench --sets=... samples/*.cel   # {slice_of}']
    return [' '.join(['make bench-full' if mode == 'full' else 'make bench',
                      *options_of(result)])]


def redo(result, mark):
    """How to make the figures again."""
    commit = result.machine.get('commit') or 'COMMIT'
    lines = [f'git checkout {commit}', *command_of(result),
             'make report RESULT=THE-NEW-FOLDER']
    corpus = result.machine.get('corpus')
    own = f"""<p>The corpus ({text(corpus)}) is a file of whoever measured: units, each
ended by a NUL byte. Give one of your own as CORPUS=FILE, and a parser to race against as
AGAINST=PROGRAM, or leave both out: every other set comes from samples/.</p>
""" if corpus else ''
    return f'''<h3 id="redo{mark}">To redo the figures</h3>
<pre>{text(chr(10).join(lines))}</pre>
{own}<p>Below each picture stand the files and columns it is made from; the tables are made
from the same. All intervals are of 95 %, but for those of the aims. The samples are in
{text(result.name)}/samples.csv.</p>
'''


def drawn_groups(groups, drawn):
    """The pictures, below their headings."""
    lines = []
    for heading, pictures in groups:
        shown = [figure(p, drawn[p.name]) for p in pictures if p.name in drawn]
        if shown:
            lines += [f'<h3>{text(heading)}</h3>', f'<p>{text(pictures[0].caption)}</p>',
                      '<div class="pictures">', *shown, '</div>']
    return '\n'.join(lines)


def time_tables(result):
    """Of each set the plain table; other heaps and allocators can be opened."""
    lines = []
    for name in main_sets(result):
        shown = [table_html(table) for table in tables.times_tables(result, name)]
        if shown:
            lines.append(shown[0])
            if shown[1:]:
                lines.append(f'<details><summary>{len(shown) - 1} other heaps and '
                             f'allocators</summary>{"".join(shown[1:])}</details>')
    return '\n'.join(lines)


def verdict(result):
    """The run's own words; what the benchmark printed at its end."""
    if result.verdict:
        return f'<p class="verdict">{text(result.verdict)}</p>'
    return ('<p class="verdict">This result has no verdict.txt, the words of the benchmark '
            'itself: <code>build/bench/bench --summarise FOLDER</code> writes it into the '
            'folder of one machine. The tables below say what was measured.</p>')


def loses(result):
    """What was faster than the arena: the whole time; parse and walk can be opened."""
    whole = table_html(tables.loses_table(result)) or \
        '<p>No comparison of this run found a rival faster than the arena.</p>'
    parts = ''.join(table_html(tables.loses_table(result, metric))
                    for metric in ('parse', 'walk'))
    return whole + (f'<details><summary>A phase alone</summary>{parts}</details>'
                    if parts else '')


def aims(results):
    """How far it is to the aims, and where the rest of the time goes."""
    shown = ''.join(table_html(tables.aims_table(result)) for result in results)
    return f'''<section id="aims"><h2>Aims</h2>
<p>Arena bytes for each source byte, and the speed in a race with a bare parser, of which
the quartiles of the laps are given. What of the time is left, and to what it goes, stands
below, from docs/speed.md.</p>
{shown or '<p>No result here has an aims.csv.</p>'}
{chapter('speed.md', 'profile')}
</section>
'''


def section(result, groups, drawn, complaints, mark):
    """All about one result."""
    memory = ''.join(table_html(table(result, name)) for name in main_sets(result)
                     for table in (tables.memory_table, tables.system_table))
    return f'''<section id="result{mark}">
<h2>{text(result.name)}: the verdict</h2>
{warning(complaints)}{verdict(result)}
{table_html(tables.ratios_table(result))}
<h2 id="pictures{mark}">Pictures</h2>
{drawn_groups(groups, drawn) or '<p>No pictures were drawn.</p>'}
<h2 id="times{mark}">Times</h2>
{time_tables(result)}
{table_html(tables.switch_table(result))}
<h2 id="loses{mark}">Where the arena loses</h2>
{loses(result)}
{table_html(tables.lost_memory_table(result))}
<h2 id="memory{mark}">Memory</h2>
{memory}
<h2 id="machine{mark}">Machine and units</h2>
{table_html(tables.machine_table(result), 'text')}
{table_html(tables.units_table(result))}
{table_html(tables.skipped_table(result), 'text')}
<details><summary>Counters</summary>{table_html(tables.counters_table(result))}</details>
{redo(result, mark)}
</section>
'''


def navigation(results):
    links = [f'<li><a href="#{name}{mark}">{word}{text(of)}</a></li>'
             for mark, result in enumerate(results)
             for of in ['' if len(results) == 1 else f' ({result.name})']
             for name, word in (('result', 'verdict'), ('pictures', 'pictures'),
                                ('times', 'times'), ('loses', 'where it loses'),
                                ('memory', 'memory'), ('machine', 'machine'),
                                ('redo', 'redo'))]
    links += [f'<li><a href="#{name}">{name}</a></li>' for name in ('aims', 'method')]
    return '<nav><ul>' + ''.join(links) + '</ul></nav>'


def page(results, sections):
    """The whole page."""
    across = table_html(tables.across_table(results)) if len(results) > 1 else ''
    return f'''<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cellar: arena and malloc compared</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Arena and malloc, on the same parser</h1>
<p>cellar parses CEL with every token and node in an arena that one reset frees, or with
something else in the arena's place. This is what both cost, on one machine at one time.</p>
{navigation(results)}
{across}
{''.join(sections)}
{aims(results)}
<section id="method"><h2>Method</h2>
{chapter('bench.md', 'method')}
</section>
</body>
</html>
'''
