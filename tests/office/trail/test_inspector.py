"""The inspector's checker runs alone, as a process of its own, and finds what was changed in an export."""

import ast
import json
import os
import subprocess
import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lachan.office.trail import chain, heads
from lachan.office.trail.events import Event
from lachan.office.trail.inspector import check_trail
from lachan.office.trail.inspector.export import export_trail
from lachan.office.trail.models import Entry
from lachan.office.trail.verify import verify_trail
from tests.people import NOW

Add = Callable[..., list[Entry]]
CHECKER = Path(check_trail.__file__)


def run(*arguments: object) -> tuple[int, str]:
    """The checker without site packages, environment or path of this project, in an empty folder's interpreter."""
    command = [sys.executable, "-I", "-S", "-E", str(CHECKER), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, cwd="/", check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def export(add: Add, tmp_path: Path) -> Path:
    """30 rows, three daily heads, exported."""
    for day in range(3):
        add(10)
        heads.keep_head(NOW + timedelta(days=day))
    path = tmp_path / "nhat-ky.zip"
    with path.open("wb") as out:
        rows = export_trail(out, name=path.name, purpose="Thanh tra", now=NOW + timedelta(days=2, hours=1))
    assert rows == 31
    return path


def altered(export: Path, **changes: Callable[[bytes], bytes | None]) -> Path:
    """A copy of the export in which members went through the functions of their names ("." written as "_")."""
    copy = export.with_name("sua.zip")
    with zipfile.ZipFile(export) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            change = changes.get(name.replace(".", "_").replace("/", "_").replace("-", "_"))
            content = old.read(name)
            changed = change(content) if change else content
            if changed is not None:
                new.writestr(name, changed)
    return copy


def with_rows(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[bytes], bytes]:
    def go(content: bytes) -> bytes:
        rows = [json.loads(line) for line in content.splitlines()]
        change(rows)
        return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)

    return go


def mend(rows: list[dict[str, Any]], key: str = "") -> None:
    """Make numbers, links and hashes fit again, as anybody can; and macs, as the holder of the key can."""
    last = chain.START
    for number, row in enumerate(rows, start=1):
        row |= {"number": number, "previous": last}
        last = row["hash"] = chain.row_hash(row)
        if key:
            row["mac"] = chain.mac(key, last)


def test_an_untouched_export_is_intact_without_any_secret(export: Path) -> None:
    code, words = run(export)
    assert code == 0, words
    assert "31 dòng liền mạch, khớp 4 dấu chốt" in words.casefold()
    assert "intact: 31 rows" in words.casefold()
    assert "khóa công khai lấy từ chính bản kết xuất" in words.casefold()


def test_with_the_key_the_macs_are_checked_too(export: Path, tmp_path: Path) -> None:
    key = tmp_path / "trail.key"
    key.write_text(settings.TRAIL_KEY + "\n")
    assert run(export, "--key", key)[0] == 0
    key.write_text("another key\n")
    code, words = run(export, "--key", key)
    assert code == 1
    assert "dòng số 1 " in words.casefold()


def test_what_the_inspector_holds_already_is_compared(export: Path, tmp_path: Path, heads_folder: Path) -> None:
    code, words = run(
        export, "--public-key", heads_folder / "public-key.pem", "--head", heads_folder / "2026-03-03.json"
    )
    assert code == 0
    assert "lưu ý" not in words.casefold()


@pytest.mark.parametrize("field", [*chain.FIELDS, "hash"])
def test_any_changed_field_is_found_at_its_row(export: Path, field: str) -> None:
    def change(rows: list[dict[str, Any]]) -> None:
        row = rows[16]
        row[field] = row[field] + 1 if isinstance(row[field], int) else "khác"

    code, words = run(altered(export, trail_jsonl=with_rows(change)))
    assert code == 1
    assert "dòng số 17" in words.casefold()
    assert "row 17 " in words.casefold()


@pytest.mark.parametrize(
    ("change", "first_bad"),
    [
        (lambda rows: rows.pop(4), 5),
        (lambda rows: rows.insert(4, dict(rows[3])), 5),
        (lambda rows: rows.__setitem__(slice(6, 8), [rows[7], rows[6]]), 7),
        (lambda rows: rows.__delitem__(slice(25, None)), 26),
        (lambda rows: (rows[11].update(purpose="khác"), mend(rows)), 20),
        (lambda rows: (rows.pop(11), mend(rows, settings.TRAIL_KEY)), 20),
        (lambda rows: rows.clear(), 1),
    ],
)
def test_rows_taken_out_put_in_moved_or_mended_are_found(export: Path, change: Any, first_bad: int) -> None:
    code, words = run(altered(export, trail_jsonl=with_rows(change)))
    assert code == 1
    assert f"dòng số {first_bad}" in words.casefold()


def test_a_name_that_stands_twice_in_a_row_is_refused(export: Path) -> None:
    copy = altered(export, trail_jsonl=lambda content: content.replace(b'{"number":3,', b'{"event":"x","number":3,'))
    code, words = run(copy)
    assert code == 1
    assert "dòng số 3" in words.casefold()


def test_a_changed_head_is_named(export: Path) -> None:
    copy = altered(export, heads_2026_03_03_json=lambda content: content.replace(b'"number": 20', b'"number": 19'))
    code, words = run(copy)
    assert code == 1
    assert "heads/2026-03-03.json" in words.casefold()


def forged(content: bytes, key: Ed25519PrivateKey, last: dict[str, Any]) -> bytes:
    """A head over `last`, signed with somebody else's key."""
    values = json.loads(content)
    bare = heads.SignedHead(values["day"], last["number"], last["hash"], values["at"])
    signature = b64encode(key.sign(bare.message)).decode()
    return json.dumps(values | {"number": bare.number, "hash": bare.hash, "signature": signature}).encode()


def test_an_export_forged_whole_falls_with_the_key_or_head_known_before(export: Path, heads_folder: Path) -> None:
    key = Ed25519PrivateKey.generate()
    kept: list[dict[str, Any]] = []

    def rewrite(rows: list[dict[str, Any]]) -> None:
        rows.pop(2)
        mend(rows)
        kept.extend(rows)

    copy = altered(export, trail_jsonl=with_rows(rewrite))
    nothing = {f"heads_2026_03_0{day}_json": (lambda content: None) for day in (2, 3, 4)}
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    copy = copy.rename(copy.with_name("gia.zip"))
    copy = altered(
        copy,
        head_json=lambda content: forged(content, key, kept[-1]),
        public_key_pem=lambda content: pem,
        **nothing,
    )
    assert run(copy)[0] == 0  # nothing inside can tell: hence the two options
    assert run(copy, "--public-key", heads_folder / "public-key.pem")[0] == 1
    assert run(copy, "--head", heads_folder / "2026-03-02.json")[0] == 1


@pytest.mark.parametrize("missing", ["trail_jsonl", "head_json", "public_key_pem"])
def test_a_missing_part_is_named(export: Path, missing: str) -> None:
    code, words = run(altered(export, **{missing: lambda content: None}))
    assert code == 1
    assert "thiếu tệp" in words.casefold()


def test_a_file_that_is_no_export_gets_a_sentence_and_no_stack_trace(export: Path, tmp_path: Path) -> None:
    broken = tmp_path / "hong.zip"
    broken.write_bytes(export.read_bytes()[:-200])
    content = bytearray(export.read_bytes())
    with zipfile.ZipFile(export) as archive:
        content[archive.getinfo("trail.jsonl").header_offset + 200] ^= 0xFF
    flipped = tmp_path / "lat.zip"
    flipped.write_bytes(bytes(content))
    for path, expected in ((broken, 1), (flipped, 1), (tmp_path / "khong-co.zip", 2)):
        code, words = run(path)
        assert code == expected, words
        assert "traceback" not in words.casefold()


def test_the_checker_imports_the_standard_library_alone() -> None:
    for node in ast.walk(ast.parse(CHECKER.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.split(".")[0] for alias in node.names} <= set(sys.stdlib_module_names)
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] in sys.stdlib_module_names


def test_the_export_holds_the_checker_a_note_and_no_secret(export: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        assert archive.read("check_trail.py") == CHECKER.read_bytes()
        assert "check_trail.py nhat-ky.zip" in archive.read("DOC-TRUOC.txt").decode()
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert settings.TRAIL_KEY.encode() not in everything
    assert settings.TRAIL_HEADS_KEY.encode() not in everything


def test_the_export_is_told_in_the_trail_and_leaves_it_intact(export: Path) -> None:
    last = Entry.objects.get(event=Event.EXPORT_MADE, number=31)
    assert last.purpose == "Thanh tra"
    assert verify_trail().intact


def test_checker_and_office_write_a_row_down_alike(add: Add) -> None:
    for row in add(8):
        values = Entry.objects.values().get(number=row.number)
        assert check_trail.row_hash({**values, "at": chain.moment(values["at"])}) == row.hash
    assert check_trail.FIELDS == chain.FIELDS


@hypothesis_settings(max_examples=40, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 64 * 8 - 1))
def test_signatures_are_judged_as_the_library_judges_them(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public = key.public_key().public_bytes_raw()
    signature = key.sign(message)
    assert check_trail.is_signed(public, message, signature)
    assert not check_trail.is_signed(public, message + b"!", signature)
    bent = bytearray(signature)
    bent[bit // 8] ^= 1 << bit % 8
    assert check_trail.is_signed(public, message, bytes(bent)) == library_says(public, message, bytes(bent))


def library_says(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_a_signature_with_a_scalar_beyond_the_order_is_refused() -> None:
    key = Ed25519PrivateKey.from_private_bytes(os.urandom(32))
    signature = key.sign(b"x")
    larger = (int.from_bytes(signature[32:], "little") + check_trail.ORDER).to_bytes(32, "little")
    assert not check_trail.is_signed(key.public_key().public_bytes_raw(), b"x", signature[:32] + larger)


def test_the_vectors_of_rfc_8032_hold() -> None:
    """Section 7.1, tests 1 and 2."""
    empty = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
    signed = bytes.fromhex(
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b"
    )
    assert check_trail.is_signed(empty, b"", signed)
    one = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signed = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert check_trail.is_signed(one, b"\x72", signed)
