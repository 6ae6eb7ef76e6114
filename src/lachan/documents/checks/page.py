"""report.html of any check: one file without script or network, for the officer who has to act on a run."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree as ET

from lachan.documents.checks.elements import Child, bar, element, number, percent, table
from lachan.documents.checks.facts import fact_names, facts_of
from lachan.documents.checks.manner import Manner
from lachan.documents.checks.ranking import Tally
from lachan.documents.checks.reading import FindingRow
from lachan.documents.checks.words import SEVERITIES
from lachan.vietnam.wording import Wording

MOST_BARS = 15
MOST_INPUTS = 50
MOST_FACTS = 8
SHOWN_DIGEST = 12


def document(title: Wording, head: ET.Element, sections: Sequence[ET.Element]) -> str:
    """The whole page; its style is inside and allowed by its hash, nothing else is."""
    body = [*_switch(), element("div", head, element("main", list(sections)))]
    css = _css()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    top = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element(
            "meta", http_equiv="Content-Security-Policy", content=f"default-src 'none'; style-src 'sha256-{digest}'"
        ),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", title.vi),
    )
    style = element("style")
    style.text = css
    top.append(style)
    page = element("html", top, element("body", body), lang="vi")
    return "<!DOCTYPE html>\n" + ET.tostring(page, encoding="unicode", method="html")


@cache
def _css() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")


def _switch() -> list[ET.Element]:
    """Two radio buttons, which stand before what they show and hide: no script is needed."""
    made: list[ET.Element] = []
    for code, words in (("vi", "Tiếng Việt"), ("en", "English")):
        chosen = {"checked": "checked"} if code == "vi" else {}
        made.append(element("input", class_="lang", type="radio", name="lang", id=code, **chosen))
        made.append(element("label", words, for_=code, lang=code))
    return made


def first_section(things: Sequence[Tally], manner: Manner, place: Callable[[Tally], ET.Element | None]) -> ET.Element:
    """The ten things to do first; `place` says below each where it is worst."""
    if not things:
        return element(
            "section",
            element("h2", Wording("Việc cần làm trước", "What to do first"), id="first"),
            element("p", Wording("Không có dấu hiệu nào trong lần rà soát này.", "This run found no indicator.")),
        )
    count = len(things)
    return element(
        "section",
        element("h2", Wording(f"{count} việc cần làm trước", f"The {count} things to do first"), id="first"),
        element("ol", [_thing(one, manner, place(one)) for one in things], class_="first"),
        element(
            "p",
            Wording(
                f"Xếp theo mức nghiêm trọng × số {manner.counted.vi}. Mỗi dòng là dấu hiệu để kiểm tra, không phải "
                "kết luận vi phạm.",
                f"Ranked by severity × {manner.counted.en} touched. Each line is an indicator to look into, never a "
                "verdict.",
            ),
            class_="note",
        ),
    )


def _thing(one: Tally, manner: Manner, place: ET.Element | None) -> ET.Element:
    return element(
        "li",
        element("strong", manner.advice(one.rule).do),
        _severity(one.severity),
        " ",
        counted(one.numbers, manner.counted),
        " · ",
        element("a", one.rule.id, href=f"#{one.rule.id}", class_="id"),
        place,
    )


def _severity(severity: str) -> ET.Element:
    words = SEVERITIES[severity]
    return element("span", Wording(f"Mức {words.vi.lower()}", words.en), class_=f"tag {severity}")


def counted(count: int, noun: Wording) -> Wording:
    """A count with what is counted."""
    return Wording(f"{number(count).vi} {noun.vi}", f"{number(count).en} {noun.en}")


def checked_section(
    summary: Mapping[str, Any], found: Sequence[Tally], *more: tuple[Wording, int], period: Wording | None = None
) -> ET.Element:
    """What was read and what was left out; `more` are counts of this check, `period` the time its signals are of."""
    counts = (
        (Wording("Dòng đã đọc được", "Rows read"), summary["rows"]),
        (Wording("Dòng không đọc được (rejected.csv)", "Rows not read (rejected.csv)"), summary["rejected_rows"]),
        *more,
        (Wording("Quy tắc đã áp dụng", "Rules applied"), len(found)),
        (Wording("Quy tắc có dấu hiệu", "Rules with indicators"), sum(one.findings > 0 for one in found)),
    )
    left_out = [element("li", Wording(one["vi"], one["en"])) for one in summary["left_out"]]
    run, version = summary["run_id"], summary["lachan_version"]
    return element(
        "section",
        element("h2", Wording("Đã rà soát những gì", "What was checked"), id="checked"),
        table(
            Wording("Số lượng", "Counts"),
            [Wording("Mục", "Item"), Wording("Số", "Count")],
            [(name, number(count)) for name, count in counts],
            numeric=[1],
        ),
        element("p", period) if period else None,
        _inputs(summary["inputs"]),
        element("h3", Wording("Phần không rà soát được", "What was left out")) if left_out else None,
        element("ul", left_out) if left_out else None,
        element(
            "p",
            Wording(
                f"Lần chạy {run}, Lá Chắn {version}. Toàn bộ dấu hiệu: findings.parquet.",
                f"Run {run}, Lá Chắn {version}. All indicators: findings.parquet.",
            ),
            class_="quiet",
        ),
    )


def _inputs(inputs: Sequence[Mapping[str, Any]]) -> list[Child]:
    more = len(inputs) - MOST_INPUTS
    return [
        table(
            Wording("Tệp đầu vào", "Input files"),
            [Wording("Tệp", "File"), Wording("Dòng", "Rows"), Wording("SHA-256 (đầu)", "SHA-256 (start)")],
            [
                (one["name"], number(one["rows"]), element("span", one["sha256"][:SHOWN_DIGEST], class_="mono"))
                for one in inputs[:MOST_INPUTS]
            ],
            numeric=[1],
        ),
        element("p", Wording(f"và {more} tệp khác trong summary.json", f"and {more} more files in summary.json"))
        if more > 0
        else None,
    ]


def chart(
    title: Wording,
    faulty: Wording,
    whole: Wording,
    rows: Sequence[tuple[Child, int, int]],
    *,
    most: int = MOST_BARS,
    shares: bool = True,
) -> ET.Element:
    """Bars as a table: label, bar, count, whole and share, which stay in one place for eyes and for screen readers."""
    shown = rows[:most]
    longest = max((count for _, count, _ in shown), default=0) or 1
    heads: list[Child] = [title, Wording("Biểu đồ", "Bar"), faulty, whole]
    lines: list[list[Child]] = [[label, bar(count / longest), number(count), number(of)] for label, count, of in shown]
    if shares:
        heads.append(Wording("Tỷ lệ", "Share"))
        for line, (_, count, of) in zip(lines, shown, strict=True):
            line.append(percent(count, of))
    more = len(rows) - len(shown)
    return element(
        "div",
        table(title, heads, lines, numeric=[2, 3, 4], wide="chart"),
        element("p", Wording("Chưa có số liệu.", "No figures."), class_="quiet") if not rows else None,
        element("p", Wording(f"và {more} dòng khác", f"and {more} more"), class_="quiet") if more > 0 else None,
    )


def rules_section(found: Sequence[Tally], examples: Mapping[str, Sequence[FindingRow]], manner: Manner) -> ET.Element:
    """Rule by rule: what it looks for, what to do, what not to conclude, the law, and three masked examples."""
    loud = sorted((one for one in found if one.findings), key=lambda one: (-one.weight, one.rule.id))
    silent = [one for one in found if not one.findings]
    return element(
        "section",
        element("h2", Wording("Từng quy tắc", "Rule by rule"), id="rules"),
        element(
            "p",
            manner.note,
            class_="note",
        ),
        [_rule(one, examples.get(one.rule.id, ()), manner) for one in loud],
        element("h3", Wording("Quy tắc không có dấu hiệu", "Rules without indicators")) if silent else None,
        element("ul", [element("li", f"{one.rule.id} ", one.rule.title) for one in silent]) if silent else None,
        class_="rules",
    )


def _rule(one: Tally, examples: Sequence[FindingRow], manner: Manner) -> ET.Element:
    words = manner.advice(one.rule)
    explained: list[Child] = []
    for name, text in (
        (Wording("Dấu hiệu", "What"), words.what),
        (Wording("Việc cần làm", "What to do"), words.do),
        (Wording("Không kết luận", "What it must not accuse"), words.not_),
        (Wording("Căn cứ", "Law"), one.rule.legal_basis),
    ):
        if text.vi or text.en:
            explained += [element("dt", name), element("dd", text)]
    return element(
        "section",
        element("h3", f"{one.rule.id} ", one.rule.title, id=one.rule.id),
        element(
            "p",
            _severity(one.severity),
            " ",
            counted(one.findings, Wording("dấu hiệu, ", "indicators, ")),
            counted(one.numbers, manner.counted),
        ),
        element("dl", explained),
        _examples(one.rule.id, examples, manner) if examples else None,
    )


def _examples(rule: str, rows: Sequence[FindingRow], manner: Manner) -> ET.Element:
    facts = [facts_of(row.facts) for row in rows]
    names = fact_names(facts, MOST_FACTS, manner.first_facts)
    kind = manner.subject_name(rows[0].subject_kind)
    return table(
        Wording(f"Ví dụ của {rule}, đã che", f"Examples of {rule}, masked"),
        [kind, *(manner.column_name(name) for name in names)],
        [
            [
                manner.masked_subject(row.subject_kind, row.subject),
                *(manner.value_name(manner.masked_fact(name, of.get(name))) for name in names),
            ]
            for row, of in zip(rows, facts, strict=True)
        ],
    )
