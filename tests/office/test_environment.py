"""Numbers that an administrator sets are read strictly."""

import pytest

from lachan.office import environment


@pytest.mark.parametrize(("given", "read"), [("", 120), ("1", 1), ("600", 600)])
def test_a_whole_number_is_read_and_a_missing_one_takes_its_default(
    monkeypatch: pytest.MonkeyPatch, given: str, read: int
) -> None:
    monkeypatch.setenv("LACHAN_THU", given)
    assert environment.number("LACHAN_THU", 120) == read


@pytest.mark.parametrize("given", ["0", "-1", "1.5", "nhiều", "١", " 7"])
def test_anything_else_stops_the_start_with_a_sentence(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("LACHAN_THU", given)
    with pytest.raises(SystemExit, match="LACHAN_THU"):
        environment.number("LACHAN_THU", 120)
