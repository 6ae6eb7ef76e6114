"""The sealed way back: the signed request file goes out, the package comes in, and only its investigator gets it."""

from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.exchange.handover import Asked, RequestFile, check_package, write_request_file
from lachan.office.files.actions import store_sealed
from lachan.office.office_key import office_key
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.requests.actions.announce import announce, workers
from lachan.office.requests.actions.answers import opened_to_answer
from lachan.office.requests.content import approval_stands, digest_of
from lachan.office.requests.models import AgencyRequest, InvestigatorKey, OperatorKey, Package
from lachan.office.requests.permissions import (
    access_key,
    access_package,
    access_request,
    is_recipient,
    may_answer,
    may_approve_for_unit,
    may_write,
    require_two_factors,
)
from lachan.office.requests.policies import RUNNING, RequestMove
from lachan.office.requests.refused import tried
from lachan.office.requests.sealing import identifier_of
from lachan.office.requests.signing import operator_public_key
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.uploads import DEFAULT_MAX_BYTES

LARGEST_PACKAGE = DEFAULT_MAX_BYTES  # what is longer is cut while it arrives, like every upload
TOOL_KINDS = ("number", "address", "line", "imei")


@tried
def make_request_file(*, request_id: int, actor: Actor, now: datetime) -> bytes:
    """The approved request for the asked unit's own tool, signed by the office; the trail keeps who took it."""
    request = access_request(actor, request_id)
    require(may_answer(actor, request))
    if request.state not in RUNNING and request.state != "answered":
        raise NotNow("not_in_this_state", _("Yêu cầu không còn được thực hiện."))
    if not approval_stands(request):
        raise NotNow("approval_broken", _("Nội dung không còn khớp với bản đã phê duyệt; không được thực hiện."))
    key = good_recipient(request)
    assert request.approved_at is not None
    content = write_request_file(
        RequestFile(
            number=request.reference, kind=request.kind, asking_body=request.asking_unit.name,
            holder=request.asked_unit.key, asked=_asked(request), data_kinds=tuple(request.data_kinds),
            digest=request.digest, approved_at=request.approved_at, due_at=request.due_at or request.approved_at,
            recipient=key.public_key, recipient_fingerprint=key.fingerprint,
        ),
        key=office_key(),
    )  # fmt: skip
    record(
        Event.REQUEST_FILE_MADE, on=request, by=actor, at=now, unit=request.asked_unit,
        purpose=gettext("Thực hiện yêu cầu bằng công cụ của đơn vị"),
    )  # fmt: skip
    return content


def good_recipient(request: AgencyRequest) -> InvestigatorKey:
    """The verified key to which answers are sealed; NotNow when there is none any more."""
    key = request.recipient_key
    if key is None or not key.is_good:
        raise NotNow(
            "key_not_verified", _("Khóa của người nhận chưa được xác nhận hoặc đã bị thu hồi; cần niêm phong lại.")
        )
    return key


def _asked(request: AgencyRequest) -> tuple[Asked, ...]:
    found = []
    for one in map(identifier_of, request.items.order_by("order")):
        if one.kind not in TOOL_KINDS or one.since is None or one.until is None:
            raise NotRight("not_for_the_tool", _("Loại yêu cầu này không có tệp cho công cụ của đơn vị."))
        found.append(Asked(kind=one.kind, value=one.value, port=one.port, since=one.since, until=one.until))
    return tuple(found)


@tried
def receive_package(*, request_id: int, upload: BinaryIO, actor: Actor, now: datetime) -> Package:
    """Take in a sealed answer: signed by the operator's verified key, for this request, to the right recipient.

    The office checks the header and the signature and keeps the content unopened. What comes a second time is refused.
    """
    request = opened_to_answer(request_id, actor, RequestMove.TAKE_PACKAGE)
    key = good_recipient(request)
    sign_key = OperatorKey.objects.filter(
        unit=request.asked_unit, verified_at__isnull=False, revoked_at__isnull=True
    ).first()
    if sign_key is None:
        raise NotNow("no_operator_key", _("Đơn vị chưa có khóa ký được Sở xác nhận."))
    content = upload.read(LARGEST_PACKAGE + 1)
    if not content:
        raise NotRight("no_file", _("Hãy chọn tệp gói bàn giao."), field="file")
    if len(content) > LARGEST_PACKAGE:
        raise NotRight("package_too_large", _("Gói bàn giao lớn quá 20 MB."), field="file")
    facts = check_package(
        content, operator_key=operator_public_key(sign_key.public_key), request_number=request.reference,
        request_digest=request.digest, recipient_fingerprint=key.fingerprint, now=now,
    )  # fmt: skip
    if Package.objects.filter(sha256=facts.sha256).exists():
        raise NotRight("package_replayed", _("Gói này đã được nhận trước đây."), field="file")
    stored = store_sealed(
        content=content, name=f"{request.number}.lachan", owner_unit=request.asked_unit, actor=actor, now=now
    )
    request.packages.filter(withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_by=actor.person, withdrawn_reason=str(_("Thay bằng gói niêm phong lại"))
    )
    package = Package.objects.create(
        request=request, recipient_key=key, operator_key=sign_key, file=stored, sha256=facts.sha256, size=facts.size,
        sealed_at=facts.sealed_at, expires_at=facts.expires_at, received_by=actor.person, received_at=now,
    )  # fmt: skip
    record(
        Event.PACKAGE_RECEIVED, on=package, by=actor, at=now, unit=request.asked_unit,
        facts={"sha256": facts.sha256, "size": facts.size},
    )  # fmt: skip
    announce(
        request, [key.owner], step=f"package-{package.pk}", subject=_("Có gói bàn giao: %(request)s"), now=now
    )  # fmt: skip
    return package


@tried
def hand_out_package(*, package_id: int, purpose: str, actor: Actor, now: datetime) -> Package:
    """Let the investigator take the package: in person, with two factors, before it expires, for a purpose."""
    package = access_package(actor, package_id, lock=True)
    if not is_recipient(actor, package):
        raise NotAllowed("not_the_recipient", _("Chỉ người được niêm phong cho mới nhận được gói này."))
    require_two_factors(actor)
    if package.withdrawn_at is not None:
        raise NotNow("package_withdrawn", _("Gói này đã được thu hồi."))
    if now >= package.expires_at:
        raise NotNow("package_expired", _("Gói này đã hết hạn; hãy đề nghị đơn vị niêm phong lại."))
    if not package.recipient_key.is_good:
        raise NotNow("key_not_verified", _("Khóa của bạn đã bị thu hồi; hãy đề nghị niêm phong lại cho khóa mới."))
    if len(purpose.strip()) < 5:
        raise NotRight("purpose_missing", _("Hãy ghi mục đích nhận dữ liệu."), field="purpose")
    if package.handed_out_at is None:
        package.handed_out_at = now
        package.save(update_fields=["handed_out_at"])
    record(
        Event.PACKAGE_HANDED_OUT, on=package, by=actor, at=now, unit=package.request.asking_unit,
        purpose=purpose.strip()[:300], facts={"sha256": package.sha256, "size": package.size},
    )  # fmt: skip
    return package


@tried
def copy_package(*, package_id: int, purpose: str, actor: Actor, now: datetime) -> Package:
    """Let whoever works in the asking unit, its own system among them, keep a copy of the sealed package.

    Only after its investigator took it in person: until then nobody else has it. It stays sealed to that person.
    """
    package = access_package(actor, package_id)
    require(may_write(actor, package.request))
    if package.withdrawn_at is not None:
        raise NotNow("package_withdrawn", _("Gói này đã được thu hồi."))
    if now >= package.expires_at:
        raise NotNow("package_expired", _("Gói này đã hết hạn; hãy đề nghị đơn vị niêm phong lại."))
    if package.handed_out_at is None:
        raise NotNow(
            "package_not_taken", _("Người nhận chưa trực tiếp nhận gói này trên hệ thống, nên chưa có bản sao.")
        )
    if len(purpose.strip()) < 5:
        raise NotRight("purpose_missing", _("Hãy ghi mục đích nhận dữ liệu."), field="purpose")
    record(
        Event.PACKAGE_COPIED, on=package, by=actor, at=now, unit=package.request.asking_unit,
        purpose=purpose.strip()[:300], facts={"sha256": package.sha256, "size": package.size},
    )  # fmt: skip
    return package


@tried
def withdraw_package(*, package_id: int, reason: str, actor: Actor, now: datetime) -> Package:
    """The asked unit takes a package back, for example one that was sealed by mistake."""
    package = access_package(actor, package_id, lock=True)
    require(may_answer(actor, package.request))
    if package.withdrawn_at is not None:
        raise NotNow("package_withdrawn", _("Gói này đã được thu hồi."))
    if len(reason.strip()) < 5:
        raise NotRight("reason_missing", _("Hãy ghi lý do thu hồi."), field="reason")
    package.withdrawn_at, package.withdrawn_by, package.withdrawn_reason = now, actor.person, reason.strip()[:300]
    package.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(Event.PACKAGE_WITHDRAWN, on=package, by=actor, at=now, unit=package.request.asked_unit)
    return package


@tried
def reseal_request(*, request_id: int, key_id: int, actor: Actor, now: datetime) -> AgencyRequest:
    """Name a new verified key after the old one was lost: a new approval by the leader, on the same content else.

    The approver chooses the key, so the digest that the approval binds is counted anew in their name; packages to
    the old key are withdrawn, and the asked unit is told to seal again.
    """
    request = access_request(actor, request_id, lock=True)
    require(may_approve_for_unit(actor, request))
    require_two_factors(actor)
    if request.state not in (*RUNNING, "answered"):
        raise NotNow("not_in_this_state", _("Yêu cầu không còn được thực hiện."))
    if request.author_id == actor.id:
        raise NotAllowed("author_does_not_approve", _("Người soạn không tự phê duyệt yêu cầu của mình."))
    if not approval_stands(request):
        raise NotNow("approval_broken", _("Nội dung không còn khớp với bản đã phê duyệt; không được thực hiện."))
    key = access_key(actor, key_id)
    if not key.is_good or key.unit_id != request.asking_unit_id or key.pk == request.recipient_key_id:
        raise NotRight("key_not_verified", _("Hãy chọn khóa khác, đã được xác nhận."), field="recipient_key")
    before = request.digest
    request.recipient_key = key
    request.digest = digest_of(request)
    request.approver, request.approved_again_at = actor.person, now
    request.save(update_fields=["recipient_key", "digest", "approver", "approved_again_at"])
    request.packages.filter(withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_by=actor.person, withdrawn_reason=str(_("Niêm phong lại cho khóa mới"))
    )
    record(
        Event.REQUEST_RESEALED, on=request, by=actor, at=now, unit=request.asking_unit, before=before,
        after=request.digest,
    )  # fmt: skip
    announce(
        request, workers(request.asked_unit_id, now), step=f"reseal-{now:%y%m%d%H%M%S}",
        subject=_("Đề nghị niêm phong lại: %(request)s"), now=now,
    )  # fmt: skip
    return request
