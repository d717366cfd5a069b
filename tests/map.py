#!/usr/bin/env python3
"""map.py [--write] CELLAR: the memory maps of `cellar map`.

Each test is a function; run(...) is one call of the program. The samples' maps are held
against what --stats and --emit=tokens say of the same units. --write makes the expected
text map anew, to be looked at in a diff. ASAN=1 in the environment says that malloc is the
sanitizer's.
"""
import copy
import json
import os
import pathlib
import pty
import resource
import signal
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

CELLAR = os.path.abspath(sys.argv[-1])
ROOT = pathlib.Path(os.getcwd())
SANITIZED = bool(os.environ.get('ASAN'))
SAMPLES = sorted((ROOT / 'samples').rglob('*.cel'))[::6 if SANITIZED else 1]
GOLDEN = ROOT / 'tests/golden/map.txt'
SVG = '{http://www.w3.org/2000/svg}'
OBJECTS = ('text', 'tokens', 'nodes', 'arrays', 'strings')


def run(*args, stdin=b'', command='map', **options):
    done = subprocess.run([CELLAR, command, *args], input=stdin, capture_output=True,
                          timeout=120, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode('utf-8', 'replace')


def json_map(*args, stdin=b''):
    status, out, err = run('--json', *args, stdin=stdin)
    expect_in(status, (0, 1))
    return json.loads(out)


def expect(got, wanted, what=''):
    if got != wanted:
        raise AssertionError(f'{what}\n  got    {got!r}\n  wanted {wanted!r}')


def expect_in(part, whole):
    if part not in whole:
        raise AssertionError(f'no {part!r} in {whole!r}')


def pieces(side):
    return [p for region in side['regions'] for p in region['pieces']]


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
    err = run('--stats', '--emit=none', str(sample), command='parse')[2]
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
        status, out, err = run('--emit=tokens', str(sample), command='parse')
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
        expect(SANITIZED or os.confstr('CS_GNU_LIBC_VERSION') is None or
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
    expect_in('cellar map', run('--help', command='help')[1])


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
    expect(run('-', stdin=text, command='parse')[0], 0)
    status, out, err = run('-', stdin=text)
    expect((status, out), (2, ''))
    expect_in('and the limit is 262144; --limit=N sets another', err)
    status, out, err = run('-', '--limit=100', stdin=text)
    expect(err, 'cellar: <input>: its map would show 80001 bytes of memory or more, and '
                'the limit is 100; --limit=N sets another\n')
    expect(run('-', '--limit=9999999', '--text', stdin=text)[0], 0)


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
    if SANITIZED:
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


HELPERS = ('run', 'json_map', 'expect', 'expect_in', 'pieces', 'faults_of_side', 'stats_of',
           'umask', 'main')


def main():
    tests = [(n, f) for n, f in globals().items()
             if callable(f) and getattr(f, '__module__', '') == __name__ and n not in HELPERS]
    failed = 0
    for name, test in tests:
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                test()
            except (AssertionError, subprocess.TimeoutExpired, ValueError,
                    ElementTree.ParseError) as fault:
                failed += 1
                print(f'{name}: {fault}')
            os.chdir('/')
    print(f'check-map: {len(tests) - failed} passed, {failed} failed')
    sys.exit(failed > 0)


main()
