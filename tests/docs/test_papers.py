"""The pages on papers and edXML say what the code says."""

import pytest
from scripts.docs import DOCS, rendered

from lachan.checks.papers import RULES
from lachan.readers.edxml.doubts import REASONS


@pytest.mark.parametrize("name", ["rules/papers.md", "formats/edxml.md"])
def test_the_page_is_up_to_date(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"


def test_every_rule_and_every_warning_is_told() -> None:
    assert all(f"`{one}`" in (DOCS / "rules" / "papers.md").read_text(encoding="utf-8") for one in RULES)
    assert all(f"`{one}`" in (DOCS / "formats" / "edxml.md").read_text(encoding="utf-8") for one in REASONS)
