"""Designations come back as they were stored, one by one and many at once, over several builds."""

import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from lachan.identify.names import Names, run_of, save_names

names = st.text(alphabet="aĐ7ỗ-", min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(names, max_size=9), min_size=1, max_size=3))
def test_every_number_names_what_was_stored_under_it(builds: list[set[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pieces, everything = [], []
        for at, build in enumerate(builds):
            piece = Path(folder) / str(at)
            piece.mkdir()
            runs = []
            for width in sorted({len(name.encode()) for name in build}):
                of_width = sorted(name for name in build if len(name.encode()) == width)
                everything += of_width
                half = len(of_width) // 2
                whole = pa.chunked_array([["x" * width, *of_width[:half]], of_width[half:]], pa.string())
                runs.append(run_of(whole.slice(1), width))
            save_names(runs, piece)
            pieces.append(piece)
        stored = Names(pieces)
        assert list(stored) == everything
        assert [stored[number] for number in range(len(stored))] == everything
        backwards = np.arange(len(everything) - 1, -1, -1)
        assert [text.decode() for text in stored.texts(backwards).tolist()] == everything[::-1]


def test_what_all_designations_begin_with_is_stored_once() -> None:
    with tempfile.TemporaryDirectory() as folder:
        texts = pa.chunked_array([[f"TB{number:08}" for number in range(1000)]])
        save_names([run_of(texts, 10)], Path(folder))
        assert (Path(folder) / "texts").stat().st_size == 3 * 1000
        assert Names([Path(folder)])[407] == "TB00000407"
