"""yaml_tree.py: a tree of YAML files laid out like a policy repository, with mistakes.

make_tree(folder, seed) writes it and returns {file: [(line, column), ...]}: where the
mistakes are. Each file is written piece by piece in a random style, so the place of a
mistake is known when it is written and is not computed from the YAML.
"""
import os
import random

# Operands of CEL that no style minds, and some that quotes and backslashes make hard.
EASY = ('object.spec.replicas <= 5', 'has(object.metadata.labels)', 'a.b.c',
        'object.spec.containers.all(c, c.ports.size() < 3)', 'size(variables.names) > 0',
        'request.userInfo.username', '!object.spec.hostNetwork', 'x ? y : z')
HARD = ("object.name.startsWith('web-')", 'object.kind == "Pod"', "'é€😀' in x.names",
        r"name.matches('^[a-z]\\.x$')", "r'\\d' + \"#: {\"", '{"a": 1}["a"] == [1, 2][0]')
# A mistake is one of these; its place is that of its first character.
MISTAKES = ('9223372036854775808', '18446744073709551616u', '1e999')


class Expression:
    """CEL that is to be written in some style, with `mistakes` mistakes in it."""

    def __init__(self, chance, mistakes):
        self.words = []
        for _ in range(chance.randint(1, 5)):
            self.words.append((chance.choice(EASY + HARD), False))
        for _ in range(mistakes):
            self.words.insert(chance.randint(0, len(self.words)),
                              (chance.choice(MISTAKES), True))


class File:
    """A file being written, and the places of the mistakes so far."""

    def __init__(self, chance):
        self.chance = chance
        self.text = ''
        self.places = []

    def put(self, text):
        self.text += text

    def mark(self):
        line = self.text.count('\n') + 1
        self.places.append((line, len(self.text) - self.text.rfind('\n')))

    def comment(self, indent):
        if self.chance.random() < 0.1:
            self.put(' ' * indent + '# é: a comment, (not CEL\n')

    # Each writes an expression behind `key: `; lines that follow are indented more than
    # `indent`, and the last one is ended.
    def write_words(self, words, escape, gap):
        for i, (word, wrong) in enumerate(words):
            if i:
                gap()
                self.put(escape('== ' if wrong or words[i - 1][1] else '&& '))
            if wrong:
                self.mark()
            self.put(escape(word))

    def gap(self, indent, *more):
        kind = self.chance.choice((' ', ' ', '\n', ' \n\n') + more)
        self.put(kind)
        if '\n' in kind:
            self.put(' ' * (indent + self.chance.randint(1, 7)))

    def plain(self, expression, indent):
        words = [(w if w in EASY and ' : ' not in w and w[0] != '!' or wrong else 'a.b',
                  wrong) for w, wrong in expression.words]
        self.write_words(words, str, lambda: self.gap(indent))
        self.put(self.chance.choice(('\n', ' # behind (\n')))

    def single(self, expression, indent):
        self.put("'")
        self.write_words(expression.words, lambda s: s.replace("'", "''"),
                         lambda: self.gap(indent))
        self.put("'\n")

    def escape(self, text):
        text = text.replace('\\', '\\\\').replace('"', '\\"')
        if self.chance.random() < 0.5:
            text = text.replace('é', '\\xe9').replace('€', '\\u20ac').replace(
                '😀', '\\U0001F600')
        return text

    def double(self, expression, indent):
        self.put('"')
        self.write_words(expression.words, self.escape,
                         lambda: self.gap(indent, '\\n', '\\t', ' \\\n', '\\u0020'))
        self.put('"\n')

    def block(self, expression, indent, style):
        margin = self.chance.randint(1, 9)
        self.put(style + self.chance.choice(('', '', str(margin))) +
                 self.chance.choice(('', '-', '+')) +
                 self.chance.choice(('', '', ' # note')) + '\n')
        start = '\n' + ' ' * (indent + margin)
        self.put(start[1:])
        self.write_words(expression.words, str, lambda: self.put(
            self.chance.choice((' ', start, start, '\n' + start, start + '  '))))
        self.put(self.chance.choice(('\n', '\n', '\n\n\n')))

    def literal(self, expression, indent):
        self.block(expression, indent, '|')

    def folded(self, expression, indent):
        self.block(expression, indent, '>')

    def scalar(self, value, indent):
        if not isinstance(value, Expression):
            self.put(f'{value}\n')
            return
        self.put(self.chance.choice(('', '', '', '!!str ',
                                  f'&at{len(self.text)} ')))
        style = self.chance.choice((self.plain, self.single, self.double, self.literal,
                                    self.folded))
        style(value, indent)

    def node(self, value, indent):
        """A value behind its key or dash, whose children stand at `indent`."""
        if isinstance(value, dict):
            self.put('\n')
            self.mapping(value, indent)
        elif isinstance(value, list):
            self.put('\n')
            for item in value:
                self.comment(indent)
                self.put(' ' * indent + '- ')
                if isinstance(item, dict):
                    self.mapping(item, indent + 2, first=True)
                else:
                    self.scalar(item, indent)
        else:
            self.put(' ')
            self.scalar(value, indent - 2)

    def mapping(self, value, indent, first=False):
        for key, inner in value.items():
            if not first:
                self.comment(indent)
                self.put(' ' * indent)
            first = False
            self.put(self.chance.choice((key, key, f'"{key}"', f"'{key}'")) + ':')
            self.node(inner, indent + 2)

    def json(self, value):
        """The same as JSON, all in a line or two."""
        if isinstance(value, Expression):
            self.put('"')
            self.write_words(value.words, self.escape, lambda: self.put(' '))
            self.put('"')
        elif isinstance(value, (dict, list)):
            brackets = '{}' if isinstance(value, dict) else '[]'
            self.put(brackets[0])
            for i, item in enumerate(value):
                self.put(',\n ' if i else '')
                if isinstance(value, dict):
                    self.put(f'"{item}": ')
                self.json(value[item] if isinstance(value, dict) else item)
            self.put(brackets[1])
        else:
            text = str(value).strip('"')
            self.put(f'"{text}"')


class Maker:
    """Objects of every kind."""

    def __init__(self, chance):
        self.chance = chance

    def expression(self):
        return Expression(self.chance, self.chance.choice((0, 0, 0, 1, 1, 2)))

    def several(self, **fields):
        return [{'name': f'n{i}', **{key: make() for key, make in fields.items()}}
                for i in range(self.chance.randint(1, 4))]

    def object(self, version, kind, **rest):
        items = [('apiVersion', version), ('kind', kind),
                 ('metadata', {'name': 'x', 'labels': {'a': '"b ("'}}), *rest.items()]
        if self.chance.random() < 0.3:
            self.chance.shuffle(items)  # the kind may stand behind the rest
        return dict(items)

    def admission(self):
        e = self.expression
        return self.object(
            'admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy',
            spec={'failurePolicy': 'Fail',
                  'matchConditions': self.several(expression=e),
                  'variables': self.several(expression=e),
                  'validations': self.several(expression=e, messageExpression=e),
                  'auditAnnotations': self.several(valueExpression=e)})

    def mutation(self):
        return self.object(
            'admissionregistration.k8s.io/v1beta1', 'MutatingAdmissionPolicy',
            spec={'mutations': [{'patchType': 'JSONPatch',
                                 'jsonPatch': {'expression': self.expression()}}]})

    def webhook(self):
        return self.object(
            'admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration',
            webhooks=[{'name': 'w',
                       'matchConditions': self.several(expression=self.expression)}])

    def schema(self, depth):
        schema = {'type': 'object', 'description': '|-\n' + ' ' * 90 + 'rule: a ==)'}
        if self.chance.random() < 0.4:
            schema['x-kubernetes-validations'] = [
                {'rule': self.expression(), 'message': '"no: ("'}]
        if depth:
            schema['properties'] = {f'field{i}': self.schema(depth - 1)
                                    for i in range(self.chance.randint(2, 4))}
            schema['additionalProperties'] = self.schema(0)
        return schema

    def definition(self):
        return self.object(
            'apiextensions.k8s.io/v1', 'CustomResourceDefinition',
            spec={'versions': [{'name': 'v1', 'schema': {
                'openAPIV3Schema': self.schema(self.chance.randint(2, 5))}}]})

    def kyverno(self):
        e = self.expression
        return self.object(
            'kyverno.io/v1', self.chance.choice(('ClusterPolicy', 'Policy')),
            spec={'rules': [{'name': 'r', 'celPreconditions': self.several(expression=e),
                             'validate': {'cel': {
                                 'expressions': self.several(expression=e),
                                 'variables': self.several(expression=e)}}}]})

    def generating(self):
        return self.object('policies.kyverno.io/v1alpha1', 'GeneratingPolicy', spec={
            'variables': self.several(expression=self.expression),
            'generate': [{'expression': self.expression()}]})

    def bystander(self):
        """What looks like an expression, and is none."""
        return self.chance.choice((
            self.object('v1', 'ConfigMap', data={'rule': '"self.x =="',
                                                 'expression': '"a &&"'}),
            self.object('apps/v1', 'Deployment', spec={'validations': [
                {'expression': '"a =="'}], 'replicas': 3}),
            self.object('example.com/v1', 'ValidatingAdmissionPolicy', spec={
                'validations': [{'expression': '")"'}]}),
            {'resources': ['../base', 'policy.yaml'],
             'patches': [{'path': 'patch.yaml'}]}))

    def policy(self):
        return self.chance.choice((self.admission, self.mutation, self.webhook,
                                   self.kyverno, self.generating, self.bystander))()


def write_file(chance, maker, folder):
    out = File(chance)
    if chance.random() < 0.1:
        out.put('\ufeff')
    out.put(chance.choice(('# a policy\n', '---\n', '\n')))
    if folder == 'json':
        out.json(maker.policy())
    elif folder == 'lists':
        out.mapping({'items': [maker.policy() for _ in range(3)], 'apiVersion': 'v1',
                     'kind': 'List'}, 0)
    else:
        make = maker.definition if folder == 'crds' else maker.policy
        for i in range(chance.randint(1, 4) if folder == 'bundles' else 1):
            out.put('---\n' if i else '')
            out.mapping(make(), 0)
    return out


FOLDERS = ('base', 'overlays/dev', 'overlays/prod/eu', 'crds', 'kyverno', 'bundles',
           'lists', 'json')


def make_tree(folder, seed, count=200):
    chance = random.Random(seed)
    maker = Maker(chance)
    places = {}
    for i in range(count):
        inside = FOLDERS[i % len(FOLDERS)]
        out = write_file(chance, maker, inside)
        name = os.path.join(folder, inside, f'{i:03}.{chance.choice(("yaml", "yml"))}')
        os.makedirs(os.path.dirname(name), exist_ok=True)
        newline = chance.choice(('\n', '\n', '\r\n'))
        with open(name, 'w', newline=newline, encoding='utf-8') as file:
            file.write(out.text)
        places[name] = sorted(out.places)
    return places
