"""The page on counting holds the catalogue of figures and the rules of the roll-up."""

from scripts.docs import DOCS, rendered

from lachan.vietnam.indicators import INDICATORS


def test_the_page_on_counting_is_up_to_date() -> None:
    page = (DOCS / "counting.md").read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"


def test_each_indicator_stands_in_one_row() -> None:
    page = (DOCS / "counting.md").read_text(encoding="utf-8")
    for one in INDICATORS:
        assert page.count(f"\n| `{one.code}` |") == 1
