"""Signing a report for the unit, and the Department's answer: accepted, or returned with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.reports.actions.announce import UNIT, WRITERS, announce_move, members
from lachan.office.reports.content import digest_of, standing_signature
from lachan.office.reports.models import ReportState, Signature, UnitReport
from lachan.office.reports.permissions import access_report, may_judge, may_sign_for_unit, wrote
from lachan.office.reports.policies import Move, state_after
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@transaction.atomic
def sign_report(*, report_id: int, seen_digest: str, actor: Actor, now: datetime) -> Signature:
    """Sign what was read: `seen_digest` is the digest of the page that the signer had before them.

    Whoever wrote or changed the standing content never signs it; a deputy signs under a leader's delegation, which
    the signature names.
    """
    report = access_report(actor, report_id, lock=True)
    require(may_sign_for_unit(actor, report))
    if not actor.second_factor:
        raise NotAllowed("second_factor_needed", _("Hãy đăng nhập bằng hai yếu tố rồi ký."))
    after = state_after(report, Move.SIGN)
    if report.author is None or wrote(actor, report):
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
    report.save(update_fields=["state", "first_signed_at"])
    record(Event.REPORT_SIGNED, on=report, by=actor, at=now, unit=report.unit, after=digest)
    judges = members(report.round.directive.unit_id, (Role.OFFICER,), now)
    announce_move(report, judges, step="signed", subject=_("Báo cáo đã ký: %(unit)s"), now=now)
    return signature


@transaction.atomic
def return_report(*, report_id: int, reason: str, actor: Actor, now: datetime) -> UnitReport:
    """Give a report back with a reason: the unit's leader before signing, the Department after.

    A standing signature is void from then on.
    """
    report = access_report(actor, report_id, lock=True)
    to_sign = report.state == ReportState.TO_SIGN
    require(may_sign_for_unit(actor, report) if to_sign else may_judge(actor, report))
    after = state_after(report, Move.RETURN)
    if not reason.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."), field="reason")
    before = digest_of(report)
    void_signature(report, reason=reason, actor=actor, now=now)
    report.state, report.returned_reason, report.returned_at = after, reason[:500], now
    report.accepted_by = report.accepted_at = None
    report.save(update_fields=["state", "returned_reason", "returned_at", "accepted_by", "accepted_at"])
    record(Event.REPORT_RETURNED, on=report, by=actor, at=now, unit=report.unit, before=before, purpose=reason[:300])
    announce_move(
        report, members(report.unit_id, WRITERS if to_sign else UNIT, now), step="returned", now=now,
        subject=_("Báo cáo bị trả lại: %(round)s"), body="%(reason)s", facts={"reason": reason},
    )  # fmt: skip
    return report


def void_signature(report: UnitReport, *, reason: str, actor: Actor, now: datetime) -> None:
    """End the signature that stands, if one does, in the caller's transaction."""
    standing = standing_signature(report)
    if standing is None:
        return
    standing.voided_at, standing.voided_reason = now, reason[:300]
    standing.save(update_fields=["voided_at", "voided_reason"])
    record(
        Event.REPORT_SIGNATURE_VOIDED, on=report, by=actor, at=now, unit=report.unit, purpose=reason[:300],
        before=standing.digest, after="",
    )  # fmt: skip


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
    report.save(update_fields=["state", "accepted_by", "accepted_at"])
    record(Event.REPORT_ACCEPTED, on=report, by=actor, at=now, unit=report.unit, after=signature.digest)
    announce_move(
        report, members(report.unit_id, UNIT, now), step="accepted", now=now,
        subject=_("Sở đã tiếp nhận báo cáo của %(unit)s"),
    )  # fmt: skip
    return report
