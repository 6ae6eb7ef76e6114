"""What a unit did and how it proves it: adding results, and withdrawing them with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.actions.tasks import task_to_work_on
from lachan.office.directives.models import Duty, Result, Task, TaskState
from lachan.office.directives.permissions import access_result, may_work_on
from lachan.office.directives.policies import TaskMove, state_after
from lachan.office.files.actions import store_file
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotRight, require
from lachan.office.trail.events import Event
from lachan.office.trail.record import digest, record
from lachan.readers.uploads import FileKind, inspect_upload
from lachan.vietnam.duties import EvidenceKind, Indicator, indicator

PROOF = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
MOST_FILES = 10
MOST = 10**12  # above every count of a province, below what the column holds


@dataclass(frozen=True)
class Done:
    """What a person wrote of one piece of work."""

    done_on: date
    text: str
    link: str = ""
    figures: Mapping[str, int] = field(default_factory=dict)
    evidence_kind: str = ""


def countable(duty: Duty) -> tuple[Indicator, ...]:
    """The indicators that a result of the duty can carry; shares are worked out from others."""
    return tuple(one for one in map(indicator, duty.indicators) if one.kind != "share")


@transaction.atomic
def add_result(
    *, task_id: int, done: Done, uploads: Iterable[tuple[str, BinaryIO]] = (), actor: Actor, now: datetime
) -> Result:
    """Add a result with its proof files (name, content); the first one starts the task."""
    task = task_to_work_on(actor, task_id)
    after = state_after(task, TaskMove.PROVE)
    uploads = list(uploads)
    for name, content in uploads:  # all are looked at before the first is kept
        inspect_upload(content, name=name, allow=PROOF)
        content.seek(0)
    _check(task.duty, done, len(uploads), timezone.localtime(now).date())
    result = Result.objects.create(
        task=task, done_on=done.done_on, text=done.text, link=done.link, figures=dict(done.figures),
        evidence_kind=done.evidence_kind, added_by=actor.person, added_at=now,
    )  # fmt: skip
    result.files.set(
        store_file(upload=content, name=name, owner_unit=task.unit, actor=actor, now=now, allow=PROOF)
        for name, content in uploads
    )
    if task.state != after:
        task.state = TaskState(after)
        task.save()
        record(Event.TASK_STARTED, on=task, by=actor, at=now, unit=task.unit)
    record(
        Event.RESULT_ADDED, on=result, by=actor, at=now, unit=task.unit,
        facts={"task": task.pk, "figures": dict(done.figures), "files": [f.sha256 for f in result.files.all()]},
    )  # fmt: skip
    return result


def _check(duty: Duty, done: Done, files: int, today: date) -> None:
    if not done.text.strip():
        raise NotRight(
            "text_missing", _("Hãy ghi nội dung kết quả; nếu không phát sinh, ghi “Không phát sinh”."), field="text"
        )
    if done.done_on > today:
        raise NotRight("in_the_future", _("Ngày thực hiện không được sau hôm nay."), field="done_on")
    if done.link and not done.link.startswith(("https://", "http://")):
        raise NotRight("link_not_web", _("Đường dẫn phải bắt đầu bằng https:// hoặc http://."), field="link")
    if done.evidence_kind and done.evidence_kind not in {kind.value for kind in EvidenceKind}:
        raise NotRight("evidence_unknown", _("Hãy chọn loại minh chứng trong danh mục."), field="evidence_kind")
    if files > MOST_FILES:
        raise NotRight(
            "too_many_files",
            _("Mỗi kết quả kèm tối đa %(n)d tệp; hãy gộp hoặc ghi thêm một kết quả.") % {"n": MOST_FILES},
            field="proof",
        )  # fmt: skip
    asked = {one.code for one in countable(duty)}
    for code, value in done.figures.items():
        if code not in asked or not 0 <= value <= MOST:
            raise NotRight(
                "figure_not_right", _("Số liệu %(code)s phải là số nguyên không âm của nội dung này.") % {"code": code},
                field=f"figure-{code}",
            )  # fmt: skip


@transaction.atomic
def withdraw_result(*, result_id: int, reason: str, actor: Actor, now: datetime) -> Result:
    """Mark a result as withdrawn, with the reason; it stays to be read and counts no more."""
    seen = access_result(actor, result_id)
    task = Task.objects.select_for_update().select_related("unit", "duty__group__directive").get(pk=seen.task_id)
    result = access_result(actor, result_id, lock=True)
    require(may_work_on(actor, task))
    state_after(task, TaskMove.WITHDRAW_PROOF)
    if result.withdrawn_at is not None:
        raise NotRight("withdrawn_before", _("Kết quả này đã được rút."))
    if not reason.strip():
        raise NotRight("reason_missing", _("Hãy ghi lý do rút kết quả."), field="reason")
    before = digest(result)
    result.withdrawn_at, result.withdrawn_reason = now, reason.strip()[:300]
    result.save()
    record(
        Event.RESULT_WITHDRAWN, on=result, by=actor, at=now, unit=task.unit, before=before,
        facts={"reason": result.withdrawn_reason},
    )  # fmt: skip
    return result
