"""The vault: what is sealed opens at its own place only, survives a new key, and shows every change."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.office.vault import SealBroken, blind, key_ring, needs_new_seal, open_sealed, place_of, seal

HERE = place_of("cases.Subject", "sealed", 7)


def test_a_place_names_model_field_and_row() -> None:
    assert HERE == "cases.Subject.sealed:7"


@given(st.text(), st.text())
def test_what_is_sealed_for_a_place_opens_there(text: str, place: str) -> None:
    assert open_sealed(seal(text, place=place), place=place) == text


@given(st.text(min_size=1), st.text(), st.text())
def test_what_is_sealed_for_one_place_opens_at_no_other(text: str, here: str, there: str) -> None:
    sealed = seal(text, place=here)
    if here != there:
        with pytest.raises(SealBroken):
            open_sealed(sealed, place=there)


def test_the_same_text_never_has_the_same_seal_twice() -> None:
    assert seal("0501234567", place=HERE) != seal("0501234567", place=HERE)


def test_a_sealed_text_does_not_hold_the_text() -> None:
    assert "0501234567" not in seal("0501234567", place=HERE)


def test_every_changed_character_breaks_the_seal() -> None:
    sealed = seal("Hoàng Thị Lan", place=HERE)
    for at in range(len(sealed)):
        changed = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(SealBroken):
            open_sealed(changed, place=HERE)


@pytest.mark.parametrize("broken", ["", ".", "deadbeef.", "nothing", "không phải"])
def test_what_was_never_sealed_is_refused(broken: str) -> None:
    with pytest.raises(SealBroken):
        open_sealed(broken, place=HERE)


def test_a_cut_seal_is_refused() -> None:
    sealed = seal("0501234567", place=HERE)
    for length in range(len(sealed)):
        with pytest.raises(SealBroken):
            open_sealed(sealed[:length], place=HERE)


def test_a_new_key_seals_and_the_old_one_still_opens(settings: Any) -> None:
    settings.VAULT_KEYS = key_ring("the first key\n")
    old = seal("0501234567", place=HERE)
    settings.VAULT_KEYS = key_ring("the first key\nthe second key\n")
    new = seal("0501234567", place=HERE)
    assert old.split(".")[0] != new.split(".")[0]
    assert open_sealed(old, place=HERE) == open_sealed(new, place=HERE) == "0501234567"
    assert needs_new_seal(old)
    assert not needs_new_seal(new)


def test_a_key_that_was_taken_away_opens_nothing(settings: Any) -> None:
    settings.VAULT_KEYS = key_ring("the first key")
    old = seal("0501234567", place=HERE)
    settings.VAULT_KEYS = key_ring("the second key")
    with pytest.raises(SealBroken, match="key file"):
        open_sealed(old, place=HERE)


def test_another_key_under_the_same_id_opens_nothing(settings: Any) -> None:
    settings.VAULT_KEYS = {"k": "one"}
    sealed = seal("0501234567", place=HERE)
    settings.VAULT_KEYS = {"k": "another"}
    with pytest.raises(SealBroken):
        open_sealed(sealed, place=HERE)


def test_blind_values_are_equal_for_equal_values_of_one_column_only(settings: Any) -> None:
    one = blind("+84501234567", column="number")
    assert one == blind("+84501234567", column="number")
    assert one != blind("+84501234568", column="number")
    assert one != blind("+84501234567", column="account")
    assert blind("b", column="a") != blind("", column="ab")
    settings.VAULT_BLIND_KEY = "another key"
    assert one != blind("+84501234567", column="number")


def test_the_blind_value_does_not_change_with_the_sealing_key(settings: Any) -> None:
    one = blind("+84501234567", column="number")
    settings.VAULT_KEYS = key_ring("the second key")
    assert one == blind("+84501234567", column="number")
