"""The fourth and later number of one paper."""

from typing import Any

from tests.checks.subscribers.records import Row, at, day

OWNER: Row = {
    "id_number": "001090{n}99",
    "owner_name": "TRẦN VĂN {n}".replace("{n}", "HỒ"),
    "birth_date": day("1990-03-15"),
}


def held(*days: str, last: dict[str, Any] | None = None, **changes: Any) -> list[Row]:
    """One paper's numbers, activated on these days; `last` changes the last of them."""
    rows = [OWNER | {"activated_on": at(f"{one} 10:00")} | changes for one in days]
    rows[-1] = rows[-1] | (last or {})
    return rows


FOUR = ("2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04")
LAST_DAY = ("2024-10-01", "2024-10-02", "2024-10-03", "2024-12-23")
FIRST_DAY = ("2024-10-01", "2024-10-02", "2024-10-03", "2024-12-24")
AGENT = {"point_kind": "agent"}
APP = {"point_kind": "app"}
NO_CONTRACT = {"contract_signed": False}
ENDED = {"status": "ended", "ended_on": day("2026-05-03")}

CASES = {
    "SUB-072": {
        "fires": held(*FOUR, last=NO_CONTRACT),
        "fires: not said": held(*FOUR, last={"contract_signed": None}),
        "silent: the third": held(*FOUR[:3], last=NO_CONTRACT),
        "silent: postpaid": held(*FOUR, last=NO_CONTRACT | {"plan": "postpaid"}),
        "silent: a row twice": [
            *held(*FOUR[:3], last=NO_CONTRACT),
            held(*FOUR[:3], last=NO_CONTRACT)[-1] | {"number": "09{n}0200"},
        ],
        "silent: one had ended": [
            OWNER | ENDED | {"activated_on": at("2026-05-01 10:00")},
            *held(*FOUR[1:], last=NO_CONTRACT),
        ],
        "border: in, one ended that evening": [
            OWNER | ENDED | {"activated_on": at("2026-05-01 10:00"), "ended_on": day("2026-05-05")},
            *held(*FOUR[1:], last=NO_CONTRACT),
        ],
        "border: out, one ended that day": [
            OWNER | ENDED | {"activated_on": at("2026-05-01 10:00"), "ended_on": day("2026-05-04")},
            *held(*FOUR[1:], last=NO_CONTRACT),
        ],
        "silent: another operator": [*held(*FOUR[:3]), OWNER | NO_CONTRACT | {"operator": "OP2"}],
        "border: in, first day of the law": held(
            "2016-01-01", "2016-01-02", "2016-01-03", "2017-04-24", last=NO_CONTRACT
        ),
        "border: out, before the law": held("2016-01-01", "2016-01-02", "2016-01-03", "2017-04-23", last=NO_CONTRACT),
    },
    "SUB-073": {
        "fires": held(*FOUR, last=AGENT),
        "silent: own point": held(*FOUR),
        "silent: the third": held(*FOUR[:3], last=AGENT),
        "border: in": held(*FIRST_DAY, last=AGENT),
        "border: out": held(*LAST_DAY, last=AGENT),
    },
    "SUB-074": {
        "fires": held(*FOUR, last=APP),
        "fires: postpaid count": [*held(*FOUR[:3], plan="postpaid"), *held(FOUR[3], last=APP)],
        "silent: at a point": held(*FOUR),
        "silent: the third": held(*FOUR[:3], last=APP),
        "border: in": held(*FIRST_DAY, last=APP),
        "border: out": held(*LAST_DAY, last=APP),
    },
}
