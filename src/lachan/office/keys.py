"""Secrets of this installation: made at first start, kept in files that only their owner can read."""

import os
import secrets
from pathlib import Path


def secret(name: str, folder: Path) -> str:
    """The secret called `name`: from the file named in LACHAN_<NAME>_FILE, else `folder`/<name>.key, made if missing.

    The value is at least 43 URL-safe characters (256 bits) when made here.
    """
    given = os.environ.get(f"LACHAN_{name.upper()}_FILE")
    path = Path(given) if given else folder / f"{name}.key"
    if not path.exists():
        if given:
            raise SystemExit(f"LACHAN_{name.upper()}_FILE: không có tệp {path} / there is no file {path}")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, secrets.token_urlsafe(32))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, value: str) -> None:
    """Write a new file for its owner alone; when two processes start together, the first one's value stays."""
    partial = path.with_suffix(f".{os.getpid()}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(value + "\n")
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        partial.unlink()
