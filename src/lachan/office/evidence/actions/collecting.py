"""The worker's round: waiting captures, each claimed by one process, visited by the collector, kept or tried again."""

import json
import logging
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lachan.office.directives.actions.announce import tell
from lachan.office.evidence.actions.keeping import keep
from lachan.office.evidence.archive import Part
from lachan.office.evidence.collecting.gathered import Gathered, Job, Step
from lachan.office.evidence.collecting.picture import NoPicture
from lachan.office.evidence.collecting.running import CollectorFailed, run_collector
from lachan.office.evidence.models import Capture, CaptureSource, CaptureState
from lachan.office.evidence.policies import CaptureMove, state_after
from lachan.office.fetching import Trouble
from lachan.office.fetching.troubles import FOR_GOOD
from lachan.office.people.actor import Actor
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.errors import InputError
from lachan.readers.uploads import FileKind
from lachan.readers.uploads.images import repainted

Run = Callable[[Job], Gathered]

# After each try that failed; the first is longer than a visit can take, so that no second process takes the same one.
PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12))
MOST_TRIES = len(PAUSES)
MOST_A_ROUND = 20
PAGE, PICTURE, HEADERS, CERTIFICATE, WAY = (
    "trang.html.txt", "anh-chup.png", "tieu-de.json", "chung-thu-{}.pem", "duong-di.json",
)  # fmt: skip

logger = logging.getLogger("lachan.evidence")


def collect_waiting(now: datetime, *, run: Run = run_collector, clock: Callable[[], datetime] | None = None) -> int:
    """Visit what is due; answers how many were collected. Does nothing while the setting says off.

    `clock` tells the moment at which each visit ended, for a visit takes a while; without one it is `now`.
    """
    if not settings.EVIDENCE:
        return 0
    collected = 0
    for capture in _claimed(now):
        job = Job(capture.link, settings.EVIDENCE_ACCOUNT, settings.EVIDENCE_BROWSER, settings.EVIDENCE_SANDBOX)
        try:
            found = run(job)
        except (CollectorFailed, OSError):
            logger.exception("the collector of %s failed", capture.number)
            found = Gathered(trouble=Trouble.MACHINE.value)
        try:
            collected += _note(capture, found, clock() if clock else now)
        except Exception:  # a full disk, say: this one waits for its next turn, the others go on
            logger.exception("what was collected for %s could not be kept", capture.number)
    return collected


def _claimed(now: datetime) -> Iterator[Capture]:
    due = Capture.objects.filter(state=CaptureState.WAITING, source=CaptureSource.FETCHED, next_at__lte=now)
    for capture in list(due.order_by("next_at", "pk")[:MOST_A_ROUND]):
        tries = capture.tries
        next_at = now + PAUSES[min(tries, MOST_TRIES - 1)]
        if due.filter(pk=capture.pk, tries=tries).update(tries=tries + 1, next_at=next_at):
            yield capture


@transaction.atomic
def _note(capture: Capture, found: Gathered, now: datetime) -> bool:
    """Write down what a visit brought; whether the capture was collected."""
    rows = Capture.objects.select_for_update(of=("self",)).select_related("subject", "unit", "asked_by")
    capture = rows.get(pk=capture.pk)
    if capture.state != CaptureState.WAITING:
        return False
    capture.facts, capture.isolated = _facts(found), found.isolated
    if found.trouble:
        _missed(capture, found, now)
        return False
    _collected(capture, found, now)
    return True


def _collected(capture: Capture, found: Gathered, now: datetime) -> None:
    actor = Actor(capture.asked_by, (), (), second_factor=False)
    picture, why = _painted(found)
    capture.status, capture.cut, capture.no_picture = found.steps[-1].status, found.cut, why
    keep(capture, _parts(found, picture), picture=picture, actor=actor, now=now)
    record(
        Event.CAPTURE_COLLECTED, on=capture, by=None, at=now, unit=capture.unit, purpose=capture.purpose,
        facts={"manifest": capture.digest, "status": capture.status, "isolated": found.isolated},
    )  # fmt: skip
    _announce(capture, _("Đã thu thập chứng cứ %(number)s") % {"number": capture.number}, now)


def _missed(capture: Capture, found: Gathered, now: datetime) -> None:
    trouble = Trouble(found.trouble)
    capture.trouble = trouble.value
    if trouble not in FOR_GOOD and capture.tries < MOST_TRIES:
        capture.state = state_after(capture, CaptureMove.TRY_AGAIN)
        capture.save()
        return
    refused = trouble in FOR_GOOD
    capture.state = state_after(capture, CaptureMove.REFUSE if refused else CaptureMove.GIVE_UP)
    capture.next_at = None
    capture.save()
    event = Event.CAPTURE_REFUSED if refused else Event.CAPTURE_FAILED
    record(event, on=capture, by=None, at=now, unit=capture.unit, facts={"trouble": trouble.value})
    _announce(capture, _("Không thu thập được chứng cứ %(number)s") % {"number": capture.number}, now)


def _painted(found: Gathered) -> tuple[bytes, str]:
    """The picture painted anew, and why there is none."""
    if not found.picture:
        return b"", found.no_picture if found.no_picture in NoPicture.values else NoPicture.BROKEN.value
    try:
        return repainted(found.picture, FileKind.PNG, name=PICTURE), ""
    except InputError:
        return b"", NoPicture.BROKEN.value


def _parts(found: Gathered, picture: bytes) -> list[Part]:
    parts = [Part(PAGE, "nội dung trang, lưu dạng văn bản", found.content)]
    if picture:
        parts.append(Part(PICTURE, "ảnh chụp trang", picture))
    parts.append(Part(HEADERS, "phần đầu trả lời của máy chủ", _json([_headers(one) for one in found.steps])))
    for place, step in enumerate(found.steps, start=1):
        if step.proof is not None and step.proof.der:
            parts.append(Part(CERTIFICATE.format(place), "chứng thư số của máy chủ", _pem(step.proof.der)))
    parts.append(Part(WAY, "đường đi, địa chỉ đã phân giải, yêu cầu của trang", _json(_facts(found))))
    return parts


def _facts(found: Gathered) -> dict[str, object]:
    """The way there without contents: what the page of a capture shows."""
    return {
        "steps": [_step(one) for one in found.steps], "raw_bytes": found.raw_bytes, "cut": found.cut,
        "trouble": found.trouble, "what": found.what, "calls": [asdict(one) for one in found.calls],
    }  # fmt: skip


def _step(step: Step) -> dict[str, object]:
    proof = step.proof
    told = {"trusted": proof.trusted, "why": proof.why, "tls": proof.tls} if proof else None
    return {
        "link": step.link, "addresses": list(step.addresses), "address": step.address, "status": step.status,
        "certificate": told,
    }  # fmt: skip


def _headers(step: Step) -> dict[str, object]:
    return {
        "link": step.link, "status": step.status, "reason": step.reason,
        "headers": [list(one) for one in step.headers],
    }  # fmt: skip


def _pem(der: str) -> bytes:
    lines = [der[start : start + 64] for start in range(0, len(der), 64)]
    b64decode(der, validate=True)
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""]).encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _announce(capture: Capture, subject: str, now: datetime) -> None:
    with translation.override("vi"):
        tell(
            [capture.asked_by], key=f"capture-{capture.pk}-{capture.state}", subject=subject,
            body=str(capture.subject), link=reverse("capture", args=[capture.pk]), now=now,
        )  # fmt: skip
