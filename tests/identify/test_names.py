"""Designations come back as they were stored, one by one and many at once, over several builds."""

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.identify.names import Names, save_names


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(alphabet="aĐ7ỗ-", max_size=5), max_size=6), min_size=1, max_size=3))
def test_every_number_names_what_was_stored_under_it(builds: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pieces = []
        for at, names in enumerate(builds):
            piece = Path(folder) / str(at)
            piece.mkdir()
            assert save_names(names, piece) == len(names)
            pieces.append(piece)
        stored = Names(pieces)
        everything = [name for names in builds for name in names]
        assert list(stored) == everything
        assert [stored[number] for number in range(len(stored))] == everything
        backwards = np.arange(len(everything) - 1, -1, -1)
        assert stored.texts(backwards) == everything[::-1]
