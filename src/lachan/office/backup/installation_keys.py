"""The secrets of this installation: kept out of the archive, compared before a restore, carried in a file of their own.

Whoever holds the archive and the keys together holds everything: the sealed personal data opens, and rows of the trail
can be made. So the archive never holds a key. Without the keys a restored office cannot verify its trail, open its
vault or know anybody's second factor; so they have to be kept too, elsewhere.
"""

import hashlib
import json
import os
import re
from pathlib import Path

import pyrage

from lachan.office.backup.archive import AGE_MAGIC
from lachan.readers.canonical import canonical, refusal

GIVEN = re.compile(r"LACHAN_([A-Z_]+)_FILE")
NAME = re.compile(r"[a-z_]{1,40}")
RING = "vault"  # one key a line, so that it grows: what was sealed before stays readable
HEADER = "lachan keys 1"
CHECK_DIGITS = 16


def secrets_of(folder: Path) -> dict[str, str]:
    """All secrets of the installation whose key folder that is, by name; those given by variables included."""
    found = {path.stem: path for path in sorted(folder.glob("*.key"))}
    for variable, value in os.environ.items():
        match = GIVEN.fullmatch(variable)
        if match and value:
            found[match[1].lower()] = Path(value)
    return {name: path.read_text(encoding="ascii").strip() for name, path in sorted(found.items()) if path.is_file()}


def checks_of(secrets: dict[str, str]) -> dict[str, list[str]]:
    """What tells sets of secrets apart and gives none away: the start of a hash of each line, which has 256 bits."""
    return {name: [_check(name, line) for line in text.splitlines() if line] for name, text in secrets.items()}


def differing(archived: dict[str, list[str]], here: dict[str, str]) -> list[str]:
    """Names of the keys of an archive that this installation lacks or has otherwise."""
    own = checks_of(here)
    return [
        name
        for name, checks in sorted(archived.items())
        if (set(checks) - set(own.get(name, ())) if name == RING else checks != own.get(name))
    ]


def keys_file(secrets: dict[str, str], recipients: list[str]) -> bytes:
    """The secrets as one file, encrypted to `recipients`; plain when there are none."""
    content = canonical({"is": HEADER, "keys": secrets})
    if not recipients:
        return content
    return pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(one) for one in recipients])


def put_back_keys(content: bytes, *, identity: str, folder: Path, name: str) -> list[str]:
    """Write the keys of a keys file where none are; a key that is there and differs is never written over."""
    keys = _read_keys(content, identity, name)
    standing = {one: (folder / f"{one}.key") for one in keys}
    differ = [one for one, path in standing.items() if path.is_file() and path.read_text().strip() != keys[one]]
    if differ:
        raise refusal(
            "keys_differ", f"thư mục {folder} đã có khóa khác ({', '.join(differ)}); hãy chuyển nó đi rồi làm lại",
            f"the folder {folder} has other keys already ({', '.join(differ)}); move it away and try again", name,
        )  # fmt: skip
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    written = []
    for one, path in standing.items():
        if path.is_file():
            continue
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(keys[one] + "\n")
            file.flush()
            os.fsync(file.fileno())
        written.append(one)
    return written


def _read_keys(content: bytes, identity: str, name: str) -> dict[str, str]:
    try:
        if content.startswith(AGE_MAGIC):
            content = pyrage.decrypt(content, [pyrage.x25519.Identity.from_str(identity)])
        values = json.loads(content)
        keys = values["keys"] if values["is"] == HEADER else None
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError, KeyError, TypeError):
        keys = None
    if not isinstance(keys, dict) or not all(NAME.fullmatch(one) and isinstance(keys[one], str) for one in keys):
        raise refusal("keys_file", "không phải tệp khóa của Lá Chắn, hoặc được mã hóa cho khóa khác",
                      "this is no keys file of Lá Chắn, or it was encrypted to another key", name)  # fmt: skip
    return keys


def _check(name: str, line: str) -> str:
    return hashlib.sha256(f"lachan key check:{name}:{line.strip()}".encode()).hexdigest()[:CHECK_DIGITS]
