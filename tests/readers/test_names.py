import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.readers.uploads import safe_name
from lachan.readers.uploads.names import MAX_BYTES, MAX_CHARACTERS


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Báo cáo quý I – phường Đông Kinh.docx", "Báo cáo quý I – phường Đông Kinh.docx"),
        ("../../x", "x"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\an\\Tài liệu\\bảng.xlsx", "bảng.xlsx"),
        ("/var/tmp/", "tmp"),
        ("..", "tep"),
        ("", "tep"),
        (" . ", "tep"),
        (".htaccess", "htaccess"),
        ("con.txt", "_con.txt"),
        ("NUL", "_NUL"),
        ("LPT1.pdf", "_LPT1.pdf"),
        ("console.txt", "console.txt"),
        ("ảnh\u202egpj.exe", "ảnhgpj.exe"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("tên.   ", "tên"),
        (unicodedata.normalize("NFD", "Điều tra.pdf"), "Điều tra.pdf"),
    ],
)
def test_a_name_loses_what_is_dangerous_and_keeps_its_letters(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_is_cut_and_keeps_its_extension() -> None:
    safe = safe_name("ệ" * 500 + ".docx")
    assert safe.endswith("ệ.docx")
    assert len(safe) <= MAX_CHARACTERS
    assert len(safe.encode()) <= MAX_BYTES


@given(st.text(max_size=300))
def test_every_name_becomes_safe_once_and_for_all(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe == safe_name(safe)
    assert len(safe) <= MAX_CHARACTERS
    assert len(safe.encode()) <= MAX_BYTES
    assert not set(safe) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(c)[0] == "C" for c in safe)
    assert not safe.startswith(".")
