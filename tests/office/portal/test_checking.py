"""What is told of a thing that somebody asks about."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lachan.office.portal.checking import MOST_SHOWN, Level, check
from lachan.readers.subjects import LONGEST
from tests.office.names.conftest import approved
from tests.people import Cast

pytestmark = pytest.mark.django_db
SMS = "VCB: Tai khoan cua ban bi khoa, vui long dang nhap http://vcb-xacminh.example de xac thuc ma OTP trong 24h"


def levels(text: str) -> list[Level]:
    return [one.level for one in check(text, timezone.now()).told]


@pytest.mark.parametrize("text", ["", "   ", "?", "🙂🙂", "\x00", "a" * 30_000, "\u202e\u200b", "http://", "1@2"])
def test_any_text_is_answered_and_never_called_safe(text: str) -> None:
    found = check(text, timezone.now())
    assert found.level in (Level.UNKNOWN, Level.SIGNS, Level.UNREADABLE)
    assert found.cut == (len(text) > LONGEST)


def test_a_number_in_any_writing_is_read_and_shown_masked() -> None:
    (one,) = check("O9l2.345.678", timezone.now()).told
    assert one.kind == "number"
    assert "345" not in one.shown
    assert one.level is Level.SIGNS, "letters in place of digits are a sign"
    assert levels("0205 000 1234") == [Level.UNKNOWN]


def test_a_site_that_copies_a_name_has_signs_and_the_true_one_is_official() -> None:
    (copy,) = check("https://vietcombank-hotro.top/dang-nhap", timezone.now()).told
    assert copy.level is Level.SIGNS
    assert any("Vietcombank" in reason or "vietcombank" in reason for reason in copy.reasons)
    assert copy.advice


def test_a_true_name_is_official_once_a_person_has_approved_it(cast: Cast) -> None:
    assert levels("ngan-hang-that.vn") == [Level.UNKNOWN]
    approved(
        cast,
        key="that",
        name="Ngân hàng Thật",
        domains=("ngan-hang-that.vn",),
        short=("nganhangthat",),
        words=(),
        accounts=(),
    )
    (true,) = check("https://www.ngan-hang-that.vn/dang-nhap", timezone.now()).told
    assert (true.level, true.holder) == (Level.OFFICIAL, "Ngân hàng Thật")
    assert "an toàn" not in " ".join(true.reasons)
    (copy,) = check("nganhangthat-hotro.top", timezone.now()).told
    assert copy.level is Level.SIGNS


def test_a_message_is_judged_by_its_words_and_says_which() -> None:
    found = check(SMS, timezone.now())
    message = found.told[0]
    assert (message.kind, message.level) == ("message", Level.SIGNS)
    assert message.trick
    assert message.reasons
    assert found.level is Level.SIGNS


def test_an_ordinary_message_is_unknown() -> None:
    assert levels("Mai con nghỉ học một buổi nhé cô, cháu bị sốt từ tối qua ạ") == [Level.UNKNOWN]


def test_many_things_are_looked_up_only_so_far() -> None:
    text = "\n".join(f"091234567{one}" for one in range(9))
    found = check(text, timezone.now())
    assert len([one for one in found.told if one.kind == "number"]) == MOST_SHOWN
    assert found.left_out == 9 - MOST_SHOWN


def test_a_link_that_leads_to_no_site_is_told_kindly() -> None:
    (one,) = check("data:text/html;base64,PHNjcmlwdD4=", timezone.now()).told
    assert one.level is Level.UNREADABLE
    assert one.reasons


def test_the_same_question_gets_the_same_answer_later() -> None:
    now = timezone.now()
    assert check(SMS, now) == check(SMS, now + timedelta(days=1))
