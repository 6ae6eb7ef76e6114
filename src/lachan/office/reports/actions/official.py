"""Making the official report of a round: three files from one roll-up, kept as they were made."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from lachan.documents.papers import write_docx, write_pdf
from lachan.office.files.actions import store_made
from lachan.office.files.models import StoredFile
from lachan.office.people.actor import Actor
from lachan.office.people.models import Membership, Role
from lachan.office.refusals import require
from lachan.office.reports.models import OfficialReport
from lachan.office.reports.official.paper import paper_of
from lachan.office.reports.official.words import Words, proposed
from lachan.office.reports.official.workbook import workbook_of
from lachan.office.reports.permissions import access_round, may_run_rounds
from lachan.office.reports.queries.areas import areas_of
from lachan.office.reports.queries.rollup import Rollup, rollup_of
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.uploads import FileKind
from lachan.vietnam import places


def words_for(rollup: Rollup, day: date) -> Words:
    """The proposed words, with the leader of the steering unit as signer."""
    leaders = Membership.objects.filter(unit=rollup.round.directive.unit, role=Role.LEADER).valid_on(day)
    leader = leaders.select_related("person").order_by("valid_from", "pk").first()
    return proposed(
        rollup,
        signer_title=(leader.title if leader else "") or "Giám đốc",
        signer_name=leader.person.full_name if leader else "",
    )


def make_official_report(*, round_id: int, words: Words, actor: Actor, now: datetime) -> OfficialReport:
    """Write DOCX, PDF and XLSX of the round as it stands now, and store all three or none."""
    found = access_round(actor, round_id)
    require(may_run_rounds(actor, found.directive))
    rollup = rollup_of(found)
    docx, pdf, xlsx = _files(rollup, words, actor, now)
    name = f"bao-cao-{found.pk}-{timezone.localtime(now):%Y%m%d-%H%M}"
    with transaction.atomic():
        owner = found.directive.unit

        def keep(content: bytes, kind: FileKind, ending: str) -> StoredFile:
            return store_made(
                content=content, name=f"{name}.{ending}", kind=kind, owner_unit=owner, actor=actor, now=now
            )

        made = OfficialReport.objects.create(
            round=found, made_by=actor.person, made_at=now,
            content={"words": words.as_data(), "figures": _figures(rollup)},
            docx=keep(docx, FileKind.DOCX, "docx"),
            pdf=keep(pdf, FileKind.PDF, "pdf"),
            xlsx=keep(xlsx, FileKind.XLSX, "xlsx"),
        )  # fmt: skip
        record(Event.OFFICIAL_REPORT_MADE, on=made, by=actor, at=now, unit=owner)
    return made


def _files(rollup: Rollup, words: Words, actor: Actor, now: datetime) -> tuple[bytes, bytes, bytes]:
    """DOCX, PDF and XLSX, in Vietnamese whatever language the page speaks."""
    found, home = rollup.round, places.province(settings.PROVINCE)
    notes = (
        f"{found.title}; kỳ số liệu {found.period_from:%d/%m/%Y} – {found.period_to:%d/%m/%Y}",
        f"Lập lúc {timezone.localtime(now):%H:%M %d/%m/%Y}, người lập: {actor.person.full_name}",
    )
    with translation.override("vi"):
        areas = areas_of(rollup, None, home.code, links=None, standalone=True)
        parent_body = f"UBND {home.full_name[0].lower()}{home.full_name[1:]}"
        paper = paper_of(rollup, words, areas, parent_body=parent_body, place=home.name)
        return write_docx(paper), write_pdf(paper), workbook_of(rollup, notes=notes)


def _figures(rollup: Rollup) -> list[list[object]]:
    return [[x.duty.code, x.indicator.code, x.in_period, x.cumulative, x.units_counted] for x in rollup.lines]
