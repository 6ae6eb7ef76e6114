"""Help with plain words: each kind of remark has a text that draws it and one that does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.plain_words import GRAVE, MOST_SYLLABLES, RemarkKind, remarks

K = RemarkKind
DRAWN = [
    (K.LONG_SENTENCE, "không " * (MOST_SYLLABLES + 1) + "."),
    (K.FOREIGN_WORD, "Đừng bấm vào link lạ."),
    (K.FOREIGN_WORD, "Gọi HOTLINE của ngân hàng."),
    (K.ABBREVIATION, "Đến UBND xã để hỏi."),
    (K.BLAME, "Nhiều người nhẹ dạ mất tiền."),
    (K.OFFICIAL_WORD, "Người dân nêu cao tinh thần cảnh giác."),
    (K.LIVE_LINK, "Trang vi-du-gia.top hỏi mật khẩu."),
    (K.LIVE_LINK, "Xem http://vi-du.example/abc."),
    (K.PERSON, "Nguyễn Thị Vẽ Ra gọi điện."),
    (K.PERSON, "Bà H. ở xã bên mất tiền."),
    (K.MOBILE_NUMBER, "Số 0500 123 456 gọi tới."),
    (K.IDENTITY_NUMBER, "Căn cước 099123456789 bị lộ."),
    (K.IDENTITY_NUMBER, "Căn cước 099.123.456.789 bị lộ."),
    (K.ACCOUNT_NUMBER, "Chuyển vào tài khoản 1234567 ngân hàng."),
    (K.ACCOUNT_NUMBER, "Chúng đọc dãy 1903 5555 6666 011."),
    (K.HOME_ADDRESS, "Người ở số nhà 12 đường Trần Phú mất tiền."),
    (K.HOME_ADDRESS, "Ở số 5, ngõ 7 phố Mới."),
    (K.MAIL_ADDRESS, "Viết cho ai-do@thu.example nhé."),
]
NOT_DRAWN = [
    (K.LONG_SENTENCE, "không " * MOST_SYLLABLES + ". " + "không " * MOST_SYLLABLES),
    (K.FOREIGN_WORD, "Linh bấm vào đường dẫn."),
    (K.ABBREVIATION, "Cài lại VNeID và khóa SIM."),
    (K.BLAME, "Kẻ gian lừa rất giỏi."),
    (K.LIVE_LINK, "Vào dichvucong.gov.vn để xem."),
    (K.LIVE_LINK, "Trang vi-du-gia[.]top hỏi mật khẩu."),
    (K.PERSON, "Bác đọc mã, chị đóng phí, anh được quà."),
    (K.PERSON, "Lạng Sơn có 65 xã. Công an xã Đình Lập nghe máy."),
    (K.MOBILE_NUMBER, "Gọi 0205 000 0001 hoặc 1900 0000."),
    (K.IDENTITY_NUMBER, "Chúng lấy 500.000.000 đồng."),
    (K.ACCOUNT_NUMBER, "Chúng lấy 1.500.000.000 đồng ngày 25/11/2026. Gọi 1900 000000 hoặc 156."),
    (K.ACCOUNT_NUMBER, "Xem CB-2026-0001, từ 25-11-2026, năm 2025-2026, mất 500.000-900.000 đồng."),
    (K.IDENTITY_NUMBER, "Gọi 113 114 115."),
    (K.HOME_ADDRESS, "Từ số 156 trở đi, ở xã Đình Lập."),
    (K.MAIL_ADDRESS, "Viết cho so@langson.gov.vn."),
]


@pytest.mark.parametrize(("kind", "text"), DRAWN)
def test_the_text_draws_the_remark_at_its_place(kind: RemarkKind, text: str) -> None:
    found = [one for one in remarks(text) if one.kind is kind]
    assert found
    assert all(text[one.start : one.end] == one.quoted for one in found)
    assert all(one.advice.vi and one.advice.en for one in found)


@pytest.mark.parametrize(("kind", "text"), NOT_DRAWN)
def test_the_near_miss_draws_no_such_remark(kind: RemarkKind, text: str) -> None:
    assert [one for one in remarks(text) if one.kind is kind] == []


def test_personal_data_and_accounts_are_grave_and_advice_is_not() -> None:
    graves = {one.kind for one in remarks("Số 0500 123 456, tài khoản 1234567890, nhẹ dạ, link.") if one.grave}
    assert graves == {K.MOBILE_NUMBER, K.ACCOUNT_NUMBER}
    assert K.PERSON not in GRAVE


@given(st.text(max_size=200))
def test_any_text_gets_remarks_inside_it(text: str) -> None:
    for one in remarks(text):
        assert text[one.start : one.end] == one.quoted


@given(
    st.from_regex(r"0[35789][0-9]{8}", fullmatch=True),
    st.sampled_from(["{}", "{}.", "gọi {} nhé", "({})", "SĐT:{}", "gọi.{}", "a,{}", "số-{}"]),
)
def test_no_mobile_number_slips_through(number: str, around: str) -> None:
    assert any(one.grave for one in remarks(around.format(number)))
