"""What the tests of notices share: a mail server, and a way to tell somebody something."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from lachan.office.notices.actions import notify
from lachan.office.notices.models import Notice
from lachan.office.people.models import Person
from tests.office.notices.mail_server import Mailboxes, free_port, serving
from tests.people import NOW

Tell = Callable[..., Notice | None]


@pytest.fixture
def port(settings) -> int:  # type: ignore[no-untyped-def]
    """Where the office looks for its mail server; nobody listens there yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    return int(settings.EMAIL_PORT)


@pytest.fixture
def boxes(port: int) -> Iterator[Mailboxes]:
    """The mailboxes of a server that is up."""
    arrived = Mailboxes()
    with serving(arrived, port):
        yield arrived


@pytest.fixture
def tell() -> Tell:
    """`tell(person, key)` writes a notice."""

    def go(person: Person, key: str = "task-1", *, link: str = "/nhiem-vu/1/", now: datetime = NOW) -> Notice | None:
        subject = "Nhiệm vụ 1.1 sắp đến hạn: báo cáo kết quả rà soát thuê bao"
        return notify(person=person, key=key, subject=subject, body="Hạn: 05/03/2026.", link=link, now=now)

    return go
