"""A file goes to one person for one minute, from an origin that has nothing else, as something no browser opens."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from lachan.office.files import shelf
from lachan.office.files.actions import erase_file, store_made
from lachan.office.files.models import StoredFile
from lachan.office.files.origin import check_origins, host_of
from lachan.office.files.tickets import read_ticket, ticket_for
from lachan.office.files.views import hand_out
from lachan.office.people.models import Person
from lachan.office.refusals import NotNow
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.readers.uploads import FileKind
from tests.people import NOW, Cast

SignIn = Callable[..., Client]
MINUTE = timedelta(seconds=60)


@pytest.fixture(autouse=True)
def own_shelf(tmp_path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.VAR = tmp_path / "var"


@pytest.fixture
def file(cast: Cast) -> StoredFile:
    return store_made(
        content=b"Noi dung", name="Kết quả quý I.pdf", kind=FileKind.PDF, owner_unit=cast.commune_a,
        actor=cast.actor("hoa"), now=NOW,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def at_the_time_of_the_cast() -> Iterator[None]:
    """The view asks the clock."""
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(ticket: str) -> str:
    return urlsplit(ticket).path.split("/")[2]


def get(ticket: str, **headers: str):  # type: ignore[no-untyped-def]
    return Client(HTTP_HOST=host_of(settings.FILES_ORIGIN)).get(urlsplit(ticket).path, headers=headers)


def test_a_ticket_hands_the_file_to_its_person_and_the_trail_knows(cast: Cast, file: StoredFile) -> None:
    answer = get(ticket_for(file, cast.actor("lan"), NOW, "Xem minh chứng"))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"Noi dung"
    entry = Entry.objects.get(event=Event.FILE_HANDED_OUT)
    assert (entry.actor_id, entry.object_id, entry.purpose) == (cast.lan.pk, str(file.pk), "Xem minh chứng")
    assert (entry.unit_id, entry.facts) == (cast.commune_a.pk, {"sha256": file.sha256})


@pytest.mark.parametrize("kind", list(FileKind))
def test_whatever_it_is_no_browser_opens_it_as_a_page(cast: Cast, kind: FileKind) -> None:
    page = b"<!doctype html><script>alert(document.cookie)</script>"
    file = store_made(
        content=page, name=f'"><b>.html.{kind.value}', kind=kind, owner_unit=None, actor=cast.actor("lan"), now=NOW
    )
    answer = get(ticket_for(file, cast.actor("lan"), NOW))
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Type"] == kind.media_type
    assert "html" not in answer["Content-Type"]
    assert "svg" not in answer["Content-Type"]
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "DENY"
    assert not answer.cookies
    answer.close()


def test_the_vietnamese_name_arrives_whole(cast: Cast, file: StoredFile) -> None:
    answer = get(ticket_for(file, cast.actor("lan"), NOW))
    named = answer["Content-Disposition"]
    assert named == "attachment; filename*=utf-8''K%E1%BA%BFt%20qu%E1%BA%A3%20qu%C3%BD%20I.pdf"
    answer.close()


def test_a_ticket_is_good_for_a_minute(cast: Cast, file: StoredFile) -> None:
    text = text_of(ticket_for(file, cast.actor("lan"), NOW, "Xem"))
    good = read_ticket(text, NOW + MINUTE)
    assert good is not None
    assert (good.file, good.person, good.purpose) == (file, cast.lan, "Xem")
    assert read_ticket(text, NOW + MINUTE + timedelta(seconds=1)) is None
    assert read_ticket(text, NOW - MINUTE - timedelta(seconds=1)) is None


def test_a_ticket_says_its_file_person_and_purpose_and_no_other(cast: Cast, file: StoredFile) -> None:
    lan, hoa = (text_of(ticket_for(file, cast.actor(name), NOW, "Xem")) for name in ("lan", "hoa"))
    said, _, signature = hoa.partition(":")
    assert read_ticket(lan, NOW).person == cast.lan  # type: ignore[union-attr]
    assert read_ticket(f"{said}:{lan.partition(':')[2]}", NOW) is None
    other = signing.dumps({"file": str(file.pk), "person": cast.lan.pk, "purpose": "", "at": int(NOW.timestamp())})
    assert read_ticket(other, NOW) is None  # signed by this office, but for something else
    assert signature


@pytest.mark.parametrize("text", ["x", "x:y:z", "é:é:é", ".e:1:2", "%00", "a" * 5000])
def test_what_is_no_ticket_gets_a_sentence(db: None, text: str) -> None:
    answer = get(f"/f/{text}/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "hết hạn" in answer.content.decode()
    assert not Entry.objects.exists()


def test_one_changed_letter_makes_a_ticket_worthless(cast: Cast, file: StoredFile) -> None:
    text = text_of(ticket_for(file, cast.actor("lan"), NOW, "Xem"))
    for at in range(len(text) - 1):  # the last letter of base64 holds spare bits
        changed = text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
        assert read_ticket(changed, NOW) is None


def test_an_old_ticket_gets_a_sentence_and_no_content(cast: Cast, file: StoredFile) -> None:
    answer = get(ticket_for(file, cast.actor("lan"), NOW - MINUTE - timedelta(seconds=1)))
    assert answer.status_code == 404
    assert "hết hạn" in answer.content.decode()
    assert not Entry.objects.filter(event=Event.FILE_HANDED_OUT).exists()


def test_a_person_who_was_disabled_gets_nothing_more(cast: Cast, file: StoredFile) -> None:
    ticket = ticket_for(file, cast.actor("lan"), NOW)
    Person.objects.filter(pk=cast.lan.pk).update(is_active=False)
    assert get(ticket).status_code == 404


def test_an_erased_file_is_not_handed_out(cast: Cast, file: StoredFile) -> None:
    ticket = ticket_for(file, cast.actor("lan"), NOW)
    erased = erase_file(file=file, actor=None, now=NOW, purpose="Hết hạn lưu")
    assert get(ticket).status_code == 404
    request = RequestFactory().get("/")
    request.actor = cast.actor("lan")  # type: ignore[attr-defined]
    with pytest.raises(NotNow) as no:
        hand_out(request, erased, "Xem")  # type: ignore[arg-type]
    assert no.value.code == "file_erased"


def test_a_content_that_is_gone_from_the_disk_gets_a_sentence_not_a_fault(
    cast: Cast, file: StoredFile, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.remove(file.stored_as)
    answer = get(ticket_for(file, cast.actor("lan"), NOW))
    assert answer.status_code == 404
    assert "bản sao lưu" in answer.content.decode()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert str(file.pk) in caplog.text
    assert not Entry.objects.filter(event=Event.FILE_HANDED_OUT).exists()


def test_the_way_to_the_files_origin_is_kept_by_no_cache(cast: Cast, file: StoredFile) -> None:
    request = RequestFactory().get("/")
    request.actor = cast.actor("lan")  # type: ignore[attr-defined]
    answer = hand_out(request, file, "Xem")  # type: ignore[arg-type]
    assert answer.status_code == 302
    assert answer["Location"].startswith(settings.FILES_ORIGIN + "/f/")
    assert answer["Cache-Control"] == "no-store"


def test_the_pages_origin_hands_out_no_file(cast: Cast, sign_in: SignIn, file: StoredFile) -> None:
    path = urlsplit(ticket_for(file, cast.actor("lan"), NOW)).path
    assert sign_in(cast.lan).get(path, headers={"host": host_of(settings.ORIGIN)}).status_code == 404
    assert not Entry.objects.filter(event=Event.FILE_HANDED_OUT).exists()


@pytest.mark.parametrize(
    "path", ["/tai-khoan/dang-nhap/", "/thong-bao/", "/static/office/office.css", "/f/", "/f/a/b/"]
)
@pytest.mark.parametrize("ending", ["", ":8000", "."])
def test_the_files_origin_has_no_pages_whatever_the_port(cast: Cast, sign_in: SignIn, path: str, ending: str) -> None:
    host = host_of(settings.FILES_ORIGIN) + ending
    answer = sign_in(cast.lan).get(path, headers={"host": host})
    assert answer.status_code == 404
    assert answer.content == b"404\n"


def test_the_bare_files_origin_only_shows_the_way_to_the_pages(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.lan).get("/", headers={"host": host_of(settings.FILES_ORIGIN)})
    assert (answer.status_code, answer["Location"], answer.content) == (302, f"{settings.ORIGIN}/", b"")


def test_a_host_that_is_neither_gets_nothing(cast: Cast, file: StoredFile) -> None:
    ticket = ticket_for(file, cast.actor("lan"), NOW)
    assert Client(HTTP_HOST="evil.example").get(urlsplit(ticket).path).status_code == 400


def test_only_getting_is_answered(cast: Cast, file: StoredFile) -> None:
    path = urlsplit(ticket_for(file, cast.actor("lan"), NOW)).path
    browser = Client(HTTP_HOST=host_of(settings.FILES_ORIGIN), enforce_csrf_checks=True)
    assert browser.post(path).status_code in (403, 405)
    assert browser.delete(path).status_code in (403, 405)


@pytest.mark.parametrize(
    "files",
    ["https://lachan.example", "https://LACHAN.example:8443", "http://lachan.example.", "https://lachan.example/f"],
)
def test_one_host_for_both_stops_commands_and_web_servers(settings, files: str) -> None:  # type: ignore[no-untyped-def]
    settings.ORIGIN, settings.FILES_ORIGIN = "https://lachan.example", files
    assert [wrong.id for wrong in check_origins()] == ["files.E001"]
    with pytest.raises(SystemCheckError, match="LACHAN_FILES_ORIGIN"):
        call_command("check")
    with pytest.raises(ImproperlyConfigured, match="LACHAN_FILES_ORIGIN"):
        get_wsgi_application()


def test_the_origins_as_delivered_are_apart() -> None:
    assert check_origins() == []
    assert get_wsgi_application()


def test_pages_keep_their_own_policy(client: Client, db: None) -> None:
    answer: HttpResponse = client.get(reverse("account_login"), headers={"host": host_of(settings.ORIGIN)})
    assert answer.status_code == 200
    assert "sandbox" not in answer["Content-Security-Policy"]
