"""The quick checks before a commit find what they are for. Numbers are put together here, so that none stands whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripts.check_files import MOST_BYTES, problems
from scripts.check_personal_data import check, files, real_looking


@pytest.mark.parametrize(
    "parts", [("0912", "345678"), ("0912 345", " 678"), ("0912.345", ".678"), ("+84 ", "912345678"),
              ("84", "912345678"), ("0205", "3812345"), ("0205-381", "-2345"), ("0200", "90123456"),
              ("020 090", " 123 456")]
)  # fmt: skip
def test_a_number_that_could_be_somebodys_is_found(parts: tuple[str, str]) -> None:
    assert list(real_looking(f"gọi {''.join(parts)}, cảm ơn")) != []


@pytest.mark.parametrize(
    "words", ["0501234567", "+84501234567", "050 123 4567", "0205 000 0001", "+842050000001", "099090123456",
              "a0912345678b", "1.0912345678", "20/04/2020", "12345678901234567890", "097123456789"]
)  # fmt: skip
def test_invented_numbers_and_other_figures_pass(words: str) -> None:
    assert list(real_looking(f"gọi {words}, cảm ơn")) == []


@given(st.integers(min_value=0, max_value=9_999_999))
def test_every_number_of_the_invented_prefix_passes(rest: int) -> None:
    assert list(real_looking(f"050{rest:07}")) == []


def test_the_place_of_the_number_is_named(tmp_path: Path) -> None:
    page = tmp_path / "people.csv"
    page.write_text("name,phone\nLan," + "091" + "2345678\n", encoding="utf-8")
    (sentence,) = check([page])
    assert sentence.startswith(f"{page}:2:")


def test_tests_and_demo_hold_no_such_number() -> None:
    assert len(files()) > 10
    assert check(files()) == []


def test_a_large_file_and_a_merge_mark_are_refused() -> None:
    assert problems("docs/new.md", b"x" * (MOST_BYTES + 1)) != []
    assert problems("uv.lock", b"x" * (MOST_BYTES + 1)) == []
    assert problems("src/a.py", b"a = 1\n" + b"<" * 7 + b" HEAD\n") != []
    assert problems("docs/title.md", b"Title\n=======\n") == []
