"""For every moment and identifier exactly the true holder, against a reference that reads row by row."""

import ipaddress
import itertools
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.identify.lookup import Lookup
from lachan.identify.moments import moment
from lachan.readers.errors import Place
from tests.identify.logs import built, lease, stamp, write_holders, write_leases

DAY = 86_400
ADDRESSES = ("203.0.113.7", "203.0.113.8")
Lease = tuple[str, int, int, int, int, str]


def ms(seconds: float) -> int:
    return moment(stamp(seconds), Place())


@st.composite
def true_logs(draw: st.DrawFn) -> list[Lease]:
    """Leases of which no two of one address share a port at one time, over three days, some past midnight."""
    rows: list[Lease] = []
    for address in ADDRESSES:
        edges = sorted(draw(st.sets(st.integers(1, 65_535), min_size=1, max_size=4)))
        for first, last in zip(edges, [*(edge - 1 for edge in edges[1:]), 65_535], strict=True):
            cuts = sorted(draw(st.sets(st.integers(0, 3 * DAY), max_size=6)))
            for start, end in itertools.pairwise(cuts):
                if draw(st.booleans()):
                    rows.append((address, first, last, start, end, draw(st.sampled_from("ABCD"))))
    return rows


def reference(rows: list[Lease], address: str, port: int | None, since: float, until: float) -> list[str]:
    return sorted(
        {
            who
            for ip, first, last, start, end, who in rows
            if ip == address and (port is None or first <= port <= last) and start <= until and since < end
        }
    )


def questions(rows: list[Lease]) -> list[tuple[str, int | None, float]]:
    """All borders in time and ports."""
    moments = {m + off for row in rows for m in row[3:5] for off in (-0.001, 0, 0.001)} | {0.0, 1.5 * DAY}
    ports = {p + off for row in rows for p in row[1:3] for off in (-1, 0, 1)} & set(range(1, 65_536)) | {1, 65_535}
    return [(a, p, m) for a in ADDRESSES for p in (None, *sorted(ports)) for m in sorted(moments)]


@settings(max_examples=25, deadline=None)
@given(true_logs(), st.sampled_from([0, 1, 3600]), st.randoms())
def test_every_moment_and_port_has_exactly_the_holders_of_the_log(rows: list[Lease], skew: int, order) -> None:  # type: ignore[no-untyped-def]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shuffled = rows.copy()
        order.shuffle(shuffled)
        half = len(rows) // 2
        files = [
            write_leases(folder / f"{at}.csv", [lease(*row) for row in part])
            for at, part in enumerate((shuffled[:half], shuffled[half:]))
        ]
        result = built(folder / "store", *files)
        assert result.rejected == 0
        lookup = Lookup(folder / "store")
        for address, port, at in questions(rows):
            found = lookup.address(ipaddress.ip_address(address), port, ms(at - skew), ms(at + skew))
            expected = reference(rows, address, port, at - skew, at + skew)
            assert found == expected, (address, port, at)
            assert set(reference(rows, address, port, at, at)) <= set(found)


@settings(max_examples=10, deadline=None)
@given(true_logs())
def test_days_added_one_by_one_answer_like_all_at_once(rows: list[Lease]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = write_leases(folder / "all.csv", [lease(*row) for row in rows])
        built(folder / "whole", whole)
        for day in (2, 0, 1):
            part = [lease(*row) for row in rows if row[3] // DAY == day]
            built(folder / "grown", write_leases(folder / f"{day}.csv", part))
        one, other = Lookup(folder / "whole"), Lookup(folder / "grown")
        for address, port, at in questions(rows):
            ip = ipaddress.ip_address(address)
            assert one.address(ip, port, ms(at), ms(at)) == other.address(ip, port, ms(at), ms(at))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sets(st.integers(0, 1000), min_size=2, max_size=6), min_size=1, max_size=3))
def test_a_number_given_again_has_the_holder_of_that_moment(histories: list[set[int]]) -> None:
    rows, plain = [], []
    for at, cuts in enumerate(histories):
        edges = sorted(cuts)
        for turn, (start, end) in enumerate(itertools.pairwise(edges)):
            rows.append((f"+1202555014{at}", f"S{turn}", stamp(start), stamp(end)))
            plain.append((12_025_550_140 + at, start, end, f"S{turn}"))
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "store"
        assert built(store, holders=write_holders(Path(name) / "h.csv", rows)).rejected == 0
        lookup = Lookup(store)
        for number in {row[0] for row in plain}:
            for second in range(-1, 1002, 7):
                for off in (0, 1, 2):
                    at = second + off
                    expected = [w for n, s, e, w in plain if n == number and s <= at < e]
                    assert lookup.number(number, ms(at), ms(at)) == expected


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 86_399), min_size=0, max_size=6, unique=True), st.randoms())
def test_every_quarter_of_an_hour_without_a_lease_on_a_busy_day_is_a_gap(cuts: list[int], chance) -> None:  # type: ignore[no-untyped-def]
    silent = [(cut, cut + 1200) for cut in cuts]
    seconds = [s for s in range(0, DAY, 8) if not any(a <= s < b for a, b in silent)]
    rows = [lease("203.0.113.7", 1 + at % 60_000, 1 + at % 60_000, s, s + 1, "A") for at, s in enumerate(seconds)]
    edges = [0, *seconds, DAY]
    gaps = [(a, b) for a, b in itertools.pairwise(edges) if b - a >= 900]
    with tempfile.TemporaryDirectory() as name:
        built(Path(name) / "s", write_leases(Path(name) / "l.csv", rows))
        lookup = Lookup(Path(name) / "s")
        for _ in range(200):
            since = chance.randrange(0, DAY)
            until = min(since + chance.choice([0, 1, 600]), DAY - 1)
            expected = len(rows) >= 10_000 and any(a <= until and since < b for a, b in gaps)
            assert lookup.silent(ms(since), ms(until)) == expected
        assert lookup.silent(ms(-1), ms(-1))
        assert lookup.silent(ms(DAY), ms(DAY))
