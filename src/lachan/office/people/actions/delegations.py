"""A leader lets a member of the unit sign in the leader's place ("ký thay") for a period, and ends that."""

from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.people.mail import send_letter
from lachan.office.people.models import Delegation
from lachan.office.people.permissions import access_delegation, leads, possible_deputies
from lachan.office.refusals import NotNow, NotRight
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@transaction.atomic
def give_delegation(
    *, unit_id: int, deputy_id: int, valid_from: date, valid_to: date, basis: str, actor: Actor, now: datetime
) -> Delegation:
    """Let `deputy_id` sign for the unit from one day to another, both included, on the ground of a document.

    Only a leader in person delegates: who signs by delegation cannot hand it on. The deputy needs two factors from
    the first day (Actor.needs_second_factor), and is told by e-mail.
    """
    leads(actor)
    day = timezone.localtime(now).date()
    chosen = possible_deputies(actor, day).filter(unit_id=unit_id, person_id=deputy_id).first()
    if chosen is None:
        raise NotRight("no_deputy", _("Chỉ ủy quyền cho người đang làm việc tại chính đơn vị."), field="deputy")
    if valid_to < max(valid_from, day):
        raise NotRight("ends_before", _("Ngày cuối phải từ hôm nay và từ ngày đầu trở đi."), field="valid_to")
    if not basis.strip():
        raise NotRight("basis_missing", _("Hãy ghi số, ký hiệu văn bản ủy quyền."), field="basis")
    same = Delegation.objects.filter(unit_id=unit_id, deputy_id=deputy_id).not_over(valid_from)
    if same.filter(valid_from__lte=valid_to).exists():
        raise NotRight("has_delegation", _("Người này đã được ủy quyền trong thời gian đó."), field="deputy")
    delegation = Delegation.objects.create(
        unit=chosen.unit, leader=actor.person, deputy=chosen.person, valid_from=valid_from, valid_to=valid_to,
        basis=basis.strip(),
    )  # fmt: skip
    record(Event.DELEGATION_GIVEN, on=delegation, by=actor, at=now, unit=chosen.unit)
    _tell(delegation, gettext("Bạn được ủy quyền ký thay"))
    return delegation


@transaction.atomic
def end_delegation(*, delegation_id: int, actor: Actor, now: datetime) -> Delegation:
    """Take a delegation back at once: whoever gave it, or a leader of the unit."""
    delegation = access_delegation(actor, delegation_id)
    if delegation.ended_at is not None or delegation.valid_to < timezone.localtime(now).date():
        raise NotNow("delegation_over", _("Ủy quyền này đã kết thúc."))
    before = digest(delegation)
    delegation.ended_at = now
    delegation.save()
    record(Event.DELEGATION_ENDED, on=delegation, by=actor, at=now, unit=delegation.unit, before=before)
    _tell(delegation, gettext("Ủy quyền ký thay đã kết thúc"))
    return delegation


def _tell(delegation: Delegation, subject: str) -> None:
    letter = partial(
        send_letter, to=delegation.deputy.email, subject=subject, template="people/delegation.txt",
        context={"delegation": delegation},
    )  # fmt: skip
    transaction.on_commit(letter)
