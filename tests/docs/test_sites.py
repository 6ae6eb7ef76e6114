"""The pages on names of sites show what can be used."""

import re
from pathlib import Path

from scripts.docs import DOCS

from lachan.readers.brands import read_brands

PAGE = (DOCS / "formats" / "brands.md").read_text(encoding="utf-8")


def test_the_register_that_is_shown_can_be_used(tmp_path: Path) -> None:
    [example] = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "ten.toml").write_text(example, encoding="utf-8")
    [brand] = read_brands(tmp_path / "ten.toml")
    assert brand.words == {"nhvd"}
    assert all(f"`{field}`" in PAGE for field in ("key", "domains", "short", "words", "accounts", "source", "sure"))
