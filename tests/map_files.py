#!/usr/bin/env python3
"""map_files.py [--write] CELLAR: how `cellar map` draws and writes its maps, and what goes
wrong with that.

Each test is a function; command.py runs them. --write makes the expected text map anew, to
be looked at in a diff.
"""
import json
import os
import pathlib
import pty
import resource
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from command import CELLAR, expect, expect_in, run_tests
from maps import ROOT, SAMPLES, SVG, json_map, pieces, run

GOLDEN = ROOT / 'tests/golden/map.txt'


# The drawings

def every_picture_is_well_formed():
    for sample in SAMPLES:
        tree = ElementTree.fromstring(run(str(sample))[1])
        expect(tree.tag, SVG + 'svg')
        expect([e.tag for e in tree][:3], [SVG + 'title', SVG + 'desc', SVG + 'style'])


def no_text_breaks_the_picture():
    for text in (b'"<&>\'" + \'"\' + r"]]>"', b'"\x01\x1b[31m\x7f\xc2\x85"', b'"\xff\xfe"',
                 b'a\0b', b'', b'a +', b'\xef\xbb\xbfa', '"日本語 ￾￿ ‮"'.encode(),
                 '"éééééééé"'.encode() * 60, b'// ' + 'é'.encode() * 500 + b'\na', b'1e999',
                 b'`a-<b>`', b'a.`<&>`', b'"' + b'\\n' * 500 + b'"', b'9' * 300):
        for name in ('<&>"\'.cel', '\x1b[1m.cel'):
            pathlib.Path(name).write_bytes(text)
            status, out, err = run(name)
            expect_in(status, (0, 1))
            expect(status == 0, err == '', text)
            tree = ElementTree.fromstring(out)
            raw = [c for c in out if c != '\n' and (ord(c) < 32 or ord(c) == 127)]
            expect(raw, [], text)
            expect_in('.cel', tree.find(SVG + 'title').text)
            json.loads(run('--json', name)[1])
            expect_in('written to', run('--text', name)[1])


def letters_stand_above_their_bytes():
    svg = ElementTree.fromstring(run('-', stdin=b'"\x01\x1b" + \n\t"\xc3\xa9"')[1])
    texts = [e for e in svg.iter(SVG + 'text')
             if e.get('class') == 'source' and int(e.get('x').split()[0]) < 784]
    expect({e.text for e in texts if len(e.text) > 9}, {'"\ufffd\ufffd" + ↵ "é"' + 16 * ' '})
    places = [int(x) for x in texts[0].get('x').split()]
    expect([x - places[0] for x in places], [5 * i for i in range(11)] + [60 + 5 * i for i in range(17)])
    svg = ElementTree.fromstring(run('-e', '"' + 'é' * 200 + '"')[1])
    letters = [(letter, int(x)) for e in svg.iter(SVG + 'text')
               if e.get('class') == 'source' and int(e.get('x').split()[0]) < 784
               for letter, x in zip(e.text, e.get('x').split())]
    expect(''.join(letter for letter, _ in letters).strip(), '"' + 'é' * 200 + '"')
    expect({(x - 64) // 5 % 2 for letter, x in letters if letter == 'é'}, {1})


def texts_are_cut_between_letters():
    for text in ('"' + 'é' * 100 + '"', '"x' + 'é' * 100 + '"'):
        cut = [p['what'] for side in json_map('-e', text)['sides'] for p in pieces(side)
               if p['what'].endswith('...')]
        expect(len(cut), 2)
        expect([c for c in cut if '\ufffd' in c], [])
        expect('\\xc3' in run('-e', text)[1], False)


def the_arenas_side_is_the_same_in_every_run():
    sample = str(ROOT / 'samples/syntax-macros.cel')
    padded = dict(os.environ, PADDING='x' * 5000)
    def halves(svg):
        begin, middle = svg.index('class="side" x="64"'), svg.index('class="side" x="784"')
        return svg[begin:middle]
    expect(halves(run(sample)[1]), halves(run(sample, env=padded)[1]))
    expect(json_map(sample)['sides'][0], json_map(sample)['sides'][0])


def the_text_map_of_a_small_unit():
    text = 'a.b && [1, 2].all(x, x > 0 ? "y\\n" : (z))'
    status, out, err = run('--text', '-e', text)
    expect((status, err), (0, ''))
    lines = out.splitlines()
    begin = [i for i, line in enumerate(lines) if line.startswith('block')][0]
    end = lines.index('', begin)
    got = ''.join(line[:37].rstrip() + '\n' for line in lines[begin:end])
    if '--write' in sys.argv:
        GOLDEN.write_text(got)
    expect(got, GOLDEN.read_text())
    expect([line for line in out.splitlines() if len(line) > 79], [])


def untouched_pages_are_left_out():
    for count, pages in ((160, '3 pages'), (200, '2 pages'), (240, '1 page')):
        text = ' && '.join(['a'] * count)
        block = json_map('-e', text)['sides'][0]['regions'][-1]
        tail = block['pieces'][-1]
        expect((tail['kind'], tail['size'] // 4096), ('unused', int(pages[0])), count)
        out = run('--text', '-e', text)[1]
        lines = [line[:37].rstrip() for line in out[out.index('block 3'):].splitlines()]
        expect_in(pages + ' never touched', lines)
        expect(len([line for line in lines if line[4:].strip('_') == ' ']),
               tail['size'] % 4096 // 256)
        expect_in(f'>{pages} never touched<', run('-e', text)[1])


def colours_are_for_terminals():
    def on_terminal(*args, **variables):
        variables = {'TERM': 'xterm', **variables}
        primary, terminal = pty.openpty()
        done = subprocess.run([CELLAR, 'map', '--text', '-e', 'a', *args], stdout=terminal,
                              env=dict(os.environ, **variables))
        os.close(terminal)
        out = os.read(primary, 1 << 16)
        os.close(primary)
        expect(done.returncode, 0)
        return b'\x1b[' in out
    expect('\x1b' in run('--text', '-e', 'a')[1], False)
    expect('\x1b' in run('--text', '-e', 'a', '--color=always')[1], True)
    try:
        pty.openpty()
    except OSError:
        print('SKIPPED: this machine has no terminals to give')
        return
    expect(on_terminal(), True)
    expect(on_terminal('--color=never'), False)
    expect(on_terminal(NO_COLOR='1'), False)
    expect(on_terminal(TERM='dumb'), False)


# What goes wrong

def wrong_usage():
    for args, message in (
            ([], 'map takes one file or --expr'),
            (['a', 'b'], 'map takes one file or --expr'),
            (['-e', 'a', 'b'], 'map takes one file or --expr'),
            (['-e', 'a', '-e', 'b'], '--expr may be given once'),
            (['-o', 'a', '-o', 'b', 'c'], '--output may be given once'),
            (['--text', '--json', 'a'], '--text and --json do not go together'),
            (['--color=sometimes', 'a'], "auto, always or never, not 'sometimes'"),
            (['--limit=0', 'a'], "number of bytes, not '0'"),
            (['--limit=x', 'a'], "number of bytes, not 'x'"),
            (['-o'], "takes a value: '-o'"),
            (['--emit=tree', 'a'], "'--emit=tree'"),
            (['-x'], "'-x'")):
        status, out, err = run(*args)
        expect((status, out), (2, ''), args)
        expect_in(message, err)
        expect_in("Try 'cellar map --help'.", err)


def help_is_there():
    status, out, err = run('--help')
    expect((status, err), (0, ''))
    expect_in('cellar map --text', out)
    expect_in('cellar map', run('--help', of='help')[1])


def a_broken_unit_has_a_map_and_messages():
    status, out, err = run('-e', 'a + [1, 2', '-o', 'map.svg')
    expect((status, out), (1, ''))
    expect_in('error: expected', err)
    ElementTree.parse('map.svg')


def an_unreadable_file():
    for name, why in (('missing.cel', 'No such file or directory'), ('.', 'Is a directory')):
        expect(run(name), (2, '', f'cellar: {name}: {why}\n'))


def a_large_unit_is_refused():
    text = b'a' + b' + a' * 20000
    expect(run('-', stdin=text, of='parse')[0], 0)
    status, out, err = run('-', stdin=text)
    expect((status, out), (2, ''))
    expect_in('and the limit is 262144; --limit=N sets another', err)
    status, out, err = run('-', '--limit=100', stdin=text)
    expect(err, 'cellar: <input>: its map would show 80001 bytes of memory or more, and '
                'the limit is 100; --limit=N sets another\n')
    expect(run('-', '--limit=9999999', '--text', stdin=text)[0], 0)


def the_output_is_linear():
    def size(count):
        return len(run('-', '--limit=99999999', stdin=b'a' + b' + aa' * count)[1])
    expect(size(4000) < 2.2 * size(2000), True)


def output_goes_to_a_file():
    expect(run('-e', 'a', '-o', 'a.svg'), (0, '', ''))
    expect(pathlib.Path('a.svg').read_text()[:4], '<svg')
    expect(run('-e', 'a', '-o', '-')[1][:4], '<svg')
    expect(oct(os.stat('a.svg').st_mode & 0o777), oct(0o666 & ~umask()))
    os.symlink('a.svg', 'link.svg')
    expect(run('-e', 'b', '-o', 'link.svg')[0], 0)
    expect((os.path.islink('link.svg'), os.path.islink('a.svg')), (True, False))
    expect_in('1:1  b', pathlib.Path('a.svg').read_text())
    expect(sorted(os.listdir()), ['a.svg', 'link.svg'])


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def a_failed_output_leaves_nothing():
    def small_files():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
    pathlib.Path('old.svg').write_text('old')
    for name in ('old.svg', 'new.svg'):
        status, out, err = run('-e', 'a', '-o', name, preexec_fn=small_files)
        expect((status, out, err), (2, '', f'cellar: {name}: File too large\n'))
    expect((os.listdir(), pathlib.Path('old.svg').read_text()), (['old.svg'], 'old'))
    for name, why in (('/dev/full', 'No space left on device'),
                      ('nowhere/map.svg', 'No such file or directory'),
                      ('.', 'Is a directory')):
        expect(run('-e', 'a', '-o', name), (2, '', f'cellar: {name}: {why}\n'))
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([CELLAR, 'map', '-e', 'a'], stdout=full, stderr=subprocess.PIPE)
    expect(done.returncode, 2)
    expect_in(b'standard output: No space left', done.stderr)


run_tests('check-map', globals(), besides=['umask'])
