"""report.html of a check of subscribers."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from lachan.checks.finding import Rule
from lachan.documents.checks.elements import Child, element, number, percent
from lachan.documents.checks.page import chart, checked_section, document, first_section, rules_section
from lachan.documents.checks.ranking import first_things, tallies
from lachan.documents.checks.reading import findings_of
from lachan.documents.subscriber_checks.manner import MANNER
from lachan.documents.subscriber_checks.masking import masked_fact, masked_subject
from lachan.documents.subscriber_checks.places import by_area, place_name, several_provinces
from lachan.documents.subscriber_checks.reading import Where, where_of
from lachan.documents.subscriber_checks.words import OWNER_KINDS
from lachan.vietnam.wording import Wording

MOST_MONTHS = 24


def write_report_html(
    findings: Path, summary: Mapping[str, Any], rules: Sequence[Rule], out: Path, *, table_files: Sequence[Path] = ()
) -> None:
    """Write the page, at most about 1 MB whatever the run holds; what could tell a person is masked.

    `findings` is findings.parquet; `table_files` are the typed rows, to say where each rule's numbers are.
    """
    found = tallies(summary, rules)
    things = first_things(found)
    with findings_of(findings) as asked:
        examples = asked.examples()
        where = where_of(asked, [one.rule.id for one in things], table_files)
    in_use = (Wording("Thuê bao đang hoạt động", "Numbers in use"), summary["active_rows"])
    content = document(
        MANNER.title,
        _head(summary),
        [
            first_section(things, MANNER, lambda one: _places(where.get(one.rule.id, Where()))),
            checked_section(summary, found, in_use),
            _charts(summary),
            rules_section(found, examples, MANNER),
        ],
    )
    out.write_text(content, encoding="utf-8")


def _head(summary: Mapping[str, Any]) -> ET.Element:
    as_of = date.fromisoformat(summary["as_of"])
    active = sum(one["active"] for one in summary["by_commune"])
    faulty = sum(one["faulty"] for one in summary["by_commune"])
    return element(
        "header",
        element("h1", MANNER.title, Wording(f" đến ngày {as_of:%d/%m/%Y}", f" as of {as_of:%d/%m/%Y}")),
        element(
            "p",
            Wording(
                f"{number(faulty).vi} trong {number(active).vi} thuê bao đang hoạt động có dấu hiệu cần xem "
                f"của riêng số đó ({percent(faulty, active).vi}); giấy tờ, ảnh, điểm dùng chung tính riêng ở từng "
                "việc.",
                f"{number(faulty).en} of {number(active).en} numbers in use show an indicator to look at "
                f"of their own ({percent(faulty, active).en}); shared papers, photos and points count with their rule.",
            ),
            class_="lead",
        ),
    )


def _places(where: Where) -> ET.Element | None:
    points = [_with_count(masked_subject("point", place), numbers) for place, numbers in where.points]
    communes = []
    several = several_provinces(place for place, _ in where.communes)
    for place, numbers in where.communes:
        name = place_name(place, with_province=several)
        communes.append(Wording(f"{name.vi} ({number(numbers).vi})", f"{name.en} ({number(numbers).en})"))
    parts = []
    if points:
        parts.append(_joined(Wording("Điểm", "Points"), points))
    if communes:
        parts.append(_joined(Wording("Địa bàn", "Communes"), communes))
    if not parts:
        return None
    told = Wording(". ".join(one.vi for one in parts), ". ".join(one.en for one in parts))
    return element("p", Wording("Nhiều nhất ở: ", "Mostly at: "), told, class_="quiet")


def _with_count(place: str, numbers: int) -> Wording:
    return Wording(f"{place} ({number(numbers).vi})", f"{place} ({number(numbers).en})")


def _joined(title: Wording, places: Sequence[Wording]) -> Wording:
    vi, en = "; ".join(one.vi for one in places), "; ".join(one.en for one in places)
    return Wording(f"{title.vi} {vi}", f"{title.en} {en}")


def _charts(summary: Mapping[str, Any]) -> ET.Element:
    as_of = date.fromisoformat(summary["as_of"])
    points = sorted(summary["by_point"], key=lambda one: (-one["faulty"], -one["activated"], str(one["point_id"])))
    months = sorted((one for one in summary["by_month"] if one["month"]), key=lambda one: one["month"])[-MOST_MONTHS:]
    faulty, whole = Wording("Có dấu hiệu", "With indicators"), Wording("Tổng", "All")
    charts = [
        chart(
            Wording("Điểm cung cấp dịch vụ", "Service points"),
            faulty,
            whole,
            [(_point_name(one), one["faulty"], one["activated"]) for one in points if one["faulty"]],
        ),
        chart(
            Wording("Địa bàn", "Places"),
            faulty,
            whole,
            [(name, bad, active) for name, active, bad in by_area(summary["by_commune"], as_of) if bad],
        ),
        chart(
            Wording("Tháng kích hoạt", "Month of activation"),
            faulty,
            whole,
            [(f"{one['month'][5:]}/{one['month'][:4]}", one["faulty"], one["activated"]) for one in months],
            most=MOST_MONTHS,
        ),
        chart(
            Wording("Chủ thể nhiều thuê bao", "Holders of many numbers"),
            Wording("Chủ thể", "Owners"),
            Wording("Thuê bao", "Numbers"),
            [(_band_name(one), one["owners"], one["numbers"]) for one in summary["bands"]],
            shares=False,
        ),
    ]
    return element(
        "section",
        element("h2", Wording("Ở đâu, khi nào", "Where and when"), id="charts"),
        element("div", charts, class_="charts"),
    )


def _point_name(row: Mapping[str, Any]) -> Child:
    if row["point_id"]:
        return masked_subject("point", row["point_id"])
    operator = masked_fact("operator", row["operator"])
    return Wording(f"Không rõ điểm {operator}", f"Point unknown {operator}")


def _band_name(row: Mapping[str, Any]) -> Wording:
    kind = OWNER_KINDS.get(row["owner_kind"] or "", Wording("Chủ thể", "Owners"))
    return Wording(f"{kind.vi}, {row['band']} thuê bao", f"{kind.en}, {row['band']} numbers")
