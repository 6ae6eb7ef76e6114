"""One decision on one subject, and its undoing. A false alarm teaches what is not to be told again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.intake.actions.signals import weigh_anew
from lachan.office.intake.handing import taker_of
from lachan.office.intake.models import Allowed, Decision, Signal, Subject
from lachan.office.intake.models.subjects import LONGEST_REASON
from lachan.office.intake.permissions import departments_to_review_for, find_subject, may_review
from lachan.office.intake.policies import SubjectMove, allowed, state_after
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record

SHORTEST_REASON = 5
ALLOWED_DAYS = 180
"""A false alarm holds for so long: names come to new holders, honest sites are taken over."""

USUAL_REASONS = {
    SubjectMove.FALSE_ALARM: _("Đã xem, không thấy dấu hiệu lừa đảo"),
    SubjectMove.MORE: _("Chưa đủ căn cứ"),
    SubjectMove.CORROBORATE: _("Có từ hai căn cứ trở lên cùng chỉ về một dấu hiệu lừa đảo"),
    SubjectMove.CASE: _("Có người bị hại hoặc cần cơ quan công an xem xét"),
    SubjectMove.MERGE: _("Cùng một đối tượng"),
    SubjectMove.RETURN: _("Xem xét lại"),
}
"""What is written down where a reviewer gives no words of their own."""


@transaction.atomic
def decide(
    *, subject_id: int, move: SubjectMove, actor: Actor, now: datetime, reason: str = "", into: int | None = None
) -> Decision:
    """Judge one subject. `into` is the subject it belongs to, for a merge alone."""
    require(may_review(actor))
    subject = find_subject(actor, subject_id, lock=True)
    before = digest(subject)
    decision = judged(subject, move, reason=reason, into=into, actor=actor, now=now)
    record(
        Event.SUBJECT_DECIDED, on=subject, by=actor, at=now, unit=departments_to_review_for(actor)[0], before=before,
        facts={"move": str(move), "reason": decision.reason, "into": into, "handed_to": decision.handed_to},
    )  # fmt: skip
    return decision


def judged(
    subject: Subject, move: SubjectMove, *, reason: str, actor: Actor, now: datetime, into: int | None = None,
    batch: UUID | None = None,
) -> Decision:  # fmt: skip
    """The decision on a locked subject, without its line in the trail: the caller writes that for one or for many."""
    after, before = state_after(subject, move), subject.state
    words = said_reason(reason, move)
    target = _target(subject, into, actor) if move is SubjectMove.MERGE else None
    subject.state, subject.merged_into, subject.reason = after, target, words
    subject.decided_by, subject.decided_at = actor.person, now
    subject.save()
    decision = Decision(
        subject=subject, move=str(move), before=before, after=after, reason=words, into=target, batch=batch,
        by=actor.person, at=now,
    )  # fmt: skip
    taker = taker_of(move)
    if taker is not None:
        row = taker.take(subject, words, actor, now)
        decision.handed_to = f"{row._meta.label_lower}:{row.pk}"
    decision.save()
    if move is SubjectMove.FALSE_ALARM:
        _allow(subject, decision, actor, now)
    if target is not None:
        Signal.objects.filter(subject=subject).update(subject=target)
        Subject.objects.filter(merged_into=subject).update(merged_into=target)
        weigh_anew([target.pk], now)
    return decision


@transaction.atomic
def leave_queue(*, subject_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Take a subject out of the queue because a room goes on with it that was opened by hand, as a listing is.

    Nothing happens to what is no longer in the queue. The room writes its own line into the trail.
    """
    subject = find_subject(actor, subject_id, lock=True)
    if allowed(subject, SubjectMove.CORROBORATE):
        words = reason if len(" ".join(reason.split())) >= SHORTEST_REASON else ""
        judged(subject, SubjectMove.CORROBORATE, reason=words[:LONGEST_REASON], actor=actor, now=now)


@transaction.atomic
def undo_last(*, actor: Actor, now: datetime) -> Decision:
    """Take back this person's last decision; NotNow when there is none, or others have gone on with it."""
    require(may_review(actor))
    last = Decision.objects.filter(by=actor.person, undone_at__isnull=True, at__lte=now).select_for_update().first()
    if last is None or now - last.at > timedelta(hours=12):
        raise NotNow("nothing_to_undo", _("Bạn chưa có quyết định nào trong 12 giờ qua để hoàn tác."))
    subject = find_subject(actor, last.subject_id, lock=True)
    if last.batch is not None:
        raise NotNow("undo_of_many", _("Quyết định theo nhóm không hoàn tác từng mục; hãy mở mục và đưa lại hàng đợi."))
    if subject.state != last.after or subject.decided_at != last.at:
        raise NotNow("gone_on", _("Đã có quyết định hoặc tín hiệu mới sau đó nên không hoàn tác được."))
    before = digest(subject)
    _give_back(last, actor, now)
    if last.into_id is not None:
        Signal.objects.filter(subject_id=last.into_id, first_subject=subject).update(subject=subject)
    subject.state, subject.merged_into, subject.reason = last.before, None, ""
    subject.decided_by = subject.decided_at = None
    subject.save()
    Allowed.objects.filter(decision=last, ended_at__isnull=True).update(ended_at=now, ended_by=actor.person)
    if last.into_id is not None:
        weigh_anew([subject.pk, last.into_id], now)
    last.undone_at = now
    last.save(update_fields=["undone_at"])
    record(
        Event.SUBJECT_DECISION_UNDONE, on=subject, by=actor, at=now, unit=departments_to_review_for(actor)[0],
        before=before, facts={"move": last.move},
    )  # fmt: skip
    return last


def _give_back(decision: Decision, actor: Actor, now: datetime) -> None:
    if not decision.handed_to:
        return
    taker = taker_of(SubjectMove(decision.move))
    if taker is None or taker.give_back is None:
        raise NotNow(
            "handed_on",
            _("Việc này đã chuyển sang bước sau (vụ việc hoặc mục cảnh báo); hãy xử lý ở trang của bước đó."),
        )
    taker.give_back(decision.handed_to.rpartition(":")[2], actor, now)


@transaction.atomic
def end_allowed(*, allowed_id: int, actor: Actor, now: datetime) -> Allowed:
    """Let signals of a subject that was found honest come to the queue again."""
    require(may_review(actor))
    row = Allowed.objects.select_for_update().filter(pk=allowed_id).first()
    if row is None or row.ended_at is not None:
        raise NotNow("allowed_over", _("Mục này không còn trong danh sách không báo."))
    row.ended_at, row.ended_by = now, actor.person
    row.save()
    record(Event.ALLOWED_ENDED, on=row, by=actor, at=now, unit=departments_to_review_for(actor)[0])
    return row


def said_reason(reason: str, move: SubjectMove) -> str:
    """The reason in one line, the usual one where none is given."""
    words = " ".join("".join(one if one.isprintable() else " " for one in reason).split())
    if not words:
        return gettext(str(USUAL_REASONS[move]))
    if not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
        raise NotRight("reason_length", _("Lý do dài từ 5 đến 300 ký tự."), field="reason")
    return words


def _target(subject: Subject, into: int | None, actor: Actor) -> Subject:
    if into is None or into == subject.pk:
        raise NotRight("merge_into_another", _("Hãy chọn một mục khác để gộp vào."), field="into")
    target = find_subject(actor, into, lock=True)
    target = target.merged_into or target
    if target.pk == subject.pk or target.kind != subject.kind:
        raise NotRight("merge_into_same_kind", _("Chỉ gộp vào mục khác cùng loại."), field="into")
    return target


def _allow(subject: Subject, decision: Decision, actor: Actor, now: datetime) -> None:
    until = timezone.localdate(now) + timedelta(days=ALLOWED_DAYS)
    Allowed.objects.filter(kind=subject.kind, key=subject.key, ended_at__isnull=True).update(
        ended_at=now, ended_by=actor.person
    )
    Allowed.objects.create(
        kind=subject.kind, key=subject.key, shown=subject.shown, reason=decision.reason, decision=decision,
        by=actor.person, at=now, until=until,
    )  # fmt: skip


@transaction.atomic
def send_back_to_queue(*, subject_id: int, reason: str, actor: Actor, now: datetime) -> Subject:
    """Put a decided subject back into the queue: what it was decided to be no longer counts.

    Also for rooms that end what they had taken, as when a warning is withdrawn.
    """
    require(may_review(actor))
    subject = find_subject(actor, subject_id, lock=True)
    before = digest(subject)
    decision = judged(subject, SubjectMove.RETURN, reason=reason, actor=actor, now=now)
    Allowed.objects.filter(kind=subject.kind, key=subject.key, ended_at__isnull=True).update(
        ended_at=now, ended_by=actor.person
    )
    record(
        Event.SUBJECT_DECIDED, on=subject, by=actor, at=now, unit=departments_to_review_for(actor)[0], before=before,
        facts={"move": str(SubjectMove.RETURN), "reason": decision.reason},
    )  # fmt: skip
    return subject
