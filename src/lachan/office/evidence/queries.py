"""What a reader sees of evidence."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lachan.office.evidence.models import Capture, CaptureState
from lachan.office.evidence.permissions import captures_of, may_collect, visible_captures
from lachan.office.evidence.policies import CAPTURE_NEXT_STEP, CAPTURE_OWNER
from lachan.office.evidence.shown import preview, shown_link
from lachan.office.fetching import Trouble
from lachan.office.intake.models import Subject, SubjectKind
from lachan.office.people.actor import Actor
from lachan.office.trail.models import Entry
from lachan.vietnam.text import plain

MOST_OF_SUBJECT = 20
CUTS = {
    "too_large": _("Nội dung quá lớn, chỉ giữ phần đầu."),
    "too_slow": _("Máy chủ gửi quá chậm, chỉ giữ phần đã nhận."),
    "broken": _("Kết nối đứt giữa chừng, chỉ giữ phần đã nhận."),
}


def captures(actor: Actor, search: str, state: str) -> QuerySet[Capture]:
    """The captures that fit what is looked for, newest first."""
    rows = visible_captures(actor)
    if words := plain(search).strip():
        rows = rows.filter(subject__search_text__contains=words) | rows.filter(number__icontains=search.strip())
    return rows.filter(state=state) if state in CaptureState.values else rows


def page_of(actor: Actor, capture: Capture) -> dict[str, Any]:
    """Everything the page of a capture shows."""
    history = Entry.objects.filter(object_kind="evidence.capture", object_id=str(capture.pk))
    return {
        "capture": capture, "link": shown_link(capture.link), "pieces": list(capture.pieces.all()),
        "steps": [_step(one) for one in capture.facts.get("steps", ())],
        "refused": [_call(one) for one in capture.facts.get("calls", ()) if one["trouble"]],
        "let_out": sorted({one["to"] for one in capture.facts.get("calls", ()) if not one["trouble"]}),
        "cut": CUTS.get(capture.cut, ""), "picture": preview(capture.picture) if capture.picture else "",
        "owner": CAPTURE_OWNER[capture.state], "next_step": CAPTURE_NEXT_STEP[capture.state],
        "history": list(history.exclude(event="capture_viewed").order_by("number")),
        "may_collect": may_collect(actor), "done": capture.state == CaptureState.COLLECTED,
    }  # fmt: skip


def has_evidence(subject: Subject) -> bool:
    """Whether anything was collected of the subject."""
    own = Q(subject=subject) | Q(subject__merged_into=subject)
    return Capture.objects.filter(own, state=CaptureState.COLLECTED).exists()


@dataclass(frozen=True)
class OfSubject:
    """What a subject's page shows of its evidence."""

    subject: Subject
    captures: tuple[Capture, ...]
    may_collect: bool
    may_fetch: bool
    may_pack: bool


def of_subject(actor: Actor, subject: Subject) -> OfSubject:
    """The newest captures of a subject, and what the person may do."""
    found = tuple(captures_of(actor, subject)[:MOST_OF_SUBJECT])
    may = may_collect(actor)
    collected = any(one.state == CaptureState.COLLECTED for one in found)
    return OfSubject(subject, found, may, may and subject.kind == SubjectKind.SITE, may and collected)


def _step(step: dict[str, Any]) -> dict[str, Any]:
    return step | {"link": shown_link(step["link"]), "addresses": ", ".join(step["addresses"])}


def _call(call: dict[str, Any]) -> dict[str, Any]:
    known = call["trouble"] in Trouble.values
    return {"to": shown_link(call["to"]), "why": Trouble(call["trouble"]).label if known else call["trouble"]}
