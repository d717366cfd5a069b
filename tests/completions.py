#!/usr/bin/env python3
"""completions.py CELLAR: what each shell offers behind `cellar`, asked of itself.

Each shell offers the options that --help names, the values of those with a few, and the
files that may be parsed; and the program takes each value that is offered.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

from helps import COMMANDS, options
from tally import check, finish

CELLAR = os.path.abspath(sys.argv[1])
SCRIPTS = pathlib.Path('completions').resolve()
ENVIRONMENT = os.environ | {'PATH': os.path.dirname(CELLAR) + ':' + os.environ['PATH'],
                            'LC_ALL': 'C.UTF-8', 'TERM': 'dumb'}

# As bash would call it: it splits words at `=`.
BASH = r'''
source "$1/cellar.bash"
shift
COMP_WORDS=() COMP_CWORD=-1
for word; do
    while [[ $word == ?*=* ]]; do
        COMP_WORDS+=("${word%%=*}" =)
        word=${word#*=}
    done
    [[ -z $word && ${COMP_WORDS[-1]} == = ]] || COMP_WORDS+=("$word")
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_cellar cellar "$word" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
'''

FISH = r'''
source $argv[1]/cellar.fish
complete -C "$argv[2]" | string split -f 1 \t
'''

# An interactive zsh on a terminal of its own: compadd tells what it is given.
ZSH = r'''
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1= PS2=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w z "source $2"
zpty -w z "stty -echo; print READY"
while zpty -r z line; do [[ $line == *READY* && $line != *print* ]] && break; done
zpty -w -n z "$3"$'\t'
while zpty -r z line; do
    line=${line%%[$'\r\n']*}
    [[ $line == *END-OF-OFFER* ]] && break
    [[ $line == *OFFER:* ]] && print -r -- "${line##*OFFER:}"
done
zpty -d z
'''
ZSH_HOOK = r'''
compadd() {
    local -a hits keep
    local i
    for ((i = 1; i <= $#; i++)); do
        case ${@[i]} in
        --|-) break ;;
        -O|-A|-D) builtin compadd "$@"; return ;;
        esac
    done
    builtin compadd -A hits "$@"
    for i in $hits; do print -r -- $'\r\n'OFFER:$i; done
    builtin compadd "$@"
}
finished() { print -r -- $'\r\nEND-OF-OFFER' }
comppostfuncs=(finished)
zstyle ':completion:*' list-grouped false
bindkey '^I' complete-word
LISTMAX=10000
'''


def ask(*command):
    done = subprocess.run(command, text=True, capture_output=True, env=ENVIRONMENT,
                          stdin=subprocess.DEVNULL, timeout=60)
    return {line.rstrip() for line in done.stdout.splitlines() if line.strip()}


def bash(line):
    return ask('bash', '-c', BASH, 'bash', str(SCRIPTS), *line.split(' '))


def fish(line):
    return ask('fish', '--no-config', '-c', FISH, str(SCRIPTS), line)


def zsh(line):
    with tempfile.NamedTemporaryFile('w', suffix='.zsh') as hook:
        hook.write(ZSH_HOOK)
        hook.flush()
        return ask('zsh', '-f', '-c', ZSH, 'zsh', str(SCRIPTS), hook.name, line)


def bare(offers):
    """The words without the option before the value, and without `=` and `/` behind."""
    return {offer.rsplit('=', 1)[-1] if '=' in offer.rstrip('=') else
            offer.rstrip('=/ ') for offer in offers}


VALUES = (
    ('parse', '--emit', 'tree tokens json dot cel none'),
    ('parse', '--error-format', 'human short json sarif'),
    ('parse', '--color', 'auto always never'),
    ('map', '--color', 'auto always never'),
    ('parse', '--log-format', 'text json'),
    ('parse', '--alloc', 'arena malloc slab fixed host log fault: fault-blocks:'),
)
SHELLS = (bash, zsh, fish)


def offers(shell, line, wanted, what=None):
    got = bare(shell(line))
    got = {word for word in got if what is None or word.startswith(what)}
    check(got == set(wanted), f'{shell.__name__} offers behind {line!r} {sorted(got)}, '
          f'not {sorted(wanted)}')


def check_values():
    """The program takes what is offered."""
    for command, option, values in VALUES:
        for value in values.split():
            value += '1' if value.endswith(':') else ''
            more = ['--alloc=log'] if option == '--log-format' else []
            done = subprocess.run(
                [CELLAR, command, f'{option}={value}', *more, '-e', '1'],
                capture_output=True)
            check(b'takes' not in done.stderr and b'--help' not in done.stderr,
                  f'cellar {command} does not take {option}={value}: {done.stderr}')


def main():
    codes = {line.split()[0] for line in subprocess.run(
        [CELLAR, 'explain'], text=True, capture_output=True).stdout.splitlines()}
    check('E0302' in codes, 'cellar explain lists its codes')
    check_values()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in ('a.cel', 'b.yaml', 'c.txt', 'in blanks.cel'):
            pathlib.Path(name).touch()
        pathlib.Path('dir').mkdir()
        for shell in SHELLS:
            more = ('--help', '--version') if shell is bash else ()
            offers(shell, 'cellar ', COMMANDS + more)
            for command in COMMANDS:
                known = {o for o in options(CELLAR, command) if o.startswith('--')}
                offers(shell, f'cellar {command} --', known, '--')
            for command, option, values in VALUES:
                offers(shell, f'cellar {command} {option}=', values.split())
            offers(shell, 'cellar explain ', codes)
            files = bare(shell('cellar parse '))
            check({'a.cel', 'b.yaml', 'dir'} <= files,
                  f'{shell.__name__} offers files: {sorted(files)}')
        check('in blanks.cel' in bash('cellar parse '),
              'bash: a name with a blank is one')
        check('c.txt' not in bash('cellar parse '), 'bash: other files are not offered')
    finish('check-completions')


main()
