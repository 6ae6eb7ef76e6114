"""Other writings of a name, a number and a date: always another one, and always as a person would slip."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lachan.invented.names import draw_names, firm_names, tables
from lachan.invented.writings import birth_slip, digit_slip, telex_slip, turned, without_accents, without_middle
from lachan.vietnam.text import plain

NAMES = st.sampled_from(["NGUYỄN VĂN HÙNG", "HOÀNG THỊ KIM ANH", "NÔNG ĐỨC LÂM", "LÝ ANH", "ĐÀM THỊ ƯỚC"])


@pytest.mark.parametrize(
    ("name", "at", "written"),
    [
        ("NGUYỄN VĂN HÙNG", 0, "NGUYEENX VĂN HÙNG"),
        ("NGUYỄN VĂN HÙNG", 1, "NGUYỄN VAWN HÙNG"),
        ("NGUYỄN VĂN HÙNG", 2, "NGUYỄN VĂN HUNGF"),
        ("NÔNG ĐỨC LÂM", 1, "NÔNG DDUWCS LÂM"),
        ("LÝ ANH", 1, "LÝ ANNH"),
    ],
)
def test_telex_slips(name, at, written):
    assert telex_slip(name, at) == written


@given(NAMES, st.integers(0, 1000))
def test_a_slip_changes_one_word_alone(name, at):
    before, after = name.split(" "), telex_slip(name, at).split(" ")
    assert len(before) == len(after)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


@given(NAMES)
def test_other_writings_keep_the_words(name):
    assert plain(without_accents(name)) == plain(name)
    assert sorted(turned(name).split()) == sorted(name.split())
    assert without_middle(name).split() == [name.split()[0], name.split()[-1]]


@given(st.integers(0, 2**32), st.integers(0, 10**12 - 1))
def test_a_digit_slip_changes_one_digit(seed, number):
    (slipped,) = digit_slip(np.random.default_rng(seed), np.array([number]), 12)
    assert 0 <= slipped < 10**12
    assert sum(one != other for one, other in zip(f"{number:012}", f"{slipped:012}", strict=True)) == 1


@given(st.integers(0, 2**32), st.integers(-16_000, 16_000))
def test_a_birth_slip_gives_another_day_near_it_in_writing(seed, day):
    birth = np.array([day])
    (slipped,) = birth_slip(np.random.default_rng(seed), birth)
    assert slipped != day
    assert abs(int(slipped) - day) <= 366


def test_names_are_drawn_by_people_and_sex():
    rng = np.random.default_rng(1)
    names = draw_names(rng, np.full(500, "dao"), np.arange(500) % 2 == 0)
    texts = names.texts().to_pylist()
    families = {word.upper() for word in tables().family_of["dao"].texts}
    assert {text.split()[0] for text in texts} <= families
    assert not [text for at, text in enumerate(texts) if at % 2 and " THỊ " in text]
    forms, proper = firm_names(rng, 50)
    assert all(
        form and name and form == form.upper() for form, name in zip(forms.to_pylist(), proper.to_pylist(), strict=True)
    )
