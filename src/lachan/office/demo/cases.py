"""The cases of the demo: invented people, numbers that no network has, and one letter to the police."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO

from lachan.office.cases import actions
from lachan.office.cases.actions import CaseFacts, EvidenceFacts
from lachan.office.cases.models import Case
from lachan.office.demo.cast import Company
from lachan.office.units.models import Unit, UnitKind


@dataclass(frozen=True)
class _Part:
    """One case: what it says, who and what it is about, and what becomes of it."""

    facts: CaseFacts
    subjects: tuple[tuple[str, str, str], ...]  # kind, value, role
    end: str = ""  # "", "police", "closed"


PLOT = (
    _Part(
        CaseFacts("Giả danh công an gọi điện dọa bắt giam", "Giả danh công an", "citizen_report", 185_000_000),
        (("number", "0501230001", "suspect"), ("bank_account", "9704 0000 1111", "suspect"),
         ("person", "Phùng Thị Hư Cấu", "victim")),
        "police",
    ),
    _Part(
        CaseFacts("Mời làm cộng tác viên, đặt cọc nhiều lần", "Việc nhẹ lương cao", "citizen_report", 42_500_000),
        (("site", "cong-tac-vien-chot-don.example", "suspect"), ("number", "0501230002", "suspect")),
    ),
    _Part(
        CaseFacts("Tin nhắn báo gói cước hết hạn kèm đường dẫn lạ", "Giả mạo nhà mạng", "finding"),
        (("site", "nang-cap-sim.example", "suspect"), ("address", "203.0.113.7:443", "suspect")),
        "closed",
    ),
    _Part(
        CaseFacts("Tự xưng cán bộ thuế, yêu cầu cài ứng dụng", "Giả danh cơ quan thuế", "incident", 12_000_000),
        (("number", "0501230001", "suspect"), ("account", "ho.tro.thue.mau", "suspect")),
    ),
    _Part(
        CaseFacts("Sàn đầu tư cam kết lãi cao không rút được tiền", "Đầu tư ảo", "citizen_report", 320_000_000),
        (("site", "dau-tu-lai-cao.example", "suspect"), ("person", "Đàm Văn Hư Cấu", "reporter")),
    ),
)  # fmt: skip


def tell_cases(company: Company, *, last_day: date, at: Callable[[date, int], datetime]) -> list[Case]:
    """Open the cases over the last two weeks; two share a number, one goes to the police, one is closed."""
    made = []
    for number, part in enumerate(PLOT):
        day = last_day - timedelta(days=2 * (len(PLOT) - number))
        morning, noon = at(day, 8), at(day, 11)
        writer = company.writer(company.department, morning)
        case = actions.open_case(unit=company.department, facts=part.facts, actor=writer, now=morning)
        for kind, value, role in part.subjects:
            actions.add_subject(case_id=case.pk, kind=kind, value=value, role=role, actor=writer, now=morning)
        shown = f"Nội dung do người phản ánh cung cấp cho vụ việc {case.number} (tỉnh mẫu, hư cấu).\n"
        actions.add_evidence(
            case_id=case.pk, facts=EvidenceFacts("Bản ghi nội dung phản ánh", day), upload=BytesIO(shown.encode()),
            name="noi-dung.txt", actor=writer, now=morning,
        )  # fmt: skip
        actions.add_note(
            case_id=case.pk, text="Đã gọi lại, hướng dẫn giữ nguyên tin nhắn và không chuyển thêm tiền.", actor=writer,
            now=morning,
        )  # fmt: skip
        _end(company, case, part.end, noon)
        made.append(case)
    return made


def _end(company: Company, case: Case, end: str, now: datetime) -> None:
    leader = company.leader(company.department, now)
    police = Unit.objects.valid_on(now.date()).filter(kind=UnitKind.POLICE).order_by("key").first()
    if end == "police" and police is not None:
        actions.hand_over_case(case_id=case.pk, to_unit_id=police.pk, actor=leader, now=now)
    if end == "closed":
        actions.close_case(
            case_id=case.pk, outcome="blocked", actor=leader, now=now,
            sentence="Trang lừa đảo đã được ngăn chặn. Cảm ơn bạn đã phản ánh.",
        )  # fmt: skip
