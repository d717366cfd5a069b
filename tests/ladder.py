#!/usr/bin/env python3
"""ladder.py BUILD: the seven programs of docs/ladder/ do the same, and each its own.

BUILD/gcc, BUILD/clang and BUILD/asan have them in ladder/; BUILD/cellar is the parser
they lead to. Faults are planted in copies of the sources; each must be found.

same      all print the same of expressions.cel, of edits of it, and of what is deep
shipped   cellar makes the same trees of what is right, and finds wrong what is wrong
options   -n prints once and says how long it took; -a malloc prints the same
leaks     the first leaks; no other does, and each free of the second is needed
twice     2-free with -DDOUBLE_FREE frees an e, an x and a p of e.all(x, p) once more
memory    5 to 7 with ever more memory: a unit fails, and then no unit does
poison    a tree that is printed after its release is found
"""
import atexit
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

BUILD = pathlib.Path(sys.argv[-1]).resolve()
LADDER = pathlib.Path('docs/ladder').resolve()
STEPS = sorted(path.stem for path in LADDER.glob('[1-7]-*.c'))
UNITS = (LADDER / 'expressions.cel').read_text().splitlines()
SANITIZE = ['-g', '-O0', '-fsanitize=address,undefined', '-fno-sanitize-recover=undefined']
FOLDER = pathlib.Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, FOLDER)

faults = []
figures = {'units': 0, 'found': 0, 'limits': 0}


def check(holds, text):
    if not holds:
        faults.append(text)
        print(f'FAILED: {text}')


def run(program, *options, leaks=False, more=''):
    """Exit status, output and messages of a program that is run beside expressions.cel."""
    asan = f'detect_leaks={int(leaks)}:exitcode=99:{more}'
    done = subprocess.run([program, *map(str, options)], cwd=LADDER, capture_output=True,
                          env={**os.environ, 'ASAN_OPTIONS': asan}, timeout=120)
    return (done.returncode, done.stdout.decode('utf-8', 'replace'),
            done.stderr.decode('utf-8', 'replace'))


def built(kind, step):
    return BUILD / kind / 'ladder' / step


def planted(step, *changes, flags=()):
    """Compiles a step with parts of its text changed: pairs of old and new."""
    text = (LADDER / f'{step}.c').read_text()
    for old, new in changes:
        assert old in text, f'{step}.c has no {old!r} to plant a fault in'
        text = text.replace(old, new, 1)
    number = len(list(FOLDER.iterdir()))
    source = FOLDER / f'{number}-{abs(hash((step, changes, flags)))}.c'
    source.write_text(text)
    lexer = 'scan-by-hand.c' if step[0] in '123' else 'scan.c'
    program = source.with_suffix('')
    subprocess.run(['gcc', '-std=c11', *SANITIZE, *flags, f'-I{LADDER}', '-o', program, source,
                    LADDER / 'tool.c', LADDER / lexer], check=True, capture_output=True)
    return program


def in_parallel(function, items):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, items))


# --- same -------------------------------------------------------------------------------

def expected():
    """What expected.txt says: the output, `---`, the messages."""
    out, messages = (LADDER / 'expected.txt').read_text().split('---\n')
    return 1, out, messages


def write(name, text):
    path = FOLDER / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def deep_files():
    """What must not let a walk or a rule recurse without end, and how lines may end."""
    deep = [opening * times + 'a' + closing * times
            for times in (249, 250, 251, 9000)
            for opening, closing in (('(', ')'), ('[', ']'), ('f(', ')'), ('a.all(x,', ')'),
                                     ('a[', ']'), ('-(', ')'), ('a?', ':b'), ('b?a:', ''))]
    long = [text * (20000 // len(text)) + 'a' + more
            for text in ('a+', 'a.', '!', '-', 'a||', 'a?b:', '(a)+') for more in ('', 'a' * 20)]
    wide = ['[' + 'a,' * 9000 + ']', 'f(' + 'a,' * 9000 + 'a)', 'a' + '.all(x,x)' * 2000]
    return [write('deep.cel', '\n'.join(deep + long + wide)),
            write('empty.cel', ''), write('blank.cel', '\n \t\r\f\n//\n'),
            write('crlf.cel', 'a + b\r\n"c"\r\n\r\n// d\r\na b\r\n'),
            write('bytes.cel', b'a\0b\n"\0"\n// \0\na \0\n\0\n\xff\n"\xff\xc3"\n"\\')]


def edited_file(count):
    """Edits of the expressions: a part is left out, doubled, moved or exchanged."""
    chance = random.Random(1)
    parts = '()[],.?:+-*/%<>=!&|"\'\\ ax1e'
    edited = []
    for _ in range(count):
        unit = chance.choice(UNITS)
        for _ in range(chance.randint(1, 3)):
            at, to = sorted(chance.randint(0, len(unit)) for _ in range(2))
            unit = chance.choice((unit[:at] + unit[to:], unit[:to] + unit[at:],
                                  unit[:at] + chance.choice(parts) + unit[at:],
                                  unit[:at] + chance.choice(UNITS)[at:to] + unit[to:]))
        edited.append(unit[:500])
    return write('edited.cel', '\n'.join(edited))


def check_same():
    wanted = expected()
    wrong = planted(STEPS[0], ('"(." : "("', '"(" : "("'))
    assert run(wrong, 'expressions.cel') != wanted, 'methods printed as calls are not noticed'
    files = [*deep_files(), edited_file(5000)]
    for step in STEPS:
        for kind in ('gcc', 'clang', 'asan'):
            got = run(built(kind, step), 'expressions.cel')
            check(got == wanted, f'{kind} {step}: expressions.cel gives {got!r:.500}')
    for path in files:
        first = run(built('gcc', STEPS[0]), path)
        figures['units'] += first[1].count('\n') + first[2].count('\n')
        check(path.stat().st_size < 100 or first[1] and first[2], f'{path}: one sort of answer')
        for step in STEPS:
            for kind in ('gcc', 'asan'):
                got = run(built(kind, step), path)
                check(got == first, f'{kind} {step}: {path.name} gives {got!r:.500}')


# --- shipped ----------------------------------------------------------------------------

BINARY = {'_||_', '_&&_', '_==_', '_!=_', '_<_', '_<=_', '_>_', '_>=_', '_+_', '_-_', '_*_',
          '_/_', '_%_'}


def constant(value):
    (kind, value), = value.items()
    if kind == 'boolValue':
        return str(value).lower()
    if kind == 'nullValue':
        return 'null'
    if kind == 'stringValue':
        return ('string', value)
    number = float(value) if kind == 'doubleValue' else int(value)
    return number if number >= 0 else ['-', -number]


def call(made):
    name, args = made['function'], [shipped(a) for a in made.get('args', [])]
    if 'target' in made:
        return ['.' + name, shipped(made['target']), *args]
    if name in BINARY or name in ('!_', '-_'):
        name = name.strip('_')
    return [{'@in': 'in', '_?_:_': '?', '_[_]': '[_]'}.get(name, name), *args]


def fold(made):
    result = shipped(made['loopCondition'])
    assert result == ['@not_strictly_false', '@result'] and shipped(made['result']) == '@result'
    return ['@fold', shipped(made['iterRange']), made['iterVar'], shipped(made['accuInit']),
            shipped(made['loopStep'])]


def shipped(node):
    """A tree of cellar's JSON, as the seven programs would print it, in lists."""
    (kind, value), = ((k, v) for k, v in node.items() if k != 'id')
    return {'constExpr': constant, 'callExpr': call, 'comprehensionExpr': fold,
            'identExpr': lambda v: v['name'],
            'listExpr': lambda v: ['[]', *map(shipped, v.get('elements', []))],
            'selectExpr': lambda v: ['.', shipped(v['operand']), v['field']]}[kind](value)


def leaf(text):
    if text[0] in '"\'':
        return ('string', re.sub(r'\\(.)', lambda m: {'n': '\n'}.get(m[1], m[1]), text[1:-1]))
    if text.isdigit():
        return int(text)
    return float(text) if text[0].isdigit() else text


def printed(line):
    """A tree that one of the seven printed, in lists."""
    stack = [[]]
    for part in re.findall(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[()]|[^\s()]+', line):
        if part == '(':
            stack.append([])
        elif part == ')':
            stack[-2].append(stack.pop())
        else:
            stack[-1].append(leaf(part))
    return stack[0][0]


def flat(tree):
    """With a && b && c as one row: cellar balances it, the seven lean it to the left."""
    if not isinstance(tree, list):
        return tree
    tree = [tree[0], *map(flat, tree[1:])]
    if tree[0] in ('&&', '||'):
        return [tree[0], *(x for part in tree[1:] for x in
                           (part[1:] if isinstance(part, list) and part[0] == tree[0]
                            else [part]))]
    return tree


def check_shipped():
    _, out, messages = expected()
    wrong = {int(n) for n in re.findall(r'^expressions.cel:(\d+):', messages, flags=re.M)}
    right = [unit for n, unit in enumerate(UNITS, 1)
             if n not in wrong and unit and not unit.startswith('//')]
    done = subprocess.run([BUILD / 'cellar', 'parse', '--lines', '--emit=json',
                           write('right.cel', '\n'.join(right))], capture_output=True, text=True)
    made = [json.loads(line) for line in done.stdout.splitlines()]
    trees = [flat(printed(line)) for line in out.splitlines()]
    assert len(trees) == len(made) == len(right) > 40, 'some unit has no tree'
    pairs = [(tree, flat(shipped(answer.get('expr', {'identExpr': {'name': '?'}}))))
             for tree, answer in zip(trees, made)]
    assert pairs[0][0] != pairs[1][1], 'any tree is as good as another'
    for unit, (ours, theirs) in zip(right, pairs):
        check(ours == theirs, f'{unit}: {ours}, and cellar has {theirs}')
    for number in sorted(wrong):
        done = subprocess.run([BUILD / 'cellar', 'parse', '-q', '-e', UNITS[number - 1]],
                              capture_output=True)
        check(done.returncode == 1, f'{UNITS[number - 1]}: is right for cellar')
    figures['units'] += len(right) + len(wrong)


# --- options ----------------------------------------------------------------------------

def check_options():
    wanted = expected()
    for step in STEPS:
        program = built('gcc', step)
        figure = r'arena [\d.]+, malloc [\d.]+, ratio [\d.]+' if step[0] in '67' \
            else r'[\d.]+ ns a token'
        got = run(program, '-n', 5, 'expressions.cel')
        messages, _, last = got[2].rstrip('\n').rpartition('\n')
        check((got[0], got[1], messages + '\n') == wanted, f'{step} -n 5: {got!r:.500}')
        check(re.fullmatch(r'expressions.cel: \d+ tokens, \d+ nodes, (the same trees; ns a '
                           r'token: )?' + figure, last), f'{step} -n 5 says {last!r}')
        if step[0] in '67':
            got = run(built('asan', step), '-a', 'malloc', 'expressions.cel', leaks=True)
            check(got == wanted, f'{step} -a malloc: {got!r:.500}')
        for wrong in ([], ['-x', 'a'], ['-n', 'x', 'a'], ['-n', '1'], ['-n']):
            status, out, err = run(program, *wrong)
            check((status, out) == (2, '') and 'usage: ' in err, f'{step} {wrong}: {err!r}')
        for missing in ('no-such-file', '/'):
            status, out, err = run(program, missing, 'expressions.cel')
            check((status, out) == (2, wanted[1]) and f'{missing}: cannot be read\n' in err,
                  f'{step} {missing}: {err!r:.200}')
    other = planted('6-switch', ('sum = (sum ^ node->kind)',
                                 'sum = (sum ^ node->kind ^ p_is_malloc)'),
                    flags=('-Dp_is_malloc=(uintptr_t)node',))
    check('DIFFERENT trees' in run(other, '-n', 2, 'expressions.cel')[2],
          '6-switch -n: different trees are not noticed')
    figures['found'] += 1


# --- memory -----------------------------------------------------------------------------

LEAK = 'LeakSanitizer: detected memory leaks'


def check_leaks():
    check(LEAK in run(built('asan', STEPS[0]), 'expressions.cel', leaks=True)[2],
          f'{STEPS[0]} does not leak')
    for step in STEPS[1:]:
        got = run(built('asan', step), 'expressions.cel', leaks=True)
        check(got == expected(), f'{step} leaks: {got[2][-500:]}')

    # Each place that frees something, without that.
    text = (LADDER / '2-free.c').read_text()
    start = text.index('/* A link of a chain')
    places = [m for m in re.finditer(r'\n +free_tree\(\w+\);|give_up\(\w+\)', text)
              if m.start() > start]

    def without(place):
        new = 'NULL' if place[0].startswith('give_up') else ''
        program = planted('2-free', (text, text[:place.start()] + new + text[place.end():]))
        return run(program, 'expressions.cel', leaks=True)[2]
    for place, said in zip(places, in_parallel(without, places)):
        check(LEAK in said, f'2-free without {place[0]} at {place.start()}: no leak is found')
    figures['found'] += 1 + len(places)
    assert len(places) > 10


def check_twice():
    flags = ('-DDOUBLE_FREE', '-fsanitize-recover=address')
    program = planted('2-free', flags=flags)
    path = write('all.cel', 'e.all(x, p)')
    said = run(program, path, more='halt_on_error=0')[2]
    reports = re.findall(r'ERROR: AddressSanitizer: (attempting double-free|[\w-]+)', said)
    # The walk reads a node before it frees it, so that the read is the first report.
    check(reports[:1] == ['heap-use-after-free'], f'-DDOUBLE_FREE: {said:.500}')
    check(reports.count('attempting double-free') == 3, f'-DDOUBLE_FREE: {reports}')
    for name in ('body', 'name', 'range'):
        said = run(planted('2-free', (f'share({name})', name)), path)[2]
        check('AddressSanitizer' in said, f'2-free: {name} without an owner more is not found')
    figures['found'] += 4


def answers(got):
    """Lines that say no memory, and the set of the others, with their units' numbers."""
    lines = got[1].splitlines() + got[2].splitlines()
    return [x for x in lines if x.endswith(': out of memory')], \
        {x for x in lines if not x.endswith(': out of memory')}


def check_memory():
    small = write('small.cel', '\n'.join(UNITS[:80:4]))
    large = write('large.cel', '\n'.join([*UNITS[:20], 'a + ' * 400 + 'b', *UNITS[60:70]]))

    def climb(case):
        step, backend = case
        path = small if backend else large
        wanted = run(built('gcc', STEPS[0]), path)
        failed = whole = tries = 0
        limit = path.stat().st_size
        while whole < 3:
            options = ['-m', limit, *backend, path]
            got = run(built('asan', step), *options, leaks=True)
            denied, others = answers(got)
            check(got[0] in (1, 2) and others <= answers(wanted)[1], f'{step} {options}: {got!r}')
            check(len(denied) + len(others) >= len(answers(wanted)[1]) or got[0] == 2,
                  f'{step} {options}: some unit has no answer')
            check(denied or got == wanted, f'{step} {options}: {got!r:.500}')
            failed += bool(denied and others)
            whole += not denied
            tries += 1
            limit += 24 if backend else 1000
        check(failed > 2, f'{step} {backend}: no unit is right when another has no memory')
        return tries
    cases = [(step, backend) for step in STEPS if step[0] in '567'
             for backend in ([], ['-a', 'malloc']) if step[0] != '5' or not backend]
    figures['limits'] = sum(in_parallel(climb, cases))
    careless = planted('6-switch', ('    if (!node)\n        return fail',
                                    '    if (0)\n        return fail'))
    said = [run(careless, '-a', 'malloc', '-m', limit, small)[2]
            for limit in range(small.stat().st_size, small.stat().st_size + 120, 8)]
    check(any('null pointer' in text for text in said), 'a NULL taken for a node is not found')
    figures['found'] += 1


def check_poison():
    early = ('    if (p.message && !run->quiet) {',
             '    arena_release(run->arena, mark);\n    if (p.message && !run->quiet) {')
    for step, options, word in (('5-real', [], 'use-after-poison'),
                                ('6-switch', [], 'use-after-poison'),
                                ('6-switch', ['-a', 'malloc'], 'heap-use-after-free'),
                                ('7-index', [], 'use-after-poison')):
        said = run(planted(step, early), *options, 'expressions.cel')[2]
        check(word in said, f'{step} {options}: a tree used after its release is not found')
        figures['found'] += 1


def main():
    assert len(STEPS) == 7
    for part in (check_same, check_shipped, check_options, check_leaks, check_twice,
                 check_memory, check_poison):
        part()
    print(f'check-ladder: {len(STEPS)} programs, {figures["units"]} units, '
          f'{figures["limits"]} limits of memory, {figures["found"]} planted faults found, '
          f'{len(faults)} wrong')
    sys.exit(bool(faults))


main()
