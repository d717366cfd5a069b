"""links.py: the links and headings of Markdown, as GitHub and pandoc read them."""
import pathlib
import re

from figures import COMMENT, blanked

FENCE = re.compile(r'^(`{3,})[^\n]*\n.*?^\1[ ]*$', re.S | re.M)
CODE = re.compile(r'(`+)(?!`).+?(?<!`)\1(?!`)', re.S)
TARGET = re.compile(r'\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\[[^]\n]+\]:\s+(\S+)', re.M)
HEADING = re.compile(r'^(#{1,6})\s+(.+?)\s*#*$', re.M)
ELSEWHERE = re.compile(r'[a-z][a-z0-9+.-]*:', re.I)


def links(text):
    """Yields (line, target) of every link in a document."""
    bare = blanked(text, FENCE, COMMENT, CODE)
    for match in TARGET.finditer(bare):
        yield text.count('\n', 0, match.start()) + 1, match[1] or match[2]


def anchors(text):
    """What a #link into a document may name: its headings."""
    found = {}
    for match in HEADING.finditer(blanked(text, FENCE, COMMENT)):
        words = re.sub(r'\[([^]]*)\]\([^)]*\)', r'\1', match[2])
        slug = re.sub(r'[^\w\- ]', '', words.lower()).replace(' ', '-')
        found[slug] = found.get(slug, -1) + 1
        if found[slug]:
            found[f'{slug}-{found[slug]}'] = 0
    return set(found)


def title(text):
    """The first heading, which must be the first line; None if it is not."""
    match = HEADING.match(text)
    return match[2] if match and match[1] == '#' else None


def gloss(text):
    """The sentence below the heading, quoted: what the chapter is about. None: none."""
    match = re.match(r'#[^\n]*\n\n((?:> [^\n]*\n)+)', text)
    return ' '.join(match[1].replace('> ', '').split()) if match else None


def fault(root, document, target):
    """What is wrong with a link of a document (a path below root); None: nothing."""
    if ELSEWHERE.match(target):
        return None
    name, _, anchor = target.partition('#')
    path = (root / document).parent / name if name else root / document
    if not path.exists():
        return f'there is no {target}'
    if not path.resolve().is_relative_to(pathlib.Path(root).resolve()):
        return f'{target} is outside of the checkout'
    if anchor and (path.suffix != '.md' or
                   anchor not in anchors(path.read_text(encoding='utf-8'))):
        return f'{name or document} has no heading #{anchor}'
    return None
