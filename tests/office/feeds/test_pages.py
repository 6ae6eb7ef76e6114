"""The pages of sources: what an officer does, and what a file that is none is answered with."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lachan.office.feeds.models import FeedPull, FeedSource, PullState, SourceState
from tests.office.feeds.conftest import FACTS, source
from tests.people import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_an_officer_registers_starts_and_pauses_a_source(cast: Cast, sign_in: SignIn) -> None:
    lan = sign_in(cast.lan)
    sent = {name: getattr(FACTS, name) for name in FACTS.__dataclass_fields__}
    answer = lan.post("/nguon-tin/ghi/", sent, follow=True)
    found = FeedSource.objects.get()
    assert FACTS.owner in answer.content.decode()
    lan.post(f"/nguon-tin/{found.pk}/chuyen/", {"move": "start"})
    assert FeedSource.objects.get().state == SourceState.ACTIVE
    lan.post(f"/nguon-tin/{found.pk}/sua/", sent | {"licence": "CC BY 4.0"})
    assert FeedSource.objects.get().state == SourceState.PAUSED


def test_a_file_that_is_a_web_page_is_told_at_its_field_and_nothing_is_kept(cast: Cast, sign_in: SignIn) -> None:
    found, lan = source(cast), sign_in(cast.lan)
    answer = lan.post(f"/nguon-tin/{found.pk}/tep/", {"file": SimpleUploadedFile("x.txt", b"<html>login")})
    assert answer.status_code == 422
    assert "đây là một trang web (HTML)" in answer.content.decode()
    assert not FeedPull.objects.exists()


def test_what_waits_is_shown_as_no_link_and_taken_in_by_a_button(cast: Cast, sign_in: SignIn) -> None:
    found, lan = source(cast), sign_in(cast.lan)
    file = SimpleUploadedFile("x.txt", b"lua-dao.example\nhttp://<script>.example/\n")
    page = lan.post(f"/nguon-tin/{found.pk}/tep/", {"file": file}, follow=True).content.decode()
    assert "lua-dao[.]example" in page
    assert "<script>.example" not in page
    pull = FeedPull.objects.get()
    lan.post(f"/nguon-tin/lan-lay/{pull.pk}/quyet-dinh/", {"move": "take"})
    assert FeedPull.objects.get().state == PullState.TAKEN
