"""Whom a verifier trusts: anchors from a file, whole chains from a folder, revoked serial numbers from a list.

Nothing is fetched here. The folder holds PEM files, each a whole chain with the signer's certificate first, and
`index.json`, which says which file belongs to which x5u address:

    {"https://cert.example.org/a.pem": "a.pem"}

A chain is read and verified at the first call that names it, and its result is kept: the second call is answered from
memory, by the same chain.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from lachan.readers.errors import InputError, Place
from lachan.screening.passport.chains import MOST_BYTES, Chain, read_certificates, verified_chain
from lachan.screening.passport.codes import Code, Refused
from lachan.screening.whole_files import write_whole
from lachan.vietnam.wording import Wording

INDEX = "index.json"
MOST_CHAINS = 20_000
_PLAIN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
Revocation = Literal["not_listed", "revoked", "unknown"]


@dataclass(frozen=True, slots=True)
class Revoked:
    """A list of revoked certificates: (issuer, serial in hexadecimal), issuer "" for any; good until `valid_until`."""

    valid_until: datetime
    serials: frozenset[tuple[str, str]]

    def says(self, chain: Chain, now: datetime) -> Revocation:
        """What is known of the chain. A list that has run out still revokes, and clears nobody."""
        if any((issuer, serial) in self.serials or ("", serial) in self.serials for issuer, serial in chain.serials):
            return "revoked"
        return "not_listed" if now <= self.valid_until else "unknown"


class Trust:
    """Anchors, chains by x5u and revocations; keeps the result of each chain that was asked for.

    Made anew when a file changed; the making reads the index alone, so it costs a call nothing to speak of.
    """

    def __init__(
        self,
        anchors: Sequence[x509.Certificate],
        folder: Path,
        index: Mapping[str, str],
        revoked: Revoked | None = None,
    ) -> None:
        self.anchors = tuple(anchors)
        self.revoked = revoked
        self._folder = folder
        self._index = index
        self._kept: dict[str, Chain | Code] = {}

    @classmethod
    def from_files(cls, anchors: Path, certificates: Path, revoked: Path | None = None) -> "Trust":
        """Read the PEM file of anchors, the folder's index and the list; `InputError` names the file that is wrong."""
        index = read_index(certificates)
        return cls(read_anchors(anchors), certificates, index, read_revoked(revoked) if revoked else None)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every x5u that the index names, in order."""
        return tuple(sorted(self._index))

    def held(self, x5u: str) -> Chain | Code:
        """The verified chain of the address at whatever time, or why there is none."""
        found = self._kept.get(x5u)
        if found is None:
            found = self._verified(x5u)
            if found is not Code.CERTIFICATE_NOT_HELD:  # what callers invent must not fill the memory
                self._kept[x5u] = found
        return found

    def chain(self, x5u: str, now: datetime) -> Chain:
        """The verified chain of the address at the moment `now`; `Refused` says why there is none."""
        found = self.held(x5u)
        if isinstance(found, Code):
            raise Refused(found)
        moment = now.timestamp()
        if moment > found.not_after:
            raise Refused(Code.CERTIFICATE_EXPIRED)
        if moment < found.not_before:
            raise Refused(Code.CERTIFICATE_NOT_YET)
        return found

    def revocation(self, chain: Chain, now: datetime) -> Revocation:
        """What the list says of the chain; "unknown" without a list that is in force."""
        return self.revoked.says(chain, now) if self.revoked else "unknown"

    def _verified(self, x5u: str) -> Chain | Code:
        name = self._index.get(x5u)
        if name is None:
            return Code.CERTIFICATE_NOT_HELD
        file = self._folder / name
        try:
            content = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
            return verified_chain(read_certificates(content), self.anchors)
        except OSError:
            return Code.CERTIFICATE_UNREADABLE
        except Refused as refused:
            return refused.code


def read_anchors(file: Path) -> tuple[x509.Certificate, ...]:
    """The trust anchors of a PEM file; `InputError` when there is none in it or it cannot be read."""
    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm):
        raise _wrong(
            file, "cần tệp PEM có ít nhất một chứng thư gốc tin cậy", "must be a PEM file with one trust anchor or more"
        ) from None
    return tuple(found)


def read_index(folder: Path) -> dict[str, str]:
    """Which file of the folder belongs to which x5u; `InputError` when the index is missing or wrong."""
    file = folder / INDEX
    found = _json_object(file)
    for x5u, name in found.items():
        if not _is_plain(name):
            raise _wrong(
                file, f"{x5u}: cần tên một tệp trong cùng thư mục", f"{x5u}: must name a file in the same folder"
            )
    if len(found) > MOST_CHAINS:
        raise _wrong(file, f"nhiều nhất {MOST_CHAINS:,} chứng thư", f"at most {MOST_CHAINS:,} certificates")
    return found


def read_revoked(file: Path) -> Revoked:
    """The list of revoked certificates; `InputError` when it is not as docs/formats/caller-authentication.md says."""
    written = _json_object(file)
    try:
        until = datetime.fromisoformat(written["valid_until"])
        if written["format"] != 1 or until.tzinfo is None:
            raise ValueError("format or time zone")
        serials = {(str(one.get("issuer", "")), f"{int(one['serial'], 16):x}") for one in written["revoked"]}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _wrong(
            file,
            "cần format 1, valid_until có múi giờ và danh sách revoked có serial hệ 16",
            "needs format 1, valid_until with a time zone, and revoked with serials in hexadecimal",
        ) from None
    return Revoked(until, frozenset(serials))


def keep_chain(folder: Path, x5u: str, content: bytes, *, name: str) -> None:
    """Put a chain that was fetched elsewhere into the folder under its address; file and index appear whole.

    For whoever renews certificates, outside the path of calls. `InputError` when the content is no chain in PEM.
    """
    if not _is_plain(name) or name == INDEX:
        raise _wrong(folder / name, "cần tên một tệp trong thư mục", "must be the name of a file in the folder")
    try:
        read_certificates(content)
    except Refused as refused:
        raise InputError(refused.code.value, refused.code.wording, Place(file=name)) from None
    folder.mkdir(parents=True, exist_ok=True)
    index = (read_index(folder) if (folder / INDEX).exists() else {}) | {x5u: name}
    write_whole(folder / name, content)
    write_whole(folder / INDEX, json.dumps(index, indent=1, sort_keys=True).encode())  # last: its time says "changed"


def files_stamp(anchors: Path, certificates: Path, revoked: Path | None = None) -> tuple[int, ...]:
    """What changes when any file changed that `Trust.from_files` reads: then a new `Trust` is due."""
    files = (anchors, certificates / INDEX, *((revoked,) if revoked else ()))
    return tuple(one.stat().st_mtime_ns if one.exists() else 0 for one in files)


def _is_plain(name: object) -> bool:
    """Whether it names a file that cannot lie anywhere but in the folder."""
    return isinstance(name, str) and _PLAIN.fullmatch(name) is not None


def _json_object(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _wrong(file, "cần tệp JSON là một đối tượng", "must be a JSON file with one object")
    return found


def _wrong(file: Path, vi: str, en: str) -> InputError:
    return InputError("trust", Wording(vi, en), Place(file=file.name))
