"""report.html of a check of calls."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from lachan.checks.finding import Rule
from lachan.documents.call_checks.manner import MANNER
from lachan.documents.call_checks.masking import masked_fact
from lachan.documents.call_checks.reading import trunks_of
from lachan.documents.call_checks.words import TRUNK_KINDS
from lachan.documents.checks.elements import Child, element, number, percent
from lachan.documents.checks.facts import vietnamese_day
from lachan.documents.checks.page import chart, checked_section, document, first_section, rules_section
from lachan.documents.checks.ranking import first_things, tallies
from lachan.documents.checks.reading import findings_of
from lachan.vietnam.wording import Wording

HOURS = 24


def write_report_html(findings: Path, summary: Mapping[str, Any], rules: Sequence[Rule], out: Path) -> None:
    """Write the page, at most about 1 MB whatever the run holds; what could tell a person is masked.

    `findings` is findings.parquet, `summary` the content of summary.json.
    """
    found = tallies(summary, rules)
    things = first_things(found)
    with findings_of(findings) as asked:
        examples = asked.examples()
        trunks = trunks_of(asked, [one.rule.id for one in things])
    callers = (Wording("Số gọi đi", "Callers"), int(summary["callers"]))
    content = document(
        MANNER.title,
        _head(summary),
        [
            first_section(things, MANNER, lambda one: _trunks(trunks.get(one.rule.id, ()))),
            checked_section(summary, found, callers, period=_period(summary)),
            _charts(summary),
            rules_section(found, examples, MANNER),
        ],
    )
    out.write_text(content, encoding="utf-8")


def _head(summary: Mapping[str, Any]) -> ET.Element:
    as_of = date.fromisoformat(summary["as_of"])
    calls = sum(one["calls"] for one in summary["by_hour"])
    flagged = sum(one["flagged"] for one in summary["by_hour"])
    some, whole, share = number(flagged), number(calls), percent(flagged, calls)
    return element(
        "header",
        element("h1", MANNER.title, Wording(f" đến ngày {as_of:%d/%m/%Y}", f" as of {as_of:%d/%m/%Y}")),
        element(
            "p",
            Wording(
                f"{some.vi} trong {whole.vi} cuộc gọi ({share.vi}) là của số có dấu hiệu cần xem.",
                f"{some.en} of {whole.en} calls ({share.en}) are of callers with an indicator to look at.",
            ),
            class_="lead",
        ),
    )


def _period(summary: Mapping[str, Any]) -> Wording | None:
    since, until = (vietnamese_day(str(summary[name] or "")) for name in ("since", "until"))
    if not (since and until):
        return None
    return Wording(f"Cuộc gọi từ {since} đến {until}.", f"Calls from {since} to {until}.")


def _trunks(trunks: Sequence[tuple[str, int]]) -> ET.Element | None:
    if not trunks:
        return None
    vi = "; ".join(f"{masked_fact('trunk', name)} ({number(count).vi})" for name, count in trunks)
    en = "; ".join(f"{masked_fact('trunk', name)} ({number(count).en})" for name, count in trunks)
    return element("p", Wording(f"Nhiều nhất ở: Trung kế {vi}", f"Mostly at: Trunks {en}"), class_="quiet")


def _charts(summary: Mapping[str, Any]) -> ET.Element:
    flagged, calls = Wording("Có dấu hiệu", "With indicators"), Wording("Cuộc gọi", "Calls")
    hours = {int(one["hour"]): one for one in summary["by_hour"]}
    none = {"flagged": 0, "calls": 0}
    by_hour = [(f"{hour:02} giờ", hours.get(hour, none)) for hour in range(HOURS)] if hours else []
    trunks = sorted(summary["by_trunk"], key=lambda one: (-one["flagged"], -one["calls"], str(one["trunk"])))
    bodies = sorted(summary["by_body"], key=lambda one: (-one["calls"], one["body"], one["direction"]))
    charts = [
        chart(
            Wording("Giờ trong ngày", "Hour of the day"), flagged, calls,
            [(Wording(name, name[:2] + ":00"), one["flagged"], one["calls"]) for name, one in by_hour], most=HOURS,
        ),
        chart(
            Wording("Trung kế", "Trunk"), flagged, calls,
            [(_trunk_name(one), one["flagged"], one["calls"]) for one in trunks],
        ),
        chart(
            Wording("Cơ quan bị mạo danh", "Bodies imitated"), calls, Wording("Số đã hiện", "Numbers shown"),
            [(_body_name(one), one["calls"], one["subjects"]) for one in bodies], shares=False,
        ),
    ]  # fmt: skip
    return element(
        "section",
        element("h2", Wording("Khi nào, từ đâu", "When, and from where"), id="charts"),
        element("div", charts, class_="charts"),
    )


def _trunk_name(row: Mapping[str, Any]) -> Child:
    kind = TRUNK_KINDS.get(row["trunk_kind"] or "", TRUNK_KINDS[""])
    name = masked_fact("trunk", row["trunk"] or "")
    if not name:
        return Wording(f"Không rõ trung kế, {kind.vi}", f"Trunk unknown, {kind.en}")
    return Wording(f"{name}, {kind.vi}", f"{name}, {kind.en}")


def _body_name(row: Mapping[str, Any]) -> Wording:
    kind = TRUNK_KINDS.get(row["direction"] or "", TRUNK_KINDS[""])
    body = masked_fact("body", row["body"])
    return Wording(f"{body}, từ hướng {kind.vi}", f"{body}, {kind.en}")
