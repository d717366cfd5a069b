#!/usr/bin/env python3
"""golden.py [--write] CELLAR: the samples against their expected output.

tests/golden/NAME.tree holds what `cellar parse` prints of the valid samples/NAME.cel, and
tests/golden/NAME.cel the same with --emit=cel; of that file, it prints the same again.
tests/golden/broken/NAME.errors holds what it says of a broken one in each format, and so
does tests/golden/options/NAME.errors of the calls in CALLS. mistakes.lines has an
expression a line, and mistakes.errors what is wrong with each; shapes.lines has others,
and shapes.FORM how they are written. Every backend must print the same, and the same
JSON, which must be JSON.

codes     every code of the table has a file here that shows it
mistakes  so has every row of the table of operators and words in parser/mistakes.c
fixes     where every error of a sample has a fix, the fixed text is valid
places    docs/places.md says where errors stand that cel-go has elsewhere

--write makes the files anew, to be looked at in a diff.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BACKENDS = ('arena', 'malloc', 'slab', 'fixed', 'host')
GOLDEN = pathlib.Path('tests/golden')

# What no sample can show: it takes an option, or a file that is not CEL.
CALLS = {
    'no-optional': ['--no-optional', '-e', 'a.?b'],
    'out-of-memory': ['--max-memory=400', '-e', 'a.b.c.d.e.f == "a string" && g'],
    'too-many-nodes': ['--max-nodes=14', '-e', 'a.all(x, has(x.y)) && b.map(x, x) == []'],
    'too-many-nodes-written': ['--max-nodes=5', '-e', 'a + b + c\n + d'],
    'one-error-of-two': ['--max-errors=1', '-e', 'a = b && c = d'],
    'invalid-yaml': ['samples/yaml/broken/invalid.yaml'],
    'not-an-expression': ['samples/yaml/broken/not-an-expression.yaml'],
}
# A unit of more than 2 GiB is tests/limits.py's matter.
ELSEWHERE = {'E0104'}


def run(cellar, *options):
    return subprocess.run([cellar, 'parse', *map(str, options)], capture_output=True)


def errors(cellar, *options):
    """What the program says in each format, and the exit status that it must have."""
    text = b''
    for form in ('human', 'short', 'json', 'sarif'):
        got = run(cellar, '--error-format=' + form, *options)
        if got.returncode != 1:
            raise AssertionError(f'{form}: exit status {got.returncode}')
        shown = got.stderr
        if form == 'sarif':
            results = json.loads(got.stdout)['runs'][0]['results']
            shown += ''.join(json.dumps(r, ensure_ascii=False) + '\n'
                             for r in results).encode()
        elif got.stdout:
            raise AssertionError(f'{form}: a broken unit prints a tree')
        text += f'--- {form}\n'.encode() + shown
    return text


def span(place):
    return f'{place["start"]["offset"]}-{place["end"]["offset"]}'


def mistakes(cellar):
    """Each line of mistakes.lines, and below it its errors with their notes and fixes."""
    path = GOLDEN / 'mistakes.lines'
    answers = run(cellar, '--lines', '--emit=json', path).stdout.decode().split('\n')
    for line, answer in zip(path.read_text().split('\n'), map(json.loads, answers[:-1])):
        yield line
        if 'expr' in answer:
            yield '    valid'
        for error in answer.get('errors', []):
            yield f'    {span(error)} {error["code"]} {error["message"]}'
            for note in error.get('notes', []):
                yield f'        {span(note)} {note["message"]}'
            if 'fix' in error:
                yield f'        {span(error["fix"])} becomes {error["fix"]["replacement"]!r}'


def written_as_cel(cellar, sample):
    """The sample as CEL on one line, once it has been seen that this is written as itself."""
    text = run(cellar, '--emit=cel', sample).stdout
    again = subprocess.run([cellar, 'parse', '--emit=cel'], input=text, capture_output=True)
    if again.stdout != text or text.count(b'\n') != 1:
        raise AssertionError('--emit=cel: written otherwise the second time')
    return text


def differs(cellar, sample):
    """How the backends differ on a sample, or None."""
    broken = 'broken' in sample.parts
    for options in ([], ['--emit=json'], ['--emit=cel'], ['--expand']):
        answers = [run(cellar, *options, '--alloc=' + b, sample) for b in BACKENDS]
        for backend, answer in zip(BACKENDS, answers):
            if answer.returncode != (1 if broken else 0):
                return f'{backend}: exit status {answer.returncode}'
            if (answer.stdout, answer.stderr) != (answers[0].stdout, answers[0].stderr):
                return f'{backend} differs with {options}'
        if options == ['--emit=json']:
            answer = json.loads(answers[0].stdout)
            if ('errors' if broken else 'expr') not in answer or answers[0].stderr:
                return 'JSON of the wrong kind, or messages beside it'
    return None


def fixed(text, found):
    """The text with the fixes of all errors made, or None where one has none."""
    if any('fix' not in error for error in found):
        return None
    for error in reversed(found):
        fix = error['fix']
        text = text[:fix['start']['offset']] + fix['replacement'] + \
            text[fix['end']['offset']:]
    return text


def does_not_repair(cellar, sample):
    """Whether the fixes of a sample leave it broken; None: it has not all."""
    answer = json.loads(run(cellar, '--emit=json', sample).stdout)
    try:
        text = None if 'more' in answer else fixed(sample.read_bytes().decode(),
                                                   answer['errors'])
    except UnicodeDecodeError:
        return None
    if text is None:
        return None
    done = subprocess.run([cellar, 'parse', '--emit=none'], input=text.encode(),
                          capture_output=True)
    return done.returncode != 0


def codes():
    return set(re.findall(r'CEL_CODE\("(E\d+)"', pathlib.Path('diag/codes.def').read_text()))


def rows():
    """The operators and words in the table of mistakes, as people write them."""
    texts = dict(re.findall(r'CEL_TOKEN\((\w+), "`(.*?)`"\)',
                            pathlib.Path('lexer/token.def').read_text()))
    table = pathlib.Path('parser/mistakes.c').read_text()
    return [texts.get(before.removeprefix('CEL_TOKEN_'), '') +
            found.encode().decode('unicode_escape').encode('latin-1').decode()
            for before, found in
            re.findall(r'\{[A-Z |]+,\s+(ANY|CEL_TOKEN_\w+),\s+"(.*?)"', table)]


def unshown(wanted, shown):
    return sorted(w for w in wanted if w not in shown)


def misplaced(cellar):
    """Rows of docs/places.md whose first error is not where they say."""
    rows = re.findall(r'^\| `(.*)` \| [\d:]+ \| ([\d:]+) (E\d+) \|',
                      pathlib.Path('docs/places.md').read_text(), re.M)
    assert len(rows) > 5, 'docs/places.md is not read'
    for text, place, code in rows:
        said = run(cellar, '--error-format=short', '-e', text).stderr.decode()
        if not (said.startswith(f'<input>:{place}: error: ') and
                said.splitlines()[0].endswith(f'[{code}]')):
            yield f'docs/places.md: {text}: {said}'


def expected(cellar):
    """(file below GOLDEN, what should be in it) for every sample and call."""
    for sample in sorted(pathlib.Path('samples').rglob('*.cel')):
        golden = sample.relative_to('samples')
        if 'broken' in sample.parts:
            yield golden.with_suffix('.errors'), lambda s=sample: errors(cellar, s)
        else:
            yield golden.with_suffix('.tree'), lambda s=sample: run(cellar, s).stdout
            yield golden, lambda s=sample: written_as_cel(cellar, s)
    for form in ('json', 'dot', 'tokens', 'tree', 'cel'):
        call = ('--lines', '--emit=' + form, GOLDEN / 'shapes.lines')
        yield pathlib.Path(f'shapes.{form}'), lambda c=call: run(cellar, *c).stdout
    call = ('--lines', '--expand', GOLDEN / 'shapes.lines')
    yield pathlib.Path('shapes.expanded'), lambda c=call: run(cellar, *c).stdout
    yield pathlib.Path('mistakes.errors'), lambda: \
        '\n'.join([*mistakes(cellar), '']).encode()
    for name, call in CALLS.items():
        yield pathlib.Path('options') / (name + '.errors'), lambda c=call: errors(cellar, *c)


def printed(cellar):
    """What is printed now, by file, and what is wrong with that."""
    texts, faults = {}, []
    for golden, make in expected(cellar):
        try:
            texts[golden] = make()
        except AssertionError as fault:
            texts[golden] = None
            faults.append(f'{golden}: {fault}')
    return texts, faults


def strays(texts, folder):
    found = {g for end in ('tree', 'cel', 'errors') for g in folder.rglob('*.' + end)}
    return found - {folder / golden for golden in texts}


def write(texts):
    for golden, text in texts.items():
        if text is not None:
            (GOLDEN / golden).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / golden).write_bytes(text)
    for stray in strays(texts, GOLDEN):
        stray.unlink()


def compare(texts, folder):
    """What is wrong with the files of a folder."""
    faults = [f'{golden}: is not what is printed now' for golden, text in texts.items()
              if text is not None and not ((folder / golden).exists() and
                                           (folder / golden).read_bytes() == text)]
    return faults + [f'{stray.relative_to(folder)}: there is no such sample'
                     for stray in strays(texts, folder)]


def unnoticed(cellar, texts):
    """Plants a change of every golden file, lost ones, one too many, and a backend that
    prints more: returns how many, and those that are not noticed for what they are."""
    files = [golden for golden, text in texts.items() if text is not None]
    differ = [f'{golden}: is not what is printed now' for golden in files]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for golden in files:
            (folder / golden).parent.mkdir(parents=True, exist_ok=True)
            (folder / golden).write_bytes(texts[golden][:-1] + b'?')
        planted = [('changed files', compare(texts, folder), differ)]
        for golden in files:
            (folder / golden).write_bytes(texts[golden])
        planted.append(('nothing', compare(texts, folder), []))
        (folder / 'gone.tree').write_bytes(b'')
        planted.append(('a file too many', compare(texts, folder),
                        ['gone.tree: there is no such sample']))
        for golden in (*files, 'gone.tree'):
            (folder / golden).unlink()
        planted.append(('lost files', compare(texts, folder), differ))
        talker = folder / 'talker'
        talker.write_text('#!/bin/sh\ncase "$*" in *--alloc=slab*) echo;; esac\n'
                          f'exec "{os.path.abspath(cellar)}" "$@"\n')
        talker.chmod(0o755)
        planted.append(('a backend that prints more',
                        differs(talker, pathlib.Path('samples/syntax-macros.cel')),
                        'slab differs with []'))
    return 2 * len(files) + 2, [what for what, got, wanted in planted if got != wanted]


def main():
    cellar = sys.argv[-1]
    assert fixed('a = b', [{'fix': {'start': {'offset': 2}, 'end': {'offset': 3},
                                    'replacement': '=='}}, {}]) is None
    assert len(rows()) > 20 and '===' in rows(), 'the table of mistakes is not read'
    assert unshown(['E9999'], 'E0101') == ['E9999'], 'a planted code is shown'
    texts, faults = printed(cellar)
    if '--write' in sys.argv:
        write(texts)
    planted, missed = unnoticed(cellar, texts)
    faults += [f'a planted fault is not noticed: {what}' for what in missed]
    faults += compare(texts, GOLDEN)
    samples = sorted(pathlib.Path('samples').rglob('*.cel'))
    faults += [f'{s}: {f}' for s in samples if (f := differs(cellar, s))]
    shown = ''.join(p.read_text(errors='replace') for p in GOLDEN.rglob('*.errors'))
    faults += [f'no sample shows {c}' for c in unshown(codes() - ELSEWHERE, shown)]
    faults += [f'no sample shows the mistake `{r}`'
               for r in unshown(rows(), ''.join(re.findall('`[^`\n]*`', shown)))]
    faults += misplaced(cellar)
    broken = [s for s in samples if 'broken' in s.parts]
    repaired = {s: does_not_repair(cellar, s) for s in broken}
    faults += [f'{s}: its fixes do not make it valid' for s, bad in repaired.items() if bad]
    count = sum(bad is False for bad in repaired.values())
    if len(samples) - len(broken) < 40 or count < 20:
        faults.append(f'{len(samples) - len(broken)} valid samples, {count} repaired: too few')
    for fault in faults:
        print(fault)
    lines = (GOLDEN / 'mistakes.lines').read_bytes().count(b'\n')
    print(f'check-golden: {len(samples)} samples, {len(CALLS)} calls, {len(BACKENDS)} backends, '
          f'{lines} lines of mistakes, '
          f'{count} samples repaired by their fixes, {len(faults)} failed; '
          f'{planted} planted faults noticed')
    sys.exit(len(faults) > 0)


main()
