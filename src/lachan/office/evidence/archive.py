"""The archive of a capture: its pieces and a manifest in one ZIP, the same bytes for the same content and moment.

A page lies in it as text (`.txt`): unpacked and clicked, nothing in it runs.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an archive: its name in it, what it is in words, its bytes."""

    name: str
    what: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def told(self) -> dict[str, Any]:
        """Its line in a manifest."""
        return {"name": self.name, "what": self.what, "size": len(self.content), "sha256": self.sha256}


def manifest_of(said: dict[str, Any], parts: Iterable[Part]) -> bytes:
    """The manifest as JSON that is the same for the same content."""
    told = said | {"files": [one.told for one in parts]}
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def zipped(parts: Iterable[Part], manifest: bytes, at: datetime) -> bytes:
    """The parts and their manifest as a ZIP archive."""
    out = io.BytesIO()
    moment = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (*((one.name, one.content) for one in parts), (MANIFEST, manifest)):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def read_parts(archive: bytes) -> dict[str, bytes]:
    """The files of an archive that `zipped` made, by name, the manifest among them."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {one.filename: opened.read(one) for one in opened.infolist()}
