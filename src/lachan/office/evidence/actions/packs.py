"""The evidence pack of a subject, for another body: one PDF to read, one ZIP with every file and its digest.

The letter that goes with it is made by the room of requests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lachan.documents.evidence_pack import Fact, Listed, Sheet, Visit, write_pdf
from lachan.office.evidence.actions.keeping import told_of
from lachan.office.evidence.archive import MANIFEST, Part, manifest_of, read_parts, zipped
from lachan.office.evidence.models import Capture, CaptureState
from lachan.office.evidence.permissions import captures_of, checked_purpose, unit_to_collect_for
from lachan.office.evidence.shown import shown_link
from lachan.office.files import shelf
from lachan.office.files.actions import store_evidence, store_made
from lachan.office.files.models import StoredFile
from lachan.office.intake.models import Subject
from lachan.office.intake.permissions import find_subject
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.uploads import FileKind
from lachan.vietnam.tricks import TRICKS

MOST_CAPTURES = 5
PAPER = "bang-ke-chung-cu.pdf"


@dataclass(frozen=True, kw_only=True)
class PackFacts:
    """What is known beyond the captures: `trick` an id of the catalogue or words, `imitated` a brand or body,
    `registrar` who holds the name (nobody asked a register for it), `reference` the listing's or request's number."""

    trick: str = ""
    imitated: str = ""
    registrar: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Pack:
    """The pack's two files, kept by the office, and the digest of the ZIP's manifest."""

    pdf: StoredFile
    archive: StoredFile
    digest: str
    captures: tuple[Capture, ...]


@transaction.atomic
def evidence_pack(*, subject_id: int, facts: PackFacts, purpose: str, actor: Actor, now: datetime) -> Pack:
    """Make and keep the pack of a subject from its newest collected captures.

    NotNow when nothing was collected yet. The caller hands the files out through `files.views.hand_out` or attaches
    them to a request; the ZIP holds the PDF too.
    """
    unit = unit_to_collect_for(actor)
    words = checked_purpose(purpose)
    subject = find_subject(actor, subject_id)
    rows = captures_of(actor, subject).filter(state=CaptureState.COLLECTED, archive__erased_at__isnull=True)
    captures = tuple(rows.prefetch_related("pieces")[:MOST_CAPTURES])
    if not captures:
        raise NotNow("no_evidence", gettext_lazy("Chưa có chứng cứ nào của đối tượng này được thu thập."))
    inside = [_inside(one) for one in captures]
    with translation.override("vi"):
        pdf = write_pdf(_sheet(subject, facts, str(unit), captures, now))
    parts = [Part(PAPER, "bảng kê chứng cứ", pdf), *(part for one in inside for part in one)]
    said: dict[str, Any] = {
        "subject": told_of(subject), "unit": str(unit), "made_by": str(actor.person),
        "made_at": now.isoformat(), "captures": [one.number for one in captures],
        "facts": {"trick": facts.trick, "imitated": facts.imitated, "registrar": facts.registrar,
                  "reference": facts.reference},
    }  # fmt: skip
    manifest = manifest_of(said, parts)
    name = f"{captures[0].number}-{now:%y%m%d%H%M}"
    kept_pdf = store_made(
        content=pdf, name=f"chung-cu-{name}.pdf", kind=FileKind.PDF, owner_unit=unit, actor=actor, now=now
    )
    kept_zip = store_evidence(
        content=zipped(parts, manifest, now), name=f"chung-cu-{name}.zip", owner_unit=unit, actor=actor, now=now
    )
    digest = Part(MANIFEST, "", manifest).sha256
    record(
        Event.EVIDENCE_PACK_MADE, on=captures[0], by=actor, at=now, unit=unit, purpose=words,
        facts={"manifest": digest, "captures": [one.number for one in captures], "zip": kept_zip.sha256,
               "pdf": kept_pdf.sha256},
    )  # fmt: skip
    return Pack(kept_pdf, kept_zip, digest, captures)


def _inside(capture: Capture) -> list[Part]:
    """The files of a capture's archive in a folder of its number. NotNow when they are not those that were kept."""
    assert capture.archive is not None  # the data base holds it for everything collected
    try:
        with shelf.opened(capture.archive.stored_as) as file:
            found = read_parts(file.read())
    except FileNotFoundError:
        raise _spoilt(capture) from None
    what = {one.name: (one.what, one.sha256) for one in capture.pieces.all()}
    parts = [Part(name, what.get(name, ("bản kê", ""))[0], content) for name, content in found.items()]
    digests = {one.name: one.sha256 for one in parts}
    if digests.pop(MANIFEST, "") != capture.digest or digests != {name: one[1] for name, one in what.items()}:
        raise _spoilt(capture)
    return [Part(f"{capture.number}/{one.name}", one.what, one.content) for one in parts]


def _spoilt(capture: Capture) -> NotNow:
    return NotNow(
        "evidence_spoilt",
        gettext_lazy("Nội dung lưu của %(n)s không còn khớp mã kiểm tra. Hãy báo quản trị viên để khôi phục.")
        % {"n": capture.number},
    )


def _sheet(subject: Subject, facts: PackFacts, body: str, captures: Sequence[Capture], now: datetime) -> Sheet:
    trick = TRICKS[facts.trick].vi if facts.trick in TRICKS else facts.trick
    known = (
        Fact(_("Đối tượng"), f"{subject.get_kind_display()}: {subject.shown}"),
        Fact(_("Định danh"), told_of(subject).get("key", "–")),
        Fact(_("Thủ đoạn"), trick or _("chưa xác định")),
        Fact(_("Tên bị nhái"), facts.imitated or _("không có")),
        Fact(_("Nhà đăng ký tên miền"), facts.registrar or _("chưa tra cứu")),
        Fact(_("Tham chiếu"), facts.reference or "–"),
    )
    return Sheet(
        body=body, title=_("Bảng kê chứng cứ"), facts=known, visits=tuple(_visit(one) for one in captures),
        made=_("Lập lúc %(at)s.") % {"at": _moment(now)},
        remark=_("Dấu hiệu nêu ở đây chưa phải là kết luận. Các tệp gốc nằm trong tệp ZIP kèm theo."),
    )  # fmt: skip


def _visit(capture: Capture) -> Visit:
    listed = tuple(
        Listed(one.name, one.what, f"{one.size:,}".replace(",", "."), one.sha256) for one in capture.pieces.all()
    )
    picture = b""
    if capture.picture is not None and capture.picture.erased_at is None:
        with shelf.opened(capture.picture.stored_as) as file:
            picture = file.read()
    return Visit(
        title=_("%(number)s, %(at)s") % {"number": capture.number, "at": _moment(capture.collected_at)},
        facts=tuple(_facts(capture)), files=listed, picture=picture,
        alt=_("Ảnh của %(link)s, %(at)s")
        % {"link": shown_link(capture.link) or capture.subject.shown, "at": _moment(capture.collected_at)},
    )  # fmt: skip


def _facts(capture: Capture) -> list[Fact]:
    found = [
        Fact(_("Địa chỉ"), shown_link(capture.link) or "–"),
        Fact(_("Cách thu thập"), str(capture.get_source_display())),
        Fact(_("Người yêu cầu"), f"{capture.asked_by}, {capture.unit}"),
        Fact(_("Mục đích"), capture.purpose),
    ]
    for place, step in enumerate(capture.facts.get("steps", ()), start=1):
        found.append(Fact(_("Bước %(n)s") % {"n": place}, _step(step)))
    if capture.note:
        found.append(Fact(_("Ghi chú"), capture.note))
    return [*found, Fact(_("Mã kiểm tra bản kê (SHA-256)"), capture.digest)]


def _step(step: dict[str, Any]) -> str:
    lines = [
        shown_link(step["link"]),
        _("địa chỉ IP: %(ip)s") % {"ip": ", ".join(step["addresses"])},
        _("đã kết nối %(ip)s, mã trả lời %(status)s") % {"ip": step["address"], "status": step["status"]},
    ]
    if (proof := step.get("certificate")) is not None:
        lines.append(
            _("chứng thư số hợp lệ (%(tls)s)") % {"tls": proof["tls"]}
            if proof["trusted"]
            else _("chứng thư số không hợp lệ: %(why)s") % {"why": proof["why"]}
        )
    return "\n".join(lines)


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M:%S %d/%m/%Y}" if at is not None else "–"
