"""Files of directives and results go only to whoever may see what they belong to, from the files' own origin."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lachan.office.directives.actions.results import Done, add_result
from lachan.office.directives.models import Directive, Result, Task
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from tests.office.directives.conftest import REAL, TODAY
from tests.people import NOW, Cast
from tests.readers.files import pdf_bytes

SignIn = Callable[..., Client]


def fetched(browser: Client, address: str) -> bytes:
    """What the browser gets when it follows the address to the files' origin."""
    answer = browser.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith(settings.FILES_ORIGIN)
    path = answer["Location"].removeprefix(settings.FILES_ORIGIN)
    return b"".join(Client(HTTP_HOST="127.0.0.1").get(path).streaming_content)


@pytest.fixture
def result(cast: Cast, task: Task) -> Result:
    upload = ("bien-ban.pdf", BytesIO(pdf_bytes()))
    done = Done(TODAY, "Kiểm tra", evidence_kind="event_record")
    return add_result(task_id=task.pk, done=done, uploads=[upload], actor=cast.actor("hoa"), now=NOW)


@pytest.mark.parametrize("name", ["lan", "dung", "hoa", "vy"])
def test_the_papers_of_a_directive_go_to_everybody_who_sees_it(
    cast: Cast, sign_in: SignIn, issued: Directive, name: str
) -> None:
    browser = sign_in(getattr(cast, name))
    assert fetched(browser, reverse("directive_file", args=[issued.pk, "nguon"])) == REAL.read_bytes()
    assert fetched(browser, reverse("directive_file", args=[issued.pk, "cong-van-pdf"])).startswith(b"%PDF")
    assert fetched(browser, reverse("directive_file", args=[issued.pk, "cong-van-docx"])).startswith(b"PK")
    assert Entry.objects.filter(event=Event.FILE_HANDED_OUT, actor_id=getattr(cast, name).pk).count() == 3


def test_there_is_no_other_paper_and_none_for_outsiders(cast: Cast, sign_in: SignIn, issued: Directive) -> None:
    assert sign_in(cast.lan).get(reverse("directive_file", args=[issued.pk, "khac"])).status_code == 404
    assert sign_in(cast.khoa).get(reverse("directive_file", args=[issued.pk, "nguon"])).status_code == 404


def test_a_draft_has_no_letter_yet(cast: Cast, sign_in: SignIn, draft: Directive) -> None:
    assert sign_in(cast.lan).get(reverse("directive_file", args=[draft.pk, "cong-van-pdf"])).status_code == 404


@pytest.mark.parametrize("name", ["lan", "hoa", "tam"])
def test_the_proof_of_a_result_goes_to_the_unit_and_the_department(
    cast: Cast, sign_in: SignIn, result: Result, name: str
) -> None:
    address = reverse("result_file", args=[result.pk, result.files.get().pk])
    assert fetched(sign_in(getattr(cast, name)), address) == pdf_bytes()


@pytest.mark.parametrize("name", ["son", "vy", "khoa"])
def test_the_proof_of_a_result_is_not_there_for_others(cast: Cast, sign_in: SignIn, result: Result, name: str) -> None:
    address = reverse("result_file", args=[result.pk, result.files.get().pk])
    assert sign_in(getattr(cast, name)).get(address).status_code == 404


def test_a_file_of_something_else_does_not_come_through_this_result(
    cast: Cast, sign_in: SignIn, issued: Directive, result: Result
) -> None:
    address = reverse("result_file", args=[result.pk, issued.letter_pdf_id])
    assert sign_in(cast.hoa).get(address).status_code == 404
