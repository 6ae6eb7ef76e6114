"""The page on caller authentication holds every outcome, and its figures are those of the code."""

from scripts.docs import DOCS, rendered

from lachan.screening.passport import DEFAULT_LIMITS, Code
from lachan.screening.passport.header import MOST_BYTES

PAGE = (DOCS / "formats" / "caller-authentication.md").read_text(encoding="utf-8")


def test_the_page_is_up_to_date() -> None:
    assert rendered(PAGE) == PAGE, "run: scripts/uv run python scripts/docs.py"


def test_each_outcome_stands_in_one_row() -> None:
    for one in Code:
        assert PAGE.count(f"\n| `{one.value}` | {one.status} |") == 1


def test_the_limits_are_told() -> None:
    assert f"up to {DEFAULT_LIMITS.headers} headers of {MOST_BYTES // 1024} KB" in PAGE
    assert f"at most {DEFAULT_LIMITS.fresh_seconds} seconds ago, and at most {DEFAULT_LIMITS.future_seconds} s" in PAGE
    assert f"most {DEFAULT_LIMITS.diversion_seconds // 60} minutes after" in PAGE
