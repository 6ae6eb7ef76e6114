"""Telephone numbers in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.numbers import normal_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0912345678", "+84912345678"),
        ("0912.345.678", "+84912345678"),
        (" 091 234 5678\u00a0", "+84912345678"),
        ("(091) 234-5678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("+84 (0) 912 345 678", "+84912345678"),
        ("0084912345678", "+84912345678"),
        ("912345678", "+84912345678"),
        ("841234567", "+84841234567"),
        ("\u202a+84 912 345 678\u202c", "+84912345678"),
        ("０９１２３４５６７８", "+84912345678"),
        ("01681234567", "+84381234567"),
        ("+841681234567", "+84381234567"),
        ("01201234567", "+84701234567"),
        ("01271234567", "+84811234567"),
        ("01991234567", "+84591234567"),
        ("0992345678", "+84992345678"),
        ("0871234567", "+84871234567"),
        ("02053812345", "+842053812345"),
        ("(0205) 3.812.345", "+842053812345"),
        ("024 3825 1234", "+842438251234"),
        ("069 2348 560", "+84692348560"),
        ("080 43162", "+848043162"),
        ("19001234", "+8419001234"),
        ("1800 123456", "+841800123456"),
        ("+85620123456", "+85620123456"),
        ("00 856 20 123456", "+85620123456"),
        ("+1 650 253 0000", "+16502530000"),
    ],
)
def test_every_usual_writing_becomes_one_number(written: str, number: str) -> None:
    assert normal_number(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "+",
        "113",
        "1414",
        "091234567",
        "09123456789",
        "+84069234856",
        "+840912345678",
        "+0912345678",
        "0000912345678",
        "02013812345",  # no area code 201
        "0253812345",  # area code of before 2017
        "01801234567",  # never a mobile prefix
        "019001234",
        "0912345678a",
        "không rõ",
        "0912345678 hoặc 0912345679",
        "٠٩١٢٣٤٥٦٧٨",
        "+123456",
        "+1234567890123456",
        "85620123456",  # of another country, but without its +
    ],
)
def test_what_can_be_no_number_of_vietnam_is_none(written: str) -> None:
    assert normal_number(written) is None


writings = st.one_of(
    st.text(),
    st.text(alphabet="+0123456789 .-()", max_size=18),
    st.from_regex(r"(\+84|0|84|)(9[0-9]|3[2-9]|16[2-9]|12[0-9]|2[0-9][0-9])[0-9]{7}", fullmatch=True),
)


@given(writings)
def test_the_form_of_a_form_is_itself(text: str) -> None:
    number = normal_number(text)
    if number is not None:
        assert normal_number(number) == number


@given(st.from_regex(r"9[0-9]{8}", fullmatch=True), st.sampled_from(["0", "84", "+84", "0084", ""]))
def test_all_prefixes_name_the_same_number(national: str, prefix: str) -> None:
    assert normal_number(prefix + national) == f"+84{national}"
