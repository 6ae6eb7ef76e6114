"""A checked text on its way: approved by another person, published under its number, withdrawn, run out."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.actions.announce import tell_of_published, tell_of_state
from lachan.office.advisories.actions.drafting import same_as_seen
from lachan.office.advisories.content import digest_of, facts_of, fit_to_publish
from lachan.office.advisories.models import (
    OPEN,
    Advisory,
    AdvisoryRegister,
    AdvisoryVersion,
    VersionState,
)
from lachan.office.advisories.permissions import find_version, may_approve, may_sign_for, may_write
from lachan.office.advisories.policies import VersionMove, allowed, state_after
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotNow, NotRight, require
from lachan.office.registers import next_in_year
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@transaction.atomic
def approve(*, advisory_id: int, version: int, seen: str, actor: Actor, now: datetime) -> AdvisoryVersion:
    """Approve a text that another person wrote, as it was `seen` (digest of its content)."""
    found = find_version(actor, advisory_id, version, lock=True)
    require(may_sign_for(actor, found.advisory.unit_id))
    after, before = state_after(found, VersionMove.APPROVE), digest(found)
    if not may_approve(actor, found):
        raise NotAllowed("four_eyes", _("Bạn là người viết nên không tự phê duyệt được."))
    same_as_seen(found, seen)
    fit_to_publish(facts_of(found), timezone.localdate(now))
    found.state, found.approved_by, found.approved_at, found.approved_digest = after, actor.person, now, seen
    found.approved_under = actor.delegation_for(found.advisory.unit_id)
    found.save()
    record(
        Event.ADVISORY_APPROVED, on=found, by=actor, at=now, unit=found.advisory.unit, before=before,
        facts={"content": seen},
    )  # fmt: skip
    tell_of_state(found, now)
    return found


@transaction.atomic
def send_back(*, advisory_id: int, version: int, reason: str, actor: Actor, now: datetime) -> AdvisoryVersion:
    """Send a text back to its writers, with the reason."""
    found = find_version(actor, advisory_id, version, lock=True)
    require(may_sign_for(actor, found.advisory.unit_id))
    after, before = state_after(found, VersionMove.SEND_BACK), digest(found)
    found.state, found.reason = after, _reason(reason)
    found.approved_by = found.approved_under = found.approved_at = None
    found.approved_digest = ""
    found.save()
    record(
        Event.ADVISORY_SENT_BACK, on=found, by=actor, at=now, unit=found.advisory.unit, before=before,
        facts={"reason": found.reason},
    )  # fmt: skip
    tell_of_state(found, now)
    return found


@transaction.atomic
def publish(*, advisory_id: int, version: int, actor: Actor, now: datetime) -> AdvisoryVersion:
    """Let the approved text out: under a new number, or in place of the version that it corrects."""
    require(may_write(actor))
    found = find_version(actor, advisory_id, version, lock=True)
    after, before = state_after(found, VersionMove.PUBLISH), digest(found)
    facts = fit_to_publish(facts_of(found), timezone.localdate(now))
    if digest_of(facts) != found.approved_digest:
        raise NotNow("approval_void", _("Nội dung không còn đúng như đã phê duyệt. Hãy trình phê duyệt lại."))
    advisory = found.advisory
    old = AdvisoryVersion.objects.filter(advisory=advisory, state=VersionState.PUBLISHED).first()
    if old is None and advisory.number is not None:
        raise NotNow("nothing_to_correct", _("Cảnh báo này đã rút hoặc hết thời hạn. Hãy soạn cảnh báo mới."))
    if old is not None:
        old.state, old.ended_at = state_after(old, VersionMove.REPLACE), now
        old.save()
    if advisory.number is None:
        advisory.number = next_in_year(AdvisoryRegister, "CB", now)
    advisory.changed_at = now
    advisory.save()
    found.state, found.published_at = after, now
    found.save()
    record(
        Event.ADVISORY_PUBLISHED, on=found, by=actor, at=now, unit=advisory.unit, before=before,
        facts={"number": advisory.number, "version": found.version, "content": found.approved_digest},
    )  # fmt: skip
    tell_of_published(found, now)
    return found


@transaction.atomic
def withdraw(*, advisory_id: int, version: int, reason: str, actor: Actor, now: datetime) -> AdvisoryVersion:
    """Take back what is published; a correction of it that was being written is given up."""
    found = find_version(actor, advisory_id, version, lock=True)
    require(may_sign_for(actor, found.advisory.unit_id))
    after, before = state_after(found, VersionMove.WITHDRAW), digest(found)
    found.reason = _reason(reason)
    _end(found, after, now)
    record(
        Event.ADVISORY_WITHDRAWN, on=found, by=actor, at=now, unit=found.advisory.unit, before=before,
        facts={"number": found.advisory.number, "reason": found.reason},
    )  # fmt: skip
    tell_of_state(found, now)
    return found


def expire(now: datetime) -> int:
    """End what is past its last day; how many. Run again it changes nothing more."""
    today = timezone.localdate(now)
    due = AdvisoryVersion.objects.filter(state=VersionState.PUBLISHED, until__lt=today).order_by("pk")
    return sum(_expire_one(advisory_id, now) for advisory_id in due.values_list("advisory_id", flat=True))


@transaction.atomic
def _expire_one(advisory_id: int, now: datetime) -> int:
    advisory = Advisory.objects.select_for_update().get(pk=advisory_id)
    found = AdvisoryVersion.objects.filter(advisory=advisory, state=VersionState.PUBLISHED).first()
    if found is None or found.until >= timezone.localdate(now):
        return 0  # withdrawn, corrected or ended by another machine in between
    before = digest(found)
    _end(found, state_after(found, VersionMove.EXPIRE), now)
    record(
        Event.ADVISORY_EXPIRED, on=found, by=None, at=now, unit=advisory.unit, before=before,
        facts={"number": advisory.number},
    )  # fmt: skip
    return 1


def _end(version: AdvisoryVersion, after: VersionState, now: datetime) -> None:
    """The version ends; drafts of the same advisory have nothing to correct any more."""
    version.state, version.ended_at = after, now
    version.save()
    for draft in AdvisoryVersion.objects.filter(advisory=version.advisory, state__in=OPEN):
        assert allowed(draft, VersionMove.DISCARD)
        before, draft.state = digest(draft), VersionState.DISCARDED
        draft.save()
        record(Event.ADVISORY_DISCARDED, on=draft, by=None, at=now, unit=version.advisory.unit, before=before)
    version.advisory.changed_at = now
    version.advisory.save()


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if not 5 <= len(words) <= 300:
        raise NotRight("reason_missing", _("Hãy ghi lý do, từ 5 đến 300 ký tự."), field="reason")
    return words
