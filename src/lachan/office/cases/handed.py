"""What a reviewer of signals finds to be a case: opened under the next number, with the subject sealed in it.

It cannot be given back: numbers of cases have no gaps. Whoever erred closes the case with its outcome.
"""

from datetime import datetime

from lachan.office.cases.actions.cases import CaseFacts, open_case
from lachan.office.cases.actions.contents import add_subject
from lachan.office.cases.masks import tells_somebodys_number
from lachan.office.cases.models import LONGEST_TITLE, Case, CaseSource, SubjectKind, SubjectRole
from lachan.office.cases.permissions import departments_to_write_for
from lachan.office.intake.models import Subject
from lachan.office.intake.models import SubjectKind as SignalKind
from lachan.office.intake.sealing import opened_subject
from lachan.office.people.actor import Actor
from lachan.vietnam.tricks import TRICKS

_KINDS = {
    SignalKind.SITE: SubjectKind.SITE,
    SignalKind.ACCOUNT: SubjectKind.ACCOUNT,
    SignalKind.NUMBER: SubjectKind.NUMBER,
}


def take_subject(subject: Subject, reason: str, actor: Actor, now: datetime) -> Case:
    """A case about the subject; `reason` stays with the decision, where the reviewer wrote it."""
    trick = TRICKS.get(subject.trick)
    title = f"{subject.get_kind_display()}: {subject.shown}"
    if tells_somebodys_number(title):
        title = f"{subject.get_kind_display()} {subject.pk}"
    by_citizens = subject.signals.filter(source="citizen").exists()
    source = CaseSource.CITIZEN_REPORT if by_citizens else CaseSource.FINDING
    facts = CaseFacts(title[:LONGEST_TITLE], trick.vi if trick is not None else "Chưa rõ", source.value)
    case = open_case(unit=departments_to_write_for(actor)[0], facts=facts, actor=actor, now=now)
    kind = _kind(subject)
    if kind is not None:
        add_subject(
            case_id=case.pk, kind=kind.value, value=opened_subject(subject) or subject.key,
            role=SubjectRole.SUSPECT.value, actor=actor, now=now,
        )  # fmt: skip
    return case


def _kind(subject: Subject) -> SubjectKind | None:
    """What it is in a case; None for the text of a message, which stays with the signals."""
    if subject.kind == SignalKind.SITE and subject.key.replace(".", "").replace(":", "").isdigit():
        return SubjectKind.ADDRESS
    return _KINDS.get(SignalKind(subject.kind))
