"""The pages on rules are what the rules say of themselves."""

from scripts.docs import DOCS, rendered, rule_pages

from lachan.checks.calls.rules import RULES as CALLS
from lachan.checks.messages.rules import RULES as MESSAGES
from lachan.checks.sites.rules import RULES as SITES
from lachan.checks.subscribers.rules import RULES as SUBSCRIBERS

RULES = (*SUBSCRIBERS, *CALLS, *MESSAGES, *SITES)


def test_every_rule_has_its_page_and_it_is_up_to_date() -> None:
    pages = rule_pages()
    assert {page.stem for page in pages} == {rule.id for rule in RULES}
    stale = [page.name for page, text in pages.items() if not page.exists() or page.read_text(encoding="utf-8") != text]
    assert stale == [], "run: scripts/uv run python scripts/docs.py"


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    assert set((DOCS / "rules").glob("[A-Z][A-Z][A-Z]-*.md")) == set(rule_pages())


def test_the_index_of_rules_is_up_to_date() -> None:
    page = (DOCS / "rules" / "README.md").read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"
    assert all(f"]({rule.id}.md)" in page for rule in RULES)
