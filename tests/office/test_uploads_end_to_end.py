"""What is too large is refused with a sentence while it arrives, and never fills memory or disk."""

import io
import resource
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lachan.office.directives.models import Directive
from lachan.office.files.models import StoredFile
from lachan.office.files.upload_handler import MOST_BYTES_A_REQUEST
from lachan.readers.uploads import DEFAULT_MAX_BYTES
from tests.people import Cast

SignIn = Callable[..., Client]
MEGABYTE = 1024 * 1024
BORDER = "ranh-gioi"
HEAD = (
    f'--{BORDER}\r\nContent-Disposition: form-data; name="file"; filename="../../lon.txt"\r\n'
    "Content-Type: text/plain\r\n\r\n"
).encode()
TAIL = f"\r\n--{BORDER}--\r\n".encode()


class Body(io.RawIOBase):
    """A form with one file of `size` bytes, made while it is read."""

    def __init__(self, size: int) -> None:
        self.length = len(HEAD) + size + len(TAIL)
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, count: int = -1) -> bytes:
        start, end = self.given, min(self.given + max(count, 0), self.length)
        self.given = end
        middle = max(0, min(end, self.length - len(TAIL)) - max(start, len(HEAD)))
        tail_at = self.length - len(TAIL)
        return HEAD[start:end] + b"a" * middle + TAIL[max(0, start - tail_at) : max(0, end - tail_at)]


@pytest.fixture
def spool(tmp_path: Path, settings) -> Path:  # type: ignore[no-untyped-def]
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file of this process may grow beyond the largest upload and one megabyte."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (DEFAULT_MAX_BYTES + MEGABYTE, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def post(browser: Client, size: int):  # type: ignore[no-untyped-def]
    body = Body(size)
    answer = browser.request(
        **{
            "REQUEST_METHOD": "POST", "PATH_INFO": reverse("directive_import"), "wsgi.input": body,
            "CONTENT_TYPE": f"multipart/form-data; boundary={BORDER}", "CONTENT_LENGTH": str(body.length),
        }
    )  # fmt: skip
    return answer, body


def test_200_megabytes_are_refused_in_words_without_filling_memory_or_disk(
    cast: Cast, sign_in: SignIn, spool: Path, small_disk: None
) -> None:
    browser = sign_in(cast.lan)
    tracemalloc.start()
    answer, body = post(browser, 200 * MEGABYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "lon.txt: tệp lớn hơn 20 MB; hãy giảm dung lượng hoặc chia nhỏ tệp" in page
    assert "../" not in page.partition("lon.txt")[0][-20:]
    assert body.given == body.length  # the browser was heard out, or it would show no answer
    assert peak < 80 * MEGABYTE
    assert list(spool.iterdir()) == []
    assert not Directive.objects.exists()
    assert not StoredFile.objects.exists()


def test_what_announces_more_than_any_form_may_hold_is_not_read(cast: Cast, sign_in: SignIn, spool: Path) -> None:
    answer, body = post(sign_in(cast.lan), MOST_BYTES_A_REQUEST)
    assert answer.status_code == 400
    assert "quá lớn" in answer.content.decode()
    assert body.given == 0
    assert list(spool.iterdir()) == []


@pytest.mark.parametrize("extra", [0, 1])
def test_the_border_is_exact(cast: Cast, sign_in: SignIn, spool: Path, extra: int) -> None:
    answer, _ = post(sign_in(cast.lan), DEFAULT_MAX_BYTES + extra)
    assert answer.status_code == 422  # a text without a duty is refused too, with other words
    assert ("tệp lớn hơn 20 MB" in answer.content.decode()) is (extra == 1)


def test_a_pasted_text_beyond_measure_gets_words_too(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.lan).post(reverse("directive_import"), {"text": "a" * (6 * MEGABYTE)})
    assert answer.status_code == 400
    assert "quá lớn" in answer.content.decode()


def test_what_was_spooled_goes_away(cast: Cast, sign_in: SignIn, spool: Path) -> None:
    content = ("Kính gửi các đơn vị. " * 150_000).encode()  # beyond what is held in memory
    upload = SimpleUploadedFile("lon.txt", content)
    assert sign_in(cast.lan).post(reverse("directive_import"), {"file": upload}).status_code == 422
    assert list(spool.iterdir()) == []
