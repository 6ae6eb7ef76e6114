"""What the tests of evidence share: subjects, a net of strangers, and a collector that runs in this process."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings

from lachan.office.evidence.actions import bring_evidence
from lachan.office.evidence.collecting.gather import gather
from lachan.office.evidence.collecting.gathered import Gathered, Job, gathered_from_json, job_from_json, to_json
from lachan.office.intake.models import Subject, SubjectKind
from tests.office.fetching.strangers import Net, page, server
from tests.people import NOW, Cast

HOST = "dang-nhap-vidu.example"
LINK = f"http://{HOST}/"
HTML = b"<!doctype html><title>x</title><h1>Dang nhap</h1><script>document.title='chay'</script>"
WHY = "Xác minh phản ánh của người dân"


def subject_of(kind: str = SubjectKind.SITE, key: str = HOST, shown: str = "dang-nhap-vidu[.]example") -> Subject:
    """A subject as the review queue would have it."""
    return Subject.objects.create(
        kind=kind, key=key, shown=shown, address=LINK if kind == SubjectKind.SITE else "", order_from=NOW,
        first_seen=NOW, last_seen=NOW, trick="", imitated="Ngân hàng Ví Dụ",
    )  # fmt: skip


def evidence_of_the_world(cast: Cast) -> dict[str, Any]:
    """A subject with evidence that was brought, for the matrix of rights."""
    subject = subject_of()
    capture = bring_evidence(
        subject_id=subject.pk, files=[("mau.txt", BytesIO("Trang giả".encode()))], purpose=WHY,
        actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip
    return {"evidence_subject": subject.pk, "capture": capture.pk}


@pytest.fixture
def on(settings: LazySettings) -> None:
    """The administrator has switched it on; there is no browser unless a test brings it."""
    settings.EVIDENCE = True
    settings.EVIDENCE_BROWSER = "no-such-browser"


@pytest.fixture
def subject(cast: Cast) -> Subject:
    """The site of a stranger."""
    return subject_of()


@pytest.fixture
def net() -> Iterator[Net]:
    """A net in which the site stands."""
    with server(page(HTML, Content_Type="text/html", Set_Cookie="a=b")) as port:
        net = Net()
        net.stands(HOST, port)
        yield net


@pytest.fixture
def here(net: Net) -> Callable[[Job], Gathered]:
    """The collector in this process, over the net of the test; what it says goes through JSON as between processes."""

    def run(job: Job) -> Gathered:
        return gathered_from_json(to_json(gather(job_from_json(to_json(job)), isolated=False, way=net.way)))

    return run
