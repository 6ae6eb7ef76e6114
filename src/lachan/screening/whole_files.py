"""Files that appear whole or not at all: who reads while one is written sees the one that was there before."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` in the place of `path`, on the disk before it is seen. OSError leaves everything as it was."""
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise
    os.replace(part.name, path)
