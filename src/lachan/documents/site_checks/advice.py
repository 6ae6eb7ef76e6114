"""What each rule on names tells an officer to do; the words are in advice.toml."""

from functools import cache

from lachan.checks.finding import Rule
from lachan.documents.checks.advice import Advice, Advices
from lachan.vietnam.wording import Wording


@cache
def _advices() -> Advices:
    return Advices(
        __package__,
        Wording(
            "Xem từng dấu hiệu, xác minh rồi mới quyết định biện pháp",
            "Look at each indicator and verify before any measure",
        ),
    )


def has_advice(rule_id: str) -> bool:
    """Whether somebody has written words for this rule."""
    return _advices().has(rule_id)


def advice(rule: Rule) -> Advice:
    """The words of a rule."""
    return _advices().of(rule)
