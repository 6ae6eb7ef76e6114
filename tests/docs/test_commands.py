"""The reference of the command line is what the commands say of themselves."""

from scripts.docs import DOCS, rendered


def test_the_reference_of_the_commands_is_up_to_date() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert page == rendered(page), "run: scripts/uv run python scripts/docs.py"


def test_a_command_that_was_changed_makes_the_page_out_of_date() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    changed = page.replace("`--as-of`", "`--on-day`")
    assert changed != page
    assert rendered(changed) == rendered(page) != changed
