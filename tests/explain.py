#!/usr/bin/env python3
"""explain.py CELLAR: `cellar explain`, and the document made of its pages.

That the examples are wrong and right is tested in explain_suite.c; only those that are
YAML files are parsed here, by the program. command.py runs the tests.
"""
import pathlib
import re
import subprocess

from command import CELLAR, expect, expect_in, run, run_tests

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODES = re.findall(r'CEL_CODE\("(E\d+)"', (ROOT / 'diag/codes.def').read_text())

E0310 = """\
E0310: ... closes nothing

This bracket closes nothing: no opening one is left for it. There is one too
many, or the opening one was deleted.

Wrong:

    user.admin || user.owner) && user.active

Right:

    (user.admin || user.owner) && user.active
"""


def a_code_gives_its_page():
    for code in ('E0310', 'e0310', 'E310', '310', '0310'):
        expect(run('explain', code), (0, E0310, ''), code)


def several_codes_give_several_pages():
    pages = [run('explain', code)[1] for code in CODES]
    expect(run('explain', *CODES), (0, '\n'.join(pages), ''))
    for code, page in zip(CODES, pages):
        expect(page.split(':')[0], code)


def without_a_code_all_are_listed():
    status, out, err = run('explain')
    expect((status, err), (0, ''))
    expect([line.split('  ')[0] for line in out.splitlines()], CODES)
    expect_in('\nE0302  expected ..., found ...\n', out)


def an_option_that_the_examples_need_is_named():
    expect_in('\nWrong, with --no-optional:\n\n    user.?name', run('explain', '306')[1])


def what_cannot_be_seen_is_shown_as_an_escape():
    for code, line in (('E0101', "    user.name == 'M\\xfcller'\n"),
                       ('E0102', "    request.path == '/login'\\x00\n"),
                       ('E0103', "    \\u{feff}user.role == 'admin'\n"),
                       ('E0207', "    user.role ==\\u{200b} 'admin'\n")):
        expect_in(f'\nWrong:\n\n{line}', run('explain', code)[1])
    unseen = re.findall(r'[^\n -~“”ü]', run('explain', *CODES)[1])
    expect(unseen, [], 'in some page')


def an_unknown_code_is_an_error_that_names_the_nearest():
    for code, nearest in (('E0399', 'E0322 and E0401'), ('E0206x', None), ('1', 'E0101 and E0102'),
                          ('E9999', 'E0601 and E0602'), ('99999999999999999999', None),
                          ('E', None), ('', None), ('expected', None), ('0x12e', None)):
        why = f'no such code; the nearest are {nearest}' if nearest else \
            "not a code: they look like E0302; 'cellar explain' lists them"
        expect(run('explain', code), (2, '', f'cellar: {code}: {why}\n'))


def an_unknown_code_does_not_keep_the_others_back():
    status, out, err = run('explain', 'E0000', 'E0310')
    expect((status, out), (2, E0310))
    expect_in('E0000', err)
    expect(run('explain', '\33[31m')[2].split(':')[1], ' \\x1b[31m')


def help_begins_with_examples():
    for option in ('--help', '-h'):
        status, out, err = run('explain', option)
        expect((status, err), (0, ''))
        expect_in('\nExamples:\n', out)


def wrong_usage():
    for option in ('--frobnicate', '-x', '--markdown=yes'):
        status, out, err = run('explain', option, 'E0310')
        expect((status, out), (2, ''))
        expect_in(f"'{option}'", err)


def a_full_disk():
    for args in ([], ['E0310'], ['--markdown'], ['--help']):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([CELLAR, 'explain', *args], stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        expect((done.returncode, done.stderr),
               (2, b'cellar: standard output: No space left on device\n'))


def markdown_of_some_pages():
    status, out, err = run('explain', '--markdown', 'E0306')
    expect((status, err), (0, ''))
    expect(out.split('\n')[:4], ['## E0306', '', '**optional syntax ... is turned off**', ''])
    expect_in("\nWrong, with `--no-optional`:\n\n```cel\nuser.?name.orValue('nobody')\n```\n", out)


def the_document_is_what_the_program_says():
    status, out, err = run('explain', '--markdown')
    expect((status, err), (0, ''))
    if out != (ROOT / 'docs/errors.md').read_text():
        raise AssertionError('docs/errors.md is not what cli/pages.def says: make errors')
    expect(re.findall(r'^## (E\d+)$', out, re.M), CODES)
    for link in re.findall(r'\]\(#(e\d+)\)', out):
        expect_in(f'\n## {link.upper()}\n', out)


def the_examples_in_yaml_are_wrong_and_right():
    for code in (c for c in CODES if c.startswith('E06')):
        page = run('explain', '--markdown', code)[1]
        examples = re.findall(r'^```yaml\n(.*?)^```$', page, re.M | re.S)
        expect(len(examples), 2, code)
        for example, status, codes in zip(examples, (1, 0), ([code], [])):
            pathlib.Path('policy.yaml').write_text(example)
            got, _, err = run('parse', '--emit=none', 'policy.yaml')
            expect((got, re.findall(r'\[(E\d+)\]', err)), (status, codes), example)


run_tests('check-explain', globals())
