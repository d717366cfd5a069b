"""files.py: files that the tests of the command line write, beside yaml_tree.py's."""
import os
import pathlib
import random

SAMPLES = sorted((pathlib.Path(__file__).resolve().parent.parent / 'samples').rglob('*.cel'))
# What is said of a file that holds `b +`.
NONE = 'expected an expression, found the end [E0301]'


def write(path, text='a'):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def make_tree(count, seed=1):
    """Files cut from the samples, some of them broken; one cannot be read."""
    chance = random.Random(seed)
    for i in range(count):
        text = chance.choice(SAMPLES).read_bytes()
        text = text[:len(text) // 2] if i % 7 == 0 else text
        path = pathlib.Path(f't/{i % 13:02}/{i % 3}')
        path.mkdir(parents=True, exist_ok=True)
        (path / f'{i:04}.cel').write_bytes(text)
    os.symlink('nowhere', 't/05/dangling.cel')
