"""Writing and reading notices."""

from datetime import datetime

from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme

from lachan.office.notices.models import Notice
from lachan.office.notices.permissions import access_notice
from lachan.office.notices.tasks import ask_for_mailing
from lachan.office.people.actor import Actor
from lachan.office.people.models import Person


@transaction.atomic
def notify(*, person: Person, key: str, subject: str, body: str, link: str, now: datetime) -> Notice | None:
    """Tell `person` once: a second notice with the same `key` is not written, even when two processes race.

    `link` is a path of this office ("" for none); `subject` goes out by e-mail and carries no personal data. The
    e-mail leaves only after the transaction of the caller is stored.
    """
    if link and not (link.startswith("/") and url_has_allowed_host_and_scheme(link, allowed_hosts=None)):
        raise ValueError(f"{link!r} is no path of this office")
    if len(key) > 120 or len(link) > 200:
        raise ValueError(f"the key may have 120 characters, the link 200: {key!r} {link!r}")
    notice, is_new = Notice.objects.get_or_create(
        person=person,
        key=key,
        defaults={
            "subject": " ".join(str(subject).split())[:200],
            "body": str(body),
            "link": link,
            "created_at": now,
            "mail_next_at": now,
        },
    )
    if not is_new:
        return None
    ask_for_mailing()
    return notice


@transaction.atomic
def mark_read(*, notice_id: int, actor: Actor, now: datetime) -> Notice:
    """Remember that the person has read the notice; the first time counts."""
    notice = access_notice(actor, notice_id)
    if notice.read_at is None:
        notice.read_at = now
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, actor: Actor, now: datetime) -> int:
    """Remember that the person has read every notice written until now; answers how many were unread."""
    unread = Notice.objects.filter(person=actor.person, read_at__isnull=True, created_at__lte=now)
    return unread.update(read_at=now)
