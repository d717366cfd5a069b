"""files.py: writing files."""
import os
import tempfile


def write(path, text):
    """Writes a file whole or not at all."""
    handle, temporary = tempfile.mkstemp(prefix='.', suffix='.part', dir=path.parent)
    try:
        with open(handle, 'w', encoding='utf-8', newline='\n') as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
