"""gnuplot.py: draws a picture as SVG, for a light and for a dark page: rows of stacked
bars or of dots with intervals, one for each rival; or curves on logarithmic axes. What is
drawn is computed here, so the same numbers give the same bytes. The colours keep apart for
the colour-blind and differ in lightness; dots and curves differ in shape besides."""
import dataclasses
import html
import math
import re
import shutil
import subprocess

THEMES = {
    'light': {'paper': '#ffffff', 'ink': '#1f2328', 'faint': '#d8dee4', 'strong': '#57606a',
              'colours': ('#0072b2', '#e69f00', '#d55e00', '#8a8f98', '#009e73', '#cc79a7',
                          '#56b4e9', '#1f2328')},
    'dark': {'paper': '#0d1117', 'ink': '#e6edf3', 'faint': '#30363d', 'strong': '#8b949e',
             'colours': ('#56b4e9', '#e69f00', '#f0774a', '#8b949e', '#3fc39a', '#e29ac4',
                         '#2f81c7', '#e6edf3')},
}
WIDTH, ROW, FONT = 760, 36, 19
RIGHT = .91                      # where the plot ends, a part of the width
WIDEST = 8                       # times beyond the values an interval is shown
LETTER = .56                     # width of a letter, a part of the font's size
POINTS = (7, 5, 9, 13, 11, 15, 6, 4)  # gnuplot's shapes, in the order of the colours


class Failed(Exception):
    """gnuplot did not draw the picture."""


@dataclasses.dataclass
class Picture:
    """One picture.

    name, title, alt   file name without ending; heading; what it shows, in words
    caption, source    what to see in it; the files and columns it is made from
    axis               what the horizontal axis measures
    rows               the rivals' names, from the top
    parts              {part: [(row, low, high)]}: pieces of stacked bars
    dots               {series: [(row, value, low, high)]}: low and high None: no interval
    cloud              [(row, value)]: small dots behind the others
    curves             {series: [(x, y)]}, then `ordinate` is what the other axis measures
    palette            the colours of parts, curves: numbers of those of the theme
    labels             [(row, x, text)]: written to the right of a place
    line               where an upright line is drawn, or None
    log                the horizontal axis is logarithmic
    """
    name: str
    title: str
    alt: str
    caption: str
    source: str
    axis: str
    rows: list = dataclasses.field(default_factory=list)
    parts: dict = dataclasses.field(default_factory=dict)
    dots: dict = dataclasses.field(default_factory=dict)
    cloud: list = dataclasses.field(default_factory=list)
    curves: dict = dataclasses.field(default_factory=dict)
    labels: list = dataclasses.field(default_factory=list)
    line: float = None
    log: bool = False
    ordinate: str = ''
    palette: tuple = tuple(range(8))


def quoted(text):
    """A text as gnuplot takes it literally: names come from files that anyone wrote."""
    return "'" + re.sub(r'[^\w .,:;+*/=()%<>~-]', '?', text) + "'"


def log_range(low, high):
    """(low, high, ticks) of a logarithmic axis: ends at 1, 2, 5, 10 ..., ticks that are few
    enough to be read."""
    steps = [float(f'{digit}e{power}') for power in range(-12, 16) for digit in (1, 2, 5)]
    below = max((step for step in steps if step <= low), default=steps[0])
    above = min((step for step in steps if step >= high), default=steps[-1])
    if above == below:
        above = steps[steps.index(above) + 1]
    inside = [step for step in steps if below <= step <= above]
    if len(inside) > 8:
        inside = [step for step in inside if f'{step:e}'.startswith('1')]
    return below, above, inside[::1 + len(inside) // 9]


def values_of(picture):
    """Every value that the horizontal axis must show. Of intervals wider than all the
    values together the rest is cut off."""
    found = [end for pieces in picture.parts.values() for _, low, high in pieces
             for end in (low, high)]
    dots = [dot for dots in picture.dots.values() for dot in dots]
    found += [value for _, value, _, _ in dots] + [value for _, value in picture.cloud]
    found += [] if picture.line is None else [picture.line]
    least, most = min(found), max(found)
    ends = [end for _, _, *ends in dots for end in ends if end is not None]
    return found + [min(max(end, least / WIDEST), most * WIDEST) for end in ends
                    if picture.log]


def text_width(text):
    return len(text) * LETTER * FONT


def entries(picture):
    """[(kind, index, name)] of the legend."""
    found = [('bar', index, part) for index, part in enumerate(picture.parts)]
    found += [('dot', index, series) for index, series in enumerate(picture.dots)]
    found += [('curve', index, series) for index, series in enumerate(picture.curves)]
    return found + ([('cloud', 0, 'a process')] if picture.cloud else [])


def legend_places(picture):
    """[(kind, index, name, x, line)]: entries from left to right, as many as fit a line."""
    places, x, line = [], 12, 0
    for kind, index, name in entries(picture):
        width = text_width(name) + 46
        if x + width > WIDTH and x > 12:
            x, line = 12, line + 1
        places.append((kind, index, name, x, line))
        x += width
    return places


def legend(picture, theme, height):
    """The legend, drawn by hand: gnuplot's own takes too much room."""
    lines = []
    for kind, index, name, x, line in legend_places(picture):
        y = 1 - (58 + 26 * line) / height
        left, colour = x / WIDTH, mark_colour(picture, theme, kind, index)
        if kind == 'bar':
            lines.append(f"set object rectangle from screen {left}, screen {y - 8 / height} "
                         f"to screen {left + 16 / WIDTH}, screen {y + 8 / height} "
                         f"fs solid 1 noborder fc rgb '{colour}'")
        else:
            shape = 6 if kind == 'cloud' else POINTS[index % 8]
            lines.append(f"set label '' at screen {left + 8 / WIDTH}, screen {y} point "
                         f"pt {shape} ps 1 lw 1.5 lc rgb '{colour}'")
        lines.append(f"set label {quoted(name)} at screen {left + 24 / WIDTH}, screen {y} "
                     f"left textcolor rgb '{theme['ink']}'")
    return lines


def mark_colour(picture, theme, kind, index):
    """Dots over bars are ink: they must stand out from every part."""
    if kind == 'cloud':
        return theme['strong']
    if kind == 'dot' and picture.parts:
        return theme['ink']
    return theme['colours'][picture.palette[index % len(picture.palette)]]


def head_height(picture):
    """Pixels that title and legend take."""
    places = legend_places(picture)
    return 62 + 26 * (places[-1][-1] + 1 if places else 0)


def preamble(picture, theme, height):
    """The terminal, title, legend, frame and grid of every picture."""
    ink, faint = theme['ink'], theme['faint']
    return [
        f"set terminal svg noenhanced size {WIDTH},{height} fixed "
        f"font 'Helvetica,Arial,sans-serif,{FONT}' background rgb '{theme['paper']}'",
        'set encoding utf8', f"set border 1 lc rgb '{faint}'",
        f"set xtics nomirror scale 0 textcolor rgb '{ink}'",
        f"set ytics nomirror scale 0 textcolor rgb '{ink}'",
        f"set grid xtics lt 1 lw 1 lc rgb '{faint}'",
        f"set label {quoted(picture.title)} at screen {12 / WIDTH}, "
        f"screen {1 - 26 / height} left textcolor rgb '{ink}' font ',{FONT + 3}'",
        f"set xlabel {quoted(picture.axis)} textcolor rgb '{ink}'",
        f'set tmargin at screen {1 - head_height(picture) / height}',
        f'set bmargin at screen {88 / height}',
        'unset key', 'unset mxtics', 'unset mytics', *legend(picture, theme, height)]


def block(name, lines):
    """A block of data."""
    return [f'${name} << EOD', *lines, 'EOD']


def log_axis(axis, values):
    """A logarithmic axis around some values."""
    low, high, ticks = log_range(min(values), max(values))
    texts = ', '.join(f"{quoted(spell(tick))} {tick!r}" for tick in ticks)
    return [f'set logscale {axis}', f'set {axis}range [{low * .999}:{high * 1.001}]',
            f'set {axis}tics ({texts})']


def spell(value):
    """A tick's number: 200, 5k, 1M."""
    for limit, letter in ((1e9, 'G'), (1e6, 'M'), (1e3, 'k')):
        if value >= limit:
            return f'{value / limit:g}{letter}'
    return f'{value:g}'


def row_axes(picture, theme):
    """The axes of a picture of rows."""
    count = len(picture.rows)
    names = ', '.join(f'{quoted(name)} {row}' for row, name in enumerate(picture.rows))
    values = values_of(picture)
    lines = [f'set yrange [{count - .4}:-0.6]', f'set ytics ({names})',
             f'set lmargin at screen {(max(map(text_width, picture.rows)) + 14) / WIDTH}',
             f'set rmargin at screen {RIGHT}']
    if picture.log:
        lines += log_axis('x', [value for value in values if value > 0])
    else:
        lines.append(f'set xrange [{min(0, *values)!r}:{max(values) * 1.02 or 1!r}]')
    if picture.line is not None:
        lines.append(f'set arrow from {picture.line}, graph 0 to {picture.line}, graph 1 '
                     f"nohead back lw 2 lc rgb '{theme['strong']}'")
    for row, where, text in picture.labels:
        lines.append(f"set label {quoted(text)} at {where!r},{row} left offset 0.7,0 "
                     f"front textcolor rgb '{theme['ink']}'")
    return lines


def bar_plots(picture, theme):
    """Data blocks and plot clauses of the stacked bars."""
    data, plots = [], []
    for index, pieces in enumerate(picture.parts.values()):
        data += block(f'part{index}', [
            f'{(low + high) / 2!r} {row} {low!r} {high!r} {row - .36} {row + .36}'
            for row, low, high in pieces])
        plots.append(f"$part{index} using 1:2:3:4:5:6 with boxxyerror fs solid 1 "
                     f"border rgb '{theme['paper']}' "
                     f"fc rgb '{mark_colour(picture, theme, 'bar', index)}'")
    return data, plots


def dot_plots(picture, theme):
    """Data blocks and plot clauses of dots, intervals and the cloud behind them."""
    data, plots = [], []
    if picture.cloud:
        data += block('cloud', [f'{value!r} {row - .16}' for row, value in picture.cloud])
        plots.append(f"$cloud using 1:2 with points pt 6 ps 0.8 lw 1.5 "
                     f"lc rgb '{theme['strong']}'")
    many = len(picture.dots) - 1
    for index, dots in enumerate(picture.dots.values()):
        shift = .17 * (2 * index - many) if many else .18 if picture.cloud else 0
        data += block(f'dots{index}', [
            f'{value!r} {row + shift} {low if low is not None else value!r} '
            f'{high if high is not None else value!r}' for row, value, low, high in dots])
        plots.append(f"$dots{index} using 1:2:3:4 with xerrorbars pt {POINTS[index % 8]} "
                     f"ps 0.8 lw 2.5 lc rgb '{mark_colour(picture, theme, 'dot', index)}'")
    return data, plots


def rows_script(picture, theme):
    height = head_height(picture) + 98 + ROW * len(picture.rows)
    bars, dots = bar_plots(picture, theme), dot_plots(picture, theme)
    return '\n'.join([*preamble(picture, theme, height), *row_axes(picture, theme), *bars[0],
                      *dots[0], 'plot ' + ', \\\n     '.join(bars[1] + dots[1])])


def curves_script(picture, theme):
    points = [point for curve in picture.curves.values() for point in curve]
    lines = preamble(picture, theme, 540)
    lines += log_axis('x', [x for x, _ in points]) + log_axis('y', [y for _, y in points])
    lines += ['set grid ytics', f"set ylabel {quoted(picture.ordinate)} "
              f"textcolor rgb '{theme['ink']}'", f'set rmargin at screen {RIGHT + .05}']
    plots = []
    for index, curve in enumerate(picture.curves.values()):
        lines += block(f'curve{index}', [f'{x!r} {y!r}' for x, y in sorted(curve)])
        plots.append(f"$curve{index} using 1:2 with linespoints pt {POINTS[index % 8]} "
                     f"ps 1.2 lw 2.5 lc rgb '{mark_colour(picture, theme, 'curve', index)}'")
    return '\n'.join([*lines, 'plot ' + ', \\\n     '.join(plots)])


def script(picture, theme):
    """What gnuplot is told."""
    return (curves_script if picture.curves else rows_script)(picture, theme) + '\n'


def available():
    return shutil.which('gnuplot') is not None


def draw(picture, theme):
    """The picture as the bytes of an SVG file, `theme` being light or dark."""
    done = subprocess.run(['gnuplot', '-d'], input=script(picture, THEMES[theme]).encode(),
                          capture_output=True)
    if done.returncode or b'</svg>' not in done.stdout:
        said = done.stderr.decode(errors='replace').strip().splitlines()
        raise Failed(said[-1] if said else f'exit status {done.returncode}')
    svg = done.stdout.decode()
    alt = html.escape(picture.alt)
    svg = svg.replace('<svg', '<svg role="img" ', 1)
    return re.sub('<title>.*?</title>', lambda _: f'<title>{alt}</title>', svg, count=1)
