"""The shipped catalogue: whole, by its own rules of plain words, in both languages."""

import pytest

from lachan.vietnam.plain_words import RemarkKind, remarks
from lachan.vietnam.tricks import TRICKS, Audience, CardText, Sureness, TrickCard, trick_cards

CARDS = trick_cards()
SCRIPT_MAY = {RemarkKind.OFFICIAL_WORD}  # swindlers speak like offices


def sentences(text: CardText) -> list[str]:
    return [text.key_line, *text.signs, *text.script, *text.say, *text.what_to_do, *text.advice, *text.variants]


def test_each_trick_has_one_card_and_each_of_the_24_forms_its_trick() -> None:
    assert [one.key for one in CARDS] == list(TRICKS)
    assert {one.form for one in CARDS if one.form} == set(range(1, 25))
    assert sum(one.spring_2020 for one in CARDS) >= 11
    assert all(one.sureness is Sureness.MEMORY for one in CARDS if not one.form and not one.spring_2020)
    later = {"vneid_app": 2023, "tax_refund": 2023, "biometric_update": 2024, "address_update": 2025}
    assert {one.key: one.first_seen.year for one in CARDS if one.key in later} == later


def test_both_groups_of_the_directive_have_many_tricks() -> None:
    for group in (Audience.BANK_USERS, Audience.NEW_USERS):
        assert sum(group in one.audiences for one in CARDS) >= 8


@pytest.mark.parametrize("card", CARDS, ids=lambda one: one.key)
def test_a_card_is_written_in_plain_words_and_names_nobody(card: TrickCard) -> None:
    found = [
        (one.kind, one.quoted)
        for sentence in sentences(card.vi)
        for one in remarks(sentence)
        if sentence not in card.vi.script or one.kind not in SCRIPT_MAY
    ]
    assert found == []
    assert not [one for sentence in sentences(card.en) for one in remarks(sentence) if one.grave]


@pytest.mark.parametrize("card", CARDS, ids=lambda one: one.key)
def test_both_languages_say_the_same_number_of_things(card: TrickCard) -> None:
    for name in CardText.__dataclass_fields__:
        vi, en = getattr(card.vi, name), getattr(card.en, name)
        assert vi and en if name != "variants" else True
        assert isinstance(vi, str) or len(vi) == len(en)
    assert len(card.vi.signs) >= 3
    assert len(card.vi.what_to_do) >= 3
    assert card.sources
