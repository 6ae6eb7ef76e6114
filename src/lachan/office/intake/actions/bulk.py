"""One decision for a whole group of alike subjects, after some drawn at random were looked at one by one.

The plan is made of the ids as they are now; it is carried out only as it was seen, and only when every one of the
sample was judged the same. What the sample finds otherwise stays for the queue.
"""

import hashlib
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.actions.deciding import judged, said_reason
from lachan.office.intake.models import Subject, SubjectState
from lachan.office.intake.permissions import departments_to_review_for, may_review, visible_subjects
from lachan.office.intake.policies import SubjectMove
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.canonical import canonical

MOST = 2000
LEAST = 3  # fewer are quicker judged by themselves
BULK_MOVES = (SubjectMove.FALSE_ALARM, SubjectMove.MORE, SubjectMove.CORROBORATE)
_SMALLEST_SAMPLE, _LARGEST_SAMPLE = 3, 20


@dataclass(frozen=True)
class BulkPlan:
    """A group as it stands in the queue: all of it, those to be looked at first, and the digest of it all."""

    group: str
    subjects: tuple[Subject, ...]
    sample: tuple[Subject, ...]
    left_out: int

    @property
    def digest(self) -> str:
        """SHA-256 over what would be decided."""
        return hashlib.sha256(canonical([self.group, [one.pk for one in self.subjects]])).hexdigest()


def sample_size(many: int) -> int:
    """How many are looked at first: a tenth, at least 3 and at most 20."""
    return min(many, max(_SMALLEST_SAMPLE, min(_LARGEST_SAMPLE, -(-many // 10))))


def plan_bulk(actor: Actor, group: str) -> BulkPlan:
    """The waiting subjects of a group; urgent ones and those that citizens told of are left to be judged alone."""
    waiting = visible_subjects(actor).filter(group=group, state=SubjectState.WAITING)
    alone = waiting.filter(urgent=False).exclude(signals__source="citizen")
    rows = tuple(alone.order_by("id")[:MOST])
    if not group or len(rows) < LEAST:
        raise NotNow(
            "group_too_small", _("Nhóm này còn ít hơn %(n)d mục chờ xem xét; hãy xem từng mục.") % {"n": LEAST}
        )
    seed = hashlib.sha256(canonical([group, [one.pk for one in rows]])).hexdigest()
    drawn = random.Random(seed).sample(rows, sample_size(len(rows)))  # noqa: S311 - the same plan draws the same
    return BulkPlan(group, rows, tuple(drawn), waiting.count() - len(rows))


@transaction.atomic
def decide_group(
    *, group: str, move: SubjectMove, seen: str, answers: Mapping[int, str], actor: Actor, now: datetime, reason: str
) -> int:
    """Decide the group as it was `seen`; `answers` of the sample by id, each of which must be `move`. How many."""
    require(may_review(actor))
    if move not in BULK_MOVES:
        raise NotRight("not_for_many", _("Quyết định này chỉ dùng cho từng mục."), field="move")
    words = said_reason(reason, move)
    plan = plan_bulk(actor, group)
    if plan.digest != seen:
        raise NotNow("changed_meanwhile", _("Nhóm đã thay đổi sau khi bạn xem. Hãy xem lại mẫu rồi quyết định."))
    others = [one for one in plan.sample if answers.get(one.pk) != str(move)]
    if others:
        raise NotRight(
            "sample_differs",
            _("Có %(n)d mục trong mẫu chưa được xem hoặc bạn đánh giá khác; hãy xem từng mục của nhóm này.")
            % {"n": len(others)},
        )
    batch = uuid.uuid4()
    rows = visible_subjects(actor).select_for_update(of=("self",)).filter(pk__in=[one.pk for one in plan.subjects])
    for subject in rows:
        judged(subject, move, reason=words, actor=actor, now=now, batch=batch)
    unit = departments_to_review_for(actor)[0]
    record(
        Event.SUBJECTS_DECIDED, on=unit, by=actor, at=now, unit=unit,
        facts={"group": group, "move": str(move), "reason": words, "subjects": len(plan.subjects),
               "sample": len(plan.sample), "plan": plan.digest, "batch": str(batch)},
    )  # fmt: skip
    return len(plan.subjects)
