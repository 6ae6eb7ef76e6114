"""report.html of a check of names."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from lachan.checks.finding import Rule
from lachan.documents.checks.elements import element, number, percent
from lachan.documents.checks.page import chart, checked_section, document, first_section, rules_section
from lachan.documents.checks.ranking import first_things, tallies
from lachan.documents.checks.reading import findings_of
from lachan.documents.site_checks.manner import MANNER
from lachan.documents.site_checks.words import KINDS
from lachan.vietnam.wording import Wording


def write_report_html(findings: Path, summary: Mapping[str, Any], rules: Sequence[Rule], out: Path) -> None:
    """Write the page, at most about 1 MB whatever the run holds.

    `findings` is findings.parquet, `summary` the content of summary.json.
    """
    found = tallies(summary, rules)
    with findings_of(findings) as asked:
        examples = asked.examples()
    protected = (Wording("Tên được bảo vệ", "Protected names"), int(summary["brands"]))
    content = document(
        MANNER.title,
        _head(summary),
        [
            first_section(first_things(found), MANNER, lambda one: None),
            checked_section(summary, found, protected),
            _charts(summary),
            rules_section(found, examples, MANNER),
        ],
    )
    out.write_text(content, encoding="utf-8")


def _head(summary: Mapping[str, Any]) -> ET.Element:
    as_of = date.fromisoformat(summary["as_of"])
    some, whole = number(summary["flagged"]), number(summary["rows"])
    share = percent(summary["flagged"], summary["rows"])
    return element(
        "header",
        element("h1", MANNER.title, Wording(f" đến ngày {as_of:%d/%m/%Y}", f" as of {as_of:%d/%m/%Y}")),
        element(
            "p",
            Wording(
                f"{some.vi} trong {whole.vi} tên ({share.vi}) có dấu hiệu cần xem.",
                f"{some.en} of {whole.en} names ({share.en}) have an indicator to look at.",
            ),
            class_="lead",
        ),
    )


def _charts(summary: Mapping[str, Any]) -> ET.Element:
    flagged, whole = int(summary["flagged"]), Wording("Tên có dấu hiệu", "Names with indicators")
    names = Wording("Tên", "Names")
    charts = [
        chart(
            Wording("Kiểu", "Kind"), names, whole,
            [(KINDS[one["kind"]], one["names"], flagged) for one in summary["by_kind"]],
        ),
        chart(
            Wording("Tên bị chép", "Names copied"), names, whole,
            [(one["brand"], one["names"], flagged) for one in summary["by_brand"]],
        ),
        chart(
            Wording("Đuôi tên miền", "Ending"), names, whole,
            [(f".{one['ending']}", one["names"], flagged) for one in summary["by_ending"]],
        ),
    ]  # fmt: skip
    return element(
        "section",
        element("h2", Wording("Kiểu gì, chép ai, ở đâu", "Which kind, whom, and where"), id="charts"),
        element("div", charts, class_="charts"),
    )
