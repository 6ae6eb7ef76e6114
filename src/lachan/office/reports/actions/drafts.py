"""Writing a unit's report: saving drafts, adding and removing proof files, sending it to be signed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lachan.office.files.actions import store_file
from lachan.office.files.models import StoredFile
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight, require
from lachan.office.reports.actions.announce import announce_move, signers
from lachan.office.reports.actions.signing import void_signature
from lachan.office.reports.content import digest_of
from lachan.office.reports.indicators import Asked, Key, asked_of, known_of, registered_of, source_of
from lachan.office.reports.models import Figure, UnitReport
from lachan.office.reports.permissions import access_report, may_write
from lachan.office.reports.policies import Move, state_after
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.uploads import FileKind
from lachan.vietnam.duties import indicator

PROOF = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.JPEG, FileKind.PNG})
MOST_FILES = 20


@dataclass(frozen=True)
class Draft:
    """What a person typed: figures by (duty id, indicator code), None for one left empty.

    `reasons` say why a figure is not what the platform's own register counts.
    """

    nothing_to_report: bool = False
    steering: str = ""
    achieved: str = ""
    difficulties: str = ""
    proposals: str = ""
    figures: Mapping[Key, int | None] = field(default_factory=dict)
    reasons: Mapping[Key, str] = field(default_factory=dict)


@transaction.atomic
def save_report(*, report_id: int, version: int, draft: Draft, actor: Actor, now: datetime) -> UnitReport:
    """Keep what was typed as the report's next version; refuses when somebody else saved in between.

    A saved report is a draft again: a signature that stood on the earlier content is void. Who saves answers for all
    of it, whoever wrote before.
    """
    report, before = _opened(report_id, actor)
    if report.version != version:
        raise NotNow("changed_meanwhile", _("Người khác đã lưu báo cáo này sau khi bạn mở."))
    report.nothing_to_report = draft.nothing_to_report
    report.steering, report.achieved = draft.steering, draft.achieved
    report.difficulties, report.proposals = draft.difficulties, draft.proposals
    report.author = actor.person
    report.writers.clear()
    _store_figures(report, draft)
    _changed(report, before, actor, now)
    return report


def _opened(report_id: int, actor: Actor) -> tuple[UnitReport, str]:
    """The report, locked, for somebody who may change it now, and the digest that it had."""
    report = access_report(actor, report_id, lock=True)
    require(may_write(actor, report))
    state_after(report, Move.SAVE)
    return report, digest_of(report)


def _changed(report: UnitReport, before: str, actor: Actor, now: datetime) -> None:
    """Store the next version: the signature is void, the writer remembered."""
    void_signature(report, reason=gettext("Nội dung báo cáo thay đổi sau khi ký"), actor=actor, now=now)
    report.state, report.saved_at = state_after(report, Move.SAVE), now
    report.version += 1
    report.save()
    report.writers.add(actor.person)
    record(Event.REPORT_SAVED, on=report, by=actor, at=now, unit=report.unit, before=before, after=digest_of(report))


def _store_figures(report: UnitReport, draft: Draft) -> None:
    asked = {one.key: one for one in asked_of(report)}
    if set(draft.figures) - set(asked):
        raise NotRight("figure_not_asked", _("Có số liệu không thuộc chỉ tiêu của đơn vị."))
    known, registered = known_of(report), registered_of(report)
    report.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(
            report=report, duty_id=key[0], indicator=key[1], known=known.get(key),
            from_register=key in registered, reason=draft.reasons.get(key, "").strip() if key in registered else "",
            value=_nil(one, draft.figures.get(key)) if draft.nothing_to_report else draft.figures.get(key),
        )
        for key, one in asked.items()
    )  # fmt: skip


def _nil(one: Asked, value: int | None) -> int | None:
    """A figure of a report that says "không phát sinh": nothing was done in the period, a level may still stand."""
    if one.indicator.aggregate == "latest":
        return value
    if value:
        raise NotRight(
            "nil_with_figures",
            _("Đã chọn “Không phát sinh” nhưng “%(what)s” là %(value)d. Hãy bỏ chọn, hoặc sửa số liệu thành 0.")
            % {"what": one.indicator.title.vi, "value": value},
            field=one.field_name,
        )
    return 0


@transaction.atomic
def add_proof(*, report_id: int, upload: BinaryIO, name: str, actor: Actor, now: datetime) -> StoredFile:
    """Add one proof file; like every change of content it makes the report a draft again."""
    report, before = _opened(report_id, actor)
    if report.files.count() >= MOST_FILES:
        raise NotRight("too_many_files", _("Mỗi báo cáo kèm tối đa 20 tệp; hãy gộp hoặc bỏ bớt."), field="file")
    stored = store_file(upload=upload, name=name, owner_unit=report.unit, actor=actor, now=now, allow=PROOF)
    report.files.add(stored)
    _changed(report, before, actor, now)
    return stored


@transaction.atomic
def remove_proof(*, report_id: int, file_id: UUID, actor: Actor, now: datetime) -> UnitReport:
    """Take one proof file off the report; the stored file stays until its retention ends."""
    report, before = _opened(report_id, actor)
    stored = report.files.filter(pk=file_id).first()
    if stored is None:
        raise NotRight("no_such_file", _("Tệp này không còn trong báo cáo."))
    report.files.remove(stored)
    _changed(report, before, actor, now)
    return report


@transaction.atomic
def send_to_sign(*, report_id: int, actor: Actor, now: datetime) -> UnitReport:
    """Give the report to the unit's leader; it must be complete: every figure filled in, or "không phát sinh"."""
    report = access_report(actor, report_id, lock=True)
    require(may_write(actor, report))
    after = state_after(report, Move.SEND_TO_SIGN)
    _check_complete(report)
    report.state = after
    report.save(update_fields=["state"])
    record(Event.REPORT_SENT_TO_SIGN, on=report, by=actor, at=now, unit=report.unit, after=digest_of(report))
    announce_move(
        report, signers(report.unit_id, now), step="to-sign", now=now,
        subject=_("Trình ký: %(round)s"), body=_("%(author)s trình báo cáo của %(unit)s."),
        facts={"author": actor.person},
    )  # fmt: skip
    return report


def _check_complete(report: UnitReport) -> None:
    if report.author_id is None:
        raise NotRight("nothing_saved", _("Hãy nhập và lưu báo cáo trước khi trình ký."))
    for figure in report.figures.all():
        if figure.is_overruled and not figure.reason:
            raise NotRight(
                "reason_missing",
                _("“%(what)s”: %(source)s có %(known)d, báo cáo ghi %(value)d. Hãy ghi lý do, hoặc sửa lại số liệu.")
                % {
                    "what": indicator(figure.indicator).title.vi,
                    "source": source_of(figure.indicator),
                    "known": figure.known,
                    "value": figure.value,
                },
            )
    if report.nothing_to_report:
        return
    asked = asked_of(report)
    filled = {(f.duty_id, f.indicator) for f in report.figures.all() if f.value is not None}
    missing = sum(one.key not in filled for one in asked)
    if missing:
        raise NotRight(
            "figures_missing",
            _("Còn %(count)d chỉ tiêu chưa nhập. Nếu không phát sinh, hãy nhập 0 hoặc chọn “Không phát sinh”.")
            % {"count": missing},
        )
    if not asked and not report.achieved.strip():
        raise NotRight("nothing_said", _("Hãy ghi kết quả thực hiện, hoặc chọn “Không phát sinh”."), field="achieved")
