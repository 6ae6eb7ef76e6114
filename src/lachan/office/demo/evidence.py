"""The demo's evidence: a drawn screenshot of an invented site, brought by an officer. The demo visits no address."""

import io
from datetime import datetime

from PIL import Image, ImageDraw

from lachan.office.demo.cast import Company
from lachan.office.evidence.actions import bring_evidence
from lachan.office.evidence.models import Capture
from lachan.office.intake.models import Subject


def tell_evidence(company: Company, subject: Subject, now: datetime) -> Capture:
    """A capture of the site, as if somebody had photographed a screen."""
    return bring_evidence(
        subject_id=subject.pk, files=[("anh-man-hinh.png", io.BytesIO(_screen()))], link=subject.address,
        note="Ảnh mẫu của bản trình diễn.", purpose="Xác minh phản ánh của người dân",
        actor=company.writer(company.department, now), now=now,
    )  # fmt: skip


def _screen() -> bytes:
    """A picture of a page that asks for a password and a code, in the letters that Pillow brings."""
    image = Image.new("RGB", (900, 600), "#eef3f8")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 900, 90), fill="#0b4f8a")
    pen.text((40, 36), "HU CAU BANK - DEMO", fill="white")
    for top, words in ((180, "Ten dang nhap"), (270, "Mat khau"), (360, "Ma xac thuc (OTP)")):
        pen.text((250, top - 24), words, fill="#333333")
        pen.rectangle((250, top, 650, top + 44), outline="#888888", fill="white")
    pen.rectangle((250, 450, 650, 500), fill="#0b4f8a")
    pen.text((410, 468), "DANG NHAP", fill="white")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
