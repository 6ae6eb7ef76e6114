"""The pages on messages hold columns, reasons and tricks as the code has them; what they show can be used."""

import re
from pathlib import Path

from scripts.docs import DOCS, rendered

from lachan.checks.given import own_parameters
from lachan.cli.subscribers import own_values
from lachan.readers.messages import read_mapping
from lachan.vietnam.tricks import TRICKS

PAGE = (DOCS / "formats" / "messages.md").read_text(encoding="utf-8")
GUIDE = (DOCS / "vi" / "ra-soat-tin-nhan.md").read_text(encoding="utf-8")


def test_the_page_on_messages_is_up_to_date() -> None:
    assert rendered(PAGE) == PAGE, "run: scripts/uv run python scripts/docs.py"
    assert all(f"| `{key}` |" in PAGE for key in TRICKS)


def test_the_mapping_and_the_threshold_that_are_shown_can_be_used(tmp_path: Path) -> None:
    for kind in ("toml", "ini"):
        [example] = re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)
        (tmp_path / f"{kind}.toml").write_text(example, encoding="utf-8")
    assert read_mapping(tmp_path / "toml.toml").columns == {"content": "NOI_DUNG_SMS"}
    assert own_parameters(own_values(tmp_path / "ini.toml")) == {"messages.least_points": 90}
