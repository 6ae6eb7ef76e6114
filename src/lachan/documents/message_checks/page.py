"""report.html of a check of messages."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from lachan.checks.finding import Rule
from lachan.documents.checks.elements import element, number, percent, table
from lachan.documents.checks.page import checked_section, document, first_section, rules_section
from lachan.documents.checks.ranking import first_things, tallies
from lachan.documents.checks.reading import findings_of
from lachan.documents.message_checks.manner import MANNER
from lachan.vietnam.tricks import TRICKS
from lachan.vietnam.wording import Wording


def write_report_html(findings: Path, summary: Mapping[str, Any], rules: Sequence[Rule], out: Path) -> None:
    """Write the page. `findings` is findings.parquet, `summary` the content of summary.json."""
    found = tallies(summary, rules)
    with findings_of(findings) as asked:
        examples = asked.examples()
    content = document(
        MANNER.title,
        _head(summary),
        [
            first_section(first_things(found), MANNER, lambda _: None),
            checked_section(summary, found),
            *_tricks(summary),
            rules_section(found, examples, MANNER),
        ],
    )
    out.write_text(content, encoding="utf-8")


def _head(summary: Mapping[str, Any]) -> ET.Element:
    as_of = date.fromisoformat(summary["as_of"])
    told = sum(one["messages"] for one in summary["rules"])
    some, whole, share = number(told), number(summary["rows"]), percent(told, summary["rows"])
    return element(
        "header",
        element("h1", MANNER.title, Wording(f" ngày {as_of:%d/%m/%Y}", f" on {as_of:%d/%m/%Y}")),
        element(
            "p",
            Wording(
                f"{some.vi} trong {whole.vi} tin nhắn ({share.vi}) có dấu hiệu cần xem.",
                f"{some.en} of {whole.en} messages ({share.en}) have an indicator to look at.",
            ),
            class_="lead",
        ),
    )


def _tricks(summary: Mapping[str, Any]) -> list[ET.Element]:
    counted = sorted(summary["by_trick"], key=lambda one: (-one["messages"], one["trick"]))
    if not counted:
        return []
    section = element(
        "section",
        element("h2", Wording("Thủ đoạn nào", "Which tricks"), id="tricks"),
        element(
            "p",
            Wording(
                "Mọi tin có điểm từ một nửa trở lên, kể cả tin chưa đủ điểm để nêu dấu hiệu.",
                "All messages that score one half or more, those below the threshold of an indicator among them.",
            ),
            class_="quiet",
        ),
        table(
            Wording("Số tin theo thủ đoạn", "Messages by trick"),
            [Wording("Thủ đoạn", "Trick"), Wording("Tin nhắn", "Messages")],
            [(TRICKS[one["trick"]], number(one["messages"])) for one in counted if one["trick"] in TRICKS],
            numeric=[1],
        ),
    )
    return [section]
