#!/usr/bin/env python3
"""formats.py [--sarif-schema=FILE] CELLAR: messages for programs, against their schemas.

JSON errors are held against docs/errors.schema.json. SARIF is held against what GitHub
code scanning needs of it, and against OASIS's schema where its FILE is given. Each is
tried on a corrupted object first: a schema that takes all is none.
"""
import copy
import json
import pathlib
import re
import sys
import tempfile
import urllib.parse

import jsonschema

import command
from command import expect, expect_in

ROOT = pathlib.Path(__file__).resolve().parent.parent
BROKEN = sorted(str(p.relative_to(ROOT)) for p in ROOT.glob('samples/broken/*.cel'))
ERRORS = json.loads((ROOT / 'docs/errors.schema.json').read_text())
SARIF = next((json.loads(pathlib.Path(a.split('=', 1)[1]).read_text())
              for a in sys.argv[1:] if a.startswith('--sarif-schema=')), None)

# Texts that bring out what the samples may not: notes, fixes, warnings, odd characters.
CRAFTED = {
    'plain.cel': b'a = b',
    'unclosed.cel': b'f(a, [b, {c: d',
    'words.cel': b'a and b or not c',
    'empty.cel': b'',
    'wide.cel': '"中文😀" $\n\n\t€ + é'.encode(),
    'bytes.cel': b'a\xff\xfe + \xe2\x82',
    'control.cel': b'a \x1b[31m \xe2\x80\xae \x00 b',
    'crlf.cel': b"a +\r\n'b\r\n",
    'many.cel': b'1 + $ + ' * 50,
    'a b%:c.cel': b'a;',
    'grün.cel': b"'\\d+'",
    'line.cel': b'(' + b'a + ' * 50000 + b'$',
}


def write_crafted():
    for name, text in CRAFTED.items():
        pathlib.Path(name).write_bytes(text)
    return sorted(CRAFTED)


def messages(form, files, *options, **keywords):
    """What the program says of the files, in a form; the one place that asks it."""
    status, out, err = command.run('parse', '--emit=none', f'--error-format={form}',
                                   *options, '--', *files, **keywords)
    expect(status, 1, f'{form}: exit status')
    return out if form == 'sarif' else err


def faults(instance, schema):
    """What a schema has against a JSON value: the first fault, or None."""
    validator = jsonschema.validators.validator_for(schema)(schema)
    return next((f'{list(e.absolute_path)}: {e.message}'
                 for e in validator.iter_errors(instance)), None)


def json_errors(files, *options, **keywords):
    lines = messages('json', files, *options, **keywords).splitlines()
    return [json.loads(line) for line in lines if line.startswith('{')]


def check_json(found, files):
    expect([unit['file'] for unit in found], list(files), 'one object for each file')
    for unit in found:
        expect(faults(unit, ERRORS), None, unit['file'])
        starts = [error['start']['offset'] for error in unit['errors']]
        expect(starts, sorted(starts), f'{unit["file"]}: in order')


def test_json_of_samples():
    check_json(json_errors(BROKEN, cwd=ROOT), BROKEN)


def test_json_of_crafted_texts():
    files = write_crafted()
    found = json_errors(files, '--max-errors=3')
    check_json(found, files)
    more = {unit['file'] for unit in found if unit.get('more')}
    expect_in('many.cel', more)
    expect('plain.cel' in more, False, 'one error, and no more')
    errors = [error for unit in found for error in unit['errors']]
    expect(any('notes' in error for error in errors), True, 'some error has a note')
    expect(any('fix' in error for error in errors), True, 'some error has a fix')


def test_the_json_schema_refuses():
    """Each member, when it is taken out of its object or is of another kind."""
    write_crafted()
    good = json_errors(['unclosed.cel'], '--max-errors=1')[0]
    error = good['errors'][0]
    error['fix'] = {'replacement': ')', 'start': error['start'], 'end': error['end']}
    good['more'] = True
    expect(faults(good, ERRORS), None, 'the object itself')
    optional = ('notes', 'fix', 'more')
    for path in list(members(good)):
        bad = copy.deepcopy(good)
        parent = bad
        for key in path[:-1]:
            parent = parent[key]
        parent[path[-1]] = None
        expect(faults(bad, ERRORS) is None, False, f'{path} is null')
        if isinstance(parent, dict) and path[-1] not in optional:
            del parent[path[-1]]
            expect(faults(bad, ERRORS) is None, False, f'without {path}')


def members(value, path=()):
    """The path of every member of a JSON value."""
    keys = value if isinstance(value, dict) else \
        range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield path + (key,)
        yield from members(value[key], path + (key,))


def check_location(location, name, text):
    """A place is in the file: its lines and columns are there."""
    uri = location['artifactLocation']['uri']
    expect(re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri) is not None, True, f'{uri} is a URI')
    expect(urllib.parse.unquote(uri), name, 'the URI names the file')
    check_region(location['region'], name, text)


def check_region(region, name, text):
    lines = text.decode('utf-8', 'surrogateescape').split('\n')
    expect(sorted(region), ['endColumn', 'endLine', 'startColumn', 'startLine'], name)
    for end in ('start', 'end'):
        line, column = region[end + 'Line'], region[end + 'Column']
        expect(1 <= line <= len(lines), True, f'{name}: line {line}')
        expect(1 <= column <= len(lines[line - 1]) + 1, True, f'{name}:{line}:{column}')
    expect((region['startLine'], region['startColumn']) <=
           (region['endLine'], region['endColumn']), True, f'{name}: the end is behind')


def check_result(result, rules, read):
    rule = rules[result['ruleIndex']]
    expect(rule['id'], result['ruleId'], 'the rule by its index')
    expect(result['level'], 'error', result['ruleId'])
    expect(len(result['locations']), 1, 'one place')
    name = urllib.parse.unquote(
        result['locations'][0]['physicalLocation']['artifactLocation']['uri'])
    for place in result['locations'] + result.get('relatedLocations', []):
        check_location(place['physicalLocation'], name, read(name))
    for number, place in enumerate(result.get('relatedLocations', [])):
        expect(place['id'], number, 'related places are numbered')
        expect(bool(place['message']['text']), True, 'a note says something')
    for fix in result.get('fixes', []):
        change, = fix['artifactChanges']
        expect(urllib.parse.unquote(change['artifactLocation']['uri']), name, 'its file')
        replacement, = change['replacements']
        check_region(replacement['deletedRegion'], name, read(name))
        expect(type(replacement['insertedContent']['text']), str, 'what is inserted')


def check_sarif(document, read, status=1):
    """What GitHub's page on SARIF asks for, and what the program promises beside it."""
    if SARIF:
        expect(faults(document, SARIF), None, 'the schema of SARIF')
    expect(document['version'], '2.1.0')
    expect_in('sarif-2.1.0', document['$schema'])
    run, = document['runs']
    expect(run['columnKind'], 'unicodeCodePoints')
    expect(run['invocations'], [{'executionSuccessful': status < 2, 'exitCode': status}])
    driver = run['tool']['driver']
    expect(driver['name'], 'cellar')
    codes = re.findall(r'^CEL_CODE\("(E\d+)"', (ROOT / 'diag/codes.def').read_text(), re.M)
    expect([rule['id'] for rule in driver['rules']], codes, 'every code is a rule')
    for rule in driver['rules']:
        expect(re.fullmatch(r'([A-Z][a-z0-9]*)+', rule['name']) is not None, True,
               rule['name'])
        expect(rule['help']['text'], f'cellar explain {rule["id"]}')
        expect('{}' in rule['shortDescription']['text'], False, rule['id'])
        expect(rule['defaultConfiguration']['level'], 'error')
    for result in run['results']:
        check_result(result, driver['rules'], read)
    return run['results']


def read_from(folder):
    return lambda name: (pathlib.Path(folder) / name).read_bytes()


def agree(results, found):
    """The same errors as in JSON."""
    wanted = [(unit['file'], error['code'], error['message'], error['start']['line'],
               error['start']['column'], len(error.get('notes', [])), 'fix' in error)
              for unit in found for error in unit['errors']]
    got = []
    for result in results:
        place = result['locations'][0]['physicalLocation']
        got.append((urllib.parse.unquote(place['artifactLocation']['uri']),
                    result['ruleId'], result['message']['text'],
                    place['region']['startLine'], place['region']['startColumn'],
                    len(result.get('relatedLocations', [])), 'fixes' in result))
    expect(got, wanted, 'SARIF and JSON')


def test_sarif_of_samples():
    document = json.loads(messages('sarif', BROKEN, cwd=ROOT))
    agree(check_sarif(document, read_from(ROOT)), json_errors(BROKEN, cwd=ROOT))


def test_sarif_of_crafted_texts():
    files = write_crafted()
    document = json.loads(messages('sarif', files))
    agree(check_sarif(document, read_from('.')), json_errors(files))


def test_sarif_of_an_absolute_path():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, 'a b.cel')
        path.write_bytes(b'$')
        document = json.loads(messages('sarif', [str(path)]))
        place = document['runs'][0]['results'][0]['locations'][0]['physicalLocation']
        expect(place['artifactLocation']['uri'], path.as_uri())


def test_sarif_without_a_result():
    pathlib.Path('good.cel').write_text('a == b')
    status, out, err = command.run('parse', '--error-format=sarif', 'good.cel')
    expect((status, check_sarif(json.loads(out), read_from('.'), status=0)), (0, []))
    status, out, err = command.run('parse', '--error-format=sarif', 'missing.cel')
    expect((status, check_sarif(json.loads(out), read_from('.'), status=2)), (2, []))


def test_the_sarif_schema_refuses():
    if not SARIF:
        print('formats: SARIF without its schema: --sarif-schema=FILE')
        return
    write_crafted()
    document = json.loads(messages('sarif', ['plain.cel']))
    for corrupt in (lambda run: run['results'][0]['message'].clear(),
                    lambda run: run['results'][0].update(level='bad'),
                    lambda run: run['tool'].clear(),
                    lambda run: run.update(columnKind='bytes')):
        bad = copy.deepcopy(document)
        corrupt(bad['runs'][0])
        expect(faults(bad, SARIF) is None, False, 'corrupted')


command.run_tests('check-formats', {n: t for n, t in globals().items()
                                    if n.startswith(('test_', '__name__'))})
