"""Indicators of junk SIMs."""

from typing import Any

from tests.checks.subscribers.records import Row, at, day, organisation

COUNTER: Row = {"point_id": "P{n}", "clerk_id": "C{n}"}


def many(count: int, *, minutes: int = 1, start: str = "2026-05-20 09:00", **changes: Any) -> list[Row]:
    """So many numbers at one counter, one after the other (0 minutes: all at `start`)."""
    hour = at(start)
    return [
        COUNTER | {"activated_on": hour.replace(minute=at_ * minutes % 60), "number": number(at_ * 7)} | changes
        for at_ in range(count)
    ]


def number(step: int) -> str:
    """The number `step` behind the case's first."""
    return f"03{{n}}{step:04}"


PHOTO = {"photo_hash": "same{n}"}
SCAN = {"id_scan_hash": "same{n}"}
DEVICE = {"imei": "86{n}123456789"}
ONE = {"id_number": "001090{n}99", "owner_name": "TRẦN BẢY"}
PAPERS = [f"001090{{n}}8{at_}" for at_ in range(10)]


def in_device(count: int, papers: int, **changes: Any) -> list[Row]:
    """Numbers in one device, spread over so many papers."""
    return [DEVICE | {"id_number": PAPERS[at_ % papers]} | changes for at_ in range(count)]


def in_a_row(count: int, **changes: Any) -> list[Row]:
    """Consecutive numbers activated together and never used."""
    return [COUNTER | {"number": number(at_), "last_used_on": None} | changes for at_ in range(count)]


def unused(count: int, **changes: Any) -> list[Row]:
    """Numbers of one point and day, not in a row, never used."""
    return [COUNTER | {"number": number(at_ * 7), "last_used_on": None} | changes for at_ in range(count)]


CASES = {
    "SUB-075": {
        "fires": many(35),
        "silent: time of day unknown": many(40, minutes=0, start="2026-05-20 00:00"),
        "silent: application": many(40, point_kind="app"),
        "silent: organisation": many(40, **organisation(plan="prepaid")),
        "border: in": many(30),
        "border: out": many(29),
    },
    "SUB-076": {
        "fires": many(62, clerk_id="C{n}-{r}"),
        "silent: over two hours": [
            *many(31, clerk_id="C{n}-{r}"),
            *(
                one | {"number": one["number"].replace("03", "07", 1)}
                for one in many(31, start="2026-05-20 10:00", clerk_id="C{n}-{r}")
            ),
        ],
        "border: in": many(60, clerk_id="C{n}-{r}"),
        "border: out": many(59, clerk_id="C{n}-{r}"),
    },
    "SUB-077": {
        "fires: time of day unknown": many(155, minutes=0, start="2026-05-20 00:00"),
        "border: in": many(150, minutes=0, start="2026-05-20 00:00"),
        "border: out": many(149, minutes=0, start="2026-05-20 00:00"),
        "silent: two counters": [
            *many(80, minutes=0, start="2026-05-20 00:00"),
            *(
                one | {"number": one["number"].replace("03", "07", 1)}
                for one in many(80, minutes=0, start="2026-05-20 00:00", point_id="Q{n}")
            ),
        ],
    },
    "SUB-078": {
        "fires": [ONE] * 8,
        "border: in": [ONE] * 6,
        "border: out": [ONE] * 5,
        "silent: organisation": [organisation(id_number="GP{n}")] * 8,
        "silent: over two days": [ONE] * 4 + [ONE | {"activated_on": at("2026-05-21 09:30")}] * 4,
    },
    "SUB-079": {
        "fires": [PHOTO, PHOTO | {"birth_date": day("1985-01-01")}],
        "silent: new card": [PHOTO | {"owner_name": "TRẦN BẢY"}, PHOTO | {"owner_name": "TRAN BAY"}],
        "silent: no photo": [{"photo_hash": None}, {"photo_hash": None, "birth_date": day("1985-01-01")}],
        "silent: misspelt, same birth date": [PHOTO, PHOTO],
    },
    "SUB-080": {
        "fires": [SCAN, SCAN],
        "silent: old and new card on a sheet": [
            SCAN | {"owner_name": "TRẦN BẢY"},
            SCAN | {"owner_name": "TRẦN BẢY", "id_kind": "cmnd", "id_number": "082{n}{r}"},
        ],
        "silent: organisation": [organisation(**SCAN), organisation(**SCAN)],
    },
    "SUB-081": {
        "fires": in_a_row(15),
        "silent: one was used": [*in_a_row(7), *in_a_row(15, last_used_on=day("2026-09-01"))[7:8], *in_a_row(15)[8:]],
        "silent: organisation": in_a_row(15, **organisation(plan="prepaid")),
        "border: in": in_a_row(10),
        "border: out": in_a_row(9),
        "border: in, thirty days": in_a_row(10, activated_on=at("2026-09-01 09:00")),
        "border: out, 29 days": in_a_row(10, activated_on=at("2026-09-02 09:00")),
    },
    "SUB-082": {
        "fires": unused(25),
        "silent: used": unused(25, last_used_on=day("2026-09-01")),
        "border: in": unused(20),
        "border: out": unused(19),
        "border: in, thirty days": unused(20, activated_on=at("2026-09-01 09:00")),
        "border: out, 29 days": unused(20, activated_on=at("2026-09-02 09:00")),
    },
    "SUB-083": {
        "fires": in_device(12, 5),
        "silent: one family": in_device(12, 2),
        "silent: M2M": in_device(12, 5, use="m2m", user_kind="device"),
        "silent: no true IMEI": in_device(12, 5, imei="000000000000000"),
        "border: in": in_device(10, 4),
        "border: out, nine numbers": in_device(9, 4),
        "border: out, three papers": in_device(10, 3),
    },
    "SUB-084": {
        "fires": {"birth_date": day("1928-01-01")},
        "silent: for a ward": {"birth_date": day("1928-01-01"), "user_kind": "ward"},
        "silent: postpaid": {"birth_date": day("1928-01-01"), "plan": "postpaid"},
        "border: in": {"birth_date": day("1931-05-20")},
        "border: out": {"birth_date": day("1931-05-21")},
        "border: out, before the law": {"birth_date": day("1910-05-21"), "activated_on": at("2017-04-23 10:00")},
        "border: in, first day of the law": {"birth_date": day("1920-05-21"), "activated_on": at("2017-04-24 10:00")},
    },
}
