#!/usr/bin/env python3
"""bench_results.py BUILD: what is made of measurements, and of files that hold none; most are
made up.
"""
import shutil

from bench_runs import HEADERS, SAMPLES, fresh, made_up, rows, run, tiny_run, verdicts
from command import expect, expect_in, run_tests


# What is made of samples

def a_planted_difference_is_found():
    for seed in range(5):
        folder = made_up(fresh('planted'), 1.1, seed=seed)
        expect(run('--summarise', folder)[0], 0)
        expect(verdicts(folder, 'arena-again'),
               {('total', 'with'): 'slower', ('total', 'without'): 'slower',
                ('parse', 'with'): 'slower', ('walk', 'with'): 'slower'})


def nothing_is_found_where_nothing_is():
    for seed in range(5):
        folder = made_up(fresh('alike'), 1, seed=seed)
        status, out, _ = run('--summarise', folder)
        expect(status, 0)
        expect(set(verdicts(folder, 'arena-again').values()), {'none'})
        expect_in('none is found', ' '.join(out.split()))


def the_tokens_can_be_left_out():
    folder = made_up(fresh('tokens'), 1)
    expect(run('--summarise', folder)[0], 0)
    found = {row['tokens']: row for row in rows(folder, 'comparisons')
             if (row['rival'], row['metric']) == ('malloc-leak', 'total')}
    expect(found['with']['verdict'], 'slower')
    expect(found['without']['verdict'], 'none')
    for tokens, ratio in (('with', 13030 / 9030), ('without', 1)):
        if not abs(float(found[tokens]['ratio']) / ratio - 1) < 0.02:
            raise AssertionError(found[tokens])


def the_verdict_tells_where_malloc_is_faster():
    folder = made_up(fresh('faster'), 1)
    path = folder / 'samples.csv'
    text = path.read_text().replace(',malloc,', ',?,').replace(',arena,', ',malloc,')
    path.write_text(text.replace(',?,', ',arena,'))
    status, out, _ = run('--summarise', folder)
    expect(status, 0)
    expect_in('Malloc is faster than the arena: malloc on a policy',
              ' '.join(out.split()))


def runs_agree_or_say_where_they_do_not():
    one, same = made_up(fresh('one'), 1, seed=1), made_up(fresh('same'), 1, seed=2)
    other = made_up(fresh('other'), 1.3, seed=3)
    for folder in (one, same, other):
        expect(run('--summarise', folder)[0], 0)
    status, out, _ = run('--agree', one, same)
    expect(status, 0, out)
    expect_in('the runs agree', out)
    expect_in('the largest shift: ', out)
    status, out, _ = run('--agree', one, other)
    expect(status, 1, out)
    expect_in('policy, clean heap, glibc: arena-again against arena', out)


def machines_are_put_together():
    out = fresh('merged')
    other = fresh('elsewhere') / 'tiny'
    shutil.copytree(tiny_run(), other)
    status, text, err = run('--merge', f'--out={out}', tiny_run(), other)
    expect((status, err), (0, ''))
    expect_in('tiny', text)
    for table in HEADERS:
        merged = rows(out, table)
        expect(list(merged[0]), ['machine'] + HEADERS[table], table)
        expect({row['machine'] for row in merged}, {'tiny', 'tiny-2'})
        expect(len(merged), 2 * len(rows(tiny_run(), table)), table)


def another_parser_is_raced():
    folder = fresh('race')
    folder.mkdir()
    corpus, program = folder / 'corpus.nul', folder / 'it is slow'
    corpus.write_bytes(b'a.b\0c && d\0')
    program.write_text('#!/bin/sh\n[ -r "$1" ] && [ "$2" = 5 ] || exit 1\n'
                       'echo parse, arena 0.001 MB/s\n')
    program.chmod(0o755)
    args = ['--sets=short', '--rivals=arena,malloc', '--processes=1', '--rounds=1',
            f'--corpus={corpus}']
    status, out, err = run(*args, f'--against={program}', f'--out={folder}/a', *SAMPLES)
    expect(status, 0, err)
    expect_in('Race of 31 laps against', out)
    expect_in('times its speed', out)
    expect_in('The corpus: arena bytes a source byte', out)
    status, out, err = run(*args, '--against=false', f'--out={folder}/b', *SAMPLES)
    expect(status, 2)
    expect_in("'false' told no speed", err)


# Files that are not as they should be

def broken_lines_are_told_and_left_out():
    folder = made_up(fresh('broken'), 1)
    path = folder / 'samples.csv'
    lines = path.read_text().splitlines(keepends=True)
    lines[3] = 'what is this\n'
    lines[5] = lines[5].replace(',glibc,', ',glibc,x,')
    lines[7] = lines[7].rstrip().rsplit(',', 1)[0] + ',fast\n'
    lines[9] = lines[9].replace(lines[9].split(',')[0], '-1', 1)
    path.write_text(''.join(lines)[:-5])
    status, out, err = run('--summarise', folder)
    expect(status, 0)
    expect_in('Verdict: ', out)
    for message in (f'{path}:4: 1 fields where the header has 12; left out',
                    f'{path}:6: 13 fields where the header has 12; left out',
                    f"{path}:8: total: 'fast' is no number; the line is left out",
                    f"{path}:10: process: '-1' is no number from 0; the line is left out",
                    f'{path}:{len(lines)}: the file ends within this line, which is left '
                    'out'):
        expect_in(message, err)


def files_that_are_no_results_are_told():
    folder = fresh('odd')
    folder.mkdir()
    path = folder / 'samples.csv'
    for content, message in (
            (None, 'No such file or directory'),
            (b'', f'{path}:1: the file is empty: no header line'),
            (b'process,round,set,heap,allocator,rival,lex,parse,walk,teardown,total\n',
             f"{path}:1: no column 'tokens': not a result, or an older one"),
            (b'\x7fELF\x00\x01\n', f'{path}:1: this is no table of a result'),
            (','.join(HEADERS['samples']).encode() + b'\n', f'{path}: holds no samples')):
        if content is not None:
            path.write_bytes(content)
        status, out, err = run('--summarise', folder)
        expect((status, out), (2, ''), content)
        expect_in(message, err)


def many_faults_are_counted():
    folder = made_up(fresh('many'), 1)
    path = folder / 'samples.csv'
    path.write_text(path.read_text() + 'x\n' * 100)
    status, _, err = run('--summarise', folder)
    expect(status, 0)
    expect(err.count('1 fields where the header has 12'), 5)
    expect_in(f'{path}: 95 more faults', err)


run_tests('check-bench', globals(), folders=False)
