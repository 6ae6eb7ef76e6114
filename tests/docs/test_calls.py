"""The page on call records holds columns, conversions and reasons as the code has them; its mappings are right."""

import re
import tomllib
from pathlib import Path

import pytest
from scripts.docs import DOCS, rendered

from lachan.checks.given import own_parameters
from lachan.cli.subscribers import own_values
from lachan.readers.calls import read_mapping
from lachan.readers.calls.columns import COLUMNS

PAGES = (DOCS / "formats" / "calls.md", DOCS / "vi" / "nha-mang-ra-soat-cuoc-goi.md")


def shown(page: Path, kind: str) -> list[str]:
    """The blocks of a page in that language."""
    return re.findall(rf"```{kind}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def test_the_page_on_call_records_is_up_to_date() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"


def test_each_column_stands_in_one_row() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    for column in COLUMNS:
        assert page.count(f"\n| `{column.name}` |") == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_mapping_that_is_shown_can_be_used(page: Path, tmp_path: Path) -> None:
    [example] = shown(page, "toml")
    file = tmp_path / "m.toml"
    file.write_text(example, encoding="utf-8")
    mapping = read_mapping(file)
    assert dict(mapping.columns) == tomllib.loads(example)["columns"]
    assert mapping.zone == "UTC"


def test_the_thresholds_that_are_shown_can_be_set(tmp_path: Path) -> None:
    [example] = shown(PAGES[1], "ini")
    file = tmp_path / "p.toml"
    file.write_text(example, encoding="utf-8")
    assert own_parameters(own_values(file)) == {"calls.fan_out_hour": 40, "calls.lost_percent": 85}
