from collections import Counter

import pytest

from lachan.vietnam.duties import ANNEX_TITLES, INDICATORS, EvidenceKind, Indicator, indicator, suggest


def test_the_catalogue_fills_the_six_annex_tables_with_unique_codes() -> None:
    assert len({one.code for one in INDICATORS}) == len(INDICATORS) == 43
    assert sorted(ANNEX_TITLES) == [1, 2, 3, 4, 5, 6]
    assert set(Counter(one.annex for one in INDICATORS)) == set(ANNEX_TITLES)
    assert [one.annex for one in INDICATORS] == sorted(one.annex for one in INDICATORS)


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.code)
def test_every_figure_says_what_it_counts_in_both_languages(one: Indicator) -> None:
    figure = indicator(one.code)
    assert figure.kind in ("count", "money", "share", "state")
    for wording in (figure.title, figure.counting_rule):
        assert wording.vi
        assert wording.en
        assert wording.vi != wording.en


def test_levels_and_shares_are_never_added_over_periods() -> None:
    for one in INDICATORS:
        assert (one.aggregate == "latest") == (one.kind in ("state", "share"))
        assert one.kind != "share" or not one.sum_over_units


def test_owners_are_not_added_over_operators() -> None:
    assert [one.code for one in INDICATORS if one.unit.en == "owners" and one.annex == 2] == [
        "TB-05",
        "TB-06",
        "TB-07",
        "TB-08",
    ]
    assert not any(indicator(code).sum_over_units for code in ("TB-05", "TB-06", "TB-07", "TB-08"))


def test_an_unknown_code_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        indicator("XX-99")


@pytest.mark.parametrize(
    ("text", "annexes", "kind"),
    [
        ("Tổ chức hội nghị TUYÊN TRUYỀN", {1}, EvidenceKind.EVENT_RECORD),
        ("Thanh tra, kiểm tra các điểm cung cấp dịch vụ viễn thông", {3}, EvidenceKind.INSPECTION_MINUTES),
        ("Ngăn chặn cuộc gọi giả mạo", {4}, EvidenceKind.CALL_BLOCK_STATISTICS),
        ("Rà soát website lừa đảo", {5}, EvidenceKind.REFERRAL),
        ("Chuẩn hóa thông tin thuê bao", {2}, EvidenceKind.COMPLETENESS_REPORT),
        ("Phối hợp khi có đề nghị", {6}, EvidenceKind.REQUEST_REGISTER),
    ],
)
def test_words_of_a_duty_suggest_its_table_and_proof(text: str, annexes: set[int], kind: EvidenceKind) -> None:
    indicators, evidence = suggest(text)
    assert {one.annex for one in indicators} == annexes
    assert kind in evidence


@pytest.mark.parametrize("text", ["", "Trồng cây xanh", "Lưu trữ hồ sơ", "Kiểm tra phòng cháy", "Phối hợp tổ chức"])
def test_words_of_other_work_suggest_nothing(text: str) -> None:
    assert suggest(text) == ((), ())


def test_every_kind_of_proof_has_both_languages() -> None:
    for kind in EvidenceKind:
        assert kind.wording.vi != kind.wording.en
