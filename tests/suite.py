#!/usr/bin/env python3
"""suite.py CELLAR: the published suite, tests/suite/: it is complete, and cellar passes.

index     each file has a row and each row a file; the verdict is that of the name; the
          rows are sorted, no two files are alike
rules     each production of the grammar (tests/cel.ebnf, part 1) and of the lexis has a
          file that is accepted and one that is rejected
answers   cellar accepts and rejects as it must, and where a parser may choose it does
          what the index says of it
Each is tried on planted faults first: one that cannot fail is none.
"""
import pathlib
import re
import sys

SUITE = pathlib.Path('tests/suite')
sys.path.insert(0, str(SUITE))
import run  # noqa: E402: the suite's runner, which is not beside this file

LEXIS = """IDENT SELECTOR LITERAL INT_LIT UINT_LIT FLOAT_LIT DIGIT HEXDIGIT EXPONENT STRING_LIT
           BYTES_LIT ESCAPE BOOL_LIT NULL_LIT KEYWORD RESERVED WHITESPACE COMMENT""".split()
# Sections of the definition with rules in words; and what it does not say at all.
SECTIONS = ['Syntax (minimum support)', 'Numeric Values', 'String and Bytes Values',
            'Aggregate Values', 'Macros']
UNSPECIFIED = ['CEL.g4', 'Encoding (not specified)']
VERDICTS = {'y': 'accept', 'n': 'reject', 'i': 'free'}


def productions():
    """The names of the rules that the language definition has."""
    text = pathlib.Path('tests/cel.ebnf').read_text(encoding='utf-8')
    part = text[text.index('# 1.'):text.index('# 2.')]
    return re.findall(r'^([A-Za-z]+) +=', part, re.M)


def faults_of_index(rows, texts, rules):
    """What is wrong with the index; `texts` are the files' by name."""
    names = [row['file'] for row in rows]
    faults = [f'{name}: no row' for name in texts.keys() - set(names)]
    faults += [f'{name}: no file' for name in set(names) - texts.keys()]
    if names != sorted(set(names)):
        faults.append('the rows are not sorted, or two are of one file')
    seen = {}
    for name, text in sorted(texts.items()):
        if seen.setdefault(text, name) != name:
            faults.append(f'{name}: the same text as {seen[text]}')
    for row in rows:
        if not re.fullmatch(r'[yni]_[a-z0-9_]+\.cel', row['file']):
            faults.append(f'{row["file"]}: no name for a file')
        elif row['verdict'] != VERDICTS[row['file'][0]]:
            faults.append(f'{row["file"]}: another verdict than its name says')
        if row['rule'] not in rules or not row['note']:
            faults.append(f'{row["file"]}: no rule, or no note')
        if (row['cellar'] in ('accept', 'reject')) != (row['verdict'] == 'free'):
            faults.append(f'{row["file"]}: cellar\'s answer is for free ones')
    return faults


def faults_of_rules(rows, rules):
    """Rules without a file that is accepted or without one that is rejected."""
    return [f'{rule}: no file to {verdict}' for rule in rules
            for verdict in ('accept', 'reject')
            if not any(row['rule'] == rule and row['verdict'] == verdict for row in rows)]


def faults_of_answers(answered):
    """Wrong answers, and free ones that are not what the index says."""
    faults = [f'{row["file"]}: {run.fault(row, answer)}' for row, answer in answered
              if run.fault(row, answer)]
    return faults + [f'{row["file"]}: {answer}, but the index says {row["cellar"]}'
                     for row, answer in answered
                     if row['verdict'] == 'free' and answer != row['cellar']]


def plant(rows, texts, rules):
    """The planted faults that are not noticed for what they are; how many there are."""
    def changed(key, value):
        return [{**rows[0], key: value}, *rows[1:]]

    def answers(*command, of=rows[:1], **options):
        return faults_of_answers(run.ask_all(of, command, **options))

    few = rows[::25]
    name, second = rows[0]['file'], rows[1]['file']
    wanted, refused = (next(row['file'] for row in few if row['verdict'] == verdict)
                       for verdict in ('accept', 'reject'))
    # What is planted, the line that must be said of it, and what is said.
    planted = [
        ('a file without a row', f'{name}: no row',
         faults_of_index(rows[1:], texts, rules)),
        ('a row without a file', f'{name}: no file', faults_of_index(
            rows, {other: texts[other] for other in texts if other != name}, rules)),
        ('rows out of order', 'the rows are not sorted, or two are of one file',
         faults_of_index(rows[::-1], texts, rules)),
        ('the same text twice', f'{second}: the same text as {name}', faults_of_index(
            rows, {**texts, name: texts[second]}, rules)),
        ('another verdict', f'{name}: another verdict than its name says',
         faults_of_index(changed('verdict', 'accept'), texts, rules)),
        ('an unknown rule', f'{name}: no rule, or no note',
         faults_of_index(changed('rule', 'Exprs'), texts, rules)),
        ('no note', f'{name}: no rule, or no note',
         faults_of_index(changed('note', ''), texts, rules)),
        ('no answer', f'{name}: cellar\'s answer is for free ones',
         faults_of_index(changed('cellar', '-'), texts, rules)),
        ('a rule without files', 'Relop: no file to reject', faults_of_rules(
            [row for row in rows if row['rule'] != 'Relop'], rules)),
        ('another answer', f'{name}: accept, but the index says reject',
         faults_of_answers([({**rows[0], 'cellar': 'reject'}, 'accept')])),
        ('a parser that accepts all', f'{refused}: must be rejected',
         answers('true', of=few)),
        ('a parser that rejects all', f'{wanted}: must be accepted',
         answers('false', of=few)),
        ('a parser that crashes', f'{name}: signal 11',
         answers('sh', '-c', 'kill -SEGV $$')),
        ('a parser that hangs', f'{name}: no answer in 0.2 s',
         answers('sh', '-c', 'exec sleep 9', timeout=0.2)),
        ('a parser with another status', f'{name}: status 2',
         answers('sh', '-c', 'exit 2')),
    ]
    return [what for what, said, faults in planted if said not in faults], len(planted)


def main():
    rows = run.read_index()
    texts = {path.name: path.read_bytes() for path in SUITE.glob('*.cel')}
    grammar = [*productions(), *LEXIS]
    rules = [*grammar, *SECTIONS, *UNSPECIFIED]
    unnoticed, planted = plant(rows, texts, rules)
    answered = run.ask_all(rows, [sys.argv[1], 'parse', '--emit=none'])
    faults = [f'a planted fault is not noticed: {what}' for what in unnoticed]
    faults += faults_of_index(rows, texts, rules) + faults_of_rules(rows, grammar)
    faults += faults_of_answers(answered)
    for what in faults:
        print(f'check-suite: {what}')
    print(f'check-suite: {len(grammar)} rules of the grammar and the lexis with files of '
          f'both kinds, {planted - len(unnoticed)} planted faults noticed')
    print(f'check-suite: {run.summary(answered)}')
    sys.exit(bool(faults) or not rows or len(grammar) < 30)


if __name__ == '__main__':
    main()
