"""The search form of Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.places import provinces
from lachan.vietnam.text import plain

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ "
vietnamese_texts = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper())


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Xã Đình Lập", "xa dinh lap"),
        ("THÀNH PHỐ LẠNG SƠN", "thanh pho lang son"),
        ("Đặng Thị Ngọc Ưởng", "dang thi ngoc uong"),
        ("  Phường\t Kỳ\u00a0Lừa \n", "phuong ky lua"),
        ("Thanh Hoá", "thanh hoa"),
        ("Thanh Hóa", "thanh hoa"),
        ("Đắk N'Dung", "dak n'dung"),
        ("ngày 20/4/2020", "ngay 20/4/2020"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_accents_case_and_spare_blanks_come_off(written: str, searched: str) -> None:
    assert plain(written) == searched


@given(st.text())
def test_the_search_form_of_a_search_form_is_itself(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_composed_and_decomposed_spelling_are_searched_alike(text: str) -> None:
    assert plain(unicodedata.normalize("NFC", text)) == plain(unicodedata.normalize("NFD", text)) == plain(text)


@given(vietnamese_texts)
def test_upper_and_lower_case_are_searched_alike(text: str) -> None:
    assert plain(text.upper()) == plain(text.lower()) == plain(text)


@given(vietnamese_texts)
def test_vietnamese_becomes_plain_ascii_of_the_same_words(text: str) -> None:
    assert plain(text).isascii()
    assert len(plain(text).split()) == len(text.split())


def test_every_province_is_found_by_its_name_without_accents() -> None:
    assert {plain(p.name) for p in provinces()} >= {"lang son", "cao bang", "da nang", "ho chi minh", "dak lak"}
    assert len({plain(p.name) for p in provinces()}) == 34
