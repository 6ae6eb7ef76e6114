"""From a file to a confirmed text: import, correct, confirm, send back, discard."""

from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.actions.announce import tell_units
from lachan.office.directives.content import (
    DirectiveContent,
    content_of,
    digest_of,
    recognised_content,
    store_content,
)
from lachan.office.directives.models import Directive
from lachan.office.directives.permissions import access_steered, departments_to_prepare_for, may_prepare
from lachan.office.directives.policies import DirectiveMove, state_after
from lachan.office.directives.problems import Weight, problems_of
from lachan.office.files.actions import store_file
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.office.units.models import Unit
from lachan.readers.directives import Doubt, recognise_directive
from lachan.readers.papers import read_paper_text
from lachan.readers.uploads import FileKind, inspect_upload

PAPERS = frozenset({FileKind.TEXT, FileKind.DOCX, FileKind.PDF})


def import_directive(*, unit: Unit, upload: BinaryIO, name: str, actor: Actor, now: datetime) -> Directive:
    """A draft from the file `upload` (TXT, DOCX, PDF), steered by the Department `unit`, with the file kept beside it.

    InputError when the file or its text cannot be used; then nothing is stored. A pasted text comes as a text file.
    """
    require(unit in departments_to_prepare_for(actor))
    inspected = inspect_upload(upload, name=name, allow=PAPERS)
    text = read_paper_text(inspected.content, inspected.kind, name=inspected.name).text
    found = recognise_directive(text, name=inspected.name)
    with transaction.atomic():
        directive = Directive(
            unit=unit,
            source_text=text,
            doubts=[_stored(doubt) for doubt in found.doubts],
            imported_by=actor.person,
            imported_at=now,
        )
        store_content(directive, recognised_content(found, text))
        directive.source_file = store_file(
            upload=BytesIO(inspected.content), name=inspected.name, owner_unit=unit, actor=actor, now=now, allow=PAPERS
        )
        directive.save()
        record(
            Event.DIRECTIVE_IMPORTED, on=directive, by=actor, at=now, unit=unit,
            facts={"duties": len(found.duties), "doubts": len(found.doubts), "sha256": inspected.sha256},
        )  # fmt: skip
    return directive


def _stored(doubt: Doubt) -> dict[str, Any]:
    return {"code": doubt.code, "line": doubt.line} | asdict(doubt.wording)


@transaction.atomic
def correct_directive(
    *, directive_id: int, content: DirectiveContent, seen: str | None = None, actor: Actor, now: datetime
) -> Directive:
    """Replace what the draft says; `seen` is the digest of what the person had before them."""
    directive = access_steered(actor, directive_id, lock=True)
    require(may_prepare(actor, directive))
    directive.state = state_after(directive, DirectiveMove.CORRECT)
    before = digest_of(content_of(directive))
    if seen is not None and seen != before:
        raise NotNow(
            "changed_meanwhile",
            _("Người khác đã sửa bản nháp này sau khi bạn mở. Hãy mở lại trang, xem lại rồi sửa phần của bạn."),
        )
    if before == digest_of(content):
        return directive
    store_content(directive, content)
    record(
        Event.DIRECTIVE_CORRECTED, on=directive, by=actor, at=now, unit=directive.unit,
        before=before, after=digest_of(content_of(directive)),
    )  # fmt: skip
    return directive


@transaction.atomic
def confirm_directive(*, directive_id: int, actor: Actor, now: datetime) -> Directive:
    """Say that the content is what the paper says; the leader who then issues must be another person."""
    directive = access_steered(actor, directive_id, lock=True)
    require(may_prepare(actor, directive))
    after = state_after(directive, DirectiveMove.CONFIRM)
    content = content_of(directive)
    for problem in problems_of(content):
        if problem.weight == Weight.STOPS_CONFIRM:
            raise NotRight("not_complete", problem.sentence)
    directive.state, directive.confirmed_by, directive.confirmed_at = after, actor.person, now
    directive.save()
    record(Event.DIRECTIVE_CONFIRMED, on=directive, by=actor, at=now, unit=directive.unit, after=digest_of(content))
    tell_units(
        [directive.unit_id], roles=(Role.LEADER,), now=now,
        key=f"directive-{directive.pk}-confirmed-{now:%Y%m%d%H%M%S}",
        subject=gettext("Chờ ban hành: %(what)s") % {"what": directive},
        body=gettext("%(who)s đã đối chiếu và xác nhận. Mời lãnh đạo xem kế hoạch giao nhiệm vụ và ban hành.")
        % {"who": actor.person},
        link=reverse("directive_issue", args=[directive.pk]),
    )  # fmt: skip
    return directive


@transaction.atomic
def send_back_directive(*, directive_id: int, reason: str, actor: Actor, now: datetime) -> Directive:
    """Open the confirmed content for correction again, with the reason for whoever confirmed it."""
    directive = access_steered(actor, directive_id, lock=True)
    require(may_prepare(actor, directive))
    after = state_after(directive, DirectiveMove.SEND_BACK)
    if not reason.strip():
        raise NotRight(
            "reason_missing", _("Hãy ghi lý do trả lại, để người đối chiếu biết cần sửa gì."), field="reason"
        )
    confirmed_by, directive.confirmed_by, directive.confirmed_at = directive.confirmed_by, None, None
    directive.state = after
    directive.save()
    record(
        Event.DIRECTIVE_SENT_BACK, on=directive, by=actor, at=now, unit=directive.unit, facts={"reason": reason[:300]}
    )
    if confirmed_by is not None and confirmed_by != actor.person:
        tell_units(
            [directive.unit_id], roles=(Role.OFFICER, Role.CLERK), now=now,
            key=f"directive-{directive.pk}-back-{now:%Y%m%d%H%M%S}",
            subject=gettext("Đối chiếu lại: %(what)s") % {"what": directive},
            body=reason, link=reverse("directive_check", args=[directive.pk]),
        )  # fmt: skip
    return directive


@transaction.atomic
def discard_directive(*, directive_id: int, actor: Actor, now: datetime) -> Directive:
    """Put a draft aside for good; it stays in the register, marked."""
    directive = access_steered(actor, directive_id, lock=True)
    require(may_prepare(actor, directive))
    directive.state = state_after(directive, DirectiveMove.DISCARD)
    directive.save()
    record(Event.DIRECTIVE_DISCARDED, on=directive, by=actor, at=now, unit=directive.unit)
    return directive
