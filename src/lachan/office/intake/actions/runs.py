"""A run of a check is brought, shown, and taken in once or put away."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.actions.signals import Said, put_signals, wanted_of
from lachan.office.intake.findings import read_run, said_of
from lachan.office.intake.models import RunState, TakenRun
from lachan.office.intake.permissions import departments_to_review_for, find_run, may_review
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record


@dataclass(frozen=True)
class RunPlan:
    """What taking a run in would do: new signals, those known already, those of what is allowed, names not readable."""

    new: int
    known: int
    allowed: int
    unreadable: int
    by_rule: tuple[tuple[str, int], ...]


@transaction.atomic
def bring_run(*, summary: bytes, findings: bytes, actor: Actor, now: datetime) -> TakenRun:
    """Read the two files of a run and keep what would be taken in; nothing of it counts yet.

    The same run again is the one that is there. InputError names what is wrong with which file.
    """
    require(may_review(actor))
    given = read_run(summary=summary, findings=findings)
    if given.as_of > timezone.localdate(now):
        raise NotRight("later_than_today", _("Ngày rà soát sau hôm nay; hãy xem lại đồng hồ của máy rà soát."))
    known = TakenRun.objects.filter(run_id=given.run_id).first()
    if known is not None and known.state != RunState.DISCARDED:
        return known
    row = known or TakenRun(run_id=given.run_id)
    row.check_name, row.as_of, row.rows, row.findings = given.check, given.as_of, given.rows, given.findings
    row.body, row.left_out = list(given.found), given.findings - len(given.found)
    row.state, row.sent_by, row.sent_at = RunState.PREVIEW, actor.person, now
    row.save()
    record(
        Event.RUN_BROUGHT, on=row, by=actor, at=now, unit=departments_to_review_for(actor)[0], after="",
        facts={"check": row.check_name, "findings": row.findings},
    )  # fmt: skip
    return row


def plan_run(run: TakenRun, now: datetime) -> RunPlan:
    """What taking it in now would do."""
    saids, unreadable = _saids(run)
    fresh, wanted = wanted_of(saids, now)
    counts: dict[str, int] = {}
    for one in wanted:
        counts[one.rule] = counts.get(one.rule, 0) + 1
    return RunPlan(
        len(wanted), len(saids) - len(fresh), len(fresh) - len(wanted), unreadable, tuple(sorted(counts.items()))
    )


@transaction.atomic
def take_run(*, run_pk: int, actor: Actor, now: datetime) -> TakenRun:
    """Take the findings of a run in as signals; a finding that is known already changes nothing."""
    run = _waiting(actor, run_pk)
    saids, _unreadable = _saids(run)
    taken = put_signals(saids=saids, actor=actor, now=now, run=run)
    run.state, run.taken_by, run.taken_at = RunState.TAKEN, actor.person, now
    run.taken_signals, run.body = len(taken.signals), []
    run.save()
    record(
        Event.SIGNALS_TAKEN, on=run, by=actor, at=now, unit=departments_to_review_for(actor)[0], after="",
        facts={"check": run.check_name, "new": len(taken.signals), "known": taken.known, "allowed": taken.allowed},
    )  # fmt: skip
    return run


@transaction.atomic
def discard_run(*, run_pk: int, actor: Actor, now: datetime) -> TakenRun:
    """Put a run away that was not taken in."""
    run = _waiting(actor, run_pk)
    run.state, run.body = RunState.DISCARDED, []
    run.save()
    record(Event.RUN_DISCARDED, on=run, by=actor, at=now, unit=departments_to_review_for(actor)[0], after="")
    return run


def _waiting(actor: Actor, run_pk: int) -> TakenRun:
    require(may_review(actor))
    run = find_run(actor, run_pk, lock=True)
    if run.state != RunState.PREVIEW:
        raise NotNow("run_not_waiting", _("Kết quả này đã được tiếp nhận hoặc đã bỏ."))
    return run


def _saids(run: TakenRun) -> tuple[list[Said], int]:
    found = [said_of(row, check=run.check_name, as_of=run.as_of) for row in run.body]
    saids = [one for one in found if one is not None]
    return saids, len(found) - len(saids)
