"""The letter to all units with which a directive's tasks are given: an official công văn, made from the plan."""

from lachan.documents.papers.model import (
    Align,
    Annex,
    Block,
    Bullets,
    Column,
    DataTable,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
)
from lachan.office.directives.models import Directive, Repeat
from lachan.office.directives.plan import GroupPlan, IssuePlan
from lachan.office.people.letterhead import Letterhead
from lachan.vietnam.duties import EvidenceKind, indicator

WHEN_ASKED = "Khi có yêu cầu"


def cited(directive: Directive) -> str:
    """The directive as another letter names it: "Công văn số 15/STTTT-TTr ngày 20/04/2020 của Sở …"."""
    dated = f"ngày {directive.dated:%d/%m/%Y}" if directive.dated else directive.dated_as_written
    return " ".join(f"Công văn số {directive.reference} {dated} của {directive.issuer}".split())


def letter_of(plan: IssuePlan, head: Letterhead) -> Paper:
    """The letter: each group's duties as they are quoted, how results are shown, and two annexes.

    Number and date stay empty: the clerk gives them when the letter is entered in the register (Decree 30/2020,
    article 15).
    """
    directive = plan.directive
    addressees = dict.fromkeys(group.wording.vi for one in plan.groups for group, _ in one.by_addressee)
    return Paper(
        parent_body=head.parent_body,
        body=directive.unit.name,
        symbol=directive.unit.symbol,
        number="",
        place=head.place,
        date=None,
        kind=PaperKind.CONG_VAN,
        subject=f"triển khai thực hiện {cited(directive)}",
        addressees=tuple(addressees),
        blocks=_blocks(plan),
        sign_off=head.sign_off,
        recipients=("Như trên", "Lãnh đạo Sở", "Lưu: VT"),
        annexes=(
            Annex("Danh mục nội dung giao, minh chứng và chỉ tiêu", tuple(_catalogue(group) for group in plan.groups)),
            Annex("Đơn vị được giao và thời hạn", tuple(_matrix(group) for group in plan.groups)),
        ),
    )


def _blocks(plan: IssuePlan) -> tuple[Block, ...]:
    directive = plan.directive
    blocks: list[Block] = [
        Paragraph(
            f"Thực hiện {cited(directive)} về việc {directive.subject}, {directive.unit.name} giao các cơ quan, đơn vị"
            " thực hiện những nội dung sau:"
        )
    ]
    for one in plan.groups:
        blocks.append(Heading(_heading(one), level=2))
        blocks.append(Bullets(tuple(duty.duty.text for duty in one.duties)))
    if directive.reporting_rule:
        blocks.append(Paragraph(f"Chế độ báo cáo: “{directive.reporting_rule}”"))
    blocks.append(
        Paragraph(
            "Đề nghị các cơ quan, đơn vị thực hiện, cập nhật kết quả kèm minh chứng trên hệ thống Lá Chắn. Minh chứng,"
            f" chỉ tiêu tại Phụ lục I; {len(plan.units)} đơn vị được giao {plan.task_count} nhiệm vụ (tính đến ngày"
            f" {plan.on:%d/%m/%Y}) và thời hạn tại Phụ lục II."
        )
    )
    return tuple(blocks)


def _heading(one: GroupPlan) -> str:
    return f"{one.group.order}. {one.group.title.rstrip(' .:;')}"


def _catalogue(one: GroupPlan) -> DataTable:
    columns = (
        Column("Mã", Align.CENTRE, 6),
        Column("Nội dung", Align.LEFT, 34),
        Column("Minh chứng", Align.LEFT, 22),
        Column("Chỉ tiêu", Align.LEFT, 30),
        Column("Định kỳ", Align.LEFT, 12),
    )
    rows = tuple(
        (
            plan.duty.code,
            plan.duty.text,
            "; ".join(EvidenceKind(code).wording.vi for code in plan.duty.evidence),
            "; ".join(f"{code} {indicator(code).title.vi}" for code in plan.duty.indicators),
            str(Repeat(plan.duty.repeat).label),
        )
        for plan in one.duties
    )
    return DataTable(_heading(one), columns, rows)


def _matrix(one: GroupPlan) -> DataTable:
    columns = (
        Column("TT", Align.CENTRE, 5),
        Column("Đơn vị", Align.LEFT, 36),
        *(Column(plan.duty.code, Align.CENTRE, 12) for plan in one.duties),
    )
    dues = tuple(plan.due.on or WHEN_ASKED for plan in one.duties)
    rows = tuple((number, unit.name, *dues) for number, unit in enumerate(one.units, start=1))
    return DataTable(_heading(one), columns, rows)
