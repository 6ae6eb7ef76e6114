"""Subjects: searched, one of them with everything that is said of it, groups of alike ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from lachan.checks.sites.judge import is_known
from lachan.office.intake.actions.bulk import LEAST
from lachan.office.intake.harm import NAMES
from lachan.office.intake.keys import named
from lachan.office.intake.models import Allowed, Decision, Signal, SignalSource, Subject, SubjectKind, SubjectState
from lachan.office.intake.permissions import may_review, visible_subjects
from lachan.office.intake.policies import IN_QUEUE, SUBJECT_NEXT_STEP, SUBJECT_OWNER, SubjectMove, allowed
from lachan.office.names.models import ProtectedName
from lachan.office.names.queries import owner_of_key
from lachan.office.people.actor import Actor
from lachan.readers.subjects import AskedKind, keys_of_host, read_subjects
from lachan.vietnam.text import plain
from lachan.vietnam.tricks import TRICKS

MOST_SIGNALS = 8
MOST_ALIKE = 5
_LOOKED_THROUGH = 200
_ALIKE = 0.72


@dataclass(frozen=True)
class SubjectFilter:
    """Which subjects the list shows; `state` "" for what waits."""

    text: str = ""
    state: str = ""
    kind: str = ""


def subjects_of(actor: Actor, wanted: SubjectFilter) -> QuerySet[Subject]:
    """The subjects that fit, in the order of work."""
    found = visible_subjects(actor)
    found = found.filter(state=wanted.state) if wanted.state else found.filter(state__in=IN_QUEUE)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    return found.filter(matching(wanted.text))


def matching(text: str) -> Q:
    """Subjects with all words, or under one of the keys of what is named (a number is found by its blind value)."""
    words = plain(text)
    if not words:
        return Q()
    parts = Q()
    for word in words.split():
        parts &= Q(search_text__contains=word)
    for asked in read_subjects(text):
        if asked.kind is not AskedKind.UNREADABLE:
            one = named(asked)
            parts |= Q(kind=one.kind, key__in=(*one.keys, one.key))
    return parts


def next_in_queue(actor: Actor, skipped: Sequence[int] = ()) -> Subject | None:
    """The subject to be judged next: urgent ones first, then by harm and age; None when nothing waits."""
    waiting = visible_subjects(actor).filter(state=SubjectState.WAITING)
    return waiting.exclude(pk__in=list(skipped)).order_by("-urgent", "order_from", "id").first()


def waiting_count() -> int:
    """How many subjects wait to be judged."""
    return Subject.objects.filter(state=SubjectState.WAITING).count()


@dataclass(frozen=True)
class HarmPart:
    """One contribution to the sum, as people read it."""

    name: str | Promise
    points: int


def card_of(subject: Subject) -> dict[str, Any]:
    """Everything by which a person judges a subject."""
    signals = list(subject.signals.select_related("report", "run").order_by("-score", "-trust", "-received_at")[:50])
    reports = {one.report_id: one.report for one in signals if one.report is not None}
    money = max((one.money_at for one in reports.values() if one.money_at is not None), default=None)
    return {
        "subject": subject,
        "signals": signals[:MOST_SIGNALS],
        "more_signals": max(subject.signal_count - MOST_SIGNALS, 0),
        "harm_parts": [HarmPart(NAMES[name], points) for name, points in subject.harm_parts],
        "elsewhere": elsewhere(signals),
        "reports": len(reports),
        "money_at": money,
        "trick": TRICKS.get(subject.trick),
        "owner": _owner(subject),
        "well_known": subject.kind == SubjectKind.SITE and is_known(subject.key),
        "addresses": addresses_of(subject),
        "was_allowed": Allowed.objects.filter(kind=subject.kind, key=subject.key).select_related("by").first(),
    }


def _owner(subject: Subject) -> ProtectedName | None:
    """Whose true site or account this is, going by the register of protected names."""
    keys = keys_of_host(subject.key) if subject.kind == SubjectKind.SITE else (subject.key,)
    return owner_of_key(subject.kind, keys, timezone.localdate())


def elsewhere(signals: Sequence[Signal]) -> list[Signal]:
    """What imported sources say of it, each source once, the newest word of each."""
    found: dict[str, Signal] = {}
    for one in sorted(signals, key=lambda signal: signal.seen_at, reverse=True):
        if one.source == SignalSource.FEED:
            found.setdefault(one.origin, one)
    return list(found.values())


def addresses_of(subject: Subject, most: int = 6) -> list[str]:
    """The addresses under which it was seen, never as links."""
    rows = subject.signals.exclude(address="").order_by("address").values_list("address", flat=True).distinct()[:most]
    return [one.partition("://")[2].replace(".", "[.]")[:160] for one in rows]


def alike(subject: Subject) -> list[Subject]:
    """Other subjects of the kind with nearly the same name, the nearest first: candidates for a merge."""
    if subject.kind not in (SubjectKind.SITE, SubjectKind.ACCOUNT):
        return []
    begins = "".join(one for one in subject.key.rpartition(":")[2] if one.isalpha())[:4]
    others = Subject.objects.filter(kind=subject.kind).exclude(pk=subject.pk).exclude(state=SubjectState.MERGED)
    near = others.filter(Q(search_text__contains=begins) if len(begins) == 4 else Q(pk=None))
    scored = [(SequenceMatcher(None, subject.key, one.key).ratio(), one) for one in near[:_LOOKED_THROUGH]]
    return [one for ratio, one in sorted(scored, key=lambda pair: -pair[0]) if ratio >= _ALIKE][:MOST_ALIKE]


def page_of(actor: Actor, subject: Subject) -> dict[str, Any]:
    """One subject, what was decided of it, and what the person may do with it now."""
    decisions = Decision.objects.filter(subject=subject).select_related("by", "into")
    reviews = may_review(actor)
    return card_of(subject) | {
        "signals": subject.signals.select_related("report", "run", "noted_by")[:100],
        "decisions": decisions,
        "merged": subject.merged.all()[:20],
        "whose_turn": SUBJECT_OWNER[subject.state],
        "next_step": SUBJECT_NEXT_STEP[subject.state],
        "may_review": reviews,
        "may_return": reviews and allowed(subject, SubjectMove.RETURN),
        "may_judge": reviews and subject.state in IN_QUEUE,
        "has_sealed": reviews and (bool(subject.sealed) or subject.signals.filter(report__isnull=False).exists()),
    }


@dataclass(frozen=True)
class Group:
    """Alike subjects that wait: how many, and how they are named."""

    key: str
    waiting: int
    rule: str
    name: str


def groups_of(actor: Actor) -> list[Group]:
    """The groups that are large enough for one decision, the largest first."""
    waiting = visible_subjects(actor).filter(state=SubjectState.WAITING).exclude(group="")
    rows = waiting.order_by().values("group").annotate(many=Count("id")).filter(many__gte=LEAST).order_by("-many")
    return [named_group(row["group"], row["many"]) for row in rows[:50]]


def named_group(key: str, many: int) -> Group:
    """A group with the words that people know its key by."""
    rule, _, rest = key.partition(":")
    trick = TRICKS.get(rest)
    return Group(key, many, rule, str(trick) if trick is not None else rest)


def allowed_now(now: datetime) -> QuerySet[Allowed]:
    """What is not to be told until its day."""
    return Allowed.objects.filter(ended_at__isnull=True, until__gte=timezone.localdate(now)).select_related("by")
