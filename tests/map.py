#!/usr/bin/env python3
"""map.py CELLAR: the memory maps of `cellar map`: what they say lies where.

Each test is a function; command.py runs them. The samples' maps are held against what
--stats and --emit=tokens say of the same units.
"""
import copy
import json
import os
import pathlib
import subprocess
import xml.etree.ElementTree as ElementTree

from command import SLOW, expect, expect_in, run_tests
from maps import OBJECTS, ROOT, SAMPLES, SVG, json_map, pieces, run


# What the maps of all samples have in common

def faults_of_side(side):
    """Bytes that belong to no piece or to two, and sums that are wrong."""
    faults = []
    for region in side['regions']:
        at = region['at']
        for piece in region['pieces']:
            if piece['at'] != at or piece['size'] <= 0:
                faults.append(f'{side["name"]}: at {piece["at"]:#x}, not {at:#x}')
            at = piece['at'] + piece['size']
        if at != region['at'] + region['size']:
            faults.append(f'{side["name"]}: a region ends at {at:#x}')
    totals = side['totals']
    for kind in OBJECTS + ('padding', 'headers', 'freed', 'unused', 'other'):
        total = sum(p['size'] for p in pieces(side) if p['kind'] == kind)
        if total != totals[kind]:
            faults.append(f'{side["name"]}: {kind}: {total}, not {totals[kind]}')
    size = sum(r['size'] for r in side['regions'])
    if size != totals['all'] + totals['other'] or \
            totals['used'] != totals['all'] - totals['unused']:
        faults.append(f'{side["name"]}: the sums differ from {size}')
    return faults


def planted_faults_are_found():
    good = json_map('-e', 'a + [1]')['sides'][0]
    expect(faults_of_side(good), [])
    def plant(change):
        bad = copy.deepcopy(good)
        change(bad)
        if not faults_of_side(bad):
            raise AssertionError('a planted fault is not found')
    plant(lambda s: s['regions'][0]['pieces'].pop(2))
    plant(lambda s: s['regions'][0]['pieces'].pop())
    plant(lambda s: s['regions'][0]['pieces'].insert(2, s['regions'][0]['pieces'][2]))
    plant(lambda s: s['regions'][0]['pieces'].reverse())
    plant(lambda s: s['regions'][0]['pieces'][2].update(kind='arrays'))
    plant(lambda s: s['totals'].update(all=s['totals']['all'] + 8))


def every_byte_is_in_one_piece_and_the_sums_agree():
    for sample in SAMPLES:
        for side in json_map(str(sample))['sides']:
            expect(faults_of_side(side), [], sample)


def stats_of(sample):
    err = run('--stats', '--emit=none', str(sample), of='parse')[2]
    lines = [line.rsplit(None, 1) for line in err.splitlines()]
    return {line[0]: int(line[1]) for line in lines if len(line) == 2 and line[1].isdigit()}


def the_arena_agrees_with_the_statistics():
    for sample in SAMPLES:
        map_, stats = json_map(str(sample)), stats_of(sample)
        arena = map_['sides'][0]
        totals = arena['totals']
        expect(sum(r['asked'] for r in arena['regions']), totals['all'], sample)
        expect(sum(totals[k] for k in OBJECTS) + totals['padding'],
               stats['bytes allocated'], sample)
        expect((map_['tokens'], map_['nodes'], map_['source_bytes']),
               (stats['tokens'], stats['nodes'], stats['bytes of text']), sample)
        expect(len([p for p in pieces(arena) if p['kind'] == 'nodes']), stats['nodes'],
               sample)
        if 'broken' not in sample.parts:  # a message needs memory of its own
            expect(sum(r['asked'] for r in arena['regions']), stats['held now, bytes'],
                   sample)


def every_token_has_a_piece():
    for sample in SAMPLES:
        text = sample.read_bytes().decode('utf-8', 'replace')
        status, out, err = run('--emit=tokens', str(sample), of='parse')
        if status != 0:
            continue
        names = [line.split()[1] for line in out.splitlines()]
        for side in json_map(str(sample))['sides']:
            tokens = [p for p in pieces(side) if p['kind'] == 'tokens']
            plain = sorted({(p['start'], p['end'], p['what']) for p in tokens})
            expect([w.removeprefix('token ') for _, _, w in plain if w != 'token END'],
                   [n for n in names if n != 'END'], sample)
            expect(max(p['end'] for p in tokens), len(text), sample)


def both_sides_hold_the_same_objects():
    for sample in SAMPLES:
        arena, malloc = json_map(str(sample))['sides']
        what = [sorted((p['kind'], p['what'], p['size'], p.get('dead', False))
                       for p in pieces(side)
                       if p['kind'] in OBJECTS and 'stack' not in p['what'])
                for side in (arena, malloc)]
        expect(what[0], what[1], sample)


def every_chunk_of_malloc_has_a_header():
    side = json_map(str(ROOT / 'samples/syntax-macros.cel'))['sides'][1]
    if side['totals']['headers'] == 0:
        print('SKIPPED: malloc is not glibc\'s')
        expect(SLOW or os.confstr('CS_GNU_LIBC_VERSION') is None or
               'LD_PRELOAD' in os.environ, True)
        return
    sizes, chunk = [], 0
    for piece in pieces(side) + [{'kind': 'headers', 'size': 8}]:
        if piece['kind'] in ('headers', 'other', 'freed'):
            sizes += [chunk] if chunk else []
            chunk = 0
        chunk += piece['size'] if piece['kind'] not in ('other', 'freed') else 0
    expect({size % 16 for size in sizes}, {0})
    expect(min(sizes), 32)


# What the pieces stand for

def pieces_tell_their_source_text():
    for text, what, source, dead in (
            ('.f(x)', 'node call .f', '.f(x)', False),
            ('.f(x)', 'node ident x', 'x', False),
            ('.f(x)', 'token DOT', '.', True),
            ('-1 + a', 'node int -1', '-1', False),
            ('-1 + a', 'node binary +', '-1 + a', False),
            ('-1 + a', 'token INT', '1', True),
            ('(a + b) * c', 'token LEFT_PAREN', '(', True),
            ('(a + b) * c', 'node binary +', 'a + b', False),
            ('(a + b) * c', 'node binary *', 'a + b) * c', False),
            ('a ? b : c', 'node conditional ?:', 'a ? b : c', False),
            ('[1, "é", 3]', 'node list ', '[1, "é", 3]', False),
            ('[1, "é", 3]', '3 pointers to the children of list ', None, False),
            ('"a\\n"', 'string a ', '"a\\n"', False),
            ('A.B{c: d}', 'node message A.B', 'A.B{c: d}', False),
            ('A.B{c: d}', 'node select B', '.', True),
            ('a.all(x, x)', 'node call all', 'a.all(x, x)', False),
            ('a.all(x, x)', 'node comprehension x', 'a.all(x, x)', False),
            ('a.all(x, x)', 'node ident @result', '(', False),
            ('has(a.b)', 'node select b', 'has(a.b)', False),
            ('a +', 'node ident a', 'a', False),
            ('a + 1e999', 'node binary +', 'a + 1e999', False),
            ('a + [b, 1)', 'node binary +', 'a + [b, 1)', False),
            ('a.b + )', 'node select b', 'a.b', False),
            ('a.b + )', 'token RIGHT_PAREN', ')', True),
            ('a.b + )', 'node error ', '', False),
            ('a.b + )', 'string `)` closes nothing', None, False),
            ('(a', 'what recovery from errors knows', None, True),
            ('(a', 'stack of what is open at an error', None, True),
            ('(a', 'note of a diagnostic', None, False),
            ('a = b', 'fix of a diagnostic', None, False),
            ('a = b', 'token EQUAL', '=', False),
            ('a b', 'text made for a message', None, True),
            ('a +', 'string expected an expression, found the end', None, False),
            ('a +', 'diagnostic', None, False)):
        for side in json_map('-e', text)['sides']:
            found = [(text[p['start']:p['end']] if 'start' in p else None,
                      p.get('dead', False)) for p in pieces(side) if p['what'] == what]
            if (source, dead) not in found:
                raise AssertionError(f'{side["name"]}: {text}: {what}: {found}')


def a_title_tells_what_lies_there():
    svg = run('-e', 'a.all(x, x)')[1]
    titles = [e.text for e in ElementTree.fromstring(svg).iter(SVG + 'title')]
    header = json_map('-e', 'a')['sides'][0]['totals']['headers']
    for title in ('Memory map of <input>',
                  f'copy of the source text\n27 bytes at {header:04x} of block 1',
                  f'token NAME\n8 bytes at {header + 32:04x} of block 1\n1:1  a',
                  f'header\n{header} bytes at 0000 of block 1'):
        expect_in(title, titles)
    for part in ('\n1:1  a.all(x, x)\nmade by the macro',
                 '\n1:1  a.all(x, x)\nonly in the macro call as written',
                 ',\nnothing points at it: dead weight until the reset'):
        expect([t for t in titles if t.endswith(part)] != [], True, part)


def abandoned_arrays_are_dead():
    text = '[' + ', '.join(str(i) for i in range(100)) + ']'
    stacks = [[p['size'] for p in pieces(side)
               if p['what'] == 'stack that gathers children' and p['dead']]
              for side in json_map('-e', text)['sides']]
    expect(stacks, [[512, 1024], [1024]])


# A malloc in which the stack of children, 512 bytes at first, grows in place; all else
# takes so much room that malloc's side of a map is the larger one.
ROOMY_MALLOC = """
#include <stddef.h>
#include <string.h>
static _Alignas(16) char pool[64 << 20];
static size_t used;
struct place { size_t size, room, unused[2]; };
size_t malloc_usable_size(void *p) {
    return p ? ((struct place *)p)[-1].size : 0;
}
void *malloc(size_t size) {
    size_t room = size == 512 ? 65536 : (size + 127) & ~(size_t)127;
    struct place *place = (void *)(pool + used);
    if (room > sizeof pool - used - sizeof *place) return NULL;
    used += sizeof *place + room;
    *place = (struct place){size == 512 ? size : room, room};
    return place + 1;
}
void free(void *p) { (void)p; }
void *calloc(size_t n, size_t size) { return malloc(n * size); }
void *realloc(void *p, size_t size) {
    struct place *place = p;
    if (p && size <= place[-1].room) { place[-1].size = size; return p; }
    void *made = malloc(size);
    return made && p ? memcpy(made, p, place[-1].size) : made;
}
"""


def growth_in_place_counts():
    if SLOW:
        return
    pathlib.Path('roomy.c').write_text(ROOMY_MALLOC)
    subprocess.run(['cc', '-shared', '-fPIC', '-fno-builtin', '-o', 'roomy.so', 'roomy.c'],
                   check=True)
    preloaded = dict(os.environ, LD_PRELOAD=os.path.abspath('roomy.so'))
    text = '[' + ', '.join(['1'] * 300) + ']'
    status, out, err = run('--json', '-e', text, env=preloaded)
    expect((status, err), (0, ''))
    totals = json.loads(out)['sides'][1]['totals']
    expect((totals['headers'], totals['freed']), (0, 0))
    size = sum(totals[kind] for kind in OBJECTS + ('padding',))
    for less, status in ((0, 0), (1, 2)):
        expect(run(f'--limit={size - less}', '-e', text, env=preloaded)[0], status, less)


run_tests('check-map', globals(), besides=['faults_of_side', 'stats_of'])
