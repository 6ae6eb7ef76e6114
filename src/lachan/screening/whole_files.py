"""Files that appear whole or not at all: who reads while one is written sees the one that was there before."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

FOR_ITS_OWNER = 0o600


def write_whole(path: Path, content: bytes, *, mode: int = FOR_ITS_OWNER) -> None:
    """Put `content` in the place of `path`, on the disk before it is seen, also after a power cut.

    OSError leaves everything as it was.
    """
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            os.fchmod(part.fileno(), mode)
            os.replace(part.name, path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
