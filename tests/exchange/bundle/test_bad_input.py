"""Everything that is no good bundle, each with its own code and a sentence in both languages."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.exchange.bundle import MOST_BYTES, Cleanup, bundle_facts, read_bundle
from lachan.exchange.bundle.frame import MAGIC, VERSION
from lachan.readers.canonical import parsed
from lachan.readers.errors import InputError
from tests.exchange.bundle.runs import HOUR_LATER, NOW, OPERATOR, PLANTED, SUMMARY, inspection, made, run_folder

KEY = Ed25519PrivateKey.generate()
ASKED = inspection()


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_folder(tmp_path_factory.mktemp("run"))


@pytest.fixture(scope="module")
def good(run: Path) -> bytes:
    return made(run, KEY, request=ASKED, cleanup=Cleanup(5, 4, 3, 2, 1)).content


def read(content: bytes, **changes: Any) -> Any:
    fitting = {
        "operator": OPERATOR, "operator_key": KEY.public_key(), "now": HOUR_LATER,
        "asked": {(ASKED.number, ASKED.digest)},
    }  # fmt: skip
    return read_bundle(content, **(fitting | changes))


def framed(body: bytes, version: int = VERSION) -> bytes:
    """A file around any body, signed as the operator would."""
    start = MAGIC + bytes([version]) + len(body).to_bytes(4, "big") + body
    return start + KEY.sign(f"lachan bundle, version {version}\n".encode() + start)


def changed(content: bytes, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """The bundle with a changed body and a right signature: what a broken or hostile tool of an operator could make."""
    body = parsed(content[13:-64], name="")
    change(body)
    return framed(json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def refused(act: Callable[[], Any]) -> InputError:
    with pytest.raises(InputError) as error:
        act()
    told = error.value
    assert told.wording.vi
    assert told.wording.en
    assert told.wording.vi != told.wording.en
    return told


FILES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "an empty file": ("not_bundle", lambda c: b""),
    "another file": ("not_bundle", lambda c: b"PK\x03\x04" + c),
    "a sealed package": ("not_bundle", lambda c: b"LCHANPKG" + c[8:]),
    "the beginning alone": ("truncated", lambda c: c[:9]),
    "without its last byte": ("truncated", lambda c: c[:-1]),
    "cut in the middle": ("truncated", lambda c: c[: len(c) // 2]),
    "with something behind its end": ("longer", lambda c: c + b"\0"),
    "twice": ("longer", lambda c: c + c),
    "of a version to come": ("newer", lambda c: framed(c[13:-64], VERSION + 1)),
    "of a version that never was": ("unknown_version", lambda c: framed(c[13:-64], 0)),
    "a version changed after signing": ("operator_signature", lambda c: c[:8] + b"\0" + c[9:]),
    "a changed count": ("operator_signature", lambda c: c.replace(b'"rows":1000', b'"rows":1001', 1)),
    "a changed signature": ("operator_signature", lambda c: c[:-1] + bytes([c[-1] ^ 1])),
    "a body that is no JSON": ("not_json", lambda c: framed(b"{")),
    "a body that is a list": ("not_canonical", lambda c: framed(b"[]")),
    "a body saved again": ("not_canonical", lambda c: framed(json.dumps(parsed(c[13:-64], name="")).encode())),
    "a body with a field twice": ("not_canonical", lambda c: framed(b'{"a":1,"a":1}')),
    "a body too deep": ("not_json", lambda c: framed(b"[" * 100_000)),
    "a body that is no text": ("not_json", lambda c: framed(b"\xff\xfe")),
    "larger than any bundle": ("too_large", lambda c: c + b" " * MOST_BYTES),
}


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused(name: str, good: bytes) -> None:
    code, spoil = FILES[name]
    assert refused(lambda: read(spoil(good))).code == code


BODIES: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
    "a missing field": ("run_id", lambda b: b.pop("run_id")),
    "an unknown field": ("owners", lambda b: b.update(owners=[])),
    "a check that there is not": ("check", lambda b: b.update(check="sites")),
    "another check": ("calls", lambda b: b.update(check="calls")),
    "an operator that is no key": ("operator", lambda b: b.update(operator="Nhà mạng Thử")),
    "a run id too short": ("run_id", lambda b: b.update(run_id="abc")),
    "a day that is none": ("as_of", lambda b: b.update(as_of="2026-02-30")),
    "a day written otherwise": ("as_of", lambda b: b.update(as_of="01/10/2026")),
    "a period turned round": ("until", lambda b: b.update(since="2026-10-02")),
    "a period of years": ("until", lambda b: b.update(since="2020-01-01")),
    "a moment without zone": ("made_at", lambda b: b.update(made_at="2026-10-05T10:00:00")),
    "a count below zero": ("rows", lambda b: b.update(rows=-1)),
    "a count that is text": ("rows", lambda b: b.update(rows="1000")),
    "a count that is true": ("rejected_rows", lambda b: b.update(rejected_rows=True)),
    "a count with a part": ("rows", lambda b: b.update(rows=1000.5)),
    "a count beyond any": ("rows", lambda b: b.update(rows=10**30)),
    "more in use than rows": ("active_rows", lambda b: b.update(active_rows=1001)),
    "a hash that is none": ("findings_sha256", lambda b: b.update(findings_sha256="A1" * 32)),
    "a rule that is none": ("rules[0].rule", lambda b: b["rules"][0].update(rule="SUB-1")),
    "a rule twice": ("rules", lambda b: b["rules"].append(b["rules"][0])),
    "a severity of one's own": ("rules[0].severity", lambda b: b["rules"][0].update(severity="awful")),
    "a commune that is a name": (
        "communes[0].commune_code",
        lambda b: b["communes"][0].update(commune_code="Đông Kinh"),
    ),
    "a part larger than its whole": ("communes", lambda b: b["communes"][1].update(complete=10**6)),
    "more faulty than activated": ("points", lambda b: b["points"][0].update(faulty=10**6)),
    "a point that is a number": ("points[0].point", lambda b: b["points"][0].update(point="0501234567")),
    "a point that is a name": ("points[0].point", lambda b: b["points"][0].update(point="NguyenVanBia")),
    "a month that is none": ("months[1].month", lambda b: b["months"][1].update(month="2026-13")),
    "a band of one's own": ("bands[0].band", lambda b: b["bands"][0].update(band="many")),
    "an input that tells its name": ("inputs[0].name", lambda b: b["inputs"][0].update(name="a.csv")),
    "a list that is none": ("points", lambda b: b.update(points={})),
    "a list too long": ("rules", lambda b: b.update(rules=b["rules"][:1] * 501)),
    "a row that is no object": ("rules[0]", lambda b: b.update(rules=["SUB-001"])),
    "figures of a clean-up without one": ("cleanup.notified", lambda b: b["cleanup"].pop("notified")),
    "a holder's name": ("holders.rows[0].name", lambda b: b["holders"]["rows"][0].update(name="Bịa")),
    "a holder's number unmasked": (
        "holders.rows[0].masked",
        lambda b: b["holders"]["rows"][0].update(masked_numbers=["0501234567"]),
    ),
    "a holder with too many numbers shown": (
        "holders.rows[0].masked_numbers",
        lambda b: b["holders"]["rows"][0].update(masked_numbers=["050****567"] * 6),
    ),
    "a reference that could be an id": (
        "holders.rows[0].reference",
        lambda b: b["holders"]["rows"][0].update(reference=PLANTED[3]),
    ),
    "holders without request": ("holders.request_number", lambda b: b["holders"].pop("request_number")),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_signed_bundle_with_a_bad_body_is_refused_and_names_the_field(name: str, good: bytes) -> None:
    field, change = BODIES[name]
    told = refused(lambda: read(changed(good, change)))
    assert told.code == "field"
    assert f"“bundle.{field}”" in told.wording.vi


MOMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "signed by an unknown key": (
        "operator_signature",
        {"operator_key": Ed25519PrivateKey.generate().public_key()},
    ),
    "with another operator's name": ("other_operator", {"operator": "nha-mang-khac"}),
    "made in the future": ("future", {"now": NOW - timedelta(minutes=11)}),
    "with rows that nobody asked for": ("not_asked", {"asked": ()}),
    "with rows for another version of the request": ("not_asked", {"asked": {(ASKED.number, "0" * 64)}}),
    "with rows for another request": ("not_asked", {"asked": {("8/YC-SKHCN", ASKED.digest)}}),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_good_file_in_the_wrong_place_is_refused(name: str, good: bytes) -> None:
    code, changes = MOMENTS[name]
    assert refused(lambda: read(good, **changes)).code == code


def test_a_replayed_bundle_is_refused(good: bytes) -> None:
    assert refused(lambda: read(good, seen={bundle_facts(good).sha256})).code == "replayed"


def test_days_after_the_making_are_refused(good: bytes) -> None:
    later = changed(good, lambda b: b.update(as_of="2026-10-06"))
    assert refused(lambda: read(later)).code == "after_making"


def test_a_version_to_come_is_refused_kindly(good: bytes) -> None:
    told = refused(lambda: read(framed(good[13:-64], 7), name="goi.lchb"))
    assert "Gói không hỏng" in told.message("vi")
    assert "nâng cấp" in told.message("vi")
    assert "not damaged" in told.message("en")
    assert told.message("vi").startswith("goi.lchb: ")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_one_changed_byte_is_always_seen(data: st.DataObject, good: bytes) -> None:
    place = data.draw(st.integers(0, len(good) - 1))
    change = data.draw(st.integers(1, 255))
    refused(lambda: read(good[:place] + bytes([good[place] ^ change]) + good[place + 1 :]))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_bring_the_reader_to_fall(content: bytes) -> None:
    for start in (b"", MAGIC, MAGIC + b"\x01\0\0\0", MAGIC + b"\x01\0\0\0\x02{}"):
        refused(lambda start=start: bundle_facts(start + content))  # type: ignore[misc]


RUNS: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "without summary": ("missing", lambda d: (d / "summary.json").unlink()),
    "without findings": ("missing", lambda d: (d / "findings.parquet").unlink()),
    "without owners": ("missing", lambda d: (d / "owners.parquet").unlink()),
    "with a summary cut short": ("summary", lambda d: (d / "summary.json").write_text('{"format": 1')),
    "with a summary that is a list": ("summary", lambda d: (d / "summary.json").write_text("[]")),
    "with a summary of another form": (
        "summary_format",
        lambda d: (d / "summary.json").write_text(json.dumps(SUMMARY | {"format": 2})),
    ),
    "with a summary that lacks counts": (
        "summary",
        lambda d: (d / "summary.json").write_text(json.dumps({k: v for k, v in SUMMARY.items() if k != "rules"})),
    ),
    "with a count that is text": (
        "summary",
        lambda d: (d / "summary.json").write_text(json.dumps(SUMMARY | {"rows": "many"})),
    ),
    "with owners that are no Parquet": ("owners", lambda d: (d / "owners.parquet").write_bytes(b"PAR1")),
}


@pytest.mark.parametrize("name", RUNS)
def test_no_bundle_is_made_of_a_run(name: str, tmp_path: Path) -> None:
    code, spoil = RUNS[name]
    spoil(run_folder(tmp_path))
    assert refused(lambda: made(tmp_path, KEY, request=ASKED)).code == code


REQUESTS: dict[str, tuple[str, dict[str, Any]]] = {
    "to identify": ("not_for_holders", {"kind": "identify"}),
    "that does not ask for holders": ("not_for_holders", {"data_kinds": ("owner", "status")}),
    "to another operator": ("other_operator", {"holder": "nha-mang-khac"}),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_no_rows_of_holders_go_out_for_a_request(name: str, run: Path) -> None:
    code, changes = REQUESTS[name]
    assert refused(lambda: made(run, KEY, request=inspection(**changes))).code == code


def test_a_bundle_that_the_office_would_refuse_is_not_made(run: Path) -> None:
    assert refused(lambda: made(run, KEY, operator="Nhà mạng Thử")).code == "field"
    assert refused(lambda: made(run, KEY, hidden_below=0)).code == "field"
