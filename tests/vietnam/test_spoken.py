"""Texts as they are read aloud."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.spoken import digit_words, number_words, seconds, spoken, syllables
from lachan.vietnam.spoken.counting import DIGITS

SAID = [
    (0, "không"),
    (10, "mười"),
    (15, "mười lăm"),
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (55, "năm mươi lăm"),
    (101, "một trăm linh một"),
    (110, "một trăm mười"),
    (1005, "một nghìn không trăm linh năm"),
    (2026, "hai nghìn không trăm hai mươi sáu"),
    (1_000_000, "một triệu"),
    (1_050_000, "một triệu không trăm năm mươi nghìn"),
    (2_000_000_001, "hai tỷ không trăm linh một"),
    (5_000_000_000_000, "năm nghìn tỷ"),
    (-7, "âm bảy"),
]
UNITS = {"nghìn": 1000, "triệu": 1_000_000}
ONES = {word: value for value, word in enumerate(DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}


def value_of(words: str) -> int:
    """What number words say, read by another road than they were made: from left to right, word by word."""
    total = group = ones = billions = 0
    for word in words.split():
        if word == "tỷ":
            billions, total, group, ones = total + group + ones, 0, 0, 0
        elif word in UNITS:
            total, group, ones = total + (group + ones) * UNITS[word], 0, 0
        elif word == "trăm":
            group, ones = ones * 100, 0
        elif word == "mươi":
            group, ones = group + ones * 10, 0
        elif word == "mười":
            group, ones = group + 10, 0
        elif word != "linh":
            ones = ONES[word]
    return billions * 1_000_000_000 + total + group + ones


@pytest.mark.parametrize(("number", "words"), SAID)
def test_a_number_is_said_as_people_say_it(number: int, words: str) -> None:
    assert number_words(number) == words


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_the_words_of_a_number_lead_back_to_it(number: int) -> None:
    assert value_of(number_words(number)) == number


@given(st.text(alphabet="0123456789", max_size=30))
def test_a_telephone_number_has_a_word_for_each_digit(digits: str) -> None:
    assert [str(ONES[word]) for word in digit_words(digits).split()] == list(digits)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ngày 25/11/2026", "ngày hai mươi lăm tháng mười một năm hai nghìn không trăm hai mươi sáu"),
        ("Từ 5/4, mọi người", "Từ ngày năm tháng tư, mọi người"),
        ("tháng 7/2025", "tháng bảy năm hai nghìn không trăm hai mươi lăm"),
        ("lúc 17h30", "lúc mười bảy giờ ba mươi phút"),
        ("lúc 6h", "lúc sáu giờ"),
        ("500.000 đồng", "năm trăm nghìn đồng"),
        ("1.500.000đ.", "một triệu năm trăm nghìn đồng."),
        ("lãi 2,5%", "lãi hai phẩy năm phần trăm"),
        ("đặt cọc 30–50% giá", "đặt cọc ba mươi đến năm mươi phần trăm giá"),
        ("gọi 0500 123 456", "gọi không năm không không một hai ba bốn năm sáu"),
        ("gọi +84 50 0123 456", "gọi tám bốn năm không không một hai ba bốn năm sáu"),
        ("gọi 113 ngay", "gọi một một ba ngay"),
        ("có 113 người", "có một trăm mười ba người"),
        ("gửi 156/5656", "gửi một năm sáu hoặc năm sáu năm sáu"),
        ("gửi TTTB đến 1414.", "gửi tê tê tê bê đến một bốn một bốn."),
        ("UBND xã", "Ủy ban nhân dân xã"),
        ("không đọc mã OTP", "không đọc mã xác thực"),
        ("trực 24/7", "trực cả ngày lẫn đêm"),
        ("đuôi .gov.vn là", "đuôi chấm gờ o vê chấm vê nờ là"),
        ("kênh VTV", "kênh vê tê vê"),
        ("có 2 triệu", "có hai triệu"),
        ("ngày 31/2", "ngày ba mươi mốt / hai"),
    ],
)
def test_what_is_written_is_said(written: str, said: str) -> None:
    assert spoken(written) == said


@given(st.text(max_size=60) | st.from_regex(r"[0-9 .,:/%đ+-]{1,25}", fullmatch=True))
def test_no_digit_is_left_and_what_is_said_stays_said(text: str) -> None:
    said = spoken(text)
    assert not any(one.isdigit() for one in said)
    assert spoken(said) == said


def test_time_is_counted_by_syllables_and_rounded_up() -> None:
    assert syllables("Không ai – kể cả công an – đòi chuyển tiền.") == 9
    assert seconds(130) == 60
    assert seconds(131) == 61
    assert seconds(150, rate=150) == 60
