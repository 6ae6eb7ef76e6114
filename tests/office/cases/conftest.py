"""The tests of cases live on the day of the cast: a case with invented people and numbers, and one handed over."""

from io import BytesIO

import pytest

from lachan.office.cases.actions import (
    CaseFacts,
    EvidenceFacts,
    add_evidence,
    add_note,
    add_subject,
    hand_over_case,
    open_case,
)
from lachan.office.cases.models import Case, CaseLetter, Evidence, Subject
from tests.office.conftest import TODAY
from tests.people import NOW, Cast
from tests.readers.files import pdf_bytes

NUMBER = "050 123 45 67"
NAME = "Chu Thị Bịa Đặt"
NOTED = "Người phản ánh kể rằng bị dọa bắt giam"


@pytest.fixture(autouse=True)
def _today(on_the_day_of_the_cast: None) -> None:
    """Every test here."""


def a_case(cast: Cast, title: str = "Giả danh công an yêu cầu chuyển tiền", loss: int | None = 1_500_000) -> Case:
    facts = CaseFacts(title, "Giả danh công an", "citizen_report", loss)
    return open_case(unit=cast.department, facts=facts, actor=cast.actor("lan"), now=NOW)


def put(cast: Cast, case: Case, kind: str, value: str, role: str = "suspect") -> Subject:
    return add_subject(case_id=case.pk, kind=kind, value=value, role=role, actor=cast.actor("lan"), now=NOW)


def show(cast: Cast, case: Case, pages: int = 1) -> Evidence:
    facts = EvidenceFacts("Ảnh chụp tin nhắn", TODAY, NAME)
    return add_evidence(
        case_id=case.pk, facts=facts, upload=BytesIO(pdf_bytes(pages)), name="0501234567.pdf",
        actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case with a number, a victim, evidence and a note."""
    found = a_case(cast)
    put(cast, found, "number", NUMBER)
    put(cast, found, "person", NAME, "victim")
    show(cast, found)
    add_note(case_id=found.pk, text=NOTED, actor=cast.actor("lan"), now=NOW)
    return found


@pytest.fixture
def letter(cast: Cast, case: Case) -> CaseLetter:
    """The same, handed over to PC02 by Minh."""
    return hand_over_case(case_id=case.pk, to_unit_id=cast.police.pk, actor=cast.actor("minh"), now=NOW)
