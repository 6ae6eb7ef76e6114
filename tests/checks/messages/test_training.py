"""The model is built from the project's texts by one command, always the same."""

from pathlib import Path

import numpy as np

from lachan.checks.messages import training
from lachan.checks.messages.model import read, shipped, write
from lachan.checks.messages.teaching import TIMES, lines, texts
from lachan.vietnam.tricks import TRICKS
from tests.checks.messages.written import heldout


def test_building_it_anew_gives_the_same_model(tmp_path: Path) -> None:
    write(training.train(texts(TIMES)), tmp_path / "model.npz")
    anew, kept = read(tmp_path / "model.npz"), shipped()
    assert anew.taught == kept.taught
    assert anew.tricks == kept.tricks
    # the last bit of a weight may differ between processors
    assert np.abs(anew.weights - kept.weights).max() < 0.05
    assert np.allclose([anew.base, anew.slope, anew.shift], [kept.base, kept.slope, kept.shift], atol=0.01)


def test_there_are_many_texts_of_both_sides_and_every_bad_one_is_of_the_catalogue() -> None:
    tricks = [trick for trick, _, _ in lines()]
    assert sum(trick != "" for trick in tricks) >= 450
    assert sum(trick == "" for trick in tricks) >= 450
    assert set(tricks) - {""} <= set(TRICKS)


def test_no_text_is_both_taught_and_measured() -> None:
    taught = {one.content.casefold() for one in texts(2)}
    measured = {text.casefold() for name in ("bad", "honest") for _, text in heldout(name)}
    assert not taught & measured


def test_the_same_seed_writes_the_same_texts() -> None:
    assert texts(1) == texts(1)
    assert texts(1) != texts(1, seed=1)
