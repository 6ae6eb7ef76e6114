"""Bringing a bundle in: verified and shown first, then taken in once, or discarded."""

from datetime import datetime

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from lachan.exchange.bundle import bundle_facts, read_bundle
from lachan.exchange.bundle.spelling import spelled
from lachan.office.bundles.models import Bundle, BundleFamily, BundleHolder, BundleState
from lachan.office.bundles.permissions import find_bundle, may_send_of
from lachan.office.files.actions import store_signed
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.requests.models import AgencyRequest, OperatorKey, RequestKind, RequestState
from lachan.office.requests.refused import tried
from lachan.office.requests.signing import operator_public_key
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.office.units.models import Unit, UnitKind


@tried
def bring_bundle(*, content: bytes, name: str, actor: Actor, now: datetime) -> Bundle:
    """Verify a bundle's file and keep it as a preview; nothing of it counts yet. InputError names what is wrong.

    The same file a second time is the bundle that is there already: bringing it twice changes nothing.
    """
    facts = bundle_facts(content, name=name)
    unit = Unit.objects.filter(key=facts.operator, kind=UnitKind.OPERATOR).first()
    if unit is None or not may_send_of(actor, unit.pk):
        raise Http404
    known = Bundle.objects.filter(sha256=facts.sha256).first()
    if known is not None and known.state != BundleState.DISCARDED:
        return known
    key = OperatorKey.objects.filter(unit=unit, verified_at__isnull=False, revoked_at__isnull=True).first()
    if key is None:
        raise NotRight(
            "no_operator_key",
            _("%(unit)s chưa có khóa ký đã được Sở xác nhận; hãy đăng ký khóa trước.") % {"unit": unit},
        )
    asked = {(one.reference, one.digest): one for one in _requests_for_holders(unit)}
    bundle = read_bundle(
        content, operator=unit.key, operator_key=operator_public_key(key.public_key), now=now, asked=asked.keys(),
        name=name,
    )  # fmt: skip
    held = bundle.holders
    file = store_signed(
        content=content,
        name=f"goi-ket-qua-{unit.key}-{bundle.as_of:%Y%m%d}.lchb",
        owner_unit=unit,
        actor=actor,
        now=now,
    )
    row = known or Bundle(sha256=facts.sha256)
    row.unit, row.state, row.run_id, row.as_of = unit, BundleState.PREVIEW, bundle.run_id, bundle.as_of
    row.family = BundleFamily(bundle.check)
    row.since, row.until, row.made_at = bundle.since, bundle.until, bundle.made_at
    row.body = spelled(bundle) | {"holders": None}
    row.file, row.sent_by, row.sent_at = file, actor.person, now
    row.request = asked[(held.request_number, held.request_digest)] if held else None
    row.save()
    row.holders.all().delete()
    BundleHolder.objects.bulk_create(
        BundleHolder(
            bundle=row, reference=one.reference, owner_kind=one.owner_kind, band=one.band, numbers=one.numbers,
            masked_numbers=list(one.masked_numbers),
        )
        for one in (held.rows if held else ())
    )  # fmt: skip
    return row


@transaction.atomic
def take_bundle(*, bundle_id: int, actor: Actor, now: datetime) -> Bundle:
    """Take the previewed bundle in: from now on its figures count. Once is enough; a second time changes nothing."""
    bundle = find_bundle(actor, bundle_id, lock=True)
    require(may_send_of(actor, bundle.unit_id))
    if bundle.state == BundleState.TAKEN:
        return bundle
    if bundle.state == BundleState.DISCARDED:
        raise NotNow("bundle_discarded", _("Gói này đã bị bỏ; hãy gửi lại tệp."))
    before = digest(bundle)
    bundle.state, bundle.taken_by, bundle.taken_at = BundleState.TAKEN, actor.person, now
    bundle.save()
    record(
        Event.BUNDLE_TAKEN_IN, on=bundle, by=actor, at=now, unit=bundle.unit, before=before,
        facts={"sha256": bundle.sha256, "run": bundle.run_id, "holders": bundle.holders.count()},
    )  # fmt: skip
    return bundle


@transaction.atomic
def discard_bundle(*, bundle_id: int, actor: Actor, now: datetime) -> Bundle:
    """Put a previewed bundle away; one that was taken in stays."""
    bundle = find_bundle(actor, bundle_id, lock=True)
    require(may_send_of(actor, bundle.unit_id))
    if bundle.state == BundleState.TAKEN:
        raise NotNow("bundle_taken", _("Gói này đã được tiếp nhận; hãy gửi gói mới nếu số liệu thay đổi."))
    before = digest(bundle)
    bundle.state = BundleState.DISCARDED
    bundle.save()
    record(Event.BUNDLE_DISCARDED, on=bundle, by=actor, at=now, unit=bundle.unit, before=before)
    return bundle


def _requests_for_holders(unit: Unit) -> list[AgencyRequest]:
    """The Department's approved requests of this operator that asked for holders of many, and were not withdrawn."""
    sent = AgencyRequest.objects.filter(asked_unit=unit, kind=RequestKind.INSPECT, approved_at__isnull=False)
    live = sent.exclude(state=RequestState.WITHDRAWN).select_related("asking_unit")
    return [one for one in live if "holders" in one.data_kinds]
