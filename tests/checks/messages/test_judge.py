"""What the model says of texts that it was not taught, alone and together, and how it explains itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.checks.messages.judge import LEAST, Judged, judge_message, judge_messages
from lachan.checks.messages.model import shipped
from lachan.vietnam.sms import without_marks
from lachan.vietnam.tricks import TRICKS
from tests.checks.messages.written import heldout

BAD, HONEST = heldout("bad"), heldout("honest")
TEXTS = [text for _, text in (*BAD, *HONEST)]


def measured(texts: list[str]) -> tuple[float, float, list[Judged]]:
    """Average precision, and the share of bad texts above the level that one honest text in a hundred passes."""
    from sklearn.metrics import average_precision_score

    answers = list(judge_messages(texts))
    scores = np.array([one.score for one in answers])
    bad = np.arange(len(texts)) < len(BAD)
    level = np.sort(scores[~bad])[::-1][len(HONEST) // 100]
    return float(average_precision_score(bad, scores)), float((scores[bad] > level).mean()), answers


def test_texts_of_another_hand_are_told_apart() -> None:
    assert len(BAD) >= 250
    assert len(HONEST) >= 250
    precision, recall, answers = measured(TEXTS)
    assert precision >= 0.95
    assert recall >= 0.75
    named = [one.trick == trick for one, (trick, _) in zip(answers, BAD, strict=False) if one.trick]
    assert np.mean(named) > 0.6, "the trick is told, too"


def test_without_marks_the_answers_are_hardly_worse() -> None:
    with_marks, without = measured(TEXTS), measured([without_marks(text) for text in TEXTS])
    assert abs(with_marks[0] - without[0]) < 0.03
    assert abs(with_marks[1] - without[1]) < 0.03


@pytest.mark.parametrize(
    "text",
    [
        "[TB] Goi cuoc ST90 cua QK het han 23h59 ngay 25/11. Gia han soan GH gui 191",
        "(QC) Tang 50% gia tri the nap ngay 26/11. LH 18001090. Tu choi QC soan TC gui 199",
        "Ma OTP cua ban la 338291, hieu luc 5 phut. KHONG cung cap ma nay cho bat ky ai",
        "TK 012xxx881 -1,200,000VND luc 10:22 25/11. SD 5,300,000VND. ND: tien dien",
        "Canh bao: doi tuong gia danh cong an yeu cau chuyen tien vao tai khoan la lua dao. Trinh bao 113",
        "Điện lực thông báo tiền điện tháng 11 của KH PB0312 là 345.000đ, hạn thanh toán 30/11. Tổng đài 19001909",
        "Con oi chieu nay me don muon, con cho o cong truong nhe",
        "toi nay di nhau ko m, tao bao",
        "Nha truong moi phu huynh hop luc 8h chu nhat tai phong 205",
    ],
)
def test_ordinary_messages_pass(text: str) -> None:
    assert judge_message(text).score < LEAST


@pytest.mark.parametrize(
    ("text", "trick"),
    [
        ("Vietcombank: TK cua ban bi khoa, xac minh ngay tai https://vcb-online.top", "fake_brand_sms"),
        ("Nhan code 88k khi dang ky moi tai vua88.win, nap dau tang 100%", "gambling"),
        ("Viec nhe luong cao, lam tai nha 500k/ngay, lien he zalo 0912345678", "task_job"),
        ("Ban du D!EU K1EN nhan 5.000.000 tu quy ho tro, ket ban zalo 0912345678", "fund_payout"),
        ("V a y tien nhanh chi can CCCD, giai ngan 5 phut, khong tham dinh, LH 0912345678", "black_credit"),
    ],
)
def test_tricks_are_named(text: str, trick: str) -> None:
    answer = judge_message(text)
    assert answer.score > 0.8
    assert answer.trick == trick


def test_each_answer_alone_is_the_answer_among_others() -> None:
    some = TEXTS[::17]
    together = list(judge_messages(some))
    assert [judge_message(text) for text in some] == together


def test_reasons_are_words_of_the_message_or_named_and_a_bad_one_always_has_some() -> None:
    for text, answer in zip(TEXTS, judge_messages(TEXTS), strict=True):
        for reason in answer.why:
            assert reason.named is not None or reason.words in text
            assert (reason.points > 0) == (answer.score >= LEAST)
        assert answer.why or answer.score < LEAST
        assert (answer.trick in TRICKS) == (answer.score >= LEAST)


@pytest.mark.parametrize("disguise", ["\u200b", "\u00ad", "\u0301"])
def test_invisible_signs_hide_nothing(disguise: str) -> None:
    text = "Nhan tien ho tro 5 trieu tu quy phuc loi, ket ban zalo 0912345678"
    assert judge_message(disguise.join(text)).score >= judge_message(text).score - 0.02


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    answer = judge_message(text)
    assert 0 <= answer.score <= 1


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "🙂", "\ud800", "\x00", "." * 5000, "a " * 100_000, "http://", "\u202e abc"]
)
def test_odd_texts_get_an_answer(text: str) -> None:
    assert 0 <= judge_message(text).score <= 1


def test_the_model_names_tricks_of_the_catalogue() -> None:
    assert set(shipped().tricks) <= set(TRICKS)
