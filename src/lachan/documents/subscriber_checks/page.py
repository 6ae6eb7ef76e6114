"""report.html: one file without script or network, for the officer who has to act on a run."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from lachan.checks.finding import Rule
from lachan.documents.subscriber_checks.advice import advice
from lachan.documents.subscriber_checks.elements import Child, bar, element, number, percent, table
from lachan.documents.subscriber_checks.masking import fact_names, facts_of, masked_fact, masked_subject
from lachan.documents.subscriber_checks.places import by_area, place_name, several_provinces
from lachan.documents.subscriber_checks.ranking import Tally, first_things, tallies
from lachan.documents.subscriber_checks.reading import FindingRow, Where, findings_of
from lachan.documents.subscriber_checks.words import OWNER_KINDS, SEVERITIES, SUBJECTS, column_name, value_name
from lachan.vietnam.wording import Wording

MOST_BARS = 15
MOST_MONTHS = 24
MOST_INPUTS = 50
MOST_FACTS = 8
SHOWN_DIGEST = 12
_NO = Wording("", "")
_TITLE = Wording("Kết quả rà soát thông tin thuê bao", "Check of subscriber records")


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
        where = asked.where([one.rule.id for one in things], table_files)
    content = _document(
        [
            *_switch(),
            element(
                "div",
                _head(summary),
                element(
                    "main", [_first(things, where), _checked(summary, found), _charts(summary), _rules(found, examples)]
                ),
            ),
        ]
    )
    out.write_text(content, encoding="utf-8")


def _document(body: Sequence[ET.Element]) -> str:
    css = _css()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element(
            "meta", http_equiv="Content-Security-Policy", content=f"default-src 'none'; style-src 'sha256-{digest}'"
        ),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", _TITLE.vi),
    )
    style = element("style")
    style.text = css
    head.append(style)
    page = element("html", head, element("body", list(body)), lang="vi")
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


def _head(summary: Mapping[str, Any]) -> ET.Element:
    as_of = date.fromisoformat(summary["as_of"])
    active = sum(one["active"] for one in summary["by_commune"])
    faulty = sum(one["faulty"] for one in summary["by_commune"])
    return element(
        "header",
        element("h1", _TITLE, Wording(f" đến ngày {as_of:%d/%m/%Y}", f" as of {as_of:%d/%m/%Y}")),
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


def _first(things: Sequence[Tally], where: Mapping[str, Where]) -> ET.Element:
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
        element("ol", [_thing(one, where.get(one.rule.id, Where())) for one in things], class_="first"),
        element(
            "p",
            Wording(
                "Xếp theo mức nghiêm trọng × số thuê bao. Mỗi dòng là dấu hiệu để kiểm tra, không phải kết luận "
                "vi phạm.",
                "Ranked by severity × numbers touched. Each line is an indicator to look into, never a verdict.",
            ),
            class_="note",
        ),
    )


def _thing(one: Tally, where: Where) -> ET.Element:
    return element(
        "li",
        element("strong", advice(one.rule).do),
        _severity(one.severity),
        " ",
        Wording(f"{number(one.numbers).vi} thuê bao", f"{number(one.numbers).en} numbers"),
        " · ",
        element("a", one.rule.id, href=f"#{one.rule.id}", class_="id"),
        _places(where),
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


def _severity(severity: str) -> ET.Element:
    words = SEVERITIES[severity]
    return element("span", Wording(f"Mức {words.vi.lower()}", words.en), class_=f"tag {severity}")


def _checked(summary: Mapping[str, Any], found: Sequence[Tally]) -> ET.Element:
    counts = (
        (Wording("Dòng đã đọc được", "Rows read"), summary["rows"]),
        (Wording("Dòng không đọc được (rejected.csv)", "Rows not read (rejected.csv)"), summary["rejected_rows"]),
        (Wording("Thuê bao đang hoạt động", "Numbers in use"), summary["active_rows"]),
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


def _charts(summary: Mapping[str, Any]) -> ET.Element:
    as_of = date.fromisoformat(summary["as_of"])
    points = sorted(summary["by_point"], key=lambda one: (-one["faulty"], -one["activated"], str(one["point_id"])))
    months = sorted((one for one in summary["by_month"] if one["month"]), key=lambda one: one["month"])[-MOST_MONTHS:]
    faulty, whole = Wording("Có dấu hiệu", "With indicators"), Wording("Tổng", "All")
    charts = [
        _chart(
            Wording("Điểm cung cấp dịch vụ", "Service points"),
            faulty,
            whole,
            [(_point_name(one), one["faulty"], one["activated"]) for one in points if one["faulty"]],
        ),
        _chart(
            Wording("Địa bàn", "Places"),
            faulty,
            whole,
            [(name, bad, active) for name, active, bad in by_area(summary["by_commune"], as_of) if bad],
        ),
        _chart(
            Wording("Tháng kích hoạt", "Month of activation"),
            faulty,
            whole,
            [(f"{one['month'][5:]}/{one['month'][:4]}", one["faulty"], one["activated"]) for one in months],
            most=MOST_MONTHS,
        ),
        _chart(
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


def _chart(
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


def _rules(found: Sequence[Tally], examples: Mapping[str, Sequence[FindingRow]]) -> ET.Element:
    loud = sorted((one for one in found if one.findings), key=lambda one: (-one.weight, one.rule.id))
    silent = [one for one in found if not one.findings]
    return element(
        "section",
        element("h2", Wording("Từng quy tắc", "Rule by rule"), id="rules"),
        element(
            "p",
            Wording(
                "Ví dụ đã che số, giấy tờ và tên. Một dấu hiệu có thể có lý do chính đáng; hãy đối chiếu hồ sơ trước "
                "khi kết luận.",
                "Numbers, papers and names in the examples are masked. An indicator can have a good reason; look at "
                "the file before concluding.",
            ),
            class_="note",
        ),
        [_rule(one, examples.get(one.rule.id, ())) for one in loud],
        element("h3", Wording("Quy tắc không có dấu hiệu", "Rules without indicators")) if silent else None,
        element("ul", [element("li", f"{one.rule.id} ", one.rule.title) for one in silent]) if silent else None,
        class_="rules",
    )


def _rule(one: Tally, examples: Sequence[FindingRow]) -> ET.Element:
    words = advice(one.rule)
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
            Wording(
                f"{number(one.findings).vi} dấu hiệu, {number(one.numbers).vi} thuê bao",
                f"{number(one.findings).en} indicators, {number(one.numbers).en} numbers",
            ),
        ),
        element("dl", explained),
        _examples(one.rule.id, examples) if examples else None,
    )


def _examples(rule: str, rows: Sequence[FindingRow]) -> ET.Element:
    facts = [facts_of(row.facts) for row in rows]
    names = fact_names(facts, MOST_FACTS)
    kind = SUBJECTS.get(rows[0].subject_kind, Wording("Đối tượng", "Subject"))
    return table(
        Wording(f"Ví dụ của {rule}, đã che", f"Examples of {rule}, masked"),
        [kind, *(column_name(name) for name in names)],
        [
            [
                masked_subject(row.subject_kind, row.subject),
                *(value_name(masked_fact(name, of.get(name))) for name in names),
            ]
            for row, of in zip(rows, facts, strict=True)
        ],
    )
