#!/usr/bin/env python3
"""report.py RESULT... -o DIR: pictures and one HTML page from result folders.

Writes DIR/report.html and, where gnuplot is there, DIR/NAME-light.svg and -dark.svg.
Exit status: 0; 2 if something could not be read, drawn or written. What is wrong with a
result is said by file and line, and the rest of it is shown. Without gnuplot the page has
tables only, and a warning says so. The same result gives the same bytes.
"""
import argparse
import pathlib
import sys

import gnuplot
import page
import pictures
from files import write
from result import Unreadable, read_results


def say(text):
    print(f'report: {text}', file=sys.stderr)


def read(folders):
    """The results that can be read, and whether all could."""
    results, whole = [], True
    for folder in folders:
        try:
            results += read_results(folder)
        except Unreadable as error:
            say(error)
            whole = False
    for result in results:
        for complaint in result.complaints():
            say(complaint)
            whole = False
    return results, whole


def draw(groups, folder, prefix):
    """Draws and writes the pictures: {name: (light, dark)}, and what went wrong."""
    drawn, complaints = {}, []
    for picture in (picture for _, found in groups for picture in found):
        try:
            drawn[picture.name] = [gnuplot.draw(picture, theme) for theme in gnuplot.THEMES]
        except gnuplot.Failed as error:
            complaints.append(f'{picture.name}: gnuplot: {error}')
            continue
        for theme, svg in zip(gnuplot.THEMES, drawn[picture.name]):
            write(folder / f'{prefix}{picture.name}-{theme}.svg', svg)
    return drawn, complaints


def make(results, folder):
    """Writes pictures and page; whether all went well."""
    whole, sections = True, []
    for mark, result in enumerate(results):
        groups, drawn, complaints = pictures.pictures(result), {}, []
        if gnuplot.available():
            prefix = f'{pictures.tagged(result.name)}-' if len(results) > 1 else ''
            drawn, complaints = draw(groups, folder, prefix)
        for complaint in complaints:
            say(complaint)
            whole = False
        sections.append(page.section(result, groups, drawn,
                                     result.complaints() + complaints, mark))
    write(folder / 'report.html', page.page(results, sections))
    return whole


def main():
    parser = argparse.ArgumentParser(description='Pictures and a page from result folders.')
    parser.add_argument('results', nargs='+', metavar='RESULT', help='a result folder')
    parser.add_argument('-o', dest='folder', required=True, metavar='DIR', help='where to')
    options = parser.parse_args()
    folder = pathlib.Path(options.folder)
    results, whole = read(options.results)
    if not results:
        return 2
    if not gnuplot.available():
        say('warning: gnuplot is not installed (Debian: gnuplot-nox): tables only, '
            'no pictures')
    try:
        folder.mkdir(parents=True, exist_ok=True)
        whole = make(results, folder) and whole
    except OSError as error:
        say(f'{error.filename or folder}: {error.strerror}')
        return 2
    print(folder / 'report.html')
    return 0 if whole else 2


if __name__ == '__main__':
    sys.exit(main())
