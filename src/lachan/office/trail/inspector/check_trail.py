#!/usr/bin/env python3
"""Kiểm tra bản kết xuất nhật ký của Lá Chắn / check an export of the trail of Lá Chắn.

    python3 check_trail.py nhat-ky.zip [--public-key FILE] [--head FILE …] [--key FILE]

One file, the standard library alone (Python 3.9 or later), no network, no data base. It shares no code with the
office, so that a fault there is not repeated here. Take it from the published source, not from the export.

Without any secret it proves, for each row up to the newest signed head:
- numbers run from 1 without gap, every row holds the hash of the row before it, every row's hash fits its content;
- every head is signed with the public key, and its number and hash are those of the row in the export.
So nothing was changed, taken out or put in since the heads were signed, if the public key is the office's.

What it cannot prove, and what helps:
- The public key inside the export was put there by whoever made the export. Give the one that you were handed before,
  with --public-key.
- Whoever holds the office's signing key can sign a false history. Heads that were copied or printed earlier show it:
  give such files with --head.
- Rows after the newest head have no signature yet; the export itself signs one over its last row.
- The mac of each row needs the office's secret key (--key, the file trail.key). Do not ask for that key: whoever
  has it can forge rows. The option is for the office itself.
- Whether what a row tells was true, and whether something happened that was never written.

Exit: 0 intact, 1 not intact, 2 wrong use.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

Point = tuple[int, int, int, int]
Heads = dict[int, list[tuple[str, str]]]  # by number of the row: name of the head's file, hash

START = "0" * 64
FIELDS = (
    "number", "at", "actor_id", "actor_name", "unit_id", "unit_name", "event", "object_kind", "object_id",
    "object_name", "purpose", "before", "after", "facts", "previous",
)  # fmt: skip
HEAD_FIELDS = ("day", "number", "hash", "at", "signature")
LONGEST_ROW = 1 << 20  # bytes; the office's longest row has some thousands
LONGEST_HEAD = 1 << 14
SPKI_ED25519 = bytes.fromhex("302a300506032b6570032100")  # what stands before the 32 bytes of a public key

# --- Ed25519 verification, RFC 8032 section 5.1; points are (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z ----------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(a: Point, b: Point) -> Point:
    """The sum of two points."""
    left = (a[1] - a[0]) * (b[1] - b[0]) % P
    right = (a[1] + a[0]) * (b[1] + b[0]) % P
    twist = 2 * a[3] * b[3] * D % P
    depth = 2 * a[2] * b[2] % P
    e, f, g, h = right - left, depth - twist, depth + twist, right + left
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(factor: int, point: Point) -> Point:
    """The point added to itself `factor` times."""
    total = NEUTRAL
    while factor:
        if factor & 1:
            total = add(total, point)
        point = add(point, point)
        factor >>= 1
    return total


def same(a: Point, b: Point) -> bool:
    """Whether two points are the same."""
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(encoded: bytes) -> Point | None:
    """The point that 32 bytes stand for; None when they stand for none."""
    value = int.from_bytes(encoded, "little")
    sign, y = value >> 255, value & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


_base = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
assert _base is not None
BASE = _base


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the 64 bytes of `signature` sign `message` under the 32 bytes of `public_key`."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    holder, commitment = point_of(public_key), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if holder is None or commitment is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    return same(times(scalar, BASE), add(commitment, times(challenge, holder)))


# --- rows and heads -------------------------------------------------------------------------------------------------
class Bad(Exception):
    """What is wrong, in Vietnamese and English."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON in which no name stands twice: two readers may not see two different rows in one line."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def row_hash(row: dict[str, Any]) -> str:
    """SHA-256 of the row as the office writes it down: JSON, sorted names, no blanks, UTF-8."""
    values = {name: row[name] for name in FIELDS}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def read_public_key(content: bytes) -> bytes:
    """The 32 bytes in a PEM file."""
    lines = [line.strip() for line in content.decode("ascii", "replace").splitlines()]
    body = "".join(line for line in lines if line and not line.startswith("-----"))
    try:
        der = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        der = b""
    if len(der) != 44 or not der.startswith(SPKI_ED25519):
        raise Bad("Tệp khóa công khai không đúng dạng PEM của Ed25519.", "The public key is no Ed25519 key in PEM.")
    return der[-32:]


def read_head(content: bytes, name: str, public_key: bytes) -> dict[str, Any]:
    """A head whose signature is genuine."""
    try:
        values = json.loads(content.decode("utf-8"), object_pairs_hook=unique)
        day, number, last, at, signature = (values[field] for field in HEAD_FIELDS)
        if type(number) is not int or not all(isinstance(text, str) for text in (day, last, at, signature)):
            raise ValueError("wrong kind of value")
        message = f"lachan trail head\n{day}\n{number}\n{last}\n{at}\n".encode()
        genuine = is_signed(public_key, message, base64.b64decode(signature, validate=True))
    except (ValueError, KeyError, TypeError, RecursionError):
        genuine = False
    if not genuine:
        raise Bad(
            f"Dấu chốt {name} đã bị sửa, hoặc không được ký bằng khóa này.",
            f"The head {name} was changed, or was not signed with this key.",
        )
    return values


def check_row(number: int, line: bytes, previous: str, key: bytes | None) -> str:
    """The hash of the row in `line`, which must be row `number` behind the row with hash `previous`."""
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=unique)
        found, computed = row["number"], row_hash(row)
        before, stated, mac = row["previous"], row["hash"], row["mac"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Bad(f"Không đọc được dòng số {number}.", f"Row {number} cannot be read.") from None
    if type(found) is not int or found != number:
        raise Bad(
            f"Thiếu hoặc sai thứ tự dòng số {number}: ở chỗ đó có dòng số {found}.",
            f"Row {number} is missing or out of order: row {found} stands in its place.",
        )
    if before != previous:
        raise Bad(
            f"Dòng số {number} không nối với dòng trước nó.", f"Row {number} does not continue the row before it."
        )
    if stated != computed:
        raise Bad(f"Nội dung dòng số {number} đã bị sửa.", f"The content of row {number} was changed.")
    if key is not None and mac != hmac.new(key, f"row:{computed}".encode(), hashlib.sha256).hexdigest():
        raise Bad(f"Mã xác thực của dòng số {number} sai.", f"The mac of row {number} is wrong.")
    return computed


def check_rows(lines: IO[bytes], heads: Heads, key: bytes | None) -> int:
    """How many rows there are; Bad at the first one that is wrong or does not agree with a head."""
    number, last, confirmed = 0, START, 0
    while True:
        line = lines.readline(LONGEST_ROW)
        if not line:
            break
        last = check_row(number + 1, line, last, key)
        number += 1
        for name, expected in heads.get(number, ()):
            if expected != last:
                raise Bad(
                    f"Dòng số {number} không khớp dấu chốt {name}: "
                    f"các dòng từ {confirmed + 1} đến {number} đã bị viết lại, một phần hay tất cả.",
                    f"Row {number} does not agree with the head {name}: "
                    f"some or all of the rows {confirmed + 1} to {number} were rewritten.",
                )
        if number in heads:
            confirmed = number
    newest = max(heads)
    if newest > number:
        raise Bad(
            f"Thiếu dòng số {number + 1}: dấu chốt {heads[newest][0][0]} cho biết có {newest} dòng.",
            f"Row {number + 1} is missing: the head {heads[newest][0][0]} says that there are {newest} rows.",
        )
    return number


def member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The content of a small file of the export."""
    try:
        with archive.open(name) as file:
            return file.read(limit)
    except KeyError:
        raise Bad(f"Bản kết xuất thiếu tệp {name}.", f"The export lacks the file {name}.") from None


def check(options: argparse.Namespace) -> list[tuple[str, str]]:
    """Check everything; the sentences to print. Bad for the first thing that is wrong."""
    key = None
    if options.key:
        with open(options.key, "rb") as file:
            key = file.read().strip()
    with zipfile.ZipFile(options.export) as archive:
        if options.public_key:
            with open(options.public_key, "rb") as file:
                public_key = read_public_key(file.read(LONGEST_HEAD))
        else:
            public_key = read_public_key(member(archive, "public-key.pem", LONGEST_HEAD))
        found = [("head.json", member(archive, "head.json", LONGEST_HEAD))]
        names = sorted(name for name in archive.namelist() if name.startswith("heads/") and name.endswith(".json"))
        found += [(name, member(archive, name, LONGEST_HEAD)) for name in names]
        for path in options.head:
            with open(path, "rb") as file:
                found.append((path, file.read(LONGEST_HEAD)))
        heads: Heads = {}
        for name, content in found:
            head = read_head(content, name, public_key)
            heads.setdefault(head["number"], []).append((name, head["hash"]))
        try:
            lines = archive.open("trail.jsonl")
        except KeyError:
            raise Bad("Bản kết xuất thiếu tệp trail.jsonl.", "The export lacks the file trail.jsonl.") from None
        with lines:
            rows = check_rows(lines, heads, key)
    return list(told(rows, max(heads), len(found), options))


def told(rows: int, signed: int, heads: int, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """What was proven and what was not, as pairs of sentences."""
    yield (
        f"NGUYÊN VẸN: {rows} dòng liền mạch, khớp {heads} dấu chốt có chữ ký.",
        f"INTACT: {rows} rows without gap, in agreement with {heads} signed heads.",
    )
    if rows > signed:
        yield (
            f"Lưu ý: các dòng {signed + 1}–{rows} chưa có dấu chốt nào.",
            f"Note: no head covers the rows {signed + 1} to {rows}.",
        )
    if not options.public_key:
        yield (
            "Lưu ý: khóa công khai lấy từ chính bản kết xuất; hãy so với khóa đã nhận trước đó (--public-key).",
            "Note: the public key came from the export itself; compare it with one you got before (--public-key).",
        )
    if not options.head:
        yield (
            "Lưu ý: chưa so với dấu chốt nào được giữ ở nơi khác (--head).",
            "Note: no head that was kept elsewhere was compared (--head).",
        )
    if not options.key:
        yield (
            "Không có khóa bí mật nên không kiểm mã xác thực từng dòng; kết luận trên dựa vào dấu chốt có chữ ký.",
            "Without the secret key the macs were not checked; the result rests on the signed heads.",
        )


def main(arguments: list[str]) -> int:
    """Check the export that the arguments name; the exit code."""
    parser = argparse.ArgumentParser(description="Kiểm tra bản kết xuất nhật ký / check an export of the trail")
    parser.add_argument("export", help="tệp ZIP kết xuất / the exported ZIP")
    parser.add_argument("--public-key", help="khóa công khai đã nhận từ trước (PEM) / a public key you got before")
    parser.add_argument("--head", action="append", default=[], help="dấu chốt giữ ở nơi khác / a head kept elsewhere")
    parser.add_argument("--key", help="tệp trail.key, chỉ dành cho cơ quan chủ quản / for the office itself")
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        for vi, en in check(options):
            sys.stdout.write(f"{vi}\n  {en}\n")
    except Bad as bad:
        sys.stdout.write(f"KHÔNG NGUYÊN VẸN: {bad.vi}\n  NOT INTACT: {bad.en}\n")
        return 1
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        sys.stdout.write(f"KHÔNG NGUYÊN VẸN: tệp ZIP bị hỏng.\n  NOT INTACT: the ZIP file is damaged ({error}).\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"Không mở được tệp / cannot open: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
