"""Signals come in: each is kept once, under the subject it tells of, whose harm and place in the queue are worked out
anew. A signal of a check or a feed about what was found honest is left out until that is over.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lachan.office.intake.handing import taker_of
from lachan.office.intake.harm import Heard, harm_of, order_from
from lachan.office.intake.keys import Named
from lachan.office.intake.models import (
    Allowed,
    Report,
    Signal,
    SignalSource,
    Subject,
    SubjectState,
    TakenRun,
)
from lachan.office.intake.policies import SubjectMove
from lachan.office.intake.sealing import sealed_of_subject
from lachan.office.people.actor import Actor
from lachan.office.trail.events import Event
from lachan.office.trail.record import record

AT_ONCE = 400  # rows asked for in one query
_BY_MACHINES = (SignalSource.FINDING.value, SignalSource.FEED.value)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a source says of something named.

    `origin` (name of the feed, id of the run, channel) and `mark` (the source's own id of the entry) name the signal:
    the same again changes nothing. `score` is 0 to 1; `trust` 0 to 3, of feeds alone.
    """

    named: Named
    source: str
    origin: str
    mark: str
    seen_at: datetime
    score: float = 0.0
    trust: int = 0
    rule: str = ""
    trick: str = ""
    imitated: str = ""
    why: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    """What became of the signals that came: new ones, those known already, those about what is allowed."""

    signals: tuple[Signal, ...]
    known: int
    allowed: int
    new_subjects: int


@transaction.atomic
def take_signal(*, said: Said, actor: Actor | None, now: datetime, report: Report | None = None) -> Signal | None:
    """One signal, told to the trail; None where it is left out because its subject was found honest.

    The same signal again is the one that is there. `actor` is None for the office's own clockwork and for citizens.
    """
    taken = put_signals(saids=[said], actor=actor, now=now, report=report)
    if not taken.signals:
        return Signal.objects.filter(source=said.source, origin=said.origin, mark=said.mark).first()
    signal = taken.signals[0]
    record(
        Event.SIGNAL_TAKEN, on=signal.subject, by=actor, at=now,
        facts={"source": signal.source, "origin": signal.origin, "new": bool(taken.new_subjects)},
    )  # fmt: skip
    return signal


@transaction.atomic
def put_signals(
    *,
    saids: Sequence[Said],
    actor: Actor | None,
    now: datetime,
    report: Report | None = None,
    run: TakenRun | None = None,
) -> Taken:
    """Many signals at once; the caller records them in the trail as what they are together (a run, a feed)."""
    fresh, wanted = wanted_of(saids, now)
    subjects, created = _subjects_of(wanted, now)
    signals = []
    for one in wanted:
        subject = subjects[(one.named.kind, one.named.keys)]
        signals.append(_signal(one, subject, actor, report, run, now))
    Signal.objects.bulk_create(signals, batch_size=AT_ONCE)
    news: dict[int, list[Signal]] = defaultdict(list)
    for signal in signals:
        news[signal.subject_id].append(signal)
    weigh_anew(news, now, news=news)
    return Taken(tuple(signals), len(saids) - len(fresh), len(fresh) - len(wanted), created)


def wanted_of(saids: Sequence[Said], now: datetime) -> tuple[list[Said], list[Said]]:
    """Those that are new, and of these the ones that are not about something found honest."""
    fresh = _fresh(saids)
    allowed = _allowed_keys(fresh, now)
    wanted = [
        one
        for one in fresh
        if one.source not in _BY_MACHINES or not any((one.named.kind, key) in allowed for key in _keys(one))
    ]
    return fresh, wanted


def weigh_anew(ids: Iterable[int], now: datetime, *, news: Mapping[int, Sequence[Signal]] | None = None) -> None:
    """Work out harm, order, trick and counts of these subjects from all their signals; `news` are those just come."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        heard: dict[int, list[Signal]] = defaultdict(list)
        for signal in Signal.objects.filter(subject_id__in=part).select_related("report").order_by("id"):
            heard[signal.subject_id].append(signal)
        rows = list(Subject.objects.select_for_update().filter(pk__in=part))
        for subject in rows:
            _weigh(subject, heard[subject.pk], now)
            if news is not None:
                _hear(subject, news[subject.pk], now)
        Subject.objects.bulk_update(rows, _WEIGHED, batch_size=AT_ONCE // 4)


_WEIGHED = (
    "harm", "harm_parts", "urgent", "order_from", "first_seen", "last_seen", "signal_count", "trick", "imitated",
    "state", "address", "group", "search_text",
)  # fmt: skip


def _weigh(subject: Subject, signals: Sequence[Signal], now: datetime) -> None:
    harm = harm_of([_heard(one) for one in signals], now)
    subject.harm, subject.harm_parts, subject.urgent = harm.total, [list(one) for one in harm.parts], harm.urgent
    subject.signal_count = len(signals)
    if signals:
        subject.first_seen = min(one.seen_at for one in signals)
        subject.last_seen = max(one.seen_at for one in signals)
        strongest = sorted(signals, key=lambda one: (-one.score, -one.trust, one.pk))
        subject.trick = next((one.trick for one in strongest if one.trick), "")
        subject.imitated = next((one.imitated for one in strongest if one.imitated), "")
    subject.order_from = order_from(subject.first_seen, harm.total)


def _heard(signal: Signal) -> Heard:
    money_at = signal.report.money_at if signal.report is not None else None
    return Heard(
        signal.source, signal.origin, signal.score, signal.trust, signal.trick, signal.imitated, money_at
    )  # fmt: skip


def _fresh(saids: Sequence[Said]) -> list[Said]:
    """Those that are not kept yet, each once."""
    asked = {(one.source, one.origin, one.mark): one for one in reversed(saids)}
    origins = {(source, origin) for source, origin, _mark in asked}
    known: set[tuple[str, str, str]] = set()
    for source, origin in origins:
        marks = [mark for s, o, mark in asked if (s, o) == (source, origin)]
        for start in range(0, len(marks), AT_ONCE):
            part = marks[start : start + AT_ONCE]
            rows = Signal.objects.filter(source=source, origin=origin, mark__in=part)
            known |= set(rows.values_list("source", "origin", "mark"))
    return [one for place, one in reversed(asked.items()) if place not in known]


def _keys(said: Said) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*said.named.keys, said.named.key)))


def _allowed_keys(saids: Sequence[Said], now: datetime) -> set[tuple[str, str]]:
    today = timezone.localdate(now)
    keys = sorted({key for one in saids for key in _keys(one)})
    found: set[tuple[str, str]] = set()
    for start in range(0, len(keys), AT_ONCE):
        rows = Allowed.objects.filter(key__in=keys[start : start + AT_ONCE], ended_at__isnull=True, until__gte=today)
        found |= set(rows.values_list("kind", "key"))
    return found


def _subjects_of(saids: Sequence[Said], now: datetime) -> tuple[dict[tuple[str, tuple[str, ...]], Subject], int]:
    """The subject of each thing named: the most exact one there is, else a new one; those joined lead on."""
    names = {(one.named.kind, one.named.keys): one for one in saids}
    known = _known_subjects(saids)
    missing = {
        (one.named.kind, one.named.key): one
        for one in names.values()
        if not any((one.named.kind, key) in known for key in _keys(one))
    }
    rows = [_new_subject(one, now) for one in missing.values()]
    Subject.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    if rows:
        known = _known_subjects(saids)
    found = {
        place: next(known[(one.named.kind, key)] for key in _keys(one) if (one.named.kind, key) in known)
        for place, one in names.items()
    }
    return found, len(rows)


def _known_subjects(saids: Sequence[Said]) -> dict[tuple[str, str], Subject]:
    keys = sorted({key for one in saids for key in _keys(one)})
    found: dict[tuple[str, str], Subject] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = Subject.objects.filter(key__in=keys[start : start + AT_ONCE]).select_related("merged_into")
        found |= {(one.kind, one.key): one.merged_into or one for one in rows}
    return found


def _new_subject(said: Said, now: datetime) -> Subject:
    one = said.named
    subject = Subject(
        kind=one.kind, key=one.key, shown=one.shown, sealed=sealed_of_subject(one.key, one.secret),
        address=one.address, order_from=said.seen_at, first_seen=said.seen_at,
        last_seen=said.seen_at, trick=said.trick, imitated=said.imitated,
    )  # fmt: skip
    subject.fill_search()
    return subject


def _signal(
    said: Said, subject: Subject, actor: Actor | None, report: Report | None, run: TakenRun | None, now: datetime
) -> Signal:
    return Signal(
        subject=subject, first_subject=subject, source=said.source, origin=said.origin[:120], mark=said.mark[:64],
        received_at=now, seen_at=min(said.seen_at, now), score=min(max(said.score, 0.0), 1.0), trust=said.trust,
        rule=said.rule, trick=said.trick, imitated=said.imitated, why=said.why[:500], address=said.named.address,
        facts=said.facts, report=report, run=run, noted_by=actor.person if actor is not None else None,
    )  # fmt: skip


def _hear(subject: Subject, signals: Sequence[Signal], now: datetime) -> None:
    """A new word on what was decided: more ground for what lacked it; people are heard of what was thought honest."""
    by_people = any(one.source not in _BY_MACHINES for one in signals)
    again = subject.state == SubjectState.FALSE_ALARM and (by_people or not _is_allowed(subject, now))
    again = again or (subject.state == SubjectState.CORROBORATED and _is_let_go(subject))
    if subject.state == SubjectState.MORE or again:
        subject.state = SubjectState.WAITING
    subject.address = next((one.address for one in signals if one.address), subject.address)
    subject.group = subject.group or next((group_of(one) for one in signals if one.rule), "")
    subject.fill_search()


def _is_allowed(subject: Subject, now: datetime) -> bool:
    today = timezone.localdate(now)
    found = Allowed.objects.filter(kind=subject.kind, key=subject.key, ended_at__isnull=True, until__gte=today)
    return found.exists()


def _is_let_go(subject: Subject) -> bool:
    """Whether the room that had taken the subject over has ended with it, as when a warning is withdrawn or over."""
    taker = taker_of(SubjectMove.CORROBORATE)
    return taker is not None and taker.holds is not None and not taker.holds(subject)


def group_of(one: Signal) -> str:
    """Where alike subjects belong for a decision on many: the same rule, and the same name copied or trick."""
    return ":".join(part for part in (one.rule, one.imitated or one.trick) if part)[:80]
