"""The official letter with which a case goes to the police: what it is, who and what it is about, the evidence.

Values of subjects stand masked in the letter: papers and their copies are read by more people than the case. The
police unit's own people open the values in the office, each time with a purpose.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date

from lachan.documents.papers.model import (
    Align,
    Annex,
    Column,
    DataTable,
    Paper,
    PaperKind,
    Paragraph,
)
from lachan.office.cases.masks import masked
from lachan.office.cases.models import Case
from lachan.office.cases.sealing import opened
from lachan.office.people.letterhead import Letterhead
from lachan.office.units.models import Unit


@dataclass(frozen=True)
class SubjectLine:
    """One subject as the letter lists it."""

    kind: str
    role: str
    value: str


@dataclass(frozen=True)
class EvidenceLine:
    """One piece of evidence as the letter lists it."""

    what: str
    taken_on: date
    kind: str
    size: int
    sha256: str


@dataclass(frozen=True)
class CaseAsGiven:
    """All that the leader signs; `digest` changes when any of it does."""

    number: str
    title: str
    kind: str
    source: str
    loss: int | None
    to_unit: str
    subjects: tuple[SubjectLine, ...]
    evidence: tuple[EvidenceLine, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of everything above, in hex."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()


def case_as_given(case: Case, to_unit: Unit) -> CaseAsGiven:
    """The case as it stands now, for a letter to `to_unit`; withdrawn subjects are left out. Call it in Vietnamese."""
    subjects = case.subjects.filter(withdrawn_at__isnull=True).order_by("role", "kind", "added_at", "id")
    evidence = case.evidence.select_related("file").order_by("taken_on", "added_at", "id")
    return CaseAsGiven(
        case.number, case.title, case.kind, str(case.get_source_display()), case.loss, to_unit.name,
        tuple(
            SubjectLine(str(s.get_kind_display()), str(s.get_role_display()), masked(s.kind, opened(s)))
            for s in subjects
        ),
        tuple(EvidenceLine(e.what, e.taken_on, e.file.kind, e.file.size, e.sha256) for e in evidence),
    )  # fmt: skip


def letter_of(given: CaseAsGiven, unit: Unit, head: Letterhead) -> Paper:
    """The letter of the Department `unit`; number and date stay empty for the clerk (Decree 30/2020, article 15).

    The ground is article 144.3 of the Code of criminal procedure 2015: a state body that sees signs of a crime proposes
    in writing, with evidence, that the investigating body looks at it.
    """
    loss = "chưa xác định" if given.loss is None else f"{given.loss:,} đồng".replace(",", ".")
    return Paper(
        parent_body=head.parent_body,
        body=unit.name,
        symbol=unit.symbol,
        number="",
        place=head.place,
        date=None,
        kind=PaperKind.CONG_VAN,
        subject=f"chuyển vụ việc số {given.number} để xem xét, giải quyết theo thẩm quyền",
        addressees=(given.to_unit,),
        blocks=(
            Paragraph(
                f"{unit.name} đã tiếp nhận và xem xét vụ việc số {given.number}: “{given.title}”. Nguồn:"
                f" {given.source.lower()}. Thủ đoạn: {given.kind}. Thiệt hại theo trình báo: {loss}."
            ),
            Paragraph(
                "Nhận thấy vụ việc có dấu hiệu tội phạm, căn cứ khoản 3 Điều 144 Bộ luật Tố tụng hình sự năm 2015,"
                f" {unit.name} chuyển vụ việc kèm {len(given.subjects)} đối tượng (Phụ lục I) và"
                f" {len(given.evidence)} chứng cứ (Phụ lục II) đến {given.to_unit} để xem xét, giải quyết theo thẩm"
                " quyền. Các dấu hiệu nêu trong văn bản này chưa phải là kết luận vi phạm."
            ),
            Paragraph(
                "Dữ liệu cá nhân trong phụ lục được che. Đầu mối của quý cơ quan mở xem giá trị đầy đủ và tải chứng cứ"
                " trên hệ thống Lá Chắn; mỗi lần mở đều ghi mục đích. Đề nghị thông báo kết quả xử lý để trả lời người"
                " phản ánh."
            ),
        ),
        sign_off=head.sign_off,
        recipients=("Như trên", "Lãnh đạo Sở", "Lưu: VT, hồ sơ vụ việc"),
        annexes=(
            Annex("Danh mục đối tượng liên quan", (_subjects(given),)),
            Annex("Danh mục chứng cứ", (_evidence(given),)),
        ),
    )


def _subjects(given: CaseAsGiven) -> DataTable:
    columns = (
        Column("TT", Align.CENTRE, 6),
        Column("Loại", Align.LEFT, 30),
        Column("Giá trị (đã che)", Align.LEFT, 34),
        Column("Vai trò trong vụ việc", Align.LEFT, 30),
    )
    rows = tuple((number, one.kind, one.value, one.role) for number, one in enumerate(given.subjects, start=1))
    return DataTable("Đối tượng liên quan", columns, rows)


def _evidence(given: CaseAsGiven) -> DataTable:
    columns = (
        Column("TT", Align.CENTRE, 6),
        Column("Chứng cứ", Align.LEFT, 32),
        Column("Ngày thu thập", Align.CENTRE, 14),
        Column("Tệp", Align.LEFT, 16),
        Column("Mã SHA-256", Align.LEFT, 34),
    )
    rows = tuple(
        (number, one.what, one.taken_on, f"{one.kind.upper()}, {one.size} byte", in_groups(one.sha256))
        for number, one in enumerate(given.evidence, start=1)
    )
    return DataTable("Chứng cứ", columns, rows)


def in_groups(digest: str) -> str:
    """A digest in groups of 16 characters, so that it breaks in a narrow cell and people can compare it."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))
