"""Writing a unit's report: saving drafts, adding and removing proof files, sending it to be signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lachan.office.directives.queries import known_figures
from lachan.office.files.actions import store_file
from lachan.office.files.models import StoredFile
from lachan.office.people.actor import Actor
from lachan.office.people.models import Role
from lachan.office.refusals import NotNow, NotRight
from lachan.office.reports.actions.announce import announce_report, people_of
from lachan.office.reports.content import digest_of
from lachan.office.reports.indicators import asked_of
from lachan.office.reports.models import Figure, UnitReport
from lachan.office.reports.permissions import access_report, may_write, require
from lachan.office.reports.policies import Move, state_after
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.uploads import FileKind

PROOF = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.JPEG, FileKind.PNG})
MOST_FILES = 20


@dataclass(frozen=True)
class Draft:
    """What a person typed: figures by (duty id, indicator code); None for a figure left empty."""

    nothing_to_report: bool = False
    steering: str = ""
    achieved: str = ""
    difficulties: str = ""
    proposals: str = ""
    figures: Mapping[tuple[int, str], int | None] = field(default_factory=dict)
    notes: Mapping[tuple[int, str], str] = field(default_factory=dict)


@transaction.atomic
def save_report(*, report_id: int, version: int, draft: Draft, actor: Actor, now: datetime) -> UnitReport:
    """Keep what was typed as the report's next version; refuses when somebody else saved in between.

    A saved report is a draft again: a signature that stood on the earlier content is void.
    """
    report = access_report(actor, report_id, lock=True)
    require(may_write(actor, report))
    after = state_after(report, Move.SAVE)
    if report.version != version:
        raise NotNow(
            "changed_meanwhile",
            _("Người khác đã lưu báo cáo này sau khi bạn mở. Hãy mở lại, đối chiếu rồi nhập lại phần của bạn."),
        )
    before = digest_of(report)
    _void_signature(report, actor, now)
    report.nothing_to_report = draft.nothing_to_report
    report.steering, report.achieved = draft.steering, draft.achieved
    report.difficulties, report.proposals = draft.difficulties, draft.proposals
    _store_figures(report, draft)
    _touch(report, after, actor, now)
    record(Event.REPORT_SAVED, on=report, by=actor, at=now, unit=report.unit, before=before, after=digest_of(report))
    return report


def _store_figures(report: UnitReport, draft: Draft) -> None:
    asked = {one.key for one in asked_of(report.round.directive, report.unit)}
    unknown = set(draft.figures) - asked
    if unknown:
        raise NotRight("figure_not_asked", _("Có số liệu không thuộc chỉ tiêu của đơn vị."))
    known = _known(report)
    report.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(
            report=report, duty_id=duty_id, indicator=code, value=0 if draft.nothing_to_report else value,
            known=known.get((duty_id, code)), note=draft.notes.get((duty_id, code), "")[:300],
        )
        for (duty_id, code), value in sorted(draft.figures.items())
    )  # fmt: skip


def _known(report: UnitReport) -> dict[tuple[int, str], int]:
    """What results in the period already add up to, by (duty, indicator)."""
    period = report.round
    duties = {one.duty for one in asked_of(period.directive, report.unit)}
    return {
        (duty.pk, code): value
        for duty in duties
        for code, value in known_figures(report.unit, duty, period.period_from, period.period_to).items()
    }


known_of_report = _known


def _void_signature(report: UnitReport, actor: Actor, now: datetime) -> None:
    standing = report.signatures.filter(voided_at__isnull=True).first()
    if standing is None:
        return
    standing.voided_at, standing.voided_reason = now, _t("Nội dung báo cáo thay đổi sau khi ký")
    standing.save()
    record(
        Event.REPORT_SIGNATURE_VOIDED, on=report, by=actor, at=now, unit=report.unit, before=standing.digest, after=""
    )


def _touch(report: UnitReport, state: str, actor: Actor, now: datetime) -> None:
    report.state, report.author, report.saved_at = state, actor.person, now
    report.version += 1
    report.save()


@transaction.atomic
def add_proof(*, report_id: int, upload: BinaryIO, name: str, actor: Actor, now: datetime) -> StoredFile:
    """Add one proof file; like every change of content it makes the report a draft again."""
    report = access_report(actor, report_id, lock=True)
    require(may_write(actor, report))
    after = state_after(report, Move.SAVE)
    if report.files.count() >= MOST_FILES:
        raise NotRight("too_many_files", _("Mỗi báo cáo kèm tối đa 20 tệp; hãy gộp hoặc bỏ bớt."), field="file")
    before = digest_of(report)
    stored = store_file(upload=upload, name=name, owner_unit=report.unit, actor=actor, now=now, allow=PROOF)
    _void_signature(report, actor, now)
    report.files.add(stored)
    _touch(report, after, actor, now)
    record(Event.REPORT_SAVED, on=report, by=actor, at=now, unit=report.unit, before=before, after=digest_of(report))
    return stored


@transaction.atomic
def remove_proof(*, report_id: int, file_id: UUID, actor: Actor, now: datetime) -> UnitReport:
    """Take one proof file off the report; the stored file stays until its retention ends."""
    report = access_report(actor, report_id, lock=True)
    require(may_write(actor, report))
    after = state_after(report, Move.SAVE)
    stored = report.files.filter(pk=file_id).first()
    if stored is None:
        raise NotRight("no_such_file", _("Tệp này không còn trong báo cáo."))
    before = digest_of(report)
    _void_signature(report, actor, now)
    report.files.remove(stored)
    _touch(report, after, actor, now)
    record(Event.REPORT_SAVED, on=report, by=actor, at=now, unit=report.unit, before=before, after=digest_of(report))
    return report


@transaction.atomic
def send_to_sign(*, report_id: int, actor: Actor, now: datetime) -> UnitReport:
    """Give the report to the unit's leader; it must be complete: every figure filled in, or "không phát sinh"."""
    report = access_report(actor, report_id, lock=True)
    require(may_write(actor, report))
    after = state_after(report, Move.SEND_TO_SIGN)
    missing = missing_figures(report)
    if missing:
        raise NotRight(
            "figures_missing",
            _("Còn %(count)d chỉ tiêu chưa nhập. Nếu không phát sinh, hãy nhập 0 hoặc chọn “Không phát sinh”.")
            % {"count": missing},
        )
    report.state = after
    report.save()
    record(Event.REPORT_SENT_TO_SIGN, on=report, by=actor, at=now, unit=report.unit, after=digest_of(report))
    leaders = people_of([report.unit_id], (Role.LEADER,), now).get(report.unit_id, [])
    announce_report(
        report, step="to-sign", to=leaders, now=now,
        subject=_t("Trình ký: %(report)s") % {"report": report.round.title},
        body=_t("%(author)s trình báo cáo của %(unit)s.") % {"author": actor.person, "unit": report.unit},
    )  # fmt: skip
    return report


def missing_figures(report: UnitReport) -> int:
    """How many asked figures are still empty; a nil report ("không phát sinh") misses none."""
    if report.nothing_to_report:
        return 0
    filled = {(f.duty_id, f.indicator) for f in report.figures.all() if f.value is not None}
    return sum(one.key not in filled for one in asked_of(report.round.directive, report.unit))
