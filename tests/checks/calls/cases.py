"""For each rule on calls, one subject of which it must speak and near misses of which it must not."""

from typing import Any

from tests.checks.calls.records import BANK, HOTLINE, POLICE, Case, Row, at, call, calls, mobile, stranger

ABROAD = {"trunk": "INT-01", "trunk_kind": "international"}
LISTED = "+84987000001"


def _case(rule: str, name: str, fires: bool, subject: str, rows: list[Row]) -> Case:
    return Case(rule, name, fires, subject, tuple(rows))


def _one(rule: str, name: str, fires: bool, caller: str, **changes: Any) -> Case:
    return _case(rule, name, fires, caller, [call(caller, stranger(len(name)), at(10.5), **changes)])


def _numbers() -> list[Case]:
    owner = "+84987000010"
    flown = "+84987000011"
    home = mobile(cell="LS007")
    return [
        _one("CAL-001", "fires: a police number from abroad", True, POLICE, **ABROAD),
        _one("CAL-001", "fires: a number of the range from another network", True, "+842053811005"),
        _one("CAL-001", "fires: a hot line that never calls", True, HOTLINE, trunk="DOM-02"),
        _one("CAL-001", "near: from its own trunk", False, "+842053811002", trunk="DOM-02"),
        _one("CAL-001", "near: from a trunk of the operator that is named", False, "+842053811003", trunk="DOM-09"),
        _one("CAL-001", "near: its neighbour", False, "+842053811010"),
        _one("CAL-001", "near: its protection ended the day before", False, BANK),
        _one("CAL-002", "fires: the digits behind a foreign code", True, "+5632053811001", **ABROAD),
        _one("CAL-002", "fires: a registered pattern", True, "+842462740123"),
        _one("CAL-002", "near: a number beside the pattern", False, "+842462741123"),
        _one("CAL-003", "fires: a fixed number from abroad", True, "+842438000001", **ABROAD),
        _one("CAL-003", "fires: a 1900 number from abroad", True, "+8419002222", **ABROAD),
        _one("CAL-003", "near: the same from inside the country", False, "+842438000002"),
        _one("CAL-003", "near: a mobile number, which may roam", False, "+84987000009", **ABROAD),
        _case(
            "CAL-004", "fires: ten minutes between home and abroad", True, owner,
            [call(owner, stranger(1), at(9), **home), call(owner, stranger(2), at(9.2), **ABROAD)],
        ),
        _case(
            "CAL-004", "near: a flight between", False, flown,
            [call(flown, stranger(1), at(6), **home), call(flown, stranger(2), at(14), **ABROAD)],
        ),
        _case(
            "CAL-005", "fires: thirty strangers from abroad", True, "+84987000012",
            calls("+84987000012", 30, answered=6, **ABROAD),
        ),
        _case(
            "CAL-005", "near: a traveller who rings his family", False, "+84987000013",
            calls("+84987000013", 24, answered=7, callee=lambda place: stranger(place % 3), **ABROAD),
        ),
        _case(
            "CAL-005", "near: a traveller whom they call", False, "+84987000014",
            [*calls("+84987000014", 24, answered=7, **ABROAD), call(stranger(5), "+84987000014", at(21))],
        ),
        _one("CAL-006", "fires: 0 behind +84", True, "+840692348560", **ABROAD),
        _one("CAL-006", "fires: letters", True, "VN0692348560"),
        _one("CAL-006", "near: an extension of the own network", False, "00000", trunk_kind="internal"),
        _one("CAL-006", "near: a short number", False, "1414"),
        _one("CAL-006", "near: withheld", False, "anonymous", **ABROAD),
        _one("CAL-007", "fires: an area code that no province has", True, "+842001234567"),
        _one("CAL-007", "fires: eleven digits of before 2018", True, "+841681234567"),
        _one("CAL-007", "near: a country code that is given", False, "+821012345678", **ABROAD),
    ]  # fmt: skip


def _behaviour() -> list[Case]:
    robot, hospital = "+842477000010", "+842053810217"
    ring = {"answered": False, "seconds": 2}
    centre, taxi, school = "+842471088668", "+842053383838", "+842053870113"
    orders = [call(stranger(900 + place), taxi, at(8 + place / 20)) for place in range(150)]
    bait, codes = "+22412345678", "+16505551200"
    back = [call(stranger(place), bait, at(15), seconds=300) for place in range(5)]
    return [
        _case("CAL-008", "fires: strangers hang up", True, "+842477000001", calls("+842477000001", 120, answered=1)),
        _case("CAL-008", "near: a call centre whose customers talk", False, centre, calls(centre, 300, answered=5)),
        _case(
            "CAL-008", "near: a taxi office that calls back", False, taxi,
            [*orders, *calls(taxi, 120, hours=8, answered=2, callee=lambda place: stranger(900 + place))],
        ),
        _case(
            "CAL-008", "near: a school's message", False, school,
            calls(school, 600, hours=0.5, answered=8, seconds=24),
        ),
        _case("CAL-008", "near: few calls", False, "+842477000002", calls("+842477000002", 30, answered=1)),
        _case(
            "CAL-009", "fires: number after number", True, "+842477000003",
            calls("+842477000003", 20, answered=1, callee=lambda place: f"+8491{5_550_000 + 2 * place}"),
        ),
        _case(
            "CAL-009", "near: a company that calls its own lines", False, "+842477000004",
            calls("+842477000004", 20, answered=9, callee=lambda place: f"+8424{33_330_000 + place}"),
        ),
        _case(
            "CAL-010", "fires: hardly anybody answers", True, "+842477000005",
            calls("+842477000005", 100, hours=12, answered=1),
        ),
        _case(
            "CAL-010", "near: somebody rings one person again and again", False, "+842477000006",
            calls("+842477000006", 60, hours=12, callee=lambda place: stranger(7)),
        ),
        _case(
            "CAL-010", "near: half are answered", False, "+842477000007",
            calls("+842477000007", 100, hours=12, answered=5),
        ),
        _case("CAL-011", "fires: one ring, some call back", True, bait, [*calls(bait, 120, **ring, **ABROAD), *back]),
        _case(
            "CAL-011", "near: codes that are listened to", False, codes,
            calls(codes, 120, answered=9, **ABROAD),
        ),
        _case(
            "CAL-011", "near: a mobile number at home", False, "+84987000020",
            calls("+84987000020", 120, **ring),
        ),
        _case(
            "CAL-012", "fires: a call every forty seconds", True, robot,
            calls(robot, 80, answered=1, gap=lambda place: 40 + place % 2),
        ),
        _case(
            "CAL-012", "near: a hospital's reminder to which people listen", False, hospital,
            calls(hospital, 200, answered=8, gap=lambda place: 25 + place % 2, seconds=31),
        ),
        _case(
            "CAL-012", "near: uneven gaps", False, "+842477000011",
            calls("+842477000011", 80, answered=1),
        ),
    ]  # fmt: skip


def _box(sims: int, count: int, *, cell: str, imei: str | None, first: int, answered: int = 6) -> list[Row]:
    rows = []
    for place in range(sims):
        where = mobile(cell=cell, imei=imei or f"86{first + place:013}", imsi=f"45204{first + place:010}")
        rows += calls(
            f"+8459{first + place:07}", count, hours=14, start=7 + place / 50, answered=answered,
            callee=lambda turn, own=place: stranger(first + own * 100 + turn), **where,
        )  # fmt: skip
    return rows


def _scattered() -> list[Row]:
    """A cheap telephone whose IMEI many share, each somewhere else."""
    return [
        one | {"cell": f"LS2{place:02}"}
        for place in range(20)
        for one in _box(1, 6, cell="", imei="862222222222222", first=30_000 + place)
    ]


def _boxes() -> list[Case]:
    house = _box(10, 14, cell="LS903", imei=None, first=40_000)
    called = [call(stranger(place), f"+8459{40_000 + place:07}", at(12)) for place in range(10)]
    return [
        _case(
            "CAL-013", "fires: ten SIMs in one device", True, "861111111111111",
            _box(10, 12, cell="LS901", imei="861111111111111", first=10_000),
        ),
        _case(
            "CAL-013", "near: a repairer who tries each SIM twice", False, "863333333333333",
            _box(12, 2, cell="LS904", imei="863333333333333", first=20_000),
        ),
        _case("CAL-013", "near: an IMEI that many share all over the country", False, "862222222222222", _scattered()),
        _case(
            "CAL-014", "fires: ten SIMs that stand still and only call", True, "LS902",
            _box(10, 14, cell="LS902", imei=None, first=50_000),
        ),
        _case("CAL-014", "near: telephones in a house, which are called", False, "LS903", [*house, *called]),
    ]  # fmt: skip


def _together() -> list[Case]:
    def block(start: str, answered: int) -> list[Row]:
        return [
            row for place in range(10)
            for row in calls(
                f"{start}{place:02}", 10, start=9 + place / 60, answered=answered,
                callee=lambda turn, own=place: stranger(own * 50 + turn + len(start)),
            )
        ]  # fmt: skip

    def trunk(name: str, callers: list[str]) -> list[Row]:
        return [
            call(one, stranger(place), at(11), trunk=name, trunk_kind="international")
            for place, one in enumerate(callers)
        ]

    return [
        _case("CAL-015", "fires: ten numbers of one hundred in vain", True, "+8428600101", block("+8428600101", 1)),
        _case("CAL-015", "near: a call centre's block", False, "+8428600202", block("+8428600202", 6)),
        _case("CAL-016", "fires: a listed number calls", True, LISTED, [call(LISTED, stranger(3), at(9))]),
        _case(
            "CAL-016", "near: a listed number is only called", False, "+84987000002",
            [call(stranger(4), "+84987000002", at(9))],
        ),
        _case(
            "CAL-017", "fires: seven fixed numbers on one trunk from abroad", True, "INT-08",
            trunk("INT-08", [f"+8424380001{place:02}" for place in range(7)]),
        ),
        _case(
            "CAL-017", "near: seven travellers", False, "INT-09",
            trunk("INT-09", [f"+849870001{place:02}" for place in range(7)]),
        ),
    ]  # fmt: skip


CASES = [*_numbers(), *_behaviour(), *_boxes(), *_together()]
