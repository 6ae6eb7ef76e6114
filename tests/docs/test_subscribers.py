"""The page on subscriber files holds columns, conversions and reasons as the code has them; its mapping is right."""

import re
import tomllib
from pathlib import Path

import pytest
from scripts.docs import DOCS, rendered

from lachan.readers.subscribers import read_mapping
from lachan.readers.subscribers.columns import COLUMNS

PAGES = (DOCS / "formats" / "subscribers.md", DOCS / "vi" / "nha-mang-ra-soat-thue-bao.md")


def test_the_page_on_subscriber_files_is_up_to_date() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"


def test_each_column_stands_in_one_row() -> None:
    page = PAGES[0].read_text(encoding="utf-8")
    for column in COLUMNS:
        assert page.count(f"\n| `{column.name}` |") == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_mapping_that_is_shown_can_be_used(page: Path, tmp_path: Path) -> None:
    shown = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    for example in shown:
        file = tmp_path / "m.toml"
        file.write_text(example, encoding="utf-8")
        mapping = read_mapping(file)
        assert dict(mapping.columns) == tomllib.loads(example)["columns"]
        assert mapping.date_formats
