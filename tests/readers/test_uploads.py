import hashlib
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from lachan.readers.errors import InputError
from lachan.readers.uploads import FileKind, InspectedFile, inspect_upload
from lachan.readers.uploads.office import MAX_ENTRIES
from lachan.readers.uploads.refusals import REASONS
from tests.readers.files import (
    docx_bytes,
    image_bytes,
    part_of,
    pdf_bytes,
    png_header_of_size,
    with_parts,
    xlsx_bytes,
)

ALL = frozenset(FileKind)
OUTCOMES = {"taken", "not_text", *REASONS}
RELS = "word/_rels/document.xml.rels"


def inspect(content: bytes, name: str, allow: frozenset[FileKind] = ALL) -> InspectedFile:
    return inspect_upload(io.BytesIO(content), name=name, allow=allow)


def refused(content: bytes, name: str, allow: frozenset[FileKind] = ALL) -> InputError:
    with pytest.raises(InputError) as caught:
        inspect(content, name, allow)
    return caught.value


def with_relation(kind: str, target: str) -> bytes:
    whole = docx_bytes()
    relation = f'<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    old = part_of(whole, RELS)
    return with_parts(whole, {RELS: old.replace(b"</Relationships>", relation.encode() + b"</Relationships>")})


GOOD = {
    "công văn.txt": (FileKind.TEXT, "Số: 05/STTTT-TTr".encode()),
    "cũ.txt": (FileKind.TEXT, "Công văn".encode("utf-16")),
    "bảng.csv": (FileKind.CSV, b"ma,ten\n1,2\n"),
    "bảng.tsv": (FileKind.CSV, b"ma\tten\n1\t2\n"),
    "công văn.docx": (FileKind.DOCX, docx_bytes("Kính gửi")),
    "Đơn vị.XLSX": (FileKind.XLSX, xlsx_bytes()),
    "bản in.pdf": (FileKind.PDF, pdf_bytes(3)),
    "ảnh.jpeg": (FileKind.JPEG, image_bytes("JPEG")),
    "ảnh.JPG": (FileKind.JPEG, image_bytes("JPEG")),
    "ảnh.png": (FileKind.PNG, image_bytes("PNG")),
    "ảnh.webp": (FileKind.WEBP, image_bytes("WEBP")),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_harmless_file_of_each_kind_gets_past(name: str) -> None:
    kind, content = GOOD[name]
    file = inspect(content, name)
    assert (file.name, file.kind, file.media_type) == (name, kind, kind.media_type)
    assert file.size == len(file.content)
    assert file.sha256 == hashlib.sha256(file.content).hexdigest()


@pytest.mark.parametrize("name", [name for name, (kind, _) in GOOD.items() if kind.value not in ("jpg", "png", "webp")])
def test_files_other_than_pictures_keep_every_byte(name: str) -> None:
    assert inspect(GOOD[name][1], name).content == GOOD[name][1]


def test_a_stream_of_200_mb_is_left_after_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= 64 * 1024
            self.given += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(InputError) as caught:
        inspect_upload(stream, name="lớn.txt", allow=ALL, max_bytes=1024 * 1024)  # type: ignore[arg-type]
    assert caught.value.code == "too_large"
    assert stream.given == 1024 * 1024 + 1
    assert caught.value.message("vi") == "lớn.txt: tệp lớn hơn 1 MB; hãy giảm dung lượng hoặc chia nhỏ tệp"


def test_a_file_of_exactly_the_limit_gets_past() -> None:
    assert inspect_upload(io.BytesIO(b"a" * 100), name="a.txt", allow=ALL, max_bytes=100).size == 100


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\xef\xbb\xbf"])
def test_an_empty_text_is_refused(content: bytes) -> None:
    assert refused(content, "a.txt").code == "empty"


@pytest.mark.parametrize(
    "name", ["a.svg", "a.html", "a.htm", "a.exe", "a.docm", "a.doc", "a.zip", "a", ".pdf", "a.heic"]
)
def test_other_extensions_are_refused(name: str) -> None:
    assert refused(b"%PDF-1.7", name).code == "kind_not_allowed"


def test_a_kind_outside_the_list_of_the_place_is_refused_and_the_list_is_named() -> None:
    error = refused(pdf_bytes(), "a.pdf", frozenset({FileKind.DOCX, FileKind.TEXT}))
    assert error.code == "kind_not_allowed"
    assert "DOCX, TEXT" in error.message("vi")
    assert "DOCX, TEXT" in error.message("en")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf_bytes(), "a.docx"),
        (pdf_bytes(), "a.txt"),
        (docx_bytes(), "a.xlsx"),
        (xlsx_bytes(), "a.docx"),
        (image_bytes("PNG"), "a.jpg"),
        (image_bytes("JPEG"), "a.png"),
        (image_bytes("GIF"), "a.png"),
        (b"MZ\x90\x00" + bytes(200), "a.pdf"),
        (b"just words", "a.pdf"),
        (b"PK\x05\x06" + bytes(18), "a.docx"),
    ],
)
def test_an_extension_that_does_not_fit_the_content_is_refused(content: bytes, name: str) -> None:
    assert refused(content, name).code == "extension_mismatch"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xef\xbb\xbf  <!DOCTYPE html><p>x",
        b"<?xml version='1.0'?><svg/>",
        "<html>".encode("utf-16"),
        b"{\\rtf1 x}",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_markup_named_as_text_is_refused(content: bytes, name: str) -> None:
    assert refused(content, name).code == "kind_not_allowed"


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03", b"abc\x00def", b"\x7fELF\x02", b"MZ\x90"])
def test_binary_named_as_text_is_refused(content: bytes) -> None:
    assert refused(content, "a.txt").code in ("not_text", "kind_not_allowed")


def test_an_svg_named_as_a_picture_is_refused() -> None:
    assert refused(b"<svg/>", "a.png").code == "extension_mismatch"


class TestPictures:
    def test_place_and_other_hidden_data_are_gone(self) -> None:
        exif = Image.Exif()
        exif[0x010E] = "SECRET description"
        exif.get_ifd(0x8825)[2] = (21.85, 106.76, 0.0)
        for form, name in (("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")):
            content = image_bytes(form, exif=exif)
            assert b"SECRET" in content
            cleaned = inspect(content, name).content
            assert b"SECRET" not in cleaned
            assert not Image.open(io.BytesIO(cleaned)).getexif()

    def test_a_comment_and_bytes_after_the_end_are_gone(self) -> None:
        content = image_bytes("JPEG", comment=b"SECRET") + b"PK\x03\x04<?php evil ?>"
        cleaned = inspect(content, "a.jpg").content
        assert b"SECRET" not in cleaned
        assert b"php" not in cleaned

    def test_a_picture_lying_on_its_side_is_turned_upright(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        cleaned = inspect(image_bytes("JPEG", (40, 20), exif=exif), "a.jpg").content
        assert Image.open(io.BytesIO(cleaned)).size == (20, 40)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_pictures_of_every_colour_mode_are_taken(self, mode: str) -> None:
        assert inspect(image_bytes("PNG", mode=mode), "a.png").kind is FileKind.PNG

    def test_a_picture_for_print_is_taken(self) -> None:
        assert inspect(image_bytes("JPEG", mode="CMYK"), "a.jpg").kind is FileKind.JPEG

    def test_transparency_stays(self) -> None:
        cleaned = inspect(image_bytes("PNG", mode="RGBA"), "a.png").content
        assert Image.open(io.BytesIO(cleaned)).getpixel((0, 0)) == (0, 0, 0, 0)

    @pytest.mark.parametrize("size", [(10_000, 10_000), (8_001, 5_000), (30_000, 30_000)])
    def test_more_than_40_megapixels_are_refused_before_unpacking(self, size: tuple[int, int]) -> None:
        error = refused(png_header_of_size(*size), "a.png")
        assert error.code == "too_many_pixels"
        assert "40 triệu điểm ảnh" in error.message("vi")

    @pytest.mark.parametrize(("form", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
    def test_a_cut_picture_is_broken(self, form: str, name: str) -> None:
        content = image_bytes(form, (300, 300))
        assert refused(content[: len(content) * 2 // 3], name).code == "broken"


class TestPdf:
    def test_a_script_is_refused_and_named(self) -> None:
        error = refused(pdf_bytes(script="app.alert(1)"), "a.pdf")
        assert error.code == "active_content"
        assert "JavaScript" in error.message("vi") or "JS" in error.message("vi")

    def test_an_attached_file_is_refused(self) -> None:
        assert refused(pdf_bytes(attachment=b"MZ"), "a.pdf").code == "active_content"

    @pytest.mark.parametrize("action", ["/Launch", "/SubmitForm", "/ImportData"])
    def test_an_action_on_an_annotation_is_refused(self, action: str) -> None:
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        note = FreeText(text="x", rect=(0, 0, 10, 10))
        note[NameObject("/A")] = DictionaryObject(
            {NameObject("/S"): NameObject(action), NameObject("/F"): TextStringObject("cmd.exe")}
        )
        writer.add_annotation(0, note)
        out = io.BytesIO()
        writer.write(out)
        assert refused(out.getvalue(), "a.pdf").code == "active_content"

    def test_a_plain_link_is_allowed(self) -> None:
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        note = FreeText(text="x", rect=(0, 0, 10, 10))
        note[NameObject("/A")] = DictionaryObject(
            {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("https://langson.example")}
        )
        writer.add_annotation(0, note)
        out = io.BytesIO()
        writer.write(out)
        assert inspect(out.getvalue(), "a.pdf").kind is FileKind.PDF

    def test_a_script_deep_inside_nested_lists_is_found(self) -> None:
        writer = PdfWriter()
        writer.add_blank_page(200, 200)
        hidden: ArrayObject | DictionaryObject = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
        for _ in range(30):
            hidden = ArrayObject([hidden])
        writer.root_object[NameObject("/OpenAction")] = hidden
        out = io.BytesIO()
        writer.write(out)
        assert refused(out.getvalue(), "a.pdf").code == "active_content"

    @pytest.mark.parametrize("password", ["secret"])
    def test_a_pdf_with_a_password_is_refused(self, password: str) -> None:
        assert refused(pdf_bytes(password=password), "a.pdf").code == "encrypted"

    def test_a_pdf_that_is_a_zip_too_is_refused(self) -> None:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as new:
            new.writestr("x.exe", b"MZ")
        assert refused(pdf_bytes() + archive.getvalue(), "a.pdf").code == "active_content"

    def test_too_many_pages_are_refused(self) -> None:
        assert refused(pdf_bytes(301), "a.pdf").code == "too_many_pages"

    @pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n" + b"garbage" * 50, pdf_bytes()[:200]])
    def test_a_broken_pdf_is_refused(self, content: bytes) -> None:
        assert refused(content, "a.pdf").code == "broken"


class TestOffice:
    def test_macros_are_refused(self) -> None:
        assert refused(with_parts(docx_bytes(), {"word/vbaProject.bin": b"x"}), "a.docx").code == "macro"
        assert refused(with_parts(xlsx_bytes(), {"xl/macrosheets/sheet1.xml": b"<x/>"}), "a.xlsx").code == "macro"

    def test_a_macro_type_under_a_plain_name_is_refused(self) -> None:
        types = part_of(docx_bytes(), "[Content_Types].xml")
        changed = types.replace(b"wordprocessingml.document.main", b"macroEnabled.main")
        assert refused(with_parts(docx_bytes(), {"[Content_Types].xml": changed}), "a.docx").code == "macro"

    @pytest.mark.parametrize("kind", ["attachedTemplate", "oleObject", "image", "frame", "subDocument"])
    def test_a_part_loaded_from_outside_is_refused(self, kind: str) -> None:
        error = refused(with_relation(kind, "https://bad.example/x.dotm"), "a.docx")
        assert error.code == "external_link"
        assert "https://bad.example/x.dotm" in error.message("vi")

    @pytest.mark.parametrize(
        "target", ["http://stttt.langson.example/", "https://a.example/?x=1", "mailto:a@b.example", "#muc1"]
    )
    def test_a_link_to_click_is_allowed(self, target: str) -> None:
        assert inspect(with_relation("hyperlink", target), "a.docx").kind is FileKind.DOCX

    @pytest.mark.parametrize(
        "target", ["file:///etc/passwd", "\\\\10.0.0.1\\share", "javascript:alert(1)", "C:\\x.exe"]
    )
    def test_a_link_into_a_machine_is_refused(self, target: str) -> None:
        assert refused(with_relation("hyperlink", target), "a.docx").code == "external_link"

    def test_links_between_workbooks_are_refused(self) -> None:
        linked = with_parts(xlsx_bytes(), {"xl/externalLinks/externalLink1.xml": b"<x/>"})
        assert refused(linked, "a.xlsx").code == "external_link"

    @pytest.mark.parametrize("path", ["word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"])
    def test_parts_that_run_are_refused(self, path: str) -> None:
        assert refused(with_parts(docx_bytes(), {path: b"<x/>"}), "a.docx").code == "active_content"

    @pytest.mark.parametrize("field", ["DDEAUTO c:\\\\x cmd", "INCLUDEPICTURE &quot;http://bad.example&quot;"])
    def test_fields_that_fetch_or_run_are_refused(self, field: str) -> None:
        document = part_of(docx_bytes("CHO"), "word/document.xml").decode()
        half = len(field) // 2
        runs = (
            f"<w:r><w:instrText>{field[:half]}</w:instrText></w:r><w:r><w:instrText>{field[half:]}</w:instrText></w:r>"
        )
        changed = document.replace("</w:p>", runs + "</w:p>", 1)
        assert (
            refused(with_parts(docx_bytes(), {"word/document.xml": changed.encode()}), "a.docx").code
            == "active_content"
        )

    def test_a_page_number_field_is_allowed(self) -> None:
        document = part_of(docx_bytes("x"), "word/document.xml").decode()
        changed = document.replace("</w:p>", "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", 1)
        assert inspect(with_parts(docx_bytes(), {"word/document.xml": changed.encode()}), "a.docx").size > 0

    def test_a_document_with_its_own_entities_is_refused(self) -> None:
        evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
        assert refused(with_parts(docx_bytes(), {"word/document.xml": evil}), "a.docx").code == "active_content"
        assert refused(with_parts(docx_bytes(), {RELS: evil}), "a.docx").code == "active_content"

    def test_a_dense_zip_bomb_is_refused_unpacked_or_not(self) -> None:
        bomb = with_parts(docx_bytes(), {"word/media/a.bin": bytes(30_000_000)})
        assert len(bomb) < 100_000
        assert refused(bomb, "a.docx").code == "zip_bomb"

    def test_too_many_parts_are_refused(self) -> None:
        many = with_parts(docx_bytes(), {f"word/media/{i}.bin": b"" for i in range(MAX_ENTRIES)})
        assert refused(many, "a.docx").code == "zip_bomb"

    def test_a_part_that_claims_a_false_size_is_broken(self) -> None:
        bomb = bytearray(with_parts(docx_bytes(), {"word/media/a.bin": bytes(3_000_000)}))
        while (at := bomb.find(struct.pack("<I", 3_000_000))) >= 0:
            bomb[at : at + 4] = struct.pack("<I", 1000)
        assert refused(bytes(bomb), "a.docx").code == "broken"

    @pytest.mark.parametrize("path", ["../x.xml", "word/../../x.xml", "/etc/x.xml", "C:/x.xml", "word\\..\\x.xml"])
    def test_a_path_that_leaves_the_archive_is_refused(self, path: str) -> None:
        assert refused(with_parts(docx_bytes(), {path: b"<x/>"}), "a.docx").code == "unsafe_path"

    def test_two_parts_of_one_name_are_refused(self) -> None:
        doubled = with_parts(docx_bytes(), {"WORD/DOCUMENT.XML": b"<x/>"})
        assert refused(doubled, "a.docx").code == "broken"

    def test_a_cut_archive_is_refused(self) -> None:
        assert refused(docx_bytes()[:-40], "a.docx").code in ("broken", "extension_mismatch")

    def test_a_file_with_a_password_is_refused(self) -> None:
        envelope = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
        assert refused(envelope, "a.docx").code == "encrypted"


def test_every_refusal_names_the_file_and_speaks_both_languages() -> None:
    error = refused(b"", "../../Báo cáo.pdf")
    assert error.message("vi").startswith("Báo cáo.pdf: ")
    assert error.message("en").startswith("Báo cáo.pdf: ")
    for reason in REASONS.values():
        assert reason.vi != reason.en


def outcome(content: bytes, name: str) -> str:
    """ "taken", or the code of refusal."""
    try:
        inspect(content, name)
    except InputError as error:
        return error.code
    return "taken"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_file_is_taken_or_refused_but_never_a_fault(name: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[name][1])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    assert outcome(bytes(content), name) in OUTCOMES
    assert outcome(bytes(content[:cut]), name) in OUTCOMES


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.csv", "a.pdf", "a.docx", "a.png", "a.jpg", "a.webp"]))
def test_any_bytes_are_taken_or_refused_but_never_a_fault(content: bytes, name: str) -> None:
    assert outcome(content, name) in OUTCOMES
