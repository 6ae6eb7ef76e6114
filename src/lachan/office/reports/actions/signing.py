"""Signing a report for the unit, and the Department's answer: accepted, or returned with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.reports.actions.announce import WRITERS, announce_report, people_of
from lachan.office.reports.content import digest_of
from lachan.office.reports.models import Signature, UnitReport
from lachan.office.reports.permissions import access_report, may_judge, require
from lachan.office.reports.policies import Move, state_after
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@transaction.atomic
def sign_report(*, report_id: int, seen_digest: str, actor: Actor, now: datetime) -> Signature:
    """Sign what was read: `seen_digest` is the digest of the page that the signer had before them.

    The author never signs; a deputy signs under a leader's delegation, which the signature names.
    """
    report = access_report(actor, report_id, lock=True)
    require(report.unit_id in actor.units_to_sign_for())
    if not actor.second_factor:
        raise NotAllowed("second_factor_needed", _("Hãy đăng nhập bằng hai yếu tố rồi ký."))
    after = state_after(report, Move.SIGN)
    if report.author_id == actor.id or report.author is None:
        raise NotAllowed("author_does_not_sign", _("Người soạn không tự ký báo cáo của mình; hãy trình người khác ký."))
    digest = digest_of(report)
    if digest != seen_digest:
        raise NotNow("changed_meanwhile", _("Nội dung đã thay đổi sau khi bạn mở trang. Hãy đọc lại rồi ký."))
    signature = Signature.objects.create(
        report=report, version=report.version, digest=digest, author=report.author, signer=actor.person,
        delegation=actor.delegation_for(report.unit_id), signed_at=now,
    )  # fmt: skip
    report.state = after
    report.first_signed_at = report.first_signed_at or now
    report.save()
    record(Event.REPORT_SIGNED, on=report, by=actor, at=now, unit=report.unit, after=digest)
    steering = report.round.directive.unit_id
    announce_report(
        report, step="signed", to=people_of([steering], (Role.OFFICER,), now).get(steering, []), now=now,
        subject=_t("Báo cáo đã ký: %(unit)s") % {"unit": report.unit}, body=report.round.title,
    )  # fmt: skip
    return signature


@transaction.atomic
def return_report(*, report_id: int, reason: str, actor: Actor, now: datetime) -> UnitReport:
    """Give a report back with a reason: the unit's leader before signing, the Department after.

    A standing signature is void from then on.
    """
    report = access_report(actor, report_id, lock=True)
    own_leader = report.state == "to_sign" and report.unit_id in actor.units_to_sign_for()
    require(own_leader or (report.state != "to_sign" and may_judge(actor, report)))
    after = state_after(report, Move.RETURN)
    if not reason.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."), field="reason")
    before = digest_of(report)
    report.signatures.filter(voided_at__isnull=True).update(voided_at=now, voided_reason=reason[:300])
    report.state, report.returned_reason, report.returned_at = after, reason[:500], now
    report.accepted_by = report.accepted_at = None
    report.save()
    record(Event.REPORT_RETURNED, on=report, by=actor, at=now, unit=report.unit, before=before, purpose=reason[:300])
    announce_report(
        report, step="returned", now=now, body=reason,
        to=people_of([report.unit_id], WRITERS, now).get(report.unit_id, []),
        subject=_t("Báo cáo bị trả lại: %(round)s") % {"round": report.round.title},
    )  # fmt: skip
    return report


@transaction.atomic
def accept_report(*, report_id: int, actor: Actor, now: datetime) -> UnitReport:
    """Take a signed report in; refuses when the content is no longer what was signed."""
    report = access_report(actor, report_id, lock=True)
    require(may_judge(actor, report))
    after = state_after(report, Move.ACCEPT)
    signature = standing_signature(report)
    if signature is None or signature.digest != digest_of(report):
        raise NotNow("signature_broken", _("Nội dung không còn khớp với bản đã ký. Hãy trả lại để đơn vị ký lại."))
    report.state, report.accepted_by, report.accepted_at = after, actor.person, now
    report.save()
    record(Event.REPORT_ACCEPTED, on=report, by=actor, at=now, unit=report.unit, after=signature.digest)
    announce_report(
        report, step="accepted", now=now, body=report.round.title,
        to=people_of([report.unit_id], (*WRITERS, Role.LEADER), now).get(report.unit_id, []),
        subject=_t("Sở đã tiếp nhận báo cáo của %(unit)s") % {"unit": report.unit},
    )  # fmt: skip
    return report


def standing_signature(report: UnitReport) -> Signature | None:
    """The signature that stands, with its people; None when there is none."""
    return (
        report.signatures.filter(voided_at__isnull=True)
        .select_related("signer", "author", "delegation__leader")
        .first()
    )
