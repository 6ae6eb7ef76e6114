"""What comes from sources: fetched by the clockwork or brought as a file, compared, taken in or left to a person."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lachan.office.feeds.actions.announce import tell_of_waiting
from lachan.office.feeds.content import FeedContent, kept, read_content, said_of, unkept
from lachan.office.feeds.fetching import content_of
from lachan.office.feeds.models import FeedMark, FeedPull, FeedSource, PullState, SourceForm, SourceState
from lachan.office.feeds.permissions import find_pull, find_source, may_review
from lachan.office.feeds.policies import PULL_MOVES, PullMove, must_be_looked_at
from lachan.office.fetching import NotFetched
from lachan.office.intake.actions import put_signals
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.errors import InputError

AT_ONCE = 2_000
MOST_SOURCES_AT_ONCE = 20
KEPT_PULLS = 200  # unchanged and failed ones of a source
LONGEST_TROUBLE = 300
Get = Callable[[FeedSource], bytes]


def pull_due(now: datetime, *, get: Get = content_of) -> int:
    """Fetch from every active source whose time has come; how many. A source that fails keeps no other back."""
    due = [
        one.pk
        for one in FeedSource.objects.filter(state=SourceState.ACTIVE).order_by(F("tried_at").asc(nulls_first=True))
        if one.tried_at is None or one.tried_at + timedelta(hours=one.every_hours) <= now
    ]
    return sum(_pull(pk, now, get) for pk in due[:MOST_SOURCES_AT_ONCE])


def _pull(source_id: int, now: datetime, get: Get) -> bool:
    """Fetch from one source outside of any transaction: the other end may be slow."""
    source = FeedSource.objects.get(pk=source_id)
    before = source.tried_at
    mine = FeedSource.objects.filter(pk=source_id, tried_at=before, state=SourceState.ACTIVE).update(tried_at=now)
    if not mine:
        return False  # another process was faster
    try:
        content = read_content(get(source), form=source.form, name=source.name)
    except (InputError, NotFetched) as error:
        _failed(source, error, now)
        return True
    with transaction.atomic():
        source = FeedSource.objects.select_for_update().get(pk=source_id)
        _came(source, content, None, now)
    return True


@transaction.atomic
def bring_file(*, source_id: int, content: bytes, actor: Actor, now: datetime) -> FeedPull:
    """What an officer brought of a source. InputError says what is wrong with the file."""
    source = find_source(actor, source_id, lock=True)
    require(may_review(actor))
    form = SourceForm.STIX.value if source.form == SourceForm.TAXII else source.form
    return _came(source, read_content(content, form=form, name=source.name), actor, now)


@transaction.atomic
def decide_pull(*, pull_id: int, move: str, actor: Actor, now: datetime) -> FeedPull:
    """Take in what waits, or put it away; NotNow when it waits no longer."""
    pull = find_pull(actor, pull_id, lock=True)
    require(may_review(actor))
    after = PULL_MOVES.get((pull.state, PullMove(move))) if move in list(PullMove) else None
    if after is None:
        raise NotNow("pull_decided", _("Lần lấy này đã được quyết định."))
    source = FeedSource.objects.select_for_update().get(pk=pull.source_id)
    pull.decided_by, pull.decided_at = actor.person, now
    if after == PullState.TAKEN:
        entries = unkept(pull.body)
        _take(source, pull, FeedContent(entries, pull.refused, pull.digest), actor, now)
        return pull
    pull.state, pull.body = PullState.DISCARDED, []
    pull.save()
    record(Event.FEED_DISCARDED, on=pull, by=actor, at=now, unit=source.unit)
    return pull


def _came(source: FeedSource, content: FeedContent, actor: Actor | None, now: datetime) -> FeedPull:
    """Compare with what the source said before; take in what is much the same, leave the rest to a person."""
    held = set(source.marks.values_list("mark", flat=True))
    marks = content.entries.keys()
    pull = FeedPull(
        source=source, at=now, by=actor.person if actor else None, digest=content.digest, entries=len(marks),
        refused=content.refused, added=len(marks - held), gone=len(held - marks), state=PullState.UNCHANGED,
    )  # fmt: skip
    if actor is None:
        source.good_at = now
    if content.digest == source.digest or held == marks:
        source.digest = content.digest
        source.save()
        pull.save()
        _forget(source)
        return pull
    same = FeedPull.objects.filter(source=source, state=PullState.WAITING, digest=content.digest).first()
    if same is not None:
        source.save()
        return same  # it waits already
    if must_be_looked_at(before=len(held), added=pull.added, gone=pull.gone):
        # What waited is over: the newer says all that the older did.
        FeedPull.objects.filter(source=source, state=PullState.WAITING).update(
            state=PullState.DISCARDED, body=[], decided_at=now
        )
        pull.state, pull.body = PullState.WAITING, kept(content.entries)
        source.save()
        pull.save()
        record(
            Event.FEED_WAITS, on=pull, by=actor, at=now, unit=source.unit,
            facts={"entries": pull.entries, "added": pull.added, "gone": pull.gone},
        )  # fmt: skip
        tell_of_waiting(pull, now)
        return pull
    _take(source, pull, content, actor, now)
    return pull


def _take(source: FeedSource, pull: FeedPull, content: FeedContent, actor: Actor | None, now: datetime) -> None:
    """Signals into the queue, nothing else: what a feed says is published by nobody but two persons."""
    held = set(source.marks.values_list("mark", flat=True))
    gone = sorted(held - content.entries.keys())
    for start in range(0, len(gone), AT_ONCE // 4):
        source.marks.filter(mark__in=gone[start : start + AT_ONCE // 4]).delete()
    new = [FeedMark(source=source, mark=mark) for mark in content.entries if mark not in held]
    FeedMark.objects.bulk_create(new, batch_size=AT_ONCE)
    wanted = {one.mark: content.entries[one.mark] for one in new}
    taken = put_signals(saids=said_of(source, wanted, now), actor=actor, now=now)
    source.digest = content.digest
    source.save()
    pull.state, pull.body, pull.signals = PullState.TAKEN, [], len(taken.signals)
    pull.save()
    record(
        Event.FEED_TAKEN, on=pull, by=actor, at=now, unit=source.unit,
        facts={"entries": pull.entries, "added": pull.added, "gone": pull.gone, "signals": pull.signals},
    )  # fmt: skip


def _failed(source: FeedSource, error: InputError | NotFetched, now: datetime) -> None:
    with translation.override("vi"):
        words = error.sentence if isinstance(error, NotFetched) else error.message("vi")
    FeedPull.objects.create(source=source, at=now, state=PullState.FAILED, trouble=words[:LONGEST_TROUBLE])
    _forget(source)


def _forget(source: FeedSource) -> None:
    """Keep the newest of what changed nothing."""
    nothing = FeedPull.objects.filter(Q(state=PullState.UNCHANGED) | Q(state=PullState.FAILED), source=source)
    old = list(nothing.values_list("pk", flat=True)[KEPT_PULLS : KEPT_PULLS + AT_ONCE // 4])
    if old:
        FeedPull.objects.filter(pk__in=old).delete()
