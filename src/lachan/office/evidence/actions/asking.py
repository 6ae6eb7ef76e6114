"""An officer asks that a site's address be visited: checked at once as far as it can be without calling anybody."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lachan.office.evidence.models import Capture, CaptureRegister, CaptureSource, CaptureState
from lachan.office.evidence.permissions import checked_purpose, unit_to_collect_for
from lachan.office.fetching import Link, NotFetched, read_link
from lachan.office.intake.models import Subject, SubjectKind
from lachan.office.intake.permissions import find_subject
from lachan.office.people.actor import Actor
from lachan.office.refusals import NotNow, NotRight
from lachan.office.registers import next_in_year
from lachan.office.trail.events import Event
from lachan.office.trail.record import record
from lachan.readers.subjects import keys_of_host

MOST_WAITING = 500


@transaction.atomic
def ask_capture(*, subject_id: int, link: str, purpose: str, actor: Actor, now: datetime) -> Capture:
    """Put a visit of `link`, an address of this site, into the queue; NotRight says what is wrong with it."""
    unit = unit_to_collect_for(actor)
    if not settings.EVIDENCE:
        raise NotNow(
            "evidence_off",
            _("Tiến trình thu thập chứng cứ đang tắt trên máy chủ này. Hãy tải chứng cứ lên, hoặc báo quản trị viên."),
        )
    subject = find_subject(actor, subject_id, lock=True)
    words = checked_purpose(purpose)
    address = _checked(subject, link)
    waiting = Capture.objects.filter(state=CaptureState.WAITING)
    if waiting.filter(subject=subject, link=address.text).exists():
        raise NotNow("capture_waits", _("Địa chỉ này đang chờ thu thập."))
    if waiting.count() >= MOST_WAITING:
        raise NotNow("queue_full", _("Đang có quá nhiều địa chỉ chờ thu thập. Hãy thử lại sau."))
    capture = Capture.objects.create(
        number=next_in_year(CaptureRegister, "CC", now), unit=unit, subject=subject, source=CaptureSource.FETCHED,
        link=address.text, purpose=words, asked_by=actor.person, asked_at=now, next_at=now,
    )  # fmt: skip
    record(Event.CAPTURE_ASKED, on=capture, by=actor, at=now, unit=unit, purpose=words)
    return capture


def _checked(subject: Subject, link: str) -> Link:
    """The link in its one writing, when it is one of this subject that the office opens."""
    if subject.kind != SubjectKind.SITE:
        raise NotRight(
            "not_a_site", _("Chỉ trang web được thu thập tự động. Với tài khoản, hãy tải chứng cứ lên."), field="link"
        )
    try:
        address = read_link(link)
    except NotFetched as no:
        raise NotRight(no.trouble.value, no.trouble.label, field="link") from no
    if subject.key not in keys_of_host(address.host.removeprefix("www.")):
        raise NotRight("another_subject", _("Địa chỉ này không thuộc đối tượng đang xem."), field="link")
    return address
