"""The signature act that turns a confirmed text into tasks, a letter and notices; and the end of following it."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.documents.papers import write_docx, write_pdf
from lachan.office.directives.actions.announce import tell_units
from lachan.office.directives.actions.giving import make_tasks
from lachan.office.directives.letter import letter_of
from lachan.office.directives.models import Directive
from lachan.office.directives.permissions import access_steered, may_sign
from lachan.office.directives.plan import IssuePlan, plan_issue
from lachan.office.directives.policies import DirectiveMove, state_after
from lachan.office.files.actions import store_made
from lachan.office.files.models import StoredFile
from lachan.office.people.actor import Actor
from lachan.office.people.letterhead import letterhead
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.readers.uploads import FileKind
from lachan.vietnam.working_days import Calendar


def issue_directive(
    *,
    directive_id: int,
    on: date,
    seen: str | None = None,
    actor: Actor,
    now: datetime,
    calendar: Calendar | None = None,
) -> Directive:
    """Issue: one task for each duty and unit valid on the day `on`, the letter to all units, a notice to their people.

    `seen` is the digest of the plan that the leader read; when the plan says something else by now, nothing is done.
    The leader, or a deputy by delegation, must be another person than the one who confirmed the content.
    """
    calendar = calendar or Calendar.load()
    plan = _checked(access_steered(actor, directive_id), on, seen, actor, calendar)
    docx, pdf = _letter_files(plan, actor, now)  # drawn before the transaction: it takes its time
    with transaction.atomic():
        directive = access_steered(actor, directive_id, lock=True)
        plan = _checked(directive, on, plan.digest, actor, calendar)
        before = digest(directive)
        delegation = actor.delegation_for(directive.unit_id)
        directive.state = state_after(directive, DirectiveMove.ISSUE)
        directive.issued_by, directive.issued_at, directive.issued_under = actor.person, now, delegation
        directive.takes_effect_on, directive.issued_digest = on, plan.digest
        directive.letter_docx = _stored(docx, FileKind.DOCX, directive, actor, now)
        directive.letter_pdf = _stored(pdf, FileKind.PDF, directive, actor, now)
        directive.save()
        tasks = make_tasks(
            {one.duty: group.units for group in plan.groups for one in group.duties}, given_on=on, calendar=calendar
        )
        record(
            Event.DIRECTIVE_ISSUED, on=directive, by=actor, at=now, unit=directive.unit, before=before,
            facts={
                "on": on.isoformat(), "units": len(plan.units), "tasks": len(tasks), "plan": plan.digest,
                "delegation": delegation.pk if delegation else None,
            },
        )  # fmt: skip
        _announce(directive, plan, now)
    return directive


def _checked(directive: Directive, on: date, seen: str | None, actor: Actor, calendar: Calendar) -> IssuePlan:
    """The plan, when this person may carry it out and nothing stands in its way."""
    require(may_sign(actor, directive))
    state_after(directive, DirectiveMove.ISSUE)
    if directive.confirmed_by_id == actor.id:
        raise NotAllowed("four_eyes", _("Bạn đã xác nhận nội dung văn bản này; người ban hành phải là người khác."))
    plan = plan_issue(directive, on=on, calendar=calendar)
    for problem in plan.obstacles:
        raise NotRight("plan_has_obstacles", problem.sentence)
    if seen is not None and seen != plan.digest:
        raise NotNow("plan_changed", _("Kế hoạch giao nhiệm vụ đã thay đổi sau khi bạn xem. Hãy xem lại rồi ban hành."))
    return plan


def _letter_files(plan: IssuePlan, actor: Actor, now: datetime) -> tuple[bytes, bytes]:
    """The letter as DOCX and PDF, in Vietnamese whatever language the page speaks."""
    with translation.override("vi"):
        letter = letter_of(plan, letterhead(plan.directive.unit, actor, now))
        return write_docx(letter), write_pdf(letter)


def _stored(content: bytes, kind: FileKind, directive: Directive, actor: Actor, now: datetime) -> StoredFile:
    name = f"cong-van-giao-nhiem-vu-{directive.pk}.{kind.value}"
    return store_made(content=content, name=name, kind=kind, owner_unit=directive.unit, actor=actor, now=now)


def _announce(directive: Directive, plan: IssuePlan, now: datetime) -> None:
    tell_units(
        [unit.pk for unit in plan.units], key=f"directive-{directive.pk}-issued", now=now,
        subject=gettext("Giao nhiệm vụ: %(what)s") % {"what": directive},
        body=gettext(
            "%(who)s giao nhiệm vụ cho đơn vị của bạn từ ngày %(day)s. Mở danh sách để xem nội dung và thời hạn."
        )
        % {"who": directive.unit, "day": f"{plan.on:%d/%m/%Y}"},
        link=reverse("directive", args=[directive.pk]),
    )  # fmt: skip


@transaction.atomic
def close_directive(*, directive_id: int, actor: Actor, now: datetime) -> Directive:
    """End following the directive: its tasks move no more and do not repeat."""
    directive = access_steered(actor, directive_id, lock=True)
    require(may_sign(actor, directive))
    directive.state = state_after(directive, DirectiveMove.CLOSE)
    directive.save()
    record(Event.DIRECTIVE_CLOSED, on=directive, by=actor, at=now, unit=directive.unit)
    return directive
