"""The catalogue: filled from the shipped cards, then kept by the office."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from lachan.office.advisories.content import TrickFacts, checked_trick, said_of, trick_facts_of
from lachan.office.advisories.models import Trick, TrickState
from lachan.office.advisories.permissions import departments_to_write_for, find_trick, may_review, may_write
from lachan.office.advisories.policies import TrickMove, trick_after
from lachan.office.cases.permissions import find_case
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotAllowed, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.vietnam.text import plain
from lachan.vietnam.tricks import TRICKS, CardText, TrickCard, trick_cards

SHIPPED_BY = "Lá Chắn"


@transaction.atomic
def seed_tricks(now: datetime) -> int:
    """Add the shipped cards that the catalogue lacks, as reviewed by nobody of the office; how many. Idempotent.

    What the office changed stays as it is.
    """
    known = set(Trick.objects.values_list("key", flat=True))
    added = [_shipped(card, now) for card in trick_cards() if card.key not in known]
    for trick in added:
        trick.save()
    if added:
        record(Event.TRICKS_SEEDED, on=added[0], by=None, at=now, facts={"added": len(added)})
    return len(added)


def _shipped(card: TrickCard, now: datetime) -> Trick:
    return Trick(
        key=card.key, vietnamese=_stored(TRICKS[card.key].vi, card.vi), english=_stored(TRICKS[card.key].en, card.en),
        variants=list(card.vi.variants), audiences=[one.value for one in card.audiences],
        ways=[one.value for one in card.ways], severity=card.severity.value, first_seen=card.first_seen,
        sureness=card.sureness.value, sources="\n".join(one.vi for one in card.sources), form=card.form,
        valid_from=card.first_seen, state=TrickState.REVIEWED, written_at=now, reviewed_at=now, reviewers=SHIPPED_BY,
    )  # fmt: skip


def _stored(title: str, text: CardText) -> dict[str, object]:
    said = {"title": title, "key_line": text.key_line} | {
        name: list(getattr(text, name)) for name in ("signs", "script", "say", "what_to_do", "advice")
    }
    return said_of(said).stored()


@transaction.atomic
def propose_trick(*, facts: TrickFacts, case_id: int | None = None, actor: Actor, now: datetime) -> Trick:
    """A new entry, which waits for another person's review; from a case when one is named."""
    require(may_write(actor))
    tidy = checked_trick(facts, timezone.localdate(now))
    trick = Trick(key=_free_key(tidy.vietnamese.title))
    _put(trick, tidy, actor=actor, now=now)
    if case_id is not None:
        trick.cases.add(find_case(actor, case_id))
    record(Event.TRICK_PROPOSED, on=trick, by=actor, at=now, unit=departments_to_write_for(actor)[0])
    return trick


@transaction.atomic
def change_trick(*, trick_id: int, facts: TrickFacts, actor: Actor, now: datetime) -> Trick:
    """Change an entry: it has to be reviewed anew. The same content again changes nothing."""
    require(may_write(actor))
    trick = find_trick(actor, trick_id, lock=True)
    trick_after(trick, TrickMove.CHANGE)
    before, tidy = digest(trick), checked_trick(facts, timezone.localdate(now))
    if tidy == trick_facts_of(trick) and trick.state != TrickState.RETIRED:
        return trick
    _put(trick, tidy, actor=actor, now=now)
    unit = departments_to_write_for(actor)[0]
    record(Event.TRICK_CHANGED, on=trick, by=actor, at=now, unit=unit, before=before)
    return trick


@transaction.atomic
def review_trick(*, trick_id: int, reviewers: str, actor: Actor, now: datetime) -> Trick:
    """Say that an entry is right, and who looked at it; never by whoever wrote it last."""
    require(may_write(actor))
    trick = find_trick(actor, trick_id, lock=True)
    after, before = trick_after(trick, TrickMove.REVIEW), digest(trick)
    if not may_review(actor, trick):
        raise NotAllowed("four_eyes", _("Bạn là người viết nên người khác rà soát."))
    names = " ".join(reviewers.split())
    if not 2 <= len(names) <= 200:
        raise NotRight("reviewers_missing", _("Hãy ghi ai đã rà soát, tối đa 200 ký tự."), field="reviewers")
    trick.state, trick.reviewed_by, trick.reviewed_at, trick.reviewers = after, actor.person, now, names
    trick.save()
    unit = departments_to_write_for(actor)[0]
    record(Event.TRICK_REVIEWED, on=trick, by=actor, at=now, unit=unit, before=before)
    return trick


@transaction.atomic
def retire_trick(*, trick_id: int, actor: Actor, now: datetime) -> Trick:
    """Take an entry out of use; its last day is today."""
    require(may_write(actor))
    trick = find_trick(actor, trick_id, lock=True)
    after, before = trick_after(trick, TrickMove.RETIRE), digest(trick)
    trick.state, trick.valid_to = after, max(timezone.localdate(now), trick.valid_from)
    trick.save()
    unit = departments_to_write_for(actor)[0]
    record(Event.TRICK_RETIRED, on=trick, by=actor, at=now, unit=unit, before=before)
    return trick


@transaction.atomic
def tie_case(*, trick_id: int, case_id: int, actor: Actor, now: datetime) -> Trick:
    """Say that a case is of this trick. Saying it again changes nothing."""
    require(may_write(actor))
    trick, case = find_trick(actor, trick_id, lock=True), find_case(actor, case_id)
    if not trick.cases.filter(pk=case.pk).exists():
        trick.cases.add(case)
        record(Event.TRICK_TIED, on=trick, by=actor, at=now, unit=case.unit, facts={"case": case.number})
    return trick


def _put(trick: Trick, facts: TrickFacts, *, actor: Actor, now: datetime) -> None:
    for name, value in vars(facts).items():
        setattr(trick, name, list(value) if isinstance(value, tuple) else value)
    trick.vietnamese, trick.english = facts.vietnamese.stored(), facts.english.stored()
    trick.state, trick.written_by, trick.written_at = TrickState.PROPOSED, actor.person, now
    trick.reviewed_by = trick.reviewed_at = None
    trick.reviewers = ""
    trick.save()


def _free_key(title: str) -> str:
    """A key out of the title that no trick has, shipped ones included."""
    start = slugify(plain(title))[:34].strip("-") or "thu-doan"
    taken = set(TRICKS) | set(Trick.objects.filter(key__startswith=start).values_list("key", flat=True))
    return next(key for key in (start, *(f"{start}-{n}" for n in range(2, 10_000))) if key not in taken)
