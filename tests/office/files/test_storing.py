"""Contents lie under random names for the office alone; whatever breaks off leaves nothing behind for long."""

import os
import stat
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from lachan.office.files import actions, shelf
from lachan.office.files.actions import erase_file, open_for, store_file, store_made, sweep
from lachan.office.files.models import StoredFile
from lachan.office.trail.events import Event
from lachan.office.trail.models import Entry
from lachan.readers.errors import InputError
from lachan.readers.uploads import FileKind
from tests.people import NOW, Cast
from tests.readers.files import docx_bytes, image_bytes, pdf_bytes

LATER = timedelta(hours=2)


@pytest.fixture(autouse=True)
def own_shelf(tmp_path: Path, settings) -> None:  # type: ignore[no-untyped-def]
    settings.VAR = tmp_path / "var"


def contents() -> list[Path]:
    return [path for path in (Path(settings.VAR) / "files").rglob("*") if path.is_file()]


def content_of(file: StoredFile) -> bytes:
    with shelf.opened(file.stored_as) as content:
        return content.read()


def made(cast: Cast, content: bytes = b"So lieu") -> StoredFile:
    return store_made(
        content=content, name="bao-cao.txt", kind=FileKind.TEXT, owner_unit=cast.department,
        actor=cast.actor("lan"), now=NOW,
    )  # fmt: skip


def age(content: Path, by: timedelta = LATER) -> None:
    moment = (NOW - by).timestamp()
    os.utime(content, (moment, moment))


def test_a_stored_file_keeps_name_digest_and_content(cast: Cast) -> None:
    file = store_file(
        upload=BytesIO(pdf_bytes()), name="../../Biên bản.pdf", owner_unit=cast.commune_a, actor=cast.actor("hoa"),
        now=NOW, allow=frozenset({FileKind.PDF}),
    )  # fmt: skip
    assert (file.name, file.kind, file.media_type) == ("Biên bản.pdf", "pdf", "application/pdf")
    assert content_of(file) == pdf_bytes()
    assert file.size == len(pdf_bytes())
    entry = Entry.objects.get(event=Event.FILE_STORED)
    assert (entry.actor_id, entry.unit_id, entry.object_id) == (cast.hoa.pk, cast.commune_a.pk, str(file.pk))
    assert entry.facts == {"sha256": file.sha256, "size": file.size}


def test_the_place_of_a_content_says_nothing_of_the_file_and_is_new_each_time(cast: Cast) -> None:
    first, second = made(cast), made(cast)
    assert first.stored_as != second.stored_as
    for path in contents():
        assert len(path.name) == 32
        assert set(path.name) <= set("0123456789abcdef")
        assert path.parent.name == path.name[:2]


def test_only_the_account_of_the_office_can_read_the_shelf(cast: Cast) -> None:
    before = os.umask(0)  # the most careless machine
    try:
        made(cast)
    finally:
        os.umask(before)
    (content,) = contents()
    assert stat.S_IMODE(content.stat().st_mode) == 0o600
    assert stat.S_IMODE(content.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(content.parent.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trang.html", b"<!doctype html><script>alert(1)</script>"),
        ("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("trang.txt", b"<!doctype html><script>alert(1)</script>"),
        ("anh.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("anh.png", pdf_bytes()),
        ("chay.pdf", b"MZ\x90\x00" + b"\0" * 100),
        ("rong.pdf", b""),
    ],
)
def test_what_is_not_let_in_leaves_neither_row_nor_content(cast: Cast, name: str, content: bytes) -> None:
    with pytest.raises(InputError):
        store_file(
            upload=BytesIO(content), name=name, owner_unit=None, actor=cast.actor("lan"), now=NOW,
            allow=frozenset(FileKind),
        )  # fmt: skip
    assert not StoredFile.objects.exists()
    assert contents() == []
    assert not Entry.objects.exists()


def test_a_picture_that_is_a_page_too_is_stored_without_the_page(cast: Cast) -> None:
    polyglot = image_bytes("PNG") + b"<script>alert(1)</script>"
    file = store_file(
        upload=BytesIO(polyglot), name="anh.png", owner_unit=None, actor=cast.actor("lan"), now=NOW,
        allow=frozenset({FileKind.PNG}),
    )  # fmt: skip
    assert b"<script>" not in content_of(file)


def test_a_word_file_stays_what_it_was(cast: Cast) -> None:
    content = docx_bytes("Nội dung")
    file = store_file(
        upload=BytesIO(content), name="van-ban.docx", owner_unit=None, actor=cast.actor("lan"), now=NOW,
        allow=frozenset({FileKind.DOCX}),
    )  # fmt: skip
    assert content_of(file) == content


def test_a_content_whose_transaction_was_undone_is_swept_when_no_transaction_can_still_be_open(cast: Cast) -> None:
    kept = made(cast)
    with transaction.atomic():
        made(cast)
        transaction.set_rollback(True)  # as when something later on fails
    assert StoredFile.objects.count() == 1
    assert len(contents()) == 2
    for path in contents():
        age(path, timedelta(minutes=59))
    assert sweep(NOW).removed == 0
    for path in contents():
        age(path)
    assert sweep(NOW) == actions.Swept(1, ())
    assert [path.name for path in contents()] == [kept.stored_as]
    assert sweep(NOW).removed == 0


def test_a_content_whose_process_died_before_the_row_is_swept(cast: Cast) -> None:
    shelf.put(b"nobody knows of this")
    age(contents()[0])
    assert sweep(NOW).removed == 1
    assert contents() == []


def test_the_sweep_leaves_alone_what_is_no_content(cast: Cast) -> None:
    made(cast)
    stranger = contents()[0].parent / "ghi-chu.txt"
    stranger.write_text("x")
    age(stranger)
    sweep(NOW)
    assert stranger.exists()


def test_a_full_disk_leaves_neither_row_nor_half_a_content(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        made(cast)
    monkeypatch.undo()
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_erasing_takes_the_content_after_the_row_and_says_so_once(cast: Cast) -> None:
    file = made(cast)
    with transaction.atomic():
        erase_file(file=file, actor=cast.actor("lan"), now=NOW, purpose="Hết hạn lưu")
        transaction.set_rollback(True)
    assert shelf.has(file.stored_as)
    erase_file(file=file, actor=None, now=NOW, purpose="Hết hạn lưu")
    erase_file(file=file, actor=None, now=NOW + LATER, purpose="Hết hạn lưu")
    file.refresh_from_db()
    assert file.erased_at == NOW
    assert contents() == []
    entry = Entry.objects.get(event=Event.FILE_ERASED)
    assert (entry.actor_name, entry.purpose) == ("Hệ thống", "Hết hạn lưu")
    assert entry.before != entry.after
    assert sweep(NOW).lost == ()


def test_an_erased_content_that_a_crash_left_behind_is_swept(cast: Cast) -> None:
    file = made(cast)  # inside the test's own transaction: what is to follow a commit never comes, as in a crash
    erase_file(file=file, actor=None, now=NOW, purpose="Hết hạn lưu")
    assert shelf.has(file.stored_as)
    age(contents()[0])
    assert sweep(NOW).removed == 1


def test_the_sweep_tells_of_rows_whose_content_is_gone(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    file = made(cast)
    shelf.remove(file.stored_as)
    assert sweep(NOW).lost == (str(file.pk),)
    assert str(file.pk) in caplog.text


def test_nobody_gets_a_content_of_which_the_trail_does_not_know(cast: Cast) -> None:
    file = made(cast)
    taken = Entry.objects.get()  # the next row of the trail cannot be written: its number is taken
    taken.pk += 1
    taken.save(force_insert=True)
    with pytest.raises(IntegrityError):
        open_for(file=file, person=cast.hoa, purpose="Xem", now=NOW)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "A" * 32, "g" * 32])
def test_the_shelf_knows_only_its_own_names(name: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        shelf.opened(name)
