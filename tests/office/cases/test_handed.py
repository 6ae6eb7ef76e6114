"""A reviewer's one key opens a case about the subject, with its number sealed in it."""

import pytest

from lachan.office.cases.models import Case, Subject
from lachan.office.cases.sealing import opened
from lachan.office.intake.actions import ToldByCitizen, decide, report, undo_last
from lachan.office.intake.policies import SubjectMove
from lachan.office.refusals import NotNow
from tests.people import NOW, Cast


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("0205 000 0678 gọi đòi tiền", "number", "+842050000678"),
        ("vay88.top", "site", "vay88.top"),
        ("http://203.0.113.7/x", "address", "203.0.113.7"),
        ("t.me/viecnhe88", "account", "telegram:viecnhe88"),
    ],
)
def test_a_subject_becomes_a_case_that_names_it_sealed(cast: Cast, text: str, kind: str, value: str) -> None:
    told = ToldByCitizen(text=text, trick="task_job")
    subject = report(told=told, channel="portal", now=NOW).subjects[0]
    decision = decide(subject_id=subject.pk, move=SubjectMove.CASE, actor=cast.actor("lan"), now=NOW)
    case = Case.objects.get()
    assert decision.handed_to == f"cases.case:{case.pk}"
    assert (case.source, case.kind) == ("citizen_report", "Tuyển cộng tác viên, việc nhẹ lương cao")
    assert "2050000" not in case.title
    inside = Subject.objects.get(case=case)
    assert (inside.kind, inside.role, opened(inside)) == (kind, "suspect", value)


def test_a_case_that_was_opened_is_not_undone(cast: Cast) -> None:
    subject = report(told=ToldByCitizen(text="vay88.top"), channel="portal", now=NOW).subjects[0]
    decide(subject_id=subject.pk, move=SubjectMove.CASE, actor=cast.actor("lan"), now=NOW)
    with pytest.raises(NotNow) as no:
        undo_last(actor=cast.actor("lan"), now=NOW)
    assert no.value.code == "handed_on"
