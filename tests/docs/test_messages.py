"""The page on messages holds columns, reasons and tricks as the code has them."""

from scripts.docs import DOCS, rendered

from lachan.vietnam.tricks import TRICKS

PAGE = (DOCS / "formats" / "messages.md").read_text(encoding="utf-8")


def test_the_page_on_messages_is_up_to_date() -> None:
    assert rendered(PAGE) == PAGE, "run: scripts/uv run python scripts/docs.py"
    assert all(f"| `{key}` |" in PAGE for key in TRICKS)
