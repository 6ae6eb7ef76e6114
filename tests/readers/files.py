"""Files for the readers' tests, harmless and harmful, made on the spot."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import docx
import openpyxl
from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript

TYPES = "application/vnd.openxmlformats-officedocument"


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs or ("Công văn",):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx_bytes(*rows: list[object], title: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows or (["Tên", "Mã"],):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(archive: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip `archive` with `parts` added, or put in the place of parts of the same name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry))
        for path, content in parts.items():
            new.writestr(path, content)
    return out.getvalue()


def part_of(archive: bytes, path: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(path)


def image_bytes(form: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(out, format=form, **options)
    return out.getvalue()


def png_header_of_size(width: int, height: int) -> bytes:
    """A PNG that claims `width` x `height` in its header and holds next to no pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def pdf_bytes(pages: int = 1, *, script: str = "", attachment: bytes = b"", password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if script:
        writer.add_open_action(JavaScript(script))
    if attachment:
        writer.add_attachment("x.exe", attachment)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
