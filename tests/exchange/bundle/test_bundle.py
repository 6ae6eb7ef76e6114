"""The bundle from the run to the office: what is in it, and above all what is not."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.exchange.bundle import Bundle, Cleanup, CommuneCount, bundle_facts, read_bundle, write_bundle
from lachan.exchange.bundle.frame import VERSION
from lachan.exchange.bundle.minimise import hide_small, safe_point, safe_points
from lachan.exchange.bundle.spelling import MOST_POINTS, POINT
from lachan.readers.canonical import parsed
from tests.exchange.bundle.runs import HOUR_LATER, NOW, OPERATOR, PLANTED, inspection, made, run_folder

KEY = Ed25519PrivateKey.generate()
ASKED = inspection()


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return run_folder(tmp_path)


def read(content: bytes, **changes: object) -> Bundle:
    given_: dict[str, object] = {"operator": OPERATOR, "operator_key": KEY.public_key(), "now": HOUR_LATER}
    return read_bundle(content, **(given_ | changes))  # type: ignore[arg-type]


def test_the_office_reads_what_the_operator_made(run: Path) -> None:
    one = made(run, KEY, cleanup=Cleanup(5, 4, 3, 2, 1))
    found = read(one.content)
    assert found == one.bundle
    assert (found.since, found.until, found.as_of) == (date(2026, 10, 1),) * 3
    assert (found.rows, found.rejected_rows, found.active_rows, found.complete_rows) == (1000, 2, 900, 849)
    assert found.cleanup == Cleanup(notified=5, one_way=4, two_way=3, recovered=2, put_right=1)
    assert [(one.rule, one.numbers) for one in found.rules] == [("SUB-001", 40), ("SUB-002", 0)]
    assert found.holders is None


def test_nothing_that_was_planted_is_in_the_bytes_of_a_bundle(run: Path) -> None:
    for one in (made(run, KEY), made(run, KEY, request=ASKED)):
        text = one.content.decode("utf-8", "replace").casefold()
        for planted in (*PLANTED, "500123456", "199000123", "van bia", "bịa"):
            assert planted.casefold() not in text


def test_masked_rows_of_holders_go_in_only_when_an_inspection_request_asks(run: Path) -> None:
    assert made(run, KEY).bundle.holders is None
    holders = read(made(run, KEY, request=ASKED).content, asked={(ASKED.number, ASKED.digest)}).holders
    assert holders is not None
    assert [(row.reference, row.owner_kind, row.band, row.numbers) for row in holders.rows] == [
        ("CT-0001", "organisation", "50+", 60),
        ("CT-0002", "person", "20+", 25),
    ]
    assert holders.rows[1].masked_numbers == ("050****456", "050****457", "050****458", "050****459", "050****460")
    assert holders.left_out == 0


def test_what_a_reference_means_stays_with_the_operator(run: Path) -> None:
    references = made(run, KEY, request=ASKED).references
    assert references is not None
    assert f"CT-0002,{PLANTED[3]},25" in references.decode("utf-8-sig")
    assert made(run, KEY).references is None


def test_small_counts_of_a_commune_are_hidden_and_no_sum_gives_them_back(run: Path) -> None:
    rows = {(one.commune_code, one.service): one for one in made(run, KEY).bundle.communes}
    assert rows["06187", "fixed"] == CommuneCount("06187", "fixed", None, None, None)
    assert rows["05983", "mobile"].active == 200  # the whole is large enough
    assert rows["05983", "mobile"].complete is None
    assert rows["05983", "mobile"].faulty is None
    hidden = [one for one in rows.values() if one.active is None]
    assert len(hidden) == 2  # one alone would be the sum less all others
    assert rows["", "mobile"].active is None  # 5 + 3: what is no code counts as unknown


counts = st.integers(0, 30)
communes = st.lists(
    st.tuples(counts, counts).map(lambda pair: CommuneCount("05977", "mobile", sum(pair), pair[0], pair[1])),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(communes, st.integers(1, 10))
def test_hidden_counts_cannot_be_worked_out(rows: list[CommuneCount], below: int) -> None:
    shown = hide_small(rows, below)
    for field in ("active", "complete", "faulty"):
        assert not any(0 < (getattr(one, field) or 0) < below for one in shown)
    for one in shown:
        assert one.active is not None or (one.complete is None and one.faulty is None)
        assert (one.complete is None) == (one.faulty is None)
    for field in ("active", "faulty"):
        hidden = [getattr(row, field) for row, one in zip(rows, shown, strict=True) if getattr(one, field) is None]
        others = [getattr(one, field) for one in shown if getattr(one, field)]
        assert not hidden or not others or (len(hidden) > 1 and sum(hidden) >= below)


def test_points_that_may_name_their_keeper_travel_as_a_code_that_only_the_operator_can_make(run: Path) -> None:
    points = {one.point: (one.activated, one.faulty) for one in made(run, KEY).bundle.points}
    assert points["LS-0012"] == (500, 30)
    assert points[""] == (100, 0)
    coded = {point for point in points if point.startswith("x-")}
    assert {points[one] for one in coded} == {(300, 20), (100, 1)}
    assert safe_point(PLANTED[2], b"mine") != safe_point(PLANTED[2], b"other")
    again = {one.point for one in made(run, KEY).bundle.points}
    assert again == set(points)  # the same code in the next bundle, so that the office sees a trend


@given(st.text(max_size=40), st.binary(min_size=1, max_size=8))
def test_every_point_becomes_a_code_that_is_one(point: str, secret: bytes) -> None:
    code = safe_point(point, secret)
    assert not code or POINT.fullmatch(code)
    assert safe_point(code, secret) == code


def test_points_beyond_the_most_are_added_up_not_lost() -> None:
    points = safe_points(((f"P{place}", 2, 1) for place in range(MOST_POINTS + 10)), b"s")
    assert len(points) == MOST_POINTS
    assert sum(one.activated for one in points) == 2 * (MOST_POINTS + 10)
    assert {one.point: one.faulty for one in points}[""] == 11


def test_a_bundle_of_an_earlier_version_is_read(run: Path) -> None:
    one = made(run, KEY, cleanup=Cleanup(5, 4, 3, 2, 1))
    body = parsed(one.content[13:-64], name="")
    body["put_right"] = body.pop("cleanup")["put_right"]
    old = framed(json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(), VERSION - 1)

    def upgrade(values: dict) -> dict:
        figures = {"notified": 0, "one_way": 0, "two_way": 0, "recovered": 0, "put_right": values["put_right"]}
        return {name: value for name, value in values.items() if name != "put_right"} | {"cleanup": figures}

    assert read(old, upgrades={VERSION - 1: upgrade}) == replace(one.bundle, cleanup=Cleanup(0, 0, 0, 0, 1))


def framed(body: bytes, version: int = VERSION, key: Ed25519PrivateKey = KEY) -> bytes:
    """A file around any body, signed."""
    start = b"LCHANBDL" + bytes([version]) + len(body).to_bytes(4, "big") + body
    return start + key.sign(f"lachan bundle, version {version}\n".encode() + start)


def test_the_first_bundle_that_was_ever_made_stays_readable() -> None:
    folder = Path(__file__).parent / "data"
    from lachan.exchange.handover import read_verifying_key

    content = (folder / "version-1.lchb").read_bytes()
    key = read_verifying_key((folder / "version-1.pub").read_bytes())
    found = read(content, operator_key=key)
    assert (found.operator, found.active_rows, len(found.communes)) == (OPERATOR, 900, 5)


def test_the_outside_tells_whose_key_is_needed(run: Path) -> None:
    one = made(run, KEY, request=ASKED)
    facts = bundle_facts(one.content)
    assert (facts.operator, facts.run_id, facts.as_of) == (OPERATOR, "0123456789abcdef", date(2026, 10, 1))
    assert (facts.version, facts.size, facts.request) == (VERSION, len(one.content), (ASKED.number, ASKED.digest))
    assert facts.made_at == NOW


def test_two_bundles_of_the_same_run_say_the_same(run: Path) -> None:
    assert made(run, KEY).content == made(run, KEY).content
    assert write_bundle(made(run, KEY).bundle, key=KEY) == made(run, KEY).content
