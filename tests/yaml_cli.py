#!/usr/bin/env python3
"""yaml_cli.py CELLAR: CEL in YAML files, from the command line.

What is found, what is left alone, where mistakes are reported; each place of
cli/yaml_places.def; what is wrong with YAML itself; and a tree of 200 files.
"""
import json
import os
import re
import shlex
import subprocess

from command import CELLAR, SLOW, expect, expect_in, run, run_tests
from yaml_tree import make_tree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PARSE = ('parse', '--emit=none', '--error-format=short')
POLICY = ('apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\n'
          'spec:\n  validations:\n')


def write(text, name='p.yaml'):
    with open(name, 'wb') as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return name


def errors(text):
    """Status and `line:column: error: ...` of each message for a YAML text."""
    status, _, messages = run(*PARSE, write(text))
    return status, [m.removeprefix('p.yaml:') for m in messages.splitlines()]


def places(text):
    return [tuple(map(int, m.split(':')[:2])) for m in errors(text)[1]]


def expression(yaml_text):
    """A policy whose one expression is written so, on line 5 from column 19 on."""
    return POLICY + '    - expression: ' + yaml_text + '\n'


def test_a_valid_policy_is_valid():
    expect(errors(expression('object.x == 1')), (0, []))


def test_an_error_stands_where_it_stands_in_the_file():
    cases = (('plain', 'a == @', (5, 24)),
             ('plain, on a second line', 'a ==\n        @', (6, 9)),
             ('single quotes', "'''é'' == @'", (5, 29)),
             ('double quotes', r'"\"\xe9\" == @"', (5, 32)),
             ('an escaped line break', '"a \\\n   == @"', (6, 7)),
             ('literal', '|\n        a\n          == @', (7, 14)),
             ('folded, with an empty line', '>2-  # folded\n\n        a ==\n\n        @',
              (9, 9)),
             ('tag and anchor', '!!str &x a == @', (5, 33)))
    for what, text, place in cases:
        expect(places(expression(text)), [place], what)
        expect(places(expression(text).replace('\n', '\r\n')), [place], what + ', CRLF')
        expect(places('\ufeff' + expression(text)), [place], what + ', BOM')


def test_the_end_of_the_text_is_where_its_last_character_is():
    for what, text, place in (('plain', 'a ==  # behind', (5, 23)),
                              ('quoted', "'a == '", (5, 25)),
                              ('block', '|+\n        a ==\n\n\n', (6, 13)),
                              ('empty', '""', (5, 20))):
        expect(places(expression(text)), [place], what)


def test_a_fix_is_kept_where_the_file_holds_the_same_bytes_as_the_text():
    kept = (('a = b', '==', 'a == b'), ("'a and b'", '&&', "'a && b'"),
            (r'"a and \"b\""', '&&', r'"a && \"b\""'),
            (r'"a.matches(\"\\d\")"', 'r', r'"a.matches(r\"\\d\")"'),
            ('"x == ‘a’"', "'a'", '"x == \'a\'"'),
            ('>\n        a\n        and b', '&&', '>\n        a\n        && b'))
    for text, replacement, wanted in kept:
        whole = expression(text)
        fix = json.loads(run('parse', '--emit=json', write(whole))[1])['errors'][0]['fix']
        start, end = fix['start']['offset'], fix['end']['offset']
        expect(whole[:start] + fix['replacement'] + whole[end:], expression(wanted), text)
        expect(fix['replacement'], replacement, text)
        expect(errors(expression(wanted)), (0, []))
    for text in (r'"a \x61nd b"', r'"a \x3d b"', "'x == ‘a’'", r'"f(a\x2c)"',
                 '|\n        ; a'):
        unit = json.loads(run('parse', '--emit=json', write(expression(text)))[1])
        expect(['fix' in error for error in unit['errors']], [False], text)


def test_a_mapping_a_list_a_boolean_and_a_number_are_no_expressions():
    for text, found in (('{a: b}', 'a mapping'), ('[a]', 'a list'),
                        ('true', 'a boolean: quote it'), ('-1.5', 'a number: quote it')):
        expect(errors(expression(text)), (1, [
            '5:19: error: expected a string with a CEL expression, '
            f'found {found} [E0602]']), text)
    expect(errors(expression('!!str true')), (0, []))
    expect(errors(expression("'1'")), (0, []))


def test_null_is_as_if_the_key_were_not_there():
    for text in ('', '~', 'null'):
        expect(errors(expression(text)), (0, []), text)


def test_the_kind_may_stand_behind_the_rest():
    expect(places('spec:\n  variables:\n    - expression: "@"\n'
                  'kind: MutatingAdmissionPolicy\n'
                  'apiVersion: admissionregistration.k8s.io/v1beta1\n'), [(3, 20)])


def test_documents_and_lists_and_json():
    expect(places(expression('"@"') + '---\na: 1\n---\n' + expression('"@"')),
           [(5, 20), (13, 20)])
    item = expression('"@"').replace('\n', '\n  ')
    expect(places(f'items:\n- {item}\nkind: List\napiVersion: v1\n'), [(6, 22)])
    expect(places('{"apiVersion":"resource.k8s.io/v1","kind":"DeviceClass",\n"spec":'
                  '{"selectors":[{"cel":{"expression":"\\"a\\" == @"}}]}}'), [(2, 53)])


def test_an_expression_behind_an_alias_is_reported_once_where_it_is_written():
    expect(places('x: &e "@"\n' + expression('*e') + '    - expression: *e\n'), [(1, 8)])
    expect(places('x: &e a\ny: &e "@"\n' + expression('*e')), [(2, 8)])
    expect(places(expression('*nobody')), [])


def test_aliases_are_not_multiplied():
    laughs = 'a0: &a0 [x]\n' + ''.join(
        f'a{i}: &a{i} [{", ".join(f"*a{i - 1}" for _ in range(9))}]\n'
        for i in range(1, 60))
    expect(errors(laughs + expression('a')), (0, []))


def test_of_two_equal_keys_both_are_looked_at():
    expect(places(expression('"@"') + '      expression: "@"\n'), [(5, 20), (6, 20)])


def test_other_kinds_and_groups_are_left_alone():
    for old, new in (('ValidatingAdmissionPolicy', 'ConfigMap'),
                     ('registration.k8s.io', 'registration.k8s.eu'),
                     ('registration.k8s.io', 'registration.k8s.io.example.com'),
                     ('validations', 'invalidations'), ('- expression', '- message')):
        expect(errors(expression('"@"').replace(old, new)), (0, []), new)


def table():
    """The places of the table: (group, kind, path)."""
    made = subprocess.run(
        [*shlex.split(os.environ.get('CC', 'cc')), '-E', '-P', '-I', ROOT, '-x', 'c', '-'],
        input='#define YAML_PLACE(g, k, p) PLACE g | k | p;\n'
              '#include "cli/yaml_places.def"\n', text=True, capture_output=True, check=True)
    for line in re.findall(r'PLACE (.*?);', made.stdout, re.S):
        group, kinds, path = (''.join(re.findall(r'"(.*?)"', part))
                              for part in line.split('|'))
        for kind in kinds.split():
            yield group, kind, path


def nest(path, inner):
    """An object in which `inner` stands at the path."""
    for step in reversed(re.findall(r'\[\]|[^.\[]+', path)):
        inner = [inner] if step == '[]' else {step.replace('**', 'deep'): inner}
    return inner


def test_each_place_of_the_table_is_found_in_its_kind_alone():
    count = 0
    for group, kind, path in table():
        for this, wanted in ((kind, 1), (kind + 's', 0)):
            whole = {'apiVersion': group + '/v1', 'kind': this, **nest(path, '@ 1')}
            status, found = errors(json.dumps(whole))
            expect((status, len(found)), (wanted, wanted), f'{this}: {path}: {found}')
        count += 1
    assert count > 60, f'{count} places'


def test_what_is_wrong_with_yaml_is_said_at_its_place():
    cases = (('a: [1\nb: }', "2:2: error: invalid YAML: did not find expected ',' or ']'"),
             ('é: "\\q"', '1:5: error: invalid YAML: found unknown escape character'),
             (b'a: 1\nb: \xff', '2:4: error: invalid YAML: the text is not UTF-8'),
             ('a: 1'.encode('utf-16'), '1:1: error: invalid YAML: the text is UTF-16 or '
              'UTF-32, and is read as UTF-8 alone'),
             ('a: \x01', '1:4: error: invalid YAML: control characters are not allowed'),
             ('[' * 251, '1:251: error: invalid YAML: nested more than 250 levels deep'))
    for text, message in cases:
        expect(errors(text), (1, [message + ' [E0601]']), text)


def test_documents_before_a_broken_one_are_reported():
    expect(places(expression('"@"') + '---\na: [\n'), [(5, 20), (8, 1)])


def test_empty_files_hold_no_expressions():
    for text in ('', '\n', '# nothing\n', '---\n', '\ufeff', '--- \n---\n', 'x', '[]'):
        expect(errors(text), (0, []), repr(text))


def test_time_and_memory_are_linear():
    many = 2000 if SLOW else 20000
    for what, text in (
            ('levels', '[' * 100000), ('items', 'a: [' + 'b, ' * 10 * many + 'c]'),
            ('aliases', ''.join(f'a{i}: &a{i} b\n' for i in range(many)) +
             expression('*a7') + '    - expression: *a7\n' * many),
            ('errors', POLICY + '    - expression: a == 1 @\n' * many),
            ('escapes', expression('"' + '\\x20' * 10 * many + 'a @"')),
            ('lines', expression('|\n' + '      \n' * 5 * many + '      a\n'))):
        status, _, _ = run(*PARSE, write(text), timeout=20)
        assert status in (0, 1), what


def test_a_tree_of_200_files():
    """Every mistake of the tree is reported at its line and column, and nothing else;
    what cannot be read is an error for that file only."""
    os.mkdir('tree')
    os.chmod('tree', 0o755)
    wanted = make_tree('tree', 4)
    broken, gone, shut = 'tree/base/broken.yaml', 'tree/gone.yaml', 'tree/shut'
    wanted[write('a: [1\nb: }', broken)] = [(2, 2)]
    os.mkdir(shut)
    write(expression('@'), shut + '/in.yaml')
    os.chmod(shut, 0)
    user = {'user': 'nobody'} if os.geteuid() == 0 else {}
    status, _, messages = run(*PARSE, 'tree', gone, **user)
    os.chmod(shut, 0o755)
    expect(status, 2)
    found = {name: [] for name in wanted}
    complaints = []
    for line in messages.splitlines():
        match = re.match(r'(tree/[^:]*):(\d+):(\d+): error: ', line)
        if match:
            found[match[1]].append((int(match[2]), int(match[3])))
        elif line.startswith('cellar: '):
            complaints.append(line)
    for name, mistakes in wanted.items():
        expect(found[name], mistakes, name)
    expect(sorted(complaints), [f'cellar: {gone}: No such file or directory',
                                f'cellar: {shut}: Permission denied'])
    count = sum(map(len, wanted.values()))
    print(f'  the tree: {len(wanted)} files, {count} mistakes, each at its place')
    assert count > 1000


def test_the_samples_are_valid():
    folder = os.path.join(ROOT, 'samples', 'yaml')
    names = sorted(name for name in os.listdir(folder) if name.endswith('.yaml'))
    assert names
    for name in names:
        path = os.path.join(folder, name)
        expect(run(*PARSE, path), (0, '', ''), name)
        with open(path, encoding='utf-8') as file:  # and they would not be, with a mistake
            spoilt = re.sub(r'\b(object|self)\.', r'@\1.', file.read())
        expect(errors(spoilt)[0], 1, name)


run_tests('check-yaml', globals(),
          besides=('write', 'errors', 'places', 'expression', 'table', 'nest'))
