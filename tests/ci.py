#!/usr/bin/env python3
"""ci.py CELLAR: what docs/ci.md tells users to write works.

The pre-commit configuration is tried in a repository: a commit with a bad file fails
with our message, one with good files does not. The workflow is YAML, and its cellar command
makes a SARIF report. No network: the hooks come from a repository made here.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

from tally import check, finish

CELLAR = os.path.abspath(sys.argv[1])
DOCUMENT = pathlib.Path('docs/ci.md').read_text()
HOOKS = pathlib.Path('.pre-commit-hooks.yaml').read_text()
POLICY = '''apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: replicas}
spec:
  validations:
  - expression: %s
'''


def run(folder, *command, **options):
    done = subprocess.run(command, cwd=folder, text=True, timeout=120, env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    return done.returncode, done.stdout


def repository(folder, files):
    folder.mkdir()
    run(folder, 'git', 'init', '-q')
    return commit(folder, files)


def commit(folder, files):
    """Commits the files; returns the exit status and all that was said."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
        run(folder, 'git', 'add', name)
    return run(folder, 'git', 'commit', '-q', '-m', 'x')


def check_hooks(folder, config):
    """Commits that the hooks let through, and commits that they stop."""
    hooks, user = folder / 'hooks', folder / 'user'
    repository(hooks, {'.pre-commit-hooks.yaml': HOOKS})
    run(hooks, 'git', 'tag', config['repos'][0]['rev'])
    config['repos'][0]['repo'] = str(hooks)
    repository(user, {'.pre-commit-config.yaml': yaml.dump(config)})
    status, said = run(user, 'pre-commit', 'install')
    check(status == 0, f'pre-commit install: {said}')
    status, said = commit(user, {'good.cel': 'a.b && c\n', 'other.txt': '{',
                                 'policies/good.yaml': POLICY % 'object.a > 1'})
    check(status == 0, f'a good commit passes: {said}')
    check(said.count('Passed') == 2, f'both hooks ran: {said}')
    status, said = commit(user, {'bad.cel': 'a.b &&\n'})
    check(status == 1, f'a commit with a bad file fails: {said}')
    check(re.search(r'^bad\.cel:\d+:\d+: error: ', said, re.M),
          f'with our message: {said}')
    run(user, 'git', 'rm', '-q', '-f', 'bad.cel')
    status, said = commit(user, {'policies/bad.yaml': POLICY % 'object.a >'})
    check(status == 1, f'a commit with a bad policy fails: {said}')
    check(re.search(r'^policies/bad\.yaml:6:\d+: error: ', said, re.M),
          f'with its place in the YAML: {said}')


def check_workflow(folder, workflow):
    steps = workflow['jobs']['cellar']['steps']
    commands = [step['run'] for step in steps if 'run' in step]
    ours = [command for command in commands if command.startswith('cellar ')]
    check(len(ours) == 1, f'one step is cellar: {commands}')
    status, said = run(pathlib.Path.cwd(), 'make', '-n', 'all', 'install',
                       'prefix=' + str(folder))
    check(status == 0, f'make and make install are there: {said}')
    (folder / 'tree').mkdir()
    (folder / 'tree' / 'bad.cel').write_text('a &&')
    status, said = run(folder / 'tree', 'sh', '-c', ours[0])
    check(status == 1, f'{ours[0]}: status {status}, {said}')
    upload = next(step for step in steps if 'upload-sarif' in step.get('uses', ''))
    report = (folder / 'tree' / upload['with']['sarif_file']).read_text()
    try:
        found = len(json.loads(report)['runs'][0]['results'])
    except (ValueError, LookupError, TypeError):
        found = None
    check(found == 1, f'the report has the error: {report}')


with tempfile.TemporaryDirectory() as folder:
    os.makedirs(folder + '/bin')
    os.symlink(CELLAR, folder + '/bin/cellar')
    environment = {
        'PATH': folder + '/bin:' + os.environ['PATH'], 'HOME': folder,
        'PRE_COMMIT_HOME': folder + '/cache', 'GIT_CONFIG_GLOBAL': '/dev/null',
        'GIT_AUTHOR_NAME': 'x', 'GIT_AUTHOR_EMAIL': 'x@example.org',
        'GIT_COMMITTER_NAME': 'x', 'GIT_COMMITTER_EMAIL': 'x@example.org'}
    config, workflow = map(yaml.safe_load, re.findall(r'^```yaml\n(.*?)^```', DOCUMENT,
                                                      re.M | re.S))
    check_hooks(pathlib.Path(folder), config)
    check_workflow(pathlib.Path(folder), workflow)
finish('check-ci')
