"""Who may do what with cases, and the doors through which web requests come to them.

| Who                                   | Sees                                  | Does                                 |
|---------------------------------------|---------------------------------------|--------------------------------------|
| Officer of the Department             | its cases, values with a purpose      | opens, writes, links, merges, splits |
| Leader (or deputy), with two factors  | the same                              | hands over, closes, reopens too      |
| Clerk, reader of the Department       | its cases, values masked              | nothing                              |
| Police, after the hand-over to them   | what was in the case at that moment,  | nothing                              |
|                                       | values with a purpose                 |                                      |
| Everybody else                        | nothing                               | nothing                              |
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.models import Case, CaseLetter, Evidence, Subject
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit, UnitKind

WRITES = (Role.LEADER, Role.OFFICER)
SEES = (*WRITES, Role.CLERK, Role.READER)
POLICE_ROLES = (Role.LEADER, Role.OFFICER, Role.LIAISON)
LONGEST_PURPOSE = 300


def may_see_cases(actor: Actor) -> bool:
    """Whether the person has any business with cases: members of a Department, and the police."""
    return bool(actor.department_ids or police_units(actor))


def sees_cases(actor: Actor) -> None:
    """Rule of the pages of cases."""
    if not may_see_cases(actor):
        raise NotAllowed("no_cases", _("Vai trò của bạn không xem vụ việc."))


def writes_cases(actor: Actor) -> None:
    """Rule of the pages on which cases are opened and changed."""
    if not departments_to_write_for(actor):
        raise NotAllowed("not_writing_cases", _("Chỉ chuyên viên, lãnh đạo của Sở mở và ghi vụ việc."))


def departments_to_write_for(actor: Actor) -> list[Unit]:
    """The Departments in whose name the person may open a case."""
    units = {m.unit_id: m.unit for m in actor.memberships if m.role in WRITES and m.unit.kind == UnitKind.DEPARTMENT}
    return sorted(units.values(), key=lambda unit: unit.name)


def police_units(actor: Actor) -> frozenset[int]:
    """The police units for which the person receives cases."""
    return frozenset(m.unit_id for m in actor.memberships if m.unit.kind == UnitKind.POLICE and m.role in POLICE_ROLES)


def may_write(actor: Actor, case: Case) -> bool:
    """Whether the person writes into the case: officer or leader of the Department that owns it."""
    return actor.has_role(case.unit_id, *WRITES)


def may_sign(actor: Actor, case: Case) -> bool:
    """Whether the person hands the case over and closes it, with two factors: the leader, or a deputy ("ký thay")."""
    return case.unit_id in actor.units_to_sign_for() and actor.second_factor


def is_inside(actor: Actor, case: Case) -> bool:
    """Whether the person belongs to the Department that owns the case; the police see less of it."""
    return actor.has_role(case.unit_id, *SEES)


def may_reveal(actor: Actor, case: Case) -> bool:
    """Whether the person may open sealed values, each time with a purpose: who writes, and the police who got it."""
    return may_write(actor, case) or (not is_inside(actor, case) and handed_over_at(actor, case) is not None)


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """The cases of the person's Departments, and those that were handed over to the person's police units."""
    own = Q(unit_id__in=actor.units(*SEES) & actor.department_ids)
    given = CaseLetter.objects.filter(to_unit_id__in=police_units(actor)).order_by().values("case_id")
    return Case.objects.filter(own | Q(pk__in=given)).select_related("unit")


def handed_over_at(actor: Actor, case: Case) -> datetime | None:
    """The last moment at which the case was handed over to one of the person's police units."""
    given = CaseLetter.objects.filter(case=case, to_unit_id__in=police_units(actor))
    return given.aggregate(last=Max("signed_at"))["last"]


def visible_subjects(actor: Actor, case: Case) -> QuerySet[Subject]:
    """The subjects of a case that the person sees: all, or for the police those that were handed over."""
    subjects = Subject.objects.filter(case=case).select_related("case", "first_case")
    return subjects if is_inside(actor, case) else subjects.filter(here_since__lte=handed_over_at(actor, case))


def visible_evidence(actor: Actor, case: Case) -> QuerySet[Evidence]:
    """The evidence of a case that the person sees: all, or for the police what was handed over."""
    evidence = Evidence.objects.filter(case=case).select_related("file", "added_by", "first_case")
    return evidence if is_inside(actor, case) else evidence.filter(here_since__lte=handed_over_at(actor, case))


def visible_letters(actor: Actor, case: Case) -> QuerySet[CaseLetter]:
    """The letters with which the case was handed over: all, or for the police those to their own units."""
    letters = CaseLetter.objects.filter(case=case).select_related("to_unit", "signed_by", "letter_docx", "letter_pdf")
    return letters if is_inside(actor, case) else letters.filter(to_unit_id__in=police_units(actor))


def find_case(actor: Actor, case_id: int, *, lock: bool = False) -> Case:
    """The case, when the person may see it, for actions: they write their own line in the trail."""
    cases = visible_cases(actor)
    found = (cases.select_for_update(of=("self",)) if lock else cases).filter(pk=case_id).first()
    if found is None:
        raise Http404
    return found


def access_case(actor: Actor, case_id: int, *, purpose: str, now: datetime | None = None) -> Case:
    """The door to a case for whoever looks at it: the trail keeps who looked, when (`now`), and what for.

    What the person may not see is not there (404). `now` is the clock's moment when it is not given.
    """
    found = find_case(actor, case_id)
    with transaction.atomic():
        record(
            Event.CASE_VIEWED, on=found, by=actor, at=now or timezone.now(), unit=found.unit,
            purpose=checked_purpose(purpose),
        )  # fmt: skip
    return found


def access_subject(actor: Actor, case: Case, subject_id: UUID) -> Subject:
    """The door to one subject of a case that was found before."""
    found = visible_subjects(actor, case).filter(pk=subject_id).first()
    if found is None:
        raise Http404
    return found


def checked_purpose(purpose: str) -> str:
    """The purpose of looking at personal data, in one line; NotRight when there is none."""
    words = " ".join(str(purpose).split())
    if len(words) < 5:
        raise NotRight(
            "purpose_missing", _("Hãy ghi mục đích xem, ví dụ “Lập yêu cầu xác minh chủ thuê bao”."), field="purpose"
        )
    return words[:LONGEST_PURPOSE]
