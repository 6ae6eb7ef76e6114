"""The pages on the live screen are what the code says, and their examples are read by it."""

import json
import re

from scripts.docs import DOCS, rendered

from lachan.screening import RULES, read_settings
from lachan.screening.settings import CHOICES, KINDS


def fenced(page: str, language: str) -> str:
    """The first example in `language` on a page."""
    found = re.search(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_page_of_rules_is_up_to_date_and_names_all() -> None:
    page = (DOCS / "rules" / "screening.md").read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"
    assert all(f"### {rule.id} {rule.title.vi}" in page for rule in RULES)
    for rule in RULES:
        assert all(f"{word}:" in rule.explanation for word in ("What", "Why", "What it must not accuse"))


def test_the_example_of_trunks_is_taken() -> None:
    settings = read_settings(fenced("formats/trunks.md", "toml").encode())
    partner = settings.trunks.named("doi-tac-ky-so")
    assert partner
    assert partner.answers["SCR-001"].action == "label"
    assert "SCR-007" not in partner.answers
    assert settings.trunks.of("203.0.113.3").answers["SCR-001"].status == 603


def test_the_page_names_every_choice() -> None:
    page = (DOCS / "formats" / "trunks.md").read_text(encoding="utf-8")
    assert all(word in page for word in (*CHOICES, *KINDS))


def test_the_example_of_the_log_is_json() -> None:
    for line in fenced("formats/decision-log.md", "json").splitlines():
        assert {"at", "trunk", "caller", "callee", "action", "code", "reason"} <= json.loads(line).keys()
