"""The compiled list answers as the list does, and is taken in no time."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lachan.readers.errors import InputError
from lachan.readers.protected_list import overlap, place_of
from lachan.screening import Listed, compile_tables
from lachan.screening.listed import WIDE_RANGE, Hit
from lachan.vietnam.numbers import Protected, explain
from lachan.vietnam.numbers.signs import LIKE_PROTECTED, PROTECTED
from tests.screening.messages import HOT_LINE, ONLY_FROM_PBX, USUAL, listed, one_range, protected_list

DAY = "2026-11-25"
PREFIXES = ("+8424376543", "+842052222", "+8469234", "+84912345", "+8562054", "+1205222", "+841900")
NUMBERS = st.builds(
    lambda prefix, rest: (prefix + rest)[: 13 if prefix.startswith("+842") else 12],
    st.sampled_from(PREFIXES),
    st.text("0123", min_size=6, max_size=6),
)
RANGES = st.one_of(
    st.sampled_from(["113", "156", "1022"]).map(lambda one: one_range(one)),
    st.tuples(NUMBERS, st.integers(0, 30)).map(lambda pair: one_range(pair[0], f"+{int(pair[0][1:]) + pair[1]}")),
)
PATTERNS = st.one_of(
    st.from_regex(r"\A\+?[0-9?]{0,6}[0-9][0-9?]{0,6}\*?\Z").filter(lambda one: one.count("?") < 5),
    NUMBERS.map(lambda one: f"0{one[3:-3]}???"),
    NUMBERS.map(lambda one: f"{one[1:5]}*"),
)
SHOWN = st.one_of(
    NUMBERS,
    NUMBERS.map(lambda one: f"0{one[3:]}"),
    NUMBERS.map(lambda one: f"+563{one[3:]}"),
    NUMBERS.map(lambda one: f"+840{one[3:]}"),
    NUMBERS.map(lambda one: one[1:]),
    st.sampled_from(["113", "156", "1022", "0113", "+84113", "0168" + "1234567", "02512345678"]),
    st.text("0123456789", max_size=22),
)


def expanded(ranges: list[object]) -> list[str]:
    """Every number of the ranges."""
    found = []
    for one in ranges:
        first, last = one.first, one.last  # type: ignore[attr-defined]
        plus = "+" if first.startswith("+") else ""
        found += [f"{plus}{number}" for number in range(int(first), int(last) + 1)]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lists")


@settings(max_examples=300)
@example([one_range("+84692348000", "+84692348999")], [], "+563069234856")
@example([one_range("113")], ["0*"], "0113")
@given(st.lists(RANGES, max_size=8), st.lists(PATTERNS, max_size=3), SHOWN)
def test_it_answers_as_the_plain_set_of_numbers(
    folder: Path, ranges: list[object], patterns: list[str], shown: str
) -> None:
    ordered = sorted(ranges, key=place_of)  # type: ignore[arg-type]
    while two := overlap(ordered):
        ordered.remove(two[1])
    try:
        plain = Protected(expanded(ordered), patterns)
    except ValueError:
        return  # a range that runs out of the numbering plan
    compiled = listed(folder, protected_list(*ordered, patterns=tuple(patterns)))
    digits = shown.removeprefix("+")
    if not digits:
        return
    found = explain(shown, on=date(2026, 11, 25))
    number = found.normal or found.new_form
    expected = {PROTECTED: True, LIKE_PROTECTED: False, None: None}[plain.sign(number, digits)]
    hit = compiled.find(number, digits, DAY)
    assert (hit.same if hit else None) is expected


def test_it_says_whose_number_it_is_and_where_it_may_come_from(tmp_path: Path) -> None:
    compiled = listed(tmp_path)
    assert (compiled.serial, compiled.issuer, compiled.valid_until) == (7, "Sở", USUAL.valid_until.timestamp())
    hit = compiled.find(ONLY_FROM_PBX, ONLY_FROM_PBX[1:], DAY)
    assert hit
    assert hit.same
    assert hit.entry
    assert (hit.entry.body, hit.entry.originates, hit.entry.trunks) == (
        "Công an tỉnh",
        "only_from",
        ("tong-dai-cong-an",),
    )
    assert compiled.find("+84692348560", "84692348560", DAY) == Hit(True, compiled.find("+84692348001", "1", DAY).entry)  # type: ignore[union-attr]


def test_a_number_is_protected_on_its_days_alone(tmp_path: Path) -> None:
    compiled = listed(
        tmp_path,
        protected_list(
            one_range(HOT_LINE, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 31), body="Cũ"),
            one_range(HOT_LINE, valid_from=date(2026, 4, 2), body="Mới"),
        ),
    )

    def body(day: str) -> str | None:
        hit = compiled.find(HOT_LINE, HOT_LINE[1:], day)
        return hit.entry.body if hit and hit.entry else None

    assert [body(f"2026-{day}") for day in ("02-28", "03-01", "03-31", "04-01", "04-02")] == [
        None,
        "Cũ",
        "Cũ",
        None,
        "Mới",
    ]
    like = "563" + HOT_LINE[3:]
    assert [bool(compiled.find(None, like, f"2026-{day}")) for day in ("02-28", "03-01", "04-01")] == [
        False,
        True,
        False,
    ]


def test_the_end_of_a_wide_range_counts_with_its_0_alone(tmp_path: Path) -> None:
    last = f"+84692{WIDE_RANGE + 300_000:06d}"
    compiled = listed(tmp_path, protected_list(one_range("+84692300000", last)))
    assert compiled.find("+5630692300001", "5630692300001", DAY)
    assert compiled.find(None, "840692300001", DAY)
    assert not compiled.find("+563692300001", "563692300001", DAY)


def test_a_pattern_that_is_too_wide_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        compile_tables(protected_list(patterns=("??????1",)), tmp_path / "list")
    assert refused.value.code == "list_pattern_wide"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("size", [0, 10, 23, 24, 100, -100, -8, -1])
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, size: int) -> None:
    compile_tables(USUAL, tmp_path / "list")
    content = (tmp_path / "list").read_bytes()
    (tmp_path / "cut").write_bytes(content[:size])
    with pytest.raises((ValueError, OSError)):
        Listed(tmp_path / "cut")


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"x" * 20_000)
    with pytest.raises(ValueError, match="compiled list"):
        Listed(tmp_path / "other")


def test_a_new_list_takes_the_place_of_the_old_one_which_stays_readable(tmp_path: Path) -> None:
    old = listed(tmp_path)
    new = listed(tmp_path, protected_list(one_range("+84241234567")))
    assert old.find(HOT_LINE, HOT_LINE[1:], DAY)
    assert not new.find(HOT_LINE, HOT_LINE[1:], DAY)


def test_taking_a_list_reads_its_header_alone(tmp_path: Path) -> None:
    """However long it is: opening maps the file, and 20,000 numbers leave the header as short as two do."""
    many = protected_list(
        *(one_range(f"+84243{number:07d}", body=f"Cơ quan {number}") for number in range(0, 40_000, 2))
    )
    small = listed(tmp_path)
    compiled = listed(tmp_path, many)
    assert len(compiled) == 20_000
    assert not compiled._entries
    assert compiled.find("+842430000002", "842430000002", DAY)
    assert len(compiled._entries) == 1
    assert len(small) < 10
