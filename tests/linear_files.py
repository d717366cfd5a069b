"""linear_files.py: what the program takes for hostile files, for linear.py: many records,
and YAML. Each file ends in a mistake, which must be told of: then all has been read.
"""
import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import time

Figure = collections.namedtuple('Figure', 'family phase size work used peak written fault')
CALLGRIND = ['valgrind', '--tool=callgrind', '-q']
SIZES = (62500, 1000000)

POLICY = ('apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\n'
          'spec:\n  validations:\n')
WRONG = '  - expression: "+"\n'
BLOCK = POLICY + '  - expression: '

# name: options, the beginning, what is repeated, the end
FILES = {
    'records': (['-0'], '', 'a.b == 1 && c\0', '+\0'),
    'records with errors': (['-0'], '', "a == 'some text of a string' + \0", '+\0'),
    'lines': (['-l'], '', 'a.b == 1 && c\n', '+\n'),
    'empty lines': (['-l', '--error-format=short'], '', '\n' + 'a' * 40 + '\n', '+\n'),
    'YAML, expressions': (['--yaml'], POLICY, '  - expression: "a == \'b\'"\n', WRONG),
    'YAML, errors': (['--yaml'], POLICY,
                     '  - expression: "a == \'b\\u00e9 and more of it\' + "\n', WRONG),
    'YAML, documents': (['--yaml'], '', POLICY + '  - expression: a\n---\n', POLICY + WRONG),
    'YAML, a literal block': (['--yaml'], BLOCK + '|\n', '      a ||\n', '      +\n'),
    'YAML, a folded block': (['--yaml'], BLOCK + '>\n', '      a ||\n', '      +\n'),
    'YAML, a plain scalar': (['--yaml'], BLOCK + 'a\n', '      || b\n', '      || +\n'),
    'YAML, a quoted scalar': (['--yaml'], BLOCK + '"a', '\\u0061\\x61', ' + +"\n'),
    'YAML, errors in a block': (['--yaml', '--max-errors=1000000'], BLOCK + '|\n      [1\n',
                                "      , a +, 'some text of a string'\n", '      , 1 + +]\n'),
    'YAML without CEL': (['--yaml'], 'a:\n', '- {b: c, d: [e, f]}\n',
                         '---\n' + POLICY + WRONG),
    'YAML, nested': (['--yaml'], 'a:\n', '- ' + '[' * 20 + ']' * 20 + '\n',
                     '---\n' + POLICY + WRONG),
}


def make(parts, size):
    start, piece, end = parts
    return start + piece * ((size - len(start) - len(end)) // len(piece)) + end


def is_asleep(child):
    return pathlib.Path(f'/proc/{child.pid}/stat').read_text().rsplit(')', 1)[1].split()[0] == 'S'


def peak_of(command, errors):
    """Bytes of memory that the program has at most; its messages go to the file.

    It is asked when it has read its file and waits for standard input: a process that is
    gone is counted together with the one it was forked from, which is larger.
    """
    with errors.open('wb') as out:
        child = subprocess.Popen([*command, '-'], stderr=out, stdin=subprocess.PIPE)
    naps = 0
    while naps < 5 and child.poll() is None:
        time.sleep(0.02)
        naps = naps + 1 if is_asleep(child) else 0
    status = pathlib.Path(f'/proc/{child.pid}/status').read_text()
    child.communicate()
    return int(re.search(r'^VmHWM:\s+(\d+) kB', status, re.M)[1]) * 1024


def give_up(why):
    print(f'check-linear: {why}', file=sys.stderr)
    sys.exit(2)


def run_or_give_up(command, statuses, **options):
    """What a command that ends with one of the statuses writes."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, **options)
    except OSError as error:
        give_up(error)
    if done.returncode not in statuses:
        give_up(f'{" ".join(command)}: status {done.returncode}\n{done.stderr[-1000:]}')
    return done.stdout


def output_of(command):
    return run_or_give_up(command, [0])


def instructions_of(command, folder):
    profile = pathlib.Path(folder, 'profile')
    run_or_give_up([*CALLGRIND, f'--callgrind-out-file={profile}', *command],
                   [0, 1], errors='replace')  # 1: the file has errors
    totals = re.search(r'^(?:summary|totals): (\d+)', profile.read_text(), re.M)
    return int(totals[1]) if totals else give_up(f'{" ".join(command)}: not counted')


def what_is_unread(said, text):
    """The last message is about the last record or line."""
    told = re.findall(r'^/\S*?(?:\[(\d+)\])?:(\d+):\d+: error', said, re.M)
    if not told:
        return 'no message'
    last = max(int(record or line) for record, line in told)
    wanted = text.count('\0') or text.count('\n')
    return '' if last >= wanted else f'unread: the last message is about {last} of {wanted}'


def run(program, options, text, folder):
    path, errors = pathlib.Path(folder, 'hostile'), pathlib.Path(folder, 'errors')
    path.write_text(text)
    command = [program, 'parse', '--emit=none', *options, str(path)]
    peak = peak_of(command, errors)
    return instructions_of(command, folder), peak, errors.read_text()


def measure(program, name):
    """Figures of one family; what the program's start takes is subtracted."""
    options, *parts = FILES[name]
    with tempfile.TemporaryDirectory() as folder:
        start, least, _ = run(program, options, '', folder)
        for size in SIZES:
            text = make(parts, size)
            work, peak, said = run(program, options, text, folder)
            yield Figure(name, 'file', len(text), work - start, 0, peak - least, len(said),
                         what_is_unread(said, text))


def check_planted(program):
    """A last record without a mistake may be unread, and must be told to be."""
    options, *_ = FILES['records']
    with tempfile.TemporaryDirectory() as folder:
        text = '+\0a\0'
        _, _, said = run(program, options, text, folder)
    if not what_is_unread(said, text).startswith('unread'):
        give_up(f'planted: an unread record is not noticed: {said}')
    return 1
