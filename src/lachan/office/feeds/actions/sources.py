"""Sources are registered, changed, started and paused."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.feeds.models import FeedSource, SourceForm, SourceState
from lachan.office.feeds.permissions import find_source, may_review
from lachan.office.feeds.policies import SOURCE_MOVES, SourceMove
from lachan.office.fetching import NotFetched, read_link
from lachan.office.intake.permissions import departments_to_review_for
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record


@dataclass(frozen=True)
class SourceFacts:
    """What is said of a source."""

    name: str
    form: str
    address: str
    owner: str
    licence: str
    trust: int
    every_hours: int
    keep_days: int


@transaction.atomic
def add_source(*, facts: SourceFacts, actor: Actor, now: datetime) -> FeedSource:
    """Register a source. Nothing is fetched before somebody starts it."""
    require(may_review(actor))
    unit = departments_to_review_for(actor)[0]
    _check(facts)
    source = FeedSource.objects.create(**asdict(facts), unit=unit, written_by=actor.person, written_at=now)
    record(Event.FEED_SOURCE_ADDED, on=source, by=actor, at=now, unit=unit)
    return source


@transaction.atomic
def change_source(*, source_id: int, facts: SourceFacts, actor: Actor, now: datetime) -> FeedSource:
    """Say something else of a source; it pauses, so that somebody starts it knowing what it is now."""
    source = find_source(actor, source_id, lock=True)
    require(may_review(actor))
    _check(facts, known=source)
    before = digest(source)
    for name, value in asdict(facts).items():
        setattr(source, name, value)
    source.state, source.digest, source.written_by, source.written_at = SourceState.PAUSED, "", actor.person, now
    source.save()
    record(Event.FEED_SOURCE_CHANGED, on=source, by=actor, at=now, unit=source.unit, before=before)
    return source


@transaction.atomic
def move_source(*, source_id: int, move: str, actor: Actor, now: datetime) -> FeedSource:
    """Start or pause a source; NotNow when it cannot be."""
    source = find_source(actor, source_id, lock=True)
    require(may_review(actor))
    after = SOURCE_MOVES.get((source.state, SourceMove(move))) if move in list(SourceMove) else None
    if after is None:
        raise NotNow("source_is_so", _("Nguồn đã ở trạng thái này."))
    if after == SourceState.ACTIVE and not source.address:
        raise NotNow("source_without_address", _("Nguồn không có địa chỉ: chỉ nhận tệp do cán bộ đưa lên."))
    before = digest(source)
    source.state = after
    source.save()
    event = Event.FEED_SOURCE_STARTED if after == SourceState.ACTIVE else Event.FEED_SOURCE_PAUSED
    record(event, on=source, by=actor, at=now, unit=source.unit, before=before)
    return source


def _check(facts: SourceFacts, known: FeedSource | None = None) -> None:
    same = FeedSource.objects.filter(name=facts.name).first()
    if same is not None and same != known:
        raise NotRight("source_name_taken", _("Đã có nguồn mang tên này."), field="name")
    if known is not None and known.name != facts.name and known.pulls.filter(state="taken").exists():
        raise NotRight("source_name_stays", _("Nguồn đã có tín hiệu thì giữ nguyên tên."), field="name")
    if facts.form == SourceForm.TAXII and not facts.address:
        raise NotRight("address_missing", _("Hãy ghi địa chỉ bộ sưu tập TAXII."), field="address")
    if facts.address:
        try:
            read_link(facts.address)
        except NotFetched as no:
            raise NotRight("address_not_right", no.sentence, field="address") from None
