"""helps.py: the options that each command's own --help names, which the man pages and
the completions are held against."""
import re
import subprocess

COMMANDS = ('parse', 'explain', 'map', 'bench')


def options(cellar, command):
    """The options of a command, as in {'-e', '--expr', ...}; those with a value too."""
    text = subprocess.run([cellar, command, '--help'], text=True, capture_output=True,
                          check=True).stdout
    own = re.search(rf'^Options of {command}:\n(.*?)(?:^$|\Z)', text, re.M | re.S)
    found = set()
    for line in (own[1] if own else text).splitlines():
        named = re.match(r' +(-\w)?(?:, )?(?: *(--[a-z][\w-]*))?', line)
        found |= {option for option in named.groups() if option} if named else set()
    return found
