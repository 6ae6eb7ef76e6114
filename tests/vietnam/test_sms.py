"""The length of messages at the borders of their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.vietnam.sms import Length, length, without_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Length("gsm7", 0, 1)),
        ("a" * 160, Length("gsm7", 160, 1)),
        ("a" * 161, Length("gsm7", 161, 2)),
        ("a" * 306, Length("gsm7", 306, 2)),
        ("a" * 307, Length("gsm7", 307, 3)),
        ("[" * 80, Length("gsm7", 160, 1)),
        ("a" * 152 + "[" + "a" * 10, Length("gsm7", 164, 2)),
        ("a" * 152 + "[" + "a" * 151, Length("gsm7", 305, 2)),
        ("a" * 152 + "[" + "a" * 152, Length("gsm7", 306, 3)),
        ("ế" * 70, Length("ucs2", 70, 1)),
        ("ế" * 71, Length("ucs2", 71, 2)),
        ("ế" * 134, Length("ucs2", 134, 2)),
        ("ế" * 135, Length("ucs2", 135, 3)),
        ("à", Length("gsm7", 1, 1)),
        ("á", Length("ucs2", 1, 1)),
        ("🛡", Length("ucs2", 2, 1)),
    ],
)
def test_lengths(text, expected):
    assert length(text) == expected


@given(st.text(max_size=400), st.text(max_size=5))
def test_a_longer_text_never_takes_fewer_parts(text, more):
    assert length(text + more).parts >= length(text).parts >= 1


def test_marks_come_off_and_case_stays():
    text = without_marks("Thuê bao ở Đình Lập, ĐƯỜNG Hữu Nghị")
    assert text == "Thue bao o Dinh Lap, DUONG Huu Nghi"
    assert length(text).alphabet == "gsm7"
