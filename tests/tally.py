"""tally.py: counting what holds, for tests that go on after a fault."""
import sys

checks = 0
failed = 0


def check(holds, text):
    """Notes whether something holds, and says what does not."""
    global checks, failed
    checks += 1
    if not holds:
        failed += 1
        print(f'FAILED: {text}')


def finish(name):
    """Says how many held and exits; nothing looked at is a failure, too."""
    print(f'{name}: {checks} checks, {failed} failed')
    sys.exit(failed > 0 or checks == 0)
