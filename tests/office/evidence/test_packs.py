"""Evidence that people bring, and the pack that goes to another body."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from lachan.office.evidence.actions import PackFacts, ask_capture, bring_evidence, collect_waiting, evidence_pack
from lachan.office.evidence.collecting.gathered import Gathered, Job
from lachan.office.evidence.models import Capture
from lachan.office.files import shelf
from lachan.office.intake.models import Subject, SubjectKind
from lachan.office.refusals import NotAllowed, NotNow, NotRight
from lachan.office.trail.models import Entry
from lachan.readers.errors import InputError
from lachan.readers.subjects import read_subjects
from tests.office.evidence.conftest import LINK, WHY, subject_of
from tests.people import NOW, Cast
from tests.readers.files import pdf_bytes

pytestmark = pytest.mark.django_db
FACTS = PackFacts(trick="", imitated="Ngân hàng Ví Dụ", registrar="Nhà đăng ký Ví Dụ", reference="CB-2026-0001")
ACCOUNT_LINK = "https://www.facebook.com/vay.nhanh.vidu?ref=share"


def png(name: str = "") -> bytes:
    from PIL import Image, PngImagePlugin

    out, hidden = io.BytesIO(), PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "noi-chup-bi-mat")
    Image.new("RGB", (60, 40), "green").save(out, "PNG", pnginfo=hidden)
    return out.getvalue()


@pytest.fixture
def account(cast: Cast) -> Subject:
    (asked,) = read_subjects(ACCOUNT_LINK)
    return subject_of(SubjectKind.ACCOUNT, asked.key, asked.shown)


def brought(cast: Cast, subject: Subject, link: str = "", name: str = "anh chụp.png") -> Capture:
    files = [(name, io.BytesIO(png()))]
    return bring_evidence(
        subject_id=subject.pk, files=files, link=link, note="Trang cho vay", purpose=WHY, actor=cast.actor("lan"),
        now=NOW,
    )  # fmt: skip


def opened(stored_as: str) -> dict[str, bytes]:
    with shelf.opened(stored_as) as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_brought_is_cleaned_and_kept_under_the_accounts_own_link(cast: Cast, account: Subject) -> None:
    capture = brought(cast, account, "facebook.com/vay.nhanh.vidu/?utm=x")
    assert capture.archive is not None
    assert capture.picture is not None
    found = opened(capture.archive.stored_as)
    assert set(found) == {"01-anh chụp.png", "manifest.json"}
    assert b"noi-chup-bi-mat" not in found["01-anh chụp.png"]
    assert (capture.state, capture.source) == ("collected", "brought")
    assert capture.link == "https://facebook.com/vay.nhanh.vidu/?utm=x"
    assert json.loads(found["manifest.json"])["subject"]["key"] == account.key == read_subjects(ACCOUNT_LINK)[0].key
    line = Entry.objects.get(event="capture_brought")
    assert (line.facts["manifest"], line.purpose) == (capture.digest, WHY)


@pytest.mark.parametrize(
    "link", ["https://facebook.com/nguoi.khac", "khac.example", "hai.example va ba.example", "???"]
)
def test_a_link_to_something_else_is_refused(cast: Cast, account: Subject, link: str) -> None:
    with pytest.raises(NotRight) as no:
        brought(cast, account, link)
    assert (no.value.code, no.value.field) == ("another_subject", "link")
    assert not Capture.objects.exists()


@pytest.mark.parametrize("name", ["trang.html", "a.svg", "x.exe", "anh.pdf"])
def test_what_is_no_harmless_file_is_refused_and_nothing_is_kept(cast: Cast, account: Subject, name: str) -> None:
    with pytest.raises(InputError):
        brought(cast, account, name=name)
    assert not Capture.objects.exists()


def test_without_a_purpose_or_a_right_nothing_is_kept(cast: Cast, account: Subject) -> None:
    said = {"subject_id": account.pk, "files": [("a.pdf", io.BytesIO(pdf_bytes()))], "now": NOW}
    for purpose, name, code in (
        ("", "lan", "purpose_missing"),
        (WHY, "dung", "not_reviewing"),
        (WHY, "vy", "not_reviewing"),
    ):
        with pytest.raises((NotRight, NotAllowed)) as no:
            bring_evidence(**said, purpose=purpose, actor=cast.actor(name))  # type: ignore[arg-type]
        assert no.value.code == code
    with pytest.raises(NotRight):
        bring_evidence(**said | {"files": []}, purpose=WHY, actor=cast.actor("lan"))  # type: ignore[arg-type]


def test_the_pack_says_all_in_a_tagged_pdf_and_holds_every_file_with_its_digest(
    on: None, cast: Cast, subject: Subject, here: Callable[[Job], Gathered]
) -> None:
    ask_capture(subject_id=subject.pk, link=LINK, purpose=WHY, actor=cast.actor("lan"), now=NOW)
    collect_waiting(NOW, run=here)
    second = brought(cast, subject)
    pack = evidence_pack(subject_id=subject.pk, facts=FACTS, purpose=WHY, actor=cast.actor("lan"), now=NOW)
    assert {one.number for one in pack.captures} == {"CC-2026-0001", "CC-2026-0002"}
    found = opened(pack.archive.stored_as)
    manifest = json.loads(found["manifest.json"])
    assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in found.items() if name != "manifest.json"
    }
    assert {"CC-2026-0001/trang.html.txt", "CC-2026-0001/manifest.json", "bang-ke-chung-cu.pdf"} <= set(found)
    with shelf.opened(pack.pdf.stored_as) as file:
        pdf = file.read()
    assert found["bang-ke-chung-cu.pdf"] == pdf
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    words = "".join("".join(page.extract_text() for page in reader.pages).split())
    for said in (
        "hxxp://dang-nhap-vidu[.]example/", "93.184.216.34", "Nhà đăng ký Ví Dụ", "Ngân hàng Ví Dụ", "CB-2026-0001",
        "09:00:00 02/03/2026", second.digest, WHY, "Hoàng Thị Lan",
    ):  # fmt: skip
        assert "".join(said.split()).replace("\u200b", "") in words.replace("\u200b", "")
    line = Entry.objects.get(event="evidence_pack_made")
    assert (line.facts["manifest"], line.facts["zip"]) == (pack.digest, pack.archive.sha256)


def test_there_is_no_pack_of_nothing_nor_of_files_that_were_changed(cast: Cast, subject: Subject) -> None:
    said = {"subject_id": subject.pk, "facts": FACTS, "purpose": WHY, "actor": cast.actor("lan"), "now": NOW}
    with pytest.raises(NotNow) as no:
        evidence_pack(**said)  # type: ignore[arg-type]
    assert no.value.code == "no_evidence"
    capture = brought(cast, subject)
    assert capture.archive is not None
    path = shelf.path_of(capture.archive.stored_as)
    content = opened(capture.archive.stored_as)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, one in content.items():
            archive.writestr(name, one + b"x" if name == "manifest.json" else one)
    path.write_bytes(out.getvalue())
    with pytest.raises(NotNow) as no:
        evidence_pack(**said)  # type: ignore[arg-type]
    assert no.value.code == "evidence_spoilt"
