"""The archive itself: a tar stream, encrypted with age while it is written, and checked while it is read.

The first member, `about.json`, says what the archive is, so that one that cannot be used is refused before anything
of it is kept. The last, `manifest.json`, names every other member with its size and SHA-256 and bears the office's
seal: an archive without it was cut off. Knows nothing of the data base; keeps no plain copy of its own on the disk.
"""

import hashlib
import hmac
import io
import json
import os
import re
import tarfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

import pyrage

from lachan.readers.canonical import canonical, refusal

FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
DATABASE = "database"
MEMBER = re.compile(r"database|files/[0-9a-f]{2}/[0-9a-f]{32}|trail-heads/[0-9A-Za-z][\w.-]{0,80}")
AGE_MAGIC = b"age-encryption.org/v1\n"
CHUNK = 1 << 20
MOST_WORDS = 64 * CHUNK  # bytes of about.json and of manifest.json: some 400,000 files
Step = Callable[[int], None]
"""Called with the number of bytes that were taken from, or written to, the archive's members."""


@dataclass(frozen=True)
class Member:
    """One file of the archive, as the manifest tells of it."""

    name: str
    size: int
    sha256: str


class HashedWriter(io.RawIOBase):
    """A stream that hashes and counts what goes through it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._sum, self.size = out, hashlib.sha256(), 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any) -> int:
        """Write all of `data`."""
        content = bytes(data)
        self._out.write(content)
        self._sum.update(content)
        self.size += len(content)
        return len(content)

    @property
    def sha256(self) -> str:
        """Of everything written so far."""
        return self._sum.hexdigest()


class HashedReader(io.RawIOBase):
    """A stream that hashes and counts what is read from it."""

    def __init__(self, source: BinaryIO, step: Step | None = None) -> None:
        self._source, self._sum, self.size, self._step = source, hashlib.sha256(), 0, step

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        content = self._source.read(size)
        self._sum.update(content)
        self.size += len(content)
        if self._step is not None:
            self._step(self.size)
        return content

    @property
    def sha256(self) -> str:
        """Of everything read so far."""
        return self._sum.hexdigest()


def manifest_seal(key: str, body: bytes) -> str:
    """HMAC-SHA256 of the manifest: an archive that this office did not make does not bear it."""
    return hmac.new(key.encode(), b"lachan backup manifest:" + body, hashlib.sha256).hexdigest()


def write_archive(
    out: BinaryIO, *, about: dict[str, Any], sources: Iterable[tuple[str, Path]], recipients: list[str], key: str,
    step: Step = lambda done: None,
) -> tuple[Member, ...]:  # fmt: skip
    """Write the whole archive to `out`, encrypted to `recipients` (none: plain); answers its members.

    A source that is gone when its turn comes is left out: the caller asks for it by name and decides what that means.
    """
    with _encrypted(out, recipients) as inner, tarfile.open(fileobj=inner, mode="w|", bufsize=CHUNK) as tar:
        members: list[Member] = [_add_words(tar, ABOUT, canonical(about))]
        done = 0
        for name, path in sources:
            try:
                source = path.open("rb")
            except FileNotFoundError:
                continue
            with source:
                members.append(_add_file(tar, name, source, step, done))
            done += members[-1].size
        body = canonical([asdict(one) for one in members])
        _add_words(tar, MANIFEST, canonical({"members": json.loads(body), "seal": manifest_seal(key, body)}))
    return tuple(members)


def _add_words(tar: tarfile.TarFile, name: str, content: bytes) -> Member:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    tar.addfile(info, io.BytesIO(content))
    return Member(name, len(content), hashlib.sha256(content).hexdigest())


def _add_file(tar: tarfile.TarFile, name: str, source: BinaryIO, step: Step, before: int) -> Member:
    info = tarfile.TarInfo(name)
    info.size, info.mode = os.fstat(source.fileno()).st_size, 0o600
    hashed = HashedReader(source, lambda size: step(before + size))
    tar.addfile(info, cast("BinaryIO", hashed))
    return Member(name, info.size, hashed.sha256)


@contextmanager
def _encrypted(out: BinaryIO, recipients: list[str]) -> Iterator[BinaryIO]:
    """A stream whose plain content arrives encrypted in `out`; with no recipient, `out` itself."""
    if not recipients:
        yield out
        return
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    with _through(lambda source, sink: pyrage.encrypt_io(source, sink, keys), sink=out) as inner:
        yield inner


@contextmanager
def _through(work: Callable[[BinaryIO, BinaryIO], None], *, sink: BinaryIO) -> Iterator[BinaryIO]:
    """Run `work(source, sink)` in a thread, where the source is what the block writes."""
    read_end, write_end = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        with os.fdopen(read_end, "rb") as source:
            try:
                work(source, sink)
            except BaseException as error:
                failed.append(error)

    thread = threading.Thread(target=run, name="age", daemon=True)
    thread.start()
    try:
        with os.fdopen(write_end, "wb") as inner:
            yield inner
    except BrokenPipeError:
        thread.join()
        raise (failed[0] if failed else OSError("the archive cannot be written")) from None
    thread.join()
    if failed:
        raise failed[0]


def read_archive(
    source: BinaryIO, *, name: str, into: Path, identity: str, key: str, plain: bool,
    accept: Callable[[dict[str, Any]], None], step: Step = lambda done: None,
) -> tuple[dict[str, Any], str]:  # fmt: skip
    """Read the archive into the empty folder `into`, checking all of it; answers `about.json` and its SHA-256.

    `accept` is shown `about.json` first and may refuse. `InputError` for every archive that cannot be trusted; what was
    written to the folder until then is the caller's to take away.
    """
    hashed = HashedReader(source, step)
    start = source.read(len(AGE_MAGIC))
    source.seek(0)
    if start == AGE_MAGIC:
        if not identity:
            raise refusal("no_identity", "bản sao lưu được mã hóa: hãy cho biết khóa bí mật age (--identity)",
                          "the archive is encrypted: give the secret age key (--identity)", name)  # fmt: skip
    elif not plain:
        raise refusal("not_encrypted", "không phải bản sao lưu đã mã hóa; bản không mã hóa chỉ nhận khi có --plain",
                      "not an encrypted backup; a plain one is taken with --plain only", name)  # fmt: skip
    try:
        with _decrypted(hashed, identity if start == AGE_MAGIC else "") as inner:
            about = _unpack(inner, name=name, into=into, key=key, accept=accept)
            while inner.read(CHUNK):  # the padding behind the last member, so that the sum is of the whole file
                pass
    except pyrage.DecryptError as error:
        if "matching keys" in str(error):
            raise refusal(
                "wrong_identity",
                "khóa bí mật này không mở được bản sao lưu: nó được mã hóa cho khóa khác",
                "this secret key does not open the archive: it was encrypted to another key",
                name,
            ) from None
        raise _damaged(name) from None
    except (tarfile.TarError, OSError, EOFError) as error:
        if isinstance(error, OSError) and error.filename is not None:
            raise  # the folder cannot be written, which is no fault of the archive
        raise _damaged(name) from None
    return about, hashed.sha256


@contextmanager
def _decrypted(source: HashedReader, identity: str) -> Iterator[BinaryIO]:
    """The plain content; an error of the decryption comes out of the block, whatever the block itself ran into."""
    if not identity:
        yield cast("BinaryIO", source)
        return
    keys = [pyrage.x25519.Identity.from_str(identity)]
    read_end, write_end = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(write_end, "wb") as sink:
                pyrage.decrypt_io(source, sink, keys)
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="age", daemon=True)
    thread.start()
    try:
        with os.fdopen(read_end, "rb") as inner:
            yield inner
    except (tarfile.TarError, EOFError):
        thread.join()
        raise next((one for one in failed if isinstance(one, pyrage.DecryptError)), _Cut()) from None
    thread.join()
    if failed:
        raise failed[0] if isinstance(failed[0], pyrage.DecryptError) else _Cut()


class _Cut(EOFError):
    """The stream ended too early."""


def _unpack(
    inner: BinaryIO, *, name: str, into: Path, key: str, accept: Callable[[dict[str, Any]], None]
) -> dict[str, Any]:
    about: dict[str, Any] | None = None
    found: list[Member] = []
    with tarfile.open(fileobj=inner, mode="r|", bufsize=CHUNK) as tar:
        for info in tar:
            if about is None:
                content = _words(tar, info, ABOUT, name)
                about = _values(content, name)
                found.append(Member(ABOUT, len(content), hashlib.sha256(content).hexdigest()))
                accept(about)
            elif info.name == MANIFEST:
                _check_manifest(_words(tar, info, MANIFEST, name), found, key, name)
                if tar.next() is not None:
                    raise _damaged(name)
                return about
            else:
                found.append(_keep(tar, info, into, name))
    raise _damaged(name)


def _words(tar: tarfile.TarFile, info: tarfile.TarInfo, expected: str, name: str) -> bytes:
    stream = tar.extractfile(info) if info.isreg() and info.name == expected and info.size <= MOST_WORDS else None
    if stream is None:
        raise refusal("not_a_backup", "không phải bản sao lưu của Lá Chắn", "this is not a backup of Lá Chắn", name)
    return stream.read()


def _values(content: bytes, name: str) -> dict[str, Any]:
    try:
        values = json.loads(content)
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise _damaged(name)
    return values


def _keep(tar: tarfile.TarFile, info: tarfile.TarInfo, into: Path, name: str) -> Member:
    if not info.isreg() or not MEMBER.fullmatch(info.name):
        raise _damaged(name)
    stream = tar.extractfile(info)
    if stream is None:
        raise _damaged(name)
    path = into / info.name
    for folder in reversed(path.relative_to(into).parents):
        (into / folder).mkdir(mode=0o700, exist_ok=True)
    sha256 = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        while content := stream.read(CHUNK):
            file.write(content)
            sha256.update(content)
        file.flush()
        os.fsync(file.fileno())
    return Member(info.name, info.size, sha256.hexdigest())


def _check_manifest(content: bytes, found: list[Member], key: str, name: str) -> None:
    values = _values(content, name)
    body = canonical(values.get("members"))
    if not hmac.compare_digest(str(values.get("seal")), manifest_seal(key, body)):
        raise refusal(
            "seal",
            "bản sao lưu không mang dấu của hệ thống này: do hệ thống khác lập, hoặc đã bị sửa",
            "the archive does not bear this office's seal: another office made it, or it was changed",
            name,
        )
    if body != canonical([asdict(one) for one in found]):
        raise _damaged(name)


def _damaged(name: str) -> Exception:
    return refusal(
        "damaged", "bản sao lưu bị hỏng hoặc bị cắt ngắn; không khôi phục gì. Hãy dùng bản khác",
        "the archive is damaged or cut off; nothing was restored. Use another one", name,
    )  # fmt: skip
