"""Cases that belong together or do not: links by hand, merging one into another, splitting one in two."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.office.cases.actions.cases import CaseFacts, case_to_write, open_case, without_numbers
from lachan.office.cases.models import Case, CaseLink, LinkKind
from lachan.office.cases.permissions import find_case, may_write
from lachan.office.cases.policies import CaseMove, state_after
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@transaction.atomic
def link_cases(*, case_id: int, other_id: int, reason: str, actor: Actor, now: datetime) -> CaseLink:
    """Say that two cases belong together, and why."""
    case, other = _both(actor, case_id, other_id)
    for one in (case, other):
        state_after(one, CaseMove.LINK)
    link = _link(case, other, LinkKind.BY_HAND, _reason(reason), actor, now)
    record(
        Event.CASES_LINKED, on=case, by=actor, at=now, unit=case.unit,
        facts={"other": other.number, "other_id": other.pk, "reason": link.reason},
    )  # fmt: skip
    return link


@transaction.atomic
def merge_cases(*, case_id: int, into_id: int, reason: str, actor: Actor, now: datetime) -> Case:
    """Put all that lies in the case into another one, which goes on; number and history of the first stay to be read.

    Each thing remembers the case in which it was first written down. Answers the case that goes on.
    """
    case, into = _both(actor, case_id, into_id)
    if case.unit_id != into.unit_id:
        raise NotRight("other_unit", _("Chỉ nhập vụ việc của cùng một đơn vị."), field="other")
    words, before = _reason(reason), digest(case)
    state_after(into, CaseMove.TAKE_IN)
    case.state = state_after(case, CaseMove.MERGE)
    case.merged_into = into
    moved = {
        "subjects": case.subjects.update(case=into, here_since=now),
        "evidence": case.evidence.update(case=into, here_since=now),
        "notes": case.notes.update(case=into, here_since=now),
    }
    case.merged.update(merged_into=into)  # what had been merged into this one: its reporters ask for the same outcome
    lost, case.loss = case.loss, None  # counted once, in the case that goes on
    if lost is not None:
        into.loss = (into.loss or 0) + lost
        into.save()
    case.save()
    record(
        Event.CASES_MERGED, on=case, by=actor, at=now, unit=case.unit, before=before,
        facts={"into": into.number, "into_id": into.pk, "reason": words, "loss": lost} | moved,
    )  # fmt: skip
    return into


@transaction.atomic
def split_case(
    *, case_id: int, things: Collection[UUID], facts: CaseFacts, reason: str, actor: Actor, now: datetime
) -> Case:
    """A new case with some of the subjects and evidence of this one (`things`: their ids), linked to it."""
    case = case_to_write(actor, case_id)
    case.state = state_after(case, CaseMove.SPLIT)
    words = _reason(reason)
    subjects, evidence = case.subjects.filter(pk__in=things), case.evidence.filter(pk__in=things)
    if not things or subjects.count() + evidence.count() != len(set(things)):
        raise NotRight("nothing_to_split", _("Hãy chọn đối tượng, chứng cứ cần tách sang vụ việc mới."), field="things")
    new = open_case(unit=case.unit, facts=facts, actor=actor, now=now)
    moved = {
        "subjects": subjects.update(case=new, here_since=now),
        "evidence": evidence.update(case=new, here_since=now),
    }
    _link(case, new, LinkKind.SPLIT, words, actor, now)
    record(
        Event.CASE_SPLIT, on=case, by=actor, at=now, unit=case.unit,
        facts={"new": new.number, "new_id": new.pk, "reason": words} | moved,
    )  # fmt: skip
    return new


def _both(actor: Actor, case_id: int, other_id: int) -> tuple[Case, Case]:
    """Two cases, locked in the order of their ids so that two people cannot wait for each other."""
    if case_id == other_id:
        raise NotRight("same_case", _("Hãy chọn một vụ việc khác."), field="other")
    found: dict[int, Case] = {}
    for one in sorted((case_id, other_id)):
        try:
            found[one] = find_case(actor, one, lock=True)
        except Http404:
            if one == case_id:
                raise
            raise NotRight("case_unknown", _("Không có vụ việc này."), field="other") from None
        require(may_write(actor, found[one]))
    return found[case_id], found[other_id]


def _link(case: Case, other: Case, kind: LinkKind, reason: str, actor: Actor, now: datetime) -> CaseLink:
    first, second = sorted((case, other), key=lambda one: one.pk)
    link, is_new = CaseLink.objects.get_or_create(
        one=first, other=second,
        defaults={"kind": kind, "reason": reason, "made_by": actor.person, "made_at": now},
    )  # fmt: skip
    if not is_new:
        raise NotRight("linked_before", _("Hai vụ việc này đã được nối."), field="other")
    return link


def _reason(reason: str) -> str:
    words = without_numbers(reason, field="reason")[:300]
    if not words:
        raise NotRight("reason_missing", _("Hãy ghi lý do."), field="reason")
    return words
