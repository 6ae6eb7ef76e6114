"""The parts of an official report that a person may still word otherwise, and what is proposed for them.

Papers are in Vietnamese whatever language the screen speaks, so nothing here goes through gettext.
"""

from dataclasses import asdict, dataclass

from lachan.office.directives.letter import cited
from lachan.office.directives.models import Directive
from lachan.office.reports.models import UnitReport
from lachan.office.reports.queries.rollup import Rollup

LONGEST_LIST = 12


@dataclass(frozen=True)
class Words:
    """The wording of a report: five parts, to whom it goes, who signs it."""

    steering: str
    difficulties: str
    proposals: str
    plans: str
    addressees: str
    recipients: str
    signer_title: str
    signer_name: str
    number: str = ""

    def as_data(self) -> dict[str, str]:
        """The same as plain data, for storing beside the report."""
        return asdict(self)


def proposed(rollup: Rollup, *, signer_title: str, signer_name: str) -> Words:
    """Words to start from, made of what the units wrote and of the figures."""
    directive, done = rollup.round.directive, rollup.counted
    drafter = directive.symbol.rpartition("-")[2] or "VP"
    return Words(
        steering=(
            f"Thực hiện {name_of(directive)}, {directive.unit.name} đã giao nhiệm vụ cho {len(rollup.reports)} đơn vị, "
            f"theo dõi, đôn đốc và tổng hợp kết quả; đến nay đã tiếp nhận báo cáo của {len(done)}/"
            f"{len(rollup.reports)} đơn vị, trong đó {sum(r.nothing_to_report for r in done)} đơn vị "
            "báo cáo không phát sinh."
        ),
        difficulties=_said(done, "difficulties") or "Các đơn vị không nêu khó khăn, vướng mắc.",
        proposals=_said(done, "proposals") or "Không có.",
        plans=(
            "Tiếp tục tuyên truyền, cập nhật thủ đoạn mới; đôn đốc các đơn vị chưa báo cáo; phối hợp với cơ quan "
            "công an và các doanh nghiệp viễn thông ngăn chặn, xử lý kịp thời."
        ),
        addressees="Ủy ban nhân dân tỉnh\nCông an tỉnh",
        recipients=f"Như trên\nLãnh đạo Sở\nCác đơn vị thực hiện\nLưu: VT, {drafter}",
        signer_title=signer_title,
        signer_name=signer_name,
    )


def name_of(directive: Directive) -> str:
    """The directive as another paper cites it, with what it is about."""
    return f"{cited(directive)} về việc {directive.subject}"


def _said(reports: tuple[UnitReport, ...], part: str) -> str:
    """What the units wrote under one part, a line each; who wrote the same shares a line, the longest list is cut."""
    by_text: dict[str, list[str]] = {}
    for report in reports:
        text = " ".join(getattr(report, part).split())
        if text:
            by_text.setdefault(text, []).append(report.unit.name)
    lines = [f"{', '.join(names)}: {text}" for text, names in by_text.items()]
    if len(lines) > LONGEST_LIST:
        more = sum(len(names) for names in list(by_text.values())[LONGEST_LIST:])
        return "\n".join([*lines[:LONGEST_LIST], f"Và {more} đơn vị khác (xem báo cáo của từng đơn vị)."])
    return "\n".join(lines)
