"""maps.py: what the tests of `cellar map` share. ASAN=1 in the environment says that malloc
is the sanitizer's."""
import json
import os
import pathlib

import command

ROOT = pathlib.Path(os.getcwd())
SAMPLES = sorted((ROOT / 'samples').rglob('*.cel'))[::6 if command.SLOW else 1]
SVG = '{http://www.w3.org/2000/svg}'
OBJECTS = ('text', 'tokens', 'nodes', 'arrays', 'strings')


def run(*args, of='map', **options):
    return command.run(of, *args, **options)


def json_map(*args, stdin=b''):
    status, out, err = run('--json', *args, stdin=stdin)
    command.expect_in(status, (0, 1))
    return json.loads(out)


def pieces(side):
    return [p for region in side['regions'] for p in region['pieces']]
