"""Calls and settings that the tests of the screen share. The numbers have prefixes of the plan; nobody is meant."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from lachan.readers.protected_list import ProtectedList, ProtectedRange, place_of
from lachan.screening import Call, Listed, Settings, Tables, compile_tables, read_settings

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC).timestamp()
ABROAD, HOME, OWN_PBX = "203.0.113.5", "198.51.100.7", "192.0.2.9"
TRUNKS = """
[contact]
url = "https://nha-mang.example/khieu-nai"

[[trunk]]
name = "quoc-te-1"
operator = "Công ty quốc tế"
kind = "international"
addresses = ["203.0.113.0/28", "2001:db8:1::/64"]
tls_names = ["sip.abroad.example"]

[[trunk]]
name = "trong-nuoc-1"
operator = "Viettel"
kind = "domestic"
addresses = ["198.51.100.7"]

[[trunk]]
name = "tong-dai-cong-an"
operator = "VNPT"
kind = "internal"
addresses = ["192.0.2.9"]
"""
CALLEE = "sip:+84241111111@10.0.0.1;user=phone"
HOT_LINE = "+842437654321"
ONLY_FROM_PBX = "+842438888888"


def one_range(first: str, last: str = "", **changes: object) -> ProtectedRange:
    """A range of the list that never calls out, valid all the time."""
    fields: dict[str, object] = {
        "first": first, "last": last or first, "body": "Công an tỉnh", "originates": "never", "trunks": (),
        "valid_from": date(2026, 1, 1), "valid_to": None,
    }  # fmt: skip
    return ProtectedRange(**(fields | changes))  # type: ignore[arg-type]


def protected_list(*ranges: ProtectedRange, patterns: tuple[str, ...] = ()) -> ProtectedList:
    """A list that is valid for a year."""
    return ProtectedList(
        serial=7,
        issued_at=datetime(2026, 11, 1, tzinfo=UTC),
        valid_until=datetime(2027, 11, 1, tzinfo=UTC),
        issuer="Sở",
        ranges=tuple(sorted(ranges, key=place_of)),
        patterns=tuple(sorted(patterns)),
    )


USUAL = protected_list(
    one_range(HOT_LINE),
    one_range(ONLY_FROM_PBX, originates="only_from", trunks=("tong-dai-cong-an",)),
    one_range("+84692348000", "+84692348999", body="Cục C02"),
    patterns=("02433?44444",),
)


def listed(folder: Path, protected: ProtectedList = USUAL) -> Listed:
    """The list, compiled and mapped."""
    compile_tables(protected, folder / "protected.list")
    return Listed(folder / "protected.list")


def settings(rules: str = "", trunks: str = TRUNKS) -> Settings:
    """Settings with the usual trunks."""
    return read_settings((trunks + rules).encode())


def tables(folder: Path, rules: str = "", protected: ProtectedList = USUAL) -> Tables:
    """All tables, with the usual list."""
    return Tables(settings(rules), listed(folder, protected))


def call(number: str = "", source: str = ABROAD, callee: str = CALLEE, **headers: str) -> Call:
    """A call that shows `number` in From, from abroad."""
    if number:
        headers.setdefault("from_", f"<sip:{number}@host.example>;tag=1")
    return Call(callee, source, **headers)


def headers_of(message: str) -> Call:
    """A call read out of a whole message, as a proxy would hand it over: lines unfolded, values joined by commas."""
    head = re.split(r"\r?\n\r?\n", message, maxsplit=1)[0]
    lines = re.sub(r"\r?\n[ \t]+", " ", head).splitlines()
    values: dict[str, list[str]] = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        values.setdefault({"f": "from", "i": "call-id"}.get(name.strip().lower(), name.strip().lower()), []).append(
            value.strip()
        )
    request_uri = ([*lines[0].split(" "), "", ""])[1]
    joined = {name: ", ".join(found) for name, found in values.items()}
    return Call(
        request_uri,
        ABROAD,
        joined.get("from", ""),
        joined.get("p-asserted-identity", ""),
        joined.get("remote-party-id", ""),
        joined.get("diversion", ""),
        joined.get("history-info", ""),
        identity=values.get("identity", ()),
        call_id=joined.get("call-id", ""),
    )
