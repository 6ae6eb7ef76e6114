"""A text until it is checked: started, changed, its facts checked, discarded; and the start of a correction."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.actions.announce import tell_of_waiting
from lachan.office.advisories.content import (
    LONGEST_NOTE,
    AdvisoryFacts,
    checked,
    digest_of,
    facts_of,
    fit_to_publish,
)
from lachan.office.advisories.models import OPEN, Advisory, AdvisoryVersion, VersionState
from lachan.office.advisories.permissions import departments_to_write_for, find_trick, find_version, may_write
from lachan.office.advisories.policies import VersionMove, state_after
from lachan.office.cases.permissions import find_case
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@transaction.atomic
def start_advisory(
    *, facts: AdvisoryFacts, trick_id: int | None = None, case_id: int | None = None, actor: Actor, now: datetime
) -> AdvisoryVersion:
    """The first draft of a new advisory; of a trick or a case when one is named."""
    require(may_write(actor))
    tidy = checked(facts, timezone.localdate(now))
    case = find_case(actor, case_id) if case_id is not None else None
    advisory = Advisory.objects.create(
        unit=departments_to_write_for(actor)[0], started_at=now, changed_at=now, case=case,
        trick=find_trick(actor, trick_id) if trick_id is not None else None,
    )  # fmt: skip
    version = put(AdvisoryVersion(advisory=advisory, version=1), tidy, actor=actor, now=now)
    record(Event.ADVISORY_DRAFTED, on=version, by=actor, at=now, unit=advisory.unit)
    return version


@transaction.atomic
def start_correction(*, advisory_id: int, version: int, actor: Actor, now: datetime) -> AdvisoryVersion:
    """A draft of a new version under the same number; what is published stays until the new one goes out."""
    require(may_write(actor))
    old = find_version(actor, advisory_id, version, lock=True)
    state_after(old, VersionMove.REPLACE)
    versions = AdvisoryVersion.objects.filter(advisory=old.advisory)
    if versions.filter(state__in=OPEN).exists():
        raise NotNow("already_open", _("Đã có một bản sửa đang soạn."))
    last = versions.order_by("-version").values_list("version", flat=True)[0]
    made = put(AdvisoryVersion(advisory=old.advisory, version=last + 1), facts_of(old), actor=actor, now=now)
    record(Event.ADVISORY_CORRECTION_STARTED, on=made, by=actor, at=now, unit=old.advisory.unit)
    return made


@transaction.atomic
def change_draft(
    *, advisory_id: int, version: int, facts: AdvisoryFacts, actor: Actor, now: datetime
) -> AdvisoryVersion:
    """Change a text that has not gone out: what was checked or approved of it counts no more."""
    require(may_write(actor))
    found = find_version(actor, advisory_id, version, lock=True)
    state_after(found, VersionMove.CHANGE)
    before, tidy = digest(found), checked(facts, timezone.localdate(now))
    if digest_of(tidy) == digest_of(facts_of(found)):
        return found
    voided = bool(found.approved_digest)
    put(found, tidy, actor=actor, now=now)
    record(
        Event.ADVISORY_CHANGED, on=found, by=actor, at=now, unit=found.advisory.unit, before=before,
        facts={"approval_voided": voided},
    )  # fmt: skip
    return found


@transaction.atomic
def check_facts(
    *, advisory_id: int, version: int, seen: str, note: str, actor: Actor, now: datetime
) -> AdvisoryVersion:
    """Say that what the text says is so, and what it was compared with; a text with personal data is refused."""
    require(may_write(actor))
    found = find_version(actor, advisory_id, version, lock=True)
    after, before = state_after(found, VersionMove.CHECK), digest(found)
    same_as_seen(found, seen)
    words = " ".join(note.split())
    if not 5 <= len(words) <= LONGEST_NOTE:
        raise NotRight("note_missing", _("Hãy ghi đã đối chiếu với nguồn nào, từ 5 đến 300 ký tự."), field="note")
    fit_to_publish(facts_of(found), timezone.localdate(now))
    found.state, found.checked_by, found.checked_note, found.reason = after, actor.person, words, ""
    found.save()
    record(
        Event.ADVISORY_CHECKED, on=found, by=actor, at=now, unit=found.advisory.unit, before=before,
        facts={"content": seen},
    )  # fmt: skip
    tell_of_waiting(found, now)
    return found


@transaction.atomic
def discard(*, advisory_id: int, version: int, actor: Actor, now: datetime) -> AdvisoryVersion:
    """Give a draft up; it stays readable for the Department."""
    require(may_write(actor))
    found = find_version(actor, advisory_id, version, lock=True)
    after, before = state_after(found, VersionMove.DISCARD), digest(found)
    found.state = after
    found.save()
    record(Event.ADVISORY_DISCARDED, on=found, by=actor, at=now, unit=found.advisory.unit, before=before)
    return found


def same_as_seen(version: AdvisoryVersion, seen: str) -> None:
    """NotNow when the text is no longer the one that the person saw."""
    if digest_of(facts_of(version)) != seen:
        raise NotNow("changed_meanwhile", _("Nội dung đã được sửa sau khi bạn xem. Hãy xem lại rồi làm tiếp."))


def put(version: AdvisoryVersion, facts: AdvisoryFacts, *, actor: Actor, now: datetime) -> AdvisoryVersion:
    """Store the content; it is a draft from now on."""
    version.vietnamese, version.english = facts.vietnamese.stored(), facts.english.stored()
    version.audiences, version.until = list(facts.audiences), facts.until
    version.state, version.written_by, version.written_at = VersionState.DRAFT, actor.person, now
    version.checked_by = version.approved_by = version.approved_under = version.approved_at = None
    version.checked_note = version.approved_digest = version.reason = ""
    version.save()
    version.area.set(facts.area)
    return version
